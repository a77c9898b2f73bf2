"""Who is invited to a wave, and in which class. It never leaves the server but for one's own row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from tortoise.functions import Count

from erm.engagement.waves.models import RollEntry, SurveyWave, WaveClass
from erm.engagement.waves.rules import SegmentKind


@dataclass(frozen=True, slots=True)
class ClassOfWave:
    """People of a wave who are told of alike. ``label``: the value of each segment, or None.

    A department's value is the text of its id; the others' are words of the directory.
    """

    number: int
    label: Mapping[SegmentKind, str | None]
    invited: int
    answered: int | None
    block: int | None

    def values(self, segments: Sequence[SegmentKind]) -> tuple[str | None, ...]:
        """The label in the order of the survey's segments, as ``erm.disclosure`` takes it."""
        return tuple(self.label.get(segment) for segment in segments)


async def roll_of(wave_id: UUID) -> dict[UUID, int]:
    """The class of everybody invited to a wave, by person. No policy: for jobs and the close."""
    rows = await RollEntry.filter(wave_id=wave_id).values_list("person_id", "class_number")
    return dict(rows)


async def classes_of(wave_id: UUID) -> list[ClassOfWave]:
    """The classes of a wave by number. No policy: for jobs and the close."""
    return [
        ClassOfWave(
            number=row.number,
            label={SegmentKind(key): value for key, value in row.label.items()},
            invited=row.invited,
            answered=row.answered,
            block=row.block,
        )
        for row in await WaveClass.filter(wave_id=wave_id).order_by("number")
    ]


async def is_invited(person_id: UUID, wave_id: UUID) -> bool:
    """Whether somebody stands on the roll of a wave."""
    return await RollEntry.filter(wave_id=wave_id, person_id=person_id).exists()


async def waves_inviting(person_id: UUID, wave_ids: Sequence[UUID]) -> set[UUID]:
    """To which of these waves somebody is invited, in one query."""
    rows = await RollEntry.filter(person_id=person_id, wave_id__in=list(wave_ids)).values_list(
        "wave_id", flat=True
    )
    return set(rows)  # type: ignore[arg-type]


async def taken_by_wave(wave_ids: Sequence[UUID]) -> dict[UUID, int]:
    """How many took a token, exactly; for ``taken_told`` alone, which blurs it."""
    rows = (
        await RollEntry.filter(wave_id__in=list(wave_ids), issued=True)
        .annotate(people=Count("id"))
        .group_by("wave_id")
        .values_list("wave_id", "people")
    )
    return dict(rows)


async def earlier_waves(wave: SurveyWave) -> list[SurveyWave]:
    """The waves of the same survey that were told of before, in their order."""
    return await SurveyWave.filter(
        survey_id=wave.survey_id, number__lt=wave.number, released_at__isnull=False
    ).order_by("number")
