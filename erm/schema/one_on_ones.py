"""One-on-ones: series and meetings. They stand on the mixins of their agenda and promises."""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum
from typing import Annotated
from uuid import UUID

import strawberry

from erm.core.paging import PageRequest
from erm.one_on_ones import queries
from erm.one_on_ones.rhythm_words import wall_time
from erm.one_on_ones.views import MeetingView, SeriesView
from erm.schema import refs
from erm.schema.cadence import SeriesRhythm
from erm.schema.context import Info
from erm.schema.ids import from_global, to_global
from erm.schema.node import Node, node_of
from erm.schema.one_on_ones_agenda import AgendaViewer, MeetingAgenda, SeriesAgenda
from erm.schema.one_on_ones_notes import MeetingNotes
from erm.schema.one_on_ones_promises import MeetingPromises, PromisesViewer, SeriesPromises
from erm.schema.one_on_ones_rhythm import (
    HeldBy,
    RhythmQuery,
    RhythmViewer,
    SeriesCadence,
    SeriesKind,
    SeriesTimes,
)
from erm.schema.paging import After, Connection, First
from erm.schema.refs import PersonRef
from erm.schema.suggestions import SeriesSuggestions


@strawberry.enum(description="Whether a meeting is still to come or over.")
class MeetingState(Enum):
    """The states of a meeting."""

    OPEN = strawberry.enum_value("open", description="It is to come, or waits to be closed.")
    CLOSED = strawberry.enum_value("closed", description="It is over and does not change any more.")


@strawberry.type(description="Two people who meet regularly. Only the two of them see it.")
class OneOnOneSeries(
    SeriesAgenda, SeriesPromises, SeriesRhythm, SeriesSuggestions, SeriesTimes, Node
):
    """A series as one of the two sees it."""

    key: strawberry.Private[UUID]
    viewer_key: strawberry.Private[UUID]
    other_key: strawberry.Private[UUID]
    kind: SeriesKind = strawberry.field(description="What the two are to each other.")
    cadence: SeriesCadence = strawberry.field(description="How often they meet.")
    time_zone: str = strawberry.field(
        description="IANA name of the zone in whose time the meetings stay at the same hour."
    )
    wall_time: str = strawberry.field(
        description='The hour on the clocks of that zone, such as "10:00".'
    )
    paused_from: date | None = strawberry.field(
        description="The first day of a pause, running or to come; null without one."
    )
    paused_until: date | None = strawberry.field(
        description="The first day after it on which they meet again; null while nobody knows."
    )
    ended_at: datetime | None = strawberry.field(
        description="When it was ended; null while it goes on."
    )

    @strawberry.field(description="The one of the two who is not the viewer.")
    async def other(self, info: Info) -> PersonRef:
        """The other person."""
        return await refs.person(info, self.other_key)

    @strawberry.field(description="The two, the viewer first.")
    async def people(self, info: Info) -> list[PersonRef]:
        """Both people."""
        return await refs.people(info, [self.viewer_key, self.other_key])

    @strawberry.field(description="The open meeting; null once the series has ended.")
    async def current(self, info: Info) -> OneOnOneMeeting | None:
        """The meeting to come."""
        view = await info.context.loader(queries.current_meetings_of).load(self.key)
        return None if view is None else OneOnOneMeeting.of(view)

    @strawberry.field(description="All meetings, newest first.")
    async def meetings(
        self, info: Info, first: First = None, after: After = None
    ) -> Connection[OneOnOneMeeting]:
        """A page of meetings."""
        wanted = (self.key, PageRequest.of(first, after))
        page = await info.context.loader(queries.meeting_pages).load(wanted)
        assert page is not None, "every page asked for is answered"  # noqa: S101
        return Connection[OneOnOneMeeting].of(page, OneOnOneMeeting.of)

    @classmethod
    def of(cls, view: SeriesView) -> OneOnOneSeries:
        """Dress a view."""
        return cls(
            id=to_global("OneOnOneSeries", view.id),
            key=view.id,
            viewer_key=view.viewer_id,
            other_key=view.other_id,
            kind=SeriesKind[view.kind.name],
            cadence=SeriesCadence[view.cadence.name],
            rrule=view.rrule,
            rhythm_from=view.rhythm_from,
            wall_minutes=view.wall_minutes,
            wall_time=wall_time(view.wall_minutes),
            time_zone=view.time_zone,
            paused_from=view.paused_from,
            paused_until=view.paused_until,
            ended_at=view.ended_at,
        )


