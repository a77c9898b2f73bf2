"""One description, three forms: what each holds, and that nothing that somebody typed becomes more."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, date, datetime

import openpyxl
import orjson
import pytest
import typst

from erm.core import clock
from erm.core.tables import Cell, Kind
from erm.printing import pdf
from erm.printing.document import (
    Chart,
    Column,
    Document,
    Form,
    Note,
    Point,
    Table,
    Words,
    as_csv,
    as_pdf,
    as_xlsx,
    printed,
)
from erm.printing.fonts import fonts

HOSTILE = [
    "#panic()",
    '#read("/etc/passwd")',
    '#import "@preview/evil:1.0.0": *',
    "*bold* _it_ $x^2$ `raw` @ref <label> // comment /* more */",
    "= heading\n- list\n\\ #sys.inputs",
    '")] #let x = 1; [("',
    "\u202eevil\u202c \u0000 \ufffe",
    "=HYPERLINK(1)",
]


def document(name: str = "Sales", rows: int = 3) -> Document:
    cells: list[list[Cell]] = [
        [f"{name} {number}", 1_234, 0.8, 0.7, 0.9, 3.25, date(2026, 11, 22)]
        for number in range(rows)
    ]
    groups = Table(
        "Groups",
        [
            Column("Department", Kind.TEXT),
            Column("People"),
            Column("Met", Kind.SHARE, shade=(0, 1)),
            Column("Met: from", Kind.SHARE, aside=True),
            Column("Met: to", Kind.SHARE, aside=True),
            Column("Days", digits=1),
            Column("Since", Kind.DAY),
        ],
        [*cells, ["Small", 5, "80 % or more", None, None, None, None]],
        strong=frozenset({0}),
        note="A note.",
    )
    chart = Chart(
        "Met",
        [Point(name, 0.8, 0.7, 0.9, strong=True), Point("Small", None, note="too few")],
        "Share",
        Kind.SHARE,
        high=1.0,
    )
    months = Chart("By month", [Point("Oct", 3.0), Point("Nov", None)], "Meetings", upright=True)
    words = Words("Comments", [name, "Another."], listed=True)
    return Document(
        f"Report of {name}",
        "As of now",
        [("Period", name)],
        [Note(name), chart, groups, months, words],
    )


def test_csv_is_the_table_for_programs() -> None:
    rows = list(csv.reader(io.StringIO(as_csv(document(), "ru").decode("utf-8-sig"))))
    assert rows[0] == ["Department", "People", "Met", "Met: from", "Met: to", "Days", "Since"]
    assert rows[1] == ["Sales 0", "1234", "0.8", "0.7", "0.9", "3.25", "2026-11-22"]
    assert rows[-1] == ["Small", "5", "80 % or more", "", "", "", ""]


def test_a_document_without_a_table_gives_its_facts() -> None:
    plain = Document("Title", "", [("Period", "=1+1")])
    rows = list(csv.reader(io.StringIO(as_csv(plain, "en").decode("utf-8-sig"))))
    assert rows[1:] == [["Title", ""], ["Period", "'=1+1"]]


def test_a_workbook_has_real_types_charts_and_all_words() -> None:
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx(document(), "en")))
    assert book.sheetnames == ["Met", "Groups", "By month", "About"]
    types = [(cell.value, cell.data_type) for cell in book["Groups"][2]]
    assert types == [
        ("Sales 0", "s"),
        (1234, "n"),
        (0.8, "n"),
        (0.7, "n"),
        (0.9, "n"),
        (3.25, "n"),
        (datetime(2026, 11, 22), "d"),
    ]
    assert book["Groups"]["C2"].number_format == "0%"
    assert book["Groups"]["C5"].value == "80 % or more"
    assert [cell.value for cell in book["Met"][3]] == ["Small", None, None, None, "too few"]
    assert len(book["Met"]._charts) == len(book["By month"]._charts) == 1
    words = [tuple(cell.value for cell in row) for row in book["About"].iter_rows(min_row=2)]
    assert ("Period", "Sales") in words
    assert ("Groups", "A note.") in words
    assert ("Comments", "Another.") in words


def test_nothing_that_was_typed_is_a_formula_of_the_workbook() -> None:
    for text in HOSTILE[-1:]:
        book = openpyxl.load_workbook(io.BytesIO(as_xlsx(document(text), "en")))
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
        assert not [cell for cell in cells if cell.data_type == "f"]


@pytest.mark.parametrize("language", ["en", "ru", "xx"])
def test_paper_is_a_tagged_pdf_in_the_language(language: str) -> None:
    with clock.at(datetime(2026, 11, 22, 12, tzinfo=UTC)):
        made = as_pdf(document(), language)
        assert as_pdf(document(), language) == made
    assert made.startswith(b"%PDF-1.7")
    assert b"/MarkInfo" in made
    assert f"/Lang({'ru' if language == 'ru' else 'en'})".encode() in made


def shown(of: Document, what: str) -> list[str]:
    """The texts of all elements of a kind, as the typesetter has them."""
    data = orjson.dumps(pdf._data(of, "en")).decode()
    compiler = typst.Compiler(
        str(pdf.TEMPLATE),
        root=str(pdf.TEMPLATE.parent),
        font_paths=fonts(),
        sys_inputs={"data": data},
    )
    return [each["body"]["text"] for each in json.loads(compiler.query(what))]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_was_typed_is_printed_as_it_stands_and_never_as_markup(text: str) -> None:
    assert as_pdf(document(text), "en")
    named = Document(text, text, [(text, text)], [Words(text, [text])])
    assert shown(named, "heading") == [text, text]


def test_the_template_alone_is_within_reach() -> None:
    """No data of a document can make the typesetter read another file: it has the folder's root only."""
    assert {each.name for each in pdf.TEMPLATE.parent.iterdir() if each.suffix == ".typ"} == {
        "report.typ"
    }
    source = pdf.TEMPLATE.read_text("utf-8")
    for word in ("#import", "#include", "read(", "eval("):
        assert word not in source


