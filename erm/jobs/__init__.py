"""The worker: a table of things to do again and again. Any number of workers may run."""
