"""What people learn, what they might learn from next, and who sees that."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from erm.core.actor import SYSTEM
from erm.core.clock import now, today
from erm.core.errors import DomainError
from erm.core.events import Bus
from erm.core.work import unit_of_work
from erm.development.competencies.models import (
    Assessment,
    AssessmentAnswer,
    AssessmentSheet,
    Competency,
    FrameworkVersion,
)
from erm.development.competencies.rules import AssessmentSide, AssessmentState
from erm.development.learning import policy, queries
from erm.development.learning.commands import records
from erm.development.learning.events import LearningDone
from erm.development.learning.models import LearningRecord, LearningResource
from erm.development.learning.rules import (
    RANK_MAXIMUM,
    SUGGESTED_MAXIMUM,
    LearningState,
    ResourceKind,
    Target,
)
from erm.development.learning.suggesting import Need, Why, suggest
from erm.development.learning.views import ResourceView
from erm.development.learning_needs import learning_suggested
from erm.development.models import FocusArea
from erm.development.rules import FocusKind, PlanState
from erm.development.skills.models import PersonSkill
from erm.people.models import Person
from erm.schema.ids import to_global
from tests.database import query_count
from tests.development.builders import plan
from tests.development.conftest import Doing
from tests.development.learning.builders import (
    everything,
    framework,
    learned,
    place,
    resource,
    skill,
)

PLANNED, DONE = LearningState.PLANNED, LearningState.DONE


async def refused(do: Doing, code: str, command: Any) -> DomainError:
    before = await everything()
    with pytest.raises(DomainError) as refusal:
        await do(command)
    assert refusal.value.code == code
    assert await everything() == before
    return refusal.value


# ---- one's list --------------------------------------------------------------------------------


async def test_something_is_planned_done_and_taken_off(cast, actor_of, do) -> None:
    row = await resource()
    ann = actor_of(cast.ann)
    planned = await do(records.plan_learning(ann, resource_id=row.id))
    assert (planned.state, planned.done_on) == (PLANNED, None)
    done = await do(
        records.mark_learning_done(ann, resource_id=row.id, minutes=45, note=" Worth it ")
    )
    assert (done.id, done.state, done.done_on) == (planned.id, DONE, today("Europe/Berlin"))
    assert (done.minutes, done.note, done.version) == (45, "Worth it", 2)
    assert do.only(LearningDone).person_id == cast.ann.id
    # Planning it again changes nothing of what was done.
    assert await do(records.plan_learning(ann, resource_id=row.id)) == done
    await do(records.remove_learning(ann, resource_id=row.id))
    assert await LearningRecord.all().count() == 0
    await refused(do, "LEARNING_NOT_FOUND", records.remove_learning(ann, resource_id=row.id))


async def test_what_cannot_have_been_learnt_is_refused(cast, actor_of, do) -> None:
    row, retired = await resource(), await resource("Old", retired_at=now())
    ann = actor_of(cast.ann)
    tomorrow = today("Europe/Berlin") + timedelta(days=1)
    for code, command in (
        ("LEARNING_RESOURCE_NOT_FOUND", records.plan_learning(ann, resource_id=uuid4())),
        ("LEARNING_RESOURCE_NOT_FOUND", records.mark_learning_done(ann, resource_id=uuid4())),
        ("LEARNING_RESOURCE_RETIRED", records.plan_learning(ann, resource_id=retired.id)),
        (
            "LEARNED_IN_THE_FUTURE",
            records.mark_learning_done(ann, resource_id=row.id, done_on=tomorrow),
        ),
        (
            "MINUTES_OUT_OF_RANGE",
            records.mark_learning_done(ann, resource_id=row.id, minutes=-5),
        ),
        (
            "TEXT_TOO_LONG",
            records.mark_learning_done(ann, resource_id=row.id, note="x" * 2001),
        ),
    ):
        await refused(do, code, command)
    assert (await do(records.mark_learning_done(ann, resource_id=retired.id))).state is DONE


async def test_each_has_a_list_of_their_own(cast, actor_of, do) -> None:
    row = await resource()
    for person in (cast.ann, cast.bo):
        await do(records.plan_learning(actor_of(person), resource_id=row.id))
    await do(records.remove_learning(actor_of(cast.ann), resource_id=row.id))
    assert [r.person_id for r in await LearningRecord.all()] == [cast.bo.id]


async def test_the_list_begins_with_what_is_planned(cast, actor_of) -> None:
    one, two, three, four = [await resource(f"R{n}") for n in range(4)]
    await learned(cast.ann, one, done_on=today() - timedelta(days=9))
    await learned(cast.ann, two, done_on=today())
    await learned(cast.ann, three, PLANNED, created_at=now() - timedelta(days=2))
    await learned(cast.ann, four, PLANNED)
    found = await queries.own_learning(actor_of(cast.ann))
    assert [r.resource_id for r in found] == [four.id, three.id, two.id, one.id]


async def test_what_somebody_learns_is_seen_by_them_and_their_manager(cast, actor_of) -> None:
    row = await learned(cast.ann, await resource())
    for person in cast.people:
        actor = actor_of(person)
        sees = person.id in (cast.ann.id, cast.mo.id)
        assert bool(await queries.records_by_ids(actor, [row.id])) is sees
        assert (cast.ann.id in await queries.learning_of(actor, [cast.ann.id])) is sees
        assert policy.may_read_record(actor, row) is sees
    assert await queries.records_by_ids(SYSTEM, [row.id]) == {}


async def test_lists_of_many_are_read_in_as_many_queries(cast, actor_of) -> None:
    mo = actor_of(cast.mo)
    counts = set()
    for rows in (1, 20, 200):
        made = [
            LearningResource(title=f"{rows} {n}", kind=ResourceKind.BOOK, created_at=now())
            for n in range(rows)
        ]
        await LearningResource.bulk_create(made)
        await LearningRecord.bulk_create(
            [
                LearningRecord(
                    person_id=person.id, resource_id=each.id, state=PLANNED, created_at=now()
                )
                for each in made
                for person in (cast.ann, cast.bo)
            ]
        )
        with query_count() as count:
            await queries.learning_of(mo, [cast.ann.id, cast.bo.id])
        counts.add(count.count)
    assert len(counts) == 1


# ---- what to learn from next -------------------------------------------------------------------


async def compared(
    person: Person, competency: Competency, rank: int, *, own: int, manager: int
) -> None:
    level = await place(person, competency, rank)
    version = await FrameworkVersion.get(framework_id=competency.framework_id)
    row = await Assessment.create(
        person_id=person.id,
        framework_version_id=version.id,
        level_id=level.id,
        opened_at=now(),
        compared_at=now(),
        state=AssessmentState.COMPARED,
    )
    for side, said in ((AssessmentSide.SELF, own), (AssessmentSide.MANAGER, manager)):
        sheet = await AssessmentSheet.create(
            assessment_id=row.id,
            side=side,
            author_id=person.id,
            saved_at=now(),
            submitted_at=now(),
        )
        await AssessmentAnswer.create(sheet_id=sheet.id, competency_id=competency.id, rank=said)


async def suggested(actor: Any) -> list[tuple[str, Why, str]]:
    return [
        (each.resource.title, each.need.why, each.need.name)
        for each in await learning_suggested(actor)
    ]


async def test_a_gap_a_wish_and_a_focus_area_each_bring_something_to_learn(cast, actor_of) -> None:
    craft, other = await framework(competencies=("Clear code", "Estimating"))
    python = await skill("Python")
    await compared(cast.ann, craft, 2, own=2, manager=1)
    await resource("Towards two", competency=craft, rank_from=2, rank_until=2)
    await resource("Only for beginners", competency=craft, rank_from=1, rank_until=1)
    await resource("About Python", skill=python)
    await resource("About estimates", competency=other)
    await resource("Of no use", competency=(await framework("X", ("Y",)))[0])
    ann = actor_of(cast.ann)
    assert ("Towards two", Why.GAP, "Clear code") in await suggested(ann)
    assert not {"Only for beginners", "Of no use"} & {title for title, *_ in await suggested(ann)}
    await PersonSkill.create(
        person_id=cast.ann.id, skill_id=python.id, wants_to_learn=True, updated_at=now()
    )
    mine = await plan(cast.ann, state=PlanState.ACTIVE)
    await FocusArea.create(
        plan_id=mine.id,
        kind=FocusKind.COMPETENCY,
        title="Better guesses",
        competency_id=other.id,
        position=0,
        created_at=now(),
    )
    assert (await suggested(ann))[:3] == [
        ("About estimates", Why.FOCUS, "Better guesses"),
        ("Towards two", Why.GAP, "Clear code"),
        ("About Python", Why.SKILL, "Python"),
    ]


async def test_the_next_level_brings_something_to_learn(cast, actor_of) -> None:
    (craft,) = await framework(competencies=("Clear code",))
    await place(cast.ann, craft, 1)
    await resource("Towards two", competency=craft, rank_from=2, rank_until=2)
    await resource("Towards three", competency=craft, rank_from=3, rank_until=3)
    await resource("What one knows", competency=craft, rank_from=1, rank_until=1)
    assert await suggested(actor_of(cast.ann)) == [("Towards two", Why.NEXT_LEVEL, "Clear code")]


async def test_an_assessment_that_is_still_open_suggests_nothing(cast, actor_of) -> None:
    (craft,) = await framework(competencies=("Clear code",))
    await compared(cast.ann, craft, 3, own=3, manager=1)
    await Assessment.filter(person_id=cast.ann.id).update(
        state=AssessmentState.OPEN, compared_at=None
    )
    await resource("Towards two", competency=craft, rank_from=2, rank_until=2)
    assert await suggested(actor_of(cast.ann)) == []


async def test_what_is_on_the_list_or_out_of_use_is_not_suggested(cast, actor_of) -> None:
    python = await skill("Python")
    await PersonSkill.create(
        person_id=cast.ann.id, skill_id=python.id, wants_to_learn=True, updated_at=now()
    )
    await learned(cast.ann, await resource("Done", skill=python))
    await learned(cast.ann, await resource("Planned", skill=python), PLANNED)
    await resource("Old", skill=python, retired_at=now())
    await resource("New", skill=python)
    assert [title for title, *_ in await suggested(actor_of(cast.ann))] == ["New"]
    assert await suggested(actor_of(cast.bo)) == []


def _resource(number: int, **values: Any) -> ResourceView:
    return ResourceView(
        **{
            "id": UUID(int=number),
            "title": f"R{number}",
            "kind": ResourceKind.BOOK,
            "url": "",
            "provider": "",
            "language": "",
            "minutes": None,
            "description": "",
            "targets": (),
            "done_count": None,
            "retired": False,
            "version": 1,
            "can_edit": False,
        }
        | values
    )


ONE, TWO = UUID(int=1001), UUID(int=1002)


def test_no_single_need_fills_the_list() -> None:
    many = [_resource(n, targets=(Target(ONE),)) for n in range(20)]
    few = [_resource(50, targets=(Target(TWO),))]
    needs = [Need(Why.GAP, "A", ONE, size=3), Need(Why.GAP, "B", TWO, size=1)]
    found = suggest(needs, [*many, *few], known=(), language="en")
    assert len(found) == SUGGESTED_MAXIMUM
    assert [each.need.name for each in found[:3]] == ["A", "B", "A"]


def test_one_s_own_language_and_what_is_quickly_learnt_come_first() -> None:
    resources = [
        _resource(1, language="de", minutes=5, targets=(Target(ONE),)),
        _resource(2, language="ru", minutes=60, targets=(Target(ONE),)),
        _resource(3, language="", minutes=30, targets=(Target(ONE),)),
        _resource(4, language="ru", targets=(Target(ONE),)),
    ]
    found = suggest([Need(Why.GAP, "A", ONE)], resources, known=(), language="ru")
    assert [each.resource.id.int for each in found] == [3, 2, 4, 1]


ranks = st.none() | st.integers(1, RANK_MAXIMUM)
targets = st.builds(
    Target,
    competency_id=st.sampled_from([None, ONE, TWO]),
    rank_from=ranks,
    rank_until=ranks,
    skill_id=st.sampled_from([None, ONE]),
)
resources = st.builds(
    _resource,
    st.integers(1, 40),
    targets=st.lists(targets, max_size=3).map(tuple),
    retired=st.booleans(),
    language=st.sampled_from(["", "en", "ru"]),
    minutes=st.none() | st.integers(1, 500),
)
needs = st.builds(
    Need,
    st.sampled_from(list(Why)),
    st.sampled_from("ABC"),
    competency_id=st.sampled_from([None, ONE, TWO]),
    low=ranks,
    high=ranks,
    skill_id=st.sampled_from([None, ONE]),
    size=st.integers(0, 4),
)


@given(
    st.lists(needs, max_size=6),
    st.lists(resources, max_size=30, unique_by=lambda r: r.id),
    st.sets(st.integers(1, 40)),
)
def test_suggestions_are_few_new_useful_and_each_once(
    wanted: list[Need], offered: list[ResourceView], known: set[int]
) -> None:
    keys = {UUID(int=n) for n in known}
    found = suggest(wanted, offered, known=keys, language="en")
    ids = [each.resource.id for each in found]
    assert len(ids) == len(set(ids)) <= SUGGESTED_MAXIMUM
    assert not keys & set(ids)
    for each in found:
        assert not each.resource.retired
        assert each.need.is_served_by(each.resource)
    useful = {
        r.id
        for r in offered
        if not r.retired and r.id not in keys and any(n.is_served_by(r) for n in wanted)
    }
    assert len(ids) == min(len(useful), SUGGESTED_MAXIMUM)


@given(ranks, ranks, ranks, ranks)
def test_a_target_helps_towards_ranks_that_it_has_in_common(
    begins: int | None, ends: int | None, low: int | None, high: int | None
) -> None:
    target = Target(ONE, begins, ends)
    own = set(range(begins or 1, (ends or RANK_MAXIMUM) + 1))
    asked = set(range(low or 1, (high or RANK_MAXIMUM) + 1))
    if own and asked:
        assert target.helps_towards(low, high) is bool(own & asked)


# ---- through the API ---------------------------------------------------------------------------


async def test_learning_goes_through_the_api(cast, api) -> None:
    python = await skill("Python")
    await PersonSkill.create(
        person_id=cast.ann.id, skill_id=python.id, wants_to_learn=True, updated_at=now()
    )
    row = await resource("About Python", skill=python)
    ann = api(cast.ann)
    query = """{ viewer { learningSuggested { reason resource { id title myRecord { id }
        targets { rankFrom skill { name } competency { name } } } } learning { state } }
        learningResources(first: 5) { totalCount edges { node { title canEdit } } } }"""
    seen = await ann.run(query)
    (found,) = seen["viewer"]["learningSuggested"]
    assert found["reason"] == "You want to learn “Python”"
    assert found["resource"]["targets"] == [
        {"rankFrom": None, "skill": {"name": "Python"}, "competency": None}
    ]
    assert seen["learningResources"]["edges"] == [
        {"node": {"title": "About Python", "canEdit": False}}
    ]
    plan_ = """mutation ($input: PlanLearningInput!) { planLearning(input: $input) {
        ... on PlanLearningSuccess { record { state resource { title myRecord { state } } } } } }"""
    given_ = {"input": {"resourceId": to_global("LearningResource", row.id)}}
    assert (await ann.run(plan_, given_))["planLearning"]["record"] == {
        "state": "PLANNED",
        "resource": {"title": "About Python", "myRecord": {"state": "PLANNED"}},
    }
    theirs = "query ($id: ID!) { person(id: $id) { learning { state } certificates { name } } }"
    whose = {"id": to_global("Person", cast.ann.id)}
    for person, learning, certificates in (
        (cast.ann, [{"state": "PLANNED"}], []),
        (cast.mo, [{"state": "PLANNED"}], []),
        (cast.hana, None, []),
        (cast.bo, None, None),
        (cast.zed, None, None),
        (cast.ada, None, None),
    ):
        answer = (await api(person).run(theirs, whose))["person"]
        assert answer == {"learning": learning, "certificates": certificates}, person.given_name
    mark = """mutation ($input: MarkLearningDoneInput!) { markLearningDone(input: $input) {
        ... on MarkLearningDoneSuccess { record { state minutes } } } }"""
    given_["input"] |= {"minutes": 30}
    done = (await ann.run(mark, given_))["markLearningDone"]["record"]
    assert done == {"state": "DONE", "minutes": 30}
    remove = """mutation ($input: RemoveLearningInput!) { removeLearning(input: $input) {
        ... on RemoveLearningSuccess { resource { myRecord { state } } } } }"""
    del given_["input"]["minutes"]
    gone = (await ann.run(remove, given_))["removeLearning"]
    assert gone == {"resource": {"myRecord": None}}


async def test_a_file_goes_through_the_api_in_the_reader_s_language(cast, api) -> None:
    importing = """mutation ($input: ImportLearningInput!) { importLearning(input: $input) {
        ... on Refusal { code } ... on ImportLearningSuccess { report {
          rows created applied problems { line column message } } } } }"""
    await Person.filter(id=cast.hana.id).update(locale="ru")
    given_ = {"input": {"csv": "title,kind\nX,film\n", "apply": True}}
    report = (await api(cast.hana).run(importing, given_))["importLearning"]["report"]
    assert (report["rows"], report["applied"]) == (1, False)
    (problem,) = report["problems"]
    assert problem["line"] == 2
    assert problem["message"].startswith("«film» — такого значения нет")
    refusal = (await api(cast.ann).run(importing, given_))["importLearning"]
    assert refusal == {"code": "LEARNING_CATALOGUE_IS_HRS"}


async def test_the_same_said_twice_at_once_is_one_line(cast, actor_of) -> None:
    row = await resource()

    async def say() -> None:
        async with unit_of_work(Bus()):
            await records.mark_learning_done(actor_of(cast.ann), resource_id=row.id, minutes=5)

    await asyncio.gather(*(say() for _ in range(5)))
    (stored,) = await LearningRecord.all()
    assert (stored.state, stored.minutes, stored.version) == (DONE, 5, 5)
