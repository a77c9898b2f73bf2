"""At the same time: signing and handing over, choosing and planning. On SQLite and on PostgreSQL."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta
from typing import Any

from erm.core.clock import at, now
from erm.core.errors import DomainError
from erm.core.work import record, unit_of_work
from erm.flows.subscriptions import build_bus
from erm.people.events import PersonLeft
from erm.recognition.celebrations.commands import set_celebration_choice, sign_card
from erm.recognition.celebrations.events import CardDelivered
from erm.recognition.celebrations.models import CardSignature, Celebration
from erm.recognition.celebrations.planning import deliver_due, plan_celebrations
from tests.recognition.celebrations.builders import (
    CANCELLED,
    DELIVERED,
    EVERYONE,
    OFF,
    PLANNED,
    celebration,
    chosen,
    hired,
    utc,
)

MORNING = utc(2026, 11, 25, 8)


async def test_what_was_accepted_stands_on_the_card_and_nothing_comes_after(cast, do) -> None:
    await hired(cast.ann, date(2023, 11, 25))
    await chosen(cast.ann, anniversary=EVERYONE)
    crowd = await cast.crowd(20)
    with at(MORNING):
        card = await celebration(cast.ann, day=date(2026, 11, 25))

        async def sign(person: Any) -> str:
            try:
                await do(sign_card(cast.actor(person), celebration_id=card.id, message="Hurray"))
            except DomainError as error:
                return error.code
            return "signed"

        answers = await asyncio.gather(
            *(sign(person) for person in crowd[:10]),
            deliver_due(do),
            deliver_due(do),
            *(sign(person) for person in crowd[10:]),
        )
    accepted = answers.count("signed")
    assert accepted + answers.count("CARD_HANDED_OVER") == len(crowd)
    assert (await Celebration.get(id=card.id)).state is DELIVERED
    assert do.only(CardDelivered).signatures == accepted == await CardSignature.all().count()


async def test_a_wish_for_nobody_wins_over_planning_at_the_same_moment(cast, do) -> None:
    people = [cast.ann, cast.bo, cast.cy, cast.max, cast.mo, cast.old]
    day = (now() + timedelta(days=3)).date()
    for person in people:
        await hired(person, day.replace(year=day.year - 2))
    await asyncio.gather(
        plan_celebrations(do),
        *(
            do(set_celebration_choice(cast.actor(each), anniversary=OFF, birthday=OFF))
            for each in people
        ),
        plan_celebrations(do),
    )
    assert not await Celebration.filter(state=PLANNED).exists()


async def test_leaving_cancels_in_the_same_transaction(cast, settings) -> None:
    card = await celebration(cast.ann)
    async with unit_of_work(build_bus(settings)):
        record(PersonLeft(at=now(), person_id=cast.ann.id))
    assert (await Celebration.get(id=card.id)).state is CANCELLED
