"""Who reads a plan is the person's to say; a mentor accompanies it."""

from __future__ import annotations

from typing import Any

import pytest

from erm.core.errors import DomainError
from erm.development import queries
from erm.development.commands import plans
from erm.development.models import DevelopmentChange, DevelopmentPlan
from erm.development.rules import PlanReader, PlanState
from tests.cast import Cast
from tests.development.builders import plan
from tests.development.conftest import Doing
from tests.development.test_policy import readers

ALL_OF_THEM = {"with_hr": True, "with_mentor": True, "with_managers_manager": True}


@pytest.mark.parametrize("state", [s for s in PlanState if s is not PlanState.EXPIRED])
async def test_only_the_person_shares_and_in_every_state(
    cast: Cast, do: Doing, state: PlanState
) -> None:
    row = await plan(
        cast.ann, state=state, mentor_id=cast.cy.id, agreed_manager_id=cast.mo.id,
        author_id=cast.mo.id,
    )  # fmt: skip
    with pytest.raises(DomainError) as refused:
        await do(plans.share_plan(cast.actor(cast.mo), plan_id=row.id, version=1, **ALL_OF_THEM))
    assert refused.value.code == "PLAN_SHARING_IS_THE_PERSONS"
    assert await readers(cast, row) == {"Ann", "Mo"}
    view = await do(
        plans.share_plan(cast.actor(cast.ann), plan_id=row.id, version=1, **ALL_OF_THEM)
    )
    shown = {"Ann", "Mo"} if state is PlanState.DRAFT else {"Ann", "Mo", "Cy", "Zed", "Hana"}
    assert await readers(cast, row) == shown
    assert {line.reader for line in view.readers} == (
        {PlanReader.PERSON, PlanReader.MANAGER} if state is PlanState.DRAFT else set(PlanReader)
    )
    with pytest.raises(DomainError) as refused:
        await do(plans.share_plan(cast.actor(cast.ann), plan_id=row.id, version=1, **ALL_OF_THEM))
    assert refused.value.code == "STALE_VERSION"
    assert await DevelopmentChange.all().count() == 0
    assert do.heard == []


async def test_nobody_reads_a_plan_because_a_manager_made_them_its_mentor(
    cast: Cast, do: Doing
) -> None:
    row = await plan(
        cast.ann, state=PlanState.ACTIVE, mentor_id=cast.cy.id, shared_with_mentor=True
    )
    view = await do(
        plans.set_plan_mentor(cast.actor(cast.mo), plan_id=row.id, mentor_id=cast.max.id, version=1)
    )
    assert (view.mentor_id, view.shared_with_mentor) == (cast.max.id, False)
    assert await readers(cast, row) == {"Ann", "Mo"}
    (change,) = await DevelopmentChange.all()
    assert (change.field, change.before, change.after) == ("mentor", "Cy Test", "Max Test")
    view = await do(
        plans.set_plan_mentor(cast.actor(cast.ann), plan_id=row.id, mentor_id=None, version=2)
    )
    assert view.mentor_id is None


async def test_a_mentor_is_somebody_else_who_is_there(cast: Cast, do: Doing) -> None:
    row = await plan(cast.ann, state=PlanState.ACTIVE)
    for person, code in ((cast.ann, "MENTOR_IS_THE_PERSON"), (cast.dee, "PERSON_HAS_LEFT")):
        with pytest.raises(DomainError) as refused:
            await do(
                plans.set_plan_mentor(
                    cast.actor(cast.mo), plan_id=row.id, mentor_id=person.id, version=1
                )
            )
        assert (refused.value.code, refused.value.field) == (code, "mentor_id")
    assert (await DevelopmentPlan.get()).mentor_id is None


@pytest.mark.parametrize(
    ("values", "field"),
    [({"check_in_every": 0}, "check_in_every"), ({"check_in_every": 93}, "check_in_every"),
     ({"quiet_after": 6}, "quiet_after"), ({"quiet_after": 185}, "quiet_after")],
)  # fmt: skip
async def test_a_rhythm_is_within_reason(
    cast: Cast, do: Doing, values: dict[str, Any], field: str
) -> None:
    row = await plan(cast.ann)
    words = {"title": "x", "focus": "", "starts_on": row.starts_on, "ends_on": row.ends_on}
    for command in (
        plans.draft_plan(cast.actor(cast.ann), **words, **values),
        plans.edit_plan(cast.actor(cast.ann), plan_id=row.id, version=1, **words, **values),
    ):
        with pytest.raises(DomainError) as refused:
            await do(command)
        assert (refused.value.code, refused.value.field) == ("DAYS_OUT_OF_RANGE", field)
    assert (await DevelopmentPlan.get()).title == "Grow"


async def test_readers_are_told_without_those_who_have_left(cast: Cast) -> None:
    row = await plan(
        cast.ann, state=PlanState.ACTIVE, mentor_id=cast.dee.id, shared_with_mentor=True
    )
    view = (await queries.plans_by_ids(cast.actor(cast.ann), [row.id]))[row.id]
    assert [line.reader for line in view.readers] == [PlanReader.PERSON, PlanReader.MANAGER]
    assert view.mentor_id == cast.dee.id
