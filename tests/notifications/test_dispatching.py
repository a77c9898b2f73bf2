"""One message for one person and channel: when it is quiet, when they may be reached, and never of
what they have seen, switched off or may not read any more."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from erm.core import sealing
from erm.core.clock import at, now
from erm.core.ids import new_id
from erm.core.resealing import reseal, sealed_with_other_keys
from erm.core.work import unit_of_work
from erm.flows.leaver import person_left
from erm.flows.unsubscribing import unsubscribe
from erm.integrations.answers import Answer
from erm.integrations.rules import Problem
from erm.mail.models import Mail
from erm.notifications import dispatching
from erm.notifications.models import (
    Dispatch,
    Notification,
    NotificationChoice,
    PersonalChat,
    PushSubscription,
    Reach,
)
from erm.notifications.rules import (
    GATHER_FOR,
    LONGEST_WAIT,
    RETRY_AFTER,
    WAIT,
    Channel,
    DispatchState,
    NotificationKind,
    ready_at,
)
from erm.notifications.subjects import About
from erm.people.events import PersonLeft
from erm.people.models import Person
from erm.people.rules import Locale
from erm.settings import new_key, read_keys
from tests.cast import Cast
from tests.conftest import SECRETS
from tests.notifications.telling import HANDOVER, KEPT, MENTORSHIP, SLACK, Office

SOON, QUIET = timedelta(minutes=3), timedelta(minutes=6)
MOMENT = datetime(2026, 11, 23, 12, tzinfo=UTC)
FRIDAY_NIGHT = datetime(2026, 11, 20, 22, tzinfo=UTC)


# ---- when -------------------------------------------------------------------------------------


@given(
    st.lists(st.integers(0, 600), min_size=1, max_size=20),
    st.booleans(),
    st.none() | st.integers(-3000, 0),
)
def test_it_is_told_when_it_is_quiet_and_never_later_than_for_long(
    minutes: list[int], gathered: bool, last: int | None
) -> None:
    times = [MOMENT + timedelta(minutes=each) for each in minutes]
    former = None if last is None else MOMENT + timedelta(minutes=last)
    ready = ready_at(times, gathered=gathered, last=former)
    earliest = MOMENT if not gathered or former is None else former + GATHER_FOR
    assert ready >= min(times) + WAIT
    assert ready <= max(min(times) + LONGEST_WAIT, earliest)
    if gathered and former is not None:
        assert ready >= former + GATHER_FOR


async def test_a_burst_is_one_mail_with_a_line_for_each_matter(office: Office) -> None:
    c = office.cast
    thing = await office.tell(HANDOVER, c.ann, person_id=c.bo.id)
    await office.tell(HANDOVER, c.ann, thing=thing, person_id=c.cy.id)
    await office.tell(MENTORSHIP, c.ann, person_id=c.max.id)
    assert await office.run(SOON) == 0
    assert await office.run(QUIET) == 1
    assert await office.run(QUIET) == 0
    mail = await Mail.get()
    assert (mail.kind, mail.subject) == ("notifications", "2 new notifications")
    assert "Cy Test hands work over to you" in mail.text
    assert "Max Test proposes a mentorship" in mail.text
    assert f"https://erm.test/things/{thing}" in mail.text
    assert mail.subject_id is None
    assert await office.states(c.ann) == [("mail", "sent")] * 3


async def test_what_cannot_be_switched_off_says_so_and_has_no_link_that_would_stop_it(
    office: Office,
) -> None:
    c = office.cast
    await office.tell(NotificationKind.DIGEST_PREVIEWED, c.ann, person_id=c.ada.id)
    await office.run(QUIET)
    alone = await Mail.get()
    assert alone.unsubscribe_url is None
    assert "/unsubscribe/" not in alone.text + (alone.html or "")
    assert "cannot be switched off" in alone.text
    await office.tell(NotificationKind.DIGEST_PREVIEWED, c.bo, person_id=c.ada.id)
    await office.tell(HANDOVER, c.bo, person_id=c.cy.id)
    await office.run(QUIET)
    together = await Mail.get(recipient_id=c.bo.id)
    assert together.unsubscribe_url is not None
    assert together.unsubscribe_url in together.text
    assert "cannot be switched off" not in together.text


async def test_one_matter_is_its_own_subject_and_thread(office: Office) -> None:
    c = office.cast
    thing = await office.tell(HANDOVER, c.ann, person_id=c.bo.id)
    await office.run(QUIET)
    mail = await Mail.get()
    assert mail.subject == "Bo Test hands work over to you"
    assert (mail.subject_kind, mail.subject_id) == ("Thing", thing)
    assert mail.text.count("hands work over") == 1
    assert "A thing" in mail.text
    assert mail.html is not None
    assert f"https://erm.test/things/{thing}" in mail.html


async def test_what_is_gathered_leaves_at_most_once_a_day_and_goes_along_with_nothing_else(
    office: Office,
) -> None:
    c = office.cast
    await office.tell(KEPT, c.ann, person_id=c.bo.id)
    assert await office.run(QUIET) == 1
    with at(now() + timedelta(hours=1)):
        await office.tell(KEPT, c.ann, person_id=c.bo.id)
        await office.tell(HANDOVER, c.ann, person_id=c.bo.id)
    assert await office.run(timedelta(hours=2)) == 1
    assert (await Mail.all().order_by("-id").first()).subject.startswith("Bo Test hands")  # type: ignore[union-attr]
    assert await office.run(timedelta(hours=23)) == 0
    assert await office.run(timedelta(hours=25)) == 1


async def test_what_is_due_waits_out_quiet_hours_days_off_and_pauses(
    office: Office,
) -> None:
    c = office.cast
    await Reach.filter(person_id=c.ann.id).update(quiet_from=20, quiet_to=7, days_off=[6, 7])
    await Reach.filter(person_id=c.bo.id).update(paused_until=datetime(2026, 11, 25).date())
    with at(FRIDAY_NIGHT):
        await office.tell(HANDOVER, c.ann, c.bo, c.cy, person_id=c.max.id)
    told = {}
    for hours in range(24 * 6):
        before = set(await Mail.all().values_list("to_address", flat=True))
        await office.run(FRIDAY_NIGHT + QUIET + timedelta(hours=hours))
        for address in set(await Mail.all().values_list("to_address", flat=True)) - before:
            told[str(address).partition("@")[0]] = hours
    # At once; Monday at seven; Wednesday as it begins: in Berlin, where they are.
    assert told == {"cy": 0, "ann": 56, "bo": 97}


async def test_a_shorter_pause_counts_for_what_waits_already(office: Office) -> None:
    from erm.notifications.choosing import set_reach

    c = office.cast
    await Reach.filter(person_id=c.ann.id).update(paused_until=now().date() + timedelta(days=30))
    await office.tell(HANDOVER, c.ann, person_id=c.bo.id)
    assert await office.run(QUIET) == 0
    async with unit_of_work(office.bus):
        await set_reach(c.actor(c.ann), quiet_from=0, quiet_to=0, days_off=[], paused_until=None)
    assert await office.run(QUIET) == 1


# ---- what not ----------------------------------------------------------------------------------


async def test_nothing_leaves_that_was_seen_meanwhile(office: Office) -> None:
    c = office.cast
    await office.connect(c.ann)
    await office.tell(HANDOVER, c.ann, person_id=c.bo.id)
    await office.seen(c.ann)
    assert await office.run(QUIET) == 0
    assert await office.states(c.ann) == [("chat", "dropped"), ("mail", "dropped")]


async def test_nothing_leaves_that_may_not_be_read_any_more(office: Office) -> None:
    c = office.cast
    one = await office.tell(HANDOVER, c.ann, person_id=c.bo.id)
    await office.tell(MENTORSHIP, c.ann, person_id=c.cy.id)
    office.things.hide(c.ann, one)
    assert await office.run(QUIET) == 1
    mail = await Mail.get()
    assert mail.subject == "Cy Test proposes a mentorship"
    assert "hands work" not in mail.text
    assert await office.states(c.ann) == [("mail", "dropped"), ("mail", "sent")]


async def test_nothing_leaves_for_those_who_left(office: Office) -> None:
    c = office.cast
    await office.connect(c.ann)
    browser = await office.browser(c.ann)
    await office.tell(HANDOVER, c.ann, person_id=c.bo.id)
    await c.leave(c.ann)
    assert await office.run(QUIET) == 0
    assert {state for _, state in await office.states(c.ann)} == {"dropped"}
    assert browser.endpoint
    assert not office.push.sent
    assert not office.chats.posts


async def test_of_those_who_left_no_chat_and_no_browser_is_kept(office: Office) -> None:
    c = office.cast
    for person in (c.ann, c.bo):
        await office.connect(person)
        await office.browser(person)
    await office.tell(HANDOVER, c.ann, c.bo, person_id=c.cy.id)
    async with unit_of_work(office.bus):
        await person_left(PersonLeft(at=now(), person_id=c.ann.id))
    assert {state for _, state in await office.states(c.ann)} == {"dropped"}
    assert {state for _, state in await office.states(c.bo)} == {"waiting"}
    for model in (PersonalChat, PushSubscription):
        assert [row.person_id for row in await model.all()] == [c.bo.id]
    assert await Notification.filter(recipient_id=c.ann.id).count() == 1


async def test_a_change_of_keys_reaches_chats_and_browsers(office: Office) -> None:
    c = office.cast
    await office.connect(c.ann)
    browser = await office.browser(c.ann)
    fresh = read_keys(new_key())
    sealing.use_keys(replace(SECRETS, encryption_keys=fresh + SECRETS.encryption_keys))
    assert await sealed_with_other_keys() == 4
    assert await reseal(office.bus) == 4
    sealing.use_keys(replace(SECRETS, encryption_keys=fresh))
    await office.tell(HANDOVER, c.ann, person_id=c.cy.id)
    await office.run(QUIET)
    assert office.chats.posts[0][1] == SLACK
    assert browser.read(office.push.sent[0][1])["kind"] == "HANDOVER_SHARED"


async def test_nothing_leaves_that_was_switched_off_meanwhile(office: Office) -> None:
    c = office.cast
    await office.tell(HANDOVER, c.ann, person_id=c.bo.id)
    _ = await NotificationChoice.create(
        person_id=c.ann.id, kind=HANDOVER, channel=Channel.MAIL, wanted=False, updated_at=now()
    )
    assert await office.run(QUIET) == 0
    assert await office.states(c.ann) == [("mail", "dropped")]


async def test_one_click_stops_this_mail_and_no_other_channel(office: Office) -> None:
    c = office.cast
    await office.tell(HANDOVER, c.ann, person_id=c.bo.id)
    await office.run(QUIET)
    mail = await Mail.get()
    assert mail.unsubscribe_url is not None
    token = mail.unsubscribe_url.rpartition("/")[2]
    for _ in range(2):
        async with unit_of_work(office.bus):
            await unsubscribe(token, secret_key=office.settings.secret_key)
    await office.connect(c.ann)
    await office.tell(HANDOVER, c.ann, person_id=c.bo.id)
    await office.tell(KEPT, c.ann, person_id=c.bo.id)
    assert [way for way, state in await office.states(c.ann) if state == "waiting"] == ["chat"] * 2


async def test_a_message_is_in_the_language_of_its_reader_and_no_longer_than_ten_lines(
    office: Office,
) -> None:
    c = office.cast
    await Person.filter(id=c.ann.id).update(locale=Locale.RU)
    for _ in range(12):
        await office.tell(HANDOVER, c.ann, person_id=c.bo.id)
    await office.run(QUIET)
    mail = await Mail.get()
    assert mail.subject == "12 новых уведомлений"
    assert mail.text.count("/things/") == 10
    assert "и ещё 2" in mail.text


# ---- several workers, and what goes wrong ------------------------------------------------------


async def test_four_workers_tell_everything_once(office: Office) -> None:
    c = office.cast
    await office.connect(c.ann)
    for person in (c.ann, c.bo, c.cy):
        await office.tell(HANDOVER, person, person_id=c.max.id)
    with at(now() + QUIET):
        await asyncio.gather(*(office.dispatcher().run(asyncio.Event()) for _ in range(4)))
    assert await Mail.all().count() == 3
    assert len(office.chats.posts) == 1
    assert await Dispatch.filter(state=DispatchState.SENT).count() == 4


async def test_a_run_goes_on_until_nothing_is_due(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dispatching, "GROUPS_AT_ONCE", 2)
    c = office.cast
    people = (c.ann, c.bo, c.cy, c.max, c.old)
    await office.tell(HANDOVER, *people, person_id=c.mo.id)
    assert await office.run(QUIET) == len(people)
    assert await Mail.all().count() == len(people)


async def test_what_a_dead_worker_had_in_hand_is_sent_again(office: Office) -> None:
    c = office.cast
    await office.connect(c.ann)
    await office.tell(HANDOVER, c.ann, person_id=c.bo.id)
    instant = now()
    await Dispatch.filter(channel=Channel.CHAT).update(
        state=DispatchState.SENDING,
        attempts=1,
        message_key="dead",
        claimed_until=instant + timedelta(minutes=2),
    )
    await office.run(timedelta(minutes=1))
    assert office.chats.posts == []
    await office.run(QUIET)
    assert len(office.chats.posts) == 1


async def test_a_chat_that_fails_is_tried_again_more_seldom_and_given_up(office: Office) -> None:
    c = office.cast
    await office.connect(c.ann)
    await office.tell(HANDOVER, c.ann, person_id=c.bo.id)
    office.chats.answer = Answer(problem=Problem.CHAT_REFUSED, status=500)
    begun, after = now(), QUIET
    for wait in RETRY_AFTER:
        assert await office.run(begun + after) <= 1
        assert ("chat", "waiting") in await office.states(c.ann)
        tries = len(office.chats.posts)
        await office.run(begun + after + wait - timedelta(seconds=1))
        assert len(office.chats.posts) == tries
        after += wait
    await office.run(begun + after)
    assert ("chat", "failed") in await office.states(c.ann)
    assert len(office.chats.posts) == len(RETRY_AFTER) + 1
    assert (await PersonalChat.get()).failing_since == begun + QUIET
    office.chats.answer = Answer(accepted=True)
    await office.tell(HANDOVER, c.ann, person_id=c.bo.id)
    await office.run(timedelta(days=1))
    assert (await PersonalChat.get()).failing_since is None


async def test_a_chat_that_is_gone_is_posted_to_no_more(office: Office) -> None:
    c = office.cast
    await office.connect(c.ann)
    await office.tell(HANDOVER, c.ann, person_id=c.bo.id)
    office.chats.answer = Answer(problem=Problem.CHAT_REFUSED, status=410)
    await office.run(QUIET)
    assert (await PersonalChat.get()).disabled_reason == "gone"
    await office.run(timedelta(hours=1))
    assert len(office.chats.posts) == 1
    assert ("chat", "dropped") in await office.states(c.ann)


async def test_a_chat_that_is_not_allowed_any_more_gets_nothing(office: Office) -> None:
    c = office.cast
    await office.connect(c.ann)
    await office.tell(HANDOVER, c.ann, person_id=c.bo.id)
    office.settings = type(office.settings)(
        database_url="", public_url="https://erm.test", secret_key="k" * 40
    )
    await office.run(QUIET)
    assert office.chats.posts == []


async def test_what_cannot_even_be_written_is_not_tried_for_ever(office: Office) -> None:
    c = office.cast

    async def broken(_: object, __: object) -> dict[About, object]:
        raise RuntimeError("no")

    await office.tell(HANDOVER, c.ann, person_id=c.bo.id)
    office.things = broken  # type: ignore[assignment]
    for hour in range(8):
        assert await office.run(QUIET + timedelta(hours=hour)) == 0
    assert await office.states(c.ann) == [("mail", "failed")]


# ---- what is said ------------------------------------------------------------------------------


async def test_a_chat_is_told_who_did_what_and_nothing_that_somebody_wrote(
    office: Office,
) -> None:
    c = office.cast
    await office.connect(c.ann)
    thing = await office.tell(HANDOVER, c.ann, person_id=c.bo.id)
    await office.tell(MENTORSHIP, c.ann, person_id=c.cy.id)
    await office.run(QUIET)
    ((service, address, text),) = office.chats.posts
    assert (service.value, address) == ("slack", SLACK)
    assert "Bo Test hands work over to you" in text
    assert f"https://erm.test/things/{thing}" in text
    assert "A thing" not in text


async def test_every_browser_is_told_who_did_what_and_nothing_that_somebody_wrote(
    office: Office,
) -> None:
    c = office.cast
    one, other = await office.browser(c.ann), await office.browser(c.ann)
    thing = await office.tell(HANDOVER, c.ann, person_id=c.bo.id)
    await office.run(QUIET)
    bodies = {url: body for url, body, _ in office.push.sent}
    assert (
        one.read(bodies[one.endpoint])
        == other.read(bodies[other.endpoint])
        == {
            "kind": "HANDOVER_SHARED",
            "words": "Bo Test hands work over to you",
            "path": f"/things/{thing}",
        }
    )
    assert await PushSubscription.filter(used_at__isnull=False).count() == 2
    await office.tell(HANDOVER, c.ann, person_id=c.bo.id)
    await office.tell(MENTORSHIP, c.ann, person_id=c.bo.id)
    await office.run(timedelta(hours=1))
    bodies = {url: body for url, body, _ in office.push.sent}
    assert one.read(bodies[one.endpoint]) == {
        "kind": "",
        "words": "2 new notifications",
        "path": "/notifications",
    }


async def test_a_browser_that_is_gone_is_forgotten(office: Office) -> None:
    c = office.cast
    gone, there, lost = [await office.browser(c.ann) for _ in range(3)]
    office.push.answers = {
        gone.endpoint: Answer(status=410),
        lost.endpoint: Answer(status=404),
    }
    await office.tell(HANDOVER, c.ann, person_id=c.bo.id)
    await office.run(QUIET)
    assert ("push", "sent") in await office.states(c.ann)
    assert await PushSubscription.all().count() == 1
    office.push.answers = {there.endpoint: Answer(problem=Problem.TIMED_OUT)}
    await office.tell(HANDOVER, c.ann, person_id=c.bo.id)
    await office.run(timedelta(hours=1))
    assert ("push", "waiting") in await office.states(c.ann)
    office.push.answers = {there.endpoint: Answer(status=404)}
    await office.run(timedelta(hours=2))
    assert await PushSubscription.all().count() == 0
    assert ("push", "dropped") in await office.states(c.ann)


async def test_the_number_of_queries_of_a_message_does_not_grow_with_what_it_tells(
    office: Office, cast: Cast
) -> None:
    from tests.database import query_count

    counts = []
    for person, size in ((cast.ann, 1), (cast.bo, 20), (cast.cy, 80)):
        for _ in range(size):
            await office.tell(HANDOVER, person, thing=new_id(), person_id=cast.max.id)
        with query_count() as queries:
            assert await office.run(QUIET) == 1
        counts.append(queries.count)
    assert len(set(counts)) == 1, counts
