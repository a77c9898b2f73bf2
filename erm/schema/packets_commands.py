"""What is done with packets."""

from __future__ import annotations

import strawberry

from erm.core.errors import InvalidInput
from erm.feedback.cycles.commands import packets as commands
from erm.schema import refs
from erm.schema.command import command
from erm.schema.context import Info
from erm.schema.ids import from_global, parse_global
from erm.schema.packets import Packet


@strawberry.input(description="The summary of a packet, saved while it is written.")
class WritePacketSummaryInput:
    """What is saved."""

    packet_id: strawberry.ID = strawberry.field(description="Id of the packet.")
    version: int = strawberry.field(description="The version of the summary that was read.")
    summary: str = strawberry.field(description="The text; may be empty.")


@strawberry.type(description="The summary is saved.")
class WritePacketSummarySuccess:
    """What came of it."""

    packet: Packet = strawberry.field(description="The packet.")


@strawberry.input(description="Which packets to hand out.")
class ReleasePacketsInput:
    """What is released."""

    packet_ids: list[strawberry.ID] = strawberry.field(
        description="Ids of packets, or of their participants where the viewer may release a packet "
        "but not read it; at most 200. All of them are released or, at a refusal, none."
    )


@strawberry.type(description="The packets are handed out.")
class ReleasePacketsSuccess:
    """What came of it."""

    packets: list[Packet] = strawberry.field(
        description="Those that were released, as far as the viewer may read them."
    )


@strawberry.input(description="That a packet was read, and what its participant answers.")
class AcknowledgePacketInput:
    """What is said."""

    packet_id: strawberry.ID = strawberry.field(description="Id of the packet.")
    answer: str = strawberry.field(default="", description="An answer; may be empty.")


@strawberry.type(description="The packet is acknowledged.")
class AcknowledgePacketSuccess:
    """What came of it."""

    packet: Packet = strawberry.field(description="The packet.")


@strawberry.type
class PacketsMutation:
    """Mutations of packets."""

    @command("Save the summary of a packet: its manager, or HR where there is none.")
    async def write_packet_summary(
        self, info: Info, input: WritePacketSummaryInput
    ) -> WritePacketSummarySuccess:
        """Autosaved."""
        view = await commands.write_packet_summary(
            info.context.actor,
            packet_id=from_global(input.packet_id, "Packet", field="packet_id"),
            version=input.version,
            summary=input.summary,
        )
        return WritePacketSummarySuccess(packet=Packet.of(view))

    @command("Hand packets out to their participants: who may is a rule of the cycle.")
    async def release_packets(
        self, info: Info, input: ReleasePacketsInput
    ) -> ReleasePacketsSuccess:
        """From now on they are read, and do not change."""
        keys = []
        for value in input.packet_ids:
            type_name, key = parse_global(value, field="packet_ids")
            if type_name not in ("Packet", "CycleParticipant"):
                raise InvalidInput("ID_INVALID", field="packet_ids")
            keys.append(key)
        released = await commands.release_packets(info.context.actor, packet_ids=keys)
        return ReleasePacketsSuccess(packets=await refs.load_all(info, "Packet", released))

    @command("Say that one has read one's packet, and answer it.")
    async def acknowledge_packet(
        self, info: Info, input: AcknowledgePacketInput
    ) -> AcknowledgePacketSuccess:
        """Once."""
        view = await commands.acknowledge_packet(
            info.context.actor,
            packet_id=from_global(input.packet_id, "Packet", field="packet_id"),
            answer=input.answer,
        )
        return AcknowledgePacketSuccess(packet=Packet.of(view))
