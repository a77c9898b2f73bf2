"""Elsewhere, who was transferred while a cycle ran stayed under the old department for ever."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from erm.core.clock import today
from erm.feedback.cycles.answers import Answer
from erm.feedback.cycles.queries.progress import progress_of
from erm.feedback.cycles.rules import Perspective, ReviewState
from erm.feedback.cycles.views.progress import DepartmentProgressView, DirectoryAsOf
from erm.people.models import DepartmentMembership
from erm.schema.ids import to_global
from tests.cast import Cast
from tests.conftest import Api
from tests.feedback.cycles import rows

PROGRESS = """
query ($id: ID!, $asOf: DirectoryAsOf!) {
  cycle(id: $id) {
    progress(asOf: $asOf) {
      byDepartment { department { name } participants asked submitted joined left }
    }
  }
}
"""


async def transferred(cast: Cast) -> rows.Round:
    """Ann came into the cycle as one of Engineering, has written, and works in Sales since today."""
    round_ = await rows.cycle(cast.hana)
    ann = await rows.participant(round_, cast.ann, manager=cast.mo, department=cast.engineering)
    bo = await rows.participant(round_, cast.bo, manager=cast.mo, department=cast.engineering)
    cy = await rows.participant(round_, cast.cy, manager=cast.max, department=cast.sales)
    done = {"state": ReviewState.SUBMITTED, "answers": {round_.rating.id: Answer(value=3)}}
    await rows.review(ann, cast.ann, Perspective.SELF, **done)
    await rows.review(bo, cast.bo, Perspective.SELF)
    await rows.review(cy, cast.cy, Perspective.SELF)
    await DepartmentMembership.filter(person_id=cast.ann.id).update(ends_on=today())
    await cast.member(cast.ann, cast.sales, starts_on=today())
    return round_


async def lines(
    cast: Cast, round_: rows.Round, as_of: DirectoryAsOf
) -> dict[str, DepartmentProgressView]:
    found = await progress_of(cast.actor(cast.hana), round_.id, as_of)
    assert found is not None
    names = {cast.engineering.id: "Engineering", cast.sales.id: "Sales"}
    return {names[one.department_id]: one for one in found.by_department if one.department_id}


def numbers(one: DepartmentProgressView) -> tuple[int, int, int, int, int]:
    return one.participants, one.asked, one.submitted, one.joined, one.left


async def test_as_at_launch_and_as_now_each_say_where_people_are(cast: Cast) -> None:
    round_ = await transferred(cast)
    launch = await lines(cast, round_, DirectoryAsOf.LAUNCH)
    assert numbers(launch["Engineering"]) == (2, 2, 1, 0, 1)
    assert numbers(launch["Sales"]) == (1, 1, 0, 1, 0)
    now = await lines(cast, round_, DirectoryAsOf.NOW)
    assert numbers(now["Engineering"]) == (1, 1, 0, 0, 1)
    assert numbers(now["Sales"]) == (2, 2, 1, 1, 0)


async def test_a_transfer_of_tomorrow_is_none_yet_and_one_of_yesterday_counts(cast: Cast) -> None:
    round_ = await rows.cycle(cast.hana)
    await rows.participant(round_, cast.bo, department=cast.engineering)
    change = today() + timedelta(days=1)
    await DepartmentMembership.filter(person_id=cast.bo.id).update(ends_on=change)
    await cast.member(cast.bo, cast.sales, starts_on=change)
    assert set(await lines(cast, round_, DirectoryAsOf.NOW)) == {"Engineering"}
    await DepartmentMembership.filter(
        person_id=cast.bo.id, department_id=cast.engineering.id
    ).update(ends_on=today())
    await DepartmentMembership.filter(person_id=cast.bo.id, department_id=cast.sales.id).update(
        starts_on=today()
    )
    assert numbers((await lines(cast, round_, DirectoryAsOf.NOW))["Sales"]) == (1, 0, 0, 1, 0)


async def test_the_same_is_answered_by_the_api(cast: Cast, api: Callable[..., Api]) -> None:
    round_ = await transferred(cast)
    hana = api(cast.hana)
    found = {}
    for as_of in ("LAUNCH", "NOW"):
        data = await hana.run(PROGRESS, {"id": to_global("Cycle", round_.id), "asOf": as_of})
        found[as_of] = {
            line["department"]["name"]: line["participants"]
            for line in data["cycle"]["progress"]["byDepartment"]
        }
    assert found == {
        "LAUNCH": {"Engineering": 2, "Sales": 1},
        "NOW": {"Sales": 2, "Engineering": 1},
    }
