"""Encrypting feedback from before there was encryption. For the operator's commands."""

from __future__ import annotations

from erm.core.events import Bus
from erm.core.work import unit_of_work
from erm.feedback.models import FeedbackNote
from erm.feedback.sealed import PARTS, seal_note

BATCH = 200


async def seal_plain_notes(bus: Bus) -> int:
    """Seal notes that are still readable in the database. Answers how many.

    Safe to run at any time and again: every change of a note seals it, so a row that changed since
    it was read is not plain any more.
    """
    done = 0
    while rows := await FeedbackNote.filter(sealed__isnull=True).limit(BATCH).values("id", *PARTS):
        async with unit_of_work(bus):
            for row in rows:
                done += await FeedbackNote.filter(id=row["id"], sealed__isnull=True).update(
                    sealed=seal_note(row, row["id"]), **dict.fromkeys(PARTS, "")
                )
    return done
