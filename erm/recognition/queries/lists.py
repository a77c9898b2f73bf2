"""Lists that belong to something: kudos to a person, comments under kudos; in batches for loaders."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from tortoise.expressions import Subquery

from erm.core.actor import Actor
from erm.core.paging import Page, PageRequest, page_of
from erm.recognition import policy
from erm.recognition.models import Kudos, KudosComment, KudosReceiver
from erm.recognition.queries.cards import kudos_by_ids, views_of
from erm.recognition.rules import KudosVisibility
from erm.recognition.views import KudosCommentView, KudosView, ThanksToldView, view_comment

V = TypeVar("V", KudosView, KudosCommentView)
PageOf = tuple[UUID, PageRequest]
"""Which page of whose list: the key of a loader for lists."""
TOLD_MAXIMUM = 200
"""How many receivers a mail asks for at most."""


async def received_since(actor: Actor, *, since: datetime, limit: int) -> list[KudosView]:
    """Thanks to the actor from ``since`` on, newest first.

    Hidden ones are left out even for moderators: this is for joy, not for moderation.
    """
    rows = (
        await Kudos.filter(
            policy.readable_kudos(actor),
            hidden_at__isnull=True,
            id__in=Subquery(KudosReceiver.filter(person_id=actor.person_id).values("kudos_id")),
            created_at__gte=since,
        )
        .order_by("-id")
        .limit(limit)
    )
    return await views_of(actor, rows)


async def thanks_told(
    actor: Actor, person_ids: Collection[UUID], *, since: datetime
) -> list[ThanksToldView]:
    """Thanks to some people from ``since`` on that the actor may read, newest first, in brief.

    One query, without what stands on the card besides. At most :data:`TOLD_MAXIMUM` receivers.
    """
    rows = (
        await KudosReceiver.filter(
            policy.readable_kudos(actor, "kudos__"),
            person_id__in=list(person_ids),
            kudos__hidden_at__isnull=True,
            kudos__created_at__gte=since,
        )
        .order_by("-kudos_id", "position", "id")
        .limit(TOLD_MAXIMUM)
        .values("kudos_id", "person_id", "kudos__author_id", "kudos__message", "kudos__visibility")
    )
    found: dict[UUID, ThanksToldView] = {}
    for row in rows:
        key = row["kudos_id"]
        known = found.get(key)
        receivers = () if known is None else known.receiver_ids
        found[key] = ThanksToldView(
            key,
            row["kudos__author_id"],
            (*receivers, row["person_id"]),
            row["kudos__message"],
            KudosVisibility(row["kudos__visibility"]),
        )
    return list(found.values())


async def received_by(actor: Actor, wanted: Sequence[PageOf]) -> dict[PageOf, Page[KudosView]]:
    """Pages of the kudos that people received and the actor may read, newest first.

    Which they are is found from ids alone: whole kudos are read only for the pages shown.
    """
    theirs = KudosReceiver.filter(person_id__in=list({person_id for person_id, _ in wanted}))
    readable: Any = await Kudos.filter(
        policy.readable_kudos(actor), id__in=Subquery(theirs.values("kudos_id"))
    ).values_list("id", flat=True)
    there = set(readable)
    ids: dict[UUID, list[UUID]] = defaultdict(list)
    for person_id, kudos_id in await theirs.values_list("person_id", "kudos_id"):
        if kudos_id in there:
            ids[person_id].append(kudos_id)
    for keys in ids.values():
        keys.sort(reverse=True)
    slices = {
        (owner, page): [key for key in ids[owner] if page.after_id is None or key < page.after_id][
            : page.first + 1
        ]
        for owner, page in wanted
    }
    found = await kudos_by_ids(actor, [key for keys in slices.values() for key in keys])
    return _pages(slices, found, {owner: len(keys) for owner, keys in ids.items()})


async def comments_by_ids(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, KudosCommentView]:
    """Comments by id; those that the actor may not read are missing."""
    rows = await KudosComment.filter(policy.readable_comments(actor), id__in=list(set(ids)))
    return {row.id: view_comment(actor, row) for row in rows}


async def comments_of(
    actor: Actor, wanted: Sequence[PageOf]
) -> dict[PageOf, Page[KudosCommentView]]:
    """Pages of the comments under kudos, oldest first."""
    rows = (
        await KudosComment.filter(
            policy.readable_comments(actor),
            kudos_id__in=list({kudos_id for kudos_id, _ in wanted}),
        )
        .order_by("id")
        .values_list("kudos_id", "id")
    )
    ids: dict[UUID, list[UUID]] = defaultdict(list)
    for kudos_id, comment_id in rows:
        ids[kudos_id].append(comment_id)
    slices = {
        (owner, page): [key for key in ids[owner] if page.after_id is None or key > page.after_id][
            : page.first + 1
        ]
        for owner, page in wanted
    }
    found = await comments_by_ids(actor, [key for keys in slices.values() for key in keys])
    return _pages(slices, found, {owner: len(keys) for owner, keys in ids.items()})


def _pages(
    slices: dict[PageOf, list[UUID]], found: dict[UUID, V], totals: dict[UUID, int]
) -> dict[PageOf, Page[V]]:
    return {
        key: page_of(
            [found[each] for each in keys if each in found],
            key[1],
            totals.get(key[0], 0),
            lambda view: (str(view.id),),
        )
        for key, keys in slices.items()
    }
