"""What becomes of promises and feeds when work changes hands or somebody leaves.

None of these has an actor whose policy could be asked: they are consequences, and are called by the
flows of handing over and of leaving only, within their unit of work.
"""

from __future__ import annotations

from uuid import UUID

from tortoise.expressions import F

from erm.core.clock import now
from erm.one_on_ones import policy
from erm.one_on_ones.models import ActionItem, ActionItemChange, CalendarFeed, OneOnOneSeries
from erm.one_on_ones.rules import ActionItemChangeKind, ActionItemState


async def hand_over_promise(
    item_id: UUID, *, owner_id: UUID, to_id: UUID
) -> ActionItemState | None:
    """Settle an open promise because ``to_id`` took over what ``owner_id`` had promised.

    Answers the state in which it was: only an open one changes. None if the owner has no such
    promise any more.
    """
    item = await ActionItem.get_or_none(id=item_id)
    if item is None:
        return None
    # Whoever changes a promise locks its series first.
    _ = await OneOnOneSeries.filter(id=item.series_id).select_for_update(no_key=True).first()
    item = await ActionItem.get(id=item_id)
    if item.owner_id != owner_id:
        return None
    if item.state is ActionItemState.OPEN:
        await _settle([item], ActionItemState.HANDED_OVER, by_id=to_id)
    return item.state


async def let_go_of_promises(person_id: UUID) -> tuple[int, int]:
    """Drop every open promise of and to somebody who left; answers how many of theirs, and to them."""
    series = await (
        OneOnOneSeries.filter(policy.series_of_person(person_id))
        .order_by("id")
        .select_for_update(no_key=True)
    )
    items = await ActionItem.filter(
        series_id__in=[row.id for row in series], state=ActionItemState.OPEN
    ).order_by("id")
    await _settle(items, ActionItemState.DROPPED, by_id=None)
    theirs = sum(item.owner_id == person_id for item in items)
    return theirs, len(items) - theirs


async def revoke_feeds_of_leaver(person_id: UUID) -> int:
    """The calendar of somebody who left reads nothing any more; answers how many feeds ended."""
    return await CalendarFeed.filter(person_id=person_id, revoked_at__isnull=True).update(
        revoked_at=now()
    )


async def _settle(items: list[ActionItem], state: ActionItemState, *, by_id: UUID | None) -> None:
    moment = now()
    await ActionItem.filter(id__in=[item.id for item in items]).update(
        state=state, settled_by_id=by_id, version=F("version") + 1
    )
    await ActionItemChange.bulk_create(
        [
            ActionItemChange(
                item_id=item.id,
                kind=ActionItemChangeKind.STATE,
                before=ActionItemState.OPEN.value,
                after=state.value,
                by_id=by_id,
                at=moment,
            )
            for item in items
        ]
    )
