"""Cycles as one viewer may see them."""
