"""No rating of an anonymous group is narrowed to one value by all that a subject may ever see."""

from __future__ import annotations

import math
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, combinations_with_replacement
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from erm.feedback.cycles import results
from erm.feedback.cycles.answers import Answer, GoalAnswer
from erm.feedback.cycles.results import Asked, ResultBound
from erm.feedback.cycles.rules import MINIMUM_FLOOR, Perspective, QuestionKind
from tests.feedback.cycles.attacker import Attacker

ANONYMOUS = (Perspective.PEER, Perspective.UPWARD, Perspective.EXTERNAL)
Review = Mapping[UUID, Answer]


# ---- every group there is, up to eight people ----------------------------------------------------


def published_rating(ratings: Sequence[int], scale: int, least: int) -> Any:
    asked = Asked(UUID(int=1), QuestionKind.RATING, scale)
    reviews = [{asked.id: Answer(value=rating)} for rating in ratings]
    return results.to_json(results.anonymous_result(Perspective.PEER, least, [asked], reviews))[
        "questions"
    ][0]


def frozen(value: Any) -> Any:
    """JSON that can be a key."""
    if isinstance(value, dict):
        return tuple((key, frozen(one)) for key, one in value.items())
    return tuple(frozen(one) for one in value) if isinstance(value, list) else value


def never_one_value(
    groups: Iterable[tuple[Any, ...]], publish: Callable[[tuple[Any, ...]], Any]
) -> None:
    """Of all groups of which the same is published, no rating is the same in all of them.

    Nobody knows which rating is whose, so each rater's could be any rating of any of these groups.
    """
    behind: dict[Any, set[Any]] = defaultdict(set)
    example: dict[Any, Any] = {}
    for group in groups:
        shown = frozen(publish(group))
        behind[shown].update(group)
        example[shown] = group
    for shown, possible in behind.items():
        assert len(possible) >= 2, (example[shown], shown)


