"""Assessments of competencies, and where people stand in them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from typing import Annotated, TypeVar
from uuid import UUID

import strawberry

from erm.core.localized import Localized
from erm.core.text import fold
from erm.development import assessing
from erm.development.competencies.queries import assessments as queries
from erm.development.competencies.queries.assessments import assessments_to_write as to_write
from erm.development.competencies.rules import AssessmentSide, AssessmentState
from erm.development.competencies.sealed import Proof
from erm.development.competencies.views import (
    AnswerView,
    AssessmentView,
    LineView,
    PointView,
    ProfileLineView,
    ProfileView,
    RankedExpectation,
    SheetView,
)
from erm.development.evidence.views import EvidenceView
from erm.development.rules import EvidenceKind, PlanReader
from erm.feedback.cycles.queries.signals import CompetencySignal
from erm.files.views import FileView
from erm.flows import assessing as flows
from erm.flows.assessing import NO_SIGNALS, Signals
from erm.mail.links import global_id
from erm.schema import refs
from erm.schema.competencies import Expectation
from erm.schema.context import Info
from erm.schema.development_readers import PlanReaderLine
from erm.schema.enums import describe
from erm.schema.evidence import Evidence
from erm.schema.ids import from_global, to_global
from erm.schema.node import Node, node_of
from erm.schema.questions import LocalizedText
from erm.schema.refs import (
    CareerLevelRef,
    CompetencyRef,
    FeedbackNoteRef,
    FrameworkVersionRef,
    PersonRef,
)

__all__ = ["AssessmentSide", "AssessmentState"]

S = TypeVar("S")
TENTHS = 10

describe(
    AssessmentSide,
    "AssessmentSide",
    "Who assesses.",
    {AssessmentSide.SELF: "The person.", AssessmentSide.MANAGER: "Their manager."},
)
describe(
    AssessmentState,
    "AssessmentState",
    "Where an assessment stands.",
    {
        AssessmentState.OPEN: "Both sides are asked; neither sees the other's answers.",
        AssessmentState.COMPARED: "Both have handed in, and see each other's answers.",
        AssessmentState.CANCELLED: "It was given up, and what was answered destroyed.",
    },
)


@strawberry.enum(description="Where a dot of a competency's line comes from.")
class CompetencySourceKind(Enum):
    """Sources of a line."""

    SELF = strawberry.enum_value("self", description="How the person saw themselves.")
    MANAGER = strawberry.enum_value("manager", description="How their manager saw them.")
    REVIEWS = strawberry.enum_value(
        "reviews", description="How others saw them in a feedback cycle, on its own scale."
    )


@strawberry.type(description="At which level a side sees the person in a competency.")
class AssessmentAnswer:
    """An answer with its words."""

    view: strawberry.Private[AnswerView]
    competency_id: strawberry.ID = strawberry.field(description="Which competency.")
    rank: int | None = strawberry.field(
        description="The rank of the level that fits; 0: not yet at the first one; null: not "
        "decided yet."
    )
    note: str = strawberry.field(description="What was said with it; may be empty.")

    @strawberry.field(description="What shows it.")
    async def evidence(self, info: Info) -> list[Evidence]:
        """Its evidence, in order."""
        found = []
        for proof in self.view.evidence:
            file = None
            if proof.file_id is not None:
                file = await info.context.loader(assessing.answer_files).load(proof.file_id)
            found.append(Evidence.of(_evidence(proof, self.view, file)))
        return found

    @classmethod
    def of(cls, view: AnswerView) -> AssessmentAnswer:
        """Dress a view."""
        return cls(
            view=view,
            competency_id=to_global("Competency", view.competency_id),
            rank=view.rank,
            note=view.note,
        )

    @classmethod
    def maybe(cls, view: AnswerView | None) -> AssessmentAnswer | None:
        """Dress a view, if there is one."""
        return None if view is None else cls.of(view)


def _evidence(proof: Proof, answer: AnswerView, file: FileView | None) -> EvidenceView:
    return EvidenceView(
        id=proof.id,
        kind=EvidenceKind(proof.kind.value),
        person_id=answer.person_id,
        author_id=answer.author_id,
        goal_id=None,
        title=proof.title,
        body="",
        url=proof.url,
        file=file,
        source_id=proof.source_id,
        created_at=answer.said_at,
        can_remove=False,
    )


@strawberry.type(description="One's own side of an assessment, which nobody else sees before.")
class AssessmentSheet:
    """What one has answered so far."""

    side: AssessmentSide = strawberry.field(description="Which side.")
    answers: list[AssessmentAnswer] = strawberry.field(description="What was answered so far.")
    saved_at: datetime | None = strawberry.field(description="When it was last saved.")
    submitted_at: datetime | None = strawberry.field(description="When it was handed in.")
    version: int = strawberry.field(description="To be given back when saving; 0: not begun.")

    @classmethod
    def of(cls, view: SheetView) -> AssessmentSheet:
        """Dress a view."""
        return cls(
            side=view.side,
            answers=[AssessmentAnswer.of(each) for each in view.answers],
            saved_at=view.saved_at,
            submitted_at=view.submitted_at,
            version=view.version,
        )


def _expectation(each: RankedExpectation, language: str) -> Expectation:
    return Expectation(
        track_key=each.track_key,
        level_key=each.level_key,
        rank=each.rank,
        text=each.texts.of(language),
        texts=LocalizedText.of(each.texts),
    )


@strawberry.type(
    description="A competency of an assessment, with both sides once they are compared."
)
class AssessmentLine:
    """A line of an assessment."""

    competency_key: strawberry.Private[UUID]
    family_name: str = strawberry.field(description="The family of the competency.")
    expected_rank: int = strawberry.field(description="The rank of the person's level.")
    expectations: list[Expectation] = strawberry.field(
        description="What is expected at each level of the track, in the words that the assessment "
        "is made against."
    )
    own: AssessmentAnswer | None = strawberry.field(
        name="self", description="How the person sees themselves; null until both have handed in."
    )
    manager: AssessmentAnswer | None = strawberry.field(
        description="How their manager sees them; null until both have handed in."
    )
    own_gap: int | None = strawberry.field(
        name="selfGap", description="Expected less `self`: above 0 is below what is expected."
    )
    manager_gap: int | None = strawberry.field(description="Expected less `manager`.")

    @strawberry.field(description="The competency.")
    async def competency(self, info: Info) -> CompetencyRef:
        """Of what it speaks."""
        return await refs.shown(info, "Competency", self.competency_key)

    @classmethod
    def of(cls, view: LineView, language: str) -> AssessmentLine:
        """Dress a view."""
        return cls(
            competency_key=view.competency_id,
            family_name=view.family_names.of(language),
            expected_rank=view.expected_rank,
            expectations=[_expectation(each, language) for each in view.expectations],
            own=AssessmentAnswer.maybe(view.own),
            manager=AssessmentAnswer.maybe(view.manager),
            own_gap=view.own_gap,
            manager_gap=view.manager_gap,
        )


@strawberry.type(description="Feedback to the person that names a competency of the assessment.")
class CompetencyFeedback:
    """A note under its competency."""

    competency_key: strawberry.Private[UUID]
    note_key: strawberry.Private[UUID]

    @strawberry.field(description="The competency.")
    async def competency(self, info: Info) -> CompetencyRef:
        """Of what it speaks."""
        return await refs.shown(info, "Competency", self.competency_key)

    @strawberry.field(description="The note.")
    async def note(self, info: Info) -> FeedbackNoteRef:
        """What was said."""
        return await refs.shown(info, "FeedbackNote", self.note_key)


@strawberry.type(
    description="How a person is seen in the competencies of their level, by two sides."
)
class Assessment(Node):
    """An assessment as the viewer sees it."""

    view: strawberry.Private[AssessmentView]
    state: AssessmentState = strawberry.field(description="Where it stands.")
    opened_at: datetime = strawberry.field(description="When it was opened.")
    due_on: date | None = strawberry.field(description="Until when both should have handed in.")
    compared_at: datetime | None = strawberry.field(description="When both had handed in.")
    my_side: AssessmentSide | None = strawberry.field(
        description="For which side the viewer answers; null for neither."
    )
    self_submitted: bool = strawberry.field(description="Whether the person has handed in.")
    manager_submitted: bool = strawberry.field(description="Whether a manager has handed in.")
    version: int = strawberry.field(description="Changes with what is handed in, not with drafts.")
    can_cancel: bool = strawberry.field(description="Whether the viewer may give it up now.")
    can_answer: bool = strawberry.field(description="Whether it waits for the viewer's side.")

    @strawberry.field(description="Who is assessed.")
    async def person(self, info: Info) -> PersonRef:
        """Its person."""
        return await refs.person(info, self.view.person_id)

    @strawberry.field(description="The level whose expectations it is made against.")
    async def level(self, info: Info) -> CareerLevelRef:
        """Its level."""
        return await refs.shown(info, "CareerLevel", self.view.level_id)

    @strawberry.field(description="The words that it is made against.")
    async def framework_version(self, info: Info) -> FrameworkVersionRef:
        """Its version."""
        return await refs.shown(info, "FrameworkVersion", self.view.framework_version_id)

    @strawberry.field(description="Who handed in for the manager's side; null until then.")
    async def manager(self, info: Info) -> PersonRef | None:
        """The manager who answered."""
        return await refs.maybe_person(info, self.view.manager_id)

    @strawberry.field(description="Who opened it.")
    async def opened_by(self, info: Info) -> PersonRef | None:
        """The person or a manager."""
        return await refs.maybe_person(info, self.view.opened_by_id)

    @strawberry.field(description="The viewer's own side; null for who has none.")
    async def my_sheet(self, info: Info) -> AssessmentSheet | None:
        """One's own answers."""
        view = await info.context.loader(assessing.sheets_of).load(self.view.id)
        return None if view is None else AssessmentSheet.of(view)

    @strawberry.field(description="The competencies that it asks, in the order of the framework.")
    async def lines(self, info: Info) -> list[AssessmentLine]:
        """Its lines."""
        found = await info.context.loader(assessing.lines_of).load(self.view.id)
        return [AssessmentLine.of(each, info.context.language) for each in found or ()]

    @strawberry.field(
        description="Feedback to the person that names one of the competencies and that the viewer "
        "may read, newest first in each."
    )
    async def feedback(self, info: Info) -> list[CompetencyFeedback]:
        """What others said."""
        lines = await info.context.loader(assessing.lines_of).load(self.view.id)
        signals = await _signals(info, self.view.person_id)
        return [
            CompetencyFeedback(competency_key=line.competency_id, note_key=note)
            for line in lines or ()
            for note in _named(signals.notes, line.names)
        ]

    @strawberry.field(
        description="Who reads it now: the person, and their manager if that one may."
    )
    async def readers(self, info: Info) -> list[PlanReaderLine]:
        """Its readers."""
        manager = await info.context.loader(assessing.reading_managers).load(self.view.id)
        lines = [PlanReaderLine(reader=PlanReader.PERSON, person_key=self.view.person_id)]
        if manager is not None:
            lines.append(PlanReaderLine(reader=PlanReader.MANAGER, person_key=manager))
        return lines

    @classmethod
    def of(cls, view: AssessmentView) -> Assessment:
        """Dress a view."""
        return cls(
            id=to_global("Assessment", view.id),
            view=view,
            state=view.state,
            opened_at=view.opened_at,
            due_on=view.due_on,
            compared_at=view.compared_at,
            my_side=view.my_side,
            self_submitted=view.self_submitted,
            manager_submitted=view.manager_submitted,
            version=view.version,
            can_cancel=view.can_cancel,
            can_answer=view.can_answer,
        )


