"""Facts of one's own pairs become lines; nobody else's, and with a fixed number of queries."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from erm.core import clock
from erm.core.actor import SYSTEM
from erm.core.ids import new_id
from erm.core.paging import PageRequest
from erm.feedback.models import FeedbackRequest
from erm.feedback.rules import RequestState
from erm.handovers.models import Handover, HandoverLine
from erm.handovers.rules import HandoverReason, HandoverState, LineKind, LineState
from erm.one_on_ones.models import ActionItem
from erm.one_on_ones.rules import ActionItemState
from erm.people.models import Person
from erm.people.rules import BondKind
from erm.recognition.commands import hide_kudos, withdraw_kudos
from erm.relationships.attention import StandingView, relationships, standings
from erm.relationships.health import Attention, ReasonKind
from erm.relationships.queries import pairs_with
from erm.relationships.rules import TouchpointKind
from erm.relationships.tallies import TallyView, tallies_with, usual_days_with
from tests.cast import Cast
from tests.database import query_count
from tests.digest.week import MONDAY, Week, do, live
from tests.one_on_ones.builders import history, meeting_row, series_row
from tests.relationships.builders import contact, write

K = TouchpointKind
R = ReasonKind
DAY = timedelta(days=1)


@pytest.fixture
async def week(cast: Cast) -> Week:
    return await live(cast)


@pytest.fixture
async def monday() -> AsyncIterator[None]:
    with clock.at(MONDAY):
        yield


async def stands(cast: Cast, who: Person, other: Person) -> StandingView:
    actor = cast.actor(who)
    (view,) = (await pairs_with(actor, [other.id])).values()
    return (await standings(actor, [view]))[view]


async def kinds(cast: Cast, who: Person, other: Person) -> list[ReasonKind]:
    return [reason.kind for reason in (await stands(cast, who, other)).reasons]


async def ask(requester: Person, asked: Person, *, days: int, due: int | None = None) -> None:
    moment = clock.now()
    await FeedbackRequest.create(
        requester_id=requester.id, asked_id=asked.id, question="How?", state=RequestState.PENDING,
        created_at=moment - days * DAY,
        due_on=None if due is None else (moment + due * DAY).date(),
    )  # fmt: skip


@pytest.mark.usefixtures("monday", "week")
async def test_each_of_the_two_has_their_own_lines(cast: Cast) -> None:
    ann, mo = (
        await stands(cast, cast.ann, cast.mo),
        await stands(cast, cast.mo, cast.ann),
    )
    assert [r.text for r in ann.reasons] == [
        "your promise “Write down how releases are made” is 3 days overdue"
    ]
    assert ann.attention is Attention.NOW
    assert [r.text for r in mo.reasons] == [
        "the promise to you “Write down how releases are made” is 3 days overdue"
    ]
    assert mo.attention is Attention.SOON


@pytest.mark.usefixtures("monday")
async def test_feedback_is_owed_by_one_and_to_the_other(cast: Cast) -> None:
    await ask(cast.ann, cast.cy, days=8)
    assert await kinds(cast, cast.cy, cast.ann) == [R.FEEDBACK_I_OWE]
    assert await kinds(cast, cast.ann, cast.cy) == [R.FEEDBACK_THEY_OWE]
    assert await kinds(cast, cast.max, cast.ann) == []
    await ask(cast.bo, cast.cy, days=8, due=2)
    assert await kinds(cast, cast.cy, cast.bo) == []
    await ask(cast.bo, cast.cy, days=3, due=-1)
    assert await kinds(cast, cast.cy, cast.bo) == [R.FEEDBACK_I_OWE]
    await FeedbackRequest.filter().update(state=RequestState.WITHDRAWN)
    assert await kinds(cast, cast.cy, cast.ann) == []


@pytest.mark.usefixtures("monday")
async def test_who_asked_where_it_was_still_yesterday_is_owed_feedback_today(cast: Cast) -> None:
    """Due on its first day, and that day was over at once where the other one lives."""
    await ask(cast.ann, cast.cy, days=0, due=-1)
    for person, other, said in (
        (cast.cy, cast.ann, "you were asked for feedback today and have not answered yet"),
        (cast.ann, cast.cy, "you asked for feedback today and have no answer yet"),
    ):
        standing = await stands(cast, person, other)
        assert [reason.text for reason in standing.reasons] == [said]


@pytest.mark.usefixtures("monday")
async def test_what_a_manager_asks_about_somebody_is_owed_to_the_manager_only(cast: Cast) -> None:
    await ask(cast.mo, cast.cy, days=8)
    await FeedbackRequest.filter().update(subject_id=cast.ann.id)
    assert await kinds(cast, cast.mo, cast.cy) == [R.FEEDBACK_THEY_OWE]
    assert await kinds(cast, cast.cy, cast.mo) == [R.FEEDBACK_I_OWE]
    assert R.FEEDBACK_THEY_OWE not in await kinds(cast, cast.ann, cast.cy)
    assert R.FEEDBACK_THEY_OWE not in await kinds(cast, cast.ann, cast.mo)


@pytest.mark.usefixtures("monday")
async def test_what_was_handed_over_waits_for_its_receiver(cast: Cast) -> None:
    shared = MONDAY - 4 * DAY
    handover = await Handover.create(
        author_id=cast.old.id, receiver_id=cast.mo.id, reason=HandoverReason.MOVING,
        state=HandoverState.DRAFT, created_at=shared,
    )  # fmt: skip
    lines = [
        await HandoverLine.create(
            handover_id=handover.id, kind=LineKind.PROMISE, subject_id=new_id(), text="It"
        )
        for _ in range(2)
    ]
    assert await kinds(cast, cast.mo, cast.old) == [], "a draft waits for nobody"
    await Handover.filter(id=handover.id).update(state=HandoverState.SHARED, shared_at=shared)
    assert [r.text for r in (await stands(cast, cast.mo, cast.old)).reasons] == [
        "2 things handed over to you wait for your answer"
    ]
    assert await kinds(cast, cast.old, cast.mo) == []
    await HandoverLine.filter(id=lines[0].id).update(state=LineState.ACCEPTED)
    assert [r.text for r in (await stands(cast, cast.mo, cast.old)).reasons] == [
        "what was handed over to you has waited 4 days for your answer"
    ]
    await HandoverLine.filter(id=lines[1].id).update(state=LineState.DECLINED)
    assert await kinds(cast, cast.mo, cast.old) == []


@pytest.mark.usefixtures("monday")
async def test_nobody_is_silent_while_they_pause(cast: Cast) -> None:
    series = series_row(cast.mo, cast.ann)
    series.created_at = MONDAY - 100 * DAY
    series.paused_from, series.paused_until = MONDAY.date() - 30 * DAY, MONDAY.date() + DAY
    await series.save(force_create=True)
    assert [r.text for r in (await stands(cast, cast.ann, cast.mo)).reasons] == [
        "your one-on-ones pause"
    ]
    with clock.at(MONDAY + DAY):
        assert await kinds(cast, cast.ann, cast.mo) == [R.SILENT]


@pytest.mark.usefixtures("monday")
async def test_colleagues_who_meet_count_just_as_a_manager_and_a_report_do(cast: Cast) -> None:
    """Pairs that are not manager and report are not left out of anything."""
    moment = clock.now()
    for one, other in ((cast.cy, cast.ann), (cast.bo, cast.mo)):
        series = series_row(one, other)
        series.created_at = moment - 100 * DAY
        await series.save(force_create=True)
        meeting = meeting_row(series, 1, moment - 40 * DAY, is_open=False)
        await meeting.save(force_create=True)
        await write(
            [contact(K.ONE_ON_ONE_HELD, one, other, moment - n * DAY) for n in (40, 54, 68)]
        )
        await ActionItem.create(
            series_id=series.id, meeting_id=meeting.id, made_in_number=1, meeting_number=1,
            author_id=one.id, owner_id=other.id, body="Look into it",
            due_on=(moment - 9 * DAY).date(), state=ActionItemState.OPEN, created_at=moment,
        )  # fmt: skip
    peers = await stands(cast, cast.cy, cast.ann)
    report = await stands(cast, cast.bo, cast.mo)
    assert peers == report
    assert [r.kind for r in peers.reasons] == [R.SILENT, R.THEIR_PROMISE_OVERDUE]
    for who, other in ((cast.cy, cast.ann), (cast.bo, cast.mo)):
        page = await relationships(cast.actor(who), PageRequest(first=100))
        assert page.items[0].relationship.person_id == other.id
        assert page.items[0].standing == peers
        actor = cast.actor(who)
        assert (await usual_days_with(actor, [other.id]))[other.id] == 14.0
        assert (await tallies_with(actor, [other.id]))[other.id].received.promises_open == 1


@pytest.mark.usefixtures("monday", "week")
async def test_the_list_begins_with_what_needs_attention(cast: Cast) -> None:
    page = await relationships(cast.actor(cast.ann), PageRequest(first=100))
    assert page.items[0].relationship.person_id == cast.mo.id
    assert {each.relationship.person_id for each in page.items[1:]} == {cast.bo.id, cast.cy.id}
    assert [each.standing.attention for each in page.items] == [
        Attention.NOW, Attention.FINE, Attention.FINE
    ]  # fmt: skip
    mo = await relationships(cast.actor(cast.mo), PageRequest(first=100))
    assert {each.relationship.person_id: each.standing.reasons[0].kind for each in mo.items} == {
        cast.ann.id: R.THEIR_PROMISE_OVERDUE,
        cast.bo.id: R.NO_SERIES,
        cast.zed.id: R.NO_SERIES,
    }


@pytest.mark.usefixtures("monday", "week")
async def test_whoever_is_neither_of_the_two_learns_nothing_whatever_their_role(
    cast: Cast,
) -> None:
    await ask(cast.ann, cast.bo, days=20)
    for outsider in (cast.zed, cast.hana, cast.ada, cast.max, cast.old):
        actor = cast.actor(outsider)
        people = [p.id for p in cast.people if p.id != outsider.id]
        views = list((await pairs_with(actor, people)).values())
        for view, standing in (await standings(actor, views)).items():
            allowed = {R.NO_SERIES, R.RECENT_CONTACT}
            assert {r.kind for r in standing.reasons} <= allowed, (outsider.given_name, view)
        tallies = await tallies_with(actor, people)
        assert {t for pair in tallies.values() for t in pair} == {TallyView()}
        assert await usual_days_with(actor, people) == {}
        listed = await relationships(actor, PageRequest(first=100))
        assert all(each.relationship.person_id in people for each in listed.items)
    assert await tallies_with(SYSTEM, [cast.ann.id]) == {}
    assert await usual_days_with(SYSTEM, [cast.ann.id]) == {}
    assert list((await relationships(SYSTEM, PageRequest(first=5))).items) == []


@pytest.mark.usefixtures("monday")
async def test_what_is_given_and_received_is_counted_both_ways(cast: Cast, week: Week) -> None:
    ann = await tallies_with(cast.actor(cast.ann), [p.id for p in cast.people])
    assert ann[cast.mo.id] == (TallyView(promises_open=1), TallyView())
    assert ann[cast.bo.id] == (TallyView(), TallyView(feedback=1))
    assert ann[cast.cy.id] == (TallyView(), TallyView(thanks=1))
    assert cast.ann.id not in ann
    cy = await tallies_with(cast.actor(cast.cy), [cast.ann.id])
    assert cy[cast.ann.id] == (TallyView(thanks=1), TallyView())
    await ActionItem.filter().update(state=ActionItemState.DONE)
    assert (await tallies_with(cast.actor(cast.mo), [cast.ann.id]))[cast.ann.id] == (
        TallyView(),
        TallyView(promises_kept=1),
    )
    for state in (ActionItemState.DROPPED, ActionItemState.HANDED_OVER):
        await ActionItem.filter().update(state=state)
        tallies = await tallies_with(cast.actor(cast.mo), [cast.ann.id])
        assert tallies[cast.ann.id] == (TallyView(), TallyView())


@pytest.mark.usefixtures("monday")
async def test_what_one_may_not_read_any_more_is_not_counted(cast: Cast, week: Week) -> None:
    async def thanks(who: Person, other: Person) -> tuple[int, int]:
        given, received = (await tallies_with(cast.actor(who), [other.id]))[other.id]
        return given.thanks, received.thanks

    await do(hide_kudos, cast.actor(cast.ada), kudos_id=week.kudos, reason="Not kind")
    assert await thanks(cast.ann, cast.cy) == (0, 0)
    assert await thanks(cast.cy, cast.ann) == (1, 0), "the author still reads them"
    await do(withdraw_kudos, cast.actor(cast.cy), kudos_id=week.kudos)
    assert await thanks(cast.cy, cast.ann) == (0, 0)


@pytest.mark.usefixtures("monday")
async def test_a_usual_rhythm_needs_three_meetings_of_the_last_half_year(cast: Cast) -> None:
    ann, moment = cast.actor(cast.ann), clock.now()
    for days, usual in ((190, None), (100, None), (86, None), (75, 12.5), (60, 13.3)):
        await write([contact(K.ONE_ON_ONE_HELD, cast.mo, cast.ann, moment - days * DAY)])
        found = await usual_days_with(ann, [cast.mo.id])
        assert found == ({} if usual is None else {cast.mo.id: usual})
    await write([contact(K.KUDOS_GIVEN, cast.mo, cast.ann, moment)])
    assert await usual_days_with(ann, [cast.mo.id]) == {cast.mo.id: 13.3}


async def test_the_list_asks_as_often_for_1_20_and_200_people_and_never_once_for_each(
    cast: Cast,
) -> None:
    counts = []
    for size in (1, 19, 180):
        crowd = await cast.crowd(size, manager=cast.hana)
        await history(cast.hana, crowd, meetings_each=1)
        await write([contact(K.KUDOS_GIVEN, cast.hana, p, clock.now()) for p in crowd])
        for person in crowd[:3]:
            await ask(cast.hana, person, days=9)
        hana = cast.actor(cast.hana)
        with query_count() as queries:
            page = await relationships(hana, PageRequest(first=100))
        people = [each.relationship.person_id for each in page.items]
        with query_count() as more:
            await tallies_with(hana, people)
            await usual_days_with(hana, people)
        counts.append((queries.count, more.count))
    assert set(counts) == {(8, 4)}


@pytest.mark.usefixtures("monday")
async def test_a_mentor_is_one_of_ones_people(cast: Cast) -> None:
    await cast.bond(cast.cy, cast.ann, kind=BondKind.MENTOR)
    page = await relationships(cast.actor(cast.cy), PageRequest(first=10))
    assert cast.ann.id in {each.relationship.person_id for each in page.items}
