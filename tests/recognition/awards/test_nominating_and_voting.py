"""Nominations, votes, conflicts of interest, and what nobody learns before the announcement."""

from __future__ import annotations

from typing import Any

import pytest

from erm.core.actor import SYSTEM, Role
from erm.core.clock import now
from erm.recognition.awards import queries
from erm.recognition.awards.commands.nominating import (
    nominate_for_award,
    withdraw_award_nomination,
)
from erm.recognition.awards.commands.voting import vote_for_award
from erm.recognition.awards.models import AwardNomination, AwardVote
from erm.recognition.awards.rules import AwardConflict
from erm.recognition.choices.models import RecognitionSettings
from erm.recognition.choices.rules import SETTINGS_ID
from tests.recognition.awards.builders import (
    ANNOUNCED,
    DECIDING,
    EVERYBODY,
    NOMINATING,
    VOTING,
    award,
    move,
    nomination,
    refused,
    value,
    vote,
)


async def readers(cast: Any, row: AwardNomination) -> set[str]:
    return {
        name
        for name in EVERYBODY
        if row.id in await queries.nominations_by_ids(cast.actor(getattr(cast, name)), [row.id])
    }


async def test_colleagues_nominate_once_for_each_and_change_their_words(cast, do) -> None:
    row = await award(cast.hana, cast.bo)
    held, other = await value(), await value("Courage")
    bo = cast.actor(cast.bo)
    given = {"award_id": row.id, "nominee_id": cast.ann.id}
    first = await do(
        nominate_for_award(bo, **given, company_value_id=held.id, reason=" For shop 14 ")
    )
    assert (first.reason, first.can_edit, first.version) == ("For shop 14", True, 1)
    again = await do(nominate_for_award(bo, **given, company_value_id=other.id, reason="More"))
    assert (again.id, again.company_value_id, again.version) == (first.id, other.id, 2)
    view = await do(withdraw_award_nomination(bo, nomination_id=first.id))
    assert view.own_nomination_ids == ()
    gone = withdraw_award_nomination(bo, nomination_id=first.id)
    await refused(do, "AWARD_NOMINATION_NOT_FOUND", gone)
    back = await do(nominate_for_award(bo, **given, company_value_id=held.id, reason="After all"))
    assert back.id == first.id


async def test_whom_nobody_may_nominate(cast, do) -> None:
    row = await award(cast.hana, cast.bo)
    held, retired = await value(), await value("Old", retired=True)
    await cast.grant(cast.ada, Role.HR)
    for nominee, code in (
        (cast.bo, "AWARD_NOMINEE_ONESELF"),
        (cast.hana, "AWARD_NOMINEE_ORGANISES"),
        (cast.ada, "AWARD_NOMINEE_ORGANISES"),
        (cast.dee, "PERSON_HAS_LEFT"),
    ):
        await refused(
            do,
            code,
            nominate_for_award(
                cast.actor(cast.bo),
                award_id=row.id,
                nominee_id=nominee.id,
                company_value_id=held.id,
                reason="Why",
            ),
        )
    given = {"award_id": row.id, "nominee_id": cast.ann.id}
    for held_id, reason, code in (
        (retired.id, "Why", "COMPANY_VALUE_RETIRED"),
        (row.id, "Why", "COMPANY_VALUE_UNKNOWN"),
        (held.id, " ", "TEXT_REQUIRED"),
        (held.id, "x" * 2_001, "TEXT_TOO_LONG"),
    ):
        await refused(
            do,
            code,
            nominate_for_award(
                cast.actor(cast.bo), **given, company_value_id=held_id, reason=reason
            ),
        )


async def test_words_that_the_company_warns_of_need_a_second_thought(cast, do) -> None:
    await RecognitionSettings.create(id=SETTINGS_ID, blocked_words=["dinosaur"], updated_at=now())
    row = await award(cast.hana, cast.bo)
    given: dict[str, Any] = {
        "award_id": row.id,
        "nominee_id": cast.ann.id,
        "company_value_id": (await value()).id,
        "reason": "A dinosaur",
    }
    bo = cast.actor(cast.bo)
    await refused(do, "TEXT_MAY_HURT", nominate_for_award(bo, **given))
    assert (await do(nominate_for_award(bo, **given, despite_warning=True))).reason == "A dinosaur"


@pytest.mark.parametrize("state", [VOTING, DECIDING, ANNOUNCED])
async def test_after_its_days_nobody_nominates_or_takes_back(cast, do, state) -> None:
    row = await award(cast.hana, cast.bo, state=state)
    held = await value()
    mine = await nomination(row, cast.ann, cast.cy, held)
    cy = cast.actor(cast.cy)
    for command in (
        nominate_for_award(
            cy, award_id=row.id, nominee_id=cast.mo.id, company_value_id=held.id, reason="Why"
        ),
        withdraw_award_nomination(cy, nomination_id=mine.id),
    ):
        await refused(do, "AWARD_NOT_IN_STATE", command)


