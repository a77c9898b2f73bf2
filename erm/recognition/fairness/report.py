"""What HR sees of recognition: numbers of groups, never whose."""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from erm.core.actor import Actor
from erm.core.clock import now, today
from erm.core.database.connections import connection, dialect
from erm.core.errors import InvalidInput
from erm.people.groups import MINIMUM
from erm.recognition.fairness.groups import Group, Groups, groups_today
from erm.recognition.fairness.policy import COUNTED_SQL, may_see_report
from erm.recognition.fairness.rules import SIDE_MINIMUM, WINDOWS, RecognitionBy
from erm.recognition.fairness.statistics import Estimate, Share, gini_estimate, per_ten, share
from erm.recognition.models import CompanyValue


@dataclass(frozen=True, slots=True)
class GroupView:
    """A group and what it comes to. ``gini`` is None where nobody of it was thanked."""

    label: str
    department_id: UUID | None
    smaller: bool
    people: int
    participation: Share
    gave: Share
    received: Share
    gini: Estimate | None


@dataclass(frozen=True, slots=True)
class FlowView:
    """Kudos from the people of one group to those of another; ``per_ten`` of the latter."""

    source: str
    source_department_id: UUID | None
    target: str
    target_department_id: UUID | None
    kudos: int
    per_ten: Estimate


@dataclass(frozen=True, slots=True)
class ValueCellView:
    """A value in a group: kudos to its people under the value, of those under any; None: withheld."""

    label: str
    department_id: UUID | None
    smaller: bool
    kudos: int | None
    share: Share | None


@dataclass(frozen=True, slots=True)
class ValueUseView:
    """A value in the company."""

    value_id: UUID
    kudos: int
    share: Share
    cells: tuple[ValueCellView, ...]


@dataclass(frozen=True, slots=True)
class ReportView:
    """From a day until today. ``company`` is None where there are too few people for any number."""

    days: int
    since: date
    until: date
    people: int
    company: GroupView | None
    groups: tuple[GroupView, ...]
    withheld: int
    flows: tuple[FlowView, ...]
    values: tuple[ValueUseView, ...]
    minimum: int = MINIMUM


class Thanks(NamedTuple):
    """One receiver of counted kudos. Ids are texts: of a large company these are many rows.

    ``named``: in person, and not as one of a team or a department.
    """

    kudos: str
    author: str
    value: str | None
    person: str
    named: bool


Cell = tuple[str, str]
"""A row and a column of a table, by their keys."""

_THANKS = """
SELECT CAST(kudos.id AS TEXT) AS kudos, CAST(kudos.author_id AS TEXT) AS author,
    CAST(kudos.company_value_id AS TEXT) AS value, CAST(receiver.person_id AS TEXT) AS person,
    CASE WHEN receiver.group_id IS NULL THEN 1 ELSE 0 END AS named
FROM kudos JOIN kudos_receiver receiver ON receiver.kudos_id = kudos.id
WHERE {counted} AND kudos.created_at >= {since}
"""


async def recognition_report(
    actor: Actor, *, by: RecognitionBy = RecognitionBy.DEPARTMENT, days: int = 30
) -> ReportView | None:
    """The company over 30, 90 or 365 days; None for everybody but HR.

    Five queries, whatever the number of people. Raises ``InvalidInput``:
    ``RECOGNITION_DAYS_NOT_OFFERED``.
    """
    if not may_see_report(actor):
        return None
    check_days(days)
    groups = await groups_today(actor, by)
    thanks = await _thanks(now() - timedelta(days=days))
    values = await CompanyValue.all().order_by("position", "id").values_list("id", "retired_at")
    until = today()
    # Counting takes a while in a large company; meanwhile others are answered.
    return await asyncio.to_thread(
        _report, days, until, groups, thanks, [(key, at is None) for key, at in values]
    )


def check_days(days: int) -> None:
    """Raise ``InvalidInput`` (``RECOGNITION_DAYS_NOT_OFFERED``) for a window that is none of three."""
    if days not in WINDOWS:
        raise InvalidInput("RECOGNITION_DAYS_NOT_OFFERED", field="days")


async def _thanks(since: datetime) -> list[Thanks]:
    mark = "?1" if dialect() == "sqlite" else "$1"
    _, rows = await connection().execute_query(
        _THANKS.format(counted=COUNTED_SQL, since=mark), [since]
    )
    return [
        Thanks(row["kudos"], row["author"], row["value"], row["person"], bool(row["named"]))
        for row in rows
    ]


def _report(
    days: int,
    until: date,
    groups: Groups,
    thanks: Sequence[Thanks],
    values: Iterable[tuple[UUID, bool]],
) -> ReportView:
    company = groups.company
    counted = _Counted(groups, thanks) if company is not None else None
    return ReportView(
        days=days,
        since=until - timedelta(days=days),
        until=until,
        people=groups.people,
        company=None if counted is None or company is None else counted.group(company),
        groups=() if counted is None else tuple(counted.group(each) for each in groups.rows),
        withheld=groups.withheld,
        flows=() if counted is None else tuple(counted.flows()),
        values=() if counted is None else tuple(counted.values(values)),
    )


