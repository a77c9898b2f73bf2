"""What columns of a table seem to be, and how tables are read."""

from __future__ import annotations

import pytest

from erm.engagement.bank.rules import SurveyQuestionKind as Kind
from erm.engagement.past.guessing import guess
from erm.engagement.past.reading import read_table
from erm.engagement.past.rules import PastColumnUse as Use
from erm.engagement.surveys.rules import SegmentKind


def test_columns_are_guessed_by_header_and_by_what_stands_in_them() -> None:
    def found(name: str, *cells: str) -> tuple[Use, Kind | None, int | None, int | None]:
        guessed = guess(name, list(cells) * 5)
        return guessed.use, guessed.kind, guessed.lowest, guessed.highest

    question, left = Use.QUESTION, Use.LEAVE_OUT
    assert found("q1", "1", "4", "", "3") == (question, Kind.SCALE, 1, 4)
    assert found("q1", "1", "5") == (question, Kind.SCALE_5, 1, 5)
    assert found("q1", "2", "7") == (question, Kind.SCALE_7, 1, 7)
    assert found("q1", "0", "9") == (question, Kind.SCALE_11, 0, 10)
    assert found("q1", "1", "10") == (question, Kind.SCALE_11, 0, 10)
    assert found("Happiness", "1", "4") == (Use.OUTCOME, Kind.SCALE, 1, 4)
    assert found("q2", "Да", "нет") == (question, Kind.YES_NO, None, None)
    assert found("Отдел", "a", "b")[0] is Use.SEGMENT
    assert guess("Tenure", ["1", "2"]).segment is SegmentKind.TENURE
    assert found("E-mail", "x") == (left, None, None, None)
    assert found("contact", "ann@erm.test") == (left, None, None, None)
    assert found("colour", "red", "blue") == (left, Kind.SINGLE_CHOICE, None, None)
    assert found("salary", "52000", "61000") == (left, None, None, None)
    assert found("remarks", "x" * 40, "y" * 60)[:2] == (question, Kind.TEXT)
    assert found("nothing", "", "") == (left, None, None, None)


@pytest.mark.parametrize(
    "content",
    [
        "Mood,Team\n4,Vertrieb Süd\n",
        "sep=;\nMood;Team\n4;Vertrieb Süd\n",
        "\ufeffMood\tTeam\t\n\n4\tVertrieb Süd\t\n",
    ],
)
def test_a_table_is_read_as_programs_of_any_country_write_it(content: str) -> None:
    table = read_table(content.encode())
    assert (table.headers, table.rows, table.problems) == (
        ("Mood", "Team"),
        [["4", "Vertrieb Süd"]],
        (),
    )
    cyrillic = read_table("Настроение;Отдел\n4;Продажи\n".encode("cp1251"))
    assert cyrillic.headers == ("Настроение", "Отдел")
