"""Making a draft, editing it, and rewording a question of a cycle that runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from uuid import UUID

from tortoise.expressions import F, Q

from erm.audit.rules import Action
from erm.core.actor import Actor
from erm.core.clock import now, today
from erm.core.localized import Localized
from erm.core.text import clean_line, clean_text
from erm.feedback.cycles import history, policy
from erm.feedback.cycles.commands.managing import managed_cycle, require_hr
from erm.feedback.cycles.definitions import (
    CAP_RANGE,
    LOAD_RANGE,
    CycleDates,
    CycleDefinition,
    PerspectiveDefinition,
    QuestionDefinition,
    check_number,
    clean_perspectives,
    clean_questions,
    dates_from,
)
from erm.feedback.cycles.errors import (
    CycleAudienceUnfit,
    CycleChanged,
    CycleDatesUnordered,
    CycleDateTooNear,
    CycleIsFrozen,
    CycleNotInState,
    CyclePeriodUnfit,
    CycleQuestionNotFound,
    QuestionAlreadyAnswered,
    QuestionChanged,
    QuestionsUnfit,
    ReleaseDayUnfit,
)
from erm.feedback.cycles.models import (
    BankQuestion,
    Cycle,
    CycleParticipant,
    CyclePerspective,
    CycleQuestion,
    CycleQuestionWording,
    Review,
)
from erm.feedback.cycles.queries.templates import definition_of
from erm.feedback.cycles.questions import QuestionContent, clean_content
from erm.feedback.cycles.rules import (
    BEFORE_RESULTS,
    CycleState,
    Nominator,
    ReleasedBy,
    ReviewState,
)
from erm.feedback.cycles.views.cycles import CycleView, QuestionView, view_cycle, view_question
from erm.people.audience import Audience, clean_audience
from erm.people.commands import check_time_zone

NAME_LENGTH = 200
DESCRIPTION_LENGTH = 5_000
AHEAD = timedelta(days=3 * 366)
"""How far ahead a cycle's days may lie."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleEdit:
    """All of a draft, as it is to be."""

    name: str
    description: str
    time_zone: str
    dates: CycleDates
    released_by: ReleasedBy
    release_on: date | None
    nominator: Nominator
    nomination_cap: int
    nominations_need_approval: bool
    load_limit: int
    audience: Audience
    perspectives: Sequence[PerspectiveDefinition]
    questions: Sequence[QuestionDefinition]


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Whose a new cycle is, and where it comes from."""

    owner_id: UUID
    time_zone: str
    programme_id: UUID | None = None
    previous_id: UUID | None = None
    cohort: str | None = None


async def create_cycle(actor: Actor, *, template_key: str, name: str, starts_on: date) -> CycleView:
    """Make a draft from a template; its days follow from the first one, and nobody takes part yet.

    Raises ``OnlyHrManagesCycles``, ``CycleTemplateNotFound``, ``CycleDateTooNear``.
    """
    require_hr(actor)
    definition = await definition_of(actor, template_key)
    name = clean_line(name, field="name", maximum=NAME_LENGTH)
    day = today(actor.time_zone)
    if not day <= starts_on <= day + AHEAD:
        raise CycleDateTooNear(field="starts_on")
    row = await make_cycle(
        actor,
        definition,
        name=name,
        starts_on=starts_on,
        audience=Audience(),
        origin=Origin(owner_id=actor.person_id, time_zone=actor.time_zone),
    )
    return view_cycle(actor, row)


async def make_cycle(
    actor: Actor,
    definition: CycleDefinition,
    *,
    name: str,
    starts_on: date,
    audience: Audience,
    origin: Origin,
) -> Cycle:
    """Write a draft from a definition. For HR's hand and for programmes."""
    dates = dates_from(definition, starts_on)
    by_date = definition.released_by is ReleasedBy.DATE
    row = await Cycle.create(
        name=name,
        state=CycleState.DRAFT,
        template=definition.template,
        time_zone=origin.time_zone,
        period_from=dates.period_from,
        period_until=dates.period_until,
        nomination_until=dates.nomination_until,
        writing_until=dates.writing_until,
        calibration_until=dates.calibration_until,
        packets_until=dates.packets_until,
        acknowledge_until=dates.acknowledge_until,
        released_by=definition.released_by,
        release_on=dates.packets_until if by_date else None,
        nominator=definition.nominator,
        nomination_cap=definition.nomination_cap,
        nominations_need_approval=definition.nominations_need_approval,
        load_limit=definition.load_limit,
        audience=audience.to_json(),
        owner_id=origin.owner_id,
        programme_id=origin.programme_id,
        previous_id=origin.previous_id,
        cohort=origin.cohort,
        created_at=now(),
    )
    await _write_perspectives(row.id, definition.perspectives)
    await _write_questions(row.id, definition.questions)
    history.note(Action.CYCLE_CREATED, actor, row.id)
    return row


