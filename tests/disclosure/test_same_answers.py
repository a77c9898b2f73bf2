"""Over two waves an answer is moved where it would follow if people had answered alike, and only there."""

from __future__ import annotations

import random
from uuid import UUID

import numpy as np

from erm.disclosure import same_answers, worlds
from erm.disclosure.same_answers import FormerTotals, SoftenedOverTime, soften_over_time
from erm.disclosure.softening import MISSING, Column, ColumnKind
from erm.disclosure.totals import Totals, totals_of
from tests.disclosure.companies import GOOD, HIGH, LOW, WORDS


def scale(*values: int, low: int = LOW, high: int = HIGH) -> Column:
    return Column(ColumnKind.SCALE, np.array(values), low, high)


def asked_again(
    first: dict[int, int],
    second: dict[int, int],
    *,
    blocks: tuple[dict[int, int], dict[int, int]] | None = None,
    low: int = LOW,
    high: int = HIGH,
) -> tuple[list[int], SoftenedOverTime]:
    """Answers by person, of everybody, in one block unless told otherwise."""
    before, now = blocks or (dict.fromkeys(first, 1), dict.fromkeys(second, 1))
    then = totals_of(
        scale(*first.values(), low=low, high=high),
        np.array([before[person] for person in first]),
        np.full(len(first), -1),
        WORDS,
    )
    found, how = soften_over_time(
        {"question": scale(*second.values(), low=low, high=high)},
        np.array([now[person] for person in second]),
        np.full(len(second), -1),
        membership={UUID(int=person): block for person, block in now.items()},
        former=[
            FormerTotals(
                {UUID(int=person): block for person, block in before.items()},
                {},
                {"question": then},
            )
        ],
        word_minimum=WORDS,
        rng=random.Random(0),
    )
    return found["question"].values.tolist(), how


MIXED = {person: 5 if person < 5 else 2 + person % 4 for person in range(20)}


def test_totals_survive_being_stored() -> None:
    found = totals_of(
        scale(5, 4, 1, 2, 3, *[MISSING] * 2), np.array([1, 1, 1, 2, 2, 2, -1]), np.zeros(7), 5
    )
    assert found.blocks == {1: (3, 10, 2, 42), 2: (2, 5, 0, 13)}
    assert found.words == {0: (1, 1, 1, 1, 1)}
    assert Totals.from_json(found.to_json()) == found


def test_five_favourable_leavers_are_hidden_by_moving_one_answer_of_those_who_stay() -> None:
    stay = {person: value for person, value in MIXED.items() if person >= 5}
    values, how = asked_again(MIXED, stay)
    assert (how.moved, how.left_out, how.unproven) == (1, 0, 0)
    good = sum(value >= GOOD for value in MIXED.values())
    assert good - sum(value >= GOOD for value in values) == 4


def test_leavers_who_differ_are_told_as_they_are() -> None:
    stay = {person: value for person, value in MIXED.items() if person not in (0, 1, 2, 8, 9)}
    values, how = asked_again(MIXED, stay)
    assert values == list(stay.values())
    assert how == SoftenedOverTime()


def test_answers_that_cannot_have_stayed_the_same_are_told_as_they_are() -> None:
    values, how = asked_again(MIXED, dict.fromkeys(MIXED, 3) | {0: 5})
    assert values[0] == 5
    assert how == SoftenedOverTime(contradicted=1)


def test_a_question_that_was_not_asked_before_is_left_alone() -> None:
    column = scale(*MIXED.values())
    found, how = soften_over_time(
        {"other": column},
        np.ones(20, dtype=np.int64),
        np.ones(20, dtype=np.int64),
        membership=dict.fromkeys((UUID(int=person) for person in MIXED), 1),
        former=[FormerTotals({}, {}, {"question": Totals({}, {})})],
        word_minimum=WORDS,
        rng=random.Random(0),
    )
    assert found["other"] is column
    assert how == SoftenedOverTime()


def test_where_no_answers_would_do_the_question_is_left_out() -> None:
    """Three blocks, one "no" in each, both times; the people of two came to blocks of others as they were.

    Those two have their "no" themselves, so that of the first block is of those who are still alone.
    """
    before, now, said = {}, {}, {}
    for row, column, people in ((1, 1, 5), (1, 2, 2), (1, 3, 2), (2, 2, 5), (3, 3, 5)):
        for number in range(people):
            person = 100 * row + 10 * column + number
            before[person], now[person] = row, column
            said[person] = 0 if row == column and not number else 1
    values, how = asked_again(said, dict(said), blocks=(before, now), low=0, high=1)
    assert how == SoftenedOverTime(left_out=19)
    assert values == [MISSING] * 19


def test_parts_that_are_too_large_are_counted(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(same_answers, "MOST_CELLS", 1)
    stay = {person: value for person, value in MIXED.items() if person >= 5}
    values, how = asked_again(MIXED, stay)
    assert values == list(stay.values())
    assert how == SoftenedOverTime(too_large=1)


def test_a_search_that_takes_too_long_is_counted(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(worlds, "_LARGEST", 1)
    stay = {person: value for person, value in MIXED.items() if person >= 5}
    _, how = asked_again(MIXED, stay)
    assert how == SoftenedOverTime(unproven=1)
