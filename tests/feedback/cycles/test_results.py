from __future__ import annotations

import random
from uuid import UUID

import pytest

from erm.feedback.cycles.answers import Answer, GoalAnswer
from erm.feedback.cycles.results import (
    Asked,
    Band,
    Choice,
    NamedReview,
    PerspectiveResult,
    QuestionResult,
    ResultBound,
    anonymous_result,
    band_limits,
    from_json,
    interval,
    multiple_choice,
    named_result,
    published_mean,
    single_choice,
    to_json,
)
from erm.feedback.cycles.rules import Perspective, QuestionKind

RATING = Asked(UUID(int=1), QuestionKind.RATING, 5)
WORDS = Asked(UUID(int=2), QuestionKind.TEXT)
ONE = Asked(UUID(int=3), QuestionKind.SINGLE_CHOICE, options=(1, 2, 3))
SOME = Asked(UUID(int=4), QuestionKind.MULTIPLE_CHOICE, options=(1, 2))
GOALS = Asked(UUID(int=5), QuestionKind.GOAL_RESULT, 5)
ALL = (RATING, WORDS, ONE, SOME, GOALS)


def peers(asked: Asked, *answers: Answer, minimum: int = 3) -> PerspectiveResult:
    reviews = [{asked.id: answer} for answer in answers]
    return anonymous_result(Perspective.PEER, minimum, [asked], reviews)


def ratings(*values: int, minimum: int = 3) -> QuestionResult:
    found = peers(RATING, *(Answer(value=value) for value in values), minimum=minimum)
    return found.questions[0]


# ---- who is left out


@pytest.mark.parametrize("minimum", [-1, 0, 1, 2, 3])
def test_two_raters_are_never_shown_whatever_the_row_says(minimum: int) -> None:
    found = peers(RATING, Answer(value=2), Answer(value=3), minimum=minimum)
    assert not found.shown
    assert found.raters is None
    assert found.questions == ()
    assert found.minimum == 3


def test_none_and_two_look_alike_below_the_minimum() -> None:
    assert peers(RATING) == peers(RATING, Answer(value=2), Answer(value=3))


def test_a_cycle_may_ask_for_more_than_three() -> None:
    answers = [Answer(value=value) for value in (2, 3, 4, 3)]
    assert not peers(RATING, *answers, minimum=5).shown
    assert peers(RATING, *answers, minimum=4).raters == 4


def test_a_question_that_too_few_could_judge_is_left_out() -> None:
    found = peers(RATING, Answer(value=2), Answer(value=3), Answer(cannot_judge=True), Answer())
    assert found.raters == 4
    assert found.questions == (QuestionResult(RATING.id, RATING.kind, 5),)
    assert not found.questions[0].shown


def test_cannot_judge_is_counted_and_is_no_number() -> None:
    found = peers(
        RATING, Answer(value=2), Answer(value=3), Answer(value=4), Answer(cannot_judge=True)
    ).questions[0]
    assert (found.answered, found.cannot_judge, found.mean) == (3, 1, 30)


# ---- means


def test_a_mean_has_one_decimal() -> None:
    assert ratings(2, 3, 3).mean == 27
    assert ratings(2, 3, 3).bound is ResultBound.EXACT


def test_the_lowest_two_sums_are_one_result_and_so_are_the_highest() -> None:
    assert ratings(1, 1, 1) == ratings(1, 2, 1)
    assert (ratings(1, 1, 1).mean, ratings(1, 1, 1).bound) == (14, ResultBound.AT_MOST)
    assert ratings(5, 5, 5) == ratings(5, 4, 5)
    assert (ratings(5, 5, 5).mean, ratings(5, 5, 5).bound) == (46, ResultBound.AT_LEAST)


@pytest.mark.parametrize("n", range(3, 30))
def test_at_most_and_at_least_are_true(n: int) -> None:
    assert published_mean(n + 1, n, 5)[0] >= 10 * (n + 1) / n
    assert published_mean(5 * n - 1, n, 5)[0] <= 10 * (5 * n - 1) / n


def test_halves_are_rounded_up() -> None:
    assert published_mean(9, 4, 5) == (23, ResultBound.EXACT)


# ---- how ratings lie


@pytest.mark.parametrize(
    ("scale", "limits"),
    [
        (2, ((1, 1), (2, 2))),
        (3, ((1, 1), (2, 2), (3, 3))),
        (4, ((1, 1), (2, 3), (4, 4))),
        (5, ((1, 2), (3, 3), (4, 5))),
        (7, ((1, 2), (3, 5), (6, 7))),
        (10, ((1, 3), (4, 7), (8, 10))),
        (11, ((1, 4), (5, 7), (8, 11))),
    ],
)
def test_bands_are_thirds_of_the_scale(scale: int, limits: tuple[tuple[int, int], ...]) -> None:
    assert band_limits(scale) == limits


def test_bands_are_shown_for_twice_the_minimum() -> None:
    assert ratings(2, 2, 3, 4, 5, 5).bands == (Band(1, 2, 2), Band(3, 3, 1), Band(4, 5, 3))
    assert ratings(2, 2, 3, 4, 5).bands == ()
    assert ratings(2, 2, 3, 4, 5, 5, minimum=4).bands == ()


def test_bands_are_left_out_wherever_a_unanimous_group_could_stand_behind_the_mean() -> None:
    assert ratings(3, 3, 3, 3, 3, 3).bands == ()
    assert ratings(1, 2, 3, 3, 4, 5) == ratings(3, 3, 3, 3, 3, 3)


def test_bands_are_left_out_at_the_extremes() -> None:
    assert ratings(5, 5, 5, 5, 5, 4).bands == ()


# ---- choices