async def _signals(info: Info, person_key: UUID) -> Signals:
    found = await info.context.loader(flows.signals_of).load(person_key)
    return found or NO_SIGNALS


def _named(said: Mapping[str, list[S]], names: Localized) -> list[S]:
    """What was said under one of the names of a competency, whatever their case and accents."""
    keys = dict.fromkeys(fold(name) for name in (names.en, names.ru) if name)
    return [each for key in keys for each in said.get(key, ())]


@strawberry.type(description="How somebody was seen in a competency at one time.")
class CompetencyPoint:
    """A dot of a line."""

    at: datetime = strawberry.field(description="When.")
    source: CompetencySourceKind = strawberry.field(description="Where it comes from.")
    rank: float = strawberry.field(
        description="SELF, MANAGER: the rank of a level of then. REVIEWS: the mean of the others, "
        "on the scale of that cycle."
    )
    of: int = strawberry.field(
        description="How many levels the track had; the largest value of a cycle's scale."
    )
    label: str = strawberry.field(description="The level of then, or the cycle.")
    path: str = strawberry.field(description="Its address in the product.")
    assessment_version: int | None = strawberry.field(
        description="The number of the framework's version that it was made against."
    )

    @classmethod
    def seen(cls, view: PointView, language: str) -> CompetencyPoint:
        """Dress what a side saw."""
        return cls(
            at=view.at,
            source=CompetencySourceKind[view.side.name],
            rank=view.rank,
            of=view.of,
            label=view.level_names.of(language),
            path=f"/development/assessments/{global_id('Assessment', view.assessment_id)}",
            assessment_version=view.version_number,
        )

    @classmethod
    def told(cls, signal: CompetencySignal) -> CompetencyPoint:
        """Dress what a packet tells."""
        return cls(
            at=signal.released_at,
            source=CompetencySourceKind.REVIEWS,
            rank=signal.others / TENTHS,
            of=signal.scale,
            label=signal.cycle_name,
            path=f"/packets/{global_id('CycleParticipant', signal.participant_id)}",
            assessment_version=None,
        )


