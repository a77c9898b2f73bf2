"""Everything about surveys that HR does and that is noted, once at least."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from erm.core.clock import at, today
from erm.core.events import Bus
from erm.core.localized import Localized
from erm.core.work import unit_of_work
from erm.engagement.bank.commands import ItemDraft, retire_item, save_driver, save_item
from erm.engagement.bank.content import ItemContent
from erm.engagement.bank.rules import SurveyQuestionKind
from erm.engagement.surveys.commands import QuestionDraft
from erm.engagement.surveys.rules import SurveyRhythm
from erm.engagement.surveys.settings import edit_engagement_settings
from erm.engagement.waves import opening
from erm.engagement.waves.commands import cancel_wave, end_survey
from erm.engagement.waves.mails import WaveMails
from erm.engagement.waves.models import SurveyWave
from tests.cast import Cast
from tests.conftest import SECRETS
from tests.engagement import making


async def everything(cast: Cast, bus: Bus) -> None:
    hana = cast.actor(cast.hana)
    secret = Localized("SECRET", "SECRET")

    async def do(command: Any, *args: Any, **given: Any) -> Any:
        async with unit_of_work(bus):
            return await command(*args, **given)

    await do(save_driver, hana, names=secret, descriptions=secret)
    text = ItemDraft(SurveyQuestionKind.TEXT, ItemContent(secret), "SECRET", "SECRET")
    item = await do(save_item, hana, text)
    await do(edit_engagement_settings, hana, monthly_questions=30, version=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opening, "make_key", making.keys)
        wave = await making.opened(
            hana,
            making.draft(
                (),
                titles=secret,
                rhythm=SurveyRhythm.WEEKLY,
                open_days=5,
                starts_on=today(),
                questions=[QuestionDraft(item_id=item.id)],
            ),
        )
    with at(wave.opens_at + timedelta(days=2)):
        await do(WaveMails(SECRETS).remind, hana, wave_id=wave.id)
    await do(cancel_wave, hana, wave_id=wave.id, reason="SECRET")
    survey = await SurveyWave.get(id=wave.id).values_list("survey_id", flat=True)
    await do(end_survey, hana, survey_id=survey, version=2)
    await do(retire_item, hana, item_id=item.id, retired=True)
