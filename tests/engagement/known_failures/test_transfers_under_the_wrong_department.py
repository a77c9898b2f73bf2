"""In other products whoever changes departments is told of in the wrong one: today's, or last year's.

Here everybody is told of as the directory has it on the wave's first day, whenever the worker comes by
and whatever happens afterwards.
"""

from __future__ import annotations

from datetime import timedelta

from erm.core.clock import today
from erm.engagement.waves.models import RollEntry, SurveyWave
from erm.engagement.waves.rolls import classes_of, roll_of
from erm.engagement.waves.rules import SegmentKind
from erm.people.audience import Audience
from erm.people.models import Department, DepartmentMembership, Person
from tests.cast import Cast
from tests.engagement.making import bank, draft, launched, open_all, waves_of


async def transfer(person: Person, department: Department, days: int) -> None:
    """From so many days after today on."""
    day = today() + timedelta(days=days)
    await DepartmentMembership.filter(person_id=person.id, ends_on__isnull=True).update(ends_on=day)
    _ = await DepartmentMembership.create(
        person_id=person.id, department_id=department.id, starts_on=day
    )


async def told_in(wave: SurveyWave) -> dict[object, str | None]:
    labels = {each.number: each.label for each in await classes_of(wave.id)}
    return {
        person: labels[number][SegmentKind.DEPARTMENT]
        for person, number in (await roll_of(wave.id)).items()
    }


async def test_the_first_day_of_the_wave_decides(cast: Cast) -> None:
    await bank()
    crowd = await cast.crowd(8, department=cast.sales)
    await cast.crowd(8, department=cast.engineering)
    before, on_the_day, after = crowd[:3]
    both = Audience(departments=(cast.engineering.id, cast.sales.id))
    survey = await launched(
        cast.actor(cast.hana), draft(audience=both, starts_on=today() + timedelta(days=3))
    )
    await transfer(before, cast.engineering, 2)
    await transfer(on_the_day, cast.engineering, 3)
    await transfer(after, cast.engineering, 4)
    # The worker was down for two days: it still opens the wave of the third day.
    assert await open_all(today() + timedelta(days=5)) == 1
    (wave,) = await waves_of(survey.id)
    told = await told_in(wave)
    assert told[before.id] == told[on_the_day.id] == str(cast.engineering.id)
    assert told[after.id] == str(cast.sales.id)

    # What happens afterwards changes nothing of this wave.
    await transfer(crowd[4], cast.engineering, 6)
    assert await open_all(today() + timedelta(days=7)) == 0
    assert await told_in(wave) == told
    assert await RollEntry.filter(wave_id=wave.id).count() == len(told)
