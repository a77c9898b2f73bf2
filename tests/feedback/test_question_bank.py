"""The bank of questions: erm's own and the company's."""

from __future__ import annotations

import pytest

from erm.core.errors import DomainError
from erm.core.localized import Localized
from erm.core.work import unit_of_work
from erm.feedback.cycles import bank
from erm.feedback.cycles.bank import BankQuestionDraft, built_ins, install_questions
from erm.feedback.cycles.models import BankQuestion
from erm.feedback.cycles.questions import Point, QuestionContent
from erm.feedback.cycles.rules import QuestionKind
from erm.people.rules import Locale
from tests.feedback.rows import do

BANK = """
query Bank($asking: Boolean, $retired: Boolean! = false) {
  questionBank(forAsking: $asking, retired: $retired) {
    id key text competency licence source version canEdit scale { value label } wordings { number }
  }
}
"""
SAVE = """
mutation Save($input: SaveBankQuestionInput!) {
  saveBankQuestion(input: $input) {
    ... on SaveBankQuestionSuccess {
      question { id text version canEdit wordings { number texts { en } by { name } } }
    }
    ... on Refusal { code field }
  }
}
"""
RETIRE = """
mutation Retire($input: RetireBankQuestionInput!) {
  retireBankQuestion(input: $input) {
    ... on RetireBankQuestionSuccess { question { retiredAt } }
    ... on Refusal { code }
  }
}
"""


def draft(text: str = "What should I read?", **kwargs) -> BankQuestionDraft:
    content = QuestionContent(text=Localized(en=text))
    return BankQuestionDraft(
        **{"kind": QuestionKind.TEXT, "content": content, "for_asking": True} | kwargs
    )


@pytest.fixture
async def installed(db, bus):
    async with unit_of_work(bus):
        return await install_questions()


def test_erm_s_questions_are_our_own_and_complete_in_both_languages() -> None:
    found = built_ins()
    assert len(found) >= 40
    assert set(QuestionKind) == {each["kind"] for each in found.values()}
    for key, each in found.items():
        assert (each["licence"], each["source"]) == ("Apache-2.0", "erm")
        content = QuestionContent.from_json(each["content"])
        texts = [content.text, *(point.label for point in content.scale + content.options)]
        if content.help.en or content.help.ru:
            texts.append(content.help)
        for text in texts:
            assert text.en, key
            assert text.ru, key
            assert any("а" <= letter <= "я" for letter in text.ru.lower()), key
        assert each["for_asking"] or each["for_cycles"]
        assert not each["for_asking"] or each["kind"] is QuestionKind.TEXT


def test_no_two_questions_are_the_same() -> None:
    texts = [each["content"]["text"]["en"] for each in built_ins().values()]
    assert len(set(texts)) == len(texts)


async def test_installing_twice_changes_nothing_and_an_update_keeps_what_was_retired(
    installed, bus, cast, actor_of
) -> None:
    assert installed == len(built_ins())
    async with unit_of_work(bus):
        assert await install_questions() == 0
    key = bank.built_in_id("ask.keep")
    await do(bus, bank.retire_bank_question, actor_of(cast.hana), question_id=key, retired=True)
    await BankQuestion.filter(id=key).update(competency="Older")
    async with unit_of_work(bus):
        assert await install_questions() == 1
    row = await BankQuestion.get(id=key)
    assert row.competency == ""
    assert row.retired_at is not None
    assert row.version == 2


async def test_everybody_finds_what_suits_asking_and_only_hr_the_rest(installed, cast, api) -> None:
    for_asking = sum(each["for_asking"] for each in built_ins().values())
    for name in ("ann", "mo", "ada"):
        found = (await api(getattr(cast, name)).run(BANK))["questionBank"]
        assert len(found) == for_asking
        assert not any(each["canEdit"] for each in found)
    everything = (await api(cast.hana).run(BANK))["questionBank"]
    assert len(everything) == len(built_ins())
    assert [each["key"] for each in everything] == list(built_ins())


async def test_questions_speak_the_reader_s_language(installed, cast, api) -> None:
    vera = await cast.person("Vera", locale=Locale.RU)
    found = {each["key"]: each for each in (await api(vera).run(BANK))["questionBank"]}
    assert found["ask.clear"]["competency"] == "Общение"
    assert found["ask.support"]["text"] == "Что я могу сделать, чтобы вам работалось легче?"


