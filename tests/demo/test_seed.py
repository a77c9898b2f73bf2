"""The demo company in the database: same seed, same rows; a history without contradictions."""

from __future__ import annotations

import time
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

import pytest
from tortoise import fields
from tortoise.models import Model

from erm.access.actors import actor_for
from erm.access.models import Credential, DemoAccount, RoleGrant
from erm.access.passwords import verify_password
from erm.core import clock
from erm.core.actor import Actor, Role
from erm.core.database.connections import connection, database
from erm.core.paging import PageRequest
from erm.core.sealing import unseal
from erm.core.work import record, unit_of_work
from erm.demo.content import company
from erm.demo.rows import Rows
from erm.demo.seed import DatabaseNotEmpty, build, seed
from erm.development.models import CheckIn, DevelopmentPlan, Goal
from erm.feedback import policy as feedback_policy
from erm.feedback import queries as feedback_queries
from erm.feedback.models import FeedbackNote, FeedbackRequest
from erm.flows.subscriptions import build_bus
from erm.one_on_ones import policy as meeting_policy
from erm.one_on_ones import queries as meeting_queries
from erm.one_on_ones.models import (
    ActionItem,
    ActionItemChange,
    ActionItemComment,
    AgendaTemplate,
    OneOnOneMeeting,
    OneOnOneSeries,
    PrivateNotes,
    TalkingPoint,
)
from erm.one_on_ones.recurrence import next_day
from erm.one_on_ones.rules import ActionItemState, MeetingState, TalkingPointState, Visibility
from erm.people.models import Bond, Department, DepartmentMembership, Person
from erm.people.queries import people_by_ids, persons_with_managers
from erm.people.rules import BondKind, has_left, holds_on
from erm.recognition import queries as recognition_queries
from erm.recognition.celebrations.models import Celebration
from erm.recognition.celebrations.rules import CelebrationState
from erm.recognition.models import Kudos, KudosReceiver
from erm.recognition.points.models import PointsAccount, PointsEntry, Redemption
from erm.recognition.points.rules import AccountKind, RedemptionState
from erm.relationships.models import Touchpoint
from erm.relationships.rules import TouchpointKind
from tests.conftest import OpenDatabase
from tests.database import in_thread
from tests.demo.facts import facts_of_the_rows
from tests.everyday import SETTINGS

NOW = datetime(2026, 11, 21, 14, 5, tzinfo=UTC)
MEETING = timedelta(minutes=30)
MOMENTS = [
    datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=days, hours=days * 5 % 24, minutes=13)
    for days in range(0, 366, 23)
]
"""All weekdays, all hours of the day, both changes of the clocks."""


@pytest.fixture
async def demo(db: OpenDatabase) -> OpenDatabase:
    with clock.at(NOW):
        await seed(NOW)
    return db


async def actor_named(email: str) -> Actor:
    person = await Person.get(work_email=f"{email}@{company.DOMAIN}")
    actor = await actor_for(person.id)
    assert actor is not None
    return actor


def values(row: Model) -> dict[str, Any]:
    """A row as it reads: what is encrypted is never twice the same in the database."""
    found = {name: getattr(row, name) for name in sorted(row._meta.db_fields)}
    for name, value in found.items():
        if isinstance(value, bytes):
            found[name] = unseal(value, table=row._meta.db_table, column=name, row_id=found["id"])
    return found


def tables(rows: Rows) -> dict[str, list[dict[str, Any]]]:
    return {model.__name__: [values(row) for row in each] for model, each in rows._tables.items()}


async def test_an_empty_database_becomes_the_whole_company_within_seconds(
    db: OpenDatabase,
) -> None:
    told: list[tuple[str, int, int]] = []
    started = time.perf_counter()
    with clock.at(NOW):
        written = await seed(NOW, lambda *step: told.append(step))
    assert time.perf_counter() - started < 10
    assert told[-1][1:] == (written, written)
    assert 58 <= await Person.filter(left_on__isnull=True).count() <= 64
    assert await Department.all().count() == 8
    assert len(set(await Person.all().values_list("time_zone", flat=True))) == 4
    assert await OneOnOneSeries.all().count() >= 25
    assert await OneOnOneMeeting.filter(held=True).count() >= 250
    assert await OneOnOneMeeting.filter(held=False).count() >= 20
    assert await FeedbackNote.all().count() >= 70
    assert await FeedbackRequest.all().count() >= 18
    assert await DevelopmentPlan.all().count() >= 18
    assert await Kudos.all().count() >= 110
    assert await Credential.all().count() == await Person.filter(left_on__isnull=True).count()
    assert {grant.role for grant in await RoleGrant.all()} == set(Role)


