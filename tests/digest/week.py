"""A week in the life of Ann, made through the commands, with everybody listening."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from erm.core import clock
from erm.core.actor import Actor
from erm.core.work import unit_of_work
from erm.development.commands import goals, plans, signing
from erm.development.rules import GoalStatus
from erm.feedback import commands as feedback
from erm.feedback.rules import FeedbackVisibility
from erm.flows.subscriptions import build_bus
from erm.one_on_ones.commands import action_items, meetings, series, talking_points
from erm.one_on_ones.rules import Cadence, Visibility
from erm.recognition import commands as recognition
from tests.cast import Cast
from tests.everyday import SETTINGS

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = datetime(2026, 11, 23, 8, tzinfo=BERLIN)
T = TypeVar("T")
BUS = build_bus(SETTINGS)


async def do(command: Callable[..., Awaitable[T]], actor: Actor, **given: Any) -> T:
    """Run a command in a unit of work of its own."""
    async with unit_of_work(BUS):
        return await command(actor, **given)


@dataclass
class Week:
    """What there is on Monday at eight."""

    meeting: UUID
    request: UUID
    note: UUID
    promise: UUID
    plan: UUID
    goal: UUID
    kudos: UUID


async def live(cast: Cast) -> Week:
    """The week before Monday; ends with the clock where it was."""
    ann, mo, bo, cy = (cast.actor(p) for p in (cast.ann, cast.mo, cast.bo, cast.cy))
    with clock.at(MONDAY - timedelta(days=7)):
        pair = await do(
            series.start_series,
            mo,
            person_id=cast.ann.id,
            cadence=Cadence.WEEKLY,
            first_meeting_at=MONDAY - timedelta(days=6),
        )
        from erm.one_on_ones.queries import current_meetings_of

        first = (await current_meetings_of(ann, [pair.id]))[pair.id]
        promise = await do(
            action_items.add_action_item,
            ann,
            meeting_id=first.id,
            body="Write down how releases are made",
            owner_id=cast.ann.id,
            due_on=MONDAY.date() - timedelta(days=3),
        )
        plan = await do(
            plans.draft_plan,
            ann,
            title="Lead a small team",
            starts_on=MONDAY.date(),
            ends_on=MONDAY.date() + timedelta(days=180),
        )
        goal = await do(goals.add_goal, ann, plan_id=plan.id, title="Run one project alone")
        await do(signing.propose_plan, ann, plan_id=plan.id)
        await do(signing.agree_plan, mo, plan_id=plan.id)
        await do(goals.check_in, ann, goal_id=goal.id, progress=10, status=GoalStatus.ON_TRACK)
    with clock.at(MONDAY - timedelta(days=5)):
        _, following = await do(
            meetings.close_meeting,
            mo,
            meeting_id=first.id,
            held=True,
            next_meeting_at=MONDAY + timedelta(days=1, hours=2),
        )
        await do(
            talking_points.add_talking_point,
            mo,
            meeting_id=following.id,
            body="How was the launch?",
        )
        await do(
            talking_points.add_talking_point,
            ann,
            meeting_id=following.id,
            body="I am tired of on-call",
            visibility=Visibility.PRIVATE,
        )
    with clock.at(MONDAY - timedelta(days=3)):
        (request,), _ = await do(
            feedback.request_feedback,
            cy,
            person_ids=[cast.ann.id],
            question="What could I explain better in demos?",
            due_on=MONDAY.date() + timedelta(days=2),
        )
        note = await do(
            feedback.give_feedback,
            bo,
            recipient_id=cast.ann.id,
            behaviour="You reviewed my change the same evening.",
            visibility=FeedbackVisibility.RECIPIENT,
        )
        kudos = await do(
            recognition.give_kudos,
            cy,
            receiver_ids=[cast.ann.id, cast.bo.id],
            message="Thank you for saving the demo <b>on Friday</b>!",
        )
    return Week(following.id, request.id, note.id, promise.id, plan.id, goal.id, kudos.id)
