"""Pure rules of what is chosen about recognition."""

from __future__ import annotations

SETTINGS_ID = "company"
"""The company has one row of settings."""
WORDS_MAXIMUM = 500
"""Most words that the company warns of."""
WORD_LENGTH = 60
ALLOWANCE_MAXIMUM = 10_000
"""Most points that one may have to give in a month."""
