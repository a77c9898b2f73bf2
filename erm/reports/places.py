"""Where people are and were: department, location, level and time with the company, on two days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from erm.core.actor import Actor
from erm.core.clock import today
from erm.core.language import say
from erm.core.localized import Localized
from erm.development.competencies.models import CareerLevel
from erm.people.models import Department
from erm.people.rules import has_left, holds_on
from erm.reports.counting import Statement, day_of, key_of
from erm.reports.rules import DIMENSIONS, Key, ReportBy, tenure_key


@dataclass(frozen=True, slots=True)
class Places:
    """Who is there today and who was there ``then``, with the key of where they are; None: nowhere.

    ``left_on`` is of those who were there then and have left since. Who came since was nowhere then,
    and counts where they are today. Where people work is kept without a history: that of today.
    """

    then_on: date
    until: date
    now: Mapping[ReportBy, Mapping[UUID, Key | None]]
    then: Mapping[ReportBy, Mapping[UUID, Key | None]]
    left_on: Mapping[UUID, date]
    presences: Sequence[tuple[date | None, date | None]]
    """When everybody came and left who was there in the months of the report."""

    @property
    def people(self) -> frozenset[UUID]:
        """Who is there today."""
        return frozenset(self.now[ReportBy.DEPARTMENT])

    @property
    def left(self) -> frozenset[UUID]:
        """Who was there then and is not today."""
        return frozenset(self.left_on)

    def only(self, wanted: frozenset[UUID]) -> Places:
        """The same of fewer people."""

        def some(keys: Mapping[UUID, Key | None]) -> dict[UUID, Key | None]:
            return {person: key for person, key in keys.items() if person in wanted}

        return Places(
            self.then_on,
            self.until,
            {by: some(keys) for by, keys in self.now.items()},
            {by: some(keys) for by, keys in self.then.items()},
            {person: day for person, day in self.left_on.items() if person in wanted},
            self.presences,
        )


async def places(then_on: date, since: date) -> Places:
    """Everybody who was there on a day or is today: three queries.

    ``since``: from when on it is to be known who came and left; no later than ``then_on``.
    """
    until = today()
    # As the database gives them: Tortoise takes several times as long over so many rows.
    statement = Statement()
    rows = await statement.rows(
        f"""SELECT id, location, hired_on, left_on FROM person
        WHERE (left_on IS NULL OR left_on > {statement.day(since)})
        AND (hired_on IS NULL OR hired_on <= {statement.day(until)})"""  # noqa: S608
    )
    memberships = await _periods("department_membership", "department_id", then_on, until)
    placements = await _periods("career_placement", "level_id", then_on, until)
    now: dict[ReportBy, dict[UUID, Key | None]] = {by: {} for by in DIMENSIONS}
    then: dict[ReportBy, dict[UUID, Key | None]] = {by: {} for by in DIMENSIONS}
    presences: list[tuple[date | None, date | None]] = []
    left: dict[UUID, date] = {}
    for row in rows:
        person, location = key_of(row["id"]), row["location"]
        hired_on, left_on = day_of(row["hired_on"]), day_of(row["left_on"])
        presences.append((hired_on, left_on))
        if has_left(left_on, then_on):
            continue
        where = " ".join(location.split()) or None
        if left_on is not None and has_left(left_on, until):
            left[person] = left_on
        else:
            now[ReportBy.DEPARTMENT][person] = None
            now[ReportBy.LOCATION][person] = where
            now[ReportBy.LEVEL][person] = None
            now[ReportBy.TENURE][person] = tenure_key(hired_on, until)
        if hired_on is None or hired_on <= then_on:
            then[ReportBy.DEPARTMENT][person] = None
            then[ReportBy.LOCATION][person] = where
            then[ReportBy.LEVEL][person] = None
            then[ReportBy.TENURE][person] = tenure_key(hired_on, then_on)
        elif person in left:
            # Came and went between the two days: in neither picture.
            del left[person]
    for by, periods in ((ReportBy.DEPARTMENT, memberships), (ReportBy.LEVEL, placements)):
        for person, key, starts_on, ends_on in periods:
            if person in now[by] and holds_on(starts_on, ends_on, until):
                now[by][person] = key
            if person in then[by] and holds_on(starts_on, ends_on, then_on):
                then[by][person] = key
    return Places(then_on, until, now, then, left, presences)


async def _periods(
    table: str, column: str, then_on: date, until: date
) -> Iterable[tuple[UUID, Key, date, date | None]]:
    """What held on one of the two days or between them; the latest last."""
    statement = Statement()
    rows = await statement.rows(
        f"""SELECT person_id, CAST({column} AS TEXT) AS place, starts_on, ends_on FROM {table}
        WHERE (ends_on IS NULL OR ends_on > {statement.day(then_on)})
        AND starts_on <= {statement.day(until)} ORDER BY starts_on, id"""  # noqa: S608
    )
    return [
        (
            key_of(row["person_id"]),
            row["place"],
            day_of(row["starts_on"]) or date.min,
            day_of(row["ends_on"]),
        )
        for row in rows
    ]


Sorted = tuple[str, int, str]
"""A name as it is sorted: what comes first, a number, what comes last."""


async def names_of(actor: Actor, by: ReportBy, keys: Iterable[Key]) -> dict[Key, Sorted]:
    """What groups are called in the reader's language, as they are sorted: one query at most."""
    if by is ReportBy.DEPARTMENT:
        rows = await Department.all().values_list("id", "name")
        return {str(key): (name.casefold(), 0, name) for key, name in rows}
    if by is ReportBy.LEVEL:
        levels = await CareerLevel.all().values_list("id", "track_names", "rank", "names")
        found: dict[Key, Sorted] = {}
        for key, track, rank, names in levels:
            of_track = Localized.from_json(track).of(actor.locale)
            name = Localized.from_json(names).of(actor.locale)
            whole = " · ".join(part for part in (of_track, name) if part)
            found[str(key)] = (of_track.casefold(), rank, whole)
        return found
    if by is ReportBy.LOCATION:
        return {key: (key.casefold(), 0, key) for key in keys}
    bands = sorted(keys)
    return {
        band: ("", index, say(actor.locale, f"reports.tenure.{band}"))
        for index, band in enumerate(bands)
    }
