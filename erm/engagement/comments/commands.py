"""Writes of comments, each within the caller's unit of work: there is one, for nobody changes words."""

from __future__ import annotations

from uuid import UUID

from erm.audit import commands as audit
from erm.audit.rules import Action
from erm.core.actor import Actor
from erm.core.clock import today
from erm.core.ids import new_id
from erm.core.text import clean_text
from erm.engagement.comments import policy
from erm.engagement.comments.errors import (
    SurveyCommentNotFound,
    SurveyCommentRepliesFull,
    SurveyCommentWithoutWay,
)
from erm.engagement.comments.models import CommentReply, SurveyComment
from erm.engagement.comments.queries import replies_of, themes_of
from erm.engagement.comments.rules import REPLIES_MOST, REPLY_MAXIMUM
from erm.engagement.comments.sealed import seal_reply
from erm.engagement.comments.views import SurveyCommentView, view_comment
from erm.engagement.ledger import commands as ledger
from erm.engagement.ledger.rules import ReportAct, ReportPart
from erm.engagement.results.gate import reach_in
from erm.engagement.results.models import ReleaseGroup, WaveRelease
from erm.engagement.surveys.models import Survey
from erm.engagement.waves.models import SurveyWave


async def reply_to_comment(actor: Actor, *, comment_id: UUID, words: str) -> SurveyCommentView:
    """Answer an author whom nobody knows. They find it by the secret that their browser keeps.

    The answer shows the comment, so it is put down in the ledger as a reading of it. Nobody is sent
    anything. Raises ``SurveyCommentNotFound``, ``SurveyCommentWithoutWay``,
    ``SurveyCommentRepliesFull`` and the refusals of text.
    """
    comment, release, scope = await _readable(actor, comment_id)
    if not policy.may_reply(actor, comment):
        raise SurveyCommentWithoutWay
    words = clean_text(words, field="words", maximum=REPLY_MAXIMUM)
    # One answer after another, so that the last one of those allowed is one.
    await SurveyComment.filter(id=comment_id).select_for_update().only("id").first()
    if len((await replies_of([comment_id]))[comment_id]) >= REPLIES_MOST:
        raise SurveyCommentRepliesFull(maximum=REPLIES_MOST)
    key = new_id()
    _ = await CommentReply.create(
        id=key,
        comment_id=comment_id,
        replier_id=actor.person_id,
        words_sealed=seal_reply(words, key),
        created_on=today(actor.time_zone),
    )
    audit.append(
        Action.SURVEY_COMMENT_REPLIED,
        actor_id=actor.person_id,
        subject_kind="SurveyComment",
        subject_id=comment_id,
        details={"wave": comment.wave_id},
    )
    await ledger.note(actor, comment.wave_id, ReportAct.VIEWED, ReportPart.COMMENTS, scope.label)
    replies = (await replies_of([comment_id]))[comment_id]
    return view_comment(actor, comment, replies, await themes_of(actor, release, scope, comment))


async def _readable(
    actor: Actor, comment_id: UUID
) -> tuple[SurveyComment, WaveRelease, ReleaseGroup]:
    """A comment that the actor reads, its release, and the smallest group in which they do."""
    comment = await SurveyComment.get_or_none(id=comment_id)
    wave = None if comment is None else await SurveyWave.get(id=comment.wave_id)
    if comment is None or wave is None or wave.released_at is None:
        raise SurveyCommentNotFound
    reach = await reach_in(actor, wave, await Survey.get(id=wave.survey_id))
    release = await WaveRelease.get(wave_id=wave.id)
    groups = {row.number: row for row in await ReleaseGroup.filter(wave_id=wave.id)}
    scope = policy.blocks_read(release.plan, groups, reach).get(comment.group_number)
    if scope is None:
        raise SurveyCommentNotFound
    return comment, release, scope
