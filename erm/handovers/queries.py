"""Reads of handovers, as their author or their receiver."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from uuid import UUID

from tortoise.expressions import Q

from erm.core.actor import Actor
from erm.core.clock import now
from erm.handovers import policy
from erm.handovers.models import Handover, HandoverLine
from erm.handovers.rules import HandoverState, LineKind, LineState
from erm.handovers.views import HandoverLineView, HandoverView


async def handovers_by_ids(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, HandoverView]:
    """Handovers by id that the actor may read."""
    rows = await Handover.filter(policy.readable_handovers(actor), id__in=list(set(ids)))
    return {row.id: _view(row) for row in rows}


async def lines_by_ids(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, HandoverLineView]:
    """Lines by id of handovers that the actor may read."""
    return {line.id: line for line in await _lines(actor, Q(id__in=list(set(ids))))}


async def lines_of(
    actor: Actor, handover_ids: Sequence[UUID]
) -> dict[UUID, list[HandoverLineView]]:
    """The lines of each handover, in the order in which they were written."""
    lines: dict[UUID, list[HandoverLineView]] = {key: [] for key in handover_ids}
    for line in await _lines(actor, Q(handover_id__in=list(set(handover_ids)))):
        lines[line.handover_id].append(line)
    return lines


async def own_handovers(actor: Actor) -> list[HandoverView]:
    """What the actor wrote and what was shared with them, newest first."""
    return await _listed(policy.readable_handovers(actor))


async def handovers_with(
    actor: Actor, person_ids: Sequence[UUID]
) -> dict[UUID, list[HandoverView]]:
    """Handovers between the actor and each person: shared ones, and the actor's drafts to them."""
    others = list(set(person_ids))
    found: dict[UUID, list[HandoverView]] = {person: [] for person in person_ids}
    between = Q(author_id__in=others) | Q(receiver_id__in=others)
    for view in await _listed(policy.readable_handovers(actor) & between):
        other = view.receiver_id if view.author_id == actor.person_id else view.author_id
        if other in found:
            found[other].append(view)
    return found


async def offered_subjects(actor: Actor) -> set[tuple[LineKind, UUID]]:
    """What the actor has offered to somebody who has not answered yet."""
    rows = await HandoverLine.filter(
        handover__author_id=actor.person_id,
        handover__state=HandoverState.SHARED,
        state=LineState.OFFERED,
    ).values_list("kind", "subject_id")
    return {(LineKind(kind), subject) for kind, subject in rows}


async def waiting(actor: Actor, *, unread_for: timedelta) -> list[HandoverView]:
    """What others shared with the actor and still wants something of them, longest waiting first.

    One with lines, until all of them are settled; a note without any for as long as ``unread_for``,
    for nobody is asked whether they have read it.
    """
    waits = await waiting_for({actor.person_id: actor}, unread_for=unread_for)
    return waits[actor.person_id]


async def waiting_for(
    actors: Mapping[UUID, Actor], *, unread_for: timedelta
) -> dict[UUID, list[HandoverView]]:
    """The same for each of many people, in two queries."""
    received = [
        row
        for row in await Handover.filter(receiver_id__in=list(actors), state=HandoverState.SHARED)
        if policy.may_read_handover(actors[row.receiver_id], row)
    ]
    open_lines: dict[UUID, list[bool]] = defaultdict(list)
    for key, state in await HandoverLine.filter(
        handover_id__in=[row.id for row in received]
    ).values_list("handover_id", "state"):
        open_lines[key].append(state == LineState.OFFERED)
    since = now() - unread_for
    found: dict[UUID, list[HandoverView]] = {key: [] for key in actors}
    for row in sorted(received, key=lambda row: (row.shared_at or since, row.id)):
        lines = open_lines[row.id]
        if any(lines) or (not lines and (row.shared_at or since) > since):
            found[row.receiver_id].append(_view(row))
    return found


async def waiting_lines(actor: Actor) -> list[HandoverLineView]:
    """What others offered to the actor and they have not answered yet, longest waiting first."""
    return await _lines(actor, Q(handover__receiver_id=actor.person_id, state=LineState.OFFERED))


async def _listed(which: Q) -> list[HandoverView]:
    return [_view(row) for row in await Handover.filter(which).order_by("-id")]


async def _lines(actor: Actor, which: Q) -> list[HandoverLineView]:
    rows = (
        await HandoverLine.filter(policy.readable_lines(actor), which)
        .order_by("id")
        .values(
            "id",
            "handover_id",
            "kind",
            "subject_id",
            "other_id",
            "text",
            "due_on",
            "state",
            author_id="handover__author_id",
        )
    )
    return [
        HandoverLineView(
            id=row["id"],
            handover_id=row["handover_id"],
            kind=LineKind(row["kind"]),
            subject_id=row["subject_id"] if row["author_id"] == actor.person_id else None,
            other_id=row["other_id"],
            text=row["text"],
            due_on=row["due_on"],
            state=LineState(row["state"]),
        )
        for row in rows
    ]


def _view(row: Handover) -> HandoverView:
    return HandoverView(
        id=row.id,
        author_id=row.author_id,
        receiver_id=row.receiver_id,
        about_id=row.about_id,
        reason=row.reason,
        state=row.state,
        note=row.note,
        created_at=row.created_at,
        shared_at=row.shared_at,
        version=row.version,
    )


def subjects_of(lines: Iterable[HandoverLineView]) -> set[tuple[LineKind, UUID]]:
    """What the author's own lines are about."""
    return {(line.kind, line.subject_id) for line in lines if line.subject_id is not None}
