"""What a promise keeps: its owner, its date, its history, what was said about it; and the lists."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from erm.core import clock
from erm.core.errors import DomainError, InvalidInput
from erm.core.paging import PageRequest
from erm.one_on_ones import queries
from erm.one_on_ones.commands import action_items, comments, meetings, series, talking_points
from erm.one_on_ones.errors import (
    ActionItemNotFound,
    ActionItemOfTheOther,
    ActionItemPassedOn,
    ActionItemSettled,
    ActionItemStateNotSettable,
    CommentNotFound,
    CommentOfTheOther,
    PointOfAnotherSeries,
    TalkingPointNotFound,
    TooManyComments,
)
from erm.one_on_ones.events import (
    ActionItemBecameGoal,
    ActionItemDone,
    ActionItemHandedOver,
    ActionItemPromised,
)
from erm.one_on_ones.models import ActionItem, ActionItemChange, ActionItemComment
from erm.one_on_ones.rules import (
    COMMENTS_MAXIMUM,
    ActionItemChangeKind,
    ActionItemState,
    Cadence,
    PromiseFilter,
    Visibility,
)
from erm.one_on_ones.views import ActionItemView, ChangeView, CommentView
from erm.people.models import Person
from tests.cast import Cast
from tests.one_on_ones.conftest import Doing

NOW = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
TODAY = date(2026, 3, 3)
K = ActionItemChangeKind
S = ActionItemState


@pytest.fixture(autouse=True)
def _morning() -> Iterator[None]:
    with clock.at(NOW):
        yield


async def met(cast: Cast, do: Doing, one: Person, other: Person) -> UUID:
    begun = await do(
        series.start_series(
            cast.actor(one),
            person_id=other.id,
            cadence=Cadence.WEEKLY,
            first_meeting_at=NOW + timedelta(hours=1),
        )
    )
    do.heard.clear()
    return begun.id


@pytest.fixture
async def pair(cast: Cast, do: Doing) -> UUID:
    return await met(cast, do, cast.mo, cast.ann)


async def current(cast: Cast, person: Person, pair: UUID) -> UUID:
    return (await queries.current_meetings_of(cast.actor(person), [pair]))[pair].id


async def promise(
    cast: Cast, do: Doing, pair: UUID, by: Person, owner: Person, **options: Any
) -> ActionItemView:
    return await do(
        action_items.add_action_item(
            cast.actor(by),
            meeting_id=await current(cast, by, pair),
            owner_id=owner.id,
            **{"body": "Send the figures", **options},
        )
    )


async def edit(cast: Cast, do: Doing, by: Person, item: ActionItemView, **new: Any) -> Any:
    values = {"body": item.body, "owner_id": item.owner_id, "due_on": item.due_on} | new
    return await do(
        action_items.edit_action_item(
            cast.actor(by), action_item_id=item.id, version=item.version, **values
        )
    )


async def settle(
    cast: Cast, do: Doing, by: Person, item: UUID, state: ActionItemState
) -> ActionItemView:
    return await do(
        action_items.set_action_item_state(cast.actor(by), action_item_id=item, state=state)
    )


async def history(cast: Cast, person: Person, item: UUID) -> list[ChangeView]:
    return (await queries.history_of(cast.actor(person), [item]))[item]


async def said(cast: Cast, person: Person, item: UUID) -> list[CommentView]:
    return (await queries.comments_of(cast.actor(person), [item]))[item]


async def one(cast: Cast, person: Person, item: UUID) -> ActionItemView:
    return (await queries.action_items_by_ids(cast.actor(person), [item]))[item]


# ---- carried over ------------------------------------------------------------------------------


async def test_a_carried_promise_loses_neither_owner_nor_date_nor_history_nor_comments(
    cast: Cast, do: Doing, pair: UUID
) -> None:
    due = TODAY + timedelta(days=30)
    point = await do(
        talking_points.add_talking_point(
            cast.actor(cast.ann), meeting_id=await current(cast, cast.ann, pair), body="Figures"
        )
    )
    item = await promise(cast, do, pair, cast.mo, cast.ann, due_on=due, origin_point_id=point.id)
    item = await edit(cast, do, cast.ann, item, body="Send all figures")
    await do(
        comments.comment_on_action_item(
            cast.actor(cast.mo), action_item_id=item.id, body="Half is enough"
        )
    )
    before = await history(cast, cast.mo, item.id)
    for week in range(1, 4):
        with clock.at(NOW + timedelta(days=7 * week)):
            await do(
                meetings.close_meeting(
                    cast.actor(cast.ann),
                    meeting_id=await current(cast, cast.ann, pair),
                    held=week != 2,
                )
            )
    after = await one(cast, cast.mo, item.id)
    assert (after.id, after.owner_id, after.due_on, after.body) == (
        item.id,
        cast.ann.id,
        due,
        "Send all figures",
    )
    assert after.carried_over
    assert after.meeting_id == await current(cast, cast.mo, pair)
    assert (after.origin_point_id, after.made_in_number) == (point.id, 1)
    assert await history(cast, cast.mo, item.id) == before
    assert [c.body for c in await said(cast, cast.ann, item.id)] == ["Half is enough"]


# ---- history -----------------------------------------------------------------------------------


async def test_every_change_is_a_line_with_what_was_before_and_who_did_it(
    cast: Cast, do: Doing, pair: UUID
) -> None:
    item = await promise(cast, do, pair, cast.mo, cast.ann)
    item = await edit(cast, do, cast.ann, item, body="Send them")
    item = await edit(
        cast, do, cast.mo, item, owner_id=cast.mo.id, due_on=TODAY + timedelta(days=1)
    )
    item = await edit(cast, do, cast.mo, item, due_on=None)
    await edit(cast, do, cast.ann, item)
    await settle(cast, do, cast.ann, item.id, S.DONE)
    await settle(cast, do, cast.ann, item.id, S.DONE)
    await settle(cast, do, cast.mo, item.id, S.OPEN)
    lines = await history(cast, cast.ann, item.id)
    assert lines == await history(cast, cast.mo, item.id), "both read the same"
    assert [(line.kind, line.before, line.after, line.by_id) for line in lines] == [
        (K.MADE, "", "Send the figures", cast.mo.id),
        (K.BODY, "Send the figures", "Send them", cast.ann.id),
        (K.OWNER, "Ann Test", "Mo Test", cast.mo.id),
        (K.DUE_ON, "", "2026-03-04", cast.mo.id),
        (K.DUE_ON, "2026-03-04", "", cast.mo.id),
        (K.STATE, "OPEN", "DONE", cast.ann.id),
        (K.STATE, "DONE", "OPEN", cast.mo.id),
    ]
    assert len({line.key for line in lines}) == len(lines)


async def test_looking_at_a_promise_from_before_there_was_a_history_writes_nothing(
    cast: Cast, do: Doing, pair: UUID
) -> None:
    item = await promise(cast, do, pair, cast.mo, cast.ann)
    await edit(cast, do, cast.ann, item, body="Send them")
    await ActionItemChange.filter(kind=K.MADE).delete()
    lines = await history(cast, cast.ann, item.id)
    assert [(line.kind, line.after) for line in lines] == [
        (K.MADE, "Send the figures"),
        (K.BODY, "Send them"),
    ]
    assert lines[0].by_id == cast.mo.id
    assert await ActionItemChange.all().count() == 1


async def test_what_a_leaver_left_open_is_dropped_by_nobody_of_the_two(
    cast: Cast, do: Doing, pair: UUID
) -> None:
    item = await promise(cast, do, pair, cast.mo, cast.ann)
    await do(series.end_series_of_leaver(cast.ann.id))
    last = (await history(cast, cast.mo, item.id))[-1]
    assert (last.kind, last.before, last.after, last.by_id) == (K.STATE, "OPEN", "DROPPED", None)


async def test_nobody_else_reads_the_history_or_what_was_said(
    cast: Cast, do: Doing, pair: UUID
) -> None:
    item = await promise(cast, do, pair, cast.mo, cast.ann)
    await do(
        comments.comment_on_action_item(cast.actor(cast.mo), action_item_id=item.id, body="Secret")
    )
    for person in (cast.zed, cast.bo, cast.hana, cast.ada, cast.old):
        assert await history(cast, person, item.id) == []
        assert await said(cast, person, item.id) == []
        counted = await queries.comment_counts(cast.actor(person), [item.id])
        assert counted == {item.id: 0}
    await cast.change_manager(cast.ann, cast.max)
    assert await history(cast, cast.max, item.id) == [], "a new manager inherits nothing"
    assert len(await said(cast, cast.mo, item.id)) == 1, "who was one of the two stays one"


# ---- comments ----------------------------------------------------------------------------------


async def test_either_comments_and_changes_their_own(cast: Cast, do: Doing, pair: UUID) -> None:
    item = await promise(cast, do, pair, cast.mo, cast.ann)
    for person, body in ((cast.ann, "Half done"), (cast.mo, "Thanks")):
        told = await do(
            comments.comment_on_action_item(cast.actor(person), action_item_id=item.id, body=body)
        )
        assert told.id == item.id
    first, second = await said(cast, cast.ann, item.id)
    assert [(c.body, c.author_id, c.mine, c.edited_at) for c in (first, second)] == [
        ("Half done", cast.ann.id, True, None),
        ("Thanks", cast.mo.id, False, None),
    ]
    with clock.at(NOW + timedelta(minutes=1)):
        await do(
            comments.edit_action_item_comment(
                cast.actor(cast.ann), comment_id=first.id, body="All done"
            )
        )
    await do(comments.delete_action_item_comment(cast.actor(cast.mo), comment_id=second.id))
    (left,) = await said(cast, cast.mo, item.id)
    assert (left.body, left.edited_at) == ("All done", NOW + timedelta(minutes=1))
    assert await queries.comment_counts(cast.actor(cast.mo), [item.id]) == {item.id: 1}


async def test_the_wrong_person_comments_changes_and_removes_nothing(
    cast: Cast, do: Doing, pair: UUID
) -> None:
    item = await promise(cast, do, pair, cast.mo, cast.ann)
    await do(
        comments.comment_on_action_item(cast.actor(cast.ann), action_item_id=item.id, body="Mine")
    )
    (comment,) = await said(cast, cast.ann, item.id)
    for person in (cast.zed, cast.bo, cast.hana, cast.ada, cast.old):
        actor = cast.actor(person)
        with pytest.raises(ActionItemNotFound):
            await do(comments.comment_on_action_item(actor, action_item_id=item.id, body="x"))
        with pytest.raises(CommentNotFound):
            await do(comments.edit_action_item_comment(actor, comment_id=comment.id, body="x"))
        with pytest.raises(CommentNotFound):
            await do(comments.delete_action_item_comment(actor, comment_id=comment.id))
    mo = cast.actor(cast.mo)
    with pytest.raises(CommentOfTheOther):
        await do(comments.edit_action_item_comment(mo, comment_id=comment.id, body="x"))
    with pytest.raises(CommentOfTheOther):
        await do(comments.delete_action_item_comment(mo, comment_id=comment.id))
    assert await said(cast, cast.ann, item.id) == [comment]


async def test_a_settled_promise_of_an_ended_series_is_commented_on_too(
    cast: Cast, do: Doing, pair: UUID
) -> None:
    item = await promise(cast, do, pair, cast.mo, cast.ann)
    await settle(cast, do, cast.mo, item.id, S.DROPPED)
    await do(series.end_series(cast.actor(cast.ann), series_id=pair))
    await do(
        comments.comment_on_action_item(cast.actor(cast.mo), action_item_id=item.id, body="Late")
    )
    assert [c.body for c in await said(cast, cast.ann, item.id)] == ["Late"]


async def test_comments_are_of_some_length_and_number(cast: Cast, do: Doing, pair: UUID) -> None:
    item = await promise(cast, do, pair, cast.mo, cast.ann)
    ann = cast.actor(cast.ann)
    for body, code in ((" ", "TEXT_REQUIRED"), ("x" * 2001, "TEXT_TOO_LONG")):
        with pytest.raises(DomainError) as refused:
            await do(comments.comment_on_action_item(ann, action_item_id=item.id, body=body))
        assert refused.value.code == code
    await ActionItemComment.bulk_create(
        [
            ActionItemComment(item_id=item.id, author_id=cast.mo.id, body="x", created_at=NOW)
            for _ in range(COMMENTS_MAXIMUM)
        ]
    )
    with pytest.raises(TooManyComments):
        await do(comments.comment_on_action_item(ann, action_item_id=item.id, body="more"))


# ---- where it came from ------------------------------------------------------------------------


async def test_a_promise_comes_from_a_point_that_its_author_reads_of_the_same_two(
    cast: Cast, do: Doing, pair: UUID
) -> None:
    meeting = await current(cast, cast.ann, pair)
    private = await do(
        talking_points.add_talking_point(
            cast.actor(cast.ann), meeting_id=meeting, body="Mine", visibility=Visibility.PRIVATE
        )
    )
    elsewhere = await met(cast, do, cast.mo, cast.bo)
    other = await do(
        talking_points.add_talking_point(
            cast.actor(cast.mo),
            meeting_id=await current(cast, cast.mo, elsewhere),
            body="Of the other series",
        )
    )
    for point, refusal in ((private.id, TalkingPointNotFound), (other.id, PointOfAnotherSeries)):
        with pytest.raises(refusal) as refused:
            await promise(cast, do, pair, cast.mo, cast.mo, origin_point_id=point)
        assert refused.value.field == "origin_point_id"
    assert await ActionItem.all().count() == 0
    mine = await promise(cast, do, pair, cast.ann, cast.ann, origin_point_id=private.id)
    assert mine.origin_point_id == private.id
    # That there is an id tells the other one nothing: what it names is asked for as them.
    assert await queries.talking_points_by_ids(cast.actor(cast.mo), [private.id]) == {}


# ---- passing on --------------------------------------------------------------------------------


async def test_only_its_owner_passes_a_promise_on_and_only_an_open_one(
    cast: Cast, do: Doing, pair: UUID
) -> None:
    item = await promise(cast, do, pair, cast.mo, cast.ann)
    for person, refusal in (
        (cast.mo, ActionItemOfTheOther),
        (cast.zed, ActionItemNotFound),
        (cast.hana, ActionItemNotFound),
        (cast.ada, ActionItemNotFound),
    ):
        with pytest.raises(refusal):
            await do(action_items.hand_over(cast.actor(person), item.id))
    assert (await one(cast, cast.ann, item.id)).state is S.OPEN
    await settle(cast, do, cast.mo, item.id, S.DONE)
    with pytest.raises(ActionItemSettled):
        await do(action_items.hand_over(cast.actor(cast.ann), item.id))


@pytest.mark.parametrize("state", [S.HANDED_OVER, S.BECAME_GOAL])
async def test_a_promise_that_was_passed_on_is_settled_and_was_not_kept(
    cast: Cast, do: Doing, pair: UUID, state: ActionItemState
) -> None:
    item = await promise(cast, do, pair, cast.mo, cast.ann)
    do.heard.clear()
    ann = cast.actor(cast.ann)
    if state is S.HANDED_OVER:
        await do(action_items.hand_over(ann, item.id))
        assert do.only(ActionItemHandedOver).action_item_id == item.id
    else:
        await do(action_items.become_goal(ann, action_item_id=item.id, goal_id=pair))
        assert do.only(ActionItemBecameGoal).goal_id == pair
    assert not [event for event in do.heard if isinstance(event, ActionItemDone)]
    after = await one(cast, cast.mo, item.id)
    assert (after.state, after.done_at) == (state, None)
    assert (await history(cast, cast.mo, item.id))[-1].after == state.name
    assert item.id not in {i.id for i in await queries.promises(ann)}
    for new in (S.OPEN, S.DONE, S.DROPPED):
        with pytest.raises(ActionItemPassedOn):
            await settle(cast, do, cast.mo, item.id, new)
    with pytest.raises(ActionItemSettled):
        await edit(cast, do, cast.ann, after, body="x")


async def test_nobody_passes_a_promise_on_by_setting_its_state(
    cast: Cast, do: Doing, pair: UUID
) -> None:
    item = await promise(cast, do, pair, cast.mo, cast.ann)
    for state in (S.HANDED_OVER, S.BECAME_GOAL):
        with pytest.raises(ActionItemStateNotSettable):
            await settle(cast, do, cast.ann, item.id, state)
    assert (await one(cast, cast.ann, item.id)).state is S.OPEN


async def test_a_promise_taken_over_stands_in_the_open_meeting_of_the_new_two(
    cast: Cast, do: Doing, pair: UUID
) -> None:
    ann = cast.actor(cast.ann)
    made = await do(
        action_items.promise_between(
            ann, owner_id=cast.ann.id, other_id=cast.mo.id, body="Taken over", due_on=TODAY
        )
    )
    assert made is not None
    item = await one(cast, cast.mo, made)
    assert (item.owner_id, item.author_id, item.body, item.due_on) == (
        cast.ann.id,
        cast.ann.id,
        "Taken over",
        TODAY,
    )
    assert item.meeting_id == await current(cast, cast.mo, pair)
    assert do.only(ActionItemPromised).owner_id == cast.ann.id
    for owner, other in ((cast.ann, cast.bo), (cast.mo, cast.bo)):
        assert (
            await do(
                action_items.promise_between(ann, owner_id=owner.id, other_id=other.id, body="x")
            )
            is None
        )
    assert (
        await do(
            action_items.promise_between(
                cast.actor(cast.bo), owner_id=cast.mo.id, other_id=cast.ann.id, body="x"
            )
        )
        is None
    ), "not by anybody else"
    assert await ActionItem.all().count() == 1


# ---- what I promised, and what was promised to me ----------------------------------------------


async def titles(
    cast: Cast, person: Person, ask: Any, which: PromiseFilter, size: int = 2
) -> list[str]:
    found: list[str] = []
    request = PageRequest(first=size)
    while True:
        page = await ask(cast.actor(person), which, request)
        found += [item.body for item in page.items]
        assert len(page.items) <= size
        if not page.has_next:
            assert await page.count() == len(found)
            return found
        request = PageRequest.of(size, page.cursors[-1])


async def test_promises_of_all_series_are_paged_first_due_first_and_undated_last(
    cast: Cast, do: Doing, pair: UUID
) -> None:
    other = await met(cast, do, cast.mo, cast.bo)
    days: list[tuple[UUID, Person, str, int | None]] = [
        (pair, cast.mo, "undated", None),
        (pair, cast.mo, "third", 9),
        (other, cast.mo, "first", -3),
        (other, cast.mo, "second", 2),
        (other, cast.mo, "second too", 2),
        (pair, cast.ann, "of Ann", 1),
        (other, cast.bo, "of Bo", None),
    ]
    for where, owner, body, day in days:
        due = None if day is None else TODAY + timedelta(days=day)
        await promise(cast, do, where, cast.mo, owner, body=body, due_on=due)
    kept = await promise(cast, do, other, cast.mo, cast.mo, body="kept", due_on=TODAY)
    await settle(cast, do, cast.bo, kept.id, S.DONE)
    await do(series.end_series(cast.actor(cast.bo), series_id=other))
    made, received = queries.promises_made, queries.promises_received
    ordered = ["first", "second", "second too", "third", "undated"]
    assert await titles(cast, cast.mo, made, PromiseFilter.OPEN) == ordered
    assert await titles(cast, cast.mo, made, PromiseFilter.SETTLED) == ["kept"]
    everything = ["first", "kept", *ordered[1:]]
    assert await titles(cast, cast.mo, made, PromiseFilter.ALL) == everything
    assert await titles(cast, cast.mo, received, PromiseFilter.OPEN, 1) == ["of Ann", "of Bo"]
    assert await titles(cast, cast.ann, received, PromiseFilter.ALL) == ["third", "undated"]
    for person in (cast.zed, cast.hana, cast.ada):
        for ask in (made, received):
            assert await titles(cast, person, ask, PromiseFilter.ALL) == []


async def test_a_cursor_of_another_list_is_refused(cast: Cast) -> None:
    for after in ((1,), ("x", "y"), ("2026-01-01", "y")):
        with pytest.raises(InvalidInput) as refused:
            await queries.promises_made(
                cast.actor(cast.mo), PromiseFilter.ALL, PageRequest(after=after)
            )
        assert refused.value.code == "CURSOR_INVALID"
