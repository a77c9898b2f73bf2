"""Blind until both have answered: over the API, in timing, in the database, after changes of manager."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any

import pytest

from erm.core.actor import SYSTEM
from erm.core.clock import now, today
from erm.core.errors import DomainError
from erm.core.events import Bus
from erm.core.ids import new_id
from erm.core.work import record, unit_of_work
from erm.development.assessing import reading_managers
from erm.development.competencies import policy_assessments as policy
from erm.development.competencies.commands import assessments as commands
from erm.development.competencies.models import Assessment, AssessmentAnswer, AssessmentSheet
from erm.development.competencies.policy_assessments import Standing
from erm.development.competencies.queries import assessments as queries
from erm.development.competencies.queries.profile import profiles
from erm.development.competencies.rules import AssessmentSide, AssessmentState
from erm.development.models import FocusArea
from erm.development.rules import FocusKind, Origin, PlanState
from erm.flows import assessing as flows
from erm.flows.assessing import forget_what_managers_began
from erm.flows.subscriptions import build_bus
from erm.people.events import ManagerChanged, PersonLeft
from erm.people.models import Bond
from erm.schema.ids import to_global
from tests.cast import Cast
from tests.conftest import Api
from tests.development.builders import plan
from tests.development.competencies.building import assess, build, place
from tests.development.conftest import Doing
from tests.everyday import SETTINGS

SECRETS = ("selfwords", "managerwords")
READ = """query($id: ID!, $person: ID!) {
  assessment(id: $id) { ...all }
  node(id: $id) { ... on Assessment { ...all } }
  person(id: $person) {
    assessments { ...all }
    competencyProfile { lines { selfRank managerRank selfGap managerGap points { rank } } }
  }
  viewer { assessmentsToWrite { ...all } }
}
fragment all on Assessment {
  id version selfSubmitted managerSubmitted manager { id } comparedAt
  lines { self { rank note } manager { rank note } selfGap managerGap }
  mySheet { side savedAt answers { rank note evidence { title } } }
}"""


async def one_sided(cast: Cast, side: AssessmentSide, *, handed_in: bool) -> Assessment:
    """One side has answered everything, with words that nobody else may find."""
    built = await build()
    await place(cast.ann, built.levels["engineer/middle"])
    ranks: dict[str, int | None] = {"testing": 3, "delivery": 0}
    own = side is AssessmentSide.SELF
    return await assess(
        built,
        cast.ann,
        own=ranks if own else None,
        manager=None if own else (cast.mo, ranks),
        submitted=handed_in,
        note=SECRETS[0] if own else SECRETS[1],
        manager_id=cast.mo.id if handed_in and not own else None,
    )


@pytest.mark.parametrize("handed_in", [False, True])
@pytest.mark.parametrize("side", list(AssessmentSide))
async def test_until_both_have_answered_nobody_but_the_author_sees_an_answer(
    cast: Cast, api: Callable[..., Api], side: AssessmentSide, handed_in: bool
) -> None:
    row = await one_sided(cast, side, handed_in=handed_in)
    author = cast.ann if side is AssessmentSide.SELF else cast.mo
    given = {"id": to_global("Assessment", row.id), "person": to_global("Person", cast.ann.id)}
    for person in (p for p in cast.people if p.left_on is None):
        browser = api(person)
        data = await browser.run(READ, given)
        text = str(data)
        assert any(secret in text for secret in SECRETS) == (person.id == author.id)
        found = data["assessment"]
        if person not in (cast.ann, cast.mo):
            assert found is None
            assert data["node"] is None
            assert data["person"]["assessments"] is None
            assert data["person"]["competencyProfile"] is None
            continue
        assert all(
            line == {"self": None, "manager": None, "selfGap": None, "managerGap": None}
            for line in found["lines"]
        )
        assert found["selfSubmitted"] == (handed_in and side is AssessmentSide.SELF)
        assert found["managerSubmitted"] == (handed_in and side is AssessmentSide.MANAGER)
        if person.id != author.id:
            assert found["mySheet"]["answers"] == []
            assert found["mySheet"]["savedAt"] is None


async def test_the_other_side_cannot_tell_from_anything_how_far_one_is(
    cast: Cast, api: Callable[..., Api]
) -> None:
    built = await build()
    await place(cast.ann, built.levels["engineer/middle"])
    row = await assess(built, cast.ann)
    given = {"id": to_global("Assessment", row.id), "person": to_global("Person", cast.ann.id)}
    before = await api(cast.ann).run(READ, given)
    for version in range(3):
        async with unit_of_work(Bus()):
            await flows.save_assessment(
                cast.actor(cast.mo),
                assessment_id=row.id,
                version=version,
                answers=[commands.Answer(built.competencies["testing"].id, 3, "secret")],
            )
    assert await api(cast.ann).run(READ, given) == before


async def test_words_are_sealed_in_the_database(cast: Cast) -> None:
    await one_sided(cast, AssessmentSide.SELF, handed_in=True)
    for answer in await AssessmentAnswer.all():
        assert answer.sealed is not None
        assert SECRETS[0].encode() not in bytes(answer.sealed)


# ---- who reads -----------------------------------------------------------------------------------

MONTH = timedelta(days=30)


async def test_both_forms_of_who_reads_an_assessment_agree(cast: Cast) -> None:
    built = await build()
    since_old = 400
    made = []
    for person, state, days, manager in product(
        (cast.ann, cast.mo, cast.cy, cast.dee),
        AssessmentState,
        (since_old, 250, 1),
        (None, cast.mo, cast.old, cast.zed),
    ):
        row = await assess(built, person, days_ago=days, state=state)
        await Assessment.filter(id=row.id).update(
            manager_id=None if manager is None else manager.id,
            compared_at=now() if state is AssessmentState.COMPARED and days == 250 else None,
        )
        made.append(row.id)
    rows = await Assessment.all()
    cited = frozenset(made[::7])
    actors = [cast.actor(person) for person in cast.people] + [SYSTEM]
    for actor, citing in product(actors, (frozenset(), cited)):
        standing = await queries.standing_of(actor, citing)
        listed = {
            row.id for row in await Assessment.filter(policy.readable_assessments(actor, standing))
        }
        read = {row.id for row in rows if policy.may_read_assessment(actor, row, standing)}
        assert listed == read
    for row in rows:
        _ = await AssessmentSheet.create(
            assessment_id=row.id,
            side=AssessmentSide.MANAGER,
            author_id=row.manager_id or cast.mo.id,
            saved_at=now(),
        )
    by_id = {row.id: row for row in rows}
    sheets = await AssessmentSheet.all()
    for actor in actors:
        standing = await queries.standing_of(actor)
        listed = {
            each.id
            for each in await AssessmentSheet.filter(policy.readable_sheets(actor, standing))
        }
        assert listed == {
            each.id
            for each in sheets
            if policy.may_read_sheet(actor, each, by_id[each.assessment_id], standing)
        }


async def test_a_manager_of_before_reads_nothing_and_a_new_one_only_what_is_theirs(
    cast: Cast,
) -> None:
    built = await build()
    ranks: dict[str, int | None] = {"testing": 1, "delivery": 2}
    # Mo has managed Ann for 200 days; Old did before.
    before = await assess(
        built, cast.ann, own=ranks, manager=(cast.old, ranks), compared=True, days_ago=300
    )
    later = await assess(
        built, cast.ann, own=ranks, manager=(cast.mo, ranks), compared=True, days_ago=20
    )
    across = await assess(
        built, cast.ann, own=ranks, manager=(cast.old, ranks), compared=True, days_ago=210
    )
    await Assessment.filter(id=across.id).update(compared_at=now() - MONTH)
    every = [before.id, later.id, across.id]

    async def read(person: Any, cited: tuple[Any, ...] = ()) -> set[Any]:
        return set(await queries.assessments_by_ids(cast.actor(person), every, cited=cited))

    assert await read(cast.ann) == {*every}
    assert await read(cast.mo) == {later.id, across.id}
    assert await read(cast.mo, (before.id,)) == {*every}
    for person in (cast.old, cast.zed, cast.hana, cast.ada, cast.bo):
        assert await read(person, tuple(every)) == set()
    lines = await queries.lines_of(cast.actor(cast.mo), every)
    assert before.id not in lines
    profile = (await profiles(cast.actor(cast.mo), [cast.ann.id]))[cast.ann.id]
    assert profile.latest_id == later.id


async def test_a_plan_that_one_reads_opens_the_assessment_that_it_cites(
    cast: Cast, api: Callable[..., Api]
) -> None:
    built = await build()
    ranks: dict[str, int | None] = {"testing": 1, "delivery": 2}
    row = await assess(
        built, cast.ann, own=ranks, manager=(cast.old, ranks), compared=True, days_ago=300
    )
    given = {"id": to_global("Assessment", row.id), "person": to_global("Person", cast.ann.id)}
    assert (await api(cast.mo).run(READ, given))["assessment"] is None
    assert await reading_managers(cast.actor(cast.ann), [row.id]) == {}
    made = await plan(cast.ann, state=PlanState.ACTIVE)
    _ = await FocusArea.create(
        plan_id=made.id,
        kind=FocusKind.COMPETENCY,
        title="Testing",
        position=0,
        origin=Origin.ASSESSMENT,
        origin_id=row.id,
        created_at=now(),
    )
    data = await api(cast.mo).run(READ, given)
    assert data["assessment"] is not None
    assert data["assessment"] in data["person"]["assessments"]
    assert await reading_managers(cast.actor(cast.ann), [row.id]) == {row.id: cast.mo.id}
    assert (await api(cast.old).run(READ, given))["assessment"] is None


async def test_what_a_manager_had_begun_is_destroyed_when_they_are_it_no_more(
    cast: Cast, do: Doing
) -> None:
    row = await one_sided(cast, AssessmentSide.MANAGER, handed_in=False)
    await cast.change_manager(cast.ann, cast.max)
    event = ManagerChanged(
        at=now(), person_id=cast.ann.id, before_id=cast.mo.id, after_id=cast.max.id
    )
    await do(flows.manager_changed(event))
    assert not await AssessmentSheet.exists()
    assert await queries.sheets_of(cast.actor(cast.mo), [row.id]) == {}
    sheet = (await queries.sheets_of(cast.actor(cast.max), [row.id]))[row.id]
    assert (sheet.version, sheet.answers) == (0, ())


async def test_a_change_that_lay_ahead_is_found_by_the_job_and_before_it_by_whoever_writes(
    cast: Cast, do: Doing
) -> None:
    row = await one_sided(cast, AssessmentSide.MANAGER, handed_in=False)
    await cast.change_manager(cast.ann, cast.max)
    built = {"testing": (await AssessmentAnswer.all())[0].competency_id}
    with pytest.raises(DomainError, match="ASSESSMENT_NOT_FOUND"):
        await do(
            commands.save_assessment(
                cast.actor(cast.mo), assessment_id=row.id, version=1, answers=[]
            )
        )
    await do(
        commands.save_assessment(
            cast.actor(cast.max),
            assessment_id=row.id,
            version=0,
            answers=[commands.Answer(built["testing"], 1)],
        )
    )
    assert [each.author_id for each in await AssessmentSheet.all()] == [cast.max.id]
    assert await forget_what_managers_began(Bus()) == 0
    await Bond.filter(subject_id=cast.ann.id, other_id=cast.max.id).update(other_id=cast.zed.id)
    assert await forget_what_managers_began(Bus()) == 1
    assert not await AssessmentSheet.exists()


async def test_what_a_manager_handed_in_stays_the_managers_side_without_them(
    cast: Cast, do: Doing
) -> None:
    row = await one_sided(cast, AssessmentSide.MANAGER, handed_in=True)
    await cast.change_manager(cast.ann, cast.max)
    event = ManagerChanged(
        at=now(), person_id=cast.ann.id, before_id=cast.mo.id, after_id=cast.max.id
    )
    await do(flows.manager_changed(event))
    assert await forget_what_managers_began(Bus()) == 0
    new = cast.actor(cast.max)
    assert (await queries.lines_of(new, [row.id]))[row.id][0].manager is None
    assert (await queries.sheets_of(new, [row.id]))[row.id].answers == ()
    with pytest.raises(DomainError, match="ASSESSMENT_SUBMITTED"):
        await do(commands.save_assessment(new, assessment_id=row.id, version=0, answers=[]))
    ids = [each.competency_id for each in await AssessmentAnswer.all()]
    ann = cast.actor(cast.ann)
    given = [commands.Answer(key, 2) for key in ids]
    await do(commands.save_assessment(ann, assessment_id=row.id, version=0, answers=given))
    view = await do(commands.submit_assessment(ann, assessment_id=row.id, version=1))
    assert (view.state, view.manager_id) == (AssessmentState.COMPARED, cast.mo.id)
    line = (await queries.lines_of(new, [row.id]))[row.id][0]
    assert line.manager is not None
    assert await queries.assessments_by_ids(cast.actor(cast.mo), [row.id]) == {}


async def test_open_assessments_of_a_leaver_are_given_up_and_what_they_began_is_destroyed(
    cast: Cast, do: Doing
) -> None:
    row = await one_sided(cast, AssessmentSide.SELF, handed_in=True)
    built = {each.competency_id for each in await AssessmentAnswer.all()}
    of_bo = await Assessment.create(
        person_id=cast.bo.id,
        framework_version_id=row.framework_version_id,
        level_id=row.level_id,
        opened_at=now(),
    )
    begun = await AssessmentSheet.create(
        assessment_id=of_bo.id, side=AssessmentSide.MANAGER, author_id=cast.mo.id, saved_at=now()
    )
    for key in built:
        _ = await AssessmentAnswer.create(id=new_id(), sheet_id=begun.id, competency_id=key, rank=1)
    await do(flows.person_left(PersonLeft(at=now(), person_id=cast.mo.id)))
    assert {each.author_id for each in await AssessmentSheet.all()} == {cast.ann.id}
    await do(flows.person_left(PersonLeft(at=now(), person_id=cast.ann.id)))
    assert not await AssessmentAnswer.exists()
    states = dict(await Assessment.all().values_list("person_id", "state"))
    assert states == {
        cast.ann.id: AssessmentState.CANCELLED,
        cast.bo.id: AssessmentState.OPEN,
    }


async def test_leaving_and_changes_of_manager_reach_assessments_by_the_bus(cast: Cast) -> None:
    row = await one_sided(cast, AssessmentSide.MANAGER, handed_in=False)
    bus = build_bus(SETTINGS)
    await cast.change_manager(cast.ann, cast.max)
    changed = {"person_id": cast.ann.id, "before_id": cast.mo.id, "after_id": cast.max.id}
    async with unit_of_work(bus):
        record(ManagerChanged(at=now(), **changed))
    assert not await AssessmentSheet.exists()
    async with unit_of_work(bus):
        record(PersonLeft(at=now(), person_id=cast.ann.id))
    assert (await Assessment.get(id=row.id)).state is AssessmentState.CANCELLED


async def test_being_manager_counts_from_the_first_day(cast: Cast) -> None:
    standing = await queries.standing_of(cast.actor(cast.mo))
    day = today() - timedelta(days=200)
    assert standing.since[cast.ann.id] == datetime(day.year, day.month, day.day, tzinfo=UTC)
    assert await queries.standing_of(cast.actor(cast.ann)) == Standing()
