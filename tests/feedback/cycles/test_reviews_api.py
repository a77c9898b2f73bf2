"""Choosing raters and writing through the API: what the schema adds to the commands."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from erm.core.clock import now, today
from erm.core.ids import new_id
from erm.development.models import DevelopmentPlan, Goal
from erm.development.rules import GoalStatus, PlanState
from erm.feedback.cycles.answers import Answer
from erm.feedback.cycles.models import Review
from erm.feedback.cycles.rules import (
    CycleState,
    Nominator,
    Perspective,
    QuestionKind,
    ReviewState,
)
from erm.people.models import Person
from erm.relationships.models import Touchpoint
from erm.relationships.rules import TouchpointKind, pair_of
from erm.schema.ids import to_global
from tests.cast import Cast
from tests.database import query_count
from tests.feedback.cycles import rows

LIST = """query($id: ID!) { cycleParticipant(id: $id) { nominations {
  nominator { name } delegatedTo { name } cap minimum canNominate canApprove canDelegate
  reviews { id state load overloaded rater { name } guestName guestEmail canUndo }
  suggestions { person { name } reason load overloaded } } } }"""
FORM = """query($id: ID!) { review(id: $id) { version goals { id title } questions { id kind }
  answers { questionId goalResults { goalId title value } } } }"""
SAVE = """mutation($input: SaveReviewInput!) { saveReview(input: $input) {
  ... on SaveReviewSuccess { review { version answers { goalResults { title value } } } }
  ... on Refusal { kind code field } } }"""
UNDO = """mutation($input: UndoNominationRefusalInput!) { undoNominationRefusal(input: $input) {
  ... on UndoNominationRefusalSuccess { review { state canUndo } } ... on Refusal { code } } }"""
OWED = """{ viewer { reviewsToWrite { count minutes reviews { id cycle { name } subject { name }
  questions { id text } answers { questionId } terms goals { id } versions { number } } }
  reviewsWritten { totalCount edges { node { id cycle { name } } } }
  cycleTasks { kind count cycle { name } participant { person { name } } } } }"""


async def goal(person: Person, author: Person, *, state: PlanState, title: str) -> Goal:
    plan = await DevelopmentPlan.create(
        person_id=person.id,
        author_id=author.id,
        title="Plan",
        focus="",
        starts_on=today() - timedelta(days=90),
        ends_on=today() + timedelta(days=90),
        state=state,
        proposed_at=None if state is PlanState.DRAFT else now(),
        last_activity_at=now(),
        created_at=now(),
    )
    return await Goal.create(
        plan_id=plan.id, person_id=person.id, author_id=author.id, title=title, position=1,
        progress=50, status=GoalStatus.ON_TRACK,
        created_at=now(),
    )  # fmt: skip


async def test_a_rater_rates_the_goals_that_they_read_and_no_others(cast: Cast, api: Any) -> None:
    round_ = await rows.cycle(cast.hana)
    asked = await rows.question(round_.cycle, "Goals", kind=QuestionKind.GOAL_RESULT)
    ann = await rows.participant(round_, cast.ann, manager=cast.mo)
    active = await goal(cast.ann, cast.ann, state=PlanState.ACTIVE, title="Learn Rust")
    await goal(cast.ann, cast.ann, state=PlanState.DRAFT, title="Leave the team")
    by_mo = await rows.review(ann, cast.mo, Perspective.MANAGER)
    by_bo = await rows.review(ann, cast.bo)
    found = (await api(cast.mo).run(FORM, {"id": to_global("Review", by_mo.id)}))["review"]
    assert [each["title"] for each in found["goals"]] == ["Learn Rust"]
    peer = (await api(cast.bo).run(FORM, {"id": to_global("Review", by_bo.id)}))["review"]
    assert peer["goals"] == []

    def given(review: Review, goal_id: Any) -> dict[str, Any]:
        answer = {
            "questionId": to_global("CycleQuestion", asked.id),
            "goalResults": [{"goalId": to_global("Goal", goal_id), "value": 4}],
        }
        return {
            "input": {
                "reviewId": to_global("Review", review.id), "version": 1, "answers": [answer],
            }
        }  # fmt: skip

    before = await rows.everything()
    for person, review, key in (
        (cast.bo, by_bo, active.id),
        (cast.mo, by_mo, new_id()),
    ):
        refusal = (await api(person).run(SAVE, given(review, key)))["saveReview"]
        assert refusal["code"] == "ANSWER_GOAL_UNKNOWN"
    assert await rows.everything() == before
    saved = (await api(cast.mo).run(SAVE, given(by_mo, active.id)))["saveReview"]["review"]
    assert saved["answers"] == [{"goalResults": [{"title": "Learn Rust", "value": 4}]}]


async def test_one_s_own_suggestions_come_from_one_s_own_contacts(cast: Cast, api: Any) -> None:
    round_ = await rows.cycle(
        cast.hana, state=CycleState.NOMINATION, writing_until=today() + timedelta(days=14),
        load_limit=1,
    )  # fmt: skip
    ann = await rows.participant(round_, cast.ann, manager=cast.mo)
    cy = await rows.participant(round_, cast.cy, manager=cast.max)
    await rows.review(cy, cast.max)
    for other, count in ((cast.max, 3), (cast.mo, 9), (cast.dee, 9)):
        for _ in range(count):
            low, high = pair_of(cast.ann.id, other.id)
            _ = await Touchpoint.create(
                kind=TouchpointKind.KUDOS_GIVEN, source_id=new_id(), subject_id=new_id(), low_id=low, high_id=high,
                by_id=other.id, occurred_at=now() - timedelta(days=3),
            )  # fmt: skip
    listed = {"id": to_global("CycleParticipant", ann.id)}
    mine = (await api(cast.ann).run(LIST, listed))["cycleParticipant"]["nominations"]
    first = mine["suggestions"][0]
    assert first["person"]["name"] == "Max Test"
    assert first["reason"] == "3 contacts with them in the last 90 days"
    assert (first["load"], first["overloaded"]) == (1, True)
    names = [each["person"]["name"] for each in mine["suggestions"]]
    # Not her manager, who reviews her anyway, nor who has left; Bo has the same manager.
    assert names[1] == "Bo Test"
    assert not {"Mo Test", "Dee Test", "Ann Test"} & set(names)
    # Nobody else is told of her contacts, and who may not choose is suggested nobody.
    for person in (cast.mo, cast.hana):
        seen = (await api(person).run(LIST, listed))["cycleParticipant"]["nominations"]
        assert seen["suggestions"] == []
    assert (await api(cast.bo).run(LIST, listed))["cycleParticipant"] is None


async def test_a_manager_is_suggested_whom_the_directory_tells(cast: Cast, api: Any) -> None:
    round_ = await rows.cycle(
        cast.hana, state=CycleState.NOMINATION, writing_until=today() + timedelta(days=14),
        nominator=Nominator.MANAGER,
    )  # fmt: skip
    ann = await rows.participant(round_, cast.ann, manager=cast.mo)
    low, high = pair_of(cast.ann.id, cast.max.id)
    _ = await Touchpoint.create(
        kind=TouchpointKind.KUDOS_GIVEN, source_id=new_id(), subject_id=new_id(), low_id=low, high_id=high,
        by_id=cast.max.id, occurred_at=now(),
    )  # fmt: skip
    listed = {"id": to_global("CycleParticipant", ann.id)}
    seen = (await api(cast.mo).run(LIST, listed))["cycleParticipant"]["nominations"]
    found = {each["person"]["name"]: each["reason"] for each in seen["suggestions"]}
    assert found["Bo Test"] == "Has the same manager"
    assert "Max Test" not in found


async def test_who_declined_takes_it_back_by_their_review(cast: Cast, api: Any) -> None:
    round_ = await rows.cycle(cast.hana)
    ann = await rows.participant(round_, cast.ann, manager=cast.mo)
    review = await rows.review(ann, cast.bo, state=ReviewState.DECLINED, reason="Away")
    given = {"input": {"reviewId": to_global("Review", review.id)}}
    refused = (await api(cast.cy).run(UNDO, given))["undoNominationRefusal"]
    assert refused == {"code": "NOMINATION_NOT_FOUND"}
    done = (await api(cast.bo).run(UNDO, given))["undoNominationRefusal"]
    assert done == {"review": {"state": "ASSIGNED", "canUndo": False}}


@pytest.mark.parametrize("count", [1, 20, 200])
async def test_what_one_owes_costs_the_same_whatever_its_length(
    cast: Cast, api: Any, count: int
) -> None:
    round_ = await rows.cycle(cast.hana)
    for about in await rows.participants(round_, await cast.crowd(count), manager=cast.mo):
        answers = {round_.rating.id: Answer(value=3)}
        await rows.review(about, cast.bo, answers=answers, state=ReviewState.STARTED)
        await rows.review(about, cast.cy, answers=answers, state=ReviewState.SUBMITTED)
    browser = api(cast.bo)
    await browser.run("{ viewer { locale } }")
    with query_count() as queries:
        viewer = (await browser.run(OWED))["viewer"]
    assert viewer["reviewsToWrite"]["count"] == count
    assert len(viewer["reviewsToWrite"]["reviews"]) == count
    assert queries.count == 23
