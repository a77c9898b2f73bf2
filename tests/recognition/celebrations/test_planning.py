"""Planning a week ahead, keeping it true, handing over in the morning of the person's own clock."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta
from typing import Any

import pytest

from erm.core.clock import at, now, today
from erm.core.events import Bus
from erm.core.work import unit_of_work
from erm.flows.subscriptions import build_bus
from erm.mail.models import Mail
from erm.notifications.choosing import choose_mail
from erm.notifications.rules import NotificationKind
from erm.people.models import Person
from erm.recognition.celebrations import queries
from erm.recognition.celebrations.commands import set_celebration_choice
from erm.recognition.celebrations.events import CardDelivered, CelebrationDelivered
from erm.recognition.celebrations.models import CardSignature, Celebration, CelebrationChoice
from erm.recognition.celebrations.planning import (
    deliver_due,
    let_go_of_leaver,
    plan_celebrations,
)
from erm.recognition.celebrations.rules import morning_of
from tests.recognition.celebrations.builders import (
    ANNIVERSARY,
    BIRTHDAY,
    CANCELLED,
    DELIVERED,
    EVERYONE,
    OFF,
    PLANNED,
    TEAM,
    celebration,
    celebrations_off,
    chosen,
    hired,
    signature,
    utc,
)

DAY = timedelta(days=1)
NOON = utc(2026, 11, 22, 12)


@pytest.fixture(autouse=True)
def _noon() -> Any:
    """22 November 2026, noon in UTC; everybody sits in Berlin."""
    with at(NOON):
        yield


async def the_only() -> Celebration:
    (row,) = await Celebration.all()
    return row


async def test_an_anniversary_is_planned_for_the_team_a_week_before(cast, do) -> None:
    await hired(cast.ann, date(2021, 11, 29))
    await hired(cast.bo, date(2021, 11, 30))
    assert await plan_celebrations(do) == 1
    row = await the_only()
    assert (row.person_id, row.kind, row.day, row.years) == (
        cast.ann.id,
        ANNIVERSARY,
        date(2026, 11, 29),
        5,
    )
    assert (row.audience, row.state, row.due_at) == (TEAM, PLANNED, utc(2026, 11, 29, 8))
    assert await plan_celebrations(do) == 0
    assert await Celebration.all().count() == 1


async def test_a_birthday_is_planned_for_whom_its_person_named(cast, do) -> None:
    await chosen(cast.ann, birthday=EVERYONE, birth_month=11, birth_day=25)
    await chosen(cast.bo, birthday=OFF, birth_month=11, birth_day=25)
    await chosen(cast.mo, anniversary=OFF, birthday=TEAM, birth_month=11, birth_day=23)
    assert await plan_celebrations(do) == 2
    rows = await Celebration.all().order_by("day")
    assert [(row.person_id, row.kind, row.audience, row.years) for row in rows] == [
        (cast.mo.id, BIRTHDAY, TEAM, None),
        (cast.ann.id, BIRTHDAY, EVERYONE, None),
    ]


async def test_nothing_is_planned_for_who_will_be_gone_by_then_or_is_new(cast, do) -> None:
    await hired(cast.ann, date(2021, 11, 25))
    await Person.filter(id=cast.ann.id).update(left_on=date(2026, 11, 25))
    await hired(cast.dee, date(2021, 11, 25))
    await hired(cast.bo, date(2026, 11, 25))
    assert await plan_celebrations(do) == 0


async def test_while_the_company_does_not_celebrate_nothing_is_planned_told_or_handed_over(
    cast, do
) -> None:
    await hired(cast.ann, date(2021, 11, 25))
    due = await celebration(cast.bo, day=date(2026, 11, 22))
    await celebrations_off()
    assert await plan_celebrations(do) == await deliver_due(do) == 0
    assert await queries.celebrations_ahead(cast.actor(cast.mo), days=7) == []
    assert await queries.celebrations_by_ids(cast.actor(cast.mo), [due.id]) == {}


async def test_a_card_is_handed_over_at_nine_on_its_persons_clock_and_once(cast, do) -> None:
    for person, zone in (
        (cast.ann, "Pacific/Kiritimati"),
        (cast.bo, "Pacific/Honolulu"),
        (cast.cy, "Asia/Kolkata"),
        (cast.max, "America/St_Johns"),
    ):
        await Person.filter(id=person.id).update(time_zone=zone, hired_on=date(2021, 11, 26))
        assert await plan_celebrations(do) == 1
        row = await Celebration.get(person_id=person.id)
        assert row.due_at == morning_of(date(2026, 11, 26), zone)
        with at(row.due_at - timedelta(seconds=1)):
            assert await deliver_due(do) == 0
        with at(row.due_at):
            assert sum(await asyncio.gather(deliver_due(do), deliver_due(do))) == 1
            assert await deliver_due(do) == 0
        row = await Celebration.get(person_id=person.id)
        assert (row.state, row.delivered_at) == (DELIVERED, row.due_at)


async def test_who_moves_to_another_zone_has_the_morning_of_the_new_one(cast, do) -> None:
    await hired(cast.ann, date(2021, 11, 26))
    await plan_celebrations(do)
    await Person.filter(id=cast.ann.id).update(time_zone="Pacific/Honolulu")
    # Nothing has looked since then, and yet it is not handed over too early.
    with at(utc(2026, 11, 26, 9)):
        assert await deliver_due(do) == 0
        assert (await the_only()).due_at == utc(2026, 11, 26, 19)
    await Person.filter(id=cast.ann.id).update(time_zone="Pacific/Kiritimati")
    with at(utc(2026, 11, 25, 19)):
        await plan_celebrations(do)
        assert await deliver_due(do) == 1


async def test_a_day_that_turns_out_to_be_another_is_cancelled_and_the_right_one_planned(
    cast, do
) -> None:
    await hired(cast.ann, date(2021, 11, 25))
    await plan_celebrations(do)
    card = await the_only()
    await signature(card, cast.mo)
    await hired(cast.ann, date(2020, 11, 27))
    assert await plan_celebrations(do) == 1
    states = {row.day.day: row.state for row in await Celebration.all()}
    assert states == {25: CANCELLED, 27: PLANNED}
    line = await CardSignature.get()
    assert line.message == ""
    assert line.withdrawn_at is not None


async def test_what_is_wanted_less_is_cancelled_at_once_with_the_words_on_the_card(
    cast, do
) -> None:
    card = await celebration(cast.ann, kind=BIRTHDAY, day=date(2026, 11, 25), audience=EVERYONE)
    await signature(card, cast.cy)
    ann = cast.actor(cast.ann)
    born = {"anniversary": TEAM, "birth_month": 11, "birth_day": 25}
    await do(set_celebration_choice(ann, birthday=TEAM, **born))
    assert (await CardSignature.get()).message == ""
    # For the team it is begun anew, without what was written for everybody.
    again = await the_only()
    assert (again.state, again.audience) == (PLANNED, TEAM)
    (seen,) = await queries.celebrations_ahead(cast.actor(cast.mo), days=7)
    assert seen.signatures == ()
    await do(set_celebration_choice(ann, birthday=OFF, **born))
    assert (await the_only()).state is CANCELLED
    assert await plan_celebrations(do) == 0


async def test_a_day_of_the_week_to_come_is_planned_as_soon_as_its_person_says_so(cast, do) -> None:
    born = {"anniversary": TEAM, "birth_month": 11, "birth_day": 25}
    await do(set_celebration_choice(cast.actor(cast.ann), birthday=TEAM, **born))
    row = await the_only()
    assert (row.state, row.day, row.audience) == (PLANNED, date(2026, 11, 25), TEAM)


async def test_what_was_written_for_the_team_stays_with_the_team(cast, do) -> None:
    card = await celebration(cast.ann, kind=BIRTHDAY, day=date(2026, 11, 25), audience=TEAM)
    wish = {"anniversary": TEAM, "birthday": EVERYONE, "birth_month": 11, "birth_day": 25}
    line = await signature(card, cast.mo)
    await do(set_celebration_choice(cast.actor(cast.ann), **wish))
    assert (await the_only()).audience is TEAM
    await CardSignature.filter(id=line.id).update(withdrawn_at=now(), message="")
    await do(set_celebration_choice(cast.actor(cast.ann), **wish))
    assert (await the_only()).audience is EVERYONE


async def test_a_wish_of_the_day_itself_holds_for_what_was_handed_over(cast, do) -> None:
    card = await celebration(cast.ann, day=today("Europe/Berlin"), state=DELIVERED)
    await do(set_celebration_choice(cast.actor(cast.ann), anniversary=OFF, birthday=OFF))
    assert await queries.celebrations_by_ids(cast.actor(cast.mo), [card.id]) == {}
    mine = await queries.celebrations_by_ids(cast.actor(cast.ann), [card.id])
    assert mine[card.id].delivered


async def test_nobody_has_two_birthdays_by_naming_another_day(cast, do) -> None:
    await celebration(cast.ann, kind=BIRTHDAY, day=date(2026, 10, 1), state=DELIVERED)
    await chosen(cast.ann, birthday=EVERYONE, birth_month=11, birth_day=25)
    assert await plan_celebrations(do) == 0
    await Celebration.filter(person_id=cast.ann.id).update(day=date(2026, 4, 1))
    assert await plan_celebrations(do) == 1


async def test_of_somebody_who_leaves_nothing_is_celebrated(cast, do) -> None:
    await chosen(cast.ann, birthday=EVERYONE, birth_month=11, birth_day=25)
    ahead = await celebration(cast.ann, kind=BIRTHDAY, day=date(2026, 11, 25))
    past = await celebration(cast.ann, day=date(2026, 11, 22), state=DELIVERED)
    await signature(ahead, cast.mo)
    assert await do(let_go_of_leaver(cast.ann.id)) == 1
    assert (await Celebration.get(id=ahead.id)).state is CANCELLED
    assert (await CardSignature.get()).message == ""
    assert not await CelebrationChoice.all().exists()
    found = await queries.celebrations_by_ids(cast.actor(cast.mo), [ahead.id, past.id])
    assert found == {}


async def test_what_is_not_wanted_any_more_when_its_morning_comes_is_not_handed_over(
    cast, do
) -> None:
    await hired(cast.ann, date(2021, 11, 25))
    await plan_celebrations(do)
    # As if the wish had come in between and nothing had looked since.
    await chosen(cast.ann, anniversary=OFF)
    with at(utc(2026, 11, 25, 9)):
        assert await deliver_due(do) == 0
    assert (await the_only()).state is CANCELLED
    assert do.heard == []


async def test_other_programs_hear_only_of_days_that_are_for_everybody(cast, do) -> None:
    for person, audience in ((cast.ann, EVERYONE), (cast.bo, TEAM)):
        await hired(person, date(2023, 11, 25))
        await chosen(person, anniversary=audience)
    await plan_celebrations(do)
    with at(utc(2026, 11, 25, 9)):
        assert await deliver_due(do) == 2
    assert len([e for e in do.heard if isinstance(e, CardDelivered)]) == 2
    told = do.only(CelebrationDelivered)
    assert (told.person_id, told.kind, told.years) == (cast.ann.id, ANNIVERSARY, 3)


async def test_its_person_is_told_by_mail_how_many_signed_and_nothing_of_it(cast, settings) -> None:
    bus = build_bus(settings)
    card = await celebration(cast.ann, day=date(2026, 11, 25))
    await hired(cast.ann, date(2023, 11, 25))
    await chosen(cast.ann, anniversary=EVERYONE)
    for each in (cast.mo, cast.bo):
        await signature(card, each, "Secret words")
    gone = await signature(card, cast.cy)
    await CardSignature.filter(id=gone.id).update(withdrawn_at=now(), message="")
    nobody = await celebration(cast.max, day=date(2026, 11, 25))
    await hired(cast.max, date(2023, 11, 25))
    await chosen(cast.max, anniversary=EVERYONE)
    with at(utc(2026, 11, 25, 9)):
        assert await deliver_due(bus) == 2
    mail = await Mail.get()
    assert (mail.recipient_id, mail.dedupe_key) == (cast.ann.id, f"celebration:{card.id}")
    assert mail.subject == "2 colleagues signed a card for your work anniversary"
    assert "Secret" not in f"{mail.text}{mail.html}"
    assert "/recognition/celebrations/" in mail.text
    assert mail.unsubscribe_url is not None
    assert mail.unsubscribe_url in mail.text
    assert (await Celebration.get(id=nobody.id)).state is DELIVERED


async def test_who_wants_no_mail_of_what_they_receive_has_the_card_without_one(
    cast, settings
) -> None:
    card = await celebration(cast.ann, day=date(2026, 11, 25))
    await hired(cast.ann, date(2023, 11, 25))
    await chosen(cast.ann, anniversary=EVERYONE)
    await signature(card, cast.mo)
    async with unit_of_work(Bus()):
        await choose_mail(cast.ann.id, NotificationKind.CELEBRATION, False)
    with at(utc(2026, 11, 25, 9)):
        assert await deliver_due(build_bus(settings)) == 1
    assert not await Mail.all().exists()
