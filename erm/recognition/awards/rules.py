"""Pure rules of awards."""

from __future__ import annotations

from enum import StrEnum

NAME_MAXIMUM = 120
DESCRIPTION_MAXIMUM = 2_000
NOMINATION_MAXIMUM = 2_000
SCORES = range(1, 6)
"""What a juror may give: 1 is least, 5 is most."""
JURORS_MAXIMUM = 30


class AwardState(StrEnum):
    """Where an award stands."""

    DRAFT = "draft"
    NOMINATING = "nominating"
    VOTING = "voting"
    DECIDING = "deciding"
    ANNOUNCED = "announced"
    CANCELLED = "cancelled"
