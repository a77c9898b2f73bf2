"""What can be done with calibrations, and reminding by hand."""

from __future__ import annotations

import strawberry

from erm.feedback.cycles.commands import calibration, reminders
from erm.schema.calibration import CalibrationSession
from erm.schema.command import command
from erm.schema.context import Info
from erm.schema.ids import from_global, maybe_from_global


@strawberry.input(
    description="Who sits in a calibration and who leads it. All of it is stored anew."
)
class SaveCalibrationSessionInput:
    """Input of ``saveCalibrationSession``."""

    id: strawberry.ID | None = strawberry.field(
        default=None, description="Which session; null: a new one."
    )
    version: int = strawberry.field(
        default=0, description="The session's version that was read; 0 for a new one."
    )
    cycle_id: strawberry.ID = strawberry.field(description="Of which cycle.")
    name: str = strawberry.field(description="What it is called; at most 200 characters.")
    facilitator_ids: list[strawberry.ID] = strawberry.field(
        description="Who leads it: 1 to 10 people. Only they see its ratings."
    )
    department_ids: list[strawberry.ID] = strawberry.field(
        default_factory=list,
        description="Whoever takes part and works there today, or below, gets a seat, unless they "
        "have one elsewhere.",
    )
    participant_ids: list[strawberry.ID] = strawberry.field(
        default_factory=list, description="Participants who get a seat besides."
    )
    x_question_id: strawberry.ID | None = strawberry.field(
        default=None,
        description="What nine boxes go by from left to right; with the other one or not at all.",
    )
    y_question_id: strawberry.ID | None = strawberry.field(
        default=None, description="What nine boxes go by from row to row."
    )


@strawberry.type(description="The session is stored.")
class SaveCalibrationSessionSuccess:
    """Answer of ``saveCalibrationSession``."""

    session: CalibrationSession = strawberry.field(description="The session.")


@strawberry.input(description="Which calibration to close, or to open again.")
class CloseCalibrationSessionInput:
    """Input of ``closeCalibrationSession``."""

    id: strawberry.ID = strawberry.field(description="Which session.")
    reopen: bool = strawberry.field(default=False, description="Open it again instead.")


@strawberry.type(description="The session is closed, or open again.")
class CloseCalibrationSessionSuccess:
    """Answer of ``closeCalibrationSession``."""

    session: CalibrationSession = strawberry.field(description="The session.")


@strawberry.input(description="Which rating of a manager's to change, to what, and why.")
class ProposeCalibrationChangeInput:
    """Input of ``proposeCalibrationChange``."""

    session_id: strawberry.ID = strawberry.field(description="In which session.")
    participant_id: strawberry.ID = strawberry.field(description="Whose rating.")
    question_id: strawberry.ID = strawberry.field(description="In answer to which question.")
    after: int = strawberry.field(description="The new value, of the question's scale.")
    reason: str = strawberry.field(
        description="Why, for those who decide and for the packet; at most 2,000 characters."
    )


@strawberry.type(description="The change waits for a decision.")
class ProposeCalibrationChangeSuccess:
    """Answer of ``proposeCalibrationChange``."""

    session: CalibrationSession = strawberry.field(description="The session.")


@strawberry.input(description="Which proposed change to decide, and how.")
class DecideCalibrationChangeInput:
    """Input of ``decideCalibrationChange``."""

    change_id: strawberry.ID = strawberry.field(description="Which change.")
    accept: bool = strawberry.field(description="Whether the rating is changed.")


@strawberry.type(description="The change is decided.")
class DecideCalibrationChangeSuccess:
    """Answer of ``decideCalibrationChange``."""

    session: CalibrationSession = strawberry.field(description="The session.")


@strawberry.input(description="Whom to remind of the reviews that they owe.")
class RemindOfReviewsInput:
    """Input of ``remindOfReviews``."""

    cycle_id: strawberry.ID = strawberry.field(description="In which cycle they owe them.")
    person_ids: list[strawberry.ID] = strawberry.field(
        default_factory=list, description="Whom of those who owe; everybody unless given."
    )


