"""SQLite's files, copied and backed up under 20 writers: what was acknowledged before is in each."""

from __future__ import annotations

import asyncio
import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from erm.core.database.connections import sqlite_path
from tests.database import free_port
from tests.processes import Process, environment, running
from tests.soak.ground import prepare
from tests.soak.test_crashes import WRITERS, Writer


def torn_copy(source: Path, target: Path, chance: random.Random) -> None:
    """Copy the files as they are, then cut the log somewhere behind where it was at the beginning.

    An open read transaction keeps the log from being begun anew between the two copies; what stands
    behind the cut is what a crash of the machine may leave half written.
    """
    log = Path(f"{source}-wal")
    with closing(sqlite3.connect(source)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM kudos_comment").fetchone()
        before = log.stat().st_size
        shutil.copyfile(source, target)
        copied = Path(f"{target}-wal")
        shutil.copyfile(log, copied)
        with copied.open("r+b") as file:
            file.truncate(chance.randint(before, copied.stat().st_size))


def back_up(source: Path, target: Path) -> None:
    """As docs/operations.md says."""
    with closing(sqlite3.connect(source, timeout=30)) as connection:
        connection.execute("VACUUM INTO ?", (str(target),))


def look(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return {body for (body,) in connection.execute("SELECT body FROM kudos_comment")}


async def copy_and_look(copies: int, backups: int, url: str, folder: Path, seed: int) -> None:
    chance = random.Random(seed)
    ground = await prepare(url)
    server = Process(["serve"], environment(url, free_port(), folder), folder / "server.log")
    writers = [Writer(f"w{number}", server.base, ground) for number in range(WRITERS)]
    missing: set[str] = set()
    seen = 0
    with running(server):
        await server.wait_until_it_answers()
        tasks = [asyncio.create_task(writer.run()) for writer in writers]
        for number in range(copies + backups):
            await asyncio.sleep(chance.uniform(0.05, 0.3))
            acknowledged = {word for writer in writers for word in writer.acknowledged}
            target = folder / f"copy{number}.db"
            if number < copies:
                await asyncio.to_thread(torn_copy, sqlite_path(url), target, chance)
            else:
                await asyncio.to_thread(back_up, sqlite_path(url), target)
            missing |= acknowledged - await asyncio.to_thread(look, target)
            seen = len(acknowledged)
        for writer in writers:
            writer.stopped = True
        await asyncio.gather(*tasks)
    print(
        f"\n{copies} torn copies and {backups} backups under {WRITERS} writers (seed {seed}): "
        f"{seen} acknowledged before the last, {len(missing)} missing"
    )
    assert seen > copies + backups
    assert missing == set()


@pytest.mark.xdist_group("processes")
@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_copies_and_backups_miss_nothing_in_short(database_url: str, tmp_path: Path) -> None:
    await copy_and_look(5, 2, database_url, tmp_path, seed=random.randrange(10**6))


@pytest.mark.soak
@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_copies_and_backups_miss_nothing(database_url: str, tmp_path: Path) -> None:
    await copy_and_look(50, 20, database_url, tmp_path, seed=random.randrange(10**6))