@pytest.mark.parametrize("scale", range(2, 8))
@pytest.mark.parametrize("n", range(3, 9))
def test_no_group_of_ratings_is_told_from_all_others(n: int, scale: int) -> None:
    groups = list(combinations_with_replacement(range(1, scale + 1), n))
    for least in {MINIMUM_FLOOR, n // 2, n} - {0, 1, 2}:
        never_one_value(groups, lambda group, k=least: published_rating(group, scale, k))


@pytest.mark.parametrize("options", range(2, 7))
@pytest.mark.parametrize("n", range(3, 9))
def test_no_group_of_choices_is_told_from_all_others(n: int, options: int) -> None:
    def publish(group: tuple[int, ...]) -> Any:
        return [
            (choice.option, choice.count, choice.bound.value)
            for choice in results.single_choice(group, range(1, options + 1))
        ]

    never_one_value(combinations_with_replacement(range(1, options + 1), n), publish)


@pytest.mark.parametrize(("n", "options"), [(3, 2), (3, 3), (3, 4), (4, 3), (5, 3), (6, 3), (7, 2)])
def test_no_group_of_several_choices_is_told_from_all_others(n: int, options: int) -> None:
    every = [
        chosen
        for size in range(1, options + 1)
        for chosen in combinations(range(1, options + 1), size)
    ]
    behind: dict[Any, list[set[bool]]] = {}
    for group in combinations_with_replacement(every, n):
        shown = results.multiple_choice(group, range(1, options + 1))
        seen = behind.setdefault(shown, [set() for _ in range(options)])
        for option in range(options):
            seen[option].update(option + 1 in chosen for chosen in group)
    assert all(len(seen) == 2 for shown in behind.values() for seen in shown)


@pytest.mark.parametrize("scale", [2, 3, 4, 5, 7, 10, 11])
@pytest.mark.parametrize("n", range(3, 41))
def test_what_is_hidden_follows_from_what_is_shown(n: int, scale: int) -> None:
    """Two sums with one published mean are treated alike, in big groups too, where means are rounded."""
    for total in range(n, scale * n + 1):
        mean, bound = results.published_mean(total, n, scale)
        behind = results.sums_behind(mean, bound, n, scale)
        assert total in behind
        assert all(results.published_mean(one, n, scale) == (mean, bound) for one in behind)
        around = (behind.start - 1, behind.stop)
        assert all(
            results.published_mean(one, n, scale) != (mean, bound)
            for one in around
            if n <= one <= scale * n
        )
        unanimous = [one for one in behind if one % n == 0]
        if results.bands_tell_nothing(mean, bound, n, scale):
            assert unanimous == []
        if unanimous and unanimous[0] in (n, scale * n):
            assert len(behind) > 1


# ---- random cycles, by integer programming ---------------------------------------------------------


@dataclass(frozen=True)
class Group:
    """One anonymous perspective on the subject in one cycle, as it really was."""

    name: str
    perspective: Perspective
    minimum: int
    asked: tuple[Asked, ...]
    reviews: tuple[Review, ...]

    def published(self) -> dict[str, Any]:
        found = results.anonymous_result(self.perspective, self.minimum, self.asked, self.reviews)
        return results.to_json(found)


@st.composite
def answers_to(draw: st.DrawFn, asked: Asked, mood: int, unanimity: int) -> Answer | None:
    """Mostly what the group's mood is, so that unanimous groups and extremes come often."""
    fate = draw(st.integers(0, 19))
    if fate == 0:
        return Answer(cannot_judge=True)
    if fate == 1:
        return None
    top = asked.scale or len(asked.options)
    follows = draw(st.integers(0, 9)) < unanimity
    value = min(mood, top) if follows else draw(st.integers(1, top or 1))
    if asked.kind is QuestionKind.GOAL_RESULT:
        other = draw(st.integers(1, top))
        goals = (GoalAnswer(UUID(int=1), "One", value), GoalAnswer(UUID(int=2), "Two", other))
        return Answer(goals=goals[: draw(st.integers(1, 2))])
    if asked.kind is QuestionKind.MULTIPLE_CHOICE:
        more = draw(st.sets(st.integers(1, top), max_size=0 if follows else top))
        return Answer(values=tuple(sorted({value} | more)))
    if asked.kind is QuestionKind.TEXT:
        return Answer(text="words")
    return Answer(value=value)


@st.composite
def questions(draw: st.DrawFn, cycle: int) -> tuple[Asked, ...]:
    found = []
    for number in range(draw(st.integers(1, 3))):
        kind = draw(st.sampled_from(QuestionKind))
        scaled = kind in results.SCALED
        choices = kind in (QuestionKind.SINGLE_CHOICE, QuestionKind.MULTIPLE_CHOICE)
        found.append(
            Asked(
                UUID(int=100 * cycle + number),
                kind,
                draw(st.integers(2, 7)) if scaled else 0,
                tuple(range(1, draw(st.integers(2, 5)) + 1)) if choices else (),
            )
        )
    return tuple(found)


@st.composite
def cycles(draw: st.DrawFn) -> list[Group]:
    """One or two cycles of one person.

    In the second some raters stay, some go and some come; those who came late count as those who did
    not, for results are made once.
    """
    found = []
    for cycle in range(draw(st.integers(1, 2))):
        asked = draw(questions(cycle))
        for perspective in ANONYMOUS[: draw(st.integers(1, 3))]:
            n = draw(st.integers(0, 8))
            mood, unanimity = draw(st.integers(1, 7)), draw(st.integers(3, 10))
            reviews = []
            for _ in range(n):
                answers = {one.id: draw(answers_to(one, mood, unanimity)) for one in asked}
                reviews.append({key: one for key, one in answers.items() if one is not None})
            minimum = draw(st.integers(1, 4))
            name = f"{cycle} {perspective}"
            found.append(Group(name, perspective, minimum, asked, tuple(reviews)))
    return found


def attack(groups: Sequence[Group], seed: int) -> None:
    attacker = Attacker()
    for group in groups:
        attacker.learn(group.name, range(len(group.reviews)), group.published(), group.asked)
    truth = {
        (group.name, rater): review
        for group in groups
        for rater, review in enumerate(group.reviews)
    }
    if not attacker.given:
        return
    assert attacker.believes(truth)
    assert attacker.narrowed(random.Random(seed)) == set()


relaxed = settings(
    deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate, Phase.shrink]
)


@settings(relaxed, max_examples=300)
@given(cycles(), st.integers(0, 2**16))
def test_no_rating_is_narrowed_to_one_value(groups: list[Group], seed: int) -> None:
    attack(groups, seed)


@pytest.mark.soak
@settings(relaxed, max_examples=5_000)
@given(cycles(), st.integers(0, 2**16))
def test_no_rating_is_narrowed_to_one_value_in_thousands_of_cycles(
    groups: list[Group], seed: int
) -> None:
    attack(groups, seed)


# ---- an attacker that finds nothing must be able to find something -------------------------------


def rating_group(values: Sequence[int], scale: int = 5, name: str = "peer") -> Group:
    asked = Asked(UUID(int=1), QuestionKind.RATING, scale)
    reviews = tuple({asked.id: Answer(value=value)} for value in values)
    return Group(name, Perspective.PEER, 3, (asked,), reviews)


def exact_mean(total: int, n: int, scale: int, least: int) -> tuple[int, str, bool]:
    """What others publish: the mean of any sum."""
    return (20 * total + n) // (2 * n), ResultBound.EXACT.value, False


