"""Elsewhere the subject opened each rater's answers by asking for them by their id."""

from __future__ import annotations

from typing import Any

import pytest

from erm.feedback.cycles.answers import Answer
from erm.feedback.cycles.models import CycleParticipant
from erm.feedback.cycles.rules import CycleState, PacketState, Perspective, ReviewState
from erm.schema.ids import to_global
from tests.cast import Cast
from tests.feedback.cycles import rows

READ = """query($review: ID!, $nominated: ID!) {
  review(id: $review) { id answers { text } versions { number } }
  node(id: $review) { id ... on Review { answers { text } } }
  nominated: node(id: $nominated) { id ... on NominatedReview { state rater { name } } }
}"""
SECRET = "Said to nobody else."


@pytest.mark.parametrize("released", [False, True])
@pytest.mark.parametrize("anonymous", [(), (Perspective.PEER, Perspective.UPWARD)])
async def test_nobody_but_its_rater_opens_a_review(
    cast: Cast, api: Any, released: bool, anonymous: tuple[Perspective, ...]
) -> None:
    state = CycleState.ACKNOWLEDGEMENT if released else CycleState.WRITING
    round_ = await rows.cycle(cast.hana, state=state, anonymous=anonymous)
    packet = PacketState.RELEASED if released else PacketState.WAITING
    ann = await rows.participant(round_, cast.ann, manager=cast.mo, packet=packet)
    answers = {round_.text.id: Answer(text=SECRET)}
    for rater, perspective in ((cast.bo, Perspective.PEER), (cast.cy, Perspective.UPWARD)):
        review = await rows.review(
            ann, rater, perspective, state=ReviewState.SUBMITTED, answers=answers
        )
        ids = {
            "review": to_global("Review", review.id),
            "nominated": to_global("NominatedReview", review.id),
        }
        for person in cast.people:
            if person.left_on is not None:
                continue
            response = await api(person).post(READ, ids)
            data = response.json()["data"]
            if person is rater:
                assert data["review"]["answers"] == [{"text": SECRET}]
                continue
            assert SECRET not in response.text
            assert data["review"] is None
            assert data["node"] is None
            chosen = data["nominated"]
            assert chosen is None or perspective is Perspective.PEER
            if chosen is not None:
                assert chosen["state"] == ("ASSIGNED" if anonymous else "SUBMITTED")
    assert await CycleParticipant.filter(id=ann.id).exists()
