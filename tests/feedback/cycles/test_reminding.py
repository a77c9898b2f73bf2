"""Being told that one is asked, and being reminded: who, when, with what words, and never twice."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from erm.core import clock
from erm.core.events import Bus
from erm.feedback.cycles.answers import Answer
from erm.feedback.cycles.commands.reminders import ASKED, REMINDER, remind_due, remind_of_reviews
from erm.feedback.cycles.models import CycleReminder, Review
from erm.feedback.cycles.rules import CycleState, ParticipantState, Perspective, ReviewState
from erm.mail.models import Mail
from erm.mail.rules import MailState
from erm.people.models import Person
from erm.people.rules import Locale
from tests.cast import Cast
from tests.everyday import SETTINGS
from tests.feedback.cycles import rows

BUS = Bus()
MONDAY = date(2026, 11, 2)
"""The first day of a fortnight of writing; no holiday of Germany's lies in it."""


def berlin(day: date, hour: int = 10) -> datetime:
    """An hour of a winter's day in Berlin."""
    return datetime(day.year, day.month, day.day, hour - 1, 30, tzinfo=UTC)


async def work(at: datetime) -> int:
    with clock.at(at):
        return await remind_due(SETTINGS, BUS, asyncio.Event())


async def mails(kind: str = REMINDER, person: Person | None = None) -> list[Mail]:
    found = Mail.filter(kind=kind)
    return await (found if person is None else found.filter(recipient_id=person.id)).order_by("id")


async def fortnight(cast: Cast, name: str = "Autumn", **values: Any) -> rows.Round:
    """A cycle that is written from Monday on for two weeks; Ann owes her own review, Mo one of her."""
    with clock.at(berlin(MONDAY, 8)):
        round_ = await rows.cycle(
            cast.hana,
            name=name,
            time_zone="Europe/Berlin",
            writing_until=MONDAY + timedelta(days=13),
            nomination_until=None,
            **values,
        )
        row = await rows.participant(round_, cast.ann, manager=cast.mo)
        await rows.review(row, cast.ann, Perspective.SELF)
        await rows.review(row, cast.mo, Perspective.MANAGER)
    return round_


async def days_of_mail(cast: Cast, person: Person, until: int = 20) -> dict[str, list[int]]:
    """Let the worker run every hour of some days; on which days of November somebody got which mail."""
    found: dict[str, list[int]] = {}
    for hour in range(24 * until):
        at = berlin(MONDAY, 1) + timedelta(hours=hour)
        await work(at)
        for kind in (ASKED, REMINDER):
            count = len(await mails(kind, person))
            if count > len(found.setdefault(kind, [])):
                found[kind].append(at.day)
    return found


async def test_one_is_told_at_once_reminded_at_half_time_and_then_every_four_days(
    cast: Cast,
) -> None:
    await fortnight(cast)
    # The 9th begins the second half; four days later is Friday the 13th, then it is too late.
    assert await days_of_mail(cast, cast.ann, 16) == {ASKED: [2], REMINDER: [9, 13]}
    (told,) = await mails(ASKED, cast.ann)
    assert "Until Sunday 15 November" in told.text
    assert told.subject == "Autumn: you are asked for 1 review"


async def test_mail_comes_by_day_on_days_on_which_the_reader_works(cast: Cast) -> None:
    cast.ann.time_zone = "America/Los_Angeles"
    await cast.ann.save(update_fields=["time_zone"])
    await fortnight(cast)
    for hour in range(24 * 14):
        await work(berlin(MONDAY, 1) + timedelta(hours=hour))
    for mail in await Mail.all():
        zone = "America/Los_Angeles" if mail.recipient_id == cast.ann.id else "Europe/Berlin"
        local = mail.next_attempt_at.astimezone(ZoneInfo(zone))
        assert 9 <= local.hour < 18, (zone, local)
        assert local.weekday() < 5
    assert len(await mails(REMINDER, cast.ann)) == 2


