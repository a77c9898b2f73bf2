"""Waves of surveys: each time one is asked, and what the viewer is asked now."""

from __future__ import annotations

import base64
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

import strawberry

from erm.core.paging import PageRequest
from erm.engagement.results.policy import reach_of
from erm.engagement.surveys import settings
from erm.engagement.waves import invitations, planning, queries
from erm.engagement.waves.classes import SegmentLoss as Loss
from erm.engagement.waves.planning import PreviewView
from erm.engagement.waves.views import InvitationView, PulseView, WaveView
from erm.flows.survey_levels import levels_on
from erm.schema import refs
from erm.schema.context import Info
from erm.schema.ids import from_global, to_global
from erm.schema.node import Node, node_of
from erm.schema.paging import After, Connection, First
from erm.schema.refs import SurveyRef
from erm.schema.survey_enums import SegmentKind, WaveState
from erm.schema.surveys import SurveyPromise, SurveyQuestion


@strawberry.type(
    description="What was given up of a segment, so that no combination is one of too few people."
)
class SegmentLoss:
    """A segment's loss."""

    kind: SegmentKind = strawberry.field(description="Which segment.")
    kept: int = strawberry.field(
        description="Of how many people the value is told as it is; of a department, their own and "
        "none above it."
    )
    people: int = strawberry.field(description="Of how many people the directory has a value.")
    values: int = strawberry.field(description="How many different values there are.")
    values_kept: int = strawberry.field(description="How many of them are told of somebody.")

    @classmethod
    def of(cls, loss: Loss) -> SegmentLoss:
        """Dress a loss."""
        return cls(
            kind=loss.kind,
            kept=loss.kept,
            people=loss.people,
            values=loss.values,
            values_kept=loss.values_kept,
        )


@strawberry.type(
    description="One time that a survey is asked. HR reads it, those invited to it, and whoever may "
    "read its report."
)
class SurveyWave(Node):
    """A wave as the viewer sees it."""

    view: strawberry.Private[WaveView]
    title: str = strawberry.field(description="The survey's title, in the viewer's language.")
    number: int = strawberry.field(description="1 for the first wave of its survey.")
    state: WaveState = strawberry.field(description="How far it is.")
    starts_on: date = strawberry.field(description="Its first day, on each person's clock.")
    ends_on: date = strawberry.field(description="Its last day, on each person's clock.")
    opens_at: datetime = strawberry.field(
        description="When its first day begins in the first of all zones."
    )
    closes_at: datetime = strawberry.field(
        description="When its last day is over in the last of all zones; ballots are taken until then."
    )
    invited: int = strawberry.field(description="How many people are invited; 0 before it opens.")
    taken: int | None = strawberry.field(
        description="How many took a ballot, in steps of five: for HR, while it is open and where ten "
        "or more are invited."
    )
    answered: int | None = strawberry.field(
        description="How many ballots there are, once it is told of."
    )
    losses: list[SegmentLoss] = strawberry.field(
        description="What was given up when it opened; empty for all but HR."
    )
    released_at: datetime | None = strawberry.field(description="When its report was made.")
    destroy_on: date | None = strawberry.field(description="When its ballots are destroyed.")
    destroyed: bool = strawberry.field(description="Whether its ballots are destroyed.")

    @strawberry.field(description="The survey.")
    async def survey(self, info: Info) -> SurveyRef:
        """What it is a wave of."""
        return await refs.shown(info, "Survey", self.view.survey_id)

    @strawberry.field(description="What it asks, in order; of a planned one as it is planned.")
    async def questions(self, info: Info) -> list[SurveyQuestion]:
        """Its questions."""
        found = await info.context.loader(queries.questions_of_waves).load(self.view.id)
        return [SurveyQuestion.of(each, info.context.language) for each in found or ()]

    @strawberry.field(description="What is promised to whoever is asked.")
    async def promise(self, info: Info) -> SurveyPromise:
        """The survey's promise."""
        return SurveyPromise.of(self.view.promise, info.context.language)

    @strawberry.field(description="Whether the viewer may read its report, or some of it.")
    async def can_read(self, info: Info) -> bool:
        """As the report itself decides."""
        view = self.view
        reach = reach_of(info.context.actor, view.readers, led=view.led, invited=view.asked)
        return view.released_at is not None and reach.anything

    @classmethod
    def of(cls, view: WaveView, language: str) -> SurveyWave:
        """Dress a view."""
        return cls(
            id=to_global("SurveyWave", view.id),
            view=view,
            title=view.titles.of(language),
            number=view.number,
            state=view.state,
            starts_on=view.starts_on,
            ends_on=view.ends_on,
            opens_at=view.opens_at,
            closes_at=view.closes_at,
            invited=view.invited,
            taken=view.taken,
            answered=view.answered,
            losses=[SegmentLoss.of(each) for each in view.losses],
            released_at=view.released_at,
            destroy_on=view.destroy_on,
            destroyed=view.destroyed,
        )


