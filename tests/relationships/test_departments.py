"""Groups that name nobody, and the rates of one-on-ones over them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import combinations
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from erm.core import clock
from erm.core.actor import SYSTEM, Role
from erm.core.ids import new_id
from erm.one_on_ones.models import OneOnOneMeeting, OneOnOneSeries
from erm.people.models import Department, DepartmentMembership, Person
from erm.people.rules import Locale
from erm.relationships.departments import MINIMUM, SMALLER, partition, present_partition
from erm.relationships.rates import OneOnOneRatesView, one_on_one_rates
from erm.relationships.rules import TouchpointKind
from tests.cast import Cast
from tests.conftest import Api
from tests.database import query_count
from tests.digest.week import MONDAY
from tests.one_on_ones.builders import meeting_row, series_row
from tests.relationships.builders import contact, write

DAY = timedelta(days=1)
TODAY = MONDAY.date()

sizes = st.lists(st.integers(0, 12), min_size=0, max_size=12)


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    with clock.at(MONDAY):
        yield


@given(sizes, st.integers(0, 6))
def test_nobody_is_in_two_groups_and_no_group_or_remainder_is_small(
    counts: list[int], without: int
) -> None:
    """Whatever sums and differences of rows are formed, they are about five people or more."""
    departments = [new_id() for _ in counts]
    people = {
        new_id(): d for d, count in zip(departments, counts, strict=True) for _ in range(count)
    }
    people |= {new_id(): None for _ in range(without)}  # type: ignore[dict-item]
    found = partition({d: str(d) for d in departments}, people)
    members = [group.members for group in found.groups]
    assert all(len(group) >= MINIMUM for group in members)
    assert sum(len(group) for group in members) == len(frozenset().union(*members))
    large = [count for count in counts if count >= MINIMUM]
    left = sum(counts) + without - sum(large)
    assert len(found.departments) == len(large)
    assert found.withheld == sum(1 for count in counts if 0 < count < MINIMUM)
    assert (found.smaller is not None) is (left >= MINIMUM)
    counted = frozenset().union(*members)
    for size in range(1, min(4, len(members)) + 1):
        for chosen in combinations(members, size):
            rest = counted - frozenset().union(*chosen)
            assert not rest or len(rest) >= MINIMUM


async def test_people_count_where_they_are_today(cast: Cast) -> None:
    """By the membership that holds: neither one that is over nor one that is to come."""
    old, new = await cast.department("Old place"), await cast.department("New place")
    moved = await cast.crowd(5)
    for person in moved:
        await cast.member(person, old, ends_on=TODAY - DAY)
        await cast.member(person, new, starts_on=TODAY - DAY, ends_on=TODAY + 9 * DAY)
        await cast.member(person, old, starts_on=TODAY + 9 * DAY)
    gone = await cast.crowd(3, department=old)
    for person in gone:
        await cast.leave(person, TODAY - DAY)
    found = {group.name: group.members for group in (await present_partition()).departments}
    assert found["New place"] == {person.id for person in moved}
    assert "Old place" not in found


async def test_whoever_belongs_to_two_departments_counts_once(cast: Cast) -> None:
    first, second = await cast.department("First"), await cast.department("Second")
    crowd = await cast.crowd(10, department=first)
    for person in crowd[:5]:
        await cast.member(person, second, starts_on=TODAY - DAY)
    found = {group.name: group.members for group in (await present_partition()).departments}
    assert found["First"] == {person.id for person in crowd[5:]}
    assert found["Second"] == {person.id for person in crowd[:5]}


async def test_a_department_does_not_hold_those_below_it(cast: Cast) -> None:
    above = await cast.department("Above")
    below = await cast.department("Below", above)
    await cast.crowd(4, department=above)
    await cast.crowd(6, department=below)
    names = {group.name for group in (await present_partition()).departments}
    assert "Below" in names
    assert "Above" not in names, "with 4 of its own; 10 - 6 would tell of them"


# ---- rates -------------------------------------------------------------------------------------


async def meet(
    one: Person, other: Person, *days_ago: int, began: int = 400, **fields: Any
) -> OneOnOneSeries:
    series = series_row(one, other)
    series.created_at = MONDAY - began * DAY
    for name, value in fields.items():
        setattr(series, name, value)
    await series.save(force_create=True)
    rows = [
        meeting_row(series, number, MONDAY - days * DAY, is_open=False)
        for number, days in enumerate(days_ago, 1)
    ]
    await OneOnOneMeeting.bulk_create(rows)
    await write(
        [contact(TouchpointKind.ONE_ON_ONE_HELD, one, other, row.scheduled_at) for row in rows]
    )
    return series


async def rates_of(cast: Cast, person: Person | None = None) -> OneOnOneRatesView:
    found = await one_on_one_rates(cast.actor(person or cast.hana))
    assert found is not None
    return found


async def test_only_hr_reads_rates_and_the_network(cast: Cast, api: Any) -> None:
    from erm.relationships.network import department_network

    for person in cast.people:
        actor = cast.actor(person)
        allowed = person is cast.hana
        assert (await one_on_one_rates(actor) is not None) is allowed, person.given_name
        assert (await department_network(actor) is not None) is allowed, person.given_name
    assert await one_on_one_rates(SYSTEM) is None
    assert await department_network(SYSTEM) is None
    query = "{ oneOnOneRates { minimum } departmentNetwork { minimum } }"
    browser: Api = api(cast.ada)
    assert await browser.run(query) == {"oneOnOneRates": None, "departmentNetwork": None}
    assert await api(cast.hana).run(query) == {
        "oneOnOneRates": {"minimum": 5},
        "departmentNetwork": {"minimum": 5},
    }
    await cast.grant(cast.ada, Role.HR)
    assert await one_on_one_rates(cast.actor(cast.ada)) is not None


async def test_rates_count_every_pair_of_a_department_not_only_managers(cast: Cast) -> None:
    research = await cast.department("Research")
    crowd = await cast.crowd(6, department=research)
    await meet(crowd[0], crowd[1], *range(1, 29, 7))
    await meet(crowd[2], cast.cy, 3, 100)
    await meet(crowd[3], cast.max, began=40)
    view = await rates_of(cast)
    (row,) = [each for each in view.departments if each.name == "Research"]
    assert (row.people, row.meeting_people) == (6, 3)
    assert dict(row.held) == {30: 9, 90: 9, 365: 10}, "a meeting counts for each of the two"
    meant = {30: 4 * 30 / 7, 90: (3 * 90 + 40) / 7, 365: (3 * 365 + 40) / 7}
    assert row.rate == {days: round(row.held[days] / number, 2) for days, number in meant.items()}


async def test_no_rate_where_nothing_was_meant(cast: Cast) -> None:
    quiet = await cast.department("Quiet")
    await cast.crowd(5, department=quiet)
    (row,) = [each for each in (await rates_of(cast)).departments if each.name == "Quiet"]
    assert set(row.rate.values()) == {None}
    assert row.meeting_people == 0


async def test_small_departments_are_one_row_and_the_company_is_the_sum_of_the_rows(
    cast: Cast,
) -> None:
    tiny = await cast.department("Tiny")
    crowd = await cast.crowd(4, department=tiny)
    await meet(crowd[0], crowd[1], 3, 10)
    large = await cast.department("Large")
    many = await cast.crowd(7, department=large)
    await meet(many[0], crowd[2], 5)
    view = await rates_of(cast)
    names = [row.name for row in view.departments]
    assert names == ["Large", "Smaller departments together"]
    assert view.departments[-1].key == SMALLER
    assert view.withheld == 5
    assert view.company is not None
    assert view.company.people == sum(row.people for row in view.departments)
    assert view.company.meeting_people == sum(row.meeting_people for row in view.departments)
    for days, held in view.company.held.items():
        assert held == sum(row.held[days] for row in view.departments)


async def test_four_people_left_over_are_counted_nowhere(cast: Cast) -> None:
    """The company minus its rows must not be them."""
    await DepartmentMembership.filter().delete()
    here = [person for person in cast.people if person.left_on is None]
    large = await cast.department("Large")
    for person in here[4:]:
        await cast.member(person, large)
    small = await cast.department("Small")
    for person in here[:4]:
        await cast.member(person, small)
    await meet(here[0], here[1], 3, 10, 17)
    before = await rates_of(cast)
    assert [row.name for row in before.departments] == ["Large"]
    assert before.withheld == 1
    assert before.company is not None
    assert before.company.people == before.departments[0].people == len(here) - 4
    await meet(here[2], here[3], *range(1, 29))
    await meet(here[0], here[2], *range(1, 29))
    assert await rates_of(cast) == before, "nothing that the four do changes a number"


async def test_people_without_a_department_are_never_a_group_of_four(cast: Cast) -> None:
    await DepartmentMembership.filter().delete()
    here = [person for person in cast.people if person.left_on is None]
    large = await cast.department("Large")
    for person in here[4:]:
        await cast.member(person, large)
    view = await rates_of(cast)
    assert [row.people for row in view.departments] == [len(here) - 4]
    assert view.company is not None
    assert view.company.people == len(here) - 4


async def test_a_company_of_four_learns_nothing(cast: Cast) -> None:
    here = [person for person in cast.people if person is not cast.hana and person.left_on is None]
    for person in here[3:]:
        await cast.leave(person, TODAY)
    view = await rates_of(cast)
    assert view.departments == ()
    assert view.company is None


async def test_the_names_of_rows_are_in_the_language_of_the_reader(cast: Cast) -> None:
    cast.hana.locale = Locale.RU
    view = await rates_of(cast)
    assert view.company is not None
    assert view.company.name == "Вся компания"
    assert view.departments[-1].name == "Небольшие подразделения вместе"


async def test_rates_take_the_same_queries_for_1_20_and_200_departments(cast: Cast) -> None:
    counts = []
    for size in (1, 19, 180):
        departments = [Department(name=f"Team {new_id()}", created_at=MONDAY) for _ in range(size)]
        await Department.bulk_create(departments)
        crowd = await cast.crowd(5 * size)
        await DepartmentMembership.bulk_create(
            [
                DepartmentMembership(
                    person_id=p.id, department_id=departments[n // 5].id, starts_on=TODAY
                )
                for n, p in enumerate(crowd)
            ]
        )
        await OneOnOneSeries.bulk_create([series_row(cast.mo, p) for p in crowd])
        with query_count() as queries:
            view = await rates_of(cast)
        counts.append(queries.count)
        named: set[UUID] = {UUID(row.key) for row in view.departments if row.key != SMALLER}
        assert {d.id for d in departments} <= named
    assert set(counts) == {7}
