"""Elsewhere: a team of three is hidden, but it is its area less the other teams, which are all told of."""

from __future__ import annotations

from uuid import UUID

from erm.disclosure.labels import Hierarchy, Label
from erm.disclosure.plan import Shown
from tests.disclosure.attackers import one_wave, plain_rule
from tests.disclosure.companies import Company, hold

PEOPLE: list[Label] = [("north",)] * 8 + [("south",)] * 9 + [("law",)] * 3
LABELS = {UUID(int=number): label for number, label in enumerate(PEOPLE)}
COMPANY = Company(
    Hierarchy(("department",), {"all": None, "north": "all", "south": "all", "law": "all"}), LABELS
)
ANSWERS = {person: 1 + (2 * person.int) % 5 for person in LABELS}


def test_a_small_team_does_not_follow_from_its_area_and_its_siblings() -> None:
    assert ("law",) in [each.about for each in plain_rule(COMPANY, ANSWERS) if each.what == "sum"]
    wave = hold(COMPANY, ANSWERS)
    assert wave is not None
    assert one_wave(wave) == []


def test_one_sibling_is_told_of_with_the_small_team_and_the_other_as_it_is() -> None:
    wave = hold(COMPANY, ANSWERS)
    assert wave is not None
    shown = {each.label: each.shown for each in wave.plan.groups}
    assert shown["south",] is Shown.WHOLLY
    assert shown["north",] is Shown.HIDDEN
    assert shown["law",] is Shown.HIDDEN
    assert shown["all",] is Shown.WHOLLY
    assert [block.answered for block in wave.plan.told] == [11, 9]
