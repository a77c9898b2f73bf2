"""A past survey from a table: one row for a person, told of under the same rules as any other.

The rows become answer sheets, their segments classes, and then the same is made of them as of a wave that
closes. The sheets themselves are stored nowhere, and the table is destroyed with the import.
"""

from __future__ import annotations

import asyncio
import secrets
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid4

from erm.audit import commands as audit
from erm.audit.rules import Action
from erm.core.actor import Actor
from erm.core.clock import now, today
from erm.core.csv_reading import CsvProblem, CsvReport
from erm.core.database.connections import forget_replaced
from erm.core.events import Bus
from erm.core.ids import new_id
from erm.core.localized import Localized
from erm.core.text import clean_line, clean_text, fold
from erm.core.work import unit_of_work
from erm.disclosure.labels import Hierarchy, Label
from erm.engagement.bank.content import clean_localized
from erm.engagement.bank.models import SurveyDriver
from erm.engagement.bank.rules import SCALES, SurveyQuestionKind
from erm.engagement.comments.storing import store
from erm.engagement.past import policy
from erm.engagement.past.errors import (
    OnlyHrImportsSurveys,
    PastColumnsUnfit,
    PastDayUnfit,
    PastInvitedUnfit,
)
from erm.engagement.past.parsing import Parsed, PastColumn, content_of, parse
from erm.engagement.past.reading import Table, read_table
from erm.engagement.past.rules import POINTS_MOST, PastColumnUse
from erm.engagement.past.uploads import content_of as uploaded
from erm.engagement.past.uploads import use_up
from erm.engagement.results.closing import write_release
from erm.engagement.results.releasing import Release, Terms, make_release
from erm.engagement.surveys.errors import GroupsTooSmall
from erm.engagement.surveys.models import Survey, SurveyQuestion
from erm.engagement.surveys.promise import Terms as Promised
from erm.engagement.surveys.promise import make_past_promise, promise_hash
from erm.engagement.surveys.questions import Question
from erm.engagement.surveys.rules import (
    MOST,
    QUESTIONS_MOST,
    SCORES_FEWEST,
    SEGMENTS_MOST,
    TITLE_MAXIMUM,
    WORDS_FEWEST,
    SegmentKind,
    SurveyReaders,
    SurveySource,
    SurveyState,
)
from erm.engagement.waves.classes import Classes, SegmentLoss, classes_of_people
from erm.engagement.waves.models import SurveyWave, WaveClass
from erm.engagement.waves.rules import WaveState
from erm.engagement.waves.segments import department_names, hierarchy_of
from erm.people.audience import Audience

DRIVER_MAXIMUM = 120
TEXT_MAXIMUM = 500


@dataclass(frozen=True, slots=True)
class PastSurvey:
    """What HR says of a past survey. ``invited``: how many were asked, where that is known."""

    titles: Localized
    day: date
    columns: Sequence[PastColumn]
    invited: int | None = None
    score_group: int = SCORES_FEWEST
    word_group: int = WORDS_FEWEST

    @property
    def segments(self) -> dict[SegmentKind, str]:
        """The column of each segment, in the order in which they were given: that of their worth."""
        return {
            each.segment: each.name
            for each in self.columns
            if each.use is PastColumnUse.SEGMENT and each.segment is not None
        }


@dataclass(frozen=True, slots=True)
class Imported:
    """What the import did, or would do. ``wave_id`` is set once it is done."""

    report: CsvReport
    wave_id: UUID | None = None
    losses: tuple[SegmentLoss, ...] = ()


@dataclass(frozen=True, slots=True)
class _Prepared:
    questions: Sequence[Question]
    drivers: Mapping[UUID, str]
    classes: Classes
    parsed: Parsed
    class_of: Sequence[int]
    release: Release


