"""Reads of packets, each as one actor; what has no actor says so and is for commands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from tortoise.expressions import Q
from tortoise.functions import Count

from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.paging import Page, PageRequest, page_of
from erm.feedback import policy as notes_policy
from erm.feedback.cycles import packets
from erm.feedback.cycles import policy_packets as policy
from erm.feedback.cycles.closing import asked_of
from erm.feedback.cycles.deadlines import end_of_day, is_over
from erm.feedback.cycles.models import (
    CalibrationChange,
    Cycle,
    CycleParticipant,
    CyclePerspective,
    CycleQuestion,
    CycleResult,
)
from erm.feedback.cycles.packets import Calibrated, PacketContent, TrendPoint
from erm.feedback.cycles.results import Asked
from erm.feedback.cycles.rules import (
    CalibrationChangeState,
    PacketState,
    ParticipantState,
    Perspective,
)
from erm.feedback.cycles.views.packets import (
    PacketsToReleaseView,
    PacketView,
    released_on,
    view_packet,
)
from erm.feedback.models import FeedbackNote
from erm.feedback.sealed import open_json


async def packets_by_ids(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, PacketView]:
    """Packets by the id of their participant; those that the actor may not read are missing."""
    rows = await CycleParticipant.filter(policy.readable_packets(actor), id__in=list(set(ids)))
    return {view.id: view for view in await _views(actor, rows)}


async def packets_received(actor: Actor, page: PageRequest) -> Page[PacketView]:
    """The actor's own packets that were released, newest cycle first."""
    found = CycleParticipant.filter(policy.readable_packets(actor), person_id=actor.person_id)
    count = found.count
    if page.after_id is not None:
        found = found.filter(id__lt=page.after_id)
    rows = await found.order_by("-id").limit(page.first + 1)
    return page_of(await _views(actor, rows), page, count, lambda view: (str(view.id),))


async def packets_to_prepare(actor: Actor) -> list[PacketView]:
    """Packets that the actor prepares, in cycles that go on: those not released yet come first."""
    rows = await CycleParticipant.filter(
        policy.readable_packets(actor),
        policy.prepared_by(actor),
        ~Q(cycle__state__in=sorted(policy.OVER)),
    ).order_by("id")
    views = await _views(actor, rows)
    return sorted(views, key=lambda view: view.state is not PacketState.PREPARING)


async def packets_to_release(
    actor: Actor, cycle_ids: Sequence[UUID]
) -> dict[UUID, PacketsToReleaseView]:
    """How many packets the actor may release now, by cycle; missing where there are none."""
    found = await _to_release(actor, cycle_ids)
    if found is None:
        return {}
    counted: dict[UUID, dict[bool, int]] = defaultdict(lambda: {True: 0, False: 0})
    for lacks in (True, False):
        for cycle_id, count in (
            await CycleParticipant.filter(found, summary_sealed__isnull=lacks)
            .annotate(count=Count("id"))
            .group_by("cycle_id")
            .values_list("cycle_id", "count")
        ):
            counted[cycle_id][lacks] = count
    return {
        key: PacketsToReleaseView(each[True] + each[False], each[True])
        for key, each in counted.items()
    }


async def ids_to_release(actor: Actor, cycle_ids: Sequence[UUID]) -> dict[UUID, list[UUID]]:
    """The participants whose packets the actor may release now, by cycle and in the order of names."""
    found = await _to_release(actor, cycle_ids)
    ids: dict[UUID, list[UUID]] = defaultdict(list)
    if found is not None:
        for cycle_id, key in (
            await CycleParticipant.filter(found)
            .order_by("person__sort_key", "id")
            .values_list("cycle_id", "id")
        ):
            ids[cycle_id].append(key)
    return dict(ids)


async def packet_contents(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, PacketContent]:
    """What packets hold, of those that the actor may read: the same for all who may."""
    return await contents_of(
        await CycleParticipant.filter(policy.readable_packets(actor), id__in=list(set(ids)))
    )


async def trends_of(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, list[TrendPoint]]:
    """How the competencies of packets were in packets released before, which the actor may read."""
    rows = await CycleParticipant.filter(policy.readable_packets(actor), id__in=list(set(ids)))
    contents = await contents_of(rows)
    earlier = await CycleParticipant.filter(
        policy.readable_packets(actor),
        person_id__in=list({row.person_id for row in rows}),
        packet__in=sorted(policy.RELEASED),
    ).order_by("released_at", "id")
    cycles = await _cycles(earlier)
    of: dict[UUID, list[tuple[CycleParticipant, date, PacketContent]]] = defaultdict(list)
    for row in earlier:
        day = released_on(row, cycles[row.cycle_id])
        if row.packet_sealed is not None and day is not None:
            of[row.person_id].append((row, day, _frozen(row.id, row.packet_sealed)))
    return {
        row.id: packets.trend_of(
            contents[row.id],
            [
                (one.cycle_id, day, content)
                for one, day, content in of[row.person_id]
                if one.id != row.id and _is_before(one, row)
            ],
        )
        for row in rows
    }


