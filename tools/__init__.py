"""What `make` runs: standard library only, since it works before anything is installed."""
