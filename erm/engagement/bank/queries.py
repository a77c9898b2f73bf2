"""Reads of the bank of surveys, as one actor may see it."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from tortoise.functions import Count

from erm.core.actor import Actor
from erm.core.text import fold
from erm.engagement.bank import policy
from erm.engagement.bank.built_ins import built_in_items
from erm.engagement.bank.models import SurveyDriver, SurveyItem
from erm.engagement.bank.views import DriverView, ItemView, view_driver, view_item

WORDS_MAXIMUM = 8


async def items_by_ids(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, ItemView]:
    """Questions by id; those that the actor may not read are missing."""
    rows = await SurveyItem.filter(policy.readable_items(actor), id__in=list(set(ids)))
    return {row.id: view_item(actor, row) for row in rows}


async def survey_items(
    actor: Actor, *, search: str = "", driver_id: UUID | None = None, retired: bool = False
) -> list[ItemView]:
    """The bank: erm's own in their order, then the company's. Nothing for whoever is not HR.

    Every word of ``search`` occurs in what is asked, in one language or the other.
    """
    found = SurveyItem.filter(policy.readable_items(actor), retired_at__isnull=not retired)
    if driver_id is not None:
        found = found.filter(driver_id=driver_id)
    order = {key: place for place, key in enumerate(built_in_items())}
    rows = await found.order_by("id")
    rows.sort(key=lambda row: order.get(row.key or "", len(order)))
    views = [view_item(actor, row) for row in rows]
    words = fold(search).split()[:WORDS_MAXIMUM]
    # The bank is a few hundred questions, and SQLite cannot fold Cyrillic.
    return [view for view in views if _says(view, words)]


def _says(view: ItemView, words: Sequence[str]) -> bool:
    text = fold(f"{view.content.text.en} {view.content.text.ru}")
    return all(word in text for word in words)


async def drivers_by_ids(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, DriverView]:
    """Drivers by id, retired ones as well, in two queries."""
    return {
        view.id: view
        for view in await _views(
            actor,
            await SurveyDriver.filter(policy.readable_drivers(actor), id__in=list(set(ids))),
        )
    }


async def survey_drivers(actor: Actor, *, retired: bool = False) -> list[DriverView]:
    """All drivers in their order. Nothing for whoever is not HR."""
    if not policy.may_list_bank(actor):
        return []
    rows = await SurveyDriver.filter(retired_at__isnull=not retired).order_by("position", "id")
    return await _views(actor, rows)


async def _views(actor: Actor, rows: Sequence[SurveyDriver]) -> list[DriverView]:
    counted = (
        await SurveyItem.filter(driver_id__in=[row.id for row in rows], retired_at__isnull=True)
        .annotate(many=Count("id"))
        .group_by("driver_id")
        .values_list("driver_id", "many")
    )
    items = dict(counted)
    return [view_driver(actor, row, items.get(row.id, 0)) for row in rows]
