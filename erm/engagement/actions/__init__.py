"""What is done about it: one or two drivers, steps, owners, days; asked about again."""
