"""What is decided in erm stands in the calendars of the two, whatever they decide one after another."""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from erm.core import clock
from erm.core.actor import Actor
from erm.core.errors import DomainError
from erm.core.work import unit_of_work
from erm.flows.subscriptions import build_bus
from erm.mail.models import Mail
from erm.one_on_ones.commands import meetings, pauses, series, talking_points
from erm.one_on_ones.commands.settings import set_one_on_one_settings
from erm.one_on_ones.holding import rests
from erm.one_on_ones.models import OneOnOneMeeting, OneOnOneSeries, SkippedDay
from erm.one_on_ones.rhythm import Rhythm
from erm.one_on_ones.rules import Cadence, Visibility
from erm.people.models import Person
from erm.people.rules import Locale
from tests.cast import Cast
from tests.everyday import SETTINGS
from tests.one_on_ones.calendar.programs import mails_to, program_of
from tests.one_on_ones.calendar.reader import folded, lines_of, read

BUS = build_bus(SETTINGS)
BEGUN = datetime(2026, 11, 22, 9, tzinfo=UTC)
FIRST = datetime(2026, 11, 24, 13, tzinfo=UTC)
YEAR = timedelta(days=400)
EVERY = 4
"""After how many decisions the calendars are looked at."""


async def do(command: Callable[..., Awaitable[Any]], actor: Actor, **given: Any) -> Any:
    async with unit_of_work(BUS):
        return await command(actor, **given)


async def start(cast: Cast, **given: Any) -> UUID:
    values = {"person_id": cast.ann.id, "cadence": Cadence.WEEKLY, "first_meeting_at": FIRST}
    view = await do(series.start_series, cast.actor(cast.mo), **(values | given))
    found: UUID = view.id
    return found


async def current(series_id: UUID) -> OneOnOneMeeting:
    return await OneOnOneMeeting.get(open_series_id=series_id)


async def meant(series_id: UUID, since: datetime, until: datetime) -> list[datetime]:
    """What erm means from an instant on: the open meeting, and the rhythm after it."""
    row = await OneOnOneSeries.get(id=series_id)
    if row.ended_at is not None:
        return []
    meeting = await current(series_id)
    if rests(meeting.planned_on, row.paused_from, row.paused_until):
        return []
    skipped = await SkippedDay.filter(series_id=series_id).values_list("planned_on", flat=True)
    rhythm = Rhythm.of(row, skipped)  # type: ignore[arg-type]
    after = rhythm.days(meeting.planned_on + timedelta(days=1), until.date())
    instants = [meeting.scheduled_at, *(rhythm.at(day) for day in after)]
    return sorted(at for at in instants if since <= at <= until)


async def both_calendars_agree(cast: Cast, series_id: UUID, since: datetime) -> None:
    until = since + YEAR
    wanted = await meant(series_id, since, until)
    for person in (cast.mo, cast.ann):
        program = await program_of(person.id, until)
        shown = program.shows(since, until)
        assert shown == wanted, person.given_name


async def last(person: Person) -> Mail:
    return (await mails_to(person.id))[-1]


async def test_a_new_series_is_in_both_calendars(cast: Cast) -> None:
    with clock.at(BEGUN):
        series_id = await start(cast)
        await both_calendars_agree(cast, series_id, BEGUN)
    for person, other in ((cast.mo, cast.ann), (cast.ann, cast.mo)):
        (mail,) = await mails_to(person.id)
        assert mail.to_address == person.work_email
        assert mail.calendar_method == "REQUEST"
        assert (
            mail.subject == f"One-on-ones with {other.given_name} Test, first on Tue 24 Nov, 14:00"
        )
        assert "every Tuesday at 14:00" in mail.text
        assert mail.unsubscribe_url
        assert folded(mail.calendar or "")
    assert "You have set up" in (await last(cast.mo)).text
    assert "Mo Test has set up" in (await last(cast.ann)).text


