"""Products that call answers anonymous and keep a ``user_id`` beside them.

Here nothing is beside them: a ballot has a random key, its wave and its sealed content, and the content
has a class of many people, answers and words. Whoever adds a column has to come by this test.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

import orjson
from tortoise.connection import get_connection

from erm.core.database.connections import dialect
from erm.core.database.routing import WRITER
from erm.engagement.ballots.closing import seal_off
from erm.engagement.waves.models import RollEntry, SurveyWave
from erm.engagement.waves.rules import WaveState
from tests.cast import Cast
from tests.engagement.ballots.builders import answers, open_wave, taken_by, vote
from tests.engagement.ballots.linking import Copy, dump, opened

COLUMNS = {
    "survey_ballot": {"id", "wave_id", "content_sealed"},
    "survey_ballot_waiting": {"id", "wave_id", "content_sealed"},
    "survey_spent_token": {"token_hash", "wave_id"},
    "survey_roll": {"id", "wave_id", "person_id", "class_number", "issued", "blinded_hash"},
}


async def columns_of(table: str) -> dict[str, str]:
    """Name and type of each column, as the database has them."""
    query = (
        f"SELECT name, type FROM pragma_table_info('{table}')"
        if dialect() == "sqlite"
        else "SELECT column_name AS name, data_type AS type FROM information_schema.columns"
        f" WHERE table_name = '{table}'"
    )
    rows = await get_connection(WRITER).execute_query_dict(query)
    return {row["name"]: row["type"].lower() for row in rows}


async def references_of(table: str) -> set[str]:
    """Which tables it refers to."""
    query = (
        f"SELECT \"table\" AS name FROM pragma_foreign_key_list('{table}')"
        if dialect() == "sqlite"
        else "SELECT confrelid::regclass::text AS name FROM pg_constraint"
        f" WHERE contype = 'f' AND conrelid = '{table}'::regclass"
    )
    return {row["name"] for row in await get_connection(WRITER).execute_query_dict(query)}


async def test_the_tables_have_no_column_for_a_person_beside_an_answer(cast: Cast) -> None:
    for table, columns in COLUMNS.items():
        assert set(await columns_of(table)) == columns, table
    for table in ("survey_ballot", "survey_ballot_waiting", "survey_spent_token"):
        assert await references_of(table) == {"survey_wave"}
    assert not {"person", "person_id", "roll_id"} & set(await columns_of("survey_comment"))


def everything_in(row: dict[str, Any]) -> bytes:
    return b"|".join(
        value if isinstance(value, bytes) else str(value).encode() for value in row.values()
    )


async def test_no_ballot_and_no_token_holds_anything_of_who_sent_it(cast: Cast) -> None:
    people = [cast.ann, cast.bo, cast.cy, cast.mo, cast.hana]
    wave = await open_wave(people)
    for person in people:
        await vote(wave, await taken_by(wave, person), answers(wave))
    roll = await RollEntry.filter(wave_id=wave.id)
    names = {str(person.id) for person in people} | {str(entry.id) for entry in roll}
    names |= {str(entry.blinded_hash) for entry in roll if entry.blinded_hash}

    def check(copy: Copy) -> None:
        for row in copy.ballots:
            sheet = opened(row).to_bytes()
            assert set(orjson.loads(sheet)) == {"class", "answers", "words"}
            assert not any(name.encode() in sheet + everything_in(row) for name in names)
        for row in copy.tokens:
            assert not any(name.encode() in everything_in(row) for name in names)

    open_copy = await dump(wave.id)
    assert len(open_copy.ballots) == len(open_copy.tokens) == 5
    check(open_copy)
    await SurveyWave.filter(id=wave.id).update(state=WaveState.CLOSING)
    await seal_off(wave.id)
    closed = await dump(wave.id)
    assert len(closed.ballots) == 5
    assert {UUID(str(row["person_id"])) for row in closed.roll} == {each.id for each in people}
    check(closed)
