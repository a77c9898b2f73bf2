"""Both forms of every rule, over every person and every row of the company."""

from __future__ import annotations

from itertools import product

import pytest

from erm.core.actor import SYSTEM
from erm.development import policy, queries
from erm.development.models import CheckIn, DevelopmentPlan, Goal, Milestone
from erm.development.rules import Confidence, GoalVisibility, Origin, PlanReader, PlanState
from erm.people.models import Person
from erm.people.queries import indirect_report_ids
from tests.cast import Cast
from tests.development.builders import filled, goal_row, plan, plan_row

STORED = [state for state in PlanState if state is not PlanState.EXPIRED]


@pytest.fixture
async def rows(cast: Cast) -> None:
    """Every combination of state, author and sharing, for people in every relation."""
    made = []
    for person, state, shared in product((cast.ann, cast.cy, cast.mo, cast.dee), STORED, range(4)):
        sharing = {
            "shared_with_hr": shared == 1,
            "shared_with_mentor": shared == 2,
            "shared_with_managers_manager": shared == 3,
            "mentor_id": cast.cy.id,
        }
        made += [
            plan_row(person, state=state, author_id=author, **sharing)
            for author in {person.id, cast.mo.id, cast.old.id}
        ]
    for person, name in product(
        (cast.ann, cast.mo), ("agreed_manager_id", "closed_manager_id", "closed_by_id")
    ):
        made += [
            plan_row(person, state=PlanState.CLOSED, **{name: manager.id})
            for manager in (cast.mo, cast.zed, cast.old)
        ]
    # Given up before it was ever shown to anybody.
    shown = {"shared_with_hr": True, "shared_with_mentor": True, "mentor_id": cast.cy.id}
    shown |= {"shared_with_managers_manager": True}
    made.append(plan_row(cast.ann, state=PlanState.CLOSED, proposed_at=None, **shown))
    await DevelopmentPlan.bulk_create(made)


async def test_predicate_and_filter_agree_for_everybody(cast: Cast, rows: None) -> None:
    plans = await DevelopmentPlan.all()
    actors = [cast.actor(person) for person in cast.people] + [SYSTEM]
    read = 0
    for actor in actors:
        indirect = await indirect_report_ids(actor)
        listed = {row.id for row in await DevelopmentPlan.filter(policy.readable_plans(actor))}
        for row in plans:
            assert policy.may_read_plan(actor, row, indirect) == (row.id in listed), row.id
            if policy.may_work_on_plan(actor, row):
                assert row.id in listed
        read += len(listed)
    assert 0 < read < len(actors) * len(plans)


async def test_both_forms_of_the_rules_for_goals_agree_for_everybody(cast: Cast) -> None:
    plans = [plan_row(cast.ann, state=state) for state in STORED]
    plans += [plan_row(cast.ann, state=PlanState.ACTIVE, shared_with_hr=True)]
    await DevelopmentPlan.bulk_create(plans)
    goals = [
        goal_row(person, author_id=author, visibility=visibility)
        for visibility, person in product(GoalVisibility, (cast.ann, cast.mo, cast.cy, cast.dee))
        for author in {person.id, cast.mo.id}
    ] + [
        goal_row(cast.ann, author_id=author.id, plan_id=one.id, visibility=visibility)
        for visibility, one, author in product(GoalVisibility, plans, (cast.ann, cast.mo))
    ]
    await Goal.bulk_create(goals)
    around = {one.id: one for one in plans}
    for actor in [*(cast.actor(person) for person in cast.people), SYSTEM]:
        indirect = await indirect_report_ids(actor)
        listed = {row.id for row in await Goal.filter(policy.readable_goals(actor))}
        followed = {row.id for row in await Goal.filter(policy.followed_goals(actor))}
        shown = await queries.goals_by_ids(actor, [goal.id for goal in goals])
        for goal in goals:
            its = None if goal.plan_id is None else around[goal.plan_id]
            assert policy.may_read_goal(actor, goal, its, indirect) == (goal.id in listed)
            assert policy.may_follow_goal(actor, goal, its, indirect) == (goal.id in followed)
            assert (goal.id in shown) == (goal.id in listed)
            if goal.id in shown:
                assert shown[goal.id].followed == (goal.id in followed)
                works = policy.may_work_on_goal(actor, goal, its)
                assert works or not shown[goal.id].can_edit
            if goal.visibility is GoalVisibility.PRIVATE and goal.author_id != actor.person_id:
                assert goal.id not in listed
        assert followed <= listed


