"""The server's half of RFC 9474: keys, ``BlindSign`` (section 4.3) and ``Verify`` (4.5)."""

from __future__ import annotations

import hashlib
import math
import secrets
from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_der_private_key,
    load_pem_public_key,
)

KEY_BITS = 3072
SALT_BYTES = 48
"""As long as the hash, as the variant PSS (unlike PSSZERO) wants it."""
EXPONENT = 65537
MASK_BITS = 64
"""How much of a random multiple of the group's order is added to an exponent."""


class BlindedMessageUnfit(Exception):
    """What is to be signed is not a number that this key signs: too long, too short or too great."""


class SigningFailed(Exception):
    """The signature does not check. It is not given out, for a faulty one betrays the key."""


def make_key() -> tuple[str, bytes]:
    """A new pair: the public key as PEM (SubjectPublicKeyInfo), the private one as DER (PKCS #8).

    Takes from a tenth of a second to some seconds: not for the event loop.
    """
    key = rsa.generate_private_key(public_exponent=EXPONENT, key_size=KEY_BITS)
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    private = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return public.decode("ascii"), private


def blind_sign(private_der: bytes, blinded: bytes) -> bytes:
    """Sign a blinded message, which tells nothing of the message.

    The number is blinded once more by us, and the exponents are masked, so that the time it takes tells
    nothing of the key. Takes some hundredths of a second. Raises ``BlindedMessageUnfit``, and
    ``SigningFailed`` when the result does not check.
    """
    # It is a key of our own making, read from our own sealed column: proving its primes again is slow.
    key = load_der_private_key(private_der, password=None, unsafe_skip_rsa_key_validation=True)
    if not isinstance(key, rsa.RSAPrivateKey):
        raise SigningFailed("not an RSA key")
    numbers = key.private_numbers()
    n, e = numbers.public_numbers.n, numbers.public_numbers.e
    size = (n.bit_length() + 7) // 8
    m = int.from_bytes(blinded, "big")
    if len(blinded) != size or not 0 < m < n:
        raise BlindedMessageUnfit
    r = _unit(n)
    masked = m * pow(r, e, n) % n
    p, q = numbers.p, numbers.q
    at_p = pow(masked % p, numbers.dmp1 + secrets.randbits(MASK_BITS) * (p - 1), p)
    at_q = pow(masked % q, numbers.dmq1 + secrets.randbits(MASK_BITS) * (q - 1), q)
    s = (at_q + q * (numbers.iqmp * (at_p - at_q) % p)) * pow(r, -1, n) % n
    if pow(s, e, n) != m:
        raise SigningFailed
    return s.to_bytes(size, "big")


def verify(public_pem: str, message: bytes, signature: bytes) -> bool:
    """Whether a signature of a prepared message is this key's. Takes about a tenth of a millisecond."""
    try:
        _public(public_pem).verify(
            signature,
            message,
            padding.PSS(mgf=padding.MGF1(hashes.SHA384()), salt_length=SALT_BYTES),
            hashes.SHA384(),
        )
    except InvalidSignature:
        return False
    return True


def public_der(public_pem: str) -> bytes:
    """The public key as a browser imports it (``spki``)."""
    return _public(public_pem).public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def fingerprint(public_pem: str) -> str:
    """SHA-256 of the key, hexadecimal: people who were given different keys could be told apart by them,
    and see it by comparing this.
    """
    return hashlib.sha256(public_der(public_pem)).hexdigest()


def _unit(n: int) -> int:
    while True:
        r = secrets.randbelow(n - 2) + 2
        if math.gcd(r, n) == 1:
            return r


@lru_cache(maxsize=64)
def _public(public_pem: str) -> rsa.RSAPublicKey:
    key = load_pem_public_key(public_pem.encode("ascii"))
    if not isinstance(key, rsa.RSAPublicKey):
        raise ValueError("not an RSA key")
    return key