@strawberry.type(
    description="A competency that is asked of somebody, and how they were seen in it."
)
class CompetencyLine:
    """A line of a profile."""

    competency_key: strawberry.Private[UUID]
    family_name: str = strawberry.field(description="The family of the competency.")
    expected_rank: int = strawberry.field(description="The rank of the present level.")
    ranks: int = strawberry.field(description="How many levels the track has.")
    self_rank: int | None = strawberry.field(
        description="How the person saw themselves in the latest comparison, on today's scale; null "
        "without one, and where it was made on another track's."
    )
    manager_rank: int | None = strawberry.field(description="The same of their manager's side.")
    self_gap: int | None = strawberry.field(
        description="Expected less `selfRank`: above 0 is below what is expected."
    )
    manager_gap: int | None = strawberry.field(description="Expected less `managerRank`.")
    expectation_text: str = strawberry.field(description="What is expected at the present level.")
    points: list[CompetencyPoint] = strawberry.field(
        description="How they were seen over time, oldest first; each source on its own scale."
    )
    feedback_count: int = strawberry.field(
        description="How many notes name the competency that the viewer may read."
    )

    @strawberry.field(description="The competency.")
    async def competency(self, info: Info) -> CompetencyRef:
        """Of what it speaks."""
        return await refs.shown(info, "Competency", self.competency_key)

    @classmethod
    def of(cls, view: ProfileLineView, signals: Signals, language: str) -> CompetencyLine:
        """Dress a view."""
        points = [CompetencyPoint.seen(each, language) for each in view.points]
        points += [CompetencyPoint.told(each) for each in _named(signals.results, view.names)]
        return cls(
            competency_key=view.competency_id,
            family_name=view.family_names.of(language),
            expected_rank=view.expected_rank,
            ranks=view.ranks,
            self_rank=view.self_rank,
            manager_rank=view.manager_rank,
            self_gap=view.self_gap,
            manager_gap=view.manager_gap,
            expectation_text=view.texts.of(language),
            points=sorted(points, key=lambda point: point.at),
            feedback_count=len(_named(signals.notes, view.names)),
        )