async def test_who_reads_a_nomination_and_when(cast, do) -> None:
    """Its author; the jury once it votes; HR once it has; the nominee once it is announced."""
    row = await award(cast.hana, cast.bo, cast.zed)
    mine = await nomination(row, cast.ann, cast.cy, await value())
    for state, seen in (
        (NOMINATING, {"cy"}),
        (VOTING, {"cy", "bo", "zed"}),
        (DECIDING, {"cy", "bo", "zed", "hana"}),
        (ANNOUNCED, {"cy", "bo", "zed", "hana", "ann"}),
    ):
        await move(row, state)
        assert await readers(cast, mine) == seen, state
    await move(row, NOMINATING)
    for name in ("ann", "bo", "hana", "mo", "ada"):
        await refused(
            do,
            "AWARD_NOMINATION_NOT_FOUND",
            withdraw_award_nomination(cast.actor(getattr(cast, name)), nomination_id=mine.id),
        )
    await move(row, VOTING)
    await refused(
        do,
        "NOT_ALLOWED",
        withdraw_award_nomination(cast.actor(cast.bo), nomination_id=mine.id),
    )


async def test_a_nominee_learns_nothing_before_the_announcement_not_even_in_the_jury(
    cast, do
) -> None:
    row = await award(cast.hana, cast.ann, cast.cy, state=VOTING)
    held = await value()
    of_ann = await nomination(row, cast.ann, cast.bo, held)
    await nomination(row, cast.max, cast.bo, held)
    ann, cy = cast.actor(cast.ann), cast.actor(cast.cy)
    for state in (VOTING, DECIDING):
        await move(row, state)
        lines = (await queries.ballots_of(ann, [row.id]))[row.id]
        assert [line.nominee_id for line in lines] == [cast.max.id]
        view = (await queries.awards_by_ids(ann, [row.id]))[row.id]
        assert (view.nominee_count, view.nomination_of_viewer_ids) == (1, ())
        assert await queries.nominations_by_ids(ann, [of_ann.id]) == {}
        assert (await queries.awards_by_ids(cy, [row.id]))[row.id].nominee_count == 2
    await move(row, VOTING)
    # Whether they are nominated or not, the answer is the same.
    await refused(
        do,
        "CONFLICT_OF_INTEREST",
        vote_for_award(ann, award_id=row.id, nominee_id=cast.ann.id, score=5),
    )
    await refused(
        do,
        "CONFLICT_OF_INTEREST",
        vote_for_award(cy, award_id=row.id, nominee_id=cast.cy.id, score=5),
    )
    await move(row, ANNOUNCED)
    view = (await queries.awards_by_ids(ann, [row.id]))[row.id]
    assert view.nomination_of_viewer_ids == (of_ann.id,)
    lines = (await queries.ballots_of(ann, [row.id]))[row.id]
    assert {line.nominee_id: line.conflict for line in lines} == {
        cast.ann.id: AwardConflict.ONESELF,
        cast.max.id: None,
    }


async def test_a_juror_scores_changes_and_takes_back_and_nobody_else_votes(cast, do) -> None:
    row = await award(cast.hana, cast.cy, state=VOTING)
    await nomination(row, cast.ann, cast.bo, await value())
    given = {"award_id": row.id, "nominee_id": cast.ann.id}
    for name in ("bo", "hana", "mo", "ada", "ann"):
        actor = cast.actor(getattr(cast, name))
        await refused(do, "NOT_ALLOWED", vote_for_award(actor, **given, score=5))
    await refused(do, "AWARD_NOT_FOUND", vote_for_award(SYSTEM, **given, score=5))
    cy = cast.actor(cast.cy)
    for score in (0, 6, -1):
        await refused(do, "AWARD_SCORE_OUT_OF_RANGE", vote_for_award(cy, **given, score=score))
    for score in (5, 3):
        await do(vote_for_award(cy, **given, score=score))
        (line,) = (await queries.ballots_of(cy, [row.id]))[row.id]
        assert line.score == score
    assert await AwardVote.all().count() == 1
    await do(vote_for_award(cy, **given, score=None))
    assert not await AwardVote.all().exists()
    unknown = vote_for_award(cy, award_id=row.id, nominee_id=cast.old.id, score=3)
    await refused(do, "AWARD_NOMINEE_UNKNOWN", unknown)
    await cast.leave(cast.ann)
    await refused(do, "AWARD_NOMINEE_UNKNOWN", vote_for_award(cy, **given, score=3))
    for state in (NOMINATING, DECIDING, ANNOUNCED):
        await move(row, state)
        await refused(do, "AWARD_NOT_IN_STATE", vote_for_award(cy, **given, score=3))


