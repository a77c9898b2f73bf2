"""Packets: what of a cycle's reviews its participant is given."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

import strawberry

from erm.core.paging import PageRequest
from erm.feedback.cycles import packets
from erm.feedback.cycles.queries import packets as queries
from erm.feedback.cycles.views.packets import PacketView
from erm.schema import refs
from erm.schema.context import Info
from erm.schema.cycle_enums import PacketState
from erm.schema.ids import from_global, to_global
from erm.schema.node import Node, node_of
from erm.schema.packet_results import (
    CompetencyResult,
    PerspectiveResult,
    TotalResult,
    TrendPoint,
)
from erm.schema.paging import After, Connection, First
from erm.schema.refs import CycleParticipantRef, CycleRef, FeedbackNoteRef, PersonRef


@strawberry.type(
    description="What a participant of a cycle is given: the results, and their manager's summary."
)
class Packet(Node):
    """A packet as the viewer sees it."""

    key: strawberry.Private[UUID]
    cycle_key: strawberry.Private[UUID]
    person_key: strawberry.Private[UUID]
    summary_by_key: strawberry.Private[UUID | None]
    released_by_key: strawberry.Private[UUID | None]
    state: PacketState = strawberry.field(description="How far it is.")
    summary: str = strawberry.field(description="What the manager sums up; may be empty.")
    summary_version: int = strawberry.field(description="Changes with every save of the summary.")
    terms_hash: str = strawberry.field(
        description="SHA-256 of the terms that the raters were promised."
    )
    released_at: datetime | None = strawberry.field(description="When it was released, if it was.")
    released_on: date | None = strawberry.field(
        description="The day of its release, or the day on which it will be released by itself."
    )
    answer: str | None = strawberry.field(description="What the participant answered, if they did.")
    acknowledged_at: datetime | None = strawberry.field(
        description="When the participant said that they have read it, if they did."
    )
    can_write_summary: bool = strawberry.field(
        description="Whether the viewer may write the summary now."
    )
    can_release: bool = strawberry.field(description="Whether the viewer may release it now.")
    can_acknowledge: bool = strawberry.field(
        description="Whether the viewer may answer and acknowledge it now."
    )
    is_preview: bool = strawberry.field(
        description="Whether the participant does not see it yet: they will see it like this."
    )

    @strawberry.field(description="Whose packet it is, in which cycle.")
    async def participant(self, info: Info) -> CycleParticipantRef:
        """The participant."""
        return await refs.shown(info, "CycleParticipant", self.key)

    @strawberry.field(description="The cycle.")
    async def cycle(self, info: Info) -> CycleRef:
        """In which cycle."""
        return await refs.shown(info, "Cycle", self.cycle_key)

    @strawberry.field(description="Whom it is about.")
    async def subject(self, info: Info) -> PersonRef:
        """The participant's person."""
        return await refs.person(info, self.person_key)

    @strawberry.field(description="Who wrote the summary last.")
    async def summary_by(self, info: Info) -> PersonRef | None:
        """Its author."""
        return await refs.maybe_person(info, self.summary_by_key)

    @strawberry.field(description="Who released it; null where the day did, or nobody yet.")
    async def released_by(self, info: Info) -> PersonRef | None:
        """Who handed it out."""
        return await refs.maybe_person(info, self.released_by_key)

    @strawberry.field(description="What is shown of each perspective.")
    async def results(self, info: Info) -> list[PerspectiveResult]:
        """The results."""
        content = await self._content(info)
        language = info.context.language
        return [PerspectiveResult.of(one, content.calibrated, language) for one in content.results]

    @strawberry.field(description="Self against others, competency by competency.")
    async def competencies(self, info: Info) -> list[CompetencyResult]:
        """The competencies."""
        content = await self._content(info)
        return [CompetencyResult.of(one, info.context.language) for one in content.competencies]

    @strawberry.field(description="The total; null where nothing counts.")
    async def total(self, info: Info) -> TotalResult | None:
        """The weighted mean."""
        content = await self._content(info)
        return (
            None if content.total is None else TotalResult.of(content.total, info.context.language)
        )

    @strawberry.field(
        description="Its competencies in packets released before, as far as the viewer may read "
        "those; oldest first."
    )
    async def trend(self, info: Info) -> list[TrendPoint]:
        """How it was before."""
        found = await info.context.loader(queries.trends_of).load(self.key)
        return [TrendPoint.of(point) for point in found or ()]

    @strawberry.field(
        description="Feedback to the participant from the period that is looked back on, which the "
        "viewer may read anyway; newest first, at most 100. It is no part of what is released."
    )
    async def evidence(self, info: Info) -> list[FeedbackNoteRef]:
        """What else was written."""
        keys = await info.context.loader(queries.evidence_of).load(self.key)
        return await refs.load_all(info, "FeedbackNote", keys or [])

    async def _content(self, info: Info) -> packets.PacketContent:
        content = await info.context.loader(queries.packet_contents).load(self.key)
        if content is None:
            raise LookupError("a readable packet without contents")
        return content

    @classmethod
    def of(cls, view: PacketView) -> Packet:
        """Dress a view."""
        return cls(
            id=to_global("Packet", view.id),
            key=view.id,
            cycle_key=view.cycle_id,
            person_key=view.person_id,
            summary_by_key=view.summary_by_id,
            released_by_key=view.released_by_id,
            state=view.state,
            summary=view.summary,
            summary_version=view.summary_version,
            terms_hash=view.terms_hash,
            released_at=view.released_at,
            released_on=view.released_on,
            answer=view.answer,
            acknowledged_at=view.acknowledged_at,
            can_write_summary=view.can_write_summary,
            can_release=view.can_release,
            can_acknowledge=view.can_acknowledge,
            is_preview=view.is_preview,
        )


