"""What the database held at an earlier moment, for as long as a transaction that is rolled back.

The demo's rows are as of now. A digest of last Friday must not tell of Saturday: before it is composed
as on its day, what came later is taken out and what was settled later is opened again.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

from tortoise.models import Model

from erm.core.events import Bus
from erm.core.work import unit_of_work
from erm.development.competencies.models import Assessment
from erm.development.models import CheckIn, DevelopmentPlan, Milestone
from erm.development.rules import PlanState
from erm.development.skills.models import Mentorship
from erm.feedback.cycles.models import Cycle
from erm.feedback.cycles.rules import CycleState
from erm.feedback.models import FeedbackNote, FeedbackRequest
from erm.feedback.rules import RequestState
from erm.handovers.models import Handover
from erm.one_on_ones.models import ActionItem, OneOnOneMeeting, TalkingPoint
from erm.one_on_ones.rules import ActionItemState, MeetingState
from erm.recognition.celebrations.models import Celebration
from erm.recognition.celebrations.rules import CelebrationState
from erm.recognition.models import Kudos, KudosComment, KudosReaction
from erm.recognition.rules import KudosVisibility
from erm.relationships.models import Touchpoint

_CAME: tuple[tuple[type[Model], str], ...] = (
    (FeedbackNote, "created_at"),
    (FeedbackRequest, "created_at"),
    (KudosReaction, "created_at"),
    (KudosComment, "created_at"),
    (TalkingPoint, "created_at"),
    (ActionItem, "created_at"),
    (Mentorship, "created_at"),
    (CheckIn, "created_at"),
    (Assessment, "opened_at"),
    (Handover, "shared_at"),
    (Touchpoint, "occurred_at"),
)
"""What was not there before that time."""


class _Over(Exception):
    """Nothing of the block stays."""


@asynccontextmanager
async def rolled_back() -> AsyncIterator[None]:
    """A unit of work of which nothing stays."""
    try:
        async with unit_of_work(Bus()):
            yield
            raise _Over
    except _Over:
        pass


async def rewind(moment: datetime) -> None:
    """Take the open transaction back to ``moment``; again and again, if each is earlier.

    As far as digests and reminders look: what was not said, written or proposed yet is gone, and what
    was not yet done, answered or held is open.
    """
    await _open_meetings(moment)
    for model, column in _CAME:
        await model.filter(**{f"{column}__gt": moment}).delete()
    # Points that went with thanks stand in a ledger that lets no row go; nobody sees thanks withdrawn.
    await Kudos.filter(created_at__gt=moment).update(
        visibility=KudosVisibility.PRIVATE, withdrawn_at=moment
    )
    changes: tuple[tuple[type[Model], str, dict[str, Any]], ...] = (
        (
            ActionItem,
            "done_at",
            {"state": ActionItemState.OPEN, "done_at": None, "settled_by_id": None},
        ),
        (
            FeedbackRequest,
            "settled_at",
            {"state": RequestState.PENDING, "settled_at": None},
        ),
        (FeedbackNote, "thanked_at", {"thanked_at": None}),
        (Milestone, "done_at", {"done_at": None}),
        (Cycle, "launched_at", {"state": CycleState.DRAFT, "launched_at": None}),
        (
            Celebration,
            "delivered_at",
            {"state": CelebrationState.PLANNED, "delivered_at": None},
        ),
        (
            DevelopmentPlan,
            "proposed_at",
            {"state": PlanState.DRAFT, "proposed_at": None, "proposed_by_id": None},
        ),
    )
    for model, column, values in changes:
        await model.filter(**{f"{column}__gt": moment}).update(**values)


async def _open_meetings(moment: datetime) -> None:
    """Open the first meeting of each series that was closed later; the one that came after it rests."""
    closed = await OneOnOneMeeting.filter(closed_at__gt=moment).order_by("-number")
    first = {row.series_id: row for row in closed}
    for series_id, row in first.items():
        later = OneOnOneMeeting.filter(series_id=series_id, number__gt=row.number)
        await later.update(state=MeetingState.CLOSED, open_series_id=None, held=False)
        await ActionItem.filter(meeting__number__gt=row.number, series_id=series_id).update(
            meeting_id=row.id
        )
        await OneOnOneMeeting.filter(id=row.id).update(
            state=MeetingState.OPEN,
            open_series_id=series_id,
            held=None,
            closed_at=None,
            closed_by_id=None,
            shared_notes="",
            asked_at=None,
        )