async def test_who_has_written_is_not_reminded(cast: Cast) -> None:
    round_ = await fortnight(cast)
    await work(berlin(MONDAY))
    await Review.filter(rater_id=cast.ann.id).update(state=ReviewState.SUBMITTED)
    await work(berlin(MONDAY + timedelta(days=7)))
    assert [mail.recipient_id for mail in await mails()] == [cast.mo.id]
    assert round_.id


@pytest.mark.parametrize("what", ["declined", "participant", "results", "left", "cancelled"])
async def test_of_what_is_not_owed_any_more_nobody_is_reminded(cast: Cast, what: str) -> None:
    round_ = await fortnight(cast)
    await work(berlin(MONDAY))
    row = round_.participants[cast.ann.id]
    if what == "declined":
        await Review.filter(rater_id=cast.mo.id).update(state=ReviewState.DECLINED)
    elif what == "participant":
        row.state = ParticipantState.REMOVED
        await row.save()
    elif what == "results":
        row.results_at = berlin(MONDAY)
        await row.save()
    elif what == "left":
        await cast.leave(cast.mo, MONDAY)
    else:
        round_.cycle.state = CycleState.CANCELLED
        await round_.cycle.save()
    await work(berlin(MONDAY + timedelta(days=7)))
    assert await mails(REMINDER, cast.mo) == []


async def test_a_holiday_is_passed_over(cast: Cast) -> None:
    cast.mo.time_zone = "America/New_York"
    await cast.mo.save(update_fields=["time_zone"])
    start = date(2026, 11, 19)
    with clock.at(berlin(start)):
        round_ = await rows.cycle(cast.hana, writing_until=date(2026, 12, 3), nomination_until=None)
        row = await rows.participant(round_, cast.ann, manager=cast.mo)
        await rows.review(row, cast.mo, Perspective.MANAGER)
    got = []
    for hour in range(24 * 10):
        at = berlin(start, 1) + timedelta(hours=hour)
        await work(at)
        if len(await mails(REMINDER, cast.mo)) > len(got):
            got.append(at.date())
    # Half time is the 26th: Thanksgiving.
    assert got == [date(2026, 11, 27)]


async def test_one_mail_lists_all_that_one_owes_over_all_cycles(cast: Cast) -> None:
    one = await fortnight(cast)
    other = await fortnight(cast, "Project")
    with clock.at(berlin(MONDAY)):
        bo = await rows.participant(other, cast.bo, manager=cast.mo)
        await rows.review(bo, cast.mo, Perspective.MANAGER)
        await rows.extension(other, cast.mo, MONDAY + timedelta(days=20))
    await work(berlin(MONDAY))
    await work(berlin(MONDAY + timedelta(days=7)))
    (mail,) = await mails(REMINDER, cast.mo)
    assert mail.subject == "3 reviews to write, the first by Sun, 15 Nov 2026"
    for part in (mail.text, mail.html or ""):
        assert "Ann Test, whom you manage" in part
        assert "Bo Test, whom you manage" in part
        assert "Until Sunday 15 November" in part
        assert "Until Sunday 22 November" in part
    assert mail.text.index("AUTUMN") < mail.text.index("PROJECT")
    assert mail.unsubscribe_url is None, "others wait for this work"
    # The other cycle has had its reminder with this one: none comes the day after.
    await work(berlin(MONDAY + timedelta(days=8)))
    await work(berlin(MONDAY + timedelta(days=10)))
    assert len(await mails(REMINDER, cast.mo)) == 1
    assert {row.cycle_id for row in await CycleReminder.filter(person_id=cast.mo.id, count=1)} == {
        one.id,
        other.id,
    }


