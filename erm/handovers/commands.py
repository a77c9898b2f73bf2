"""Writes of handovers: the notes and their lines themselves.

What a line may be about, and what becomes of that when the receiver accepts, concerns other domains
and is decided by ``erm/flows/handing_over.py``, which calls these.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from tortoise.expressions import F

from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.errors import NotAllowed
from erm.core.text import clean_text
from erm.core.work import record
from erm.handovers import policy
from erm.handovers.errors import (
    AboutIsNoFormerManager,
    HandedToOneself,
    HandoverEmpty,
    HandoverLineNotFound,
    HandoverNotFound,
    HandoverSharedAlready,
    LineSettledAlready,
    LineTwice,
    ReceiverIsNotTheManager,
    StaleVersion,
    TooManyLines,
)
from erm.handovers.events import HandoverLineSettled, HandoverShared
from erm.handovers.models import Handover, HandoverLine
from erm.handovers.rules import (
    LINE_MAXIMUM,
    LINES_MAXIMUM,
    NOTE_MAXIMUM,
    HandoverReason,
    HandoverState,
    LineKind,
    LineState,
)
from erm.people.queries import history, require_present
from erm.people.rules import HistoryKind


@dataclass(frozen=True, slots=True)
class NewLine:
    """A line as it is to be saved. ``other_id`` and ``due_on`` are those of what it is about."""

    kind: LineKind
    subject_id: UUID
    text: str
    other_id: UUID | None = None
    due_on: date | None = None


async def save_draft(
    actor: Actor,
    *,
    handover_id: UUID | None,
    version: int | None,
    receiver_id: UUID,
    reason: HandoverReason,
    about_id: UUID | None,
    note: str,
    lines: Sequence[NewLine],
) -> UUID:
    """Begin a draft, or replace what one says if it is still as it was read; answers its id.

    Raises ``HandoverNotFound``, ``HandoverSharedAlready``, ``StaleVersion``, ``TooManyLines``,
    ``LineTwice``, ``TEXT_REQUIRED``, ``TEXT_TOO_LONG``, or what :func:`check_receiver` raises.
    """
    if actor.is_system:
        raise NotAllowed
    draft = None if handover_id is None else await _own_draft(actor, handover_id)
    await check_receiver(actor, receiver_id=receiver_id, reason=reason, about_id=about_id)
    note = clean_text(note, field="note", maximum=NOTE_MAXIMUM, required=False)
    lines = _checked(lines)
    words: dict[str, Any] = {
        "receiver_id": receiver_id,
        "reason": reason,
        "about_id": about_id,
        "note": note,
    }
    if draft is None:
        draft = await Handover.create(author_id=actor.person_id, created_at=now(), **words)
    else:
        saved = await Handover.filter(
            id=draft.id, state=HandoverState.DRAFT, version=version
        ).update(**words, version=F("version") + 1)
        if not saved:
            raise StaleVersion
    await HandoverLine.filter(handover_id=draft.id).delete()
    await HandoverLine.bulk_create(
        [
            HandoverLine(
                handover_id=draft.id,
                kind=line.kind,
                subject_id=line.subject_id,
                other_id=line.other_id,
                text=line.text,
                due_on=line.due_on,
            )
            for line in lines
        ]
    )
    return draft.id


async def check_receiver(
    actor: Actor, *, receiver_id: UUID, reason: HandoverReason, about_id: UUID | None
) -> None:
    """Whether the actor may hand over to this person for this reason.

    Raises ``PERSON_UNKNOWN``, ``PERSON_HAS_LEFT``, ``HandedToOneself``,
    ``ReceiverIsNotTheManager``, ``AboutIsNoFormerManager``.
    """
    if receiver_id == actor.person_id:
        raise HandedToOneself(field="receiver_id")
    await require_present(actor, receiver_id, field="receiver_id")
    if reason is HandoverReason.NEW_MANAGER and receiver_id != actor.manager_id:
        raise ReceiverIsNotTheManager(field="receiver_id")
    if about_id is not None:
        managers = {
            entry.person_id
            for entry in await history(actor, actor.person_id)
            if entry.kind is HistoryKind.MANAGER and entry.ends_on is not None
        }
        if reason is not HandoverReason.NEW_MANAGER or about_id not in managers - {receiver_id}:
            raise AboutIsNoFormerManager(field="about_id")


async def locked_draft(actor: Actor, *, handover_id: UUID, version: int) -> Handover:
    """A draft of the actor's as it was read, locked with all else that they handed over.

    Raises ``HandoverNotFound``, ``NotAllowed``, ``HandoverSharedAlready``, ``StaleVersion``.
    """
    # All of them: two drafts about one thing must not be shared at the same moment.
    own = await Handover.filter(author_id=actor.person_id).order_by("id").select_for_update()
    draft = next((row for row in own if row.id == handover_id), None)
    if draft is None or draft.state is not HandoverState.DRAFT:
        draft = await _own_draft(actor, handover_id)
    if draft.version != version:
        raise StaleVersion
    return draft


async def share(draft: Handover) -> None:
    """Let the receiver read a draft that was locked and checked. Raises ``HandoverEmpty``."""
    if not draft.note and not await HandoverLine.filter(handover_id=draft.id).exists():
        raise HandoverEmpty(field="note")
    moment = now()
    shared = await Handover.filter(id=draft.id, state=HandoverState.DRAFT).update(
        state=HandoverState.SHARED, shared_at=moment, version=F("version") + 1
    )
    if not shared:
        raise HandoverSharedAlready
    record(
        HandoverShared(
            at=moment,
            handover_id=draft.id,
            author_id=draft.author_id,
            receiver_id=draft.receiver_id,
        )
    )


async def delete_handover(actor: Actor, *, handover_id: UUID) -> UUID:
    """Throw a draft away. Raises ``HandoverNotFound``, ``NotAllowed``, ``HandoverSharedAlready``."""
    draft = await _own_draft(actor, handover_id)
    if not await Handover.filter(id=draft.id, state=HandoverState.DRAFT).delete():
        raise HandoverSharedAlready
    return draft.id


async def settle(actor: Actor, *, line_id: UUID, accept: bool) -> tuple[HandoverLine, Handover]:
    """Accept or decline a line that was offered to the actor; answers it as it was, with its note.

    Raises ``HandoverLineNotFound``, ``NotAllowed``, ``LineSettledAlready``.
    """
    line = await HandoverLine.get_or_none(policy.readable_lines(actor), id=line_id)
    if line is None:
        raise HandoverLineNotFound
    handover = await Handover.get(id=line.handover_id)
    if not policy.may_settle_line(actor, handover):
        raise NotAllowed
    moment = now()
    state = LineState.ACCEPTED if accept else LineState.DECLINED
    settled = await HandoverLine.filter(id=line.id, state=LineState.OFFERED).update(
        state=state, settled_at=moment
    )
    if not settled:
        raise LineSettledAlready
    record(
        HandoverLineSettled(
            at=moment,
            handover_id=handover.id,
            line_id=line.id,
            kind=line.kind,
            author_id=handover.author_id,
            receiver_id=handover.receiver_id,
            accepted=accept,
        )
    )
    return line, handover


async def delete_drafts_of_leaver(person_id: UUID) -> int:
    """Throw away what somebody who left had not shared; answers how many.

    Has no actor: it is a consequence of leaving, and is called by that flow only.
    """
    return await Handover.filter(author_id=person_id, state=HandoverState.DRAFT).delete()


async def _own_draft(actor: Actor, handover_id: UUID) -> Handover:
    row = await Handover.get_or_none(policy.readable_handovers(actor), id=handover_id)
    if row is None:
        raise HandoverNotFound
    if not policy.may_write_handover(actor, row):
        raise NotAllowed
    if row.state is not HandoverState.DRAFT:
        raise HandoverSharedAlready
    return row


def _checked(lines: Sequence[NewLine]) -> list[NewLine]:
    if len(lines) > LINES_MAXIMUM:
        raise TooManyLines(field="lines", maximum=LINES_MAXIMUM)
    if len({(line.kind, line.subject_id) for line in lines}) < len(lines):
        raise LineTwice(field="lines")
    return [
        NewLine(
            kind=line.kind,
            subject_id=line.subject_id,
            text=clean_text(line.text, field="lines", maximum=LINE_MAXIMUM),
            other_id=line.other_id,
            due_on=line.due_on,
        )
        for line in lines
    ]
