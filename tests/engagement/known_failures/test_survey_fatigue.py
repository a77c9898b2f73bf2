"""In other products every team runs its own survey, and people are asked until they answer none.

Here nobody is asked more than so many questions in 30 days, over all surveys: whoever would be is not
invited to a wave, and HR sees how many that are before the launch.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from erm.core.clock import today
from erm.core.events import Bus
from erm.core.work import unit_of_work
from erm.engagement.surveys.settings import edit_engagement_settings
from erm.engagement.waves.commands import launch_survey
from erm.engagement.waves.models import RollEntry, SurveyWave
from erm.engagement.waves.planning import preview
from erm.engagement.waves.rules import WaveState
from erm.engagement.waves.segments import no_levels
from erm.people.audience import Audience
from tests.cast import Cast
from tests.engagement.making import bank, draft, open_all, opened, saved, waves_of


async def test_nobody_is_asked_more_than_the_company_allows(cast: Cast) -> None:
    await bank()
    hana = cast.actor(cast.hana)
    async with unit_of_work(Bus()):
        await edit_engagement_settings(hana, monthly_questions=7, version=1)
    engineers = tuple(p.id for p in (cast.mo, cast.ann, cast.bo, cast.old, cast.zed))
    first = await opened(hana, draft(starts_on=today(), audience=Audience(people=engineers)))
    assert len(first.question_ids) == 4

    await cast.crowd(5, department=cast.sales)
    view = await saved(hana, draft(starts_on=today()))
    seen = await preview(hana, view.id, no_levels)
    assert seen is not None
    assert (seen.people, seen.over_asked) == (9, 5)
    async with unit_of_work(Bus()):
        await launch_survey(hana, survey_id=view.id, version=view.version)
    assert await open_all() == 1
    (second,) = await waves_of(view.id)
    invited = set(await people_of(second))
    assert len(invited) == 9
    assert invited.isdisjoint(engineers)

    # A month later all of them may be asked again; what was called off counts for nobody.
    later = await saved(hana, draft(starts_on=today() + timedelta(days=30)))
    after = await preview(hana, later.id, no_levels)
    assert after is not None
    assert (after.people, after.over_asked) == (14, 0)
    await SurveyWave.filter(id=first.id).update(state=WaveState.CANCELLED)
    third = await saved(hana, draft(starts_on=today(), audience=Audience(people=engineers)))
    again = await preview(hana, third.id, no_levels)
    assert again is not None
    assert (again.people, again.over_asked) == (5, 0)


async def people_of(wave: SurveyWave) -> list[Any]:
    return list(await RollEntry.filter(wave_id=wave.id).values_list("person_id", flat=True))
