from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from erm.feedback.cycles.answers import Answer
from erm.feedback.cycles.formula_words import competency_formula, number, total_formula
from erm.feedback.cycles.formulas import (
    competencies,
    competency_from_json,
    competency_to_json,
    total,
    total_from_json,
    total_to_json,
)
from erm.feedback.cycles.results import (
    Asked,
    PerspectiveResult,
    QuestionResult,
    ResultBound,
    anonymous_result,
)
from erm.feedback.cycles.rules import Perspective, QuestionKind

SELF, MANAGER, PEER, UPWARD, EXTERNAL = Perspective
LISTENS = Asked(UUID(int=1), QuestionKind.RATING, 5, competency="Listening")
ASKS = Asked(UUID(int=2), QuestionKind.RATING, 5, competency="Listening", weight=2)
PLANS = Asked(UUID(int=3), QuestionKind.COMPETENCY_LEVEL, 7, competency="Planning")
ASKED = (LISTENS, ASKS)
ONE_EACH = dict.fromkeys(Perspective, 1)


def shown(
    perspective: Perspective,
    means: dict[Asked, int],
    bound: ResultBound = ResultBound.EXACT,
) -> PerspectiveResult:
    questions = tuple(
        QuestionResult(one.id, one.kind, one.scale, 3, 0, mean, bound)
        for one, mean in means.items()
    )
    return PerspectiveResult(perspective, perspective in (PEER, UPWARD), 3, 3, questions)


def left_out(perspective: Perspective) -> PerspectiveResult:
    return PerspectiveResult(perspective, True, 3, None)


def test_self_manager_and_others_stand_beside_each_other() -> None:
    results = [
        shown(SELF, {LISTENS: 40, ASKS: 50}),
        shown(MANAGER, {LISTENS: 30, ASKS: 30}),
        shown(PEER, {LISTENS: 37, ASKS: 40}),
        shown(UPWARD, {LISTENS: 42}),
    ]
    (found,) = competencies(results, ASKED, {**ONE_EACH, PEER: 2})
    assert found.own is not None
    assert found.manager is not None
    assert (found.own.mean, found.manager.mean, found.others) == (47, 30, 40)
    assert found.gap == 7
    assert [part.perspective for part in found.parts] == [PEER, UPWARD]
    assert competency_formula("en", found) == (
        "Self: (4.0 × 1 + 5.0 × 2) / (1 + 2) = 4.7\n"
        "Manager: (3.0 × 1 + 3.0 × 2) / (1 + 2) = 3.0\n"
        "Colleagues: (3.7 × 1 + 4.0 × 2) / (1 + 2) = 3.9\n"
        "From reports: 4.2\n"
        "Others: (3.9 × 2 + 4.2 × 1) / (2 + 1) = 4.0\n"
        "Self minus others: 4.7 − 4.0 = 0.7"
    )
    assert "Коллеги: (3,7 × 1 + 4,0 × 2) / (1 + 2) = 3,9\n" in competency_formula("ru", found)


def test_what_is_missing_is_missing_and_changes_no_mean() -> None:
    """Regression: others count a category without answers as 0."""
    with_peers = [shown(MANAGER, {LISTENS: 40}), shown(PEER, {LISTENS: 40}), left_out(UPWARD)]
    found = total(with_peers, ASKED, ONE_EACH)
    assert found is not None
    assert found.mean == 40
    assert found.missing == (UPWARD, EXTERNAL)
    assert [part.perspective for part in found.parts] == [MANAGER, PEER]
    assert total_formula("en", found) == (
        "Manager: 4.0\nColleagues: 4.0\nTotal: (4.0 × 1 + 4.0 × 1) / (1 + 1) = 4.0\n"
        "Not counted, because nothing of it is shown: From reports, External"
    )


def test_oneself_counts_in_no_total() -> None:
    assert total([shown(SELF, {LISTENS: 50})], ASKED, ONE_EACH) is None


def test_a_perspective_of_weight_zero_does_not_count_and_is_not_missing() -> None:
    found = total(
        [shown(MANAGER, {LISTENS: 20}), shown(PEER, {LISTENS: 40})],
        ASKED,
        {MANAGER: 0, PEER: 1},
    )
    assert found is not None
    assert (found.mean, found.missing) == (40, ())


