"""What can be done with cycles: the inputs, the successes and the mutations. All of it is for HR."""

from __future__ import annotations

from datetime import date

import strawberry

from erm.feedback.cycles.commands import cycles as drafts
from erm.feedback.cycles.commands import extensions, participants, phases
from erm.schema.command import command
from erm.schema.context import Info
from erm.schema.cycle_enums import CyclePhase, CycleState
from erm.schema.cycles import Cycle, CycleParticipant, CycleQuestion
from erm.schema.cycles_inputs import EditCycleInput
from erm.schema.ids import from_global
from erm.schema.questions import LocalizedTextInput


@strawberry.input(description="From what a draft is made, and when it would begin.")
class CreateCycleInput:
    """Input of ``createCycle``."""

    template_key: str = strawberry.field(description="The template.")
    name: str = strawberry.field(description="What it is called; at most 200 characters.")
    starts_on: date = strawberry.field(description="Its first day, from which the others follow.")


@strawberry.type(description="The draft was made. Nobody but HR sees it.")
class CreateCycleSuccess:
    """Success of ``createCycle``."""

    cycle: Cycle = strawberry.field(description="The draft.")


@strawberry.type(description="The draft was changed.")
class EditCycleSuccess:
    """Success of ``editCycle``."""

    cycle: Cycle = strawberry.field(description="The draft.")


@strawberry.input(description="Other last days of a running cycle; null leaves one as it is.")
class ChangeCycleDatesInput:
    """Input of ``changeCycleDates``."""

    id: strawberry.ID = strawberry.field(description="Id of the cycle.")
    version: int = strawberry.field(description="Its version as it was read.")
    nomination_until: date | None = strawberry.field(
        default=None, description="The last day to choose raters."
    )
    writing_until: date | None = strawberry.field(
        default=None, description="The last day to write."
    )
    calibration_until: date | None = strawberry.field(
        default=None, description="The last day to calibrate; adds this phase if it was not there."
    )
    packets_until: date | None = strawberry.field(
        default=None, description="The last day to prepare packets."
    )
    acknowledge_until: date | None = strawberry.field(
        default=None, description="The last day to acknowledge."
    )
    release_on: date | None = strawberry.field(
        default=None, description="The day on which packets are released by themselves."
    )


@strawberry.type(description="The days were changed.")
class ChangeCycleDatesSuccess:
    """Success of ``changeCycleDates``."""

    cycle: Cycle = strawberry.field(description="The cycle.")


@strawberry.input(description="Other words for a question of a running cycle.")
class RewordCycleQuestionInput:
    """Input of ``rewordCycleQuestion``."""

    question_id: strawberry.ID = strawberry.field(description="Id of the question.")
    version: int = strawberry.field(description="Its version as it was read.")
    texts: LocalizedTextInput = strawberry.field(description="What it asks, in each language.")
    helps: LocalizedTextInput | None = strawberry.field(
        default=None, description="What helps; null leaves it as it is."
    )


@strawberry.type(description="The question was reworded; its former wording is kept.")
class RewordCycleQuestionSuccess:
    """Success of ``rewordCycleQuestion``."""

    question: CycleQuestion = strawberry.field(description="The question.")


@strawberry.input(description="A step of a cycle: launching, moving on, cancelling.")
class MoveCycleInput:
    """Input of ``moveCycle``."""

    id: strawberry.ID = strawberry.field(description="Id of the cycle.")
    version: int = strawberry.field(description="Its version as it was read.")
    state: CycleState = strawberry.field(description="Where it goes; one of its allowedStates.")
    reason: str = strawberry.field(
        default="", description="Why; needed for cancelling; at most 1,000 characters."
    )


@strawberry.type(description="The step was taken.")
class MoveCycleSuccess:
    """Success of ``moveCycle``."""

    cycle: Cycle = strawberry.field(description="The cycle.")


@strawberry.input(description="Who is put into a cycle by hand.")
class AddCycleParticipantsInput:
    """Input of ``addCycleParticipants``."""

    cycle_id: strawberry.ID = strawberry.field(description="Id of the cycle.")
    person_ids: list[strawberry.ID] = strawberry.field(description="Ids of up to 500 people.")


@strawberry.type(description="They take part.")
class AddCycleParticipantsSuccess:
    """Success of ``addCycleParticipants``."""

    cycle: Cycle = strawberry.field(description="The cycle.")
    added: int = strawberry.field(description="How many did not take part before.")


@strawberry.input(description="Who is taken out of a cycle, and why.")
class RemoveCycleParticipantInput:
    """Input of ``removeCycleParticipant``."""

    participant_id: strawberry.ID = strawberry.field(description="Id of the participant.")
    reason: str = strawberry.field(description="Why; at most 1,000 characters.")


@strawberry.type(description="They take no part any more.")
class RemoveCycleParticipantSuccess:
    """Success of ``removeCycleParticipant``."""

    participant: CycleParticipant = strawberry.field(description="The participant.")


