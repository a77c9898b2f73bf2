"""What of a perspective may be shown: made once from its answers, which are destroyed then.

Named perspectives are shown whole. For anonymous ones this is the whole rule, and it holds for
everybody alike (subject, manager, HR, calibration, exports):

- Fewer raters than the minimum: the perspective is left out, and with it how many there were. It is
  merged into nothing, so it can be taken out of nothing.
- Fewer answers to a question than the minimum ("cannot judge" is no answer): that question is left out.
- A rating on 1…s by n people is shown as the mean to one decimal. The two lowest sums (n, n + 1) are
  one result, "at most", and so are the two highest, "at least": else a mean of 1 or of s would tell
  what each of them said. No other sum is reached by unanimity alone.
- How the ratings lie, in three bands of the scale, only for 2 × minimum people and more, and
  only where no sum behind the mean that is shown divides by n: so it never tells a unanimous group.
- Single choice: where all, or all but one, chose the same, "n - 1 or more" and nothing about the rest.
- Multiple choice: 0 and 1 are one result for each option, "at most 1", and so are n - 1 and n.
- Comments: shuffled with the system's randomness, each question by itself, no author and no time.

Each choice between showing and hiding follows from the number of answers and from what is shown
anyway, so hiding tells nothing (Kenthapadi, Mishra, Nissim 2005: simulatable auditing). The attacker
of ``tests/feedback/cycles/test_attacker.py`` holds the rule to it.
"""

from __future__ import annotations

import math
import random
import secrets
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any, Protocol
from uuid import UUID

from erm.feedback.cycles.answers import Answer, answers_from_json, answers_to_json
from erm.feedback.cycles.questions import SCALED, QuestionContent
from erm.feedback.cycles.rules import MINIMUM_FLOOR, Perspective, QuestionKind

NORMAL_95 = 1.959964
"""How many standard errors hold 95 % on both sides."""


class ResultBound(StrEnum):
    """Whether a figure is what it says, or the limit of two that are shown as one."""

    EXACT = "exact"
    AT_MOST = "at_most"
    AT_LEAST = "at_least"


class Shuffler(Protocol):
    """What puts comments into an order that tells nothing."""

    def shuffle(self, x: list[Any]) -> None:
        """Shuffle in place."""


_SHUFFLER: random.Random = secrets.SystemRandom()


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as far as results need it. ``scale``: the largest value, 0 where there is none."""

    id: UUID
    kind: QuestionKind
    scale: int = 0
    options: tuple[int, ...] = ()
    competency: str = ""
    weight: int = 1
    perspectives: frozenset[Perspective] = frozenset(Perspective)

    @classmethod
    def of(
        cls,
        key: UUID,
        kind: QuestionKind,
        content: Mapping[str, Any],
        *,
        competency: str,
        weight: int,
        perspectives: Sequence[str],
    ) -> Asked:
        """From the columns of a stored question."""
        words = QuestionContent.from_json(content)
        return cls(
            key,
            kind,
            len(words.scale),
            tuple(option.value for option in words.options),
            competency,
            weight,
            frozenset(Perspective(one) for one in perspectives),
        )


@dataclass(frozen=True, slots=True)
class Band:
    """How many ratings lie between two values, both counted."""

    first: int
    last: int
    count: int


@dataclass(frozen=True, slots=True)
class Choice:
    """How many chose an option."""

    option: int
    count: int
    bound: ResultBound = ResultBound.EXACT


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """What is shown of one question. ``mean`` is in tenths; the counts are None where it is left out."""

    question_id: UUID
    kind: QuestionKind
    scale: int = 0
    answered: int | None = None
    cannot_judge: int | None = None
    mean: int | None = None
    bound: ResultBound = ResultBound.EXACT
    bands: tuple[Band, ...] = ()
    choices: tuple[Choice, ...] = ()
    comments: tuple[str, ...] = ()

    @property
    def shown(self) -> bool:
        """Whether anything of it is shown."""
        return self.answered is not None

    @property
    def comments_shown(self) -> bool:
        """Whether it asks for words, and they are shown."""
        return self.shown and self.kind is QuestionKind.TEXT


@dataclass(frozen=True, slots=True)
class NamedReview:
    """What one rater of a named perspective answered; ``guest_name`` where it was a guest."""

    answers: Mapping[UUID, Answer]
    rater_id: UUID | None = None
    guest_name: str | None = None


@dataclass(frozen=True, slots=True)
class PerspectiveResult:
    """What is shown of one perspective on one participant. ``raters`` is None below the minimum."""

    perspective: Perspective
    anonymous: bool
    minimum: int
    raters: int | None
    questions: tuple[QuestionResult, ...] = ()
    reviews: tuple[NamedReview, ...] = ()

    @property
    def shown(self) -> bool:
        """Whether anybody's answers are shown."""
        return bool(self.raters)


