"""Two waves laid beside each other tell of nobody or of enough people."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from erm.disclosure.over_time import Node, Overlap, keep_apart
from tests.disclosure.companies import K


def narrowest(overlap: Overlap) -> int | None:
    """The narrowest cut of all that are not nothing, by trying every one."""
    nodes = sorted(overlap.near)
    widths = set()
    for count in range(1, len(nodes) + 1):
        for inside in itertools.combinations(nodes, count):
            width = sum(overlap.left[node] for node in inside) + sum(
                people
                for node in inside
                for other, people in overlap.near[node].items()
                if other not in inside
            )
            widths.add(width)
    return min(widths - {0}, default=None)


def beside(
    shared: dict[tuple[int, int], int], rows: dict[int, int], columns: dict[int, int]
) -> Overlap:
    """``rows`` and ``columns`` with the people that the other wave does not account for."""
    overlap = Overlap()
    for row, left in rows.items():
        overlap.add(row, left, column=False)
    for column, left in columns.items():
        overlap.add(100 + column, left, column=True)
    for (row, column), people in shared.items():
        overlap.share(row, 100 + column, people)
    return overlap


def any_two(
    inside: Iterable[Node], allowed: Callable[[Node], bool], overlap: Overlap
) -> tuple[Node, Node] | None:
    outside = [node for node in sorted(overlap.columns) if allowed(node)]
    found = list(inside)
    return (found[0], outside[0]) if found and outside else None


def mended(overlap: Overlap) -> bool:
    return keep_apart(overlap, K, lambda inside, allowed: any_two(inside, allowed, overlap))


def test_the_very_same_people_who_all_answered_tell_nothing_new() -> None:
    overlap = beside({(0, 0): 6, (1, 1): 7}, {0: 0, 1: 0}, {0: 0, 1: 0})
    assert mended(overlap)
    assert len(overlap.columns) == 2


def test_one_who_joined_a_team_is_told_of_with_another_team() -> None:
    overlap = beside({(0, 0): 6, (1, 1): 7}, {0: 0, 1: 0}, {0: 1, 1: 6})
    assert narrowest(overlap) == 1
    assert mended(overlap)
    assert len(overlap.columns) == 1


def test_one_who_moved_between_two_teams_is_told_of_with_both() -> None:
    overlap = beside({(0, 0): 6, (0, 1): 1, (1, 1): 7}, {0: 0, 1: 0}, {0: 0, 1: 0})
    assert narrowest(overlap) == 1
    assert mended(overlap)
    assert len(overlap.columns) == 1
    assert narrowest(overlap) == 7


def test_one_joiner_of_the_whole_company_cannot_be_hidden_by_joining() -> None:
    overlap = beside({(0, 0): 9, (0, 1): 9}, {0: 0}, {0: 1, 1: 0})
    assert not mended(overlap)


def test_enough_who_did_not_answer_hide_one_who_joined() -> None:
    overlap = beside({(0, 0): 9}, {0: 3}, {0: 3})
    assert mended(overlap)


@settings(max_examples=150, deadline=None)
@given(
    rows=st.integers(1, 4),
    columns=st.integers(1, 5),
    seed=st.integers(0, 2**32),
    least=st.integers(0, 6),
)
def test_after_mending_no_cut_is_narrow(rows: int, columns: int, seed: int, least: int) -> None:
    dice = random.Random(seed)
    overlap = beside(
        {
            (row, column): dice.randint(1, 9)
            for row in range(rows)
            for column in range(columns)
            if dice.random() < 0.6
        },
        {row: dice.choice([0, 0, least]) for row in range(rows)},
        {column: dice.choice([0, 0, least]) for column in range(columns)},
    )
    # Every row and column has enough people, as blocks have.
    for node, near in overlap.near.items():
        if sum(near.values()) + overlap.left[node] < K:
            overlap.left[node] += K
    narrow = narrowest(overlap)
    before = len(overlap.columns)
    if mended(overlap):
        after = narrowest(overlap)
        assert after is None or after >= K
        if narrow is None or narrow >= K:
            assert len(overlap.columns) == before
    else:
        first, *others = sorted(overlap.columns)
        for each in others:
            overlap.join(first, each)
        assert narrowest(overlap) in range(1, K)


@pytest.mark.parametrize("width", [1, 2, K - 1, K, K + 1])
def test_the_minimum_itself_is_wide_enough(width: int) -> None:
    overlap = beside({(0, 0): 9, (1, 1): 9}, {0: 0, 1: 20}, {0: width, 1: 0})
    assert mended(overlap)
    assert len(overlap.columns) == (2 if width >= K else 1)
