"""A mail for every clap: a popular thank-you fills the mailboxes of those who gave and received it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from erm.core.clock import at, now
from erm.core.events import Bus
from erm.flows.notifying import recognition
from erm.mail.models import Mail
from erm.recognition.rules import ReactionKind
from erm.settings import Settings
from tests.cast import Cast
from tests.notifications.reaching import reachable
from tests.recognition.news.happening import Happening, dispatch


@pytest.fixture
async def happening(cast: Cast, bus: Bus) -> Happening:
    recognition.subscribe(bus)
    await reachable(cast.people)
    return Happening(cast, bus)


async def test_a_day_of_claps_and_comments_is_one_mail(
    cast: Cast, happening: Happening, settings: Settings
) -> None:
    """Twenty people react and comment for two days; the job runs every hour of them."""
    crowd = await cast.crowd(20)
    key = await happening.give(cast.ann, cast.bo)
    begun = now()
    for hour in range(48):
        person = crowd[hour % 20]
        with at(begun + timedelta(hours=hour, minutes=10)):
            await happening.react(person, key, list(ReactionKind)[hour % 6])
            if hour % 3 == 0:
                await happening.comment(person, key)
        with at(begun + timedelta(hours=hour, minutes=50)):
            await dispatch(settings, happening.bus)
    mails = await Mail.filter(to_address=cast.ann.work_email).order_by("created_at")
    assert [mail.kind for mail in mails] == ["kudos_gathered"] * 2
    assert mails[1].created_at - mails[0].created_at >= timedelta(hours=24)
    assert await Mail.filter(to_address=cast.bo.work_email, kind="kudos_received").count() == 1


async def test_a_burst_of_thanks_is_one_mail(
    cast: Cast, happening: Happening, settings: Settings
) -> None:
    crowd = await cast.crowd(12)
    begun = now()
    for number, person in enumerate(crowd):
        with at(begun + timedelta(minutes=number)):
            await happening.give(person, cast.bo)
            await dispatch(settings, happening.bus)
    with at(begun + timedelta(minutes=20)):
        await dispatch(settings, happening.bus)
    (mail,) = await Mail.filter(to_address=cast.bo.work_email)
    assert mail.subject == "You have been thanked 12 times"
