"""What a sheet may hold. Nothing is bent: what does not fit is refused as a whole."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest

from erm.core.errors import InvalidInput
from erm.core.localized import Localized
from erm.engagement.ballots.errors import SheetEmpty, SheetUnfit
from erm.engagement.ballots.sheet import PADDING, WORDS_MOST, Sheet, clean
from erm.engagement.bank.content import ItemContent
from erm.engagement.bank.rules import SurveyQuestionKind as Kind
from erm.engagement.surveys.questions import Question


def question(kind: Kind, *, options: int = 0, ends: tuple[int, int] | None = None) -> Question:
    words = Localized("words")
    content = ItemContent(words, options=(words,) * options)
    if ends:
        content = ItemContent(words, lowest=ends[0], highest=ends[1])
    return Question(
        id=uuid4(),
        survey_id=uuid4(),
        item_id=None,
        position=0,
        kind=kind,
        content=content,
        driver_id=None,
        outcome=False,
        reversed=False,
        always=True,
        echo=False,
    )


def cleaned(asked: Question, value: object) -> Any:
    return clean({"class": 3, "answers": {asked.id: value}}, [asked]).answers[asked.id]


@pytest.mark.parametrize(
    ("asked", "fitting", "unfit"),
    [
        (question(Kind.SCALE_5), (1, 5), (0, 6, -1, 2.0, "3", True, None, [3])),
        (question(Kind.SCALE_7), (1, 7), (0, 8)),
        (question(Kind.SCALE_11), (0, 10), (-1, 11)),
        (question(Kind.SCALE, ends=(1, 4)), (1, 4), (0, 5)),
        (question(Kind.YES_NO), (True, False), (1, 0, "true", "yes", None)),
        (question(Kind.SINGLE_CHOICE, options=3), (0, 2), (3, -1, True, [0], 2**70)),
        (question(Kind.MULTIPLE_CHOICE, options=3), (), ([3], [0, 0], [True], 1, "0", [[0]], {})),
        (question(Kind.TEXT), (), ("words", 1, [])),
    ],
    ids=lambda each: each.kind if isinstance(each, Question) else "",
)
def test_an_answer_fits_its_question_or_the_sheet_is_refused(
    asked: Question, fitting: tuple[object, ...], unfit: tuple[object, ...]
) -> None:
    for value in fitting:
        assert cleaned(asked, value) is value
    for value in unfit:
        with pytest.raises(SheetUnfit) as refused:
            cleaned(asked, value)
        assert refused.value.field == "answers"


def test_choices_tell_no_order_in_which_they_were_made() -> None:
    asked = question(Kind.MULTIPLE_CHOICE, options=4)
    assert cleaned(asked, [3, 0, 2]) == (0, 2, 3)


def test_choosing_none_is_no_answer() -> None:
    asked, other = question(Kind.MULTIPLE_CHOICE, options=4), question(Kind.YES_NO)
    sheet = clean({"class": 0, "answers": {asked.id: [], other.id: True}}, [asked, other])
    assert sheet.answers == {other.id: True}


@pytest.mark.parametrize("number", [None, "1", -1, True, 1.0, 2**31, 2**80])
def test_a_class_is_a_number(number: object) -> None:
    asked = question(Kind.YES_NO)
    with pytest.raises(SheetUnfit) as refused:
        clean({"class": number, "answers": {asked.id: True}}, [asked])
    assert refused.value.field == "class"


def test_only_what_was_asked_is_answered() -> None:
    asked = question(Kind.YES_NO)
    for payload in (
        {"answers": {uuid4(): True}},
        {"answers": {asked.id: True}, "words": {uuid4(): {"text": "x"}}},
        {"answers": [asked.id]},
        {"answers": {asked.id: True}, "words": "x"},
        {"answers": {asked.id: True}, "words": {asked.id: "x"}},
        {"answers": {asked.id: True}, "words": {asked.id: {"text": 1}}},
    ):
        with pytest.raises(SheetUnfit):
            clean({"class": 0, **payload}, [asked])


@pytest.mark.parametrize("reply", ["", "x", "A" * 64, "0" * 63, 5, ["0" * 64]])
def test_a_reply_secret_is_kept_as_its_hash_alone(reply: object) -> None:
    asked = question(Kind.TEXT)
    with pytest.raises(SheetUnfit):
        clean({"class": 0, "words": {asked.id: {"text": "x", "reply": reply}}}, [asked])


def test_words_are_cleaned_and_bounded() -> None:
    asked = question(Kind.TEXT)

    def words(text: str) -> dict[UUID, tuple[str, str | None]]:
        return clean({"class": 0, "words": {asked.id: {"text": text}}}, [asked]).words

    assert words("  a\r\nb\x00 ") == {asked.id: ("a\nb", None)}
    assert words("ё" * WORDS_MOST)
    with pytest.raises(InvalidInput) as refused:
        words("x" * (WORDS_MOST + 1))
    assert refused.value.code == "TEXT_TOO_LONG"


def test_an_empty_sheet_is_none() -> None:
    asked = question(Kind.TEXT)
    for payload in ({}, {"answers": {}}, {"words": {asked.id: {"text": " \n "}}}):
        with pytest.raises(SheetEmpty):
            clean({"class": 0, **payload}, [asked])


def test_a_sheet_comes_back_as_it_was_stored_and_its_length_says_little() -> None:
    first, second, third = uuid4(), uuid4(), uuid4()
    sheet = Sheet(7, {first: True, second: 4, third: (0, 2)}, {first: ("слова", "a" * 64)})
    stored = sheet.to_bytes()
    assert Sheet.from_bytes(stored) == sheet
    assert type(Sheet.from_bytes(stored).answers[first]) is bool
    assert len(stored) == PADDING
    assert len(Sheet(7, {first: 1}).to_bytes()) == PADDING
