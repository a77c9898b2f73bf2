"""Writes of one-on-ones, one module per thing that is written.

Every command that touches a series first locks its row, so that what two people do at the same
moment happens one after the other: nothing is added to a meeting that is just being closed.
"""
