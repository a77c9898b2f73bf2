"""A later wave asks whether anything has changed, and what people say stands with the plan."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from erm.core.clock import now
from erm.engagement.actions.asking import drivers_to_echo
from erm.engagement.actions.echoes import echoes_of
from erm.engagement.actions.rules import ActionPlanState
from erm.engagement.bank.rules import SurveyQuestionKind
from erm.engagement.ledger.models import ReportAccess
from erm.engagement.surveys.models import SurveyQuestion
from erm.engagement.waves.models import SurveyWave
from tests.cast import Cast
from tests.database import query_count
from tests.engagement.actions.rows import plan
from tests.engagement.told import Told, question, release, survey_row, told, wave_row

DAY = timedelta(days=1)


async def echo(found: Told, driver: int = 0) -> SurveyQuestion:
    row: SurveyQuestion = await question(
        found.survey,
        9,
        SurveyQuestionKind.SCALE_5,
        driver_id=found.drivers[driver].id,
        echo=True,
        always=False,
    )
    return row


async def later(
    cast: Cast, found: Told, asked: Sequence[SurveyQuestion], *, opened: datetime, number: int = 2
) -> SurveyWave:
    wave = await wave_row(found.survey, asked, number=number, opened=opened)
    await release(cast, found, wave, questions=asked)
    return wave


async def test_a_plan_under_way_for_two_weeks_is_asked_about_and_a_fresh_one_is_not(
    cast: Cast,
) -> None:
    found = await told(cast)
    row = await plan(found, cast.hana, at=now() - 13 * DAY)
    assert await drivers_to_echo(found.survey.id) == []
    row.created_at = now() - 15 * DAY
    await row.save(update_fields=["created_at"])
    assert await drivers_to_echo(found.survey.id) == [found.drivers[0].id]
    row.state = ActionPlanState.DROPPED
    await row.save(update_fields=["state"])
    assert await drivers_to_echo(found.survey.id) == [], "nobody is asked about what was given up"


async def test_nobody_is_asked_the_same_within_sixty_days_or_after_the_end(cast: Cast) -> None:
    found = await told(cast)
    row = await plan(found, cast.hana, at=now() - 200 * DAY)
    asked = await echo(found)
    wave = await wave_row(found.survey, [asked], number=2, opened=now() - 59 * DAY)
    assert await drivers_to_echo(found.survey.id) == []
    wave.opens_at = now() - 61 * DAY
    await wave.save(update_fields=["opens_at"])
    assert await drivers_to_echo(found.survey.id) == [found.drivers[0].id]
    row.state, row.ended_at = ActionPlanState.DONE, now() - 62 * DAY
    await row.save(update_fields=["state", "ended_at"])
    assert await drivers_to_echo(found.survey.id) == [], "it was asked after the end"
    row.ended_at = now() - 60 * DAY
    await row.save(update_fields=["ended_at"])
    assert await drivers_to_echo(found.survey.id) == [found.drivers[0].id], "once more at the end"


async def test_a_survey_asks_about_its_own_plans_and_its_own_drivers_the_companys_first(
    cast: Cast,
) -> None:
    found, old = await told(cast), now() - 90 * DAY
    _ = await plan(found, cast.mo, cast.engineering, at=old, drivers=2)
    other = await survey_row(cast)
    assert await drivers_to_echo(other.id) == [], "it asks of nothing that was planned"
    _ = await question(other, 0, SurveyQuestionKind.SCALE_5, driver_id=found.drivers[1].id)
    assert await drivers_to_echo(other.id) == [found.drivers[1].id]
    company = await plan(found, cast.hana, at=now() - 20 * DAY)
    company.driver_ids = [str(found.drivers[1].id)]
    await company.save(update_fields=["driver_ids"])
    keys = [each.id for each in found.drivers]
    assert await drivers_to_echo(found.survey.id) == keys[::-1]


async def told_to(cast: Cast, person: Any, key: UUID) -> list[tuple[float | None, str]]:
    views = (await echoes_of(cast.actor(person), [key])).get(key, [])
    return [(each.figure.mean, each.figure.label) for each in views]


async def test_what_people_said_is_told_through_the_gate_of_the_later_wave(cast: Cast) -> None:
    found = await told(cast, invited=[cast.ann])
    asked = await echo(found)
    _ = await later(cast, found, [asked, *found.scales], opened=now() - 30 * DAY)
    made = now() - 60 * DAY
    ours = await plan(found, cast.mo, cast.engineering, at=made)
    small = await plan(found, cast.max, cast.sales, at=made)
    company = await plan(found, cast.hana, at=made)
    assert await told_to(cast, cast.hana, ours.id) == [(61.5, "Question 9")]
    assert await told_to(cast, cast.hana, company.id) == [(60.5, "Question 9")]
    assert await told_to(cast, cast.hana, small.id) == [], "hidden there, so hidden here"
    assert await told_to(cast, cast.mo, ours.id) == [(61.5, "Question 9")]
    assert await told_to(cast, cast.ann, ours.id) == [], "who sees the plan reads no report by that"
    assert await told_to(cast, cast.max, ours.id) == []
    rows = await ReportAccess.all().values_list("person_id", "part", "scope")
    assert {(person, part) for person, part, _ in rows} == {
        (cast.hana.id, "actions"),
        (cast.mo.id, "actions"),
    }
    assert len(rows) == 3


async def test_a_wave_before_the_plan_says_nothing_about_it(cast: Cast) -> None:
    found = await told(cast)
    asked = await echo(found)
    _ = await later(cast, found, [asked], opened=now() - 30 * DAY)
    row = await plan(found, cast.hana, at=now() - 20 * DAY)
    assert await told_to(cast, cast.hana, row.id) == []


async def test_many_plans_cost_as_much_as_one(cast: Cast) -> None:
    found = await told(cast)
    asked = await echo(found)
    for number in (2, 3, 4):
        _ = await later(cast, found, [asked], opened=now() - (40 - number) * DAY, number=number)
    keys = [(await plan(found, cast.hana, at=now() - 60 * DAY)).id for _ in range(20)]
    counts = []
    for number in (1, 20):
        await echoes_of(cast.actor(cast.hana), keys[:number])
        with query_count() as queries:
            views = await echoes_of(cast.actor(cast.hana), keys[:number])
        assert [len(each) for each in views.values()] == [3] * number
        counts.append(queries.count)
    assert len(set(counts)) == 1
