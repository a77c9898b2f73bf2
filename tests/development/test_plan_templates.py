"""What plans are begun from."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from erm.core.clock import now, today
from erm.core.errors import DomainError
from erm.core.ids import new_id
from erm.core.language import languages
from erm.development.competencies.models import Competency, CompetencyFramework
from erm.development.errors import PlanNotFound
from erm.development.models import FocusArea, Goal, Milestone, PlanTemplate
from erm.development.plan_templates import queries
from erm.development.plan_templates.commands import (
    TEMPLATES_MAXIMUM,
    fill_from_template,
    retire_plan_template,
    save_plan_template,
)
from erm.development.plan_templates.definitions import PlanDefinition, built_ins
from erm.development.plan_templates.errors import (
    NothingForATemplate,
    PlanTemplateNotFound,
    PlanTemplateNotYours,
    TemplatesAreSavedByManagers,
    TooManyPlanTemplates,
)
from erm.development.rules import FocusKind, GoalMeasure, GoalVisibility, PlanState
from erm.schema.ids import to_global
from tests.cast import Cast
from tests.conftest import Api
from tests.database import query_count
from tests.development.builders import plan
from tests.development.conftest import Doing


def test_six_templates_come_with_erm_whole_in_every_language() -> None:
    """Each has focus areas and goals, and no text is missing or too long for its place."""
    assert len(built_ins()) == 6
    for each in built_ins().values():
        shapes = set()
        for language in languages():
            definition = each.definition(language)
            assert each.name.of(language)
            assert each.description.of(language)
            assert 1 <= definition.months <= 12
            assert definition.check_in_every in (7, 14, 28)
            assert 1 <= len(definition.focus_areas) <= 3
            assert 3 <= len(definition.goals) <= 5
            for area in definition.focus_areas:
                assert 0 < len(area.title) <= 200
                assert area.why
                assert area.kind is FocusKind.ASPIRATION
            for goal in definition.goals:
                assert 0 < len(goal.title) <= 200
                assert goal.description
                assert (goal.measure is GoalMeasure.MILESTONES) == bool(goal.milestones)
                assert goal.focus in range(len(definition.focus_areas))
                assert all(0 < len(step) <= 200 for step in goal.milestones)
            assert PlanDefinition.from_json(definition.to_json()) == definition
            shapes.add((len(definition.goals), definition.months))
        assert len(shapes) == 1
        assert each.definition("en") != each.definition("ru")


async def _plan(cast: Cast, **values: Any) -> Any:
    """A plan of Ann's with a focus area and goals of every visibility, with steps."""
    row = await plan(
        cast.ann,
        state=PlanState.ACTIVE,
        starts_on=today(),
        ends_on=today() + timedelta(days=122),
        check_in_every=21,
        **values,
    )
    area = await FocusArea.create(
        plan_id=row.id,
        kind=FocusKind.ASPIRATION,
        title="Speak in public",
        why="My stammer",
        position=0,
        created_at=now(),
    )
    for n, visibility in enumerate(GoalVisibility):
        goal = await Goal.create(
            plan_id=row.id,
            person_id=cast.ann.id,
            author_id=cast.ann.id,
            focus_area_id=area.id,
            title=f"{visibility} goal",
            description="What my doctor said",
            measure=GoalMeasure.MILESTONES,
            visibility=visibility,
            position=n,
            progress=40,
            created_at=now(),
        )
        await Milestone.create(goal_id=goal.id, title="Once", position=0, created_at=now())
    return row


async def test_a_template_out_of_a_plan_has_its_titles_and_steps_and_nothing_personal(
    cast: Cast, do: Doing
) -> None:
    row = await _plan(cast)
    view = await do(
        save_plan_template(
            cast.actor(cast.mo), plan_id=row.id, name=" To speak ", description="All"
        )
    )
    assert (view.name, view.built_in, view.can_edit) == ("To speak", False, True)
    definition = view.definition
    assert (definition.months, definition.check_in_every) == (4, 21)
    assert [(area.title, area.why) for area in definition.focus_areas] == [("Speak in public", "")]
    assert [(goal.title, goal.description, goal.milestones) for goal in definition.goals] == [
        ("shared goal", "", ("Once",)),
        ("everyone goal", "", ("Once",)),
    ]
    stored = str(await PlanTemplate.all().values())
    assert "private" not in stored
    assert "stammer" not in stored
    assert "doctor" not in stored
    listed = await queries.plan_templates(cast.actor(cast.cy))
    assert [(each.built_in, each.can_edit) for each in listed] == [(True, False)] * 6 + [
        (False, False)
    ]


async def test_only_managers_and_hr_save_templates_and_only_of_plans_that_they_read(
    cast: Cast, do: Doing
) -> None:
    row = await _plan(cast)
    for person, refusal in (
        (cast.ann, TemplatesAreSavedByManagers),
        (cast.ada, PlanNotFound),
        (cast.max, PlanNotFound),
        (cast.hana, PlanNotFound),
    ):
        with pytest.raises(refusal):
            await do(save_plan_template(cast.actor(person), plan_id=row.id, name="Mine"))
    assert await PlanTemplate.all().count() == 0


async def test_a_plan_with_private_goals_alone_makes_no_template(cast: Cast, do: Doing) -> None:
    row = await _plan(cast)
    await FocusArea.filter(plan_id=row.id).delete()
    await Goal.filter(visibility__not=GoalVisibility.PRIVATE).delete()
    with pytest.raises(NothingForATemplate):
        await do(save_plan_template(cast.actor(cast.mo), plan_id=row.id, name="Empty"))
    assert await PlanTemplate.all().count() == 0


