"""Where people stand: gaps of each side, lines over time, and what others said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from erm.core.clock import now
from erm.development.competencies.content import LevelWords
from erm.development.competencies.models import CareerLevel
from erm.development.competencies.queries import assessments as queries
from erm.development.competencies.queries.profile import profiles
from erm.development.competencies.rules import AssessmentSide
from erm.feedback.models import FeedbackNote
from erm.feedback.rules import FeedbackVisibility
from erm.people.models import Person
from erm.schema.ids import to_global
from tests.cast import Cast
from tests.conftest import Api, query_count
from tests.development.competencies.building import (
    CONTENT,
    Built,
    Ranks,
    assess,
    both,
    build,
    place,
    publish,
)


async def compared(
    built: Built, cast: Cast, own: Ranks, manager: Ranks, *, days_ago: int, **more: Any
) -> None:
    await assess(
        built,
        cast.ann,
        own=own,
        manager=(cast.mo, manager),
        compared=True,
        days_ago=days_ago,
        **more,
    )


async def test_gaps_of_the_two_sides_are_told_apart(cast: Cast) -> None:
    built = await build()
    await place(cast.ann, built.levels["engineer/middle"])
    await compared(
        built, cast, {"testing": 3, "delivery": 2}, {"testing": 1, "delivery": 0}, days_ago=60
    )
    await compared(
        built, cast, {"testing": 2, "delivery": 3}, {"testing": 1, "delivery": 2}, days_ago=1
    )
    for person in (cast.ann, cast.mo):
        view = (await profiles(cast.actor(person), [cast.ann.id]))[cast.ann.id]
        testing, delivery = view.lines
        assert (testing.self_rank, testing.manager_rank) == (2, 1)
        assert (testing.self_gap, testing.manager_gap) == (0, 1)
        assert (delivery.self_gap, delivery.manager_gap) == (-1, 0)
        assert (testing.expected_rank, testing.ranks) == (2, 3)
        assert [(point.side, point.rank, point.of) for point in testing.points] == [
            (AssessmentSide.MANAGER, 1, 3),
            (AssessmentSide.SELF, 3, 3),
            (AssessmentSide.MANAGER, 1, 3),
            (AssessmentSide.SELF, 2, 3),
        ]
        assert [point.at for point in testing.points] == sorted(p.at for p in testing.points)


async def test_only_the_person_and_their_manager_have_the_profile(cast: Cast) -> None:
    built = await build()
    await place(cast.ann, built.levels["engineer/middle"])
    for person in cast.people:
        found = await profiles(cast.actor(person), [cast.ann.id])
        assert bool(found) == (person.id in (cast.ann.id, cast.mo.id))


async def test_without_a_level_a_profile_has_no_lines(cast: Cast) -> None:
    view = (await profiles(cast.actor(cast.ann), [cast.ann.id]))[cast.ann.id]
    assert (view.level_id, view.lines, view.latest_id) == (None, (), None)


async def test_what_is_open_or_was_given_up_is_no_dot(cast: Cast) -> None:
    built = await build()
    await place(cast.ann, built.levels["engineer/middle"])
    await assess(built, cast.ann, own={"testing": 3}, manager=(cast.mo, {"testing": 3}))
    view = (await profiles(cast.actor(cast.ann), [cast.ann.id]))[cast.ann.id]
    assert view.latest_id is None
    assert all(not line.points and line.self_gap is None for line in view.lines)


async def test_after_a_step_the_gap_is_to_the_new_level(cast: Cast) -> None:
    built = await build()
    await place(cast.ann, built.levels["engineer/senior"])
    await compared(
        built, cast, {"testing": 2, "delivery": 2}, {"testing": 2, "delivery": 1}, days_ago=60
    )
    view = (await profiles(cast.actor(cast.ann), [cast.ann.id]))[cast.ann.id]
    assert [(line.self_gap, line.manager_gap) for line in view.lines] == [
        (1, 1),
        (1, 2),
        (None, None),
    ]


async def test_ranks_of_another_track_are_dots_and_no_gap(cast: Cast) -> None:
    built = await build()
    await place(cast.ann, built.levels["manager/lead"])
    await compared(
        built, cast, {"leading": 3}, {"leading": 2}, days_ago=60, level="engineer/senior"
    )
    (line,) = (await profiles(cast.actor(cast.ann), [cast.ann.id]))[cast.ann.id].lines
    assert (line.self_rank, line.self_gap) == (None, None)
    assert [(point.rank, point.of) for point in line.points] == [(2, 3), (3, 3)]


async def test_a_level_that_was_put_in_between_moves_the_rank_along(cast: Cast) -> None:
    built = await build()
    await place(cast.ann, built.levels["engineer/middle"])
    await compared(
        built, cast, {"testing": 2, "delivery": 1}, {"testing": 3, "delivery": 0}, days_ago=60
    )
    track = CONTENT.tracks[0]
    junior, middle, senior = track.levels
    longer = replace(track, levels=(junior, LevelWords("solid", both("Solid")), middle, senior))
    await publish(built.framework, replace(CONTENT, tracks=(longer, CONTENT.tracks[1])), 2)
    await CareerLevel.filter(id=built.levels["engineer/middle"].id).update(rank=3)
    testing, delivery = (await profiles(cast.actor(cast.ann), [cast.ann.id]))[cast.ann.id].lines
    assert (testing.expected_rank, testing.ranks) == (3, 4)
    assert (testing.self_rank, testing.manager_rank) == (3, 4)
    assert (delivery.self_rank, delivery.manager_rank) == (1, 0)
    assert {point.version_number for point in testing.points} == {1}


async def note(author: Person, recipient: Person, competency: str, **more: Any) -> FeedbackNote:
    return await FeedbackNote.create(
        **{
            "author_id": author.id,
            "recipient_id": recipient.id,
            "behaviour": "Tested it all",
            "visibility": FeedbackVisibility.RECIPIENT,
            "competency": competency,
            "created_at": now(),
        }
        | more
    )


PROFILE = """query($id: ID!) { person(id: $id) {
  placement { level { name trackName rank framework { name } } startsOn endsOn }
  careerPath { current { name } next { level { name } asks { competency { name } isNew now next } } }
  canAssess canPlace
  competencyProfile {
    level { name } latest { id }
    lines { competency { name familyName } familyName expectedRank ranks selfGap managerGap
            expectationText feedbackCount points { source rank of label path } } }
  assessments {
    state person { name } level { name } frameworkVersion { number } manager { name }
    readers { reader person { name } }
    lines { competency { name } expectations { rank text } self { rank note evidence { kind } }
            manager { rank } selfGap managerGap }
    feedback { competency { name } note { behaviour } } } } }"""


@pytest.mark.parametrize("language", ["en", "ru"])
async def test_feedback_that_names_a_competency_counts_for_whoever_may_read_it(
    cast: Cast, api: Callable[..., Api], language: str
) -> None:
    built = await build()
    await place(cast.ann, built.levels["engineer/middle"])
    await compared(
        built, cast, {"testing": 1, "delivery": 1}, {"testing": 1, "delivery": 1}, days_ago=3
    )
    name = {"en": "TESTING", "ru": "testing ПО-РУССКИ"}[language]
    await note(cast.cy, cast.ann, name)
    await note(cast.cy, cast.ann, name, visibility=FeedbackVisibility.RECIPIENT_AND_MANAGER)
    await note(cast.cy, cast.ann, "Something else")
    await note(cast.cy, cast.bo, name)
    for person, count in ((cast.ann, 2), (cast.mo, 1)):
        data = (await api(person).run(PROFILE, {"id": to_global("Person", cast.ann.id)}))["person"]
        assert [line["feedbackCount"] for line in data["competencyProfile"]["lines"]] == [count, 0]
        (assessment,) = data["assessments"]
        assert [each["competency"]["name"] for each in assessment["feedback"]] == [
            "Testing"
        ] * count
        assert [each["reader"] for each in assessment["readers"]] == ["PERSON", "MANAGER"]
        assert assessment["frameworkVersion"]["number"] == 1
        assert data["placement"]["level"]["trackName"] == "Engineer"
        assert data["canAssess"] is True
    other = (await api(cast.cy).run(PROFILE, {"id": to_global("Person", cast.ann.id)}))["person"]
    assert other == {
        "placement": None,
        "careerPath": None,
        "canAssess": False,
        "canPlace": False,
        "competencyProfile": None,
        "assessments": None,
    }


async def test_assessments_and_profiles_of_many_take_as_many_queries_as_of_one(
    cast: Cast,
) -> None:
    built = await build()
    counts = []
    people: list[Person] = []
    for size in (1, 19, 180):
        people += (made := await cast.crowd(size, manager=cast.zed))
        for person in made:
            await place(person, built.levels["engineer/middle"])
        if len(people) <= 20:
            for person in made:
                await assess(
                    built,
                    person,
                    own={"testing": 1},
                    manager=(cast.zed, {"testing": 2}),
                    compared=True,
                )
        zed, ids = cast.actor(cast.zed), [person.id for person in people]
        with query_count() as asked:
            assert len(await profiles(zed, ids)) == len(ids)
            found = await queries.assessments_of(zed, ids)
            rows = [view.id for views in found.values() for view in views]
            assert len(await queries.lines_of(zed, rows)) == len(rows)
            await queries.sheets_of(zed, rows)
            await queries.assessments_to_write(zed)
            await queries.may_assess(zed, ids)
        counts.append(asked.count)
    assert counts[0] == counts[1] == counts[2]
