"""Builders and looks at the tables for the tests of celebrations."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from erm.core.clock import now, today
from erm.core.errors import DomainError
from erm.people.models import Person
from erm.recognition.celebrations.models import CardSignature, Celebration, CelebrationChoice
from erm.recognition.celebrations.rules import (
    CelebrationAudience,
    CelebrationKind,
    CelebrationState,
    morning_of,
)
from erm.recognition.choices.models import RecognitionSettings
from erm.recognition.choices.rules import SETTINGS_ID
from tests.development.conftest import Doing

ANNIVERSARY, BIRTHDAY = CelebrationKind.ANNIVERSARY, CelebrationKind.BIRTHDAY
OFF, TEAM = CelebrationAudience.OFF, CelebrationAudience.TEAM
EVERYONE = CelebrationAudience.EVERYONE
PLANNED, DELIVERED = CelebrationState.PLANNED, CelebrationState.DELIVERED
CANCELLED = CelebrationState.CANCELLED
EVERYBODY = ("zed", "mo", "ann", "bo", "max", "cy", "old", "hana", "ada")


async def celebration(
    person: Person,
    *,
    kind: CelebrationKind = ANNIVERSARY,
    day: date | None = None,
    audience: CelebrationAudience = EVERYONE,
    state: CelebrationState = PLANNED,
) -> Celebration:
    """A celebration in three days, made directly."""
    day = day or today(person.time_zone) + timedelta(days=3)
    return await Celebration.create(
        person_id=person.id,
        kind=kind,
        day=day,
        years=3 if kind is ANNIVERSARY else None,
        audience=audience,
        state=state,
        due_at=morning_of(day, person.time_zone),
        delivered_at=now() if state is DELIVERED else None,
        created_at=now(),
    )


async def signature(card: Celebration, author: Person, message: str = "All the best") -> Any:
    """A line on a card."""
    return await CardSignature.create(
        celebration_id=card.id, author_id=author.id, message=message, created_at=now()
    )


async def chosen(person: Person, **values: Any) -> None:
    """A person's choice."""
    given = {"anniversary": TEAM, "birthday": OFF, "updated_at": now()} | values
    await CelebrationChoice.create(person_id=person.id, **given)


async def hired(person: Person, day: date) -> None:
    """From when on a person's years are counted."""
    await Person.filter(id=person.id).update(hired_on=day)


async def celebrations_off() -> None:
    """The company celebrates nothing."""
    await RecognitionSettings.create(id=SETTINGS_ID, celebrations_enabled=False, updated_at=now())


async def everything() -> list[Any]:
    """All rows of celebrations: equal before and after a refusal."""
    models: tuple[Any, ...] = (CelebrationChoice, Celebration, CardSignature)
    return [
        row for model in models for row in await model.all().order_by(model._meta.pk_attr).values()
    ]


async def refused(do: Doing, code: str, command: Any) -> DomainError:
    """Assert that a command is refused with a code and changes nothing."""
    before = await everything()
    with pytest.raises(DomainError) as caught:
        await do(command)
    assert caught.value.code == code
    assert await everything() == before
    return caught.value


def utc(*parts: int) -> datetime:
    """An instant."""
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type, misc]
