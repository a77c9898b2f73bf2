"""Others show feedback from before the period, or from after it, beside the packet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from erm.feedback.cycles.rules import CycleState, PacketState
from tests.cast import Cast
from tests.feedback import rows as notes
from tests.feedback.cycles import rows
from tests.feedback.cycles.packet_api import ONE, participant_id

ZONE = "America/New_York"
FIRST, LAST = date(2026, 1, 1), date(2026, 6, 30)


async def evidence(cast: Cast, asker: Any, ann: Any) -> list[str]:
    packet = (await asker.run(ONE, participant_id(ann)))["packet"]
    return [note["behaviour"] for note in packet["evidence"]]


async def test_only_feedback_of_the_period_is_evidence_by_the_clocks_of_the_cycle(
    cast: Cast, api: Callable[..., Any]
) -> None:
    round_ = await rows.cycle(
        cast.hana,
        state=CycleState.PACKETS,
        time_zone=ZONE,
        period_from=FIRST,
        period_until=LAST,
    )
    ann = await rows.participant(round_, cast.ann, manager=cast.mo, packet=PacketState.PREPARING)
    begin = datetime(2026, 1, 1, tzinfo=ZoneInfo(ZONE))
    end = datetime(2026, 7, 1, tzinfo=ZoneInfo(ZONE))
    second = timedelta(seconds=1)
    for moment, words in (
        (begin - second, "too early"),
        (begin, "the first second"),
        (end - second, "the last second"),
        (end, "too late"),
    ):
        await notes.note(cast.bo, cast.ann, notes.SHARED, at=moment, behaviour=words)
    assert await evidence(cast, api(cast.mo), ann) == ["the last second", "the first second"]


async def test_evidence_opens_nothing_that_the_viewer_could_not_read_before(
    cast: Cast, api: Callable[..., Any]
) -> None:
    round_ = await rows.cycle(cast.hana, state=CycleState.PACKETS)
    ann = await rows.participant(round_, cast.ann, manager=cast.mo, packet=PacketState.PREPARING)
    moment = rows.noon(round_.cycle.period_from + timedelta(days=3))
    await notes.note(cast.bo, cast.ann, notes.CLOSE, at=moment, behaviour="for Ann alone")
    await notes.note(cast.mo, cast.ann, notes.CLOSE, at=moment, behaviour="from Mo")
    await notes.note(cast.bo, cast.cy, notes.SHARED, at=moment, behaviour="for Cy")
    assert await evidence(cast, api(cast.mo), ann) == ["from Mo"]
    assert await evidence(cast, api(cast.hana), ann) == []
