"""Celebrations as one viewer may see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from erm.core.actor import Actor
from erm.core.clock import today
from erm.recognition.celebrations import policy
from erm.recognition.celebrations.models import CardSignature, Celebration
from erm.recognition.celebrations.rules import (
    CelebrationAudience,
    CelebrationKind,
    CelebrationState,
)


@dataclass(frozen=True, slots=True)
class CardSignatureView:
    """A line on a card."""

    id: UUID
    author_id: UUID
    message: str
    created_at: datetime
    edited_at: datetime | None
    hidden: bool
    hidden_reason: str | None
    can_edit: bool
    can_report: bool


@dataclass(frozen=True, slots=True)
class CelebrationView:
    """A day of somebody, with the lines that the viewer reads on its card.

    ``signature_count`` counts those that everybody reads.
    """

    id: UUID
    person_id: UUID
    kind: CelebrationKind
    day: date
    years: int | None
    today: bool
    delivered: bool
    can_sign: bool
    own_signature: CardSignatureView | None
    signatures: tuple[CardSignatureView, ...]
    signature_count: int
    for_viewer: bool
    card_unread: bool


@dataclass(frozen=True, slots=True)
class CelebrationChoiceView:
    """What one chose, and the day from which on one's years are counted."""

    anniversary: CelebrationAudience
    birthday: CelebrationAudience
    birth_month: int | None
    birth_day: int | None
    hired_on: date | None


def view_signature(actor: Actor, row: CardSignature, *, open_: bool) -> CardSignatureView:
    """A line for this actor, who may read it. ``open_``: the card can still be signed."""
    mine, hidden = row.author_id == actor.person_id, row.hidden_at is not None
    return CardSignatureView(
        id=row.id,
        author_id=row.author_id,
        message=row.message,
        created_at=row.created_at,
        edited_at=row.edited_at,
        hidden=hidden,
        hidden_reason=row.hidden_reason if hidden else None,
        can_edit=mine and open_ and not hidden,
        can_report=not mine,
    )


def view_celebration(
    actor: Actor, row: Celebration, signatures: Sequence[CardSignature]
) -> CelebrationView:
    """A celebration for this actor, who may read it and all these lines."""
    mine = row.person_id == actor.person_id
    open_ = row.state is CelebrationState.PLANNED
    lines = tuple(view_signature(actor, each, open_=open_) for each in signatures)
    return CelebrationView(
        id=row.id,
        person_id=row.person_id,
        kind=row.kind,
        day=row.day,
        years=row.years,
        today=row.day == today(actor.time_zone),
        delivered=row.state is CelebrationState.DELIVERED,
        can_sign=policy.may_sign(actor, row),
        own_signature=next((each for each in lines if each.author_id == actor.person_id), None),
        signatures=lines,
        signature_count=sum(not each.hidden for each in lines),
        for_viewer=mine,
        card_unread=mine and row.seen_at is None,
    )