async def test_after_three_without_an_answer_the_words_change(cast: Cast) -> None:
    round_ = await fortnight(cast)
    with clock.at(berlin(MONDAY)):
        await rows.extension(round_, cast.mo, MONDAY + timedelta(days=60))
        bo = await rows.participant(round_, cast.bo, manager=cast.mo)
        await rows.review(bo, cast.mo, Perspective.MANAGER)
    for day in range(60):
        await work(berlin(MONDAY + timedelta(days=day)))
    subjects = [mail.subject for mail in await mails(REMINDER, cast.mo)]
    assert len(subjects) >= 5
    assert all(subject.startswith("2 reviews to write") for subject in subjects[:3])
    assert all(subject.startswith("Is something in the way?") for subject in subjects[3:])


async def test_an_answer_begins_the_count_anew(cast: Cast) -> None:
    round_ = await fortnight(cast)
    with clock.at(berlin(MONDAY)):
        bo = await rows.participant(round_, cast.bo, manager=cast.mo)
        await rows.review(bo, cast.mo, Perspective.MANAGER)
    row = {"cycle_id": round_.id, "person_id": cast.mo.id}
    _ = await CycleReminder.create(**row, count=3, last_on=MONDAY + timedelta(days=3))
    submitted = Review.filter(participant_id=bo.id, rater_id=cast.mo.id)
    await submitted.update(
        state=ReviewState.SUBMITTED, submitted_at=berlin(MONDAY + timedelta(days=4))
    )
    await work(berlin(MONDAY + timedelta(days=7)))
    (mail,) = await mails(REMINDER, cast.mo)
    assert mail.subject.startswith("1 review to write")
    assert (await CycleReminder.get(**row)).count == 1


async def test_a_restart_and_many_workers_double_nothing(cast: Cast) -> None:
    await fortnight(cast)
    for day in (0, 7):
        with clock.at(berlin(MONDAY + timedelta(days=day))):
            await asyncio.gather(*(remind_due(SETTINGS, BUS, asyncio.Event()) for _ in range(6)))
            await remind_due(SETTINGS, BUS, asyncio.Event())
        await work(berlin(MONDAY + timedelta(days=day), 15))
    assert len(await mails(ASKED)) == len(await mails(REMINDER)) == 2
    assert {row.count for row in await CycleReminder.all()} == {1}


async def test_who_is_asked_later_is_told_then(cast: Cast) -> None:
    round_ = await fortnight(cast)
    await work(berlin(MONDAY))
    with clock.at(berlin(MONDAY + timedelta(days=8), 12)):
        await rows.review(round_.participants[cast.ann.id], cast.zed, Perspective.PEER)
    await work(berlin(MONDAY + timedelta(days=8), 13))
    (told,) = await mails(ASKED, cast.zed)
    assert "Anonymous" in told.text
    assert "Only who" not in told.text
    await work(berlin(MONDAY + timedelta(days=9)))
    assert await mails(REMINDER, cast.zed) == [], "half of their own time is not over"


async def test_a_worker_that_was_away_makes_up_for_it(cast: Cast) -> None:
    await fortnight(cast)
    await work(berlin(MONDAY))
    assert await work(berlin(MONDAY + timedelta(days=10), 16)) == 2


async def test_russians_are_told_in_russian(cast: Cast) -> None:
    cast.ann.locale = Locale.RU
    await cast.ann.save(update_fields=["locale"])
    await fortnight(cast)
    await work(berlin(MONDAY))
    await work(berlin(MONDAY + timedelta(days=7)))
    (told,) = await mails(ASKED, cast.ann)
    (mail,) = await mails(REMINDER, cast.ann)
    assert told.subject == "Autumn: вас просят написать 1 отзыв"
    plain = mail.subject.replace("\u202f", " ").replace("\xa0", " ")
    assert plain == "Вас ждёт 1 отзыв, первый срок: вс, 15 нояб. 2026 г."
    assert "О себе" in mail.text


# ---- by hand ------------------------------------------------------------------------------------


