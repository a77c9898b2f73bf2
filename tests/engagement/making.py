"""Surveys made as HR makes them: drafts, launches and waves that a worker opened."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from erm.core.actor import Actor
from erm.core.clock import at, now, today
from erm.core.events import Bus
from erm.core.localized import Localized
from erm.core.work import unit_of_work
from erm.engagement.bank.built_ins import install_survey_bank, item_id
from erm.engagement.blind import make_key
from erm.engagement.surveys import commands
from erm.engagement.surveys.commands import QuestionDraft, SurveyDraft
from erm.engagement.surveys.rules import SegmentKind, SurveyReaders, SurveyRhythm
from erm.engagement.surveys.views import SurveyView
from erm.engagement.waves import opening
from erm.engagement.waves.commands import launch_survey
from erm.engagement.waves.models import SurveyWave
from erm.engagement.waves.segments import no_levels
from erm.people.audience import Audience

ITEMS = ("glad", "purpose_use", "workload_time", "change_one")


@cache
def keys() -> tuple[str, bytes]:
    """A pair of keys: making one takes long."""
    return make_key()


async def bank() -> None:
    """What comes with erm."""
    async with unit_of_work(Bus()):
        await install_survey_bank()


def draft(items: Sequence[str] = ITEMS, **changed: Any) -> SurveyDraft:
    """A survey for everybody that begins tomorrow."""
    values: dict[str, Any] = {
        "titles": Localized("Pulse", "Пульс"),
        "intros": Localized("How are you?", "Как дела?"),
        "rhythm": SurveyRhythm.ONCE,
        "readers": SurveyReaders.MANAGERS,
        "audience": Audience(everyone=True),
        "segments": (SegmentKind.DEPARTMENT,),
        "starts_on": today() + timedelta(days=1),
        "questions": [QuestionDraft(item_id=item_id(key)) for key in items],
    }
    return SurveyDraft(**values | changed)


async def saved(actor: Actor, wanted: SurveyDraft | None = None) -> SurveyView:
    """A stored draft."""
    async with unit_of_work(Bus()):
        return await commands.save_survey(actor, wanted or draft())


async def launched(actor: Actor, wanted: SurveyDraft | None = None) -> SurveyView:
    """A survey whose promise is given."""
    view = await saved(actor, wanted)
    async with unit_of_work(Bus()):
        return await launch_survey(actor, survey_id=view.id, version=view.version)


async def waves_of(survey_id: UUID) -> list[SurveyWave]:
    """Its waves in order."""
    return await SurveyWave.filter(survey_id=survey_id).order_by("number")


async def open_all(day: date | None = None, **given: Any) -> int:
    """Let a worker open what is due, at noon of a day."""
    moment = now() if day is None else now().replace(year=day.year, month=day.month, day=day.day)
    with at(moment.replace(hour=12)):
        return await opening.open_due_waves(
            Bus(), given.get("levels_of", no_levels), given.get("echo_for", opening.no_echo)
        )


async def opened(actor: Actor, wanted: SurveyDraft | None = None, **given: Any) -> SurveyWave:
    """A wave that is open since today."""
    view = await launched(actor, wanted or draft(starts_on=today()))
    assert await open_all(view.starts_on, **given) == 1
    return (await waves_of(view.id))[0]
