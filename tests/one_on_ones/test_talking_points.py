from __future__ import annotations

import asyncio
from datetime import timedelta
from uuid import UUID

import pytest

from erm.core.clock import now
from erm.core.errors import DomainError
from erm.core.events import Bus
from erm.core.work import unit_of_work
from erm.one_on_ones import queries
from erm.one_on_ones.commands import series, talking_points
from erm.one_on_ones.errors import (
    PointOfAnotherMeeting,
    StaleVersion,
    TalkingPointNotFound,
    TalkingPointOfTheOther,
    TooManyTalkingPoints,
)
from erm.one_on_ones.models import TalkingPoint
from erm.one_on_ones.rules import POINTS_MAXIMUM, Cadence, TalkingPointState, Visibility
from erm.one_on_ones.sealed import point_body
from erm.people.models import Person
from tests.cast import Cast
from tests.one_on_ones.conftest import Doing


async def meeting_of(cast: Cast, do: Doing, one: Person, other: Person) -> UUID:
    begun = await do(
        series.start_series(
            cast.actor(one),
            person_id=other.id,
            cadence=Cadence.WEEKLY,
            first_meeting_at=now() + timedelta(days=1),
        )
    )
    return (await queries.current_meetings_of(cast.actor(one), [begun.id]))[begun.id].id


@pytest.fixture
async def meeting(cast: Cast, do: Doing) -> UUID:
    return await meeting_of(cast, do, cast.mo, cast.ann)


async def bodies(cast: Cast, person: Person, meeting: UUID) -> list[str]:
    points = (await queries.talking_points_of(cast.actor(person), [meeting]))[meeting]
    assert [point.position for point in points] == list(range(len(points)))
    return [point.body for point in points]


async def test_points_stand_in_the_order_in_which_they_came(
    cast: Cast, do: Doing, meeting: UUID
) -> None:
    for person, body in ((cast.mo, "one"), (cast.ann, "two"), (cast.mo, "three")):
        await do(
            talking_points.add_talking_point(cast.actor(person), meeting_id=meeting, body=body)
        )
    assert await bodies(cast, cast.ann, meeting) == ["one", "two", "three"]


async def test_either_moves_a_shared_point_before_another_or_to_the_end(
    cast: Cast, do: Doing, meeting: UUID
) -> None:
    mo, ann = cast.actor(cast.mo), cast.actor(cast.ann)
    one, two, three = [
        await do(talking_points.add_talking_point(mo, meeting_id=meeting, body=body))
        for body in ("one", "two", "three")
    ]
    await do(talking_points.move_talking_point(ann, talking_point_id=three.id, before_id=one.id))
    assert await bodies(cast, cast.mo, meeting) == ["three", "one", "two"]
    await do(talking_points.move_talking_point(mo, talking_point_id=three.id, before_id=None))
    assert await bodies(cast, cast.mo, meeting) == ["one", "two", "three"]
    await do(talking_points.move_talking_point(mo, talking_point_id=two.id, before_id=two.id))
    assert await bodies(cast, cast.mo, meeting) == ["one", "two", "three"]


async def test_a_hidden_point_leaves_no_gap_in_the_others_order(
    cast: Cast, do: Doing, meeting: UUID
) -> None:
    mo, ann = cast.actor(cast.mo), cast.actor(cast.ann)
    first = await do(talking_points.add_talking_point(mo, meeting_id=meeting, body="one"))
    await do(
        talking_points.add_talking_point(
            ann, meeting_id=meeting, body="mine", visibility=Visibility.PRIVATE
        )
    )
    last = await do(talking_points.add_talking_point(mo, meeting_id=meeting, body="two"))
    assert last.position == 1
    assert await bodies(cast, cast.mo, meeting) == ["one", "two"]
    assert await bodies(cast, cast.ann, meeting) == ["one", "mine", "two"]
    await do(talking_points.move_talking_point(mo, talking_point_id=last.id, before_id=first.id))
    assert await bodies(cast, cast.ann, meeting) == ["two", "one", "mine"]


