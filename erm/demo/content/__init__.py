"""What the demo company says and does: plain data, no database and no clock.

Every moment is a number of days before "today", so that the company is always six months
into its story, whenever it is planted. People are named by their short keys (``people.py``).
"""
