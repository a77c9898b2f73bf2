"""Kudos to take along: one's own for everybody, public ones for HR, nothing else for anybody."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta

import openpyxl
import pytest

from erm.core.clock import now
from erm.people.models import Person
from erm.people.rules import Locale
from erm.recognition.models import Kudos, KudosGroup, KudosReceiver
from erm.recognition.rules import GroupKind, KudosVisibility
from tests.cast import Cast
from tests.conftest import Api
from tests.database import query_count
from tests.recognition.rows import PRIVATE, kudos, reaction, value
from tests.web.test_exports import FORMULA, get, rows_of


async def messages(api: Callable[..., Api], person: Person, name: str) -> list[str]:
    answer = await get(api, person, f"/exports/{name}.csv")
    assert answer.status_code == 200
    return [row["Message"] for row in rows_of(answer)]


async def test_everybody_takes_along_what_they_gave_and_received(
    api: Callable[..., Api], cast: Cast
) -> None:
    await kudos(cast.ann, cast.bo, message="given")
    await kudos(cast.bo, cast.ann, message="received in private", visibility=PRIVATE)
    await kudos(cast.bo, cast.cy, message="of others")
    await kudos(cast.ann, cast.bo, message="withdrawn", withdrawn=True)
    await kudos(cast.bo, cast.ann, message="hidden", hidden=True)
    assert await messages(api, cast.ann, "own-kudos") == ["received in private", "given"]
    assert await messages(api, cast.hana, "own-kudos") == []
    assert (await get(api, None, "/exports/own-kudos.csv")).status_code == 401


@pytest.mark.parametrize("form", ["csv", "xlsx"])
async def test_only_hr_takes_public_kudos_along(
    api: Callable[..., Api], cast: Cast, form: str
) -> None:
    for person in (cast.hana, cast.ada, cast.mo, cast.zed, cast.ann):
        answer = await get(api, person, f"/exports/public-kudos.{form}")
        assert answer.status_code == (200 if person is cast.hana else 403)
    assert (await get(api, None, f"/exports/public-kudos.{form}")).status_code == 401


async def test_a_file_for_hr_has_nothing_that_is_not_in_everybodys_feed(
    api: Callable[..., Api], cast: Cast
) -> None:
    await kudos(cast.ann, cast.bo, message="public")
    await kudos(cast.ann, cast.hana, message="private", visibility=PRIVATE)
    await kudos(cast.ann, cast.hana, message="team", visibility=KudosVisibility.TEAM)
    await kudos(cast.ann, cast.bo, message="hidden", hidden=True)
    await kudos(cast.ann, cast.bo, message="withdrawn", withdrawn=True)
    await kudos(cast.ann, cast.bo, message="old", at=now() - timedelta(days=400))
    assert await messages(api, cast.hana, "public-kudos") == ["public"]
    for days, status in (("500", 200), ("0", 400), ("4000", 400), ("x", 400)):
        answer = await get(api, cast.hana, f"/exports/public-kudos.csv?days={days}")
        assert answer.status_code == status
        if status == 200:
            assert [row["Message"] for row in rows_of(answer)] == ["public", "old"]


async def test_a_row_says_who_thanked_whom_for_what_and_nothing_of_it_runs(
    api: Callable[..., Api], cast: Cast
) -> None:
    care = await value("Care")
    row = await kudos(cast.ann, cast.bo, message=FORMULA, company_value=care)
    group = await KudosGroup.create(
        kudos_id=row.id, kind=GroupKind.TEAM, manager_id=cast.max.id, name="Max Test", size=2
    )
    await KudosReceiver.create(
        kudos_id=row.id, person_id=cast.cy.id, group_id=group.id, points=4, position=1
    )
    await KudosReceiver.filter(kudos_id=row.id, person_id=cast.bo.id).update(points=6)
    await Kudos.filter(id=row.id).update(points=10)
    await reaction(row, cast.cy)
    found = {}
    for person, name in (
        (cast.hana, "public-kudos"),
        (cast.ann, "own-kudos"),
        (cast.bo, "own-kudos"),
        (cast.cy, "own-kudos"),
    ):
        (line,) = rows_of(await get(api, person, f"/exports/{name}.csv"))
        assert (line["From"], line["To"]) == ("Ann Test", "Bo Test, Team: Max Test")
        assert (line["Value"], line["Reactions"], line["Comments"]) == ("Care", "1", "0")
        assert line["Message"] == f"'{FORMULA}"
        found[person.given_name] = line.get("Points")
    assert found == {"Hana": None, "Ann": "10", "Bo": "6", "Cy": "4"}
    book = openpyxl.load_workbook(
        io.BytesIO((await get(api, cast.hana, "/exports/public-kudos.xlsx")).content)
    )
    kinds = {cell.data_type for sheet in book for line in sheet.iter_rows() for cell in line}
    assert "f" not in kinds


async def test_a_file_is_made_in_the_same_number_of_queries_at_any_length(
    api: Callable[..., Api], cast: Cast
) -> None:
    counts, written = [], 0
    for size in (1, 20, 200):
        for number in range(written, size):
            await kudos(cast.ann, cast.bo, message=f"{number}")
        written = size
        with query_count() as counter:
            assert len(await messages(api, cast.hana, "public-kudos")) == size
        counts.append(counter.count)
    assert len(set(counts)) == 1, counts


async def test_a_file_is_in_the_language_of_its_reader(api: Callable[..., Api], cast: Cast) -> None:
    await Person.filter(id=cast.ann.id).update(locale=Locale.RU)
    await kudos(cast.ann, cast.bo, visibility=PRIVATE)
    (line,) = rows_of(await get(api, cast.ann, "/exports/own-kudos.csv"))
    assert (line["От кого"], line["Кто видит"]) == ("Ann Test", "Автор и получатели")