def test_near_unanimity_only_is_told() -> None:
    options = (1, 2, 3)
    several = (Choice(2, 3, ResultBound.AT_LEAST),)
    assert single_choice([2, 2, 2, 2], options) == several
    assert single_choice([2, 2, 1, 2], options) == several
    assert single_choice([2, 2, 2, 3], options) == several
    assert single_choice([2, 2, 1, 3], options) == (Choice(1, 1), Choice(2, 2), Choice(3, 1))


def test_nobody_and_everybody_are_not_told_from_their_neighbours() -> None:
    assert multiple_choice([(1,), (1,), (1,), (1, 2)], (1, 2)) == (
        Choice(1, 3, ResultBound.AT_LEAST),
        Choice(2, 1, ResultBound.AT_MOST),
    )
    assert multiple_choice([(1,), (1, 2), (2,), (1, 2), (2,)], (1, 2)) == (
        Choice(1, 3),
        Choice(2, 4, ResultBound.AT_LEAST),
    )


# ---- goals


def test_several_goals_count_as_their_mean_on_the_scale() -> None:
    def goals(*values: int) -> Answer:
        return Answer(
            goals=tuple(GoalAnswer(UUID(int=n), "A goal", v) for n, v in enumerate(values))
        )

    found = peers(GOALS, goals(4, 5), goals(2), goals(1, 2, 3)).questions[0]
    assert found.mean == 30
    named = named_result(
        Perspective.MANAGER, [GOALS], [NamedReview({GOALS.id: goals(4, 5)}, UUID(int=9))]
    )
    assert named.questions[0].mean == 45


# ---- comments


def test_comments_need_the_minimum_and_are_shuffled() -> None:
    two = [Answer(text="one"), Answer(text="two"), Answer(), Answer()]
    assert peers(WORDS, *two).questions[0].comments == ()
    assert not peers(WORDS, *two).questions[0].comments_shown
    written = [str(number) for number in range(20)]
    reviews = [{WORDS.id: Answer(text=text)} for text in written]
    orders = {
        anonymous_result(Perspective.PEER, 3, [WORDS], reviews).questions[0].comments
        for _ in range(10)
    }
    assert len(orders) == 10
    assert all(sorted(order) == sorted(written) for order in orders)
    assert tuple(written) not in orders


def test_each_question_is_shuffled_by_itself() -> None:
    other = Asked(UUID(int=12), QuestionKind.TEXT)
    reviews = [
        {WORDS.id: Answer(text=f"{number}"), other.id: Answer(text=f"{number}")}
        for number in range(20)
    ]
    first, second = anonymous_result(Perspective.PEER, 3, [WORDS, other], reviews).questions
    assert first.comments != second.comments


def test_the_order_of_the_reviews_decides_nothing_else() -> None:
    luck = random.Random(3)
    reviews = [
        {RATING.id: Answer(value=luck.randint(1, 5)), ONE.id: Answer(value=luck.randint(1, 3))}
        for _ in range(9)
    ]
    first = anonymous_result(Perspective.PEER, 3, ALL, reviews)
    luck.shuffle(reviews)
    assert anonymous_result(Perspective.PEER, 3, ALL, reviews) == first


# ---- named perspectives


def test_named_perspectives_show_everything() -> None:
    review = NamedReview(
        {RATING.id: Answer(value=5), WORDS.id: Answer(text="Well done")}, rater_id=UUID(int=7)
    )
    found = named_result(Perspective.MANAGER, ALL, [review])
    assert found.shown
    assert found.reviews == (review,)
    assert (found.questions[0].mean, found.questions[0].bound) == (50, ResultBound.EXACT)
    assert found.questions[1].comments == ("Well done",)


def test_a_perspective_that_nobody_wrote_is_not_shown() -> None:
    found = named_result(Perspective.SELF, ALL, [])
    assert (found.shown, found.raters, found.questions) == (False, 0, ())


def test_only_the_questions_of_a_perspective_are_in_its_result() -> None:
    own = Asked(UUID(int=1), QuestionKind.RATING, 5, perspectives=frozenset({Perspective.SELF}))
    assert named_result(Perspective.MANAGER, [own], [NamedReview({})]).questions == ()


# ---- uncertainty


def test_an_interval_holds_the_mean_and_stays_on_the_scale() -> None:
    assert interval(ratings(2, 3, 3)) == (13, 44)
    found = interval(ratings(2, 2, 3, 4, 5, 5, 5, 5, 4, 4))
    assert found is not None
    assert 10 <= found[0] < 39 < found[1] <= 50


def test_there_is_no_interval_around_a_limit_or_around_one_rating() -> None:
    assert interval(ratings(5, 5, 5)) is None
    assert interval(QuestionResult(RATING.id, RATING.kind, 5, 1, 0, 40)) is None
    assert interval(QuestionResult(RATING.id, RATING.kind, 5)) is None


# ---- storing


def test_a_result_is_stored_and_read_again() -> None:
    reviews = [
        {
            RATING.id: Answer(value=value),
            WORDS.id: Answer(text="words"),
            ONE.id: Answer(value=1 + value % 3),
            SOME.id: Answer(values=(1, 2)),
            GOALS.id: Answer(goals=(GoalAnswer(UUID(int=4), "Goal", 3),)),
        }
        for value in (1, 2, 3, 4, 5, 5, 3)
    ]
    for found in (
        anonymous_result(Perspective.PEER, 3, ALL, reviews),
        named_result(
            Perspective.UPWARD,
            ALL,
            [
                NamedReview(reviews[0], rater_id=UUID(int=7)),
                NamedReview(reviews[1], guest_name="Guest"),
            ],
        ),
    ):
        assert from_json(to_json(found)) == found
