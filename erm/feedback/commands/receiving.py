"""What a recipient does with feedback, and the author's word to a question that came back."""

from __future__ import annotations

from uuid import UUID

from tortoise.exceptions import IntegrityError

from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.errors import NotAllowed
from erm.core.ids import new_id
from erm.core.text import clean_line, clean_text
from erm.core.work import record
from erm.feedback import policy
from erm.feedback.commands.locking import readable_note
from erm.feedback.errors import (
    AlreadyAnsweredBack,
    AlreadyAskedBack,
    AlreadyLinked,
    NotAskedBack,
)
from erm.feedback.events import FeedbackAnsweredBack, FeedbackAskedBack, FeedbackThanked
from erm.feedback.models import FeedbackFollowUp, FeedbackLink, FeedbackNote
from erm.feedback.rules import (
    COMPETENCY_MAXIMUM,
    PART_MAXIMUM,
    QUESTION_MAXIMUM,
    FeedbackLinkKind,
)
from erm.feedback.sealed import seal_json
from erm.feedback.views import FeedbackNoteView, view_note
from erm.people.queries import require_present


async def thank_for_feedback(actor: Actor, *, note_id: UUID) -> FeedbackNoteView:
    """Thank the author of a note. A second thank changes nothing and tells nobody again."""
    row = await readable_note(actor, note_id)
    if not policy.may_thank_for_note(actor, row):
        raise NotAllowed
    if await FeedbackNote.filter(id=row.id, thanked_at__isnull=True).update(thanked_at=now()):
        record(
            FeedbackThanked(
                at=now(), note_id=row.id, author_id=row.author_id, recipient_id=row.recipient_id
            )
        )
    return view_note(actor, await FeedbackNote.get(id=row.id))


async def ask_back(actor: Actor, *, note_id: UUID, question: str) -> FeedbackNoteView:
    """Ask the author of a note one question about it.

    Raises ``AlreadyAskedBack``, and ``PersonHasLeft`` for an author who is not there any more.
    """
    row = await readable_note(actor, note_id)
    if not policy.may_ask_back(actor, row):
        raise NotAllowed
    question = clean_text(question, field="question", maximum=QUESTION_MAXIMUM)
    await require_present(actor, row.author_id, field="note_id")
    if await FeedbackFollowUp.exists(note_id=row.id):
        raise AlreadyAskedBack
    key = new_id()
    try:
        _ = await FeedbackFollowUp.create(
            id=key,
            note_id=row.id,
            question_sealed=seal_json(
                question, table="feedback_follow_up", column="question_sealed", row_id=key
            ),
            asked_at=now(),
        )
    except IntegrityError as error:
        raise AlreadyAskedBack from error
    record(
        FeedbackAskedBack(
            at=now(), note_id=row.id, author_id=row.author_id, recipient_id=row.recipient_id
        )
    )
    return view_note(actor, row)


async def answer_back(actor: Actor, *, note_id: UUID, answer: str) -> FeedbackNoteView:
    """Answer what was asked back. Raises ``NotAskedBack`` or ``AlreadyAnsweredBack``."""
    row = await readable_note(actor, note_id)
    if not policy.may_answer_back(actor, row):
        raise NotAllowed
    answer = clean_text(answer, field="answer", maximum=PART_MAXIMUM)
    follow_up = await FeedbackFollowUp.get_or_none(note_id=row.id)
    if follow_up is None:
        raise NotAskedBack
    sealed = seal_json(
        answer, table="feedback_follow_up", column="answer_sealed", row_id=follow_up.id
    )
    if not await FeedbackFollowUp.filter(id=follow_up.id, answer_sealed__isnull=True).update(
        answer_sealed=sealed, answered_at=now()
    ):
        raise AlreadyAnsweredBack
    record(
        FeedbackAnsweredBack(
            at=now(), note_id=row.id, author_id=row.author_id, recipient_id=row.recipient_id
        )
    )
    return view_note(actor, row)


async def archive_feedback(actor: Actor, *, note_id: UUID, archived: bool) -> FeedbackNoteView:
    """Put a note away, or back. It stays readable, and nobody else sees that it was."""
    row = await own_note(actor, note_id)
    await FeedbackNote.filter(id=row.id, archived_at__isnull=archived).update(
        archived_at=now() if archived else None
    )
    return view_note(actor, await FeedbackNote.get(id=row.id))


async def link_feedback_to_competency(
    actor: Actor, *, note_id: UUID, competency: str
) -> FeedbackNoteView:
    """Say which competency a note is about, in one's own words; "" takes that away."""
    row = await own_note(actor, note_id)
    row.competency = clean_line(
        competency, field="competency", maximum=COMPETENCY_MAXIMUM, required=False
    )
    await FeedbackNote.filter(id=row.id).update(competency=row.competency)
    return view_note(actor, row)


async def link_feedback(
    actor: Actor, *, note_id: UUID, kind: FeedbackLinkKind, target_id: UUID
) -> FeedbackNoteView:
    """Keep what the recipient made of a note. For flows, which know what may be linked.

    Raises ``AlreadyLinked``.
    """
    row = await own_note(actor, note_id)
    if await FeedbackLink.exists(note_id=row.id, kind=kind, target_id=target_id):
        raise AlreadyLinked
    try:
        _ = await FeedbackLink.create(
            note_id=row.id, kind=kind, target_id=target_id, created_at=now()
        )
    except IntegrityError as error:
        raise AlreadyLinked from error
    return view_note(actor, row)


async def own_note(actor: Actor, note_id: UUID) -> FeedbackNote:
    """A note to the actor. Raises ``NoteNotFound``, and ``NotAllowed`` for its other readers."""
    row = await readable_note(actor, note_id)
    if not policy.may_keep_note(actor, row):
        raise NotAllowed
    return row
