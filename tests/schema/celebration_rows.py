"""Celebrations and awards for counting queries: days with cards, and awards as a juror reads them."""

from __future__ import annotations

from datetime import timedelta

from erm.core.clock import now, today
from erm.people.models import Person
from erm.recognition.awards.models import (
    Award,
    AwardJuror,
    AwardNomination,
    AwardVote,
    AwardWinner,
)
from erm.recognition.awards.rules import AwardState
from erm.recognition.celebrations.models import CardSignature, Celebration
from erm.recognition.celebrations.rules import (
    CelebrationAudience,
    CelebrationKind,
    CelebrationState,
)
from erm.recognition.models import CompanyValue
from tests.cast import Cast


class CelebrationRows:
    """``begin`` once, then ``grow``: near days of everybody, and the card of Ann."""

    celebration: Celebration

    def __init__(self, cast: Cast) -> None:
        self.cast = cast

    async def begin(self) -> None:
        """Ann has a birthday, and Bo has signed her card."""
        (self.celebration,) = await self._days([self.cast.ann])
        await self._sign([self.cast.bo])

    async def grow(self, crowd: list[Person]) -> None:
        """As many more days, and lines on the card."""
        await self._days(crowd)
        await self._sign(crowd)

    async def _days(self, people: list[Person]) -> list[Celebration]:
        moment, day = now(), today() + timedelta(days=3)
        rows = [
            Celebration(
                person_id=person.id,
                kind=CelebrationKind.BIRTHDAY,
                day=day,
                audience=CelebrationAudience.EVERYONE,
                state=CelebrationState.PLANNED,
                due_at=moment + timedelta(days=3),
                created_at=moment,
            )
            for person in people
        ]
        await Celebration.bulk_create(rows)
        return rows

    async def _sign(self, people: list[Person]) -> None:
        await CardSignature.bulk_create(
            [
                CardSignature(
                    celebration_id=self.celebration.id,
                    author_id=person.id,
                    message="Many happy returns",
                    created_at=now(),
                )
                for person in people
            ]
        )


class AwardRows:
    """``begin`` once, then ``grow``: an award that was announced, with all that a juror reads of it."""

    award: Award

    def __init__(self, cast: Cast) -> None:
        self.cast = cast

    async def begin(self, value: CompanyValue) -> None:
        """Mo is in the jury, and Ann has the award."""
        self.value = value
        (self.award,) = await self._awards(["begin"])
        await AwardJuror.create(award_id=self.award.id, person_id=self.cast.mo.id)
        await self.grow([self.cast.ann], [])

    async def grow(self, crowd: list[Person], names: list[str]) -> None:
        """As many more awards, and nominees, nominations, jurors, votes and winners of the first."""
        award, mo, moment = self.award.id, self.cast.mo, now()
        await self._awards(names)
        pairs = [
            pair
            for person in crowd
            for pair in (
                (mo, person),
                (person, self.cast.bo),
                (person, mo),
                (self.cast.zed, person),
            )
        ]
        await AwardNomination.bulk_create(
            [
                AwardNomination(
                    award_id=award,
                    author_id=author.id,
                    nominee_id=nominee.id,
                    company_value_id=self.value.id,
                    reason="It worked in the basement",
                    created_at=moment,
                )
                for author, nominee in pairs
            ]
        )
        await AwardJuror.bulk_create([AwardJuror(award_id=award, person_id=p.id) for p in crowd])
        await AwardVote.bulk_create(
            [
                AwardVote(
                    award_id=award,
                    juror_id=person.id,
                    nominee_id=self.cast.bo.id,
                    score=4,
                    updated_at=moment,
                )
                for person in crowd
            ]
        )
        await AwardWinner.bulk_create([AwardWinner(award_id=award, person_id=p.id) for p in crowd])

    async def _awards(self, names: list[str]) -> list[Award]:
        moment, day = now(), today()
        rows = [
            Award(
                name=f"The Last Metre {name}",
                quarter="2026-Q3",
                state=AwardState.ANNOUNCED,
                nominations_from=day - timedelta(days=30),
                nominations_until=day - timedelta(days=20),
                voting_until=day - timedelta(days=10),
                created_by_id=self.cast.hana.id,
                created_at=moment,
                announced_at=moment,
            )
            for name in names
        ]
        await Award.bulk_create(rows)
        return rows
