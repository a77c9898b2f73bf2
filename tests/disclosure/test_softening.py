"""Answers are moved only where they would follow from what is told, and by no more than that."""

from __future__ import annotations

import random
from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from erm.disclosure.softening import (
    MISSING,
    Column,
    ColumnKind,
    Softened,
    favourable_means,
    person_means,
    soften,
)
from tests.disclosure.companies import GOOD, HIGH, LOW, WORDS, K


def scale(*answers: int | None, low: int = LOW, high: int = HIGH) -> Column:
    given_ = [MISSING if answer is None else answer for answer in answers]
    return Column(ColumnKind.SCALE, np.array(given_), low, high)


def softened(
    column: Column, blocks: list[int] | None = None, seed: int = 0
) -> tuple[list[int], Softened]:
    count = len(column.values)
    parts = np.array(blocks or [1] * count)
    found, how = soften(
        {"question": column},
        parts,
        np.ones(count, dtype=np.int64),
        minimum=K,
        word_minimum=WORDS,
        rng=random.Random(seed),
    )
    return found["question"].values.tolist(), how


@pytest.mark.parametrize(
    ("low", "high", "favourable"),
    [(1, 5, 4), (1, 7, 5), (0, 10, 7), (1, 4, 3), (0, 1, 1), (-2, 2, 1)],
)
def test_favourable_is_two_thirds_of_the_way_up(low: int, high: int, favourable: int) -> None:
    assert scale(low, low=low, high=high).favourable == favourable


def test_where_all_are_favourable_the_nearest_goes_below_by_the_fewest_points() -> None:
    values, how = softened(scale(5, 5, 4, 5, 5))
    assert values == [5, 5, 3, 5, 5]
    assert how == Softened(1, 0)


def test_where_nobody_is_favourable_the_nearest_goes_above() -> None:
    values, _ = softened(scale(1, 3, 1, 2, 1, 1))
    assert values == [1, 4, 1, 2, 1, 1]


def test_which_of_several_is_moved_is_drawn_by_lot() -> None:
    moved = Counter(softened(scale(5, 5, 5, 5, 5), seed=seed)[0].index(3) for seed in range(200))
    assert set(moved) == set(range(5))
    assert min(moved.values()) > 15


def test_five_who_say_yes_are_told_as_four() -> None:
    values, _ = softened(scale(1, 1, 1, 1, 1, low=0, high=1))
    assert sorted(values) == [0, 1, 1, 1, 1]


def test_a_mixed_block_is_told_as_it_is() -> None:
    values, how = softened(scale(5, 5, 5, 5, 3))
    assert values == [5, 5, 5, 5, 3]
    assert how == Softened(0, 0)


def test_answers_to_a_question_that_too_few_of_a_block_answered_are_left_out() -> None:
    values, how = softened(
        scale(5, 1, 5, 1, None, 5, 1, 3, 5, 1), blocks=[1, 1, 1, 1, 1, 2, 2, 2, 2, 2]
    )
    assert values == [MISSING] * 5 + [5, 1, 3, 5, 1]
    assert how == Softened(0, 4)


def test_ballots_of_no_block_are_left_out() -> None:
    values, _ = softened(scale(5, 1, 5, 1, 4, 2), blocks=[1, 1, 1, 1, 1, -1])
    assert values == [5, 1, 5, 1, 4, MISSING]


def test_a_choice_of_all_in_a_word_block_is_moved_for_one_of_them() -> None:
    column = Column(ColumnKind.ONE, np.array([2] * 12), 0, 3)
    values, _ = softened(column)
    assert Counter(values)[2] == 11
    assert softened(Column(ColumnKind.ONE, np.array([2] * 9), 0, 3))[0] == [MISSING] * 9


def test_an_option_ticked_by_all_is_taken_from_one_who_keeps_another() -> None:
    column = Column(ColumnKind.MANY, np.array([[1, 0, 0]] * 11 + [[MISSING] * 3]), 0, 1)
    found, _ = soften(
        {"question": column},
        np.ones(12, dtype=np.int64),
        np.ones(12, dtype=np.int64),
        minimum=K,
        word_minimum=WORDS,
        rng=random.Random(1),
    )
    values = found["question"].values
    assert values[:11, 0].sum() == 10
    assert (values[:11].sum(axis=1) == 1).all()
    assert (values[11] == MISSING).all()