async def test_a_moved_meeting_says_from_when_to_when(cast: Cast) -> None:
    with clock.at(BEGUN):
        series_id = await start(cast)
        meeting = await current(series_id)
        at = datetime(2026, 11, 25, 9, tzinfo=UTC)
        await do(
            meetings.move_meeting, cast.actor(cast.ann), meeting_id=meeting.id, scheduled_at=at
        )
        await both_calendars_agree(cast, series_id, BEGUN)
        mail = await last(cast.mo)
        assert mail.subject == "Moved to Wed 25 Nov, 10:00: one-on-one with Ann Test"
        assert "Before: Tue 24 Nov, 14:00" in mail.text
        assert "Now: Wed 25 Nov, 10:00" in mail.text
        (found,) = read(mail.calendar or "")
        assert [o[:2] for o in found.event.overrides] == [(FIRST, at)]

        # Moved again, and back to where the rhythm has it.
        for at in (datetime(2026, 11, 26, 9, tzinfo=UTC), FIRST):
            await do(
                meetings.move_meeting, cast.actor(cast.mo), meeting_id=meeting.id, scheduled_at=at
            )
            await both_calendars_agree(cast, series_id, BEGUN)


async def test_a_skipped_meeting_leaves_and_comes_back(cast: Cast) -> None:
    with clock.at(BEGUN):
        series_id = await start(cast)
        meeting = await current(series_id)
        await do(meetings.skip_meeting, cast.actor(cast.ann), meeting_id=meeting.id)
        await both_calendars_agree(cast, series_id, BEGUN)
        mail = await last(cast.mo)
        assert mail.calendar_method == "CANCEL"
        assert mail.subject == "Skipped: one-on-one with Ann Test on Tue 24 Nov, 14:00"
        assert "Next meeting: Tue 1 Dec, 14:00" in mail.text
        await do(
            meetings.undo_skip, cast.actor(cast.mo), series_id=series_id, day=date(2026, 11, 24)
        )
        await both_calendars_agree(cast, series_id, BEGUN)


async def test_this_and_all_following_is_an_end_and_a_beginning(cast: Cast) -> None:
    with clock.at(BEGUN):
        series_id = await start(cast)
    closed_at = FIRST + timedelta(hours=1)
    with clock.at(closed_at):
        meeting = await current(series_id)
        await do(meetings.close_meeting, cast.actor(cast.mo), meeting_id=meeting.id, held=True)
        old = (await mails_to(cast.ann.id))[0]
        await do(
            series.change_series,
            cast.actor(cast.mo),
            series_id=series_id,
            cadence=Cadence.EVERY_TWO_WEEKS,
            next_meeting_at=datetime(2026, 12, 2, 9, 30, tzinfo=UTC),
        )
        await both_calendars_agree(cast, series_id, closed_at)
        former, new = (await mails_to(cast.ann.id))[-2:]
        before, ending, begun = read(*(m.calendar or "" for m in (old, former, new)))
        assert ending.event.uid == before.event.uid != begun.event.uid
        assert ending.method == begun.method == "REQUEST"
        assert ending.event.starts == [FIRST], "the past stays in the calendar"
        assert "Before: every Tuesday at 14:00" in new.text
        assert "Now: every two weeks on Wednesday at 10:30" in new.text
        assert "Next meeting: Wed 2 Dec, 10:30" in new.text


async def test_a_rhythm_changed_before_its_first_meeting_leaves_nothing_behind(cast: Cast) -> None:
    with clock.at(BEGUN):
        series_id = await start(cast)
        await do(
            series.change_series,
            cast.actor(cast.ann),
            series_id=series_id,
            cadence=Cadence.MONTHLY,
        )
        former, new = (await mails_to(cast.mo.id))[-2:]
        assert (former.calendar_method, new.calendar_method) == ("CANCEL", "REQUEST")
        await both_calendars_agree(cast, series_id, BEGUN)


