"""Writes of access, one module for each thing that is changed."""
