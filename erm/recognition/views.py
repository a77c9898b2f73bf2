"""Kudos as one viewer may see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from erm.core.actor import Actor
from erm.recognition import policy
from erm.recognition.models import CompanyValue, Kudos, KudosComment
from erm.recognition.rules import KudosVisibility, ReactionKind


@dataclass(frozen=True, slots=True)
class CompanyValueView:
    """Something that the company holds to."""

    id: UUID
    name: str
    description: str
    color: str
    retired: bool


@dataclass(frozen=True, slots=True)
class ReactionCountView:
    """How many people left this sign, and whether the viewer is one of them."""

    kind: ReactionKind
    count: int
    mine: bool


@dataclass(frozen=True, slots=True)
class KudosView:
    """Kudos, what stands under them, and what the viewer may do with them."""

    id: UUID
    author_id: UUID
    receiver_ids: tuple[UUID, ...]
    company_value_id: UUID | None
    message: str
    visibility: KudosVisibility
    created_at: datetime
    reactions: tuple[ReactionCountView, ...]
    comment_count: int
    hidden: bool
    hidden_reason: str | None
    can_withdraw: bool
    can_hide: bool
    can_make_private: bool


@dataclass(frozen=True, slots=True)
class KudosCommentView:
    """A line under kudos."""

    id: UUID
    kudos_id: UUID
    author_id: UUID
    body: str
    created_at: datetime
    can_delete: bool


def view_company_value(row: CompanyValue) -> CompanyValueView:
    """A company value; the same for everybody."""
    return CompanyValueView(
        id=row.id,
        name=row.name,
        description=row.description,
        color=row.color,
        retired=row.retired_at is not None,
    )


def view_kudos(
    actor: Actor,
    row: Kudos,
    receiver_ids: tuple[UUID, ...],
    reactions: Sequence[ReactionCountView],
    comment_count: int,
) -> KudosView:
    """Kudos for this actor, who may read them."""
    hidden = row.hidden_at is not None
    return KudosView(
        id=row.id,
        author_id=row.author_id,
        receiver_ids=receiver_ids,
        company_value_id=row.company_value_id,
        message=row.message,
        visibility=row.visibility,
        created_at=row.created_at,
        reactions=tuple(reactions),
        comment_count=comment_count,
        hidden=hidden,
        hidden_reason=row.hidden_reason if hidden else None,
        can_withdraw=policy.may_withdraw_kudos(actor, row),
        can_hide=not hidden and policy.may_hide_kudos(actor),
        can_make_private=row.visibility is KudosVisibility.PUBLIC
        and policy.may_make_kudos_private(actor, receiver_ids),
    )


def view_comment(actor: Actor, row: KudosComment) -> KudosCommentView:
    """A comment for this actor, who may read it."""
    return KudosCommentView(
        id=row.id,
        kudos_id=row.kudos_id,
        author_id=row.author_id,
        body=row.body,
        created_at=row.created_at,
        can_delete=policy.may_delete_comment(actor, row.author_id),
    )
