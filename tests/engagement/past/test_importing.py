"""Past surveys from a table: what columns seem to be, and the same rules for what is told."""

from __future__ import annotations

import random
from datetime import date, timedelta
from importlib.resources import files
from typing import Any
from uuid import UUID, uuid4

import numpy as np
import pandas as pd
import peopleanalyticsdata
import pytest

from erm.audit.models import AuditEntry
from erm.audit.rules import Action
from erm.core.clock import now, today
from erm.core.errors import DomainError
from erm.core.events import Bus
from erm.core.localized import Localized
from erm.core.work import unit_of_work
from erm.engagement.ballots.models import Ballot
from erm.engagement.bank.models import SurveyDriver
from erm.engagement.bank.rules import SurveyQuestionKind as Kind
from erm.engagement.comments.models import SurveyComment
from erm.engagement.past.importing import Imported, PastSurvey, import_past_survey
from erm.engagement.past.models import SurveyUpload
from erm.engagement.past.parsing import PastColumn
from erm.engagement.past.rules import PastColumnUse as Use
from erm.engagement.past.uploads import past_survey_draft, purge_uploads, upload_past_survey
from erm.engagement.results import queries
from erm.engagement.results.models import ReleaseGroup
from erm.engagement.results.rules import Shown, SubjectKind
from erm.engagement.surveys.models import Survey
from erm.engagement.surveys.rules import SegmentKind
from erm.people.models import Person
from tests.cast import Cast

# What differs between the databases is in the close; `test_closing.py` runs on both.
pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


async def uploaded(cast: Cast, table: str | bytes, person: Person | None = None) -> UUID:
    content = table.encode() if isinstance(table, str) else table
    async with unit_of_work(Bus()):
        return await upload_past_survey(
            cast.actor(person or cast.hana), file_name="past.csv", content=content
        )


async def imported(
    cast: Cast, upload: UUID, columns: list[PastColumn], *, apply: bool = True, **given: Any
) -> Imported:
    past = PastSurvey(Localized("Past", "Прошлый"), date(2024, 3, 1), columns, **given)
    return await import_past_survey(
        cast.actor(cast.hana), upload_id=upload, past=past, apply=apply, bus=Bus()
    )


def scale(name: str, **given: Any) -> PastColumn:
    return PastColumn(name, Use.QUESTION, Kind.SCALE_5, **given)


def table_of(rows: int = 60, seed: int = 5) -> str:
    rng = random.Random(seed)
    lines = ["Mood;Trust;Team;Words;Manager"]
    for at in range(rows):
        team = "Engineering" if at < 40 else "Elsewhere" if at < 57 else "Few"
        words = "A long remark about the canteen and its soup" if at % 2 else ""
        lines.append(f"{rng.randint(1, 5)};{rng.randint(1, 5)};{team};{words};no")
    return "\n".join(lines)


COLUMNS = [
    PastColumn("Mood", Use.OUTCOME, Kind.SCALE_5),
    scale("Trust", driver_name="Trust"),
    PastColumn("Team", Use.SEGMENT, segment=SegmentKind.DEPARTMENT),
    PastColumn("Words", Use.QUESTION, Kind.TEXT),
]


async def test_a_past_survey_is_told_of_under_the_same_rules(cast: Cast) -> None:
    upload = await uploaded(cast, table_of())
    draft = await past_survey_draft(cast.actor(cast.hana), upload)
    assert draft is not None
    assert (draft.rows, [each.use for each in draft.columns]) == (
        60,
        [Use.QUESTION, Use.QUESTION, Use.SEGMENT, Use.QUESTION, Use.SEGMENT],
    )
    dry = await imported(cast, upload, COLUMNS, apply=False)
    assert (dry.report.created, dry.report.applied, dry.wave_id) == (60, False, None)
    assert not await Survey.exists()
    done = await imported(cast, upload, COLUMNS)
    assert done.report.applied
    assert done.wave_id is not None
    assert [(loss.values, loss.values_kept) for loss in done.losses] == [(3, 1)]
    report = await queries.report(cast.actor(cast.hana), done.wave_id)
    assert report is not None
    # Nobody knows how many were asked: no rate, and no correction for it.
    assert (report.group.invited, report.group.rate) == (60, None)
    assert report.figures[0].correction == 1.0
    shown = {each.label: each.shown for each in report.groups}
    assert shown["Engineering"] is not Shown.HIDDEN
    assert shown["Few"] is Shown.HIDDEN
    named = await ReleaseGroup.get(wave_id=done.wave_id, department_id=cast.engineering.id)
    assert named.label == {"department": str(cast.engineering.id)}
    assert await SurveyComment.filter(wave_id=done.wave_id).count() == 30
    assert [each.names["en"] for each in await SurveyDriver.all()] == ["Trust"]
    # Nothing is promised in the name of whoever asked them: nobody here took a ballot.
    told = report.promise.told("en")
    assert told[0].startswith("These answers were given elsewhere")
    assert not any("ballot" in sentence.lower() for sentence in told)
    # No sheet is kept, and the table is destroyed.
    assert not await Ballot.exists()
    assert len((await SurveyUpload.get(id=upload)).content_sealed) < 64
    assert await AuditEntry.filter(action=Action.PAST_SURVEY_IMPORTED).count() == 1
    with pytest.raises(DomainError) as refused:
        await imported(cast, upload, COLUMNS)
    assert refused.value.code == "PAST_UPLOAD_APPLIED"
    assert await past_survey_draft(cast.actor(cast.hana), upload) is None


