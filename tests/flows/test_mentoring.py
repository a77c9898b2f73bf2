"""Both have accepted: a bond and one-on-ones begin; and how they end."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from erm.core import clock
from erm.core.clock import now, today
from erm.core.work import record, unit_of_work
from erm.development.skills.models import Mentorship, Skill
from erm.development.skills.rules import MentorshipState
from erm.development.skills.views import MentorshipView
from erm.flows import mentoring
from erm.flows.subscriptions import build_bus
from erm.one_on_ones.models import OneOnOneMeeting, OneOnOneSeries
from erm.one_on_ones.rules import Cadence, SeriesKind, pair_key
from erm.people.events import PersonLeft
from erm.people.models import Bond, Person
from erm.people.queries import mentor_and_mentee
from erm.people.rules import BondKind
from tests.cast import Cast
from tests.development.skills.builders import mentorship, skill
from tests.everyday import SETTINGS
from tests.one_on_ones.builders import series_row

BUS = build_bus(SETTINGS)
THURSDAY = datetime(2026, 11, 19, 9, tzinfo=UTC)
SATURDAY = datetime(2026, 11, 21, 9, tzinfo=UTC)
ACCEPTED = MentorshipState.ACCEPTED


@pytest.fixture
async def go(cast: Cast) -> Skill:
    return await skill("Go")


async def accept(cast: Cast, who: Person, row: Mentorship) -> MentorshipView:
    async with unit_of_work(BUS):
        return await mentoring.answer_mentorship(cast.actor(who), mentorship_id=row.id, accept=True)


async def end(cast: Cast, who: Person, row: Mentorship) -> MentorshipView:
    async with unit_of_work(BUS):
        return await mentoring.end_mentorship(cast.actor(who), mentorship_id=row.id)


async def bonds() -> list[Bond]:
    return await Bond.filter(kind=BondKind.MENTOR).order_by("starts_on", "id")


@pytest.mark.parametrize(("at", "first"), [(THURSDAY, 26), (SATURDAY, 30)])
async def test_the_last_acceptance_begins_the_bond_and_fortnightly_one_on_ones(
    cast: Cast, go: Skill, at: datetime, first: int
) -> None:
    row = await mentorship(cast.cy, cast.ann, go, created_at=at)
    with clock.at(at):
        view = await accept(cast, cast.cy, row)
        assert await mentor_and_mentee(cast.ann.id, cast.cy.id)
    series = await OneOnOneSeries.get()
    assert (view.state, view.series_id) == (ACCEPTED, series.id)
    assert (series.kind, series.cadence) == (SeriesKind.MENTOR, Cadence.EVERY_TWO_WEEKS)
    meeting = await OneOnOneMeeting.get()
    assert meeting.scheduled_at == datetime(2026, 11, first, 10, tzinfo=UTC), "eleven in Berlin"
    (bond,) = await bonds()
    assert (bond.subject_id, bond.other_id, bond.starts_on) == (  # type: ignore[attr-defined]
        cast.ann.id,
        cast.cy.id,
        at.date(),
    )


async def test_nothing_begins_before_both_accepted_or_when_one_declines(
    cast: Cast, go: Skill
) -> None:
    row = await mentorship(
        cast.cy, cast.ann, go, proposed_by_id=cast.mo.id, mentee_accepted_at=None
    )
    assert (await accept(cast, cast.ann, row)).state is MentorshipState.PROPOSED
    async with unit_of_work(BUS):
        await mentoring.answer_mentorship(cast.actor(cast.cy), mentorship_id=row.id, accept=False)
    assert await bonds() == []
    assert await OneOnOneSeries.all().count() == 0


async def test_who_meets_already_goes_on_meeting_as_before_and_after(cast: Cast, go: Skill) -> None:
    there = series_row(cast.ann, cast.cy)
    await there.save(force_create=True)
    await OneOnOneMeeting.create(
        series_id=there.id,
        open_series_id=there.id,
        number=1,
        planned_on=today(),
        planned_at=now(),
        scheduled_at=now(),
        created_at=now(),
    )
    row = await mentorship(cast.cy, cast.ann, go)
    view = await accept(cast, cast.cy, row)
    assert (view.series_id, await OneOnOneSeries.all().count()) == (there.id, 1)
    await end(cast, cast.ann, row)
    assert (await OneOnOneSeries.get()).ended_at is None


async def test_ending_it_ends_the_bond_and_what_began_with_it(cast: Cast, go: Skill) -> None:
    with clock.at(now() - timedelta(days=30)):
        row = await mentorship(cast.cy, cast.ann, go)
        await accept(cast, cast.cy, row)
    view = await end(cast, cast.ann, row)
    assert view.state is MentorshipState.ENDED
    (bond,) = await bonds()
    assert bond.ends_on == today()
    assert (await OneOnOneSeries.get()).ended_at is not None
    assert not await mentor_and_mentee(cast.ann.id, cast.cy.id)


async def test_two_skills_are_one_bond_which_ends_with_the_second(cast: Cast, go: Skill) -> None:
    rust = await skill("Rust")
    first, second = (
        await mentorship(cast.cy, cast.ann, go),
        await mentorship(cast.cy, cast.ann, rust),
    )
    await accept(cast, cast.cy, first)
    await accept(cast, cast.cy, second)
    assert len(await bonds()) == await OneOnOneSeries.all().count() == 1
    await end(cast, cast.cy, first)
    assert await mentor_and_mentee(cast.ann.id, cast.cy.id)
    await end(cast, cast.cy, second)
    assert not await mentor_and_mentee(cast.ann.id, cast.cy.id)
    assert (await OneOnOneSeries.get()).ended_at is not None


async def test_two_mentors_of_one_person_may_accept_on_one_day(cast: Cast, go: Skill) -> None:
    for mentor in (cast.cy, cast.max):
        await accept(cast, mentor, await mentorship(mentor, cast.ann, go))
    assert [bond.starts_on for bond in await bonds()] == [today(), today() + timedelta(days=1)]


async def test_a_leavers_mentoring_ends_and_nobody_waits_for_their_answer(
    cast: Cast, go: Skill
) -> None:
    going = await mentorship(cast.cy, cast.ann, go)
    with clock.at(now() - timedelta(days=30)):
        await accept(cast, cast.cy, going)
    asked = await mentorship(cast.bo, cast.cy, go)
    others = await mentorship(cast.bo, cast.ann, go, proposed_by_id=cast.cy.id)
    await cast.leave(cast.cy)
    async with unit_of_work(BUS):
        record(PersonLeft(at=now(), person_id=cast.cy.id))
    states = dict(await Mentorship.all().values_list("id", "state"))
    assert states == {
        going.id: MentorshipState.ENDED,
        asked.id: MentorshipState.WITHDRAWN,
        others.id: MentorshipState.PROPOSED,
    }
    (bond,) = await bonds()
    assert bond.ends_on == today()
    assert (
        await OneOnOneSeries.filter(
            active_pair=pair_key(*sorted((cast.ann.id, cast.cy.id)))
        ).count()
        == 0
    )


async def test_both_may_accept_at_the_same_moment(cast: Cast, go: Skill) -> None:
    row = await mentorship(
        cast.cy, cast.ann, go, proposed_by_id=cast.mo.id, mentee_accepted_at=None
    )
    await asyncio.gather(accept(cast, cast.ann, row), accept(cast, cast.cy, row))
    assert (await Mentorship.get()).state is ACCEPTED
    assert len(await bonds()) == await OneOnOneSeries.all().count() == 1
