"""``GET /exports/{name}.csv``, ``.xlsx`` and ``.pdf``: to take along, for whoever sees it on a screen.

With the session of a browser only. What may be in a table is decided where the screen's numbers are
made; here it becomes a file (``erm.core.tables``, ``erm.printing``).
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import date
from enum import StrEnum
from functools import partial
from typing import TypeVar
from uuid import UUID

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response

from erm.core.actor import Actor
from erm.core.clock import today
from erm.core.errors import DomainError
from erm.core.tables import CSV_TYPE, XLSX_TYPE, Table, to_csv, to_xlsx
from erm.development.competencies.errors import FrameworkNotFound
from erm.development.competencies.exports import framework_table
from erm.development.overview.errors import ExportChoiceUnknown, ExportNotFound
from erm.development.overview.exports import coverage_tables, gap_tables, team_skill_tables
from erm.development.overview.rules import CoverageBy
from erm.engagement.comments.exports import comments_document
from erm.engagement.ledger.rules import ReportAct
from erm.engagement.results.exports import report_document
from erm.printing.document import TYPES, Document, Form, printed
from erm.recognition.exports import DAYS, own_tables, public_tables
from erm.recognition.fairness.exports import flow_tables, report_tables, value_tables
from erm.recognition.fairness.rules import RecognitionBy
from erm.reports.documents import people_document
from erm.reports.rules import PeopleReportKind, ReportAsOf, ReportBy
from erm.schema.ids import from_global, maybe_from_global
from erm.web.files import check_site, disposition
from erm.web.uploads import answered, signed_in

E = TypeVar("E", bound=StrEnum)
Tables = Callable[[Actor, QueryParams], Awaitable[list[Table]]]
Documents = Callable[[Actor, QueryParams, Form], Awaitable[Document]]


async def _coverage(actor: Actor, asked: QueryParams) -> list[Table]:
    by = _one_of(CoverageBy, asked.get("by"), field="by") or CoverageBy.DEPARTMENT
    return await coverage_tables(actor, by=by, on=_day(asked.get("on"), field="on"))


async def _gaps(actor: Actor, asked: QueryParams) -> list[Table]:
    framework = maybe_from_global(
        asked.get("frameworkId") or None, "CompetencyFramework", field="frameworkId"
    )
    by = _one_of(CoverageBy, asked.get("by"), field="by")
    return await gap_tables(actor, by=by, framework_id=framework)


async def _team_skills(actor: Actor, asked: QueryParams) -> list[Table]:
    return await team_skill_tables(actor)


async def _recognition(
    make: Callable[..., Awaitable[list[Table]]], actor: Actor, asked: QueryParams
) -> list[Table]:
    by = _one_of(RecognitionBy, asked.get("by"), field="by") or RecognitionBy.DEPARTMENT
    return await make(actor, by=by, days=_whole(asked.get("days"), field="days", otherwise=30))


async def _own_kudos(actor: Actor, asked: QueryParams) -> list[Table]:
    return await own_tables(actor)


async def _public_kudos(actor: Actor, asked: QueryParams) -> list[Table]:
    return await public_tables(actor, days=_whole(asked.get("days"), field="days", otherwise=DAYS))


async def _survey(
    make: Callable[[Actor, UUID, str | None, ReportAct], Awaitable[Document | None]],
    actor: Actor,
    asked: QueryParams,
    form: Form,
) -> Document:
    """A document about a group of a wave. Whoever may read nothing of it finds none."""
    try:
        wave = from_global(asked.get("wave") or "", "SurveyWave", field="wave")
    except DomainError as error:
        raise ExportNotFound from error
    made = await make(actor, wave, asked.get("group") or None, ReportAct(form.value))
    if made is None:
        raise ExportNotFound
    return made


async def _people_report(actor: Actor, asked: QueryParams, form: Form) -> Document:
    kind = _one_of(PeopleReportKind, asked.get("kind"), field="kind")
    if kind is None:
        raise ExportChoiceUnknown(field="kind")
    return await people_document(
        actor,
        kind,
        by=_one_of(ReportBy, asked.get("by"), field="by") or ReportBy.DEPARTMENT,
        as_of=_one_of(ReportAsOf, asked.get("as_of"), field="as_of") or ReportAsOf.NOW,
        act=ReportAct(form.value),
    )


EXPORTS: Mapping[str, Tables] = {
    "development-coverage": _coverage,
    "competency-gaps": _gaps,
    "team-skills": _team_skills,
    "own-kudos": _own_kudos,
    "public-kudos": _public_kudos,
    "recognition-report": partial(_recognition, report_tables),
    "recognition-flows": partial(_recognition, flow_tables),
    "recognition-values": partial(_recognition, value_tables),
}


DOCUMENTS: Mapping[str, tuple[Documents, frozenset[Form]]] = {
    "survey-report": (partial(_survey, report_document), frozenset(Form)),
    "survey-comments": (partial(_survey, comments_document), frozenset({Form.CSV, Form.XLSX})),
    "people-report": (_people_report, frozenset(Form)),
}
"""What is made of charts and words as well, and the forms that each comes in."""


async def export_endpoint(request: Request) -> Response:
    """A table as a file, or ``{"code", "message"}`` with a 4xx."""
    return await answered(request, lambda: _export(request))


async def _export(request: Request) -> Response:
    check_site(request)
    actor = await signed_in(request)
    name, _, form = request.path_params["name"].rpartition(".")
    file_name = f"{name}-{today(actor.time_zone).isoformat()}.{form}"
    documents, forms = DOCUMENTS.get(name, (None, frozenset()))
    if documents is not None and form in forms:
        document = await documents(actor, request.query_params, Form(form))
        content = await printed(document, Form(form), actor.locale)
        return download(request, content, TYPES[Form(form)], file_name)
    tables = EXPORTS.get(name)
    if tables is None or form not in ("csv", "xlsx"):
        raise ExportNotFound
    made = await tables(actor, request.query_params)
    if form == "csv":
        # A CSV file has one table: the first.
        return download(request, await asyncio.to_thread(to_csv, made[0]), CSV_TYPE, file_name)
    return download(request, await asyncio.to_thread(to_xlsx, *made), XLSX_TYPE, file_name)


async def framework_export_endpoint(request: Request) -> Response:
    """A version of a competency framework as CSV: of a published one for everybody."""
    return await answered(request, lambda: _framework(request))


async def _framework(request: Request) -> Response:
    check_site(request)
    actor = await signed_in(request)
    try:
        key = from_global(request.path_params["framework_id"], "CompetencyFramework")
        version = request.query_params.get("version")
        number = int(version) if version else None
    except (DomainError, ValueError) as error:
        raise FrameworkNotFound from error
    table = await framework_table(actor, key, number)
    return download(request, await asyncio.to_thread(to_csv, table), CSV_TYPE, f"{table.name}.csv")


def download(request: Request, content: bytes, media_type: str, file_name: str) -> Response:
    """A file that was made for this reader, and is kept by nobody in between."""
    response = Response(
        b"" if request.method == "HEAD" else content,
        headers={
            "Content-Disposition": disposition(file_name),
            "X-Content-Type-Options": "nosniff",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Cache-Control": "private, no-store",
            "Content-Length": str(len(content)),
        },
    )
    response.headers["Content-Type"] = media_type
    return response


def _one_of(choices: type[E], value: str | None, *, field: str) -> E | None:
    """A choice by its name in the API or in lower case; None where none was made."""
    if not value:
        return None
    try:
        return choices(value.lower())
    except ValueError as error:
        raise ExportChoiceUnknown(field=field) from error


def _whole(value: str | None, *, field: str, otherwise: int) -> int:
    if not value:
        return otherwise
    try:
        return int(value)
    except ValueError as error:
        raise ExportChoiceUnknown(field=field) from error


def _day(value: str | None, *, field: str) -> date | None:
    if not value:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise ExportChoiceUnknown(field=field) from error
