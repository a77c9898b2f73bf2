"""The import of a past survey, which is noted."""

from __future__ import annotations

from datetime import date

from erm.core.events import Bus
from erm.core.localized import Localized
from erm.core.work import unit_of_work
from erm.engagement.bank.rules import SurveyQuestionKind
from erm.engagement.past.importing import PastSurvey, import_past_survey
from erm.engagement.past.parsing import PastColumn
from erm.engagement.past.rules import PastColumnUse
from erm.engagement.past.uploads import upload_past_survey
from tests.cast import Cast


async def everything(cast: Cast, bus: Bus) -> None:
    hana = cast.actor(cast.hana)
    table = "SECRET,words\n" + "\n".join(f"{at % 5 + 1},SECRET" for at in range(12))
    async with unit_of_work(bus):
        upload = await upload_past_survey(hana, file_name="SECRET.csv", content=table.encode())
    done = await import_past_survey(
        hana,
        upload_id=upload,
        past=PastSurvey(
            Localized("SECRET", "SECRET"),
            date(2024, 1, 1),
            [
                PastColumn("SECRET", PastColumnUse.QUESTION, SurveyQuestionKind.SCALE_5),
                PastColumn("words", PastColumnUse.QUESTION, SurveyQuestionKind.TEXT),
            ],
        ),
        apply=True,
        bus=bus,
    )
    assert done.report.applied