async def test_a_pause_and_its_end(cast: Cast) -> None:
    with clock.at(BEGUN):
        series_id = await start(cast)
        mo, ann = cast.actor(cast.mo), cast.actor(cast.ann)
        for until in (date(2027, 3, 15), None):
            await do(
                pauses.pause_series,
                ann,
                series_id=series_id,
                first=date(2026, 12, 14),
                until=until,
            )
            await both_calendars_agree(cast, series_id, BEGUN)
            assert "From: Mon 14 Dec" in (await last(cast.mo)).text
            assert ("Meeting again from" in (await last(cast.mo)).text) is (until is not None)
        await do(pauses.resume_series, mo, series_id=series_id)
        await both_calendars_agree(cast, series_id, BEGUN)
        # One that begins before the first meeting leaves nothing in the calendar.
        await do(pauses.pause_series, ann, series_id=series_id, first=date(2026, 11, 23))
        await both_calendars_agree(cast, series_id, BEGUN)
        assert (await last(cast.mo)).calendar_method == "CANCEL"
    with clock.at(BEGUN + timedelta(days=30)):
        await do(pauses.resume_series, mo, series_id=series_id)
        await both_calendars_agree(cast, series_id, BEGUN + timedelta(days=30))


async def test_an_ended_series_leaves_the_calendar(cast: Cast) -> None:
    with clock.at(BEGUN):
        series_id = await start(cast)
        await do(series.end_series, cast.actor(cast.ann), series_id=series_id)
        await both_calendars_agree(cast, series_id, BEGUN)
    mail = await last(cast.mo)
    assert mail.calendar_method == "CANCEL"
    assert "Ann Test has ended your one-on-ones" in mail.text
    assert "You have ended" in (await last(cast.ann)).text


async def test_of_a_leaver_the_other_one_hears_and_the_leaver_nothing(cast: Cast) -> None:
    with clock.at(BEGUN):
        await start(cast)
        await cast.leave(cast.ann)
        before = len(await mails_to(cast.ann.id))
        async with unit_of_work(BUS):
            assert await series.end_series_of_leaver(cast.ann.id) == 1
        assert len(await mails_to(cast.ann.id)) == before
    mail = await last(cast.mo)
    assert mail.calendar_method == "CANCEL"
    assert "no longer here" in mail.text
    assert (cast.ann.work_email or "?") not in (mail.calendar or "").replace("\r\n ", "")


async def test_who_wants_no_calendar_mail_gets_none(cast: Cast) -> None:
    await do(
        set_one_on_one_settings,
        cast.actor(cast.ann),
        nudge_lead_minutes=60,
        nudge_after=True,
        calendar_mail=False,
    )
    with clock.at(BEGUN):
        await start(cast)
    assert await mails_to(cast.ann.id) == []
    assert len(await mails_to(cast.mo.id)) == 1


async def test_a_refused_command_writes_no_mail(cast: Cast) -> None:
    with clock.at(BEGUN):
        series_id = await start(cast)
        for person in (cast.bo, cast.max, cast.hana, cast.ada):
            with pytest.raises(DomainError):
                await do(series.end_series, cast.actor(person), series_id=series_id)
    assert await Mail.filter(kind="calendar").count() == 2


async def test_mail_is_in_the_language_and_the_zone_of_its_reader(cast: Cast) -> None:
    cast.ann.locale, cast.ann.time_zone = Locale.RU, "Asia/Yekaterinburg"
    await cast.ann.save(update_fields=["locale", "time_zone"])
    with clock.at(BEGUN):
        await start(cast)
    (mail,) = await mails_to(cast.ann.id)
    assert mail.language == "ru"
    assert mail.subject == "Встречи один на один: Mo Test, первая — вт, 24 нояб., 18:00"
    assert "по вторникам в 14:00 (Europe/Berlin)" in mail.text
    (found,) = read(mail.calendar or "")
    assert found.event.said["summary"] == "Один на один: Mo Test"
    assert found.zones == ["Europe/Berlin"]


