"""Calibrations: who sits in them, how ratings lie, and what was changed."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

import strawberry

from erm.feedback.cycles.calibration import Estimate, Leniency
from erm.feedback.cycles.queries import calibration
from erm.feedback.cycles.rules import CalibrationChangeState, CalibrationState
from erm.feedback.cycles.views.calibration import (
    ChangeView,
    DistributionView,
    SeatRatingView,
    SeatView,
    SessionContents,
    SessionView,
)
from erm.schema import refs
from erm.schema.context import Info
from erm.schema.enums import describe
from erm.schema.ids import from_global, to_global
from erm.schema.node import Node, node_of
from erm.schema.packet_results import ResultBand
from erm.schema.refs import CycleParticipantRef, CycleQuestionRef, CycleRef, PersonRef

describe(
    CalibrationState,
    "CalibrationSessionState",
    "Whether a calibration goes on.",
    {
        CalibrationState.OPEN: "Changes can be proposed and decided.",
        CalibrationState.CLOSED: "HR closed it; its ratings stay.",
    },
)
describe(
    CalibrationChangeState,
    "CalibrationChangeState",
    "What became of a proposed change of a rating.",
    {
        CalibrationChangeState.PROPOSED: "It waits for a decision.",
        CalibrationChangeState.ACCEPTED: "The rating was changed.",
        CalibrationChangeState.REJECTED: "The rating stays.",
    },
)


@strawberry.type(description="What was said of a participant in answer to one question.")
class SeatRating:
    """A rating, beside the participant's own and the others'."""

    question_key: strawberry.Private[UUID]
    manager: int | None = strawberry.field(description="The manager's rating; null: none.")
    calibrated: int | None = strawberry.field(
        description="What calibration made of it; null where it was not changed."
    )
    own: int | None = strawberry.field(
        name="self", description="The participant's own rating; null: none."
    )
    others: float | None = strawberry.field(
        description="The weighted mean of what all others said, from published figures only; null "
        "where nothing of them is shown."
    )
    others_low: float | None = strawberry.field(
        description="The lower end of its 95 % interval, where it can be told."
    )
    others_high: float | None = strawberry.field(
        description="The upper end of its 95 % interval, where it can be told."
    )
    others_raters: int | None = strawberry.field(description="How many answers it is of.")

    @strawberry.field(description="In answer to what.")
    async def question(self, info: Info) -> CycleQuestionRef:
        """The question."""
        return await refs.shown(info, "CycleQuestion", self.question_key)

    @classmethod
    def of(cls, view: SeatRatingView) -> SeatRating:
        """Dress a view."""
        others = view.others
        return cls(
            question_key=view.question_id,
            manager=view.manager,
            calibrated=view.calibrated,
            own=view.own,
            others=None if others is None else others.mean,
            others_low=None if others is None else others.low,
            others_high=None if others is None else others.high,
            others_raters=None if others is None else others.raters,
        )


@strawberry.type(description="A participant in a calibration.")
class CalibrationSeat:
    """A seat."""

    participant_key: strawberry.Private[UUID]
    person_key: strawberry.Private[UUID]
    ratings: list[SeatRating] = strawberry.field(
        description="Their ratings, for facilitators; none of one's own, and none for HR who does "
        "not lead the session."
    )
    box: int | None = strawberry.field(
        description="The box of nine, 1 (both low) to 9 (both high), where the session names two "
        "questions and both were answered: three for each row of the second, from left to right."
    )

    @strawberry.field(description="The participant.")
    async def participant(self, info: Info) -> CycleParticipantRef:
        """Who sits there, in the cycle."""
        return await refs.shown(info, "CycleParticipant", self.participant_key)

    @strawberry.field(description="Who it is.")
    async def person(self, info: Info) -> PersonRef:
        """Who sits there."""
        return await refs.person(info, self.person_key)

    @classmethod
    def of(cls, view: SeatView) -> CalibrationSeat:
        """Dress a view."""
        return cls(
            participant_key=view.participant_id,
            person_key=view.person_id,
            ratings=[SeatRating.of(each) for each in view.ratings],
            box=view.box,
        )


@strawberry.type(
    description="How one manager rates beside the group: the mean of theirs less the mean of the "
    "group's, theirs included, with its 95 % interval by Welch."
)
class RaterLeniency:
    """A manager's leniency."""

    rater_key: strawberry.Private[UUID]
    reviews: int = strawberry.field(description="How many reviews of theirs there are.")
    mean: float = strawberry.field(
        description="The mean of theirs; several questions about a person are one figure."
    )
    difference: float = strawberry.field(description="Above 0: more generous than the group.")
    low: float | None = strawberry.field(
        description="The lower end of the interval; null where it cannot be told. One that holds 0 "
        "is no evidence."
    )
    high: float | None = strawberry.field(description="The upper end, alike.")

    @strawberry.field(description="Who.")
    async def rater(self, info: Info) -> PersonRef:
        """The manager."""
        return await refs.person(info, self.rater_key)

    @classmethod
    def of(cls, one: Leniency) -> RaterLeniency:
        """Dress a figure."""
        return cls(
            rater_key=one.rater_id,
            reviews=one.reviews,
            mean=one.mean,
            difference=one.difference,
            low=one.low,
            high=one.high,
        )


