"""Plans, goals, milestones and check-ins of the version before survive what is made of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from erm.core.database.connections import connection, database
from erm.core.database.migrate import migrate
from erm.core.events import Bus
from erm.core.ids import new_id
from erm.core.work import unit_of_work
from erm.development.models import CheckIn, DevelopmentPlan, Goal, Milestone
from erm.development.rollup import progress_of_goals
from erm.development.rules import (
    GoalMeasure,
    GoalStatus,
    GoalVisibility,
    PlanOutcome,
    PlanState,
)
from tests import cast as casting
from tests.database import PostgresServer, sqlite_url

PROPOSED, AGREED = "2026-01-02 09:00:00+00:00", "2026-01-05 10:00:00+00:00"
LAST = datetime(2026, 3, 1, 8, tzinfo=UTC)


class Enough(Exception):
    """The database is as far as it is to be."""


@pytest.fixture
def empty_url(request: pytest.FixtureRequest, database_kind: str, tmp_path: Path) -> Iterator[str]:
    if database_kind == "sqlite":
        yield sqlite_url(tmp_path / "before.db")
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    yield server.create_database("before_plans_deepened")
    server.drop_database("before_plans_deepened")


def stop_before_the_fourth(name: str) -> None:
    if name.startswith("0004"):
        raise Enough


async def insert(table: str, **values: object) -> None:
    """A row as it was then: the models know columns that are not there yet."""

    def literal(value: object) -> str:
        if value is None:
            return "NULL"
        if isinstance(value, bool | int):
            return str(value)
        return f"'{value}'"

    names, words = ", ".join(values), ", ".join(literal(value) for value in values.values())
    await connection().execute_script(f"INSERT INTO {table} ({names}) VALUES ({words})")


async def plan_before(person: UUID, manager: UUID | None, state: str, agreed: str | None) -> UUID:
    key = new_id()
    await insert(
        "development_plan",
        id=key, person_id=person, author_id=person, title="Grow", focus="", starts_on="2026-01-01",
        ends_on="2026-12-31", state=state, shared_with_hr=False, proposed_by_id=person,
        proposed_at=PROPOSED, agreed_by_person_at=PROPOSED,
        agreed_by_manager_at=agreed, agreed_manager_id=manager if agreed else None,
        closed_at=AGREED if state == "closed" else None, closing_note="", last_activity_at=AGREED,
        created_at=PROPOSED, version=3,
    )  # fmt: skip
    return key


async def test_what_was_there_is_there_and_means_the_same(empty_url: str) -> None:
    with pytest.raises(Enough):
        await migrate(empty_url, stop_before_the_fourth)
    goal, step, told = new_id(), new_id(), [new_id(), new_id()]
    async with database(empty_url):
        cast = await casting.company()
        async with unit_of_work(Bus()):
            ann, mo = cast.ann.id, cast.mo.id
            active = await plan_before(ann, mo, "active", AGREED)
            alone = await plan_before(cast.zed.id, None, "active", None)
            proposed = await plan_before(ann, mo, "proposed", None)
            completed = await plan_before(ann, mo, "closed", AGREED)
            given_up = await plan_before(ann, mo, "closed", None)
            await insert(
                "goal",
                id=goal, plan_id=active, title="Speak", description="Loudly", due_on="2026-06-01",
                progress=40, status="at_risk", position=3, created_at=PROPOSED, version=7,
            )  # fmt: skip
            await insert(
                "milestone",
                id=step, goal_id=goal, title="Once", due_on=None, done_at=AGREED, position=0,
                created_at=PROPOSED,
            )  # fmt: skip
            for key, at, progress in (
                (told[0], AGREED, 20),
                (told[1], LAST.isoformat(sep=" "), 40),
            ):
                await insert(
                    "check_in",
                    id=key, goal_id=goal, author_id=mo, progress=progress, status="at_risk",
                    comment="Slow", created_at=at,
                )  # fmt: skip
    assert (await migrate(empty_url))[0] == "0004_development_deepens"
    async with database(empty_url):
        row = await Goal.get()
        assert (row.id, row.plan_id, row.person_id, row.author_id) == (goal, active, ann, ann)
        assert (row.title, row.description, row.progress, row.position, row.version) == (
            "Speak",
            "Loudly",
            40,
            3,
            7,
        )
        assert (row.status, row.measure, row.visibility, row.weight, row.unit) == (
            GoalStatus.AT_RISK,
            GoalMeasure.PERCENT,
            GoalVisibility.SHARED,
            1,
            "",
        )
        assert row.checked_in_at == LAST
        assert await progress_of_goals([goal]) == {goal: 40}
        milestone = await Milestone.get()
        assert (milestone.id, milestone.goal_id, milestone.done_at is None) == (step, goal, False)
        check_ins = await CheckIn.all().order_by("progress")
        assert [(each.id, each.comment, each.reason) for each in check_ins] == [
            (told[0], "Slow", None),
            (told[1], "Slow", None),
        ]
        plans = {plan.id: plan for plan in await DevelopmentPlan.all()}
        agreed_at = datetime.fromisoformat(AGREED)
        assert plans[active].signed_at == agreed_at
        assert plans[alone].signed_at == datetime.fromisoformat(PROPOSED)
        assert plans[proposed].signed_at is None
        outcomes = [plans[key].outcome for key in (active, proposed, completed, given_up)]
        assert outcomes == [None, None, PlanOutcome.COMPLETED, PlanOutcome.GIVEN_UP]
        for plan in plans.values():
            assert (plan.check_in_every, plan.quiet_after) == (14, 21)
            assert (plan.shared_with_mentor, plan.shared_with_managers_manager) == (False, False)
            assert plan.state is not PlanState.EXPIRED
