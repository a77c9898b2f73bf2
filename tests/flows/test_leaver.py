"""Somebody leaves: what was begun with them ends, in one transaction."""

from __future__ import annotations

from datetime import timedelta

import pytest

from erm.access.models import AccessToken, Session
from erm.core import clock
from erm.core.work import record, unit_of_work
from erm.feedback.models import FeedbackNote, FeedbackRequest
from erm.feedback.rules import RequestState
from erm.mail.commands import queue_mail
from erm.mail.models import Mail
from erm.mail.rules import MailState
from erm.one_on_ones.models import OneOnOneSeries
from erm.people.events import PersonLeft
from tests.cast import Cast
from tests.digest.week import BUS, MONDAY, live
from tests.everyday import SETTINGS


async def test_a_leavers_open_ends_are_tied_up(cast: Cast) -> None:
    await live(cast)
    await cast.session(cast.ann)
    await cast.access_token(cast.ann)
    await cast.session(cast.bo)
    with clock.at(MONDAY + timedelta(hours=1)):
        for person in (cast.ann, cast.bo):
            async with unit_of_work(BUS):
                await queue_mail(
                    dedupe_key=f"test:{person.id}", kind="test", recipient_id=person.id,
                    to_address=person.work_email, to_name="", language="en", subject="Hello",
                    text="Hello", html=None,
                )  # fmt: skip
        async with unit_of_work(BUS):
            record(PersonLeft(at=clock.now(), person_id=cast.ann.id))
    assert (await FeedbackRequest.get()).state is RequestState.WITHDRAWN
    assert (await OneOnOneSeries.get()).ended_at is not None
    states = dict(await Mail.all().values_list("recipient_id", "state"))
    assert states == {cast.ann.id: MailState.CANCELLED, cast.bo.id: MailState.QUEUED}
    assert await Session.all().values_list("person_id", flat=True) == [cast.bo.id]
    assert await AccessToken.all().count() == 0
    assert await FeedbackNote.all().count() == 1, "what was written stays"


async def test_nothing_ends_when_the_leaving_is_rolled_back(cast: Cast) -> None:
    await live(cast)

    class Refused(Exception):
        pass

    async def refuse(event: PersonLeft) -> None:
        raise Refused

    from erm.flows.subscriptions import build_bus

    bus = build_bus(SETTINGS)
    bus.subscribe(PersonLeft, refuse)
    with pytest.raises(Refused):
        async with unit_of_work(bus):
            record(PersonLeft(at=clock.now(), person_id=cast.ann.id))
    assert (await FeedbackRequest.get()).state is RequestState.PENDING
    assert (await OneOnOneSeries.get()).ended_at is None
