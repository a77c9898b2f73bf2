"""Both forms of every right to read agree, over everybody and every row, and with the table."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from erm.development.models import DevelopmentPlan
from erm.one_on_ones import policy as one_on_ones
from erm.one_on_ones.models import OneOnOneSeries
from tests.authorization.policies import (
    HELD_BY,
    PARITIES,
    Around,
    actors,
    domain,
    functions,
    policy_modules,
)
from tests.authorization.table import FIELDS, MUTATIONS
from tests.authorization.world import World

ROOT = Path(__file__).parents[2]
DROPPED = {"over", "expired"}
"""Rows that are their owner's by the policy, and that no query lists any more."""


def test_every_function_of_every_policy_is_held_by_something() -> None:
    read = {(domain(p.module), name) for p in PARITIES for name in (p.filter_name, p.twin_name)}
    there = {(domain(module), name) for module in policy_modules() for name in functions(module)}
    held = {tuple(name.split(".")) for name in HELD_BY}
    assert there - read - held == set(), "these have neither a parity case nor anything else"
    assert (read | held) - there == set(), "these are no functions of a policy any more"
    assert not read & held


def test_every_filter_has_its_predicate_and_every_predicate_its_filter() -> None:
    filters = {(p.module, p.filter_name) for p in PARITIES}
    twins = {(p.module, p.twin_name) for p in PARITIES}
    for module in policy_modules():
        for name in functions(module):
            if name.startswith("readable_"):
                assert (module, name) in filters, f"{module.__name__}.{name} has no may_read_*"
            if name.startswith("may_read_"):
                assert (module, name) in twins, f"{module.__name__}.{name} has no readable_*"


def test_what_holds_a_right_is_there() -> None:
    for name, holder in HELD_BY.items():
        kind, _, what = holder.partition(" ")
        for each in what.split():
            if kind == "mutation":
                assert each in MUTATIONS, name
            elif kind == "field":
                type_, _, field = each.partition(".")
                assert field in FIELDS[type_], name
            else:
                assert (ROOT / each).is_file(), name


async def test_both_forms_agree_over_everybody_and_every_row(world: World) -> None:
    compared: Counter[str] = Counter()
    around = await Around.load()
    for parity in PARITIES:
        rows: list[Any] = list(await parity.model.all())
        key = parity.model._meta.pk_attr
        for actor in actors(world.cast):
            found = set(await parity.model.filter(parity.filter(actor)).values_list(key, flat=True))
            for row in rows:
                may = parity.may_read(actor, row, around)
                compared[parity.filter_name] += 1
                assert (row.pk in found) == may, (
                    f"{parity.filter_name} and {parity.twin_name} differ for {row!r} and {actor}"
                )
        if rows:
            assert compared[parity.filter_name]
    print(f"\n{sum(compared.values())} comparisons of {len(compared)} filters")
    assert min(compared.values()) > 100


async def test_the_policies_say_what_the_table_says(world: World) -> None:
    checked = 0
    around = await Around.load()
    actors_by_id = {person.id: world.cast.actor(person) for person in world.everybody}
    for parity in PARITIES:
        for row in world.of(parity.type) if parity.type else []:
            if row.variant in DROPPED:
                continue
            for person in world.everybody:
                may = parity.may_read(actors_by_id[person.id], row.model, around)
                checked += 1
                assert may == world.reads(person.id, row), f"{parity.twin_name}: {row}, {person}"
    assert checked > 2_000


async def test_the_helper_of_one_on_ones_finds_the_series_of_a_person(world: World) -> None:
    for person in world.cast.people:
        found = await OneOnOneSeries.filter(one_on_ones.series_of_person(person.id)).values_list(
            "id", flat=True
        )
        mine = [
            row.key for row in world.of("OneOnOneSeries") if row in world.readable(person.id, [row])
        ]
        assert set(found) == set(mine)


async def test_there_are_plans_of_every_kind_that_the_policy_tells_apart(world: World) -> None:
    plans = await DevelopmentPlan.all()
    assert len({(p.state, p.shared_with_hr, p.proposed_at is None) for p in plans}) >= 8