async def test_what_everybody_reads_is_the_goal_and_nothing_that_was_told_of_it(
    cast: Cast,
) -> None:
    (row,) = await filled([cast.ann], cast.mo, state=PlanState.ACTIVE)
    await Goal.filter(plan_id=row.id).update(
        visibility=GoalVisibility.EVERYONE,
        status_reason="secret",
        confidence=Confidence.LOW,
        origin=Origin.FEEDBACK,
        origin_id=row.id,
    )
    goals = [key for (key,) in await Goal.all().values_list("id")]
    check_ins = [key for (key,) in await CheckIn.all().values_list("id")]
    for person, follows in ((cast.ann, True), (cast.mo, True), (cast.cy, False)):
        actor = cast.actor(person)
        seen = await queries.goals_by_ids(actor, goals)
        assert set(seen) == set(goals)
        for view in seen.values():
            told = (view.plan_id, view.status_reason, view.confidence, view.origin_id)
            assert told == ((row.id, "secret", Confidence.LOW, row.id) if follows else NOTHING)
        assert bool(await queries.check_ins_by_ids(actor, check_ins)) is follows
        assert any((await queries.changes_of_goals(actor, goals)).values()) is False
        assert all((await queries.milestones_of(actor, goals)).values())
    await DevelopmentPlan.filter(id=row.id).update(state=PlanState.DRAFT, proposed_at=None)
    assert await queries.goals_by_ids(cast.actor(cast.cy), goals) == {}


NOTHING = (None, "", None, None)


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


async def test_a_new_manager_reads_of_the_past_only_what_was_shared_at_their_level(
    cast: Cast,
) -> None:
    """Mo manages Ann now; Old did before."""
    for agreed_before, more, seen in [
        (cast.old, {}, False),
        (cast.mo, {}, True),
        (cast.old, {"closed_manager_id": cast.mo.id}, True),
        (cast.old, {"closed_by_id": cast.mo.id}, True),
        (cast.old, {"author_id": cast.mo.id}, True),
        (cast.old, {"shared_with_managers_manager": True}, True),
        (cast.old, {"shared_with_hr": True}, False),
    ]:
        row = await plan(
            cast.ann, state=PlanState.CLOSED, agreed_manager_id=agreed_before.id, **more
        )
        assert ("Mo" in await readers(cast, row)) is seen, more
        assert "Old" not in await readers(cast, row)
    for state in (PlanState.PROPOSED, PlanState.ACTIVE):
        row = await plan(cast.ann, state=state, agreed_manager_id=cast.old.id)
        assert "Mo" in await readers(cast, row)


async def test_mentor_and_managers_manager_read_what_was_proposed_and_shared_with_them(
    cast: Cast,
) -> None:
    sharing = {
        "mentor_id": cast.cy.id,
        "shared_with_mentor": True,
        "shared_with_managers_manager": True,
    }
    assert await readers(cast, await plan(cast.ann, **sharing)) == {"Ann"}
    shared = await plan(cast.ann, state=PlanState.ACTIVE, **sharing)
    assert await readers(cast, shared) == {"Ann", "Mo", "Cy", "Zed"}
    only_named = await plan(cast.ann, state=PlanState.ACTIVE, mentor_id=cast.cy.id)
    assert await readers(cast, only_named) == {"Ann", "Mo"}
    lines = (await queries.plans_by_ids(cast.actor(cast.ann), [shared.id]))[shared.id].readers
    assert [(line.reader, line.person_id) for line in lines] == [
        (PlanReader.PERSON, cast.ann.id),
        (PlanReader.MANAGER, cast.mo.id),
        (PlanReader.MENTOR, cast.cy.id),
        (PlanReader.MANAGERS_MANAGER, cast.zed.id),
    ]
    for person in (cast.cy, cast.zed):
        view = (await queries.plans_by_ids(cast.actor(person), [shared.id]))[shared.id]
        assert not any((view.can_edit, view.can_agree, view.can_close, view.can_share))


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
    assert policy.may_share_plan(cast.actor(cast.ann), await plan(cast.ann))
    assert not policy.may_share_plan(cast.actor(cast.mo), await plan(cast.ann))
