from __future__ import annotations

import asyncio
from datetime import date, timedelta
from typing import Any

import pytest

from erm.core.clock import now, today
from erm.core.errors import Conflict, DomainError
from erm.core.events import Bus
from erm.core.work import unit_of_work
from erm.development import queries
from erm.development.commands import goals, plans, renewal, signing
from erm.development.errors import (
    AgreedAlready,
    PlanClosedAlready,
    PlanNotFound,
    PlanReadOnly,
    PlanStateDoesNotAllow,
    SharingIsThePersons,
    StaleVersion,
)
from erm.development.events import PlanAgreed, PlanClosed, PlanDrafted, PlanEdited, PlanProposed
from erm.development.models import DevelopmentPlan
from erm.development.rules import PlanState
from erm.development.views import PlanView
from erm.people.models import Person
from tests.cast import Cast
from tests.development.builders import plan
from tests.development.conftest import Doing


async def draft(cast: Cast, do: Doing, by: Person, person: Person | None = None) -> PlanView:
    return await do(
        plans.draft_plan(
            cast.actor(by),
            person_id=None if person is None else person.id,
            title="  Lead a   project ",
            focus="Leadership",
            starts_on=today(),
            ends_on=today() + timedelta(days=90),
        )
    )


def edit(cast: Cast, by: Person, view: PlanView, **changes: Any) -> Any:
    values = {
        "title": view.title,
        "focus": view.focus,
        "starts_on": view.starts_on,
        "ends_on": view.ends_on,
        "shared_with_hr": view.shared_with_hr,
        "version": view.version,
    } | changes
    return plans.edit_plan(cast.actor(by), plan_id=view.id, **values)


async def test_ones_own_draft_is_nobody_elses(cast: Cast, do: Doing) -> None:
    view = await draft(cast, do, cast.ann)
    assert (view.title, view.state, view.visible_to_ids) == (
        "Lead a project",
        PlanState.DRAFT,
        (cast.ann.id,),
    )
    assert (view.can_edit, view.can_agree, view.can_check_in, view.can_close) == (
        True,
        False,
        False,
        True,
    )
    assert do.only(PlanDrafted).by_id == cast.ann.id
    assert await queries.team_plans(cast.actor(cast.mo)) == []
    with pytest.raises(PlanNotFound):
        await do(signing.propose_plan(cast.actor(cast.mo), plan_id=view.id))


async def test_the_person_proposes_and_their_manager_agrees(cast: Cast, do: Doing) -> None:
    view = await draft(cast, do, cast.ann)
    proposed = await do(signing.propose_plan(cast.actor(cast.ann), plan_id=view.id))
    assert proposed.state is PlanState.PROPOSED
    assert proposed.agreed_by_person_at is not None
    assert proposed.agreed_by_manager_at is None
    assert proposed.can_agree is False
    assert do.only(PlanProposed).manager_id == cast.mo.id
    mo = cast.actor(cast.mo)
    assert [waiting.id for waiting in await queries.plans_awaiting(mo)] == [view.id]
    assert await queries.plans_awaiting(cast.actor(cast.ann)) == []
    agreed = await do(signing.agree_plan(mo, plan_id=view.id, version=proposed.version))
    assert (agreed.state, agreed.agreed_manager_id) == (PlanState.ACTIVE, cast.mo.id)
    assert agreed.agreed_by_manager_at is not None
    assert agreed.can_check_in
    fact = do.only(PlanAgreed)
    assert (fact.person_id, fact.manager_id, fact.by_id) == (cast.ann.id, cast.mo.id, cast.mo.id)
    assert await queries.plans_awaiting(mo) == []


async def test_a_manager_drafts_and_proposes_and_the_person_agrees(cast: Cast, do: Doing) -> None:
    view = await draft(cast, do, cast.mo, cast.ann)
    assert view.visible_to_ids == (cast.ann.id, cast.mo.id)
    assert [p.id for p in await queries.own_plans(cast.actor(cast.ann))] == [view.id]
    proposed = await do(signing.propose_plan(cast.actor(cast.mo), plan_id=view.id))
    assert (proposed.agreed_manager_id, proposed.agreed_by_person_at) == (cast.mo.id, None)
    ann = cast.actor(cast.ann)
    assert [waiting.id for waiting in await queries.plans_awaiting(ann)] == [view.id]
    agreed = await do(signing.agree_plan(ann, plan_id=view.id))
    assert agreed.state is PlanState.ACTIVE
    assert agreed.agreed_by_person_at is not None
    assert do.only(PlanAgreed).by_id == cast.ann.id


