"""Somebody has another manager: what the two had ends, stays theirs, and passes to nobody."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from erm.audit.models import AuditEntry
from erm.core.actor import SYSTEM
from erm.core.clock import now, today
from erm.core.ids import new_id
from erm.core.work import record, unit_of_work
from erm.flows.manager_changes import end_what_managers_left_behind
from erm.flows.subscriptions import build_bus
from erm.one_on_ones import queries
from erm.one_on_ones.models import ActionItem, OneOnOneMeeting, OneOnOneSeries
from erm.one_on_ones.rules import ActionItemState, SeriesKind
from erm.people.events import ManagerChanged
from erm.people.importing.applying import apply_import
from erm.people.importing.planning import plan_import
from erm.people.models import Bond, Person
from erm.people.rules import BondKind, Locale
from tests.cast import Cast
from tests.conftest import query_count
from tests.everyday import SETTINGS
from tests.one_on_ones.builders import history

BUS = build_bus(SETTINGS)


async def changed(person: Person, before: Person | None, after: Person | None) -> None:
    async with unit_of_work(BUS):
        record(
            ManagerChanged(
                at=now(),
                person_id=person.id,
                before_id=None if before is None else before.id,
                after_id=None if after is None else after.id,
            )
        )


async def active() -> set[Any]:
    return set(await OneOnOneSeries.filter(ended_at__isnull=True).values_list("id", flat=True))


async def test_the_series_with_the_former_manager_ends_and_promises_can_be_kept(
    cast: Cast,
) -> None:
    (series,) = await history(cast.mo, [cast.ann])
    await cast.change_manager(cast.ann, cast.max)
    await changed(cast.ann, cast.mo, cast.max)
    assert await active() == set()
    ended = await OneOnOneSeries.get(id=series.id)
    assert (ended.active_pair, ended.ended_by_id) == (None, None), "nobody's own doing"
    assert not await OneOnOneMeeting.filter(open_series_id__isnull=False).exists()
    assert set(await ActionItem.all().values_list("state", flat=True)) == {ActionItemState.OPEN}
    entry = await AuditEntry.get()
    assert (entry.action, entry.actor_id, entry.subject_id) == ("series.ended", None, series.id)
    assert entry.details == '{"cause": "manager_changed"}'


async def test_it_stays_readable_to_the_two_and_nothing_passes_to_the_new_manager(
    cast: Cast,
) -> None:
    (series,) = await history(cast.mo, [cast.ann])
    await cast.change_manager(cast.ann, cast.max)
    await changed(cast.ann, cast.mo, cast.max)
    meetings = [meeting.id for meeting in await OneOnOneMeeting.all()]
    for person in cast.people:
        actor, of_the_two = cast.actor(person), person in (cast.ann, cast.mo)
        assert (series.id in await queries.series_by_ids(actor, [series.id])) is of_the_two
        found = await queries.meetings_by_ids(actor, meetings)
        assert (len(found) == 2) is of_the_two
        assert len(await queries.own_series(actor)) == of_the_two
    assert await queries.own_series(cast.actor(cast.max)) == [], "no series was made"
    mine = await queries.meetings_by_ids(cast.actor(cast.mo), meetings)
    theirs = await queries.meetings_by_ids(cast.actor(cast.ann), meetings)
    assert {view.private_notes for view in mine.values()} == {"mine"}
    assert {view.private_notes for view in theirs.values()} == {""}


@pytest.mark.parametrize("kind", [SeriesKind.MENTOR, SeriesKind.PEER])
async def test_what_they_have_as_mentor_or_peers_goes_on(cast: Cast, kind: SeriesKind) -> None:
    (series,) = await history(cast.mo, [cast.ann])
    await OneOnOneSeries.filter(id=series.id).update(kind=kind)
    await cast.change_manager(cast.ann, cast.max)
    await changed(cast.ann, cast.mo, cast.max)
    assert await end_what_managers_left_behind(BUS) == 0
    assert await active() == {series.id}


async def test_others_of_the_two_go_on(cast: Cast) -> None:
    series = await history(cast.mo, [cast.ann, cast.bo, cast.zed])
    await cast.change_manager(cast.ann, cast.max)
    await changed(cast.ann, cast.mo, cast.max)
    assert await active() == {series[1].id, series[2].id}


async def test_nothing_ends_for_a_first_manager_or_one_who_is_manager_again(cast: Cast) -> None:
    (series,) = await history(cast.mo, [cast.ann])
    await changed(cast.ann, None, cast.mo)
    await changed(cast.ann, cast.mo, cast.mo)
    assert await active() == {series.id}
    assert not await AuditEntry.exists()


async def test_nothing_ends_where_the_two_have_changed_places(cast: Cast) -> None:
    (series,) = await history(cast.mo, [cast.ann])
    await cast.change_manager(cast.ann, cast.zed)
    await cast.change_manager(cast.mo, cast.ann)
    await changed(cast.ann, cast.mo, cast.zed)
    assert await end_what_managers_left_behind(BUS) == 0
    assert await active() == {series.id}


async def test_losing_the_manager_ends_it_too(cast: Cast) -> None:
    await history(cast.mo, [cast.ann])
    await cast.change_manager(cast.ann, None)
    await changed(cast.ann, cast.mo, None)
    assert await active() == set()


async def test_an_import_that_moves_a_report_ends_it(cast: Cast) -> None:
    await history(cast.mo, [cast.ann])
    lines = ["email,given name,manager"]
    managers = {cast.ann.id: cast.max, cast.bo.id: cast.mo, cast.cy.id: cast.max}
    managers |= {p.id: cast.zed for p in (cast.mo, cast.max, cast.old, cast.hana, cast.ada)}
    for person in cast.people:
        if person.left_on is None:
            above = managers.get(person.id)
            lines.append(
                f"{person.work_email},{person.given_name},{above.work_email if above else ''}"
            )
    async with unit_of_work(BUS):
        plan = await plan_import(
            "\n".join(lines).encode(),
            "people.csv",
            today(),
            default_time_zone="UTC",
            default_locale=Locale.EN,
        )
        await apply_import(SYSTEM, plan)
    assert await active() == set()


async def future(cast: Cast, day: date) -> None:
    """Ann's manager changes on a day that was written down long before."""
    await Bond.filter(subject_id=cast.ann.id, other_id=cast.mo.id).update(ends_on=day)
    await Bond.create(
        kind=BondKind.MANAGER, subject_id=cast.ann.id, other_id=cast.max.id, starts_on=day
    )