def smallest_group(minimum: int) -> int:
    """The minimum that holds, whatever a row of the database says."""
    return max(minimum, MINIMUM_FLOOR)


# ---- named perspectives ------------------------------------------------------------------------


def named_result(
    perspective: Perspective, asked: Sequence[Asked], reviews: Sequence[NamedReview]
) -> PerspectiveResult:
    """A perspective whose raters are known: everything that they answered."""
    questions = tuple(
        _named_question(one, [review.answers.get(one.id, Answer()) for review in reviews])
        for one in asked
        if reviews and perspective in one.perspectives
    )
    return PerspectiveResult(perspective, False, 1, len(reviews), questions, tuple(reviews))


def _named_question(asked: Asked, answers: Sequence[Answer]) -> QuestionResult:
    given = [one for one in answers if not one.cannot_judge and not one.is_empty]
    cannot = sum(one.cannot_judge for one in answers)
    values: dict[str, Any] = {}
    if asked.kind in SCALED and given:
        ratings = [_exact_rating(one) for one in given]
        values["mean"] = _round_half_up(sum(ratings, Fraction()) * 10 / len(ratings))
    elif asked.kind is QuestionKind.SINGLE_CHOICE:
        counts = Counter(one.value for one in given)
        values["choices"] = tuple(Choice(option, counts[option]) for option in asked.options)
    elif asked.kind is QuestionKind.MULTIPLE_CHOICE:
        counts = Counter(value for one in given for value in one.values or ())
        values["choices"] = tuple(Choice(option, counts[option]) for option in asked.options)
    elif asked.kind is QuestionKind.TEXT:
        values["comments"] = tuple(one.text for one in given if one.text)
    return QuestionResult(asked.id, asked.kind, asked.scale, len(given), cannot, **values)


def _exact_rating(answer: Answer) -> Fraction:
    if answer.goals:
        return Fraction(sum(goal.value for goal in answer.goals), len(answer.goals))
    return Fraction(answer.value or 0)


# ---- anonymous perspectives --------------------------------------------------------------------


def anonymous_result(
    perspective: Perspective,
    minimum: int,
    asked: Sequence[Asked],
    reviews: Sequence[Mapping[UUID, Answer]],
    *,
    shuffler: Shuffler = _SHUFFLER,
) -> PerspectiveResult:
    """A perspective whose raters were promised that nobody learns what each of them answered."""
    least = smallest_group(minimum)
    if len(reviews) < least:
        return PerspectiveResult(perspective, True, least, None)
    questions = tuple(
        _anonymous_question(
            one, least, [review.get(one.id, Answer()) for review in reviews], shuffler
        )
        for one in asked
        if perspective in one.perspectives
    )
    return PerspectiveResult(perspective, True, least, len(reviews), questions)