@strawberry.type(
    description="How managers' ratings of one question lie, as calibration has left them."
)
class CalibrationDistribution:
    """A distribution."""

    question_key: strawberry.Private[UUID]
    counts: list[ResultBand] = strawberry.field(description="How often each value was given.")
    n: int = strawberry.field(description="How many ratings there are.")
    mean: float | None = strawberry.field(description="Their mean; null where there are none.")
    low: float | None = strawberry.field(
        description="The lower end of the mean's 95 % interval, by Student; null where it cannot be "
        "told."
    )
    high: float | None = strawberry.field(description="The upper end, alike.")

    @strawberry.field(description="Of what.")
    async def question(self, info: Info) -> CycleQuestionRef:
        """The question."""
        return await refs.shown(info, "CycleQuestion", self.question_key)

    @classmethod
    def of(cls, view: DistributionView, language: str) -> CalibrationDistribution:
        """Dress a view."""
        found = view.estimate or Estimate(0, 0.0)
        return cls(
            question_key=view.question_id,
            counts=[
                ResultBand(
                    label=point.label.of(language),
                    first=point.value,
                    last=point.value,
                    count=count,
                )
                for point, count in view.counts
            ],
            n=found.n,
            mean=found.mean if found.n else None,
            low=found.low,
            high=found.high,
        )


@strawberry.type(
    description="A proposed change of a manager's rating, and what became of it. It is never deleted."
)
class CalibrationChange(Node):
    """A change."""

    participant_key: strawberry.Private[UUID]
    question_key: strawberry.Private[UUID]
    proposed_by_key: strawberry.Private[UUID]
    decided_by_key: strawberry.Private[UUID | None]
    before: int = strawberry.field(description="The rating as it was.")
    after: int = strawberry.field(description="The proposed value.")
    reason: str = strawberry.field(description="Why.")
    state: CalibrationChangeState = strawberry.field(description="What became of it.")
    created_at: datetime = strawberry.field(description="When it was proposed.")
    decided_at: datetime | None = strawberry.field(description="When it was decided, if it was.")
    can_decide: bool = strawberry.field(description="Whether the viewer may decide it now.")

    @strawberry.field(description="Whose rating it is.")
    async def participant(self, info: Info) -> CycleParticipantRef:
        """The participant."""
        return await refs.shown(info, "CycleParticipant", self.participant_key)

    @strawberry.field(description="In answer to what.")
    async def question(self, info: Info) -> CycleQuestionRef:
        """The question."""
        return await refs.shown(info, "CycleQuestion", self.question_key)

    @strawberry.field(description="Who proposed it.")
    async def proposed_by(self, info: Info) -> PersonRef:
        """A facilitator."""
        return await refs.person(info, self.proposed_by_key)

    @strawberry.field(description="Who decided it, if anybody has.")
    async def decided_by(self, info: Info) -> PersonRef | None:
        """A facilitator."""
        return await refs.maybe_person(info, self.decided_by_key)

    @classmethod
    def of(cls, view: ChangeView) -> CalibrationChange:
        """Dress a view."""
        return cls(
            id=to_global("CalibrationChange", view.id),
            participant_key=view.participant_id,
            question_key=view.question_id,
            proposed_by_key=view.proposed_by_id,
            decided_by_key=view.decided_by_id,
            before=view.before,
            after=view.after,
            reason=view.reason,
            state=view.state,
            created_at=view.created_at,
            decided_at=view.decided_at,
            can_decide=view.can_decide,
        )


