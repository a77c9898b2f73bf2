"""What can be done in one-on-ones: the inputs, the successes and the mutations."""

from __future__ import annotations

from datetime import datetime

import strawberry

from erm.one_on_ones import rules
from erm.one_on_ones.commands import meetings, private_notes, series
from erm.schema.command import command
from erm.schema.context import Info
from erm.schema.ids import from_global
from erm.schema.one_on_ones import OneOnOneMeeting, OneOnOneSeries
from erm.schema.one_on_ones_rhythm import SeriesCadence, SeriesKind
from erm.schema.one_on_ones_rhythm_commands import RhythmMutation


@strawberry.input(description="With whom to meet, how often, and when first.")
class StartSeriesInput:
    """Input of ``startSeries``."""

    person_id: strawberry.ID = strawberry.field(description="The other one.")
    cadence: SeriesCadence = strawberry.field(description="How often to meet.")
    first_meeting_at: datetime = strawberry.field(
        description="When first; by a rule of their own, on its first day from this one on. Later "
        "meetings are at the same hour on the clocks of the zone."
    )
    kind: SeriesKind | None = strawberry.field(
        default=None,
        description="What the two are to each other. By their bond unless given: manager, mentor, "
        "or else peers.",
    )
    rrule: str | None = strawberry.field(
        default=None, description="The rule, required for CUSTOM and only for it."
    )
    time_zone: str | None = strawberry.field(
        default=None, description="IANA name of the zone; the viewer's own unless given."
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
    rrule: str | None = strawberry.field(
        default=None,
        description="The rule, only for CUSTOM; a series that has one keeps it unless given.",
    )
    time_zone: str | None = strawberry.field(
        default=None, description="IANA name of another zone; the hour on the wall stays."
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


@strawberry.type
class OneOnOnesMutation(RhythmMutation):
    """What can be done with series and meetings."""

    @command("Begin to meet somebody regularly.")
    async def start_series(self, info: Info, input: StartSeriesInput) -> StartSeriesSuccess:
        """Begin a series."""
        view = await series.start_series(
            info.context.actor,
            person_id=from_global(input.person_id, "Person", field="person_id"),
            cadence=rules.Cadence[input.cadence.name],
            first_meeting_at=input.first_meeting_at,
            kind=None if input.kind is None else rules.SeriesKind[input.kind.name],
            rrule=input.rrule,
            time_zone=input.time_zone,
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
            rrule=input.rrule,
            time_zone=input.time_zone,
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

    @command("Save notes that only the viewer reads.")
    async def save_private_notes(
        self, info: Info, input: SavePrivateNotesInput
    ) -> SavePrivateNotesSuccess:
        """Save private notes."""
        view = await private_notes.save_private_notes(
            info.context.actor,
            meeting_id=from_global(input.meeting_id, "OneOnOneMeeting", field="meeting_id"),
            text=input.text,
            version=input.version,
        )
        return SavePrivateNotesSuccess(meeting=OneOnOneMeeting.of(view))
