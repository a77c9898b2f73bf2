"""The question bank: what comes with erm, what HR writes, and who may."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from erm.core.errors import DomainError
from erm.core.events import Bus
from erm.core.localized import Localized
from erm.core.work import unit_of_work
from erm.engagement.bank import queries
from erm.engagement.bank.built_ins import (
    built_in_drivers,
    built_in_items,
    driver_id,
    install_survey_bank,
    item_id,
)
from erm.engagement.bank.commands import ItemDraft, retire_item, save_driver, save_item
from erm.engagement.bank.content import ItemContent
from erm.engagement.bank.models import SurveyDriver, SurveyItem
from erm.engagement.bank.rules import SurveyQuestionKind as Kind
from tests.cast import Cast
from tests.conftest import query_count
from tests.engagement.making import bank

ENDS = (Localized("low", "мало"), Localized("high", "много"))
OPTIONS = tuple(Localized(f"option {place}") for place in range(3))
DRAFT = ItemDraft(Kind.SCALE_5, ItemContent(Localized("Words", "Слова"), labels=ENDS), "own", "us")


def test_what_comes_with_erm_is_whole_in_both_languages_and_free() -> None:
    items = built_in_items()
    own = [each for each in items.values() if each["source"] == "erm"]
    assert len(own) >= 40
    assert 8 <= len(built_in_drivers()) <= 12
    assert {each["licence"] for each in items.values()} == {"Apache-2.0", "Public domain"}
    for key, each in items.items():
        content = ItemContent.from_json(each["content"])
        assert content.languages == ("en", "ru"), key
        assert not re.search(r"[а-яё]", content.text.en), key
        assert re.search(r"[а-яё]", content.text.ru), key
        assert not (each["outcome"] and each["driver_id"]), key
    assert len({str(each["content"]["text"]) for each in items.values()}) == len(items)
    asked = {driver_id(key) for key in built_in_drivers()}
    by_driver = [each["driver_id"] for each in items.values() if each["driver_id"]]
    assert all(by_driver.count(driver) >= 3 for driver in asked)
    assert any(each["outcome"] for each in items.values())
    assert {each["kind"] for each in items.values()} == set(Kind) - {Kind.SCALE}
    words = " ".join(each["content"]["text"]["en"] for each in items.values()).lower()
    for trade_mark in ("best friend", "net promoter", "enps", "gallup", "bursting with energy"):
        assert trade_mark not in words


async def test_the_bank_follows_erm_and_keeps_what_the_company_chose(cast: Cast) -> None:
    await bank()
    hana = cast.actor(cast.hana)
    async with unit_of_work(Bus()):
        assert await install_survey_bank() == 0
        await retire_item(hana, item_id=item_id("glad"), retired=True)
        await save_driver(
            hana,
            names=Localized("Sense", "Смысл"),
            descriptions=Localized(),
            driver_id=driver_id("purpose"),
            version=1,
        )
        await SurveyItem.filter(id=item_id("stay")).update(reversed=True)
        assert await install_survey_bank() == 1
    assert (await SurveyItem.get(id=item_id("glad"))).retired_at is not None
    assert not (await SurveyItem.get(id=item_id("stay"))).reversed
    assert (await SurveyDriver.get(id=driver_id("purpose"))).names["en"] == "Sense"


def content(**changed: Any) -> ItemContent:
    return replace(DRAFT.content, **changed)


@pytest.mark.parametrize(
    ("code", "changed"),
    [
        ("TEXT_REQUIRED", {"content": content(text=Localized(" "))}),
        ("TEXT_TOO_LONG", {"content": content(text=Localized("x" * 501))}),
        ("TEXT_REQUIRED", {"licence": " "}),
        ("SURVEY_LABELS_UNFIT", {"content": content(labels=ENDS[:1])}),
        ("SURVEY_LABELS_UNFIT", {"kind": Kind.YES_NO}),
        ("SURVEY_OPTIONS_UNFIT", {"content": content(options=OPTIONS)}),
        ("SURVEY_OPTIONS_UNFIT", {"kind": Kind.SINGLE_CHOICE, "content": content(labels=())}),
        (
            "SURVEY_OPTIONS_UNFIT",
            {
                "kind": Kind.MULTIPLE_CHOICE,
                "content": content(labels=(), options=OPTIONS[:1] * 2),
            },
        ),
        ("SURVEY_KIND_UNFIT", {"kind": Kind.SCALE}),
        ("SURVEY_OUTCOME_UNFIT", {"outcome": True, "driver_id": driver_id("purpose")}),
        (
            "SURVEY_OUTCOME_UNFIT",
            {"outcome": True, "kind": Kind.TEXT, "content": content(labels=())},
        ),
        (
            "SURVEY_REVERSED_UNFIT",
            {"reversed": True, "kind": Kind.TEXT, "content": content(labels=())},
        ),
        ("SURVEY_DRIVER_NOT_FOUND", {"driver_id": item_id("nobody")}),
    ],
)
async def test_a_question_that_does_not_fit_is_refused(
    cast: Cast, code: str, changed: dict[str, Any]
) -> None:
    with pytest.raises(DomainError) as refused:
        async with unit_of_work(Bus()):
            await save_item(cast.actor(cast.hana), replace(DRAFT, **changed))
    assert refused.value.code == code
    assert not await SurveyItem.exists()


async def test_hr_writes_questions_and_two_cannot_overwrite_each_other(cast: Cast) -> None:
    await bank()
    hana = cast.actor(cast.hana)
    async with unit_of_work(Bus()):
        made = await save_item(hana, DRAFT)
        changed = await save_item(
            hana, replace(DRAFT, reversed=True), item_id=made.id, version=made.version
        )
    assert (changed.version, changed.reversed, changed.can_edit) == (2, True, True)
    assert changed.languages == ("en", "ru")
    for given, code in (
        ({"item_id": made.id, "version": 1}, "SURVEY_ITEM_CHANGED"),
        ({"item_id": item_id("glad"), "version": 1}, "SURVEY_ITEM_BUILT_IN"),
    ):
        with pytest.raises(DomainError) as refused:
            async with unit_of_work(Bus()):
                await save_item(hana, DRAFT, **given)
        assert refused.value.code == code
    assert (await SurveyItem.get(id=made.id)).version == 2
    found = await queries.survey_items(hana, search="СЛОВА")
    assert len(found) == 2, "one of erm, and the new one"
    assert found[-1].id == made.id
    with query_count() as count:
        assert len(await queries.survey_drivers(hana)) == 11
    assert count.count == 2
    assert await queries.survey_drivers(cast.actor(cast.mo)) == []
    assert await queries.survey_items(cast.actor(cast.ada)) == []
