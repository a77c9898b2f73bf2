"""Writes of the bank of surveys, each within the caller's unit of work. What was asked keeps its words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tortoise.expressions import F

from erm.audit import commands as audit
from erm.audit.rules import Action
from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.ids import new_id
from erm.core.localized import Localized
from erm.core.text import clean_line
from erm.engagement.bank import policy, queries
from erm.engagement.bank.content import ItemContent, clean_content, clean_localized
from erm.engagement.bank.errors import (
    OnlyHrKeepsBank,
    OutcomeUnfit,
    ReversedUnfit,
    SurveyDriverChanged,
    SurveyDriverNotFound,
    SurveyItemBuiltIn,
    SurveyItemChanged,
    SurveyItemNotFound,
)
from erm.engagement.bank.models import SurveyDriver, SurveyItem
from erm.engagement.bank.rules import SCORED, SurveyQuestionKind
from erm.engagement.bank.views import DriverView, ItemView

NAME_MAXIMUM = 120
DESCRIPTION_MAXIMUM = 500
LICENCE_MAXIMUM = 120
SOURCE_MAXIMUM = 500


@dataclass(frozen=True, slots=True)
class ItemDraft:
    """A question as HR wrote it."""

    kind: SurveyQuestionKind
    content: ItemContent
    licence: str
    source: str
    driver_id: UUID | None = None
    outcome: bool = False
    reversed: bool = False


async def save_driver(
    actor: Actor,
    *,
    names: Localized,
    descriptions: Localized,
    retired: bool = False,
    driver_id: UUID | None = None,
    version: int | None = None,
) -> DriverView:
    """Make a driver, or change one; those of erm may be renamed and retired too.

    Raises ``OnlyHrKeepsBank``, ``SurveyDriverNotFound``, ``SurveyDriverChanged`` and the refusals of
    texts.
    """
    _require_hr(actor)
    values: dict[str, Any] = {
        "names": clean_localized(names, field="names", maximum=NAME_MAXIMUM).to_json(),
        "descriptions": clean_localized(
            descriptions, field="descriptions", maximum=DESCRIPTION_MAXIMUM, required=False
        ).to_json(),
    }
    if driver_id is None:
        last = await SurveyDriver.all().order_by("-position").first()
        key = new_id()
        _ = await SurveyDriver.create(
            id=key,
            position=1 if last is None else last.position + 1,
            created_at=now(),
            retired_at=now() if retired else None,
            **values,
        )
    else:
        row = await SurveyDriver.get_or_none(id=driver_id)
        if row is None:
            raise SurveyDriverNotFound(field="driver_id")
        key = row.id
        values["retired_at"] = (row.retired_at or now()) if retired else None
        if not await SurveyDriver.filter(id=key, version=version).update(
            **values, version=F("version") + 1
        ):
            raise SurveyDriverChanged
    _note(actor, "SurveyDriver", key)
    return (await queries.drivers_by_ids(actor, [key]))[key]


async def save_item(
    actor: Actor, draft: ItemDraft, *, item_id: UUID | None = None, version: int | None = None
) -> ItemView:
    """Write a question of the company's, or reword one. Surveys keep the words they were made with.

    Raises ``OnlyHrKeepsBank``, ``SurveyItemNotFound``, ``SurveyItemBuiltIn``, ``SurveyItemChanged``,
    ``SurveyDriverNotFound``, ``OutcomeUnfit``, ``ReversedUnfit`` and the refusals of questions.
    """
    row = None if item_id is None else await _item(actor, item_id)
    _require_hr(actor)
    values = await _checked(draft)
    if row is None:
        key = new_id()
        _ = await SurveyItem.create(
            id=key, created_by_id=actor.person_id, created_at=now(), **values
        )
    else:
        key = row.id
        if row.key is not None:
            raise SurveyItemBuiltIn
        if not await SurveyItem.filter(id=key, version=version).update(
            **values, version=F("version") + 1
        ):
            raise SurveyItemChanged
    _note(actor, "SurveyItem", key)
    return (await queries.items_by_ids(actor, [key]))[key]


async def retire_item(actor: Actor, *, item_id: UUID, retired: bool) -> ItemView:
    """Take a question out of use, or back. Again changes nothing.

    Raises ``OnlyHrKeepsBank``, ``SurveyItemNotFound``.
    """
    row = await _item(actor, item_id)
    _require_hr(actor)
    if await SurveyItem.filter(id=row.id, retired_at__isnull=retired).update(
        retired_at=now() if retired else None, version=F("version") + 1
    ):
        _note(actor, "SurveyItem", row.id)
    return (await queries.items_by_ids(actor, [row.id]))[row.id]


async def _checked(draft: ItemDraft) -> dict[str, Any]:
    content = clean_content(draft.kind, draft.content)
    if draft.outcome and (draft.kind not in SCORED or draft.driver_id is not None):
        raise OutcomeUnfit(field="outcome")
    if draft.reversed and draft.kind not in SCORED:
        raise ReversedUnfit(field="reversed")
    if draft.driver_id is not None and not await SurveyDriver.exists(id=draft.driver_id):
        raise SurveyDriverNotFound(field="driver_id")
    return {
        "kind": draft.kind,
        "content": content.to_json(),
        "driver_id": draft.driver_id,
        "outcome": draft.outcome,
        "reversed": draft.reversed,
        "licence": clean_line(draft.licence, field="licence", maximum=LICENCE_MAXIMUM),
        "source": clean_line(draft.source, field="source", maximum=SOURCE_MAXIMUM),
    }


async def _item(actor: Actor, item_id: UUID) -> SurveyItem:
    row = await SurveyItem.get_or_none(id=item_id)
    if row is None or not policy.may_read_item(actor, row):
        raise SurveyItemNotFound(field="item_id")
    return row


def _require_hr(actor: Actor) -> None:
    if not policy.may_edit_bank(actor):
        raise OnlyHrKeepsBank


def _note(actor: Actor, kind: str, key: UUID) -> None:
    audit.append(
        Action.SURVEY_BANK_EDITED, actor_id=actor.person_id, subject_kind=kind, subject_id=key
    )
