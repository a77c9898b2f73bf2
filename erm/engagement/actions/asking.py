"""Asking people whether anything has changed, because something was planned about it.

``waves`` opens a wave and knows no plans; ``erm.flows`` gives it :func:`echo_questions` to ask.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from tortoise.expressions import Q

from erm.core.ids import new_id
from erm.core.language import say
from erm.core.localized import Localized
from erm.engagement.actions.models import ActionPlan
from erm.engagement.actions.rules import ECHO_AFTER, ECHO_EVERY, ECHOES_MOST, ActionPlanState
from erm.engagement.actions.views import drivers_of
from erm.engagement.bank.content import ItemContent
from erm.engagement.bank.models import SurveyDriver
from erm.engagement.bank.rules import SurveyQuestionKind
from erm.engagement.surveys.models import Survey, SurveyQuestion
from erm.engagement.waves.models import SurveyWave
from erm.engagement.waves.rules import WaveState

_POINTS = range(1, 6)
_ASKED = (WaveState.OPEN, WaveState.CLOSING, WaveState.CLOSED)


async def echo_questions(survey_id: UUID, asked: Sequence[UUID], moment: datetime) -> list[UUID]:
    """Questions to be asked in a wave that opens now, besides those that it asks anyway (``asked``).

    Within the unit of work that opens it. They are about drivers of which a plan was made: one that is
    under way for a while, or came to an end since this was last asked. A survey asks about the plans
    that its own waves led to, and about drivers that it asks of now. Plans of the company come first,
    then the oldest. Nobody is asked the same within 60 days, and no more than two such questions at a
    time. Everybody in the wave is asked: who works where is not known from a sheet.
    """
    plans = await ActionPlan.filter(
        Q(state=ActionPlanState.ACTIVE) | Q(state=ActionPlanState.DONE),
        created_at__lte=moment - ECHO_AFTER,
    ).order_by("id")
    if not plans:
        return []
    last = await _last_asked()
    own_waves = set(await SurveyWave.filter(survey_id=survey_id).values_list("id", flat=True))
    own_drivers = set(await _drivers(asked))
    wanted: list[UUID] = []
    for plan in sorted(plans, key=lambda plan: (plan.department_id is not None, plan.id)):
        for driver in drivers_of(plan):
            before = last.get(driver)
            if plan.ended_at is not None and before is not None and before >= plan.ended_at:
                continue
            if before is not None and moment - before < ECHO_EVERY:
                continue
            if driver not in wanted and (plan.wave_id in own_waves or driver in own_drivers):
                wanted.append(driver)
    return [await _question(survey_id, driver) for driver in wanted[:ECHOES_MOST]]


async def _last_asked() -> dict[UUID, datetime]:
    """When a wave that asks whether anything has changed about a driver last opened, by driver."""
    echoes: dict[UUID, UUID] = dict(
        await SurveyQuestion.filter(echo=True, driver_id__isnull=False).values_list(
            "id", "driver_id"
        )
    )
    surveys = set(
        await SurveyQuestion.filter(echo=True).distinct().values_list("survey_id", flat=True)
    )
    found: dict[UUID, datetime] = {}
    rows: list[tuple[datetime, list[str]]] = await SurveyWave.filter(
        survey_id__in=list(surveys), state__in=_ASKED
    ).values_list("opens_at", "question_ids")
    for opened, questions in rows:
        for question in questions:
            driver = echoes.get(UUID(question))
            if driver is not None:
                found[driver] = max(opened, found.get(driver, opened))
    return found


async def _drivers(questions: Sequence[UUID]) -> list[UUID]:
    rows: list[UUID] = await SurveyQuestion.filter(  # type: ignore[assignment]
        id__in=list(questions), echo=False, driver_id__isnull=False
    ).values_list("driver_id", flat=True)
    return rows


async def _question(survey_id: UUID, driver_id: UUID) -> UUID:
    """The survey's question about a driver: the same one each time, so that answers can be compared."""
    found = await SurveyQuestion.filter(survey_id=survey_id, driver_id=driver_id, echo=True).first()
    if found is not None:
        return found.id
    driver = await SurveyDriver.get(id=driver_id)
    names = Localized.from_json(driver.names)
    # One opening at a time writes questions of a survey.
    await Survey.filter(id=survey_id).select_for_update().only("id").first()
    last = await SurveyQuestion.filter(survey_id=survey_id).order_by("-position").first()
    row = await SurveyQuestion.create(
        id=new_id(),
        survey_id=survey_id,
        position=0 if last is None else last.position + 1,
        kind=SurveyQuestionKind.SCALE_5,
        content=_content(names).to_json(),
        driver_id=driver_id,
        always=False,
        echo=True,
    )
    return row.id


def _content(names: Localized) -> ItemContent:
    def both(key: str, *, named: bool = False) -> Localized:
        return Localized(
            **{
                language: say(language, key, **({"driver": names.of(language)} if named else {}))
                for language in ("en", "ru")
            }
        )

    return ItemContent(
        text=both("engagement.echo.text", named=True),
        help=both("engagement.echo.help"),
        labels=tuple(both(f"engagement.echo.label.{point}") for point in _POINTS),
    )