async def test_a_point_is_not_put_before_one_of_another_meeting_or_one_hidden(
    cast: Cast, do: Doing, meeting: UUID
) -> None:
    mo, ann = cast.actor(cast.mo), cast.actor(cast.ann)
    point = await do(talking_points.add_talking_point(mo, meeting_id=meeting, body="one"))
    hidden = await do(
        talking_points.add_talking_point(
            ann, meeting_id=meeting, body="mine", visibility=Visibility.PRIVATE
        )
    )
    elsewhere = await do(
        talking_points.add_talking_point(
            mo, meeting_id=await meeting_of(cast, do, cast.mo, cast.bo), body="other"
        )
    )
    for before in (hidden.id, elsewhere.id, cast.ann.id):
        with pytest.raises(PointOfAnotherMeeting):
            await do(
                talking_points.move_talking_point(mo, talking_point_id=point.id, before_id=before)
            )
    assert await bodies(cast, cast.ann, meeting) == ["one", "mine"]


async def test_only_its_author_changes_the_words_or_takes_the_point_away(
    cast: Cast, do: Doing, meeting: UUID
) -> None:
    mo, ann = cast.actor(cast.mo), cast.actor(cast.ann)
    point = await do(talking_points.add_talking_point(mo, meeting_id=meeting, body="one"))
    with pytest.raises(TalkingPointOfTheOther):
        await do(
            talking_points.edit_talking_point(ann, talking_point_id=point.id, body="x", version=1)
        )
    with pytest.raises(TalkingPointOfTheOther):
        await do(talking_points.delete_talking_point(ann, talking_point_id=point.id))
    assert await bodies(cast, cast.ann, meeting) == ["one"]
    edited = await do(
        talking_points.edit_talking_point(mo, talking_point_id=point.id, body="two", version=1)
    )
    assert (edited.body, edited.version) == ("two", 2)
    with pytest.raises(StaleVersion):
        await do(
            talking_points.edit_talking_point(
                mo, talking_point_id=point.id, body="three", version=1
            )
        )
    assert await do(talking_points.delete_talking_point(mo, talking_point_id=point.id)) == meeting
    assert await bodies(cast, cast.ann, meeting) == []


async def test_a_private_point_may_be_shared_later(cast: Cast, do: Doing, meeting: UUID) -> None:
    ann = cast.actor(cast.ann)
    point = await do(
        talking_points.add_talking_point(
            ann, meeting_id=meeting, body="A raise", visibility=Visibility.PRIVATE
        )
    )
    assert await bodies(cast, cast.mo, meeting) == []
    await do(
        talking_points.edit_talking_point(
            ann,
            talking_point_id=point.id,
            body="A raise",
            version=1,
            visibility=Visibility.SHARED,
        )
    )
    assert await bodies(cast, cast.mo, meeting) == ["A raise"]


async def test_either_ticks_a_point_off_and_doing_it_twice_changes_nothing_more(
    cast: Cast, do: Doing, meeting: UUID
) -> None:
    mo, ann = cast.actor(cast.mo), cast.actor(cast.ann)
    point = await do(talking_points.add_talking_point(mo, meeting_id=meeting, body="one"))
    for actor in (ann, mo):
        ticked = await do(
            talking_points.set_talking_point_state(
                actor, talking_point_id=point.id, state=TalkingPointState.DISCUSSED
            )
        )
        assert (ticked.state, ticked.version) == (TalkingPointState.DISCUSSED, 2)
    assert (await queries.open_point_counts(mo, [meeting]))[meeting] == 0
    assert (await queries.open_points_of(mo, [meeting]))[meeting] == []
    again = await do(
        talking_points.set_talking_point_state(
            mo, talking_point_id=point.id, state=TalkingPointState.OPEN
        )
    )
    assert again.state is TalkingPointState.OPEN


