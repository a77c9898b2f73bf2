"""Attackers who use the answers find out nothing of anybody, and everything where a defence is switched off."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from erm.disclosure.labels import Hierarchy
from erm.disclosure.plan import make_plan
from erm.disclosure.softening import soften
from tests.disclosure.attackers import Success, lines_of, one_wave, plain_rule, reach, two_waves
from tests.disclosure.companies import (
    GOOD,
    Company,
    Gate,
    K,
    Wave,
    company,
    hold,
    later,
    opinions,
)


@dataclass(frozen=True)
class Story:
    """A company that is asked twice, and whose people say the same each time."""

    before: Company
    after: Company
    first: Mapping[UUID, int]
    second: Mapping[UUID, int]
    seed: int

    def told(self, gate: Gate | None = None) -> tuple[Wave | None, Wave | None]:
        """Both releases."""
        one = hold(self.before, self.first, gate=gate, seed=self.seed)
        if one is None:
            return None, None
        two = hold(self.after, self.second, former=[one], gate=gate, seed=self.seed)
        return one, two


@st.composite
def stories(draw: st.DrawFn, most: int = 70) -> Story:
    seed = draw(st.integers(0, 2**32))
    dice = random.Random(seed)
    before = company(dice, draw(st.integers(10, most)), draw(st.integers(2, 4)))
    said = opinions(dice, before.labels, mood=draw(st.sampled_from([0.05, 0.3, 0.5, 0.7, 0.95])))
    changes = st.sampled_from([0, 0, 1, 2, K, K + 2])
    after = later(before, dice, leave=draw(changes), join=draw(changes), move=draw(changes))
    new = [person for person in after.labels if person not in said]
    said.update(opinions(dice, new, mood=dice.random()))
    rates = st.sampled_from([1.0, 1.0, 0.95, 0.8, 0.6])
    rate, second = draw(rates), draw(rates)
    return Story(
        before,
        after,
        {person: said[person] for person in before.labels if dice.random() < rate},
        {person: said[person] for person in after.labels if dice.random() < second},
        seed,
    )


def attack(story: Story) -> None:
    first, second = story.told()
    if first is None:
        event("withheld")
        return
    assert one_wave(first) == []
    if second is None:
        event("second wave withheld")
        return
    event("two waves told")
    assert one_wave(second) == []
    assert two_waves(first, second) == []


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(story=stories(most=30))
def test_nobody_is_found_out(story: Story) -> None:
    attack(story)


@pytest.mark.soak
@settings(max_examples=1000, deadline=None, suppress_health_check=list(HealthCheck))
@given(story=stories())
def test_nobody_is_found_out_in_a_thousand_companies(story: Story) -> None:
    attack(story)


def weigh(story: Story) -> None:
    first, second = story.told()
    if first is None:
        return
    least = reach(*lines_of(first))
    assert least is not None
    assert least >= K
    if second is not None:
        least = reach(*lines_of(first, second))
        assert least is None or least >= K


@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(story=stories(most=30))
def test_no_weighted_sum_of_all_that_is_told_is_about_a_few(story: Story) -> None:
    weigh(story)


@pytest.mark.soak
@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(story=stories(most=60))
def test_no_weighted_sum_is_about_a_few_in_many_companies(story: Story) -> None:
    weigh(story)


# Each defence switched off: the attackers do find something, so they are no straw men.


def grown(seed: int, people: int = 40, mood: float = 0.6, **changes: int) -> Story:
    """A company in which everybody answers."""
    dice = random.Random(seed)
    before = company(dice, people, 3)
    said = opinions(dice, before.labels, mood=mood)
    after = (
        later(before, dice, leave=0, join=0, move=0)
        if not changes
        else later(before, dice, **{"leave": 0, "join": 0, "move": 0, **changes})
    )
    said.update(opinions(dice, [p for p in after.labels if p not in said], mood=mood))
    return Story(
        before,
        after,
        {person: said[person] for person in before.labels},
        {person: said[person] for person in after.labels},
        seed,
    )


def unsoftened(columns, *arguments, **named):  # type: ignore[no-untyped-def]
    """What is told is worked out from the true answers."""
    del arguments, named
    return dict(columns), None


def forgetful(make):  # type: ignore[no-untyped-def]
    """A plan that knows of no earlier wave."""
    return lambda *arguments, **named: make(*arguments, **{**named, "former": ()})


def found_by(gate: Gate, stories_: list[Story]) -> Counter[str]:
    """How often the attackers succeed, by what they find."""
    found: Counter[str] = Counter()
    for story in stories_:
        first, second = story.told(gate)
        assert first is not None
        found["one"] += bool(one_wave(first))
        if second is not None:
            found["two"] += bool(two_waves(first, second))
            least = reach(*lines_of(first, second))
            found["few"] += least is not None and least < K
    return found


def test_the_plain_rule_is_broken_open() -> None:
    broken = sum(
        bool(plain_rule(story.before, story.first))
        for story in (grown(seed, people=25) for seed in range(2))
    )
    assert broken == 2


def test_without_joining_at_the_close_small_classes_are_recovered() -> None:
    """Each class is told of alone, however few of it answered."""
    dice = random.Random(4)
    before = company(dice, 60, 3)
    said = opinions(dice, before.labels, mood=0.6)
    answers = {person: value for person, value in said.items() if dice.random() < 0.7}
    assert hold(before, answers) is not None

    def each_alone(classes, **named):  # type: ignore[no-untyped-def]
        return make_plan(classes, **{**named, "score_group": 2, "word_group": 2})

    def as_they_are(columns, *arguments, **named):  # type: ignore[no-untyped-def]
        return soften(columns, *arguments, **{**named, "minimum": 2, "word_minimum": 2})

    told = hold(before, answers, gate=Gate(plan=each_alone, soften=as_they_are))
    assert told is not None
    assert any(each.what == "sum" and each.people < K for each in one_wave(told))


def test_without_softening_unanimous_blocks_are_seen_through() -> None:
    stories_ = [grown(seed, mood=0.9) for seed in range(2)]
    assert found_by(Gate(soften=unsoftened, over_time=unsoftened), stories_)["one"] == 2
    assert found_by(Gate(), stories_)["one"] == 0


def test_without_the_earlier_wave_in_the_plan_a_few_are_told_of() -> None:
    stories_ = [grown(seed, people=30, join=1) for seed in range(2)]
    assert found_by(Gate(plan=forgetful(make_plan)), stories_)["few"] == 2
    assert found_by(Gate(), stories_)["few"] == 0


def test_without_softening_over_time_enough_people_who_agree_are_seen_through() -> None:
    """Five who left are enough people; that all of them were favourable still follows from the two sums."""
    people = [UUID(int=number) for number in range(20)]
    hierarchy = Hierarchy(("department",), {"all": None})
    said = {person: 5 if person.int < 10 else 2 + person.int % 2 for person in people}
    story = Story(
        Company(hierarchy, dict.fromkeys(people, ("all",))),
        Company(hierarchy, dict.fromkeys(people[5:], ("all",))),
        said,
        {person: said[person] for person in people[5:]},
        1,
    )
    first, second = story.told(Gate(over_time=unsoftened))
    assert first is not None
    assert second is not None
    assert Success("all favourable", (1, None), 5) in two_waves(first, second)
    first, second = story.told()
    assert first is not None
    assert second is not None
    assert two_waves(first, second) == []
    assert sum(second.softened[person] != story.second[person] for person in people[5:]) == 1


def test_softening_keeps_what_is_told_close_to_the_truth() -> None:
    """One answer of a block at most, so the company's favourable share moves by little."""
    story = grown(1, people=70, mood=0.7)
    told, _ = story.told()
    assert told is not None
    moved = sum(told.softened[person] != story.first[person] for person in story.first)
    assert moved <= len(told.plan.told)
    good = sum(value >= GOOD for value in story.first.values())
    company_told = next(each for each in told.told if len(each.blocks) == len(told.plan.told))
    assert abs(company_told.good - good) <= len(told.plan.told)
