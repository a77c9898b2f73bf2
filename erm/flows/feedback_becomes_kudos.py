"""Praise becomes kudos: its recipient thanks its author where others may see it."""

from __future__ import annotations

from uuid import UUID

from erm.core.actor import Actor
from erm.feedback.commands import link_feedback, own_note
from erm.feedback.rules import FeedbackLinkKind
from erm.feedback.views import FeedbackNoteView
from erm.recognition.commands.giving import give_kudos
from erm.recognition.rules import KudosVisibility
from erm.recognition.views import KudosView


async def turn_feedback_into_kudos(
    actor: Actor,
    *,
    note_id: UUID,
    message: str,
    company_value_id: UUID | None = None,
    visibility: KudosVisibility = KudosVisibility.PRIVATE,
    despite_warning: bool = False,
) -> tuple[FeedbackNoteView, KudosView]:
    """Thank the author of a note with kudos, in words that the recipient chose.

    What stands in the note is not quoted: it was written for those who read it. Raises what
    :func:`own_note` and :func:`give_kudos` raise.
    """
    note = await own_note(actor, note_id)
    kudos = await give_kudos(
        actor,
        receiver_ids=[note.author_id],
        message=message,
        company_value_id=company_value_id,
        visibility=visibility,
        despite_warning=despite_warning,
    )
    view = await link_feedback(
        actor, note_id=note_id, kind=FeedbackLinkKind.KUDOS, target_id=kudos.id
    )
    return view, kudos
