"""What is told of a wave is decided from numbers of people, and covers as much as it may."""

from __future__ import annotations

import json
import random
from collections import Counter
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from erm.disclosure.labels import Hierarchy, Label
from erm.disclosure.plan import (
    ClassCount,
    Former,
    GroupKind,
    Plan,
    PlannedGroup,
    Reason,
    Shown,
    make_plan,
)
from tests.disclosure.companies import WORDS, K, company, hold, later, opinions

TREE = {"all": None, "sales": "all", "north": "sales", "south": "sales", "law": "all"}
TWO = Hierarchy(("department", "location"), TREE)
BERLIN, PARIS = "Berlin", "Paris"


def plan(
    *classes: tuple[Label, int, int],
    exact: dict[Label, int] | None = None,
    former: list[Former] | None = None,
    people: dict[UUID, int] | None = None,
    hierarchy: Hierarchy = TWO,
) -> Plan:
    """A plan for classes of label, invited and answered."""
    members = people or {
        UUID(int=1000 * number + one): number
        for number, (_, invited, _) in enumerate(classes)
        for one in range(invited)
    }
    return make_plan(
        [ClassCount(number, *each) for number, each in enumerate(classes)],
        segments=hierarchy.segments,
        hierarchy=hierarchy,
        score_group=K,
        word_group=WORDS,
        membership=members,
        former=former or [],
        exact=exact,
    )


def group(found: Plan, *label: str | None) -> PlannedGroup:
    return next(each for each in found.groups if each.label == label)


def former_of(found: Plan, *invited: int) -> Former:
    return Former(
        {
            UUID(int=1000 * number + one): found.blocks[number]
            for number, count in enumerate(invited)
            for one in range(count)
        },
        {block.number: block.answered for block in found.told},
        found.word_blocks,
    )


def test_classes_with_enough_answers_are_told_of_as_they_are() -> None:
    found = plan((("north", BERLIN), 8, 6), (("law", PARIS), 9, 9))
    assert [block.label for block in found.told] == [("law", PARIS), ("north", BERLIN)]
    assert found.blocks == {0: 2, 1: 1}
    berlin = group(found, None, BERLIN)
    assert (berlin.kind, berlin.segments) == (GroupKind.SEGMENT, "location")
    assert (berlin.shown, berlin.invited, berlin.answered) == (Shown.WHOLLY, 8, 6)
    pair = group(found, "sales", BERLIN)
    assert (pair.kind, pair.segments, pair.blocks) == (GroupKind.PAIR, "department,location", (2,))
    everybody = found.groups[0]
    assert (everybody.number, everybody.kind, everybody.label) == (
        0,
        GroupKind.COMPANY,
        (None, None),
    )
    assert (everybody.invited, everybody.answered, everybody.shown) == (17, 15, Shown.WHOLLY)


def test_classes_with_too_few_answers_are_joined_with_the_nearest() -> None:
    found = plan((("north", BERLIN), 8, 3), (("south", BERLIN), 7, 4), (("law", PARIS), 9, 9))
    assert found.blocks[0] == found.blocks[1] != found.blocks[2]
    assert group(found, "sales", BERLIN).answered == 7
    north = group(found, "north", None)
    assert (north.shown, north.reason) == (Shown.HIDDEN, Reason.TOO_FEW_ANSWERED)
    assert north.shown_in is not None
    assert found.groups[north.shown_in].label == ("sales", None)
    assert (north.invited, north.answered, north.blocks) == (None, None, ())


def test_who_is_told_of_less_exactly_makes_a_group_partly_shown() -> None:
    found = plan(
        (("north", BERLIN), 9, 9),
        (("north", None), 6, 5),
        exact={("north", BERLIN): 12, ("north", PARIS): 3},
    )
    berlin = group(found, None, BERLIN)
    assert (berlin.shown, berlin.people, berlin.invited) == (Shown.PARTLY, 12, 9)
    assert group(found, "north", None).shown is Shown.WHOLLY
    paris = group(found, None, PARIS)
    assert (paris.shown, paris.reason) == (Shown.HIDDEN, Reason.TOO_FEW_INVITED)


