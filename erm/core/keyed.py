"""What only this installation can work out of something: signatures in links, addresses and threads."""

from __future__ import annotations

import hashlib
import hmac


def keyed(secret_key: str, purpose: str, about: bytes, length: int) -> bytes:
    """The first ``length`` bytes (at most 32) of an HMAC-SHA256 of ``about``.

    Its key is derived from the installation's secret key for each purpose, so that what was signed for
    one is never taken for another.
    """
    key = hmac.digest(secret_key.encode(), purpose.encode(), hashlib.sha256)
    return hmac.digest(key, about, hashlib.sha256)[:length]