async def test_nobody_agrees_twice_or_to_what_they_have_not_seen(cast: Cast, do: Doing) -> None:
    view = await draft(cast, do, cast.ann)
    ann, mo = cast.actor(cast.ann), cast.actor(cast.mo)
    proposed = await do(signing.propose_plan(ann, plan_id=view.id))
    with pytest.raises(AgreedAlready):
        await do(signing.agree_plan(ann, plan_id=view.id))
    await do(goals.add_goal(ann, plan_id=view.id, title="One more goal"))
    with pytest.raises(StaleVersion):
        await do(signing.agree_plan(mo, plan_id=view.id, version=proposed.version))
    assert (await DevelopmentPlan.get()).state is PlanState.PROPOSED


async def test_whoever_changes_a_proposed_plan_proposes_it_anew(cast: Cast, do: Doing) -> None:
    view = await draft(cast, do, cast.ann)
    ann, mo = cast.actor(cast.ann), cast.actor(cast.mo)
    await do(signing.propose_plan(ann, plan_id=view.id))
    seen = (await queries.plans_by_ids(mo, [view.id]))[view.id]
    changed = await do(edit(cast, cast.mo, seen, title="Lead two projects"))
    assert (changed.agreed_by_person_at, changed.agreed_manager_id) == (None, cast.mo.id)
    assert changed.can_agree is False
    with pytest.raises(AgreedAlready):
        await do(signing.agree_plan(mo, plan_id=view.id))
    assert (await do(signing.agree_plan(ann, plan_id=view.id))).state is PlanState.ACTIVE


async def test_a_new_manager_has_to_agree_in_place_of_the_former(cast: Cast, do: Doing) -> None:
    view = await draft(cast, do, cast.mo, cast.ann)
    await do(signing.propose_plan(cast.actor(cast.mo), plan_id=view.id))
    await cast.change_manager(cast.ann, cast.old)
    waiting = await do(signing.agree_plan(cast.actor(cast.ann), plan_id=view.id))
    assert waiting.state is PlanState.PROPOSED
    with pytest.raises(PlanNotFound):
        await do(signing.agree_plan(cast.actor(cast.mo), plan_id=view.id))
    agreed = await do(signing.agree_plan(cast.actor(cast.old), plan_id=view.id))
    assert (agreed.state, agreed.agreed_manager_id) == (PlanState.ACTIVE, cast.old.id)


async def test_somebody_without_a_manager_agrees_alone(cast: Cast, do: Doing) -> None:
    zed = cast.actor(cast.zed)
    view = await draft(cast, do, cast.zed)
    proposed = await do(signing.propose_plan(zed, plan_id=view.id))
    assert proposed.can_agree
    agreed = await do(signing.agree_plan(zed, plan_id=view.id))
    assert (agreed.state, agreed.agreed_manager_id, agreed.agreed_by_manager_at) == (
        PlanState.ACTIVE,
        None,
        None,
    )
    assert agreed.agreed_by_person_at == proposed.agreed_by_person_at
    assert do.only(PlanAgreed).manager_id is None


async def test_a_plan_is_not_drafted_for_others_or_for_a_leaver(cast: Cast, do: Doing) -> None:
    for by, person, code in [
        (cast.ann, cast.mo, "PLAN_NOT_FOR_THIS_PERSON"),
        (cast.old, cast.ann, "PLAN_NOT_FOR_THIS_PERSON"),
        (cast.zed, cast.ann, "PLAN_NOT_FOR_THIS_PERSON"),
        (cast.hana, cast.ann, "PLAN_NOT_FOR_THIS_PERSON"),
        (cast.ada, cast.ann, "PLAN_NOT_FOR_THIS_PERSON"),
        (cast.mo, cast.dee, "PERSON_HAS_LEFT"),
    ]:
        with pytest.raises(DomainError) as refused:
            await draft(cast, do, by, person)
        assert (refused.value.code, refused.value.field) == (code, "person_id")
    assert await DevelopmentPlan.all().count() == 0


