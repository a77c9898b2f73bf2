"""Two tables about the same people tell of nobody by being laid upon each other."""

from __future__ import annotations

from itertools import chain, combinations
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from erm.core.ids import new_id
from erm.people.groups import MINIMUM, parted
from erm.people.overlaps import apart, small_difference

companies = st.lists(
    st.tuples(st.integers(0, 4), st.integers(0, 4), st.integers(1, 9)), min_size=1, max_size=14
)
"""So many people of a department in a location."""


def unions(groups: list[frozenset[UUID]]) -> list[frozenset[UUID]]:
    chosen = chain.from_iterable(combinations(groups, n) for n in range(len(groups) + 1))
    return [frozenset().union(*some) for some in chosen]


def differences(one: list[frozenset[UUID]], other: list[frozenset[UUID]]) -> list[int]:
    """How many people unions of groups of the two tables differ by, where one is in the other."""
    return [
        len(larger - smaller)
        for left in unions(one)
        for right in unions(other)
        for larger, smaller in ((left, right), (right, left))
        if smaller < larger
    ]


@settings(max_examples=150, deadline=None)
@given(companies)
def test_no_union_of_groups_differs_by_a_few_people_from_one_of_the_other_table(
    company: list[tuple[int, int, int]],
) -> None:
    people = [(new_id(), row, column) for row, column, size in company for _ in range(size)]
    rows = parted({key: row for key, row, _ in people}, complete=True)
    columns = parted({key: column for key, _, column in people}, complete=True)
    first = [each.members for each in rows.groups]
    found = apart(columns, first)
    second = [each.members for each in found.groups]
    assert all(number >= MINIMUM for number in differences(first, second))
    assert frozenset().union(*second) == frozenset().union(*first)
    assert sum(map(len, second)) == len(frozenset().union(*second))
    used = len({column for _, _, column in people})
    assert not second or len(found.large) + found.withheld == used
    if all(number >= MINIMUM for number in differences(first, [c.members for c in columns.groups])):
        assert found == columns, "nothing is joined without need"


def test_a_location_that_is_a_department_and_one_more_is_joined_with_the_other() -> None:
    people = [new_id() for _ in range(30)]
    rows = [frozenset(people[:10]), frozenset(people[10:])]
    place = {key: "Lisbon" if index < 11 else "Riga" for index, key in enumerate(people)}
    found = apart(parted(place, complete=True), rows)
    assert [each.members for each in found.groups] == [frozenset(people)]
    assert found.withheld == 2


def test_small_cells_alone_are_no_difference() -> None:
    """Of every department two people in every location: nothing can be subtracted."""
    assert small_difference({(row, column): 2 for row in range(5) for column in range(5)}) is None


def test_a_difference_along_a_chain_is_found() -> None:
    """What each shares with the next is known from the one before."""
    chain_of_eight = {(0, 0): 8, (1, 0): 6, (1, 1): 6, (2, 1): 6, (2, 2): 3}
    assert small_difference(chain_of_eight) is not None
    assert small_difference(chain_of_eight | {(2, 2): 5}) is None
