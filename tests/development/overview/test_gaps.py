"""Where the company stands below what it expects: told of groups, never of people."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from erm.core import clock
from erm.core.clock import now, today
from erm.core.ids import new_id
from erm.development.competencies.models import CareerLevel, FrameworkVersion
from erm.development.competencies.rules import AssessmentState, FrameworkState
from erm.development.overview.gaps import GapsView, competency_gaps
from erm.development.overview.rules import CoverageBy
from erm.people.models import Person
from tests.cast import Cast
from tests.database import query_count
from tests.development.overview.builders import assessed, content, framework, place
from tests.digest.week import MONDAY

DAY = timedelta(days=1)
EVEN = {"testing": 2, "design": 2, "writing": 2}


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    with clock.at(MONDAY):
        yield


async def gaps_of(
    cast: Cast, by: CoverageBy | None = CoverageBy.DEPARTMENT, **values: object
) -> GapsView:
    found = await competency_gaps(cast.actor(cast.hana), by=by, **values)  # type: ignore[arg-type]
    assert found is not None
    return found


def cells(found: GapsView) -> dict[str, dict[int, tuple[int, float | None, float | None]]]:
    """Of each group: the place of a competency, and people, own gap and managers' gap."""
    return {
        group.name: {
            found.competency_ids.index(cell.competency_id): (
                cell.gap.people,
                cell.gap.own,
                cell.gap.managers,
            )
            for cell in group.cells
        }
        for group in found.groups
    }


async def two_departments(cast: Cast) -> tuple[list[Person], list[Person]]:
    return (
        await cast.crowd(7, department=await cast.department("Alpha")),
        await cast.crowd(8, department=await cast.department("Beta")),
    )


async def test_only_hr_sees_gaps(cast: Cast) -> None:
    built = await framework()
    await place(built, [cast.ann, cast.bo], "senior")
    for person in (cast.ann, cast.mo, cast.zed, cast.ada):
        assert await competency_gaps(cast.actor(person)) is None


async def test_each_side_is_told_apart_and_by_what_was_expected_then(cast: Cast) -> None:
    """A competency that is not asked at a level counts nobody who was assessed there."""
    built = await framework(content({"writing": ["staff"]}))
    alpha, beta = await two_departments(cast)
    await place(built, alpha, "senior")
    await place(built, beta, "staff")
    await assessed(built, alpha, "senior", EVEN, {"testing": 1, "design": 3})
    await assessed(built, beta[:6], "staff", EVEN, {"testing": 3, "design": 3, "writing": 0})
    found = await gaps_of(cast)
    assert found.competency_ids == tuple(built.competencies.values())
    assert cells(found) == {
        "Alpha": {0: (7, 0.0, 1.0), 1: (7, 0.0, -1.0)},
        "Beta": {0: (6, 1.0, 0.0), 1: (6, 1.0, 0.0), 2: (6, 1.0, 3.0)},
    }
    company = cells(await gaps_of(cast, by=None))
    assert company == {"Company": {0: (13, 0.5, 0.5), 1: (13, 0.5, -0.5), 2: (6, 1.0, 3.0)}}
    levels = await gaps_of(cast, by=CoverageBy.LEVEL)
    assert [group.name for group in levels.groups] == ["Engineer · Senior", "Engineer · Staff"]


async def test_cells_of_few_people_and_what_would_tell_of_them_are_left_out(cast: Cast) -> None:
    """Three of Beta were assessed: Alpha's seven taken from the company's ten would be these."""
    built = await framework()
    alpha, beta = await two_departments(cast)
    await place(built, [*alpha, *beta], "senior")
    await assessed(built, alpha, "senior", EVEN, EVEN)
    await assessed(built, beta[:3], "senior", {"testing": 0}, {"testing": 0})
    found = cells(await gaps_of(cast))
    assert found == {"Alpha": {1: (7, 0.0, 0.0), 2: (7, 0.0, 0.0)}, "Beta": {}}
    assert cells(await gaps_of(cast, by=None))["Company"][0][0] == 10


async def test_the_last_assessment_counts_and_none_that_goes_on(cast: Cast) -> None:
    built = await framework()
    alpha = await cast.crowd(5, department=await cast.department("Alpha"))
    await place(built, alpha, "senior")
    worse = dict.fromkeys(EVEN, 0)
    await assessed(built, alpha, "senior", worse, worse, at=now() - 90 * DAY)
    await assessed(built, alpha, "senior", EVEN, EVEN, at=now() - 9 * DAY)
    await assessed(built, alpha, "senior", worse, worse, state=AssessmentState.OPEN)
    assert cells(await gaps_of(cast))["Alpha"][0] == (5, 0.0, 0.0)


async def test_leavers_and_people_of_other_frameworks_are_counted_nowhere(cast: Cast) -> None:
    built, other = await framework(), await framework(name="sales")
    alpha = await cast.crowd(8, department=await cast.department("Alpha"))
    await place(built, alpha[:7], "senior")
    await place(other, alpha[7:], "senior")
    await assessed(built, alpha, "senior", EVEN, EVEN)
    await cast.leave(alpha[0], today())
    found = await gaps_of(cast)
    assert found.framework_id == built.id
    assert [(group.people, group.cells[0].gap.people) for group in found.groups] == [(6, 6)]
    assert (await gaps_of(cast, framework_id=other.id)).groups == ()


async def test_the_words_that_were_assessed_against_stay_what_was_expected(cast: Cast) -> None:
    """A level is moved up in the next version: the gaps of before are those of before."""
    built = await framework()
    alpha = await cast.crowd(5, department=await cast.department("Alpha"))
    await place(built, alpha, "senior")
    await assessed(built, alpha, "senior", EVEN, EVEN)
    words = content()
    track = words.tracks[0]
    moved = type(track)(track.key, track.names, (track.levels[0], track.levels[2], track.levels[1]))
    await FrameworkVersion.create(
        framework_id=built.id,
        number=2,
        state=FrameworkState.PUBLISHED,
        content=type(words)(words.families, words.competencies, (moved,)).to_json(),
        edited_at=now(),
        published_at=now(),
    )
    await CareerLevel.filter(id=built.levels["senior"]).update(rank=3)
    assert cells(await gaps_of(cast))["Alpha"][0] == (5, 0.0, 0.0)


async def test_an_empty_company_has_an_answer(cast: Cast) -> None:
    assert await gaps_of(cast) == GapsView(None)
    assert (await gaps_of(cast, framework_id=new_id())).groups == ()
    built = await framework()
    found = await gaps_of(cast)
    assert (found.framework_id, found.groups) == (built.id, ())
    assert found.competency_ids == tuple(built.competencies.values())


async def test_the_number_of_queries_does_not_grow_with_people(cast: Cast) -> None:
    built = await framework()
    counts = []
    for size in (5, 15, 180):
        people = await cast.crowd(size, department=await cast.department(f"D{size}"))
        await place(built, people, "senior")
        await assessed(built, people, "senior", EVEN, EVEN)
        with query_count() as count:
            found = await gaps_of(cast)
        counts.append(count.count)
        assert found.groups[-1].cells
    assert len(set(counts)) == 1
    assert counts[0] <= 12
