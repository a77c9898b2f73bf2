"""Reports on surveys: a wave told of a group, heat map, breakdown, trend, what goes together with what."""

from __future__ import annotations

import asyncio
from typing import Annotated
from uuid import UUID

import strawberry

from erm.core.errors import DomainError
from erm.engagement.results import queries, views
from erm.engagement.results.figures import Subject
from erm.schema import refs
from erm.schema.context import Info
from erm.schema.ids import from_global, to_global
from erm.schema.refs import SurveyDriverRef, SurveyWaveRef
from erm.schema.survey_enums import SegmentKind
from erm.schema.survey_figures import (
    SUBJECT_TYPES,
    HiddenReason,
    SubjectKind,
    SurveyFigure,
    SurveyGroup,
)
from erm.schema.surveys import SurveyPromise

WaveArgument = Annotated[strawberry.ID, strawberry.argument(description="The wave.")]
GroupArgument = Annotated[
    str | None,
    strawberry.argument(
        description="Key of a group; the largest that the viewer may read unless given."
    ),
]


@strawberry.type(description="What is lost to anonymity: how many groups are told of.")
class Usefulness:
    """A comparison."""

    groups: int = strawberry.field(description="How many groups there are.")
    told: int = strawberry.field(description="How many are told of.")
    plain: int = strawberry.field(
        description="How many would be by the number of their answers alone, which protects nobody."
    )


@strawberry.type(description="A wave, told of one group. Each reading is put down in the ledger.")
class SurveyReport:
    """A report."""

    wave_key: strawberry.Private[UUID]
    previous_key: strawberry.Private[UUID | None]
    title: str = strawberry.field(description="Title of the survey, in the viewer's language.")
    asked: SurveyGroup = strawberry.field(description="The group that was asked for.")
    group: SurveyGroup = strawberry.field(
        description="The one that is told of: the same, or the smallest larger one that is safe."
    )
    promise: SurveyPromise = strawberry.field(
        description="What was promised to those who were asked."
    )
    figures: list[SurveyFigure] = strawberry.field(
        description="The outcome, the drivers and the questions, in their order."
    )
    groups: list[SurveyGroup] = strawberry.field(
        description="All that the viewer may ask for, everybody first."
    )
    usefulness: Usefulness = strawberry.field(description="How much is told of the wave.")
    withheld: HiddenReason | None = strawberry.field(
        description="Why nothing is told of the whole wave; null if something is."
    )
    withheld_text: str | None = strawberry.field(description="The same in words; else null.")
    can_comment: bool = strawberry.field(
        description="Whether the viewer may read and answer the comments of the group."
    )
    can_plan: bool = strawberry.field(
        description="Whether the viewer may make a plan of action for the group asked for."
    )
    plan_hash: str = strawberry.field(
        description="SHA-256 of the release plan, which was made of numbers of people alone."
    )

    @strawberry.field(description="The wave.")
    async def wave(self, info: Info) -> SurveyWaveRef:
        """The wave."""
        return await refs.shown(info, "SurveyWave", self.wave_key)

    @strawberry.field(description="The wave that was told of before it.")
    async def previous(self, info: Info) -> SurveyWaveRef | None:
        """The former wave."""
        return await refs.load(info, "SurveyWave", self.previous_key)

    @classmethod
    def of(cls, view: views.ReportView, language: str) -> SurveyReport:
        """Dress a view."""
        usefulness = view.usefulness
        return cls(
            wave_key=view.wave_id,
            previous_key=view.previous_wave_id,
            title=view.title,
            asked=SurveyGroup.of(view.asked),
            group=SurveyGroup.of(view.group),
            promise=SurveyPromise.of(view.promise, language),
            figures=[SurveyFigure.of(each) for each in view.figures],
            groups=[SurveyGroup.of(each) for each in view.groups],
            usefulness=Usefulness(
                groups=usefulness.groups, told=usefulness.told, plain=usefulness.plain
            ),
            withheld=view.withheld,
            withheld_text=view.withheld_text or None,
            can_comment=view.can_comment,
            can_plan=view.can_plan,
            plan_hash=view.plan_hash,
        )


