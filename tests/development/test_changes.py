"""What is changed after a plan was shown is kept for good, and seen by the other side."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from erm.core.clock import today
from erm.core.paging import PageRequest
from erm.development import queries
from erm.development.commands import focus_areas, goals, plans, renewal, signing
from erm.development.commands.goals import CODES as GOAL_CODES
from erm.development.commands.plans import CODES as PLAN_CODES
from erm.development.models import DevelopmentChange, DevelopmentPlan
from erm.development.rules import FocusKind, GoalKind, GoalMeasure, GoalStatus
from erm.development.views import ChangeView, PlanView
from tests.cast import Cast
from tests.conftest import query_count
from tests.development.conftest import Doing

START, END = today(), today() + timedelta(days=90)


async def signed(cast: Cast, do: Doing) -> PlanView:
    view = await do(
        plans.draft_plan(cast.actor(cast.ann), title="Grow", starts_on=START, ends_on=END)
    )
    await do(signing.propose_plan(cast.actor(cast.ann), plan_id=view.id))
    return await do(signing.agree_plan(cast.actor(cast.mo), plan_id=view.id))


async def history(cast: Cast, view: PlanView, by: Any = None) -> list[ChangeView]:
    wanted = (view.id, PageRequest(100))
    pages = await queries.change_pages(cast.actor(by or cast.mo), [wanted])
    return list(pages[wanted].items)


async def test_a_draft_has_no_history_and_a_proposal_begins_one(cast: Cast, do: Doing) -> None:
    ann = cast.actor(cast.ann)
    view = await do(plans.draft_plan(ann, title="Grow", starts_on=START, ends_on=END))
    await do(goals.add_goal(ann, plan_id=view.id, title="First thought"))
    assert await DevelopmentChange.all().count() == 0
    await do(signing.propose_plan(ann, plan_id=view.id))
    await do(goals.add_goal(ann, plan_id=view.id, title="Second"))
    (change,) = await history(cast, view)
    assert (change.field, change.after, change.after_signing) == ("goal_added", "Second", False)
    seen = (await queries.plans_by_ids(cast.actor(cast.mo), [view.id]))[view.id]
    assert (seen.changes_since_signing, seen.unseen_changes) == (0, 0)


async def test_every_part_that_moves_is_kept_with_what_it_was(cast: Cast, do: Doing) -> None:
    view = await signed(cast, do)
    ann, mo = cast.actor(cast.ann), cast.actor(cast.mo)
    later = END + timedelta(days=10)
    await do(
        plans.edit_plan(
            ann,
            plan_id=view.id,
            title="Grow more",
            focus="Much",
            starts_on=START - timedelta(days=1),
            ends_on=later,
            check_in_every=7,
            quiet_after=30,
            mentor_id=cast.cy.id,
            version=view.version,
        )
    )
    area = await do(
        focus_areas.add_focus_area(ann, plan_id=view.id, kind=FocusKind.ASPIRATION, title="Lead")
    )
    area = await do(
        focus_areas.edit_focus_area(
            mo, focus_area_id=area.id, title="Lead well", why="", target_rank=None, version=1
        )
    )
    goal = await do(
        goals.add_goal(
            ann, plan_id=view.id, title="Sell", measure=GoalMeasure.NUMBER, number_start="0",
            number_target="100", unit="boxes",
        )
    )  # fmt: skip
    await do(
        goals.edit_goal(
            mo, goal_id=goal.id, title="Sell more", description="A lot", due_on=date(2026, 12, 1),
            version=1, number_start="10", number_target="80", unit="crates", weight=5,
            kind=GoalKind.RESULT, focus_area_id=area.id,
        )
    )  # fmt: skip
    await do(goals.add_milestone(mo, goal_id=goal.id, title="Call"))
    (step,) = (await queries.milestones_of(mo, [goal.id]))[goal.id]
    await do(goals.remove_milestone(mo, milestone_id=step.id))
    await do(focus_areas.remove_focus_area(mo, focus_area_id=area.id))
    now_ = (await queries.plans_by_ids(ann, [view.id]))[view.id]
    await do(
        renewal.extend_plan(
            mo, plan_id=view.id, ends_on=later + timedelta(days=1), version=now_.version
        )
    )
    told = {(c.field, c.before, c.after) for c in await history(cast, view)}
    assert told == {
        ("title", "Grow", "Grow more"),
        ("focus", "", "Much"),
        ("starts_on", START.isoformat(), (START - timedelta(days=1)).isoformat()),
        ("ends_on", END.isoformat(), later.isoformat()),
        ("check_in_every", "14", "7"),
        ("quiet_after", "21", "30"),
        ("mentor", "", "Cy Test"),
        ("focus_added", "", "Lead"),
        ("focus_edited", "Lead", "Lead well"),
        ("goal_added", "", "Sell"),
        ("goal_title", "Sell", "Sell more"),
        ("goal_description", "", "A lot"),
        ("goal_due_on", "", "2026-12-01"),
        ("goal_start", "0", "10"),
        ("goal_target", "100", "80"),
        ("goal_unit", "boxes", "crates"),
        ("goal_weight", "1", "5"),
        ("goal_kind", "GROWTH", "RESULT"),
        ("goal_focus", "", "Lead well"),
        ("milestone_added", "", "Call"),
        ("milestone_removed", "Call", ""),
        ("focus_removed", "Lead well", ""),
        ("extended", later.isoformat(), (later + timedelta(days=1)).isoformat()),
    }
    of_goal = (await queries.changes_of_goals(ann, [goal.id]))[goal.id]
    assert {c.field for c in of_goal} == {f for f, _, _ in told if f.startswith(("goal", "mile"))}
    assert {c.subject for c in of_goal} == {"Sell", "Sell more"}
    assert all(c.after_signing for c in await history(cast, view))


async def test_nothing_is_kept_where_nothing_changed(cast: Cast, do: Doing) -> None:
    view = await signed(cast, do)
    ann = cast.actor(cast.ann)
    goal = await do(goals.add_goal(ann, plan_id=view.id, title="Sell"))
    before = await DevelopmentPlan.get()
    same = await do(
        goals.edit_goal(
            ann, goal_id=goal.id, title=" Sell ", description="", due_on=None, version=1
        )
    )
    assert same.version == 1
    assert len(await history(cast, view)) == 1
    assert (await DevelopmentPlan.get()).version == before.version


async def test_each_side_sees_what_the_other_changed_until_they_say_so(
    cast: Cast, do: Doing
) -> None:
    view = await signed(cast, do)
    ann, mo = cast.actor(cast.ann), cast.actor(cast.mo)
    await do(goals.add_goal(ann, plan_id=view.id, title="One"))
    await do(goals.add_goal(ann, plan_id=view.id, title="Two"))
    await do(goals.add_goal(mo, plan_id=view.id, title="Three"))

    async def seen(actor: Any) -> tuple[int, int, bool]:
        found = (await queries.plans_by_ids(actor, [view.id]))[view.id]
        return found.changes_since_signing, found.unseen_changes, found.can_acknowledge

    assert await seen(ann) == (3, 1, True)
    assert await seen(mo) == (3, 2, True)
    await do(signing.acknowledge_plan_changes(mo, plan_id=view.id))
    assert await seen(mo) == (3, 0, False)
    assert await seen(ann) == (3, 1, True)
    await do(goals.add_goal(ann, plan_id=view.id, title="Four"))
    assert await seen(mo) == (4, 1, True)


async def test_mere_readers_have_nothing_to_see_to(cast: Cast, do: Doing) -> None:
    view = await signed(cast, do)
    await DevelopmentPlan.filter(id=view.id).update(shared_with_hr=True)
    await do(goals.add_goal(cast.actor(cast.ann), plan_id=view.id, title="One"))
    hana = (await queries.plans_by_ids(cast.actor(cast.hana), [view.id]))[view.id]
    assert (hana.changes_since_signing, hana.unseen_changes, hana.can_acknowledge) == (1, 0, False)
    assert [c.after for c in await history(cast, view, cast.hana)] == ["One"]
    assert await history(cast, view, cast.cy) == []


async def test_checking_in_changes_nothing_that_was_agreed(cast: Cast, do: Doing) -> None:
    view = await signed(cast, do)
    ann = cast.actor(cast.ann)
    goal = await do(goals.add_goal(ann, plan_id=view.id, title="One"))
    before = (await DevelopmentPlan.get()).version
    await do(goals.check_in(ann, goal_id=goal.id, progress=10, status=GoalStatus.ON_TRACK))
    assert [c.field for c in await history(cast, view)] == ["goal_added"]
    assert (await DevelopmentPlan.get()).version == before


async def test_a_long_history_is_read_in_pages_and_in_two_queries(cast: Cast, do: Doing) -> None:
    view = await signed(cast, do)
    ann = cast.actor(cast.ann)
    for number in range(5):
        await do(goals.add_goal(ann, plan_id=view.id, title=f"{number}"))
    wanted = (view.id, PageRequest(2))
    with query_count() as asked:
        page = (await queries.change_pages(ann, [wanted]))[wanted]
    assert asked.count == 3
    assert ([c.after for c in page.items], page.total, page.has_next) == (["4", "3"], 5, True)


def test_every_kind_of_change_has_a_code_that_the_schema_names() -> None:
    text = Path("schema.graphql").read_text("utf-8")
    more = "mentor extended focus_added focus_edited focus_removed goal_added goal_removed "
    more += "goal_parent goal_focus milestone_added milestone_removed"
    for code in {*PLAN_CODES.values(), *GOAL_CODES.values(), *more.split()}:
        assert code in text, code
