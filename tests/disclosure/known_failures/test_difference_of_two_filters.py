"""Elsewhere: "Sales" and "Sales in Berlin" are both told of, and their difference is one person in Paris."""

from __future__ import annotations

from collections import Counter
from uuid import UUID

from erm.disclosure.labels import Hierarchy, Label
from tests.disclosure.attackers import lines_of, one_wave, plain_rule, reach
from tests.disclosure.companies import Company, K, hold

SALES, LAW = "sales", "law"
PEOPLE: list[Label] = (
    [(SALES, "Berlin")] * 7 + [(SALES, "Paris")] + [(LAW, "Berlin")] * 6 + [(LAW, "Paris")] * 6
)
LABELS = {UUID(int=number): label for number, label in enumerate(PEOPLE)}
COMPANY = Company(
    Hierarchy(("department", "location"), {"all": None, SALES: "all", LAW: "all"}), LABELS
)
ANSWERS = {person: 1 + (3 * person.int) % 5 for person in LABELS}
THE_ONE = (SALES, "Paris")


def test_two_filters_that_differ_by_one_person_are_not_both_told() -> None:
    broken = [each for each in plain_rule(COMPANY, ANSWERS) if each.what == "sum"]
    assert THE_ONE in [each.about for each in broken]
    wave = hold(COMPANY, ANSWERS)
    assert wave is not None
    assert one_wave(wave) == []
    least = reach(*lines_of(wave))
    assert least is not None
    assert least >= K


def test_whoever_adds_and_subtracts_groups_is_left_with_enough_people() -> None:
    wave = hold(COMPANY, ANSWERS)
    assert wave is not None
    told = [set(each.blocks) for each in wave.told]
    sizes = Counter({block.number: block.answered for block in wave.plan.told})
    for one in told:
        for other in told:
            left = one ^ other
            assert not left or sum(sizes[block] for block in left) >= K
