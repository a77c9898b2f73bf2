"""Who leads a department: whoever manages half of its people, directly or below."""

from __future__ import annotations

from erm.people.leading import departments_led
from erm.people.models import Person
from tests.cast import Cast
from tests.database import query_count


async def led(cast: Cast, person: Person) -> set[str]:
    keys = await departments_led(cast.actor(person))
    found = (cast.company, cast.engineering, cast.sales, cast.people_office)
    return {each.name for each in found if each.id in keys}


async def test_half_of_the_people_directly_or_below_make_a_leader(cast: Cast) -> None:
    assert await led(cast, cast.mo) == {"Engineering"}, "Ann and Bo, of four"
    assert await led(cast, cast.max) == {"Sales"}
    assert await led(cast, cast.zed) == {"Company", "Engineering", "Sales", "People"}
    for person in (cast.ann, cast.old, cast.hana, cast.ada):
        assert await led(cast, person) == set()
    await cast.crowd(1, department=cast.engineering)
    assert await led(cast, cast.mo) == set(), "two of five"


async def test_who_leads_a_department_leads_those_below_it_and_leavers_count_for_nobody(
    cast: Cast,
) -> None:
    below = await cast.department("Platform", cast.engineering)
    other = await cast.person("Other", department=below)
    assert below.id not in await departments_led(cast.actor(cast.mo)), "two of five"
    await cast.leave(other)
    assert below.id in await departments_led(cast.actor(cast.mo))


async def test_the_number_of_queries_does_not_grow_with_the_people(cast: Cast) -> None:
    counts = []
    for number in (1, 20, 200):
        await cast.crowd(number, manager=cast.mo, department=cast.engineering)
        with query_count() as count:
            await departments_led(cast.actor(cast.mo))
        counts.append(count.count)
    assert len(set(counts)) == 1
