"""What people said when a later wave asked whether anything has changed: read as any figure is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from erm.core.actor import Actor
from erm.engagement.actions import policy
from erm.engagement.actions.models import ActionPlan
from erm.engagement.actions.policy import reach_of
from erm.engagement.actions.views import drivers_of
from erm.engagement.ledger.commands import note_groups
from erm.engagement.ledger.rules import ReportAct, ReportPart
from erm.engagement.results.figures import Figure
from erm.engagement.results.models import ReleaseFigure, ReleaseGroup
from erm.engagement.results.policy import Reach, may_ask_for_group
from erm.engagement.results.policy import reach_of as report_reach
from erm.engagement.results.rules import GroupKind, Shown, SubjectKind
from erm.engagement.results.views import FigureView
from erm.engagement.results.wording import Wording
from erm.engagement.surveys.models import Survey, SurveyQuestion
from erm.engagement.surveys.questions import Question
from erm.engagement.surveys.rules import SegmentKind
from erm.engagement.waves.models import SurveyWave
from erm.engagement.waves.rolls import waves_inviting
from erm.people.leading import departments_led
from erm.people.models import Department


@dataclass(frozen=True, slots=True)
class EchoView:
    """A figure of a later wave about a driver of a plan."""

    wave_id: UUID
    figure: FigureView


@dataclass(frozen=True, slots=True)
class _Asked:
    """Waves that asked it and were told of, their surveys, and the questions by wave."""

    waves: Mapping[UUID, SurveyWave]
    surveys: Mapping[UUID, Survey]
    questions: Mapping[UUID, Sequence[Question]]


async def echoes_of(actor: Actor, plan_ids: Sequence[UUID]) -> dict[UUID, list[EchoView]]:
    """By plan, what later waves said, the oldest first: of its department, or of the company.

    Only what the actor may read of those waves; it is put down in the ledger. The number of queries
    does not depend on how many plans or waves there are.
    """
    found: dict[UUID, list[EchoView]] = {key: [] for key in plan_ids}
    reach = await reach_of(actor)
    plans = await ActionPlan.filter(policy.readable_plans(actor, reach), id__in=list(set(plan_ids)))
    asked = await _asked({driver for plan in plans for driver in drivers_of(plan)})
    if not asked.waves:
        return found
    reaches = await _reaches(actor, asked)
    groups = await _groups(plans, asked)
    figures = await _figures(asked, groups)
    names: list[tuple[UUID, str]] = await Department.all().values_list("id", "name")
    departments = {str(key): name for key, name in names}
    read: dict[UUID, dict[int, ReleaseGroup]] = defaultdict(dict)
    for plan in plans:
        for wave in sorted(asked.waves.values(), key=lambda wave: (wave.opens_at, wave.id)):
            group = groups.get((wave.id, plan.department_id))
            if (
                wave.opens_at <= plan.created_at
                or group is None
                or not may_ask_for_group(reaches[wave.id], group)
            ):
                continue
            wording = Wording(actor.locale, asked.surveys[wave.survey_id], departments)
            for question in asked.questions[wave.id]:
                if question.driver_id not in drivers_of(plan):
                    continue
                topic = wording.topic_of_question(question)
                view = wording.figure(
                    topic,
                    figures.get((wave.id, group.number, question.id)),
                    group=group,
                    company=figures.get((wave.id, 0, question.id)),
                )
                found[plan.id].append(EchoView(wave.id, view))
                read[wave.id][group.number] = group
    await note_groups(
        actor,
        [(wave, group.label) for wave, of_wave in read.items() for group in of_wave.values()],
        act=ReportAct.VIEWED,
        part=ReportPart.ACTIONS,
    )
    return found


async def _asked(drivers: Iterable[UUID]) -> _Asked:
    rows = await SurveyQuestion.filter(echo=True, driver_id__in=list(drivers))
    questions = {row.id: Question.of(row) for row in rows}
    waves: dict[UUID, SurveyWave] = {}
    of_wave: dict[UUID, list[Question]] = {}
    for wave in await SurveyWave.filter(
        survey_id__in=list({each.survey_id for each in questions.values()}),
        released_at__isnull=False,
    ):
        mine = [questions[key] for key in map(UUID, wave.question_ids) if key in questions]
        if mine:
            waves[wave.id], of_wave[wave.id] = wave, mine
    surveys = await Survey.filter(id__in=list({wave.survey_id for wave in waves.values()}))
    return _Asked(waves, {row.id: row for row in surveys}, of_wave)


async def _reaches(actor: Actor, asked: _Asked) -> dict[UUID, Reach]:
    led = await departments_led(actor)
    invited = await waves_inviting(actor.person_id, list(asked.waves))
    return {
        wave.id: report_reach(
            actor, asked.surveys[wave.survey_id].readers, led=led, invited=wave.id in invited
        )
        for wave in asked.waves.values()
    }


async def _groups(
    plans: Sequence[ActionPlan], asked: _Asked
) -> dict[tuple[UUID, UUID | None], ReleaseGroup]:
    """The group of each wave that a plan is about, where it is told of at all."""
    departments = [plan.department_id for plan in plans if plan.department_id is not None]
    of_department = ReleaseGroup.filter(
        wave_id__in=list(asked.waves),
        kind=GroupKind.SEGMENT,
        segments=SegmentKind.DEPARTMENT.value,
        department_id__in=departments,
    )
    company = ReleaseGroup.filter(wave_id__in=list(asked.waves), kind=GroupKind.COMPANY)
    rows = [*await of_department, *await company]
    return {(row.wave_id, row.department_id): row for row in rows if row.shown is not Shown.HIDDEN}


async def _figures(
    asked: _Asked, groups: Mapping[tuple[UUID, UUID | None], ReleaseGroup]
) -> dict[tuple[UUID, int, UUID], Figure]:
    numbers = {0, *(row.number for row in groups.values())}
    subjects = {question.id for each in asked.questions.values() for question in each}
    rows = await ReleaseFigure.filter(
        wave_id__in=list(asked.waves),
        group_number__in=list(numbers),
        subject_kind=SubjectKind.QUESTION,
        subject__in=list(subjects),
    ).values_list("wave_id", "group_number", "subject", "value")
    return {
        (wave, number, subject): Figure.from_json(value) for wave, number, subject, value in rows
    }
