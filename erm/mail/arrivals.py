"""What came in by mail and what became of it; nothing of what it said."""

from __future__ import annotations

import asyncio
import hashlib
from datetime import timedelta
from uuid import UUID

from erm.core.clock import now
from erm.core.database.purging import purge_old
from erm.core.ids import new_id
from erm.core.work import in_unit_of_work
from erm.mail.blocks import block
from erm.mail.bounces import Report, ReportKind
from erm.mail.models import InboundMail, Mail
from erm.mail.rules import BlockReason, InboundOutcome

KEPT_FOR = timedelta(days=90)
"""How long it is known what came in."""
ANSWERS_AN_HOUR = 30
"""As many mails as are taken from one person within an hour: more is a machine."""


def fingerprint(message_id: str, recipient: str, content: bytes) -> str:
    """What makes two mails the same: Message-ID and the address that it came for.

    Without a Message-ID it is what the mail says.
    """
    name = message_id.strip().encode("utf-8", "replace") or hashlib.sha256(content).digest()
    return hashlib.sha256(recipient.lower().encode() + b"\0" + name).hexdigest()


def fingerprint_of_refused(known: str) -> str:
    """Another one for a mail that was refused: a forged one must not stand in the way of the true one."""
    return hashlib.sha256(b"refused\0" + known.encode()).hexdigest()


async def remember(
    known: str,
    outcome: InboundOutcome,
    *,
    code: str = "",
    mail_id: UUID | None = None,
    person_id: UUID | None = None,
) -> bool:
    """Note in the open unit of work what became of a mail; returns False if it was known before.

    Two that come at the same moment wait for each other: the second one learns that it is one.
    """
    if not in_unit_of_work():
        raise RuntimeError("remember() needs a unit_of_work")
    row = InboundMail(
        id=new_id(),
        fingerprint=known,
        outcome=outcome,
        code=code[:64],
        mail_id=mail_id,
        person_id=person_id,
        received_at=now(),
    )
    # Not an exception that is caught: on PostgreSQL it would spoil the caller's transaction.
    await InboundMail.bulk_create([row], ignore_conflicts=True)
    return await InboundMail.filter(id=row.id).exists()


async def outcome_of(known: str) -> InboundOutcome | None:
    """What became of a mail that came before, or None."""
    row = await InboundMail.get_or_none(fingerprint=known)
    return None if row is None else row.outcome


async def sends_too_much(person_id: UUID) -> bool:
    """Whether so much mail came from a person within an hour that a machine must be sending it."""
    recent = InboundMail.filter(person_id=person_id, received_at__gt=now() - timedelta(hours=1))
    return await recent.count() >= ANSWERS_AN_HOUR


async def mail_answered(mail_id: UUID) -> Mail | None:
    """The mail that an address names, while it is known."""
    return await Mail.get_or_none(id=mail_id)


async def note_report(known: str, mail: Mail | None, report: Report) -> bool:
    """Note in the open unit of work what a server reports; returns False if it was known before.

    A mail that came back is marked so. If that is the fault of its address, or its reader complained,
    nothing more is sent there, and administrators hear of it.
    """
    complaint = report.kind is ReportKind.COMPLAINT
    outcome = InboundOutcome.COMPLAINT if complaint else InboundOutcome.BOUNCE
    code = report.status or report.kind.value
    person_id = None if mail is None else mail.recipient_id
    mail_id = None if mail is None else mail.id
    if not await remember(known, outcome, code=code, mail_id=mail_id, person_id=person_id):
        return False
    if mail is None:
        return True
    if report.kind is ReportKind.FAILED:
        await Mail.filter(id=mail.id, bounced_at__isnull=True).update(bounced_at=now())
    if report.blocks:
        await block(
            mail.to_address,
            BlockReason.COMPLAINT if complaint else BlockReason.HARD_BOUNCE,
            person_id=mail.recipient_id,
            mail_id=mail.id,
            diagnostic=report.diagnostic or report.status,
        )
    return True


async def forget_old(stop: asyncio.Event | None = None) -> int:
    """Forget what came in more than 90 days ago; returns how much."""
    return await purge_old(InboundMail, now() - KEPT_FOR, column="received_at", stop=stop)
