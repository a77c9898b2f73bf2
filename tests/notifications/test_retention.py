"""How long it is known what people were told, how it reached them, and when they were away."""

from __future__ import annotations

from datetime import timedelta

from erm.core import clock
from erm.core.clock import now
from erm.core.events import Bus
from erm.notifications.models import Dispatch, Notification, Reach
from erm.notifications.retention import purge, put_away_pauses
from erm.notifications.rules import DISPATCHED_KEPT_FOR, KEPT_FOR, DispatchState, NotificationKind
from tests.cast import Cast
from tests.notifications.test_notify import tell

HOUR = timedelta(hours=1)


async def test_notifications_stay_for_180_days_and_go_with_what_waits_of_them(
    cast: Cast, bus: Bus
) -> None:
    for age in (KEPT_FOR + HOUR, KEPT_FOR - HOUR):
        await tell(bus, NotificationKind.HANDOVER_SHARED, [cast.ann], at=now() - age)
    assert await purge() == 1
    assert await Notification.all().count() == await Dispatch.all().count() == 1
    assert await purge() == 0


async def test_how_it_was_told_stays_for_30_days_and_what_waits_stays(cast: Cast, bus: Bus) -> None:
    start = now()
    for each in (cast.ann, cast.bo, cast.cy):
        await tell(bus, NotificationKind.HANDOVER_SHARED, [each], at=start)
    later = start + 20 * HOUR
    for each, at in ((cast.ann, start), (cast.bo, later)):
        await Dispatch.filter(recipient_id=each.id).update(state=DispatchState.SENT, finished_at=at)
    with clock.at(start + DISPATCHED_KEPT_FOR + HOUR):
        assert await purge() == 1
    with clock.at(later + DISPATCHED_KEPT_FOR + HOUR):
        assert await purge() == 1
    # In a long pause it still waits to be told.
    (left,) = await Dispatch.all()
    assert left.recipient_id == cast.cy.id
    assert await Notification.all().count() == 3


async def test_a_pause_is_forgotten_once_it_is_over_everywhere(cast: Cast) -> None:
    day = now().date()
    for each, until in ((cast.ann, -2), (cast.bo, -1), (cast.cy, 9)):
        await Reach.create(
            person_id=each.id, quiet_from=20, quiet_to=7, days_off=[6],
            paused_until=day + timedelta(days=until), updated_at=now(),
        )  # fmt: skip
    assert await put_away_pauses() == 1
    rows = {row.person_id: row for row in await Reach.all()}
    assert rows[cast.ann.id].paused_until is None
    assert rows[cast.ann.id].days_off == [6]
    assert rows[cast.bo.id].paused_until is not None
    assert rows[cast.cy.id].paused_until is not None
    assert await put_away_pauses() == 0