async def test_who_may_draft_is_told_before_one_tries(cast: Cast) -> None:
    people = [cast.ann, cast.mo, cast.bo, cast.dee, cast.zed]
    told = await queries.draftable_for(cast.actor(cast.mo), [p.id for p in people])
    assert [told[p.id] for p in people] == [True, True, True, False, False]


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"title": " "}, "TEXT_REQUIRED", "title"),
        ({"title": "x" * 201}, "TEXT_TOO_LONG", "title"),
        ({"focus": "x" * 5001}, "TEXT_TOO_LONG", "focus"),
        ({"ends_on": date(2001, 1, 1)}, "DATE_OUT_OF_RANGE", "ends_on"),
        ({"starts_on": date.max}, "DATE_OUT_OF_RANGE", "starts_on"),
    ],
)
async def test_a_plan_with_unusable_words_is_refused_by_their_field(
    cast: Cast, do: Doing, changes: dict[str, Any], code: str, field: str
) -> None:
    view = await draft(cast, do, cast.ann)
    with pytest.raises(DomainError) as refused:
        await do(edit(cast, cast.ann, view, **changes))
    assert (refused.value.code, refused.value.field) == (code, field)
    row = await DevelopmentPlan.get()
    assert (row.title, row.version) == (view.title, 1)


async def test_a_period_that_ends_before_it_begins_is_refused(cast: Cast, do: Doing) -> None:
    view = await draft(cast, do, cast.ann)
    with pytest.raises(DomainError) as refused:
        await do(edit(cast, cast.ann, view, ends_on=view.starts_on))
    assert (refused.value.code, refused.value.field) == ("ENDS_BEFORE_START", "ends_on")


async def test_an_edit_of_an_active_plan_stands_and_is_told(cast: Cast, do: Doing) -> None:
    row = await plan(cast.ann, state=PlanState.ACTIVE, agreed_manager_id=cast.mo.id)
    for person in (cast.ann, cast.mo):
        actor = cast.actor(person)
        view = (await queries.plans_by_ids(actor, [row.id]))[row.id]
        do.heard.clear()
        edited = await do(edit(cast, person, view, title=f"By {person.given_name}"))
        assert (edited.state, edited.version) == (PlanState.ACTIVE, view.version + 1)
        fact = do.only(PlanEdited)
        assert (fact.by_id, fact.manager_id) == (person.id, cast.mo.id)
        kept = await DevelopmentPlan.get(id=row.id)
        assert (kept.edited_by_id, kept.edited_at is not None) == (person.id, True)
    with pytest.raises(StaleVersion):
        await do(edit(cast, cast.ann, view, title="Too late"))
    assert (await DevelopmentPlan.get(id=row.id)).title == "By Mo"


async def test_an_edit_that_changes_nothing_is_no_edit(cast: Cast, do: Doing) -> None:
    row = await plan(cast.ann, state=PlanState.ACTIVE)
    view = (await queries.plans_by_ids(cast.actor(cast.ann), [row.id]))[row.id]
    same = await do(edit(cast, cast.ann, view))
    assert (same.version, do.heard) == (view.version, [])


async def test_only_the_person_shares_their_plan_with_hr(cast: Cast, do: Doing) -> None:
    row = await plan(cast.ann, state=PlanState.PROPOSED, agreed_by_person_at=now())
    hana = cast.actor(cast.hana)
    view = (await queries.plans_by_ids(cast.actor(cast.mo), [row.id]))[row.id]
    with pytest.raises(SharingIsThePersons):
        await do(edit(cast, cast.mo, view, shared_with_hr=True))
    assert await queries.plans_by_ids(hana, [row.id]) == {}
    shared = await do(edit(cast, cast.ann, view, shared_with_hr=True))
    assert shared.agreed_by_person_at is not None
    assert row.id in await queries.plans_by_ids(hana, [row.id])
    for command in (
        edit(cast, cast.hana, shared, title="HR's"),
        renewal.close_plan(hana, plan_id=row.id),
        signing.agree_plan(hana, plan_id=row.id),
        goals.add_goal(hana, plan_id=row.id, title="HR's"),
    ):
        with pytest.raises(PlanReadOnly):
            await do(command)
    assert (await DevelopmentPlan.get()).title == "Grow"


