"""Promises: making, changing, keeping, letting go."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from tortoise.expressions import F

from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.text import clean_text
from erm.core.work import record
from erm.one_on_ones import queries
from erm.one_on_ones.commands.locking import checked_due, locked_item, locked_meeting, other_of
from erm.one_on_ones.errors import (
    ActionItemSettled,
    OwnerNotOfThePair,
    StaleVersion,
    TooManyActionItems,
)
from erm.one_on_ones.events import (
    ActionItemDone,
    ActionItemDropped,
    ActionItemPromised,
    ActionItemReopened,
)
from erm.one_on_ones.models import ActionItem, OneOnOneMeeting, OneOnOneSeries
from erm.one_on_ones.rules import BODY_MAXIMUM, POINTS_MAXIMUM, ActionItemState
from erm.one_on_ones.views import ActionItemView

_FACTS: dict[ActionItemState, type[ActionItemReopened | ActionItemDone | ActionItemDropped]] = {
    ActionItemState.OPEN: ActionItemReopened,
    ActionItemState.DONE: ActionItemDone,
    ActionItemState.DROPPED: ActionItemDropped,
}


async def add_action_item(
    actor: Actor, *, meeting_id: UUID, body: str, owner_id: UUID, due_on: date | None = None
) -> ActionItemView:
    """Write down what one of the two promises.

    Raises ``MeetingNotFound``, ``MeetingClosed``, ``OwnerNotOfThePair``, ``TooManyActionItems``,
    ``DATE_OUT_OF_RANGE``, ``TEXT_REQUIRED``, ``TEXT_TOO_LONG``.
    """
    meeting, series = await locked_meeting(actor, meeting_id)
    body = clean_text(body, field="body", maximum=BODY_MAXIMUM)
    _check_owner(series, owner_id)
    due_on = checked_due(actor, due_on)
    already = await ActionItem.filter(series_id=series.id, state=ActionItemState.OPEN).count()
    if already >= POINTS_MAXIMUM:
        raise TooManyActionItems(maximum=POINTS_MAXIMUM)
    moment = now()
    item = await ActionItem.create(
        series_id=series.id,
        meeting_id=meeting.id,
        made_in_number=meeting.number,
        meeting_number=meeting.number,
        author_id=actor.person_id,
        owner_id=owner_id,
        body=body,
        due_on=due_on,
        created_at=moment,
    )
    record(
        ActionItemPromised(
            at=moment,
            action_item_id=item.id,
            meeting_id=meeting.id,
            series_id=series.id,
            owner_id=owner_id,
            other_id=other_of(series, owner_id),
            by_id=actor.person_id,
        )
    )
    return await _view(actor, item.id)


async def edit_action_item(
    actor: Actor,
    *,
    action_item_id: UUID,
    body: str,
    owner_id: UUID,
    due_on: date | None,
    version: int,
) -> ActionItemView:
    """Change an open promise: its words, whose it is, until when. Either of the two may.

    Raises ``ActionItemNotFound``, ``ActionItemSettled``, ``OwnerNotOfThePair``, ``StaleVersion``,
    ``DATE_OUT_OF_RANGE``, ``TEXT_REQUIRED``, ``TEXT_TOO_LONG``.
    """
    item, series = await locked_item(actor, action_item_id)
    if item.state is not ActionItemState.OPEN:
        raise ActionItemSettled
    body = clean_text(body, field="body", maximum=BODY_MAXIMUM)
    _check_owner(series, owner_id)
    if due_on != item.due_on:
        checked_due(actor, due_on)
    saved = await ActionItem.filter(id=item.id, version=version).update(
        body=body, owner_id=owner_id, due_on=due_on, version=F("version") + 1
    )
    if not saved:
        raise StaleVersion
    return await _view(actor, item.id)


async def set_action_item_state(
    actor: Actor, *, action_item_id: UUID, state: ActionItemState
) -> ActionItemView:
    """Say that a promise was kept, was let go, or is open again. Either of the two may.

    It also works after the meeting was closed and after the series has ended. One that is open
    again comes back into the open meeting. Raises ``ActionItemNotFound``.
    """
    item, series = await locked_item(actor, action_item_id)
    if item.state is state:
        return await _view(actor, item.id)
    moment = now()
    values: dict[str, Any] = {
        "state": state,
        "done_at": moment if state is ActionItemState.DONE else None,
        "settled_by_id": None if state is ActionItemState.OPEN else actor.person_id,
    }
    if state is ActionItemState.OPEN:
        current = await OneOnOneMeeting.get_or_none(open_series_id=series.id)
        if current is not None and current.id != item.meeting_id:
            values |= {
                "meeting_id": current.id,
                "meeting_number": current.number,
                "carried_from_id": item.meeting_id,
            }
    await ActionItem.filter(id=item.id).update(**values, version=F("version") + 1)
    facts = [_FACTS[state]]
    if item.state is ActionItemState.DONE and state is ActionItemState.DROPPED:
        facts.insert(0, ActionItemReopened)  # it was not kept after all
    for fact in facts:
        record(
            fact(
                at=moment,
                action_item_id=item.id,
                series_id=series.id,
                owner_id=item.owner_id,
                other_id=other_of(series, item.owner_id),
                by_id=actor.person_id,
            )
        )
    return await _view(actor, item.id)


def _check_owner(series: OneOnOneSeries, owner_id: UUID) -> None:
    if owner_id not in (series.low_id, series.high_id):
        raise OwnerNotOfThePair(field="owner_id")


async def _view(actor: Actor, item_id: UUID) -> ActionItemView:
    return (await queries.action_items_by_ids(actor, [item_id]))[item_id]
