"""CSV as spreadsheet programs write it, read with every problem in its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from erm.core.csv_reading import MAXIMUM, CsvProblem, detect_delimiter, read_rows
from erm.core.errors import InvalidInput

COLUMNS = {"title": ["name", "название"], "minutes": ["минуты"]}


def _codes(problems: list[CsvProblem]) -> list[tuple[int, str, str]]:
    return [(p.line, p.column, p.code) for p in problems]


@pytest.mark.parametrize(
    "text",
    [
        "title,minutes\nA,5\n",
        "\ufeffTitle;Minutes\r\nA;5\r\n",
        "sep=;\nНазвание;Минуты\nA;5\n",
        "\n\nname\tminutes\nA\t5\n",
        "Title | MINUTES\n A | 5 \n",
        '"title","minutes"\n"A","5"',
        "title,minutes,,\nA,5,,\n",
    ],
)
def test_a_file_of_any_spreadsheet_program_is_read(text: str) -> None:
    rows, problems = read_rows(text, COLUMNS, required=["title"])
    assert problems == []
    assert [row.cells for row in rows] == [{"title": "A", "minutes": "5"}]


def test_rows_know_the_line_on_which_they_begin() -> None:
    rows, _ = read_rows('title\n"A\nB"\n\nC\n', COLUMNS, required=["title"])
    assert [(row.line, row.cells["title"]) for row in rows] == [(2, "A\nB"), (5, "C")]


def test_every_problem_is_told_with_its_line_and_column() -> None:
    text = 'title,minutes\n,5\nA\nB,1,2\nC,3,\n"D,4\n'
    rows, problems = read_rows(text, COLUMNS, required=["title"])
    assert _codes(problems) == [
        (2, "title", "VALUE_MISSING"),
        (3, "", "WRONG_COLUMN_COUNT"),
        (4, "", "WRONG_COLUMN_COUNT"),
        (6, "", "BROKEN_QUOTES"),
    ]
    assert [row.cells["title"] for row in rows] == ["", "C"]


def test_a_header_that_is_not_understood_ends_the_reading() -> None:
    for text, expected in (
        ("title,titel\nA,B\n", [(1, "titel", "COLUMN_UNKNOWN")]),
        ("title,name\nA,B\n", [(1, "title", "COLUMN_REPEATED")]),
        ("minutes\n5\n", [(1, "title", "COLUMN_MISSING")]),
        (" \n", [(1, "", "FILE_EMPTY")]),
        ("\f", [(1, "", "FILE_EMPTY")]),
        (",,\n,,\n", [(1, "", "FILE_EMPTY")]),
    ):
        rows, problems = read_rows(text, COLUMNS, required=["title"])
        assert (rows, _codes(problems)) == ([], expected)


def test_a_file_that_is_too_large_is_refused() -> None:
    with pytest.raises(InvalidInput) as refusal:
        read_rows("й" * MAXIMUM, COLUMNS, required=[])
    assert refusal.value.code == "FILE_TOO_LARGE"


def test_a_problem_is_told_in_both_languages() -> None:
    problem = CsvProblem(2, "", "WRONG_COLUMN_COUNT", {"count": 2, "expected": 3})
    assert problem.message("en") == "This row has 2 cells; the header has 3."
    assert problem.message("ru") == "В этой строке 2 ячейки, а в заголовке 3."


@given(st.text())
def test_no_text_makes_it_fail(text: str) -> None:
    rows, problems = read_rows(text, COLUMNS, required=["title"])
    assert all(set(row.cells) <= set(COLUMNS) for row in rows)
    assert rows or problems or "title" in text.lower() or "название" in text.lower()


def test_the_delimiter_is_the_one_that_makes_most_headers_understood() -> None:
    import io

    found = detect_delimiter(io.StringIO("a,b;title;minutes\n"), lambda h: h in COLUMNS)
    assert found == (";", 0)
