from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from erm.core import clock
from erm.core.clock import now
from erm.core.paging import PageRequest
from erm.one_on_ones import queries
from tests.cast import Cast
from tests.conftest import query_count
from tests.one_on_ones.builders import history

SIZES = (1, 20, 200)


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    """So that no midnight falls into a test."""
    with clock.at(now().replace(hour=12)):
        yield


@pytest.mark.parametrize("size", SIZES)
async def test_every_list_asks_the_database_as_often_for_two_hundred_rows_as_for_one(
    cast: Cast, size: int
) -> None:
    people = await cast.crowd(size, manager=cast.mo)
    await history(cast.mo, people)
    mo = cast.actor(cast.mo)
    with query_count() as asked:
        series = await queries.own_series(mo)
    assert (len(series), asked.count) == (size, 2)
    ids = [view.id for view in series]
    with query_count() as asked:
        current = await queries.current_meetings_of(mo, ids)
    assert (len(current), asked.count) == (size, 2)
    meetings = [view.id for view in current.values()]
    calls: list[tuple[int, int, Any]] = [
        (1, size, queries.series_by_ids(mo, ids)),
        (2, size, queries.meetings_by_ids(mo, meetings)),
        (1, size, queries.series_with(mo, [p.id for p in people])),
        (2, size, queries.startable_with(mo, [p.id for p in people])),
        (3, size, queries.meeting_pages(mo, [(i, PageRequest()) for i in ids])),
        (2, size, queries.meetings_upcoming(mo, now() + timedelta(days=7))),
        (2, 0, queries.overdue_meetings(mo)),
        (1, size, queries.talking_points_of(mo, meetings)),
        (1, size, queries.open_points_of(mo, meetings)),
        (1, size, queries.open_point_counts(mo, meetings)),
        (2, size, queries.action_items_of(mo, meetings)),
        (1, size, queries.open_action_items_of(mo, ids)),
        (1, size * 2, queries.promises(mo)),
        (1, size * 2, queries.promised_to(mo)),
        (1, size, queries.open_promises_with(mo, [p.id for p in people])),
    ]
    for expected, rows, call in calls:
        with query_count() as asked:
            found = await call
        assert (asked.count, len(found)) == (expected, rows), call.__qualname__


async def test_a_long_history_comes_in_pages_newest_first(cast: Cast) -> None:
    (series,) = await history(cast.mo, [cast.ann], meetings_each=45)
    ann = cast.actor(cast.ann)
    numbers: list[int] = []
    request = PageRequest(20)
    while True:
        key = (series.id, request)
        with query_count() as asked:
            page = (await queries.meeting_pages(ann, [key]))[key]
        assert asked.count == 3
        assert page.total == 45
        numbers += [meeting.number for meeting in page.items]
        if not page.has_next:
            break
        request = PageRequest.of(20, page.cursors[-1])
    assert numbers == list(range(45, 0, -1))


async def test_todays_meetings_are_upcoming_and_earlier_ones_overdue(cast: Cast) -> None:
    await history(cast.mo, [cast.ann, cast.bo])
    mo = cast.actor(cast.mo)
    soon = await queries.meetings_upcoming(mo, now() + timedelta(days=7))
    assert {meeting.other_id for meeting in soon} == {cast.ann.id, cast.bo.id}
    assert await queries.meetings_upcoming(mo, now() + timedelta(hours=1)) == []
    with clock.at(now() + timedelta(days=1, minutes=1)):
        assert len(await queries.meetings_upcoming(mo, now())) == 2
        assert await queries.overdue_meetings(mo) == []
    with clock.at(now() + timedelta(days=2)):
        assert await queries.meetings_upcoming(mo, now() + timedelta(days=7)) == []
        assert len(await queries.overdue_meetings(mo)) == 2
        assert await queries.overdue_meetings(cast.actor(cast.zed)) == []


async def test_promises_with_a_person_are_of_that_pair_only(cast: Cast) -> None:
    await history(cast.mo, [cast.ann, cast.bo])
    await history(cast.max, [cast.cy])
    mo = cast.actor(cast.mo)
    found = await queries.open_promises_with(mo, [cast.ann.id, cast.cy.id])
    assert len(found[cast.ann.id]) == 4
    assert {item.owner_id for item in found[cast.ann.id]} == {cast.mo.id, cast.ann.id}
    assert found[cast.cy.id] == []


async def test_an_item_belongs_to_every_meeting_from_its_making_to_its_settling(
    cast: Cast,
) -> None:
    from erm.one_on_ones.models import ActionItem

    (series,) = await history(cast.mo, [cast.ann], meetings_each=4)
    meetings = (await queries.meeting_pages(cast.actor(cast.mo), [(series.id, PageRequest())]))[
        (series.id, PageRequest())
    ].items
    item = await ActionItem.filter(series_id=series.id, made_in_number=1).first()
    assert item is not None
    await ActionItem.filter(id=item.id).update(meeting_number=3, meeting_id=meetings[1].id)
    found = await queries.action_items_of(cast.actor(cast.ann), [m.id for m in meetings])
    there = [m.number for m in meetings if item.id in {i.id for i in found[m.id]}]
    assert sorted(there) == [1, 2, 3]