async def test_a_database_with_people_is_refused_and_left_alone(demo: OpenDatabase) -> None:
    before = await Touchpoint.all().count(), await Person.all().count()
    with pytest.raises(DatabaseNotEmpty):
        await seed(NOW + timedelta(days=1))
    assert (await Touchpoint.all().count(), await Person.all().count()) == before


async def test_the_same_moment_gives_the_same_rows(db: OpenDatabase) -> None:
    one, other = (tables(build(NOW, "hash")[0]) for _ in range(2))
    assert one == other
    later = tables(build(NOW + timedelta(days=1), "hash")[0])
    assert [p["given_name"] for p in later["Person"]] == [p["given_name"] for p in one["Person"]]
    assert later["Person"] != one["Person"]


async def test_what_is_written_is_what_was_built(demo: OpenDatabase) -> None:
    rows, _ = build(NOW, "hash")
    for model in (Person, OneOnOneMeeting, TalkingPoint, ActionItem, FeedbackNote, Goal, CheckIn):
        built = sorted((values(row) for row in rows.of(model)), key=lambda row: row["id"])
        stored = [values(row) for row in await model.all().order_by("id")]
        assert stored == built, model


async def test_every_reference_holds(demo: OpenDatabase) -> None:
    if demo.kind == "sqlite":
        assert await connection().execute_query_dict("PRAGMA foreign_key_check") == []
        answer = await connection().execute_query_dict("PRAGMA integrity_check")
        assert [list(row.values()) for row in answer] == [["ok"]]
    for model in (OneOnOneMeeting, TalkingPoint, ActionItem, Touchpoint, Bond, KudosReceiver):
        assert await model.all().count() > 0


async def test_agendas_and_promises_have_something_of_everything(demo: OpenDatabase) -> None:
    private = await TalkingPoint.filter(visibility=Visibility.PRIVATE)
    assert len(private) >= 10
    assert {point.body for point in private} == {""}, "their words are encrypted"
    for state in TalkingPointState:
        assert await TalkingPoint.filter(recurring=True, state=state).count() >= 3
    assert await ActionItemComment.all().count() >= 10
    assert await ActionItem.filter(state=ActionItemState.BECAME_GOAL).count() == 2
    assert await AgendaTemplate.all().count() == 3
    made = await ActionItemChange.filter(kind="made").count()
    assert made == await ActionItem.all().count()


async def test_the_invited_can_sign_in_with_the_one_password(demo: OpenDatabase) -> None:
    invited = await DemoAccount.all().order_by("position")
    assert len(invited) == len(company.SIGN_IN_AS)
    stored = await Credential.get(person_id=invited[0].person_id)  # type: ignore[attr-defined]
    assert (await verify_password(company.DEMO_PASSWORD, stored.password_hash))[0]
    assert {account.password for account in invited} == {company.DEMO_PASSWORD}


async def test_everybody_present_reads_what_is_theirs_and_nothing_else(
    demo: OpenDatabase,
) -> None:
    everybody = await Person.all()
    series = await OneOnOneSeries.all()
    notes = await FeedbackNote.all()
    private = await PrivateNotes.all()
    with clock.at(NOW):
        for person in everybody:
            actor = await actor_for(person.id)
            if has_left(person.left_on, NOW.date()):
                assert actor is None
                continue
            assert actor is not None
            assert len(await people_by_ids(actor, [p.id for p in everybody])) == len(everybody)
            own = {s.id for s in series if person.id in (s.low_id, s.high_id)}
            assert {view.id for view in await meeting_queries.own_series(actor)} == own
            readable = await FeedbackNote.filter(feedback_policy.readable_notes(actor))
            assert {n.id for n in readable} == {
                n.id for n in notes if feedback_policy.may_read_note(actor, n)
            }
            mine = await PrivateNotes.filter(meeting_policy.readable_private_notes(actor))
            assert {n.id for n in mine} == {n.id for n in private if n.person_id == person.id}