@strawberry.type(description="What a ballot says of its sender.")
class ToldAs:
    """A segment."""

    kind: SegmentKind = strawberry.field(description="Which segment.")
    label: str | None = strawberry.field(description="The value; null where it is not told.")


@strawberry.type(description="What the viewer is asked in a wave that is open for them.")
class SurveyInvitation:
    """An invitation."""

    wave: SurveyWave = strawberry.field(description="The wave.")
    title: str = strawberry.field(description="The survey's title, in the viewer's language.")
    intro: str = strawberry.field(description="What it is about; may be empty.")
    taken: bool = strawberry.field(
        description="Whether the viewer took their ballot; whether it was sent, nobody knows."
    )
    starts_at: datetime = strawberry.field(description="When it began on the viewer's clock.")
    ends_at: datetime = strawberry.field(
        description="Until when the viewer may take their ballot, on their clock."
    )
    seconds: int = strawberry.field(description="About how long it takes.")
    promise: SurveyPromise = strawberry.field(description="What is promised.")
    questions: list[SurveyQuestion] = strawberry.field(description="What is asked, in order.")
    told_as: list[ToldAs] = strawberry.field(
        description="What the ballot will say of its sender: nothing else."
    )
    class_number: int = strawberry.field(description="The number that stands for it on the ballot.")
    public_key: str = strawberry.field(
        description="Base64 of the wave's public key (SubjectPublicKeyInfo, DER)."
    )

    @classmethod
    def of(cls, view: InvitationView, language: str) -> SurveyInvitation:
        """Dress a view."""
        return cls(
            wave=SurveyWave.of(view.wave, language),
            title=view.titles.of(language),
            intro=view.intros.of(language),
            taken=view.taken,
            starts_at=view.starts_at,
            ends_at=view.ends_at,
            seconds=view.seconds,
            promise=SurveyPromise.of(view.promise, language),
            questions=[SurveyQuestion.of(each, language) for each in view.questions],
            told_as=[ToldAs(kind=kind, label=label) for kind, label in view.told_as],
            class_number=view.class_number,
            public_key=base64.b64encode(view.public_key).decode(),
        )


@strawberry.type(
    description="The first question on a scale of what the viewer should answer first."
)
class PulseQuestion:
    """For Home."""

    wave: SurveyWave = strawberry.field(description="The wave.")
    title: str = strawberry.field(description="The survey's title, in the viewer's language.")
    question: SurveyQuestion = strawberry.field(description="The question.")
    ends_at: datetime = strawberry.field(
        description="Until when the viewer may take their ballot, on their clock."
    )
    questions: int = strawberry.field(description="How many questions there are in all.")

    @classmethod
    def of(cls, view: PulseView, language: str) -> PulseQuestion:
        """Dress a view."""
        return cls(
            wave=SurveyWave.of(view.wave, language),
            title=view.titles.of(language),
            question=SurveyQuestion.of(view.question, language),
            ends_at=view.ends_at,
            questions=view.questions,
        )


