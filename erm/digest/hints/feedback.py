"""Hints about feedback: requests, notes, what is to be done in cycles, and handovers."""

from __future__ import annotations

from tortoise.expressions import Q

from erm.digest.hints.batch import Batch, keys
from erm.digest.home import Part
from erm.digest.needs import Source
from erm.feedback.cycles.models import CalibrationFacilitator, Cycle, CycleParticipant, Review
from erm.feedback.cycles.rules import (
    OPEN_REVIEWS,
    CalibrationState,
    CycleState,
    ParticipantState,
)
from erm.feedback.models import FeedbackNote, FeedbackRequest
from erm.feedback.rules import RequestState
from erm.handovers.models import Handover
from erm.handovers.rules import HandoverState

_NOT_RUNNING = (CycleState.DRAFT, CycleState.CLOSED, CycleState.CANCELLED)


async def requests(batch: Batch) -> None:
    """Requests that wait."""
    rows = await FeedbackRequest.filter(
        asked_id__in=batch.ids, state=RequestState.PENDING
    ).values_list("asked_id", "requester_id")
    for asked, requester in rows:
        batch.mark(Source.REQUESTS, [asked], [requester])


async def notes(batch: Batch) -> None:
    """Feedback that nobody has thanked for yet."""
    rows = await FeedbackNote.filter(
        recipient_id__in=batch.ids,
        thanked_at__isnull=True,
        archived_at__isnull=True,
        created_at__gte=batch.since,
    ).values_list("recipient_id", "author_id")
    for recipient, author in rows:
        batch.mark(Part.FEEDBACK, [recipient], [author])


async def cycles(batch: Batch) -> None:
    """Whoever is in a cycle that runs: as participant, manager, nominator, rater, owner, facilitator."""
    running = await Cycle.exclude(state__in=list(_NOT_RUNNING)).values_list("id", "owner_id")
    if not running:
        return
    open_ids = [key for key, _ in running]
    batch.mark(Source.CYCLES, [owner for _, owner in running if owner is not None])
    rows = await CycleParticipant.filter(
        Q(person_id__in=batch.ids) | Q(manager_id__in=batch.ids) | Q(nominator_id__in=batch.ids),
        cycle_id__in=open_ids,
        state=ParticipantState.ACTIVE,
    ).values_list("person_id", "manager_id", "nominator_id")
    for row in rows:
        batch.mark(Source.CYCLES, [each for each in row if each is not None], row)
    raters = await Review.filter(
        rater_id__in=batch.ids, state__in=list(OPEN_REVIEWS), cycle_id__in=open_ids
    ).values_list("rater_id", flat=True)
    batch.mark(Source.CYCLES, keys(raters))
    leading = await CalibrationFacilitator.filter(
        person_id__in=batch.ids, session__state=CalibrationState.OPEN
    ).values_list("person_id", flat=True)
    batch.mark(Source.CYCLES, keys(leading))


async def handovers(batch: Batch) -> None:
    """Handovers that were shared."""
    rows = await Handover.filter(receiver_id__in=batch.ids, state=HandoverState.SHARED).values_list(
        "receiver_id", "author_id"
    )
    for receiver, author in rows:
        batch.mark(Source.HANDOVERS, [receiver], [author])


ALL = (requests, notes, cycles, handovers)
