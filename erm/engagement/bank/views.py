"""The bank of surveys as one viewer may see it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from erm.core.actor import Actor
from erm.core.localized import Localized
from erm.engagement.bank import policy
from erm.engagement.bank.content import ItemContent
from erm.engagement.bank.models import SurveyDriver, SurveyItem
from erm.engagement.bank.rules import SurveyQuestionKind


@dataclass(frozen=True, slots=True)
class DriverView:
    """A theme. ``items`` is how many questions of the bank that are in use belong to it."""

    id: UUID
    key: str | None
    names: Localized
    descriptions: Localized
    position: int
    retired: bool
    items: int
    version: int
    can_edit: bool


@dataclass(frozen=True, slots=True)
class ItemView:
    """A question of the bank. ``languages`` are those in which all of it is said."""

    id: UUID
    key: str | None
    kind: SurveyQuestionKind
    content: ItemContent
    driver_id: UUID | None
    outcome: bool
    reversed: bool
    licence: str
    source: str
    languages: tuple[str, ...]
    retired: bool
    version: int
    can_edit: bool


def view_driver(actor: Actor, row: SurveyDriver, items: int) -> DriverView:
    """A driver for this actor."""
    return DriverView(
        id=row.id,
        key=row.key,
        names=Localized.from_json(row.names),
        descriptions=Localized.from_json(row.descriptions),
        position=row.position,
        retired=row.retired_at is not None,
        items=items,
        version=row.version,
        can_edit=policy.may_edit_bank(actor),
    )


def view_item(actor: Actor, row: SurveyItem) -> ItemView:
    """A question for this actor, who may read it. Those of erm are not edited."""
    content = ItemContent.from_json(row.content)
    return ItemView(
        id=row.id,
        key=row.key,
        kind=row.kind,
        content=content,
        driver_id=row.driver_id,
        outcome=row.outcome,
        reversed=row.reversed,
        licence=row.licence,
        source=row.source,
        languages=content.languages,
        retired=row.retired_at is not None,
        version=row.version,
        can_edit=policy.may_edit_bank(actor) and row.key is None,
    )