async def test_with_a_single_wrong_cell_nothing_is_imported(cast: Cast) -> None:
    upload = await uploaded(cast, table_of() + "\n9;2;Few;;no\n3;x;Few;;no")
    done = await imported(cast, upload, COLUMNS)
    assert [(p.line, p.column, p.code) for p in done.report.problems] == [
        (62, "Mood", "BAD_NUMBER"),
        (63, "Trust", "BAD_NUMBER"),
    ]
    assert (done.report.created, done.report.applied, done.wave_id) == (0, False, None)
    assert not await Survey.exists()
    assert not await SurveyDriver.exists()


@pytest.mark.parametrize(
    ("columns", "given", "code"),
    [
        ([], {}, "PAST_COLUMNS_UNFIT"),
        ([scale("Nowhere")], {}, "PAST_COLUMNS_UNFIT"),
        ([scale("Mood"), scale("Mood")], {}, "PAST_COLUMNS_UNFIT"),
        ([scale("Mood", driver_id=uuid4())], {}, "PAST_COLUMNS_UNFIT"),
        ([PastColumn("Mood", Use.QUESTION, Kind.SCALE)], {}, "PAST_COLUMNS_UNFIT"),
        ([PastColumn("Words", Use.OUTCOME, Kind.TEXT)], {}, "PAST_COLUMNS_UNFIT"),
        ([scale("Mood"), PastColumn("Team", Use.SEGMENT)], {}, "PAST_COLUMNS_UNFIT"),
        (COLUMNS, {"invited": 59}, "PAST_INVITED_UNFIT"),
        (COLUMNS, {"score_group": 4}, "SURVEY_GROUPS_OUT_OF_RANGE"),
    ],
)
async def test_what_cannot_be_told_of_is_refused(
    cast: Cast, columns: list[PastColumn], given: dict[str, Any], code: str
) -> None:
    upload = await uploaded(cast, table_of())
    with pytest.raises(DomainError) as refused:
        await imported(cast, upload, columns, **given)
    assert refused.value.code == code
    assert not await Survey.exists()


async def test_a_day_ahead_is_no_past(cast: Cast) -> None:
    upload = await uploaded(cast, table_of())
    past = PastSurvey(Localized("Past"), today() + timedelta(days=1), COLUMNS)
    with pytest.raises(DomainError) as refused:
        await import_past_survey(
            cast.actor(cast.hana), upload_id=upload, past=past, apply=True, bus=Bus()
        )
    assert refused.value.code == "PAST_DAY_UNFIT"


async def test_only_hr_uploads_and_imports_and_each_their_own(cast: Cast) -> None:
    for person in (cast.mo, cast.ada):
        with pytest.raises(DomainError) as refused:
            await uploaded(cast, table_of(), person)
        assert refused.value.code == "PAST_SURVEYS_ONLY_HR"
    assert not await SurveyUpload.exists()
    upload = await uploaded(cast, table_of())
    for person in (cast.mo, cast.ada):
        assert await past_survey_draft(cast.actor(person), upload) is None
        with pytest.raises(DomainError) as refused:
            await import_past_survey(
                cast.actor(person),
                upload_id=upload,
                past=PastSurvey(Localized("Past"), date(2024, 1, 1), COLUMNS),
                apply=True,
                bus=Bus(),
            )
        assert refused.value.code == "PAST_SURVEYS_ONLY_HR"
    assert not await Survey.exists()


async def test_a_table_is_kept_for_a_day(cast: Cast) -> None:
    upload = await uploaded(cast, table_of())
    assert "Engineering" not in repr(bytes((await SurveyUpload.get(id=upload)).content_sealed))
    assert await purge_uploads() == 0
    await SurveyUpload.filter(id=upload).update(created_at=now() - timedelta(days=1))
    assert await past_survey_draft(cast.actor(cast.hana), upload) is None
    assert await purge_uploads() == 1


async def test_the_published_answers_import_and_report_as_pandas_says(cast: Cast) -> None:
    with (files(peopleanalyticsdata) / "data" / "employee_survey.csv").open("rb") as file:
        content = file.read()
    upload = await uploaded(cast, content)
    draft = await past_survey_draft(cast.actor(cast.hana), upload)
    assert draft is not None
    assert {(each.kind, each.lowest, each.highest) for each in draft.columns} == {
        (Kind.SCALE, 1, 4)
    }
    assert [each.name for each in draft.columns if each.use is Use.OUTCOME] == ["Happiness"]
    columns = [
        PastColumn(
            each.name,
            each.use,
            each.kind,
            driver_name=each.name.rstrip("0123456789"),
            lowest=1,
            highest=4,
        )
        for each in draft.columns
    ]
    done = await imported(cast, upload, columns, invited=4_000)
    assert done.wave_id is not None
    hana = cast.actor(cast.hana)
    report = await queries.report(hana, done.wave_id)
    assert report is not None
    assert (report.group.invited, report.group.answered) == (4_000, 2_833)
    with (files(peopleanalyticsdata) / "data" / "employee_survey.csv").open() as text:
        table = (pd.read_csv(text) - 1) / 3 * 100
    told = {each.label: each.mean for each in report.figures}
    for name in table.columns:
        assert told[name] == round(table[name].mean(), 1)
    for theme in ("Ben", "Work", "Man", "Car"):
        items = [name for name in table.columns if name.startswith(theme)]
        assert told[theme] == round(table[items].mean(axis=1).mean(), 1)
    analysis = await queries.driver_analysis(hana, done.wave_id)
    assert analysis is not None
    names = {each.id: each.names["en"] for each in await SurveyDriver.all()}
    weights = {names[each.driver_id]: each.weight for each in analysis.weights}
    assert set(weights) == {"Ben", "Work", "Man", "Car"}
    assert np.isclose(sum(weights.values()), 1, atol=0.002)
    kinds = {each.subject_kind for each in report.figures}
    assert kinds == {SubjectKind.OUTCOME, SubjectKind.DRIVER, SubjectKind.QUESTION}