@strawberry.type(description="What the launch of a draft would do now.")
class SurveyPreview:
    """For HR."""

    people: int = strawberry.field(description="How many people would be invited.")
    combinations: int = strawberry.field(
        description="How many different combinations of segments they have."
    )
    combinations_kept: int = strawberry.field(
        description="How many of these would be told as they are."
    )
    smallest: int = strawberry.field(
        description="How many people would be in the smallest combination that is told."
    )
    losses: list[SegmentLoss] = strawberry.field(description="What would be given up.")
    over_asked: int = strawberry.field(
        description="How many would be left out, because they were asked enough this month."
    )
    first_questions: list[SurveyQuestion] = strawberry.field(
        description="What the first wave would ask."
    )
    opens_at: datetime = strawberry.field(description="When the first wave would open.")
    closes_at: datetime = strawberry.field(description="When it would be over everywhere.")

    @classmethod
    def of(cls, view: PreviewView, language: str) -> SurveyPreview:
        """Dress a view."""
        return cls(
            people=view.people,
            combinations=view.combinations,
            combinations_kept=view.combinations_kept,
            smallest=view.smallest,
            losses=[SegmentLoss.of(each) for each in view.losses],
            over_asked=view.over_asked,
            first_questions=[SurveyQuestion.of(each, language) for each in view.first_questions],
            opens_at=view.opens_at,
            closes_at=view.closes_at,
        )


@strawberry.type(description="What the viewer chose about surveys.")
class EngagementPreference:
    """One's own choice."""

    mails: bool = strawberry.field(
        description="Whether invitations, reminders and news of reports are mailed."
    )


@node_of("SurveyWave")
async def load_survey_wave(info: Info, key: UUID) -> SurveyWave | None:
    """A wave by key, if the viewer may read it."""
    view = await info.context.loader(queries.waves_by_ids).load(key)
    return None if view is None else SurveyWave.of(view, info.context.language)


@strawberry.type
class SurveyWavesQuery:
    """Root fields of waves."""

    @strawberry.field(
        description="What the launch of a draft would do now; null for all but HR, and without a draft."
    )
    async def survey_preview(
        self,
        info: Info,
        survey_id: Annotated[strawberry.ID, strawberry.argument(description="Id of the draft.")],
    ) -> SurveyPreview | None:
        """Before the launch."""
        key = from_global(survey_id, "Survey", field="survey_id")
        view = await planning.preview(info.context.actor, key, levels_on)
        return None if view is None else SurveyPreview.of(view, info.context.language)

    @strawberry.field(
        description="What the viewer is asked in a wave; null unless it is open for them now."
    )
    async def survey_invitation(
        self,
        info: Info,
        wave_id: Annotated[strawberry.ID, strawberry.argument(description="Id of the wave.")],
    ) -> SurveyInvitation | None:
        """One invitation."""
        key = from_global(wave_id, "SurveyWave", field="wave_id")
        view = await invitations.invitation(info.context.actor, key)
        return None if view is None else SurveyInvitation.of(view, info.context.language)


@strawberry.type
class SurveysViewer:
    """What the viewer is asked, and was."""

    @strawberry.field(
        description="What is open for the viewer now, what ends first first; also where they took "
        "their ballot, for this browser may still have it."
    )
    async def surveys_to_answer(self, info: Info) -> list[SurveyInvitation]:
        """Open invitations."""
        views = await invitations.surveys_to_answer(info.context.actor)
        return [SurveyInvitation.of(view, info.context.language) for view in views]

    @strawberry.field(
        description="The first question on a scale of what ends first, of which the viewer took no "
        "ballot; null if there is none."
    )
    async def pulse_question(self, info: Info) -> PulseQuestion | None:
        """For Home."""
        view = await invitations.pulse_question(info.context.actor)
        return None if view is None else PulseQuestion.of(view, info.context.language)

    @strawberry.field(description="What the viewer chose about surveys.")
    async def engagement_preference(self, info: Info) -> EngagementPreference:
        """My choice."""
        return EngagementPreference(mails=await settings.mails_wanted(info.context.actor))

    @strawberry.field(
        description="The waves to which the viewer was invited and that are over, newest first."
    )
    async def survey_waves(
        self, info: Info, first: First = None, after: After = None
    ) -> Connection[SurveyWave]:
        """Past waves."""
        page = await queries.past_waves(info.context.actor, PageRequest.of(first, after))
        language = info.context.language
        return Connection[SurveyWave].of(page, lambda view: SurveyWave.of(view, language))
