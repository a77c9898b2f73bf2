"""Making digests: for everybody whose time has come, and for one person on demand.

An issue and its mail are one transaction with a unique constraint on person and period, so however
many workers try, and wherever one of them dies, a period has one digest.
"""

from __future__ import annotations

import asyncio
import random
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import structlog
from tortoise.exceptions import IntegrityError

from erm.access.actors import actor_for
from erm.core.actor import Actor, ActorKind
from erm.core.clock import now, today
from erm.core.errors import NotAllowed
from erm.core.events import Bus
from erm.core.ids import new_id
from erm.core.logging import describe
from erm.core.work import unit_of_work
from erm.digest.compose import Digest, compose
from erm.digest.errors import NothingToSend, TooManyDigests
from erm.digest.models import DigestIssue, DigestPreference
from erm.digest.rules import EXTRAS_A_DAY, IssueState, Preference, due_period
from erm.mail.commands import queue_mail
from erm.mail.rendering import Rendered
from erm.mail.rules import Urgency
from erm.people.models import Person
from erm.people.queries import present
from erm.settings import Settings

log = structlog.get_logger("erm.digest")

KIND = "digest"


async def due(instant: datetime) -> list[tuple[UUID, str]]:
    """Everybody whose digest is due at an instant and not made yet, with the period."""
    chosen = {row.person_id: row for row in await DigestPreference.all()}
    wanted: dict[UUID, str] = {}
    people = await Person.filter(present(today())).values_list("id", "time_zone", "created_at")
    for person_id, zone, created_at in people:
        row = chosen.get(person_id)
        preference, since = Preference(), created_at
        if row is not None:
            preference = Preference(row.frequency, row.weekday, row.hour)
            since = max(created_at, row.updated_at)
        period = due_period(instant, preference, ZoneInfo(zone), since)
        if period is not None:
            wanted[person_id] = period
    if not wanted:
        return []
    made = set(
        await DigestIssue.filter(period__in=list(set(wanted.values()))).values_list(
            "person_id", "period"
        )
    )
    return [item for item in wanted.items() if item not in made]


async def issue_due(settings: Settings, bus: Bus, stop: asyncio.Event) -> int:
    """Make every digest that is due; returns how many mails were queued. Ends early on ``stop``."""
    waiting = await due(now())
    # Several workers start at different places and so seldom compose the same digest twice.
    random.shuffle(waiting)
    queued = 0
    for person_id, period in waiting:
        if stop.is_set():
            break
        try:
            queued += await issue(settings, bus, person_id, period)
        except Exception as error:  # noqa: BLE001 (one person's digest must not stop the others')
            log.error("digest_failed", person=str(person_id), **describe(error))
    return queued


async def issue(settings: Settings, bus: Bus, person_id: UUID, period: str) -> bool:
    """Make one person's digest of a period unless it was made; returns whether mail was queued."""
    if await DigestIssue.filter(person_id=person_id, period=period).exists():
        return False
    actor = await actor_for(person_id, ActorKind.DIGEST)
    if actor is None:
        return False
    digest = await compose(actor, settings)
    try:
        async with unit_of_work(bus):
            row = DigestIssue(
                id=new_id(),
                person_id=person_id,
                period=period,
                state=IssueState.SKIPPED if digest is None else IssueState.QUEUED,
                created_at=now(),
            )
            if digest is not None:
                row.mail_id = await _queue(digest, actor, period)
            await row.save(force_create=True)
    except IntegrityError:
        # Another worker was faster, and its transaction stands.
        return False
    return digest is not None


async def send_my_digest_now(actor: Actor, settings: Settings) -> str:
    """Queue a digest for the actor outside of its time; returns the address it goes to.

    Inside the caller's unit of work. Raises ``NothingToSend`` or ``TooManyDigests``.
    """
    if actor.is_system:
        raise NotAllowed
    digest = await compose(actor, settings)
    if digest is None:
        raise NothingToSend
    address = digest.person.work_email or ""
    day = today(actor.time_zone).isoformat()
    for number in range(1, EXTRAS_A_DAY + 1):
        row = DigestIssue(
            id=new_id(),
            person_id=actor.person_id,
            period=f"{day}/{number}",
            state=IssueState.QUEUED,
            created_at=now(),
        )
        await DigestIssue.bulk_create([row], ignore_conflicts=True)
        if await DigestIssue.filter(id=row.id).exists():
            mail_id = await _queue(digest, actor, row.period)
            await DigestIssue.filter(id=row.id).update(mail_id=mail_id)
            return address
    raise TooManyDigests(count=EXTRAS_A_DAY)


async def preview(settings: Settings, person_id: UUID) -> Rendered | None:
    """The digest that a person would get now; None if there is nothing to say or nobody to tell."""
    actor = await actor_for(person_id, ActorKind.DIGEST)
    digest = None if actor is None else await compose(actor, settings)
    return None if digest is None else digest.mail


async def send(settings: Settings, bus: Bus, person_id: UUID) -> str | None:
    """Queue a digest for a person outside of its time, for operators; returns the address.

    None when there is nobody to tell. Raises ``NothingToSend`` or ``TooManyDigests``.
    """
    actor = await actor_for(person_id, ActorKind.DIGEST)
    if actor is None:
        return None
    async with unit_of_work(bus):
        return await send_my_digest_now(actor, settings)


async def _queue(digest: Digest, actor: Actor, period: str) -> UUID:
    return await queue_mail(
        dedupe_key=f"{KIND}:{actor.person_id}:{period}",
        kind=KIND,
        urgency=Urgency.BULK,
        recipient_id=actor.person_id,
        to_address=digest.person.work_email or "",
        to_name=digest.person.name,
        language=actor.locale,
        subject=digest.mail.subject,
        text=digest.mail.text,
        html=digest.mail.html,
        unsubscribe_url=digest.unsubscribe_url,
    )
