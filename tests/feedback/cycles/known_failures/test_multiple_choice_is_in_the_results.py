"""Others ask multiple choice questions and leave them out of the results."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from erm.core.clock import now
from erm.feedback.cycles.answers import Answer
from erm.feedback.cycles.commands.closing import close_due_participants
from erm.feedback.cycles.rules import CycleState, Perspective, QuestionKind, ReviewState
from tests.cast import Cast
from tests.feedback.cycles import rows
from tests.feedback.cycles.packet_api import ONE, participant_id


async def test_every_kind_of_question_is_in_the_results_of_every_perspective(
    cast: Cast, api: Callable[..., Any]
) -> None:
    round_ = await rows.cycle(cast.hana, state=CycleState.PACKETS)
    several = await rows.question(
        round_.cycle, "Where do they help?", kind=QuestionKind.MULTIPLE_CHOICE, position=3, points=3
    )
    one = await rows.question(
        round_.cycle, "Most of all?", kind=QuestionKind.SINGLE_CHOICE, position=4, points=3
    )
    ann = await rows.participant(round_, cast.ann, manager=cast.mo)
    raters = (cast.bo, cast.cy, cast.max, cast.old, cast.zed)
    chosen = ((1,), (1, 2), (1, 2), (1, 3), (1,))
    for rater, values in zip(raters, chosen, strict=True):
        answers = {several.id: Answer(values=values), one.id: Answer(value=values[-1])}
        await rows.review(ann, rater, state=ReviewState.SUBMITTED, answers=answers)
    named = {several.id: Answer(values=(2, 3)), one.id: Answer(value=3)}
    await rows.review(ann, cast.mo, Perspective.MANAGER, state=ReviewState.SUBMITTED, answers=named)
    await close_due_participants(round_.id, moment=now())
    packet = (await api(cast.mo).run(ONE, participant_id(ann)))["packet"]

    def choices(perspective: str, place: int) -> list[tuple[str, int, str]]:
        (found,) = (each for each in packet["results"] if each["perspective"] == perspective)
        return [
            (choice["option"]["label"], choice["count"], choice["bound"])
            for choice in found["questions"][place]["choices"]
        ]

    assert choices("PEER", 2) == [
        ("Level 1", 4, "AT_LEAST"),
        ("Level 2", 2, "EXACT"),
        ("Level 3", 1, "AT_MOST"),
    ]
    assert choices("PEER", 3) == [
        ("Level 1", 2, "EXACT"),
        ("Level 2", 2, "EXACT"),
        ("Level 3", 1, "EXACT"),
    ]
    assert choices("MANAGER", 2) == [
        ("Level 1", 0, "EXACT"),
        ("Level 2", 1, "EXACT"),
        ("Level 3", 1, "EXACT"),
    ]
