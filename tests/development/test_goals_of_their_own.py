"""Goals without a plan, private goals, goals for everyone, and what each is measured by."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from erm.core.errors import DomainError
from erm.development import queries
from erm.development.commands import goals
from erm.development.errors import (
    GoalAgreed,
    GoalHasCheckIns,
    GoalIsTheAuthors,
    GoalNotForThisPerson,
    GoalNotFound,
    GoalReadOnly,
    GoalVisibilityIsThePersons,
)
from erm.development.events import CheckedIn, PlanEdited
from erm.development.models import CheckIn, DevelopmentChange, DevelopmentPlan, Goal
from erm.development.rules import (
    GoalMeasure,
    GoalPart,
    GoalStatus,
    GoalVisibility,
    NumberDirection,
    PlanState,
)
from erm.development.views import GoalView
from tests.cast import Cast
from tests.development.builders import goal, plan
from tests.development.conftest import Doing

PRIVATE, SHARED, EVERYONE = GoalVisibility
NUMBER = GoalMeasure.NUMBER


def edit(cast: Cast, by: Any, view: GoalView, **changes: Any) -> Any:
    values = {
        "title": view.title,
        "description": view.description,
        "due_on": view.due_on,
        "version": view.version,
    } | changes
    return goals.edit_goal(cast.actor(by), goal_id=view.id, **values)


async def refused(do: Doing, command: Any, code: str) -> DomainError:
    before = [await Goal.all().count(), await DevelopmentChange.all().count(), len(do.heard)]
    with pytest.raises(DomainError) as caught:
        await do(command)
    assert caught.value.code == code
    after = [await Goal.all().count(), await DevelopmentChange.all().count(), len(do.heard)]
    assert before == after
    return caught.value


async def test_one_sets_goals_for_oneself_and_ones_reports(cast: Cast, do: Doing) -> None:
    own = await do(goals.add_goal(cast.actor(cast.ann), title="Own"))
    set_ = await do(goals.add_goal(cast.actor(cast.mo), title="Set", person_id=cast.ann.id))
    assert (own.person_id, own.plan_id, own.can_remove) == (cast.ann.id, None, True)
    assert (set_.person_id, set_.author_id) == (cast.ann.id, cast.mo.id)
    mine = await queries.own_goals(cast.actor(cast.ann))
    assert {view.title for view in mine} == {"Own", "Set"}
    assert {view.title for view in await queries.team_goals(cast.actor(cast.mo))} == {"Own", "Set"}
    for person in (cast.bo, cast.zed, cast.old, cast.hana, cast.ada):
        assert await queries.goals_by_ids(cast.actor(person), [own.id, set_.id]) == {}
        command = goals.add_goal(cast.actor(person), title="x", person_id=cast.ann.id)
        await refused(do, command, GoalNotForThisPerson.code)


async def test_only_the_person_keeps_a_goal_private_or_shows_it_to_all(
    cast: Cast, do: Doing
) -> None:
    for visibility in (PRIVATE, EVERYONE):
        command = goals.add_goal(
            cast.actor(cast.mo), title="x", person_id=cast.ann.id, visibility=visibility
        )
        await refused(do, command, GoalVisibilityIsThePersons.code)
    set_ = await do(goals.add_goal(cast.actor(cast.mo), title="Set", person_id=cast.ann.id))
    for person, visibility in ((cast.mo, EVERYONE), (cast.mo, PRIVATE), (cast.ann, PRIVATE)):
        command = edit(cast, person, set_, visibility=visibility)
        await refused(do, command, GoalVisibilityIsThePersons.code)
    shown = await do(edit(cast, cast.ann, set_, visibility=EVERYONE))
    assert shown.visibility is EVERYONE
    assert (await queries.goals_by_ids(cast.actor(cast.cy), [set_.id]))[set_.id].title == "Set"


async def test_a_private_goal_in_a_plan_leaves_no_trace_for_anybody_else(
    cast: Cast, do: Doing
) -> None:
    row = await plan(cast.ann, state=PlanState.ACTIVE, signed_at=None, agreed_manager_id=cast.mo.id)
    before = await DevelopmentPlan.get(id=row.id)
    ann = cast.actor(cast.ann)
    view = await do(goals.add_goal(ann, plan_id=row.id, title="Leave", visibility=PRIVATE))
    view = await do(edit(cast, cast.ann, view, title="Leave soon"))
    await do(goals.add_milestone(ann, goal_id=view.id, title="Write a letter"))
    (step,) = (await queries.milestones_of(ann, [view.id]))[view.id]
    await do(goals.set_milestone_done(ann, milestone_id=step.id, done=True))
    await do(goals.check_in(ann, goal_id=view.id, progress=90, status=GoalStatus.ON_TRACK))
    assert do.heard == []
    after = await DevelopmentPlan.get(id=row.id)
    for name in ("version", "last_activity_at", "edited_at", "edited_by_id"):
        assert getattr(before, name) == getattr(after, name), name
    assert await DevelopmentChange.all().count() == 0
    seen = (await queries.plans_by_ids(cast.actor(cast.mo), [row.id]))[row.id]
    own = (await queries.plans_by_ids(ann, [row.id]))[row.id]
    assert seen.progress is own.progress is None
    mo = cast.actor(cast.mo)
    assert await queries.goals_of(mo, [row.id]) == {row.id: []}
    for command in (
        goals.edit_goal(mo, goal_id=view.id, title="x", description="", due_on=None, version=2),
        goals.check_in(mo, goal_id=view.id, progress=1, status=GoalStatus.DONE),
        goals.remove_goal(mo, goal_id=view.id),
        goals.add_milestone(mo, goal_id=view.id, title="x"),
    ):
        await refused(do, command, GoalNotFound.code)
    await do(goals.remove_goal(ann, goal_id=view.id))
    assert do.heard == []


async def test_a_private_goal_comes_into_the_plan_as_a_new_one(cast: Cast, do: Doing) -> None:
    row = await plan(cast.ann, state=PlanState.ACTIVE)
    ann = cast.actor(cast.ann)
    view = await do(goals.add_goal(ann, plan_id=row.id, title="Thought", visibility=PRIVATE))
    view = await do(edit(cast, cast.ann, view, title="Plan", visibility=SHARED))
    (change,) = await DevelopmentChange.all()
    assert (change.field, change.before, change.after) == ("goal_added", "", "Plan")
    assert do.only(PlanEdited).plan_id == row.id
    await refused(do, edit(cast, cast.ann, view, visibility=PRIVATE), GoalAgreed.code)


async def test_a_shared_goal_of_a_proposed_plan_that_becomes_private_is_gone_for_the_other(
    cast: Cast, do: Doing
) -> None:
    row = await plan(cast.ann, state=PlanState.PROPOSED, agreed_manager_id=cast.mo.id)
    ann = cast.actor(cast.ann)
    view = await do(goals.add_goal(ann, plan_id=row.id, title="Both"))
    view = await do(edit(cast, cast.ann, view, title="Mine", visibility=PRIVATE))
    fields = await DevelopmentChange.all().order_by("id").values_list("field", "after")
    assert list(fields) == [("goal_added", "Both"), ("goal_removed", "")]
    assert await queries.goals_of(cast.actor(cast.mo), [row.id]) == {row.id: []}
    assert (await DevelopmentPlan.get()).agreed_manager_id is None


async def test_a_goal_for_everyone_is_read_by_all_and_worked_on_by_its_own(
    cast: Cast, do: Doing
) -> None:
    view = await do(goals.add_goal(cast.actor(cast.ann), title="Launch", visibility=EVERYONE))
    for person in (cast.cy, cast.hana, cast.old):
        actor = cast.actor(person)
        seen = (await queries.goals_by_ids(actor, [view.id]))[view.id]
        assert not any((seen.can_edit, seen.can_check_in, seen.can_remove, seen.can_add_evidence))
        for command in (
            edit(cast, person, seen, title="x"),
            goals.check_in(actor, goal_id=view.id, progress=1, status=GoalStatus.DONE),
            goals.remove_goal(actor, goal_id=view.id),
        ):
            await refused(do, command, GoalReadOnly.code)
    told = await do(
        goals.check_in(
            cast.actor(cast.mo), goal_id=view.id, progress=10, status=GoalStatus.ON_TRACK
        )
    )
    assert do.only(CheckedIn).plan_id is None
    assert await queries.check_ins_by_ids(cast.actor(cast.cy), [told.id]) == {}
    found = await queries.goals_for_everyone(cast.actor(cast.cy))
    assert [each.id for each in found] == [view.id]


async def test_a_goal_without_a_plan_goes_by_its_authors_hand_before_anybody_told_of_it(
    cast: Cast, do: Doing
) -> None:
    set_ = await do(goals.add_goal(cast.actor(cast.mo), title="Set", person_id=cast.ann.id))
    ann, mo = cast.actor(cast.ann), cast.actor(cast.mo)
    assert not (await queries.goals_by_ids(ann, [set_.id]))[set_.id].can_remove
    await refused(do, goals.remove_goal(ann, goal_id=set_.id), GoalIsTheAuthors.code)
    await do(goals.check_in(ann, goal_id=set_.id, progress=0, status=GoalStatus.ON_TRACK))
    assert not (await queries.goals_by_ids(mo, [set_.id]))[set_.id].can_remove
    await refused(do, goals.remove_goal(mo, goal_id=set_.id), GoalHasCheckIns.code)
    other = await do(goals.add_goal(mo, title="Other", person_id=cast.ann.id))
    assert await do(goals.remove_goal(mo, goal_id=other.id)) is None


async def check(do: Doing, actor: Any, key: UUID, **values: Any) -> Any:
    return await do(
        goals.check_in(actor, goal_id=key, **({"status": GoalStatus.ON_TRACK} | values))
    )


async def test_each_measure_is_told_in_its_own_way(cast: Cast, do: Doing) -> None:
    ann = cast.actor(cast.ann)

    async def add(measure: GoalMeasure, **values: Any) -> UUID:
        return (await do(goals.add_goal(ann, title="x", measure=measure, **values))).id

    async def progress(key: UUID) -> int | None:
        return (await queries.goals_by_ids(ann, [key]))[key].progress

    number = await add(NUMBER, number_start="200", number_target="80", unit=" tickets ")
    assert await progress(number) == 0
    told = await check(do, ann, number, number="110,5")
    assert (told.progress, told.number) == (74, "110.5")
    view = (await queries.goals_by_ids(ann, [number]))[number]
    assert (view.number_now, view.unit, view.direction) == (
        "110.5",
        "tickets",
        NumberDirection.DOWN,
    )
    assert (await check(do, ann, number)).progress == 74
    yes = await add(GoalMeasure.YES_NO)
    assert (await check(do, ann, yes, progress=100)).progress == 100
    steps = await add(GoalMeasure.MILESTONES)
    assert await progress(steps) is None
    for title in ("one", "two", "three"):
        await do(goals.add_milestone(ann, goal_id=steps, title=title))
    first = (await queries.milestones_of(ann, [steps]))[steps][0]
    await do(goals.set_milestone_done(ann, milestone_id=first.id, done=True))
    assert (await check(do, ann, steps)).progress == 33
    rolled = await add(GoalMeasure.GOALS)
    assert await progress(rolled) is None
    assert (await check(do, ann, rolled)).progress == 0
    wrong = [
        (await add(GoalMeasure.PERCENT), {}, "PROGRESS_NEEDED"),
        (yes, {}, "PROGRESS_NEEDED"),
        (yes, {"progress": 50}, "PROGRESS_IS_YES_OR_NO"),
        (yes, {"progress": 100, "number": "1"}, "NOT_MEASURED_BY_NUMBER"),
        (steps, {"progress": 5}, "PROGRESS_IS_COUNTED"),
        (rolled, {"progress": 5}, "PROGRESS_IS_COUNTED"),
        (number, {"progress": 5}, "PROGRESS_IS_COUNTED"),
        (number, {"number": "many"}, "NUMBER_INVALID"),
        (yes, {"progress": 100, "status": GoalStatus.AT_RISK}, "REASON_NEEDED"),
        (yes, {"progress": 100, "status": GoalStatus.OFF_TRACK, "reason": " "}, "REASON_NEEDED"),
        (number, {"version": 7}, "STALE_VERSION"),
    ]
    rows = await CheckIn.all().count()
    for key, values, code in wrong:
        command = goals.check_in(ann, goal_id=key, **({"status": GoalStatus.ON_TRACK} | values))
        await refused(do, command, code)
    assert await CheckIn.all().count() == rows


async def test_a_status_is_what_somebody_said_and_why(cast: Cast, do: Doing) -> None:
    row = await goal(cast.ann, progress=100)
    told = await check(
        do, cast.actor(cast.mo), row.id, progress=10, status=GoalStatus.AT_RISK, reason="No time"
    )
    assert (told.reason, told.status) == ("No time", GoalStatus.AT_RISK)
    view = (await queries.goals_by_ids(cast.actor(cast.ann), [row.id]))[row.id]
    assert (view.status, view.status_reason) == (GoalStatus.AT_RISK, "No time")
    await check(do, cast.actor(cast.mo), row.id, progress=100)
    view = (await queries.goals_by_ids(cast.actor(cast.ann), [row.id]))[row.id]
    assert (view.status, view.status_reason, view.progress) == (GoalStatus.ON_TRACK, "", 100)


async def test_what_was_reached_is_carried_when_a_goal_is_measured_otherwise(
    cast: Cast, do: Doing
) -> None:
    ann = cast.actor(cast.ann)
    values = {"measure": NUMBER, "number_start": "0", "number_target": "10"}
    view = await do(goals.add_goal(ann, title="x", **values))
    await check(do, ann, view.id, number="7")
    view = await do(edit(cast, cast.ann, view, measure=GoalMeasure.PERCENT))
    assert (view.progress, view.number_target, view.number_now) == (70, None, None)
    changes = (await queries.changes_of_goals(ann, [view.id]))[view.id]
    assert {(c.field, c.before, c.after) for c in changes} == {
        ("goal_measure", "NUMBER", "PERCENT"),
        ("goal_start", "0", ""),
        ("goal_target", "10", ""),
        ("goal_direction", "UP", ""),
    }
    view = await do(edit(cast, cast.ann, view, measure=GoalMeasure.YES_NO))
    assert view.progress == 0


async def test_numbers_belong_to_goals_that_are_measured_by_them(cast: Cast, do: Doing) -> None:
    ann = cast.actor(cast.ann)
    for values, code in [
        ({"measure": NUMBER}, "NUMBER_NEEDED"),
        ({"measure": NUMBER, "number_start": "3", "number_target": "3.0"}, "NO_DISTANCE"),
        (
            {
                "measure": NUMBER,
                "number_start": "3",
                "number_target": "4",
                "direction": NumberDirection.DOWN,
            },
            "DIRECTION_DOES_NOT_FIT",
        ),
        ({"number_target": "4"}, "NOT_MEASURED_BY_NUMBER"),
        ({"unit": "kg"}, "NOT_MEASURED_BY_NUMBER"),
        ({"weight": 0}, "WEIGHT_OUT_OF_RANGE"),
        ({"weight": 101}, "WEIGHT_OUT_OF_RANGE"),
    ]:
        await refused(do, goals.add_goal(ann, title="x", **values), code)
    view = await do(goals.add_goal(ann, title="x", measure=NUMBER, number_target="4"))
    assert view.direction is NumberDirection.UP
    await refused(do, edit(cast, cast.ann, view, number_start="4"), "NO_DISTANCE")
    assert (await Goal.get(id=view.id)).number_start is None


async def test_a_goal_takes_part_in_another_and_can_leave_it(cast: Cast, do: Doing) -> None:
    top = await goal(cast.zed, visibility=EVERYONE, measure=GoalMeasure.GOALS, title="Company")
    ann = cast.actor(cast.ann)
    view = await do(
        goals.add_goal(ann, title="Mine", parent_id=top.id, weight=3, visibility=EVERYONE)
    )
    parent = (await queries.parents_of(ann, [view.id]))[view.id]
    assert (parent.has_parent, parent.parent_id) == (True, top.id)
    below = (await queries.children_of(cast.actor(cast.cy), [top.id]))[top.id]
    assert [child.id for child in below] == [view.id]
    await do(edit(cast, cast.ann, view, clear={GoalPart.PARENT}))
    assert not (await queries.parents_of(ann, [view.id]))[view.id].has_parent
    (change,) = (await queries.changes_of_goals(ann, [view.id]))[view.id]
    assert (change.field, change.before, change.after) == ("goal_parent", "Company", "")


async def test_the_history_names_no_parent_that_its_readers_may_not_read(
    cast: Cast, do: Doing
) -> None:
    top = await goal(cast.mo, title="Reorganise", visibility=SHARED)
    secret = await goal(cast.ann, title="Leave", visibility=PRIVATE)
    view = await do(goals.add_goal(cast.actor(cast.ann), title="Mine", visibility=EVERYONE))
    view = await do(edit(cast, cast.mo, view, parent_id=top.id))
    await do(edit(cast, cast.ann, view, parent_id=secret.id))
    told = await DevelopmentChange.all().values_list("field", "before", "after")
    assert set(told) == {("goal_parent", "", "")}
    seen = (await queries.parents_of(cast.actor(cast.mo), [view.id]))[view.id]
    assert (seen.has_parent, seen.parent_id) == (False, None)


@pytest.mark.parametrize("what", ["private", "over", "closed", "leaver", "unknown"])
async def test_only_an_open_goal_that_one_reads_can_be_a_parent(
    cast: Cast, do: Doing, what: str
) -> None:
    closed = await plan(cast.mo, state=PlanState.CLOSED)
    rows = {
        "private": await goal(cast.mo, visibility=PRIVATE),
        "over": await goal(cast.mo, visibility=EVERYONE, status=GoalStatus.DONE),
        "closed": await goal(cast.mo, visibility=EVERYONE, plan_id=closed.id),
        "leaver": await goal(cast.dee, visibility=EVERYONE),
    }
    key = rows[what].id if what in rows else closed.id
    ann = cast.actor(cast.ann)
    await refused(do, goals.add_goal(ann, title="x", parent_id=key), "PARENT_NOT_POSSIBLE")
    offered = {view.id for view in await queries.goals_to_align_to(ann)}
    assert key not in offered


async def test_what_one_may_align_to_is_found_by_its_words(cast: Cast) -> None:
    top = await goal(cast.zed, visibility=EVERYONE, title="Быстрее отвечать клиентам")
    mine = await goal(cast.ann, title="Answer faster")
    await goal(cast.bo, title="Answer too")
    ann = cast.actor(cast.ann)
    assert {view.id for view in await queries.goals_to_align_to(ann)} == {top.id, mine.id}
    found = await queries.goals_to_align_to(ann, "  клиентам БЫСТРЕЕ ")
    assert [view.id for view in found] == [top.id]
    team = await queries.goals_to_align_to(cast.actor(cast.mo), "answer")
    assert len(team) == 2
