"""Numbers that goals are measured by, as people type them."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from erm.core.text import clean_line
from erm.development.errors import (
    DirectionDoesNotFit,
    NoDistance,
    NotMeasuredByNumber,
    NumberInvalid,
    NumberNeeded,
)
from erm.development.progress import direction_of
from erm.development.rules import UNIT_MAXIMUM, GoalMeasure, NumberDirection

_NUMBER = re.compile(r"[+-]?[0-9]{1,14}(\.[0-9]{1,4})?")
_SPACES = re.compile(r"[\s\u00a0\u202f]")


def parse_number(text: str | None, *, field: str) -> Decimal | None:
    """A number as people write it: spaces between digits and a decimal comma are understood.

    None for None. Raises ``NumberInvalid``.
    """
    if text is None:
        return None
    written = _SPACES.sub("", text).replace(",", ".").replace("\u2212", "-")
    if not _NUMBER.fullmatch(written):
        raise NumberInvalid(field=field)
    return Decimal(written)


def measured_by(
    measure: GoalMeasure,
    *,
    start: Decimal | None,
    target: Decimal | None,
    unit: str,
    direction: NumberDirection | None,
) -> dict[str, Any]:
    """The columns of what a goal is measured by, checked against each other.

    Raises ``NotMeasuredByNumber``, ``NumberNeeded``, ``NoDistance``, ``DirectionDoesNotFit``,
    ``TEXT_TOO_LONG``.
    """
    if measure is not GoalMeasure.NUMBER:
        if start is not None or target is not None or unit or direction is not None:
            raise NotMeasuredByNumber(field="measure")
        return {
            "measure": measure,
            "number_start": None,
            "number_target": None,
            "unit": "",
            "direction": None,
        }
    if target is None:
        raise NumberNeeded(field="number_target")
    if start == target:
        raise NoDistance(field="number_target")
    way = direction_of(start, target)
    if way is not None and direction not in (None, way):
        raise DirectionDoesNotFit(field="direction")
    return {
        "measure": measure,
        "number_start": start,
        "number_target": target,
        "unit": clean_line(unit, field="unit", maximum=UNIT_MAXIMUM, required=False),
        "direction": way or direction or NumberDirection.UP,
    }
