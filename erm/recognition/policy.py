"""Who may do what with kudos.

Every right to read has two forms that must agree (a test holds them together): a predicate over one
row and a filter over rows. Managers have no right of their own here, and jobs read nothing.

**Moderators** are HR and administrators. They read no more kudos than anybody else, but for hidden
ones that they could read if these were not hidden. They never decide on what they wrote themselves.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from tortoise.expressions import Q, Subquery

from erm.core.actor import Actor
from erm.core.clock import now
from erm.recognition.models import Kudos, KudosComment, KudosReceiver, ScheduledKudos
from erm.recognition.rules import EDIT_FOR, KudosVisibility

_NOTHING = Q(id__in=[])


def is_moderator(actor: Actor) -> bool:
    """HR and administrators."""
    return not actor.is_system and (actor.is_hr or actor.is_administrator)


def in_team(actor: Actor, manager_id: UUID | None) -> bool:
    """Whether the actor leads this team, or reports to who does, now."""
    return manager_id is not None and manager_id in (actor.person_id, actor.manager_id)


def may_read_kudos(actor: Actor, kudos: Kudos, receiver_ids: Collection[UUID]) -> bool:
    """Public ones everybody, those for a team its people, all of them the author and the receivers.

    ``receiver_ids`` holds those thanked as part of a group as well. Withdrawn ones nobody; hidden
    ones, of those, the author and moderators.
    """
    if actor.is_system or kudos.withdrawn_at is not None:
        return False
    is_author = actor.person_id == kudos.author_id
    shown = kudos.hidden_at is None or is_author or is_moderator(actor)
    return shown and (
        kudos.visibility is KudosVisibility.PUBLIC
        or (kudos.visibility is KudosVisibility.TEAM and in_team(actor, kudos.audience_manager_id))
        or is_author
        or actor.person_id in receiver_ids
    )


def readable_kudos(actor: Actor, through: str = "") -> Q:
    """The filter form of :func:`may_read_kudos`.

    ``through`` is the way to the kudos from what belongs to them, such as ``kudos__``: a join looks at
    the few rows in question, where a list of all readable kudos would first have to be made.
    """
    if actor.is_system:
        return _NOTHING

    def where(**conditions: Any) -> Q:
        return Q(**{through + name: value for name, value in conditions.items()})

    mine = where(author_id=actor.person_id)
    received = where(
        id__in=Subquery(KudosReceiver.filter(person_id=actor.person_id).values("kudos_id"))
    )
    teams = [actor.person_id, *([actor.manager_id] if actor.manager_id is not None else [])]
    team = where(visibility=KudosVisibility.TEAM, audience_manager_id__in=teams)
    public = where(visibility=KudosVisibility.PUBLIC)
    readable = where(withdrawn_at__isnull=True) & (public | team | mine | received)
    if not is_moderator(actor):
        readable &= where(hidden_at__isnull=True) | mine
    return readable


def could_read_before(actor: Actor) -> Q:
    """A filter over :class:`KudosGone`: what the actor could read until that change.

    Only they are told that it is gone; nobody learns of what they never saw.
    """
    if actor.is_system:
        return _NOTHING
    mine = Q(kudos__author_id=actor.person_id)
    received = Q(
        kudos_id__in=Subquery(KudosReceiver.filter(person_id=actor.person_id).values("kudos_id"))
    )
    teams = [actor.person_id, *([actor.manager_id] if actor.manager_id is not None else [])]
    team = Q(visibility=KudosVisibility.TEAM, kudos__audience_manager_id__in=teams)
    seen = Q(visibility=KudosVisibility.PUBLIC) | team | mine | received
    return seen if is_moderator(actor) else seen & (Q(hidden=False) | mine)


def may_withdraw_kudos(actor: Actor, kudos: Kudos) -> bool:
    """The author."""
    return not actor.is_system and actor.person_id == kudos.author_id


def may_edit_kudos(actor: Actor, kudos: Kudos) -> bool:
    """The author, for a day, unless they are hidden."""
    return (
        not actor.is_system
        and actor.person_id == kudos.author_id
        and kudos.hidden_at is None
        and now() < kudos.created_at + EDIT_FOR
    )


def may_make_kudos_private(actor: Actor, named_ids: Collection[UUID]) -> bool:
    """Any of those named in person: being thanked in front of everybody is not for everybody.

    Somebody thanked as one of a group is not shown by name, and does not decide for the group.
    """
    return not actor.is_system and actor.person_id in named_ids


def may_hide_kudos(actor: Actor, kudos: Kudos) -> bool:
    """Moderators, for kudos that they can read and did not give. To restore them the same."""
    return is_moderator(actor) and actor.person_id != kudos.author_id


def may_report_kudos(actor: Actor, kudos: Kudos) -> bool:
    """Whoever reads them, but for their author, unless they are hidden already."""
    return not actor.is_system and actor.person_id != kudos.author_id and kudos.hidden_at is None


def may_see_points(actor: Actor, kudos: Kudos, receiver_ids: Collection[UUID]) -> bool:
    """The author and the receivers."""
    return not actor.is_system and (
        actor.person_id == kudos.author_id or actor.person_id in receiver_ids
    )


def may_join_in(actor: Actor, kudos: Kudos) -> bool:
    """Reacting and commenting: whoever reads them, unless they are hidden."""
    return not actor.is_system and kudos.hidden_at is None


def may_read_comment(
    actor: Actor, comment: KudosComment, kudos: Kudos, receiver_ids: Collection[UUID]
) -> bool:
    """Whoever may read the kudos, until it is deleted; a hidden one its author and moderators."""
    return (
        comment.deleted_at is None
        and (
            comment.hidden_at is None or actor.person_id == comment.author_id or is_moderator(actor)
        )
        and may_read_kudos(actor, kudos, receiver_ids)
    )


def readable_comments(actor: Actor) -> Q:
    """The filter form of :func:`may_read_comment`."""
    if actor.is_system:
        return _NOTHING
    readable = Q(deleted_at__isnull=True) & readable_kudos(actor, "kudos__")
    if not is_moderator(actor):
        readable &= Q(hidden_at__isnull=True) | Q(author_id=actor.person_id)
    return readable


def may_delete_comment(actor: Actor, author_id: UUID) -> bool:
    """Whoever wrote it. Moderators hide it, which can be taken back."""
    return not actor.is_system and actor.person_id == author_id


def may_hide_comment(actor: Actor, author_id: UUID) -> bool:
    """Moderators, for comments that they can read and did not write. To restore them the same."""
    return is_moderator(actor) and actor.person_id != author_id


def may_report_comment(actor: Actor, comment: KudosComment) -> bool:
    """Whoever reads it, but for its author, unless it is hidden already."""
    return (
        not actor.is_system and actor.person_id != comment.author_id and comment.hidden_at is None
    )


def may_read_scheduled(actor: Actor, scheduled: ScheduledKudos) -> bool:
    """Who is to say them, and nobody else."""
    return not actor.is_system and actor.person_id == scheduled.author_id


def readable_scheduled(actor: Actor) -> Q:
    """The filter form of :func:`may_read_scheduled`."""
    return _NOTHING if actor.is_system else Q(author_id=actor.person_id)


def may_edit_values(actor: Actor) -> bool:
    """HR says what the company holds to."""
    return not actor.is_system and actor.is_hr


def may_export_public_kudos(actor: Actor) -> bool:
    """HR takes along what everybody reads."""
    return not actor.is_system and actor.is_hr
