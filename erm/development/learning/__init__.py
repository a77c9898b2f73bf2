"""Learning: the catalogue of resources, what people learnt, and their certificates."""
