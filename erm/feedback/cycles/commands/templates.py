"""Templates of the company's own."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from tortoise.expressions import F

from erm.audit import commands as audit
from erm.audit.rules import Action
from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.text import clean_line, clean_text
from erm.feedback.cycles.commands.managing import readable_cycle, require_hr
from erm.feedback.cycles.definitions import (
    CycleDefinition,
    PerspectiveDefinition,
    QuestionDefinition,
)
from erm.feedback.cycles.errors import CycleTemplateNotFound, TemplateIsBuiltIn
from erm.feedback.cycles.models import Cycle, CyclePerspective, CycleQuestion, CycleTemplate
from erm.feedback.cycles.queries.templates import TemplateView, own_template, view_template
from erm.feedback.cycles.questions import QuestionContent
from erm.feedback.cycles.rules import Perspective
from erm.feedback.cycles.templates import built_ins

NAME_LENGTH = 200
DESCRIPTION_LENGTH = 2_000
DAYS_LARGEST = 365


async def save_cycle_template(
    actor: Actor, *, key: str | None, cycle_id: UUID, name: str, description: str = ""
) -> TemplateView:
    """Make a template of a cycle, or make one of the company's own anew from it.

    Raises ``OnlyHrManagesCycles``, ``CycleNotFound``, ``TemplateIsBuiltIn``,
    ``CycleTemplateNotFound``.
    """
    require_hr(actor)
    cycle = await readable_cycle(actor, cycle_id)
    definition = await definition_of_cycle(cycle)
    moment = now()
    values: dict[str, Any] = {
        "name": clean_line(name, field="name", maximum=NAME_LENGTH),
        "description": clean_text(
            description, field="description", maximum=DESCRIPTION_LENGTH, required=False
        ),
    }
    if key is None:
        row = await CycleTemplate.create(
            **values,
            definition=definition.to_json(),
            created_by_id=actor.person_id,
            created_at=moment,
            updated_at=moment,
        )
    else:
        row = await _own(key)
        await CycleTemplate.filter(id=row.id).update(
            **values,
            definition=definition.to_json(),
            updated_at=moment,
            version=F("version") + 1,
        )
    await CycleTemplate.filter(id=row.id).update(
        definition={**definition.to_json(), "template": str(row.id)}
    )
    _note(Action.CYCLE_TEMPLATE_SAVED, actor, row.id)
    return view_template(await CycleTemplate.get(id=row.id))


async def delete_cycle_template(actor: Actor, *, key: str) -> str:
    """Put away a template of the company's own; cycles that were made from it stay.

    Raises ``OnlyHrManagesCycles``, ``TemplateIsBuiltIn``, ``CycleTemplateNotFound``.
    """
    require_hr(actor)
    row = await _own(key)
    if not await CycleTemplate.filter(id=row.id, retired_at__isnull=True).update(
        retired_at=now(), version=F("version") + 1
    ):
        raise CycleTemplateNotFound(field="key")
    _note(Action.CYCLE_TEMPLATE_DELETED, actor, row.id)
    return key


async def _own(key: str) -> CycleTemplate:
    if key in built_ins():
        raise TemplateIsBuiltIn(field="key")
    row = await own_template(key)
    if row is None:
        raise CycleTemplateNotFound(field="key")
    return row


def _note(action: Action, actor: Actor, template_id: UUID) -> None:
    audit.append(
        action, actor_id=actor.person_id, subject_kind="CycleTemplate", subject_id=template_id
    )


async def definition_of_cycle(cycle: Cycle) -> CycleDefinition:
    """What a cycle was made of, with the lengths of its phases as they are."""
    perspectives = await CyclePerspective.filter(cycle_id=cycle.id).order_by("id")
    questions = await CycleQuestion.filter(cycle_id=cycle.id).order_by("position", "id")
    lengths = _lengths(cycle)
    return CycleDefinition(
        perspectives=tuple(
            PerspectiveDefinition(row.kind, row.anonymous, row.minimum, row.weight)
            for row in perspectives
        ),
        questions=tuple(
            QuestionDefinition(
                kind=row.kind,
                content=QuestionContent.from_json(row.content),
                perspectives=tuple(Perspective(kind) for kind in row.perspectives),
                competency=row.competency,
                required=row.required,
                weight=row.weight,
                licence=row.licence,
                source=row.source,
                bank_id=row.bank_id,
            )
            for row in questions
        ),
        nominator=cycle.nominator,
        nomination_cap=cycle.nomination_cap,
        nominations_need_approval=cycle.nominations_need_approval,
        load_limit=cycle.load_limit,
        released_by=cycle.released_by,
        nomination_days=lengths[0],
        writing_days=max(1, lengths[1]),
        calibration_days=lengths[2],
        packet_days=max(1, lengths[3]),
        acknowledge_days=max(1, lengths[4]),
        period_months=max(1, round((cycle.period_until - cycle.period_from).days / 30.44)),
    )


def _lengths(cycle: Cycle) -> list[int]:
    """How many days each phase has; the first is counted from the end of what is looked back on."""
    begins: date = min(cycle.period_until, cycle.nomination_until or cycle.writing_until)
    days = []
    for until in (
        cycle.nomination_until,
        cycle.writing_until,
        cycle.calibration_until,
        cycle.packets_until,
        cycle.acknowledge_until,
    ):
        days.append(0 if until is None else min(DAYS_LARGEST, max(1, (until - begins).days)))
        begins = until or begins
    return days
