"""Links by which somebody without an account answers: their secrets, addresses and life time.

Shared by single requests and by cycles. A link holds 256 random bits; only their hash is stored, so
nobody who reads the database can answer in a guest's name.
"""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

from erm.core.clock import today
from erm.core.text import clean_line
from erm.feedback.errors import GuestAddressUnusable, GuestIsColleague, GuestTwice
from erm.mail.message import ADDRESS_LIMIT, usable_address
from erm.people.models import Person
from erm.people.queries import present
from erm.people.rules import Locale

NAME_MAXIMUM = 120
LINK_VALID = timedelta(days=30)
"""How long a link works at least; until two days after the due day where that is later."""
TOKEN_LONGEST = 100
"""Longer than any secret that was ever made here: what is longer is not even hashed."""


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody outside the company: how to address them, where, and in which language."""

    name: str
    email: str
    locale: Locale = Locale.EN


def new_token() -> tuple[str, str]:
    """A new secret, and what of it is stored."""
    token = secrets.token_urlsafe(32)
    return token, hash_of(token)


def hash_of(token: str) -> str:
    """What is stored of a secret. With 256 random bits in it nothing slower than SHA-256 is needed."""
    return sha256(token[:TOKEN_LONGEST].encode("utf-8", "surrogatepass")).hexdigest()


def link_expires(sent_at: datetime, due_on: date | None) -> datetime:
    """Until when a link works that is sent at an instant and wants an answer by a day."""
    latest = sent_at + LINK_VALID
    if due_on is None:
        return latest
    # Two days: wherever on Earth the guest is, their due day is over by then.
    due = datetime(due_on.year, due_on.month, due_on.day, tzinfo=sent_at.tzinfo)
    return max(latest, due + timedelta(days=2))


def normal_address(email: str, *, field: str) -> str:
    """The form in which addresses are stored and compared.

    Composed Unicode, without white space around, in lower case: no provider tells cases apart.
    Raises ``GuestAddressUnusable``.
    """
    address = unicodedata.normalize("NFC", email).strip().lower()
    if len(address) > ADDRESS_LIMIT or not usable_address(address):
        raise GuestAddressUnusable(field=field)
    return address


async def clean_guests(guests: Sequence[Guest], *, field: str) -> list[Guest]:
    """What was typed of guests, cleaned, if all of them are outside the company.

    Whoever is in the directory has an account and is asked as a colleague. Somebody who has left is
    outside. Raises ``GuestAddressUnusable``, ``GuestTwice``, ``GuestIsColleague`` and the refusals
    of text.
    """
    found = [
        Guest(
            clean_line(guest.name, field=field, maximum=NAME_MAXIMUM),
            normal_address(guest.email, field=field),
            guest.locale,
        )
        for guest in guests
    ]
    addresses = [guest.email for guest in found]
    if len(set(addresses)) < len(addresses):
        raise GuestTwice(field=field)
    if addresses and await Person.filter(present(today()), work_email__in=addresses).exists():
        raise GuestIsColleague(field=field)
    return found
