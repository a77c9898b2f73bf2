"""Drafts and what is shared: whose they are, and what may be in them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from erm.core.errors import DomainError, InvalidInput, NotAllowed
from erm.core.ids import new_id
from erm.flows.handing_over import WrittenLine, save_handover, settle_handover_line, share_handover
from erm.flows.open_items import open_items
from erm.handovers import commands, queries
from erm.handovers.errors import (
    AboutIsNoFormerManager,
    HandedToOneself,
    HandoverEmpty,
    HandoverLineNotFound,
    HandoverNotFound,
    HandoverSharedAlready,
    LineIsNotOpen,
    LineTwice,
    ReceiverIsNotTheManager,
    StaleVersion,
    TooManyLines,
)
from erm.handovers.models import Handover, HandoverLine
from erm.handovers.rules import HandoverReason, HandoverState, LineKind
from erm.handovers.views import HandoverView
from erm.one_on_ones.models import ActionItem
from erm.one_on_ones.rules import ActionItemState
from tests.cast import Cast
from tests.handovers.conftest import Things, asked, everything, in_work


async def draft(cast: Cast, things: Things | None = None, **given: Any) -> HandoverView:
    values: dict[str, Any] = {
        "receiver_id": cast.max.id,
        "reason": HandoverReason.MOVING,
        "note": "what you should know",
        "lines": [] if things is None else things.lines(),
    }
    return await in_work(save_handover(cast.actor(cast.ann), **values | given))


async def test_a_draft_is_read_by_its_author_alone(cast: Cast, things: Things) -> None:
    view = await draft(cast, things)
    (line, *_) = (await queries.lines_of(cast.actor(cast.ann), [view.id]))[view.id]
    for person in cast.people:
        actor = cast.actor(person)
        mine = person is cast.ann
        assert (view.id in await queries.handovers_by_ids(actor, [view.id])) is mine
        assert (line.id in await queries.lines_by_ids(actor, [line.id])) is mine
        assert bool((await queries.lines_of(actor, [view.id]))[view.id]) is mine
        assert bool(await queries.own_handovers(actor)) is mine
        other = cast.max.id if mine else cast.ann.id
        assert bool((await queries.handovers_with(actor, [other]))[other]) is mine


async def test_what_is_shared_is_read_by_author_and_receiver_and_nobody_else(
    cast: Cast, things: Things
) -> None:
    view = await draft(cast, things)
    await in_work(share_handover(cast.actor(cast.ann), handover_id=view.id, version=view.version))
    (line, *_) = (await queries.lines_of(cast.actor(cast.ann), [view.id]))[view.id]
    for person in cast.people:
        actor = cast.actor(person)
        reads = person in (cast.ann, cast.max)
        assert (view.id in await queries.handovers_by_ids(actor, [view.id])) is reads
        assert (line.id in await queries.lines_by_ids(actor, [line.id])) is reads
    theirs = (await queries.lines_of(cast.actor(cast.max), [view.id]))[view.id]
    assert [line.subject_id for line in theirs] == [None] * 5, "a receiver needs no ids"
    assert {line.other_id for line in theirs} == {cast.bo.id, cast.cy.id, cast.max.id, None}


async def test_nobody_else_edits_deletes_or_shares_a_draft_and_nothing_changes(
    cast: Cast, things: Things
) -> None:
    view = await draft(cast, things)
    before = await everything()
    for person in cast.people:
        if person is cast.ann:
            continue
        actor = cast.actor(person)
        receiver = cast.max if person is not cast.max else cast.zed
        for attempt in (
            save_handover(
                actor,
                handover_id=view.id,
                version=1,
                receiver_id=receiver.id,
                reason=HandoverReason.MOVING,
                note="x",
            ),
            share_handover(actor, handover_id=view.id, version=1),
            commands.delete_handover(actor, handover_id=view.id),
        ):
            with pytest.raises(HandoverNotFound):
                await in_work(attempt)
    assert await everything() == before


async def test_the_receiver_of_what_is_shared_settles_it_and_does_nothing_else(
    cast: Cast, things: Things
) -> None:
    view = await draft(cast, things)
    await in_work(share_handover(cast.actor(cast.ann), handover_id=view.id, version=1))
    line = await HandoverLine.filter(handover_id=view.id).first()
    assert line is not None
    before = await everything()
    for attempt in (
        save_handover(
            cast.actor(cast.max),
            handover_id=view.id,
            version=2,
            receiver_id=cast.ann.id,
            reason=HandoverReason.MOVING,
            note="x",
        ),
        share_handover(cast.actor(cast.max), handover_id=view.id, version=2),
        commands.delete_handover(cast.actor(cast.max), handover_id=view.id),
        settle_handover_line(cast.actor(cast.ann), line_id=line.id, accept=True),
    ):
        with pytest.raises(NotAllowed):
            await in_work(attempt)
    for person in cast.people:
        if person not in (cast.ann, cast.max):
            with pytest.raises(HandoverLineNotFound):
                await in_work(
                    settle_handover_line(cast.actor(person), line_id=line.id, accept=True)
                )
    assert await everything() == before


async def test_what_was_shared_stays_as_it_is(cast: Cast) -> None:
    ann = cast.actor(cast.ann)
    view = await draft(cast)
    shared = await in_work(share_handover(ann, handover_id=view.id, version=1))
    assert (shared.state, shared.version) == (HandoverState.SHARED, 2)
    assert shared.shared_at is not None
    before = await everything()
    with pytest.raises(HandoverSharedAlready):
        await draft(cast, handover_id=view.id, version=2)
    with pytest.raises(HandoverSharedAlready):
        await in_work(share_handover(ann, handover_id=view.id, version=2))
    with pytest.raises(HandoverSharedAlready):
        await in_work(commands.delete_handover(ann, handover_id=view.id))
    assert await everything() == before


async def test_a_draft_changes_only_as_it_was_read(cast: Cast, things: Things) -> None:
    view = await draft(cast, things)
    again = await draft(cast, things, handover_id=view.id, version=1, note="better")
    assert (again.note, again.version) == ("better", 2)
    before = await everything()
    for version in (1, 3, None):
        with pytest.raises(StaleVersion):
            await draft(cast, handover_id=view.id, version=version, note="worse")
    with pytest.raises(StaleVersion):
        await in_work(share_handover(cast.actor(cast.ann), handover_id=view.id, version=1))
    assert await everything() == before


async def test_a_draft_is_thrown_away_with_its_lines(cast: Cast, things: Things) -> None:
    view = await draft(cast, things)
    await in_work(commands.delete_handover(cast.actor(cast.ann), handover_id=view.id))
    assert not await Handover.exists()
    assert not await HandoverLine.exists()


async def test_the_receiver_is_somebody_else_who_is_there(cast: Cast) -> None:
    with pytest.raises(HandedToOneself):
        await draft(cast, receiver_id=cast.ann.id)
    with pytest.raises(InvalidInput, match="PERSON_HAS_LEFT"):
        await draft(cast, receiver_id=cast.dee.id)
    with pytest.raises(InvalidInput, match="PERSON_UNKNOWN"):
        await draft(cast, receiver_id=new_id())
    view = await draft(cast)
    await cast.leave(cast.max)
    with pytest.raises(InvalidInput, match="PERSON_HAS_LEFT"):
        await in_work(share_handover(cast.actor(cast.ann), handover_id=view.id, version=1))
    assert (await Handover.get()).state is HandoverState.DRAFT


async def test_a_note_for_a_new_manager_goes_to_the_manager_and_is_about_a_former_one(
    cast: Cast,
) -> None:
    new = {"reason": HandoverReason.NEW_MANAGER}
    with pytest.raises(ReceiverIsNotTheManager):
        await draft(cast, **new, receiver_id=cast.max.id)
    for nobody in (cast.mo, cast.bo, cast.zed):
        with pytest.raises(AboutIsNoFormerManager):
            await draft(cast, **new, receiver_id=cast.mo.id, about_id=nobody.id)
    with pytest.raises(AboutIsNoFormerManager):
        await draft(cast, about_id=cast.old.id)
    view = await draft(cast, **new, receiver_id=cast.mo.id, about_id=cast.old.id)
    assert view.about_id == cast.old.id
    await cast.change_manager(cast.ann, cast.max)
    with pytest.raises(ReceiverIsNotTheManager):
        await in_work(share_handover(cast.actor(cast.ann), handover_id=view.id, version=1))


async def test_lines_are_about_what_the_author_has_open(cast: Cast, things: Things) -> None:
    of_bo = await ActionItem.get(owner_id=cast.bo.id)
    foreign = [
        (LineKind.PROMISE, of_bo.id),
        (LineKind.SERIES, new_id()),
        (LineKind.REQUEST, await asked(cast.cy, cast.bo)),
        (LineKind.GOAL, things.promise),
    ]
    for kind, key in foreign:
        with pytest.raises(LineIsNotOpen):
            await draft(cast, lines=[WrittenLine(kind, key, "x")])
    assert not await Handover.exists()


async def test_what_was_settled_since_cannot_be_shared(cast: Cast, things: Things) -> None:
    view = await draft(cast, things)
    await ActionItem.filter(id=things.promise).update(state=ActionItemState.DONE)
    with pytest.raises(LineIsNotOpen):
        await in_work(share_handover(cast.actor(cast.ann), handover_id=view.id, version=1))
    assert (await Handover.get()).state is HandoverState.DRAFT


async def test_one_thing_is_offered_to_one_person_at_a_time(cast: Cast, things: Things) -> None:
    ann = cast.actor(cast.ann)
    one = await draft(cast, things)
    other = await draft(cast, things, receiver_id=cast.mo.id)
    await in_work(share_handover(ann, handover_id=one.id, version=1))
    assert await open_items(ann) == []
    with pytest.raises(LineIsNotOpen):
        await in_work(share_handover(ann, handover_id=other.id, version=1))
    with pytest.raises(LineIsNotOpen):
        await draft(cast, things, receiver_id=cast.bo.id)


@pytest.mark.parametrize("count, refused", [(200, False), (201, True)])
async def test_a_handover_holds_at_most_200_lines(
    cast: Cast, things: Things, count: int, refused: bool
) -> None:
    row = await ActionItem.get(id=things.promise)
    await ActionItem.bulk_create(
        [
            ActionItem(
                series_id=row.series_id, meeting_id=row.meeting_id, made_in_number=1,
                meeting_number=1, author_id=cast.ann.id, owner_id=cast.ann.id, body="b",
                created_at=row.created_at,
            )
            for _ in range(210)
        ]
    )  # fmt: skip
    keys = await ActionItem.filter(owner_id=cast.ann.id).limit(count).values_list("id", flat=True)
    lines = [WrittenLine(LineKind.PROMISE, UUID(str(key)), "x") for key in keys]
    if refused:
        with pytest.raises(TooManyLines):
            await draft(cast, lines=lines)
    else:
        await draft(cast, lines=lines)
        assert await HandoverLine.all().count() == count


async def test_words_are_checked(cast: Cast, things: Things) -> None:
    line = things.line(LineKind.PROMISE)
    for given, error in (
        ({"lines": [line, line]}, LineTwice),
        ({"lines": [things.line(LineKind.PROMISE, "  ")]}, InvalidInput),
        ({"lines": [things.line(LineKind.PROMISE, "x" * 2001)]}, InvalidInput),
        ({"note": "x" * 20_001}, InvalidInput),
    ):
        with pytest.raises(error):  # type: ignore[arg-type]
            await draft(cast, **given)
    assert not await Handover.exists()
    empty = await draft(cast, note="  ")
    with pytest.raises(HandoverEmpty):
        await in_work(share_handover(cast.actor(cast.ann), handover_id=empty.id, version=1))


async def test_the_operator_hands_nothing_over(cast: Cast, do: Callable[..., Any]) -> None:
    from erm.core.actor import SYSTEM

    assert await open_items(SYSTEM) == []
    with pytest.raises(DomainError):
        await do(
            save_handover(SYSTEM, receiver_id=cast.max.id, reason=HandoverReason.MOVING, note="x")
        )
    assert not await Handover.exists()
