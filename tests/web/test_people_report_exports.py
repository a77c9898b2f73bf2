"""Reports on people as files: for HR, saying what the screen says, put down in the ledger."""

from __future__ import annotations

import io
from collections.abc import Callable

import openpyxl
import pytest

from erm.people.models import Department
from erm.reports.models import PeopleReportAccess
from erm.reports.rules import PeopleReportKind
from tests.cast import Cast
from tests.conftest import Api
from tests.web.test_exports import FORMULA, get, rows_of

REPORT = """query($kind: PeopleReportKind!, $by: ReportBy!, $asOf: ReportAsOf!) {
  peopleReport(kind: $kind, by: $by, asOf: $asOf) {
    everybody { people cells { key value } } rows { label people cells { key value } } } }"""


async def test_only_hr_takes_a_report_along_and_that_is_put_down(
    api: Callable[..., Api], cast: Cast
) -> None:
    for form in ("csv", "xlsx", "pdf"):
        path = f"/exports/people-report.{form}?kind=directory"
        for person in (cast.mo, cast.zed, cast.ann, cast.ada):
            assert (await get(api, person, path)).status_code == 403
        assert (await get(api, None, path)).status_code == 401
        secret = await cast.access_token(cast.hana, may_write=True)
        assert (await get(api, None, path, Authorization=f"Bearer {secret}")).status_code == 401
        assert not await PeopleReportAccess.filter(act=form).exists()
        answer = await get(api, cast.hana, path)
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert await PeopleReportAccess.filter(act=form).values_list("person_id", flat=True) == [
            cast.hana.id
        ]


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("kind=recognition&by=TENURE&as_of=THEN", 200),
        ("", 400),
        ("kind=people", 400),
        ("kind=cycles&by=manager", 400),
        ("kind=cycles&as_of=yesterday", 400),
        ("kind=cycles&minimum=1", 200),
    ],
)
async def test_what_can_be_chosen(
    api: Callable[..., Api], cast: Cast, asked: str, status: int
) -> None:
    answer = await get(api, cast.hana, f"/exports/people-report.csv?{asked}")
    assert answer.status_code == status


async def test_a_file_says_what_the_screen_says(api: Callable[..., Api], cast: Cast) -> None:
    alpha = await cast.department("Alpha")
    await cast.crowd(8, department=alpha, manager=cast.mo)
    await Department.filter(id=alpha.id).update(name=FORMULA)
    for kind in PeopleReportKind:
        given = {"kind": kind.name, "by": "DEPARTMENT", "asOf": "NOW"}
        shown = (await api(cast.hana).run(REPORT, given))["peopleReport"]
        path = f"/exports/people-report.csv?kind={kind}"
        rows = rows_of(await get(api, cast.hana, path))
        if shown["everybody"] is None:
            assert rows == []
            continue
        assert [(row["Department"], int(row["People"])) for row in rows[1:]] == [
            (f"'{FORMULA}" if each["label"] == FORMULA else each["label"], each["people"])
            for each in shown["rows"]
        ]
        for row, each in zip(rows, [shown["everybody"], *shown["rows"]], strict=True):
            values = [value for name, value in row.items() if ": 95%" not in name][2:]
            assert values == [
                "Nothing to count" if cell["value"] is None else str(cell["value"])
                for cell in each["cells"]
            ]
    book = openpyxl.load_workbook(
        io.BytesIO(
            (await get(api, cast.hana, "/exports/people-report.xlsx?kind=directory")).content
        )
    )
    sheet = book["Groups"]
    assert [sheet["A3"].value, sheet["A3"].data_type, sheet["B3"].data_type] == [FORMULA, "s", "n"]
    assert sheet["C3"].number_format == "0%"
