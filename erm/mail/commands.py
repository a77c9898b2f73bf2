"""Putting mail into the outbox, inside the transaction of whatever causes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from erm.core.clock import now
from erm.core.ids import new_id
from erm.core.work import in_unit_of_work
from erm.mail.blocks import blocked_among
from erm.mail.message import (
    ADDRESS_LIMIT,
    NAME_LIMIT,
    SUBJECT_LIMIT,
    Attachment,
    clean_header,
    usable_address,
)
from erm.mail.models import Mail
from erm.mail.rules import MailState, Urgency, pace_domain

_AT_ONCE = 200
_CANCELLED = {
    "state": MailState.CANCELLED,
    "text": "",
    "html": None,
    "calendar": None,
    "attachment": None,
}
BLOCKED = "blocked"
"""What stands at a mail that was not sent because its address gets none any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMail:
    """A mail to be queued; see :func:`queue_mail`. ``not_before``: when it is sent at the earliest.

    ``subject_kind`` and ``subject_id`` name what it is about: mails about the same thing for the same
    person are one thread. ``takes_replies``: an answer to it is read where erm receives mail.
    """

    dedupe_key: str
    kind: str
    recipient_id: UUID | None
    to_address: str
    to_name: str
    language: str
    subject: str
    text: str
    html: str | None
    unsubscribe_url: str | None = None
    calendar: str | None = None
    calendar_method: str | None = None
    not_before: datetime | None = None
    attachment: Attachment | None = None
    urgency: Urgency = Urgency.SOON
    subject_kind: str | None = None
    subject_id: UUID | None = None
    takes_replies: bool = False


async def queue_mail(
    *,
    dedupe_key: str,
    kind: str,
    recipient_id: UUID | None,
    to_address: str,
    to_name: str,
    language: str,
    subject: str,
    text: str,
    html: str | None,
    unsubscribe_url: str | None = None,
    calendar: str | None = None,
    calendar_method: str | None = None,
    not_before: datetime | None = None,
    attachment: Attachment | None = None,
    urgency: Urgency = Urgency.SOON,
    subject_kind: str | None = None,
    subject_id: UUID | None = None,
    takes_replies: bool = False,
) -> UUID:
    """Queue a mail in the open unit of work and return its id.

    A second mail with the same ``dedupe_key`` is the same mail: nothing is added and the first
    one's id is returned. A mail to an address that cannot be one is parked at once, one to a blocked
    address is cancelled. ``calendar`` is an iCalendar object to go with it and ``calendar_method`` its
    METHOD; ``attachment`` a file. ``urgency`` decides who goes first of what is due. Raises
    ``RuntimeError`` outside of a unit of work.
    """
    await queue_mails(
        [
            NewMail(
                dedupe_key=dedupe_key,
                kind=kind,
                recipient_id=recipient_id,
                to_address=to_address,
                to_name=to_name,
                language=language,
                subject=subject,
                text=text,
                html=html,
                unsubscribe_url=unsubscribe_url,
                calendar=calendar,
                calendar_method=calendar_method,
                not_before=not_before,
                attachment=attachment,
                urgency=urgency,
                subject_kind=subject_kind,
                subject_id=subject_id,
                takes_replies=takes_replies,
            )
        ]
    )
    return await Mail.get(dedupe_key=dedupe_key).values_list("id", flat=True)  # type: ignore[return-value]


async def queue_mails(mails: Sequence[NewMail]) -> None:
    """Queue many at once, each like :func:`queue_mail`, in few statements."""
    if not in_unit_of_work():
        raise RuntimeError("queue_mail() needs a unit_of_work")
    blocked = await blocked_among([m.to_address for m in mails if usable_address(m.to_address)])
    # Not an exception that is caught: on PostgreSQL it would spoil the caller's transaction.
    await Mail.bulk_create(
        [_row(mail, blocked=mail.to_address.lower() in blocked) for mail in mails],
        batch_size=_AT_ONCE,
        ignore_conflicts=True,
    )


def _row(mail: NewMail, *, blocked: bool) -> Mail:
    usable = usable_address(mail.to_address)
    instant = now()
    row = Mail(
        id=new_id(),
        dedupe_key=mail.dedupe_key,
        kind=mail.kind,
        recipient_id=mail.recipient_id,
        to_address=mail.to_address if usable else clean_header(mail.to_address, ADDRESS_LIMIT),
        to_name=clean_header(mail.to_name, NAME_LIMIT),
        language=mail.language,
        subject=clean_header(mail.subject, SUBJECT_LIMIT),
        text=mail.text,
        html=mail.html,
        calendar=mail.calendar,
        calendar_method=mail.calendar_method,
        attachment=None if mail.attachment is None else mail.attachment.content,
        attachment_name=None if mail.attachment is None else mail.attachment.name,
        attachment_type=None if mail.attachment is None else mail.attachment.media_type,
        unsubscribe_url=mail.unsubscribe_url,
        state=MailState.QUEUED,
        next_attempt_at=max(instant, mail.not_before or instant),
        created_at=instant,
        domain=pace_domain(mail.to_address) if usable else "",
        urgency=mail.urgency,
        subject_kind=mail.subject_kind,
        subject_id=mail.subject_id,
        takes_replies=mail.takes_replies,
    )
    if not usable:
        row.state, row.last_error = MailState.PARKED, "not an address"
    elif blocked:
        row.state, row.last_error = MailState.CANCELLED, BLOCKED
        row.text = ""
        row.html = row.calendar = row.attachment = None  # type: ignore[assignment]
    return row


async def cancel_with_link(recipient_id: UUID, token: str) -> int:
    """Cancel mail to a person that waits and has a link that stops it; returns how many.

    For whoever has just used that link: what lies in the queue meanwhile is not sent either.
    """
    waiting = Mail.filter(
        recipient_id=recipient_id, state=MailState.QUEUED, unsubscribe_url__endswith=f"/{token}"
    )
    return await waiting.update(**_CANCELLED)


async def cancel_for(recipient_id: UUID, *, kind: str | None = None) -> int:
    """Cancel mail to a person that was not sent yet, of one kind or all; returns how many.

    Their text is dropped.
    """
    waiting = Mail.filter(recipient_id=recipient_id, state=MailState.QUEUED)
    if kind is not None:
        waiting = waiting.filter(kind=kind)
    return await waiting.update(**_CANCELLED)