async def test_there_is_room_for_so_many_templates(cast: Cast, do: Doing) -> None:
    row = await _plan(cast)
    empty = PlanDefinition(3, 14, (), ()).to_json()
    await PlanTemplate.bulk_create(
        [
            PlanTemplate(name=str(n), definition=empty, created_at=now())
            for n in range(TEMPLATES_MAXIMUM)
        ]
    )
    with pytest.raises(TooManyPlanTemplates):
        await do(save_plan_template(cast.actor(cast.mo), plan_id=row.id, name="One more"))
    with query_count() as count:
        assert len(await queries.plan_templates(cast.actor(cast.ann))) == TEMPLATES_MAXIMUM + 6
    assert count.count == 1


async def test_a_template_is_retired_by_its_author_or_hr(cast: Cast, do: Doing) -> None:
    row = await _plan(cast)
    key = (await do(save_plan_template(cast.actor(cast.mo), plan_id=row.id, name="A"))).key
    for person in (cast.ann, cast.max, cast.ada):
        with pytest.raises(PlanTemplateNotYours):
            await do(retire_plan_template(cast.actor(person), key=key))
    assert (await PlanTemplate.get()).retired_at is None
    with pytest.raises(PlanTemplateNotYours):
        await do(retire_plan_template(cast.actor(cast.hana), key="next_level"))
    assert await do(retire_plan_template(cast.actor(cast.hana), key=key)) == key
    assert len(await queries.plan_templates(cast.actor(cast.mo))) == 6
    for gone in (key, "nonsense", str(new_id())):
        with pytest.raises(PlanTemplateNotFound):
            await do(retire_plan_template(cast.actor(cast.mo), key=gone))


@pytest.mark.parametrize("key", list(built_ins()))
async def test_a_plan_begun_from_a_template_has_all_that_it_holds(
    cast: Cast, do: Doing, key: str
) -> None:
    row = await plan(cast.ann)
    actor = cast.actor(cast.mo)
    await do(fill_from_template(actor, plan_id=row.id, person_id=cast.ann.id, template_key=key))
    wanted = built_ins()[key].definition(actor.locale)
    areas = await FocusArea.filter(plan_id=row.id).order_by("position")
    assert [(area.title, area.why) for area in areas] == [
        (area.title, area.why) for area in wanted.focus_areas
    ]
    goals = await Goal.filter(plan_id=row.id).order_by("position")
    assert {(goal.person_id, goal.author_id) for goal in goals} == {(cast.ann.id, cast.mo.id)}
    for goal, meant in zip(goals, wanted.goals, strict=True):
        steps = await Milestone.filter(goal_id=goal.id).order_by("position")
        assert (goal.title, goal.measure) == (meant.title, meant.measure)
        assert tuple(step.title for step in steps) == meant.milestones
        assert meant.focus is not None
        assert goal.focus_area_id == areas[meant.focus].id


async def test_a_competency_that_was_retired_leaves_an_aspiration(cast: Cast, do: Doing) -> None:
    row = await _plan(cast)
    names = {"en": "Speaking", "ru": "Выступления"}
    framework = await CompetencyFramework.create(names=names, descriptions={}, created_at=now())
    competency = await Competency.create(framework_id=framework.id, key="speaking", names=names)
    await FocusArea.filter(plan_id=row.id).update(
        kind=FocusKind.COMPETENCY, competency_id=competency.id, target_rank=3
    )
    actor = cast.actor(cast.mo)
    key = (await do(save_plan_template(actor, plan_id=row.id, name="Speak"))).key
    tied: list[tuple[FocusKind, bool, int | None]] = []
    for retired_at in (None, now()):
        await Competency.filter(id=competency.id).update(retired_at=retired_at)
        new = await plan(cast.bo)
        await do(fill_from_template(actor, plan_id=new.id, person_id=cast.bo.id, template_key=key))
        area = await FocusArea.get(plan_id=new.id)
        tied.append((area.kind, area.competency_id == competency.id, area.target_rank))
    assert tied == [(FocusKind.COMPETENCY, True, 3), (FocusKind.ASPIRATION, False, None)]


async def test_an_unknown_template_leaves_the_plan_as_it_was(cast: Cast, do: Doing) -> None:
    row = await plan(cast.ann)
    with pytest.raises(DomainError) as refused:
        await do(
            fill_from_template(
                cast.actor(cast.ann), plan_id=row.id, person_id=cast.ann.id, template_key="none"
            )
        )
    assert refused.value.code == "PLAN_TEMPLATE_NOT_FOUND"
    assert await Goal.all().count() == 0


async def test_templates_through_the_api(cast: Cast, api: Callable[..., Api]) -> None:
    """In the viewer's language; saving says what others will read."""
    row = await _plan(cast)
    answer = await api(cast.ann).run("{ planTemplates { key name months goals { focus } } }")
    assert [each["key"] for each in answer["planTemplates"]] == list(built_ins())
    saved = await api(cast.mo).run(
        """mutation($input: SavePlanTemplateInput!) { savePlanTemplate(input: $input) {
             ... on SavePlanTemplateSuccess { template { key name goals { title milestones } } }
             ... on Refusal { code } } }""",
        {"input": {"planId": to_global("DevelopmentPlan", row.id), "name": "Speak"}},
    )
    template = saved["savePlanTemplate"]["template"]
    assert [goal["title"] for goal in template["goals"]] == ["shared goal", "everyone goal"]
    retired = await api(cast.mo).run(
        """mutation($input: RetirePlanTemplateInput!) { retirePlanTemplate(input: $input) {
             ... on RetirePlanTemplateSuccess { key } ... on Refusal { code } } }""",
        {"input": {"key": template["key"]}},
    )
    assert retired["retirePlanTemplate"] == {"key": template["key"]}
