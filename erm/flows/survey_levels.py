"""Which level somebody stands at, for surveys that may be told of by it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from erm.core.localized import Localized
from erm.development.competencies.models import CareerLevel, CareerPlacement
from erm.people.queries import holding


async def levels_on(people: Sequence[UUID], day: date) -> Mapping[UUID, str]:
    """Track and name of people's levels on a day, in English where there is that; for jobs and HR's preview.

    Where somebody stands at two levels, the one they came to last counts.
    """
    names = {
        key: _name(track, level)
        for key, track, level in await CareerLevel.all().values_list("id", "track_names", "names")
    }
    rows = (
        await CareerPlacement.filter(holding(day))
        .order_by("starts_on", "id")
        .values_list("person_id", "level_id")
    )
    wanted = set(people)
    return {person: names[level] for person, level in rows if person in wanted}


def _name(track: dict[str, str], level: dict[str, str]) -> str:
    parts = (Localized.from_json(track).of("en"), Localized.from_json(level).of("en"))
    return " · ".join(part for part in parts if part)