@strawberry.input(description="More time for one person in one phase.")
class ExtendCycleDeadlineInput:
    """Input of ``extendCycleDeadline``."""

    cycle_id: strawberry.ID = strawberry.field(description="Id of the cycle.")
    person_id: strawberry.ID = strawberry.field(description="Who has more time.")
    phase: CyclePhase = strawberry.field(description="For which phase.")
    until_on: date = strawberry.field(description="Their last day.")
    reason: str = strawberry.field(default="", description="Why; at most 1,000 characters.")


@strawberry.type(description="They have more time.")
class ExtendCycleDeadlineSuccess:
    """Success of ``extendCycleDeadline``."""

    cycle: Cycle = strawberry.field(description="The cycle.")
    until_on: date = strawberry.field(description="Their last day.")


@strawberry.type
class CyclesMutation:
    """What can be done with cycles."""

    @command("Make the draft of a cycle from a template.")
    async def create_cycle(self, info: Info, input: CreateCycleInput) -> CreateCycleSuccess:
        """Make a draft."""
        view = await drafts.create_cycle(
            info.context.actor,
            template_key=input.template_key,
            name=input.name,
            starts_on=input.starts_on,
        )
        return CreateCycleSuccess(cycle=Cycle.of(view))

    @command("Change the draft of a cycle. After launch nobody can.")
    async def edit_cycle(self, info: Info, input: EditCycleInput) -> EditCycleSuccess:
        """Change a draft."""
        view = await drafts.edit_cycle(
            info.context.actor,
            cycle_id=from_global(input.id, "Cycle"),
            version=input.version,
            edit=input.read(),
        )
        return EditCycleSuccess(cycle=Cycle.of(view))

    @command("Change last days of a running cycle; nobody's comes nearer than two days from now.")
    async def change_cycle_dates(
        self, info: Info, input: ChangeCycleDatesInput
    ) -> ChangeCycleDatesSuccess:
        """Change days."""
        view = await phases.change_cycle_dates(
            info.context.actor,
            cycle_id=from_global(input.id, "Cycle"),
            version=input.version,
            nomination_until=input.nomination_until,
            writing_until=input.writing_until,
            calibration_until=input.calibration_until,
            packets_until=input.packets_until,
            acknowledge_until=input.acknowledge_until,
            release_on=input.release_on,
        )
        return ChangeCycleDatesSuccess(cycle=Cycle.of(view))

    @command("Reword a question of a running cycle, until the first review is submitted.")
    async def reword_cycle_question(
        self, info: Info, input: RewordCycleQuestionInput
    ) -> RewordCycleQuestionSuccess:
        """Say it better."""
        view = await drafts.reword_cycle_question(
            info.context.actor,
            question_id=from_global(input.question_id, "CycleQuestion", field="question_id"),
            version=input.version,
            text=input.texts.read(),
            help_=None if input.helps is None else input.helps.read(),
        )
        return RewordCycleQuestionSuccess(question=CycleQuestion.of(view, info.context.language))

    @command(
        "Launch a cycle, move it on, or cancel it. Launching freezes what raters are promised."
    )
    async def move_cycle(self, info: Info, input: MoveCycleInput) -> MoveCycleSuccess:
        """Take a step."""
        view = await phases.move_cycle(
            info.context.actor,
            cycle_id=from_global(input.id, "Cycle"),
            version=input.version,
            state=input.state,
            reason=input.reason,
        )
        return MoveCycleSuccess(cycle=Cycle.of(view))

    @command("Put people into a cycle by hand, until writing is over.")
    async def add_cycle_participants(
        self, info: Info, input: AddCycleParticipantsInput
    ) -> AddCycleParticipantsSuccess:
        """Add people."""
        view, added = await participants.add_cycle_participants(
            info.context.actor,
            cycle_id=from_global(input.cycle_id, "Cycle", field="cycle_id"),
            person_ids=[from_global(i, "Person", field="person_ids") for i in input.person_ids],
        )
        return AddCycleParticipantsSuccess(cycle=Cycle.of(view), added=added)

    @command("Take somebody out of a running cycle, until their packet is released.")
    async def remove_cycle_participant(
        self, info: Info, input: RemoveCycleParticipantInput
    ) -> RemoveCycleParticipantSuccess:
        """Take one out."""
        view = await participants.remove_cycle_participant(
            info.context.actor,
            participant_id=from_global(
                input.participant_id, "CycleParticipant", field="participant_id"
            ),
            reason=input.reason,
        )
        return RemoveCycleParticipantSuccess(participant=CycleParticipant.of(view))

    @command("Give somebody more time in a phase: HR, and a manager their own participants.")
    async def extend_cycle_deadline(
        self, info: Info, input: ExtendCycleDeadlineInput
    ) -> ExtendCycleDeadlineSuccess:
        """Give time."""
        view, until_on = await extensions.extend_cycle_deadline(
            info.context.actor,
            cycle_id=from_global(input.cycle_id, "Cycle", field="cycle_id"),
            person_id=from_global(input.person_id, "Person", field="person_id"),
            phase=input.phase,
            until_on=input.until_on,
            reason=input.reason,
        )
        return ExtendCycleDeadlineSuccess(cycle=Cycle.of(view), until_on=until_on)