@strawberry.type(description="A group and some figures of it.")
class HeatRow:
    """A row."""

    group: SurveyGroup = strawberry.field(description="The group.")
    cells: list[SurveyFigure] = strawberry.field(description="Its figures, one for each column.")

    @classmethod
    def of(cls, view: views.RowView) -> HeatRow:
        """Dress a view."""
        return cls(
            group=SurveyGroup.of(view.group), cells=[SurveyFigure.of(each) for each in view.cells]
        )


@strawberry.type(description="Groups by drivers.")
class HeatMap:
    """A heat map."""

    driver_keys: strawberry.Private[tuple[UUID, ...]]
    rows: list[HeatRow] = strawberry.field(
        description="Everybody first, then the groups; cells in the order of `drivers`."
    )

    @strawberry.field(description="The columns.")
    async def drivers(self, info: Info) -> list[SurveyDriverRef]:
        """The drivers."""
        return list(
            await asyncio.gather(
                *(refs.shown(info, "SurveyDriver", key) for key in self.driver_keys)
            )
        )

    @classmethod
    def of(cls, view: views.HeatMapView) -> HeatMap:
        """Dress a view."""
        return cls(driver_keys=view.driver_ids, rows=[HeatRow.of(each) for each in view.rows])


@strawberry.type(description="A figure at one time.")
class SurveyTrendPoint:
    """A point."""

    wave_key: strawberry.Private[UUID]
    figure: SurveyFigure = strawberry.field(description="The figure.")

    @strawberry.field(description="The wave.")
    async def wave(self, info: Info) -> SurveyWaveRef:
        """The wave."""
        return await refs.shown(info, "SurveyWave", self.wave_key)


@strawberry.type(
    description="A question, a driver or the outcome over time, in the waves in which the same group was "
    "asked. A time without answers has no point."
)
class SurveyTrend:
    """A trend."""

    subject_kind: SubjectKind = strawberry.field(description="What it is of.")
    subject_id: strawberry.ID = strawberry.field(description="Its id, as of a figure.")
    label: str = strawberry.field(description="What it is called, in the viewer's language.")
    points: list[SurveyTrendPoint] = strawberry.field(description="The oldest first.")

    @classmethod
    def of(cls, view: views.TrendView) -> SurveyTrend:
        """Dress a view."""
        return cls(
            subject_kind=view.subject_kind,
            subject_id=to_global(SUBJECT_TYPES[view.subject_kind], view.subject_id),
            label=view.label,
            points=[
                SurveyTrendPoint(wave_key=each.wave_id, figure=SurveyFigure.of(each.figure))
                for each in view.points
            ],
        )


@strawberry.type(description="How much of the outcome goes together with a driver.")
class DriverWeight:
    """A weight."""

    driver_key: strawberry.Private[UUID]
    weight: float = strawberry.field(description="Share of what all drivers explain, 0 to 1.")
    from_: float = strawberry.field(name="from", description="Lower end of its 95 % interval.")
    until: float = strawberry.field(description="Upper end.")
    mean: float = strawberry.field(description="The driver's mean in the company, 0 to 100.")

    @strawberry.field(description="The driver.")
    async def driver(self, info: Info) -> SurveyDriverRef:
        """The driver."""
        return await refs.shown(info, "SurveyDriver", self.driver_key)


@strawberry.type(
    description="What goes together with the outcome, over everybody who answered. It is no cause."
)
class DriverAnalysis:
    """An analysis."""

    n: int = strawberry.field(description="Answer sheets it is made of.")
    explained: float = strawberry.field(
        description="Share of the outcome's variance that the drivers explain, 0 to 1."
    )
    explained_from: float = strawberry.field(description="Lower end of its 95 % interval.")
    explained_until: float = strawberry.field(description="Upper end.")
    weights: list[DriverWeight] = strawberry.field(description="The largest first.")
    caution: str = strawberry.field(description="What it does not say, in the viewer's language.")
    reason: HiddenReason | None = strawberry.field(description="Why there is none; else null.")
    reason_text: str | None = strawberry.field(description="The same in words; else null.")
    outcome: str = strawberry.field(description="What the drivers are held against.")

    @classmethod
    def of(cls, view: views.DriverAnalysisView) -> DriverAnalysis:
        """Dress a view."""
        return cls(
            n=view.n,
            explained=view.explained,
            explained_from=view.explained_from,
            explained_until=view.explained_until,
            weights=[
                DriverWeight(
                    driver_key=each.driver_id,
                    weight=each.weight,
                    from_=each.low,
                    until=each.high,
                    mean=each.mean,
                )
                for each in view.weights
            ],
            caution=view.caution,
            reason=view.reason,
            reason_text=view.reason_text or None,
            outcome=view.outcome,
        )