async def test_a_private_point_does_not_exist_for_anybody_else(
    cast: Cast, do: Doing, meeting: UUID
) -> None:
    point = await do(
        talking_points.add_talking_point(
            cast.actor(cast.ann), meeting_id=meeting, body="mine", visibility=Visibility.PRIVATE
        )
    )
    for person in (cast.mo, cast.zed, cast.hana, cast.ada, cast.bo):
        actor = cast.actor(person)
        for command in (
            talking_points.edit_talking_point(
                actor, talking_point_id=point.id, body="x", version=1
            ),
            talking_points.move_talking_point(actor, talking_point_id=point.id, before_id=None),
            talking_points.set_talking_point_state(
                actor, talking_point_id=point.id, state=TalkingPointState.DISCUSSED
            ),
            talking_points.delete_talking_point(actor, talking_point_id=point.id),
        ):
            with pytest.raises(TalkingPointNotFound):
                await do(command)
    row = await TalkingPoint.get(id=point.id)
    assert (point_body(row.id, row.sealed, row.body), row.state) == ("mine", TalkingPointState.OPEN)
    assert row.version == 1


@pytest.mark.parametrize(
    ("body", "code"),
    [("", "TEXT_REQUIRED"), (" \n ", "TEXT_REQUIRED"), ("x" * 2001, "TEXT_TOO_LONG")],
)
async def test_an_empty_or_endless_point_is_refused(
    cast: Cast, do: Doing, meeting: UUID, body: str, code: str
) -> None:
    with pytest.raises(DomainError) as refused:
        await do(
            talking_points.add_talking_point(cast.actor(cast.mo), meeting_id=meeting, body=body)
        )
    assert (refused.value.code, refused.value.field) == (code, "body")


async def test_a_meeting_has_room_for_so_many_points_of_each(
    cast: Cast, do: Doing, meeting: UUID
) -> None:
    row = await talking_point_row(cast, do, meeting)
    await TalkingPoint.bulk_create(
        [
            TalkingPoint(
                series_id=row.series_id,
                meeting_id=meeting,
                author_id=cast.mo.id,
                body="more",
                position=n,
                created_at=now(),
            )
            for n in range(1, POINTS_MAXIMUM)
        ]
    )
    with pytest.raises(TooManyTalkingPoints):
        await talking_point_row(cast, do, meeting)
    await do(
        talking_points.add_talking_point(cast.actor(cast.ann), meeting_id=meeting, body="mine")
    )


async def talking_point_row(cast: Cast, do: Doing, meeting: UUID) -> TalkingPoint:
    view = await do(
        talking_points.add_talking_point(cast.actor(cast.mo), meeting_id=meeting, body="one")
    )
    return await TalkingPoint.get(id=view.id)


async def test_points_moved_by_both_at_once_keep_one_order_without_loss(
    cast: Cast, do: Doing, meeting: UUID
) -> None:
    actors = [cast.actor(cast.mo), cast.actor(cast.ann)]
    points = [
        await do(talking_points.add_talking_point(actors[0], meeting_id=meeting, body=f"{n}"))
        for n in range(6)
    ]

    async def move(turn: int) -> None:
        async with unit_of_work(Bus()):
            await talking_points.move_talking_point(
                actors[turn % 2],
                talking_point_id=points[turn % 6].id,
                before_id=points[(turn * 5 + 1) % 6].id,
            )

    async def add(turn: int) -> None:
        async with unit_of_work(Bus()):
            await talking_points.add_talking_point(
                actors[turn % 2], meeting_id=meeting, body=f"new {turn}"
            )

    await asyncio.gather(*(move(turn) for turn in range(12)), *(add(turn) for turn in range(4)))
    rows = await TalkingPoint.filter(meeting_id=meeting).values("position")
    positions = [row["position"] for row in rows]
    assert sorted(positions) == list(range(10))
