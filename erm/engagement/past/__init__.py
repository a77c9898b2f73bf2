"""Surveys of former times from a table, under the same rules."""
