"""Writing feedback: to a person or to a team, asked for or not; changing it."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.errors import NotAllowed
from erm.core.ids import new_id
from erm.core.work import record
from erm.feedback import policy
from erm.feedback.commands.locking import (
    clean_parts,
    readable_note,
    readable_request,
    require_person,
    settle,
)
from erm.feedback.errors import (
    NoteAlreadyThanked,
    NoteTooOldToEdit,
    OneRecipient,
    RecipientIsNotRequester,
    TeamEmpty,
    TeamTooLarge,
    TeamUnknown,
    VisibilityFixed,
    WrittenToOneself,
)
from erm.feedback.events import FeedbackGiven
from erm.feedback.models import FeedbackNote, FeedbackRequest
from erm.feedback.rules import EDITABLE_FOR, TEAM_MAXIMUM, FeedbackVisibility, RequestState
from erm.feedback.sealed import seal_note
from erm.feedback.views import FeedbackNoteView, view_note
from erm.people.queries import people_in_department, require_present


async def give_feedback(
    actor: Actor,
    *,
    recipient_id: UUID | None = None,
    department_id: UUID | None = None,
    behaviour: str,
    visibility: FeedbackVisibility,
    request_id: UUID | None = None,
    situation: str = "",
    impact: str = "",
    next_step: str = "",
) -> FeedbackNoteView:
    """Write to a person, in answer to a request or unasked, or to everybody of a team.

    What is written to a team is a note for each of its present people, with a life of its own with
    them; the first one, which is answered here, stands for all in the author's list.

    Raises ``OneRecipient``, ``WrittenToOneself``, ``RecipientIsNotRequester``, ``VisibilityFixed``,
    ``Team…``, ``RequestAlready…`` when the request was settled before, and the refusals of text and
    people.
    """
    require_person(actor)
    parts = clean_parts(situation, behaviour, impact, next_step)
    if department_id is not None:
        if recipient_id is not None or request_id is not None:
            raise OneRecipient(field="department_id")
        team = await _team(actor, department_id)
        return await _write(actor, team, parts, visibility, department_id=department_id)
    if recipient_id is None:
        raise OneRecipient(field="recipient_id")
    if recipient_id == actor.person_id:
        raise WrittenToOneself(field="recipient_id")
    request: FeedbackRequest | None = None
    if request_id is not None:
        request = await readable_request(actor, request_id)
        if not policy.may_settle_request(actor, request):
            raise NotAllowed
        _check_answer(request, recipient_id, visibility)
    await require_present(actor, recipient_id, field="recipient_id")
    if request is not None:
        await settle(request, RequestState.ANSWERED)
    return await _write(actor, [recipient_id], parts, visibility, request_id=request_id)


async def edit_feedback(
    actor: Actor, *, note_id: UUID, situation: str, behaviour: str, impact: str, next_step: str
) -> FeedbackNoteView:
    """Change one's own note: for a day, and until it was thanked for.

    What was written to a team changes for all of it, until one of them has thanked. Raises
    ``NoteAlreadyThanked`` or ``NoteTooOldToEdit``.
    """
    row = await readable_note(actor, note_id)
    if not policy.may_change_note(actor, row):
        raise NotAllowed
    parts = clean_parts(situation, behaviour, impact, next_step)
    keys: list[UUID] = [row.id]
    if row.batch_id is not None:
        keys = (
            await FeedbackNote.filter(batch_id=row.batch_id)
            .order_by("id")
            .values_list(  # type: ignore[assignment]
                "id", flat=True
            )
        )
    for key in keys:
        changed = await FeedbackNote.filter(
            id=key, thanked_at__isnull=True, created_at__gt=now() - EDITABLE_FOR
        ).update(
            edited_at=now(),
            sealed=seal_note(parts, key),
            **dict.fromkeys(parts, ""),
        )
        if not changed:
            thanked = (await FeedbackNote.get(id=key)).thanked_at is not None
            raise NoteAlreadyThanked if thanked else NoteTooOldToEdit
    return view_note(actor, await FeedbackNote.get(id=row.id))


def _check_answer(
    request: FeedbackRequest, recipient_id: UUID, visibility: FeedbackVisibility
) -> None:
    """An answer goes to whom the question is about, and to those who were named beside it."""
    if recipient_id != (request.subject_id or request.requester_id):
        raise RecipientIsNotRequester(field="recipient_id")
    fixed = request.subject_id is not None
    if fixed and visibility is not FeedbackVisibility.RECIPIENT_AND_MANAGER:
        raise VisibilityFixed(field="visibility")


async def _team(actor: Actor, department_id: UUID) -> list[UUID]:
    people = await people_in_department(actor, department_id)
    if people is None:
        raise TeamUnknown(field="department_id")
    team = [person for person in people if person != actor.person_id]
    if not team:
        raise TeamEmpty(field="department_id")
    if len(team) > TEAM_MAXIMUM:
        raise TeamTooLarge(field="department_id", maximum=TEAM_MAXIMUM)
    return team


async def _write(
    actor: Actor,
    recipients: Sequence[UUID],
    parts: dict[str, str],
    visibility: FeedbackVisibility,
    *,
    request_id: UUID | None = None,
    department_id: UUID | None = None,
) -> FeedbackNoteView:
    batch_id = new_id() if department_id is not None else None
    rows = []
    for place, recipient_id in enumerate(recipients):
        key = new_id()
        rows.append(
            FeedbackNote(
                id=key,
                author_id=actor.person_id,
                recipient_id=recipient_id,
                request_id=request_id,
                department_id=department_id,
                batch_id=batch_id,
                leads_batch=place == 0,
                visibility=visibility,
                created_at=now(),
                behaviour="",
                sealed=seal_note(parts, key),
            )
        )
    await FeedbackNote.bulk_create(rows)
    for row in rows:
        record(
            FeedbackGiven(
                at=now(),
                note_id=row.id,
                author_id=row.author_id,
                recipient_id=row.recipient_id,
                request_id=request_id,
                to_team=department_id is not None,
            )
        )
    return view_note(actor, rows[0])
