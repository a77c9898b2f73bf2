"""Fairness of recognition, for those who can act on it. No tables: it counts what stands elsewhere.

Only public kudos that are shown are counted in what HR sees, for a count of private ones would give
them away; a manager's view counts what that manager may read. Groups are of five people or more.
"""
