"""Elsewhere: of two who are told of together, each takes their own answer away and has the other's."""

from __future__ import annotations

import itertools
import random
from uuid import UUID

import pytest

from erm.disclosure.labels import Hierarchy, generalise
from erm.disclosure.plan import ClassCount, make_plan
from tests.disclosure.attackers import lines_of, reach
from tests.disclosure.companies import Company, K, company, hold, opinions


@pytest.mark.parametrize("seed", range(4))
def test_no_combination_of_groups_is_left_with_so_few_that_one_knows_the_others(seed: int) -> None:
    dice = random.Random(seed)
    found = company(dice, 45, 3)
    wave = hold(found, opinions(dice, found.labels, mood=0.6))
    assert wave is not None
    sizes = {block.number: block.answered for block in wave.plan.told}
    for one, other in itertools.combinations([set(each.blocks) for each in wave.told], 2):
        for left in (one - other, other - one, one & other):
            assert not left or sum(sizes[block] for block in left) >= K
    least = reach(*lines_of(wave))
    assert least is not None
    assert least >= K


def test_nobody_is_asked_as_one_of_two() -> None:
    """The ballot itself says no more than what at least five who were invited have in common."""
    hierarchy = Hierarchy(("department",), {"all": None, "law": "all", "sales": "all"})
    found = generalise({("law",): 2, ("sales",): 8}, K, hierarchy)
    assert found["law",] == found["sales",] == ("all",)


def test_two_who_alone_answered_are_not_told_of() -> None:
    hierarchy = Hierarchy(("department",), {"all": None, "law": "all", "sales": "all"})
    people = {UUID(int=number): number // 8 for number in range(16)}
    plan = make_plan(
        [ClassCount(0, ("law",), 8, 2), ClassCount(1, ("sales",), 8, 8)],
        segments=("department",),
        hierarchy=hierarchy,
        score_group=K,
        word_group=2 * K,
        membership=people,
    )
    assert [block.answered for block in plan.told] == [10]
    both = Company(hierarchy, {person: (("law", "sales")[at],) for person, at in people.items()})
    wave = hold(both, dict.fromkeys([*list(people)[:2], *list(people)[8:]], 3))
    assert wave is not None
    assert len(wave.plan.told) == 1
