"""Who looked at a report stands in the ledger, once a day, and those who were asked can read it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta

import pytest

from erm.core.actor import SYSTEM
from erm.core.clock import at, now
from erm.core.events import Bus
from erm.core.paging import PageRequest
from erm.core.work import unit_of_work
from erm.engagement.ledger.commands import note, note_groups
from erm.engagement.ledger.models import ReportAccess
from erm.engagement.ledger.queries import report_ledger
from erm.engagement.ledger.rules import ReportAct, ReportPart, scope_key
from erm.people.models import Person
from erm.schema.ids import to_global
from tests.cast import Cast
from tests.conftest import Api
from tests.database import query_count
from tests.engagement.told import Told, told

VIEWED, SCORES = ReportAct.VIEWED, ReportPart.SCORES
LEDGER = """query Ledger($wave: ID!, $first: Int) { reportLedger(waveId: $wave, first: $first) {
  totalCount edges { node { id person { id } act part scope at } } } }"""


def test_a_group_has_one_name_whatever_the_order_of_its_segments() -> None:
    one = scope_key({"department": "a", "location": "b"})
    assert one == scope_key({"location": "b", "department": "a"})
    assert len({one, scope_key({}), scope_key({"department": "a"})}) == 3


async def test_a_reading_is_put_down_once_a_day_for_each_group_part_and_act(cast: Cast) -> None:
    wave = (await told(cast)).wave.id
    hana = cast.actor(cast.hana)
    group = {"department": str(cast.engineering.id)}
    moment = now().replace(hour=9)
    with at(moment):
        await asyncio.gather(*(note(hana, wave, VIEWED, SCORES, {}) for _ in range(3)))
        await note(hana, wave, VIEWED, SCORES, group)
        await note(hana, wave, VIEWED, ReportPart.COMMENTS, group)
        await note(hana, wave, ReportAct.PDF, SCORES, group)
    with at(moment + timedelta(hours=2)):
        await note_groups(hana, [(wave, {}), (wave, group)], act=VIEWED, part=SCORES)
    assert await ReportAccess.all().count() == 4
    with at(moment + timedelta(days=1)):
        await note(hana, wave, VIEWED, SCORES, {})
    assert await ReportAccess.filter(scope_key=scope_key({})).count() == 2
    with pytest.raises(ValueError, match="reads no reports"):
        await note(SYSTEM, wave, VIEWED, SCORES, {})


async def test_nobody_changes_the_ledger_afterwards(cast: Cast, bus: Bus) -> None:
    wave = (await told(cast)).wave.id
    await note(cast.actor(cast.hana), wave, VIEWED, SCORES, {})
    with pytest.raises(Exception, match="append-only"):
        async with unit_of_work(bus):
            await ReportAccess.all().update(person_id=cast.ann.id)
    with pytest.raises(Exception, match="append-only"):
        async with unit_of_work(bus):
            await ReportAccess.all().delete()
    assert (await ReportAccess.get()).person_id == cast.hana.id


async def test_those_who_were_asked_and_hr_read_it_and_nobody_else(
    api: Callable[..., Api], cast: Cast
) -> None:
    found = await told(cast, invited=[cast.bo, cast.ada])
    group = {"department": str(cast.engineering.id)}
    await note(cast.actor(cast.mo), found.wave.id, VIEWED, ReportPart.COMMENTS, group)
    variables = {"wave": to_global("SurveyWave", found.wave.id)}
    for person in (cast.bo, cast.ada, cast.hana):
        line = (await api(person).run(LEDGER, variables))["reportLedger"]["edges"][0]["node"]
        assert line["person"]["id"] == to_global("Person", cast.mo.id)
        assert (line["act"], line["part"], line["scope"]) == ("VIEWED", "Comments", "Engineering")
    for person in (cast.ann, cast.mo, cast.zed):
        assert (await api(person).run(LEDGER, variables))["reportLedger"] is None
    assert (await api(None).execute(LEDGER, variables))["errors"]
    unknown = {"wave": to_global("SurveyWave", cast.bo.id)}
    assert (await api(cast.hana).run(LEDGER, unknown))["reportLedger"] is None
    assert await ReportAccess.all().count() == 1, "reading the ledger is not noted in it"


async def test_pages_go_back_in_time_and_cost_the_same_however_long_it_is(
    api: Callable[..., Api], cast: Cast
) -> None:
    found = await told(cast)
    counts = []
    for number in (1, 20, 60):
        await _many(found, await cast.crowd(number))
        hana = api(cast.hana)
        variables = {"wave": to_global("SurveyWave", found.wave.id), "first": 100}
        await hana.run(LEDGER, variables)
        with query_count() as queries:
            await hana.run(LEDGER, variables)
        counts.append(queries.count)
    assert len(set(counts)) == 1
    actor = cast.actor(cast.hana)
    first = await report_ledger(actor, PageRequest(50), wave_id=found.wave.id)
    assert first is not None
    assert first.has_next
    rest = await report_ledger(actor, PageRequest.of(50, first.cursors[-1]), wave_id=found.wave.id)
    assert rest is not None
    ids = [each.id for each in (*first.items, *rest.items)]
    assert len(set(ids)) == await first.count() == 81
    assert ids == sorted(ids, reverse=True)


async def _many(found: Told, people: list[Person]) -> None:
    await ReportAccess.bulk_create(
        [
            ReportAccess(
                wave_id=found.wave.id,
                person_id=each.id,
                act=VIEWED,
                part="scores",
                scope={},
                scope_key=scope_key({}),
                day=now().date(),
                at=now(),
            )
            for each in people
        ]
    )
