"""The rule by which a relationship needs attention. Pure, and written down line by line.

``docs/domains/relationships.md`` says the same in a table. There is no score: a relationship stands
where its first reason stands, and each reason is a fact that the person who reads it can check.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from erm.one_on_ones.rules import Cadence
from erm.relationships.rules import RelationshipBond

OWED_AFTER_DAYS = 7
"""A request for feedback without a date is owed when it has waited longer than this."""


class Attention(StrEnum):
    """How soon a relationship needs its owner."""

    NOW = "now"
    SOON = "soon"
    FINE = "fine"


class ReasonKind(StrEnum):
    """Why it stands there; the most pressing first."""

    SILENT = "silent"
    MY_PROMISE_OVERDUE = "my_promise_overdue"
    FEEDBACK_I_OWE = "feedback_i_owe"
    HANDOVER_WAITING = "handover_waiting"
    THEIR_PROMISE_OVERDUE = "their_promise_overdue"
    FEEDBACK_THEY_OWE = "feedback_they_owe"
    NO_SERIES = "no_series"
    ON_RHYTHM = "on_rhythm"
    RECENT_CONTACT = "recent_contact"


ATTENTION = {
    ReasonKind.SILENT: Attention.NOW,
    ReasonKind.MY_PROMISE_OVERDUE: Attention.NOW,
    ReasonKind.FEEDBACK_I_OWE: Attention.NOW,
    ReasonKind.HANDOVER_WAITING: Attention.SOON,
    ReasonKind.THEIR_PROMISE_OVERDUE: Attention.SOON,
    ReasonKind.FEEDBACK_THEY_OWE: Attention.SOON,
    ReasonKind.NO_SERIES: Attention.SOON,
    ReasonKind.ON_RHYTHM: Attention.FINE,
    ReasonKind.RECENT_CONTACT: Attention.FINE,
}
"""The whole rule: silence, and what one owes oneself, is for now; the rest is for soon."""

_ATTENTIONS = list(Attention)
_KINDS = list(ReasonKind)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Some things that wait: how many, the longest for how many days, and that one's words."""

    count: int
    days: int
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of a pair, to one of the two. Days are of that person's calendar.

    ``silent_days`` counts from the last contact, or from the beginning of the series where ``begun``
    says that it was later; ``quiet`` says whether that is too long. ``met_last``: their last contact
    was a one-on-one.
    """

    bond: RelationshipBond
    has_left: bool = False
    cadence: Cadence | None = None
    cadence_days: int | None = None
    paused: bool = False
    silent_days: int | None = None
    quiet: bool = False
    begun: bool = False
    days_since_contact: int | None = None
    days_since_met: int | None = None
    met_last: bool = False
    my_overdue: Waiting | None = None
    their_overdue: Waiting | None = None
    feedback_i_owe: Waiting | None = None
    feedback_they_owe: Waiting | None = None
    handover: Waiting | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """One line. ``sentence`` and ``words`` are what says it in the language of the reader."""

    kind: ReasonKind
    sentence: str
    days: int | None = None
    words: dict[str, Any] = field(default_factory=dict, hash=False)

    @property
    def attention(self) -> Attention:
        """How pressing this line is."""
        return ATTENTION[self.kind]


def is_owed(due_on: date | None, asked_on: date, day: date) -> bool:
    """Whether an unanswered request is late: its date has passed, or without one a week."""
    if due_on is not None:
        return due_on < day
    return (day - asked_on).days > OWED_AFTER_DAYS


def reasons(facts: Facts) -> list[Reason]:
    """Every line that holds for a pair, most pressing first.

    Lines that ask for something come first; only where there is none does the one line stand that
    says that all is well. A pair that never had to do with each other has no line at all.
    """
    found = [*_waiting(facts)]
    if facts.quiet:
        found.append(_rhythm(ReasonKind.SILENT, facts))
    if _should_meet(facts):
        found.append(Reason(ReasonKind.NO_SERIES, f"no_series.{facts.bond}"))
    if not found and facts.cadence is not None and not facts.has_left:
        found.append(_rhythm(ReasonKind.ON_RHYTHM, facts))
    elif not found and facts.days_since_contact is not None:
        found.append(_counted(ReasonKind.RECENT_CONTACT, "recent", facts.days_since_contact))
    return sorted(found, key=lambda reason: _KINDS.index(reason.kind))


def attention(found: Sequence[Reason]) -> Attention:
    """Where a relationship stands: where its first reason does."""
    return found[0].attention if found else Attention.FINE


def order(found: Sequence[Reason]) -> tuple[int, int, int]:
    """The place in the list: by attention, then by the first reason, the longest first."""
    if not found or found[0].attention is Attention.FINE:
        return _ATTENTIONS.index(Attention.FINE), 0, 0
    first = found[0]
    return _ATTENTIONS.index(first.attention), _KINDS.index(first.kind), -(first.days or 0)


def _waiting(facts: Facts) -> list[Reason]:
    each = (
        (ReasonKind.MY_PROMISE_OVERDUE, facts.my_overdue),
        (ReasonKind.THEIR_PROMISE_OVERDUE, facts.their_overdue),
        (ReasonKind.FEEDBACK_I_OWE, facts.feedback_i_owe),
        (ReasonKind.FEEDBACK_THEY_OWE, facts.feedback_they_owe),
        (ReasonKind.HANDOVER_WAITING, facts.handover),
    )
    found = []
    for kind, waiting in each:
        if waiting is None:
            continue
        if waiting.count == 1:
            found.append(_counted(kind, f"{kind}.one", waiting.days, title=waiting.title))
        else:
            words = {"count": waiting.count}
            found.append(Reason(kind, f"{kind}.many", waiting.days, words))
    return found


def _should_meet(facts: Facts) -> bool:
    return (
        facts.bond in (RelationshipBond.MY_MANAGER, RelationshipBond.MY_REPORT)
        and facts.cadence is None
        and not facts.has_left
    )


def _rhythm(kind: ReasonKind, facts: Facts) -> Reason:
    """How often they mean to meet, and when they last did."""
    rhythm, words = facts.cadence, {"cadence": facts.cadence_days}
    if kind is ReasonKind.ON_RHYTHM and facts.paused:
        return Reason(kind, "rhythm.paused")
    if kind is ReasonKind.SILENT and facts.begun:
        return _counted(kind, f"rhythm.{rhythm}.begun", facts.silent_days or 0, **words)
    if kind is ReasonKind.SILENT and not facts.met_last:
        return _counted(kind, f"rhythm.{rhythm}.contact", facts.days_since_contact or 0, **words)
    if facts.days_since_met is None:
        return Reason(kind, f"rhythm.{rhythm}.first", None, words)
    return _counted(kind, f"rhythm.{rhythm}.met", facts.days_since_met, **words)


def _counted(kind: ReasonKind, sentence: str, days: int, **words: Any) -> Reason:
    """A line that ends with a number of days, or with "today"."""
    if days == 0:
        return Reason(kind, f"{sentence}.today", 0, words)
    return Reason(kind, sentence, days, {"count": days, **words})
