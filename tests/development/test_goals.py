from __future__ import annotations

import asyncio
from datetime import date, timedelta
from uuid import UUID

import pytest

from erm.core.clock import now
from erm.core.errors import DomainError
from erm.core.events import Bus
from erm.core.paging import PageRequest
from erm.core.work import unit_of_work
from erm.development import queries
from erm.development.commands import goals
from erm.development.errors import (
    GoalAgreed,
    GoalNotFound,
    MilestoneNotFound,
    PlanNotActive,
    PlanReadOnly,
    StaleVersion,
)
from erm.development.events import CheckedIn, MilestoneReached, PlanEdited
from erm.development.models import CheckIn, DevelopmentPlan, Goal, Milestone
from erm.development.rules import GOALS_MAXIMUM, GoalStatus, PlanState
from tests.cast import Cast
from tests.development.builders import filled, plan
from tests.development.conftest import Doing


async def goal_of(cast: Cast, state: PlanState = PlanState.ACTIVE) -> UUID:
    (row,) = await filled([cast.ann], cast.mo, state=state)
    return (await queries.goals_of(cast.actor(cast.ann), [row.id]))[row.id][0].id


async def test_goals_stand_in_the_order_in_which_they_came(cast: Cast, do: Doing) -> None:
    row = await plan(cast.ann, state=PlanState.PROPOSED)
    for person, title in ((cast.ann, "one"), (cast.mo, "two")):
        view = await do(
            goals.add_goal(
                cast.actor(person), plan_id=row.id, title=title, due_on=date(2026, 12, 1)
            )
        )
        assert (view.title, view.progress, view.status) == (title, 0, GoalStatus.ON_TRACK)
    found = (await queries.goals_of(cast.actor(cast.mo), [row.id]))[row.id]
    assert [goal.title for goal in found] == ["one", "two"]


async def test_a_goal_is_edited_by_either_with_the_version_they_read(cast: Cast, do: Doing) -> None:
    goal = await goal_of(cast)
    for person, version in ((cast.ann, 1), (cast.mo, 2)):
        view = await do(
            goals.edit_goal(
                cast.actor(person),
                goal_id=goal,
                title=person.given_name,
                description="",
                due_on=None,
                version=version,
            )
        )
        assert (view.title, view.version) == (person.given_name, version + 1)
    assert len([fact for fact in do.heard if isinstance(fact, PlanEdited)]) == 2
    with pytest.raises(StaleVersion):
        await do(
            goals.edit_goal(
                cast.actor(cast.ann),
                goal_id=goal,
                title="late",
                description="",
                due_on=None,
                version=1,
            )
        )
    assert (await Goal.get(id=goal)).title == "Mo"


async def test_a_goal_that_both_agreed_stays(cast: Cast, do: Doing) -> None:
    agreed, proposed = await goal_of(cast), await goal_of(cast, PlanState.PROPOSED)
    with pytest.raises(GoalAgreed):
        await do(goals.remove_goal(cast.actor(cast.ann), goal_id=agreed))
    await do(goals.remove_goal(cast.actor(cast.ann), goal_id=proposed))
    assert await Goal.filter(id=agreed).exists()
    assert not await Goal.filter(id=proposed).exists()
    assert not await Milestone.filter(goal_id=proposed).exists()


async def test_a_milestone_is_added_done_once_opened_again_and_removed(
    cast: Cast, do: Doing
) -> None:
    goal = await goal_of(cast)
    ann, mo = cast.actor(cast.ann), cast.actor(cast.mo)
    await do(goals.add_milestone(ann, goal_id=goal, title="Then twice"))
    first, second = (await queries.milestones_of(mo, [goal]))[goal]
    assert (second.title, second.position, second.done_at) == ("Then twice", 1, None)
    for actor in (mo, ann):
        await do(goals.set_milestone_done(actor, milestone_id=second.id, done=True))
    fact = do.only(MilestoneReached)
    assert (fact.milestone_id, fact.by_id, fact.person_id) == (second.id, cast.mo.id, cast.ann.id)
    await do(goals.set_milestone_done(ann, milestone_id=second.id, done=False))
    assert (await Milestone.get(id=second.id)).done_at is None
    await do(goals.remove_milestone(ann, milestone_id=first.id))
    left = (await queries.milestones_of(mo, [goal]))[goal]
    assert [(m.id, m.position) for m in left] == [(second.id, 0)]


