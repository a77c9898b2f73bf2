"""Encrypting what was written before there was encryption, and again after a change of keys.

For the operator's commands. Row by row and only where the row is still as it was read, so that it may
run beside a busy server.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from erm.core.events import Bus
from erm.core.sealing import has_key, is_current
from erm.core.work import unit_of_work
from erm.one_on_ones.models import PrivateNotes, TalkingPoint
from erm.one_on_ones.rules import Visibility
from erm.one_on_ones.sealed import point_body, private_text, seal_point, seal_private_notes

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


async def reseal(bus: Bus) -> int:
    """Seal everything anew that is not sealed with the present key. Answers how many texts.

    Raises :class:`erm.core.sealing.SealBroken` for a text whose key is not there any more.
    """
    done = 0
    for model, opened, sealed in (
        (PrivateNotes, private_text, seal_private_notes),
        (TalkingPoint, point_body, seal_point),
    ):
        last = UUID(int=0)
        while (
            rows := await model.filter(sealed__isnull=False, id__gt=last)
            .order_by("id")
            .limit(BATCH)
            .values_list("id", "sealed")
        ):
            last = rows[-1][0]
            old: list[tuple[UUID, bytes]] = [row for row in rows if not is_current(row[1])]
            async with unit_of_work(bus):
                for key, data in old:
                    values: dict[str, Any] = {"sealed": sealed(opened(key, data, ""), key)}
                    done += await model.filter(id=key, sealed=data).update(**values)
    return done


async def sealed_with_other_keys() -> int:
    """How many texts are not sealed with the present key."""
    return sum(not is_current(data) for data in await _sealed())


async def sealed_with_lost_keys() -> int:
    """How many texts nobody can read, because their key is not there."""
    return sum(not has_key(data) for data in await _sealed())


async def _sealed() -> list[bytes]:
    """All sealed texts."""
    found: list[Any] = []
    for model in (PrivateNotes, TalkingPoint):
        found += await model.filter(sealed__isnull=False).values_list("sealed", flat=True)
    return found
