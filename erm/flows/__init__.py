"""Stories that cross domains: who hears which fact, and what then happens elsewhere.

One story per file; all wiring stands in ``subscriptions.py``.
"""
