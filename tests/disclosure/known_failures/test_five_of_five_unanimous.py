"""Elsewhere: five of five agree, so the score of the team is the answer of each of them."""

from __future__ import annotations

from uuid import UUID

import pytest

from erm.disclosure.labels import Hierarchy
from tests.disclosure.attackers import one_wave, plain_rule
from tests.disclosure.companies import GOOD, Company, hold

HIERARCHY = Hierarchy(("department",), {"all": None, "law": "all", "sales": "all"})
LABELS = {UUID(int=number): ("law" if number < 5 else "sales",) for number in range(12)}
COMPANY = Company(HIERARCHY, LABELS)


@pytest.mark.parametrize(
    "answers", [[5, 5, 5, 5, 5], [1, 1, 1, 1, 1], [5, 4, 5, 4, 5], [1, 3, 2, 3, 1]]
)
def test_what_a_team_that_agrees_said_follows_for_nobody(answers: list[int]) -> None:
    said = {
        person: answers[person.int] if person.int < 5 else 1 + person.int % 5 for person in LABELS
    }
    assert ("law",) in [each.about for each in plain_rule(COMPANY, said)]
    wave = hold(COMPANY, said)
    assert wave is not None
    assert one_wave(wave) == []
    law = [wave.softened[person] for person in LABELS if person.int < 5]
    assert 0 < sum(value >= GOOD for value in law) < 5
    assert sum(abs(one - other) for one, other in zip(law, answers, strict=True)) <= 3
