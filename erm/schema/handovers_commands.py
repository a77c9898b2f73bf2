"""What can be done with handovers: the inputs, the successes and the mutations."""

from __future__ import annotations

from uuid import UUID

import strawberry

from erm.flows import handing_over
from erm.handovers import commands, rules
from erm.schema.command import command
from erm.schema.context import Info
from erm.schema.handovers import (
    SUBJECTS,
    Handover,
    HandoverCandidate,
    HandoverLineKind,
    HandoverReason,
)
from erm.schema.ids import from_global, maybe_from_global, to_global


@strawberry.input(description="One thing to hand over.")
class HandoverLineInput:
    """A line."""

    kind: HandoverLineKind = strawberry.field(description="What it is about.")
    subject_id: strawberry.ID = strawberry.field(description="Id of what it is about.")
    text: str = strawberry.field(
        description="What the receiver reads of it; at most 2,000 characters."
    )


@strawberry.input(description="A draft as it is to be kept.")
class SaveHandoverInput:
    """Input of ``saveHandover``."""

    id: strawberry.ID | None = strawberry.field(
        default=None, description="Id of one's own draft; none to begin one."
    )
    version: int | None = strawberry.field(
        default=None, description="The draft's version as it was read."
    )
    receiver_id: strawberry.ID = strawberry.field(description="Who takes over.")
    reason: HandoverReason = strawberry.field(description="Why.")
    about_id: strawberry.ID | None = strawberry.field(
        default=None, description="The former manager, in a note to a new one."
    )
    note: str = strawberry.field(
        description="Words to the receiver; may be empty; at most 20,000 characters."
    )
    lines: list[HandoverLineInput] = strawberry.field(
        default_factory=list,
        description="What is handed over, of one's own that is still open; at most 200.",
    )


@strawberry.type(description="The draft was kept.")
class SaveHandoverSuccess:
    """Answer of ``saveHandover``."""

    handover: Handover = strawberry.field(description="The draft.")


@strawberry.input(description="Which draft to share.")
class ShareHandoverInput:
    """Input of ``shareHandover``."""

    id: strawberry.ID = strawberry.field(description="Id of one's own draft.")
    version: int = strawberry.field(description="Its version as it was read.")


@strawberry.type(description="The receiver can read it.")
class ShareHandoverSuccess:
    """Answer of ``shareHandover``."""

    handover: Handover = strawberry.field(description="The handover.")


@strawberry.input(description="Which draft to throw away.")
class DeleteHandoverInput:
    """Input of ``deleteHandover``."""

    id: strawberry.ID = strawberry.field(description="Id of one's own draft.")


@strawberry.type(description="The draft is gone.")
class DeleteHandoverSuccess:
    """Answer of ``deleteHandover``."""

    deleted_id: strawberry.ID = strawberry.field(description="Id of what was deleted.")


@strawberry.input(description="Which offered thing to accept or decline.")
class SettleHandoverLineInput:
    """Input of ``settleHandoverLine``."""

    line_id: strawberry.ID = strawberry.field(description="Id of a line offered to the viewer.")
    accept: bool = strawberry.field(description="Whether to take it over.")


@strawberry.type(description="It was accepted or declined.")
class SettleHandoverLineSuccess:
    """Answer of ``settleHandoverLine``."""

    handover: Handover = strawberry.field(description="The handover.")


@strawberry.input(description="One thing to close.")
class OpenItemInput:
    """An open thing."""

    kind: HandoverLineKind = strawberry.field(description="What it is.")
    subject_id: strawberry.ID = strawberry.field(description="Its id.")


@strawberry.input(description="What to close: all of it, or nothing.")
class CloseOpenItemsInput:
    """Input of ``closeOpenItems``."""

    items: list[OpenItemInput] = strawberry.field(
        description="Of one's own that is still open and not offered to anybody."
    )


@strawberry.type(description="All of it was closed.")
class CloseOpenItemsSuccess:
    """Answer of ``closeOpenItems``."""

    closed: int = strawberry.field(description="How many things.")
    candidates: list[HandoverCandidate] = strawberry.field(
        description="What the viewer has open now."
    )


def _subject(kind: HandoverLineKind, value: strawberry.ID) -> tuple[rules.LineKind, UUID]:
    """What a line or an item is about. Raises ``ID_INVALID`` for an id of another kind."""
    of = rules.LineKind[kind.name]
    return of, from_global(value, SUBJECTS[of], field="subject_id")


@strawberry.type
class HandoversMutation:
    """Everything that can be done with handovers."""

    @command("Keep a draft of a handover, which nobody else sees.")
    async def save_handover(self, info: Info, input: SaveHandoverInput) -> SaveHandoverSuccess:
        """Save."""
        view = await handing_over.save_handover(
            info.context.actor,
            handover_id=maybe_from_global(input.id, "Handover", field="id"),
            version=input.version,
            receiver_id=from_global(input.receiver_id, "Person", field="receiver_id"),
            reason=rules.HandoverReason[input.reason.name],
            about_id=maybe_from_global(input.about_id, "Person", field="about_id"),
            note=input.note,
            lines=[
                handing_over.WrittenLine(*_subject(line.kind, line.subject_id), line.text)
                for line in input.lines
            ],
        )
        return SaveHandoverSuccess(handover=Handover.of(view))

    @command("Let the receiver read a draft. It does not change any more.")
    async def share_handover(self, info: Info, input: ShareHandoverInput) -> ShareHandoverSuccess:
        """Share."""
        view = await handing_over.share_handover(
            info.context.actor,
            handover_id=from_global(input.id, "Handover"),
            version=input.version,
        )
        return ShareHandoverSuccess(handover=Handover.of(view))

    @command("Throw away a draft.")
    async def delete_handover(
        self, info: Info, input: DeleteHandoverInput
    ) -> DeleteHandoverSuccess:
        """Delete."""
        gone = await commands.delete_handover(
            info.context.actor, handover_id=from_global(input.id, "Handover")
        )
        return DeleteHandoverSuccess(deleted_id=to_global("Handover", gone))

    @command("Accept or decline one thing that was handed over to the viewer.")
    async def settle_handover_line(
        self, info: Info, input: SettleHandoverLineInput
    ) -> SettleHandoverLineSuccess:
        """Settle."""
        view = await handing_over.settle_handover_line(
            info.context.actor,
            line_id=from_global(input.line_id, "HandoverLine", field="line_id"),
            accept=input.accept,
        )
        return SettleHandoverLineSuccess(handover=Handover.of(view))

    @command("Close things instead of handing them over, all or none.")
    async def close_open_items(
        self, info: Info, input: CloseOpenItemsInput
    ) -> CloseOpenItemsSuccess:
        """Close."""
        closed, left = await handing_over.close_open_items(
            info.context.actor, [_subject(item.kind, item.subject_id) for item in input.items]
        )
        return CloseOpenItemsSuccess(
            closed=closed, candidates=[HandoverCandidate.of(item) for item in left]
        )
