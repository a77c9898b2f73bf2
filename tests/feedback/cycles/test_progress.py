"""HR's progress: counts by state, perspective and department, who owes how many, and for whose eyes."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest

from erm.core.clock import today
from erm.feedback.cycles.answers import Answer
from erm.feedback.cycles.models import CycleReminder
from erm.feedback.cycles.queries.progress import progress_of
from erm.feedback.cycles.rules import (
    CycleState,
    PacketState,
    ParticipantState,
    Perspective,
    ReviewState,
)
from erm.feedback.cycles.views.progress import DirectoryAsOf, ProgressView
from erm.people.models import Person
from tests.cast import Cast
from tests.conftest import query_count
from tests.feedback.cycles import rows

LAUNCH, NOW = DirectoryAsOf.LAUNCH, DirectoryAsOf.NOW


async def progress(
    cast: Cast, round_: rows.Round, who: Person | None = None, as_of: DirectoryAsOf = LAUNCH
) -> ProgressView:
    found = await progress_of(cast.actor(who or cast.hana), round_.id, as_of)
    assert found is not None
    return found


async def running(cast: Cast) -> rows.Round:
    """Ann and Bo of Engineering and Cy of Sales; some has been written."""
    round_ = await rows.cycle(cast.hana, load_limit=2)
    for person, manager, department in (
        (cast.ann, cast.mo, cast.engineering),
        (cast.bo, cast.mo, cast.engineering),
        (cast.cy, cast.max, cast.sales),
    ):
        row = await rows.participant(round_, person, manager=manager, department=department)
        await rows.review(row, person, Perspective.SELF)
        await rows.review(row, manager, Perspective.MANAGER)
    ann, bo = round_.participants[cast.ann.id], round_.participants[cast.bo.id]
    done = {"state": ReviewState.SUBMITTED, "answers": {round_.rating.id: Answer(value=3)}}
    await rows.review(ann, cast.zed, Perspective.PEER, **done)
    await rows.review(bo, cast.zed, Perspective.PEER, state=ReviewState.DECLINED)
    await rows.review(bo, cast.cy, Perspective.PEER, state=ReviewState.PROPOSED)
    return round_


@pytest.mark.parametrize("who", ["ann", "mo", "ada", "zed"])
async def test_progress_is_for_hr_alone(cast: Cast, who: str) -> None:
    round_ = await running(cast)
    for as_of in DirectoryAsOf:
        assert await progress_of(cast.actor(getattr(cast, who)), round_.id, as_of) is None


async def test_reviews_are_counted_by_state_and_perspective(cast: Cast) -> None:
    found = await progress(cast, await running(cast))
    assert (found.participants, found.reviews, found.submitted) == (3, 7, 1)
    assert found.by_state == {
        ReviewState.PROPOSED: 1,
        ReviewState.ASSIGNED: 6,
        ReviewState.SUBMITTED: 1,
        ReviewState.DECLINED: 1,
    }
    counts = {
        each.perspective: (each.asked, each.submitted, each.declined)
        for each in found.by_perspective
    }
    assert counts == {
        Perspective.SELF: (3, 0, 0),
        Perspective.MANAGER: (3, 0, 0),
        Perspective.PEER: (1, 1, 1),
        Perspective.UPWARD: (0, 0, 0),
        Perspective.EXTERNAL: (0, 0, 0),
    }
    assert found.packets == {PacketState.WAITING: 3}


async def test_who_owes_how_many_is_told_and_never_about_whom(cast: Cast) -> None:
    found = await progress(cast, await running(cast))
    owing = [(each.person_id, each.owed, each.submitted) for each in found.owing]
    assert owing[0] == (cast.mo.id, 2, 0)
    assert Counter(owed for _, owed, _ in owing) == {2: 1, 1: 4}
    assert cast.zed.id not in {person for person, _, _ in owing}
    assert not any("subject" in name or "participant" in name for name in found.owing[0].__slots__)


async def test_who_is_asked_for_too_much_is_told(cast: Cast) -> None:
    round_ = await running(cast)
    assert (await progress(cast, round_)).overloaded == ()
    another = await rows.cycle(cast.hana, name="Another")
    row = await rows.participant(another, cast.cy)
    await rows.review(row, cast.mo, Perspective.PEER)
    (mo,) = (await progress(cast, round_)).overloaded
    assert (mo.person_id, mo.owed) == (cast.mo.id, 2), "owed here; the limit is over all cycles"


async def test_reviews_about_who_has_left_are_not_counted(cast: Cast) -> None:
    round_ = await running(cast)
    await (
        round_.participants[cast.ann.id]
        .filter(person_id=cast.ann.id)
        .update(state=ParticipantState.LEFT)
    )
    found = await progress(cast, round_)
    assert (found.participants, found.reviews, found.submitted) == (2, 4, 0)
    assert (cast.mo.id, 1) in {(each.person_id, each.owed) for each in found.owing}


async def test_what_is_written_about_the_viewer_is_no_part_of_their_numbers(cast: Cast) -> None:
    round_ = await running(cast)
    row = await rows.participant(round_, cast.hana, department=cast.people_office)
    before = await progress(cast, round_)
    done = {"state": ReviewState.SUBMITTED, "answers": {round_.rating.id: Answer(value=1)}}
    await rows.review(row, cast.old, Perspective.PEER)
    await rows.review(row, cast.max, Perspective.PEER, **done)
    for as_of in DirectoryAsOf:
        found = await progress(cast, round_, as_of=as_of)
        assert (found.reviews, found.submitted) == (before.reviews, before.submitted)
        assert found.owing == before.owing
        assert found.by_perspective == before.by_perspective
        assert sum(each.asked for each in found.by_department) == before.reviews
    other = await cast.person("Hugo", roles=[*cast.roles[cast.hana.id]])
    assert (await progress(cast, round_, other)).reviews == before.reviews + 2


async def test_when_somebody_was_reminded_and_will_be_is_told(cast: Cast) -> None:
    round_ = await rows.cycle(
        cast.hana, nominates=False, writing_until=today() + timedelta(days=20)
    )
    row = await rows.participant(round_, cast.ann)
    await rows.review(row, cast.ann, Perspective.SELF)
    found = await progress(cast, round_)
    assert found.reminded_on is None
    assert found.next_reminder_on is not None
    assert 10 <= (found.next_reminder_on - today()).days <= 14, "half time, or after a weekend"
    last = today() - timedelta(days=1)
    _ = await CycleReminder.create(cycle_id=round_.id, person_id=cast.ann.id, count=2, last_on=last)
    found = await progress(cast, round_)
    assert found.reminded_on == last
    assert found.next_reminder_on is not None
    assert found.next_reminder_on >= last + timedelta(days=4)
    assert [(each.reminders, each.last_reminded_on) for each in found.owing] == [(2, last)]


@pytest.mark.parametrize("state", [CycleState.DRAFT, CycleState.CLOSED, CycleState.CANCELLED])
async def test_of_a_cycle_that_is_not_written_nobody_is_reminded(
    cast: Cast, state: CycleState
) -> None:
    round_ = await rows.cycle(cast.hana, state=state)
    row = await rows.participant(round_, cast.ann)
    await rows.review(row, cast.ann, Perspective.SELF)
    assert (await progress(cast, round_)).next_reminder_on is None


async def test_twenty_thousand_would_cost_as_many_queries_as_one(cast: Cast) -> None:
    counts = []
    for size in (1, 20, 200):
        round_ = await rows.cycle(cast.hana)
        people = await cast.crowd(size, department=cast.sales)
        for row in await rows.participants(round_, people):
            await rows.review(
                row, next(p for p in people if p.id == row.person_id), Perspective.SELF
            )
        with query_count() as queries:
            found = await progress(cast, round_, as_of=NOW)
        assert (found.participants, found.reviews, len(found.owing)) == (size, size, size)
        counts.append(queries.count)
    assert counts[0] == counts[1] == counts[2] <= 16
