"""A filter for many values finds what one for each of them would."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tortoise.expressions import Q

from erm.core.database.many import MANY
from erm.people.models import Bond, Person
from tests.cast import Cast
from tests.database import query_count


async def found(**wanted: Any) -> list[str]:
    names = (
        await Person.filter(**wanted).order_by("given_name").values_list("given_name", flat=True)
    )
    return list(map(str, names))


async def test_many_values_of_any_type_find_what_each_alone_does(cast: Cast) -> None:
    people = await Person.all().order_by("given_name")
    values: dict[str, list[Any]] = {
        "id": [person.id for person in people],
        "given_name": [person.given_name for person in people],
        "version": list(range(1, MANY + 3)),
        "locale": ["en", "ru"] * MANY,
        "created_at": sorted(
            {person.created_at + timedelta(days=n) for person in people for n in range(MANY)}
        ),
        "left_on": [person.left_on for person in people if person.left_on is not None] * MANY,
    }
    for field, some in values.items():
        assert len(some) >= MANY
        expected = sorted({name for value in set(some) for name in await found(**{field: value})})
        with query_count() as count:
            assert await found(**{f"{field}__in": some}) == expected != []
        assert count.count == 1
        others = await found(**{f"{field}__not_in": some})
        assert others == sorted({person.given_name for person in people} - set(expected))


async def test_many_values_are_one_parameter_and_few_are_seen(cast: Cast) -> None:
    keys = [person.id for person in cast.people]
    assert len(keys) >= MANY
    with query_count() as count:
        await Person.filter(id__in=keys)
        await Person.filter(id__in=keys[: MANY - 1])
    many, few = count.statements
    assert "IN (SELECT value FROM json_each(" in many or "= ANY($1)" in many
    assert "$2" not in many
    assert "json_each" not in few
    assert "ANY(" not in few


async def test_many_values_of_either_side_excluded_and_through_a_tie(cast: Cast) -> None:
    keys = [person.id for person in cast.people]
    either = Q(subject_id__in=keys) | Q(other_id__in=keys)
    assert await Bond.filter(either).count() == await Bond.all().count() > 0
    assert await Bond.exclude(subject_id__in=keys).count() == 0
    names = [person.given_name for person in cast.people]
    assert await Bond.filter(subject__given_name__in=names, other__given_name__in=names).exists()
    assert await Bond.filter(id__in=[]).count() == 0
