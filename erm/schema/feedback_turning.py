"""What a recipient makes of feedback, and whom one could ask."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

import strawberry

from erm.flows import (
    feedback_becomes_goal,
    feedback_becomes_kudos,
    feedback_becomes_talking_point,
)
from erm.one_on_ones import rules as one_on_ones
from erm.recognition import rules as recognition
from erm.relationships import whom_to_ask as asking
from erm.schema import refs
from erm.schema.command import command
from erm.schema.context import Info
from erm.schema.feedback import FeedbackNote
from erm.schema.ids import from_global, maybe_from_global
from erm.schema.one_on_ones_agenda import Visibility
from erm.schema.recognition import KudosVisibility
from erm.schema.refs import GoalRef, KudosRef, OneOnOneMeetingRef, PersonRef


@strawberry.type(description="Somebody whom the viewer could ask for feedback: a suggestion.")
class WhomToAsk:
    """A suggestion."""

    person_key: strawberry.Private[UUID]
    contacts: int = strawberry.field(
        description="How often the viewer had to do with them in the last 90 days."
    )
    last_contact_at: datetime | None = strawberry.field(description="When last, in that time.")
    reason: str = strawberry.field(description="Why they are suggested, in the viewer's language.")

    @strawberry.field(description="Whom to ask.")
    async def person(self, info: Info) -> PersonRef:
        """The person."""
        return await refs.person(info, self.person_key)


@strawberry.type
class FeedbackTurningViewer:
    """Suggestions for the viewer."""

    @strawberry.field(
        description="Whom the viewer could ask about themselves, or about a report of theirs: at "
        "most 6, most contact first, nobody asked within 60 days. Empty for anybody else."
    )
    async def whom_to_ask(
        self,
        info: Info,
        about_id: Annotated[
            strawberry.ID | None,
            strawberry.argument(description="A report of the viewer's; the viewer unless given."),
        ] = None,
    ) -> list[WhomToAsk]:
        """Out of real contact."""
        about = maybe_from_global(about_id, "Person", field="about_id")
        return [
            WhomToAsk(
                person_key=each.person_id,
                contacts=each.contacts,
                last_contact_at=each.last_contact_at,
                reason=each.reason,
            )
            for each in await asking.whom_to_ask(info.context.actor, about)
        ]


@strawberry.input(description="To which goal of one's own a note belongs.")
class LinkFeedbackToGoalInput:
    """Input of ``linkFeedbackToGoal``."""

    note_id: strawberry.ID = strawberry.field(description="Id of a note to the viewer.")
    goal_id: strawberry.ID = strawberry.field(description="Id of a goal of the viewer's.")


@strawberry.type(description="The note leads to the goal.")
class LinkFeedbackToGoalSuccess:
    """Answer of ``linkFeedbackToGoal``."""

    note: FeedbackNote = strawberry.field(description="The note.")


@strawberry.input(description="A goal that follows from a note.")
class TurnFeedbackIntoGoalInput:
    """Input of ``turnFeedbackIntoGoal``."""

    note_id: strawberry.ID = strawberry.field(description="Id of a note to the viewer.")
    plan_id: strawberry.ID = strawberry.field(description="Id of a plan of the viewer's.")
    title: str = strawberry.field(description="What is to be reached; at most 200 characters.")
    description: str = strawberry.field(default="", description="More about it.")
    due_on: date | None = strawberry.field(default=None, description="By when.")


@strawberry.type(description="There is a goal, and the note leads to it.")
class TurnFeedbackIntoGoalSuccess:
    """Answer of ``turnFeedbackIntoGoal``."""

    goal_key: strawberry.Private[UUID]
    note: FeedbackNote = strawberry.field(description="The note.")

    @strawberry.field(description="The goal. It quotes nothing of the note.")
    async def goal(self, info: Info) -> GoalRef:
        """The new goal."""
        return await refs.shown(info, "Goal", self.goal_key)


@strawberry.input(description="A point for a one-on-one that follows from a note.")
class TurnFeedbackIntoTalkingPointInput:
    """Input of ``turnFeedbackIntoTalkingPoint``."""

    note_id: strawberry.ID = strawberry.field(description="Id of a note to the viewer.")
    series_id: strawberry.ID = strawberry.field(
        description="Id of the viewer's one-on-ones with somebody; the open meeting is meant."
    )
    body: str = strawberry.field(description="What to talk about.")
    visibility: Visibility = strawberry.field(
        default=Visibility.SHARED, description="Whether the other one sees the point."
    )


@strawberry.type(description="The point stands on the list, and the note leads to it.")
class TurnFeedbackIntoTalkingPointSuccess:
    """Answer of ``turnFeedbackIntoTalkingPoint``."""

    meeting_key: strawberry.Private[UUID]
    note: FeedbackNote = strawberry.field(description="The note.")

    @strawberry.field(description="The meeting on whose list it stands.")
    async def meeting(self, info: Info) -> OneOnOneMeetingRef:
        """The open meeting."""
        return await refs.shown(info, "OneOnOneMeeting", self.meeting_key)


@strawberry.input(description="Kudos to the author of a note.")
class TurnFeedbackIntoKudosInput:
    """Input of ``turnFeedbackIntoKudos``."""

    note_id: strawberry.ID = strawberry.field(description="Id of a note to the viewer.")
    message: str = strawberry.field(description="What to thank for, in the viewer's words.")
    company_value_id: strawberry.ID | None = strawberry.field(
        default=None, description="The company value that it shows, if one."
    )
    visibility: KudosVisibility = strawberry.field(
        default=KudosVisibility.PRIVATE, description="Who reads the kudos: not TEAM."
    )
    despite_warning: bool = strawberry.field(
        default=False, description="To send it although the company warns of words in it."
    )


@strawberry.type(description="The author has kudos, and the note leads to them.")
class TurnFeedbackIntoKudosSuccess:
    """Answer of ``turnFeedbackIntoKudos``."""

    kudos_key: strawberry.Private[UUID]
    note: FeedbackNote = strawberry.field(description="The note.")

    @strawberry.field(description="The kudos. They quote nothing of the note.")
    async def kudos(self, info: Info) -> KudosRef:
        """The new kudos."""
        return await refs.shown(info, "Kudos", self.kudos_key)


@strawberry.type
class FeedbackTurningMutation:
    """Everything that a recipient can make of a note."""

    @command("Keep with a note to oneself to which goal of one's own it belongs.")
    async def link_feedback_to_goal(
        self, info: Info, input: LinkFeedbackToGoalInput
    ) -> LinkFeedbackToGoalSuccess:
        """Link."""
        view = await feedback_becomes_goal.link_feedback_to_goal(
            info.context.actor,
            note_id=from_global(input.note_id, "FeedbackNote", field="note_id"),
            goal_id=from_global(input.goal_id, "Goal", field="goal_id"),
        )
        return LinkFeedbackToGoalSuccess(note=FeedbackNote.of(view))

    @command("Make a goal of one's own out of feedback to oneself.")
    async def turn_feedback_into_goal(
        self, info: Info, input: TurnFeedbackIntoGoalInput
    ) -> TurnFeedbackIntoGoalSuccess:
        """Make a goal of it."""
        view, goal = await feedback_becomes_goal.turn_feedback_into_goal(
            info.context.actor,
            note_id=from_global(input.note_id, "FeedbackNote", field="note_id"),
            plan_id=from_global(input.plan_id, "DevelopmentPlan", field="plan_id"),
            title=input.title,
            description=input.description,
            due_on=input.due_on,
        )
        return TurnFeedbackIntoGoalSuccess(goal_key=goal.id, note=FeedbackNote.of(view))

    @command("Put what feedback to oneself is about on the list of a one-on-one.")
    async def turn_feedback_into_talking_point(
        self, info: Info, input: TurnFeedbackIntoTalkingPointInput
    ) -> TurnFeedbackIntoTalkingPointSuccess:
        """Make a point of it."""
        flow = feedback_becomes_talking_point.turn_feedback_into_talking_point
        view, meeting_id = await flow(
            info.context.actor,
            note_id=from_global(input.note_id, "FeedbackNote", field="note_id"),
            series_id=from_global(input.series_id, "OneOnOneSeries", field="series_id"),
            body=input.body,
            visibility=one_on_ones.Visibility[input.visibility.name],
        )
        return TurnFeedbackIntoTalkingPointSuccess(
            meeting_key=meeting_id, note=FeedbackNote.of(view)
        )

    @command("Thank the author of feedback with kudos.")
    async def turn_feedback_into_kudos(
        self, info: Info, input: TurnFeedbackIntoKudosInput
    ) -> TurnFeedbackIntoKudosSuccess:
        """Make kudos of it."""
        view, kudos = await feedback_becomes_kudos.turn_feedback_into_kudos(
            info.context.actor,
            note_id=from_global(input.note_id, "FeedbackNote", field="note_id"),
            message=input.message,
            company_value_id=maybe_from_global(
                input.company_value_id, "CompanyValue", field="company_value_id"
            ),
            visibility=recognition.KudosVisibility[input.visibility.name],
            despite_warning=input.despite_warning,
        )
        return TurnFeedbackIntoKudosSuccess(kudos_key=kudos.id, note=FeedbackNote.of(view))