async def evidence_of(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, list[UUID]]:
    """Ids of the notes to each subject from the period that is looked back on, newest first.

    Only those that the actor may read anyway: a packet opens none.
    """
    rows = await CycleParticipant.filter(policy.readable_packets(actor), id__in=list(set(ids)))
    cycles = await _cycles(rows)
    spans = {row.id: _period(cycles[row.cycle_id]) for row in rows}
    if not spans:
        return {}
    found: list[tuple[UUID, UUID, datetime]] = (
        await FeedbackNote.filter(
            notes_policy.readable_notes(actor),
            recipient_id__in=list({row.person_id for row in rows}),
            created_at__gte=min(start for start, _ in spans.values()),
            created_at__lt=max(end for _, end in spans.values()),
        )
        .order_by("-id")
        .values_list("id", "recipient_id", "created_at")
    )
    return {
        row.id: [
            key
            for key, recipient_id, created_at in found
            if recipient_id == row.person_id and spans[row.id][0] <= created_at < spans[row.id][1]
        ][: packets.EVIDENCE_MAXIMUM]
        for row in rows
    }


async def participants_rated_by(actor: Actor, ids: Collection[UUID]) -> set[UUID]:
    """Which of these participants the actor has rated anonymously, and so sees no figures of."""
    rated = policy.rated_by(actor).filter(participant_id__in=list(ids))
    return {row.participant_id for row in await rated.only("id", "participant_id")}


async def contents_of(rows: Sequence[CycleParticipant]) -> dict[UUID, PacketContent]:
    """What packets hold: as frozen, or made of the results. Has no actor: ask the policy before."""
    found = {
        row.id: _frozen(row.id, row.packet_sealed) for row in rows if row.packet_sealed is not None
    }
    made = [row for row in rows if row.packet_sealed is None]
    if not made:
        return found
    cycle_ids = list({row.cycle_id for row in made})
    weights: dict[UUID, dict[Perspective, int]] = defaultdict(dict)
    minimums: dict[tuple[UUID, Perspective], int] = {}
    for each in await CyclePerspective.filter(cycle_id__in=cycle_ids):
        weights[each.cycle_id][each.kind] = each.weight
        minimums[each.cycle_id, each.kind] = each.minimum
    asked: dict[UUID, list[Asked]] = defaultdict(list)
    for question in await CycleQuestion.filter(cycle_id__in=cycle_ids).order_by("position", "id"):
        asked[question.cycle_id].append(asked_of(question))
    results: dict[UUID, list[CycleResult]] = defaultdict(list)
    keys = [row.id for row in made]
    for result in await CycleResult.filter(participant_id__in=keys):
        results[result.participant_id].append(result)
    calibrated = await calibrated_of(keys)
    for row in made:
        found[row.id] = packets.content_of(
            [
                packets.opened(one, minimums.get((row.cycle_id, one.perspective), 0))
                for one in results[row.id]
            ],
            asked[row.cycle_id],
            weights[row.cycle_id],
            calibrated[row.id],
        )
    return found


async def calibrated_of(participant_ids: Iterable[UUID]) -> dict[UUID, dict[UUID, Calibrated]]:
    """Accepted changes of ratings, by participant and question. Has no actor: for packets."""
    of: dict[UUID, list[CalibrationChange]] = {key: [] for key in participant_ids}
    for change in await CalibrationChange.filter(
        participant_id__in=list(of), state=CalibrationChangeState.ACCEPTED
    ).order_by("decided_at", "id"):
        of[change.participant_id].append(change)
    return {key: packets.calibrated_of(changes) for key, changes in of.items()}


async def _to_release(actor: Actor, cycle_ids: Sequence[UUID]) -> Q | None:
    """Packets of these cycles that the actor may release now; None: surely nothing."""
    moment = now()
    found: Q | None = None
    for cycle in await Cycle.filter(
        id__in=list(set(cycle_ids)), state__in=sorted(policy.RELEASING)
    ):
        late = is_over(cycle, cycle.packets_until, moment)
        one = Q(cycle_id=cycle.id) & policy.releasable_packets(actor, cycle, is_late=late)
        found = one if found is None else found | one
    if found is None:
        return None
    return found & Q(state=ParticipantState.ACTIVE, packet=PacketState.PREPARING)


async def _views(actor: Actor, rows: Sequence[CycleParticipant]) -> list[PacketView]:
    cycles, moment = await _cycles(rows), now()
    return [view_packet(actor, row, cycles[row.cycle_id], moment) for row in rows]


async def _cycles(rows: Iterable[CycleParticipant]) -> dict[UUID, Cycle]:
    keys = list({row.cycle_id for row in rows})
    return {cycle.id: cycle for cycle in await Cycle.filter(id__in=keys)} if keys else {}


def _frozen(key: UUID, sealed: bytes) -> PacketContent:
    return packets.from_json(
        open_json(sealed, table="cycle_participant", column="packet_sealed", row_id=key)
    )


def _is_before(one: CycleParticipant, other: CycleParticipant) -> bool:
    if one.released_at is None:
        return False
    return other.released_at is None or one.released_at < other.released_at


def _period(cycle: Cycle) -> tuple[datetime, datetime]:
    start = datetime.combine(cycle.period_from, time.min, tzinfo=ZoneInfo(cycle.time_zone))
    return start.astimezone(UTC), end_of_day(cycle.period_until, cycle.time_zone)
