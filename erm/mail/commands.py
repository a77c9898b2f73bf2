"""Putting mail into the outbox, inside the transaction of whatever causes it."""

from __future__ import annotations

from uuid import UUID

from erm.core.clock import now
from erm.core.ids import new_id
from erm.core.work import in_unit_of_work
from erm.mail.message import ADDRESS_LIMIT, NAME_LIMIT, SUBJECT_LIMIT, clean_header, usable_address
from erm.mail.models import Mail
from erm.mail.rules import MailState


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
) -> UUID:
    """Queue a mail in the open unit of work and return its id.

    A second mail with the same ``dedupe_key`` is the same mail: nothing is added and the first
    one's id is returned. A mail to an address that cannot be one is parked at once. ``calendar`` is
    an iCalendar object to go with it and ``calendar_method`` its METHOD. Raises ``RuntimeError``
    outside of a unit of work.
    """
    if not in_unit_of_work():
        raise RuntimeError("queue_mail() needs a unit_of_work")
    usable = usable_address(to_address)
    instant = now()
    mail = Mail(
        id=new_id(),
        dedupe_key=dedupe_key,
        kind=kind,
        recipient_id=recipient_id,
        to_address=to_address if usable else clean_header(to_address, ADDRESS_LIMIT),
        to_name=clean_header(to_name, NAME_LIMIT),
        language=language,
        subject=clean_header(subject, SUBJECT_LIMIT),
        text=text,
        html=html,
        calendar=calendar,
        calendar_method=calendar_method,
        unsubscribe_url=unsubscribe_url,
        state=MailState.QUEUED if usable else MailState.PARKED,
        last_error=None if usable else "not an address",
        next_attempt_at=instant,
        created_at=instant,
    )
    # Not an exception that is caught: on PostgreSQL it would spoil the caller's transaction.
    await Mail.bulk_create([mail], ignore_conflicts=True)
    return await Mail.get(dedupe_key=dedupe_key).values_list("id", flat=True)  # type: ignore[return-value]


async def cancel_for(recipient_id: UUID) -> int:
    """Cancel all mail to a person that was not sent yet; returns how many. Their text is dropped."""
    return await Mail.filter(recipient_id=recipient_id, state=MailState.QUEUED).update(
        state=MailState.CANCELLED, text="", html=None, calendar=None
    )
