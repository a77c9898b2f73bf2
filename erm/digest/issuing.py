"""Making digests: for everybody whose time has come, and for one person on demand.

An issue, its mail and its person's next time are one transaction. It counts only while the claim on
the person's row holds, and a unique constraint stands on person and period: however many workers try,
and wherever one of them dies, a period has one digest, and nobody gets one who has just stopped it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import structlog
from tortoise.exceptions import IntegrityError

from erm.access.actors import actor_for
from erm.core.actor import Actor, ActorKind
from erm.core.clock import now, today
from erm.core.errors import NotAllowed
from erm.core.events import Bus
from erm.core.ids import new_id
from erm.core.language import say
from erm.core.logging import describe
from erm.core.work import unit_of_work
from erm.digest import adapting, planning, scheduling
from erm.digest.compose import Digest, Wish, compose
from erm.digest.errors import NothingToSend, TooManyDigests
from erm.digest.making import Made, make_many, new_mail
from erm.digest.models import DigestIssue
from erm.digest.planning import Claim, Next
from erm.digest.rules import (
    EXTRAS_A_DAY,
    DigestFrequency,
    IssueState,
    Standing,
    judged,
)
from erm.digest.scheduling import decide, next_time
from erm.digest.standing import Reader, readers
from erm.mail.commands import queue_mail, queue_mails
from erm.mail.models import Mail
from erm.mail.rendering import Rendered
from erm.settings import Settings

log = structlog.get_logger("erm.digest")

_AT_ONCE = 100
"""So many issues are one transaction: short enough that nobody else who writes has to wait."""
_BACK_AT_LEAST = timedelta(days=1)
_BACK_AT_MOST = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Task:
    """A digest to be made. ``standing`` holds if it is mailed, ``reader.standing`` if there is nothing to say."""

    claim: Claim
    reader: Reader
    period: str
    standing: Standing

    @property
    def wish(self) -> Wish:
        """How it is to be written; with it a change of the cadence is told."""
        slowed = self.standing.cadence is not self.reader.standing.cadence and (
            self.standing.cadence is not self.reader.chosen.frequency
        )
        note = say(self.reader.locale, f"digest.slowed.{self.standing.cadence}") if slowed else ""
        return Wish(
            cadence=self.standing.cadence,
            hidden=self.reader.hidden,
            note=note,
            back=_back(self.reader),
        )


async def plan_due(bus: Bus, stop: asyncio.Event) -> None:
    """Plan whom nobody planned yet or who moved, and note who came back. Ends early on ``stop``."""
    await planning.plan_unplanned(bus, stop)
    await adapting.note_use(bus, stop)


async def issue_due(settings: Settings, bus: Bus, stop: asyncio.Event, *, plan: bool = True) -> int:
    """Make every digest that is due; returns how many mails were queued. Ends early on ``stop``.

    With ``plan`` everybody is planned first, which for many people costs more than to look whether
    something is due.
    """
    if plan:
        await plan_due(bus, stop)
    queued = 0
    while not stop.is_set():
        claims = await planning.claim(bus)
        if not claims:
            break
        queued += await issue_claimed(settings, bus, claims)
    return queued


async def issue_claimed(settings: Settings, bus: Bus, claims: Sequence[Claim]) -> int:
    """Make the digests of people who were claimed; returns how many mails were queued."""
    tasks = await _tasks(bus, claims)
    made = await _make({task.reader.person_id: task.wish for task in tasks}, settings)
    if made.gone:
        async with unit_of_work(bus):
            await planning.forget([each for each in claims if each.person_id in made.gone])
    ready = [task for task in tasks if task.reader.person_id in made.digests]
    queued = 0
    for first in range(0, len(ready), _AT_ONCE):
        some = ready[first : first + _AT_ONCE]
        try:
            queued += await _issue(bus, some, made.digests, made.actors)
        except IntegrityError:
            # A program of an earlier version, which knows no claims, was faster with one of them.
            for task in some:
                queued += await _issue_alone(bus, task, made.digests, made.actors)
    return queued


async def _make(wishes: Mapping[UUID, Wish], settings: Settings) -> Made:
    """Compose them together; where what is read for all fails, each alone, so that one stops nobody."""
    try:
        return await make_many(wishes, settings)
    except Exception as error:  # noqa: BLE001 (as the job would: noted, and tried again)
        log.error("digests_failed_together", count=len(wishes), **describe(error))
        if len(wishes) == 1:
            return Made(failed=set(wishes))
    made = Made()
    for person_id, wish in wishes.items():
        one = await _make({person_id: wish}, settings)
        made.digests |= one.digests
        made.actors |= one.actors
        made.gone |= one.gone
        made.failed |= one.failed
    return made


async def _tasks(bus: Bus, claims: Sequence[Claim]) -> list[Task]:
    """What is to be made for those claimed; the others are given back with their next time."""
    moment = now()
    known = await readers([each.person_id for each in claims])
    tasks: list[Task] = []
    later: list[Next] = []
    for each in claims:
        reader = known.get(each.person_id)
        if reader is None:
            continue
        decision = decide(moment, reader.timing(), since=reader.since, made=reader.made)
        if decision.period is None:
            later.append(Next(each, decision.at, reader.time_zone))
            continue
        standing = judged(reader.standing, reader.chosen.frequency, answered=reader.answered)
        tasks.append(Task(each, reader, decision.period, standing))
    if later:
        async with unit_of_work(bus):
            await planning.put_next(later)
    return tasks


async def _issue_alone(
    bus: Bus, task: Task, digests: Mapping[UUID, Digest | None], actors: Mapping[UUID, Actor]
) -> int:
    try:
        return await _issue(bus, [task], digests, actors)
    except IntegrityError:
        # The period is made; when the claim has ended, the next time is worked out.
        log.info("digest_made_elsewhere", person=str(task.reader.person_id), period=task.period)
        return 0


async def _issue(
    bus: Bus,
    tasks: Sequence[Task],
    digests: Mapping[UUID, Digest | None],
    actors: Mapping[UUID, Actor],
) -> int:
    """Write issues, mails and next times in one transaction; returns how many mails were queued."""
    moment = now()
    async with unit_of_work(bus):
        held = await planning.still_held([task.claim for task in tasks])
        kept = [task for task in tasks if task.reader.person_id in held]
        mails = {
            task.reader.person_id: new_mail(digest, actors[task.reader.person_id], task.period)
            for task in kept
            if (digest := digests[task.reader.person_id]) is not None
        }
        await queue_mails(list(mails.values()))
        keys: dict[str, UUID] = dict(
            await Mail.filter(
                dedupe_key__in=[mail.dedupe_key for mail in mails.values()]
            ).values_list("dedupe_key", "id")
        )
        issues, given = [], []
        for task in kept:
            mail = mails.get(task.reader.person_id)
            standing = task.reader.standing if mail is None else task.standing
            issue = DigestIssue(
                id=new_id(),
                person_id=task.reader.person_id,
                period=task.period,
                state=IssueState.SKIPPED if mail is None else IssueState.QUEUED,
                mail_id=None if mail is None else keys[mail.dedupe_key],
                created_at=moment,
                cadence=task.reader.standing.cadence,
            )
            issues.append(issue)
            given.append(_next(task, standing, issue))
        await planning.put_next(given)
        await DigestIssue.bulk_create(issues)
    return len(mails)


def _next(task: Task, standing: Standing, issue: DigestIssue) -> Next:
    reader = task.reader
    last_at, last_cadence = reader.made.last_at, reader.made.last_cadence
    issue_id = None
    if issue.mail_id is not None:
        last_at, last_cadence, issue_id = issue.created_at, issue.cadence, issue.id
    made = scheduling.Made({*reader.periods, task.period}, last_at, last_cadence)
    at = next_time(issue.created_at, reader.timing(standing.cadence), made)
    return Next(task.claim, at, reader.time_zone, standing, issue_id)


async def send_my_digest_now(actor: Actor, settings: Settings) -> str:
    """Queue a digest for the actor outside of its time; returns the address it goes to.

    Inside the caller's unit of work. Raises ``NothingToSend`` or ``TooManyDigests``.
    """
    if actor.is_system:
        raise NotAllowed
    digest = await compose(actor, settings, await wish_of(actor.person_id))
    if digest is None:
        raise NothingToSend
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
            mail = new_mail(digest, actor, row.period)
            mail_id = await queue_mail(**{name: getattr(mail, name) for name in mail.__slots__})
            await DigestIssue.filter(id=row.id).update(mail_id=mail_id)
            return mail.to_address
    raise TooManyDigests(count=EXTRAS_A_DAY)


async def wish_of(person_id: UUID) -> Wish:
    """How somebody's digest is to be if it is made now."""
    known = await readers([person_id])
    if person_id not in known:
        return Wish()
    reader = known[person_id]
    cadence = reader.standing.cadence
    return Wish(
        cadence=DigestFrequency.WEEKLY if cadence is DigestFrequency.OFF else cadence,
        hidden=reader.hidden,
    )


async def preview(settings: Settings, person_id: UUID) -> Rendered | None:
    """The digest that a person would get now; None if there is nothing to say or nobody to tell."""
    actor = await actor_for(person_id, ActorKind.DIGEST)
    digest = None if actor is None else await compose(actor, settings, await wish_of(person_id))
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


def _back(reader: Reader) -> timedelta:
    """How far thanks and feedback go back: to the digest before."""
    if reader.last is None:
        return Wish().back
    return min(max(now() - reader.last.created_at, _BACK_AT_LEAST), _BACK_AT_MOST)
