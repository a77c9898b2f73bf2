"""Addresses at which erm receives: nobody else can make one, and none is taken for another."""

from __future__ import annotations

import string
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from erm.core.ids import new_id
from erm.mail.addresses import Purpose, Returning, bounce_address, read_address, reply_address
from erm.mail.message import usable_address

SECRET = "a secret key of this installation"
DOMAIN = "in.kelvane.example"
MAIL = UUID("018f0000-0000-7000-8000-0000000000aa")


@given(st.uuids())
def test_an_address_is_read_back_with_its_purpose(mail_id: UUID) -> None:
    reply = reply_address(mail_id, SECRET, DOMAIN)
    bounce = bounce_address(mail_id, SECRET, DOMAIN)
    assert read_address(reply, SECRET, DOMAIN) == (Purpose.REPLY, mail_id)
    assert read_address(bounce, SECRET, DOMAIN) == (Purpose.BOUNCE, mail_id)


def test_an_address_is_one_that_every_server_takes() -> None:
    for address in (reply_address(MAIL, SECRET, DOMAIN), bounce_address(MAIL, SECRET, DOMAIN)):
        assert usable_address(address)
        local, _, host = address.partition("@")
        assert host == DOMAIN
        assert len(local) == 47
        assert local == local.lower()
        assert set(local[2:]) <= set(string.ascii_lowercase + string.digits)


@given(st.lists(st.booleans(), min_size=70, max_size=70))
def test_letters_of_any_case_are_read(upper: list[bool]) -> None:
    address = reply_address(MAIL, SECRET, DOMAIN)
    mixed = "".join(c.upper() if u else c for c, u in zip(address, upper, strict=False))
    mixed += address[len(mixed) :]
    assert read_address(mixed, SECRET, DOMAIN) == (Purpose.REPLY, MAIL)


@given(place=st.integers(0, 44), letter=st.sampled_from(string.ascii_lowercase + "234567"))
def test_one_changed_letter_is_no_address(place: int, letter: str) -> None:
    address = reply_address(MAIL, SECRET, DOMAIN)
    forged = address[: 2 + place] + letter + address[3 + place :]
    found = read_address(forged, SECRET, DOMAIN)
    assert found == ((Purpose.REPLY, MAIL) if forged == address else None)


def test_an_address_of_one_purpose_is_not_one_of_the_other() -> None:
    reply = reply_address(MAIL, SECRET, DOMAIN)
    assert read_address("b" + reply[1:], SECRET, DOMAIN) is None
    bounce = bounce_address(MAIL, SECRET, DOMAIN)
    assert read_address("r" + bounce[1:], SECRET, DOMAIN) is None


def test_the_signature_of_one_mail_does_not_fit_another() -> None:
    one, other = (reply_address(new_id(), SECRET, DOMAIN) for _ in range(2))
    swapped = one[:28] + other[28:]
    assert read_address(swapped, SECRET, DOMAIN) is None


def test_another_installations_address_is_none_of_ours() -> None:
    elsewhere = reply_address(MAIL, "another secret key of thirty-two letters", DOMAIN)
    assert read_address(elsewhere, SECRET, DOMAIN) is None


@pytest.mark.parametrize(
    "address",
    [
        "",
        "@",
        "r+",
        f"r+@{DOMAIN}",
        f"r@{DOMAIN}",
        f"x+{'a' * 45}@{DOMAIN}",
        f"r+{'a' * 44}@{DOMAIN}",
        f"r+{'a' * 46}@{DOMAIN}",
        f"r+{'1' * 45}@{DOMAIN}",
        f"r+{'ä' * 45}@{DOMAIN}",
        f"r+{'ı' * 45}@{DOMAIN}",
        f"r+{'a' * 45}",
        f"postmaster@{DOMAIN}",
    ],
)
def test_anything_else_is_no_address_of_ours(address: str) -> None:
    assert read_address(address, SECRET, DOMAIN) is None


def test_the_domain_must_be_ours() -> None:
    address = reply_address(uuid4(), SECRET, DOMAIN)
    assert read_address(address.replace(DOMAIN, "evil.example"), SECRET, DOMAIN) is None
    assert read_address(address + ".", SECRET, DOMAIN) is not None
    assert read_address(address + ".evil.example", SECRET, DOMAIN) is None


@given(st.text(max_size=120))
def test_no_text_whatever_makes_it_fail(text: str) -> None:
    assert read_address(text, SECRET, DOMAIN) is None
    assert read_address(f"r+{text}@{DOMAIN}", SECRET, DOMAIN) is None


def test_where_no_mail_is_received_a_mail_comes_from_its_sender_and_names_no_place_to_answer() -> (
    None
):
    returning = Returning(SECRET, None)
    assert returning.envelope_sender(MAIL, "erm@kelvane.example") == "erm@kelvane.example"
    assert returning.reply_to(MAIL, takes_replies=True) is None


def test_only_mail_whose_answers_are_read_names_a_place_to_answer() -> None:
    returning = Returning(SECRET, DOMAIN)
    assert returning.reply_to(MAIL, takes_replies=False) is None
    reply = returning.reply_to(MAIL, takes_replies=True)
    assert reply == reply_address(MAIL, SECRET, DOMAIN)
    bounce = returning.envelope_sender(MAIL, "erm@kelvane.example")
    assert bounce == bounce_address(MAIL, SECRET, DOMAIN)
    assert SECRET not in repr(returning)