async def by_hand(cast: Cast, round_: rows.Round, at: datetime, *people: Person) -> int:
    with clock.at(at):
        return await rows.do(
            BUS,
            remind_of_reviews,
            cast.actor(cast.hana),
            SETTINGS,
            cycle_id=round_.id,
            person_ids=[person.id for person in people],
        )


@pytest.mark.parametrize("who", ["ann", "mo", "ada", "zed"])
async def test_nobody_but_hr_reminds_by_hand(cast: Cast, bus: Bus, who: str) -> None:
    round_ = await fortnight(cast)
    person = getattr(cast, who)
    code = "CYCLE_ONLY_HR" if who in ("ann", "mo") else "CYCLE_NOT_FOUND"
    with clock.at(berlin(MONDAY)):
        await rows.refused(
            bus, code, remind_of_reviews, cast.actor(person), SETTINGS, cycle_id=round_.id
        )
    assert await Mail.all().count() == 0


async def test_hr_reminds_those_who_owe_at_most_once_a_day(cast: Cast) -> None:
    round_ = await fortnight(cast)
    await Review.filter(rater_id=cast.ann.id).update(state=ReviewState.SUBMITTED)
    day = berlin(MONDAY + timedelta(days=1))
    assert await by_hand(cast, round_, day) == 1
    assert [mail.recipient_id for mail in await mails()] == [cast.mo.id]
    with clock.at(day + timedelta(hours=2)):
        await rows.refused(
            BUS,
            "CYCLE_NOBODY_TO_REMIND",
            remind_of_reviews,
            cast.actor(cast.hana),
            SETTINGS,
            cycle_id=round_.id,
        )
    assert await by_hand(cast, round_, day + timedelta(days=1), cast.mo, cast.zed) == 1
    assert len(await mails()) == 2


async def test_by_hand_too_mail_waits_for_the_readers_morning(cast: Cast) -> None:
    round_ = await fortnight(cast)
    friday_night = berlin(MONDAY + timedelta(days=4), 22)
    assert await by_hand(cast, round_, friday_night, cast.mo) == 1
    (mail,) = await mails(REMINDER, cast.mo)
    assert mail.state is MailState.QUEUED
    assert mail.next_attempt_at == datetime(2026, 11, 9, 8, tzinfo=UTC), "Monday at nine"
    with pytest.raises(Exception, match="NOBODY_TO_REMIND"):
        await by_hand(cast, round_, friday_night + timedelta(hours=30), cast.mo)
    assert await work(berlin(MONDAY + timedelta(days=7))) == 1, "Ann is told that she is asked"
    assert len(await mails(REMINDER, cast.mo)) == 1


async def test_a_reminder_by_hand_that_would_come_too_late_is_not_written(cast: Cast) -> None:
    round_ = await fortnight(cast)
    saturday = berlin(MONDAY + timedelta(days=12))
    with clock.at(saturday):
        await rows.refused(
            BUS,
            "CYCLE_NOBODY_TO_REMIND",
            remind_of_reviews,
            cast.actor(cast.hana),
            SETTINGS,
            cycle_id=round_.id,
        )


async def test_the_number_tells_hr_nothing_of_the_reviews_about_themselves(
    cast: Cast, bus: Bus
) -> None:
    round_ = await rows.cycle(cast.hana, time_zone="Europe/Berlin")
    row = await rows.participant(round_, cast.hana, manager=cast.zed)
    await rows.review(row, cast.max, Perspective.PEER)
    done = {"state": ReviewState.SUBMITTED, "answers": {round_.rating.id: Answer(value=1)}}
    await rows.review(row, cast.old, Perspective.PEER, **done)
    for person in (cast.max, cast.old):
        await rows.refused(
            bus,
            "CYCLE_NOBODY_TO_REMIND",
            remind_of_reviews,
            cast.actor(cast.hana),
            SETTINGS,
            cycle_id=round_.id,
            person_ids=[person.id],
        )
