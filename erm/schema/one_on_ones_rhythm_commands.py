"""What can be done with a rhythm: skipping a meeting, pausing, going on."""

from __future__ import annotations

from datetime import date

import strawberry

from erm.one_on_ones.commands import meetings, pauses
from erm.schema.command import command
from erm.schema.context import Info
from erm.schema.ids import from_global
from erm.schema.one_on_ones import OneOnOneMeeting, OneOnOneSeries


@strawberry.input(description="Which meeting not to have.")
class SkipMeetingInput:
    """Input of ``skipMeeting``."""

    meeting_id: strawberry.ID = strawberry.field(
        description="Which meeting; it must be open and its time still to come."
    )


@strawberry.type(
    description="The meeting is on the next day of the rhythm, with all that it holds."
)
class SkipMeetingSuccess:
    """Answer of ``skipMeeting``."""

    meeting: OneOnOneMeeting = strawberry.field(description="The same meeting, later.")


@strawberry.input(description="Which skipped day to meet on after all.")
class UndoSkipInput:
    """Input of ``undoSkip``."""

    series_id: strawberry.ID = strawberry.field(description="Which series.")
    day: date = strawberry.field(
        description="The skipped day, still to come and before the open meeting."
    )


@strawberry.type(description="The open meeting is on that day again.")
class UndoSkipSuccess:
    """Answer of ``undoSkip``."""

    meeting: OneOnOneMeeting = strawberry.field(description="The open meeting.")


@strawberry.input(description="From when until when not to meet.")
class PauseSeriesInput:
    """Input of ``pauseSeries``."""

    series_id: strawberry.ID = strawberry.field(description="Which series.")
    first: date = strawberry.field(
        name="from", description="The first day on which they do not meet; today or later."
    )
    until: date | None = strawberry.field(
        default=None,
        description="The first day on which they meet again; nobody knows yet unless given.",
    )


@strawberry.type(description="They pause.")
class PauseSeriesSuccess:
    """Answer of ``pauseSeries``."""

    series: OneOnOneSeries = strawberry.field(description="The series as it is now.")


@strawberry.input(description="Which pause to end.")
class ResumeSeriesInput:
    """Input of ``resumeSeries``."""

    series_id: strawberry.ID = strawberry.field(description="Which series.")


@strawberry.type(description="They meet again.")
class ResumeSeriesSuccess:
    """Answer of ``resumeSeries``."""

    series: OneOnOneSeries = strawberry.field(description="The series as it is now.")


@strawberry.type
class RhythmMutation:
    """What can be done with a rhythm."""

    @command(
        "Do not meet this time; the meeting takes the next day of the rhythm and loses nothing."
    )
    async def skip_meeting(self, info: Info, input: SkipMeetingInput) -> SkipMeetingSuccess:
        """Skip a meeting."""
        view = await meetings.skip_meeting(
            info.context.actor,
            meeting_id=from_global(input.meeting_id, "OneOnOneMeeting", field="meeting_id"),
        )
        return SkipMeetingSuccess(meeting=OneOnOneMeeting.of(view))

    @command("Meet on a skipped day after all.")
    async def undo_skip(self, info: Info, input: UndoSkipInput) -> UndoSkipSuccess:
        """Take back a skip."""
        view = await meetings.undo_skip(
            info.context.actor,
            series_id=from_global(input.series_id, "OneOnOneSeries", field="series_id"),
            day=input.day,
        )
        return UndoSkipSuccess(meeting=OneOnOneMeeting.of(view))

    @command("Do not meet for a while, such as during a leave; nothing is lost.")
    async def pause_series(self, info: Info, input: PauseSeriesInput) -> PauseSeriesSuccess:
        """Pause a series."""
        view = await pauses.pause_series(
            info.context.actor,
            series_id=from_global(input.series_id, "OneOnOneSeries", field="series_id"),
            first=input.first,
            until=input.until,
        )
        return PauseSeriesSuccess(series=OneOnOneSeries.of(view))

    @command("Meet again: end a pause, or take back one that is to come.")
    async def resume_series(self, info: Info, input: ResumeSeriesInput) -> ResumeSeriesSuccess:
        """End a pause."""
        view = await pauses.resume_series(
            info.context.actor,
            series_id=from_global(input.series_id, "OneOnOneSeries", field="series_id"),
        )
        return ResumeSeriesSuccess(series=OneOnOneSeries.of(view))
