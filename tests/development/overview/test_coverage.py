"""How much of the company develops by a plan: told of groups, never of people."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from erm.core import clock
from erm.core.clock import now, today
from erm.development.models import CheckIn, DevelopmentPlan, Goal
from erm.development.overview.coverage import CoverageView, development_coverage
from erm.development.overview.rules import CoverageBy
from erm.development.rules import GoalStatus, GoalVisibility, PlanOutcome, PlanState
from erm.people.models import Person
from tests.cast import Cast
from tests.database import query_count
from tests.development.builders import plan_row
from tests.development.overview.builders import assessed, framework, place
from tests.digest.week import MONDAY

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    with clock.at(MONDAY):
        yield


async def coverage(
    cast: Cast, by: CoverageBy = CoverageBy.DEPARTMENT, on: date | None = None
) -> CoverageView:
    found = await development_coverage(cast.actor(cast.hana), by=by, on=on)
    assert found is not None
    return found


async def plans(people: list[Person], signed: int = 60, **values: Any) -> list[DevelopmentPlan]:
    """A plan of each, signed so many days ago, over in 30 days unless said otherwise."""
    rows = [
        plan_row(
            person,
            **{
                "state": PlanState.ACTIVE,
                "signed_at": now() - signed * DAY,
                "ends_on": today() + 30 * DAY,
            }
            | values,
        )
        for person in people
    ]
    await DevelopmentPlan.bulk_create(rows)
    return rows


def closed(days: int, outcome: PlanOutcome) -> dict[str, Any]:
    at = now() - days * DAY
    return {
        "state": PlanState.CLOSED,
        "closed_at": at,
        "outcome": outcome,
        "last_activity_at": at,
        "signed": days + 100,
    }


async def test_only_hr_sees_coverage(cast: Cast) -> None:
    for person in (cast.ann, cast.mo, cast.zed, cast.ada):
        assert await development_coverage(cast.actor(person)) is None


@pytest.mark.parametrize("by", CoverageBy)
@pytest.mark.parametrize("on", [date.min, date(1969, 12, 31), date.max])
async def test_no_day_of_the_calendar_is_too_much(cast: Cast, by: CoverageBy, on: date) -> None:
    await plans([cast.ann])
    found = await coverage(cast, by, on)
    assert found.on == (today() if on == date.max else date(1970, 1, 1))


async def test_what_is_told_of_a_department(cast: Cast) -> None:
    people = await cast.crowd(8, department=await cast.department("Alpha"))
    await plans(people[:2])
    await plans(people[2:4], last_activity_at=now() - 30 * DAY)
    await plans(people[4:5], ends_on=today() - DAY)
    await plans(people[5:6], state=PlanState.PROPOSED, signed_at=None)
    await plans(people[:3], **closed(40, PlanOutcome.COMPLETED))
    await plans(people[3:4], **closed(40, PlanOutcome.GIVEN_UP))
    await plans(people[3:4], **closed(400, PlanOutcome.COMPLETED))
    built = await framework()
    await assessed(built, people[:4], "senior", {}, {}, at=now() - 300 * DAY)
    await assessed(built, people[4:], "senior", {}, {}, at=now() - 366 * DAY)
    (alpha, _) = (await coverage(cast)).groups
    assert alpha.name == "Alpha"
    numbers = alpha.numbers
    assert (numbers.people, numbers.with_plan, numbers.quiet) == (8, 4, 2)
    assert (numbers.closed, numbers.completed, numbers.assessed) == (4, 3, 4)
    assert numbers.goals_done_share is None


async def test_goals_and_check_ins_count_unless_they_are_private(cast: Cast) -> None:
    people = await cast.crowd(6, department=await cast.department("Alpha"))
    done = await plans(people, **closed(20, PlanOutcome.COMPLETED))
    for row in done:
        for n, (visibility, status) in enumerate(
            (
                (GoalVisibility.SHARED, GoalStatus.DONE),
                (GoalVisibility.EVERYONE, GoalStatus.DROPPED),
                (GoalVisibility.PRIVATE, GoalStatus.DONE),
            )
        ):
            goal = await Goal.create(
                plan_id=row.id,
                person_id=row.person_id,
                author_id=row.person_id,
                title="Goal",
                visibility=visibility,
                status=status,
                position=n,
                created_at=now(),
            )
            shown = visibility is GoalVisibility.SHARED and row is done[0]
            if shown or visibility is GoalVisibility.PRIVATE:
                await CheckIn.create(
                    goal_id=goal.id,
                    author_id=row.person_id,
                    progress=10,
                    status=GoalStatus.ON_TRACK,
                    created_at=now() - 25 * DAY,
                )
    (alpha, _) = (await coverage(cast)).groups
    assert (alpha.numbers.goals_done_share, alpha.numbers.checked_in) == (0.5, 1)


async def test_small_departments_are_together_and_the_company_is_all_rows(cast: Cast) -> None:
    await cast.crowd(6, department=await cast.department("Alpha"))
    few = await cast.crowd(3, department=await cast.department("Few"))
    await plans(few)
    found = await coverage(cast)
    assert [group.name for group in found.groups] == ["Alpha", "Smaller departments together"]
    assert found.company is not None
    for name in ("people", "with_plan", "quiet", "assessed"):
        assert getattr(found.company.numbers, name) == sum(
            getattr(group.numbers, name) for group in found.groups
        )
    assert all(group.numbers.people >= found.minimum for group in found.groups)
    by_place = await coverage(cast, CoverageBy.LOCATION)
    assert by_place.company == found.company, "the same people, whatever they are grouped by"


async def test_levels_stand_in_the_order_of_their_track(cast: Cast) -> None:
    built = await framework()
    people = await cast.crowd(15)
    for start, level in ((0, "staff"), (5, "junior"), (10, "senior")):
        await place(built, people[start : start + 5], level)
    names = [group.name for group in (await coverage(cast, CoverageBy.LEVEL)).groups]
    assert names == [
        "Engineer · Junior",
        "Engineer · Senior",
        "Engineer · Staff",
        "Other levels, and people without one",
    ]


async def test_a_day_of_the_past_is_as_it_was_then(cast: Cast) -> None:
    """People, their departments, plans and how quiet they were, on that day and not since."""
    then = today() - 30 * DAY
    old, new = await cast.department("Old place"), await cast.department("New place")
    people = await cast.crowd(6)
    for person in people:
        await cast.member(person, old, ends_on=then + DAY)
        await cast.member(person, new, starts_on=then + DAY)
    gone = await cast.crowd(1, department=old)
    await cast.leave(gone[0], then + 3 * DAY)
    await plans(people[:2], signed=60, last_activity_at=now())
    await plans(people[2:3], **closed(20, PlanOutcome.COMPLETED))
    await plans(people[3:4], signed=10)
    (quiet, *_) = await plans(gone, signed=90, last_activity_at=now())
    goal = await Goal.create(
        plan_id=quiet.id,
        person_id=gone[0].id,
        author_id=gone[0].id,
        title="Goal",
        position=0,
        created_at=now(),
    )
    for days in (1, 35):
        await CheckIn.create(
            goal_id=goal.id,
            author_id=gone[0].id,
            progress=1,
            status=GoalStatus.ON_TRACK,
            created_at=now() - days * DAY,
        )
    found = await coverage(cast, on=then)
    (group, *_) = [each for each in found.groups if each.name == "Old place"]
    numbers = group.numbers
    assert (numbers.people, numbers.with_plan, numbers.completed) == (7, 4, 0)
    assert (numbers.quiet, numbers.checked_in) == (3, 1)
    assert found.on == then
    later = await coverage(cast, on=today() + 99 * DAY)
    assert later.on == today()
    assert {each.name for each in later.groups} >= {"New place"}


async def test_the_trend_tells_of_twelve_months(cast: Cast) -> None:
    people = await cast.crowd(9)
    await plans(people[:4], signed=70)
    await plans(people[4:6], **closed(33, PlanOutcome.COMPLETED))
    trend = (await coverage(cast)).trend
    assert len(trend) == 12
    assert trend[-1].month == today().replace(day=1)
    assert trend[-1].with_plan == 4
    assert sum(month.completed for month in trend) == 2
    assert trend[0].with_plan == 0
    assert all(month.people >= 5 for month in trend)


async def test_months_of_a_company_of_four_are_left_out(cast: Cast) -> None:
    await Person.filter(left_on__isnull=True).update(hired_on=today() - 40 * DAY)
    assert len((await coverage(cast)).trend) == 2


async def test_a_company_of_four_is_told_nothing(cast: Cast) -> None:
    await Person.filter(id__not_in=[cast.hana.id, cast.ann.id, cast.bo.id, cast.mo.id]).update(
        left_on=today() - DAY
    )
    found = await coverage(cast)
    assert (found.groups, found.company) == ((), None)


async def test_the_number_of_queries_does_not_grow_with_people(cast: Cast) -> None:
    counts = []
    for size in (5, 15, 180):
        people = await cast.crowd(size, department=await cast.department(f"D{size}"))
        await plans(people)
        for on in (None, today() - 9 * DAY):
            with query_count() as count:
                await coverage(cast, on=on)
            counts.append(count.count)
    assert len(set(counts[::2])) == 1
    assert len(set(counts[1::2])) == 1
    assert counts[0] <= 8
    assert counts[1] <= 11
