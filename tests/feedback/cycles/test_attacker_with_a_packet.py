"""The attacker of ``test_attacker.py`` with what the API really answers to the subject.

Two cycles of the same person with nearly the same raters: one leaves, one joins, one is late, one cannot
judge, one perspective stays below its minimum. The subject reads both packets, by every field, after each
step at which anything could be seen.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from erm.core.clock import now, today
from erm.core.events import Bus
from erm.feedback.cycles.answers import Answer
from erm.feedback.cycles.closing import asked_of
from erm.feedback.cycles.commands.closing import close_all_due, close_due_participants
from erm.feedback.cycles.commands.packets import release_packets
from erm.feedback.cycles.models import CycleParticipant, CycleQuestion, Review
from erm.feedback.cycles.results import Asked
from erm.feedback.cycles.rules import (
    CycleState,
    Perspective,
    QuestionKind,
    ReviewState,
)
from erm.people.models import Person
from erm.schema.ids import from_global
from tests.cast import Cast
from tests.feedback.cycles import rows
from tests.feedback.cycles.attacker import Attacker
from tests.feedback.cycles.packet_api import ONE, participant_id
from tests.feedback.cycles.rows import Round

Truth = dict[tuple[str, int], Mapping[UUID, Answer]]
PROGRESS = "query ($id: ID!) { cycleParticipant(id: $id) { reviewCounts { submitted } } }"


def published(result: Mapping[str, Any]) -> dict[str, Any]:
    """What the API answers, in the words in which the attacker reads."""
    return {
        "raters": result["raters"],
        "minimum": result["minimum"],
        "questions": [
            {
                "question_id": str(from_global(one["question"]["id"], "CycleQuestion")),
                "answered": one["answered"],
                "cannot_judge": one["cannotJudge"],
                "mean": None if one["mean"] is None else round(one["mean"] * 10),
                "bound": one["bound"].lower(),
                "bands": [[band["from"], band["to"], band["count"]] for band in one["bands"]],
                "choices": [
                    [choice["option"]["value"], choice["count"], choice["bound"].lower()]
                    for choice in one["choices"]
                ],
            }
            for one in result["questions"]
        ],
    }


def answer(kind: QuestionKind, luck: random.Random, mood: int) -> Answer:
    if luck.random() < 0.1:
        return Answer(cannot_judge=True)
    value = mood if luck.random() < 0.8 else luck.randint(1, 5)
    if kind is QuestionKind.MULTIPLE_CHOICE:
        return Answer(values=tuple(sorted({value, luck.randint(1, 5)})))
    return Answer(text="words") if kind is QuestionKind.TEXT else Answer(value=value)


async def asked_in(round_: Round) -> list[Asked]:
    return [asked_of(row) for row in await CycleQuestion.filter(cycle_id=round_.id)]


async def written(
    round_: Round,
    about: CycleParticipant,
    raters: Sequence[Person],
    perspective: Perspective,
    luck: random.Random,
) -> list[Mapping[UUID, Answer]]:
    """A group that mostly thinks the same; the last of the peers is late, and goes in nowhere."""
    mood, found = luck.choice((1, 3, 5)), []
    for number, rater in enumerate(raters):
        answers = {one.id: answer(one.kind, luck, mood) for one in await asked_in(round_)}
        late = perspective is Perspective.PEER and number == len(raters) - 1
        state = ReviewState.STARTED if late else ReviewState.SUBMITTED
        await rows.review(about, rater, perspective, state=state, answers=answers)
        if not late:
            found.append(answers)
    return found


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
@pytest.mark.parametrize("seed", range(4))
async def test_the_subjects_own_packets_narrow_no_rating(
    cast: Cast, api: Callable[..., Any], bus: Bus, seed: int
) -> None:
    luck = random.Random(seed)
    attacker, truth = Attacker(), Truth()
    raters = await cast.crowd(11)
    for cycle in range(2):
        round_ = await rows.cycle(cast.hana, name=f"Cycle {cycle}", state=CycleState.PACKETS)
        for position, kind in enumerate(
            (QuestionKind.SINGLE_CHOICE, QuestionKind.MULTIPLE_CHOICE, QuestionKind.RATING), 3
        ):
            await rows.question(round_.cycle, f"Question {position}", kind=kind, position=position)
        ann = await rows.participant(round_, cast.ann, manager=cast.mo)
        groups = {
            Perspective.PEER: await written(
                round_, ann, raters[cycle : cycle + 6 + seed % 2], Perspective.PEER, luck
            ),
            Perspective.UPWARD: await written(
                round_, ann, raters[9 : 11 - cycle], Perspective.UPWARD, luck
            ),
        }
        subject = api(cast.ann)
        assert (await subject.run(PROGRESS, participant_id(ann)))["cycleParticipant"] == {
            "reviewCounts": None
        }
        assert await close_due_participants(round_.id, moment=now()) == 1
        await rows.do(bus, release_packets, cast.actor(cast.mo), packet_ids=[ann.id])
        packet = (await subject.run(ONE, participant_id(ann)))["packet"]
        for result in packet["results"]:
            kind = Perspective(result["perspective"].lower())
            if not result["anonymous"]:
                continue
            name, group = f"{cycle} {kind}", groups.get(kind, [])
            attacker.learn(name, range(len(group)), published(result), await asked_in(round_))
            truth |= {(name, number): answers for number, answers in enumerate(group)}
        # Whoever comes too late changes no version of it.
        late = await Review.filter(cycle_id=round_.id, state=ReviewState.MISSED).first()
        assert late is not None
        await Review.filter(id=late.id).update(state=ReviewState.SUBMITTED)
        await close_all_due(moment=rows.noon(today() + timedelta(days=60)))
        assert (await subject.run(ONE, participant_id(ann)))["packet"] == packet
    assert len(attacker.ratings) >= 40
    assert attacker.believes(truth)
    assert attacker.narrowed(random.Random(seed)) == set()
