"""Writes of cycles, one module per thing that is written.

Every step of a cycle is a conditional update of its row, made first: whoever comes second finds
another version or state and changes nothing.
"""