class _Flow:
    """What goes from one group to another."""

    def __init__(self) -> None:
        self.kudos: set[str] = set()
        self.givers: set[str] = set()
        self.takers: set[str] = set()


class _Counted:
    """Thanks, sorted by what is told of them. Only people who are there are counted."""

    def __init__(self, groups: Groups, thanks: Iterable[Thanks]) -> None:
        self._groups = groups.rows
        group_of = {str(key): group.key for group in groups.rows for key in group.members}
        self._given: set[str] = set()
        self._received: Counter[str] = Counter()
        self._flows: dict[tuple[str, str], _Flow] = defaultdict(_Flow)
        self._under: dict[str, set[str]] = defaultdict(set)
        self._cell_kudos: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._cell_people: dict[tuple[str, str], set[str]] = defaultdict(set)
        for each in thanks:
            source, target = group_of.get(each.author), group_of.get(each.person)
            if source is not None:
                self._given.add(each.author)
            if target is None:
                continue
            if each.named:
                self._received[each.person] += 1
            if source is not None and source != target:
                flow = self._flows[source, target]
                flow.kudos.add(each.kudos)
                flow.givers.add(each.author)
                flow.takers.add(each.person)
            if each.value is not None:
                self._under[each.value].add(each.kudos)
                self._cell_kudos[each.value, target].add(each.kudos)
                self._cell_people[each.value, target].add(each.person)

    def group(self, group: Group) -> GroupView:
        """Shares of people, and how unequally thanks are spread among them."""
        members = [str(key) for key in group.members]
        size = len(members)
        gave = {key for key in members if key in self._given}
        thanked = {key for key in members if key in self._received}
        return GroupView(
            label=group.label,
            department_id=group.department_id,
            smaller=group.smaller,
            people=size,
            participation=share(len(gave | thanked), size),
            gave=share(len(gave), size),
            received=share(len(thanked), size),
            gini=gini_estimate([self._received[key] for key in members]),
        )

    def flows(self) -> Iterable[FlowView]:
        """Those in which enough people took part on both sides, most per ten people first."""
        by_key = {group.key: group for group in self._groups}
        place = {group.key: index for index, group in enumerate(self._groups)}
        found = [
            (
                place[source],
                place[target],
                _flow(by_key[source], by_key[target], len(flow.kudos)),
            )
            for (source, target), flow in self._flows.items()
            if len(flow.givers) >= SIDE_MINIMUM and len(flow.takers) >= SIDE_MINIMUM
        ]
        found.sort(key=lambda each: (-each[2].per_ten.value, each[0], each[1]))
        return [view for _, _, view in found]

    def values(self, values: Iterable[tuple[UUID, bool]]) -> Iterable[ValueUseView]:
        """Each value that is in use, or was used in these days, in the company's order."""
        told_cells = told_in_lines(self._cell_people)
        everything = len(set().union(*self._under.values()))
        of_group: dict[str, set[str]] = defaultdict(set)
        for (_, group), kudos in self._cell_kudos.items():
            of_group[group] |= kudos
        for value_id, in_use in values:
            value = str(value_id)
            number = len(self._under.get(value, ()))
            if not in_use and not number:
                continue
            yield ValueUseView(
                value_id,
                number,
                share(number, everything),
                tuple(
                    self._cell(group, value, (value, group.key) in told_cells, of_group)
                    for group in self._groups
                ),
            )

    def _cell(
        self, group: Group, value: str, is_told: bool, of_group: Mapping[str, set[str]]
    ) -> ValueCellView:
        number = len(self._cell_kudos.get((value, group.key), ()))
        shown = is_told or number == 0
        return ValueCellView(
            group.label,
            group.department_id,
            group.smaller,
            number if shown else None,
            share(number, len(of_group.get(group.key, ()))) if shown else None,
        )


def _flow(source: Group, target: Group, kudos: int) -> FlowView:
    return FlowView(
        source.label,
        source.department_id,
        target.label,
        target.department_id,
        kudos,
        per_ten(kudos, len(target.members)),
    )


def told_in_lines(people: Mapping[Cell, Set[str]], minimum: int = MINIMUM) -> set[Cell]:
    """Which cells of a table may be told, given whom each is about.

    A cell is told where it is about ``minimum`` people or more. The totals of its row and of its column
    are told too, so what is withheld of either is about as many people together; as long as it is not,
    the smallest cell of that line is withheld as well. It depends on who was thanked and never on how
    often.
    """
    cells = {cell: members for cell, members in people.items() if members}
    lines: dict[tuple[int, str], list[Cell]] = defaultdict(list)
    for cell in cells:
        lines[0, cell[0]].append(cell)
        lines[1, cell[1]].append(cell)
    found = {cell for cell, members in cells.items() if len(members) >= minimum}
    while True:
        for line in lines.values():
            hidden = [cells[cell] for cell in line if cell not in found]
            shown = [cell for cell in line if cell in found]
            if shown and hidden and len(frozenset().union(*hidden)) < minimum:
                found.remove(min(shown, key=lambda cell: (len(cells[cell]), cell)))
                break
        else:
            return found
