"""What a release keeps beside its plan and its figures. Stored in ``WaveRelease.drivers``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from erm.disclosure.totals import Totals


@dataclass(frozen=True, slots=True)
class DriverWeights:
    """A driver analysis: each driver's share with its interval, and the explained variance with its.

    Shares are rounded to three decimals, as is the explained variance.
    """

    n: int
    explained: tuple[float, float, float]
    weights: Mapping[UUID, tuple[float, float, float]]


@dataclass(frozen=True, slots=True)
class Notes:
    """``analysis``: None where it could not be made, ``few``: because of too few people.

    ``comparable``: by number of an earlier wave, the numbers of the groups of this one whose people
    are the same as then, or differ by enough. ``plain``: how many groups would be told of by the
    number of their answers alone. ``totals``: what the figures of each scale come to by block, which
    later waves are looked at beside; none in large companies.
    """

    analysis: DriverWeights | None = None
    few: bool = False
    comparable: Mapping[int, frozenset[int]] = field(default_factory=dict)
    plain: int = 0
    totals: Mapping[UUID, Totals] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """As it is stored."""
        found = self.analysis
        return {
            "analysis": None
            if found is None
            else {
                "n": found.n,
                "explained": list(found.explained),
                "weights": {str(key): list(value) for key, value in found.weights.items()},
            },
            "few": self.few,
            "comparable": {str(key): sorted(value) for key, value in self.comparable.items()},
            "plain": self.plain,
            "totals": {str(key): each.to_json() for key, each in self.totals.items()},
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Notes:
        """From what was stored."""
        found = value["analysis"]
        return cls(
            analysis=None
            if found is None
            else DriverWeights(
                n=found["n"],
                explained=tuple(found["explained"]),
                weights={UUID(key): tuple(each) for key, each in found["weights"].items()},
            ),
            few=value["few"],
            comparable={
                int(key): frozenset(numbers) for key, numbers in value["comparable"].items()
            },
            plain=value["plain"],
            totals={UUID(key): Totals.from_json(each) for key, each in value["totals"].items()},
        )
