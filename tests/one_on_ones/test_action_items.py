from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from erm.core import clock
from erm.core.errors import DomainError
from erm.one_on_ones import queries
from erm.one_on_ones.commands import action_items, meetings, series
from erm.one_on_ones.errors import (
    ActionItemNotFound,
    ActionItemSettled,
    OwnerNotOfThePair,
    StaleVersion,
)
from erm.one_on_ones.events import (
    ActionItemDone,
    ActionItemDropped,
    ActionItemPromised,
    ActionItemReopened,
)
from erm.one_on_ones.models import ActionItem
from erm.one_on_ones.rules import ActionItemState, Cadence
from erm.one_on_ones.views import ActionItemView
from erm.people.models import Person
from tests.cast import Cast
from tests.one_on_ones.conftest import Doing

NOW = datetime(2026, 3, 3, 22, 30, tzinfo=UTC)  # 23:30 in Berlin
TODAY = date(2026, 3, 3)


@pytest.fixture(autouse=True)
def _evening() -> Iterator[None]:
    with clock.at(NOW):
        yield


@pytest.fixture
async def meeting(cast: Cast, do: Doing) -> UUID:
    begun = await do(
        series.start_series(
            cast.actor(cast.mo),
            person_id=cast.ann.id,
            cadence=Cadence.WEEKLY,
            first_meeting_at=NOW + timedelta(days=1),
        )
    )
    do.heard.clear()
    return (await queries.current_meetings_of(cast.actor(cast.mo), [begun.id]))[begun.id].id


async def promise(
    cast: Cast, do: Doing, meeting: UUID, owner: Person, due_on: date | None = None
) -> ActionItemView:
    return await do(
        action_items.add_action_item(
            cast.actor(cast.mo),
            meeting_id=meeting,
            body="Send the figures",
            owner_id=owner.id,
            due_on=due_on,
        )
    )


async def test_a_promise_names_both_and_is_told(cast: Cast, do: Doing, meeting: UUID) -> None:
    item = await promise(cast, do, meeting, cast.ann, TODAY + timedelta(days=3))
    assert (item.owner_id, item.other_id, item.author_id) == (cast.ann.id, cast.mo.id, cast.mo.id)
    assert (item.state, item.carried_over, item.overdue) == (ActionItemState.OPEN, False, False)
    fact = do.only(ActionItemPromised)
    assert (fact.owner_id, fact.other_id, fact.by_id) == (cast.ann.id, cast.mo.id, cast.mo.id)
    assert [i.id for i in await queries.promises(cast.actor(cast.ann))] == [item.id]
    assert await queries.promises(cast.actor(cast.mo)) == []
    assert [i.id for i in await queries.promised_to(cast.actor(cast.mo))] == [item.id]
    assert await queries.promised_to(cast.actor(cast.ann)) == []


async def test_promises_come_first_due_first_and_undated_last(
    cast: Cast, do: Doing, meeting: UUID
) -> None:
    undated = await promise(cast, do, meeting, cast.ann)
    later = await promise(cast, do, meeting, cast.ann, TODAY + timedelta(days=9))
    sooner = await promise(cast, do, meeting, cast.ann, TODAY - timedelta(days=1))
    found = await queries.promises(cast.actor(cast.ann))
    assert [item.id for item in found] == [sooner.id, later.id, undated.id]
    assert [item.overdue for item in found] == [True, False, False]


async def test_overdue_follows_the_viewers_calendar(cast: Cast, do: Doing, meeting: UUID) -> None:
    item = await promise(cast, do, meeting, cast.ann, TODAY)
    far_east = await cast.person("Kai", time_zone="Asia/Tokyo")  # there it is tomorrow already
    kai = cast.actor(far_east)
    tokyo = type(kai)(person_id=cast.ann.id, kind=kai.kind, time_zone="Asia/Tokyo")
    assert not (await queries.action_items_by_ids(cast.actor(cast.ann), [item.id]))[item.id].overdue
    assert (await queries.action_items_by_ids(tokyo, [item.id]))[item.id].overdue


async def test_a_promise_belongs_to_one_of_the_two(cast: Cast, do: Doing, meeting: UUID) -> None:
    for stranger in (cast.bo, cast.zed):
        with pytest.raises(OwnerNotOfThePair):
            await promise(cast, do, meeting, stranger)
    item = await promise(cast, do, meeting, cast.ann)
    with pytest.raises(OwnerNotOfThePair):
        await do(
            action_items.edit_action_item(
                cast.actor(cast.ann),
                action_item_id=item.id,
                body="x",
                owner_id=cast.bo.id,
                due_on=None,
                version=1,
            )
        )
    row = await ActionItem.get()
    assert (row.owner_id, row.body) == (cast.ann.id, "Send the figures")