def test_without_exact_numbers_a_group_that_others_may_belong_to_is_partly_shown() -> None:
    found = plan((("north", BERLIN), 9, 9), (("north", None), 6, 5))
    assert group(found, None, BERLIN).shown is Shown.PARTLY
    assert group(found, "north", None).shown is Shown.WHOLLY
    assert group(found, "law", None).shown is Shown.HIDDEN


def test_a_group_that_is_large_but_would_tell_of_others_says_so() -> None:
    found = plan((("sales", BERLIN), 9, 9), exact={("north", BERLIN): 7, ("south", BERLIN): 2})
    assert group(found, "north", None).reason is Reason.WOULD_TELL_OF_FEW
    assert group(found, "south", None).reason is Reason.TOO_FEW_INVITED


def test_words_are_told_of_larger_blocks_and_of_groups_that_hold_one() -> None:
    found = plan((("north", BERLIN), 6, 6), (("south", BERLIN), 6, 6), (("law", PARIS), 20, 15))
    assert [block.answered for block in found.told_in_words] == [15, 12]
    assert not group(found, "north", None).words
    sales = group(found, "sales", None)
    assert (sales.words, sales.words_wholly) == (True, True)
    few = plan((("north", BERLIN), 6, 6))
    assert few.told_in_words == ()
    assert few.word_blocks == {}


def test_a_group_may_have_words_of_some_of_its_blocks_only() -> None:
    found = plan((("north", BERLIN), 12, 12), (("north", PARIS), 6, 6), (("south", PARIS), 6, 6))
    north = group(found, "north", None)
    assert (north.words, north.words_wholly) == (True, False)


@pytest.mark.parametrize(
    ("invited", "answered", "reason"),
    [(4, 4, Reason.TOO_FEW_INVITED), (9, 4, Reason.TOO_FEW_ANSWERED)],
)
def test_a_company_with_too_few_people_is_told_of_nothing(
    invited: int, answered: int, reason: Reason
) -> None:
    found = plan((("north", BERLIN), invited, answered))
    assert found.withheld is reason
    assert found.told == ()
    assert all(each.shown is Shown.HIDDEN and each.reason is reason for each in found.groups[:1])
    assert all(each.shown_in is None for each in found.groups)


def test_a_class_of_more_ballots_than_people_is_joined_with_its_neighbours() -> None:
    found = plan((("north", BERLIN), 6, 9), (("south", BERLIN), 9, 6), (("law", PARIS), 9, 9))
    assert found.overfull == (0,)
    assert found.blocks[0] == found.blocks[1] != found.blocks[2]


def test_a_wave_in_which_one_person_more_answers_is_withheld() -> None:
    first = plan((("north", BERLIN), 8, 8))
    second = plan((("north", BERLIN), 9, 9), former=[former_of(first, 8)])
    assert second.withheld is Reason.NEAR_FORMER_WAVE
    assert group(second, "north", None).reason is Reason.NEAR_FORMER_WAVE


def test_a_team_with_one_joiner_is_told_of_with_its_neighbours_the_next_time() -> None:
    first = plan((("north", BERLIN), 8, 8), (("south", BERLIN), 20, 14))
    second = plan(
        (("north", BERLIN), 9, 9), (("south", BERLIN), 20, 14), former=[former_of(first, 8, 20)]
    )
    assert second.withheld is None
    assert [block.label for block in second.told] == [("sales", BERLIN)]
    assert group(second, "north", None).reason is Reason.NEAR_FORMER_WAVE


def test_words_have_their_own_larger_minimum_over_time() -> None:
    """Six who joined are enough for scores and too few for words."""
    first = plan((("north", BERLIN), 12, 12), (("law", PARIS), 12, 12))
    second = plan(
        (("north", BERLIN), 18, 18), (("law", PARIS), 12, 12), former=[former_of(first, 12, 12)]
    )
    assert len(second.told) == 2
    assert second.told_in_words == ()