@strawberry.type(description="A group of participants whose ratings are looked at side by side.")
class CalibrationSession(Node):
    """A session, for HR and for those who lead it."""

    key: strawberry.Private[UUID]
    cycle_key: strawberry.Private[UUID]
    facilitator_keys: strawberry.Private[tuple[UUID, ...]]
    x_question_key: strawberry.Private[UUID | None]
    y_question_key: strawberry.Private[UUID | None]
    name: str = strawberry.field(description="What it is called.")
    state: CalibrationState = strawberry.field(description="Whether it goes on.")
    version: int = strawberry.field(description="Changes with every edit.")
    can_manage: bool = strawberry.field(
        description="Whether the viewer says who sits in it, and closes it: HR."
    )
    can_propose: bool = strawberry.field(
        description="Whether the viewer may propose changes now: facilitators, of others' ratings."
    )
    can_decide: bool = strawberry.field(
        description="Whether the viewer may decide changes now: facilitators, of others' ratings."
    )

    @strawberry.field(description="Of which cycle.")
    async def cycle(self, info: Info) -> CycleRef:
        """The cycle."""
        return await refs.shown(info, "Cycle", self.cycle_key)

    @strawberry.field(description="Who leads it.")
    async def facilitators(self, info: Info) -> list[PersonRef]:
        """Its facilitators, by name."""
        return await refs.people(info, self.facilitator_keys)

    @strawberry.field(description="What the nine boxes go by from left to right, if there are any.")
    async def x_question(self, info: Info) -> CycleQuestionRef | None:
        """The first question."""
        return await refs.load(info, "CycleQuestion", self.x_question_key)

    @strawberry.field(description="What the nine boxes go by from row to row, if there are any.")
    async def y_question(self, info: Info) -> CycleQuestionRef | None:
        """The second question."""
        return await refs.load(info, "CycleQuestion", self.y_question_key)

    @strawberry.field(description="The questions that managers answer with a rating.")
    async def questions(self, info: Info) -> list[CycleQuestionRef]:
        """What is calibrated."""
        return await refs.load_all(info, "CycleQuestion", (await self._contents(info)).question_ids)

    @strawberry.field(description="Who sits in it, by name.")
    async def seats(self, info: Info) -> list[CalibrationSeat]:
        """Its seats."""
        return [CalibrationSeat.of(each) for each in (await self._contents(info)).seats]

    @strawberry.field(
        description="How generously each manager rates, the most generous first; for facilitators, "
        "their own seat left out."
    )
    async def leniency(self, info: Info) -> list[RaterLeniency]:
        """Managers beside one another."""
        return [RaterLeniency.of(each) for each in (await self._contents(info)).leniency]

    @strawberry.field(
        description="How ratings lie, by question; for facilitators, their own seat left out."
    )
    async def distribution(self, info: Info) -> list[CalibrationDistribution]:
        """Ratings beside one another."""
        language = info.context.language
        return [
            CalibrationDistribution.of(each, language)
            for each in (await self._contents(info)).distribution
        ]

    @strawberry.field(
        description="Changes, newest first; for facilitators, but for those of their own ratings."
    )
    async def changes(self, info: Info) -> list[CalibrationChange]:
        """What was proposed."""
        return [CalibrationChange.of(each) for each in (await self._contents(info)).changes]

    async def _contents(self, info: Info) -> SessionContents:
        found = await info.context.loader(calibration.contents_of).load(self.key)
        return found or SessionContents()

    @classmethod
    def of(cls, view: SessionView) -> CalibrationSession:
        """Dress a view."""
        return cls(
            id=to_global("CalibrationSession", view.id),
            key=view.id,
            cycle_key=view.cycle_id,
            facilitator_keys=view.facilitator_ids,
            x_question_key=view.x_question_id,
            y_question_key=view.y_question_id,
            name=view.name,
            state=view.state,
            version=view.version,
            can_manage=view.can_manage,
            can_propose=view.can_propose,
            can_decide=view.can_decide,
        )


@node_of("CalibrationSession")
async def load_session(info: Info, key: UUID) -> CalibrationSession | None:
    """A session by key, if the viewer may read it."""
    view = await info.context.loader(calibration.sessions_by_ids).load(key)
    return None if view is None else CalibrationSession.of(view)


@node_of("CalibrationChange")
async def load_change(info: Info, key: UUID) -> CalibrationChange | None:
    """A change by key, if the viewer may read it."""
    view = await info.context.loader(calibration.changes_by_ids).load(key)
    return None if view is None else CalibrationChange.of(view)


@strawberry.type
class CycleWithCalibration:
    """What a cycle has of it."""

    key: strawberry.Private[UUID]

    @strawberry.field(description="Its calibrations: for HR all, for others those that they lead.")
    async def calibration_sessions(self, info: Info) -> list[CalibrationSession]:
        """Sessions."""
        found = await info.context.loader(calibration.sessions_of).load(self.key)
        return [CalibrationSession.of(view) for view in found or ()]


SessionId = Annotated[strawberry.ID, strawberry.argument(description="Id of the session.")]


@strawberry.type
class CalibrationQuery:
    """Root fields of calibrations."""

    @strawberry.field(description="One calibration; null if the viewer may not see it.")
    async def calibration_session(self, info: Info, id: SessionId) -> CalibrationSession | None:
        """A session by id."""
        return await load_session(info, from_global(id, "CalibrationSession"))
