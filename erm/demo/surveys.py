"""Surveys of the demo company: asked, answered, closed and told of as in the product, on days gone by.

Sheets come from the fixed seed; which of them is moved when they are softened, and all keys of ballots,
are drawn anew each time, as everywhere.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from uuid import UUID, uuid4

from erm.access.actors import actor_for
from erm.core import clock
from erm.core.actor import Actor
from erm.core.events import Bus
from erm.core.localized import Localized
from erm.core.sealing import seal_bytes
from erm.core.work import unit_of_work
from erm.demo.content import surveys as said
from erm.demo.rows import Rows
from erm.demo.staff import Staff, plant_people
from erm.demo.timeline import Timeline
from erm.engagement.actions.asking import drivers_to_echo
from erm.engagement.actions.commands import PlanDraft, StepDraft, save_action_plan
from erm.engagement.actions.models import ActionPlan, ActionStep
from erm.engagement.actions.rules import ActionStepState
from erm.engagement.ballots.models import Ballot
from erm.engagement.ballots.sheet import Answer, Sheet
from erm.engagement.bank.built_ins import driver_id, install_survey_bank, item_id
from erm.engagement.bank.models import SurveyDriver
from erm.engagement.bank.rules import SCALES, SurveyQuestionKind
from erm.engagement.comments.commands import reply_to_comment
from erm.engagement.comments.models import SurveyComment
from erm.engagement.comments.storing import store
from erm.engagement.ledger.commands import note
from erm.engagement.ledger.rules import ReportAct, ReportPart
from erm.engagement.results.closing import close_wave, destroy_due
from erm.engagement.surveys.commands import QuestionDraft, SurveyDraft, save_survey
from erm.engagement.surveys.questions import Question
from erm.engagement.surveys.rules import SurveyReaders, SurveyRhythm
from erm.engagement.surveys.views import SurveyView
from erm.engagement.waves.commands import launch_survey
from erm.engagement.waves.models import SurveyWave
from erm.engagement.waves.opening import open_due_waves
from erm.engagement.waves.queries import questions_of
from erm.engagement.waves.rolls import roll_of
from erm.engagement.waves.rules import SegmentKind, WaveState
from erm.flows.survey_levels import levels_on
from erm.people.audience import Audience
from erm.people.models import Department, DepartmentMembership

OUTCOME = "outcome"
"""What the levels of somebody say of the outcome, beside the keys of drivers."""


Telling = Callable[[datetime], Awaitable[None]]
"""Queues the mail about surveys as of an instant."""


async def plant_surveys(now: datetime, tell: Telling | None = None) -> None:
    """A survey that was asked every month, and a pulse that is open now; ``tell`` mails about them.

    In a database that holds the demo company as of ``now``. Waves open and close in units of work of
    their own, as they do everywhere. Raises ``LookupError`` where its people are not there.
    """
    timeline = Timeline(now)
    staff = plant_people(timeline, Rows(), "")
    hannah = await actor_for(staff.people["hannah"].id)
    if hannah is None:
        raise LookupError("Hannah is not there")
    async with unit_of_work(Bus()):
        await install_survey_bank()
    survey = await _launched(timeline, hannah, _monthly(timeline, staff), said.BEGAN + 3)
    waves = []
    for number in range(said.WAVES):
        waves.append(await _wave(timeline, staff, survey, number))
        if number == said.WAVES - 2:
            await _plan(timeline, staff, hannah, waves[-1])
    await _read(timeline, staff, hannah, waves)
    if tell is not None:
        await tell(waves[-1].closes_at + timedelta(hours=1))
    await _launched(timeline, hannah, _pulse(timeline), said.PULSE_BEGAN + 1)
    with clock.at(_noon(timeline, said.PULSE_BEGAN)):
        await open_due_waves(Bus(), levels_on)
    await destroy_due(Bus())
    if tell is not None:
        await tell(_noon(timeline, said.PULSE_BEGAN) + timedelta(minutes=1))


def _monthly(timeline: Timeline, staff: Staff) -> SurveyDraft:
    return SurveyDraft(
        titles=Localized(**said.TITLES),
        intros=Localized(**said.INTROS),
        rhythm=SurveyRhythm.MONTHLY,
        readers=SurveyReaders.EVERYONE,
        audience=Audience(
            everyone=True, excluded=tuple(staff.people[key].id for key in said.NOT_ASKED)
        ),
        segments=[SegmentKind.DEPARTMENT, SegmentKind.LOCATION],
        starts_on=timeline.day(said.BEGAN, "UTC"),
        questions=[
            QuestionDraft(item_id=item_id(key), outcome=key in said.OUTCOMES)
            for key in said.QUESTIONS
        ],
        open_days=said.OPEN_DAYS,
        keep_days=30,
    )


def _pulse(timeline: Timeline) -> SurveyDraft:
    return SurveyDraft(
        titles=Localized(**said.PULSE_TITLES),
        intros=Localized(**said.PULSE_INTROS),
        rhythm=SurveyRhythm.ONCE,
        readers=SurveyReaders.EVERYONE,
        audience=Audience(everyone=True),
        segments=[SegmentKind.DEPARTMENT],
        starts_on=timeline.day(said.PULSE_BEGAN, "UTC"),
        questions=[
            QuestionDraft(item_id=item_id(key), outcome=key == "glad") for key in said.PULSE
        ],
        open_days=9,
    )


def _noon(timeline: Timeline, days: int) -> datetime:
    return datetime.combine(timeline.day(days, "UTC"), time(12), tzinfo=UTC)


async def _launched(timeline: Timeline, hannah: Actor, draft: SurveyDraft, days: int) -> SurveyView:
    with clock.at(_noon(timeline, days)):
        async with unit_of_work(Bus()):
            made = await save_survey(hannah, draft)
            return await launch_survey(hannah, survey_id=made.id, version=made.version)


async def _wave(timeline: Timeline, staff: Staff, survey: SurveyView, number: int) -> SurveyWave:
    """Open the next wave, let people answer, and close it."""
    planned = await SurveyWave.filter(survey_id=survey.id, state=WaveState.PLANNED).get()
    with clock.at(datetime.combine(planned.starts_on, time(12), tzinfo=UTC)):
        await open_due_waves(Bus(), levels_on, drivers_to_echo)
    wave = await SurveyWave.get(id=planned.id)
    questions = await questions_of(wave)
    await _answer(timeline, staff, wave, questions, number)
    with clock.at(wave.closes_at + timedelta(minutes=5)):
        await close_wave(wave.id, Bus(), store, levels_on)
    return wave


async def _answer(
    timeline: Timeline,
    staff: Staff,
    wave: SurveyWave,
    questions: Sequence[Question],
    number: int,
) -> None:
    keys = {person.id: key for key, person in staff.people.items()}
    homes = await _departments(wave.starts_on)
    drivers = {row.id: row.key or "" for row in await SurveyDriver.filter(key__isnull=False)}
    classes = await roll_of(wave.id)
    silent = _silent(timeline, [(homes.get(each, ""), keys[each]) for each in classes], number)
    left: dict[str, list[str]] = {}
    rows = []
    for person_id, class_number in sorted(classes.items(), key=lambda each: keys[each[0]]):
        key = keys[person_id]
        if key in silent:
            continue
        chance = timeline.chance("survey", number, key)
        levels = _levels(timeline, key, homes.get(person_id, ""), number)
        sheet = Sheet(class_number)
        for question in questions:
            driver = drivers.get(question.driver_id, "") if question.driver_id else ""
            level = levels[OUTCOME] if question.outcome else levels.get(driver, said.USUAL)
            answer = _answer_to(question, level, chance)
            if answer is not None:
                sheet.answers[question.id] = answer
            if question.kind is SurveyQuestionKind.TEXT and chance.random() < said.WRITERS:
                language = staff.specs[key].language
                if not left.get(language):
                    left[language] = list(said.WORDS_RU if language == "ru" else said.WORDS_EN)
                words = left[language].pop(chance.randrange(len(left[language])))
                # Hannah answers one of them, in English.
                answered = language == "en" and chance.random() < 0.6
                secret = f"{chance.getrandbits(256):064x}" if answered else None
                sheet.words[question.id] = (words, secret)
        row_id = uuid4()
        rows.append(
            Ballot(
                id=row_id,
                wave_id=wave.id,
                content_sealed=seal_bytes(
                    sheet.to_bytes(), table="survey_ballot", column="content_sealed", row_id=row_id
                ),
            )
        )
    await Ballot.bulk_create(rows)


def _silent(timeline: Timeline, asked: Sequence[tuple[str, str]], number: int) -> set[str]:
    """Who of the people asked, each with their department, does not answer this time."""
    chance = timeline.chance("survey", number, "silent")
    found: set[str] = set()
    for home, many in said.SILENT.items():
        there = sorted(key for department, key in asked if department == home)
        found.update(chance.sample(there, min(many, len(there))))
    return found


def _levels(timeline: Timeline, key: str, home: str, number: int) -> dict[str, float]:
    """How good somebody finds each driver, from 1 to 5, and on the whole how it is to work here.

    People keep to what they think from wave to wave, but for what changed in their department.
    """
    chance = timeline.chance("survey", "views", key)
    temper = chance.gauss(0, said.TEMPER)
    moods = said.MOODS.get(home, {})
    found = {}
    glad = said.USUAL + temper + chance.gauss(0, said.UNASKED)
    for driver, (usual, worth) in said.DRIVERS.items():
        mood, drift = moods.get(driver, (0.0, 0.0))
        own = temper + chance.gauss(mood, said.VIEW) + drift * number
        if number == said.WAVES - 1:
            own += said.TURNED.get(driver, 0.0)
        found[driver] = usual + own
        glad += worth * own
    return found | {OUTCOME: glad}


def _answer_to(question: Question, level: float, chance: Random) -> Answer | None:
    """How somebody who finds things so good (1 to 5) answers."""
    value = chance.gauss(level, 0.45)
    if question.reversed:
        value = 6 - value
    if question.kind in SCALES:
        low, high = SCALES[question.kind]
        return max(low, min(high, round(low + (value - 1) / 4 * (high - low))))
    if question.kind is SurveyQuestionKind.YES_NO:
        return value > 3
    return None


async def _departments(day: date) -> dict[UUID, str]:
    """The key of each person's department on a day, by its name in the content."""
    names = {row.id: row.name for row in await Department.all()}
    keys = {name: key for key, name in said.DEPARTMENTS.items()}
    found = {}
    for row in await DepartmentMembership.filter(starts_on__lte=day):
        if row.ends_on is None or row.ends_on > day:
            found[row.person_id] = keys.get(names[row.department_id], "")  # type: ignore[attr-defined]
    return found


