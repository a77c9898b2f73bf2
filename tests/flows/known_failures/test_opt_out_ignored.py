"""In other products whoever switched a kind of mail off goes on getting it, by another way.

Here every way out asks for the same choice: the mail that a domain writes, the gathered one, chats and
push; and it is asked again right before a message leaves.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta

import pytest

from erm.core import clock
from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.work import record, unit_of_work
from erm.development.events import PlanProposed
from erm.development.rules import PlanState
from erm.feedback.events import FeedbackRequested
from erm.flows.subjects import subjects
from erm.flows.subscriptions import build_bus
from erm.mail.models import Mail
from erm.mail.rules import MailState
from erm.notifications import choosing
from erm.notifications.dispatching import Dispatcher
from erm.notifications.models import Dispatch, Notification, NotificationChoice, NotificationPolicy
from erm.notifications.rules import Channel, NotificationKind
from erm.people.models import Person
from erm.recognition.news_mails import WRITERS
from erm.settings import Settings
from tests.cast import Cast
from tests.development.builders import plan
from tests.feedback.rows import request
from tests.notifications.reaching import reachable

OWN, GENERAL = NotificationKind.FEEDBACK_REQUESTED, NotificationKind.PLAN_PROPOSED
OTHER = NotificationKind.KUDOS_RECEIVED


async def switch_off(person: Person) -> None:
    """No mail, no chat, no push."""
    for kind in (OWN, GENERAL):
        for channel in Channel:
            _ = await NotificationChoice.create(
                person_id=person.id, kind=kind, channel=channel, wanted=False, updated_at=now()
            )


async def something_happens(cast: Cast, settings: Settings) -> None:
    """Mo is asked for feedback, and Ann proposes a plan."""
    question = await request(cast.ann, cast.mo)
    proposed = await plan(cast.ann, title="Grow", state=PlanState.PROPOSED)
    async with unit_of_work(build_bus(settings)):
        record(
            FeedbackRequested(
                at=now(), request_id=question.id, requester_id=cast.ann.id, asked_id=cast.mo.id
            )
        )
        record(
            PlanProposed(
                at=now(),
                plan_id=proposed.id,
                person_id=cast.ann.id,
                manager_id=cast.mo.id,
                by_id=cast.ann.id,
            )
        )


async def test_what_was_switched_off_leaves_by_no_way_and_stands_in_the_product(
    cast: Cast, settings: Settings
) -> None:
    await reachable(cast.people)
    await switch_off(cast.mo)
    await something_happens(cast, settings)
    assert await Notification.filter(recipient_id=cast.mo.id).count() == 2
    assert not await Mail.filter(recipient_id=cast.mo.id).exists()
    assert not await Dispatch.filter(recipient_id=cast.mo.id).exists()


@pytest.mark.parametrize("changes_their_mind", [False, True])
async def test_what_is_switched_off_while_it_waits_does_not_leave(
    cast: Cast, settings: Settings, changes_their_mind: bool
) -> None:
    await reachable(cast.people)
    await something_happens(cast, settings)
    assert await Mail.filter(recipient_id=cast.mo.id, kind="feedback_request").count() == 1
    assert await Dispatch.filter(recipient_id=cast.mo.id).count() == 1
    if changes_their_mind:
        await switch_off(cast.mo)
    with clock.at(now() + timedelta(hours=1)):
        _ = await Dispatcher(settings, build_bus(settings), subjects, WRITERS).run(asyncio.Event())
    assert await Mail.filter(kind="notifications").exists() is not changes_their_mind


@pytest.mark.parametrize("required", [False, True])
async def test_mail_that_waits_for_the_end_of_a_quiet_night_is_called_back(
    cast: Cast, actor_of: Callable[[Person], Actor], settings: Settings, required: bool
) -> None:
    await reachable(cast.people)
    await something_happens(cast, settings)
    waiting = Mail.filter(kind="feedback_request")
    (mail,) = await waiting
    if required:
        _ = await NotificationPolicy.create(
            kind=OWN, channel=Channel.MAIL, on=True, required=True, updated_at=now()
        )
    mo, bo = actor_of(cast.mo), actor_of(cast.bo)
    async with unit_of_work(build_bus(settings)):
        # Neither somebody else's choice nor one about another kind or way calls it back.
        await choosing.choose_mail(bo.person_id, OWN, False)
        await choosing.choose_mail(mo.person_id, NotificationKind.PACKET_RELEASED, False)
        await choosing.choose(mo, kind=OTHER, channel=Channel.PUSH, wanted=False)
    assert (await waiting.get(id=mail.id)).state is MailState.QUEUED
    async with unit_of_work(build_bus(settings)):
        await choosing.choose_mail(mo.person_id, OWN, False)
    after = await waiting.get(id=mail.id)
    assert after.state is (MailState.QUEUED if required else MailState.CANCELLED)
    assert bool(after.text) is required
