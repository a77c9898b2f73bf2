"""The handovers of the demo company could have been written in it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from erm.access.actors import actor_for
from erm.core import clock
from erm.demo.content import company
from erm.demo.content.handovers import HANDOVERS
from erm.demo.seed import seed
from erm.flows.handing_over import settle_handover_line
from erm.flows.manager_changes import end_what_managers_left_behind
from erm.handovers.models import Handover, HandoverLine
from erm.handovers.queries import own_handovers, waiting_lines
from erm.handovers.rules import LINE_MAXIMUM, NOTE_MAXIMUM, HandoverReason, HandoverState
from erm.one_on_ones.models import ActionItem
from erm.people.models import Person
from erm.people.queries import former_managers_of, manager_of
from tests.conftest import OpenDatabase
from tests.handovers.conftest import BUS, in_work

NOW = datetime(2026, 11, 21, 14, 5, tzinfo=UTC)


@pytest.fixture
async def demo(db: OpenDatabase) -> None:
    with clock.at(NOW):
        await seed(NOW)


async def test_what_a_new_manager_got_was_from_a_report_about_the_manager_before(
    demo: None,
) -> None:
    with clock.at(NOW):
        rows = await Handover.filter(reason=HandoverReason.NEW_MANAGER)
        assert len(rows) == 2
        for row in rows:
            assert row.receiver_id == await manager_of(row.author_id)
            former = await former_managers_of([row.author_id])
            assert row.about_id in former[row.author_id]
            assert row.shared_at is not None
            assert row.state is HandoverState.SHARED
            assert row.created_at < row.shared_at < NOW
    assert {len(spec.note) <= NOTE_MAXIMUM for spec in HANDOVERS} == {True}
    assert all(len(text) <= LINE_MAXIMUM for s in HANDOVERS for text in (*s.promises, *s.goals))


async def test_somebody_who_can_be_signed_in_as_has_something_to_accept(demo: None) -> None:
    accounts = {key for key, _ in company.SIGN_IN_AS}
    assert {spec.receiver for spec in HANDOVERS} <= accounts
    with clock.at(NOW):
        sofia = await Person.get(given_name="Sofia")
        actor = await actor_for(sofia.id)
        assert actor is not None
        assert len(await own_handovers(actor)) == 1
        lines = await waiting_lines(actor)
        assert lines
        before = await ActionItem.filter(owner_id=sofia.id).count()
        for line in lines:
            await in_work(settle_handover_line(actor, line_id=line.id, accept=True))
        assert not await waiting_lines(actor)
        # She meets Theo too, so what Egor had promised him she now promises herself.
        assert await ActionItem.filter(owner_id=sofia.id).count() == before + len(lines)
    assert await HandoverLine.all().count() >= 2


async def test_no_one_on_ones_with_a_former_manager_go_on(demo: None) -> None:
    with clock.at(NOW):
        assert await end_what_managers_left_behind(BUS) == 0
