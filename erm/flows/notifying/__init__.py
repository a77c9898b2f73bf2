"""Events of the domains become notifications: one module for each domain.

A module subscribes to the events of its domain, and answers for its subjects (``SUBJECTS``), which
``erm.flows.subjects`` gathers.
"""
