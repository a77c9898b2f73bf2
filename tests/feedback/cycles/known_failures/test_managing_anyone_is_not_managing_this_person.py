"""In others whoever manages somebody counted as the manager of everybody."""

from __future__ import annotations

from datetime import timedelta

from erm.core.events import Bus
from erm.core.paging import PageRequest
from erm.feedback.cycles import queries
from erm.feedback.cycles.commands.extensions import extend_cycle_deadline
from erm.feedback.cycles.policy import may_extend, may_see_review_counts, prepares
from erm.feedback.cycles.rules import CyclePhase, Perspective
from tests.cast import Cast
from tests.feedback.cycles import rows
from tests.feedback.cycles.rows import refused


async def test_a_manager_has_no_right_over_another_managers_participant(
    cast: Cast, bus: Bus
) -> None:
    round_ = await rows.cycle(cast.hana)
    ann = await rows.participant(round_, cast.ann, manager=cast.mo)
    cy = await rows.participant(round_, cast.cy, manager=cast.max)
    await rows.review(ann, cast.ann, Perspective.SELF)
    max_ = cast.actor(cast.max)
    assert max_.report_ids, "Max does manage somebody"
    assert prepares(max_, cy)
    assert not prepares(max_, ann)
    assert not may_extend(max_, ann)
    assert not may_see_review_counts(max_, ann)
    assert await queries.participants_by_ids(max_, [ann.id]) == {}
    assert await queries.review_counts_of(max_, [ann.id]) == {}
    assert await queries.extensions_of_participants(max_, [ann.id]) == {}
    page = await queries.participants_of(max_, round_.id, PageRequest())
    assert page is not None
    assert [view.id for view in page.items] == [cy.id]
    await refused(
        bus,
        "CYCLE_ONLY_HR",
        extend_cycle_deadline,
        max_,
        cycle_id=round_.id,
        person_id=cast.ann.id,
        phase=CyclePhase.WRITING,
        until_on=round_.cycle.writing_until + timedelta(days=3),
    )


async def test_nor_has_the_managers_manager_or_the_former_one(cast: Cast) -> None:
    round_ = await rows.cycle(cast.hana)
    ann = await rows.participant(round_, cast.ann, manager=cast.mo)
    for person in (cast.zed, cast.old):
        actor = cast.actor(person)
        assert not prepares(actor, ann)
        assert await queries.cycles_by_ids(actor, [round_.id]) == {}
        assert await queries.participants_by_ids(actor, [ann.id]) == {}
