"""Pure rules of the directory."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import TypeVar

from erm.core.text import fold
from erm.mail.message import usable_address

K = TypeVar("K", bound=Hashable)

SORT_KEY_LENGTH = 250
SEARCH_TEXT_LENGTH = 1000


class BondKind(StrEnum):
    """What the other person is to the subject of a bond."""

    MANAGER = "manager"
    MENTOR = "mentor"
    BUDDY = "buddy"


class Locale(StrEnum):
    """A language of the product."""

    EN = "en"
    RU = "ru"


class HistoryKind(StrEnum):
    """What a line of a person's history is about."""

    MANAGER = "manager"
    DEPARTMENT = "department"


def holds_on(starts_on: date, ends_on: date | None, day: date) -> bool:
    """Whether a period holds on a day. ``ends_on`` is exclusive; None means open."""
    return starts_on <= day and (ends_on is None or day < ends_on)


def has_left(left_on: date | None, day: date) -> bool:
    """Whether a person has left by a day. ``left_on`` is the first day on which they are gone."""
    return left_on is not None and left_on <= day


TENURE_BANDS = ("under_1", "1_to_2", "2_to_5", "5_and_more")
"""Full years since somebody was hired: under 1, 1, 2 to 4, 5 and more."""
_YEARS = (1, 2, 5)
"""With how many full years each band but the first begins."""


def tenure_band(hired_on: date, day: date) -> str:
    """In which of ``TENURE_BANDS`` the full years from the day somebody was hired to ``day`` lie."""
    years = day.year - hired_on.year - ((day.month, day.day) < (hired_on.month, hired_on.day))
    return band_of_years(years)


def band_of_years(years: int) -> str:
    """In which of ``TENURE_BANDS`` so many full years lie."""
    return TENURE_BANDS[sum(years >= limit for limit in _YEARS)]


def upwards(start: K | None, above: Mapping[K, K | None]) -> list[K]:
    """A department, or person, and all above it, the nearest first; a circle of them ends it."""
    found: list[K] = []
    at = start
    while at is not None and at not in found:
        found.append(at)
        at = above.get(at)
    return found


def downwards(starts: Iterable[K], above: Mapping[K, K | None]) -> set[K]:
    """Departments and all below them."""
    children: dict[K, list[K]] = {}
    for key, parent in above.items():
        if parent is not None:
            children.setdefault(parent, []).append(key)
    found = set(starts)
    left = list(found)
    while left:
        for child in children.get(left.pop(), ()):
            if child not in found:
                found.add(child)
                left.append(child)
    return found


def display_name(given_name: str, family_name: str) -> str:
    """The name as it is shown."""
    return f"{given_name} {family_name}".strip()


def sort_key(given_name: str, family_name: str) -> str:
    """What the directory is ordered by: the folded family name, then the given name."""
    return fold(f"{family_name} {given_name}".strip())[:SORT_KEY_LENGTH]


def search_text(given_name: str, family_name: str, title: str) -> str:
    """What the directory is searched in besides the work address, folded."""
    return fold(f"{given_name} {family_name} {title}")[:SEARCH_TEXT_LENGTH]


_WORK_EMAIL = re.compile(
    r"[^\s@<>()\[\],;:\\\"\x00-\x1f]{1,64}@(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W_](?:[\w-]{0,61}[^\W_])?"
)


def is_work_email(value: str) -> bool:
    """Whether this can be an address to which mail is sent: one local part, one domain with a dot."""
    return (
        _WORK_EMAIL.fullmatch(value) is not None
        and usable_address(value)
        and ".." not in value
        and not value.startswith(".")
        and ".@" not in value
    )
