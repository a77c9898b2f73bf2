"""Reading the audit log, and checking its chain."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import orjson
from tortoise.expressions import Q, Subquery

from erm.audit import policy
from erm.audit.models import AuditEntry
from erm.audit.rules import FIRST, Action, entry_hash
from erm.audit.views import ActView, AuditEntryView, Break, Verification
from erm.core.actor import Actor
from erm.core.errors import InvalidInput, NotAllowed
from erm.core.paging import Page, PageRequest, page_of

BATCH = 1_000


async def audit_log(actor: Actor, request: PageRequest) -> Page[AuditEntryView] | None:
    """The log, newest first; None for who may not see it."""
    if not policy.may_see_audit_log(actor):
        return None
    entries = AuditEntry.all()
    count = entries.count
    if request.after is not None:
        entries = entries.filter(number__lt=_after(request))
    rows = await entries.order_by("-number").limit(request.first + 1)
    return page_of([_view(row) for row in rows], request, count, lambda view: (view.number,))


def _after(request: PageRequest) -> int:
    match request.after:
        case (int(number),) if 0 < number < 2**31:
            return number
    raise InvalidInput("CURSOR_INVALID", field="after")


async def verify(actor: Actor, *, known: tuple[int, str] | None = None) -> Verification:
    """Walk along the whole chain and tell the first place where it does not hold.

    ``known`` is number and hash of an entry that was written down elsewhere: entries that were cut
    off the end leave a chain that holds, and only this tells. Raises ``NotAllowed``.
    """
    if not policy.may_see_audit_log(actor):
        raise NotAllowed
    number, previous = 0, FIRST
    while rows := await AuditEntry.filter(number__gt=number).order_by("number").limit(BATCH):
        for row in rows:
            reason = _fault(row, number + 1, previous, known)
            if reason is not None:
                return Verification(number, previous, Break(number + 1, reason))
            number, previous = row.number, row.hash
    broken = None
    if known is not None and known[0] > number:
        broken = Break(number + 1, f"it is missing, and so is everything up to {known[0]}")
    return Verification(number, previous, broken)


def _fault(
    row: AuditEntry, number: int, previous: str, known: tuple[int, str] | None
) -> str | None:
    if row.number != number:
        return (
            "it is missing" if row.number == number + 1 else f"all up to {row.number} are missing"
        )
    if row.previous_hash != previous:
        return "it does not follow from the entry before it"
    found = entry_hash(
        id=row.id,
        number=row.number,
        at=row.at,
        actor_id=row.actor_id,
        action=row.action,
        subject_kind=row.subject_kind,
        subject_id=row.subject_id,
        details=row.details,
        previous_hash=row.previous_hash,
    )
    if row.hash != found:
        return "it was changed"
    if known is not None and known[0] == number and known[1] != row.hash:
        return "it is not the entry that was written down: the log was written anew"
    return None


def _view(row: AuditEntry) -> AuditEntryView:
    return AuditEntryView(
        id=row.id,
        number=row.number,
        at=row.at,
        actor_id=row.actor_id,
        action=row.action,
        subject_kind=row.subject_kind,
        details=row.details,
    )


async def entries_about(
    kinds: Sequence[str],
    subject_id: UUID,
    parts: tuple[Sequence[str], Subquery],
    actions: Sequence[Action],
    request: PageRequest,
) -> Page[ActView]:
    """What was done to one thing and to its parts (their kinds, their ids), newest first.

    Only acts of the given sorts. Has no actor: whoever calls decides who may know what was done to
    a thing of theirs.
    """
    part_kinds, ids = parts
    entries = AuditEntry.filter(
        Q(subject_kind__in=list(kinds), subject_id=subject_id)
        | Q(subject_kind__in=list(part_kinds), subject_id__in=ids),
        action__in=[action.value for action in actions],
    )
    count = entries.count
    if request.after is not None:
        entries = entries.filter(number__lt=_after(request))
    rows = await entries.order_by("-number").limit(request.first + 1)
    views = [
        ActView(
            number=row.number,
            at=row.at,
            actor_id=row.actor_id,
            action=Action(row.action),
            subject_kind=row.subject_kind,
            subject_id=row.subject_id,
            details=orjson.loads(row.details),
        )
        for row in rows
    ]
    return page_of(views, request, count, lambda view: (view.number,))
