"""Companies on paper, for what needs no database."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from hypothesis import strategies as st

from erm.reports.places import Places
from erm.reports.rules import DIMENSIONS, Key, ReportBy

THEN, UNTIL = date(2026, 8, 25), date(2026, 11, 22)
Where = tuple[Key | None, ...]
"""Department, location, level, time with the company."""


def person(number: int) -> UUID:
    """One of them."""
    return UUID(int=number + 1)


def company(*people: tuple[Where | None, Where | None]) -> Places:
    """People, each with where they were then and are now; None: not there."""
    now: dict[ReportBy, dict[UUID, Key | None]] = {by: {} for by in DIMENSIONS}
    then: dict[ReportBy, dict[UUID, Key | None]] = {by: {} for by in DIMENSIONS}
    left: dict[UUID, date] = {}
    for number, (before, after) in enumerate(people):
        for index, by in enumerate(DIMENSIONS):
            if before is not None:
                then[by][person(number)] = before[index]
            if after is not None:
                now[by][person(number)] = after[index]
        if after is None:
            left[person(number)] = date(2026, 10, 1)
    return Places(THEN, UNTIL, now, then, left, [])


def whereabouts(departments: int, others: int) -> st.SearchStrategy[Where]:
    """Where somebody may be."""

    def one_of(letter: str, count: int) -> st.SearchStrategy[Key | None]:
        return st.sampled_from([None, *(f"{letter}{number}" for number in range(count))])

    return st.tuples(
        one_of("d", departments), one_of("l", others), one_of("v", others), one_of("t", 2)
    )


@st.composite
def companies(draw: st.DrawFn, most: int = 22) -> Places:
    """Some stay, some move, some come, some leave; often several the same way."""
    people: list[tuple[Where | None, Where | None]] = []
    where = whereabouts(draw(st.integers(1, 4)), draw(st.integers(1, 3)))
    while len(people) < most and (len(people) < 6 or draw(st.booleans())):
        before, after = draw(where), draw(where)
        alike = draw(st.integers(1, 5))
        kind = draw(st.sampled_from(["stays", "stays", "stays", "moves", "comes", "leaves"]))
        pair: Mapping[str, tuple[Where | None, Where | None]] = {
            "stays": (before, before),
            "moves": (before, after),
            "comes": (None, after),
            "leaves": (before, None),
        }
        people += [pair[kind]] * alike
    return company(*people[:most])
