"""What a figure of a group is, as it is stored and told. Pure; see ``making`` for how it comes about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple
from uuid import UUID

from erm.engagement.results.rules import EffectSize, FigureBound, HiddenReason, SubjectKind


class Subject(NamedTuple):
    """What a figure is of: a question, a driver, or (with the survey's id) the outcome."""

    kind: SubjectKind
    key: UUID


@dataclass(frozen=True, slots=True)
class Change:
    """What a mean was when the same group was asked before, and how far apart would be a change."""

    wave: int
    difference: float
    band: float
    changed: bool
    effect: EffectSize
    direction: int


@dataclass(frozen=True, slots=True)
class Words:
    """What is told of larger groups only. Shares are rounded as they are told; ``n`` answers."""

    n: int
    neutral: float | None = None
    unfavourable: float | None = None
    shares: tuple[float, ...] | None = None
    enps: float | None = None
    enps_from: float | None = None
    enps_until: float | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as it is stored and told. ``mean`` 0 to 100, shares 0 to 1; None where there is none.

    ``n`` answers out of ``population`` people asked (None: nobody knows). ``exact_mean`` and
    ``variance`` are not told: a later wave's change is worked out of them. Hidden figures have a
    ``reason`` and nothing else.
    """

    n: int = 0
    population: int | None = None
    reason: HiddenReason | None = None
    mean: float | None = None
    mean_from: float | None = None
    mean_until: float | None = None
    favourable: float | None = None
    favourable_from: float | None = None
    favourable_until: float | None = None
    bound: FigureBound = FigureBound.EXACT
    words: Words | None = None
    correction: float | None = None
    exact_mean: float | None = None
    variance: float | None = None
    change: Change | None = None

    def to_json(self) -> dict[str, Any]:
        """As it is stored: what is None is left out."""
        stored = {key: value for key, value in asdict(self).items() if value is not None}
        if self.words is not None:
            stored["words"] = {k: v for k, v in stored["words"].items() if v is not None}
        return stored

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Figure:
        """From what was stored."""
        given = dict(value)
        words, change = given.pop("words", None), given.pop("change", None)
        if words is not None and "shares" in words:
            words = {**words, "shares": tuple(words["shares"])}
        reason = given.pop("reason", None)
        return cls(
            **{**given, "bound": FigureBound(given.get("bound", FigureBound.EXACT))},
            reason=None if reason is None else HiddenReason(reason),
            words=None if words is None else Words(**words),
            change=None
            if change is None
            else Change(**{**change, "effect": EffectSize(change["effect"])}),
        )


HIDDEN = Figure(reason=HiddenReason.TOO_FEW_ANSWERED)
"""Of whom too few answered this."""
