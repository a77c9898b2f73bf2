"""Builders and looks at the tables for the tests of recognition."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any, TypeVar

import pytest

from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.errors import DomainError
from erm.core.events import Bus, Event
from erm.core.ids import id_at
from erm.core.paging import PageRequest
from erm.core.work import unit_of_work
from erm.people.models import Person
from erm.recognition import events, queries
from erm.recognition.choices.models import RecognitionSettings
from erm.recognition.models import (
    CompanyValue,
    Kudos,
    KudosComment,
    KudosEdit,
    KudosGroup,
    KudosKey,
    KudosMention,
    KudosReaction,
    KudosReceiver,
    ScheduledKudos,
)
from erm.recognition.moderation.models import ModerationReport
from erm.recognition.points.models import PointsEntry
from erm.recognition.rules import KudosVisibility, ReactionKind

T = TypeVar("T")
PUBLIC = KudosVisibility.PUBLIC
PRIVATE = KudosVisibility.PRIVATE
TEAM = KudosVisibility.TEAM
EVERYBODY = ("zed", "mo", "ann", "bo", "max", "cy", "old", "hana", "ada")


async def value(name: str, *, position: int = 0, retired: bool = False) -> CompanyValue:
    """A company value."""
    return await CompanyValue.create(
        name=name, position=position, created_at=now(), retired_at=now() if retired else None
    )


async def kudos(
    author: Person,
    *receivers: Person,
    visibility: KudosVisibility = PUBLIC,
    at: datetime | None = None,
    message: str = "For going back to shop 14.",
    hidden: bool = False,
    withdrawn: bool = False,
    company_value: CompanyValue | None = None,
    audience: Person | None = None,
) -> Kudos:
    """Kudos, given at ``at`` or now."""
    moment = at or now()
    dated = {} if at is None else {"id": id_at(at, hash(message) & 0xFFFF)}
    row = await Kudos.create(
        **dated,
        author_id=author.id,
        company_value_id=None if company_value is None else company_value.id,
        message=message,
        visibility=visibility,
        audience_manager_id=None if audience is None else audience.id,
        created_at=moment,
        hidden_at=moment if hidden else None,
        hidden_reason="Not kind" if hidden else "",
        withdrawn_at=moment if withdrawn else None,
    )
    for position, receiver in enumerate(receivers):
        await KudosReceiver.create(kudos_id=row.id, person_id=receiver.id, position=position)
    return row


async def reaction(row: Kudos, person: Person, kind: ReactionKind = ReactionKind.CLAP) -> None:
    """Somebody's sign under kudos."""
    await KudosReaction.create(kudos_id=row.id, person_id=person.id, kind=kind, created_at=now())


async def comment(row: Kudos, author: Person, body: str = "Seconded!") -> KudosComment:
    """Somebody's line under kudos."""
    return await KudosComment.create(
        kudos_id=row.id, author_id=author.id, body=body, created_at=now()
    )


async def everything() -> list[dict[str, Any]]:
    """All rows of recognition: equal before and after a refusal."""
    return [
        row
        for model in (
            CompanyValue,
            RecognitionSettings,
            Kudos,
            KudosEdit,
            KudosGroup,
            KudosKey,
            KudosMention,
            KudosReceiver,
            KudosReaction,
            KudosComment,
            ModerationReport,
            PointsEntry,
            ScheduledKudos,
        )
        for row in await model.all().order_by("id").values()
    ]


async def readers(cast: Any, row: Kudos) -> set[str]:
    """Names of all who can read kudos; every way to them must agree."""
    found = set()
    for name in EVERYBODY:
        actor: Actor = cast.actor(getattr(cast, name))
        by_id = row.id in await queries.kudos_by_ids(actor, [row.id])
        in_feed = row.id in {
            view.id for view in (await queries.feed(actor, PageRequest(100))).items
        }
        assert by_id == in_feed
        if by_id:
            found.add(name)
    return found


async def do(bus: Bus, command: Callable[..., Awaitable[T]], *args: Any, **kwargs: Any) -> T:
    """Run a command in a unit of work of its own."""
    async with unit_of_work(bus):
        return await command(*args, **kwargs)


async def refused(
    bus: Bus, code: str, command: Callable[..., Awaitable[Any]], *args: Any, **kwargs: Any
) -> DomainError:
    """Assert that a command is refused with a code and changes nothing; returns the refusal."""
    before = await everything()
    with pytest.raises(DomainError) as caught:
        await do(bus, command, *args, **kwargs)
    assert caught.value.code == code
    assert await everything() == before
    return caught.value


async def at_once(*tasks: Awaitable[Any]) -> tuple[list[Any], list[str]]:
    """Run commands side by side: what came back, and the codes of the refusals."""
    answers = await asyncio.gather(*tasks, return_exceptions=True)
    for answer in answers:
        if isinstance(answer, BaseException) and not isinstance(answer, DomainError):
            raise answer
    refusals = [answer.code for answer in answers if isinstance(answer, DomainError)]
    return [answer for answer in answers if not isinstance(answer, DomainError)], refusals


def heard(bus: Bus) -> list[Event]:
    """The facts of recognition that the bus hears from now on."""
    facts: list[Event] = []

    async def hear(event: Event) -> None:
        facts.append(event)

    for kind in vars(events).values():
        if isinstance(kind, type) and issubclass(kind, Event) and kind is not Event:
            bus.subscribe(kind, hear)
    return facts
