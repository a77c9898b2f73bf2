"""Every mail the product sends, made as it is made: by commands, by what hears them, by the worker's jobs.

Rows that somebody else's flow begins with are written directly; whatever queues a mail is the product's
own. Ann (English) and Bo (Russian) work for Mo; Hana is HR, Ada an administrator.
"""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from erm.access.actors import actor_for
from erm.access.commands.sign_in import request_sign_in_link, send_sign_in_links
from erm.core import clock
from erm.core.clock import now, today
from erm.development.commands import goals, milestones, plans, signing
from erm.development.commands.upkeep import lapse_due_plans
from erm.development.competencies.commands.assessments import open_assessment
from erm.development.models import Milestone
from erm.development.rules import LAPSES_AFTER
from erm.development.skills.commands.mentorships import propose_mentorship
from erm.digest import issuing
from erm.digest.commands import set_digest_preference
from erm.digest.previewing import preview_digest
from erm.digest.rules import DigestFrequency
from erm.engagement.actions.commands import PlanDraft, StepDraft, save_action_plan
from erm.engagement.surveys.rules import SurveyReaders, SurveyRhythm
from erm.engagement.waves.mails import WaveMails
from erm.feedback.models import FeedbackNote
from erm.flows.mentoring import answer_mentorship
from erm.flows.subjects import subjects
from erm.flows.survey_waves import cancel_wave
from erm.integrations.answers import Answer
from erm.integrations.delivering import Courier
from erm.mail.administration import send_test_mail
from erm.mail.blocks import block
from erm.mail.rules import BlockReason
from erm.notifications.dispatching import Dispatcher
from erm.notifications.models import NotificationChoice
from erm.notifications.rules import Channel, NotificationKind
from erm.people.audience import Audience
from erm.people.models import Person
from erm.people.rules import Locale
from erm.recognition import commands as recognition
from erm.recognition.awards.commands.announcing import announce_award
from erm.recognition.awards.commands.organising import advance_due_awards
from erm.recognition.awards.models import Award
from erm.recognition.celebrations.planning import deliver_due
from erm.recognition.commands.comments import comment_on_kudos
from erm.recognition.commands.giving import KudosDraft
from erm.recognition.commands.reactions import react
from erm.recognition.commands.scheduling import give_due_kudos, schedule_kudos
from erm.recognition.news_mails import WRITERS
from erm.recognition.points.commands.redemptions import decide_redemption
from erm.recognition.rules import ReactionKind
from erm.reports.mailing import mail_due_reports
from tests.development.competencies.building import build, place
from tests.development.skills.builders import knows, skill
from tests.e2e.letters.company import DAY, STOP, Company, berlin
from tests.e2e.letters.working import (
    cycles_run,
    feedback_is_asked_and_given,
    one_on_ones,
    people_answer_by_mail,
)
from tests.engagement.making import bank, draft, opened
from tests.engagement.told import told
from tests.integrations import rows as integrations
from tests.notifications.reaching import reachable
from tests.recognition.awards.builders import award, nomination, value, vote
from tests.recognition.celebrations import builders as celebrations
from tests.recognition.points.building import redemption, reward, switch_on
from tests.reports.test_by_mail import schedule


async def write_everything(company: Company) -> None:
    """Let everything happen that anybody gets a mail of."""
    cast = company.cast
    await Person.filter(id=cast.bo.id).update(locale=Locale.RU)
    cast.bo.locale = Locale.RU
    await reachable(cast.people)
    await switch_on()
    for happen in (
        one_on_ones,
        feedback_is_asked_and_given,
        cycles_run,
        development_goes_on,
        people_are_thanked,
        surveys_are_asked,
        company_is_run,
        people_answer_by_mail,
    ):
        await happen(company)
    await people_are_notified(company)
    await digests_come(company)


