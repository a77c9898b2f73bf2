"""Hints whom one could thank are made seldom, for those who want them and have somebody to thank."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from erm.core import clock
from erm.core.clock import now, today
from erm.core.events import Bus
from erm.core.work import unit_of_work
from erm.flows.thanks_nudges import make_thanks_nudges
from erm.people.models import Person
from erm.recognition.choices.models import ThanksNudge
from erm.recognition.fairness.nudges import FORTNIGHT, due, keep_nudges, period_of
from erm.recognition.rules import KudosVisibility
from erm.relationships.rules import TouchpointKind
from tests.cast import Cast
from tests.recognition.fairness.rows import DAY, preference, thanks
from tests.relationships.builders import contact, write

GAVE = TouchpointKind.FEEDBACK_GIVEN


async def make(stopped: bool = False) -> int:
    stop = asyncio.Event()
    if stopped:
        stop.set()
    return await make_thanks_nudges(Bus(), stop)


async def whose() -> set[object]:
    return set(await ThanksNudge.all().values_list("person_id", flat=True))


async def helped(*people: Person, by: Person) -> None:
    await write([contact(GAVE, by, each, now() - DAY) for each in people])


async def test_only_who_thanked_nobody_for_three_weeks_and_was_helped(cast: Cast) -> None:
    await helped(cast.ann, cast.cy, cast.max, cast.hana, by=cast.bo)
    await thanks([(cast.cy, [cast.bo])], at=now() - 20 * DAY, visibility=KudosVisibility.PRIVATE)
    await thanks([(cast.ann, [cast.bo])], at=now() - 22 * DAY)
    await preference(cast.max, nudges=False)
    new = await cast.person("New", hired_on=today() - 20 * DAY)
    added = await cast.person("Added", created_at=now() - 20 * DAY)
    await helped(new, added, cast.dee, by=cast.bo)
    assert cast.dee.id not in await due()
    assert await make(stopped=True) == 0
    assert await make() == 2
    assert await whose() == {cast.ann.id, cast.hana.id}
    row = await ThanksNudge.get(person_id=cast.ann.id)
    assert row.helpers == [str(cast.bo.id)]
    assert row.ends_at - row.created_at == timedelta(days=7)


async def test_at_most_one_a_fortnight_whatever_became_of_it(cast: Cast) -> None:
    start = now()
    made = []
    for day in range(60):
        with clock.at(start + day * DAY):
            await helped(cast.ann, by=cast.bo)
            if await make():
                made.append(day)
            await ThanksNudge.filter(person_id=cast.ann.id).update(dismissed_at=now())
    assert made == [0, 14, 28, 42, 56]


async def test_several_workers_at_once_make_one(cast: Cast) -> None:
    async def one() -> int:
        async with unit_of_work(Bus()):
            return await keep_nudges({cast.ann.id: [cast.bo.id]})

    assert sorted(await asyncio.gather(*(one() for _ in range(4)))) == [0, 0, 0, 1]
    assert await ThanksNudge.all().count() == 1


def test_fortnights_follow_each_other_without_gap_over_years() -> None:
    day = today()
    periods = [period_of(day + n * DAY) for n in range(1_000)]
    assert len(set(periods)) in (72, 73)
    assert all(
        periods[n] != periods[n + FORTNIGHT.days] for n in range(len(periods) - FORTNIGHT.days)
    )


async def test_in_a_large_company_hints_are_made_in_parts(cast: Cast) -> None:
    people = await cast.crowd(450)
    await helped(*people, by=cast.bo)
    assert await make() == 450
    assert await make() == 0