@strawberry.type(description="Packets of one cycle that the viewer may hand out now.")
class PacketsToRelease:
    """What is ready."""

    cycle_key: strawberry.Private[UUID]
    count: int = strawberry.field(description="How many.")
    without_summary: int = strawberry.field(description="How many of them have no summary.")

    @strawberry.field(
        description="Ids of their participants, by name: all of them, for releasing in parts."
    )
    async def participant_ids(self, info: Info) -> list[strawberry.ID]:
        """Whose they are."""
        found = await info.context.loader(queries.ids_to_release).load(self.cycle_key)
        return [to_global("CycleParticipant", key) for key in found or ()]


@strawberry.type
class CycleWithPackets:
    """What a cycle has of its packets."""

    key: strawberry.Private[UUID]

    @strawberry.field(
        description="The packets that the viewer may hand out now; null if there are none."
    )
    async def packets_to_release(self, info: Info) -> PacketsToRelease | None:
        """Those that are prepared."""
        view = await info.context.loader(queries.packets_to_release).load(self.key)
        if view is None:
            return None
        return PacketsToRelease(
            cycle_key=self.key, count=view.count, without_summary=view.without_summary
        )


@node_of("Packet")
async def load_packet(info: Info, key: UUID) -> Packet | None:
    """A packet by key, if the viewer may read it."""
    view = await info.context.loader(queries.packets_by_ids).load(key)
    return None if view is None else Packet.of(view)


@strawberry.type
class PacketsQuery:
    """Root fields of packets."""

    @strawberry.field(
        description="The packet of a participant: for them once it is released, for their manager "
        "and HR once there are results; else null."
    )
    async def packet(
        self,
        info: Info,
        participant_id: Annotated[
            strawberry.ID, strawberry.argument(description="Id of the participant.")
        ],
    ) -> Packet | None:
        """A packet by its participant's id."""
        key = from_global(participant_id, "CycleParticipant", field="participant_id")
        return await load_packet(info, key)


@strawberry.type
class PacketsViewer:
    """What of packets concerns the viewer."""

    @strawberry.field(description="The viewer's own packets that were released, newest first.")
    async def packets(
        self, info: Info, first: First = None, after: After = None
    ) -> Connection[Packet]:
        """Mine."""
        page = await queries.packets_received(info.context.actor, PageRequest.of(first, after))
        return Connection[Packet].of(page, Packet.of)

    @strawberry.field(
        description="The packets that the viewer prepares in cycles that go on; those not yet "
        "released first."
    )
    async def team_packets(self, info: Info) -> list[Packet]:
        """Those of my reports; for HR, of people without a manager."""
        return [Packet.of(view) for view in await queries.packets_to_prepare(info.context.actor)]