async def test_the_principal_characters_have_something_to_do(demo: OpenDatabase) -> None:
    page = PageRequest(first=50)
    with clock.at(NOW):
        sofia = await actor_named("sofia.almeida")
        assert len((await feedback_queries.requests_to_answer(sofia, page)).items) == 1
        assert len((await feedback_queries.received(sofia, page)).items) >= 5
        assert await meeting_queries.promises(sofia)
        theo = await actor_named("theo.marsh")
        assert await meeting_queries.overdue_meetings(theo)
        assert len(theo.report_ids) == 3
        for email in ("joao.batista", "luis.carvalho", "elena.vorontsova", "artem.gusev"):
            actor = await actor_named(email)
            assert (await feedback_queries.requests_to_answer(actor, page)).items, email
            assert await meeting_queries.promises(actor), email
            assert await meeting_queries.own_series(actor), email
        joao = await actor_named("joao.batista")
        since = NOW - timedelta(days=14)
        assert await recognition_queries.received_since(joao, since=since, limit=5)
        tomas = await actor_named("tomas.figueira")
        assert tomas.is_administrator
        assert (await actor_named("hannah.osei")).is_hr


async def test_everybody_has_one_department_and_but_for_the_chief_one_manager(
    demo: OpenDatabase,
) -> None:
    today = NOW.date()
    member: dict[UUID, int] = defaultdict(int)
    bound: dict[UUID, int] = defaultdict(int)
    for membership in await DepartmentMembership.all():
        if holds_on(membership.starts_on, membership.ends_on, today):
            member[membership.person_id] += 1  # type: ignore[attr-defined]
    for bond in await Bond.all():
        assert bond.ends_on is None or bond.starts_on < bond.ends_on
        if bond.kind is BondKind.MANAGER and holds_on(bond.starts_on, bond.ends_on, today):
            bound[bond.subject_id] += 1  # type: ignore[attr-defined]
    without = []
    for person in await Person.all():
        if has_left(person.left_on, today):
            assert member[person.id] == bound[person.id] == 0
            continue
        assert member[person.id] == 1, person.work_email
        if bound[person.id] != 1:
            without.append(person.given_name)
    assert without == ["Ingrid"]
    with clock.at(NOW):
        hannah = await actor_named("hannah.osei")
        managers = dict(await persons_with_managers(hannah))
    depths = set()
    for person_id in managers:
        depth, at = 0, person_id
        while (above := managers.get(at)) is not None:
            depth, at = depth + 1, above
        depths.add(depth)
    assert depths == {0, 1, 2, 3, 4}


@pytest.fixture(scope="module", autouse=True)
def _models_know_each_other() -> None:
    """Tortoise ties its models together when a database is opened for the first time."""
    in_thread(_open_once)


async def _open_once() -> None:
    with TemporaryDirectory() as folder:
        async with database(f"sqlite:///{folder}/erm.db"):
            pass


@pytest.mark.parametrize("now", MOMENTS, ids=str)
def test_history_holds_at_any_moment(now: datetime) -> None:
    """No row is dated ahead, nobody sits in two meetings, every id differs, steps are in order."""
    rows, staff = build(now, "hash")
    seen: set[UUID] = set()
    for model, each in rows._tables.items():
        moments = [
            name
            for name, field in model._meta.fields_map.items()
            if isinstance(field, fields.DatetimeField)
        ]
        for row in each:
            # Whoever is the key of a person's row, or the one row of the company, is no id of its own.
            if isinstance(row.pk, UUID) and model._meta.pk_attr == "id":
                assert row.pk not in seen, (model, row.pk)
                seen.add(row.pk)
            for name in moments:
                value = getattr(row, name)
                ahead = value is not None and value > now
                planned = isinstance(row, OneOnOneMeeting) and name in (
                    "planned_at",
                    "scheduled_at",
                )
                planned = planned and row.closed_at is None
                if isinstance(row, Celebration) and name == "due_at":
                    planned = row.state is CelebrationState.PLANNED
                assert not ahead or planned, (model, name, value)
    series = {row.id: row for row in rows.of(OneOnOneSeries)}
    _check_meetings(rows, series)
    gone = staff.people["gregor"]
    assert gone.left_on is not None
    for meeting in rows.of(OneOnOneMeeting):
        both = series[meeting.series_id]
        if gone.id in (both.low_id, both.high_id):
            assert meeting.state is MeetingState.CLOSED
            assert meeting.scheduled_at < now
    for plan in rows.of(DevelopmentPlan):
        steps = [plan.created_at, plan.proposed_at, plan.agreed_by_manager_at, plan.closed_at]
        taken = [step for step in steps if step is not None]
        assert taken == sorted(taken)
        assert plan.last_activity_at >= taken[-1]
        assert plan.starts_on < plan.ends_on
    for note in rows.of(FeedbackNote):
        assert note.thanked_at is None or note.thanked_at > note.created_at
    _check_points(rows)


