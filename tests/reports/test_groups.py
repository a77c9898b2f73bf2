"""All tables of a report, of now and of then, by all four things: together they tell of nobody."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations, product
from uuid import UUID

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from erm.people.groups import SMALLER
from erm.reports.groups import Tables, arrange
from erm.reports.places import Places
from erm.reports.rules import DIMENSIONS, ReportAsOf, ReportBy
from tests.reports.people import Where, companies, company, person

K = 3
"""Small, so that every few people can be tried."""
DEPARTMENT, NOW, THEN = ReportBy.DEPARTMENT, ReportAsOf.NOW, ReportAsOf.THEN


def every_row(tables: Tables) -> list[frozenset[UUID]]:
    """Everything that is told of somebody, by whatever and as of when."""
    return [
        frozenset(row.members)
        for by, as_of in product(DIMENSIONS, ReportAsOf)
        for row in tables.table(by, as_of).rows
    ]


def told_of_few(rows: Iterable[frozenset[UUID]], few: int) -> bool:
    """By trying: whether the rows can be added and subtracted so that fewer than ``few`` are left.

    Nothing is known here of how tables are made. With each person a line of zeros and ones, that is so
    exactly if fewer people can be taken away and the rank falls.
    """
    told = list(rows)
    people = sorted(frozenset().union(*told))
    lines = np.array([[who in row for row in told] for who in people], float)
    rank = np.linalg.matrix_rank(lines)
    return any(
        np.linalg.matrix_rank(np.delete(lines, list(out), axis=0)) < rank
        for out in combinations(range(len(people)), few - 1)
    )


def check(places: Places) -> None:
    tables = arrange(places, K)
    if tables is None:
        assert len(places.people) < K
        return
    rows = every_row(tables)
    assert all(len(row) >= K for row in rows)
    assert not told_of_few(rows, K)
    for by in DIMENSIONS:
        # Nobody who is there is left out, and nobody is in two groups.
        assert sorted(tables.table(by, NOW).everybody) == sorted(places.people)
        then = tables.table(by, THEN).everybody
        assert len(then) == len(set(then))
        assert set(then) - places.people in (set(), set(places.left))
        assert places.people <= set(then)


@settings(deadline=None, max_examples=60)
@given(companies())
def test_no_adding_and_subtracting_of_tables_leaves_a_few_people_over(places: Places) -> None:
    check(places)


@pytest.mark.soak
@settings(deadline=None, max_examples=300)
@given(companies(30))
def test_no_adding_and_subtracting_of_tables_leaves_a_few_in_hundreds_of_companies(
    places: Places,
) -> None:
    check(places)


def at(department: str, location: str = "l", level: str = "v", tenure: str = "t") -> Where:
    return (department, location, level, tenure)


def sizes(tables: Tables | None, as_of: ReportAsOf, by: ReportBy = DEPARTMENT) -> dict[str, int]:
    assert tables is not None
    return {row.key: len(row.members) for row in tables.table(by, as_of).rows}


def test_a_move_of_enough_people_is_told_as_then_and_as_now() -> None:
    tables = arrange(
        company(
            *[(at("old"), at("old"))] * 10,
            *[(at("old"), at("new"))] * 6,
            *[(at("new"), at("new"))] * 8,
        )
    )
    assert sizes(tables, NOW) == {"old": 10, "new": 14}
    assert sizes(tables, THEN) == {"old": 16, "new": 8}


def test_a_move_of_a_few_counts_where_they_are_today() -> None:
    """Then and now would differ by four people, and tell of these."""
    places = company(
        *[(at("old"), at("old"))] * 10,
        *[(at("old"), at("new"))] * 4,
        *[(at("new"), at("new"))] * 8,
    )
    tables = arrange(places)
    assert sizes(tables, NOW) == sizes(tables, THEN) == {"old": 10, "new": 12}


@pytest.mark.parametrize(("leavers", "counted"), [(4, 0), (5, 5)])
def test_who_left_counts_as_then_if_they_are_enough(leavers: int, counted: int) -> None:
    tables = arrange(company(*[(at("a"), at("a"))] * 10, *[(at("a"), None)] * leavers))
    assert sizes(tables, NOW) == {"a": 10}
    assert sizes(tables, THEN) == {"a": 10 + counted}


def test_who_came_since_counts_where_they_are() -> None:
    tables = arrange(company(*[(at("a"), at("a"))] * 10, *[(None, at("a"))] * 2))
    assert sizes(tables, NOW) == sizes(tables, THEN) == {"a": 12}


def test_a_department_that_is_gone_is_told_as_then() -> None:
    tables = arrange(company(*[(at("a"), at("a"))] * 10, *[(at("gone"), at("a"))] * 7))
    assert sizes(tables, NOW) == {"a": 17}
    assert sizes(tables, THEN) == {"a": 10, "gone": 7}


def test_small_groups_are_one_row_and_it_is_said_how_many_they_are() -> None:
    people = [(at(key), at(key)) for key in ("x", "x", "y", "y", "y", *["big"] * 20)]
    tables = arrange(company(*people))
    assert sizes(tables, NOW) == {"big": 20, SMALLER: 5}
    assert tables is not None
    assert tables.table(DEPARTMENT, NOW).withheld == 2


def test_what_tells_of_a_few_by_another_table_is_put_together() -> None:
    """Everybody of a department is in Rome, and so is one person more."""
    people = [(at("a", "Rome"), at("a", "Rome"))] * 10
    people += [(at("b", "Rome"), at("b", "Rome"))]
    people += [(at("b", "Oslo"), at("b", "Oslo"))] * 10
    tables = arrange(company(*people))
    assert sizes(tables, NOW) == {"a": 10, "b": 11}
    assert sizes(tables, NOW, ReportBy.LOCATION) == {SMALLER: 21}


def test_too_few_people_have_no_table() -> None:
    assert arrange(company(*[(at("a"), at("a"))] * 4)) is None


@settings(deadline=None, max_examples=30)
@given(companies(), st.integers(0, 30))
def test_more_things_to_be_told_by_are_no_way_around(places: Places, seed: int) -> None:
    """Such as the month of the cycle in which somebody takes part."""
    month = {person(number): f"2026-{(number * 7 + seed) % 3 + 1:02}" for number in range(30)}
    months = {who: month[who] for who in places.people | places.left}
    tables = arrange(places, K, besides={"month": months})
    if tables is not None:
        rows = every_row(tables)
        rows += [
            frozenset(row.members) for a in ReportAsOf for row in tables.table("month", a).rows
        ]
        assert not told_of_few(rows, K)