@strawberry.type
class SurveyReportsQuery:
    """Root fields of reports on surveys."""

    @strawberry.field(
        description="What is told of a group of a wave; null where the viewer may read nothing. Each "
        "reading is put down in the ledger."
    )
    async def survey_report(
        self, info: Info, wave_id: WaveArgument, group: GroupArgument = None
    ) -> SurveyReport | None:
        """A report."""
        key = _wave_key(wave_id)
        view = key and await queries.report(info.context.actor, key, group)
        return SurveyReport.of(view, info.context.language) if view else None

    @strawberry.field(
        description="Groups of a segment by drivers, as far as the viewer may read; null where they may "
        "read nothing."
    )
    async def survey_heat_map(
        self,
        info: Info,
        wave_id: WaveArgument,
        segment: Annotated[
            SegmentKind, strawberry.argument(description="By what people are told of.")
        ] = SegmentKind.DEPARTMENT,
    ) -> HeatMap | None:
        """A heat map."""
        key = _wave_key(wave_id)
        view = key and await queries.heat_map(info.context.actor, key, segment)
        return HeatMap.of(view) if view else None

    @strawberry.field(description="One subject by a segment, or by a pair; one cell in each row.")
    async def survey_breakdown(
        self,
        info: Info,
        wave_id: WaveArgument,
        subject_kind: Annotated[SubjectKind, strawberry.argument(description="What it is of.")],
        subject_id: Annotated[
            strawberry.ID, strawberry.argument(description="Its id, as of a figure.")
        ],
        segment: Annotated[
            SegmentKind, strawberry.argument(description="By what people are told of.")
        ],
        by: Annotated[
            SegmentKind | None,
            strawberry.argument(
                description="And by what besides: only the first two segments of the promise are told "
                "as a pair."
            ),
        ] = None,
    ) -> list[HeatRow]:
        """A breakdown."""
        key = _wave_key(wave_id)
        try:
            subject = from_global(subject_id, SUBJECT_TYPES[subject_kind])
        except DomainError:
            return []
        if key is None:
            return []
        found = await queries.breakdown(
            info.context.actor, key, Subject(subject_kind, subject), segment, by
        )
        return [HeatRow.of(each) for each in found]

    @strawberry.field(
        description="A group over the waves of the survey until this one; empty where the viewer may "
        "read nothing. Each wave that is shown is put down in its ledger."
    )
    async def survey_trend(
        self, info: Info, wave_id: WaveArgument, group: GroupArgument = None
    ) -> list[SurveyTrend]:
        """Trends."""
        key = _wave_key(wave_id)
        if key is None:
            return []
        found = await queries.trend(info.context.actor, key, group)
        return [SurveyTrend.of(each) for each in found]

    @strawberry.field(
        description="What goes together with the outcome in the whole company; null where the viewer "
        "may not read of it."
    )
    async def survey_driver_analysis(
        self, info: Info, wave_id: WaveArgument
    ) -> DriverAnalysis | None:
        """A driver analysis."""
        key = _wave_key(wave_id)
        view = key and await queries.driver_analysis(info.context.actor, key)
        return DriverAnalysis.of(view) if view else None


def _wave_key(value: str) -> UUID | None:
    """The key in a wave's id; None for what is none, of which nothing is to be read."""
    try:
        return from_global(value, "SurveyWave")
    except DomainError:
        return None
