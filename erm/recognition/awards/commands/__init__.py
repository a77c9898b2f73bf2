"""Writes of awards, each within the caller's unit of work.

Every step of an award is a conditional update on its version and state: whoever was second is told.
"""
