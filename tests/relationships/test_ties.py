"""Ties of departments: who is too few to be told of, and what the graph points out."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from erm.core.ids import new_id
from erm.relationships.graph import Finding, FindingKind, measure
from erm.relationships.rules import TouchpointKind
from erm.relationships.ties import (
    KIND_OF,
    PairCount,
    Tie,
    TieKind,
    Ties,
    at_least,
    coarse,
    ties,
)

F = FindingKind
M, T, FB = TieKind.MEETINGS, TieKind.THANKS, TieKind.FEEDBACK


def people(count: int) -> list[str]:
    return [str(new_id()) for _ in range(count)]


def between(
    left: list[str], right: list[str], kind: TieKind = M, times: int = 4
) -> list[PairCount]:
    return [PairCount(a, b, kind, times) for a, b in zip(left, right, strict=True)]


def told(counts: list[PairCount], kinds: tuple[TieKind, ...] = tuple(TieKind)) -> tuple[Tie, ...]:
    return ties(counts, GROUPS, kinds).between


A, B = people(12), people(12)
GROUPS = dict.fromkeys(A, "a") | dict.fromkeys(B, "b")


@pytest.mark.parametrize(
    ("left", "right", "shown"),
    [
        (5, 5, True), (5, 3, True), (3, 5, True), (5, 2, False), (2, 5, False), (5, 1, False),
        (1, 12, False), (4, 4, False), (3, 3, False),
    ],
)  # fmt: skip
def test_a_tie_needs_five_pairs_and_three_people_on_each_side(
    left: int, right: int, shown: bool
) -> None:
    pairs = max(left, right)
    counts = between(
        [A[n % left] for n in range(pairs)], [B[n % right] for n in range(pairs)], times=50
    )
    assert bool(told(counts)) is shown


def test_one_pair_however_busy_ties_nobody() -> None:
    assert told([PairCount(A[0], B[0], M, 5_000)]) == ()


def test_each_kind_is_told_for_itself_whatever_is_asked_for() -> None:
    counts = between(A[:5], B[:5], M) + between(A[:4], B[:4], T) + between(A[:6], B[:6], FB)
    (tie,) = told(counts)
    assert set(tie.contacts) == {M, FB}, "four pairs thanked"
    (only,) = told(counts, (M,))
    assert only.contacts == {M: tie.contacts[M]}
    assert told(counts, (T,)) == ()
    (more,) = told(counts, (M, T))
    assert more == only, "asking for thanks as well tells nothing of them"


def test_two_few_of_different_kinds_do_not_make_enough() -> None:
    assert told(between(A[:4], B[:4], M) + between(A[4:8], B[4:8], T)) == ()


def test_it_does_not_matter_who_comes_first() -> None:
    counts = between(A[:6], B[:6])
    assert told(counts) == told([PairCount(b, a, kind, n) for a, b, kind, n in counts])


def test_people_without_a_group_are_not_counted() -> None:
    strangers = people(9)
    assert told(between(A[:9], strangers)) == ()
    assert ties(between(A[:6], strangers[:6]), GROUPS, tuple(TieKind)) == Ties((), {})


def test_contacts_inside_need_five_people_too() -> None:
    few = [PairCount(A[n], A[m], M, 9) for n in range(4) for m in range(n)]
    assert len(few) == 6
    assert ties(few, GROUPS, (M,)).inside == {"a": 0}
    more = [*few, PairCount(A[0], A[5], M, 9)]
    assert ties(more, GROUPS, (M,)).inside == {"a": 65}


def test_a_tie_rests_on_one_person_only_where_each_side_is_five() -> None:
    star = [PairCount(A[0], b, M, 10) for b in B[:6]]
    others = between(A[1:5], B[1:5], times=1)
    (tie,) = told(star + others)
    assert tie.rests_on_one
    (even,) = told([PairCount(A[0], b, M, 1) for b in B[:6]] + between(A[1:5], B[1:5], times=9))
    assert not even.rests_on_one
    (small,) = told(star + between(A[1:4], B[1:4], times=1))
    assert not small.rests_on_one, "four people on one side: they could be guessed"


@given(st.integers(0, 10**7))
def test_numbers_are_coarse_and_near(number: int) -> None:
    assert abs(coarse(number) - number) <= max(5, number * 0.05)
    assert coarse(number) % 5 == 0
    assert at_least(number) <= number
    assert at_least(number) * 2.5 >= number or number < 5


def test_steps_are_5_10_20_50_100() -> None:
    assert [at_least(n) for n in (0, 4, 5, 9, 10, 19, 20, 49, 50, 99, 100, 200, 499, 500)] == [
        0, 0, 5, 5, 10, 10, 20, 20, 50, 50, 100, 200, 200, 500
    ]  # fmt: skip


def test_promises_plans_and_questions_tie_nobody() -> None:
    assert set(TouchpointKind) - set(KIND_OF) == {
        TouchpointKind.FEEDBACK_ASKED, TouchpointKind.PROMISE_MADE, TouchpointKind.PROMISE_KEPT,
        TouchpointKind.PLAN_AGREED, TouchpointKind.CHECK_IN,
    }  # fmt: skip


# ---- the graph ---------------------------------------------------------------------------------


def edges(*pairs: str, contacts: int = 50, **inside: int) -> Ties:
    return Ties(
        tuple(Tie(p[0], p[1], {M: contacts}, 5, False) for p in pairs),
        inside,
    )


def found(keys: str, network: Ties) -> list[Finding]:
    return measure(list(keys), network)[1]


def test_a_bridge_is_a_department_without_which_the_network_falls_apart() -> None:
    two_rings = edges("ab", "bc", "ac", "cd", "de", "ef", "df")
    assert {f.departments for f in found("abcdef", two_rings) if f.kind is F.BRIDGE} == {
        ("c",), ("d",)
    }  # fmt: skip
    measures, _ = measure(list("abcdef"), two_rings)
    assert measures["c"].betweenness == measures["d"].betweenness == 0.6
    assert measures["a"].betweenness == 0.0
    assert [m.reach for m in measures.values()] == [2, 2, 3, 3, 2, 2]
    ring = edges("ab", "bc", "cd", "ad")
    assert [f for f in found("abcd", ring) if f.kind is F.BRIDGE] == []


def test_a_silo_keeps_to_itself_and_reaches_few() -> None:
    network = edges("ab", "bc", "ac", "cd", a=100, d=950)
    (silo,) = [f for f in found("abcd", network) if f.kind is F.SILO]
    assert silo == Finding(F.SILO, ("d",), 0.95, 1)
    busy = edges("ab", "bc", "ac", "cd", a=100, d=200)
    assert [f for f in found("abcd", busy) if f.kind is F.SILO] == [], "0.8 stays inside"
    wide = edges("ab", "ac", "ad", "ae", "bc", "cd", "de", a=9000)
    assert [f for f in found("abcde", wide) if f.kind is F.SILO] == [], "reaches all the others"


def test_several_departments_can_be_a_silo_together() -> None:
    among = edges("ab", "bc", "ac", contacts=900).between
    rest = edges("de", "ef", "df", contacts=900).between
    thin = edges("cd", contacts=5).between
    silos = [f for f in found("abcdef", Ties((*among, *rest, *thin), {})) if f.kind is F.SILO]
    assert {f.departments for f in silos} == {("a", "b", "c"), ("d", "e", "f")}


def test_who_is_tied_to_nobody_is_told_where_others_are() -> None:
    assert Finding(F.NO_TIE, ("c",)) in found("abc", edges("ab"))
    assert found("abc", Ties((), {})) == [], "nothing is known yet"


def test_what_rests_on_one_is_told_of_the_tie() -> None:
    network = Ties((Tie("a", "b", {M: 50}, 5, True),), {})
    assert Finding(F.OVER_RELIANCE, ("a", "b")) in found("ab", network)


@pytest.mark.parametrize("size", [0, 1, 2, 3, 20, 301])
def test_places_are_between_0_and_1_and_always_the_same(size: int) -> None:
    keys = [f"k{n:03}" for n in range(size)]
    network = Ties(
        tuple(Tie(one, other, {M: 20}, 5, False) for one, other in pairwise(keys)),
        {},
    )
    first, _ = measure(keys, network)
    again, _ = measure(keys, network)
    assert first == again
    assert all(0 <= m.x <= 1 and 0 <= m.y <= 1 for m in first.values())
    assert len({(m.x, m.y) for m in first.values()}) == size, "no two lie on each other"


def test_what_is_tied_lies_nearer() -> None:
    network = edges("ab", "bc", "ac", "de", "ef", "df")
    places, _ = measure(list("abcdef"), network)

    def far(one: str, other: str) -> float:
        return abs(
            complex(places[one].x, places[one].y) - complex(places[other].x, places[other].y)
        )

    assert max(far(*pair) for pair in ("ab", "bc", "ac", "de", "ef", "df")) < min(
        far(one, other) for one in "abc" for other in "def"
    )


def test_the_graph_library_is_not_imported_until_it_is_needed() -> None:
    program = (
        "import sys; import erm.schema.build; "
        "print('networkx' in sys.modules); "
        "from erm.relationships.graph import measure; from erm.relationships.ties import Ties; "
        "measure(['a'], Ties((), {})); print('networkx' in sys.modules)"
    )
    told = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert told.stdout.split() == ["False", "True"]
