"""The people for whom hints are looked for, and what was found for each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from erm.core.actor import Actor
from erm.core.clock import now
from erm.digest.home import Around, Part
from erm.digest.needs import Source


def keys(flat: Iterable[Any]) -> list[UUID]:
    """A flat list of ids; Tortoise does not tell that it is one."""
    return list(flat)


EARTH = timedelta(days=1)
"""Nowhere is it more than a day later or earlier than in UTC."""


@dataclass(frozen=True, slots=True)
class Hints:
    """Where there can be anything for somebody, who is around them, and of whom it may speak."""

    parts: frozenset[Part]
    sources: frozenset[Source]
    around: Around


@dataclass(slots=True)
class Batch:
    """People at one instant. ``marks`` is what was found for each."""

    actors: Sequence[Actor]
    back: timedelta
    at: datetime = field(default_factory=now)
    marks: dict[UUID, set[Part | Source]] = field(default_factory=lambda: defaultdict(set))
    people: set[UUID] = field(default_factory=set)
    """Everybody of whom anything may speak: they are read together."""
    ids: list[UUID] = field(init=False)
    managers: Mapping[UUID, Sequence[UUID]] = field(init=False)
    """Of each report of the people their managers among the people."""

    def __post_init__(self) -> None:
        self.ids = [actor.person_id for actor in self.actors]
        managers: dict[UUID, list[UUID]] = defaultdict(list)
        for actor in self.actors:
            for report in actor.report_ids:
                managers[report].append(actor.person_id)
        self.managers = managers
        self.people |= set(self.ids)

    @property
    def ids_and_reports(self) -> list[UUID]:
        """The people, and all who report to them."""
        return list({*self.ids, *self.managers})

    @property
    def today(self) -> date:
        """The day in UTC; each of the people may live up to a day before or after it."""
        return self.at.date()

    @property
    def since(self) -> datetime:
        """How far back thanks and feedback go, for whom they go back farthest."""
        return self.at - self.back

    def mark(
        self, what: Part | Source, people: Iterable[UUID], others: Iterable[UUID | None] = ()
    ) -> None:
        """There may be something for people, and it may speak of others. Strangers are passed over."""
        for person in people:
            self.marks[person].add(what)
        self.people |= {other for other in others if other is not None}

    def mark_all(self, what: Part | Source) -> None:
        """There may be something for everybody."""
        self.mark(what, self.ids)

    def worked_on_by(self, person_id: UUID) -> Collection[UUID]:
        """A person and their managers, as far as they are among the people."""
        return (person_id, *self.managers.get(person_id, ()))
