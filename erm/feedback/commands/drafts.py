"""What somebody began to write, kept sealed for them alone.

A draft knows nothing of what it will become: its content is the writer's business, and its key says
where it is written, so that every device finds it again.
"""

from __future__ import annotations

from tortoise.expressions import F

from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.errors import InvalidInput
from erm.core.ids import new_id
from erm.core.text import clean_line
from erm.feedback.commands.locking import require_person
from erm.feedback.errors import DraftChanged, TooManyDrafts
from erm.feedback.models import FeedbackDraft
from erm.feedback.rules import DRAFT_KEY_MAXIMUM, DRAFT_MAXIMUM, DRAFTS_MAXIMUM
from erm.feedback.sealed import seal_json
from erm.feedback.views import FeedbackDraftView, view_draft


async def save_feedback_draft(
    actor: Actor, *, key: str, content: str, version: int
) -> FeedbackDraftView:
    """Keep a draft. ``version`` is the one that was read, 0 where there was none.

    Raises ``DraftChanged`` when it was saved elsewhere since, ``TooManyDrafts``, and the refusals
    of text.
    """
    require_person(actor)
    key = clean_line(key, field="key", maximum=DRAFT_KEY_MAXIMUM)
    content = _clean(content)
    if version == 0:
        return await _begin(actor, key, content)
    row = await FeedbackDraft.get_or_none(author_id=actor.person_id, key=key)
    if row is None:
        raise DraftChanged
    if not await FeedbackDraft.filter(id=row.id, version=version).update(
        sealed=seal_json(content, table="feedback_draft", column="sealed", row_id=row.id),
        updated_at=now(),
        version=F("version") + 1,
    ):
        raise DraftChanged
    return view_draft(actor, await FeedbackDraft.get(id=row.id))


async def discard_feedback_draft(actor: Actor, *, key: str) -> str:
    """Throw a draft away; one that is not there is as good as thrown away. Returns its key."""
    require_person(actor)
    key = clean_line(key, field="key", maximum=DRAFT_KEY_MAXIMUM)
    await FeedbackDraft.filter(author_id=actor.person_id, key=key).delete()
    return key


async def _begin(actor: Actor, key: str, content: str) -> FeedbackDraftView:
    if await FeedbackDraft.filter(author_id=actor.person_id).count() >= DRAFTS_MAXIMUM:
        raise TooManyDrafts(maximum=DRAFTS_MAXIMUM)
    row = FeedbackDraft(
        id=new_id(),
        author_id=actor.person_id,
        key=key,
        updated_at=now(),
        version=1,
    )
    row.sealed = seal_json(content, table="feedback_draft", column="sealed", row_id=row.id)
    # Not an exception that is caught: two devices may begin at once, and one of them was second.
    await FeedbackDraft.bulk_create([row], ignore_conflicts=True)
    if not await FeedbackDraft.exists(id=row.id):
        raise DraftChanged
    return view_draft(actor, row)


def _clean(content: str) -> str:
    """Kept as it stands, white space at its ends too: its writer is in the middle of a word."""
    if len(content) > DRAFT_MAXIMUM:
        raise InvalidInput("TEXT_TOO_LONG", field="content", maximum=DRAFT_MAXIMUM)
    # Half a character, as the end of a text that was cut, can be neither stored nor shown.
    return content.encode("utf-8", "ignore").decode()
