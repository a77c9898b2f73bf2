"""What happens in one-on-ones, promises and handovers, for those whom it concerns.

That a meeting comes, and whether it was, is told by the reminders of one-on-ones.
"""

from __future__ import annotations

from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.events import Bus
from erm.flows.notifying.common import PATHS, in_a_few_words, read_through, this_time
from erm.handovers.events import HandoverShared
from erm.handovers.queries import handovers_by_ids
from erm.handovers.views import HandoverView
from erm.notifications.commands import notify, withdraw
from erm.notifications.rules import NotificationKind
from erm.notifications.subjects import About, Subjects, SubjectView
from erm.one_on_ones.events import (
    ActionItemDone,
    ActionItemDropped,
    ActionItemPromised,
    ActionItemReopened,
    MeetingMoved,
    MeetingSkipped,
    SeriesChanged,
    SeriesPaused,
    SeriesResumed,
    SkipUndone,
)
from erm.one_on_ones.nudges import SUBJECT as MEETING
from erm.one_on_ones.queries import action_items_by_ids, meetings_by_ids
from erm.one_on_ones.rules import MeetingState
from erm.one_on_ones.views import ActionItemView, MeetingView
from erm.one_on_ones.wording import when_words

PROMISE = "ActionItem"
HANDOVER = "Handover"
_Moved = MeetingMoved | MeetingSkipped | SkipUndone | SeriesChanged | SeriesPaused | SeriesResumed


def subscribe(bus: Bus) -> None:
    """Tell of what happens."""
    bus.subscribe(MeetingMoved, meeting_moved)
    bus.subscribe(MeetingSkipped, meeting_moved)
    bus.subscribe(SkipUndone, meeting_moved)
    bus.subscribe(SeriesChanged, meeting_moved)
    bus.subscribe(SeriesPaused, meeting_moved)
    bus.subscribe(SeriesResumed, meeting_moved)
    bus.subscribe(ActionItemPromised, promise_taken)
    bus.subscribe(ActionItemDone, promise_kept)
    bus.subscribe(ActionItemReopened, promise_reopened)
    bus.subscribe(ActionItemDropped, promise_dropped)
    bus.subscribe(HandoverShared, handover_shared)


async def meeting_moved(event: _Moved) -> None:
    """The other one of the two, whatever of their meetings is at another time."""
    await notify(
        NotificationKind.MEETING_MOVED,
        [event.other_id],
        MEETING,
        event.meeting_id,
        person_id=event.by_id,
        once=this_time(event),
        at=event.at,
    )


async def promise_taken(event: ActionItemPromised) -> None:
    """Whichever of the two did not write it down."""
    await notify(
        NotificationKind.PROMISE_TAKEN,
        (event.owner_id, event.other_id),
        PROMISE,
        event.action_item_id,
        person_id=event.by_id,
        at=event.at,
    )


async def promise_kept(event: ActionItemDone) -> None:
    """Whichever of the two did not say so."""
    await notify(
        NotificationKind.PROMISE_KEPT,
        (event.owner_id, event.other_id),
        PROMISE,
        event.action_item_id,
        person_id=event.by_id,
        once=this_time(event),
        at=event.at,
    )


async def promise_reopened(event: ActionItemReopened) -> None:
    """It is not kept any more."""
    await withdraw([NotificationKind.PROMISE_KEPT], PROMISE, [event.action_item_id])


async def promise_dropped(event: ActionItemDropped) -> None:
    """There is nothing left to tell of it."""
    await withdraw(
        [NotificationKind.PROMISE_TAKEN, NotificationKind.PROMISE_KEPT],
        PROMISE,
        [event.action_item_id],
    )


async def handover_shared(event: HandoverShared) -> None:
    """Whoever takes over."""
    await notify(
        NotificationKind.HANDOVER_SHARED,
        [event.receiver_id],
        HANDOVER,
        event.handover_id,
        person_id=event.author_id,
        at=event.at,
    )


def _meeting(actor: Actor, about: About, view: MeetingView) -> SubjectView:
    closed = view.state is not MeetingState.OPEN
    over = {
        NotificationKind.MEETING_COMING: closed or view.scheduled_at <= now(),
        NotificationKind.MEETING_ASKED: closed,
    }
    return SubjectView(
        title=when_words(actor, view.scheduled_at),
        path=PATHS.meeting(view.id),
        over=over.get(about.kind, False),
    )


def _promise(actor: Actor, about: About, view: ActionItemView) -> SubjectView:
    return SubjectView(title=in_a_few_words(view.body), path=PATHS.meeting(view.meeting_id))


def _handover(actor: Actor, about: About, view: HandoverView) -> SubjectView:
    return SubjectView(title="", path=PATHS.handover(view.id))


SUBJECTS: dict[str, Subjects] = {
    MEETING: read_through(meetings_by_ids, _meeting),
    PROMISE: read_through(action_items_by_ids, _promise),
    HANDOVER: read_through(handovers_by_ids, _handover),
}
