"""Encrypting what was written before there was encryption.

For the operator's commands; ``erm.core.resealing`` encrypts again after a change of keys. Row by row and only where the row is still as it was read, so that it may
run beside a busy server.
"""

from __future__ import annotations

from erm.core.events import Bus
from erm.core.work import unit_of_work
from erm.one_on_ones.models import PrivateNotes, TalkingPoint
from erm.one_on_ones.rules import Visibility
from erm.one_on_ones.sealed import seal_point, seal_private_notes

BATCH = 200


async def seal_plain_texts(bus: Bus) -> int:
    """Seal private notes and private talking points that are still readable in the database.

    Answers how many. Safe to run at any time and again.
    """
    done = 0
    while (
        rows := await PrivateNotes.filter(sealed__isnull=True)
        .limit(BATCH)
        .values_list("id", "text", "version")
    ):
        async with unit_of_work(bus):
            for key, text, version in rows:
                done += await PrivateNotes.filter(
                    id=key, version=version, sealed__isnull=True
                ).update(sealed=seal_private_notes(text, key), text="")
    while (
        rows := await TalkingPoint.filter(sealed__isnull=True, visibility=Visibility.PRIVATE)
        .limit(BATCH)
        .values_list("id", "body", "version")
    ):
        async with unit_of_work(bus):
            for key, body, version in rows:
                done += await TalkingPoint.filter(
                    id=key, version=version, visibility=Visibility.PRIVATE, sealed__isnull=True
                ).update(sealed=seal_point(body, key), body="")
    return done
