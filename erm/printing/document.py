"""A report as a thing to take along: one description, and CSV, XLSX and PDF made from it.

Whoever describes a report has decided already what may be in it. Here it only gets its looks, so no
form can tell more than another: a chart holds nothing but what its points say, and an empty cell
stays an empty cell.

All words are in the reader's language already; ``language`` decides how numbers and days are written
on paper, and the few words that a form itself needs ("page 2 of 5").
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from enum import StrEnum

from erm.core.tables import CSV_TYPE, XLSX_TYPE, Kind, to_csv
from erm.printing.parts import Chart, Column, Document, Note, Part, Point, Table, Words
from erm.printing.pdf import typeset
from erm.printing.workbook import about, bind, plain

__all__ = [
    "PDF_TYPE",
    "TYPES",
    "Chart",
    "Column",
    "Document",
    "Form",
    "Kind",
    "Note",
    "Part",
    "Point",
    "Table",
    "Words",
    "as_csv",
    "as_pdf",
    "as_xlsx",
    "printed",
]

PDF_TYPE = "application/pdf"


class Form(StrEnum):
    """What a document can be taken along as; the value is the ending of the file."""

    CSV = "csv"
    XLSX = "xlsx"
    PDF = "pdf"


TYPES: Mapping[Form, str] = {Form.CSV: CSV_TYPE, Form.XLSX: XLSX_TYPE, Form.PDF: PDF_TYPE}
"""The media type of each form."""


def as_csv(document: Document, language: str) -> bytes:
    """The first table of the document, for programs; without one, its facts."""
    tables = [part for part in document.parts if isinstance(part, Table)]
    return to_csv(plain(tables[0]) if tables else about(document, language))


def as_xlsx(document: Document, language: str) -> bytes:
    """A sheet for every table, one for every chart with its numbers, and a last one with all words."""
    return bind(document, language)


def as_pdf(document: Document, language: str) -> bytes:
    """The document on numbered A4 pages, tagged for readers of screens."""
    return typeset(document, language)


_MAKERS: Mapping[Form, Callable[[Document, str], bytes]] = {
    Form.CSV: as_csv,
    Form.XLSX: as_xlsx,
    Form.PDF: as_pdf,
}


async def printed(document: Document, form: Form, language: str) -> bytes:
    """The document in one of its forms, made beside the event loop."""
    return await asyncio.to_thread(_MAKERS[form], document, language)
