"""In other products every reaction is a mail, and a popular thank-you fills a mailbox.

Here what happens around one thing is gathered: ten reactions are one line in one mail; and what happens
at once waits a moment for what comes with it.
"""

from __future__ import annotations

import asyncio
from datetime import timedelta

from erm.core import clock
from erm.core.clock import now
from erm.core.work import record, unit_of_work
from erm.development.events import MilestoneReached, PlanProposed
from erm.development.rules import PlanState
from erm.flows.subjects import subjects
from erm.flows.subscriptions import build_bus
from erm.mail.models import Mail
from erm.notifications.dispatching import Dispatcher
from erm.notifications.models import Notification
from erm.recognition.news_mails import WRITERS
from erm.settings import Settings
from tests.cast import Cast
from tests.development.builders import goal, plan
from tests.notifications.reaching import reachable
from tests.recognition.news.happening import Happening


async def test_ten_reactions_are_one_line_in_one_mail(cast: Cast, settings: Settings) -> None:
    people = [await cast.person(f"R{number}") for number in range(10)]
    await reachable(cast.people)
    bus = build_bus(settings)
    happening = Happening(cast, bus)
    kudos = await happening.give(cast.bo, cast.ann)
    for person in people:
        await happening.react(person, kudos)
    for days in (0, 1, 2, 3):
        with clock.at(now() + timedelta(days=days, hours=1)):
            _ = await Dispatcher(settings, bus, subjects, WRITERS).run(asyncio.Event())
    mails = await Mail.filter(recipient_id=cast.ann.id, kind="kudos_gathered")
    assert len(mails) == 1
    assert "and 9 other people reacted" in mails[0].text
    assert mails[0].text.count("reacted") == 1


async def test_a_busy_morning_is_one_mail_and_a_busy_day_of_steps_another(
    cast: Cast, settings: Settings
) -> None:
    await reachable(cast.people)
    bus = build_bus(settings)
    proposed = [
        await plan(cast.ann, title=f"Plan {number}", state=PlanState.PROPOSED)
        for number in range(8)
    ]
    mine = await goal(cast.ann, title="Speak", plan_id=proposed[0].id)
    two = {"person_id": cast.ann.id, "manager_id": cast.mo.id, "by_id": cast.ann.id}
    async with unit_of_work(bus):
        for each in proposed:
            record(PlanProposed(at=now(), plan_id=each.id, **two))
        for each in proposed:
            record(
                MilestoneReached(
                    at=now(), milestone_id=each.id, goal_id=mine.id, plan_id=each.id, **two
                )
            )
    told = await Notification.filter(recipient_id=cast.mo.id).count()
    assert told == 16
    for hours in (1, 2, 26, 50):
        with clock.at(now() + timedelta(hours=hours)):
            _ = await Dispatcher(settings, bus, subjects, WRITERS).run(asyncio.Event())
    mails = await Mail.filter(recipient_id=cast.mo.id).order_by("id")
    assert 1 <= len(mails) <= 2
    assert mails[0].text.count("proposes a development plan") == 8