async def import_past_survey(
    actor: Actor, *, upload_id: UUID, past: PastSurvey, apply: bool, bus: Bus
) -> Imported:
    """Say what a table would come to, and take it in if told to and nothing is wrong with it.

    Opens its own unit of work, for the figures are made before it. Raises ``OnlyHrImportsSurveys``,
    ``PastUploadNotFound``, ``PastUploadApplied``, ``PastColumnsUnfit``, ``PastDayUnfit``,
    ``PastInvitedUnfit``, ``GroupsTooSmall`` and the refusals of texts.
    """
    if not policy.may_import_surveys(actor):
        raise OnlyHrImportsSurveys
    content = await uploaded(actor, upload_id)
    past = _checked(past)
    known = await _known_drivers()
    hierarchy = await hierarchy_of(list(past.segments))
    departments = {fold(name): key for key, name in (await department_names()).items()}
    # Reading and counting take a while; meanwhile others are answered.
    table = await asyncio.to_thread(read_table, content)
    _check_columns(past, table, set(known.values()))
    problems = [*table.problems]
    if not table.problems and len(table.rows) < past.score_group:
        problems.append(CsvProblem(1, "", "PAST_TOO_FEW_ROWS", {"count": past.score_group}))
    if problems:
        return Imported(CsvReport(rows=len(table.rows), problems=tuple(problems)))
    if past.invited is not None and past.invited < len(table.rows):
        raise PastInvitedUnfit(field="invited", answered=len(table.rows))
    survey_id = new_id()
    prepared = await asyncio.to_thread(
        _prepare, survey_id, past, table, hierarchy, departments, known
    )
    report = CsvReport(
        rows=len(table.rows), created=len(table.rows), problems=prepared.parsed.problems
    )
    if report.problems:
        return Imported(replace(report, created=0))
    losses = prepared.classes.losses
    if not apply:
        return Imported(report, losses=losses)
    async with unit_of_work(bus):
        await use_up(upload_id)
        wave_id = await _write(actor, survey_id, past, prepared)
    await forget_replaced(("survey_upload",))
    return Imported(replace(report, applied=True), wave_id, losses)


def _checked(past: PastSurvey) -> PastSurvey:
    titles = clean_localized(past.titles, field="titles", maximum=TITLE_MAXIMUM)
    if past.day > today():
        raise PastDayUnfit(field="day")
    for value, fewest, field in (
        (past.score_group, SCORES_FEWEST, "score_group"),
        (past.word_group, max(WORDS_FEWEST, past.score_group), "word_group"),
    ):
        if not fewest <= value <= MOST:
            raise GroupsTooSmall(field=field, smallest=fewest, largest=MOST)
    columns = [
        replace(
            each,
            text=clean_text(each.text, field="columns", maximum=TEXT_MAXIMUM, required=False),
            driver_name=clean_line(
                each.driver_name, field="columns", maximum=DRIVER_MAXIMUM, required=False
            ),
        )
        for each in past.columns
    ]
    return replace(past, titles=titles, columns=columns)


def _check_columns(past: PastSurvey, table: Table, drivers: set[UUID]) -> None:
    """Raise ``PastColumnsUnfit`` for what no table could be read by."""
    names = [each.name for each in past.columns]
    segments = [each for each in past.columns if each.use is PastColumnUse.SEGMENT]
    asked = [each for each in past.columns if each.asks]
    fit = (
        len(set(names)) == len(names)
        and (set(names) <= set(table.headers) or bool(table.problems))
        and len(past.segments) == len(segments) <= SEGMENTS_MOST
        and 0 < len(asked) <= QUESTIONS_MOST
        and all(_is_fit(each, drivers) for each in asked)
    )
    if not fit:
        raise PastColumnsUnfit(field="columns", segments=SEGMENTS_MOST, questions=QUESTIONS_MOST)


def _is_fit(column: PastColumn, drivers: set[UUID]) -> bool:
    kind = column.kind
    scored = kind in SCALES or kind in (SurveyQuestionKind.SCALE, SurveyQuestionKind.YES_NO)
    if kind is SurveyQuestionKind.SCALE:
        low, high = column.lowest, column.highest
        if low is None or high is None or not 0 < high - low < POINTS_MOST or low < 0:
            return False
    return (
        kind is not None
        and (scored or not (column.reversed or column.use is PastColumnUse.OUTCOME))
        and (column.driver_id is None or column.driver_id in drivers)
    )


async def _known_drivers() -> dict[str, UUID]:
    """Drivers by their folded names in either language."""
    found: dict[str, UUID] = {}
    for key, names in await SurveyDriver.all().order_by("-position").values_list("id", "names"):
        for name in Localized.from_json(names).to_json().values():
            if name:
                found[fold(name)] = key
    return found


