"""What comes with erm: drivers, and questions of our own words or in the public domain.

``questions.json`` beside this module. Every question names its licence and source. They are brought
up to date by every migration, may be retired, and are not edited.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

import orjson
from tortoise.expressions import F

from erm.core.clock import now
from erm.core.localized import Localized
from erm.engagement.bank.content import ItemContent, clean_content
from erm.engagement.bank.models import SurveyDriver, SurveyItem
from erm.engagement.bank.rules import SurveyQuestionKind

_NAMES = uuid5(NAMESPACE_URL, "https://erm.invalid/survey-bank")


def driver_id(key: str) -> UUID:
    """The id of a driver of erm: the same in every installation."""
    return uuid5(_NAMES, f"driver:{key}")


def item_id(key: str) -> UUID:
    """The id of a question of erm: the same in every installation."""
    return uuid5(_NAMES, f"item:{key}")


def _source() -> Mapping[str, Any]:
    file = resources.files("erm.engagement.bank") / "questions.json"
    found: Mapping[str, Any] = orjson.loads(file.read_bytes())
    return found


@cache
def built_in_drivers() -> Mapping[str, Mapping[str, Any]]:
    """The drivers of erm as columns, by key."""
    return MappingProxyType(
        {
            each["key"]: {
                "names": Localized.from_json(each["name"]).to_json(),
                "descriptions": Localized.from_json(each["description"]).to_json(),
                "position": place,
            }
            for place, each in enumerate(_source()["drivers"], start=1)
        }
    )


@cache
def built_in_items() -> Mapping[str, Mapping[str, Any]]:
    """The questions of erm as columns, by key, in their order."""
    source = _source()
    found = {}
    for each in source["items"]:
        kind = SurveyQuestionKind(each["kind"])
        labels = each.get("labels")
        content = ItemContent.from_json(
            {**each, "labels": source["labels"][labels] if labels else []}
        )
        found[each["key"]] = {
            "kind": kind,
            "content": clean_content(kind, content).to_json(),
            "driver_id": driver_id(each["driver"]) if "driver" in each else None,
            "outcome": each.get("outcome", False),
            "reversed": each.get("reversed", False),
            "licence": each["licence"],
            "source": each["source"],
        }
    return MappingProxyType(found)


async def install_survey_bank() -> int:
    """Bring erm's drivers and questions up to date, in the open unit of work; answers how many changed.

    What is retired stays so, and what erm has no more stays where it is used.
    """
    changed = 0
    drivers = {row.key: row for row in await SurveyDriver.filter(key__isnull=False)}
    for key, values in built_in_drivers().items():
        row = drivers.get(key)
        if row is None:
            new = SurveyDriver(id=driver_id(key), key=key, created_at=now(), **values)
            await SurveyDriver.bulk_create([new], ignore_conflicts=True)
            changed += 1
        # A driver may be renamed by the company; only what nobody touched follows erm.
        elif row.version == 1 and _differs(row, values):
            await SurveyDriver.filter(id=row.id, version=1).update(**values)
            changed += 1
    items = {row.key: row for row in await SurveyItem.filter(key__isnull=False)}
    for key, values in built_in_items().items():
        item = items.get(key)
        if item is None:
            fresh = SurveyItem(id=item_id(key), key=key, created_at=now(), **values)
            await SurveyItem.bulk_create([fresh], ignore_conflicts=True)
            changed += 1
        elif _differs(item, values):
            await SurveyItem.filter(id=item.id).update(**values, version=F("version") + 1)
            changed += 1
    return changed


def _differs(row: SurveyDriver | SurveyItem, values: Mapping[str, Any]) -> bool:
    return any(getattr(row, column) != value for column, value in values.items())
