"""What belongs to kudos: receivers, groups, mentions, earlier wordings; in one query each.

Callers have chosen the kudos by policy, but for the loaders, which ask it again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from tortoise.expressions import Subquery
from tortoise.functions import Count
from tortoise.queryset import QuerySet

from erm.core.actor import Actor
from erm.recognition import policy
from erm.recognition.models import (
    Kudos,
    KudosComment,
    KudosEdit,
    KudosGroup,
    KudosMention,
)
from erm.recognition.rules import KudosVisibility
from erm.recognition.views import (
    KudosEditView,
    KudosGroupView,
    MentionView,
    view_edit,
    view_group,
    view_mention,
)


async def groups_of(actor: Actor, kudos_ids: Sequence[UUID]) -> dict[UUID, list[KudosGroupView]]:
    """The teams and departments thanked with kudos that the actor may read, in the author's order."""
    found: dict[UUID, list[KudosGroupView]] = defaultdict(list)
    for row in await KudosGroup.filter(
        kudos_id__in=Subquery(_readable(actor, kudos_ids).values("id"))
    ).order_by("position", "id"):
        found[row.kudos_id].append(view_group(row))
    return found


async def mentions_of(actor: Actor, kudos_ids: Sequence[UUID]) -> dict[UUID, list[MentionView]]:
    """Who is named in kudos that the actor may read; those in comments apart."""
    found: dict[UUID, list[MentionView]] = defaultdict(list)
    for row in await KudosMention.filter(
        kudos_id__in=Subquery(_readable(actor, kudos_ids).values("id")), comment_id__isnull=True
    ).order_by("id"):
        found[row.kudos_id].append(view_mention(row))
    return found


async def comment_mentions_of(
    actor: Actor, comment_ids: Sequence[UUID]
) -> dict[UUID, list[MentionView]]:
    """Who is named in comments that the actor may read."""
    readable = KudosComment.filter(policy.readable_comments(actor), id__in=list(set(comment_ids)))
    found: dict[UUID, list[MentionView]] = defaultdict(list)
    for row in await KudosMention.filter(comment_id__in=Subquery(readable.values("id"))).order_by(
        "id"
    ):
        if row.comment_id is not None:
            found[row.comment_id].append(view_mention(row))
    return found


async def edits_of(actor: Actor, kudos_ids: Sequence[UUID]) -> dict[UUID, list[KudosEditView]]:
    """What kudos that the actor may read said before, newest first."""
    found: dict[UUID, list[KudosEditView]] = defaultdict(list)
    for row in await KudosEdit.filter(
        kudos_id__in=Subquery(_readable(actor, kudos_ids).values("id"))
    ).order_by("-id"):
        found[row.kudos_id].append(view_edit(row))
    return found


async def value_counts(actor: Actor, value_ids: Sequence[UUID]) -> dict[UUID, int]:
    """How many kudos stand under each value: public ones that are shown, whoever asks."""
    if actor.is_system:
        return {}
    rows = (
        await Kudos.filter(
            company_value_id__in=list(set(value_ids)),
            visibility=KudosVisibility.PUBLIC,
            withdrawn_at__isnull=True,
            hidden_at__isnull=True,
        )
        .annotate(number=Count("id"))
        .group_by("company_value_id")
        .values_list("company_value_id", "number")
    )
    return dict(rows)


def _readable(actor: Actor, kudos_ids: Sequence[UUID]) -> QuerySet[Kudos]:
    return Kudos.filter(policy.readable_kudos(actor), id__in=list(set(kudos_ids)))
