"""Kudos of the version before are found, searched and counted like new ones."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from erm.core.database.connections import connection, database
from erm.core.database.migrate import migrate
from erm.core.events import Bus
from erm.core.ids import new_id
from erm.core.paging import PageRequest
from erm.core.work import unit_of_work
from erm.people.models import DepartmentMembership
from erm.recognition import queries
from erm.recognition.models import Kudos, KudosReceiver
from erm.recognition.queries import FeedFilter
from tests import cast as casting
from tests.database import PostgresServer, sqlite_url


class Enough(Exception):
    """The database is as far as it is to be."""


@pytest.fixture
def empty_url(request: pytest.FixtureRequest, database_kind: str, tmp_path: Path) -> Iterator[str]:
    if database_kind == "sqlite":
        yield sqlite_url(tmp_path / "before.db")
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    yield server.create_database("before_recognition_deepened")
    server.drop_database("before_recognition_deepened")


def stop_before_the_fifth(name: str) -> None:
    if name.startswith("0005"):
        raise Enough


async def insert(table: str, **values: object) -> None:
    """A row as it was then: the models know columns that are not there yet."""
    words = ", ".join("NULL" if value is None else f"'{value}'" for value in values.values())
    await connection().execute_script(f"INSERT INTO {table} ({', '.join(values)}) VALUES ({words})")


async def test_what_was_there_is_searched_for_and_belongs_to_the_departments_of_its_time(
    empty_url: str,
) -> None:
    with pytest.raises(Enough):
        await migrate(empty_url, stop_before_the_fifth)
    early, late = new_id(), new_id()
    async with database(empty_url):
        cast = await casting.company()
        async with unit_of_work(Bus()):
            # Ann was in Sales until the end of 2025, and Cy came in 2026.
            await DepartmentMembership.filter(person_id=cast.ann.id).update(
                starts_on=date(2026, 1, 1)
            )
            await cast.member(
                cast.ann, cast.sales, starts_on=date(2020, 1, 1), ends_on=date(2026, 1, 1)
            )
            await DepartmentMembership.filter(person_id=cast.cy.id).update(
                starts_on=date(2026, 1, 1)
            )
            for key, given, message in (
                (early, "2025-12-31 23:59:00+00:00", "Спасибо за ОТЧЁТ"),
                (late, "2026-01-01 00:00:00+00:00", "Thanks for the Café"),
            ):
                await insert(
                    "kudos",
                    id=key,
                    author_id=cast.ann.id,
                    message=message,
                    visibility="public",
                    created_at=given,
                    hidden_reason="",
                )
                await insert(
                    "kudos_receiver", id=new_id(), kudos_id=key, person_id=cast.cy.id, position=0
                )
    assert (await migrate(empty_url))[0].startswith("0005")
    async with database(empty_url):
        rows = {row.id: row for row in await Kudos.all()}
        assert rows[early].author_department_id == cast.sales.id
        assert rows[late].author_department_id == cast.engineering.id
        assert rows[early].search_text == "спасибо за отчет"
        assert {row.change for row in rows.values()} == {0}
        received = dict(await KudosReceiver.all().values_list("kudos_id", "department_id"))
        assert received == {early: None, late: cast.sales.id}
        zed = cast.actor(cast.zed)
        for wanted, expected in (
            (FeedFilter(), [late, early]),
            (FeedFilter(search="cafe"), [late]),
            (FeedFilter(department_id=cast.engineering.id), [late]),
            (FeedFilter(department_id=cast.sales.id), [late, early]),
        ):
            page = await queries.feed(zed, PageRequest(10), wanted)
            assert [view.id for view in page.items] == expected
        (view, _) = (await queries.feed(zed, PageRequest(10))).items
        assert (view.receiver_ids, view.receiver_count) == ((cast.cy.id,), 1)
        assert (view.points, view.edited_at, view.picture_id) == (None, None, None)
