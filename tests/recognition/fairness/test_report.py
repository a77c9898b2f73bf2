"""What HR sees of recognition: numbers of groups, of public kudos, never whose."""

from __future__ import annotations

import random
from dataclasses import astuple
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from erm.core.clock import now
from erm.core.errors import InvalidInput
from erm.people.groups import MINIMUM
from erm.people.models import Person
from erm.recognition.fairness.report import (
    GroupView,
    ReportView,
    recognition_report,
    told_in_lines,
)
from erm.recognition.fairness.rules import RecognitionBy
from erm.recognition.rules import KudosVisibility
from tests.cast import Cast
from tests.database import query_count
from tests.recognition.fairness.rows import DAY, thanks
from tests.recognition.rows import value


async def report(
    cast: Cast, by: RecognitionBy = RecognitionBy.DEPARTMENT, days: int = 30
) -> ReportView:
    found = await recognition_report(cast.actor(cast.hana), by=by, days=days)
    assert found is not None
    return found


def line(view: ReportView, label: str) -> GroupView:
    return next(each for each in view.groups if each.label == label)


async def test_nobody_but_hr_gets_the_report(cast: Cast) -> None:
    for person in (cast.ann, cast.mo, cast.zed, cast.ada, cast.dee):
        assert await recognition_report(cast.actor(person)) is None


async def test_it_is_counted_over_three_lengths_of_time_only(cast: Cast) -> None:
    """Windows of 30 and of 31 days could be subtracted to one day."""
    for days in (0, 1, 29, 31, 10_000, -30):
        with pytest.raises(InvalidInput, match="RECOGNITION_DAYS_NOT_OFFERED"):
            await report(cast, days=days)


async def test_what_is_told_of_a_department(cast: Cast) -> None:
    alpha = await cast.crowd(10, department=await cast.department("Alpha"))
    await thanks([(alpha[0], alpha[1:3]), (alpha[1], [alpha[2]]), (alpha[9], [cast.ann])])
    await thanks([(alpha[5], [alpha[6]])], at=now() - 40 * DAY)
    found = line(await report(cast), "Alpha")
    assert found.people == 10
    assert (found.gave.n, found.received.n, found.participation.n) == (3, 2, 4)
    assert (found.participation.share, found.participation.low, found.participation.high) == (
        40.0,
        16.8,
        68.7,
    )
    assert found.gini is not None
    assert found.gini.value == pytest.approx(0.93, abs=0.01)
    longer = line(await report(cast, days=90), "Alpha")
    assert (longer.gave.n, longer.received.n, longer.participation.n) == (4, 3, 6)
    nobody = await cast.crowd(6, department=await cast.department("Beta"))
    quiet = line(await report(cast), "Beta")
    assert len(nobody) == quiet.people
    assert quiet.gini is None
    assert quiet.participation.n == 0


async def test_thanks_to_a_whole_group_make_nobody_look_thanked(cast: Cast) -> None:
    """One message to everybody would make all look equal; whoever wrote it did give thanks."""
    alpha = await cast.crowd(10, department=await cast.department("Alpha"))
    await thanks([(cast.ann, alpha), (alpha[0], alpha[1:])], as_group=True)
    found = line(await report(cast), "Alpha")
    assert (found.gave.n, found.received.n, found.gini) == (1, 0, None)


async def test_leavers_are_counted_nowhere(cast: Cast) -> None:
    department = await cast.department("Alpha")
    alpha = await cast.crowd(8, department=department)
    await thanks([(alpha[0], [alpha[1]]), (alpha[1], [alpha[0]]), (alpha[2], [alpha[0]])])
    await cast.leave(alpha[0])
    found = line(await report(cast), "Alpha")
    assert (found.people, found.gave.n, found.received.n) == (7, 2, 1)


async def _everything(cast: Cast) -> str:
    views = [await report(cast, by, days) for by, days in product(RecognitionBy, (30, 365))]
    return repr([astuple(view) for view in views])


@pytest.mark.parametrize("seed", [1, 2])
async def test_what_is_not_public_changes_no_figure(cast: Cast, seed: int) -> None:
    """Any private, team, hidden or withdrawn kudos: the report stays the same byte for byte."""
    chance = random.Random(seed)
    values = [await value("Care"), await value("Craft", position=1)]
    people = [cast.ann, cast.bo, cast.mo, cast.hana, cast.dee]
    for name in ("Alpha", "Beta"):
        people += await cast.crowd(9, department=await cast.department(name))

    def some() -> list[tuple[Person, list[Person]]]:
        chosen = [chance.sample(people, chance.randint(2, 6)) for _ in range(chance.randint(1, 9))]
        return [(each[0], each[1:]) for each in chosen]

    for each in (*values, None):
        await thanks(some() + some(), value=each)
    before = await _everything(cast)
    kinds = [
        {"visibility": KudosVisibility.PRIVATE},
        {"visibility": KudosVisibility.TEAM, "audience": cast.mo.id},
        {"hidden": True},
        {"withdrawn": True},
    ]
    for kind in kinds:
        await thanks(
            some(),
            value=chance.choice([*values, None]),
            at=now() - chance.randint(0, 40) * DAY,
            as_group=chance.random() < 0.3,
            **kind,  # type: ignore[arg-type]
        )
        assert await _everything(cast) == before
    await thanks([(people[-1], [people[-2]])])
    assert await _everything(cast) != before, "public ones do change it"


async def test_of_fewer_than_five_people_nothing_is_told(cast: Cast) -> None:
    for person in (cast.mo, cast.old, cast.bo, cast.max, cast.cy, cast.ada):
        await cast.leave(person)
    await thanks([(cast.ann, [cast.zed])], value=await value("Care"))
    found = await report(cast)
    assert found.people == 3
    assert (found.company, found.groups, found.flows, found.values) == (None, (), (), ())


