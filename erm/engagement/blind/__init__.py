"""Blind signatures: who signs a token does not see it, and does not know it when it comes back.

RSABSSA-SHA384-PSS-Randomized of RFC 9474. ``signing`` is the server's half; ``asking`` the half that a
browser does (``frontend/src/lib/ballot``), for tests and the demonstration. Pure: no table, no time.
"""

from erm.engagement.blind.signing import (
    BlindedMessageUnfit,
    SigningFailed,
    blind_sign,
    fingerprint,
    make_key,
    public_der,
    verify,
)

__all__ = [
    "BlindedMessageUnfit",
    "SigningFailed",
    "blind_sign",
    "fingerprint",
    "make_key",
    "public_der",
    "verify",
]
