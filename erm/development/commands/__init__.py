"""Writes of development plans, one module per thing that is written.

Every command first locks the plan's row, so that two people who work on one plan at the same moment
do so one after the other.
"""