def _anonymous_question(
    asked: Asked, least: int, answers: Sequence[Answer], shuffler: Shuffler
) -> QuestionResult:
    given = [one for one in answers if not one.cannot_judge and not one.is_empty]
    if len(given) < least:
        return QuestionResult(asked.id, asked.kind, asked.scale)
    cannot = sum(one.cannot_judge for one in answers)
    values: dict[str, Any] = {}
    if asked.kind in SCALED:
        values = _ratings([whole_rating(one) for one in given], asked.scale, least)
    elif asked.kind is QuestionKind.SINGLE_CHOICE:
        values["choices"] = single_choice([one.value or 0 for one in given], asked.options)
    elif asked.kind is QuestionKind.MULTIPLE_CHOICE:
        values["choices"] = multiple_choice([one.values or () for one in given], asked.options)
    else:
        comments = [one.text or "" for one in given]
        shuffler.shuffle(comments)
        values["comments"] = tuple(comments)
    return QuestionResult(asked.id, asked.kind, asked.scale, len(given), cannot, **values)


def whole_rating(answer: Answer) -> int:
    """A rater's rating; of several goals their mean, rounded half up to a value of the scale."""
    return _round_half_up(_exact_rating(answer))


def _ratings(ratings: Sequence[int], scale: int, least: int) -> dict[str, Any]:
    n = len(ratings)
    mean, bound = published_mean(sum(ratings), n, scale)
    shows = n >= 2 * least and bands_tell_nothing(mean, bound, n, scale)
    return {
        "mean": mean,
        "bound": bound,
        "bands": tuple(
            Band(first, last, sum(first <= rating <= last for rating in ratings))
            for first, last in band_limits(scale)
        )
        if shows
        else (),
    }


