"""The asker's half of RFC 9474: ``Prepare`` (section 4.1), ``Blind`` (4.2) and ``Finalize`` (4.4).

In use it is the browser's, for a server that knows the blinding could undo it. Here it serves tests and
the demonstration.
"""

from __future__ import annotations

import hashlib
import math
import secrets

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from erm.engagement.blind.signing import SALT_BYTES, verify

HASH = "sha384"
HASH_BYTES = 48
PREFIX_BYTES = 32


class AskingFailed(Exception):
    """The message cannot be blinded, or the signature that came back is none."""


def prepare(message: bytes, *, prefix: bytes | None = None) -> bytes:
    """The message behind random bytes. ``prefix`` is for test vectors."""
    return (secrets.token_bytes(PREFIX_BYTES) if prefix is None else prefix) + message


def blind(
    public_pem: str, prepared: bytes, *, salt: bytes | None = None, inverse: int | None = None
) -> tuple[bytes, int]:
    """The blinded message, and what finalizes its signature. ``salt`` and ``inverse`` are for vectors.

    Raises ``AskingFailed``.
    """
    n, e = _numbers(public_pem)
    encoded = _encode(
        prepared, n.bit_length() - 1, secrets.token_bytes(SALT_BYTES) if salt is None else salt
    )
    m = int.from_bytes(encoded, "big")
    if math.gcd(m, n) != 1:
        raise AskingFailed("invalid input")
    if inverse is None:
        inverse = secrets.randbelow(n - 1) + 1
        while math.gcd(inverse, n) != 1:
            inverse = secrets.randbelow(n - 1) + 1
    r = pow(inverse, -1, n)
    return (m * pow(r, e, n) % n).to_bytes(_size(n), "big"), inverse


def finalize(public_pem: str, prepared: bytes, blind_signature: bytes, inverse: int) -> bytes:
    """The signature of the prepared message. Raises ``AskingFailed`` when what came back is none."""
    n, _ = _numbers(public_pem)
    if len(blind_signature) != _size(n):
        raise AskingFailed("unexpected input size")
    signature = int.from_bytes(blind_signature, "big") * inverse % n
    made = signature.to_bytes(_size(n), "big")
    if not verify(public_pem, prepared, made):
        raise AskingFailed("invalid signature")
    return made


def _numbers(public_pem: str) -> tuple[int, int]:
    key = load_pem_public_key(public_pem.encode("ascii"))
    if not isinstance(key, rsa.RSAPublicKey):
        raise AskingFailed("not an RSA key")
    numbers = key.public_numbers()
    return numbers.n, numbers.e


def _size(n: int) -> int:
    return (n.bit_length() + 7) // 8


def _encode(message: bytes, bits: int, salt: bytes) -> bytes:
    """EMSA-PSS-ENCODE of RFC 8017, section 9.1.1."""
    size = (bits + 7) // 8
    if size < HASH_BYTES + len(salt) + 2:
        raise AskingFailed("encoding error")
    digest = hashlib.new(HASH, bytes(8) + hashlib.new(HASH, message).digest() + salt).digest()
    block = bytes(size - len(salt) - HASH_BYTES - 2) + b"\x01" + salt
    masked = bytearray(a ^ b for a, b in zip(block, _mask(digest, len(block)), strict=True))
    masked[0] &= 0xFF >> (8 * size - bits)
    return bytes(masked) + digest + b"\xbc"


def _mask(seed: bytes, length: int) -> bytes:
    """MGF1 of RFC 8017, appendix B.2.1."""
    blocks = (
        hashlib.new(HASH, seed + counter.to_bytes(4, "big")).digest()
        for counter in range(-(-length // HASH_BYTES))
    )
    return b"".join(blocks)[:length]
