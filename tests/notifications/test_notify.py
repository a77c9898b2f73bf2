"""Telling people: whom, once, and through which channels."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from erm.core.clock import now
from erm.core.events import Bus
from erm.core.ids import new_id
from erm.core.work import unit_of_work
from erm.notifications import commands
from erm.notifications.choices import wanting
from erm.notifications.models import (
    Dispatch,
    Notification,
    NotificationChoice,
    NotificationPolicy,
    PersonalChat,
    PushSubscription,
)
from erm.notifications.rules import KINDS, WAIT, Channel, NotificationKind
from erm.people.models import Person
from tests.cast import Cast
from tests.database import query_count

HANDOVER = NotificationKind.HANDOVER_SHARED
REQUESTED = NotificationKind.FEEDBACK_REQUESTED
MOVED = NotificationKind.MEETING_MOVED


async def tell(bus: Bus, kind: NotificationKind, people: list[Person], **more: Any) -> None:
    more = {"subject_kind": "Thing", "subject_id": new_id(), **more}
    async with unit_of_work(bus):
        await commands.notify(kind, [each.id for each in people], **more)


async def chat(person: Person) -> None:
    _ = await PersonalChat.create(
        person_id=person.id, service="slack", address_sealed=b"x", created_at=now()
    )


async def push(person: Person) -> None:
    _ = await PushSubscription.create(
        person_id=person.id,
        endpoint_hash=str(new_id()),
        endpoint_sealed=b"x",
        keys_sealed=b"x",
        created_at=now(),
    )


async def choose(person: Person, kind: NotificationKind, channel: Channel, wanted: bool) -> None:
    _ = await NotificationChoice.create(
        person_id=person.id, kind=kind, channel=channel, wanted=wanted, updated_at=now()
    )


async def say_for_all(
    kind: NotificationKind, channel: Channel, on: bool, required: bool = False
) -> None:
    _ = await NotificationPolicy.create(
        kind=kind, channel=channel, on=on, required=required, updated_at=now()
    )


async def leaving() -> set[tuple[str, str]]:
    """Who is told through which channel."""
    names = {row.id: row.given_name.lower() for row in await Person.all()}
    return {(names[row.recipient_id], row.channel.value) for row in await Dispatch.all()}


async def test_those_who_left_and_whoever_did_it_are_told_nothing(cast: Cast, bus: Bus) -> None:
    everybody = [cast.ann, cast.ann, cast.bo, cast.dee]
    await tell(bus, HANDOVER, everybody, person_id=cast.bo.id)
    rows = await Notification.all()
    assert [(row.recipient_id, row.person_id) for row in rows] == [(cast.ann.id, cast.bo.id)]
    assert await leaving() == {("ann", "mail")}


async def test_the_same_is_told_once_and_what_happens_again_once_more(cast: Cast, bus: Bus) -> None:
    key = new_id()
    for once in ("", "", "2026-11-22", "2026-11-22", "x" * 500, "x" * 500):
        await tell(bus, HANDOVER, [cast.ann], subject_id=key, once=once)
    assert await Notification.all().count() == 3
    assert await Dispatch.all().count() == 3
    await tell(bus, HANDOVER, [cast.ann], subject_id=key, detail_id=new_id())
    await tell(bus, HANDOVER, [cast.ann], subject_id=key, person_id=cast.bo.id)
    assert await Notification.all().count() == 5
    assert max(len(row.once_key) for row in await Notification.all()) <= 200


def test_what_makes_two_the_same_always_fits_its_column() -> None:
    ids = [new_id() for _ in range(4)]
    for kind in NotificationKind:
        key = commands.once_key(ids[0], kind, "K" * 40, ids[1], ids[2], ids[3], "once" * 99)
        assert len(key) <= 200


async def test_each_channel_is_used_where_it_is_there(cast: Cast, bus: Bus) -> None:
    await chat(cast.ann)
    await push(cast.bo)
    await push(cast.bo)
    await tell(bus, HANDOVER, [cast.ann, cast.bo, cast.cy])
    assert await leaving() == {
        ("ann", "mail"),
        ("ann", "chat"),
        ("bo", "mail"),
        ("bo", "push"),
        ("cy", "mail"),
    }


async def test_a_chat_that_was_given_up_is_not_posted_to(cast: Cast, bus: Bus) -> None:
    await chat(cast.ann)
    await PersonalChat.filter(person_id=cast.ann.id).update(disabled_reason="failing")
    await tell(bus, HANDOVER, [cast.ann])
    assert await leaving() == {("ann", "mail")}


async def test_a_kind_with_mail_of_its_own_sends_no_other(cast: Cast, bus: Bus) -> None:
    await chat(cast.ann)
    await tell(bus, REQUESTED, [cast.ann, cast.bo])
    assert await leaving() == {("ann", "chat")}
    assert await Notification.all().count() == 2


async def test_what_is_silent_stands_in_the_product_only(cast: Cast, bus: Bus) -> None:
    await chat(cast.ann)
    await tell(bus, HANDOVER, [cast.ann], silent=True)
    assert await Notification.all().count() == 1
    assert await leaving() == set()


async def test_nothing_leaves_that_was_switched_off(cast: Cast, bus: Bus) -> None:
    for person in (cast.ann, cast.bo):
        await chat(person)
    await choose(cast.ann, HANDOVER, Channel.MAIL, False)
    await choose(cast.ann, HANDOVER, Channel.CHAT, False)
    await choose(cast.bo, REQUESTED, Channel.CHAT, False)
    await tell(bus, HANDOVER, [cast.ann, cast.bo])
    assert await leaving() == {("bo", "mail"), ("bo", "chat")}


async def test_the_company_switches_off_and_on_and_people_change_it(cast: Cast) -> None:
    await say_for_all(HANDOVER, Channel.MAIL, on=False)
    await say_for_all(MOVED, Channel.MAIL, on=True)
    await choose(cast.ann, HANDOVER, Channel.MAIL, True)
    await choose(cast.ann, MOVED, Channel.MAIL, False)
    both = [cast.ann.id, cast.bo.id]
    assert await wanting(both, HANDOVER, Channel.MAIL) == {cast.ann.id}
    assert await wanting(both, MOVED, Channel.MAIL) == {cast.bo.id}


async def test_what_the_company_requires_goes_to_all_or_to_nobody(cast: Cast) -> None:
    await say_for_all(HANDOVER, Channel.MAIL, on=True, required=True)
    await say_for_all(MOVED, Channel.PUSH, on=False, required=True)
    await choose(cast.ann, HANDOVER, Channel.MAIL, False)
    await choose(cast.ann, MOVED, Channel.PUSH, True)
    both = [cast.ann.id, cast.bo.id]
    assert await wanting(both, HANDOVER, Channel.MAIL) == set(both)
    assert await wanting(both, MOVED, Channel.PUSH) == set()


@pytest.mark.parametrize("required", [False, True])
async def test_what_erm_requires_nobody_switches_off(cast: Cast, required: bool) -> None:
    kind = NotificationKind.DIGEST_PREVIEWED
    await say_for_all(kind, Channel.MAIL, on=False, required=required)
    await choose(cast.ann, kind, Channel.MAIL, False)
    assert await wanting([cast.ann.id], kind, Channel.MAIL) == {cast.ann.id}


async def test_it_waits_a_little_for_others(cast: Cast, bus: Bus) -> None:
    instant = now() - timedelta(hours=1)
    await tell(bus, HANDOVER, [cast.ann], at=instant)
    await tell(bus, NotificationKind.PROMISE_KEPT, [cast.ann], at=instant)
    rows = await Dispatch.all().order_by("id")
    assert [(row.gathered, row.due_at) for row in rows] == [
        (False, instant + WAIT),
        (True, instant + WAIT),
    ]


async def test_telling_many_asks_no_more_than_telling_one(cast: Cast, bus: Bus) -> None:
    more = await cast.crowd(40)
    counts = []
    for people in ([cast.ann], more):
        for person in people:
            await chat(person)
        with query_count() as count:
            await tell(bus, HANDOVER, people)
        counts.append(count.count)
    # Word of it to other servers is a statement for each person, on PostgreSQL alone.
    assert counts[1] - counts[0] <= len(more)
    assert counts[0] <= 12


async def test_what_was_undone_or_is_gone_is_told_no_more(cast: Cast, bus: Bus) -> None:
    one, other = new_id(), new_id()
    for key in (one, other):
        for person in (cast.bo, cast.cy):
            await tell(bus, HANDOVER, [cast.ann], subject_id=key, person_id=person.id)
    async with unit_of_work(bus):
        await commands.withdraw([HANDOVER], "Thing", [one], person_id=cast.bo.id)
    assert await Notification.all().count() == 3
    async with unit_of_work(bus):
        await commands.forget_subject("Thing", [other])
    rows = await Notification.all()
    assert [(row.subject_id, row.person_id) for row in rows] == [(one, cast.cy.id)]
    assert await Dispatch.all().count() == 1


def test_every_kind_has_a_rule() -> None:
    assert set(KINDS) == set(NotificationKind)
