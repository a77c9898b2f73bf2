"""Reporting, deciding, hiding and showing again. Every act is audited, and nothing is deleted.

What a moderator hides without a report leaves a decided report, so that the queue tells of everything
that was ever hidden, with what was said then.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from tortoise.expressions import F
from tortoise.queryset import QuerySet

from erm.audit import commands as audit
from erm.audit.rules import Action
from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.events import Bus
from erm.core.ids import new_id
from erm.core.text import clean_text
from erm.people.models import Person
from erm.recognition.celebrations.models import CardSignature
from erm.recognition.celebrations.policy import readable_signatures
from erm.recognition.choices.events import WarnedWordsSent
from erm.recognition.commands import hiding
from erm.recognition.commands.finding import readable_comment, readable_kudos
from erm.recognition.errors import AlreadyHidden, KudosNotHidden
from erm.recognition.models import Kudos, KudosComment
from erm.recognition.moderation import policy
from erm.recognition.moderation.errors import (
    NothingReported,
    OwnWordsReported,
    ReasonNotYours,
    ReportDecided,
    ReportedAlready,
    ReportNotFound,
    ReportStale,
)
from erm.recognition.moderation.models import ModerationReport
from erm.recognition.moderation.queries import reports_by_ids
from erm.recognition.moderation.rules import (
    WORDS_MAXIMUM,
    ReportedKind,
    ReportReason,
    ReportState,
)
from erm.recognition.moderation.sealed import seal_snapshot
from erm.recognition.moderation.things import Target, target_of
from erm.recognition.moderation.views import ReportView
from erm.recognition.rules import REASON_MAXIMUM
from erm.recognition.views import KudosView


async def report(actor: Actor, target: Target, *, reason: ReportReason, words: str = "") -> Target:
    """Point out something that the actor reads and did not write; moderators then read its words.

    Raises what finding the thing raises, ``OwnWordsReported``, ``ReasonNotYours``, ``AlreadyHidden``,
    ``ReportedAlready``.
    """
    author_id, text, hidden = await _readable(actor, target)
    if reason is ReportReason.WORDS:
        raise ReasonNotYours(field="reason")
    if author_id == actor.person_id:
        raise OwnWordsReported
    if hidden:
        raise AlreadyHidden
    words = clean_text(words, field="words", maximum=WORDS_MAXIMUM, required=False)
    # Locked, so that of two at once the second finds the first.
    await Person.filter(id=actor.person_id).select_for_update(no_key=True).first()
    if await _open_about(target).filter(reporter_id=actor.person_id).exists():
        raise ReportedAlready
    _ = await _create(
        target, author_id, text, reason=reason, words=words, reporter_id=actor.person_id
    )
    return target


async def decide_report(
    actor: Actor, *, report_id: UUID, uphold: bool, reason: str, version: int
) -> ReportView:
    """As a moderator, uphold a report, which hides what it is about, or dismiss it.

    ``reason`` is read by the author of what is hidden. Upholding closes all open reports about the
    same thing. Raises ``ReportNotFound``, ``ReportDecided``, ``ReportStale`` and the refusals of text.
    """
    row = await _readable_report(actor, report_id)
    reason = clean_text(reason, field="reason", maximum=REASON_MAXIMUM, required=uphold)
    if row.state is not ReportState.OPEN:
        raise ReportDecided
    state = ReportState.UPHELD if uphold else ReportState.DISMISSED
    if not await ModerationReport.filter(id=row.id, version=version, state=ReportState.OPEN).update(
        state=state,
        decided_by_id=actor.person_id,
        decided_at=now(),
        decision=reason,
        version=F("version") + 1,
    ):
        raise ReportStale
    _note_decision(actor, row.id, state)
    if uphold:
        target = target_of(row)
        _ = await _hide(actor, target, reason)
        await _close_others(actor, target, reason)
    return (await reports_by_ids(actor, [row.id]))[row.id]


async def hide_kudos(actor: Actor, *, kudos_id: UUID, reason: str) -> KudosView:
    """As a moderator, hide kudos that one reads. Raises what ``hiding.hide_kudos`` raises."""
    view = await hiding.hide_kudos(actor, kudos_id=kudos_id, reason=reason)
    await _hidden_without_report(actor, Target(ReportedKind.KUDOS, kudos_id), reason)
    return view


async def hide_comment(actor: Actor, *, comment_id: UUID, reason: str) -> KudosView:
    """As a moderator, hide a comment that one reads. Raises what ``hiding.hide_comment`` raises."""
    view = await hiding.hide_comment(actor, comment_id=comment_id, reason=reason)
    await _hidden_without_report(actor, Target(ReportedKind.COMMENT, comment_id), reason)
    return view


async def restore_kudos(actor: Actor, *, kudos_id: UUID, reason: str) -> UUID:
    """As a moderator, show kudos again. Raises what ``hiding.restore_kudos`` raises."""
    await hiding.restore_kudos(actor, kudos_id=kudos_id, reason=reason)
    await _note_restored(Target(ReportedKind.KUDOS, kudos_id), reason)
    return kudos_id


async def restore_comment(actor: Actor, *, comment_id: UUID, reason: str) -> UUID:
    """As a moderator, show a comment again. Raises what ``hiding.restore_comment`` raises."""
    await hiding.restore_comment(actor, comment_id=comment_id, reason=reason)
    await _note_restored(Target(ReportedKind.COMMENT, comment_id), reason)
    return comment_id


async def restore_reported(actor: Actor, *, report_id: UUID, reason: str) -> UUID:
    """As a moderator, show again what a report is about; also what one reads by no other way.

    Raises ``ReportNotFound``, ``KudosNotHidden`` and the refusals of text.
    """
    target = target_of(await _readable_report(actor, report_id))
    reason = clean_text(reason, field="reason", maximum=REASON_MAXIMUM)
    if not await _restore(actor, target):
        raise KudosNotHidden
    await _note_restored(target, reason)
    return report_id


async def words_sent(event: WarnedWordsSent) -> None:
    """A text was sent although the company warns of words in it: it reports itself."""
    target = _target_of_event(event)
    text = await _text(target)
    waiting = await _open_about(target).filter(reason=ReportReason.WORDS).first()
    if waiting is None:
        _ = await _create(target, event.author_id, text, reason=ReportReason.WORDS)
        return
    await ModerationReport.filter(id=waiting.id).update(
        snapshot_sealed=seal_snapshot(text, waiting.id), version=F("version") + 1
    )


def subscribe(bus: Bus) -> None:
    """Listen to texts that report themselves."""
    bus.subscribe(WarnedWordsSent, words_sent)


# ---- things ------------------------------------------------------------------------------------


async def _readable(actor: Actor, target: Target) -> tuple[UUID, str, bool]:
    """Author, words and whether it is hidden, of something that the actor may read.

    Raises ``KudosNotFound``, ``CommentNotFound``, ``NothingReported``.
    """
    if target.kind is ReportedKind.KUDOS:
        kudos = (await readable_kudos(actor, target.id)).kudos
        return kudos.author_id, kudos.message, kudos.hidden_at is not None
    if target.kind is ReportedKind.COMMENT:
        comment = await readable_comment(actor, target.id)
        return comment.author_id, comment.body, comment.hidden_at is not None
    line = await CardSignature.filter(readable_signatures(actor), id=target.id).first()
    if line is None:
        raise NothingReported(field="signature_id")
    return line.author_id, line.message, line.hidden_at is not None


async def _text(target: Target) -> str:
    if target.kind is ReportedKind.KUDOS:
        kudos = await Kudos.get(id=target.id)
        return "\n".join(part for part in (kudos.message, kudos.picture_alt) if part)
    if target.kind is ReportedKind.COMMENT:
        return (await KudosComment.get(id=target.id)).body
    return (await CardSignature.get(id=target.id)).message


async def _hide(actor: Actor, target: Target, reason: str) -> bool:
    """Hide for a moderator who was checked; False for what is hidden or gone already."""
    if target.kind is ReportedKind.KUDOS:
        return await hiding.hide_kudos_row(actor, await Kudos.get(id=target.id), reason)
    if target.kind is ReportedKind.COMMENT:
        return await hiding.hide_comment_row(actor, await KudosComment.get(id=target.id), reason)
    if not await CardSignature.filter(
        id=target.id, hidden_at__isnull=True, withdrawn_at__isnull=True
    ).update(hidden_at=now(), hidden_by_id=actor.person_id, hidden_reason=reason):
        return False
    _note(Action.CARD_SIGNATURE_HIDDEN, actor, "CardSignature", target.id)
    return True


async def _restore(actor: Actor, target: Target) -> bool:
    """Show again for a moderator who was checked; False for what is not hidden, or is gone."""
    if target.kind is ReportedKind.KUDOS:
        return await hiding.restore_kudos_row(actor, target.id)
    if target.kind is ReportedKind.COMMENT:
        comment = await KudosComment.get(id=target.id)
        return await hiding.restore_comment_row(actor, comment.id, comment.kudos_id)
    if not await CardSignature.filter(
        id=target.id, hidden_at__isnull=False, withdrawn_at__isnull=True
    ).update(hidden_at=None, hidden_by_id=None, hidden_reason=""):
        return False
    _note(Action.CARD_SIGNATURE_RESTORED, actor, "CardSignature", target.id)
    return True


# ---- reports -----------------------------------------------------------------------------------


async def _create(
    target: Target,
    author_id: UUID,
    text: str,
    *,
    reason: ReportReason,
    words: str = "",
    reporter_id: UUID | None = None,
) -> ModerationReport:
    row_id = new_id()
    about: dict[str, Any] = {**target.columns}
    return await ModerationReport.create(
        id=row_id,
        **about,
        author_id=author_id,
        reporter_id=reporter_id,
        reason=reason,
        words=words,
        snapshot_sealed=seal_snapshot(text, row_id),
        state=ReportState.OPEN,
        created_at=now(),
    )


async def _readable_report(actor: Actor, report_id: UUID) -> ModerationReport:
    row = await ModerationReport.filter(policy.readable_reports(actor), id=report_id).first()
    if row is None:
        raise ReportNotFound
    return row


def _open_about(target: Target) -> QuerySet[ModerationReport]:
    return ModerationReport.filter(state=ReportState.OPEN, **target.columns)


async def _close_others(actor: Actor, target: Target, reason: str) -> int:
    """All open reports about a thing that is hidden now were right."""
    others = await _open_about(target)
    for row in others:
        await ModerationReport.filter(id=row.id).update(
            state=ReportState.UPHELD,
            decided_by_id=actor.person_id,
            decided_at=now(),
            decision=reason,
            version=F("version") + 1,
        )
        _note_decision(actor, row.id, ReportState.UPHELD)
    return len(others)


async def _hidden_without_report(actor: Actor, target: Target, reason: str) -> None:
    """Close the reports about a thing that a moderator hid; leave one if there was none."""
    reason = clean_text(reason, field="reason", maximum=REASON_MAXIMUM)
    if await _close_others(actor, target, reason):
        return
    author_id, text, _hidden = await _readable(actor, target)
    row = await _create(
        target, author_id, text, reason=ReportReason.OTHER, reporter_id=actor.person_id
    )
    await ModerationReport.filter(id=row.id).update(
        state=ReportState.UPHELD,
        decided_by_id=actor.person_id,
        decided_at=now(),
        decision=reason,
    )


async def _note_restored(target: Target, reason: str) -> None:
    """Write down with the reports that hid it why a thing is shown again."""
    await ModerationReport.filter(
        state=ReportState.UPHELD, restored_at__isnull=True, **target.columns
    ).update(restored_at=now(), restored_reason=reason, version=F("version") + 1)


def _target_of_event(event: WarnedWordsSent) -> Target:
    for kind, key in (
        (ReportedKind.KUDOS, event.kudos_id),
        (ReportedKind.COMMENT, event.comment_id),
        (ReportedKind.SIGNATURE, event.signature_id),
    ):
        if key is not None:
            return Target(kind, key)
    raise LookupError("words of nothing were sent")


def _note_decision(actor: Actor, report_id: UUID, state: ReportState) -> None:
    audit.append(
        Action.MODERATION_REPORT_DECIDED,
        actor_id=actor.person_id,
        subject_kind="ModerationReport",
        subject_id=report_id,
        details={"state": state},
    )


def _note(action: Action, actor: Actor, kind: str, key: UUID) -> None:
    audit.append(action, actor_id=actor.person_id, subject_kind=kind, subject_id=key)