def _check_points(rows: Rows) -> None:
    """The ledger adds up, and points went with thanks as the thanks say."""
    balances: dict[UUID, int] = defaultdict(int)
    moved: dict[UUID, int] = defaultdict(int)
    for entry in rows.of(PointsEntry):
        balances[entry.account_id] += entry.amount
        moved[entry.transfer_id] += entry.amount
    assert moved
    assert set(moved.values()) == {0}
    for account in rows.of(PointsAccount):
        assert account.balance == balances[account.id]
        assert account.balance >= 0 or account.kind is AccountKind.ISSUED
    shares: dict[UUID, int] = defaultdict(int)
    for receiver in rows.of(KudosReceiver):
        shares[receiver.kudos_id] += receiver.points
    assert all(kudos.points == shares[kudos.id] for kudos in rows.of(Kudos))
    assert any(kudos.points for kudos in rows.of(Kudos))
    states = {row.state for row in rows.of(Redemption)}
    assert states == {
        RedemptionState.REQUESTED,
        RedemptionState.APPROVED,
        RedemptionState.FULFILLED,
    }


def _check_meetings(rows: Rows, series: dict[UUID, OneOnOneSeries]) -> None:
    diaries: dict[UUID, list[datetime]] = defaultdict(list)
    numbers: dict[UUID, list[int]] = defaultdict(list)
    meetings = {row.id: row for row in rows.of(OneOnOneMeeting)}
    for meeting in meetings.values():
        both = series[meeting.series_id]
        numbers[both.id].append(meeting.number)
        assert (meeting.state is MeetingState.OPEN) == (meeting.open_series_id is not None)
        assert (meeting.closed_at is None) == (meeting.held is None)
        if meeting.number > 1:
            day = meeting.planned_on
            rule = both.rhythm_from, both.cadence, day - timedelta(1), both.rrule
            assert next_day(*rule) == day
        fell_out = both.ended_at is not None and meeting.scheduled_at > both.ended_at
        if not fell_out:
            diaries[both.low_id].append(meeting.scheduled_at)
            diaries[both.high_id].append(meeting.scheduled_at)
    for diary in diaries.values():
        diary.sort()
        for one, following in pairwise(diary):
            assert following - one >= MEETING
    for each in numbers.values():
        assert sorted(each) == list(range(1, len(each) + 1))
    for point in rows.of(TalkingPoint):
        meeting = meetings[point.meeting_id]
        talked = point.state is TalkingPointState.DISCUSSED
        assert not talked or meeting.held
        assert point.created_at <= (meeting.closed_at or datetime.max.replace(tzinfo=UTC))
    goals = {goal.id for goal in rows.of(Goal)}
    for item in rows.of(ActionItem):
        made_in, now_in = item.made_in_number, meetings[item.meeting_id]
        assert made_in <= item.meeting_number == now_in.number
        assert (item.carried_from_id is None) == (made_in == now_in.number)
        if item.state is ActionItemState.OPEN:
            assert now_in.state is MeetingState.OPEN
        elif item.state is ActionItemState.DONE:
            assert item.done_at is not None
            assert item.done_at > item.created_at
        else:
            assert item.state is ActionItemState.BECAME_GOAL
            assert item.goal_id in goals
    items = {item.id: item for item in rows.of(ActionItem)}
    for comment in rows.of(ActionItemComment):
        assert comment.created_at > items[comment.item_id].created_at
    for change in rows.of(ActionItemChange):
        assert change.at >= items[change.item_id].created_at


async def test_touchpoints_are_those_that_the_facts_would_have_left(demo: OpenDatabase) -> None:
    written = {_contact(row) for row in await Touchpoint.all()}
    facts = await facts_of_the_rows()
    async with unit_of_work(build_bus(SETTINGS)):
        await Touchpoint.all().delete()
        for fact in facts:
            record(fact)
    heard = {_contact(row) for row in await Touchpoint.all()}
    assert {contact[0] for contact in heard} == set(TouchpointKind)
    assert written == heard


def _contact(row: Touchpoint) -> tuple[Any, ...]:
    low, high, by = row.low_id, row.high_id, row.by_id  # type: ignore[attr-defined]
    return row.kind, row.source_id, row.subject_id, low, high, by, row.occurred_at


@pytest.mark.parametrize("now", MOMENTS, ids=str)
def test_no_row_is_written_before_the_one_that_it_refers_to(now: datetime) -> None:
    rows, _ = build(now, "a hash")
    below = 0
    for _, each in rows.in_order():
        written: set[UUID] = set()
        for row in each:
            parent = getattr(row, "parent_id", None)
            assert parent is None or parent in written, (now, row)
            below += parent is not None
            written.add(row.pk)
    assert below >= 5
