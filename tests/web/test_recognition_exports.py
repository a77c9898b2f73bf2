"""HR's report of recognition as files: for HR, of public kudos only, and nothing that runs."""

from __future__ import annotations

import io
from collections.abc import Callable

import openpyxl
import pytest

from erm.core.clock import now
from erm.people.models import Department, Person
from erm.people.rules import Locale
from erm.recognition.rules import KudosVisibility
from tests.cast import Cast
from tests.conftest import Api
from tests.recognition.fairness.rows import DAY, thanks
from tests.recognition.rows import value
from tests.web.test_exports import FORMULA, get, rows_of

NAMES = ("recognition-report", "recognition-flows", "recognition-values")


@pytest.mark.parametrize("form", ["csv", "xlsx"])
async def test_only_hr_takes_the_report_along(
    api: Callable[..., Api], cast: Cast, form: str
) -> None:
    for name in NAMES:
        path = f"/exports/{name}.{form}"
        for person in (cast.hana, cast.mo, cast.zed, cast.ann, cast.ada):
            answer = await get(api, person, path)
            assert answer.status_code == (200 if person is cast.hana else 403), name
        assert (await get(api, None, path)).status_code == 401


@pytest.mark.parametrize(
    ("asked", "status"),
    [("days=90&by=location", 200), ("days=31", 400), ("days=x", 400), ("by=manager", 400)],
)
async def test_what_can_be_chosen(
    api: Callable[..., Api], cast: Cast, asked: str, status: int
) -> None:
    for name in NAMES:
        answer = await get(api, cast.hana, f"/exports/{name}.csv?{asked}")
        assert answer.status_code == status


async def test_a_file_says_what_the_screen_says_and_nothing_of_private_kudos(
    api: Callable[..., Api], cast: Cast
) -> None:
    alpha, beta = await cast.department("Alpha"), await cast.department("Beta")
    givers, takers = await cast.crowd(8, department=alpha), await cast.crowd(8, department=beta)
    care = await value(FORMULA[:100])
    await thanks(zip(givers, ([each] for each in takers), strict=True), value=care)
    await Department.filter(id=alpha.id).update(name=FORMULA)

    async def files() -> list[bytes]:
        return [(await get(api, cast.hana, f"/exports/{name}.csv")).content for name in NAMES]

    before = await files()
    for kind in (
        {"visibility": KudosVisibility.PRIVATE},
        {"visibility": KudosVisibility.TEAM, "audience": cast.mo.id},
        {"hidden": True},
        {"withdrawn": True},
    ):
        await thanks([(givers[0], takers)] * 3, value=care, at=now() - DAY, **kind)  # type: ignore[arg-type]
    assert await files() == before
    report, flows, values = [
        rows_of(await get(api, cast.hana, f"/exports/{name}.csv")) for name in NAMES
    ]
    row = next(each for each in report if each["Department"] == "Beta")
    assert (row["People"], row["Were thanked"], row["Were thanked: people"]) == ("8", "1.0", "8")
    assert (row["Gave thanks"], row["Concentration (Gini)"]) == ("0.0", "0.0")
    (flow,) = flows
    assert (flow["From"], flow["To"], flow["Kudos"]) == (f"'{FORMULA}", "Beta", "8")
    assert flow["Per ten people"] == "10.0"
    assert {(each["Department"], each["Kudos"]) for each in values} >= {
        ("Beta", "8"),
        ("Company", "8"),
    }
    assert all(each["Value"].startswith("'=") for each in values)
    answer = await get(api, cast.hana, "/exports/recognition-report.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == ["Recognition", "Thanks between groups", "Values where they live"]
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}


async def test_a_file_is_in_the_readers_language(api: Callable[..., Api], cast: Cast) -> None:
    await Person.filter(id=cast.hana.id).update(locale=Locale.RU)
    (company,) = [
        row
        for row in rows_of(await get(api, cast.hana, "/exports/recognition-report.csv"))
        if row["Подразделение"] == "Компания"
    ]
    assert company["Люди"] == "9"