def test_people_erased_since_an_earlier_wave_count_as_having_left() -> None:
    first = plan((("north", BERLIN), 6, 6), (("law", PARIS), 12, 12))
    former = former_of(first, 6, 12)
    kept = {person: block for person, block in former.blocks.items() if 1 < person.int != 1005}
    second = plan(
        (("north", BERLIN), 6, 6),
        (("law", PARIS), 12, 12),
        former=[Former(kept, former.answered, former.word_blocks)],
    )
    assert second.withheld is None
    assert [block.label for block in second.told] == [("all", None)]


def test_one_person_is_no_group() -> None:
    with pytest.raises(ValueError, match="no group"):
        make_plan([], segments=(), hierarchy=TWO, score_group=1, word_group=10, membership={})


def test_the_plan_is_the_same_however_it_is_asked_for() -> None:
    one = plan((("north", BERLIN), 8, 6), (("law", PARIS), 9, 9))
    other = make_plan(
        [ClassCount(1, ("law", PARIS), 9, 9), ClassCount(0, ("north", BERLIN), 8, 6)],
        segments=TWO.segments,
        hierarchy=TWO,
        score_group=K,
        word_group=WORDS,
        membership={
            UUID(int=1000 * at + one): at for at, n in ((1, 9), (0, 8)) for one in range(n)
        },
    )
    assert one.hash == other.hash
    assert len(one.hash) == 64
    assert json.loads(json.dumps(one.to_json())) == one.to_json()
    assert "answered" not in one.to_json()["groups"][0]["label"]
    assert plan((("north", BERLIN), 8, 7), (("law", PARIS), 9, 9)).hash != one.hash


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32), people=st.integers(10, 120), segments=st.integers(1, 4))
def test_whatever_is_told_is_made_of_whole_blocks_that_are_large_enough(
    seed: int, people: int, segments: int
) -> None:
    dice = random.Random(seed)
    found = company(dice, people, segments)
    said = opinions(dice, found.labels, mood=0.6)
    answers = {person: value for person, value in said.items() if dice.random() < 0.8}
    wave = hold(found, answers)
    if wave is None:
        assert len(answers) < K
        return
    made = wave.plan
    assert min(block.answered for block in made.told) >= K
    assert sum(block.answered for block in made.told) == len(answers)
    assert all(block.answered >= WORDS for block in made.told_in_words)
    if len(answers) >= WORDS:
        assert set(made.word_blocks) == {block.number for block in made.told}
    came = Counter(wave.block_of(person) for person in answers)
    assert {block.number: block.answered for block in made.told} == came
    by_number = {block.number: block for block in made.told}
    for at, each in enumerate(made.groups):
        assert each.number == at
        within = {
            block.number for block in made.told if found.hierarchy.lies_in(block.label, each.label)
        }
        assert set(each.blocks) == within
        assert (each.shown is Shown.HIDDEN) == (not within)
        assert (each.reason is None) == bool(within)
        belong = sum(found.hierarchy.lies_in(label, each.label) for label in found.labels.values())
        assert each.people == belong
        if within:
            assert each.answered == sum(by_number[number].answered for number in within)
            assert (each.shown is Shown.WHOLLY) == (each.invited == belong)
        else:
            assert each.shown_in is not None
            larger = made.groups[each.shown_in]
            assert larger.shown is not Shown.HIDDEN
            assert found.hierarchy.lies_in(each.label, larger.label)


def test_the_plan_does_not_depend_on_answers() -> None:
    dice = random.Random(8)
    found = company(dice, 90, 3)
    ones = dict.fromkeys(found.labels, 1)
    fives = dict.fromkeys(found.labels, 5)
    after = later(found, dice, leave=6, join=6, move=5)
    hashes = set()
    for said in (ones, fives, opinions(dice, found.labels, mood=0.5)):
        first = hold(found, said)
        assert first is not None
        second = hold(
            after, {person: said.get(person, 3) for person in after.labels}, former=[first]
        )
        hashes.add((first.plan.hash, second.plan.hash if second else None))
    assert len(hashes) == 1
