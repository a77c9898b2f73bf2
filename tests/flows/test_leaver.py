"""Somebody leaves: what was begun with them ends, in one transaction."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from erm.access.models import AccessToken, Session
from erm.audit.models import AuditEntry
from erm.core import clock
from erm.core.work import record, unit_of_work
from erm.feedback.models import FeedbackNote, FeedbackRequest
from erm.feedback.rules import RequestState
from erm.flows.subscriptions import build_bus
from erm.handovers.models import Handover
from erm.handovers.rules import HandoverReason, HandoverState
from erm.mail.commands import queue_mail
from erm.mail.models import Mail
from erm.mail.rules import MailState
from erm.one_on_ones.models import (
    ActionItem,
    ActionItemChange,
    CalendarFeed,
    OneOnOneSeries,
)
from erm.one_on_ones.rules import ActionItemState
from erm.people.events import PersonLeft
from tests.cast import Cast
from tests.digest.week import BUS, MONDAY, live
from tests.everyday import SETTINGS
from tests.one_on_ones.builders import history


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
        await cast.leave(cast.ann, clock.today())
        async with unit_of_work(BUS):
            record(PersonLeft(at=clock.now(), person_id=cast.ann.id))
    assert (await FeedbackRequest.get()).state is RequestState.WITHDRAWN
    assert (await OneOnOneSeries.get()).ended_at is not None
    states = dict(await Mail.filter(kind="test").values_list("recipient_id", "state"))
    assert states == {cast.ann.id: MailState.CANCELLED, cast.bo.id: MailState.QUEUED}
    of_ann = await Mail.filter(recipient_id=cast.ann.id).values_list("state", flat=True)
    assert set(of_ann) == {MailState.CANCELLED}
    assert await Session.all().values_list("person_id", flat=True) == [cast.bo.id]
    assert await AccessToken.all().count() == 0
    assert await FeedbackNote.all().count() == 1, "what was written stays"


async def test_what_is_open_of_and_to_a_leaver_is_closed_and_only_counted(cast: Cast) -> None:
    bus = build_bus(SETTINGS)
    with_mo, with_bo = await history(cast.ann, [cast.mo, cast.bo], 1)
    (others,) = await history(cast.mo, [cast.bo], 1)
    # Promises of a series that ended long ago are open as well.
    await OneOnOneSeries.filter(id=with_bo.id).update(active_pair=None, ended_at=clock.now())
    await ActionItem.filter(series_id=with_mo.id, owner_id=cast.ann.id).update(body="SECRET")
    await CalendarFeed.create(
        person_id=cast.ann.id, active_person_id=cast.ann.id, token_hash="a",
        created_at=clock.now(),
    )  # fmt: skip
    kept = await CalendarFeed.create(
        person_id=cast.bo.id, active_person_id=cast.bo.id, token_hash="b", created_at=clock.now()
    )
    draft = await Handover.create(
        author_id=cast.ann.id, receiver_id=cast.mo.id, reason=HandoverReason.LEAVING,
        note="SECRET", created_at=clock.now(),
    )  # fmt: skip
    shared = await Handover.create(
        author_id=cast.ann.id, receiver_id=cast.mo.id, reason=HandoverReason.LEAVING,
        state=HandoverState.SHARED, created_at=clock.now(),
    )  # fmt: skip
    to_ann = await Handover.create(
        author_id=cast.bo.id, receiver_id=cast.ann.id, reason=HandoverReason.MOVING,
        created_at=clock.now(),
    )  # fmt: skip
    async with unit_of_work(bus):
        record(PersonLeft(at=clock.now(), person_id=cast.ann.id))
    dropped = await ActionItem.filter(state=ActionItemState.DROPPED).values_list("id", flat=True)
    assert set(dropped) == set(
        await ActionItem.exclude(series_id=others.id).values_list("id", flat=True)
    )
    changes = await ActionItemChange.filter(item_id__in=list(dropped))
    assert [(c.before, c.after, c.by_id) for c in changes] == [("open", "dropped", None)] * 4
    left = set(await OneOnOneSeries.filter(ended_at__isnull=True).values_list("id", flat=True))
    assert left == {others.id}
    assert set(await Handover.all().values_list("id", flat=True)) == {shared.id, to_ann.id}
    assert draft.id not in {shared.id, to_ann.id}
    assert await CalendarFeed.filter(revoked_at__isnull=True).values_list("id", flat=True) == [
        kept.id
    ]
    entry = await AuditEntry.get()
    assert (entry.action, entry.actor_id, entry.subject_id) == ("person.left", None, cast.ann.id)
    assert json.loads(entry.details) == {
        "promises": 2,
        "promises_to_them": 2,
        "series": 1,
        "requests": 0,
        "drafts": 1,
        "feedback_drafts": 0,
        "calendar_feeds": 1,
        "mentorships": 0,
        "celebrations": 0,
        "scheduled_kudos": 0,
    }
    assert "SECRET" not in entry.details


async def test_nothing_ends_when_the_leaving_is_rolled_back(cast: Cast) -> None:
    await live(cast)

    class Refused(Exception):
        pass

    async def refuse(event: PersonLeft) -> None:
        raise Refused

    bus = build_bus(SETTINGS)
    bus.subscribe(PersonLeft, refuse)
    with pytest.raises(Refused):
        async with unit_of_work(bus):
            record(PersonLeft(at=clock.now(), person_id=cast.ann.id))
    assert (await FeedbackRequest.get()).state is RequestState.PENDING
    assert (await OneOnOneSeries.get()).ended_at is None
    assert not await AuditEntry.exists()
