"""How many points people may give: rules, beginnings, months and time zones."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from erm.core import clock
from erm.core.actor import Actor
from erm.core.errors import DomainError
from erm.people.models import Person
from erm.recognition.points.commands import gift
from erm.recognition.points.commands.allowances import set_allowance_rules
from erm.recognition.points.models import AllowanceRule, PointsAccount
from erm.recognition.points.queries import allowance_rules, purse
from erm.recognition.points.rules import AccountKind, Conditions
from tests.cast import Cast
from tests.recognition.points.building import company, done, kudos_of, left, switch_on

ActorOf = Callable[[Person], Actor]


def rule(points: int, **given: Any) -> Conditions:
    values = {"department_id": None, "location": "", "title": "", "managers_only": False}
    return Conditions(**(values | given | {"points": points}))


async def give(actor: Actor, receiver: Person, points: int = 1) -> None:
    author = await Person.get(id=actor.person_id)
    kudos = await kudos_of(author)
    await done(gift(actor, kudos_id=kudos, receiver_ids=[receiver.id], points=points))


async def test_nobody_but_hr_makes_rules_and_nothing_changes(cast: Cast) -> None:
    await done(set_allowance_rules(cast.actor(cast.hana), rules=[rule(7)]))
    for person in (cast.ann, cast.mo, cast.zed, cast.ada):
        with pytest.raises(DomainError) as refused:
            await done(set_allowance_rules(cast.actor(person), rules=[]))
        assert refused.value.code == "ALLOWANCE_RULES_ARE_HRS"
        assert await allowance_rules(cast.actor(person)) == []
    assert [row.points for row in await AllowanceRule.all()] == [7]


async def test_rules_say_to_how_many_people_of_today_they_apply(cast: Cast) -> None:
    """The leaver counts nowhere; a department means those below it."""
    views = await done(
        set_allowance_rules(
            cast.actor(cast.hana),
            rules=[
                rule(300, title="  head OF sales "),
                rule(200, department_id=cast.company.id, managers_only=True),
                rule(150, department_id=cast.engineering.id),
                rule(50, location="berlin"),
                rule(10, location="Paris"),
            ],
        )
    )
    assert [view.people for view in views] == [1, 2, 3, 3, 0]
    for person, points in (
        (cast.max, 300),
        (cast.zed, 200),
        (cast.mo, 200),
        (cast.ann, 150),
        (cast.cy, 50),
    ):
        await switch_on()
        view = await purse(cast.actor(person))
        assert view is not None
        assert (view.allowance, view.left) == (points, points)


@pytest.mark.parametrize(
    ("rules", "code"),
    [
        ([rule(1)] * 51, "ALLOWANCE_TOO_MANY_RULES"),
        ([rule(-1)], "ALLOWANCE_OUT_OF_RANGE"),
        ([rule(10_001)], "ALLOWANCE_OUT_OF_RANGE"),
        ([rule(1, location="x" * 201)], "TEXT_TOO_LONG"),
    ],
)
async def test_rules_that_cannot_be_replace_none(
    cast: Cast, rules: list[Conditions], code: str
) -> None:
    await done(set_allowance_rules(cast.actor(cast.hana), rules=[rule(7)]))
    with pytest.raises(DomainError) as refused:
        await done(set_allowance_rules(cast.actor(cast.hana), rules=rules))
    assert (refused.value.code, refused.value.field) == (code, "rules")
    with pytest.raises(DomainError) as refused:
        await done(
            set_allowance_rules(cast.actor(cast.hana), rules=[rule(1, department_id=cast.ann.id)])
        )
    assert refused.value.code == "DEPARTMENT_UNKNOWN"
    assert [row.points for row in await AllowanceRule.all()] == [7]


async def test_looking_at_a_purse_writes_nothing(cast: Cast) -> None:
    await switch_on()
    view = await purse(cast.actor(cast.ann))
    assert view is not None
    assert (view.left, view.earned, view.held, view.can_give) == (100, 0, 0, True)
    assert not await PointsAccount.exists()


async def test_there_is_no_purse_while_points_are_off_and_nothing_is_lost(cast: Cast) -> None:
    assert await purse(cast.actor(cast.ann)) is None
    await switch_on()
    await give(cast.actor(cast.ann), cast.bo, 40)
    await switch_on(points_enabled=False)
    assert await purse(cast.actor(cast.ann)) is None
    with pytest.raises(DomainError):
        await give(cast.actor(cast.ann), cast.bo, 1)
    await switch_on()
    for person, expected in ((cast.ann, (60, 0)), (cast.bo, (100, 40))):
        view = await purse(cast.actor(person))
        assert view is not None
        assert (view.left, view.earned) == expected


async def test_another_rule_in_the_middle_of_a_month_does_not_grant_it_again(cast: Cast) -> None:
    await switch_on()
    await give(cast.actor(cast.ann), cast.bo, 40)
    await done(set_allowance_rules(cast.actor(cast.hana), rules=[rule(500)]))
    view = await purse(cast.actor(cast.ann))
    assert view is not None
    assert (view.allowance, view.left) == (100, 60)
    await give(cast.actor(cast.ann), cast.bo, 40)
    assert await left(cast.ann) == 20


async def test_an_allowance_of_nothing_is_not_the_last_word_of_a_month(cast: Cast) -> None:
    await switch_on(allowance=0)
    with pytest.raises(DomainError):
        await give(cast.actor(cast.ann), cast.bo)
    await switch_on(allowance=5)
    await give(cast.actor(cast.ann), cast.bo)
    assert await left(cast.ann) == 4


async def test_a_joiner_gives_the_part_of_the_month_that_is_left(cast: Cast) -> None:
    joiner = await cast.person("Joy", hired_on=date(2026, 11, 16), time_zone="UTC")
    await switch_on()
    with clock.at(datetime(2026, 11, 20, tzinfo=UTC)):
        await give(cast.actor(joiner), cast.bo, 50)
        with pytest.raises(DomainError) as refused:
            await give(cast.actor(joiner), cast.bo, 1)
        assert refused.value.code == "POINTS_NOT_ENOUGH"
        assert await company(AccountKind.ISSUED) == -50
    with clock.at(datetime(2026, 12, 1, tzinfo=UTC)):
        view = await purse(cast.actor(joiner))
        assert view is not None
        assert view.left == 100


async def test_the_month_is_that_of_the_givers_own_clock(cast: Cast) -> None:
    """At one instant it is December for one and November for the other."""
    east = await cast.person("East", time_zone="Pacific/Kiritimati")
    west = await cast.person("West", time_zone="Pacific/Pago_Pago")
    await switch_on()
    with clock.at(datetime(2026, 11, 30, 12, tzinfo=UTC)):
        await give(cast.actor(east), cast.bo, 10)
        await give(cast.actor(west), cast.bo, 10)
        assert await left(east, "2026-12") == 90
        assert await left(west, "2026-11") == 90
        view = await purse(cast.actor(west))
    assert view is not None
    assert (view.month, view.expires_on) == ("2026-11", date(2026, 11, 30))


async def test_moving_through_time_zones_grants_no_month_twice(cast: Cast) -> None:
    """To the west and back over midnight of the last day, whichever month it is there."""
    await switch_on()
    mover = cast.actor(cast.ann)
    with clock.at(datetime(2026, 11, 30, 12, tzinfo=UTC)):
        for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago") * 2:
            await give(replace(mover, time_zone=zone), cast.bo, 50)
        for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):
            with pytest.raises(DomainError) as refused:
                await give(replace(mover, time_zone=zone), cast.bo, 1)
            assert refused.value.code == "POINTS_NOT_ENOUGH"
    assert await company(AccountKind.ISSUED) == -200
