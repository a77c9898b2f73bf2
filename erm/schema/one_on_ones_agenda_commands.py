"""What can be done with the agenda of a meeting: the inputs, the successes and the mutations."""

from __future__ import annotations

from uuid import UUID

import strawberry

from erm.one_on_ones import rules
from erm.one_on_ones.commands import talking_points
from erm.schema.command import command
from erm.schema.context import Info
from erm.schema.ids import from_global, maybe_from_global
from erm.schema.one_on_ones import OneOnOneMeeting, shown_meeting
from erm.schema.one_on_ones_agenda import TalkingPoint, TalkingPointState, Visibility


@strawberry.input(description="Something to talk about; at most 2,000 characters.")
class AddTalkingPointInput:
    """Input of ``addTalkingPoint``."""

    meeting_id: strawberry.ID = strawberry.field(description="In which meeting; it must be open.")
    body: str = strawberry.field(description="What it is about.")
    visibility: Visibility = strawberry.field(
        default=Visibility.SHARED, description="Who of the two reads it."
    )


@strawberry.type(description="The point stands at the end of the list.")
class AddTalkingPointSuccess:
    """Answer of ``addTalkingPoint``."""

    talking_point: TalkingPoint = strawberry.field(description="The new point.")
    meeting: OneOnOneMeeting = strawberry.field(description="Its meeting.")


@strawberry.input(description="One's own talking point in new words.")
class EditTalkingPointInput:
    """Input of ``editTalkingPoint``."""

    talking_point_id: strawberry.ID = strawberry.field(description="Which point; one's own.")
    body: str = strawberry.field(description="What it is about.")
    visibility: Visibility | None = strawberry.field(
        default=None, description="Who of the two reads it; as before unless given."
    )
    version: int = strawberry.field(description="The version that was read.")


@strawberry.type(description="The point was changed.")
class EditTalkingPointSuccess:
    """Answer of ``editTalkingPoint``."""

    talking_point: TalkingPoint = strawberry.field(description="The point as it is now.")


@strawberry.input(description="Another place on the list.")
class MoveTalkingPointInput:
    """Input of ``moveTalkingPoint``."""

    talking_point_id: strawberry.ID = strawberry.field(description="Which point.")
    before_id: strawberry.ID | None = strawberry.field(
        default=None, description="The point before which to put it; the end unless given."
    )


@strawberry.type(description="The point was moved.")
class MoveTalkingPointSuccess:
    """Answer of ``moveTalkingPoint``."""

    meeting: OneOnOneMeeting = strawberry.field(description="The meeting with its points in order.")


@strawberry.input(description="Whether a point was discussed.")
class SetTalkingPointStateInput:
    """Input of ``setTalkingPointState``."""

    talking_point_id: strawberry.ID = strawberry.field(description="Which point.")
    state: TalkingPointState = strawberry.field(description="What it is from now on.")


@strawberry.type(description="The point was ticked off, or is open again.")
class SetTalkingPointStateSuccess:
    """Answer of ``setTalkingPointState``."""

    talking_point: TalkingPoint = strawberry.field(description="The point as it is now.")


@strawberry.input(description="Which point to take off the list.")
class DeleteTalkingPointInput:
    """Input of ``deleteTalkingPoint``."""

    talking_point_id: strawberry.ID = strawberry.field(description="Which point; one's own.")


@strawberry.type(description="The point is gone.")
class DeleteTalkingPointSuccess:
    """Answer of ``deleteTalkingPoint``."""

    meeting: OneOnOneMeeting = strawberry.field(description="The meeting without it.")


@strawberry.type
class AgendaMutation:
    """What can be done with talking points."""

    @command("Put something on the list of a meeting.")
    async def add_talking_point(
        self, info: Info, input: AddTalkingPointInput
    ) -> AddTalkingPointSuccess:
        """Add a talking point."""
        view = await talking_points.add_talking_point(
            info.context.actor,
            meeting_id=from_global(input.meeting_id, "OneOnOneMeeting", field="meeting_id"),
            body=input.body,
            visibility=rules.Visibility[input.visibility.name],
        )
        return AddTalkingPointSuccess(
            talking_point=TalkingPoint.of(view), meeting=await shown_meeting(info, view.meeting_id)
        )

    @command("Change the words of one's own talking point, or who reads it.")
    async def edit_talking_point(
        self, info: Info, input: EditTalkingPointInput
    ) -> EditTalkingPointSuccess:
        """Edit a talking point."""
        view = await talking_points.edit_talking_point(
            info.context.actor,
            talking_point_id=_point_id(input.talking_point_id),
            body=input.body,
            version=input.version,
            visibility=None
            if input.visibility is None
            else rules.Visibility[input.visibility.name],
        )
        return EditTalkingPointSuccess(talking_point=TalkingPoint.of(view))

    @command("Put a talking point at another place of the list.")
    async def move_talking_point(
        self, info: Info, input: MoveTalkingPointInput
    ) -> MoveTalkingPointSuccess:
        """Move a talking point."""
        meeting = await talking_points.move_talking_point(
            info.context.actor,
            talking_point_id=_point_id(input.talking_point_id),
            before_id=maybe_from_global(input.before_id, "TalkingPoint", field="before_id"),
        )
        return MoveTalkingPointSuccess(meeting=await shown_meeting(info, meeting))

    @command("Say that a talking point was discussed, or was not after all.")
    async def set_talking_point_state(
        self, info: Info, input: SetTalkingPointStateInput
    ) -> SetTalkingPointStateSuccess:
        """Tick a talking point off."""
        view = await talking_points.set_talking_point_state(
            info.context.actor,
            talking_point_id=_point_id(input.talking_point_id),
            state=rules.TalkingPointState[input.state.name],
        )
        return SetTalkingPointStateSuccess(talking_point=TalkingPoint.of(view))

    @command("Take one's own talking point off the list.")
    async def delete_talking_point(
        self, info: Info, input: DeleteTalkingPointInput
    ) -> DeleteTalkingPointSuccess:
        """Delete a talking point."""
        meeting = await talking_points.delete_talking_point(
            info.context.actor, talking_point_id=_point_id(input.talking_point_id)
        )
        return DeleteTalkingPointSuccess(meeting=await shown_meeting(info, meeting))


def _point_id(value: strawberry.ID) -> UUID:
    return from_global(value, "TalkingPoint", field="talking_point_id")
