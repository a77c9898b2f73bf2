"""What becomes of promises and feeds when somebody leaves.

None of these has an actor whose policy could be asked: they are consequences, and are called by the
flows of leaving and of handing over only.
"""

from __future__ import annotations

from uuid import UUID

from erm.core.clock import now
from erm.one_on_ones import policy
from erm.one_on_ones.commands.action_items import drop_open_of
from erm.one_on_ones.models import ActionItem, CalendarFeed, OneOnOneSeries
from erm.one_on_ones.rules import ActionItemState


async def let_go_of_promises(person_id: UUID) -> tuple[int, int]:
    """Drop every open promise of and to somebody who left; answers how many of theirs, and to them.

    Those in series that ended long ago too. Needs a unit of work.
    """
    series = await (
        OneOnOneSeries.filter(policy.series_of_person(person_id))
        .order_by("id")
        .select_for_update(no_key=True)
    )
    keys = [row.id for row in series]
    still_open = ActionItem.filter(series_id__in=keys, state=ActionItemState.OPEN)
    theirs = await still_open.filter(owner_id=person_id).count()
    return theirs, await drop_open_of(keys) - theirs


async def was_let_go(item_id: UUID) -> bool:
    """Whether a promise was dropped, rather than kept, turned into a goal or handed over."""
    return await ActionItem.filter(id=item_id, state=ActionItemState.DROPPED).exists()


async def revoke_feeds_of_leaver(person_id: UUID) -> int:
    """The calendar of somebody who left reads nothing any more; answers how many feeds ended."""
    return await CalendarFeed.filter(active_person_id=person_id).update(
        active_person_id=None, revoked_at=now()
    )