async def edit_cycle(actor: Actor, *, cycle_id: UUID, version: int, edit: CycleEdit) -> CycleView:
    """Change a draft as a whole. Only a draft: after launch nothing here can be weakened by anybody.

    Raises ``CycleNotFound``, ``OnlyHrManagesCycles``, ``CycleIsFrozen``, ``CycleChanged``, and what
    is said of each part.
    """
    cycle = await managed_cycle(actor, cycle_id)
    if cycle.state is not CycleState.DRAFT:
        raise CycleIsFrozen
    name = clean_line(edit.name, field="name", maximum=NAME_LENGTH)
    description = clean_text(
        edit.description, field="description", maximum=DESCRIPTION_LENGTH, required=False
    )
    zone = check_time_zone(edit.time_zone)
    dates = edit.dates
    check_dates(dates, zone)
    check_release(edit.released_by, edit.release_on, dates)
    perspectives = clean_perspectives(
        edit.perspectives, nominates=dates.nomination_until is not None
    )
    questions = clean_questions(edit.questions, perspectives)
    await _check_bank(questions)
    audience = await clean_audience(edit.audience, refusal=CycleAudienceUnfit)
    changed = await Cycle.filter(id=cycle.id, version=version, state=CycleState.DRAFT).update(
        name=name,
        description=description,
        time_zone=zone,
        period_from=dates.period_from,
        period_until=dates.period_until,
        nomination_until=dates.nomination_until,
        writing_until=dates.writing_until,
        calibration_until=dates.calibration_until,
        packets_until=dates.packets_until,
        acknowledge_until=dates.acknowledge_until,
        released_by=edit.released_by,
        release_on=edit.release_on if edit.released_by is ReleasedBy.DATE else None,
        nominator=edit.nominator,
        nomination_cap=check_number(edit.nomination_cap, CAP_RANGE, field="nomination_cap"),
        nominations_need_approval=edit.nominations_need_approval,
        load_limit=check_number(edit.load_limit, LOAD_RANGE, field="load_limit"),
        audience=audience.to_json(),
        version=F("version") + 1,
    )
    if not changed:
        raise CycleChanged
    await CyclePerspective.filter(cycle_id=cycle.id).delete()
    await _write_perspectives(cycle.id, perspectives)
    await _write_questions(cycle.id, questions)
    history.note(Action.CYCLE_EDITED, actor, cycle.id)
    return view_cycle(actor, await Cycle.get(id=cycle.id))


def check_dates(dates: CycleDates, time_zone: str) -> None:
    """Raise ``CyclePeriodUnfit`` or ``CycleDatesUnordered`` unless days follow each other."""
    if not dates.period_from <= dates.period_until <= dates.writing_until:
        raise CyclePeriodUnfit(field="period_until")
    days = dates.in_order
    if any(later <= earlier for earlier, later in pairwise(days)):
        raise CycleDatesUnordered(field="writing_until")
    if days[-1] > today(time_zone) + AHEAD:
        raise CycleDatesUnordered(field="acknowledge_until")


