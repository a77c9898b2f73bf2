"""Elsewhere birthdays were shown to everybody until somebody complained, and came back after that.

Here nobody is told of a birthday whose owner has not said so; a wish holds at once, everywhere and for
what was planned before; and no year is asked for, stored or told.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from erm.core.clock import at, now
from erm.digest.compose import compose
from erm.people.models import Person
from erm.recognition.celebrations import queries
from erm.recognition.celebrations.commands import set_celebration_choice
from erm.recognition.celebrations.models import Celebration, CelebrationChoice
from erm.recognition.celebrations.planning import deliver_due, plan_celebrations
from erm.recognition.celebrations.rules import CelebrationAudience
from erm.schema.ids import to_global
from tests.development.conftest import Doing
from tests.recognition.celebrations.builders import EVERYBODY

OFF, TEAM = CelebrationAudience.OFF, CelebrationAudience.TEAM
EVERYONE = CelebrationAudience.EVERYONE


async def wish(cast: Any, bus: Doing, person: Person, birthday: CelebrationAudience) -> None:
    day = (now() + timedelta(days=3)).date()
    await bus(
        set_celebration_choice(
            cast.actor(person),
            anniversary=OFF,
            birthday=birthday,
            birth_month=day.month,
            birth_day=day.day,
        )
    )


async def told(cast: Any) -> set[str]:
    """Who is told of any day of anybody."""
    return {
        name
        for name in EVERYBODY
        if await queries.celebrations_ahead(cast.actor(getattr(cast, name)), days=31)
    }


async def test_a_birthday_that_erm_knows_is_told_to_nobody_before_its_owner_says_so(cast) -> None:
    bus = Doing()
    await wish(cast, bus, cast.ann, OFF)
    assert await plan_celebrations(bus) == 0
    assert await told(cast) == set()


async def test_a_change_of_mind_holds_at_once_and_no_job_brings_it_back(
    cast, api, settings
) -> None:
    bus = Doing()
    await wish(cast, bus, cast.ann, EVERYONE)
    await plan_celebrations(bus)
    card = await Celebration.get()
    assert await told(cast) == set(EVERYBODY) - {"ann"}
    await wish(cast, bus, cast.ann, OFF)
    assert await told(cast) == set()
    node = "query ($id: ID!) { node(id: $id) { id } celebrations(days: 31) { id } }"
    got = await api(cast.mo).run(node, {"id": to_global("Celebration", card.id)})
    assert got == {"node": None, "celebrations": []}
    digest = await compose(cast.actor(cast.mo), settings)
    assert digest is None or "birthday" not in digest.mail.text
    for hours in range(0, 24 * 5, 12):
        with at(now() + timedelta(hours=hours)):
            assert await plan_celebrations(bus) == await deliver_due(bus) == 0
            assert await told(cast) == set()


async def test_a_wish_on_the_day_itself_holds_for_the_rest_of_it(cast) -> None:
    bus = Doing()
    await wish(cast, bus, cast.ann, TEAM)
    await plan_celebrations(bus)
    with at((await Celebration.get()).due_at):
        assert await deliver_due(bus) == 1
        assert "bo" in await told(cast)
        await bus(set_celebration_choice(cast.actor(cast.ann), anniversary=OFF, birthday=OFF))
        assert await told(cast) == {"ann"}


async def test_no_year_of_birth_is_stored_or_told(cast) -> None:
    columns = set(CelebrationChoice._meta.fields_map)
    assert not {name for name in columns if "year" in name or name in {"birthday_on", "born_on"}}
    bus = Doing()
    await wish(cast, bus, cast.ann, EVERYONE)
    await plan_celebrations(bus)
    (view,) = await queries.celebrations_ahead(cast.actor(cast.mo), days=7)
    assert view.years is None
