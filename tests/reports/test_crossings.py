"""Whatever tables are taken together: no weights of their rows leave a few people over."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from erm.reports.crossings import Codes, weak_groups

K = 3
"""Small, so that every few people can be tried."""


@st.composite
def companies(draw: st.DrawFn) -> Codes:
    """People in two to four tables, each of groups of enough."""
    people = draw(st.integers(6, 14))
    tables = []
    for _ in range(draw(st.integers(2, 4))):
        keys = draw(st.lists(st.integers(0, 3), min_size=people, max_size=people))
        sizes = np.bincount(keys)
        # What is too small joins the largest group.
        largest = int(np.argmax(sizes))
        kept = [key if sizes[key] >= K else largest for key in keys]
        tables.append(np.unique(kept, return_inverse=True)[1])
    return np.stack(tables, axis=1).astype(np.int64)


def rows(codes: Codes) -> np.ndarray:
    """A row for each person, with a one for each of their groups."""
    return np.concatenate(
        [np.eye(codes[:, table].max() + 1)[codes[:, table]] for table in range(codes.shape[1])],
        axis=1,
    )


def told_of_few(codes: Codes, few: int) -> bool:
    """By trying: whether some weights add up to nothing for all but fewer than ``few`` people.

    That is so exactly if those people can be taken away and the rank falls.
    """
    everybody = rows(codes)
    rank = np.linalg.matrix_rank(everybody)
    return any(
        np.linalg.matrix_rank(np.delete(everybody, list(out), axis=0)) < rank
        for out in combinations(range(len(codes)), few - 1)
    )


@settings(deadline=None, max_examples=150)
@given(companies())
def test_what_is_called_safe_is_safe_however_it_is_added_and_subtracted(codes: Codes) -> None:
    if not any(weak_groups(codes, K)):
        assert not told_of_few(codes, K)


@pytest.mark.soak
@settings(deadline=None, max_examples=1_000)
@given(companies())
def test_what_is_called_safe_is_safe_in_a_thousand_companies(codes: Codes) -> None:
    if not any(weak_groups(codes, K)):
        assert not told_of_few(codes, K)


def test_a_location_that_is_a_department_and_one_person_more_is_found() -> None:
    departments = [0] * 10 + [1] * 10
    locations = [0] * 11 + [1] * 9
    weak = weak_groups(np.array([departments, locations]).T, 5)
    assert any(weak)
    # The same table twice tells nothing more.
    assert not any(weak_groups(np.array([departments, departments]).T, 5))


def test_three_tables_can_tell_of_a_few_though_no_two_of_them_do() -> None:
    """Which is why tables are not compared two by two."""
    tables = np.array(
        [
            [0, 0, 1, 0, 0, 1, 0, 1, 0, 0, 1, 0],
            [0, 1, 0, 0, 0, 1, 0, 1, 1, 1, 1, 1],
            [0, 1, 1, 0, 0, 0, 0, 0, 1, 1, 0, 1],
        ]
    ).T
    assert not any(told_of_few(tables[:, pair], K) for pair in ([0, 1], [0, 2], [1, 2]))
    assert told_of_few(tables, K)
    assert any(weak_groups(tables, K))


def test_where_nobody_is_there_nothing_is_weak() -> None:
    assert weak_groups(np.zeros((0, 4), np.int64), 5) == [set(), set(), set(), set()]
