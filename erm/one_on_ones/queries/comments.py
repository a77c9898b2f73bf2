"""Reads of what was said about promises, and of their history."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from tortoise.functions import Count

from erm.core.actor import Actor
from erm.one_on_ones import policy
from erm.one_on_ones.models import ActionItem, ActionItemChange, ActionItemComment
from erm.one_on_ones.queries.batches import Row, unique
from erm.one_on_ones.rules import ActionItemChangeKind
from erm.one_on_ones.views import ChangeView, CommentView
from erm.people.queries import people_by_ids

COLUMNS = ("id", "item_id", "author_id", "body", "created_at", "edited_at")


async def comments_by_ids(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, CommentView]:
    """Comments by id, on promises of the actor's pairs."""
    rows = await ActionItemComment.filter(
        policy.readable_comments(actor), id__in=unique(ids)
    ).values(*COLUMNS)
    return {row["id"]: _comment(actor, row) for row in rows}


def _comment(actor: Actor, row: Row) -> CommentView:
    return CommentView(**row, mine=row["author_id"] == actor.person_id)


async def comments_of(actor: Actor, item_ids: Sequence[UUID]) -> dict[UUID, list[CommentView]]:
    """The comments on each promise, oldest first."""
    comments: dict[UUID, list[CommentView]] = {item: [] for item in item_ids}
    for row in (
        await ActionItemComment.filter(
            policy.readable_comments(actor), item_id__in=unique(item_ids)
        )
        .order_by("id")
        .values(*COLUMNS)
    ):
        comments[row["item_id"]].append(_comment(actor, row))
    return comments


async def comment_counts(actor: Actor, item_ids: Sequence[UUID]) -> dict[UUID, int]:
    """How many comments each promise has."""
    rows = (
        await ActionItemComment.filter(
            policy.readable_comments(actor), item_id__in=unique(item_ids)
        )
        .annotate(count=Count("id"))
        .group_by("item_id")
        .values("item_id", "count")
    )
    return dict.fromkeys(item_ids, 0) | {row["item_id"]: row["count"] for row in rows}


async def history_of(actor: Actor, item_ids: Sequence[UUID]) -> dict[UUID, list[ChangeView]]:
    """What happened to each promise, oldest first.

    That it was made is told from the promise itself where no line says so: those from before there
    was a history begin with it too.
    """
    wanted = unique(item_ids)
    items = await ActionItem.filter(policy.readable_action_items(actor), id__in=wanted).values(
        "id", "author_id", "body", "created_at"
    )
    rows = (
        await ActionItemChange.filter(policy.readable_changes(actor), item_id__in=wanted)
        .order_by("id")
        .values("id", "item_id", "kind", "before", "after", "by_id", "at")
    )
    owners = {
        UUID(value)
        for row in rows
        if row["kind"] is ActionItemChangeKind.OWNER
        for value in (row["before"], row["after"])
    }
    people = await people_by_ids(actor, list(owners)) if owners else {}

    def told(kind: ActionItemChangeKind, value: str) -> str:
        if kind is ActionItemChangeKind.OWNER:
            return people[UUID(value)].name
        return value.upper() if kind is ActionItemChangeKind.STATE else value

    history: dict[UUID, list[ChangeView]] = {item: [] for item in item_ids}
    for row in rows:
        kind = row["kind"]
        history[row["item_id"]].append(
            ChangeView(
                key=str(row["id"]),
                kind=kind,
                before=told(kind, row["before"]),
                after=told(kind, row["after"]),
                by_id=row["by_id"],
                at=row["at"],
            )
        )
    for item in items:
        lines = history[item["id"]]
        if not lines or lines[0].kind is not ActionItemChangeKind.MADE:
            lines.insert(0, _made(item["id"], item["author_id"], item, lines))
    return history


def _made(
    item_id: UUID, author_id: UUID, item: dict[str, object], lines: Sequence[ChangeView]
) -> ChangeView:
    first = next((line for line in lines if line.kind is ActionItemChangeKind.BODY), None)
    return ChangeView(
        key=f"{item_id}:made",
        kind=ActionItemChangeKind.MADE,
        before="",
        after=str(item["body"]) if first is None else first.before,
        by_id=author_id,
        at=item["created_at"],  # type: ignore[arg-type]
    )
