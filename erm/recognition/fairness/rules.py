"""Pure rules of fairness: windows, and who stands where on the board."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

WINDOWS = (30, 90, 365)
"""Over how many days it may be counted. Windows of any length could be subtracted to a single day."""
QUIET_AFTER = 60
"""Days without thanks after which a manager is told of it."""
BOARD_LINES = 20
SIDE_MINIMUM = 5
"""Fewest people who gave, and fewest who were thanked, of a flow that is told."""


class RecognitionBy(StrEnum):
    """What people are grouped by: one thing at a time."""

    DEPARTMENT = "department"
    LOCATION = "location"


class Placed(NamedTuple):
    """Somebody on the board. ``colleagues``: by how many different ones they were thanked."""

    place: int
    person_id: UUID
    colleagues: int


def placed(thanked_by: Mapping[UUID, int]) -> list[Placed]:
    """Everybody with at least one, most first; equal numbers share a place, and leave a gap after it."""
    ordered = sorted(
        ((person, number) for person, number in thanked_by.items() if number > 0),
        key=lambda each: (-each[1], each[0]),
    )
    found: list[Placed] = []
    for index, (person, number) in enumerate(ordered):
        shares = found and found[-1].colleagues == number
        found.append(Placed(found[-1].place if shares else index + 1, person, number))
    return found


def board(everybody: list[Placed], viewer_id: UUID, maximum: int = BOARD_LINES) -> list[Placed]:
    """The first places as far as they fit, and the viewer's own line.

    Of people who share a place either all are shown or none: which of them would be chance.
    """
    shown = everybody[:maximum]
    if len(everybody) > maximum:
        cut = everybody[maximum].place
        shown = [each for each in shown if each.place != cut]
    own = [each for each in everybody[len(shown) :] if each.person_id == viewer_id]
    return [*shown, *own]
