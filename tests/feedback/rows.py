"""Builders and looks at the tables for the tests of feedback."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

import pytest

from erm.core.clock import now
from erm.core.errors import DomainError
from erm.core.events import Bus, Event
from erm.core.ids import id_at, new_id
from erm.core.work import unit_of_work
from erm.feedback import events
from erm.feedback.models import (
    FeedbackDraft,
    FeedbackFollowUp,
    FeedbackLink,
    FeedbackNote,
    FeedbackRequest,
    GuestFeedback,
)
from erm.feedback.rules import OPEN_REQUESTS, FeedbackVisibility, RequestState, open_key
from erm.feedback.sealed import seal_note
from erm.people.models import Person

T = TypeVar("T")
SHARED = FeedbackVisibility.RECIPIENT_AND_MANAGER
CLOSE = FeedbackVisibility.RECIPIENT


async def request(
    requester: Person,
    asked: Person,
    question: str = "How did I run the planning?",
    *,
    state: RequestState = RequestState.PENDING,
    due_on: date | None = None,
) -> FeedbackRequest:
    """A request as it would have come to be."""
    waiting = state in OPEN_REQUESTS
    return await FeedbackRequest.create(
        requester_id=requester.id,
        asked_id=asked.id,
        question=question,
        due_on=due_on,
        send_at=now() + timedelta(days=1) if state is RequestState.SCHEDULED else None,
        state=state,
        open_key=open_key(requester.id, asked.id, question) if waiting else None,
        created_at=now(),
    )


async def note(
    author: Person,
    recipient: Person,
    visibility: FeedbackVisibility = CLOSE,
    *,
    at: datetime | None = None,
    request_id: UUID | None = None,
    thanked_at: datetime | None = None,
    behaviour: str = "You let everybody finish.",
) -> FeedbackNote:
    """A note, written at ``at`` or now."""
    key = new_id() if at is None else id_at(at, hash(behaviour) & 0xFFFF)
    parts = {
        "situation": "The planning on Monday",
        "behaviour": behaviour,
        "impact": "We decided in half the time",
        "next_step": "Do it again",
    }
    return await FeedbackNote.create(
        id=key,
        author_id=author.id,
        recipient_id=recipient.id,
        request_id=request_id,
        behaviour="",
        sealed=seal_note(parts, key),
        visibility=visibility,
        created_at=at or now(),
        thanked_at=thanked_at,
    )


async def everything() -> list[dict[str, Any]]:
    """All rows of feedback: equal before and after a refusal."""
    return [
        *await FeedbackRequest.all().order_by("id").values(),
        *await FeedbackNote.all().order_by("id").values(),
        *await FeedbackFollowUp.all().order_by("id").values(),
        *await FeedbackLink.all().order_by("id").values(),
        *await FeedbackDraft.all().order_by("id").values(),
        *await GuestFeedback.all().order_by("id").values(),
    ]


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
    """The facts of feedback that the bus hears from now on."""
    facts: list[Event] = []

    async def hear(event: Event) -> None:
        facts.append(event)

    for kind in vars(events).values():
        if isinstance(kind, type) and issubclass(kind, Event) and kind is not Event:
            bus.subscribe(kind, hear)
    return facts
