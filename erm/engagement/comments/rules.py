"""Pure rules of comments."""

from __future__ import annotations

REPLY_MAXIMUM = 2_000
"""Most characters of an answer to a comment."""
REPLIES_MOST = 20
"""Most answers to one comment."""
