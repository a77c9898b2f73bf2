"""Elsewhere: a team of four sees an empty page after every survey. Here it sees the next larger group."""

from __future__ import annotations

import random
from uuid import UUID

import pytest

from erm.disclosure.labels import Hierarchy, Label
from erm.disclosure.plan import Reason, Shown
from tests.disclosure.companies import Company, company, hold, opinions

TREE = {"all": None, "sales": "all", "north": "sales", "south": "sales", "law": "all"}
PEOPLE: list[Label] = [("north",)] * 4 + [("south",)] * 9 + [("law",)] * 8


def test_a_team_of_four_is_shown_the_department_that_it_is_part_of() -> None:
    labels = {UUID(int=number): label for number, label in enumerate(PEOPLE)}
    wave = hold(
        Company(Hierarchy(("department",), TREE), labels),
        {person: 1 + person.int % 5 for person in labels},
    )
    assert wave is not None
    groups = {each.label: each for each in wave.plan.groups}
    north = groups["north",]
    assert (north.shown, north.reason) == (Shown.HIDDEN, Reason.TOO_FEW_INVITED)
    assert north.shown_in == groups["sales",].number
    assert groups["sales",].answered == 13


@pytest.mark.parametrize("seed", range(5))
def test_whatever_group_is_asked_for_something_is_shown_and_a_reason_given(seed: int) -> None:
    dice = random.Random(seed)
    found = company(dice, 60, 4)
    wave = hold(found, opinions(dice, found.labels, mood=0.5))
    assert wave is not None
    assert any(each.shown is Shown.HIDDEN for each in wave.plan.groups)
    for group in wave.plan.groups:
        if group.shown is Shown.HIDDEN:
            assert group.reason is not None
            assert group.shown_in is not None
            assert wave.plan.groups[group.shown_in].answered
