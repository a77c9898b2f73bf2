"""What becomes of a line when its receiver accepts or declines it, and of what is closed instead."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from erm.audit.models import AuditEntry
from erm.audit.queries import verify
from erm.core.actor import SYSTEM
from erm.core.clock import today
from erm.development.models import CheckIn, Goal
from erm.development.rules import GoalStatus
from erm.feedback.models import FeedbackRequest
from erm.feedback.rules import RequestState
from erm.flows import handing_over
from erm.flows.handing_over import (
    close_open_items,
    save_handover,
    settle_handover_line,
    share_handover,
)
from erm.flows.leaver import person_left
from erm.flows.open_items import open_items
from erm.handovers.errors import LineIsGone, LineSettledAlready, OpenItemGone
from erm.handovers.models import HandoverLine
from erm.handovers.rules import HandoverReason, LineKind, LineState
from erm.one_on_ones.models import ActionItem, ActionItemChange, OneOnOneMeeting, OneOnOneSeries
from erm.one_on_ones.rules import ActionItemState
from erm.people.events import PersonLeft
from erm.people.models import Person
from tests.cast import Cast
from tests.conftest import query_count
from tests.handovers.conftest import Things, asked, everything, in_work
from tests.one_on_ones.builders import history


async def offered(
    cast: Cast, things: Things, kind: LineKind, receiver: Person | None = None, **find: Any
) -> UUID:
    """Ann shares everything; the line of a kind."""
    ann = cast.actor(cast.ann)
    view = await in_work(
        save_handover(
            ann,
            receiver_id=(receiver or cast.max).id,
            reason=HandoverReason.LEAVING,
            note="",
            lines=things.lines(),
        )
    )
    await in_work(share_handover(ann, handover_id=view.id, version=1))
    (line,) = await HandoverLine.filter(handover_id=view.id, kind=kind, **find)
    return line.id


async def settle(cast: Cast, line: UUID, accept: bool = True, by: Person | None = None) -> None:
    await in_work(settle_handover_line(cast.actor(by or cast.max), line_id=line, accept=accept))


async def test_sharing_by_itself_changes_nothing_of_what_is_handed_over(
    cast: Cast, things: Things
) -> None:
    before = await everything()
    await offered(cast, things, LineKind.PROMISE)
    after = await everything()
    for table in ("handover", "handover_line", "audit_entry"):
        del before[table], after[table]
    assert before == after


async def test_an_accepted_promise_is_handed_over_and_its_line_reminds_the_receiver(
    cast: Cast, things: Things
) -> None:
    line = await offered(cast, things, LineKind.PROMISE)
    assert (await ActionItem.get(id=things.promise)).state is ActionItemState.OPEN
    await settle(cast, line)
    item = await ActionItem.get(id=things.promise)
    assert (item.state, item.settled_by_id) == (ActionItemState.HANDED_OVER, cast.ann.id)
    (change,) = await ActionItemChange.filter(item_id=item.id)
    assert (change.before, change.after, change.by_id) == ("open", "handed_over", cast.ann.id)
    assert await ActionItem.filter(owner_id=cast.max.id).count() == 0, "they do not meet Bo"
    assert (await HandoverLine.get(id=line)).state is LineState.ACCEPTED


async def test_where_the_receiver_meets_the_other_the_promise_is_made_anew_there(
    cast: Cast, things: Things
) -> None:
    (series,) = await history(cast.mo, [cast.bo], 1)
    due = today() + timedelta(days=3)
    await ActionItem.filter(id=things.promise).update(due_on=due)
    line = await offered(cast, things, LineKind.PROMISE, cast.mo)
    await settle(cast, line, by=cast.mo)
    item = await ActionItem.get(owner_id=cast.mo.id, body="please look after this")
    assert (item.series_id, item.due_on, item.author_id) == (series.id, due, cast.mo.id)
    assert item.state is ActionItemState.OPEN
    meeting = await OneOnOneMeeting.get(open_series_id=series.id)
    assert item.meeting_id == meeting.id


async def test_a_promise_to_the_receiver_themselves_is_not_made_anew(
    cast: Cast, things: Things
) -> None:
    line = await offered(cast, things, LineKind.PROMISE, cast.bo)
    count = await ActionItem.all().count()
    await settle(cast, line, by=cast.bo)
    assert await ActionItem.all().count() == count
    assert (await ActionItem.get(id=things.promise)).state is ActionItemState.HANDED_OVER


async def test_an_accepted_series_ends_for_its_author_and_nothing_of_it_passes(
    cast: Cast, things: Things
) -> None:
    line = await offered(cast, things, LineKind.SERIES)
    await settle(cast, line)
    series = await OneOnOneSeries.get(id=things.series)
    assert (series.ended_by_id, series.active_pair) == (cast.ann.id, None)
    assert await OneOnOneSeries.all().count() == 1, "a new one is for the receiver to begin"
    from erm.one_on_ones import queries

    assert await queries.own_series(cast.actor(cast.max)) == []
    assert len(await queries.own_series(cast.actor(cast.bo))) == 1
    entry = await AuditEntry.get(action="series.ended")
    assert (entry.actor_id, entry.subject_id) == (None, series.id)


async def test_a_series_that_ended_meanwhile_can_still_be_accepted(
    cast: Cast, things: Things
) -> None:
    line = await offered(cast, things, LineKind.SERIES)
    from erm.one_on_ones.commands.series import end_series

    await in_work(end_series(cast.actor(cast.bo), series_id=things.series))
    await settle(cast, line)
    assert (await OneOnOneSeries.get(id=things.series)).ended_by_id == cast.bo.id


async def test_a_request_to_the_author_is_declined_with_a_word_in_the_requesters_language(
    cast: Cast, things: Things
) -> None:
    await Person.filter(id=cast.cy.id).update(locale="ru")
    line = await offered(cast, things, LineKind.REQUEST, other_id=cast.cy.id)
    await settle(cast, line)
    request = await FeedbackRequest.get(id=things.to_write)
    assert request.state is RequestState.DECLINED
    assert request.decline_reason == "Дела принимает Max Test — спросить можно там."
    assert await FeedbackRequest.filter(asked_id=cast.max.id).values_list("id", flat=True) == [
        things.sent
    ], "whom to ask is for the requester to decide"


async def test_a_request_that_the_author_had_sent_is_withdrawn(cast: Cast, things: Things) -> None:
    line = await offered(cast, things, LineKind.REQUEST, other_id=cast.max.id)
    await settle(cast, line)
    assert (await FeedbackRequest.get(id=things.sent)).state is RequestState.WITHDRAWN


async def test_a_goal_stays_with_the_person_whose_plan_it_is(cast: Cast, things: Things) -> None:
    line = await offered(cast, things, LineKind.GOAL)
    before = await Goal.all().order_by("id").values()
    await settle(cast, line)
    assert await Goal.all().order_by("id").values() == before
    from erm.development.queries import goals_by_ids

    assert await goals_by_ids(cast.actor(cast.max), [things.goal]) == {}


@pytest.mark.parametrize("kind", list(LineKind))
async def test_what_is_declined_stays_with_the_author(
    cast: Cast, things: Things, kind: LineKind
) -> None:
    find = {"other_id": cast.cy.id} if kind is LineKind.REQUEST else {}
    line = await offered(cast, things, kind, **find)
    before = await everything()
    await settle(cast, line, accept=False)
    after = await everything()
    for table in ("handover_line", "audit_entry"):
        del before[table], after[table]
    assert before == after
    key = (await HandoverLine.get(id=line)).subject_id
    assert (kind, key) in {item.name for item in await open_items(cast.actor(cast.ann))}


async def test_a_line_is_settled_once(cast: Cast, things: Things) -> None:
    line = await offered(cast, things, LineKind.PROMISE)
    await settle(cast, line)
    before = await everything()
    for accept in (True, False):
        with pytest.raises(LineSettledAlready):
            await settle(cast, line, accept=accept)
    assert await everything() == before


async def test_what_was_done_meanwhile_cannot_be_accepted_and_can_be_declined(
    cast: Cast, things: Things
) -> None:
    line = await offered(cast, things, LineKind.PROMISE)
    request = await HandoverLine.get(kind=LineKind.REQUEST, other_id=cast.cy.id)
    await ActionItem.filter(id=things.promise).update(state=ActionItemState.DONE)
    await FeedbackRequest.filter(id=things.to_write).update(state=RequestState.ANSWERED)
    before = await everything()
    for gone in (line, request.id):
        with pytest.raises(LineIsGone):
            await settle(cast, gone)
    assert await everything() == before
    await settle(cast, line, accept=False)
    await settle(cast, request.id, accept=False)


async def test_after_the_author_has_left_everything_can_still_be_accepted(
    cast: Cast, things: Things
) -> None:
    (series,) = await history(cast.max, [cast.bo], 1)
    await offered(cast, things, LineKind.PROMISE)
    await cast.leave(cast.ann)
    await in_work(person_left(PersonLeft(at=cast.ann.created_at, person_id=cast.ann.id)))
    for line in await HandoverLine.all():
        await settle(cast, line.id)
    assert {line.state for line in await HandoverLine.all()} == {LineState.ACCEPTED}
    anew = await ActionItem.get(owner_id=cast.max.id, body="please look after this")
    assert anew.series_id == series.id
    assert (await ActionItem.get(id=things.promise)).state is ActionItemState.DROPPED


async def test_a_failing_effect_rolls_the_acceptance_back(
    cast: Cast, things: Things, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = await offered(cast, things, LineKind.PROMISE)
    before = await everything()

    async def fail(*_: Any, **__: Any) -> None:
        raise OSError("the power went")

    monkeypatch.setattr(handing_over, "promise_between", fail)
    with pytest.raises(OSError, match="power"):
        await settle(cast, line)
    assert await everything() == before


async def test_sharing_and_settling_are_audited_without_a_word_of_theirs(
    cast: Cast, things: Things
) -> None:
    line = await offered(cast, things, LineKind.PROMISE)
    await settle(cast, line)
    shared, settled = await AuditEntry.all().order_by("number")
    assert (shared.action, shared.actor_id) == ("handover.shared", cast.ann.id)
    assert '"promise": 1' in shared.details
    assert '"request": 2' in shared.details
    assert (settled.action, settled.actor_id) == ("handover_line.settled", cast.max.id)
    assert "look after" not in shared.details + settled.details
    assert (await verify(SYSTEM)).broken is None


# ---- closing -----------------------------------------------------------------------------------


async def test_everything_open_is_closed_by_the_domains_own_rules(
    cast: Cast, things: Things
) -> None:
    ann = cast.actor(cast.ann)
    closed, left = await in_work(close_open_items(ann, list(things.names)))
    assert (closed, left) == (5, [])
    assert (await ActionItem.get(id=things.promise)).state is ActionItemState.DROPPED
    assert (await OneOnOneSeries.get(id=things.series)).ended_by_id == cast.ann.id
    assert (await FeedbackRequest.get(id=things.to_write)).state is RequestState.DECLINED
    assert (await FeedbackRequest.get(id=things.sent)).state is RequestState.WITHDRAWN
    goal = await Goal.get(id=things.goal)
    assert goal.status is GoalStatus.DROPPED
    told = await CheckIn.filter(goal_id=goal.id).order_by("-id").first()
    assert told is not None
    assert (told.status, told.progress, told.author_id) == (
        GoalStatus.DROPPED,
        goal.progress,
        cast.ann.id,
    )
    entry = await AuditEntry.get(action="items.closed")
    assert entry.details == '{"goal": 1, "promise": 1, "request": 2, "series": 1}'


async def test_all_is_closed_or_nothing(cast: Cast, things: Things) -> None:
    ann = cast.actor(cast.ann)
    of_bo = await ActionItem.get(owner_id=cast.bo.id)
    foreign = (LineKind.REQUEST, await asked(cast.cy, cast.bo))
    before = await everything()
    for more in ((LineKind.PROMISE, of_bo.id), foreign, (LineKind.GOAL, things.promise)):
        with pytest.raises(OpenItemGone):
            await in_work(close_open_items(ann, [*things.names, more]))
    assert await everything() == before


async def test_nobody_closes_what_is_anothers(cast: Cast, things: Things) -> None:
    before = await everything()
    for person in cast.people:
        if person is cast.ann:
            continue
        for name in things.names:
            item, theirs = name[1], {i.name for i in await open_items(cast.actor(person))}
            if name in theirs:
                # A series is of both, and who sent or was asked has a request open as well.
                assert item in (things.series, things.to_write, things.sent)
                continue
            with pytest.raises(OpenItemGone):
                await in_work(close_open_items(cast.actor(person), [name]))
    assert await everything() == before


async def test_what_is_offered_is_not_closed(cast: Cast, things: Things) -> None:
    await offered(cast, things, LineKind.PROMISE)
    with pytest.raises(OpenItemGone):
        await in_work(close_open_items(cast.actor(cast.ann), [(LineKind.PROMISE, things.promise)]))


async def test_closing_nothing_is_no_act(cast: Cast) -> None:
    assert await in_work(close_open_items(cast.actor(cast.ann), [])) == (0, [])
    assert not await AuditEntry.exists()


async def test_what_is_open_takes_the_same_queries_at_1_20_and_200_rows(cast: Cast) -> None:
    counts = []
    actor = cast.actor(cast.ann)
    for size in (1, 19, 180):
        crowd = await cast.crowd(size)
        await history(cast.ann, crowd, 1)
        for person in crowd:
            await asked(person, cast.ann)
        with query_count() as queries:
            found = await open_items(actor)
        counts.append((queries.count, len(found)))
    assert [found for _, found in counts] == [3, 60, 600]
    assert len({count for count, _ in counts}) == 1, counts
