"""Everything that is noted of cycles, done once at least."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from erm.core.clock import now, today
from erm.core.events import Bus
from erm.core.localized import Localized
from erm.core.work import record
from erm.feedback.cycles.answers import Answer
from erm.feedback.cycles.commands import (
    calibration,
    cycles,
    extensions,
    nominations,
    packets,
    participants,
    phases,
    programmes,
    reminders,
    reviews,
    templates,
)
from erm.feedback.cycles.models import (
    CalibrationChange,
    Cycle,
    CycleParticipant,
    CycleQuestion,
    Review,
)
from erm.feedback.cycles.rules import (
    CyclePhase,
    CycleState,
    Perspective,
    ProgrammeTrigger,
    ReviewState,
)
from erm.people.audience import Audience
from erm.people.events import ManagerChanged, PersonLeft
from erm.people.models import Person
from tests.cast import ZONE, Cast
from tests.everyday import SETTINGS
from tests.feedback.cycles.rows import do
from tests.feedback.cycles.test_making_cycles import dates, edit

SECRET = "SECRET"


async def everything(cast: Cast, bus: Bus) -> None:
    """A cycle from its draft to the last packet, with what comes between."""
    hana, ann, mo = (cast.actor(person) for person in (cast.hana, cast.ann, cast.mo))
    view = await do(
        bus, cycles.create_cycle, hana, template_key="upward", name=SECRET, starts_on=today(ZONE)
    )
    days = dates(calibration_until=today() + timedelta(days=18))
    lea = await cast.person("Lea", manager=cast.mo)
    audience = Audience(people=(cast.ann.id, lea.id, cast.cy.id))
    whole = edit(name=SECRET, dates=days, audience=audience)
    await do(bus, cycles.edit_cycle, hana, cycle_id=view.id, version=1, edit=whole)
    template = await do(
        bus, templates.save_cycle_template, hana, key=None, cycle_id=view.id, name=SECRET
    )
    programme = await do(
        bus,
        programmes.save_cycle_programme,
        hana,
        programme_id=None,
        version=0,
        name=SECRET,
        trigger=ProgrammeTrigger.AFTER_HIRE,
        months=None,
        days=5,
        starts_on=today(ZONE),
        template_key=template.key,
        launches_itself=False,
        audience=Audience(),
    )
    await do(bus, programmes.end_cycle_programme, hana, programme_id=programme.id)
    await do(bus, templates.delete_cycle_template, hana, key=template.key)

    async def move(state: CycleState) -> None:
        version = (await Cycle.get(id=view.id)).version
        await do(bus, phases.move_cycle, hana, cycle_id=view.id, version=version, state=state)

    await move(CycleState.NOMINATION)
    of_ann = await CycleParticipant.get(cycle_id=view.id, person_id=cast.ann.id)
    question = await CycleQuestion.get(cycle_id=view.id)
    await do(
        bus,
        cycles.reword_cycle_question,
        hana,
        question_id=question.id,
        version=1,
        text=Localized(SECRET),
        help_=None,
    )
    await _people(cast, bus, view.id, lea)
    await _choice(cast, bus, of_ann)
    later = today() + timedelta(days=70)
    version = (await Cycle.get(id=view.id)).version
    await do(
        bus,
        phases.change_cycle_dates,
        hana,
        cycle_id=view.id,
        version=version,
        acknowledge_until=later,
    )
    await move(CycleState.WRITING)
    assert await do(
        bus,
        reminders.remind_of_reviews,
        hana,
        SETTINGS,
        cycle_id=view.id,
    )
    await _rate(bus, mo, of_ann, question)
    session = await _session(cast, bus, of_ann)
    await move(CycleState.CALIBRATION)
    await _calibrate(cast, bus, session, of_ann, question)
    await move(CycleState.PACKETS)
    await do(bus, packets.release_packets, mo, packet_ids=[of_ann.id])
    await do(bus, packets.acknowledge_packet, ann, packet_id=of_ann.id, answer=SECRET)


async def _people(cast: Cast, bus: Bus, cycle_id: Any, lea: Person) -> None:
    hana = cast.actor(cast.hana)
    await do(
        bus,
        extensions.extend_cycle_deadline,
        hana,
        cycle_id=cycle_id,
        person_id=cast.ann.id,
        phase=CyclePhase.NOMINATION,
        until_on=today() + timedelta(days=9),
        reason=SECRET,
    )
    await do(
        bus,
        participants.add_cycle_participants,
        hana,
        cycle_id=cycle_id,
        person_ids=[cast.old.id],
    )
    added = await CycleParticipant.get(cycle_id=cycle_id, person_id=cast.old.id)
    await do(
        bus, participants.remove_cycle_participant, hana, participant_id=added.id, reason=SECRET
    )
    await cast.change_manager(cast.cy, cast.zed)
    await cast.leave(lea)
    moment = now()

    async def happen() -> None:
        record(
            ManagerChanged(
                at=moment, person_id=cast.cy.id, before_id=cast.max.id, after_id=cast.zed.id
            )
        )
        record(PersonLeft(at=moment, person_id=lea.id))

    await do(bus, happen)


async def _choice(cast: Cast, bus: Bus, of_ann: CycleParticipant) -> None:
    ann, mo = cast.actor(cast.ann), cast.actor(cast.mo)
    key = of_ann.id
    for chosen in (cast.cy.id, None):
        await do(bus, nominations.delegate_nomination, ann, participant_id=key, person_id=chosen)
    await do(
        bus,
        nominations.nominate,
        ann,
        participant_id=key,
        person_ids=[cast.cy.id, cast.max.id],
    )
    await do(bus, nominations.send_nominations, ann, participant_id=key)
    review = await Review.get(participant_id=key, rater_id=cast.max.id)
    await do(bus, nominations.reject_nomination, mo, review_id=review.id, reason=SECRET)
    await do(bus, nominations.approve_nominations, mo, participant_id=key)


async def _rate(bus: Bus, mo: Any, of_ann: CycleParticipant, question: CycleQuestion) -> None:
    review = await Review.get(participant_id=of_ann.id, perspective=Perspective.MANAGER)
    await do(
        bus,
        reviews.save_review,
        mo,
        review_id=review.id,
        version=1,
        answers={question.id: Answer(value=3)},
        goal_titles={},
    )
    await do(bus, reviews.submit_review, mo, review_id=review.id, version=2)
    assert (await Review.get(id=review.id)).state is ReviewState.SUBMITTED


async def _session(cast: Cast, bus: Bus, of_ann: CycleParticipant) -> Any:
    return await do(
        bus,
        calibration.save_calibration_session,
        cast.actor(cast.hana),
        cycle_id=of_ann.cycle_id,
        session_id=None,
        version=0,
        name=SECRET,
        facilitator_ids=[cast.zed.id],
        department_ids=[],
        participant_ids=[of_ann.id],
        x_question_id=None,
        y_question_id=None,
    )


async def _calibrate(
    cast: Cast, bus: Bus, session: Any, of_ann: CycleParticipant, question: CycleQuestion
) -> None:
    zed = cast.actor(cast.zed)
    for accept in (False, True):
        await do(
            bus,
            calibration.propose_calibration_change,
            zed,
            session_id=session.id,
            participant_id=of_ann.id,
            question_id=question.id,
            after=4,
            reason=SECRET,
        )
        change = await CalibrationChange.filter(decided_at__isnull=True).first()
        assert change is not None
        await do(
            bus, calibration.decide_calibration_change, zed, change_id=change.id, accept=accept
        )
    for reopen in (False, True):
        await do(
            bus,
            calibration.close_calibration_session,
            cast.actor(cast.hana),
            session_id=session.id,
            reopen=reopen,
        )