@pytest.mark.parametrize("seed", range(20))
def test_an_option_of_all_is_taken_from_one_who_has_another(seed: int) -> None:
    """Ten chose both and one the first alone, who would have nothing left."""
    chosen = np.array([[1, 1]] * 10 + [[1, 0]])
    found, how = soften(
        {"question": Column(ColumnKind.MANY, chosen, 0, 1)},
        np.ones(11, dtype=np.int64),
        np.ones(11, dtype=np.int64),
        minimum=K,
        word_minimum=WORDS,
        rng=random.Random(seed),
    )
    values = found["question"].values
    assert how == Softened(1, 0)
    assert values[10].tolist() == [1, 0]
    assert values.sum(axis=0).tolist() == [10, 10]


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32), people=st.integers(WORDS, 30), options=st.integers(2, 5))
def test_no_choice_is_ever_that_of_all(seed: int, people: int, options: int) -> None:
    dice = random.Random(seed)
    likely = [dice.choice([0.0, 0.5, 0.95, 1.0]) for _ in range(options)]
    many = np.array([[int(dice.random() < each) for each in likely] for _ in range(people)])
    many[many.sum(axis=1) == 0, 0] = 1
    one = np.array([dice.choice([0, 0, dice.randrange(options)]) for _ in range(people)])
    found, _ = soften(
        {
            "many": Column(ColumnKind.MANY, many, 0, 1),
            "one": Column(ColumnKind.ONE, one, 0, options - 1),
        },
        np.ones(people, dtype=np.int64),
        np.ones(people, dtype=np.int64),
        minimum=K,
        word_minimum=WORDS,
        rng=dice,
    )
    ticked = found["many"].values
    assert (ticked.sum(axis=0) < people).all()
    assert (ticked.sum(axis=1) > 0).all()
    assert len(set(found["one"].values.tolist())) > 1


def test_no_driver_is_favourable_for_all_of_a_block() -> None:
    """Each question alone has one who disagrees, but nobody disagrees on the whole."""
    items = {
        name: scale(*[3 if person == at else 5 for person in range(5)])
        for at, name in enumerate("abc")
    }
    before = [column.values.copy() for column in items.values()]
    assert favourable_means(person_means(list(items.values()))).all()
    found, how = soften(
        items,
        np.ones(5, dtype=np.int64),
        np.ones(5, dtype=np.int64),
        minimum=K,
        word_minimum=WORDS,
        rng=random.Random(3),
        together=[list("abc")],
    )
    good = favourable_means(person_means(list(found.values())))
    assert good.sum() == 4
    assert how.moved <= 3
    assert all(
        (old == column.values).all() for old, column in zip(before, items.values(), strict=True)
    )


@settings(max_examples=80, deadline=None)
@given(
    seed=st.integers(0, 2**32),
    people=st.integers(K, 60),
    mood=st.sampled_from([1, 2, 3, 4, 5]),
    silent=st.sampled_from([0.0, 0.1, 0.5]),
)
def test_every_block_keeps_somebody_on_each_side_and_is_not_touched_again(
    seed: int, people: int, mood: int, silent: float
) -> None:
    dice = random.Random(seed)
    names = ["one", "two", "three"]
    columns = {
        name: scale(
            *[
                None
                if dice.random() < silent
                else min(HIGH, max(LOW, mood + dice.choice([-1, 0, 0, 1])))
                for _ in range(people)
            ]
        )
        for name in names
    }
    blocks = np.array([number % max(1, people // K) for number in range(people)])
    words = np.where(blocks % 2, blocks - 1, blocks)
    found, _ = soften(
        columns, blocks, words, minimum=K, word_minimum=WORDS, rng=dice, together=[names]
    )
    for column in found.values():
        for block in set(blocks.tolist()):
            values = column.values[(blocks == block) & column.given]
            assert len(values) == 0 or len(values) >= K
            assert len(values) == 0 or 0 < (values >= GOOD).sum() < len(values)
    means = person_means(list(found.values()))
    for block in set(blocks.tolist()):
        there = (blocks == block) & ~np.isnan(means)
        if there.sum() >= K:
            assert 0 < favourable_means(means[there]).sum() < there.sum()
    again, how = soften(
        found, blocks, words, minimum=K, word_minimum=WORDS, rng=dice, together=[names]
    )
    assert how == Softened(0, 0)
    assert all((again[name].values == found[name].values).all() for name in names)