async def test_a_change_that_lay_ahead_is_acted_on_when_its_day_comes(cast: Cast) -> None:
    (series, other) = await history(cast.mo, [cast.ann, cast.bo])
    await future(cast, today() + timedelta(days=1))
    assert await end_what_managers_left_behind(BUS) == 0
    assert await active() == {series.id, other.id}
    await Bond.filter(subject_id=cast.ann.id, starts_on__gt=today()).update(starts_on=today())
    await Bond.filter(subject_id=cast.ann.id, other_id=cast.mo.id).update(ends_on=today())
    assert await end_what_managers_left_behind(BUS) == 1
    assert await active() == {other.id}
    assert await end_what_managers_left_behind(BUS) == 0
    assert await AuditEntry.all().count() == 1


async def test_the_job_leaves_those_alone_who_were_never_report_and_manager(cast: Cast) -> None:
    (series,) = await history(cast.cy, [cast.bo])
    assert await end_what_managers_left_behind(BUS) == 0
    assert await active() == {series.id}


async def test_the_job_takes_as_many_queries_for_200_series_as_for_one(cast: Cast) -> None:
    counts = []
    for size in (1, 19, 180):
        await history(cast.mo, await cast.crowd(size, manager=cast.mo), 1)
        with query_count() as asked:
            assert await end_what_managers_left_behind(BUS) == 0
        counts.append(asked.count)
    assert len(set(counts)) == 1, counts


async def test_many_changes_are_acted_on_in_pieces(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    from erm.flows import manager_changes

    monkeypatch.setattr(manager_changes, "BATCH", 3)
    crowd = await cast.crowd(7, manager=cast.mo)
    await history(cast.mo, crowd, 1)
    await Bond.filter(other_id=cast.mo.id, subject_id__in=[p.id for p in crowd]).update(
        ends_on=today()
    )
    assert await end_what_managers_left_behind(BUS) == 7
    assert await active() == set()


async def test_somebody_unknown_is_nobody(cast: Cast) -> None:
    (series,) = await history(cast.mo, [cast.ann])
    async with unit_of_work(BUS):
        record(
            ManagerChanged(at=now(), person_id=new_id(), before_id=cast.mo.id, after_id=cast.max.id)
        )
    assert await active() == {series.id}
