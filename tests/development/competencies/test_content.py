"""The form of a framework's content: what can be kept, what can be published, where it leads."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from erm.core.errors import DomainError
from erm.core.localized import UNSAID, Localized
from erm.core.tables import Column, Table, to_csv
from erm.development.competencies.content import (
    CompetencyWords,
    Expectation,
    Family,
    FrameworkContent,
    LevelWords,
    TrackWords,
    check_finished,
    clean_content,
)
from erm.development.competencies.csv_form import COLUMNS, read_content, rows_of
from erm.development.competencies.differences import differences
from erm.development.competencies.examples import examples
from tests.development.competencies.building import CONTENT, both, words

KEYS = ["a", "b2", "long-key", "with_line", "x" * 80]
TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=12
).map(lambda text: " ".join(text.replace("\ufeff", "").split()))
LOCALIZED = st.builds(Localized, TEXTS, TEXTS)


@st.composite
def contents(draw: st.DrawFn) -> FrameworkContent:
    """Contents that can be kept, named throughout."""
    named = LOCALIZED.filter(lambda texts: texts != UNSAID)
    keys = st.lists(st.sampled_from(KEYS), max_size=4, unique=True)
    families = tuple(Family(key, draw(named)) for key in draw(keys))
    shape = [(key, draw(keys)) for key in draw(keys)]
    places = [f"{track}/{level}" for track, levels in shape for level in levels]
    tracks = tuple(
        TrackWords(
            track,
            draw(named),
            tuple(
                LevelWords(
                    level,
                    draw(named),
                    tuple(
                        way
                        for way in draw(st.lists(st.sampled_from(places), max_size=2, unique=True))
                        if way != f"{track}/{level}"
                    ),
                )
                for level in levels
            ),
        )
        for track, levels in shape
    )
    competencies = tuple(
        CompetencyWords(
            key,
            draw(st.sampled_from([each.key for each in families])),
            draw(named),
            draw(LOCALIZED),
            tuple(
                Expectation(*place.split("/"), texts)
                for place in places
                if (texts := draw(LOCALIZED)) != UNSAID
            ),
        )
        for key in (draw(keys) if families else [])
    )
    return FrameworkContent(families, competencies, tracks)


def as_file(content: FrameworkContent) -> str:
    table = Table("x", [Column(name) for name in COLUMNS], rows_of(content)[1:])
    return to_csv(table).decode("utf-8-sig")


@settings(max_examples=60, deadline=None)
@given(contents())
def test_what_can_be_kept_comes_back_from_json_and_from_a_file(content: FrameworkContent) -> None:
    assert clean_content(content) == content
    assert FrameworkContent.from_json(content.to_json()) == content
    read, report = read_content(as_file(content))
    if content == FrameworkContent():
        return
    assert not report.problems
    assert read == content


@settings(max_examples=30, deadline=None)
@given(contents(), contents())
def test_differences_are_none_exactly_between_equal_words(
    one: FrameworkContent, other: FrameworkContent
) -> None:
    assert differences(one, one) == []
    for language in ("en", "ru"):
        assert all(each.message(language) for each in differences(one, other))


def test_the_next_level_is_a_way_on_before_the_named_ones() -> None:
    assert [each.place for each in CONTENT.ways_on("engineer/middle")] == [
        "engineer/senior",
        "manager/lead",
    ]
    assert CONTENT.ways_on("manager/head") == []
    assert CONTENT.ways_on("nobody/knows") == []


def test_ranks_count_from_one_in_each_track() -> None:
    ranks = {each.place: each.rank for each in CONTENT.levels()}
    assert ranks["engineer/junior"] == ranks["manager/lead"] == 1
    assert ranks["engineer/senior"] == 3


def test_a_competency_without_words_at_a_level_is_not_asked_there() -> None:
    assert [each.key for each in CONTENT.asked_at("engineer/middle")] == ["testing", "delivery"]
    assert [each.key for each in CONTENT.asked_at("manager/head")] == ["leading"]


TRACK = CONTENT.tracks[0]
UNKEPT: list[tuple[str, dict[str, Any]]] = [
    ("FRAMEWORK_KEY_UNFIT", {"families": (Family("Ремесло"),)}),
    ("FRAMEWORK_KEY_UNFIT", {"families": (Family("a--b"),)}),
    ("FRAMEWORK_KEY_UNFIT", {"families": (Family(""),)}),
    ("FRAMEWORK_KEY_REPEATED", {"families": (*CONTENT.families, Family("craft"))}),
    ("FRAMEWORK_KEY_REPEATED", {"tracks": (TRACK, TRACK)}),
    ("FRAMEWORK_REFERENCE_UNKNOWN", {"families": CONTENT.families[:1]}),
    ("FRAMEWORK_REFERENCE_UNKNOWN", {"tracks": (TRACK,)}),
    (
        "FRAMEWORK_REFERENCE_UNKNOWN",
        {"tracks": (replace(TRACK, levels=(LevelWords("x", UNSAID, ("engineer/x",)),)),)},
    ),
    (
        "FRAMEWORK_KEY_REPEATED",
        {
            "competencies": (
                replace(
                    CONTENT.competencies[0],
                    expectations=(
                        Expectation("engineer", "junior", both("x")),
                        Expectation("engineer", "junior", both("y")),
                    ),
                ),
            )
        },
    ),
    ("FRAMEWORK_TOO_LARGE", {"families": tuple(Family(f"f{n}") for n in range(31))}),
    ("TEXT_TOO_LONG", {"families": (*CONTENT.families, Family("more", both("x" * 201)))}),
]


@pytest.mark.parametrize(("code", "change"), UNKEPT)
def test_what_cannot_be_kept_is_refused(code: str, change: dict[str, Any]) -> None:
    with pytest.raises(DomainError) as refusal:
        clean_content(replace(CONTENT, **change))
    assert refusal.value.code == code


UNFINISHED: list[tuple[str, FrameworkContent]] = [
    ("FRAMEWORK_EMPTY", FrameworkContent()),
    ("FRAMEWORK_EMPTY", replace(CONTENT, competencies=())),
    (
        "FRAMEWORK_UNFINISHED",
        replace(CONTENT, families=(*CONTENT.families, Family("nameless"))),
    ),
    (
        "FRAMEWORK_UNFINISHED",
        replace(CONTENT, competencies=(*CONTENT.competencies, words("unasked", "craft"))),
    ),
    (
        "FRAMEWORK_UNFINISHED",
        replace(CONTENT, tracks=(*CONTENT.tracks, TrackWords("empty", both("Empty")))),
    ),
]


@pytest.mark.parametrize(("code", "content"), UNFINISHED)
def test_what_is_unfinished_is_kept_but_not_published(code: str, content: FrameworkContent) -> None:
    assert clean_content(content) == content
    with pytest.raises(DomainError) as refusal:
        check_finished(content)
    assert refusal.value.code == code


def test_empty_expectations_are_left_out_and_the_others_put_in_order() -> None:
    mixed = replace(
        CONTENT.competencies[0],
        expectations=(
            Expectation("engineer", "senior", both("  high ")),
            Expectation("engineer", "middle", Localized(" ", "\n")),
            Expectation("engineer", "junior", Localized("low")),
        ),
    )
    (cleaned,) = clean_content(replace(CONTENT, competencies=(mixed,))).competencies
    assert [(each.level, each.texts.en) for each in cleaned.expectations] == [
        ("junior", "low"),
        ("senior", "high"),
    ]


@pytest.mark.parametrize("key", sorted(examples()))
def test_each_example_can_be_published_as_it_is_in_both_languages(key: str) -> None:
    example = examples()[key]
    assert clean_content(example.content) == example.content
    check_finished(example.content)
    assert len(example.content.competencies) >= 10
    assert all(len(track.levels) >= 3 for track in example.content.tracks)
    said = [example.names, example.descriptions]
    for each in example.content.competencies:
        assert len(each.expectations) >= 5
        said += [each.names, each.descriptions, *(one.texts for one in each.expectations)]
    assert all(texts.en and texts.ru for texts in said)


def test_there_are_two_examples_of_ten_competencies_and_five_levels() -> None:
    assert len(examples()) >= 2
    for example in examples().values():
        assert max(len(track.levels) for track in example.content.tracks) == 5
