"""A manager's team at a glance: what they may read of each report anyway, and nothing besides."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest

from erm.core import clock
from erm.core.actor import SYSTEM
from erm.core.clock import now
from erm.core.ids import new_id
from erm.development.competencies.rules import AssessmentState
from erm.development.learning.models import Certificate
from erm.development.models import DevelopmentPlan, Goal, Milestone
from erm.development.overview.team import TeamLineView, TeamView, team_development
from erm.development.rules import GoalStatus, GoalVisibility, PlanState
from erm.development.skills.models import PersonSkill, Skill, SkillExpectation, SkillName
from erm.people.models import Person
from tests.cast import Cast
from tests.conftest import Api
from tests.database import query_count
from tests.development.builders import plan
from tests.development.overview.builders import assessed, framework, place
from tests.digest.week import MONDAY

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    with clock.at(MONDAY):
        yield


async def team(cast: Cast, person: Person | None = None) -> TeamView:
    found = await team_development(cast.actor(person or cast.mo))
    assert found is not None
    return found


async def line(cast: Cast, person: Person) -> TeamLineView:
    (found,) = [each for each in (await team(cast)).lines if each.person_id == person.id]
    return found


async def goal(row: DevelopmentPlan | None, person: Person, **values: Any) -> Goal:
    return await Goal.create(
        **{
            "plan_id": None if row is None else row.id,
            "person_id": person.id,
            "author_id": person.id,
            "title": "Speak",
            "position": 0,
            "created_at": now(),
        }
        | values
    )


async def test_whoever_has_no_reports_has_no_team(cast: Cast) -> None:
    for person in (cast.ann, cast.hana, cast.ada, cast.old):
        assert await team_development(cast.actor(person)) is None
    assert await team_development(SYSTEM) is None


async def test_each_report_is_a_line_in_the_order_of_the_directory(cast: Cast) -> None:
    """Direct reports who are there, with a plan or without one."""
    found = await team(cast)
    assert [each.person_id for each in found.lines] == [cast.ann.id, cast.bo.id]
    assert {each.plan for each in found.lines} == {None}
    assert (found.with_plan, found.quiet, found.expired) == (0, 0, 0)


async def test_the_plan_that_is_worked_on_is_shown_and_a_report_s_own_draft_is_not(
    cast: Cast,
) -> None:
    await plan(cast.ann, title="Mine alone")
    assert (await line(cast, cast.ann)).plan is None
    await plan(cast.ann, title="Over", state=PlanState.CLOSED, agreed_manager_id=cast.mo.id)
    assert (await line(cast, cast.ann)).plan is None
    titles = []
    for state, values in (
        (PlanState.DRAFT, {"author_id": cast.mo.id}),
        (PlanState.PROPOSED, {}),
        (PlanState.ACTIVE, {"ends_on": MONDAY.date() - DAY, "signed_at": now()}),
        (PlanState.ACTIVE, {"signed_at": now()}),
    ):
        await plan(cast.ann, title=f"{len(titles)}", state=state, **values)
        shown = (await line(cast, cast.ann)).plan
        assert shown is not None
        titles.append(shown.title)
    assert titles == ["0", "1", "2", "3"]


async def test_goals_are_those_of_the_plan_and_those_of_none_but_no_private_ones(
    cast: Cast,
) -> None:
    row = await plan(cast.ann, state=PlanState.ACTIVE, signed_at=now())
    closed = await plan(
        cast.ann, state=PlanState.CLOSED, signed_at=now(), agreed_manager_id=cast.mo.id
    )
    told = now() - 3 * DAY
    await goal(row, cast.ann, due_on=MONDAY.date() + 9 * DAY, checked_in_at=told)
    risky = await goal(row, cast.ann, status=GoalStatus.AT_RISK)
    await goal(row, cast.ann, status=GoalStatus.DONE, due_on=MONDAY.date() - 9 * DAY)
    await goal(None, cast.ann, status=GoalStatus.OFF_TRACK, due_on=MONDAY.date() + 5 * DAY)
    await goal(
        row,
        cast.ann,
        visibility=GoalVisibility.PRIVATE,
        due_on=MONDAY.date(),
        checked_in_at=now(),
    )
    await goal(closed, cast.ann, status=GoalStatus.AT_RISK)
    found = await line(cast, cast.ann)
    assert (found.goals_open, found.goals_at_risk, found.goals_done) == (3, 2, 1)
    assert found.last_check_in_at == told
    assert found.next_due_on == MONDAY.date() + 5 * DAY
    for days, done_at in ((2, None), (1, now())):
        await Milestone.create(
            goal_id=risky.id,
            title="Once",
            due_on=MONDAY.date() + days * DAY,
            done_at=done_at,
            position=days,
            created_at=now(),
        )
    assert (await line(cast, cast.ann)).next_due_on == MONDAY.date() + 2 * DAY


async def test_quiet_and_expired_plans_are_counted(cast: Cast) -> None:
    await plan(cast.ann, state=PlanState.ACTIVE, signed_at=now(), last_activity_at=now() - 25 * DAY)
    await plan(
        cast.bo,
        state=PlanState.ACTIVE,
        signed_at=now(),
        starts_on=MONDAY.date() - 90 * DAY,
        ends_on=MONDAY.date() - DAY,
        last_activity_at=now() - 25 * DAY,
    )
    found = await team(cast)
    assert (found.with_plan, found.quiet, found.expired) == (1, 1, 1)
    assert [each.quiet_days for each in found.lines] == [25, None]


async def test_the_three_largest_gaps_by_the_manager_s_side_are_shown(cast: Cast) -> None:
    """Nothing of what goes on, and no gap of somebody who is where they should be."""
    built = await framework()
    await place(built, [cast.ann, cast.bo], "staff")
    seen = {"testing": 2, "design": 0, "writing": 3}
    own = {"testing": 0, "design": 3, "writing": 0}
    await assessed(built, [cast.ann], "staff", own, seen, at=now() - 9 * DAY)
    await assessed(built, [cast.bo], "staff", own, seen, state=AssessmentState.OPEN)
    found = await line(cast, cast.ann)
    assert [(each.competency_id, each.gap) for each in found.largest_gaps] == [
        (built.competencies["design"], 3),
        (built.competencies["testing"], 1),
    ]
    assert found.last_assessed_at == now() - 9 * DAY
    other = await line(cast, cast.bo)
    assert (other.largest_gaps, other.last_assessed_at) == ((), None)
    assert (await team(cast)).assessed_past_12_months == 1


async def test_a_new_manager_sees_no_assessment_from_before_their_time(cast: Cast) -> None:
    built = await framework()
    await place(built, [cast.ann], "staff")
    await assessed(built, [cast.ann], "staff", {"testing": 0}, {"testing": 0}, at=now() - 9 * DAY)
    await cast.change_manager(cast.ann, cast.max)
    (found,) = [
        each for each in (await team(cast, cast.max)).lines if each.person_id == cast.ann.id
    ]
    assert (found.largest_gaps, found.last_assessed_at) == ((), None)
    assert cast.ann.id not in {each.person_id for each in (await team(cast)).lines}


async def test_skills_below_what_the_level_expects_and_certificates_that_end_are_counted(
    cast: Cast,
) -> None:
    built = await framework()
    await place(built, [cast.ann, cast.bo], "staff")
    for n, level in enumerate((2, 3, None)):
        skill = await Skill.create(created_at=now())
        await SkillName.create(skill_id=skill.id, name=f"s{n}", folded=f"s{n}", is_main=True)
        await SkillExpectation.create(
            career_level_id=built.levels["staff"], skill_id=skill.id, level=3
        )
        if level is not None:
            await PersonSkill.create(
                person_id=cast.ann.id, skill_id=skill.id, level=level, updated_at=now()
            )
    for days in (30, -30, 300):
        await Certificate.create(
            person_id=cast.ann.id,
            name="Diver",
            expires_on=MONDAY.date() + days * DAY,
            created_at=now(),
        )
    ann, bo = await line(cast, cast.ann), await line(cast, cast.bo)
    assert (ann.skills_missing, ann.certificates_expiring) == (2, 2)
    assert (bo.skills_missing, bo.certificates_expiring) == (3, 0)
    assert (await team(cast)).certificates_expiring == 2


async def test_through_the_api(cast: Cast, api: Callable[..., Api]) -> None:
    built = await framework()
    await place(built, [cast.ann], "staff")
    await assessed(built, [cast.ann], "staff", {"testing": 1}, {"testing": 1})
    await plan(cast.ann, state=PlanState.ACTIVE, signed_at=now(), title="Grow")
    query = """{ viewer { teamDevelopment { withPlan quiet expired certificatesExpiring
        assessedPast12Months people { person { name } placement { level { name } }
        plan { title } planState quietDays goalsOpen goalsAtRisk goalsDone progress lastCheckInAt
        lastAssessedAt largestGaps { competency { name } gap } skillsMissing
        certificatesExpiring nextDueOn } } } }"""
    with clock.at(MONDAY):
        found = (await api(cast.mo).run(query))["viewer"]["teamDevelopment"]
        assert (await api(cast.ann).run(query))["viewer"]["teamDevelopment"] is None
    assert (found["withPlan"], found["assessedPast12Months"]) == (1, 1)
    ann = found["people"][0]
    assert ann["placement"] == {"level": {"name": "Staff"}}
    assert (ann["plan"], ann["planState"]) == ({"title": "Grow"}, "ACTIVE")
    assert ann["largestGaps"] == [{"competency": {"name": "Testing"}, "gap": 2}]


async def test_the_number_of_queries_does_not_grow_with_the_team(cast: Cast) -> None:
    built = await framework()
    skill = await Skill.create(created_at=now())
    await SkillName.create(skill_id=skill.id, name="s", folded="s", is_main=True)
    counts = []
    for size in (1, 19, 180):
        people = await cast.crowd(size, manager=cast.mo)
        await place(built, people, "staff")
        await assessed(built, people, "staff", {"testing": 1}, {"testing": 1})
        for person in people:
            row = await plan(person, state=PlanState.ACTIVE, signed_at=now(), mentor_id=cast.cy.id)
            each = await goal(row, person)
            await Milestone.create(goal_id=each.id, title="x", position=0, created_at=now())
        await PersonSkill.bulk_create(
            [
                PersonSkill(
                    id=new_id(), person_id=p.id, skill_id=skill.id, level=1, updated_at=now()
                )
                for p in people
            ]
        )
        with query_count() as count:
            found = await team(cast)
        counts.append(count.count)
        assert found.with_plan == len(found.lines) - 2
    assert len(set(counts)) == 1, counts
    assert counts[0] <= 45
