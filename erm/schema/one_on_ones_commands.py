"""What can be done in one-on-ones: the inputs, the successes and the mutations."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import strawberry

from erm.one_on_ones import rules
from erm.one_on_ones.commands import action_items, meetings, series, talking_points
from erm.schema.command import command
from erm.schema.context import Info
from erm.schema.ids import from_global, maybe_from_global
from erm.schema.one_on_ones import (
    ActionItem,
    ActionItemState,
    OneOnOneMeeting,
    OneOnOneSeries,
    SeriesCadence,
    TalkingPoint,
    TalkingPointState,
    Visibility,
    shown_meeting,
)


@strawberry.input(description="With whom to meet, how often, and when first.")
class StartSeriesInput:
    """Input of ``startSeries``."""

    person_id: strawberry.ID = strawberry.field(description="The other one.")
    cadence: SeriesCadence = strawberry.field(description="How often to meet.")
    first_meeting_at: datetime = strawberry.field(
        description="When first. Later meetings are at the same hour in the viewer's zone."
    )


@strawberry.type(description="The series was begun.")
class StartSeriesSuccess:
    """Answer of ``startSeries``."""

    series: OneOnOneSeries = strawberry.field(description="The series with its first meeting.")


@strawberry.input(description="A new rhythm.")
class ChangeSeriesInput:
    """Input of ``changeSeries``."""

    series_id: strawberry.ID = strawberry.field(description="Which series.")
    cadence: SeriesCadence = strawberry.field(description="How often to meet from now on.")
    next_meeting_at: datetime | None = strawberry.field(
        default=None,
        description="Moves the open meeting, and with it the day and hour of all later ones.",
    )


@strawberry.type(description="The rhythm was changed.")
class ChangeSeriesSuccess:
    """Answer of ``changeSeries``."""

    series: OneOnOneSeries = strawberry.field(description="The series as it is now.")


@strawberry.input(description="Which series to end.")
class EndSeriesInput:
    """Input of ``endSeries``."""

    series_id: strawberry.ID = strawberry.field(description="Which series.")


@strawberry.type(description="The series was ended; what was written stays readable.")
class EndSeriesSuccess:
    """Answer of ``endSeries``."""

    series: OneOnOneSeries = strawberry.field(description="The series, ended.")


@strawberry.input(description="Another time for one meeting.")
class MoveMeetingInput:
    """Input of ``moveMeeting``."""

    meeting_id: strawberry.ID = strawberry.field(description="Which meeting; it must be open.")
    scheduled_at: datetime = strawberry.field(description="When it is to be.")


@strawberry.type(description="The meeting was moved.")
class MoveMeetingSuccess:
    """Answer of ``moveMeeting``."""

    meeting: OneOnOneMeeting = strawberry.field(description="The meeting as it is now.")


@strawberry.input(description="How a meeting ended.")
class CloseMeetingInput:
    """Input of ``closeMeeting``."""

    meeting_id: strawberry.ID = strawberry.field(description="Which meeting; it must be open.")
    held: bool = strawberry.field(description="Whether the two really met.")
    next_meeting_at: datetime | None = strawberry.field(
        default=None, description="When the next one is; by the rhythm unless given."
    )


@strawberry.type(description="The meeting was closed and the next one opened.")
class CloseMeetingSuccess:
    """Answer of ``closeMeeting``."""

    meeting: OneOnOneMeeting = strawberry.field(description="The meeting, closed.")
    next: OneOnOneMeeting = strawberry.field(
        description="The next one, with the open points and promises carried over."
    )


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


@strawberry.input(description="The notes that both read; at most 50,000 characters.")
class SaveSharedNotesInput:
    """Input of ``saveSharedNotes``."""

    meeting_id: strawberry.ID = strawberry.field(description="Of which meeting; it must be open.")
    text: str = strawberry.field(description="The whole text.")
    version: int = strawberry.field(
        description="The version that was read; a stale one is refused with NOTES_CHANGED."
    )


@strawberry.type(description="The shared notes were saved.")
class SaveSharedNotesSuccess:
    """Answer of ``saveSharedNotes``."""

    meeting: OneOnOneMeeting = strawberry.field(description="The meeting with the notes.")


@strawberry.input(description="Notes that only the viewer reads; at most 50,000 characters.")
class SavePrivateNotesInput:
    """Input of ``savePrivateNotes``."""

    meeting_id: strawberry.ID = strawberry.field(description="Of which meeting; it must be open.")
    text: str = strawberry.field(description="The whole text.")
    version: int = strawberry.field(
        description="The version that was read; a stale one is refused with NOTES_CHANGED."
    )


@strawberry.type(description="The private notes were saved.")
class SavePrivateNotesSuccess:
    """Answer of ``savePrivateNotes``."""

    meeting: OneOnOneMeeting = strawberry.field(description="The meeting with the notes.")


@strawberry.input(description="A promise; at most 2,000 characters.")
class AddActionItemInput:
    """Input of ``addActionItem``."""

    meeting_id: strawberry.ID = strawberry.field(description="In which meeting; it must be open.")
    body: str = strawberry.field(description="What is promised.")
    owner_id: strawberry.ID = strawberry.field(description="Which of the two promises it.")
    due_on: date | None = strawberry.field(default=None, description="Until when.")


@strawberry.type(description="The promise was written down.")
class AddActionItemSuccess:
    """Answer of ``addActionItem``."""

    action_item: ActionItem = strawberry.field(description="The promise.")
    meeting: OneOnOneMeeting = strawberry.field(description="Its meeting.")


@strawberry.input(description="An open promise in new words.")
class EditActionItemInput:
    """Input of ``editActionItem``."""

    action_item_id: strawberry.ID = strawberry.field(description="Which promise; it must be open.")
    body: str = strawberry.field(description="What is promised.")
    owner_id: strawberry.ID = strawberry.field(description="Which of the two promises it.")
    due_on: date | None = strawberry.field(
        default=None, description="Until when; no date unless given."
    )
    version: int = strawberry.field(description="The version that was read.")


@strawberry.type(description="The promise was changed.")
class EditActionItemSuccess:
    """Answer of ``editActionItem``."""

    action_item: ActionItem = strawberry.field(description="The promise as it is now.")


@strawberry.input(description="What became of a promise.")
class SetActionItemStateInput:
    """Input of ``setActionItemState``."""

    action_item_id: strawberry.ID = strawberry.field(description="Which promise.")
    state: ActionItemState = strawberry.field(description="What it is from now on.")


@strawberry.type(description="The promise was done, dropped or opened again.")
class SetActionItemStateSuccess:
    """Answer of ``setActionItemState``."""

    action_item: ActionItem = strawberry.field(description="The promise as it is now.")


@strawberry.type
class OneOnOnesMutation:
    """What can be done with one-on-ones."""

    @command("Begin to meet one's manager or one's report regularly.")
    async def start_series(self, info: Info, input: StartSeriesInput) -> StartSeriesSuccess:
        """Begin a series."""
        view = await series.start_series(
            info.context.actor,
            person_id=from_global(input.person_id, "Person", field="person_id"),
            cadence=rules.Cadence[input.cadence.name],
            first_meeting_at=input.first_meeting_at,
        )
        return StartSeriesSuccess(series=OneOnOneSeries.of(view))

    @command("Change how often two people meet, and perhaps on which day and hour.")
    async def change_series(self, info: Info, input: ChangeSeriesInput) -> ChangeSeriesSuccess:
        """Change a series."""
        view = await series.change_series(
            info.context.actor,
            series_id=from_global(input.series_id, "OneOnOneSeries", field="series_id"),
            cadence=rules.Cadence[input.cadence.name],
            next_meeting_at=input.next_meeting_at,
        )
        return ChangeSeriesSuccess(series=OneOnOneSeries.of(view))

    @command("Stop meeting regularly. What was written stays readable to the two.")
    async def end_series(self, info: Info, input: EndSeriesInput) -> EndSeriesSuccess:
        """End a series."""
        view = await series.end_series(
            info.context.actor,
            series_id=from_global(input.series_id, "OneOnOneSeries", field="series_id"),
        )
        return EndSeriesSuccess(series=OneOnOneSeries.of(view))

    @command("Put one meeting at another time; the rhythm stays.")
    async def move_meeting(self, info: Info, input: MoveMeetingInput) -> MoveMeetingSuccess:
        """Move a meeting."""
        view = await meetings.move_meeting(
            info.context.actor,
            meeting_id=from_global(input.meeting_id, "OneOnOneMeeting", field="meeting_id"),
            scheduled_at=input.scheduled_at,
        )
        return MoveMeetingSuccess(meeting=OneOnOneMeeting.of(view))

    @command("Close a meeting as held or not, and open the next with what is still open.")
    async def close_meeting(self, info: Info, input: CloseMeetingInput) -> CloseMeetingSuccess:
        """Close a meeting."""
        closed, following = await meetings.close_meeting(
            info.context.actor,
            meeting_id=from_global(input.meeting_id, "OneOnOneMeeting", field="meeting_id"),
            held=input.held,
            next_meeting_at=input.next_meeting_at,
        )
        return CloseMeetingSuccess(
            meeting=OneOnOneMeeting.of(closed), next=OneOnOneMeeting.of(following)
        )

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

    @command("Save the notes that both read.")
    async def save_shared_notes(
        self, info: Info, input: SaveSharedNotesInput
    ) -> SaveSharedNotesSuccess:
        """Save shared notes."""
        view = await meetings.save_shared_notes(
            info.context.actor,
            meeting_id=from_global(input.meeting_id, "OneOnOneMeeting", field="meeting_id"),
            text=input.text,
            version=input.version,
        )
        return SaveSharedNotesSuccess(meeting=OneOnOneMeeting.of(view))

    @command("Save notes that only the viewer reads.")
    async def save_private_notes(
        self, info: Info, input: SavePrivateNotesInput
    ) -> SavePrivateNotesSuccess:
        """Save private notes."""
        view = await meetings.save_private_notes(
            info.context.actor,
            meeting_id=from_global(input.meeting_id, "OneOnOneMeeting", field="meeting_id"),
            text=input.text,
            version=input.version,
        )
        return SavePrivateNotesSuccess(meeting=OneOnOneMeeting.of(view))

    @command("Write down what one of the two promises.")
    async def add_action_item(self, info: Info, input: AddActionItemInput) -> AddActionItemSuccess:
        """Add an action item."""
        view = await action_items.add_action_item(
            info.context.actor,
            meeting_id=from_global(input.meeting_id, "OneOnOneMeeting", field="meeting_id"),
            body=input.body,
            owner_id=from_global(input.owner_id, "Person", field="owner_id"),
            due_on=input.due_on,
        )
        return AddActionItemSuccess(
            action_item=ActionItem.of(view), meeting=await shown_meeting(info, view.meeting_id)
        )

    @command("Change the words, the owner or the date of an open promise.")
    async def edit_action_item(
        self, info: Info, input: EditActionItemInput
    ) -> EditActionItemSuccess:
        """Edit an action item."""
        view = await action_items.edit_action_item(
            info.context.actor,
            action_item_id=from_global(input.action_item_id, "ActionItem", field="action_item_id"),
            body=input.body,
            owner_id=from_global(input.owner_id, "Person", field="owner_id"),
            due_on=input.due_on,
            version=input.version,
        )
        return EditActionItemSuccess(action_item=ActionItem.of(view))

    @command("Say that a promise was kept, was let go, or is open again.")
    async def set_action_item_state(
        self, info: Info, input: SetActionItemStateInput
    ) -> SetActionItemStateSuccess:
        """Settle an action item."""
        view = await action_items.set_action_item_state(
            info.context.actor,
            action_item_id=from_global(input.action_item_id, "ActionItem", field="action_item_id"),
            state=rules.ActionItemState[input.state.name],
        )
        return SetActionItemStateSuccess(action_item=ActionItem.of(view))


def _point_id(value: strawberry.ID) -> UUID:
    return from_global(value, "TalkingPoint", field="talking_point_id")
