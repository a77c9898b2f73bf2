"""Files in the database: sealed, in its copies, and under new keys."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from erm.core import sealing
from erm.core.resealing import reseal, sealed_with_lost_keys, sealed_with_other_keys
from erm.core.sealing import SealBroken
from erm.development.downloads import readable_files
from erm.files import queries
from erm.files.models import StoredContent
from erm.settings import new_key, read_keys
from tests.conftest import SECRETS
from tests.files.making import stored

WORDS = b"canary-that-nobody-else-may-read " * 40


async def test_a_change_of_keys_reaches_files(cast, actor_of, bus) -> None:
    files = [await stored(cast.ann, name="x.txt", content=WORDS) for _ in range(12)]
    ann = actor_of(cast.ann)
    fresh = read_keys(new_key())
    sealing.use_keys(replace(SECRETS, encryption_keys=fresh + SECRETS.encryption_keys))
    assert await sealed_with_other_keys() == 12
    assert await reseal(bus) == 12
    assert await sealed_with_other_keys() == 0
    sealing.use_keys(replace(SECRETS, encryption_keys=fresh))
    assert await sealed_with_lost_keys() == 0
    for file in files:
        found = await queries.download(ann, file.id, readable_files)
        assert found is not None
        assert found.content == WORDS


async def test_a_file_that_is_copied_into_another_row_cannot_be_opened(cast, actor_of) -> None:
    one, other = await stored(cast.ann), await stored(cast.bo)
    content = await StoredContent.get(file_id=one.id)
    await StoredContent.filter(file_id=other.id).update(sealed=content.sealed)
    with pytest.raises(SealBroken):
        await queries.download(actor_of(cast.bo), other.id, readable_files)


async def test_without_its_bytes_a_file_is_not_there(cast, actor_of) -> None:
    file = await stored(cast.ann)
    await StoredContent.filter(file_id=file.id).delete()
    assert await queries.download(actor_of(cast.ann), file.id, readable_files) is None


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_a_copy_of_the_database_holds_the_files_and_shows_none(
    db, cast, actor_of, tmp_path: Path
) -> None:
    file = await stored(cast.ann, name="x.txt", content=WORDS)
    copy = tmp_path / "copy.db"
    source = db.url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(source)) as connection:
        connection.execute("VACUUM INTO ?", (str(copy),))
    for path in sorted(tmp_path.glob("*")):  # noqa: ASYNC240 (a few files, in a test)
        assert b"canary" not in path.read_bytes(), path.name
    with closing(sqlite3.connect(copy)) as connection:
        ((sealed,),) = connection.execute("SELECT sealed FROM stored_content").fetchall()
    place = {"table": "stored_content", "column": "sealed", "row_id": file.id}
    assert sealing.unseal_bytes(sealed, **place) == WORDS
