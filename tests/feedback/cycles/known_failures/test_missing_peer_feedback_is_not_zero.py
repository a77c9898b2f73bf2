"""Others count peers who did not write as 0, and pull the mean down with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from erm.core.clock import now
from erm.feedback.cycles.answers import Answer
from erm.feedback.cycles.commands.closing import close_due_participants
from erm.feedback.cycles.rules import CycleState, Perspective, ReviewState
from tests.cast import Cast
from tests.feedback.cycles import rows
from tests.feedback.cycles.packet_api import ONE, participant_id


async def test_peers_who_did_not_write_change_no_mean(cast: Cast, api: Callable[..., Any]) -> None:
    round_ = await rows.cycle(cast.hana, state=CycleState.PACKETS)
    ann = await rows.participant(round_, cast.ann, manager=cast.mo)
    four = {round_.rating.id: Answer(value=4)}
    await rows.review(ann, cast.mo, Perspective.MANAGER, state=ReviewState.SUBMITTED, answers=four)
    for rater in (cast.bo, cast.cy, cast.max):
        await rows.review(ann, rater)
    await close_due_participants(round_.id, moment=now())
    packet = (await api(cast.mo).run(ONE, participant_id(ann)))["packet"]
    assert packet["total"]["mean"] == 4.0
    assert [part["perspective"] for part in packet["total"]["parts"]] == ["MANAGER"]
    assert packet["total"]["missing"] == ["PEER", "UPWARD", "EXTERNAL"]
    assert "Not counted, because nothing of it is shown: Colleagues" in packet["total"]["formula"]
    (competency,) = packet["competencies"]
    assert (competency["manager"], competency["others"], competency["gap"]) == (4.0, None, None)


async def test_cannot_judge_and_an_empty_answer_change_no_mean(
    cast: Cast, api: Callable[..., Any]
) -> None:
    round_ = await rows.cycle(cast.hana, state=CycleState.PACKETS)
    ann = await rows.participant(round_, cast.ann, manager=cast.mo)
    raters = (cast.bo, cast.cy, cast.max, cast.old, cast.zed)
    answers = (*(Answer(value=value) for value in (3, 4, 4)), Answer(cannot_judge=True), Answer())
    for rater, answer in zip(raters, answers, strict=True):
        await rows.review(
            ann, rater, state=ReviewState.SUBMITTED, answers={round_.rating.id: answer}
        )
    await close_due_participants(round_.id, moment=now())
    packet = (await api(cast.mo).run(ONE, participant_id(ann)))["packet"]
    (peers,) = (one for one in packet["results"] if one["perspective"] == "PEER")
    rating = peers["questions"][0]
    assert (peers["raters"], rating["answered"], rating["cannotJudge"]) == (5, 3, 1)
    assert rating["mean"] == 3.7
