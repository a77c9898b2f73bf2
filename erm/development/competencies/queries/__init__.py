"""Reads of frameworks, levels and assessments, as one actor sees them."""