async def test_no_word_of_what_is_talked_about_is_in_a_calendar(cast: Cast) -> None:
    with clock.at(BEGUN):
        series_id = await start(cast)
        meeting = await current(series_id)
        for visibility in Visibility:
            await do(
                talking_points.add_talking_point,
                cast.actor(cast.mo),
                meeting_id=meeting.id,
                body=f"canary {visibility}",
                visibility=visibility,
            )
        await do(
            meetings.move_meeting,
            cast.actor(cast.mo),
            meeting_id=meeting.id,
            scheduled_at=FIRST + timedelta(hours=1),
        )
        await do(series.end_series, cast.actor(cast.mo), series_id=series_id)
    for mail in await Mail.filter(kind="calendar"):
        words = [*lines_of(mail.calendar or ""), mail.text, mail.html or "", mail.subject]
        assert not any("canary" in each for each in words)


WHAT = ("move", "skip", "undo", "close", "pause", "resume", "change", "move", "close", "skip")


async def decide(chance: random.Random, actor: Actor, series_id: UUID, moment: datetime) -> str:
    """One of the two decides something, if it can be decided; answers what."""
    meeting = await current(series_id)
    skipped = await SkippedDay.filter(series_id=series_id).values_list("planned_on", flat=True)
    near = max(moment, meeting.scheduled_at) + timedelta(
        days=chance.randrange(-6, 20), minutes=chance.randrange(0, 1440, 15)
    )
    what = chance.choice(WHAT)
    match what:
        case "move":
            await do(meetings.move_meeting, actor, meeting_id=meeting.id, scheduled_at=near)
        case "skip":
            await do(meetings.skip_meeting, actor, meeting_id=meeting.id)
        case "undo":
            day: Any = chance.choice([*skipped, date(2026, 11, 24)])
            await do(meetings.undo_skip, actor, series_id=series_id, day=day)
        case "close":
            given = near if chance.random() < 0.4 else None
            held = chance.random() < 0.7
            await do(
                meetings.close_meeting,
                actor,
                meeting_id=meeting.id,
                held=held,
                next_meeting_at=given,
            )
        case "pause":
            first = moment.date() + timedelta(days=chance.randrange(1, 20))
            until = chance.choice([None, moment.date() + timedelta(days=60)])
            await do(pauses.pause_series, actor, series_id=series_id, first=first, until=until)
        case "resume":
            await do(pauses.resume_series, actor, series_id=series_id)
        case "change":
            await do(
                series.change_series,
                actor,
                series_id=series_id,
                cadence=chance.choice([Cadence.WEEKLY, Cadence.EVERY_TWO_WEEKS, Cadence.MONTHLY]),
                next_meeting_at=near if chance.random() < 0.6 else None,
            )
    return what


@pytest.mark.parametrize("seed", range(3))
async def test_whatever_the_two_decide_one_after_another_both_calendars_show_it(
    cast: Cast, seed: int
) -> None:
    await live_and_look(cast, seed, EVERY)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(3, 60))
async def test_both_calendars_show_it_after_each_of_many_decisions(cast: Cast, seed: int) -> None:
    await live_and_look(cast, seed, 1)


async def live_and_look(cast: Cast, seed: int, every: int) -> None:
    """Months of decisions, at random; both calendars show what erm means."""
    chance = random.Random(seed)
    moment = BEGUN
    with clock.at(moment):
        series_id = await start(cast, cadence=chance.choice([Cadence.WEEKLY, Cadence.MONTHLY]))
    done: list[str] = []
    for _ in range(30):
        moment += timedelta(days=chance.choice([0, 1, 5, 12]), minutes=chance.randrange(600))
        actor = cast.actor(chance.choice([cast.mo, cast.ann]))
        with clock.at(moment):
            try:
                done.append(await decide(chance, actor, series_id, moment))
            except DomainError:
                continue
            if len(done) % every == 0:
                await both_calendars_agree(cast, series_id, moment)
    assert len(done) >= 8, done