async def test_a_juror_in_a_conflict_of_interest_is_refused_and_told_why(cast, do) -> None:
    row = await award(cast.hana, cast.ann, cast.mo, cast.cy, state=VOTING)
    held = await value()
    await nomination(row, cast.mo, cast.bo, held)
    await nomination(row, cast.bo, cast.cy, held)
    await nomination(row, cast.ann, cast.max, held)
    for juror, nominee, why in (
        (cast.ann, cast.mo, AwardConflict.MANAGER),
        (cast.mo, cast.ann, AwardConflict.REPORT),
        (cast.cy, cast.bo, AwardConflict.OWN_NOMINATION),
    ):
        actor = cast.actor(juror)
        await refused(
            do,
            "CONFLICT_OF_INTEREST",
            vote_for_award(actor, award_id=row.id, nominee_id=nominee.id, score=5),
        )
        lines = (await queries.ballots_of(actor, [row.id]))[row.id]
        assert {line.nominee_id: line.conflict for line in lines}[nominee.id] is why
    # It is the manager of the day of voting that counts: this vote was given before Ann came to Mo.
    await vote(row, cast.mo, cast.ann, 4)
    lines = (await queries.ballots_of(cast.actor(cast.mo), [row.id]))[row.id]
    assert {line.nominee_id: (line.score, line.conflict) for line in lines}[cast.ann.id] == (
        4,
        None,
    )
    await cast.change_manager(cast.ann, cast.max)
    await do(vote_for_award(cast.actor(cast.ann), award_id=row.id, nominee_id=cast.mo.id, score=4))


async def test_nobody_sees_a_result_before_the_jury_has_voted_and_then_only_hr(cast) -> None:
    row = await award(cast.hana, cast.bo, cast.cy, state=VOTING)
    await nomination(row, cast.ann, cast.max, await value())
    await vote(row, cast.bo, cast.ann, 5)
    for state, seen in (
        (NOMINATING, set()),
        (VOTING, set()),
        (DECIDING, {"hana"}),
        (ANNOUNCED, {"hana", "bo", "cy"}),
    ):
        await move(row, state)
        found = {
            name
            for name in EVERYBODY
            if row.id in await queries.results_of(cast.actor(getattr(cast, name)), [row.id])
        }
        assert found == seen, state
        ballots = {
            name
            for name in EVERYBODY
            if row.id in await queries.ballots_of(cast.actor(getattr(cast, name)), [row.id])
        }
        assert ballots == (set() if state is NOMINATING else {"bo", "cy"})


async def test_who_was_nominated_before_they_were_hr_sees_no_result_either(cast) -> None:
    row = await award(cast.hana, cast.bo, state=DECIDING)
    await nomination(row, cast.ann, cast.max, await value())
    await cast.grant(cast.ann, Role.HR)
    assert await queries.results_of(cast.actor(cast.ann), [row.id]) == {}
    view = (await queries.awards_by_ids(cast.actor(cast.ann), [row.id]))[row.id]
    assert (view.can_announce, view.nominee_count) == (False, 0)


async def test_the_result_is_the_mean_of_the_free_jurors_best_first(cast) -> None:
    row = await award(cast.hana, cast.ann, cast.bo, cast.cy, cast.max, state=DECIDING, winners=1)
    held = await value()
    await nomination(row, cast.zed, cast.old, held)
    await nomination(row, cast.mo, cast.old, held)
    await nomination(row, cast.old, cast.cy, held)
    # Max may not vote on Zed, his manager; Ann and Bo not on Mo; Cy not on whom he nominated.
    for juror, nominee, score in (
        (cast.ann, cast.zed, 5),
        (cast.bo, cast.zed, 4),
        (cast.cy, cast.zed, 4),
        (cast.cy, cast.mo, 5),
        (cast.ann, cast.old, 1),
        (cast.bo, cast.old, 2),
        (cast.max, cast.old, 2),
    ):
        await vote(row, juror, nominee, score)
    results = (await queries.results_of(cast.actor(cast.hana), [row.id]))[row.id]
    assert [(r.nominee_id, r.mean, r.votes, r.possible, r.winner) for r in results] == [
        (cast.zed.id, 4.33, 3, 3, True),
        (cast.old.id, 1.67, 3, 3, False),
        (cast.mo.id, 5.0, 1, 2, False),
    ]
    # A juror who left without voting cannot vote any more; a nominee who left is none.
    await cast.leave(cast.max)
    await cast.leave(cast.old)
    results = (await queries.results_of(cast.actor(cast.hana), [row.id]))[row.id]
    assert [(r.nominee_id, r.votes, r.possible, r.winner) for r in results] == [
        (cast.mo.id, 1, 1, True),
        (cast.zed.id, 3, 3, False),
    ]
