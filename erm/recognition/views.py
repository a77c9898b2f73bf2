"""Kudos as one viewer may see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from erm.core.actor import Actor
from erm.recognition import policy
from erm.recognition.models import (
    CompanyValue,
    Kudos,
    KudosComment,
    KudosEdit,
    KudosGroup,
    KudosMention,
)
from erm.recognition.rules import (
    EDIT_FOR,
    GroupKind,
    KudosVisibility,
    ReactionKind,
    ScheduleState,
)


@dataclass(frozen=True, slots=True)
class CompanyValueView:
    """Something that the company holds to."""

    id: UUID
    name: str
    description: str
    color: str
    icon: str
    position: int
    version: int
    retired: bool
    can_edit: bool


@dataclass(frozen=True, slots=True)
class ReactionCountView:
    """How many people left this sign, and whether the viewer is one of them."""

    kind: ReactionKind
    count: int
    mine: bool


@dataclass(frozen=True, slots=True)
class Received:
    """Who received one kudos, as far as its viewer needs to know.

    ``named_ids`` are those named in person, in order; ``count`` all people; ``mine`` whether the
    viewer is one of them, in person or through a group, with ``points`` as their share.
    """

    named_ids: tuple[UUID, ...] = ()
    count: int = 0
    mine: bool = False
    points: int = 0


@dataclass(frozen=True, slots=True)
class KudosView:
    """Kudos, what stands under them, and what the viewer may do with them.

    ``receiver_ids`` are those named in person, ``receiver_count`` counts those in groups as well.
    ``editable_until`` is None unless the viewer may edit now, ``points`` unless they gave or received.
    """

    id: UUID
    author_id: UUID
    receiver_ids: tuple[UUID, ...]
    receiver_count: int
    viewer_received: bool
    company_value_id: UUID | None
    message: str
    visibility: KudosVisibility
    audience_manager_id: UUID | None
    created_at: datetime
    edited_at: datetime | None
    editable_until: datetime | None
    picture_id: UUID | None
    picture_alt: str
    points: int | None
    points_for_viewer: int | None
    reactions: tuple[ReactionCountView, ...]
    comment_count: int
    hidden: bool
    hidden_reason: str | None
    can_withdraw: bool
    can_edit: bool
    can_hide: bool
    can_restore: bool
    can_report: bool
    can_make_private: bool


@dataclass(frozen=True, slots=True)
class ThanksToldView:
    """Kudos as a mail tells of them: to those of its receivers who were asked for."""

    id: UUID
    author_id: UUID
    receiver_ids: tuple[UUID, ...]
    message: str
    visibility: KudosVisibility


@dataclass(frozen=True, slots=True)
class KudosCommentView:
    """A line under kudos."""

    id: UUID
    kudos_id: UUID
    author_id: UUID
    body: str
    created_at: datetime
    hidden: bool
    hidden_reason: str | None
    can_delete: bool
    can_hide: bool
    can_restore: bool
    can_report: bool


@dataclass(frozen=True, slots=True)
class KudosGroupView:
    """A team or department that was thanked, as it was then. ``name`` is the manager's for a team."""

    kind: GroupKind
    name: str
    size: int
    manager_id: UUID | None
    department_id: UUID | None


@dataclass(frozen=True, slots=True)
class GroupChoice:
    """A team or department that can be thanked. ``id`` is the manager's, or the department's."""

    kind: GroupKind
    id: UUID
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class MentionView:
    """Somebody named in a text: ``@`` and ``label`` stand there."""

    label: str
    person_id: UUID


@dataclass(frozen=True, slots=True)
class KudosEditView:
    """What kudos said until ``at``."""

    at: datetime
    message: str
    company_value_id: UUID | None


