"""What is told of a wave, read through the gate. Nothing here is worked out of answers.

Each query opens the gate first, which puts the reading down; the number of statements does not depend on
how many groups, figures or waves there are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from tortoise.expressions import Q

from erm.core.actor import Actor
from erm.core.language import say
from erm.core.localized import Localized
from erm.engagement.bank.models import SurveyDriver
from erm.engagement.bank.rules import SurveyQuestionKind
from erm.engagement.ledger.commands import note_all
from erm.engagement.ledger.rules import ReportAct, ReportPart
from erm.engagement.results.figures import Figure, Subject
from erm.engagement.results.gate import Gate, open_gate
from erm.engagement.results.models import ReleaseFigure, ReleaseGroup, WaveRelease
from erm.engagement.results.notes import Notes
from erm.engagement.results.policy import may_plan_for, may_see_comments
from erm.engagement.results.rules import (
    ANALYSIS_LEAST,
    ANALYSIS_PER_DRIVER,
    GroupKind,
    HiddenReason,
    Shown,
    SubjectKind,
)
from erm.engagement.results.views import (
    DriverAnalysisView,
    FigureView,
    GroupView,
    HeatMapView,
    PointView,
    ReportView,
    RowView,
    TrendView,
    UsefulnessView,
    WeightView,
)
from erm.engagement.results.wording import Topic, Wording
from erm.engagement.surveys.questions import Question
from erm.engagement.surveys.rules import SegmentKind
from erm.engagement.surveys.views import promise_of
from erm.engagement.waves.models import SurveyWave
from erm.engagement.waves.queries import questions_of
from erm.engagement.waves.rolls import earlier_waves
from erm.people.models import Department
from erm.people.rules import TENURE_BANDS

Figures = Mapping[tuple[int, Subject], Figure]
"""By number of the group and subject."""


async def report(
    actor: Actor, wave_id: UUID, group: str | None = None, *, act: ReportAct = ReportAct.VIEWED
) -> ReportView | None:
    """The report on a group, or on the smallest larger one that is told of; None where nothing is read."""
    reading = await _Reading.open(actor, wave_id, group, act=act)
    if reading is None:
        return None
    gate = reading.gate
    told = gate.told
    figures = {} if told is None else await _figures(gate.wave.id, {told.number, 0})
    shown = told or gate.asked
    earlier = await earlier_waves(gate.wave)
    notes = Notes.from_json(gate.release.drivers)
    rows = gate.groups.values()
    everything = gate.everything.values()
    withheld: HiddenReason | None = gate.release.withheld
    return ReportView(
        wave_id=gate.wave.id,
        survey_id=gate.survey.id,
        title=Localized.from_json(gate.survey.titles).of(actor.locale),
        asked=reading.group(gate.asked),
        group=reading.group(shown),
        promise=promise_of(gate.survey),
        figures=tuple(reading.figure(topic, shown, figures) for topic in reading.topics),
        groups=tuple(map(reading.group, reading.in_order(rows))),
        usefulness=UsefulnessView(
            groups=len(everything),
            told=sum(row.shown is not Shown.HIDDEN for row in everything),
            plain=notes.plain,
        ),
        withheld=withheld,
        withheld_text=""
        if withheld is None
        else say(actor.locale, "survey_report.withheld", reason=reading.wording.reason(withheld)),
        can_comment=told is not None and may_see_comments(gate.reach, told),
        can_plan=may_plan_for(gate.reach, gate.asked),
        previous_wave_id=earlier[-1].id if earlier else None,
        plan_hash=gate.release.plan_hash,
    )


async def heat_map(
    actor: Actor, wave_id: UUID, segment: SegmentKind, *, act: ReportAct = ReportAct.VIEWED
) -> HeatMapView | None:
    """Groups of a segment by drivers, everybody first; those that the actor may read."""
    reading = await _Reading.open(actor, wave_id, None, act=act)
    if reading is None:
        return None
    topics = [each for each in reading.topics if each.subject.kind is SubjectKind.DRIVER]
    rows = reading.of_segments((segment,), with_everybody=True)
    figures = await _figures(
        wave_id, {0, *(row.number for row in rows)}, kinds=(SubjectKind.DRIVER,)
    )
    return HeatMapView(
        tuple(each.subject.key for each in topics),
        tuple(reading.row(row, topics, figures) for row in rows),
    )


async def breakdown(
    actor: Actor,
    wave_id: UUID,
    subject: Subject,
    segment: SegmentKind,
    by: SegmentKind | None = None,
    *,
    act: ReportAct = ReportAct.VIEWED,
) -> list[RowView]:
    """One subject in the groups of a segment, or of the pair of segments that the survey is told in."""
    reading = await _Reading.open(actor, wave_id, None, act=act)
    if reading is None:
        return []
    topics = [each for each in reading.topics if each.subject == subject]
    if not topics:
        return []
    rows = reading.of_segments((segment,) if by is None else (segment, by), with_everybody=True)
    figures = await _figures(
        wave_id, {0, *(row.number for row in rows)}, kinds=(subject.kind,), key=subject.key
    )
    return [reading.row(row, topics, figures) for row in rows]


async def trend(
    actor: Actor, wave_id: UUID, group: str | None = None, *, act: ReportAct = ReportAct.VIEWED
) -> list[TrendView]:
    """A group over the waves until this one: those whose people are all the same or differ by enough.

    A time that nobody was asked, or that is not told, has no point; it never is one at 0.
    """
    reading = await _Reading.open(actor, wave_id, group, act=act)
    if reading is None or reading.gate.told is None:
        return []
    gate, told = reading.gate, reading.gate.told
    waves = {wave.id: wave for wave in [*await earlier_waves(gate.wave), gate.wave]}
    same = await _same_group(told, waves)
    kept = _beside_each_other(gate.wave, same, waves, await _notes(waves))
    figures: dict[UUID, dict[tuple[int, Subject], Figure]] = defaultdict(dict)
    for key, number, kind, subject, value in await ReleaseFigure.filter(
        wave_id__in=[row.wave_id for row in kept],
        group_number__in=list({row.number for row in kept} | {0}),
    ).values_list("wave_id", "group_number", "subject_kind", "subject", "value"):
        figures[key][number, Subject(kind, subject)] = Figure.from_json(value)
    await note_all(actor, {row.wave_id: row.label for row in kept}, act=act, part=ReportPart.SCORES)
    return [
        TrendView(topic.subject.kind, topic.subject.key, topic.label, points)
        for topic in reading.topics
        if (points := reading.points(topic, kept, waves, figures))
    ]


async def driver_analysis(
    actor: Actor, wave_id: UUID, *, act: ReportAct = ReportAct.VIEWED
) -> DriverAnalysisView | None:
    """What goes together with the outcome in the whole company."""
    reading = await _Reading.open(actor, wave_id, None, act=act)
    if reading is None or not (reading.gate.reach.whole or reading.gate.reach.company):
        return None
    gate, language = reading.gate, actor.locale
    outcome = next(
        (each.label for each in reading.topics if each.subject.kind is SubjectKind.OUTCOME), ""
    )
    caution = say(language, "survey_report.caution")
    notes = Notes.from_json(gate.release.drivers)
    found = notes.analysis
    if found is None:
        withheld: HiddenReason | None = gate.release.withheld
        reason = withheld or HiddenReason.TOO_FEW_ANSWERED
        why = "too_few" if notes.few else "no_drivers"
        drivers = sum(each.subject.kind is SubjectKind.DRIVER for each in reading.topics)
        least = max(ANALYSIS_LEAST, ANALYSIS_PER_DRIVER * drivers)
        text = (
            say(language, f"survey_report.analysis.{why}", count=drivers, least=least)
            if withheld is None
            else reading.wording.reason(withheld)
        )
        return DriverAnalysisView(0, 0.0, 0.0, 0.0, (), caution, reason, text, outcome)
    figures = await _figures(wave_id, {0}, kinds=(SubjectKind.DRIVER,))
    weights = [
        WeightView(key, *share, figures[0, Subject(SubjectKind.DRIVER, key)].mean or 0.0)
        for key, share in found.weights.items()
    ]
    weights.sort(key=lambda each: -each.weight)
    return DriverAnalysisView(found.n, *found.explained, tuple(weights), caution, None, "", outcome)


@dataclass(frozen=True, slots=True)
class _Reading:
    """A gate that was opened, and the words to tell in."""

    gate: Gate
    wording: Wording
    topics: Sequence[Topic]
    parents: Mapping[str, str | None]

    @classmethod
    async def open(
        cls, actor: Actor, wave_id: UUID, group: str | None, *, act: ReportAct
    ) -> _Reading | None:
        gate = await open_gate(actor, wave_id, group, act=act)
        if gate is None:
            return None
        rows = await Department.all().values_list("id", "name", "parent_id")
        wording = Wording(actor.locale, gate.survey, {str(key): name for key, name, _ in rows})
        questions = await questions_of(gate.wave)
        return cls(
            gate,
            wording,
            await _topics(wording, questions),
            {str(key): None if above is None else str(above) for key, _, above in rows},
        )

    def group(self, row: ReleaseGroup) -> GroupView:
        within = None if row.shown_in is None else self.gate.everything.get(row.shown_in)
        return self.wording.group(row, within)

    def figure(self, topic: Topic, row: ReleaseGroup, figures: Figures) -> FigureView:
        return self.wording.figure(
            topic,
            figures.get((row.number, topic.subject)),
            group=row,
            company=figures.get((0, topic.subject)),
        )

    def row(self, row: ReleaseGroup, topics: Sequence[Topic], figures: Figures) -> RowView:
        return RowView(self.group(row), tuple(self.figure(topic, row, figures) for topic in topics))

    def of_segments(
        self, segments: Sequence[SegmentKind], *, with_everybody: bool
    ) -> list[ReleaseGroup]:
        wanted = {each.value for each in segments}
        return self.in_order(
            row
            for row in self.gate.groups.values()
            if (with_everybody and row.kind is GroupKind.COMPANY)
            or (row.kind is not GroupKind.COMPANY and set(row.segments.split(",")) == wanted)
        )

    def in_order(self, rows: Iterable[ReleaseGroup]) -> list[ReleaseGroup]:
        """Everybody first, then segments as the survey has them, then pairs; departments as a tree."""
        order = list(self.gate.survey.segments)
        kinds = list(GroupKind)

        def key(row: ReleaseGroup) -> tuple[object, ...]:
            named = [each for each in order if row.label.get(each) is not None]
            return (
                kinds.index(row.kind),
                [order.index(each) for each in named],
                [self._place(SegmentKind(each), row.label[each]) for each in named],
                row.number,
            )

        return sorted(rows, key=key)

    def _place(self, segment: SegmentKind, value: str) -> tuple[str, ...]:
        if segment is SegmentKind.TENURE:
            return (str(TENURE_BANDS.index(value)) if value in TENURE_BANDS else value,)
        if segment is not SegmentKind.DEPARTMENT:
            return (self.wording.value(segment, value).casefold(),)
        path: list[str] = []
        at: str | None = value
        while at is not None and len(path) < len(self.parents) + 1:
            path.append(self.wording.value(segment, at).casefold())
            at = self.parents.get(at)
        return tuple(reversed(path))

    def points(
        self,
        topic: Topic,
        rows: Sequence[ReleaseGroup],
        waves: Mapping[UUID, SurveyWave],
        figures: Mapping[UUID, Figures],
    ) -> tuple[PointView, ...]:
        found = []
        for row in rows:
            of_wave = figures.get(row.wave_id, {})
            figure = of_wave.get((row.number, topic.subject))
            if figure is None or figure.reason is not None:
                continue
            view = self.wording.figure(
                topic, figure, group=row, company=of_wave.get((0, topic.subject))
            )
            found.append(PointView(row.wave_id, waves[row.wave_id].number, view))
        return tuple(sorted(found, key=lambda each: each.wave_number))


async def _topics(wording: Wording, questions: Sequence[Question]) -> list[Topic]:
    """The outcome, the drivers in their order, and the questions in theirs."""
    names = {
        key: Localized.from_json(named)
        for key, named in await SurveyDriver.filter(
            id__in=list({each.driver_id for each in questions if each.driver_id is not None})
        )
        .order_by("position", "id")
        .values_list("id", "names")
    }
    # Drivers have a figure where a scale of theirs was asked; one that asks of a change is not theirs.
    scored = {
        each.driver_id
        for each in questions
        if each.scale is not None and not each.echo and not each.outcome
    }
    outcome = [wording.topic_of_outcome(questions)] if any(q.outcome for q in questions) else []
    return [
        *outcome,
        *(wording.topic_of_driver(key, named) for key, named in names.items() if key in scored),
        *(
            wording.topic_of_question(each)
            for each in questions
            if each.kind is not SurveyQuestionKind.TEXT
        ),
    ]


async def _figures(
    wave_id: UUID,
    groups: Iterable[int],
    *,
    kinds: Sequence[SubjectKind] = tuple(SubjectKind),
    key: UUID | None = None,
) -> dict[tuple[int, Subject], Figure]:
    numbers = set(groups)
    where = Q(wave_id=wave_id)
    if len(kinds) < len(SubjectKind):
        where &= Q(subject_kind__in=list(kinds))
    if key is not None:
        where &= Q(subject=key)
    if len(numbers) <= _NAMED_MOST:
        where &= Q(group_number__in=list(numbers))
    return {
        (number, Subject(kind, subject)): Figure.from_json(value)
        for number, kind, subject, value in await ReleaseFigure.filter(where).values_list(
            "group_number", "subject_kind", "subject", "value"
        )
        if number in numbers
    }


_NAMED_MOST = 500
"""Beyond so many groups all of them are read: a statement takes only so many values."""


async def _same_group(told: ReleaseGroup, waves: Mapping[UUID, SurveyWave]) -> list[ReleaseGroup]:
    """The group as each wave tells of it: by its label, for numbers are others in each wave."""
    rows = await ReleaseGroup.filter(
        wave_id__in=list(waves),
        kind=told.kind,
        segments=told.segments,
        department_id=told.department_id,
    )
    return [row for row in rows if row.label == told.label and row.shown is not Shown.HIDDEN]


async def _notes(waves: Mapping[UUID, SurveyWave]) -> dict[UUID, Notes]:
    return {
        key: Notes.from_json(value)
        for key, value in await WaveRelease.filter(wave_id__in=list(waves)).values_list(
            "wave_id", "drivers"
        )
    }


def _beside_each_other(
    wave: SurveyWave,
    rows: Sequence[ReleaseGroup],
    waves: Mapping[UUID, SurveyWave],
    notes: Mapping[UUID, Notes],
) -> list[ReleaseGroup]:
    """From the latest back: each that may be held beside all those after it that are kept."""
    kept: list[ReleaseGroup] = []
    for row in sorted(rows, key=lambda row: -waves[row.wave_id].number):
        number = waves[row.wave_id].number
        if row.wave_id == wave.id or all(
            later.number in notes[later.wave_id].comparable.get(number, frozenset())
            for later in kept
        ):
            kept.append(row)
    return kept
