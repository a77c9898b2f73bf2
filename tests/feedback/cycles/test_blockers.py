"""What HR is told before a step."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from erm.core import clock
from erm.core.clock import now, today
from erm.feedback.cycles.models import Cycle
from erm.feedback.cycles.queries.blockers import CycleBlockerKind as Kind
from erm.feedback.cycles.queries.oversight import BlockerView, blockers
from erm.feedback.cycles.rules import CycleState, PacketState, Perspective, ReviewState
from erm.people.models import Person
from tests.cast import Cast
from tests.feedback.cycles import rows


async def told(
    cast: Cast, round_: rows.Round, who: Person | None = None
) -> dict[Kind, BlockerView]:
    """What somebody is told, HR unless named; weekends left out, for they depend on the day."""
    found = await blockers(cast.actor(who or cast.hana), round_.id)
    return {view.kind: view for view in found if view.kind is not Kind.WEEKEND_DEADLINE}


async def test_a_draft_for_nobody_without_questions_is_stopped(cast: Cast) -> None:
    draft = await rows.cycle(cast.hana, state=CycleState.DRAFT, questions=False)
    await Cycle.filter(id=draft.id).update(audience=rows.Audience().to_json())
    found = await told(cast, draft)
    assert set(found) == {Kind.NO_PARTICIPANTS, Kind.NO_QUESTIONS}
    assert all(view.stops for view in found.values())
    assert found[Kind.NO_QUESTIONS].count == 5


async def test_a_draft_is_looked_through_for_managers_and_reports(cast: Cast) -> None:
    draft = await rows.cycle(cast.hana, state=CycleState.DRAFT)
    found = await told(cast, draft)
    assert found[Kind.PERSON_WITHOUT_MANAGER].people == (cast.zed.id,)
    assert set(found[Kind.TOO_FEW_UPWARD].people) == {cast.mo.id, cast.max.id}
    assert found[Kind.TOO_FEW_UPWARD].text == (
        "2 people have fewer reports than the minimum: nothing of them will be shown."
    )
    assert not any(view.stops for view in found.values())


async def test_while_raters_are_chosen_it_says_whose_choice_is_missing(cast: Cast) -> None:
    round_ = await rows.cycle(cast.hana, state=CycleState.NOMINATION, load_limit=1)
    ann = await rows.participant(round_, cast.ann, manager=cast.mo)
    bo = await rows.participant(round_, cast.bo, manager=cast.mo, approved_at=now())
    for person in (cast.cy, cast.max, cast.old):
        await rows.review(bo, person)
    await rows.review(ann, cast.cy)
    found = await told(cast, round_)
    assert found[Kind.NOMINATIONS_WAITING].people == (cast.ann.id,)
    assert found[Kind.TOO_FEW_PEERS].people == (cast.ann.id,)
    assert found[Kind.RATER_OVERLOADED].people == (cast.cy.id,)


async def test_a_load_does_not_fall_when_somebody_submits(cast: Cast) -> None:
    round_ = await rows.cycle(cast.hana, load_limit=1)
    ann = await rows.participant(round_, cast.ann, manager=cast.mo)
    bo = await rows.participant(round_, cast.bo, manager=cast.mo)
    await rows.review(ann, cast.cy, state=ReviewState.SUBMITTED)
    await rows.review(bo, cast.cy, state=ReviewState.SUBMITTED)
    assert (await told(cast, round_))[Kind.RATER_OVERLOADED].people == (cast.cy.id,)


async def test_open_reviews_are_counted_but_those_about_who_looks(cast: Cast) -> None:
    round_ = await rows.cycle(cast.hana, calibrates=True)
    ann = await rows.participant(round_, cast.ann, manager=cast.mo)
    hana = await rows.participant(round_, cast.hana, manager=cast.zed)
    await rows.review(ann, cast.mo, Perspective.MANAGER)
    await rows.review(ann, await rows.guest(round_), Perspective.EXTERNAL)
    await rows.review(hana, cast.cy)
    found = await told(cast, round_)
    assert found[Kind.REVIEWS_OPEN].count == 2, "Hana sees nothing of who owes one about her"
    assert found[Kind.REVIEWS_OPEN].people == (cast.mo.id,)
    assert found[Kind.NO_CALIBRATION_SESSION].count == 1


async def test_packets_wait_for_results_and_summaries(cast: Cast) -> None:
    round_ = await rows.cycle(cast.hana, state=CycleState.PACKETS)
    await rows.participant(round_, cast.ann, packet=PacketState.PREPARING)
    await rows.participant(round_, cast.bo)
    found = await told(cast, round_)
    assert found[Kind.REVIEWS_OPEN].stops
    assert found[Kind.REVIEWS_OPEN].people == (cast.bo.id,)
    assert found[Kind.SUMMARIES_MISSING].people == (cast.ann.id,)


async def test_last_days_on_a_weekend_are_told_of(cast: Cast) -> None:
    saturday = date(2026, 12, 5)
    with clock.at(rows.noon(saturday - timedelta(days=5))):
        round_ = await rows.cycle(cast.hana, writing_until=saturday, state=CycleState.WRITING)
        found = await blockers(cast.actor(cast.hana), round_.id)
    (view,) = [each for each in found if each.kind is Kind.WEEKEND_DEADLINE]
    assert view.count == 3, "writing, packets and acknowledgement all end on a Saturday"


@pytest.mark.parametrize("who", ["ann", "mo", "ada"])
async def test_nobody_but_hr_is_told(cast: Cast, who: str) -> None:
    round_ = await rows.cycle(cast.hana)
    await rows.participant(round_, cast.ann, manager=cast.mo)
    assert await told(cast, round_, getattr(cast, who)) == {}
    assert today() <= round_.cycle.writing_until