@strawberry.type(description="They get one mail each that lists all that they owe.")
class RemindOfReviewsSuccess:
    """Answer of ``remindOfReviews``."""

    reminded: int = strawberry.field(description="How many.")


@strawberry.type
class CalibrationMutation:
    """What can be done with calibrations."""

    @command("Say who sits in a calibration of a cycle and who leads it, for HR.")
    async def save_calibration_session(
        self, info: Info, input: SaveCalibrationSessionInput
    ) -> SaveCalibrationSessionSuccess:
        """Make or change a session."""
        view = await calibration.save_calibration_session(
            info.context.actor,
            cycle_id=from_global(input.cycle_id, "Cycle", field="cycle_id"),
            session_id=maybe_from_global(input.id, "CalibrationSession", field="id"),
            version=input.version,
            name=input.name,
            facilitator_ids=[
                from_global(each, "Person", field="facilitator_ids")
                for each in input.facilitator_ids
            ],
            department_ids=[
                from_global(each, "Department", field="department_ids")
                for each in input.department_ids
            ],
            participant_ids=[
                from_global(each, "CycleParticipant", field="participant_ids")
                for each in input.participant_ids
            ],
            x_question_id=maybe_from_global(
                input.x_question_id, "CycleQuestion", field="x_question_id"
            ),
            y_question_id=maybe_from_global(
                input.y_question_id, "CycleQuestion", field="y_question_id"
            ),
        )
        return SaveCalibrationSessionSuccess(session=CalibrationSession.of(view))

    @command("Close a calibration, or open it again, for HR.")
    async def close_calibration_session(
        self, info: Info, input: CloseCalibrationSessionInput
    ) -> CloseCalibrationSessionSuccess:
        """Close a session."""
        view = await calibration.close_calibration_session(
            info.context.actor,
            session_id=from_global(input.id, "CalibrationSession", field="id"),
            reopen=input.reopen,
        )
        return CloseCalibrationSessionSuccess(session=CalibrationSession.of(view))

    @command("Propose another value of a manager's rating; for who leads the calibration.")
    async def propose_calibration_change(
        self, info: Info, input: ProposeCalibrationChangeInput
    ) -> ProposeCalibrationChangeSuccess:
        """Propose a change."""
        view = await calibration.propose_calibration_change(
            info.context.actor,
            session_id=from_global(input.session_id, "CalibrationSession", field="session_id"),
            participant_id=from_global(
                input.participant_id, "CycleParticipant", field="participant_id"
            ),
            question_id=from_global(input.question_id, "CycleQuestion", field="question_id"),
            after=input.after,
            reason=input.reason,
        )
        return ProposeCalibrationChangeSuccess(session=CalibrationSession.of(view))

    @command("Accept or reject a proposed change; for who leads the calibration.")
    async def decide_calibration_change(
        self, info: Info, input: DecideCalibrationChangeInput
    ) -> DecideCalibrationChangeSuccess:
        """Decide a change."""
        view = await calibration.decide_calibration_change(
            info.context.actor,
            change_id=from_global(input.change_id, "CalibrationChange", field="change_id"),
            accept=input.accept,
        )
        return DecideCalibrationChangeSuccess(session=CalibrationSession.of(view))

    @command(
        "Remind people of the reviews that they owe, for HR: only those who owe some, each at most "
        "once a day, by mail that lists all of it."
    )
    async def remind_of_reviews(
        self, info: Info, input: RemindOfReviewsInput
    ) -> RemindOfReviewsSuccess:
        """Remind by hand."""
        reminded = await reminders.remind_of_reviews(
            info.context.actor,
            info.context.settings,
            cycle_id=from_global(input.cycle_id, "Cycle", field="cycle_id"),
            person_ids=[
                from_global(each, "Person", field="person_ids") for each in input.person_ids
            ],
        )
        return RemindOfReviewsSuccess(reminded=reminded)
