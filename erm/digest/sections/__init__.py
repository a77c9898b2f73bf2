"""The sections of a digest, each written by a module of its own.

A kind of need belongs to one section. What is overdue stands at the top, under what needs the reader
now; with that section switched off it stands in its own.
"""
