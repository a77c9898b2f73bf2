"""Elsewhere: Mia joined between two waves, and the second less the first is what she said."""

from __future__ import annotations

from uuid import UUID

import pytest

from erm.disclosure.labels import Hierarchy
from erm.disclosure.plan import Reason, make_plan
from tests.disclosure.attackers import lines_of, reach, two_waves
from tests.disclosure.companies import Company, Gate, K, Wave, hold

HIERARCHY = Hierarchy(("department",), {"all": None, "law": "all", "sales": "all"})
TEAMS = {UUID(int=number): ("law" if number < 8 else "sales",) for number in range(30)}
MIA = UUID(int=99)
SAID = {person: 1 + (3 * person.int) % 5 for person in [*TEAMS, MIA]}


def asked(
    labels: dict[UUID, tuple[str]], silent: int = 0, *former: Wave, **gate: object
) -> Wave | None:
    answers = {person: SAID[person] for person in sorted(labels)[silent:]}
    return hold(Company(HIERARCHY, dict(labels)), answers, former=former, gate=Gate(**gate))  # type: ignore[arg-type]


def forgetful(classes, **named):  # type: ignore[no-untyped-def]
    return make_plan(classes, **{**named, "former": ()})


def test_one_who_joined_is_not_the_difference_of_two_waves() -> None:
    first = asked(TEAMS, 0)
    assert first is not None
    careless = asked(TEAMS | {MIA: ("law",)}, 0, first, plan=forgetful)
    assert careless is not None
    assert reach(*lines_of(first, careless)) == 1
    assert asked(TEAMS | {MIA: ("law",)}, 0, first) is None


def test_where_enough_did_not_answer_the_wave_is_told_and_she_is_hidden_among_them() -> None:
    first = asked(TEAMS, 0)
    assert first is not None
    second = asked(TEAMS | {MIA: ("sales",)}, 6, first)
    assert second is not None
    least = reach(*lines_of(first, second))
    assert least is not None
    assert least >= K
    assert two_waves(first, second) == []


@pytest.mark.parametrize("moved", [1, 3])
def test_who_changed_teams_is_told_of_with_both_teams(moved: int) -> None:
    first = asked(TEAMS, 0)
    assert first is not None
    after = TEAMS | {UUID(int=number): ("sales",) for number in range(moved)}
    second = asked(after, 0, first)
    assert second is not None
    assert len(first.plan.told) == 2
    assert len(second.plan.told) == 1
    reasons = {each.reason for each in second.plan.groups if each.label in (("law",), ("sales",))}
    assert reasons == {Reason.NEAR_FORMER_WAVE}


def test_the_same_people_all_answering_again_are_told_of_as_before() -> None:
    first = asked(TEAMS, 0)
    assert first is not None
    second = asked(TEAMS, 0, first)
    assert second is not None
    assert [block.label for block in second.plan.told] == [block.label for block in first.plan.told]
