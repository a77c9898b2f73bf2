"""The report on a survey as a document: what the screen shows, through the same gate, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from babel.numbers import format_decimal, format_percent

from erm.core.actor import Actor
from erm.core.language import babel_locale, say
from erm.core.localized import Localized
from erm.core.tables import Cell, Kind
from erm.engagement.bank.models import SurveyDriver
from erm.engagement.ledger.rules import ReportAct
from erm.engagement.results import queries
from erm.engagement.results.rules import FigureBound, GroupKind, Shown, SubjectKind
from erm.engagement.results.views import (
    DriverAnalysisView,
    FigureView,
    GroupView,
    HeatMapView,
    ReportView,
)
from erm.engagement.surveys.models import Survey
from erm.engagement.surveys.rules import SegmentKind
from erm.engagement.waves.models import SurveyWave
from erm.printing.document import Chart, Column, Document, Note, Part, Point, Table

SIDE_BY_SIDE = 6
"""Most drivers of a heat map beside each other on paper; the others follow below."""

_text = partial(Column, kind=Kind.TEXT)
_mean = partial(Column, kind=Kind.NUMBER, digits=1)
_share = partial(Column, kind=Kind.SHARE)


async def report_document(
    actor: Actor, wave_id: UUID, group: str | None, act: ReportAct
) -> Document | None:
    """The report on a group; None where the actor may read nothing of it.

    It is put down in the ledger as taken along before anything is made. As CSV it is one wide table, and
    else several with charts; the report on everybody has the heat map and the driver analysis with it.
    """
    report = await queries.report(actor, wave_id, group, act=act)
    if report is None:
        return None
    words = _Words(actor.locale)
    wave = await SurveyWave.get(id=wave_id)
    survey = await Survey.get(id=wave.survey_id)
    parts: list[Part] = words.before(report)
    if act is ReportAct.CSV:
        parts.append(words.wide(report))
    else:
        parts += words.figures(report)
        if report.group.kind is GroupKind.COMPANY:
            if SegmentKind.DEPARTMENT.value in survey.segments:
                heat = await queries.heat_map(actor, wave_id, SegmentKind.DEPARTMENT, act=act)
                if heat is not None:
                    parts += words.heat(heat, await _names(actor, heat.driver_ids))
            analysis = await queries.driver_analysis(actor, wave_id, act=act)
            if analysis is not None:
                keys = [each.driver_id for each in analysis.weights]
                parts += words.analysis(analysis, await _names(actor, keys))
    return Document(
        title=report.title,
        subtitle=report.group.label,
        facts=words.facts(report, wave, survey),
        parts=parts,
    )


async def _names(actor: Actor, keys: Sequence[UUID]) -> dict[UUID, str]:
    rows = await SurveyDriver.filter(id__in=list(keys)).values_list("id", "names")
    return {key: Localized.from_json(names).of(actor.locale) for key, names in rows}


def _in_parts(digits: str) -> str:
    """A long number that fits on paper: in parts of sixteen digits."""
    return " ".join(digits[at : at + 16] for at in range(0, len(digits), 16))


class _Words:
    """Parts of the document in one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._locale = babel_locale(language)

    def said(self, key: str, **params: object) -> str:
        return say(self.language, f"survey_export.{key}", **params)

    def facts(self, report: ReportView, wave: SurveyWave, survey: Survey) -> list[tuple[str, str]]:
        group = report.group
        facts = [
            (self.said("wave"), str(wave.number)),
            (self.said("group"), group.label),
            (self.said("asked"), str(group.invited)),
        ]
        if group.rate is not None:
            facts.append((self.said("rate"), group.rate.text))
        facts += [
            (self.said("score_group"), str(survey.score_group)),
            (self.said("word_group"), str(survey.word_group)),
            (self.said("plan_hash"), _in_parts(report.plan_hash)),
        ]
        if survey.promise_hash is not None:
            facts.append((self.said("promise_hash"), _in_parts(survey.promise_hash)))
        return facts

    def before(self, report: ReportView) -> list[Part]:
        """What the reader must know first: what is not told, and in which group instead."""
        notes = []
        if report.withheld is not None:
            notes.append(report.withheld_text)
        elif report.asked.key != report.group.key:
            notes.append(
                self.said(
                    "told_in",
                    asked=report.asked.label,
                    group=report.group.label,
                    reason=report.asked.reason_text,
                )
            )
        elif report.group.shown is not Shown.WHOLLY:
            notes.append(report.group.reason_text)
        return [Note(each) for each in notes if each]

    def wide(self, report: ReportView) -> Table:
        """Everything about each figure in one line, for programs."""
        columns = [
            _text(self.said("kind")),
            *self._columns(),
            _share(self.said("neutral")),
            _share(self.said("unfavourable")),
            _mean(self.said("enps")),
            _mean(self.said("low", what=self.said("enps")), aside=True),
            _mean(self.said("high", what=self.said("enps")), aside=True),
            _mean(self.said("correction")),
            _mean(self.said("difference")),
            _mean(self.said("band")),
            _mean(self.said("company")),
            _text(self.said("why")),
        ]
        rows: list[list[Cell]] = [
            [
                self.said(f"subject.{each.subject_kind.value}"),
                *self._cells(each),
                each.neutral,
                each.unfavourable,
                each.enps,
                each.enps_from,
                each.enps_until,
                each.correction,
                None if each.change is None else each.change.change.difference,
                None if each.change is None else each.change.change.band,
                each.company,
                each.reason_text or None,
            ]
            for each in report.figures
        ]
        return Table(self.said("figures"), columns, rows)

    def figures(self, report: ReportView) -> list[Part]:
        """Chart and tables of the figures. Parts about which nothing is told are left out."""
        drivers = [each for each in report.figures if each.subject_kind is not SubjectKind.QUESTION]
        parts: list[Part] = []
        if any(each.mean is not None for each in drivers):
            parts.append(
                Chart(
                    name=self.said("drivers"),
                    points=[self._point(each) for each in drivers],
                    value_title=self.said("mean"),
                    digits=1,
                    low=0.0,
                    high=100.0,
                )
            )
        columns = [*self._columns(), _mean(self.said("company"))]
        hidden = [each.reason_text for each in report.figures if each.reason_text]
        parts.append(
            Table(
                self.said("figures"),
                columns,
                [[*self._cells(each), each.company] for each in report.figures],
                strong=frozenset(
                    at
                    for at, each in enumerate(report.figures)
                    if each.subject_kind is SubjectKind.OUTCOME
                ),
                note=" ".join(dict.fromkeys(hidden)),
            )
        )
        changes: list[list[Cell]] = [
            [each.label, each.change.change.difference, each.change.change.band, each.change.note]
            for each in report.figures
            if each.change is not None
        ]
        if changes:
            parts.append(
                Table(
                    self.said("changes"),
                    [
                        _text(self.said("what"), weight=2),
                        _mean(self.said("changed_by")),
                        _mean(self.said("changed_band")),
                        _text(self.said("meaning"), weight=4),
                    ],
                    changes,
                )
            )
        return [*parts, *self._spread(report.figures)]

    def _spread(self, figures: Sequence[FigureView]) -> list[Part]:
        """How answers are spread: of groups that are large enough alone."""
        sides: list[list[Cell]] = [
            [each.label, self._bounded_share(each), each.neutral, each.unfavourable, each.enps]
            for each in figures
            if each.neutral is not None or each.enps is not None
        ]
        shares: list[list[Cell]] = [
            [each.label, share.label, share.share]
            for each in figures
            for share in each.shares or ()
        ]
        parts: list[Part] = []
        if sides:
            columns = [
                _text(self.said("what"), weight=2),
                _share(self.said("favourable")),
                _share(self.said("neutral")),
                _share(self.said("unfavourable")),
                _mean(self.said("enps")),
            ]
            parts.append(Table(self.said("sides"), columns, sides))
        if shares:
            columns = [
                _text(self.said("what"), weight=2),
                _text(self.said("answer")),
                _share(self.said("share")),
            ]
            parts.append(Table(self.said("spread"), columns, shares))
        return parts

    def heat(self, heat: HeatMapView, names: dict[UUID, str]) -> list[Part]:
        """Departments by drivers, as many drivers beside each other as a page takes."""
        parts: list[Part] = []
        for start in range(0, len(heat.driver_ids), SIDE_BY_SIDE):
            keys = heat.driver_ids[start : start + SIDE_BY_SIDE]
            columns = [
                _text(self.said("group"), weight=2),
                *(_mean(names[key], shade=(0.0, 100.0)) for key in keys),
            ]
            rows: list[list[Cell]] = []
            for row in heat.rows:
                cells: dict[UUID, Cell] = {
                    each.subject_id: self._bounded_mean(each) for each in row.cells
                }
                rows.append([self._indented(row.group), *(cells.get(key) for key in keys)])
            strong = frozenset(
                at for at, row in enumerate(heat.rows) if row.group.kind is GroupKind.COMPANY
            )
            note = self.said("heat_note")
            parts.append(Table(self.said("heat"), columns, rows, strong=strong, note=note))
        return parts

    def analysis(self, view: DriverAnalysisView, names: dict[UUID, str]) -> list[Part]:
        """What goes together with the outcome, and that this is no cause."""
        if not view.weights:
            return [Note(view.reason_text)] if view.reason_text else []
        return [
            Chart(
                name=self.said("analysis", outcome=view.outcome),
                points=[
                    Point(names[each.driver_id], each.weight, each.low, each.high)
                    for each in view.weights
                ],
                value_title=self.said("weight"),
                kind=Kind.SHARE,
                low=0.0,
            ),
            Note(view.caution),
        ]

    def _columns(self) -> list[Column]:
        mean, favourable = self.said("mean"), self.said("favourable")
        return [
            _text(self.said("what"), weight=2.5),
            Column(self.said("answers")),
            _mean(mean),
            _mean(self.said("low", what=mean), aside=True),
            _mean(self.said("high", what=mean), aside=True),
            _share(favourable),
            _share(self.said("low", what=favourable), aside=True),
            _share(self.said("high", what=favourable), aside=True),
        ]

    def _cells(self, each: FigureView) -> list[Cell]:
        return [
            each.label,
            each.n,
            self._bounded_mean(each),
            each.mean_from,
            each.mean_until,
            self._bounded_share(each),
            each.favourable_from,
            each.favourable_until,
        ]

    def _bounded_mean(self, each: FigureView) -> Cell:
        if each.mean is None or each.bound is FigureBound.EXACT:
            return each.mean
        number = format_decimal(each.mean, "0.0", locale=self._locale)
        return self.said(each.bound.value, value=number)

    def _bounded_share(self, each: FigureView) -> Cell:
        if each.favourable is None or each.bound is FigureBound.EXACT:
            return each.favourable
        return self.said(
            each.bound.value, value=format_percent(each.favourable, locale=self._locale)
        )

    def _point(self, each: FigureView) -> Point:
        return Point(
            each.label,
            each.mean,
            each.mean_from,
            each.mean_until,
            note=each.reason_text,
            strong=each.subject_kind is SubjectKind.OUTCOME,
        )

    def _indented(self, group: GroupView) -> str:
        """A department below another begins further right, as in the tree."""
        return (
            "\u2003" * group.depth + group.label if group.kind is GroupKind.SEGMENT else group.label
        )