async def test_hr_writes_and_rewords_a_question_and_the_former_words_are_kept(
    cast, api, db
) -> None:
    hana = api(cast.hana)
    given = {
        "kind": "TEXT",
        "texts": {"en": "What should I read?", "ru": ""},
        "forAsking": True,
        "licence": "CC0",
        "source": "ours",
    }
    first = (await hana.run(SAVE, {"input": given}))["saveBankQuestion"]["question"]
    assert (first["version"], first["canEdit"], first["wordings"]) == (1, True, [])
    again = given | {
        "id": first["id"],
        "version": 1,
        "texts": {"en": "Which book should I read?", "ru": ""},
    }
    second = (await hana.run(SAVE, {"input": again}))["saveBankQuestion"]["question"]
    assert second["text"] == "Which book should I read?"
    assert second["wordings"] == [
        {"number": 1, "texts": {"en": "What should I read?"}, "by": {"name": "Hana Test"}}
    ]
    stale = (await hana.run(SAVE, {"input": again}))["saveBankQuestion"]
    assert stale["code"] == "BANK_QUESTION_CHANGED"
    (seen,) = (await api(cast.ann).run(BANK))["questionBank"]
    assert seen["wordings"] == []


async def test_nobody_but_hr_changes_the_bank(installed, cast, api, actor_of, bus) -> None:
    key = bank.built_in_id("ask.keep")
    before = await BankQuestion.all().order_by("id").values()
    for name in ("ann", "mo", "ada"):
        actor = actor_of(getattr(cast, name))
        for command, args, kwargs in (
            (bank.save_bank_question, (draft(),), {}),
            (bank.save_bank_question, (draft(),), {"question_id": key, "version": 1}),
            (bank.retire_bank_question, (), {"question_id": key, "retired": True}),
        ):
            with pytest.raises(DomainError) as caught:
                await do(bus, command, actor, *args, **kwargs)
            assert caught.value.code == "NOT_ALLOWED"
    assert await BankQuestion.all().order_by("id").values() == before


async def test_erm_s_questions_are_retired_but_not_reworded(installed, cast, api) -> None:
    hana = api(cast.hana)
    (first, *_) = (await hana.run(BANK))["questionBank"]
    given = {"id": first["id"], "version": 1, "kind": "TEXT", "texts": {"en": "Else?", "ru": ""}}
    assert (await hana.run(SAVE, {"input": given}))["saveBankQuestion"]["code"] == (
        "BANK_QUESTION_BUILT_IN"
    )
    for retired, listed in ((True, 0), (False, 1)):
        await hana.run(RETIRE, {"input": {"id": first["id"], "retired": retired}})
        found = (await api(cast.ann).run(BANK))["questionBank"]
        assert sum(each["id"] == first["id"] for each in found) == listed
    await hana.run(RETIRE, {"input": {"id": first["id"], "retired": True}})
    put_away = (await hana.run(BANK, {"retired": True}))["questionBank"]
    assert [each["id"] for each in put_away] == [first["id"]]
    assert (await api(cast.ann).run(BANK, {"retired": True}))["questionBank"] == []


@pytest.mark.parametrize(
    ("question", "code", "field"),
    [
        (draft(" "), "TEXT_REQUIRED", "texts"),
        (draft(for_asking=False, for_cycles=False), "BANK_QUESTION_USELESS", "for_cycles"),
        (draft(kind=QuestionKind.RATING), "QUESTION_SCALE_UNFIT", "texts"),
        (
            draft(
                kind=QuestionKind.RATING,
                content=QuestionContent(
                    text=Localized(en="How?"),
                    scale=(Point(1, Localized("No")), Point(2, Localized("Yes"))),
                ),
            ),
            "BANK_QUESTION_USELESS",
            "for_asking",
        ),
        (draft(licence="x" * 121), "TEXT_TOO_LONG", "licence"),
    ],
)
async def test_questions_that_cannot_be_asked_are_refused(
    cast, actor_of, bus, question, code, field
) -> None:
    with pytest.raises(DomainError) as caught:
        await do(bus, bank.save_bank_question, actor_of(cast.hana), question)
    assert (caught.value.code, caught.value.field) == (code, field)
    assert await BankQuestion.all().count() == 0
