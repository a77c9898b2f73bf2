"""What is told of a wave: the plan, the figures, and the only way to read them."""