def published_mean(total: int, n: int, scale: int) -> tuple[int, ResultBound]:
    """The mean in tenths as it is shown for a sum of n ratings on 1…scale.

    "At most" is rounded up and "at least" down, so that both are true.
    """
    if total <= n + 1:
        return -(-10 * (n + 1) // n), ResultBound.AT_MOST
    if total >= scale * n - 1:
        return 10 * (scale * n - 1) // n, ResultBound.AT_LEAST
    return _round_half_up(Fraction(10 * total, n)), ResultBound.EXACT


def sums_behind(mean: int, bound: ResultBound, n: int, scale: int) -> range:
    """Which sums are shown as this mean: what anybody can tell who knows the rule."""
    if bound is ResultBound.AT_MOST:
        return range(n, n + 2)
    if bound is ResultBound.AT_LEAST:
        return range(scale * n - 1, scale * n + 1)
    # A sum is shown as `mean` tenths if (mean - 1/2) <= 10 * sum / n < (mean + 1/2).
    first = math.ceil(Fraction((2 * mean - 1) * n, 20))
    end = math.ceil(Fraction((2 * mean + 1) * n, 20))
    return range(max(first, n + 2), min(end, scale * n - 1))


def bands_tell_nothing(mean: int, bound: ResultBound, n: int, scale: int) -> bool:
    """Whether no unanimous group could stand behind a mean: only then may bands be shown.

    Asked of what is shown and never of the answers, so that leaving bands out tells nothing.
    """
    return bound is ResultBound.EXACT and all(
        total % n for total in sums_behind(mean, bound, n, scale)
    )


def band_limits(scale: int) -> tuple[tuple[int, int], ...]:
    """The lower, middle and upper third of a scale; there is no middle in a scale of two."""
    outer = (2 * scale + 3) // 6
    bands = ((1, outer), (outer + 1, scale - outer), (scale - outer + 1, scale))
    return tuple((first, last) for first, last in bands if first <= last)


def single_choice(chosen: Sequence[int], options: Sequence[int]) -> tuple[Choice, ...]:
    """How many chose each option; near unanimity only that there was it."""
    n, counts = len(chosen), Counter(chosen)
    for option in options:
        if counts[option] >= n - 1:
            return (Choice(option, n - 1, ResultBound.AT_LEAST),)
    return tuple(Choice(option, counts[option]) for option in options)


def multiple_choice(chosen: Sequence[Sequence[int]], options: Sequence[int]) -> tuple[Choice, ...]:
    """How many chose each option; "nobody" and "everybody" are never told from their neighbours."""
    n = len(chosen)
    counts = Counter(value for values in chosen for value in set(values))
    return tuple(_count_of(option, counts[option], n) for option in options)


def _count_of(option: int, count: int, n: int) -> Choice:
    if count <= 1:
        return Choice(option, 1, ResultBound.AT_MOST)
    if count >= n - 1:
        return Choice(option, n - 1, ResultBound.AT_LEAST)
    return Choice(option, count)


# ---- uncertainty -------------------------------------------------------------------------------


def interval(result: QuestionResult) -> tuple[int, int] | None:
    """A 95 % interval of a mean, in tenths, or None where none can be told.

    From the figures that are shown and nothing else: Wilson's interval of a share (Wilson 1927) with
    the mean as the share of the scale. Ratings vary at most as much as a share does (Bhatia and
    Davis 2000), so it is rather too wide than too narrow. Limits are rounded outwards.
    """
    n, mean, scale = result.answered, result.mean, result.scale
    if n is None or mean is None or n < 2 or result.bound is not ResultBound.EXACT:
        return None
    share = (mean / 10 - 1) / (scale - 1)
    z = NORMAL_95
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    spread = z / (1 + z * z / n) * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    low = 1 + (scale - 1) * max(0.0, middle - spread)
    high = 1 + (scale - 1) * min(1.0, middle + spread)
    return math.floor(low * 10), math.ceil(high * 10)


def _round_half_up(value: Fraction) -> int:
    return math.floor(value + Fraction(1, 2))


# ---- as it is stored ---------------------------------------------------------------------------


def to_json(result: PerspectiveResult) -> dict[str, Any]:
    """A result as it is stored, sealed."""
    return {
        "perspective": result.perspective.value,
        "anonymous": result.anonymous,
        "minimum": result.minimum,
        "raters": result.raters,
        "questions": [_question_to_json(one) for one in result.questions],
        "reviews": [
            {
                "rater_id": None if one.rater_id is None else str(one.rater_id),
                "guest_name": one.guest_name,
                "answers": answers_to_json(one.answers),
            }
            for one in result.reviews
        ],
    }


def from_json(value: Mapping[str, Any]) -> PerspectiveResult:
    """From what was stored."""
    return PerspectiveResult(
        perspective=Perspective(value["perspective"]),
        anonymous=value["anonymous"],
        minimum=value["minimum"],
        raters=value["raters"],
        questions=tuple(_question_from_json(one) for one in value["questions"]),
        reviews=tuple(
            NamedReview(
                answers_from_json(one["answers"]),
                None if one["rater_id"] is None else UUID(one["rater_id"]),
                one["guest_name"],
            )
            for one in value["reviews"]
        ),
    )


def _question_to_json(one: QuestionResult) -> dict[str, Any]:
    return {
        "question_id": str(one.question_id),
        "kind": one.kind.value,
        "scale": one.scale,
        "answered": one.answered,
        "cannot_judge": one.cannot_judge,
        "mean": one.mean,
        "bound": one.bound.value,
        "bands": [[band.first, band.last, band.count] for band in one.bands],
        "choices": [[choice.option, choice.count, choice.bound.value] for choice in one.choices],
        "comments": list(one.comments),
    }


def _question_from_json(value: Mapping[str, Any]) -> QuestionResult:
    return QuestionResult(
        question_id=UUID(value["question_id"]),
        kind=QuestionKind(value["kind"]),
        scale=value["scale"],
        answered=value["answered"],
        cannot_judge=value["cannot_judge"],
        mean=value["mean"],
        bound=ResultBound(value["bound"]),
        bands=tuple(Band(*band) for band in value["bands"]),
        choices=tuple(
            Choice(option, count, ResultBound(bound)) for option, count, bound in value["choices"]
        ),
        comments=tuple(value["comments"]),
    )
