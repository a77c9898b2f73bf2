"""Recurring and private talking points, and what was talked about; what a meeting hands on."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from erm.core import clock
from erm.core.database.connections import connection
from erm.core.errors import InvalidInput
from erm.core.paging import PageRequest
from erm.one_on_ones import queries
from erm.one_on_ones.commands import (
    action_items,
    meetings,
    series,
    talking_points,
    templates,
)
from erm.one_on_ones.models import OneOnOneMeeting, TalkingPoint
from erm.one_on_ones.rules import Cadence, TalkingPointState, Visibility
from erm.one_on_ones.views import TalkingPointView
from erm.people.models import Person
from tests.cast import Cast
from tests.one_on_ones.conftest import Doing

NOW = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
PRIVATE, SHARED = Visibility.PRIVATE, Visibility.SHARED
DISCUSSED = TalkingPointState.DISCUSSED


@pytest.fixture(autouse=True)
def _morning() -> Iterator[None]:
    with clock.at(NOW):
        yield


@pytest.fixture
async def pair(cast: Cast, do: Doing) -> UUID:
    begun = await do(
        series.start_series(
            cast.actor(cast.mo),
            person_id=cast.ann.id,
            cadence=Cadence.WEEKLY,
            first_meeting_at=NOW + timedelta(hours=1),
        )
    )
    return begun.id


async def current(cast: Cast, pair: UUID) -> UUID:
    return (await queries.current_meetings_of(cast.actor(cast.mo), [pair]))[pair].id


async def add(
    cast: Cast, do: Doing, pair: UUID, person: Person, body: str, **options: Any
) -> TalkingPointView:
    return await do(
        talking_points.add_talking_point(
            cast.actor(person), meeting_id=await current(cast, pair), body=body, **options
        )
    )


async def tick(cast: Cast, do: Doing, person: Person, point: UUID) -> TalkingPointView:
    return await do(
        talking_points.set_talking_point_state(
            cast.actor(person), talking_point_id=point, state=DISCUSSED
        )
    )


async def close(cast: Cast, do: Doing, pair: UUID, held: bool = True) -> None:
    await do(
        meetings.close_meeting(cast.actor(cast.mo), meeting_id=await current(cast, pair), held=held)
    )


async def listed(cast: Cast, person: Person, pair: UUID) -> list[TalkingPointView]:
    meeting = await current(cast, pair)
    return (await queries.talking_points_of(cast.actor(person), [meeting]))[meeting]


# ---- recurring ---------------------------------------------------------------------------------


async def test_a_recurring_point_comes_back_once_after_it_was_discussed(
    cast: Cast, do: Doing, pair: UUID
) -> None:
    first = await add(cast, do, pair, cast.mo, "one")
    again = await add(cast, do, pair, cast.ann, "How are you?", recurring=True)
    await add(cast, do, pair, cast.mo, "two")
    await tick(cast, do, cast.mo, again.id)
    await close(cast, do, pair)
    points = await listed(cast, cast.mo, pair)
    assert [(p.body, p.recurring, p.carried_over) for p in points] == [
        ("one", False, True),
        ("How are you?", True, False),
        ("two", False, True),
    ]
    assert points[0].id == first.id, "an open one is the same row"
    back = points[1]
    assert (back.author_id, back.visibility, back.state) == (
        cast.ann.id,
        SHARED,
        TalkingPointState.OPEN,
    )
    assert back.id != again.id
    assert back.discussed_at is None
    old = (await queries.talking_points_by_ids(cast.actor(cast.mo), [again.id]))[again.id]
    assert (old.state, old.discussed_at) == (DISCUSSED, NOW), "it stays where it was discussed"
    await close(cast, do, pair)
    assert [p.id for p in await listed(cast, cast.mo, pair)] == [p.id for p in points]


async def test_a_recurring_point_that_was_not_discussed_is_carried_over_and_not_doubled(
    cast: Cast, do: Doing, pair: UUID
) -> None:
    point = await add(cast, do, pair, cast.ann, "How are you?", recurring=True)
    await close(cast, do, pair)
    assert [p.id for p in await listed(cast, cast.ann, pair)] == [point.id]


async def test_a_point_whose_recurring_is_switched_off_does_not_come_back(
    cast: Cast, do: Doing, pair: UUID
) -> None:
    point = await add(cast, do, pair, cast.ann, "How are you?", recurring=True)
    edited = await do(
        talking_points.edit_talking_point(
            cast.actor(cast.ann),
            talking_point_id=point.id,
            body=point.body,
            version=point.version,
            recurring=False,
        )
    )
    assert edited.recurring is False
    await tick(cast, do, cast.ann, point.id)
    await close(cast, do, pair)
    assert await listed(cast, cast.ann, pair) == []


async def test_a_private_recurring_point_comes_back_to_its_author_alone(
    cast: Cast, do: Doing, pair: UUID
) -> None:
    point = await add(cast, do, pair, cast.ann, "My pay", recurring=True, visibility=PRIVATE)
    await tick(cast, do, cast.ann, point.id)
    await close(cast, do, pair)
    (back,) = await listed(cast, cast.ann, pair)
    assert (back.body, back.visibility, back.recurring) == ("My pay", PRIVATE, True)
    assert await listed(cast, cast.mo, pair) == []


async def test_postponing_a_meeting_loses_no_point(cast: Cast, do: Doing, pair: UUID) -> None:
    shared = await add(cast, do, pair, cast.mo, "shared")
    private = await add(cast, do, pair, cast.ann, "private", visibility=PRIVATE)
    await do(
        meetings.move_meeting(
            cast.actor(cast.mo),
            meeting_id=await current(cast, pair),
            scheduled_at=NOW + timedelta(days=5),
        )
    )
    await close(cast, do, pair, held=False)
    assert [p.id for p in await listed(cast, cast.ann, pair)] == [shared.id, private.id]
    assert [p.body for p in await listed(cast, cast.mo, pair)] == ["shared"]


# ---- private to its author, in the database too ------------------------------------------------


async def stored(point: UUID) -> tuple[str, str]:
    """What the database holds of a point: its body, and all of its columns in one text."""
    row = await TalkingPoint.get(id=point)
    found = await connection().execute_query_dict(
        f"SELECT * FROM one_on_one_talking_point WHERE id = '{point}'"
    )
    return row.body, repr(found)


async def test_both_sides_have_private_points_and_the_database_holds_no_word_of_them(
    cast: Cast, do: Doing, pair: UUID
) -> None:
    for person, other in ((cast.mo, cast.ann), (cast.ann, cast.mo)):
        words = f"quetzal of {person.given_name}"
        point = await add(cast, do, pair, person, words, visibility=PRIVATE)
        assert point.body == words
        body, everything = await stored(point.id)
        assert body == ""
        assert "quetzal" not in everything
        assert words not in [p.body for p in await listed(cast, other, pair)]
        assert point.id not in await queries.talking_points_by_ids(cast.actor(other), [point.id])


async def test_who_reads_a_point_decides_whether_it_is_encrypted(
    cast: Cast, do: Doing, pair: UUID
) -> None:
    ann = cast.actor(cast.ann)
    point = await add(cast, do, pair, cast.ann, "quetzal", visibility=PRIVATE)
    for version, visibility in enumerate((SHARED, PRIVATE, None), 1):
        edited = await do(
            talking_points.edit_talking_point(
                ann,
                talking_point_id=point.id,
                body=f"quetzal {version}",
                version=version,
                visibility=visibility,
            )
        )
        assert edited.body == f"quetzal {version}"
        body, everything = await stored(point.id)
        private = visibility is not SHARED
        assert body == ("" if private else "quetzal 1")
        assert ("quetzal" in everything) is not private
        assert bool(await listed(cast, cast.mo, pair)) is not private


async def test_a_carried_and_a_returned_private_point_stay_encrypted(
    cast: Cast, do: Doing, pair: UUID
) -> None:
    await add(cast, do, pair, cast.ann, "quetzal open", visibility=PRIVATE)
    again = await add(cast, do, pair, cast.ann, "quetzal", visibility=PRIVATE, recurring=True)
    await tick(cast, do, cast.ann, again.id)
    await close(cast, do, pair)
    for point in await listed(cast, cast.ann, pair):
        body, everything = await stored(point.id)
        assert point.body.startswith("quetzal")
        assert body == ""
        assert "quetzal" not in everything


# ---- being active ------------------------------------------------------------------------------


@pytest.mark.parametrize("act", ["add", "edit", "move", "tick", "delete", "template", "promise"])
async def test_whoever_works_on_the_agenda_at_its_time_was_there(
    cast: Cast, do: Doing, pair: UUID, act: str
) -> None:
    ann, meeting = cast.actor(cast.ann), await current(cast, pair)
    point = await add(cast, do, pair, cast.ann, "one")
    assert await active_since(cast, meeting) == (None, None), "an hour before is not at its time"
    mine = {"talking_point_id": point.id}
    acts: dict[str, Callable[[], Awaitable[Any]]] = {
        "add": lambda: talking_points.add_talking_point(ann, meeting_id=meeting, body="two"),
        "edit": lambda: talking_points.edit_talking_point(ann, **mine, body="two", version=1),
        "move": lambda: talking_points.move_talking_point(ann, **mine, before_id=None),
        "tick": lambda: talking_points.set_talking_point_state(ann, **mine, state=DISCUSSED),
        "delete": lambda: talking_points.delete_talking_point(ann, **mine),
        "template": lambda: templates.apply_agenda_template(
            ann, meeting_id=meeting, template="weekly"
        ),
        "promise": lambda: action_items.add_action_item(
            ann, meeting_id=meeting, body="x", owner_id=cast.mo.id
        ),
    }
    moment = NOW + timedelta(hours=1)
    with clock.at(moment):
        await do(acts[act]())
    assert await active_since(cast, meeting) == (moment, None)


async def active_since(cast: Cast, meeting: UUID) -> tuple[datetime | None, datetime | None]:
    """When Ann and Mo were last active in a meeting."""
    row = await OneOnOneMeeting.get(id=meeting).select_related("series")
    both = (row.low_active_at, row.high_active_at)
    return both if row.series.low_id == cast.ann.id else (both[1], both[0])


# ---- what was talked about ---------------------------------------------------------------------


async def pages(cast: Cast, person: Person, pair: UUID, size: int) -> list[list[str]]:
    found, after = [], None
    while True:
        wanted = (pair, PageRequest(first=size, after=after))
        page = (await queries.discussed_pages(cast.actor(person), [wanted]))[wanted]
        found.append([point.body for point in page.items])
        if not page.has_next:
            assert await page.count() == sum(len(each) for each in found)
            return found
        after = PageRequest.of(size, page.cursors[-1]).after


async def test_discussed_points_of_all_meetings_are_paged_newest_first(
    cast: Cast, do: Doing, pair: UUID
) -> None:
    for week in range(3):
        with clock.at(NOW + timedelta(days=7 * week)):
            for number in range(2):
                point = await add(cast, do, pair, cast.mo, f"{week}.{number}")
                await tick(cast, do, cast.ann, point.id)
            await add(cast, do, pair, cast.mo, "still open")
            mine = await add(cast, do, pair, cast.ann, f"mine {week}", visibility=PRIVATE)
            await tick(cast, do, cast.ann, mine.id)
            await close(cast, do, pair)
    flat = ["2.1", "2.0", "1.1", "1.0", "0.1", "0.0"]
    assert await pages(cast, cast.mo, pair, 2) == [flat[n : n + 2] for n in (0, 2, 4)]
    anns = [body for page in await pages(cast, cast.ann, pair, 4) for body in page]
    assert anns == [
        body for week in (2, 1, 0) for body in (f"mine {week}", f"{week}.1", f"{week}.0")
    ]
    assert await pages(cast, cast.zed, pair, 4) == [[]]


async def test_a_cursor_of_another_list_is_refused(cast: Cast, pair: UUID) -> None:
    for after in ((1,), ("x", "y"), ("2026-01-01T00:00:00+00:00", "y")):
        wanted = (pair, PageRequest(after=after))
        with pytest.raises(InvalidInput) as refused:
            await queries.discussed_pages(cast.actor(cast.mo), [wanted])
        assert refused.value.code == "CURSOR_INVALID"
