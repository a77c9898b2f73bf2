"""About what people are asked whether anything has changed, because something was planned about it.

``waves`` opens a wave and knows no plans: its job is given :func:`drivers_to_echo`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from tortoise.expressions import Q

from erm.core.clock import now
from erm.engagement.actions.models import ActionPlan
from erm.engagement.actions.rules import ECHO_AFTER, ECHO_EVERY, ECHOES_MOST, ActionPlanState
from erm.engagement.actions.views import drivers_of
from erm.engagement.surveys.models import SurveyQuestion
from erm.engagement.waves.models import SurveyWave
from erm.engagement.waves.rules import WaveState

_ASKED = (WaveState.OPEN, WaveState.CLOSING, WaveState.CLOSED)


async def drivers_to_echo(survey_id: UUID) -> Sequence[UUID]:
    """The drivers about which a wave of this survey that opens now asks whether anything has changed.

    A plan was made of them that is under way for two weeks, or that came to an end since this was last
    asked. A survey asks about plans that its own waves led to, and about drivers that it asks of
    itself. Plans of the company come first, then the oldest. Nobody is asked the same within 60 days,
    nor more than two such questions at a time. Everybody in the wave is asked: a sheet does not say
    who works where. Four queries for any number of plans.
    """
    moment = now()
    plans = await ActionPlan.filter(
        Q(state=ActionPlanState.ACTIVE) | Q(state=ActionPlanState.DONE),
        created_at__lte=moment - ECHO_AFTER,
    )
    if not plans:
        return []
    last = await _last_asked()
    own_waves = set(await SurveyWave.filter(survey_id=survey_id).values_list("id", flat=True))
    own_drivers = set(
        await SurveyQuestion.filter(
            survey_id=survey_id, echo=False, driver_id__isnull=False
        ).values_list("driver_id", flat=True)
    )
    wanted: list[UUID] = []
    for plan in sorted(plans, key=lambda each: (each.department_id is not None, each.id)):
        for driver in drivers_of(plan):
            before = last.get(driver)
            answered = before is not None and plan.ended_at is not None and before >= plan.ended_at
            fresh = before is not None and moment - before < ECHO_EVERY
            concerns = plan.wave_id in own_waves or driver in own_drivers
            if concerns and not answered and not fresh and driver not in wanted:
                wanted.append(driver)
    return wanted[:ECHOES_MOST]


async def _last_asked() -> dict[UUID, datetime]:
    """When a wave that asks whether anything has changed about a driver last opened, by driver."""
    echoes: list[tuple[UUID, UUID, UUID]] = await SurveyQuestion.filter(
        echo=True, driver_id__isnull=False
    ).values_list("id", "driver_id", "survey_id")
    driver_of = {str(question): driver for question, driver, _ in echoes}
    waves: list[tuple[datetime, list[str]]] = await SurveyWave.filter(
        survey_id__in=list({survey for _, _, survey in echoes}), state__in=_ASKED
    ).values_list("opens_at", "question_ids")
    found: dict[UUID, datetime] = {}
    for opened, questions in waves:
        for driver in (driver_of[each] for each in questions if each in driver_of):
            found[driver] = max(opened, found.get(driver, opened))
    return found
