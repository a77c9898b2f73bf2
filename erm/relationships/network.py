"""How the departments are tied, for HR: a map, its table, and what stands out. Nobody is named."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from babel.lists import format_list

from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.database.connections import connection, dialect
from erm.core.errors import InvalidInput
from erm.core.language import babel_locale, say
from erm.relationships.departments import MINIMUM, Group, present_partition
from erm.relationships.graph import Finding, FindingKind, Measures, measure
from erm.relationships.policy import may_see_departments
from erm.relationships.rhythm import WINDOWS
from erm.relationships.ties import KIND_OF, PairCount, Tie, TieKind, ties


@dataclass(frozen=True, slots=True)
class NetworkDepartmentView:
    """A department on the map."""

    key: str
    name: str
    people: int
    measures: Measures


@dataclass(frozen=True, slots=True)
class NetworkFindingView:
    """Something to look at, in the language of the reader."""

    key: str
    kind: FindingKind
    text: str
    department_keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DepartmentNetworkView:
    """The network of the last ``days``. ``withheld``: departments that are too small to be on it."""

    days: int
    departments: tuple[NetworkDepartmentView, ...]
    ties: tuple[Tie, ...]
    findings: tuple[NetworkFindingView, ...]
    withheld: int
    minimum: int = MINIMUM


async def department_network(
    actor: Actor, *, days: int = 90, kinds: Collection[TieKind] | None = None
) -> DepartmentNetworkView | None:
    """The departments and their ties over 30, 90 or 365 days; None for everybody but HR.

    Four queries, one of them over the ledger, which the database adds up by pairs of people.
    Raises ``InvalidInput``: ``NETWORK_DAYS_NOT_OFFERED``.
    """
    if not may_see_departments(actor):
        return None
    if days not in WINDOWS:
        raise InvalidInput("NETWORK_DAYS_NOT_OFFERED", field="days")
    chosen = frozenset(TieKind if kinds is None else kinds)
    parted = await present_partition()
    counts = await _counts(days, chosen)
    # Counting and drawing take a while in a large company; meanwhile others are answered.
    return await asyncio.to_thread(
        _network, actor.locale, days, parted.departments, parted.withheld, counts, chosen
    )


_COUNTS = """
SELECT CAST(low_id AS TEXT) AS low, CAST(high_id AS TEXT) AS high, kind, COUNT(*) AS times
FROM touchpoint WHERE kind IN ({kinds}) AND occurred_at >= {since}
GROUP BY low_id, high_id, kind
"""


async def _counts(days: int, kinds: Collection[TieKind]) -> list[PairCount]:
    """Contacts of the last days by pair of people and kind.

    Ids stay texts: of a large company these are hundreds of thousands of rows.
    """
    counted = [kind for kind, tie in KIND_OF.items() if tie in kinds]
    if not counted:
        return []
    mark = "?" if dialect() == "sqlite" else "$"
    sql = _COUNTS.format(
        kinds=", ".join(f"{mark}{number}" for number in range(2, len(counted) + 2)),
        since=f"{mark}1",
    )
    since = now() - timedelta(days=days)
    _, rows = await connection().execute_query(sql, [since, *(kind.value for kind in counted)])
    tie_of = {kind.value: tie for kind, tie in KIND_OF.items()}
    return [PairCount(row["low"], row["high"], tie_of[row["kind"]], row["times"]) for row in rows]


def _network(
    locale: str,
    days: int,
    departments: Sequence[Group],
    withheld: int,
    counts: Sequence[PairCount],
    kinds: frozenset[TieKind],
) -> DepartmentNetworkView:
    group_of = {str(person): group.key for group in departments for person in group.members}
    found = ties(counts, group_of, kinds)
    measures, findings = measure([group.key for group in departments], found)
    names = {group.key: group.name or "" for group in departments}
    return DepartmentNetworkView(
        days,
        tuple(
            NetworkDepartmentView(
                group.key, names[group.key], len(group.members), measures[group.key]
            )
            for group in departments
        ),
        found.between,
        tuple(_view(locale, finding, names) for finding in findings),
        withheld,
    )


def _view(locale: str, finding: Finding, names: Mapping[str, str]) -> NetworkFindingView:
    several = len(finding.departments) > 1 and finding.kind is FindingKind.SILO
    listed = [names[key] for key in finding.departments]
    text = say(
        locale,
        f"relationships.network.{finding.kind}{'.several' if several else ''}",
        name=listed[0],
        other=listed[-1],
        names=format_list(listed, locale=babel_locale(locale)),
        share=round(finding.share * 100),
        reach=finding.reach,
    )
    key = f"{finding.kind}:{':'.join(finding.departments)}"
    return NetworkFindingView(key, finding.kind, text, finding.departments)
