"""Others count a hidden category into a total, from which the shown ones take it out again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from erm.core.clock import now
from erm.core.events import Bus
from erm.feedback.cycles.answers import Answer
from erm.feedback.cycles.commands.closing import close_due_participants
from erm.feedback.cycles.commands.packets import release_packets
from erm.feedback.cycles.rules import CycleState, Perspective, ReviewState
from tests.cast import Cast
from tests.feedback.cycles import rows
from tests.feedback.cycles.packet_api import ONE, participant_id

SHOWN = ("results", "competencies", "total")


async def packet(
    cast: Cast, api: Callable[..., Any], bus: Bus, upward: Sequence[int | None]
) -> dict[str, Any]:
    """Ann's packet, with three peers and fewer than three reports."""
    round_ = await rows.cycle(cast.hana, state=CycleState.PACKETS)
    ann = await rows.participant(round_, cast.ann, manager=cast.mo)
    peers = ((cast.bo, 2), (cast.cy, 3), (cast.max, 4))
    reports = zip((cast.old, cast.zed), upward, strict=False)
    for perspective, raters in ((Perspective.PEER, peers), (Perspective.UPWARD, reports)):
        for rater, value in raters:
            await rows.review(
                ann,
                rater,
                perspective,
                state=ReviewState.MISSED if value is None else ReviewState.SUBMITTED,
                answers=None if value is None else {round_.rating.id: Answer(value=value)},
            )
    await close_due_participants(round_.id, moment=now())
    await rows.do(bus, release_packets, cast.actor(cast.mo), packet_ids=[ann.id])
    found = (await api(cast.ann).run(ONE, participant_id(ann)))["packet"]
    for result in found["results"]:
        for question in result["questions"]:
            del question["question"]
    return {key: found[key] for key in SHOWN}


async def test_all_that_is_shown_is_the_same_whatever_the_hidden_category_says(
    cast: Cast, api: Callable[..., Any], bus: Bus
) -> None:
    """Means, intervals, competencies, the total and its formula, counts and reasons: all of it."""
    expected = await packet(cast, api, bus, (None, None))
    assert expected["total"]["mean"] == 3.0
    assert "UPWARD" in expected["total"]["missing"]
    for upward in ((1, 1), (5, 5), (1, 5), (3, None)):
        assert await packet(cast, api, bus, upward) == expected, upward
