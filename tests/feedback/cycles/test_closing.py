"""Results are made once, and what was promised to be destroyed is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from erm.audit.models import AuditEntry
from erm.audit.rules import Action
from erm.core.clock import now, today
from erm.core.events import Bus
from erm.feedback.cycles.answers import Answer, answers_to_json
from erm.feedback.cycles.commands.closing import (
    BATCH,
    close_all_due,
    close_due_participants,
    forget_destroyed,
)
from erm.feedback.cycles.models import (
    CycleParticipant,
    CycleResult,
    Review,
    ReviewVersion,
)
from erm.feedback.cycles.results import PerspectiveResult, from_json
from erm.feedback.cycles.rules import (
    CycleState,
    PacketState,
    ParticipantState,
    Perspective,
    ReviewState,
)
from erm.feedback.sealed import open_json, seal_json
from erm.people.models import Person
from tests.cast import Cast
from tests.conftest import query_count
from tests.feedback.cycles import rows
from tests.feedback.cycles.rows import Round

PEER, UPWARD, SELF, MANAGER = (
    Perspective.PEER,
    Perspective.UPWARD,
    Perspective.SELF,
    Perspective.MANAGER,
)


def after(round_: Round, days: int = 1) -> datetime:
    return rows.noon(round_.cycle.writing_until + timedelta(days=days))


async def result(participant: CycleParticipant, perspective: Perspective) -> PerspectiveResult:
    row = await CycleResult.get(participant_id=participant.id, perspective=perspective)
    assert row.content_sealed is not None
    return from_json(
        open_json(row.content_sealed, table="cycle_result", column="content_sealed", row_id=row.id)
    )


async def submit(
    round_: Round,
    about: CycleParticipant,
    raters: Sequence[Person],
    perspective: Perspective = PEER,
    *,
    ratings: Sequence[int] = (2, 3, 4, 5, 3),
    words: str = "words",
) -> list[Review]:
    made = []
    for number, rater in enumerate(raters):
        answers = {
            round_.rating.id: Answer(value=ratings[number % len(ratings)]),
            round_.text.id: Answer(text=f"{words} {number}"),
        }
        row = await rows.review(
            about, rater, perspective, state=ReviewState.SUBMITTED, answers=answers, version=7
        )
        made.append(row)
        _ = await ReviewVersion.create(
            review_id=row.id,
            number=1,
            answers_sealed=seal_json(
                answers_to_json(answers),
                table="review_version",
                column="answers_sealed",
                row_id=row.id,
            ),
            created_at=now(),
        )
    return made


@pytest.fixture
async def round_(cast: Cast) -> Round:
    return await rows.cycle(cast.hana)


# ---- when


async def test_nothing_is_made_while_everybody_may_write(cast: Cast, round_: Round) -> None:
    ann = await rows.participant(round_, cast.ann, manager=cast.mo)
    await submit(round_, ann, [cast.bo, cast.cy, cast.max])
    assert await close_due_participants(round_.id, moment=rows.noon(today())) == 0
    assert await CycleResult.all().count() == 0
    assert (await CycleParticipant.get(id=ann.id)).packet is PacketState.WAITING


async def test_results_are_made_when_the_last_day_is_over(cast: Cast, round_: Round) -> None:
    ann = await rows.participant(round_, cast.ann, manager=cast.mo)
    await submit(round_, ann, [cast.bo, cast.cy, cast.max])
    moment = after(round_)
    assert await close_due_participants(round_.id, moment=moment) == 1
    row = await CycleParticipant.get(id=ann.id)
    assert (row.packet, row.results_at) == (PacketState.PREPARING, moment)
    found = await result(ann, PEER)
    assert (found.raters, found.questions[0].mean) == (3, 30)


async def test_a_second_run_changes_nothing(cast: Cast, round_: Round) -> None:
    ann = await rows.participant(round_, cast.ann, manager=cast.mo)
    await submit(round_, ann, [cast.bo, cast.cy, cast.max])
    await close_due_participants(round_.id, moment=after(round_))
    before = await rows.everything()
    assert await close_due_participants(round_.id, moment=after(round_, 5)) == 0
    assert await close_all_due(moment=after(round_, 5)) == 0
    assert await rows.everything() == before


async def test_an_extension_of_somebody_who_owes_a_review_is_waited_for(
    cast: Cast, round_: Round
) -> None:
    ann = await rows.participant(round_, cast.ann, manager=cast.mo)
    bo = await rows.participant(round_, cast.bo, manager=cast.mo)
    await submit(round_, ann, [cast.max, cast.cy, cast.old])
    await rows.review(ann, cast.bo)
    await rows.review(bo, cast.max)
    until = round_.cycle.writing_until + timedelta(days=3)
    await rows.extension(round_, cast.bo, until)
    assert await close_due_participants(round_.id, moment=after(round_)) == 1
    assert (await CycleParticipant.get(id=ann.id)).results_at is None
    assert (await CycleParticipant.get(id=bo.id)).results_at is not None
    assert await close_due_participants(round_.id, moment=after(round_, 4)) == 1
    assert (await CycleParticipant.get(id=ann.id)).results_at is not None


async def test_an_extension_of_somebody_who_has_submitted_keeps_nobody_waiting(
    cast: Cast, round_: Round
) -> None:
    ann = await rows.participant(round_, cast.ann, manager=cast.mo)
    await submit(round_, ann, [cast.max, cast.cy, cast.bo])
    await rows.extension(round_, cast.bo, round_.cycle.writing_until + timedelta(days=3))
    assert await close_due_participants(round_.id, moment=after(round_)) == 1


async def test_a_cycle_that_was_moved_on_closes_all_who_have_no_more_time(cast: Cast) -> None:
    round_ = await rows.cycle(cast.hana, state=CycleState.PACKETS)
    ann = await rows.participant(round_, cast.ann, manager=cast.mo)
    bo = await rows.participant(round_, cast.bo, manager=cast.mo)
    await rows.review(ann, cast.cy)
    await rows.review(bo, cast.max)
    await rows.extension(round_, cast.max, round_.cycle.writing_until + timedelta(days=3))
    assert await close_due_participants(round_.id, moment=rows.noon(today())) == 1
    assert (await CycleParticipant.get(id=bo.id)).results_at is None
    assert await close_due_participants(round_.id, moment=after(round_, 4)) == 1


@pytest.mark.parametrize("state", [CycleState.DRAFT, CycleState.NOMINATION])
async def test_a_cycle_that_does_not_write_yet_is_left_alone(cast: Cast, state: CycleState) -> None:
    round_ = await rows.cycle(cast.hana, state=state)
    await rows.participant(round_, cast.ann, manager=cast.mo)
    assert await close_due_participants(round_.id, moment=after(round_)) == 0
    assert await close_due_participants(UUID(int=4), moment=after(round_)) == 0


# ---- what


async def test_what_was_not_submitted_is_missed_and_goes_in_nowhere(
    cast: Cast, round_: Round
) -> None:
    ann = await rows.participant(round_, cast.ann, manager=cast.mo)
    await submit(round_, ann, [cast.bo, cast.cy, cast.max])
    draft = await rows.review(
        ann, cast.old, state=ReviewState.STARTED, answers={round_.rating.id: Answer(value=1)}
    )
    named = await rows.review(
        ann,
        cast.mo,
        MANAGER,
        state=ReviewState.STARTED,
        answers={round_.rating.id: Answer(value=1)},
    )
    declined = await rows.review(ann, cast.zed, state=ReviewState.DECLINED)
    await close_due_participants(round_.id, moment=after(round_))
    assert (await result(ann, PEER)).raters == 3
    assert (await result(ann, MANAGER)).raters == 0
    states = {row.id: row.state for row in await Review.all()}
    assert states[draft.id] is states[named.id] is ReviewState.MISSED
    assert states[declined.id] is ReviewState.DECLINED


async def test_a_perspective_below_its_minimum_leaves_no_number(cast: Cast, round_: Round) -> None:
    ann = await rows.participant(round_, cast.ann, manager=cast.mo)
    await submit(round_, ann, [cast.bo, cast.cy])
    await close_due_participants(round_.id, moment=after(round_))
    row = await CycleResult.get(participant_id=ann.id, perspective=PEER)
    empty = await CycleResult.get(participant_id=ann.id, perspective=UPWARD)
    assert (row.raters, row.content_sealed) == (empty.raters, empty.content_sealed) == (None, None)


async def test_anonymous_answers_times_and_versions_are_gone_and_named_ones_stay(
    cast: Cast, round_: Round
) -> None:
    ann = await rows.participant(round_, cast.ann, manager=cast.mo)
    peers = await submit(round_, ann, [cast.bo, cast.cy, cast.max])
    draft = await rows.review(
        ann, cast.old, state=ReviewState.STARTED, answers={round_.rating.id: Answer(value=1)}
    )
    (named,) = await submit(round_, ann, [cast.mo], MANAGER)
    await close_due_participants(round_.id, moment=after(round_))
    for key in (*(row.id for row in peers), draft.id):
        row = await Review.get(id=key)
        wiped = (row.answers_sealed, row.saved_at, row.submitted_at, row.answered, row.version)
        assert wiped == (None, None, None, 0, 0)
    assert (await Review.get(id=named.id)).answers_sealed == named.answers_sealed
    assert [row.review_id for row in await ReviewVersion.all()] == [named.id]
    found = await result(ann, MANAGER)
    assert found.reviews[0].rater_id == cast.mo.id
    assert found.reviews[0].answers[round_.rating.id] == Answer(value=2)


async def test_a_named_guest_is_called_by_name(cast: Cast) -> None:
    round_ = await rows.cycle(cast.hana)
    ann = await rows.participant(round_, cast.ann, manager=cast.mo)
    guest = await rows.guest(round_)
    answers = {round_.rating.id: Answer(value=4)}
    await rows.review(
        ann, guest, Perspective.EXTERNAL, state=ReviewState.SUBMITTED, answers=answers
    )
    await close_due_participants(round_.id, moment=after(round_))
    (found,) = (await result(ann, Perspective.EXTERNAL)).reviews
    assert (found.rater_id, found.guest_name) == (None, "Greta Guest")


@pytest.mark.parametrize("state", [ParticipantState.LEFT, ParticipantState.REMOVED])
async def test_of_who_left_no_results_are_made_and_nothing_anonymous_stays(
    cast: Cast, round_: Round, state: ParticipantState
) -> None:
    ann = await rows.participant(round_, cast.ann, manager=cast.mo, state=state)
    peers = await submit(round_, ann, [cast.bo, cast.cy, cast.max])
    assert await close_due_participants(round_.id, moment=after(round_)) == 0
    assert await CycleResult.all().count() == 0
    assert await Review.filter(answers_sealed__isnull=False).count() == 0
    assert {row.state for row in await Review.all()} == {ReviewState.SUBMITTED}
    assert await ReviewVersion.filter(review_id__in=[row.id for row in peers]).count() == 0


async def test_of_a_cancelled_cycle_nothing_anonymous_stays(cast: Cast) -> None:
    round_ = await rows.cycle(cast.hana, state=CycleState.CANCELLED)
    ann = await rows.participant(round_, cast.ann, manager=cast.mo)
    await submit(round_, ann, [cast.bo, cast.cy, cast.max])
    assert await close_all_due(moment=now()) == 0
    assert await Review.filter(answers_sealed__isnull=False).count() == 0
    assert await CycleResult.all().count() == 0


async def test_a_late_answer_finds_nothing_to_go_into(cast: Cast, round_: Round) -> None:
    """No version of a review that a browser may still hold is the one in the database."""
    ann = await rows.participant(round_, cast.ann, manager=cast.mo)
    (late, *_) = await submit(round_, ann, [cast.bo, cast.cy, cast.max])
    await close_due_participants(round_.id, moment=after(round_))
    before = await CycleResult.all().order_by("id").values()
    changed = await Review.filter(id=late.id, version__gte=1).update(answers_sealed=b"late")
    assert changed == 0
    await close_all_due(moment=after(round_, 9))
    assert await CycleResult.all().order_by("id").values() == before


async def test_that_results_were_made_is_noted_without_who(cast: Cast, round_: Round) -> None:
    ann = await rows.participant(round_, cast.ann, manager=cast.mo)
    await submit(round_, ann, [cast.bo, cast.cy, cast.max])
    await close_due_participants(round_.id, moment=after(round_))
    (entry,) = await AuditEntry.filter(action=Action.CYCLE_RESULTS_MADE)
    assert (entry.actor_id, entry.subject_id, entry.details) == (
        None,
        round_.id,
        '{"participants": 1}',
    )


# ---- at what cost


async def test_the_number_of_statements_does_not_depend_on_how_many_take_part(cast: Cast) -> None:
    counts = []
    crowd = await cast.crowd(200)
    for size in (1, 20, 200):
        round_ = await rows.cycle(cast.hana, name=f"{size}")
        for participant in await rows.participants(round_, crowd[:size], manager=cast.mo):
            await submit(round_, participant, [cast.bo, cast.cy, cast.max])
        with query_count() as queries:
            assert await close_due_participants(round_.id, moment=after(round_)) == size
        counts.append(queries.count)
    assert counts[0] == counts[1] == counts[2], counts
    assert counts[0] < 25


async def test_more_than_one_batch_is_closed_to_the_end(
    cast: Cast, round_: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("erm.feedback.cycles.commands.closing.BATCH", 4)
    people = await cast.crowd(11)
    await rows.participants(round_, people, manager=cast.mo)
    assert await close_due_participants(round_.id, moment=after(round_)) == 11
    assert await CycleParticipant.filter(results_at__isnull=True).count() == 0
    assert BATCH == 500


async def test_what_was_destroyed_with_a_step_of_hr_is_forgotten_by_the_worker(
    cast: Cast, round_: Round, bus: Bus
) -> None:
    ann = await rows.participant(round_, cast.ann, manager=cast.mo)
    await submit(round_, ann, [cast.bo, cast.cy, cast.max])
    await rows.do(bus, close_due_participants, round_.id, moment=after(round_))
    assert await forget_destroyed(), "a transaction cannot do it"
    assert not await forget_destroyed(), "once is enough"
