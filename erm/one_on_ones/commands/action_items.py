"""Promises: making, changing, keeping, letting go, passing on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from tortoise.expressions import F

from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.text import clean_text
from erm.core.work import record
from erm.one_on_ones import policy, queries
from erm.one_on_ones.commands.locking import checked_due, locked_item, locked_meeting, other_of
from erm.one_on_ones.errors import (
    ActionItemOfTheOther,
    ActionItemPassedOn,
    ActionItemSettled,
    ActionItemStateNotSettable,
    OwnerNotOfThePair,
    PointOfAnotherSeries,
    StaleVersion,
    TalkingPointNotFound,
    TooManyActionItems,
)
from erm.one_on_ones.events import (
    ActionItemBecameGoal,
    ActionItemDone,
    ActionItemDropped,
    ActionItemHandedOver,
    ActionItemPromised,
    ActionItemReopened,
)
from erm.one_on_ones.holding import active
from erm.one_on_ones.models import (
    ActionItem,
    ActionItemChange,
    OneOnOneMeeting,
    OneOnOneSeries,
    TalkingPoint,
)
from erm.one_on_ones.rules import (
    BODY_MAXIMUM,
    POINTS_MAXIMUM,
    ActionItemChangeKind,
    ActionItemState,
    pair_key,
)
from erm.one_on_ones.views import ActionItemView

_FACTS: dict[ActionItemState, type[ActionItemReopened | ActionItemDone | ActionItemDropped]] = {
    ActionItemState.OPEN: ActionItemReopened,
    ActionItemState.DONE: ActionItemDone,
    ActionItemState.DROPPED: ActionItemDropped,
}
"""What either of the two can say of a promise, and the fact that it becomes."""


async def add_action_item(
    actor: Actor,
    *,
    meeting_id: UUID,
    body: str,
    owner_id: UUID,
    due_on: date | None = None,
    origin_point_id: UUID | None = None,
) -> ActionItemView:
    """Write down what one of the two promises, perhaps out of a talking point.

    Raises ``MeetingNotFound``, ``MeetingClosed``, ``OwnerNotOfThePair``, ``TooManyActionItems``,
    ``TalkingPointNotFound``, ``PointOfAnotherSeries``, ``DATE_OUT_OF_RANGE``, ``TEXT_REQUIRED``,
    ``TEXT_TOO_LONG``.
    """
    meeting, series = await locked_meeting(actor, meeting_id)
    if origin_point_id is not None:
        await _check_origin(actor, series, origin_point_id)
    item = await _make(
        actor,
        meeting,
        series,
        body=body,
        owner_id=owner_id,
        due_on=due_on,
        origin_point_id=origin_point_id,
    )
    await active(meeting, series, actor.person_id)
    return await _view(actor, item.id)


async def _check_origin(actor: Actor, series: OneOnOneSeries, point_id: UUID) -> None:
    point = await TalkingPoint.get_or_none(policy.readable_talking_points(actor), id=point_id)
    if point is None:
        raise TalkingPointNotFound(field="origin_point_id")
    if point.series_id != series.id:
        raise PointOfAnotherSeries(field="origin_point_id")


async def promise_between(
    actor: Actor, *, owner_id: UUID, other_id: UUID, body: str, due_on: date | None = None
) -> UUID | None:
    """Write down a promise in the open meeting of two people, of whom the actor is one.

    For flows: a promise that somebody took over. Answers its id, or None where the two do not meet
    one on one. Raises as :func:`add_action_item` does.
    """
    series = (
        await OneOnOneSeries.filter(
            policy.readable_series(actor), active_pair=pair_key(owner_id, other_id)
        )
        .select_for_update(no_key=True)
        .first()
    )
    if series is None or series.ended_at is not None:
        return None
    meeting = await OneOnOneMeeting.get(open_series_id=series.id)
    item = await _make(actor, meeting, series, body=body, owner_id=owner_id, due_on=due_on)
    return item.id


async def _make(
    actor: Actor,
    meeting: OneOnOneMeeting,
    series: OneOnOneSeries,
    *,
    body: str,
    owner_id: UUID,
    due_on: date | None,
    origin_point_id: UUID | None = None,
) -> ActionItem:
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
        origin_point_id=origin_point_id,
        created_at=moment,
    )
    await _note(actor.person_id, item.id, moment, [(ActionItemChangeKind.MADE, "", body)])
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
    return item


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
    changes = [
        (ActionItemChangeKind.BODY, item.body, body),
        (ActionItemChangeKind.OWNER, str(item.owner_id), str(owner_id)),
        (ActionItemChangeKind.DUE_ON, _day(item.due_on), _day(due_on)),
    ]
    await _note(actor.person_id, item.id, now(), [c for c in changes if c[1] != c[2]])
    return await _view(actor, item.id)


def _day(value: date | None) -> str:
    return "" if value is None else value.isoformat()


async def set_action_item_state(
    actor: Actor, *, action_item_id: UUID, state: ActionItemState
) -> ActionItemView:
    """Say that a promise was kept, was let go, or is open again. Either of the two may.

    It also works after the meeting was closed and after the series has ended. One that is open
    again comes back into the open meeting. Raises ``ActionItemNotFound``, ``ActionItemPassedOn``,
    ``ActionItemStateNotSettable``.
    """
    if state not in _FACTS:
        raise ActionItemStateNotSettable(field="state")
    item, series = await locked_item(actor, action_item_id)
    if item.state is state:
        return await _view(actor, item.id)
    if item.state not in _FACTS:
        raise ActionItemPassedOn
    moment = now()
    values: dict[str, Any] = {"done_at": moment if state is ActionItemState.DONE else None}
    if state is ActionItemState.OPEN:
        current = await OneOnOneMeeting.get_or_none(open_series_id=series.id)
        if current is not None and current.id != item.meeting_id:
            values |= {
                "meeting_id": current.id,
                "meeting_number": current.number,
                "carried_from_id": item.meeting_id,
            }
    await _settle(actor, item, state, moment, **values)
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


async def _settle(
    actor: Actor, item: ActionItem, state: ActionItemState, moment: datetime, **values: Any
) -> None:
    """Write the state and the line of history; the series is locked."""
    settled_by = None if state is ActionItemState.OPEN else actor.person_id
    await ActionItem.filter(id=item.id).update(
        state=state, settled_by_id=settled_by, **values, version=F("version") + 1
    )
    change = (ActionItemChangeKind.STATE, item.state.value, state.value)
    await _note(actor.person_id, item.id, moment, [change])


# ---- passing on: by its owner only -------------------------------------------------------------


async def own_open_item(actor: Actor, item_id: UUID) -> tuple[ActionItem, OneOnOneSeries]:
    """An open promise of the actor's, with its locked series.

    Raises ``ActionItemNotFound``, ``ActionItemOfTheOther``, ``ActionItemSettled``.
    """
    item, series = await locked_item(actor, item_id)
    if not policy.may_pass_on(actor, item):
        raise ActionItemOfTheOther
    if item.state is not ActionItemState.OPEN:
        raise ActionItemSettled
    return item, series


async def become_goal(actor: Actor, *, action_item_id: UUID, goal_id: UUID) -> ActionItemView:
    """Say which goal a promise of the actor's became. For the flow that makes the goal.

    It is settled, and was not kept by that. Raises as :func:`own_open_item` does.
    """
    item, series = await own_open_item(actor, action_item_id)
    moment = now()
    await _settle(actor, item, ActionItemState.BECAME_GOAL, moment, goal_id=goal_id)
    record(
        ActionItemBecameGoal(
            at=moment,
            action_item_id=item.id,
            goal_id=goal_id,
            series_id=series.id,
            owner_id=item.owner_id,
            other_id=other_of(series, item.owner_id),
            by_id=actor.person_id,
        )
    )
    return await _view(actor, item.id)


async def hand_over(actor: Actor, item_id: UUID) -> None:
    """Say that a promise of the actor's goes on with somebody else. For the flow of handing over.

    It is settled, and was not kept by that. Raises as :func:`own_open_item` does.
    """
    item, series = await own_open_item(actor, item_id)
    moment = now()
    await _settle(actor, item, ActionItemState.HANDED_OVER, moment)
    record(
        ActionItemHandedOver(
            at=moment,
            action_item_id=item.id,
            series_id=series.id,
            owner_id=item.owner_id,
            other_id=other_of(series, item.owner_id),
            by_id=actor.person_id,
        )
    )


async def drop_open_of(series_ids: Sequence[UUID]) -> int:
    """Let go of all open promises of series that end because somebody left. Answers how many.

    erm does it, nobody of the two; needs the locked series and a unit of work.
    """
    moment = now()
    open_ones = ActionItem.filter(series_id__in=list(series_ids), state=ActionItemState.OPEN)
    items = await open_ones.values_list("id", flat=True)
    await ActionItemChange.bulk_create(
        [
            ActionItemChange(
                item_id=item,
                kind=ActionItemChangeKind.STATE,
                before=ActionItemState.OPEN.value,
                after=ActionItemState.DROPPED.value,
                at=moment,
            )
            for item in items
        ]
    )
    return await open_ones.update(state=ActionItemState.DROPPED, version=F("version") + 1)


async def _note(
    by_id: UUID,
    item_id: UUID,
    moment: datetime,
    changes: list[tuple[ActionItemChangeKind, str, str]],
) -> None:
    """Add lines to a promise's history: kind, before, after."""
    await ActionItemChange.bulk_create(
        [
            ActionItemChange(
                item_id=item_id, kind=kind, before=before, after=after, by_id=by_id, at=moment
            )
            for kind, before, after in changes
        ]
    )


def _check_owner(series: OneOnOneSeries, owner_id: UUID) -> None:
    if owner_id not in (series.low_id, series.high_id):
        raise OwnerNotOfThePair(field="owner_id")


async def _view(actor: Actor, item_id: UUID) -> ActionItemView:
    return (await queries.action_items_by_ids(actor, [item_id]))[item_id]
