"""Reminders: one for each person and time of a meeting, with what they may read, at their time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from erm.core import clock
from erm.mail.models import Mail
from erm.mail.unsubscribing import Subscription, unsubscribe_token
from erm.notifications.models import Notification, NotificationChoice, NotificationPolicy
from erm.one_on_ones.commands import action_items, meetings, pauses, series, talking_points
from erm.one_on_ones.commands.private_notes import save_private_notes
from erm.one_on_ones.commands.settings import set_one_on_one_settings
from erm.one_on_ones.models import OneOnOneMeeting, OneOnOneSettings
from erm.one_on_ones.nudges import AFTER, BEFORE, nudge_due
from erm.one_on_ones.queries.settings import own_settings
from erm.one_on_ones.rules import TalkingPointState, Visibility
from erm.people.models import Person
from erm.people.rules import Locale
from tests.cast import Cast
from tests.conftest import Api, query_count
from tests.everyday import SETTINGS
from tests.one_on_ones.builders import history
from tests.one_on_ones.calendar.test_invitations import BEGUN, BUS, FIRST, current, do, start

HOUR = timedelta(hours=1)
NEXT_MORNING = datetime(2026, 11, 25, 8, tzinfo=UTC)
"""Nine in Berlin, on the day after the first meeting."""


async def remind(at: datetime) -> int:
    with clock.at(at):
        return await nudge_due(SETTINGS, BUS, asyncio.Event())


async def mails(kind: str, person: Person | None = None) -> list[Mail]:
    found = Mail.filter(kind=kind)
    return await (found if person is None else found.filter(recipient_id=person.id)).order_by("id")


async def begin(cast: Cast) -> OneOnOneMeeting:
    with clock.at(BEGUN):
        return await current(await start(cast))


# ---- before -------------------------------------------------------------------------------------


async def test_each_is_reminded_once_at_the_time_that_they_chose(cast: Cast) -> None:
    await do(
        set_one_on_one_settings,
        cast.actor(cast.ann),
        nudge_lead_minutes=180,
        nudge_after=True,
        calendar_mail=True,
    )
    await begin(cast)
    sent = []
    for minutes in range(-240, 30, 10):
        await remind(FIRST + timedelta(minutes=minutes))
        sent.append((minutes, {m.to_address for m in await mails(BEFORE)}))
    first = {address: min(m for m, seen in sent if address in seen) for address in sent[-1][1]}
    assert first == {"ann@erm.test": -180, "mo@erm.test": -60}
    assert len(await mails(BEFORE)) == 2
    (mail,) = await mails(BEFORE, cast.ann)
    assert mail.subject == "Tue 24 Nov, 14:00: one-on-one with Mo Test"
    assert mail.unsubscribe_url


async def test_many_workers_at_once_remind_once(cast: Cast) -> None:
    await begin(cast)
    with clock.at(FIRST - HOUR):
        await asyncio.gather(*(nudge_due(SETTINGS, BUS, asyncio.Event()) for _ in range(8)))
    assert sorted(m.to_address for m in await mails(BEFORE)) == ["ann@erm.test", "mo@erm.test"]
    with clock.at(NEXT_MORNING):
        await asyncio.gather(*(nudge_due(SETTINGS, BUS, asyncio.Event()) for _ in range(8)))
    assert sorted(m.to_address for m in await mails(AFTER)) == ["ann@erm.test", "mo@erm.test"]


async def test_a_moved_meeting_has_a_reminder_of_its_own(cast: Cast) -> None:
    meeting = await begin(cast)
    assert await remind(FIRST - HOUR) == 2
    at = FIRST + timedelta(days=1)
    with clock.at(FIRST - HOUR):
        await do(meetings.move_meeting, cast.actor(cast.mo), meeting_id=meeting.id, scheduled_at=at)
    assert await remind(FIRST - HOUR) == 0
    assert await remind(at - HOUR) == 2
    assert len({m.dedupe_key for m in await mails(BEFORE)}) == 4


@pytest.mark.parametrize("what", ["close", "skip", "pause", "end"])
async def test_nobody_is_reminded_of_what_does_not_take_place(cast: Cast, what: str) -> None:
    meeting = await begin(cast)
    mo, key = cast.actor(cast.mo), {"meeting_id": meeting.id}
    with clock.at(FIRST - 2 * HOUR):
        if what == "close":
            await do(meetings.close_meeting, mo, held=False, **key)
        elif what == "skip":
            await do(meetings.skip_meeting, mo, **key)
        elif what == "pause":
            await do(pauses.pause_series, mo, series_id=meeting.series_id, first=date(2026, 11, 24))
        else:
            await do(series.end_series, mo, series_id=meeting.series_id)
    assert await remind(FIRST - HOUR) == 0
    assert await remind(NEXT_MORNING) == 0


async def test_a_leaver_is_not_reminded(cast: Cast) -> None:
    await begin(cast)
    await cast.leave(cast.ann)
    assert await remind(FIRST - HOUR) == 1
    assert await mails(BEFORE, cast.ann) == []


async def test_who_wants_no_reminder_gets_none(cast: Cast) -> None:
    await do(
        set_one_on_one_settings,
        cast.actor(cast.ann),
        nudge_lead_minutes=None,
        nudge_after=False,
        calendar_mail=True,
    )
    await begin(cast)
    for at in (FIRST - timedelta(days=2), FIRST - HOUR, NEXT_MORNING):
        await remind(at)
    assert {m.to_address for m in await mails(BEFORE) + await mails(AFTER)} == {"mo@erm.test"}


async def prepared(cast: Cast) -> OneOnOneMeeting:
    """A meeting with points of both kinds and promises both ways."""
    meeting = await begin(cast)
    with clock.at(BEGUN):
        for person in (cast.ann, cast.mo):
            for visibility in Visibility:
                await do(
                    talking_points.add_talking_point,
                    cast.actor(person),
                    meeting_id=meeting.id,
                    body=f"{visibility} of {person.given_name}",
                    visibility=visibility,
                )
            await do(
                action_items.add_action_item,
                cast.actor(person),
                meeting_id=meeting.id,
                body=f"promise of {person.given_name}",
                owner_id=person.id,
                due_on=date(2026, 11, 20),
            )
    return meeting


async def test_a_reminder_tells_what_is_open_and_of_private_points_only_how_many(
    cast: Cast,
) -> None:
    await prepared(cast)
    await remind(FIRST - HOUR)
    for person, other in ((cast.ann, "Mo"), (cast.mo, "Ann")):
        (mail,) = await mails(BEFORE, person)
        for part in (mail.text, mail.html or ""):
            assert "shared of Ann" in part
            assert "shared of Mo" in part
            assert "private of" not in part, "private words stay out of the outbox"
            assert "1 private point" in part
            assert "2 private" not in part, "the other one's are not counted"
            assert "due 4 days ago" in part
        text = mail.text.upper()
        mine, theirs = text.index("YOU PROMISED"), text.index(f"{other.upper()} PROMISED YOU")
        assert mine < text.index(f"PROMISE OF {person.given_name.upper()}") < theirs
        assert theirs < text.index(f"PROMISE OF {other.upper()}")


async def test_nobody_else_hears_of_a_meeting(cast: Cast) -> None:
    await prepared(cast)
    await cast.change_manager(cast.ann, cast.max)
    await remind(FIRST - HOUR)
    await remind(NEXT_MORNING)
    assert {m.recipient_id for m in await Mail.filter(kind__in=[BEFORE, AFTER])} <= {
        cast.ann.id,
        cast.mo.id,
    }


# ---- after --------------------------------------------------------------------------------------


async def test_of_a_meeting_without_a_word_both_are_asked_once_next_morning(cast: Cast) -> None:
    meeting = await begin(cast)
    assert await remind(FIRST + HOUR) == 0
    assert await remind(NEXT_MORNING - timedelta(minutes=1)) == 0
    assert await remind(NEXT_MORNING) == 2
    assert (await OneOnOneMeeting.get(id=meeting.id)).asked_at == NEXT_MORNING
    for later in (30, 600, 1500, 10_000):
        assert await remind(NEXT_MORNING + timedelta(minutes=later)) == 0
    (mail,) = await mails(AFTER, cast.ann)
    assert mail.subject == "Did you meet with Mo Test?"
    assert "Tue 24 Nov, 14:00" in mail.text


@pytest.mark.parametrize("what", ["shared notes", "private notes", "discussed", "promise", "close"])
@pytest.mark.parametrize("who", ["ann", "mo"])
async def test_where_either_wrote_something_down_nobody_is_asked(
    cast: Cast, what: str, who: str
) -> None:
    meeting = await begin(cast)
    actor = cast.actor(getattr(cast, who))
    key = {"meeting_id": meeting.id}
    with clock.at(FIRST + HOUR / 2):
        if what == "shared notes":
            await OneOnOneMeeting.filter(id=meeting.id).update(shared_notes="We talked.")
        elif what == "private notes":
            await do(save_private_notes, actor, text="Mine.", version=0, **key)
        elif what == "discussed":
            point = await do(talking_points.add_talking_point, actor, body="A point", **key)
            await do(
                talking_points.set_talking_point_state,
                actor,
                talking_point_id=point.id,
                state=TalkingPointState.DISCUSSED,
            )
        elif what == "promise":
            await do(
                action_items.add_action_item,
                actor,
                body="A promise",
                owner_id=actor.person_id,
                due_on=None,
                **key,
            )
        else:
            await do(meetings.close_meeting, actor, held=True, **key)
    assert await remind(NEXT_MORNING) == 0
    assert await mails(AFTER) == []


async def test_a_promise_from_before_is_no_record_of_this_meeting(cast: Cast) -> None:
    meeting = await prepared(cast)
    with clock.at(FIRST):
        await do(meetings.close_meeting, cast.actor(cast.mo), meeting_id=meeting.id, held=True)
    # The next one, a week later, holds carried promises and open points, and nothing of its own.
    assert await remind(NEXT_MORNING + timedelta(days=7)) == 2


async def test_people_in_two_zones_are_asked_each_on_their_own_morning(cast: Cast) -> None:
    cast.mo.time_zone = "America/Los_Angeles"
    await cast.mo.save(update_fields=["time_zone"])
    await begin(cast)
    assert await remind(NEXT_MORNING) == 1
    assert [m.to_address for m in await mails(AFTER)] == ["ann@erm.test"]
    assert await remind(datetime(2026, 11, 25, 17, tzinfo=UTC)) == 1
    assert len(await mails(AFTER)) == 2


# ---- settings -----------------------------------------------------------------------------------

SET = """mutation($lead: Int, $after: Boolean!, $mail: Boolean!) {
  setOneOnOneSettings(input: {nudgeLeadMinutes: $lead, nudgeAfter: $after, calendarMail: $mail}) {
    ... on SetOneOnOneSettingsSuccess { settings { nudgeLeadMinutes nudgeAfter calendarMail } }
    ... on Refusal { kind code field } } }"""
MINE = "{ viewer { oneOnOneSettings { nudgeLeadMinutes nudgeAfter calendarMail } } }"


async def test_settings_are_ones_own_and_have_defaults(api: Callable[..., Api], cast: Cast) -> None:
    browser = api(cast.ann)
    mine = (await browser.run(MINE))["viewer"]["oneOnOneSettings"]
    assert mine == {"nudgeLeadMinutes": 60, "nudgeAfter": True, "calendarMail": True}
    for lead in (10, 2_880, None):
        chosen = {"nudgeLeadMinutes": lead, "nudgeAfter": False, "calendarMail": False}
        variables = {"lead": lead, "after": False, "mail": False}
        answer = await browser.run(SET, variables)
        assert answer["setOneOnOneSettings"] == {"settings": chosen}
        assert (await browser.run(MINE))["viewer"]["oneOnOneSettings"] == chosen
    assert (await api(cast.mo).run(MINE))["viewer"]["oneOnOneSettings"]["nudgeAfter"] is True
    assert await OneOnOneSettings.all().count() == 1


@pytest.mark.parametrize("lead", [9, 2_881, 0, -60])
async def test_a_lead_that_makes_no_sense_is_refused(
    api: Callable[..., Api], cast: Cast, lead: int
) -> None:
    answer = await api(cast.ann).run(SET, {"lead": lead, "after": False, "mail": False})
    assert answer["setOneOnOneSettings"] == {
        "kind": "INVALID_INPUT",
        "code": "NUDGE_LEAD_OUT_OF_RANGE",
        "field": "nudgeLeadMinutes",
    }
    assert await OneOnOneSettings.all().count() == 0


async def test_a_token_that_may_only_read_changes_no_settings(
    api: Callable[..., Api], cast: Cast
) -> None:
    program = api(bearer=await cast.access_token(cast.ann))
    answer = await program.run(SET, {"lead": 60, "after": False, "mail": False})
    assert answer["setOneOnOneSettings"]["kind"] == "NOT_ALLOWED"
    assert await OneOnOneSettings.all().count() == 0


@pytest.mark.parametrize(
    ("what", "expected"),
    [
        (Subscription.NUDGE_BEFORE, (None, True, True)),
        (Subscription.NUDGE_AFTER, (60, False, True)),
        (Subscription.CALENDAR_MAIL, (60, True, False)),
    ],
)
async def test_one_click_stops_that_kind_of_mail_and_no_other(
    api: Callable[..., Api], cast: Cast, what: Subscription, expected: tuple[object, ...]
) -> None:
    token = unsubscribe_token(cast.ann.id, SETTINGS.secret_key, what)
    client = api(None).client
    opened = await client.get(f"/unsubscribe/{token}")
    assert opened.status_code == 303
    assert opened.headers["location"].endswith(f"&kind={what}")
    assert await NotificationChoice.all().count() == 0, "opening the link changes nothing"
    for _ in range(2):
        answer = await client.post(
            f"/unsubscribe/{token}",
            content=b"List-Unsubscribe=One-Click",
            headers={"Content-Type": "application/x-www-form-urlencoded"},
        )
        assert answer.status_code == 200
    mine = await own_settings(cast.actor(cast.ann))
    assert (mine.lead_minutes, mine.after, mine.calendar_mail) == expected
    assert not await NotificationChoice.exclude(person_id=cast.ann.id).exists()


async def test_looking_for_what_is_due_takes_the_same_queries_for_1_20_and_200_meetings(
    cast: Cast,
) -> None:
    from erm.one_on_ones.nudges import after_due, before_due

    counts = []
    there = 0
    with clock.at(BEGUN):
        for wanted in (1, 20, 200):
            others = await cast.crowd(wanted - there, manager=cast.mo)
            there = wanted
            await history(cast.mo, others, meetings_each=1)
            with query_count() as queries:
                found = await before_due(BEGUN + timedelta(hours=23))
            assert len(found) == 2 * wanted
            with query_count() as asking:
                await after_due(BEGUN + timedelta(days=2))
            counts.append((queries.count, asking.count))
    assert len(set(counts)) == 1, counts


async def test_reminders_are_in_the_language_of_their_reader(cast: Cast) -> None:
    cast.ann.locale = Locale.RU
    await cast.ann.save(update_fields=["locale"])
    await prepared(cast)
    await remind(FIRST - HOUR)
    (mail,) = await mails(BEFORE, cast.ann)
    assert mail.subject == "вт, 24 нояб., 14:00: встреча один на один — Mo Test"
    assert "и ещё 1 личная тема — её видите только вы, в erm" in mail.text


# ---- in erm ---------------------------------------------------------------------------------------


async def test_who_wants_no_mail_is_told_in_erm_at_the_usual_time_once(cast: Cast) -> None:
    await do(
        set_one_on_one_settings,
        cast.actor(cast.ann),
        nudge_lead_minutes=None,
        nudge_after=False,
        calendar_mail=True,
    )
    meeting = await begin(cast)
    for at in (FIRST - HOUR - HOUR / 2, FIRST - HOUR / 2, FIRST - HOUR / 3, NEXT_MORNING):
        await remind(at)
    assert await mails(BEFORE, cast.ann) + await mails(AFTER, cast.ann) == []
    told = await Notification.filter(recipient_id=cast.ann.id).order_by("id")
    assert [(row.kind.value, row.subject_id, row.person_id) for row in told] == [
        ("meeting_coming", meeting.id, cast.mo.id),
        ("meeting_asked", meeting.id, cast.mo.id),
    ]
    theirs = await Notification.filter(recipient_id=cast.mo.id).order_by("id")
    assert [row.kind.value for row in theirs] == ["meeting_coming", "meeting_asked"]


async def test_the_company_may_require_the_mail_which_then_cannot_be_stopped(cast: Cast) -> None:
    await do(
        set_one_on_one_settings,
        cast.actor(cast.ann),
        nudge_lead_minutes=None,
        nudge_after=False,
        calendar_mail=True,
    )
    _ = await NotificationPolicy.create(
        kind="meeting_coming", channel="mail", on=True, required=True, updated_at=BEGUN
    )
    await begin(cast)
    await remind(FIRST - HOUR / 2)
    (mail,) = await mails(BEFORE, cast.ann)
    assert mail.unsubscribe_url is None
    assert "cannot be switched off" in mail.text