@strawberry.type(description="One meeting of two people, with what both want to remember.")
class OneOnOneMeeting(MeetingAgenda, MeetingNotes, MeetingPromises, Node):
    """A meeting as one of the two sees it."""

    key: strawberry.Private[UUID]
    series_key: strawberry.Private[UUID]
    notes_editor_key: strawberry.Private[UUID | None]
    number: int = strawberry.field(description="Which meeting of the series it is, from 1.")
    planned_at: datetime = strawberry.field(description="Where the rhythm had put it.")
    scheduled_at: datetime = strawberry.field(description="When it is, or was to be.")
    moved: bool = strawberry.field(
        description="Whether it is elsewhere than the rhythm had put it."
    )
    state: MeetingState = strawberry.field(description="Whether it is over.")
    held: bool | None = strawberry.field(
        description="Whether the two really met; null while it is open."
    )
    held_by: HeldBy | None = strawberry.field(
        description="How it came to count as held; null unless it does."
    )
    asks_whether_held: bool = strawberry.field(
        description="Whether its time has passed and nothing says that they met."
    )
    closed_at: datetime | None = strawberry.field(description="When it was closed.")
    shared_notes: str = strawberry.field(
        description="Notes that both read and write, as they read now."
    )
    private_notes: str = strawberry.field(
        description="The viewer's own notes, which nobody else reads."
    )
    private_notes_version: int = strawberry.field(
        description="To be given back when saving the private notes; 0 before they are first saved."
    )

    @strawberry.field(description="The series that it belongs to.")
    async def series(self, info: Info) -> OneOnOneSeries:
        """Its series."""
        return await _series(info, self.series_key)

    @strawberry.field(description="Who last saved the shared notes.")
    async def shared_notes_edited_by(self, info: Info) -> PersonRef | None:
        """The last writer."""
        return await refs.maybe_person(info, self.notes_editor_key)

    @classmethod
    def of(cls, view: MeetingView) -> OneOnOneMeeting:
        """Dress a view."""
        return cls(
            id=to_global("OneOnOneMeeting", view.id),
            key=view.id,
            series_key=view.series_id,
            notes_editor_key=view.shared_notes_edited_by_id,
            number=view.number,
            planned_at=view.planned_at,
            scheduled_at=view.scheduled_at,
            moved=view.scheduled_at != view.planned_at,
            state=MeetingState[view.state.name],
            held=view.held,
            held_by=None if view.held_by is None else HeldBy[view.held_by.name],
            asks_whether_held=view.asks_whether_held,
            closed_at=view.closed_at,
            shared_notes=view.shared_notes,
            private_notes=view.private_notes,
            private_notes_version=view.private_notes_version,
        )


@node_of("OneOnOneSeries")
async def load_series(info: Info, key: UUID) -> OneOnOneSeries | None:
    """A series by key."""
    view = await info.context.loader(queries.series_by_ids).load(key)
    return None if view is None else OneOnOneSeries.of(view)


@node_of("OneOnOneMeeting")
async def load_meeting(info: Info, key: UUID) -> OneOnOneMeeting | None:
    """A meeting by key."""
    view = await info.context.loader(queries.meetings_by_ids).load(key)
    return None if view is None else OneOnOneMeeting.of(view)


async def _series(info: Info, key: UUID) -> OneOnOneSeries:
    """The series of something that the viewer sees, and so sees as well."""
    found = await load_series(info, key)
    if found is None:
        raise LookupError("a readable part of a series that is not readable")
    return found


async def shown_meeting(info: Info, key: UUID) -> OneOnOneMeeting:
    """The meeting of something that the viewer sees, and so sees as well."""
    found = await load_meeting(info, key)
    if found is None:
        raise LookupError("a readable part of a meeting that is not readable")
    return found


SeriesId = Annotated[strawberry.ID, strawberry.argument(description="Id of the series.")]
MeetingId = Annotated[strawberry.ID, strawberry.argument(description="Id of the meeting.")]


@strawberry.type
class OneOnOnesQuery(RhythmQuery):
    """Root fields of one-on-ones."""

    @strawberry.field(description="One series; null unless the viewer is one of its two.")
    async def series(self, info: Info, id: SeriesId) -> OneOnOneSeries | None:
        """A series by id."""
        return await load_series(info, from_global(id, "OneOnOneSeries"))

    @strawberry.field(description="One meeting; null unless the viewer is one of the two.")
    async def meeting(self, info: Info, id: MeetingId) -> OneOnOneMeeting | None:
        """A meeting by id."""
        return await load_meeting(info, from_global(id, "OneOnOneMeeting"))


@strawberry.type
class OneOnOnesViewer(AgendaViewer, PromisesViewer, RhythmViewer):
    """The viewer's one-on-ones."""

    @strawberry.field(description="The viewer's one-on-ones, next meeting first, ended ones last.")
    async def series(self, info: Info) -> list[OneOnOneSeries]:
        """All series of mine."""
        return [OneOnOneSeries.of(view) for view in await queries.own_series(info.context.actor)]


@strawberry.type
class PersonOneOnOnes:
    """What a person's page shows of one-on-ones with the viewer."""

    key: strawberry.Private[UUID]

    @strawberry.field(description="The viewer's active series with this person.")
    async def series(self, info: Info) -> OneOnOneSeries | None:
        """Ours, while it goes on."""
        view = await info.context.loader(queries.series_with).load(self.key)
        return None if view is None else OneOnOneSeries.of(view)

    @strawberry.field(
        description="Whether the viewer may begin one-on-ones with this person now: "
        "anybody who is still there and whom they are not meeting already."
    )
    async def can_start_series(self, info: Info) -> bool:
        """Whether ``startSeries`` would be allowed."""
        return bool(await info.context.loader(queries.startable_with).load(self.key))
