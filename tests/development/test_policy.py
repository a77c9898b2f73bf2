"""Both forms of every rule, over every person and every row of the company."""

from __future__ import annotations

from itertools import product

import pytest

from erm.core.actor import SYSTEM
from erm.development import policy, queries
from erm.development.models import CheckIn, DevelopmentPlan, Goal, Milestone
from erm.development.rules import PlanState
from erm.people.models import Person
from tests.cast import Cast
from tests.development.builders import filled, plan


@pytest.fixture
async def rows(cast: Cast) -> None:
    """Every combination of state, author and sharing, for people in every relation."""
    for person, state, shared in product(
        (cast.ann, cast.cy, cast.mo, cast.dee), PlanState, (False, True)
    ):
        for author in {person.id, cast.mo.id, cast.old.id}:
            await plan(person, state=state, shared_with_hr=shared, author_id=author)
    # Given up before it was ever shown to anybody.
    await plan(cast.ann, state=PlanState.CLOSED, proposed_at=None, shared_with_hr=True)


async def test_predicate_and_filter_agree_for_everybody(cast: Cast, rows: None) -> None:
    plans = await DevelopmentPlan.all()
    actors = [cast.actor(person) for person in cast.people] + [SYSTEM]
    read = 0
    for actor in actors:
        listed = {row.id for row in await DevelopmentPlan.filter(policy.readable_plans(actor))}
        for row in plans:
            assert policy.may_read_plan(actor, row) == (row.id in listed)
        read += len(listed)
    assert 0 < read < len(actors) * len(plans)


async def test_goals_milestones_and_check_ins_follow_their_plan(cast: Cast) -> None:
    await filled([cast.ann], cast.mo, state=PlanState.ACTIVE)
    await filled([cast.ann], cast.mo, state=PlanState.DRAFT)
    await filled([cast.cy], cast.max, state=PlanState.ACTIVE, shared_with_hr=True)
    goals = [row["id"] for row in await Goal.all().values("id")]
    milestones = [row["id"] for row in await Milestone.all().values("id")]
    check_ins = [row["id"] for row in await CheckIn.all().values("id")]
    for person in cast.people:
        actor = cast.actor(person)
        plans = await DevelopmentPlan.filter(policy.readable_plans(actor)).count()
        assert len(await queries.goals_by_ids(actor, goals)) == plans * 2
        assert len(await queries.milestones_by_ids(actor, milestones)) == plans * 2
        assert len(await queries.check_ins_by_ids(actor, check_ins)) == plans * 2


async def readers(cast: Cast, row: DevelopmentPlan) -> set[str]:
    found: set[str] = set()
    for person in cast.people:
        if row.id in await queries.plans_by_ids(cast.actor(person), [row.id]):
            found.add(person.given_name)
    return found


async def test_one_reads_a_plan_by_being_the_person_or_their_manager_now(cast: Cast) -> None:
    own_draft = await plan(cast.ann)
    proposed = await plan(cast.ann, state=PlanState.PROPOSED)
    active = await plan(cast.ann, state=PlanState.ACTIVE, agreed_manager_id=cast.old.id)
    shared = await plan(cast.ann, state=PlanState.ACTIVE, shared_with_hr=True)
    shared_draft = await plan(cast.ann, shared_with_hr=True)
    managers_draft = await plan(cast.ann, author_id=cast.mo.id)
    former_managers_draft = await plan(cast.ann, author_id=cast.old.id)
    assert await readers(cast, own_draft) == {"Ann"}
    assert await readers(cast, proposed) == {"Ann", "Mo"}
    assert await readers(cast, active) == {"Ann", "Mo"}
    assert await readers(cast, shared) == {"Ann", "Mo", "Hana"}
    assert await readers(cast, shared_draft) == {"Ann"}
    assert await readers(cast, managers_draft) == {"Ann", "Mo"}
    assert await readers(cast, former_managers_draft) == {"Ann"}


async def test_who_will_see_this_is_who_does(cast: Cast, rows: None) -> None:
    """HR apart, which is named as a role."""
    plans = [row.id for row in await DevelopmentPlan.exclude(person_id=cast.dee.id)]
    told: dict[object, set[object]] = {}
    real: dict[object, set[object]] = {key: set() for key in plans}
    for person in cast.people:
        views = await queries.plans_by_ids(cast.actor(person), plans)
        for key, view in views.items():
            told[key] = set(view.visible_to_ids)
            if person is not cast.hana or view.person_id == cast.hana.id:
                real[key].add(person.id)
    assert told == real


async def test_a_leavers_plan_has_no_reader_but_hr_where_it_was_shared(cast: Cast) -> None:
    row = await plan(cast.dee, state=PlanState.ACTIVE)
    shared = await plan(cast.dee, state=PlanState.ACTIVE, shared_with_hr=True)
    assert await readers(cast, row) - {"Dee"} == set()
    assert await readers(cast, shared) - {"Dee"} == {"Hana"}


async def test_hr_reads_a_shared_plan_and_does_not_work_on_it(cast: Cast) -> None:
    row = await plan(cast.ann, state=PlanState.ACTIVE, shared_with_hr=True)
    hana = cast.actor(cast.hana)
    assert policy.may_read_plan(hana, row)
    assert not policy.may_work_on_plan(hana, row)
    view = (await queries.plans_by_ids(hana, [row.id]))[row.id]
    allowed = (view.can_edit, view.can_agree, view.can_check_in, view.can_close)
    assert allowed == (False, False, False, False)


async def test_one_drafts_for_oneself_and_ones_reports(cast: Cast) -> None:
    def may(one: Person, other: Person) -> bool:
        return policy.may_draft_plan(cast.actor(one), other.id)

    assert may(cast.ann, cast.ann)
    assert may(cast.mo, cast.ann)
    assert not may(cast.ann, cast.mo)
    assert not may(cast.zed, cast.ann)
    assert not may(cast.old, cast.ann)
    assert not may(cast.hana, cast.ann)
    assert not may(cast.ada, cast.ann)
    assert not may(cast.mo, cast.dee)
    assert not policy.may_draft_plan(SYSTEM, cast.ann.id)
    assert policy.may_share_with_hr(cast.actor(cast.ann), await plan(cast.ann))
    assert not policy.may_share_with_hr(cast.actor(cast.mo), await plan(cast.ann))