@strawberry.type(description="Where somebody stands in the competencies of their level.")
class CompetencyProfile:
    """A profile."""

    view: strawberry.Private[ProfileView]

    @strawberry.field(description="Their level; null where none was set.")
    async def level(self, info: Info) -> CareerLevelRef | None:
        """The level of today."""
        return await refs.load(info, "CareerLevel", self.view.level_id)

    @strawberry.field(description="The competencies that it asks, in the order of the framework.")
    async def lines(self, info: Info) -> list[CompetencyLine]:
        """Its lines."""
        signals = await _signals(info, self.view.person_id)
        language = info.context.language
        return [CompetencyLine.of(each, signals, language) for each in self.view.lines]

    @strawberry.field(description="The latest comparison that the viewer reads.")
    async def latest(self, info: Info) -> Assessment | None:
        """The latest assessment."""
        return await refs.load(info, "Assessment", self.view.latest_id)  # type: ignore[no-any-return]


@node_of("Assessment")
async def load_assessment(info: Info, key: UUID) -> Assessment | None:
    """An assessment by key, if the viewer may read it."""
    view = await info.context.loader(assessing.assessments_by_ids).load(key)
    return None if view is None else Assessment.of(view)


@strawberry.type
class AssessmentsQuery:
    """Root fields of assessments."""

    @strawberry.field(description="An assessment, if the viewer may read it.")
    async def assessment(
        self,
        info: Info,
        id: Annotated[strawberry.ID, strawberry.argument(description="Its global id.")],
    ) -> Assessment | None:
        """One assessment."""
        return await load_assessment(info, from_global(id, "Assessment"))


@strawberry.type
class AssessmentsViewer:
    """What the viewer has to write."""

    @strawberry.field(
        description="Open assessments in which the viewer's side is still to be handed in, the most "
        "urgent first."
    )
    async def assessments_to_write(self, info: Info) -> list[Assessment]:
        """To write."""
        return [Assessment.of(view) for view in await to_write(info.context.actor)]


@strawberry.type
class PersonCompetencies:
    """What ``Person`` gets from here."""

    key: strawberry.Private[UUID]

    @strawberry.field(
        description="Their assessments, newest first, without cancelled ones: for the person, and "
        "for their manager since they are it. Null for others."
    )
    async def assessments(self, info: Info) -> list[Assessment] | None:
        """Assessments."""
        views = await info.context.loader(assessing.assessments_of).load(self.key)
        return None if views is None else [Assessment.of(view) for view in views]

    @strawberry.field(
        description="Where they stand in their competencies: for the person and their manager. Null "
        "for others."
    )
    async def competency_profile(self, info: Info) -> CompetencyProfile | None:
        """The profile."""
        view = await info.context.loader(assessing.profiles).load(self.key)
        return None if view is None else CompetencyProfile(view=view)

    @strawberry.field(
        description="Whether the viewer may open an assessment of them now: of oneself and one's "
        "reports who stand at a level and have none open."
    )
    async def can_assess(self, info: Info) -> bool:
        """Whether it can be opened."""
        return bool(await info.context.loader(queries.may_assess).load(self.key))
