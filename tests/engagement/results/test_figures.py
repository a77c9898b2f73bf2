"""Figures of groups: what is told, what is left out, and what a change is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

import pytest

from erm.disclosure.plan import Former
from erm.engagement.ballots.sheet import Sheet
from erm.engagement.bank.rules import SurveyQuestionKind as Kind
from erm.engagement.results.figures import Figure, Subject
from erm.engagement.results.releasing import FormerWave, Release, group_name, groups_from
from erm.engagement.results.rules import EffectSize, FigureBound, SubjectKind
from erm.engagement.surveys.questions import Question
from tests.engagement.results.sheets import (
    answered,
    of_driver,
    of_outcome,
    of_question,
    question,
    release_of,
)


def figure(
    asked: Question, answers: Sequence[Any], invited: int | None = None, **given: Any
) -> Figure:
    size = {} if invited is None else {"invited": {0: invited}}
    found = of_question(release_of([asked], answered(asked, answers), **size, **given), asked)
    assert found is not None
    return found


def test_favourable_is_two_thirds_of_the_way_up_and_unfavourable_one_third() -> None:
    told = {}
    for kind, points, ends in (
        (Kind.SCALE_5, range(1, 6), None),
        (Kind.SCALE_7, range(1, 8), None),
        (Kind.SCALE_11, range(11), None),
        (Kind.SCALE, range(1, 5), (1, 4)),
    ):
        found = figure(question(kind, ends=ends), [point for point in points for _ in range(100)])
        assert found.words is not None
        told[kind] = (found.favourable, found.words.neutral, found.words.unfavourable)
    assert told[Kind.SCALE_5] == (0.4, 0.2, 0.4)
    assert told[Kind.SCALE_7] == (0.43, 0.14, 0.43)
    assert told[Kind.SCALE_11] == (0.36, 0.27, 0.36)
    assert told[Kind.SCALE] == (0.5, 0.0, 0.5)


def test_a_turned_question_is_turned_before_anything_is_made_of_it() -> None:
    answers = [1] * 30 + [2] * 10 + [5] * 10
    plain, turned = (figure(question(turned=each), answers) for each in (False, True))
    assert plain.mean == pytest.approx(25.0)
    assert turned.mean == pytest.approx(75.0)
    assert turned.favourable == 0.8
    assert turned.words is not None
    # How answers are spread is told as they were given.
    assert turned.words.shares == (0.6, 0.2, 0.0, 0.0, 0.2)
    yes = figure(question(Kind.YES_NO, turned=True), [True] * 30 + [False] * 10)
    assert (yes.mean, yes.favourable) == (25.0, 0.25)
    assert yes.words is not None
    assert yes.words.shares == (0.75, 0.25)


def test_enps_is_the_share_of_nine_and_ten_minus_that_of_six_and_less() -> None:
    found = figure(
        question(Kind.SCALE_11), [10] * 20 + [9] * 20 + [8] * 30 + [6] * 10 + [0] * 20, 400
    )
    assert found.words is not None
    assert found.words.enps == 10.0
    # 1.96 * sqrt((0.4 + 0.3 - 0.01) / 100 * 300 / 399)
    assert found.words.enps_from == pytest.approx(10 - 14.1, abs=0.05)
    assert found.words.enps_until == pytest.approx(10 + 14.1, abs=0.05)


def test_choices_are_told_as_shares_of_enough_people_or_not_at_all() -> None:
    one = question(Kind.SINGLE_CHOICE, options=3)
    assert (
        figure(one, [0] * 5 + [1] * 4 + [2] * 1).words == figure(one, [0] * 5 + [1] * 4 + [2]).words
    )
    found = figure(one, [0] * 10 + [1] * 10)
    assert found.mean is None
    assert found.words is not None
    assert found.words.shares == (0.5, 0.5, 0.0)
    assert of_question(release_of([one], answered(one, [0, 1, 2] * 3)), one) is None
    many = figure(question(Kind.MULTIPLE_CHOICE, options=3), [(0, 1)] * 10 + [(2,)] * 10)
    assert many.words is not None
    assert many.words.shares == (0.5, 0.5, 0.5)


def test_a_small_group_is_told_without_its_distribution() -> None:
    found = figure(question(), [1, 2, 3, 4, 5, 5, 5])
    assert found.mean is not None
    assert found.words is None
    # Of seven people shares go in steps of five per cent.
    assert found.favourable == 0.55


def test_where_fewer_answered_a_question_than_promised_it_is_not_told() -> None:
    asked = question()
    other = question()
    sheets = [
        Sheet(0, {other.id: 3 + at % 2} | ({asked.id: 4} if at < 4 else {})) for at in range(30)
    ]
    release = release_of([asked, other], sheets)
    assert of_question(release, asked) is None
    assert of_question(release, other) is not None


@pytest.mark.parametrize(
    ("answers", "bound", "share"),
    [
        ([5] * 5, FigureBound.OR_MORE, 0.8),
        ([1] * 5, FigureBound.OR_LESS, 0.2),
        ([5, 5, 5, 5, 1], FigureBound.OR_MORE, 0.8),
        ([3] * 7, FigureBound.OR_LESS, 0.15),
        ([5, 5, 5, 1, 1], FigureBound.EXACT, 0.6),
    ],
)
def test_an_edge_is_told_as_at_least_or_at_most(
    answers: list[int], bound: FigureBound, share: float
) -> None:
    found = figure(question(), answers)
    assert (found.bound, found.favourable) == (bound, pytest.approx(share, abs=0.051))
    assert found.favourable is not None
    # It is true of what was really said as well.
    really = sum(answer >= 4 for answer in answers) / len(answers)
    if bound is FigureBound.OR_MORE:
        assert really >= found.favourable
    elif bound is FigureBound.OR_LESS:
        assert really <= found.favourable


def test_unanimous_people_are_told_like_people_of_whom_one_differs() -> None:
    asked = question()
    told = {
        tuple(sorted(str(figure(asked, answers, seed=seed).to_json()) for seed in (1, 2)))
        for answers in ([5] * 6, [5, 5, 5, 5, 5, 3])
    }
    assert len(told) == 1


def test_a_driver_is_the_mean_of_peoples_means_of_at_least_half_of_its_questions() -> None:
    driver = uuid4()
    items = [question(driver=driver) for _ in range(4)]
    full = [Sheet(0, {each.id: 1 + at % 5 for each in items}) for at in range(20)]
    half = [Sheet(0, {each.id: 5 for each in items[:2]}) for _ in range(5)]
    less = [Sheet(0, {items[0].id: 1}) for _ in range(5)]
    release = release_of(items, full + half + less)
    found = of_driver(release, driver)
    assert found is not None
    assert found.n == 25
    assert found.exact_mean == pytest.approx((20 * 50 + 5 * 100) / 25)
    assert of_outcome(release) is None


def test_where_everybody_answered_nothing_is_left_to_chance() -> None:
    found = figure(question(), [1, 2, 3, 4, 5] * 4)
    assert (found.mean, found.mean_from, found.mean_until, found.correction) == (50, 50, 50, 0)
    half = figure(question(), [1, 2, 3, 4, 5] * 4, 40)
    assert half.mean_from is not None
    assert half.mean_from < 50
    assert half.correction == pytest.approx((20 / 39) ** 0.5, abs=0.001)


def test_figures_survive_being_stored() -> None:
    found = figure(question(Kind.SCALE_11), list(range(11)) * 3, 50)
    assert Figure.from_json(found.to_json()) == found


def former_of(release: Release, members: dict[UUID, int], number: int = 1) -> FormerWave:
    plan = release.plan.to_json()
    blocks = {member: block["number"] for block in plan["blocks"] for member in block["members"]}
    return FormerWave(
        number,
        Former(
            {person: blocks[at] for person, at in members.items()},
            {block["number"]: block["answered"] for block in plan["blocks"]},
        ),
        groups_from(plan),
        {
            (group, subject): found
            for group, figures in release.figures.items()
            for subject, found in figures.items()
        },
    )


def test_a_change_is_told_where_it_is_outside_of_its_band() -> None:
    asked = question()
    people = {uuid4(): 0 for _ in range(200)}
    size = {"invited": {0: 200}, "members": people}
    before = release_of([asked], answered(asked, [2, 3] * 50), **size)
    same = release_of(
        [asked], answered(asked, [2, 3] * 49 + [3, 3]), former=[former_of(before, people)], **size
    )
    more = release_of(
        [asked], answered(asked, [4, 5] * 50), former=[former_of(before, people)], **size
    )
    still, up = of_question(same, asked), of_question(more, asked)
    assert still is not None
    assert still.change is not None
    assert (still.change.changed, still.change.direction) == (False, 0)
    assert up is not None
    assert up.change is not None
    assert (up.change.changed, up.change.direction, up.change.wave) == (True, 1, 1)
    # One answer on each side is softened, so it is not 50 exactly.
    assert up.change.difference == pytest.approx(50, abs=0.7)
    assert up.change.effect is EffectSize.LARGE
    assert more.notes.comparable == {1: frozenset({0})}


@pytest.mark.parametrize(("joined", "told"), [(0, True), (1, False), (4, False), (5, True)])
def test_a_change_is_told_only_of_the_same_people_or_of_enough_others(
    joined: int, told: bool
) -> None:
    asked = question()
    people = {uuid4(): 0 for _ in range(60)}
    later = people | {uuid4(): 0 for _ in range(joined)}
    before = release_of([asked], answered(asked, [2, 3] * 20), invited={0: 60}, members=people)
    after = release_of(
        [asked],
        answered(asked, [2, 4] * 20),
        invited={0: len(later)},
        members=later,
        former=[former_of(before, people)],
    )
    found = of_question(after, asked)
    assert found is not None
    assert (found.change is not None) is told


def test_a_question_is_held_against_the_last_time_that_it_was_asked() -> None:
    always, seldom = question(), question()
    people = {uuid4(): 0 for _ in range(40)}
    size = {"invited": {0: 40}, "members": people}

    def both(*answers: int) -> list[Sheet]:
        return [
            Sheet(0, {always.id: answers[0] + at % 2, seldom.id: answers[1] + at % 2})
            for at in range(30)
        ]

    first = release_of([always, seldom], both(1, 1), **size)
    one = former_of(first, people)
    second = release_of([always], answered(always, [2, 3] * 15), former=[one], **size)
    two = former_of(second, people, number=2)
    third = release_of([always, seldom], both(3, 3), former=[one, two], **size)
    changes = {
        name: found.change.wave
        for name, each in (("always", always), ("seldom", seldom))
        if (found := of_question(third, each)) is not None and found.change is not None
    }
    assert changes == {"always": 2, "seldom": 1}


def test_groups_are_known_by_their_labels_from_wave_to_wave() -> None:
    assert group_name("department", ["a"]) == group_name("department", ("a",))
    assert group_name("department", ["a"]) != group_name("location", ["a"])
    assert Subject(SubjectKind.OUTCOME, UUID(int=1)) == (SubjectKind.OUTCOME, UUID(int=1))