async def test_either_edits_an_open_promise_and_a_stale_version_is_refused(
    cast: Cast, do: Doing, meeting: UUID
) -> None:
    item = await promise(cast, do, meeting, cast.ann)
    for person, version in ((cast.ann, 1), (cast.mo, 2)):
        edited = await do(
            action_items.edit_action_item(
                cast.actor(person),
                action_item_id=item.id,
                body=f"by {person.given_name}",
                owner_id=cast.mo.id,
                due_on=TODAY,
                version=version,
            )
        )
        assert (edited.owner_id, edited.due_on, edited.version) == (
            cast.mo.id,
            TODAY,
            version + 1,
        )
    with pytest.raises(StaleVersion):
        await do(
            action_items.edit_action_item(
                cast.actor(cast.ann),
                action_item_id=item.id,
                body="late",
                owner_id=cast.ann.id,
                due_on=None,
                version=1,
            )
        )
    assert (await ActionItem.get()).body == "by Mo"


async def test_either_says_that_it_was_done_once(cast: Cast, do: Doing, meeting: UUID) -> None:
    item = await promise(cast, do, meeting, cast.ann)
    for person in (cast.mo, cast.ann):
        done = await do(
            action_items.set_action_item_state(
                cast.actor(person), action_item_id=item.id, state=ActionItemState.DONE
            )
        )
        assert (done.state, done.done_at) == (ActionItemState.DONE, NOW)
    fact = do.only(ActionItemDone)
    assert (fact.owner_id, fact.other_id, fact.by_id) == (cast.ann.id, cast.mo.id, cast.mo.id)
    assert await queries.promises(cast.actor(cast.ann)) == []
    with pytest.raises(ActionItemSettled):
        await do(
            action_items.edit_action_item(
                cast.actor(cast.ann),
                action_item_id=item.id,
                body="x",
                owner_id=cast.ann.id,
                due_on=None,
                version=2,
            )
        )


async def test_one_opened_again_comes_into_the_open_meeting(
    cast: Cast, do: Doing, meeting: UUID
) -> None:
    ann = cast.actor(cast.ann)
    item = await promise(cast, do, meeting, cast.ann)
    await do(
        action_items.set_action_item_state(
            ann, action_item_id=item.id, state=ActionItemState.DROPPED
        )
    )
    assert do.only(ActionItemDropped).action_item_id == item.id
    _, following = await do(meetings.close_meeting(ann, meeting_id=meeting, held=True))
    assert (await queries.action_items_of(ann, [following.id]))[following.id] == []
    again = await do(
        action_items.set_action_item_state(ann, action_item_id=item.id, state=ActionItemState.OPEN)
    )
    assert do.only(ActionItemReopened).action_item_id == item.id
    assert (again.meeting_id, again.carried_over, again.done_at) == (following.id, True, None)


async def test_a_kept_promise_that_is_dropped_counts_as_kept_no_more(
    cast: Cast, do: Doing, meeting: UUID
) -> None:
    item = await promise(cast, do, meeting, cast.ann)
    do.heard.clear()
    for state in (ActionItemState.DONE, ActionItemState.DROPPED):
        await do(
            action_items.set_action_item_state(
                cast.actor(cast.ann), action_item_id=item.id, state=state
            )
        )
    assert [type(fact) for fact in do.heard] == [
        ActionItemDone,
        ActionItemReopened,
        ActionItemDropped,
    ]


async def test_a_promise_can_be_kept_after_the_series_ended(
    cast: Cast, do: Doing, meeting: UUID
) -> None:
    item = await promise(cast, do, meeting, cast.ann)
    await do(series.end_series(cast.actor(cast.mo), series_id=item.series_id))
    done = await do(
        action_items.set_action_item_state(
            cast.actor(cast.ann), action_item_id=item.id, state=ActionItemState.DONE
        )
    )
    assert done.state is ActionItemState.DONE


async def test_a_promise_does_not_exist_for_anybody_else(
    cast: Cast, do: Doing, meeting: UUID
) -> None:
    item = await promise(cast, do, meeting, cast.ann)
    for person in (cast.zed, cast.bo, cast.hana, cast.ada, cast.old):
        actor = cast.actor(person)
        with pytest.raises(ActionItemNotFound):
            await do(
                action_items.set_action_item_state(
                    actor, action_item_id=item.id, state=ActionItemState.DONE
                )
            )
        with pytest.raises(ActionItemNotFound):
            await do(
                action_items.edit_action_item(
                    actor,
                    action_item_id=item.id,
                    body="x",
                    owner_id=cast.ann.id,
                    due_on=None,
                    version=1,
                )
            )
    row = await ActionItem.get()
    assert (row.state, row.body, row.version) == (ActionItemState.OPEN, "Send the figures", 1)


async def test_an_absurd_due_date_is_refused(cast: Cast, do: Doing, meeting: UUID) -> None:
    for due_on in (date.max, date.min):
        with pytest.raises(DomainError) as refused:
            await promise(cast, do, meeting, cast.ann, due_on)
        assert (refused.value.code, refused.value.field) == ("DATE_OUT_OF_RANGE", "due_on")
    assert await ActionItem.all().count() == 0