def _prepare(
    survey_id: UUID,
    past: PastSurvey,
    table: Table,
    hierarchy: Hierarchy,
    departments: Mapping[str, str],
    known: Mapping[str, UUID],
) -> _Prepared:
    drivers: dict[UUID, str] = {}
    by_name = dict(known)
    asked: dict[str, Question] = {}
    for position, column in enumerate((each for each in past.columns if each.asks), start=1):
        driver = column.driver_id
        if driver is None and column.driver_name:
            driver = by_name.setdefault(fold(column.driver_name), new_id())
            if driver not in known.values():
                drivers[driver] = column.driver_name
        outcome = column.use is PastColumnUse.OUTCOME
        asked[column.name] = Question(
            id=new_id(),
            survey_id=survey_id,
            item_id=None,
            position=position,
            kind=column.kind or SurveyQuestionKind.TEXT,
            content=content_of(column, table.column(column.name)),
            driver_id=None if outcome else driver,
            outcome=outcome,
            reversed=column.reversed,
            always=True,
            echo=False,
        )
    parsed = parse(table, asked, past.segments, departments)
    # Nobody knows whose row is whose, so each gets a name of its own for once.
    people = [uuid4() for _ in table.rows]
    segments = list(past.segments)
    classes = classes_of_people(
        dict(zip(people, parsed.labels, strict=True)), segments, past.score_group, hierarchy
    )
    class_of = [classes.class_of[person] for person in people]
    questions = list(asked.values())
    rows = len(table.rows)
    scale = float("inf") if past.invited is None else past.invited / rows
    release = make_release(
        Terms(survey_id, [each.value for each in segments], past.score_group, past.word_group),
        questions,
        parsed.sheets(class_of),
        {each.number: (each.label, each.people) for each in classes.classes},
        hierarchy=hierarchy,
        membership={},
        former=(),
        rng=secrets.SystemRandom(),
        asked={each.number: each.people * scale for each in classes.classes},
        exact=_exact(parsed.labels),
    )
    return _Prepared(questions, drivers, classes, parsed, class_of, release)


def _exact(labels: Sequence[Label]) -> Mapping[Label, int]:
    return Counter(labels)


async def _write(actor: Actor, survey_id: UUID, past: PastSurvey, made: _Prepared) -> UUID:
    moment = now()
    rows = len(made.class_of)
    segments = [each.value for each in past.segments]
    promise = make_past_promise(
        Promised(past.score_group, past.word_group, tuple(past.segments), SurveyReaders.HR, 0)
    ).to_json()
    _ = await Survey.create(
        id=survey_id,
        titles=past.titles.to_json(),
        intros=Localized().to_json(),
        state=SurveyState.ENDED,
        source=SurveySource.IMPORTED,
        readers=SurveyReaders.HR,
        audience=Audience().to_json(),
        segments=segments,
        score_group=past.score_group,
        word_group=past.word_group,
        keep_days=0,
        starts_on=past.day,
        open_days=1,
        remind_days=[],
        promise=promise,
        promise_hash=promise_hash(promise),
        owner_id=actor.person_id,
        created_at=moment,
        updated_at=moment,
        launched_at=moment,
        ended_at=moment,
    )
    await _write_questions(made)
    day = datetime.combine(past.day, time(), UTC)
    wave = await SurveyWave.create(
        id=new_id(),
        survey_id=survey_id,
        number=1,
        state=WaveState.CLOSED,
        starts_on=past.day,
        ends_on=past.day,
        opens_at=day,
        closes_at=day + timedelta(days=1),
        question_ids=[str(each.id) for each in made.questions],
        invited=past.invited or rows,
        answered=rows,
        loss=[each.to_json() for each in made.classes.losses],
        released_at=moment,
        destroy_on=past.day,
        destroyed=True,
    )
    await WaveClass.bulk_create(
        [
            WaveClass(
                id=new_id(),
                wave_id=wave.id,
                number=each.number,
                label=dict(zip(segments, each.label, strict=True)),
                invited=each.people,
            )
            for each in made.classes.classes
        ],
        batch_size=1_000,
    )
    await write_release(
        wave,
        made.release,
        made.parsed.sheets(made.class_of),
        made.questions,
        store,
        stand_for=(past.invited or rows) / rows,
    )
    audit.append(
        Action.PAST_SURVEY_IMPORTED,
        actor_id=actor.person_id,
        subject_kind="survey",
        subject_id=survey_id,
        details={"questions": len(made.questions), "rows": rows},
    )
    return wave.id


async def _write_questions(made: _Prepared) -> None:
    last = await SurveyDriver.all().order_by("-position").first()
    position = 0 if last is None else last.position
    await SurveyDriver.bulk_create(
        [
            SurveyDriver(
                id=key,
                names=Localized(name, name).to_json(),
                descriptions=Localized().to_json(),
                position=position + place,
                created_at=now(),
            )
            for place, (key, name) in enumerate(made.drivers.items(), start=1)
        ]
    )
    await SurveyQuestion.bulk_create(
        [
            SurveyQuestion(
                id=each.id,
                survey_id=each.survey_id,
                item_id=None,
                position=each.position,
                kind=each.kind,
                content=each.content.to_json(),
                driver_id=each.driver_id,
                outcome=each.outcome,
                reversed=each.reversed,
                always=True,
                echo=False,
            )
            for each in made.questions
        ]
    )