@pytest.mark.parametrize("extreme", [1, 5])
def test_an_exact_mean_gives_a_unanimous_group_away(extreme: int) -> None:
    group = rating_group([extreme] * 4)
    attacker = Attacker(exact_mean)
    shown = {"question_id": str(UUID(int=1)), "answered": 4, "cannot_judge": 0, "choices": []}
    shown |= {"mean": extreme * 10, "bound": "exact", "bands": []}
    attacker.learn("peer", range(4), {"raters": 4, "minimum": 3, "questions": [shown]}, group.asked)
    assert len(attacker.narrowed(random.Random(1))) == 4
    assert attacker.bounds("peer", 0, UUID(int=1)) == (extreme, extreme)
    attack([group], 1)


def test_hiding_by_the_answers_gives_a_unanimous_group_away() -> None:
    """Bands that are left out only for unanimous groups would tell of every such group."""

    def by_answers(total: int, n: int, scale: int, least: int) -> tuple[int, str, bool]:
        mean, bound = results.published_mean(total, n, scale)
        return mean, bound.value, bound is ResultBound.EXACT

    group = rating_group([3] * 6)
    shown = group.published()
    assert shown["questions"][0]["bands"] == []
    naive = {**shown["questions"][0], "bands": [[1, 2, 0], [3, 3, 6], [4, 5, 0]]}
    attacker = Attacker(by_answers)
    attacker.learn("peer", range(6), {**shown, "questions": [naive]}, group.asked)
    assert len(attacker.narrowed(random.Random(1))) == 6


def test_two_versions_with_a_late_answer_between_them_would_give_it_away() -> None:
    """Why results are made once: the same group with one more is subtracted."""
    before, after = rating_group([2, 3, 4, 4]), rating_group([2, 3, 4, 4, 5])
    attacker = Attacker()
    attacker.learn("peer", range(4), before.published(), before.asked)
    assert attacker.narrowed(random.Random(1)) == set()
    attacker.learn("peer", range(5), after.published(), after.asked)
    found = attacker.narrowed(random.Random(1))
    assert {(rater, place + 1) for _, rater, _, place in found} == {(4, 5)}


def test_a_category_below_the_minimum_would_be_taken_out_of_a_total_of_all() -> None:
    """Why totals are made of shown figures alone: here two upward ratings of 1 are merged into a total."""
    peers = [2, 3, 4]
    asked = (Asked(UUID(int=1), QuestionKind.RATING, 5),)
    shown = rating_group(peers).published()
    attacker = Attacker(exact_mean)
    attacker.learn("peer", range(3), shown, asked)
    everybody = {
        "question_id": str(UUID(int=1)), "answered": 5, "cannot_judge": 0, "choices": [],
        "mean": 22, "bound": "exact", "bands": [],
    }  # fmt: skip
    attacker.learn("peer", range(5), {"raters": 5, "minimum": 3, "questions": [everybody]}, asked)
    assert {rater for _, rater, _, _ in attacker.narrowed(random.Random(1))} == {3, 4}


def test_the_bounds_of_a_rating_are_what_they_can_be() -> None:
    """Mean 2.3 of three on five: 1, 1, 5 is possible, and so is 3, 3, 1."""
    group = rating_group([2, 2, 3])
    attacker = Attacker()
    attacker.learn("peer", range(3), group.published(), group.asked)
    assert attacker.bounds("peer", 0, UUID(int=1)) == (1, 5)


# ---- what remains, said honestly ------------------------------------------------------------------


def share_given_away(n: int, scale: int) -> float:
    """How often a rater who tells their own rating gives away all others', over random ratings."""
    behind: dict[Any, list[tuple[int, ...]]] = defaultdict(list)
    for group in combinations_with_replacement(range(1, scale + 1), n):
        behind[frozen(published_rating(group, scale, MINIMUM_FLOOR))].append(group)
    told = given_away = 0
    for groups in behind.values():
        for group in groups:
            ways = math.factorial(n)
            for count in Counter(group).values():
                ways //= math.factorial(count)
            for own, count in Counter(group).items():
                others: set[int] = set()
                for possible in groups:
                    if own in possible:
                        left = list(possible)
                        left.remove(own)
                        others.update(left)
                told += ways * count
                given_away += ways * count * (len(others) == 1)
    return given_away / told


@pytest.mark.parametrize(("n", "percent"), [(3, 6.4), (4, 1.3), (5, 0.3)])
def test_what_a_rater_who_tells_gives_away(n: int, percent: float) -> None:
    """The figures of docs/domains/cycles.md. They are the price of a small minimum."""
    assert round(100 * share_given_away(n, 5), 1) == percent
    page = (Path(__file__).parents[3] / "docs" / "domains" / "cycles.md").read_text("utf-8")
    assert f"{percent} %" in page