async def test_nobody_else_does_anything_with_a_plan(cast: Cast, do: Doing) -> None:
    row = await plan(cast.ann, state=PlanState.PROPOSED)
    view = (await queries.plans_by_ids(cast.actor(cast.ann), [row.id]))[row.id]
    for person in (cast.zed, cast.bo, cast.hana, cast.ada, cast.old, cast.cy):
        actor = cast.actor(person)
        for command in (
            edit(cast, person, view, title="x"),
            signing.propose_plan(actor, plan_id=row.id),
            signing.agree_plan(actor, plan_id=row.id),
            renewal.close_plan(actor, plan_id=row.id),
            goals.add_goal(actor, plan_id=row.id, title="x"),
        ):
            with pytest.raises(PlanNotFound):
                await do(command)
    kept = await DevelopmentPlan.get()
    assert (kept.title, kept.state, kept.version) == ("Grow", PlanState.PROPOSED, 1)
    assert do.heard == []


async def test_a_closed_plan_does_not_change_any_more(cast: Cast, do: Doing) -> None:
    view = await draft(cast, do, cast.ann)
    ann = cast.actor(cast.ann)
    goal = await do(goals.add_goal(ann, plan_id=view.id, title="A goal"))
    closed = await do(renewal.close_plan(ann, plan_id=view.id, note="Other plans"))
    assert (closed.state, closed.closing_note) == (PlanState.CLOSED, "Other plans")
    assert do.only(PlanClosed).by_id == cast.ann.id
    for command in (
        edit(cast, cast.ann, closed, title="x"),
        signing.propose_plan(ann, plan_id=view.id),
        signing.agree_plan(ann, plan_id=view.id),
        renewal.close_plan(ann, plan_id=view.id),
        goals.add_goal(ann, plan_id=view.id, title="x"),
        goals.edit_goal(ann, goal_id=goal.id, title="x", description="", due_on=None, version=1),
        goals.remove_goal(ann, goal_id=goal.id),
        goals.add_milestone(ann, goal_id=goal.id, title="x"),
    ):
        with pytest.raises(PlanClosedAlready):
            await do(command)
    assert await queries.plans_by_ids(cast.actor(cast.mo), [view.id]) == {}, "never proposed"


async def test_a_step_out_of_order_is_refused(cast: Cast, do: Doing) -> None:
    ann = cast.actor(cast.ann)
    view = await draft(cast, do, cast.ann)
    with pytest.raises(PlanStateDoesNotAllow):
        await do(signing.agree_plan(ann, plan_id=view.id))
    await do(signing.propose_plan(ann, plan_id=view.id))
    with pytest.raises(PlanStateDoesNotAllow):
        await do(signing.propose_plan(ann, plan_id=view.id))


async def test_two_agreements_at_once_make_one_fact(cast: Cast, do: Doing) -> None:
    row = await plan(cast.ann, state=PlanState.PROPOSED, agreed_by_person_at=now())
    mo = cast.actor(cast.mo)

    async def agree() -> str:
        try:
            async with unit_of_work(Bus()):
                await signing.agree_plan(mo, plan_id=row.id)
        except (AgreedAlready, Conflict) as error:
            return error.code
        return "agreed"

    answers = await asyncio.gather(*(agree() for _ in range(6)))
    assert sorted(answers) == [*["PLAN_STATE_DOES_NOT_ALLOW"] * 5, "agreed"]


async def test_plans_gone_quiet_are_mine_and_my_reports(cast: Cast) -> None:
    long_ago = now() - timedelta(days=21, minutes=1)
    longer = now() - timedelta(days=40)
    mine = await plan(cast.mo, state=PlanState.ACTIVE, last_activity_at=longer)
    anns = await plan(cast.ann, state=PlanState.ACTIVE, last_activity_at=long_ago)
    await plan(cast.ann, state=PlanState.ACTIVE, last_activity_at=now() - timedelta(days=20))
    await plan(cast.ann, state=PlanState.CLOSED, last_activity_at=long_ago)
    shared = {"state": PlanState.ACTIVE, "last_activity_at": long_ago, "shared_with_hr": True}
    await plan(cast.cy, **shared)
    quiet = await queries.quiet_plans(cast.actor(cast.mo))
    assert [(view.id, view.quiet, view.quiet_days) for view in quiet] == [
        (mine.id, True, 40),
        (anns.id, True, 21),
    ]
    assert await queries.quiet_plans(cast.actor(cast.hana)) == []
