"""Builders and looks at the tables for the tests of awards."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from erm.core.clock import now, today
from erm.core.errors import DomainError
from erm.people.models import Person
from erm.recognition.awards.commands.organising import AwardDraft
from erm.recognition.awards.models import (
    Award,
    AwardJuror,
    AwardNomination,
    AwardVote,
    AwardWinner,
)
from erm.recognition.awards.rules import AwardState
from erm.recognition.models import CompanyValue, Kudos, KudosReceiver
from tests.development.conftest import Doing

DRAFT, NOMINATING, VOTING = AwardState.DRAFT, AwardState.NOMINATING, AwardState.VOTING
DECIDING, ANNOUNCED = AwardState.DECIDING, AwardState.ANNOUNCED
CANCELLED = AwardState.CANCELLED
EVERYBODY = ("zed", "mo", "ann", "bo", "max", "cy", "old", "hana", "ada")
DAY = timedelta(days=1)


async def value(name: str = "Curiosity", *, retired: bool = False) -> CompanyValue:
    """A company value."""
    return await CompanyValue.create(
        name=name, created_at=now(), retired_at=now() if retired else None
    )


async def award(
    organiser: Person,
    *jurors: Person,
    state: AwardState = NOMINATING,
    winners: int = 1,
    start: date | None = None,
    **columns: Any,
) -> Award:
    """An award with its jury, that began a week ago."""
    first = start or today() - 7 * DAY
    row = await Award.create(
        **{
            "name": "Star of the quarter",
            "quarter": "2026-Q4",
            "state": state,
            "nominations_from": first,
            "nominations_until": first + 14 * DAY,
            "voting_until": first + 21 * DAY,
            "winners": winners,
            "created_by_id": organiser.id,
            "created_at": now(),
        }
        | columns
    )
    for juror in jurors:
        await AwardJuror.create(award_id=row.id, person_id=juror.id)
    return row


async def nomination(
    row: Award, nominee: Person, author: Person, held: CompanyValue, reason: str = "For shop 14"
) -> AwardNomination:
    """Why somebody should have it."""
    return await AwardNomination.create(
        award_id=row.id,
        nominee_id=nominee.id,
        author_id=author.id,
        company_value_id=held.id,
        reason=reason,
        created_at=now(),
    )


async def vote(row: Award, juror: Person, nominee: Person, score: int) -> None:
    """A juror's score."""
    await AwardVote.create(
        award_id=row.id,
        juror_id=juror.id,
        nominee_id=nominee.id,
        score=score,
        updated_at=now(),
    )


async def move(row: Award, state: AwardState) -> None:
    """An award stands elsewhere now."""
    await Award.filter(id=row.id).update(state=state)


def draft(*jurors: Person, **given: Any) -> AwardDraft:
    """What HR writes."""
    first = today() + DAY
    return AwardDraft(
        **{
            "name": "Star of the quarter",
            "nominations_from": first,
            "nominations_until": first + 14 * DAY,
            "voting_until": first + 21 * DAY,
            "juror_ids": tuple(person.id for person in jurors),
        }
        | given
    )


async def everything() -> list[Any]:
    """All rows of awards, and kudos: equal before and after a refusal."""
    models: tuple[Any, ...] = (
        Award,
        AwardJuror,
        AwardNomination,
        AwardVote,
        AwardWinner,
        Kudos,
        KudosReceiver,
    )
    return [row for model in models for row in await model.all().order_by("id").values()]


async def refused(do: Doing, code: str, command: Any) -> DomainError:
    """Assert that a command is refused with a code and changes nothing."""
    before = await everything()
    with pytest.raises(DomainError) as caught:
        await do(command)
    assert caught.value.code == code
    assert await everything() == before
    return caught.value
