"""Reading the outbox: the local mailbox, and its health."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from tortoise.expressions import Q
from tortoise.functions import Min

from erm.core.actor import Actor
from erm.core.errors import InvalidInput
from erm.core.paging import Page, PageRequest, page_of
from erm.mail.models import Mail
from erm.mail.policy import may_open_mailbox, readable_mail
from erm.mail.rules import MailState
from erm.mail.views import MailHealth, MailView


async def mailbox(
    actor: Actor, request: PageRequest, *, mail_is_local: bool
) -> Page[MailView] | None:
    """All mail of the local mailbox, newest first; None where the actor has no mailbox."""
    if not may_open_mailbox(actor, mail_is_local=mail_is_local):
        return None
    visible = Mail.filter(readable_mail(actor, mail_is_local=mail_is_local))
    rows = await visible.filter(_after(request)).order_by("-id").limit(request.first + 1)
    return page_of(
        [_view(row) for row in rows], request, visible.count, lambda view: (str(view.id),)
    )


def _after(request: PageRequest) -> Q:
    if request.after is None:
        return Q()
    try:
        (last,) = request.after
        return Q(id__lt=UUID(str(last)))
    except ValueError as error:
        raise InvalidInput("CURSOR_INVALID", field="after") from error


async def mail(actor: Actor, mail_id: UUID, *, mail_is_local: bool) -> MailView | None:
    """One mail of the local mailbox, or None where the actor may not read it."""
    row = await Mail.filter(
        readable_mail(actor, mail_is_local=mail_is_local), id=mail_id
    ).get_or_none()
    return None if row is None else _view(row)


async def health(now: datetime) -> MailHealth:
    """Figures for the readiness check and the doctor. ``now`` decides what is due."""
    waiting = Mail.filter(state=MailState.QUEUED)
    oldest = (
        await waiting.filter(next_attempt_at__lte=now)
        .annotate(oldest=Min("next_attempt_at"))
        .values_list("oldest", flat=True)
    )
    return MailHealth(
        queued=await waiting.count(),
        retrying=await waiting.filter(last_error__isnull=False).count(),
        parked=await Mail.filter(state=MailState.PARKED).count(),
        oldest_due_at=oldest[0] if oldest else None,  # type: ignore[arg-type]
    )


def _view(row: Mail) -> MailView:
    to = f"{row.to_name} <{row.to_address}>" if row.to_name else row.to_address
    return MailView(
        id=row.id,
        to=to,
        subject=row.subject,
        kind=row.kind,
        state=row.state,
        created_at=row.created_at,
        sent_at=row.sent_at,
        last_error=row.last_error,
        text=row.text,
        html=row.html,
    )