def test_a_long_table_goes_on_over_pages_with_its_titles() -> None:
    pages = pdf.pictures(document(rows=120), "en", ppi=20)
    assert len(pages) == 6
    assert all(page.startswith(b"\x89PNG") for page in pages)


def test_russian_and_english_letters_come_with_erm() -> None:
    assert "FiraGO" in fonts().families()


def test_numbers_are_written_as_the_language_has_them() -> None:
    def said(language: str) -> list[str]:
        return [
            pdf.written(1234.56, Kind.NUMBER, 1, language),
            pdf.written(0.8, Kind.SHARE, 0, language),
            pdf.written(0.805, Kind.SHARE, 1, language),
            pdf.written(date(2026, 11, 22), Kind.DAY, 0, language),
            pdf.written(None, Kind.NUMBER, 0, language),
            pdf.written("80 % or more", Kind.NUMBER, 0, language),
        ]

    assert said("en") == ["1,234.6", "80%", "80.5%", "22 Nov 2026", "", "80 % or more"]
    assert said("ru") == [
        "1\xa0234,6",
        "80\xa0%",
        "80,5\xa0%",
        "22 нояб. 2026\u202fг.",
        "",
        "80 % or more",
    ]


@pytest.mark.parametrize(
    ("values", "low", "ends"),
    [
        ([34.0, 12.0], 0.0, (0.0, 35.0)),
        ([0.3, 0.82], 0.0, (0.0, 0.85)),
        ([-12.0, 40.0], None, (-20.0, 40.0)),
        ([None], 0.0, (0.0, 1.0)),
        ([0.0], 0.0, (0.0, 1.0)),
    ],
)
def test_an_axis_ends_at_round_numbers_around_all_values(
    values: list[float | None], low: float | None, ends: tuple[float, float]
) -> None:
    points = [Point(str(value), value) for value in values]
    assert pdf.axis(Chart("c", points, "v", low=low)) == pytest.approx(ends)


async def test_forms_are_made_beside_the_event_loop() -> None:
    for form, begin in ((Form.CSV, b"\xef\xbb\xbf"), (Form.XLSX, b"PK"), (Form.PDF, b"%PDF")):
        assert (await printed(document(), form, "en")).startswith(begin)
