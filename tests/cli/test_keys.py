"""Changing the keys, and what the database's files then still show."""

from __future__ import annotations

import asyncio
import stat
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

import pytest

from erm.core.database.connections import database
from erm.core.events import Bus
from erm.core.work import unit_of_work
from erm.one_on_ones.models import OneOnOneMeeting, PrivateNotes, TalkingPoint
from erm.one_on_ones.rules import Visibility
from erm.one_on_ones.sealed import private_text
from tests import cast as casting
from tests.cli.conftest import Erm
from tests.one_on_ones.builders import history

pytestmark = pytest.mark.usefixtures("present_schema")

CANARY = "canary-that-nobody-else-may-read"


def run(url: str, work: Coroutine[Any, Any, Any]) -> Any:
    async def within() -> Any:
        async with database(url):
            return await work

    return asyncio.run(within())


async def old_rows() -> None:
    """Private texts as they were stored before there was encryption."""
    cast = await casting.company()
    await history(cast.mo, [cast.ann, cast.bo])
    async with unit_of_work(Bus()):
        await PrivateNotes.all().update(sealed=None, text=CANARY)
        meeting = await OneOnOneMeeting.all().first()
        assert meeting is not None
        await TalkingPoint.create(
            series_id=meeting.series_id,
            meeting_id=meeting.id,
            author_id=cast.mo.id,
            body=CANARY,
            visibility=Visibility.PRIVATE,
            position=9,
            created_at=meeting.created_at,
        )


async def texts() -> set[str]:
    return {private_text(row.id, row.sealed, row.text) for row in await PrivateNotes.all()}


def files_show(environment: Path, text: str) -> list[str]:
    return [
        f.name for f in environment.iterdir() if f.is_file() and text.encode() in f.read_bytes()
    ]


def test_old_private_texts_are_encrypted_and_wiped_when_the_database_is_migrated(
    erm: Erm, environment: Path
) -> None:
    url = f"sqlite:///{environment / 'erm.db'}"
    erm("migrate")
    run(url, old_rows())
    assert files_show(environment, CANARY)

    done = erm("migrate")
    again = erm("migrate")

    assert "5 private texts were encrypted" in done.output
    assert "encrypted" not in again.output
    assert files_show(environment, CANARY) == []
    assert run(url, texts()) == {CANARY}


def test_a_rotation_encrypts_everything_anew_and_only_then_forgets_the_old_key(
    erm: Erm, environment: Path
) -> None:
    url = f"sqlite:///{environment / 'erm.db'}"
    file = environment / "encryption.keys"
    erm("migrate")
    run(url, old_rows())
    erm("migrate")
    first = file.read_text().split()

    rotated = erm("keys", "rotate")

    assert "5 texts" in rotated.output
    assert file.read_text().split()[1:] == first
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "other keys than the first: 0" in erm("keys", "status").output
    assert erm("keys", "forget").exit_code == 0
    assert len(file.read_text().split()) == 1
    assert run(url, texts()) == {CANARY}


def test_a_key_that_is_still_needed_is_not_forgotten(erm: Erm, environment: Path) -> None:
    url = f"sqlite:///{environment / 'erm.db'}"
    file = environment / "encryption.keys"
    erm("migrate")
    run(url, old_rows())
    erm("migrate")
    kept = file.read_text()
    file.write_text("A" * 43 + "\n" + kept)

    refused = erm("keys", "forget")

    assert refused.exit_code == 1
    assert "5 texts need the other keys" in refused.stderr
    assert file.read_text().endswith(kept)


def test_a_lost_key_is_told_and_takes_nothing_away(erm: Erm, environment: Path) -> None:
    url = f"sqlite:///{environment / 'erm.db'}"
    file = environment / "encryption.keys"
    erm("migrate")
    run(url, old_rows())
    erm("migrate")
    file.write_text("A" * 43 + "\n")

    refused = erm("keys", "rotate")

    assert refused.exit_code == 1
    assert "No key was taken away" in refused.stderr
    assert "5 private texts are under a key that is not here" in erm("doctor").output
    assert len(file.read_text().split()) == 2
