"""How plans end: completed, given up, extended, renewed, and put away when nobody did anything."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from erm.core.clock import at, today
from erm.core.errors import DomainError
from erm.core.events import Bus
from erm.core.work import unit_of_work
from erm.development import queries
from erm.development.commands import focus_areas, goals, plans, renewal, signing
from erm.development.commands.upkeep import lapse_due_plans
from erm.development.events import PlanClosed, PlanDrafted, PlanLapsed
from erm.development.models import DevelopmentPlan, FocusArea, Goal, Milestone
from erm.development.rules import (
    FocusKind,
    GoalMeasure,
    GoalStatus,
    GoalVisibility,
    PlanOutcome,
    PlanState,
)
from erm.flows.subscriptions import build_bus
from erm.mail.links import Links
from erm.mail.models import Mail
from erm.people.models import Person
from tests.cast import Cast
from tests.conftest import SECRETS
from tests.development.builders import goal, plan
from tests.development.conftest import Doing

START, END = today(), today() + timedelta(days=89)
BEGUN = datetime(START.year, START.month, START.day, tzinfo=UTC)
ACTIVE, CLOSED, EXPIRED = PlanState.ACTIVE, PlanState.CLOSED, PlanState.EXPIRED


def day(value: date, hour: int = 12) -> Any:
    return at(datetime(value.year, value.month, value.day, hour, tzinfo=UTC))


async def signed(cast: Cast, person: Person | None = None, **values: Any) -> DevelopmentPlan:
    return await plan(
        person or cast.ann,
        **{
            "state": ACTIVE,
            "starts_on": START,
            "ends_on": END,
            "signed_at": BEGUN,
            "agreed_manager_id": cast.mo.id,
            "last_activity_at": BEGUN,
        }
        | values,
    )


async def refused(do: Doing, command: Any, code: str) -> None:
    rows = [
        list(await model.all().order_by("id").values())
        for model in (DevelopmentPlan, Goal, FocusArea, Milestone)
    ]
    with pytest.raises(DomainError) as caught:
        await do(command)
    assert caught.value.code == code
    assert rows == [
        list(await model.all().order_by("id").values())
        for model in (DevelopmentPlan, Goal, FocusArea, Milestone)
    ]


async def test_an_expired_plan_asks_to_be_ended_and_takes_nothing_else(
    cast: Cast, do: Doing
) -> None:
    row = await signed(cast)
    its = await goal(cast.ann, plan_id=row.id)
    ann = cast.actor(cast.ann)
    with day(END + timedelta(days=14)):
        view = (await queries.plans_by_ids(ann, [row.id]))[row.id]
        assert (view.state, view.days_over, view.quiet) == (EXPIRED, 14, False)
        assert (view.can_edit, view.can_check_in) == (False, True)
        assert (view.can_close, view.can_renew, view.can_extend) == (True, True, True)
        words = {"title": "x", "focus": "", "starts_on": START, "ends_on": END, "version": 1}
        for command in (
            plans.edit_plan(ann, plan_id=row.id, **words),
            goals.add_goal(ann, plan_id=row.id, title="x"),
            goals.remove_goal(ann, goal_id=its.id),
            goals.edit_goal(ann, goal_id=its.id, title="x", description="", due_on=None, version=1),
            focus_areas.add_focus_area(ann, plan_id=row.id, kind=FocusKind.ASPIRATION, title="x"),
            signing.propose_plan(ann, plan_id=row.id),
        ):
            await refused(do, command, "PLAN_EXPIRED")
        await do(goals.check_in(ann, goal_id=its.id, progress=5, status=GoalStatus.ON_TRACK))
    with day(END + timedelta(days=15)):
        told = goals.check_in(ann, goal_id=its.id, progress=9, status=GoalStatus.ON_TRACK)
        await refused(do, told, "PLAN_EXPIRED")
    assert (await DevelopmentPlan.get(id=row.id)).state is ACTIVE


async def test_a_plan_expires_when_its_last_day_is_over_where_the_person_is(cast: Cast) -> None:
    await Person.filter(id=cast.ann.id).update(time_zone="Pacific/Kiritimati")
    row = await signed(cast)
    for zone, hour, state in [
        ("Pacific/Kiritimati", 9, ACTIVE),
        ("Pacific/Kiritimati", 10, EXPIRED),
        ("Pacific/Niue", 23, ACTIVE),
    ]:
        await Person.filter(id=cast.ann.id).update(time_zone=zone)
        with day(END, hour):
            view = (await queries.plans_by_ids(cast.actor(cast.mo), [row.id]))[row.id]
        assert view.state is state, (zone, hour)


async def test_a_plan_is_completed_or_given_up_and_one_never_agreed_only_given_up(
    cast: Cast, do: Doing
) -> None:
    ann = cast.actor(cast.ann)
    with day(END):
        for outcome, expected in [
            (None, PlanOutcome.COMPLETED),
            (PlanOutcome.GIVEN_UP, PlanOutcome.GIVEN_UP),
            (PlanOutcome.COMPLETED, PlanOutcome.COMPLETED),
        ]:
            row = await signed(cast)
            view = await do(renewal.close_plan(ann, plan_id=row.id, outcome=outcome))
            assert (view.state, view.outcome) == (CLOSED, expected)
            stored = await DevelopmentPlan.get(id=row.id)
            assert (stored.closed_by_id, stored.closed_manager_id) == (cast.ann.id, cast.mo.id)
        draft = await plan(cast.ann)
        completed = renewal.close_plan(ann, plan_id=draft.id, outcome=PlanOutcome.COMPLETED)
        await refused(do, completed, "PLAN_OUTCOME_NOT_POSSIBLE")
        view = await do(renewal.close_plan(ann, plan_id=draft.id))
        assert view.outcome is PlanOutcome.GIVEN_UP
        row = await signed(cast)
        for outcome in (PlanOutcome.RENEWED, PlanOutcome.LAPSED):
            command = renewal.close_plan(ann, plan_id=row.id, outcome=outcome)
            await refused(do, command, "PLAN_OUTCOME_NOT_POSSIBLE")


async def test_a_closed_plan_stands_still_and_leaves_private_goals_to_their_author(
    cast: Cast, do: Doing
) -> None:
    row = await signed(cast)
    ann = cast.actor(cast.ann)
    top = await goal(cast.ann, plan_id=row.id, measure=GoalMeasure.GOALS)
    part = await goal(cast.bo, parent_id=top.id, progress=40)
    secret = await goal(cast.ann, plan_id=row.id, visibility=GoalVisibility.PRIVATE)
    with day(END):
        await do(renewal.close_plan(cast.actor(cast.mo), plan_id=row.id))
        await Goal.filter(id=part.id).update(progress=90)
        assert (await queries.goals_by_ids(ann, [top.id]))[top.id].progress == 40
        view = (await queries.goals_by_ids(ann, [secret.id]))[secret.id]
        assert (view.plan_id, view.can_edit) == (None, True)
        for command in (
            renewal.close_plan(ann, plan_id=row.id),
            renewal.extend_plan(ann, plan_id=row.id, ends_on=END, version=2),
            goals.check_in(ann, goal_id=top.id, status=GoalStatus.DONE),
        ):
            await refused(do, command, "PLAN_CLOSED")


async def test_an_end_moves_by_92_days_in_all_however_it_is_moved(cast: Cast, do: Doing) -> None:
    row = await signed(cast)
    mo = cast.actor(cast.mo)
    last = END + timedelta(days=92)

    def extend(ends_on: date, version: int) -> Any:
        return renewal.extend_plan(mo, plan_id=row.id, ends_on=ends_on, version=version)

    with day(END + timedelta(days=5)):
        for ends_on in (END, END - timedelta(days=1), END + timedelta(days=4)):
            await refused(do, extend(ends_on, 1), "EXTENSION_NOT_LATER")
        await refused(do, extend(last + timedelta(days=1), 1), "EXTENSION_TOO_LONG")
        await refused(do, extend(last, 9), "STALE_VERSION")
        view = await do(extend(END + timedelta(days=60), 1))
        assert (view.state, view.changes_since_signing) == (ACTIVE, 1)
        await refused(do, extend(last + timedelta(days=1), 2), "EXTENSION_TOO_LONG")
        words = {"title": "Grow", "focus": "", "starts_on": START, "version": 2}
        edited = plans.edit_plan(mo, plan_id=row.id, ends_on=last + timedelta(days=1), **words)
        await refused(do, edited, "EXTENSION_TOO_LONG")
        assert (await do(extend(last, 2))).ends_on == last


async def test_a_renewed_plan_goes_on_in_the_next_as_far_as_it_is(cast: Cast, do: Doing) -> None:
    row = await signed(cast, shared_with_hr=True, mentor_id=cast.cy.id, shared_with_mentor=True)
    ann = cast.actor(cast.ann)
    with day(END + timedelta(days=3)):
        area = await FocusArea.create(
            plan_id=row.id, kind=FocusKind.ASPIRATION, title="Lead", position=0,
            created_at=BEGUN,
        )  # fmt: skip
        top = await goal(
            cast.ann, plan_id=row.id, measure=GoalMeasure.GOALS, focus_area_id=area.id, title="Top"
        )
        part = await goal(cast.bo, parent_id=top.id, progress=40, title="Part of another")
        percent = await goal(
            cast.ann, plan_id=row.id, progress=30, title="Percent", parent_id=top.id
        )
        secret = await goal(
            cast.ann, plan_id=row.id, visibility=GoalVisibility.PRIVATE, title="Secret"
        )
        done = await goal(cast.ann, plan_id=row.id, status=GoalStatus.DONE, progress=100)
        await goal(cast.ann, plan_id=row.id, title="Left behind")
        await Milestone.create(
            goal_id=percent.id, title="Once", position=0,
            done_at=BEGUN, created_at=BEGUN,
        )  # fmt: skip
        command = {
            "plan_id": row.id,
            "title": " Grow on ",
            "starts_on": END,
            "ends_on": END + timedelta(days=90),
            "version": 1,
        }
        keep = [top.id, percent.id, secret.id]
        over = renewal.renew_plan(ann, **command, keep_goal_ids=[done.id])
        await refused(do, over, "GOAL_IS_OVER")
        others = renewal.renew_plan(ann, **command, keep_goal_ids=[part.id])
        await refused(do, others, "GOAL_NOT_FOUND")
        stale = renewal.renew_plan(ann, **(command | {"version": 7}))
        await refused(do, stale, "STALE_VERSION")
        not_read = renewal.renew_plan(cast.actor(cast.mo), **command, keep_goal_ids=[secret.id])
        await refused(do, not_read, "GOAL_NOT_FOUND")
        following, renewed = await do(
            renewal.renew_plan(
                ann,
                **command,
                keep_goal_ids=keep,
                keep_focus_area_ids=[area.id],
                note="Good",
            )
        )
        assert (renewed.state, renewed.outcome) == (CLOSED, PlanOutcome.RENEWED)
        assert renewed.closing_note == "Good"
        assert (following.state, following.title) == (PlanState.DRAFT, "Grow on")
        assert following.renewed_from_id == row.id
        assert (following.shared_with_hr, following.shared_with_mentor) == (True, True)
        back = await queries.renewals_of(ann, [row.id])
        assert back[row.id].id == following.id
        carried = (await queries.goals_of(ann, [following.id]))[following.id]
        assert [(g.title, g.progress) for g in carried] == [
            ("Top", 35),
            ("Percent", 30),
            ("Secret", 0),
        ]
        (kept,) = (await queries.focus_areas_of(ann, [following.id]))[following.id]
        assert carried[0].focus_area_id == kept.id
        (step,) = (await queries.milestones_of(ann, [carried[1].id]))[carried[1].id]
        assert step.done_at is not None
        # The old one stands still, and what counted in it counts in the new one.
        assert (await queries.goals_by_ids(ann, [top.id]))[top.id].progress == 35
        assert (await Goal.get(id=part.id)).parent_id == carried[0].id
        assert await Goal.filter(title="Secret").count() == 1
        assert do.only(PlanClosed).plan_id == row.id
        assert do.only(PlanDrafted).plan_id == following.id


async def test_what_a_manager_renews_is_shared_anew_by_the_person(cast: Cast, do: Doing) -> None:
    row = await signed(cast, shared_with_hr=True, shared_with_managers_manager=True)
    with day(END):
        following, _ = await do(
            renewal.renew_plan(
                cast.actor(cast.mo), plan_id=row.id, title="Next", starts_on=END,
                ends_on=END + timedelta(days=30), version=1,
            )
        )  # fmt: skip
        stored = await DevelopmentPlan.get(id=following.id)
        assert (stored.shared_with_hr, stored.shared_with_managers_manager) == (False, False)
        seen = await queries.plans_by_ids(cast.actor(cast.ann), [following.id])
        assert set(seen) == {following.id}


async def test_two_who_renew_at_once_make_one_plan(cast: Cast) -> None:
    row = await signed(cast)

    async def renew(person: Person) -> str:
        try:
            async with unit_of_work(Bus()):
                await renewal.renew_plan(
                    cast.actor(person), plan_id=row.id, title="Next", starts_on=END,
                    ends_on=END + timedelta(days=30), version=1,
                )  # fmt: skip
        except DomainError as error:
            return error.code
        return "done"

    with day(END):
        answers = await asyncio.gather(*(renew(person) for person in (cast.ann, cast.mo) * 2))
    assert sorted(answers) == ["PLAN_CLOSED"] * 3 + ["done"]
    assert await DevelopmentPlan.filter(renewed_from_id=row.id).count() == 1


async def test_nobody_else_ends_a_plan(cast: Cast, do: Doing) -> None:
    row = await signed(
        cast, shared_with_hr=True, mentor_id=cast.cy.id, shared_with_mentor=True,
        shared_with_managers_manager=True,
    )  # fmt: skip
    following = {"title": "x", "starts_on": END, "ends_on": END + timedelta(days=9), "version": 1}
    with day(END):
        for person, code in [
            (cast.hana, "PLAN_READ_ONLY"),
            (cast.cy, "PLAN_READ_ONLY"),
            (cast.zed, "PLAN_READ_ONLY"),
            (cast.old, "PLAN_NOT_FOUND"),
            (cast.bo, "PLAN_NOT_FOUND"),
        ]:
            actor = cast.actor(person)
            later = END + timedelta(days=9)
            for command in (
                renewal.close_plan(actor, plan_id=row.id),
                renewal.renew_plan(actor, plan_id=row.id, **following),
                renewal.extend_plan(actor, plan_id=row.id, ends_on=later, version=1),
                signing.acknowledge_plan_changes(actor, plan_id=row.id),
                plans.set_plan_mentor(actor, plan_id=row.id, mentor_id=None, version=1),
            ):
                await refused(do, command, code)
    assert do.heard == []


async def test_a_plan_that_nobody_ends_lapses_after_sixty_days_and_both_are_told(
    cast: Cast, do: Doing
) -> None:
    row = await signed(cast)
    alive = await signed(cast, cast.bo, ends_on=END + timedelta(days=1))
    of_leaver = await signed(cast, cast.dee)
    with day(END + timedelta(days=59)):
        assert await lapse_due_plans(do) == 0
    with day(END + timedelta(days=60)):
        assert await lapse_due_plans(do) == 2
        assert await lapse_due_plans(do) == 0
        view = (await queries.plans_by_ids(cast.actor(cast.ann), [row.id]))[row.id]
    assert (view.state, view.outcome, view.can_close) == (CLOSED, PlanOutcome.LAPSED, False)
    assert (await DevelopmentPlan.get(id=alive.id)).state is ACTIVE
    assert (await DevelopmentPlan.get(id=of_leaver.id)).outcome is PlanOutcome.LAPSED
    facts = {fact.plan_id: fact for fact in do.heard if isinstance(fact, PlanLapsed)}
    assert set(facts) == {row.id, of_leaver.id}
    assert (facts[row.id].person_id, facts[row.id].manager_id) == (cast.ann.id, cast.mo.id)


async def test_a_check_in_is_due_while_there_is_something_to_tell(cast: Cast, do: Doing) -> None:
    row = await signed(cast)
    ann = cast.actor(cast.ann)

    async def due() -> tuple[date | None, int]:
        view = (await queries.plans_by_ids(ann, [row.id]))[row.id]
        return view.check_in_due_on, len(await queries.check_ins_due(ann))

    with day(START + timedelta(days=19)):
        assert await due() == (None, 0)
        its = await goal(cast.ann, plan_id=row.id)
        await goal(cast.ann, plan_id=row.id, visibility=GoalVisibility.PRIVATE)
        assert await due() == (START + timedelta(days=14), 1)
        assert await queries.check_ins_due(cast.actor(cast.mo)) == []
        await do(goals.check_in(ann, goal_id=its.id, progress=5, status=GoalStatus.ON_TRACK))
        assert await due() == (START + timedelta(days=33), 0)
        await do(goals.check_in(ann, goal_id=its.id, progress=100, status=GoalStatus.DONE))
        assert await due() == (None, 0)


async def test_erm_writes_to_both_about_a_plan_that_it_closed(cast: Cast) -> None:
    await Person.filter(id=cast.ann.id).update(locale="ru")
    row = await signed(cast, title="Расти")
    await signed(cast, cast.dee)
    with day(END + timedelta(days=60)):
        assert await lapse_due_plans(build_bus(SECRETS)) == 2
    mails = {mail.recipient_id: mail for mail in await Mail.all()}
    assert set(mails) == {cast.ann.id, cast.mo.id}
    assert mails[cast.ann.id].subject == "Ваш план «Расти» закрыт"
    assert mails[cast.mo.id].subject == "A development plan of Ann Test was closed"
    link = Links(SECRETS.public_url).plan(row.id)
    for mail in mails.values():
        assert link in mail.text
        assert "60" in mail.text
