"""What a plan concentrates on."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from erm.core.clock import now, today
from erm.core.errors import DomainError
from erm.development import queries
from erm.development.commands import focus_areas, goals
from erm.development.competencies.models import (
    CareerLevel,
    CareerPlacement,
    Competency,
    CompetencyFramework,
)
from erm.development.models import FocusArea, Goal
from erm.development.rules import FOCUS_AREAS_MAXIMUM, FocusKind, PlanState
from erm.development.skills.models import Skill
from tests.cast import Cast
from tests.development.builders import plan
from tests.development.conftest import Doing

COMPETENCY, SKILL, ASPIRATION = FocusKind


async def words() -> tuple[UUID, UUID]:
    """A competency in a track of two levels, and a skill."""
    framework = await CompetencyFramework.create(names={}, descriptions={}, created_at=now())
    competency = await Competency.create(
        framework_id=framework.id, key="c", names={"en": "Craft", "ru": ""}
    )
    for rank, name in ((1, "Junior"), (2, "Senior")):
        await CareerLevel.create(
            framework_id=framework.id, track_key="t", key=name, rank=rank,
            names={"en": name, "ru": f"{name}-ru"}, track_names={"en": "T", "ru": ""},
        )  # fmt: skip
    skill = await Skill.create(created_at=now())
    return competency.id, skill.id


async def test_a_focus_area_is_tied_to_what_it_says(cast: Cast, do: Doing) -> None:
    competency, skill = await words()
    row = await plan(cast.ann)
    ann = cast.actor(cast.ann)
    level = await CareerLevel.get(rank=1)
    await CareerPlacement.create(
        person_id=cast.ann.id, level_id=level.id, starts_on=today(), created_at=now()
    )
    for kind, given in (
        (COMPETENCY, {"competency_id": competency, "target_rank": 2}),
        (SKILL, {"skill_id": skill, "target_rank": 4}),
        (ASPIRATION, {}),
    ):
        await do(
            focus_areas.add_focus_area(ann, plan_id=row.id, kind=kind, title=kind.value, **given)
        )
    areas = (await queries.focus_areas_of(ann, [row.id]))[row.id]
    assert [(area.kind, area.position) for area in areas] == [
        (COMPETENCY, 0),
        (SKILL, 1),
        (ASPIRATION, 2),
    ]
    labels = await queries.target_labels_of(ann, [area.id for area in areas])
    assert labels == {areas[0].id: "Senior"}
    wrong: list[tuple[FocusKind, dict[str, Any], str]] = [
        (COMPETENCY, {}, "FOCUS_DOES_NOT_FIT"),
        (COMPETENCY, {"skill_id": skill}, "FOCUS_DOES_NOT_FIT"),
        (COMPETENCY, {"competency_id": skill}, "FOCUS_DOES_NOT_FIT"),
        (SKILL, {"skill_id": competency}, "FOCUS_DOES_NOT_FIT"),
        (SKILL, {"skill_id": skill, "competency_id": competency}, "FOCUS_DOES_NOT_FIT"),
        (ASPIRATION, {"skill_id": skill}, "FOCUS_DOES_NOT_FIT"),
        (COMPETENCY, {"competency_id": competency, "target_rank": 3}, "FOCUS_TARGET_OUT_OF_RANGE"),
        (SKILL, {"skill_id": skill, "target_rank": 5}, "FOCUS_TARGET_OUT_OF_RANGE"),
        (SKILL, {"skill_id": skill, "target_rank": 0}, "FOCUS_TARGET_OUT_OF_RANGE"),
        (ASPIRATION, {"target_rank": 1}, "FOCUS_TARGET_OUT_OF_RANGE"),
        (ASPIRATION, {"title": " "}, "TEXT_REQUIRED"),
    ]
    for kind, given, code in wrong:
        values = {"title": "x"} | given
        with pytest.raises(DomainError) as refused:
            await do(focus_areas.add_focus_area(ann, plan_id=row.id, kind=kind, **values))
        assert refused.value.code == code, given
    assert await FocusArea.all().count() == 3


async def test_goals_stay_when_their_focus_area_goes(cast: Cast, do: Doing) -> None:
    row, other = await plan(cast.ann), await plan(cast.ann)
    ann = cast.actor(cast.ann)
    area = await do(focus_areas.add_focus_area(ann, plan_id=row.id, kind=ASPIRATION, title="Lead"))
    goal = await do(goals.add_goal(ann, plan_id=row.id, title="x", focus_area_id=area.id))
    assert goal.focus_area_id == area.id
    found = await queries.goals_of_focus_areas(ann, [area.id])
    assert [view.id for view in found[area.id]] == [goal.id]
    for place in ({"plan_id": other.id}, {}):
        with pytest.raises(DomainError) as refused:
            await do(goals.add_goal(ann, title="x", focus_area_id=area.id, **place))
        assert refused.value.code == "FOCUS_AREA_OF_ANOTHER_PLAN"
    assert await do(focus_areas.remove_focus_area(ann, focus_area_id=area.id)) == row.id
    assert (await Goal.get(id=goal.id)).focus_area_id is None


async def test_nobody_else_changes_what_a_plan_concentrates_on(cast: Cast, do: Doing) -> None:
    row = await plan(cast.ann, state=PlanState.ACTIVE, shared_with_hr=True)
    area = await FocusArea.create(
        plan_id=row.id, kind=ASPIRATION, title="Lead", position=0, created_at=now()
    )
    for person, codes in (
        (cast.hana, {"PLAN_READ_ONLY"}),
        (cast.bo, {"PLAN_NOT_FOUND", "FOCUS_AREA_NOT_FOUND"}),
        (cast.old, {"PLAN_NOT_FOUND", "FOCUS_AREA_NOT_FOUND"}),
    ):
        actor = cast.actor(person)
        for command in (
            focus_areas.add_focus_area(actor, plan_id=row.id, kind=ASPIRATION, title="x"),
            focus_areas.edit_focus_area(
                actor, focus_area_id=area.id, title="x", why="", target_rank=None, version=1
            ),
            focus_areas.remove_focus_area(actor, focus_area_id=area.id),
        ):
            with pytest.raises(DomainError) as refused:
                await do(command)
            assert refused.value.code in codes
    assert await FocusArea.all().values_list("title", "version") == [("Lead", 1)]
    assert do.heard == []


async def test_a_plan_concentrates_on_so_many_things(cast: Cast, do: Doing) -> None:
    row = await plan(cast.ann)
    await FocusArea.bulk_create(
        [
            FocusArea(plan_id=row.id, kind=ASPIRATION, title="x", position=n, created_at=now())
            for n in range(FOCUS_AREAS_MAXIMUM)
        ]
    )
    with pytest.raises(DomainError) as refused:
        await do(
            focus_areas.add_focus_area(
                cast.actor(cast.ann), plan_id=row.id, kind=ASPIRATION, title="one too many"
            )
        )
    assert refused.value.code == "TOO_MANY_FOCUS_AREAS"