def test_nothing_counts_where_nothing_is_asked_on_a_scale() -> None:
    assert total([shown(MANAGER, {})], [Asked(UUID(int=9), QuestionKind.TEXT)], ONE_EACH) is None
    assert competencies([shown(MANAGER, {})], ASKED, ONE_EACH) == []


def test_limits_are_printed_as_limits() -> None:
    results = [shown(PEER, {LISTENS: 14}, ResultBound.AT_MOST), shown(EXTERNAL, {LISTENS: 40})]
    (found,) = competencies(results, ASKED, ONE_EACH)
    assert competency_formula("en", found) == (
        "Colleagues: ≤ 1.4\nExternal: 4.0\nOthers: (≤ 1.4 × 1 + 4.0 × 1) / (1 + 1) ≈ 2.7"
    )


def test_calibration_counts_and_says_so() -> None:
    results = [shown(MANAGER, {LISTENS: 40}), shown(PEER, {LISTENS: 40})]
    found = total(results, ASKED, ONE_EACH, {LISTENS.id: 2})
    assert found is not None
    assert found.mean == 30
    assert "Manager: 2.0 (calibrated)" in total_formula("en", found)
    assert "Colleagues: 4.0\n" in total_formula("en", found)


def test_other_scales_are_put_onto_the_largest() -> None:
    found = total([shown(MANAGER, {LISTENS: 50, PLANS: 70})], (LISTENS, PLANS), ONE_EACH)
    assert found is not None
    assert (found.mean, found.scale) == (70, 7)
    assert "7.0 (5.0 on a scale to 5) × 1 + 7.0 × 1" in total_formula("en", found)
    lowest = total([shown(MANAGER, {LISTENS: 10, PLANS: 10})], (LISTENS, PLANS), ONE_EACH)
    assert lowest is not None
    assert lowest.mean == 10


def test_each_competency_is_counted_on_its_own_scale() -> None:
    found = competencies([shown(MANAGER, {LISTENS: 50, PLANS: 70})], (LISTENS, PLANS), ONE_EACH)
    assert [(one.competency, one.scale) for one in found] == [("Listening", 5), ("Planning", 7)]


def test_numbers_are_written_as_the_reader_writes_them() -> None:
    assert number("en", -7) == "−0.7"
    assert number("ru", 37) == "3,7"


def test_what_was_counted_is_stored_and_read_again() -> None:
    results = [
        shown(SELF, {LISTENS: 40}),
        shown(MANAGER, {LISTENS: 40, PLANS: 33}),
        shown(PEER, {LISTENS: 14}, ResultBound.AT_MOST),
    ]
    for one in competencies(results, (*ASKED, PLANS), ONE_EACH, {LISTENS.id: 3}):
        assert competency_from_json(competency_to_json(one)) == one
    found = total(results, (*ASKED, PLANS), ONE_EACH, {LISTENS.id: 3})
    assert total_from_json(total_to_json(found)) == found
    assert total_from_json(total_to_json(None)) is None


groups = st.lists(st.integers(1, 5), max_size=7)


@given(groups, groups, groups, groups)
def test_totals_tell_nothing_that_is_not_shown(
    peers: Sequence[int], upward: Sequence[int], others: Sequence[int], else_: Sequence[int]
) -> None:
    """Whoever answered what: the same is shown, so the same is counted."""

    def packet(first: Sequence[int], second: Sequence[int]) -> list[PerspectiveResult]:
        return [
            anonymous_result(
                perspective, 3, [LISTENS], [{LISTENS.id: Answer(value=one)} for one in values]
            )
            for perspective, values in ((PEER, first), (UPWARD, second))
        ]

    one, two = packet(peers, upward), packet(others, else_)
    if one == two:
        assert total(one, ASKED, ONE_EACH) == total(two, ASKED, ONE_EACH)
        assert competencies(one, ASKED, ONE_EACH) == competencies(two, ASKED, ONE_EACH)
    small = packet(peers, upward[:2])
    found = total(small, ASKED, ONE_EACH)
    without = total(packet(peers, ()), ASKED, ONE_EACH)
    assert found == without