@dataclass(frozen=True, slots=True)
class ScheduledKudosView:
    """Thanks for later, for who is to say them.

    ``problem`` is the code of the refusal for which they could not be said, or empty, and
    ``problem_params`` what its sentence names.
    """

    id: UUID
    due_at: datetime
    receiver_ids: tuple[UUID, ...]
    groups: tuple[GroupChoice, ...]
    message: str
    company_value_id: UUID | None
    visibility: KudosVisibility
    audience_id: UUID | None
    mention_ids: tuple[UUID, ...]
    picture_id: UUID | None
    picture_alt: str
    points: int
    state: ScheduleState
    problem: str
    problem_params: dict[str, Any]


def view_company_value(actor: Actor, row: CompanyValue) -> CompanyValueView:
    """A company value; the same for everybody but for what they may do."""
    return CompanyValueView(
        id=row.id,
        name=row.name,
        description=row.description,
        color=row.color,
        icon=row.icon,
        position=row.position,
        version=row.version,
        retired=row.retired_at is not None,
        can_edit=policy.may_edit_values(actor),
    )


def view_kudos(
    actor: Actor,
    row: Kudos,
    received: Received,
    reactions: Sequence[ReactionCountView],
    comment_count: int,
) -> KudosView:
    """Kudos for this actor, who may read them."""
    hidden = row.hidden_at is not None
    receivers = {*received.named_ids, *([actor.person_id] if received.mine else [])}
    sees_points = row.points > 0 and policy.may_see_points(actor, row, receivers)
    can_edit = policy.may_edit_kudos(actor, row)
    may_hide = policy.may_hide_kudos(actor, row)
    return KudosView(
        id=row.id,
        author_id=row.author_id,
        receiver_ids=received.named_ids,
        receiver_count=received.count,
        viewer_received=received.mine,
        company_value_id=row.company_value_id,
        message=row.message,
        visibility=row.visibility,
        audience_manager_id=row.audience_manager_id
        if row.visibility is KudosVisibility.TEAM
        else None,
        created_at=row.created_at,
        edited_at=row.edited_at,
        editable_until=row.created_at + EDIT_FOR if can_edit else None,
        picture_id=row.picture_id,
        picture_alt=row.picture_alt,
        points=row.points if sees_points else None,
        points_for_viewer=received.points if sees_points and received.mine else None,
        reactions=tuple(reactions),
        comment_count=comment_count,
        hidden=hidden,
        hidden_reason=row.hidden_reason if hidden else None,
        can_withdraw=policy.may_withdraw_kudos(actor, row),
        can_edit=can_edit,
        can_hide=not hidden and may_hide,
        can_restore=hidden and may_hide,
        can_report=policy.may_report_kudos(actor, row),
        can_make_private=row.visibility is not KudosVisibility.PRIVATE
        and not hidden
        and policy.may_make_kudos_private(actor, received.named_ids),
    )


def view_comment(actor: Actor, row: KudosComment) -> KudosCommentView:
    """A comment for this actor, who may read it."""
    hidden = row.hidden_at is not None
    may_hide = policy.may_hide_comment(actor, row.author_id)
    return KudosCommentView(
        id=row.id,
        kudos_id=row.kudos_id,
        author_id=row.author_id,
        body=row.body,
        created_at=row.created_at,
        hidden=hidden,
        hidden_reason=row.hidden_reason if hidden else None,
        can_delete=policy.may_delete_comment(actor, row.author_id),
        can_hide=not hidden and may_hide,
        can_restore=hidden and may_hide,
        can_report=policy.may_report_comment(actor, row),
    )


def view_group(row: KudosGroup) -> KudosGroupView:
    """A group, for whoever reads its kudos."""
    return KudosGroupView(
        kind=row.kind,
        name=row.name,
        size=row.size,
        manager_id=row.manager_id,
        department_id=row.department_id,
    )


def view_mention(row: KudosMention) -> MentionView:
    """A mention, for whoever reads the text."""
    return MentionView(label=row.label, person_id=row.person_id)


def view_edit(row: KudosEdit) -> KudosEditView:
    """An earlier wording, for whoever reads the kudos."""
    return KudosEditView(at=row.at, message=row.message, company_value_id=row.company_value_id)
