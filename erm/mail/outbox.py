"""The outbox as administrators see it: what, to whom, when, what the servers said; never the words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from tortoise.expressions import Q
from tortoise.functions import Count

from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.errors import NotAllowed
from erm.core.paging import Page, PageRequest, page_of
from erm.core.text import clean_line
from erm.mail import policy
from erm.mail.message import usable_address
from erm.mail.models import Mail, MailAttempt, MailBlock, MailPace
from erm.mail.pace import SERVER, Pace
from erm.mail.queries import health
from erm.mail.rules import MailState, OutboxState, kinds_called
from erm.mail.smtp import Server
from erm.mail.views import (
    BlockView,
    OutboxView,
    OutgoingMailView,
    PaceView,
    ServerView,
    TryView,
)

_WITHOUT_WORDS = (
    *("id", "kind", "to_name", "to_address", "recipient_id", "state", "attempts", "created_at"),
    *("next_attempt_at", "sent_at", "bounced_at", "answer", "last_error"),
)
_PACES = 100
_SEARCH_MAXIMUM = 200
_STATES: dict[OutboxState, Q] = {
    OutboxState.WAITING: Q(state__in=[MailState.QUEUED, MailState.SENDING]),
    OutboxState.SENT: Q(state=MailState.SENT, bounced_at=None),
    OutboxState.FAILED: Q(state=MailState.PARKED),
    OutboxState.BOUNCED: Q(bounced_at__isnull=False),
    OutboxState.CANCELLED: Q(state=MailState.CANCELLED),
}


def is_open_to(actor: Actor) -> bool:
    """Whether the actor looks after mail."""
    return policy.may_run_outbox(actor)


async def figures(actor: Actor, *, today_since: datetime) -> OutboxView:
    """How much waits, has left and came back. ``today_since``: when today began.

    Raises ``NotAllowed`` for whoever does not look after mail.
    """
    if not policy.may_run_outbox(actor):
        raise NotAllowed
    instant = now()
    found = await health(instant)
    week = instant - timedelta(days=7)
    return OutboxView(
        queued=found.queued,
        retrying=found.retrying,
        parked=found.parked,
        sent_today=await Mail.filter(state=MailState.SENT, sent_at__gte=today_since).count(),
        bounced_this_week=await Mail.filter(bounced_at__gte=week).count(),
        oldest_due_at=found.oldest_due_at,
    )


async def outgoing_mails(
    actor: Actor,
    request: PageRequest,
    *,
    state: OutboxState | None = None,
    kind: str | None = None,
    search: str | None = None,
) -> Page[OutgoingMailView]:
    """Mails, newest first. ``search`` is part of a name or an address. Raises ``InvalidInput``."""
    wanted = Mail.filter(policy.readable_outgoing_mails(actor))
    if state is not None:
        wanted = wanted.filter(_STATES[state])
    if kind is not None:
        wanted = wanted.filter(kind__in=kinds_called(kind))
    words = clean_line(search or "", field="search", maximum=_SEARCH_MAXIMUM, required=False)
    if words:
        wanted = wanted.filter(Q(to_address__icontains=words) | Q(to_name__icontains=words))
    page = wanted if request.after_id is None else wanted.filter(id__lt=request.after_id)
    views = await _views(page.order_by("-id").limit(request.first + 1))
    return page_of(views, request, wanted.count, lambda view: (str(view.id),))


async def outgoing_mails_by_ids(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, OutgoingMailView]:
    """Those of these that the actor may see."""
    found = await _views(Mail.filter(policy.readable_outgoing_mails(actor), id__in=list(ids)))
    return {view.id: view for view in found}


async def _views(rows: Any) -> list[OutgoingMailView]:
    # The words stay in the database: what is not read cannot be shown.
    found = await rows.values(*_WITHOUT_WORDS)
    parked = [row["id"] for row in found if row["state"] is MailState.PARKED]
    with_text: set[UUID] = set()
    if parked:
        kept = Mail.filter(id__in=parked).exclude(text="")
        with_text = set(await kept.values_list("id", flat=True))  # type: ignore[arg-type]
    return [
        OutgoingMailView(
            id=row["id"],
            kind=row["kind"],
            to_name=row["to_name"],
            to_address=row["to_address"],
            person_id=row["recipient_id"],
            state=row["state"],
            attempts=row["attempts"],
            created_at=row["created_at"],
            next_attempt_at=row["next_attempt_at"] if row["state"] is MailState.QUEUED else None,
            sent_at=row["sent_at"],
            bounced_at=row["bounced_at"],
            answer=row["answer"],
            last_error=row["last_error"],
            replayable=row["id"] in with_text and usable_address(row["to_address"]),
        )
        for row in found
    ]


async def tries_of(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, list[TryView]]:
    """The tries of each of these mails, oldest first."""
    if not policy.may_run_outbox(actor):
        return {}
    found: dict[UUID, list[TryView]] = {}
    for row in await MailAttempt.filter(mail_id__in=list(ids)).order_by("at", "id"):
        found.setdefault(row.mail_id, []).append(
            TryView(
                at=row.at,
                server=row.server,
                taken=row.taken,
                stage=row.stage,
                code=row.code,
                answer=row.answer or None,
                milliseconds=row.milliseconds,
            )
        )
    return found


async def kinds(actor: Actor) -> list[str]:
    """The kinds of mail in the outbox."""
    mails = Mail.filter(policy.readable_outgoing_mails(actor))
    found: Any = await mails.distinct().values_list("kind", flat=True)
    return sorted(found)


async def blocks(actor: Actor, request: PageRequest) -> Page[BlockView]:
    """Blocked addresses, newest first. Raises ``InvalidInput`` for a cursor of another list."""
    wanted = MailBlock.filter(policy.readable_blocks(actor))
    page = wanted if request.after_id is None else wanted.filter(id__lt=request.after_id)
    rows = await page.order_by("-id").limit(request.first + 1)
    views = [block_view(row) for row in rows]
    return page_of(views, request, wanted.count, lambda view: (str(view.id),))


async def blocks_by_ids(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, BlockView]:
    """Those of these that the actor may see."""
    rows = await MailBlock.filter(policy.readable_blocks(actor), id__in=list(ids))
    return {row.id: block_view(row) for row in rows}


def block_view(row: MailBlock) -> BlockView:
    """Dress a row."""
    return BlockView(
        id=row.id,
        address=row.address,
        person_id=row.person_id,
        reason=row.reason,
        diagnostic=row.diagnostic,
        since=row.since,
    )


async def servers(actor: Actor, urls: Sequence[str]) -> list[ServerView]:
    """The mail servers of the settings, and until when workers leave them alone."""
    if not policy.may_run_outbox(actor):
        return []
    known = [Server.of(url) for url in urls]
    if not known:
        return []
    names = [SERVER + server.name for server in known]
    rows = await MailPace.filter(domain__in=names, paused_until__gt=now())
    paused = {row.domain: row.paused_until for row in rows}
    return [
        ServerView(server.host, server.port, server.encrypted, paused.get(SERVER + server.name))
        for server in known
    ]


async def paces(actor: Actor, rates: Mapping[str, float]) -> list[PaceView]:
    """Domains that rest, and those with a pace for which mail waits; most of it first, at most 100."""
    if not policy.may_run_outbox(actor):
        return []
    pace, instant = Pace(rates), now()
    waiting: dict[str, int] = dict(
        await Mail.filter(state=MailState.QUEUED)
        .exclude(domain="")
        .annotate(waiting=Count("id"))
        .group_by("domain")
        .values_list("domain", "waiting")
    )
    rows = await MailPace.filter(paused_until__gt=instant).exclude(domain__startswith=SERVER)
    paused = {row.domain: row.paused_until for row in rows}
    domains = {*paused, *(domain for domain in waiting if pace.rate(domain) is not None)}
    views = [
        PaceView(
            domain=domain,
            per_minute=round((pace.rate(domain) or 0) * 60),
            waiting=waiting.get(domain, 0),
            paused_until=paused.get(domain),
        )
        for domain in domains
    ]
    return sorted(views, key=lambda view: (-view.waiting, view.domain))[:_PACES]
