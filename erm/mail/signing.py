"""DKIM (RFC 6376): a signature of the company's domain over each mail, where a key is given.

A relay that signs by itself needs none of it. The signature covers the body and every header that says
who writes what to whom, From twice, so that none can be added on the way.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

SHORTEST_KEY = 1024
"""Bits below which verifiers refuse a key (RFC 8301)."""
_SIGNED = (
    b"from", b"from", b"to", b"subject", b"date", b"message-id", b"mime-version", b"content-type",
    b"reply-to", b"in-reply-to", b"references", b"auto-submitted", b"feedback-id", b"list-id",
    b"list-unsubscribe", b"list-unsubscribe-post",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Signer:
    """Signs mails for ``domain`` with the key that its DNS publishes under ``selector``."""

    domain: str
    selector: str
    key: bytes = field(repr=False)

    @classmethod
    def of(cls, key_file: Path, *, domain: str, selector: str) -> Signer:
        """Read a private RSA key in PEM. Raises ``ValueError`` with what is wrong, in words."""
        try:
            key = load_pem_private_key(key_file.read_bytes(), password=None)
        except (OSError, ValueError, TypeError, UnsupportedAlgorithm) as error:
            raise ValueError("there is no private key in PEM without a password in it") from error
        if not isinstance(key, RSAPrivateKey) or key.key_size < SHORTEST_KEY:
            raise ValueError(f"it must hold an RSA key of {SHORTEST_KEY} bits or more")
        # dkimpy reads the traditional form by itself.
        pem = key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())
        return cls(domain, selector, pem)

    def sign(self, message: bytes) -> bytes:
        """The mail with its signature in front."""
        # Slow to load, and needed where there is a key only.
        import dkim

        present = {
            line.split(b":", 1)[0].strip().lower()
            for line in message.partition(b"\r\n\r\n")[0].split(b"\r\n")
            if line[:1] not in (b" ", b"\t")
        }
        signature: bytes = dkim.sign(
            message,
            self.selector.encode(),
            self.domain.encode("idna"),
            self.key,
            canonicalize=(b"relaxed", b"relaxed"),
            include_headers=[name for name in _SIGNED if name in present],
        )
        return signature + message
