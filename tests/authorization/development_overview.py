"""What is made of plans, and what plans are made of."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from erm.core.clock import now
from erm.development.models import PlanTemplate
from erm.development.plan_templates.definitions import built_ins
from tests.authorization.relations import Relation
from tests.authorization.world import World

TEMPLATE = UUID("01890000-0000-7000-8000-00000000c0de")
"""A template of the company's own whose author is not known any more: only HR retires it."""


async def fill(world: World) -> None:
    await PlanTemplate.create(
        id=TEMPLATE,
        name="Ours",
        definition=built_ins()["one_skill"].definition("en").to_json(),
        created_at=now(),
    )


def given(world: World) -> list[tuple[str, str, Any, dict[str, Any], dict[str, Any]]]:
    """Each mutation, the input that names its row, the row, all that is given, and what is particular."""
    anns, bos, zeds = (
        world.named(f"plan {name}") for name in ("Ann's active", "Bo's active", "Bo's with Zed")
    )
    note = world.named("note of Bo to Ann")
    assessment = world.named("assessment of Bo, compared since the present manager is it")
    from_note = {"origin": "FEEDBACK", "sourceId": note.id, "title": "new"}
    from_gap = {"origin": "ASSESSMENT", "sourceId": assessment.id, "title": "new"}
    the_person = {"relations": frozenset({Relation.SELF})}
    # HR reads the plan and not the assessment.
    no_assessment = {"otherwise": {Relation.HR: "NOT_FOUND"}}
    found: list[tuple[str, str, Any, dict[str, Any], dict[str, Any]]] = [
        ("savePlanTemplate", "planId", anns, {"name": "new"}, {}),
        ("savePlanTemplate", "planId", bos, {"name": "new"}, {}),
        ("savePlanTemplate", "planId", zeds, {"name": "new"}, {}),
        ("retirePlanTemplate", "", None, {"key": str(TEMPLATE)}, {}),
        *((name, "planId", anns, from_note, the_person) for name in TURNING),
        *((name, "planId", bos, from_gap, no_assessment) for name in TURNING),
    ]
    return [
        (name, by, row, rest if row is None else {by: row.id} | rest, how)
        for name, by, row, rest, how in found
    ]


TURNING = ("turnIntoFocusArea", "turnIntoGoal")