async def development_goes_on(company: Company) -> None:
    """A plan is agreed and changed, another forgotten; levels are compared; somebody is mentored."""
    cast, do = company.cast, company.do
    mo, bo, ann = company.as_(cast.mo), company.as_(cast.bo), company.as_(cast.ann)
    long_ago = now() - (LAPSES_AFTER + 40) * DAY
    with clock.at(long_ago):
        forgotten = await do(
            plans.draft_plan,
            ann,
            title="Lead the calibration bench",
            starts_on=long_ago.date(),
            ends_on=long_ago.date() + 30 * DAY,
        )
        await do(goals.add_goal, ann, plan_id=forgotten.id, title="Keep it running")
        await do(signing.propose_plan, ann, plan_id=forgotten.id)
        await do(signing.agree_plan, mo, plan_id=forgotten.id)
    await lapse_due_plans(company.bus)
    _ = await NotificationChoice.create(
        person_id=cast.mo.id,
        kind=NotificationKind.PLAN_CHANGED,
        channel=Channel.MAIL,
        wanted=True,
        updated_at=now(),
    )
    agreed, proposed = [
        await do(
            plans.draft_plan,
            of,
            title=title,
            starts_on=today(),
            ends_on=today() + 180 * DAY,
        )
        for of, title in ((ann, "Lead a small team"), (bo, "Speak in public"))
    ]
    goal = await do(goals.add_goal, ann, plan_id=agreed.id, title="Run one project alone")
    goal = await do(milestones.add_milestone, ann, goal_id=goal.id, title="Find a project")
    await do(signing.propose_plan, ann, plan_id=agreed.id)
    await do(signing.agree_plan, mo, plan_id=agreed.id)
    changed = await plans.view_of(ann, agreed.id)
    await do(
        plans.edit_plan,
        ann,
        plan_id=agreed.id,
        title="Lead a small team well",
        focus="",
        starts_on=changed.starts_on,
        ends_on=changed.ends_on,
        version=changed.version,
    )
    step = await Milestone.get(goal_id=goal.id)
    await do(milestones.set_milestone_done, ann, milestone_id=step.id, done=True)
    await do(goals.add_goal, bo, plan_id=proposed.id, title="Give a talk")
    await do(signing.propose_plan, bo, plan_id=proposed.id)

    built = await build()
    _ = await place(cast.ann, built.levels["engineer/middle"])
    await do(open_assessment, mo, person_id=cast.ann.id)
    welding, speaking = await skill("Welding"), await skill("Speaking")
    for known in (welding, speaking):
        _ = await knows(cast.bo, known, 3)
    mentored, _ = [
        await do(
            propose_mentorship, ann, mentor_id=cast.bo.id, mentee_id=cast.ann.id, skill_id=known.id
        )
        for known in (welding, speaking)
    ]
    await do(answer_mentorship, bo, mentorship_id=mentored.id, accept=True)


async def people_are_thanked(company: Company) -> None:
    """Kudos and what is said to them, an award from the jury to its announcement, cards, rewards."""
    cast, do = company.cast, company.do
    mo, bo, ann = company.as_(cast.mo), company.as_(cast.bo), company.as_(cast.ann)
    kudos = await do(
        recognition.give_kudos,
        mo,
        receiver_ids=[cast.ann.id],
        message="For going back to shop 14.",
    )
    await do(comment_on_kudos, bo, kudos_id=kudos.id, body="Seconded!", mention_ids=[])
    await do(react, bo, kudos_id=kudos.id, kind=ReactionKind.CLAP)
    await do(
        comment_on_kudos,
        ann,
        kudos_id=kudos.id,
        body="Thank you, and @Bo Test too!",
        mention_ids=[cast.bo.id],
    )
    await do(
        schedule_kudos,
        mo,
        KudosDraft(message="For eleven years of care.", receiver_ids=(cast.old.id,)),
        give_at=now() + timedelta(hours=1),
    )
    await cast.leave(cast.old)
    with clock.at(now() + timedelta(hours=2)):
        await give_due_kudos(company.bus, STOP, actor_for)
    row = await award(cast.hana, cast.mo, start=today() - 30 * DAY)
    _ = await nomination(row, cast.ann, cast.bo, await value())
    for days in (15, 8):
        with clock.at(berlin(today() - days * DAY, 12)):
            await advance_due_awards(company.bus, "Europe/Berlin")
    await vote(row, cast.mo, cast.ann, 3)
    await do(
        announce_award,
        company.as_(cast.hana),
        award_id=row.id,
        winner_ids=[cast.ann.id],
        message="Well done",
        version=(await Award.get(id=row.id)).version,
    )
    yesterday = today() - DAY
    for person, kind in ((cast.ann, celebrations.ANNIVERSARY), (cast.bo, celebrations.BIRTHDAY)):
        card = await celebrations.celebration(person, kind=kind, day=yesterday)
        await celebrations.hired(person, yesterday.replace(year=yesterday.year - 3))
        await celebrations.chosen(
            person,
            anniversary=celebrations.EVERYONE,
            birthday=celebrations.EVERYONE,
            birth_month=yesterday.month,
            birth_day=yesterday.day,
        )
        await celebrations.signature(card, cast.mo)
    with clock.at(berlin(yesterday, 12)):
        await deliver_due(company.bus)
    wish = await redemption(cast.ann, await reward())
    await do(
        decide_redemption,
        company.as_(cast.hana),
        redemption_id=wish.id,
        approve=True,
        version=wish.version,
    )


