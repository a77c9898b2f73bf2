"""Reads of recognition, as one actor may see it.

A page of kudos is chosen first, by id; what stands on and under the chosen ones is then counted in
one query for each kind of thing, however many kudos there are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from tortoise.expressions import Q, Subquery
from tortoise.functions import Count

from erm.core.actor import Actor
from erm.core.paging import Page, PageRequest, page_of
from erm.recognition import policy
from erm.recognition.models import (
    CompanyValue,
    Kudos,
    KudosComment,
    KudosReaction,
    KudosReceiver,
)
from erm.recognition.rules import ReactionKind
from erm.recognition.views import (
    CompanyValueView,
    KudosCommentView,
    KudosView,
    ReactionCountView,
    view_comment,
    view_company_value,
    view_kudos,
)

V = TypeVar("V", KudosView, KudosCommentView)
PageOf = tuple[UUID, PageRequest]
"""Which page of whose list: the key of a loader for lists."""


async def company_values(actor: Actor, *, retired: bool = False) -> list[CompanyValueView]:
    """What the company holds to, in its order; retired values only if asked for."""
    if actor.is_system:
        return []
    found = CompanyValue.all() if retired else CompanyValue.filter(retired_at__isnull=True)
    return [view_company_value(row) for row in await found.order_by("position", "id")]


async def company_values_by_ids(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, CompanyValueView]:
    """Company values by id, retired ones included."""
    if actor.is_system:
        return {}
    rows = await CompanyValue.filter(id__in=list(set(ids)))
    return {row.id: view_company_value(row) for row in rows}


async def kudos_by_ids(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, KudosView]:
    """Kudos by id; those that the actor may not read are missing."""
    rows = await Kudos.filter(policy.readable_kudos(actor), id__in=list(set(ids)))
    return {view.id: view for view in await _views(actor, rows)}


async def feed(
    actor: Actor,
    page: PageRequest,
    *,
    person_id: UUID | None = None,
    company_value_id: UUID | None = None,
) -> Page[KudosView]:
    """Everything that the actor may read, newest first: public kudos and their own private ones.

    ``person_id`` keeps what that person gave or received.
    """
    found = Kudos.filter(policy.readable_kudos(actor))
    if person_id is not None:
        found = found.filter(
            Q(author_id=person_id)
            | Q(id__in=Subquery(KudosReceiver.filter(person_id=person_id).values("kudos_id")))
        )
    if company_value_id is not None:
        found = found.filter(company_value_id=company_value_id)
    count = found.count
    if page.after_id is not None:
        found = found.filter(id__lt=page.after_id)
    rows = await found.order_by("-id").limit(page.first + 1)
    return page_of(await _views(actor, rows), page, count, lambda view: (str(view.id),))


async def received_since(actor: Actor, *, since: datetime, limit: int) -> list[KudosView]:
    """Thanks to the actor from ``since`` on, newest first.

    Hidden ones are left out even for administrators: this is for joy, not for moderation.
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
    return await _views(actor, rows)


async def received_by(actor: Actor, wanted: Sequence[PageOf]) -> dict[PageOf, Page[KudosView]]:
    """Pages of the kudos that people received and the actor may read, newest first.

    Which they are is found from ids alone: whole kudos are read only for the pages shown.
    """
    rows = await KudosReceiver.filter(
        person_id__in=list({person_id for person_id, _ in wanted}),
        kudos_id__in=Subquery(Kudos.filter(policy.readable_kudos(actor)).values("id")),
    ).values_list("person_id", "kudos_id")
    ids: dict[UUID, list[UUID]] = defaultdict(list)
    for person_id, kudos_id in rows:
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


async def view_one(actor: Actor, row: Kudos) -> KudosView:
    """One row, which the actor may read, as they see it."""
    (view,) = await _views(actor, [row])
    return view


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


async def _views(actor: Actor, rows: Sequence[Kudos]) -> list[KudosView]:
    """Rows that the actor may read, in their order, with all that belongs to them."""
    if not rows:
        return []
    ids = [row.id for row in rows]
    receivers: dict[UUID, list[UUID]] = defaultdict(list)
    for kudos_id, person_id in (
        await KudosReceiver.filter(kudos_id__in=ids)
        .order_by("position", "id")
        .values_list("kudos_id", "person_id")
    ):
        receivers[kudos_id].append(person_id)
    reactions: dict[tuple[UUID, ReactionKind], tuple[int, int]] = {
        (kudos_id, ReactionKind(kind)): (number, mine)
        for kudos_id, kind, number, mine in await KudosReaction.filter(kudos_id__in=ids)
        .annotate(number=Count("id"), mine=Count("id", _filter=Q(person_id=actor.person_id)))
        .group_by("kudos_id", "kind")
        .values_list("kudos_id", "kind", "number", "mine")
    }
    comments: dict[UUID, int] = dict(
        await KudosComment.filter(kudos_id__in=ids, deleted_at__isnull=True)
        .annotate(number=Count("id"))
        .group_by("kudos_id")
        .values_list("kudos_id", "number")
    )
    return [
        view_kudos(
            actor,
            row,
            tuple(receivers[row.id]),
            [
                ReactionCountView(kind, number, mine > 0)
                for kind in ReactionKind
                for number, mine in [reactions.get((row.id, kind), (0, 0))]
                if number
            ],
            comments.get(row.id, 0),
        )
        for row in rows
    ]
