"""Nothing is told that is over by then, that is still to come, or that its reader has just stopped."""

from __future__ import annotations

from datetime import timedelta

from erm.core.clock import at, now
from erm.core.work import unit_of_work
from erm.flows.unsubscribing import unsubscribe
from erm.mail.models import Mail
from erm.mail.rules import MailState
from erm.mail.unsubscribing import Subscription, unsubscribe_token
from erm.notifications import commands, queries
from erm.notifications.live import _unseen_ids
from erm.notifications.models import Dispatch, Notification
from tests.notifications.telling import HANDOVER, KEPT, MENTORSHIP, Office

QUIET = timedelta(minutes=6)
HOUR = timedelta(hours=1)


async def test_what_is_over_when_its_time_comes_is_told_no_more_and_stands_in_the_list(
    office: Office,
) -> None:
    c = office.cast
    await office.connect(c.ann)
    thing = await office.tell(MENTORSHIP, c.ann, person_id=c.bo.id)
    office.things.over.add(thing)
    assert await office.run(QUIET) == 0
    assert {state for _, state in await office.states(c.ann)} == {"dropped"}
    assert office.chats.posts == []
    assert not await Mail.all().exists()
    assert await queries.unseen_notifications(c.actor(c.ann), office.things) == 1


async def test_what_is_still_to_come_is_neither_shown_nor_told_nor_seen_with_the_rest(
    office: Office,
) -> None:
    c = office.cast
    ann = c.actor(c.ann)
    await office.tell(HANDOVER, c.ann, person_id=c.bo.id, at=now() + HOUR)
    await office.tell(MENTORSHIP, c.ann, person_id=c.bo.id)
    assert await queries.unseen_notifications(ann, office.things) == 1
    assert len(await _unseen_ids(ann)) == 1
    assert await office.run(QUIET) == 1
    assert sorted(await office.states(c.ann)) == [("mail", "sent"), ("mail", "waiting")]
    newest = await Notification.all().order_by("-id").first()
    assert newest is not None
    async with unit_of_work(office.bus):
        await commands.mark_notifications_seen(ann, up_to=newest.id)
    with at(now() + HOUR + QUIET):
        assert await queries.unseen_notifications(ann, office.things) == 1
    assert await office.run(HOUR + QUIET) == 1


async def test_a_link_stops_at_once_what_lies_in_the_queue_and_nothing_else(office: Office) -> None:
    c = office.cast
    for person in (c.ann, c.bo):
        await office.tell(HANDOVER, person, person_id=c.cy.id)
    await office.run(QUIET)
    assert await Mail.filter(state=MailState.QUEUED).count() == 2
    for what in (Subscription.DIGEST, Subscription.NOTIFICATIONS):
        token = unsubscribe_token(c.ann.id, office.settings.secret_key, what)
        async with unit_of_work(office.bus):
            await unsubscribe(token, secret_key=office.settings.secret_key)
        left = await Mail.filter(state=MailState.QUEUED).values_list("recipient_id", flat=True)
        assert set(left) == ({c.ann.id, c.bo.id} if what is Subscription.DIGEST else {c.bo.id})
    cancelled = await Mail.get(recipient_id=c.ann.id)
    assert (cancelled.state, cancelled.text, cancelled.html) == (MailState.CANCELLED, "", None)
    # What comes later is not even queued.
    await office.tell(KEPT, c.ann, person_id=c.cy.id)
    assert await Dispatch.filter(recipient_id=c.ann.id, state="waiting").count() == 0
