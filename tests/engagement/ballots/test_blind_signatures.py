"""Blind signatures against the vectors of the RFC, and against whoever hands in something else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from erm.engagement.blind import (
    BlindedMessageUnfit,
    SigningFailed,
    asking,
    blind_sign,
    fingerprint,
    make_key,
    signing,
    verify,
)

VECTOR = json.loads((Path(__file__).parent / "rfc9474.json").read_text())


def number(name: str) -> int:
    return int(VECTOR[name], 16)


def octets(name: str) -> bytes:
    return bytes.fromhex(VECTOR[name])


@pytest.fixture(scope="module")
def vector_key() -> tuple[str, bytes]:
    public = rsa.RSAPublicNumbers(number("e"), number("n"))
    p, q, d = number("p"), number("q"), number("d")
    private = rsa.RSAPrivateNumbers(
        p, q, d, d % (p - 1), d % (q - 1), rsa.rsa_crt_iqmp(p, q), public
    ).private_key()
    return (
        private.public_key()
        .public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        .decode("ascii"),
        private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()),
    )


@pytest.fixture(scope="module")
def key() -> tuple[str, bytes]:
    return make_key()


def test_the_numbers_of_the_vector_belong_together() -> None:
    assert number("p") * number("q") == number("n")
    assert pow(pow(7, number("e"), number("n")), number("d"), number("n")) == 7


def test_the_server_signs_as_the_rfc_says(vector_key: tuple[str, bytes]) -> None:
    _, private = vector_key
    assert blind_sign(private, octets("blinded_msg")) == octets("blind_sig")


def test_the_server_takes_the_signature_of_the_rfc(vector_key: tuple[str, bytes]) -> None:
    public, _ = vector_key
    prepared = octets("msg_prefix") + octets("msg")
    assert verify(public, prepared, octets("sig"))
    assert not verify(public, octets("msg"), octets("sig"))
    assert not verify(public, prepared + b"\x00", octets("sig"))
    assert not verify(public, prepared, octets("sig")[:-1] + bytes([octets("sig")[-1] ^ 1]))
    assert not verify(public, prepared, b"")


def test_the_askers_half_blinds_and_finalizes_as_the_rfc_says(
    vector_key: tuple[str, bytes],
) -> None:
    public, _ = vector_key
    prepared = asking.prepare(octets("msg"), prefix=octets("msg_prefix"))
    blinded, inverse = asking.blind(public, prepared, salt=octets("salt"), inverse=number("inv"))
    assert blinded == octets("blinded_msg")
    assert asking.finalize(public, prepared, octets("blind_sig"), inverse) == octets("sig")


def test_a_token_goes_round_and_other_keys_do_not_know_it(
    key: tuple[str, bytes], vector_key: tuple[str, bytes]
) -> None:
    public, private = key
    prepared = asking.prepare(b"a token of thirty-two bytes here")
    blinded, inverse = asking.blind(public, prepared)
    signature = asking.finalize(public, prepared, blind_sign(private, blinded), inverse)
    assert verify(public, prepared, signature)
    assert not verify(vector_key[0], prepared, signature)
    assert len(signature) == signing.KEY_BITS // 8


def test_what_the_server_saw_is_nothing_that_comes_back(key: tuple[str, bytes]) -> None:
    """For every signed request and every returned token there is a blinding that ties them: the server
    cannot rule out any pair.
    """
    public, private = key
    n, e = asking._numbers(public)
    seen, returned = [], []
    for _ in range(3):
        prepared = asking.prepare(b"token")
        blinded, inverse = asking.blind(public, prepared)
        blind_signature = blind_sign(private, blinded)
        seen.append((int.from_bytes(blinded, "big"), int.from_bytes(blind_signature, "big")))
        signature = asking.finalize(public, prepared, blind_signature, inverse)
        returned.append(int.from_bytes(signature, "big"))
    for blinded_number, blind_number in seen:
        for signature_number in returned:
            r = blind_number * pow(signature_number, -1, n) % n
            assert pow(signature_number, e, n) * pow(r, e, n) % n == blinded_number


def test_blinding_the_same_message_twice_looks_different_each_time(key: tuple[str, bytes]) -> None:
    public, _ = key
    assert asking.blind(public, b"x")[0] != asking.blind(public, b"x")[0]


def test_what_is_no_number_of_the_key_is_not_signed(key: tuple[str, bytes]) -> None:
    public, private = key
    n, _ = asking._numbers(public)
    size = signing.KEY_BITS // 8
    for unfit in (
        b"",
        b"\x01",
        bytes(size),
        n.to_bytes(size, "big"),
        b"\xff" * size,
        bytes(size + 1),
    ):
        with pytest.raises(BlindedMessageUnfit):
            blind_sign(private, unfit)


def test_a_fault_in_the_arithmetic_gives_no_signature_out(
    key: tuple[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A signature that is right modulo one prime only betrays the key (Boneh, DeMillo, Lipton 1997)."""
    public, private = key
    blinded, _ = asking.blind(public, b"x")
    bare = signing.secrets.randbits
    faults = iter((0, 1))

    class Faulty(int):
        def __mul__(self, other: int) -> int:
            return int(self) * other + next(faults)

    monkeypatch.setattr(signing.secrets, "randbits", lambda bits: Faulty(bare(bits)))
    with pytest.raises(SigningFailed):
        blind_sign(private, blinded)


def test_a_signature_that_came_back_wrong_is_no_token(key: tuple[str, bytes]) -> None:
    public, private = key
    prepared = asking.prepare(b"token")
    blinded, inverse = asking.blind(public, prepared)
    signature = blind_sign(private, blinded)
    with pytest.raises(asking.AskingFailed):
        asking.finalize(public, prepared, signature[:-1], inverse)
    with pytest.raises(asking.AskingFailed):
        asking.finalize(public, prepared, bytes([signature[0]]) * len(signature), inverse)


def test_a_key_is_as_long_as_promised_and_has_a_name_of_its_own(key: tuple[str, bytes]) -> None:
    public, private = key
    assert "BEGIN PUBLIC KEY" in public
    assert signing._public(public).key_size == signing.KEY_BITS
    assert b"PRIVATE" not in private
    assert len(fingerprint(public)) == 64