async def _plan(timeline: Timeline, staff: Staff, hannah: Actor, wave: SurveyWave) -> None:
    """What Customer Care does about what it said, and what somebody was answered."""
    care = await Department.get(name=said.DEPARTMENTS["care"])
    with clock.at(wave.closes_at + timedelta(days=3)):
        async with unit_of_work(Bus()):
            plan = await save_action_plan(
                hannah,
                PlanDraft(
                    wave_id=wave.id,
                    department_id=care.id,
                    driver_ids=[driver_id(said.PLAN_DRIVER)],
                    title=said.PLAN["title"],
                    aim=said.PLAN["aim"],
                    steps=[
                        StepDraft(
                            text=text,
                            owner_id=staff.people[owner].id,
                            due_on=timeline.day(-days, "UTC"),
                        )
                        for text, owner, days, _ in said.PLAN["steps"]
                    ],
                ),
            )
            maggie = staff.people["maggie"].id
            await ActionPlan.filter(id=plan.id).update(created_by_id=maggie)
            done = [text for text, _, _, done in said.PLAN["steps"] if done]
            await ActionStep.filter(plan_id=plan.id, text__in=done).update(
                state=ActionStepState.DONE, settled_at=timeline.moment(7, "UTC", "step")
            )


async def _read(
    timeline: Timeline, staff: Staff, hannah: Actor, waves: Sequence[SurveyWave]
) -> None:
    """Who looked at the reports, and an answer to words whose author nobody knows."""
    maggie = await actor_for(staff.people["maggie"].id)
    for wave in waves[-2:]:
        with clock.at(wave.closes_at + timedelta(days=1)):
            await note(hannah, wave.id, ReportAct.VIEWED, ReportPart.SCORES, {})
            if wave is waves[-1]:
                await _reply(hannah, wave)
        with clock.at(wave.closes_at + timedelta(days=2)):
            await note(hannah, wave.id, ReportAct.PDF, ReportPart.SCORES, {})
    if maggie is None:
        return
    care = await Department.get(name=said.DEPARTMENTS["care"])
    with clock.at(waves[-1].closes_at + timedelta(days=2, hours=1)):
        await note(
            maggie,
            waves[-1].id,
            ReportAct.VIEWED,
            ReportPart.SCORES,
            {SegmentKind.DEPARTMENT.value: str(care.id)},
        )


async def _reply(hannah: Actor, wave: SurveyWave) -> None:
    """Answer one of the comments whose authors wait for it."""
    comments = SurveyComment.filter(wave_id=wave.id, reply_hash__isnull=False)
    comment = await comments.order_by("id").first()
    if comment is not None:
        async with unit_of_work(Bus()):
            await reply_to_comment(hannah, comment_id=comment.id, words=said.REPLY)