async def test_both_ways_to_group_add_up_to_the_same_people(cast: Cast) -> None:
    """Nobody is in one table and not in the other, so their difference is nobody."""
    chance = random.Random(7)
    departments = [await cast.department(f"D{n}") for n in range(5)]
    people: list[Person] = []
    for n in range(6):
        people += await cast.crowd(chance.randint(2, 9), department=departments[n % 5])
    for n, person in enumerate(people):
        await Person.filter(id=person.id).update(location=f"Town {n % 3 if n % 7 else 5}")
    await thanks((chance.choice(people), chance.sample(people, 2)) for _ in range(40))
    for by in RecognitionBy:
        found = await report(cast, by)
        assert found.company is not None
        assert all(each.people >= MINIMUM for each in found.groups)
        for number in ("gave", "received", "participation"):
            rows = [getattr(each, number) for each in found.groups]
            whole = getattr(found.company, number)
            assert sum(each.n for each in rows) == whole.n
            assert sum(each.of for each in rows) == whole.of == found.people


async def test_a_location_that_is_a_department_and_one_more_has_no_line(cast: Cast) -> None:
    """The one would be known from the two tables together."""
    alpha = await cast.crowd(8, department=await cast.department("Alpha"))
    beta = await cast.crowd(8, department=await cast.department("Beta"))
    for person in [*alpha, beta[0]]:
        await Person.filter(id=person.id).update(location="Lisbon")
    for person in beta[1:]:
        await Person.filter(id=person.id).update(location="Riga")
    assert {each.label for each in (await report(cast)).groups} >= {"Alpha", "Beta"}
    places = await report(cast, RecognitionBy.LOCATION)
    assert "Lisbon" not in {each.label for each in places.groups}


async def test_flows_need_five_people_on_each_side(cast: Cast) -> None:
    alpha = await cast.crowd(6, department=await cast.department("Alpha"))
    beta = await cast.crowd(20, department=await cast.department("Beta"))
    await thanks((alpha[n], [beta[n]]) for n in range(4))
    await thanks((alpha[0], [beta[n]]) for n in range(4, 9))
    assert (await report(cast)).flows == ()
    await thanks([(alpha[4], beta[:3]), (alpha[4], [alpha[0]])])
    (flow,) = (await report(cast)).flows
    assert (flow.source, flow.target, flow.kudos) == ("Alpha", "Beta", 10)
    assert (flow.per_ten.value, flow.per_ten.low, flow.per_ten.high) == (5.0, 2.39, 9.2)


async def test_values_where_they_live(cast: Cast) -> None:
    care, craft, old = (
        await value("Care"),
        await value("Craft", position=1),
        await value("Old", position=2, retired=True),
    )
    alpha = await cast.crowd(12, department=await cast.department("Alpha"))
    beta = await cast.crowd(12, department=await cast.department("Beta"))
    await thanks(((cast.ann, [each]) for each in alpha[:6]), value=care)
    await thanks(((cast.ann, [each]) for each in alpha[:8]), value=craft)
    await thanks(((cast.ann, [each]) for each in beta[:7]), value=craft)
    found = await report(cast)
    assert [use.value_id for use in found.values] == [care.id, craft.id], "old is not in use"
    told = {
        (use.value_id, cell.label): (cell.kudos, None if cell.share is None else cell.share.n)
        for use in found.values
        for cell in use.cells
    }
    assert told[care.id, "Alpha"] == (6, 6)
    assert told[care.id, "Beta"] == (0, 0)
    assert (found.values[1].kudos, found.values[1].share.of) == (15, 21)
    await thanks([(cast.ann, [beta[0]])], value=care)
    await thanks([(cast.ann, [beta[0]])], value=old)
    again = await report(cast)
    assert [use.kudos for use in again.values] == [7, 15, 1]
    hidden = {
        (use.value_id, cell.label)
        for use in again.values
        for cell in use.cells
        if cell.kudos is None
    }
    assert (care.id, "Beta") in hidden
    assert (care.id, "Alpha") in hidden, "seven less six would tell of Beta's one"


cells = st.dictionaries(
    st.tuples(st.sampled_from("abcd"), st.sampled_from("vwxyz")),
    st.frozensets(st.sampled_from([str(n) for n in range(14)]), max_size=9),
    max_size=16,
)


@given(cells)
def test_what_is_withheld_of_a_line_is_never_about_a_few(
    people: dict[tuple[str, str], frozenset[str]],
) -> None:
    shown = told_in_lines(people)
    assert all(len(people[cell]) >= MINIMUM for cell in shown)
    for side in (0, 1):
        for key in {cell[side] for cell in people}:
            line_cells = [cell for cell in people if cell[side] == key and people[cell]]
            hidden = [people[cell] for cell in line_cells if cell not in shown]
            if hidden and any(cell in shown for cell in line_cells):
                assert len(frozenset().union(*hidden)) >= MINIMUM


async def test_as_many_queries_for_one_person_as_for_two_hundred(cast: Cast) -> None:
    department = await cast.department("Alpha")
    care = await value("Care")
    counts = []
    for size in (1, 19, 180):
        people = await cast.crowd(size, department=department)
        await thanks(((cast.ann, [each]) for each in people), value=care)
        for by in RecognitionBy:
            with query_count() as count:
                await report(cast, by)
            counts.append(count.count)
    assert counts[0::2] == [5, 5, 5]
    assert counts[1::2] == [4, 4, 4]