def check_release(released_by: ReleasedBy, release_on: date | None, dates: CycleDates) -> None:
    """Raise ``ReleaseDayUnfit`` unless packets that a day releases have one, while they are made."""
    if released_by is not ReleasedBy.DATE:
        return
    before = dates.calibration_until or dates.writing_until
    if release_on is None or not before < release_on <= dates.packets_until:
        raise ReleaseDayUnfit(field="release_on")


async def _check_bank(questions: Sequence[QuestionDefinition]) -> None:
    asked = {question.bank_id for question in questions if question.bank_id is not None}
    if await BankQuestion.filter(id__in=list(asked)).count() < len(asked):
        raise QuestionsUnfit(field="questions")


async def _write_perspectives(
    cycle_id: UUID, perspectives: Sequence[PerspectiveDefinition]
) -> None:
    await CyclePerspective.bulk_create(
        [
            CyclePerspective(
                cycle_id=cycle_id,
                kind=each.kind,
                anonymous=each.anonymous,
                minimum=each.minimum,
                weight=each.weight,
            )
            for each in perspectives
        ]
    )


async def _write_questions(cycle_id: UUID, questions: Sequence[QuestionDefinition]) -> None:
    """Make a draft's questions these: those that it has are kept by id, the rest goes."""
    own = set(await CycleQuestion.filter(cycle_id=cycle_id).values_list("id", flat=True))
    kept = {question.id for question in questions if question.id is not None}
    if not kept <= own:
        raise QuestionsUnfit(field="questions")
    await CycleQuestion.filter(id__in=list(own - kept)).delete()
    added = []
    for position, question in enumerate(questions, start=1):
        values = {
            "position": position,
            "kind": question.kind,
            "content": question.content.to_json(),
            "competency": question.competency,
            "required": question.required,
            "weight": question.weight,
            "perspectives": [kind.value for kind in question.perspectives],
            "bank_id": question.bank_id,
            "licence": question.licence,
            "source": question.source,
        }
        if question.id is None:
            added.append(CycleQuestion(cycle_id=cycle_id, **values))
        else:
            await CycleQuestion.filter(id=question.id).update(**values)
    await CycleQuestion.bulk_create(added)


async def reword_cycle_question(
    actor: Actor, *, question_id: UUID, version: int, text: Localized, help_: Localized | None
) -> QuestionView:
    """Say a question of a running cycle better, until the first review is submitted.

    Kind, scale and who is asked stay. The former wording is kept. Raises ``CycleQuestionNotFound``,
    ``OnlyHrManagesCycles``, ``CycleNotInState``, ``QuestionAlreadyAnswered``, ``QuestionChanged``.
    """
    row = await CycleQuestion.filter(policy.readable_questions(actor), id=question_id).first()
    if row is None:
        raise CycleQuestionNotFound
    cycle = await managed_cycle(actor, row.cycle_id)
    if cycle.state not in BEFORE_RESULTS:
        raise CycleNotInState
    if await is_answered(cycle.id):
        raise QuestionAlreadyAnswered
    before = QuestionContent.from_json(row.content)
    after = clean_content(
        row.kind,
        replace(before, text=text, help=before.help if help_ is None else help_),
        field="texts",
    )
    if not await CycleQuestion.filter(id=row.id, version=version).update(
        content=after.to_json(), version=F("version") + 1
    ):
        raise QuestionChanged
    _ = await CycleQuestionWording.create(
        question_id=row.id,
        number=version,
        content=row.content,
        by_id=actor.person_id,
        created_at=now(),
    )
    history.note(
        Action.CYCLE_QUESTION_REWORDED, actor, cycle.id, question=row.id, wording=version + 1
    )
    return view_question(await CycleQuestion.get(id=row.id))


async def is_answered(cycle_id: UUID) -> bool:
    """Whether anybody has submitted a review, though they may have reopened it since."""
    submitted = Q(state=ReviewState.SUBMITTED) | Q(submitted_at__isnull=False)
    return (
        await Review.filter(submitted, cycle_id=cycle_id).exists()
        or await CycleParticipant.filter(cycle_id=cycle_id, results_at__isnull=False).exists()
    )
