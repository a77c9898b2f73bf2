"""Lists that belong to something: kudos to a person, comments under kudos; in batches for loaders."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from tortoise.expressions import Subquery

from erm.core.actor import Actor
from erm.core.paging import Page, PageRequest, page_of
from erm.recognition import policy
from erm.recognition.models import Kudos, KudosComment, KudosReceiver
from erm.recognition.queries.cards import kudos_by_ids, views_of
from erm.recognition.views import KudosCommentView, KudosView, ThanksToldView, view_comment

V = TypeVar("V", KudosView, KudosCommentView)
PageOf = tuple[UUID, PageRequest]
"""Which page of whose list: the key of a loader for lists."""
TOLD_MAXIMUM = 200
"""Of so many kudos a mail knows at most."""


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


@dataclass(frozen=True, slots=True)
class Telling:
    """Thanks to some people from ``since`` on, to be told to the actor."""

    actor: Actor
    person_ids: Collection[UUID]
    since: datetime


async def thanks_told(
    actor: Actor, person_ids: Collection[UUID], *, since: datetime
) -> list[ThanksToldView]:
    """Thanks to some people from ``since`` on that the actor may read, newest first, in brief.

    Without what stands on the card besides, and without hidden ones. At most :data:`TOLD_MAXIMUM`.
    """
    return (await thanks_told_for([Telling(actor, person_ids, since)]))[0]


async def thanks_told_for(wanted: Sequence[Telling]) -> list[list[ThanksToldView]]:
    """Like :func:`thanks_told` for many readers, in two queries."""
    if not wanted:
        return []
    people = {key for each in wanted for key in each.person_ids}
    since = min(each.since for each in wanted)
    named: Any = await KudosReceiver.filter(
        person_id__in=list(people), kudos__created_at__gte=since
    ).values_list("kudos_id", flat=True)
    receivers: dict[UUID, list[UUID]] = defaultdict(list)
    by_person: dict[UUID, list[UUID]] = defaultdict(list)
    for kudos_id, person_id in (
        await KudosReceiver.filter(kudos_id__in=list(set(named)))
        .order_by("position", "id")
        .values_list("kudos_id", "person_id")
    ):
        receivers[kudos_id].append(person_id)
        by_person[person_id].append(kudos_id)
    kudos = {
        row.id: row
        for row in await Kudos.filter(
            id__in=list(receivers), withdrawn_at__isnull=True, hidden_at__isnull=True
        ).only(
            "id",
            "author_id",
            "message",
            "visibility",
            "audience_manager_id",
            "created_at",
            "withdrawn_at",
            "hidden_at",
        )
    }
    return [_told(each, kudos, receivers, by_person) for each in wanted]


def _told(
    wanted: Telling,
    kudos: Mapping[UUID, Kudos],
    receivers: Mapping[UUID, Sequence[UUID]],
    by_person: Mapping[UUID, Sequence[UUID]],
) -> list[ThanksToldView]:
    """Of many kudos those that one reader is told of."""
    asked = set(wanted.person_ids)
    ids = {key for person in asked for key in by_person.get(person, ()) if key in kudos}
    rows = [
        row
        for row in (kudos[key] for key in sorted(ids, reverse=True))
        if row.created_at >= wanted.since
        and policy.may_read_kudos(wanted.actor, row, receivers[row.id])
    ]
    return [
        ThanksToldView(
            row.id,
            row.author_id,
            tuple(person for person in receivers[row.id] if person in asked),
            row.message,
            row.visibility,
        )
        for row in rows[:TOLD_MAXIMUM]
    ]


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
