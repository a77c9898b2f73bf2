"""Kudos as tables: one's own for everybody, public ones for HR, both newest first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from tortoise.expressions import Q, Subquery

from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.errors import NotAllowed
from erm.core.language import say
from erm.core.tables import Cell, Column, Kind, Table
from erm.people.queries import people_by_ids
from erm.recognition import policy
from erm.recognition.errors import ExportDaysOutOfRange
from erm.recognition.models import Kudos, KudosReceiver
from erm.recognition.parts import groups_of
from erm.recognition.queries import company_values, views_of
from erm.recognition.rules import GroupKind, KudosVisibility
from erm.recognition.views import KudosGroupView, KudosView

DAYS = 365
DAYS_MAXIMUM = 3_660
ROWS_MAXIMUM = 50_000
"""Most kudos of a file; the newest ones are in it."""
_AT_ONCE = 500


async def own_tables(actor: Actor) -> list[Table]:
    """What the actor gave and received and may read, with their own points."""
    if actor.is_system:
        raise NotAllowed
    received = KudosReceiver.filter(person_id=actor.person_id).values("kudos_id")
    mine = Q(author_id=actor.person_id) | Q(id__in=Subquery(received))
    return [await _table(actor, mine, own=True)]


async def public_tables(actor: Actor, *, days: int = DAYS) -> list[Table]:
    """Public kudos of the last days, as they stand in everybody's feed.

    Raises ``NotAllowed`` but for HR, ``ExportDaysOutOfRange``.
    """
    if not policy.may_export_public_kudos(actor):
        raise NotAllowed
    if not 0 < days <= DAYS_MAXIMUM:
        raise ExportDaysOutOfRange(field="days", maximum=DAYS_MAXIMUM)
    since = now() - timedelta(days=days)
    public = Q(visibility=KudosVisibility.PUBLIC, hidden_at__isnull=True, created_at__gte=since)
    return [await _table(actor, public, own=False)]


async def _table(actor: Actor, wanted: Q, *, own: bool) -> Table:
    columns = [
        Column(_said(actor, "day"), Kind.DAY),
        *(
            Column(_said(actor, key))
            for key in ("author", "receivers", "value", "message", "visibility")
        ),
        Column(_said(actor, "reactions"), Kind.NUMBER),
        Column(_said(actor, "comments"), Kind.NUMBER),
    ]
    if own:
        columns.append(Column(_said(actor, "points"), Kind.NUMBER))
    values = {view.id: view.name for view in await company_values(actor, retired=True)}
    rows: list[list[Cell]] = []
    last: UUID | None = None
    while len(rows) < ROWS_MAXIMUM:
        found = Kudos.filter(policy.readable_kudos(actor) & wanted)
        if last is not None:
            found = found.filter(id__lt=last)
        some = await found.order_by("-id").limit(_AT_ONCE)
        if not some:
            break
        last = some[-1].id
        rows.extend(await _rows(actor, await views_of(actor, some), values, own=own))
    return Table(_said(actor, "own" if own else "public"), columns, rows[:ROWS_MAXIMUM])


async def _rows(
    actor: Actor, views: Sequence[KudosView], values: dict[UUID, str], *, own: bool
) -> list[list[Cell]]:
    groups = await groups_of(actor, [view.id for view in views])
    people = {view.author_id for view in views}
    people.update(key for view in views for key in view.receiver_ids)
    people.update(
        each.manager_id for some in groups.values() for each in some if each.manager_id is not None
    )
    names = {key: view.name for key, view in (await people_by_ids(actor, list(people))).items()}
    zone = ZoneInfo(actor.time_zone)
    found: list[list[Cell]] = []
    for view in views:
        receivers = [names[key] for key in view.receiver_ids]
        receivers += [_group(actor, each, names) for each in groups.get(view.id, [])]
        row: list[Cell] = [
            view.created_at.astimezone(zone).date(),
            names[view.author_id],
            ", ".join(receivers),
            values.get(view.company_value_id, "") if view.company_value_id else "",
            view.message,
            _said(actor, f"visibility.{view.visibility}"),
            sum(each.count for each in view.reactions),
            view.comment_count,
        ]
        if own:
            row.append(view.points if view.author_id == actor.person_id else view.points_for_viewer)
        found.append(row)
    return found


def _group(actor: Actor, group: KudosGroupView, names: dict[UUID, str]) -> str:
    if group.kind is GroupKind.TEAM and group.manager_id is not None:
        return say(actor.locale, "kudos.export.team", name=names[group.manager_id])
    return group.name


def _said(actor: Actor, key: str, **values: Any) -> str:
    return say(actor.locale, f"kudos.export.{key}", **values)
