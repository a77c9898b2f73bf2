"""Elsewhere, reminders named the cycle's deadline to those who had another one, or on other clocks."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime, timedelta

import pytest

from erm.core import clock
from erm.core.events import Bus
from erm.feedback.cycles.commands.reminders import remind_due
from erm.feedback.cycles.models import Cycle
from erm.feedback.cycles.queries.reviews import reviews_owed
from erm.feedback.cycles.rules import Perspective
from erm.mail.models import Mail
from erm.people.models import Person
from erm.people.rules import Locale
from tests.cast import Cast
from tests.everyday import SETTINGS
from tests.feedback.cycles import rows

BEGUN = datetime(2026, 11, 2, 9, tzinfo=UTC)
"""A Monday; writing ends on Friday the 27th."""
HALF_TIME = datetime(2026, 11, 17, 15, tzinfo=UTC)


async def reminder(person: Person) -> Mail:
    """What somebody is sent a day after half time."""
    with clock.at(HALF_TIME):
        await remind_due(SETTINGS, Bus(), asyncio.Event())
        await remind_due(SETTINGS, Bus(), asyncio.Event())
    return await Mail.get(kind="cycle_reminder", recipient_id=person.id)


async def owing(cast: Cast, zone: str = "Europe/Berlin") -> rows.Round:
    with clock.at(BEGUN):
        round_ = await rows.cycle(
            cast.hana, time_zone=zone, writing_until=date(2026, 11, 27), nomination_until=None
        )
        row = await rows.participant(round_, cast.ann, manager=cast.mo)
        await rows.review(row, cast.ann, Perspective.SELF)
        await rows.review(row, cast.mo, Perspective.MANAGER)
        await remind_due(SETTINGS, Bus(), asyncio.Event())
    return round_


async def live_in(person: Person, zone: str, locale: Locale = Locale.EN) -> None:
    person.time_zone, person.locale = zone, locale
    await person.save(update_fields=["time_zone", "locale"])


async def test_each_is_told_their_own_last_day(cast: Cast) -> None:
    round_ = await owing(cast)
    await rows.extension(round_, cast.mo, date(2026, 12, 4))
    ann = await reminder(cast.ann)
    mo = await Mail.get_or_none(kind="cycle_reminder", recipient_id=cast.mo.id)
    if mo is None:
        with clock.at(HALF_TIME + timedelta(days=3)):
            await remind_due(SETTINGS, Bus(), asyncio.Event())
        mo = await Mail.get(kind="cycle_reminder", recipient_id=cast.mo.id)
    assert "Until Friday 27 November" in ann.text
    assert "4 Dec" not in ann.text
    assert "Until Friday 4 December" in mo.text
    assert "27 Nov" not in mo.text + mo.subject


async def test_it_is_the_day_of_the_screen(cast: Cast) -> None:
    round_ = await owing(cast)
    await rows.extension(round_, cast.ann, date(2026, 11, 30))
    mail = await reminder(cast.ann)
    with clock.at(HALF_TIME):
        (view,) = await reviews_owed(cast.actor(cast.ann))
    assert view.due_on == date(2026, 11, 30)
    assert "Until Monday 30 November" in mail.text


async def test_a_day_that_was_put_off_meanwhile_is_the_one_that_is_named(cast: Cast) -> None:
    round_ = await owing(cast)
    await Cycle.filter(id=round_.id).update(writing_until=date(2026, 11, 25))
    assert "Until Wednesday 25 November" in (await reminder(cast.ann)).text


@pytest.mark.parametrize(
    ("zone", "words"),
    [
        ("Europe/Berlin", "Until Friday 27 November"),
        ("Europe/Paris", "Until Friday 27 November"),
        (
            "America/Los_Angeles",
            "in Europe/Berlin: for you that is Fri, 27 Nov 2026, 15:00",
        ),
        (
            "Asia/Tokyo",
            "in Europe/Berlin: for you that is Sat, 28 Nov 2026, 08:00",
        ),
    ],
)
async def test_other_clocks_are_named_where_they_show_another_time(
    cast: Cast, zone: str, words: str
) -> None:
    await live_in(cast.ann, zone)
    await owing(cast)
    for hour in range(0, 72, 3):
        with clock.at(HALF_TIME + timedelta(hours=hour)):
            await remind_due(SETTINGS, Bus(), asyncio.Event())
    mail = await Mail.get(kind="cycle_reminder", recipient_id=cast.ann.id)
    assert words in mail.text
    if "for you" not in words:
        assert "for you that is" not in mail.text


async def test_russians_read_it_as_russians_write_it(cast: Cast) -> None:
    await live_in(cast.ann, "Europe/Moscow", Locale.RU)
    await owing(cast)
    for hour in range(0, 72, 3):
        with clock.at(HALF_TIME + timedelta(hours=hour)):
            await remind_due(SETTINGS, Bus(), asyncio.Event())
    mail = await Mail.get(kind="cycle_reminder", recipient_id=cast.ann.id)
    text = mail.text.replace("\u202f", " ").replace("\xa0", " ")
    assert "до конца дня пт, 27 нояб. 2026 г. по времени Europe/Berlin" in text
    assert "у вас это сб, 28 нояб. 2026 г., 02:00" in text
