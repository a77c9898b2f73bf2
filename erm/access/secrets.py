"""Random secrets, and what of them is stored."""

from __future__ import annotations

import secrets
from hashlib import sha256

from erm.access.rules import TOKEN_PREFIX


def new_secret() -> str:
    """256 random bits, safe in an address or a cookie."""
    return secrets.token_urlsafe(32)


def new_access_token() -> str:
    """A secret for a program; the prefix lets scanners of leaked secrets recognise it."""
    return TOKEN_PREFIX + new_secret()


def stored_form(secret: str) -> str:
    """The SHA-256 of a secret. With 256 random bits in it nothing slower is needed."""
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
