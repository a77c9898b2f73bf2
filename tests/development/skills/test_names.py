"""When two names are one skill, and when they only look so."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from erm.development.skills.names import (
    Likeness,
    alike,
    likeness,
    matches,
    name_key,
    pairs_alike,
)

UNHURRIED = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
NAMES = st.text(alphabet="abcdeABCяёЁжé 12.-+#", max_size=14)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Python", "  python "),
        ("Node.js", "NodeJS"),
        ("A/B testing", "AB Testing"),
        ("Ёлки", "елки"),
        ("CI/CD", "ci cd"),
        ("Café", "cafe"),
    ],
)
def test_case_spaces_and_marks_make_no_other_skill(one: str, other: str) -> None:
    assert name_key(one) == name_key(other) != ""


@pytest.mark.parametrize(("one", "other"), [("C", "C++"), ("C#", "C++"), ("HTML 4", "HTML 5")])
def test_what_is_another_language_has_another_key_and_is_not_alike(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)
    assert likeness(one, other) is None


@pytest.mark.parametrize("nothing", ["", " ", "...", "++", "«»"])
def test_a_name_without_letter_or_digit_has_no_key(nothing: str) -> None:
    assert name_key(nothing) == ""
    assert likeness(nothing, nothing) is None


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("С++", "C++", Likeness.LETTERS),  # the first begins with a Cyrillic letter
        ("React", "React.js", Likeness.WORDS),
        ("Management, project", "Project management", Likeness.WORDS),
        ("Kubernetes", "Kubernets", Likeness.SPELLING),
        ("PostgreSQL", "Postgres", Likeness.SPELLING),
        ("Публичные выступления", "Публичное выступление", Likeness.SPELLING),
    ],
)
def test_what_looks_alike_is_told_with_the_reason(one: str, other: str, reason: Likeness) -> None:
    found = likeness(one, other)
    assert found is not None
    assert found.reason is reason


@pytest.mark.parametrize(
    ("one", "other"),
    [("Java", "JavaScript"), ("Java", "Jira"), ("Frontend", "Backend"), ("React", "Reactive")],
)
def test_what_is_different_is_left_in_peace(one: str, other: str) -> None:
    assert likeness(one, other) is None


@UNHURRIED
@given(NAMES, NAMES)
def test_likeness_is_the_same_from_both_sides(one: str, other: str) -> None:
    assert likeness(one, other) == likeness(other, one)


@UNHURRIED
@given(st.lists(NAMES, max_size=12))
def test_all_pairs_at_once_are_the_pairs_one_by_one(names: list[str]) -> None:
    catalogue = {number: [name] for number, name in enumerate(names)}
    one_by_one = {
        frozenset((one, other))
        for one in catalogue
        for other in catalogue
        if one < other and likeness(names[one], names[other]) is not None
    }
    assert {frozenset(pair[:2]) for pair in pairs_alike(catalogue, 1000)} == one_by_one


def test_of_many_names_the_likest_come_first() -> None:
    names = {1: ["Kubernetes", "K8s"], 2: ["Kubernets"], 3: ["Docker"], 4: ["Cooking"]}
    assert alike("Kubernets", names, 5) == [2, 1]
    assert alike("k8s", names, 5) == [1]
    assert alike("Kubernets", names, 1) == [2]


@pytest.mark.parametrize(
    ("search", "names"),
    [
        ("pythn", ["Python"]),
        ("kubernetis", ["Kubernetes", "K8s"]),
        ("k8", ["Kubernetes", "K8s"]),
        ("sql", ["PostgreSQL"]),
        ("speak", ["Public speaking"]),
        ("speeking", ["Public speaking"]),
        ("питон", ["Python", "Питон"]),
    ],
)
def test_a_search_knows_synonyms_and_forgives_a_letter(search: str, names: list[str]) -> None:
    assert matches(search, names) > 0


@pytest.mark.parametrize(
    ("search", "name"), [("java", "Go"), ("abc", "abd"), ("", "Go"), ("...", "Go"), ("x", "Go")]
)
def test_a_search_does_not_find_what_is_something_else(search: str, name: str) -> None:
    assert matches(search, [name]) == 0


def test_the_nearer_match_counts_more() -> None:
    scores = [matches("java", [name]) for name in ("Java", "JavaScript", "Core Java", "Jaba")]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == 4