async def test_either_checks_in_and_the_goal_follows(cast: Cast, do: Doing) -> None:
    goal = await goal_of(cast)
    row = await DevelopmentPlan.get()
    await DevelopmentPlan.filter(id=row.id).update(last_activity_at=now() - timedelta(days=30))
    told = await do(
        goals.check_in(
            cast.actor(cast.mo),
            goal_id=goal,
            progress=80,
            status=GoalStatus.AT_RISK,
            comment="Needs a hand",
            reason="Nobody to ask",
        )
    )
    assert (told.author_id, told.progress, told.comment) == (cast.mo.id, 80, "Needs a hand")
    view = (await queries.goals_by_ids(cast.actor(cast.ann), [goal]))[goal]
    assert (view.progress, view.status, view.version) == (80, GoalStatus.AT_RISK, 1)
    whole = (await queries.plans_by_ids(cast.actor(cast.ann), [row.id]))[row.id]
    assert (whole.progress, whole.quiet_days) == (65, 0)
    fact = do.only(CheckedIn)
    assert (fact.check_in_id, fact.goal_id, fact.person_id, fact.manager_id, fact.by_id) == (
        told.id,
        goal,
        cast.ann.id,
        cast.mo.id,
        cast.mo.id,
    )
    request = PageRequest(1)
    page = (await queries.check_in_pages(cast.actor(cast.ann), [(goal, request)]))[(goal, request)]
    assert ([c.id for c in page.items], page.total, page.has_next) == ([told.id], 2, True)


@pytest.mark.parametrize("progress", [-1, 101, 2**31 - 1])
async def test_progress_is_a_percentage(cast: Cast, do: Doing, progress: int) -> None:
    goal = await goal_of(cast)
    with pytest.raises(DomainError) as refused:
        await do(
            goals.check_in(
                cast.actor(cast.ann), goal_id=goal, progress=progress, status=GoalStatus.DONE
            )
        )
    assert (refused.value.code, refused.value.field) == ("PROGRESS_OUT_OF_RANGE", "progress")
    assert await CheckIn.filter(goal_id=goal).count() == 1


@pytest.mark.parametrize("state", [PlanState.DRAFT, PlanState.PROPOSED])
async def test_one_checks_in_on_active_plans_only(cast: Cast, do: Doing, state: PlanState) -> None:
    goal = await goal_of(cast, state)
    with pytest.raises(PlanNotActive):
        await do(
            goals.check_in(cast.actor(cast.ann), goal_id=goal, progress=1, status=GoalStatus.DONE)
        )
    assert await CheckIn.filter(goal_id=goal).count() == 1


async def test_nobody_else_works_on_a_goal_and_hr_only_reads(cast: Cast, do: Doing) -> None:
    goal = await goal_of(cast)
    milestone = (await Milestone.filter(goal_id=goal).values("id"))[0]["id"]
    (shared,) = await filled([cast.ann], cast.mo, state=PlanState.ACTIVE, shared_with_hr=True)
    shared_goal = (await Goal.filter(plan_id=shared.id).values("id"))[0]["id"]
    for person in (cast.zed, cast.bo, cast.hana, cast.ada, cast.old):
        actor = cast.actor(person)
        for command in (
            goals.edit_goal(actor, goal_id=goal, title="x", description="", due_on=None, version=1),
            goals.remove_goal(actor, goal_id=goal),
            goals.add_milestone(actor, goal_id=goal, title="x"),
            goals.check_in(actor, goal_id=goal, progress=1, status=GoalStatus.DONE),
        ):
            with pytest.raises(GoalNotFound):
                await do(command)
        for step in (
            goals.set_milestone_done(actor, milestone_id=milestone, done=True),
            goals.remove_milestone(actor, milestone_id=milestone),
        ):
            with pytest.raises(MilestoneNotFound):
                await do(step)
    with pytest.raises(PlanReadOnly):
        await do(
            goals.check_in(
                cast.actor(cast.hana), goal_id=shared_goal, progress=1, status=GoalStatus.DONE
            )
        )
    row = await Goal.get(id=goal)
    assert (row.title, row.progress, row.version) == ("Speak", 0, 1)
    assert await CheckIn.all().count() == 4
    assert do.heard == []


async def test_a_plan_has_room_for_so_many_goals(cast: Cast, do: Doing) -> None:
    row = await plan(cast.ann)
    await Goal.bulk_create(
        [
            Goal(
                plan_id=row.id,
                person_id=row.person_id,
                author_id=row.author_id,
                title="more",
                position=n,
                created_at=now(),
            )
            for n in range(GOALS_MAXIMUM)
        ]
    )
    with pytest.raises(DomainError) as refused:
        await do(goals.add_goal(cast.actor(cast.ann), plan_id=row.id, title="too many"))
    assert refused.value.code == "TOO_MANY_GOALS"


async def test_goals_added_by_both_at_once_have_places_of_their_own(cast: Cast) -> None:
    row = await plan(cast.ann, state=PlanState.ACTIVE)

    async def add(turn: int) -> None:
        async with unit_of_work(Bus()):
            await goals.add_goal(
                cast.actor((cast.ann, cast.mo)[turn % 2]), plan_id=row.id, title=f"{turn}"
            )

    await asyncio.gather(*(add(turn) for turn in range(8)))
    positions = [r["position"] for r in await Goal.filter(plan_id=row.id).values("position")]
    assert sorted(positions) == list(range(8))
    assert (await DevelopmentPlan.get()).version == 9