async def surveys_are_asked(company: Company) -> None:
    """One that is open and reminded of, one that is called off, one that was told of."""
    cast, do = company.cast, company.do
    hana, mails = company.as_(cast.hana), WaveMails(company.settings)
    await bank()
    # As few as a survey may ask.
    five = Audience(
        people=tuple(each.id for each in (cast.ann, cast.bo, cast.mo, cast.hana, cast.ada))
    )
    called_off = await opened(
        hana,
        draft(starts_on=today(), rhythm=SurveyRhythm.WEEKLY, open_days=5, audience=five),
    )
    await cancel_wave(
        hana, company.settings, company.bus, wave_id=called_off.id, reason="Asked twice"
    )
    wave = await opened(hana, draft(starts_on=today(), open_days=7, audience=five))
    found = await told(cast, readers=SurveyReaders.HR)
    await mails.run(company.bus)
    await do(mails.remind, hana, wave_id=wave.id)
    await do(
        save_action_plan,
        hana,
        PlanDraft(
            wave_id=found.wave.id,
            department_id=cast.engineering.id,
            driver_ids=[found.drivers[0].id],
            title="Quieter weeks",
            aim="",
            steps=[StepDraft(text="No meetings on Fridays", owner_id=cast.ann.id)],
        ),
    )


async def company_is_run(company: Company) -> None:
    """What administrators and HR get: a bounce, an integration that failed, a report, a test, a link."""
    cast, do = company.cast, company.do
    ada = company.as_(cast.ada)
    await do(block, "cy@erm.test", BlockReason.HARD_BOUNCE, person_id=cast.cy.id, mail_id=None)
    to = await integrations.endpoint(failing_since=now() - 6 * DAY)
    _ = await integrations.delivery(to)

    async def refused(*_: Any) -> Answer:
        return Answer(status=500)

    async def everything(about: Any) -> set[Any]:
        return set(about)

    sender: Any = SimpleNamespace(post=refused)
    await Courier(company.settings, company.bus, everything, sender=sender).run(STOP)
    _ = await schedule(cast.hana, next_on=today() - DAY)
    await mail_due_reports(company.settings, company.bus, STOP)
    await do(
        send_test_mail,
        ada,
        address=cast.ada.work_email,
        name="Ada",
        own=True,
        language="en",
        company=company.settings.company_name,
    )
    await request_sign_in_link(
        company.bus, email=cast.ann.work_email or "", address="127.0.0.1", language="en"
    )
    await send_sign_in_links(
        company.bus, public_url=company.settings.public_url, company="Northwind"
    )


async def people_are_notified(company: Company) -> None:
    """Somebody's digest is looked at, and what was gathered leaves a day later."""
    cast = company.cast
    await company.do(preview_digest, company.as_(cast.ada), company.settings, person_id=cast.ann.id)
    dispatcher = Dispatcher(company.settings, company.bus, subjects, WRITERS)
    for later in (timedelta(hours=1), timedelta(hours=26)):
        with clock.at(now() + later):
            await dispatcher.run(STOP)


async def digests_come(company: Company) -> None:
    """Daily, weekly and monthly ones."""
    cast = company.cast
    assert await FeedbackNote.filter(recipient_id=cast.ann.id, thanked_at__isnull=True).exists()
    for person, frequency in (
        (cast.ann, DigestFrequency.WEEKLY),
        (cast.bo, DigestFrequency.DAILY),
        (cast.mo, DigestFrequency.MONTHLY),
        (cast.hana, DigestFrequency.WEEKLY),
    ):
        await company.do(
            set_digest_preference, company.as_(person), frequency=frequency, weekday=1, hour=9
        )
    await issuing.plan_due(company.bus, STOP)
    for person in (cast.ann, cast.bo, cast.mo, cast.hana):
        assert await issuing.send(company.settings, company.bus, person.id)
