"""What is taken along is what the screen shows, through the same gate, and stands in the ledger."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import httpx
import openpyxl
import pytest

from erm.engagement.ledger.models import ReportAccess
from erm.engagement.results.queries import report
from erm.engagement.results.rules import HiddenReason
from erm.people.models import Person
from erm.schema.ids import to_global
from tests import cast as casting
from tests.cast import Cast
from tests.conftest import COOKIE, PUBLIC_URL, Api
from tests.engagement.told import WORD_BLOCK_OF_THE_OTHERS, Told, comment, told

FORMULA = '=HYPERLINK("https://evil.example","x")'


async def get(
    api: Callable[..., Api], person: Person | None, name: str, found: Told, group: str = ""
) -> httpx.Response:
    client = api(person).client
    client.cookies.clear()
    headers = {}
    if person is not None:
        headers["Cookie"] = f"{COOKIE}={await casting.begin_session(person)}"
    asked = {"wave": to_global("SurveyWave", found.wave.id), "group": group}
    return await client.get(f"{PUBLIC_URL}/exports/{name}", params=asked, headers=headers)


def lines(answer: httpx.Response) -> list[dict[str, str]]:
    assert answer.status_code == 200, answer.text
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


async def test_a_file_has_the_screens_figures_and_is_in_the_ledger_as_what_it_is(
    api: Callable[..., Api], cast: Cast
) -> None:
    found = await told(cast)
    shown = await report(cast.actor(cast.mo), found.wave.id, "1")
    assert shown is not None
    rows = lines(await get(api, cast.mo, "survey-report.csv", found, "1"))
    assert [row["What"] for row in rows] == [each.label for each in shown.figures]
    means = [row["Mean (0 to 100)"] for row in rows]
    assert means == [f"{each.mean:g}" for each in shown.figures] == ["61.5"] * 4
    answer = await get(api, cast.mo, "survey-report.xlsx", found, "1")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    cells = [cell.value for row in book["Figures"].iter_rows() for cell in row]
    assert cells.count(61.5) == 4, "numbers, not texts"
    answer = await get(api, cast.mo, "survey-report.pdf", found, "1")
    assert answer.content.startswith(b"%PDF")
    assert answer.headers["content-type"] == "application/pdf"
    noted = await ReportAccess.all().order_by("id").values_list("act", "part", "scope")
    assert [(str(act), part) for act, part, _ in noted] == [
        (act, "scores") for act in ("viewed", "csv", "xlsx", "pdf")
    ]
    assert {scope["department"] for _, _, scope in noted} == {str(cast.engineering.id)}


@pytest.mark.parametrize("name", ["survey-report.csv", "survey-report.xlsx", "survey-report.pdf"])
async def test_whoever_reads_nothing_is_given_no_file(
    api: Callable[..., Api], cast: Cast, name: str
) -> None:
    found = await told(cast, invited=[cast.ann, cast.ada])
    for person in (cast.ann, cast.ada, cast.cy):
        assert (await get(api, person, name, found)).status_code == 404
    assert (await get(api, cast.max, name, found, "1")).status_code == 404, "another's department"
    assert (await get(api, None, name, found)).status_code == 401
    assert await ReportAccess.all().count() == 0
    await found.wave.delete()
    assert (await get(api, cast.hana, name, found)).status_code == 404


async def test_a_file_tells_no_more_of_a_small_group_than_the_screen(
    api: Callable[..., Api], cast: Cast
) -> None:
    found = await told(cast)
    rows = lines(await get(api, cast.hana, "survey-report.csv", found, "2"))
    assert {row["Mean (0 to 100)"] for row in rows} == {"60.5"}, "everybody's, in its stead"
    answer = await get(api, cast.hana, "survey-report.xlsx", found, "2")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    words = " ".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
    assert "“Sales” is not told of by itself" in words
    assert list(book["Departments and drivers"].iter_rows(values_only=True))[1:] == [
        ("Everybody", 60.5, 60.5),
        ("\u2003Engineering", 61.5, 61.5),
        ("\u2003Sales", None, None),
    ]


async def test_a_withheld_wave_gives_a_file_without_figures(
    api: Callable[..., Api], cast: Cast
) -> None:
    found = await told(cast, withheld=HiddenReason.NEAR_FORMER_WAVE)
    rows = lines(await get(api, cast.hana, "survey-report.csv", found))
    assert {row["Mean (0 to 100)"] for row in rows} <= {""}
    assert all(row["Why it is not told"] for row in rows)
    assert (await get(api, cast.hana, "survey-report.pdf", found)).content.startswith(b"%PDF")


async def test_comments_are_given_along_to_who_reads_them_and_run_nowhere(
    api: Callable[..., Api], cast: Cast
) -> None:
    found = await told(cast)
    await comment(found, FORMULA)
    await comment(found, "elsewhere", block=WORD_BLOCK_OF_THE_OTHERS)
    (row,) = lines(await get(api, cast.mo, "survey-comments.csv", found, "1"))
    assert row["Comment"] == f"'{FORMULA}"
    assert len(lines(await get(api, cast.hana, "survey-comments.csv", found))) == 2
    answer = await get(api, cast.hana, "survey-comments.xlsx", found)
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    cells = [cell for row in book["Comments"].iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value} == {"s"}
    assert (await get(api, cast.hana, "survey-comments.pdf", found)).status_code == 404
    assert (await get(api, cast.ann, "survey-comments.csv", found)).status_code == 404
    noted = await ReportAccess.all().values_list("act", "part")
    assert {(str(act), part) for act, part in noted} == {("csv", "comments"), ("xlsx", "comments")}
