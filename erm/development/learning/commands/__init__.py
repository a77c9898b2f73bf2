"""What is done with the catalogue, with what one learns, and with certificates."""
