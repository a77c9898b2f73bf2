"""What people who work together do that mail tells of: they meet, ask, answer and review."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from erm.core import clock
from erm.core.actor import Actor, ActorKind
from erm.core.clock import now, today
from erm.core.work import record
from erm.feedback import commands as feedback
from erm.feedback.commands import guests as guest_answers
from erm.feedback.commands.receiving import answer_back, ask_back, thank_for_feedback
from erm.feedback.cycles.commands import guest_reviews, nominations
from erm.feedback.cycles.commands.packets import release_packets
from erm.feedback.cycles.commands.reminders import remind_due
from erm.feedback.cycles.events import CycleLaunched
from erm.feedback.cycles.rules import CycleState, Nominator, PacketState, Perspective
from erm.feedback.guests import Guest
from erm.feedback.models import GuestFeedback
from erm.feedback.rules import FeedbackVisibility
from erm.flows.answering_by_mail import FEEDBACK_REQUEST, MEETING, take_answer
from erm.flows.handing_over import save_handover, share_handover
from erm.handovers.rules import HandoverReason
from erm.mail.models import Mail
from erm.one_on_ones.commands import action_items, meetings, pauses, series, talking_points
from erm.one_on_ones.models import OneOnOneMeeting
from erm.one_on_ones.nudges import nudge_due
from erm.one_on_ones.queries import current_meetings_of
from erm.one_on_ones.rules import ActionItemState, Cadence
from tests.e2e.letters.company import DAY, STOP, Company, berlin
from tests.feedback.cycles import rows as cycles

GUESTS = ("greta", "gustav", "gina")
"""Answers, declines, has not answered yet."""


async def one_on_ones(company: Company) -> None:
    """A series that changes in every way, one that is met in, and promises."""
    cast, do = company.cast, company.do
    mo, bo, ann = company.as_(cast.mo), company.as_(cast.bo), company.as_(cast.ann)
    first = berlin(today() + 3 * DAY, 10)
    pair = await do(
        series.start_series,
        mo,
        person_id=cast.bo.id,
        cadence=Cadence.WEEKLY,
        first_meeting_at=first,
    )

    async def current() -> UUID:
        return (await current_meetings_of(mo, [pair.id]))[pair.id].id

    await do(
        series.change_series,
        mo,
        series_id=pair.id,
        cadence=Cadence.EVERY_TWO_WEEKS,
        next_meeting_at=first + DAY,
    )
    await do(
        meetings.move_meeting,
        mo,
        meeting_id=await current(),
        scheduled_at=first + timedelta(hours=30),
    )
    skipped = (await OneOnOneMeeting.get(id=await current())).planned_on
    await do(meetings.skip_meeting, mo, meeting_id=await current())
    await do(meetings.undo_skip, mo, series_id=pair.id, day=skipped)
    await do(meetings.close_meeting, bo, meeting_id=await current(), held=True)
    await do(
        pauses.pause_series,
        mo,
        series_id=pair.id,
        first=today() + 5 * DAY,
        until=today() + 40 * DAY,
    )
    await do(pauses.resume_series, mo, series_id=pair.id)
    await do(series.end_series, mo, series_id=pair.id)

    await do(
        series.start_series,
        ann,
        person_id=cast.bo.id,
        cadence=Cadence.WEEKLY,
        first_meeting_at=berlin(today() + DAY, 10),
    )

    for moment in (
        berlin(today() + DAY, 10) - timedelta(minutes=30),
        berlin(today() + 2 * DAY, 10),
    ):
        with clock.at(moment):
            await nudge_due(company.settings, company.bus, STOP)

    both = await do(
        series.start_series,
        mo,
        person_id=cast.ann.id,
        cadence=Cadence.WEEKLY,
        first_meeting_at=first,
    )
    meeting = (await current_meetings_of(ann, [both.id]))[both.id].id
    await do(talking_points.add_talking_point, mo, meeting_id=meeting, body="The rota of November")
    promise = await do(
        action_items.add_action_item,
        mo,
        meeting_id=meeting,
        body="Talk to the platform team",
        owner_id=cast.mo.id,
        due_on=today(),
    )
    await do(
        action_items.set_action_item_state,
        mo,
        action_item_id=promise.id,
        state=ActionItemState.DONE,
    )
    await do(
        action_items.add_action_item,
        ann,
        meeting_id=meeting,
        body="Write down how releases are made",
        owner_id=cast.ann.id,
        due_on=today() + DAY,
    )
    handover = await do(
        save_handover,
        ann,
        receiver_id=cast.bo.id,
        reason=HandoverReason.MOVING,
        note="The keys are in the drawer.",
    )
    await do(share_handover, ann, handover_id=handover.id, version=handover.version)


async def feedback_is_asked_and_given(company: Company) -> None:
    """Colleagues and guests are asked; some answer, some do not, and both sides ask back."""
    cast, do = company.cast, company.do
    mo, bo, ann = company.as_(cast.mo), company.as_(cast.bo), company.as_(cast.ann)
    asked = [Guest(name.title(), f"{name}@elsewhere.example") for name in GUESTS]
    (declined,), outside = await do(
        feedback.request_feedback,
        ann,
        person_ids=[cast.bo.id],
        guests=asked,
        question="How was my incident review?",
        due_on=today() + 5 * DAY,
    )
    await do(feedback.decline_feedback_request, bo, request_id=declined.id, reason="No time")
    answers, declines, _ = [token_in(await mail_to(guest.email)) for guest in asked]
    await do(guest_answers.answer_as_guest, answers, behaviour="You let support speak first.")
    await do(guest_answers.decline_as_guest, declines, reason="")
    answered = await GuestFeedback.get(guest_email=asked[0].email)
    assert answered.id in {each.id for each in outside}
    await do(guest_answers.thank_for_guest_feedback, ann, guest_id=answered.id)
    await do(
        feedback.request_feedback,
        mo,
        person_ids=[cast.bo.id],
        question="How does Ann explain things?",
        about_id=cast.ann.id,
    )
    await do(
        feedback.request_feedback, ann, person_ids=[cast.mo.id], question="Was the demo clear?"
    )
    for words in ("You let everybody finish.", "You drew it on the board."):
        note = await do(
            feedback.give_feedback,
            bo,
            recipient_id=cast.ann.id,
            behaviour=words,
            visibility=FeedbackVisibility.RECIPIENT,
        )
    await do(ask_back, ann, note_id=note.id, question="What could I do more?")
    await do(answer_back, bo, note_id=note.id, answer="Pause sooner.")
    await do(thank_for_feedback, ann, note_id=note.id)


async def mail_to(address: str) -> Mail:
    """The newest mail to an address."""
    mail = await Mail.filter(to_address=address).order_by("-id").first()
    assert mail is not None, address
    return mail


def token_in(mail: Mail) -> str:
    """What stands behind the ``#token=`` of its link."""
    return mail.text.split("#token=")[1].split()[0]


async def cycles_run(company: Company) -> None:
    """One whose raters are chosen, one in which reviews are written, one with results."""
    cast, do = company.cast, company.do
    for nominator in (Nominator.SUBJECT, Nominator.MANAGER):
        choosing = await cycles.cycle(
            cast.hana,
            name=f"Choosing by the {nominator.value}",
            state=CycleState.NOMINATION,
            nominator=nominator,
            writing_until=today() + 14 * DAY,
        )
        row = await cycles.participant(choosing, cast.ann, manager=cast.mo)
        await do(_record, CycleLaunched(at=now(), cycle_id=choosing.id, by_id=cast.hana.id))
        if nominator is Nominator.SUBJECT:
            ann = company.as_(cast.ann)
            await do(
                nominations.nominate,
                ann,
                participant_id=row.id,
                person_ids=[cast.bo.id, cast.cy.id, cast.max.id],
            )
            await do(nominations.send_nominations, ann, participant_id=row.id)
    writing = await cycles.cycle(
        cast.hana, name="Autumn", nominates=False, writing_until=today() + 60 * DAY
    )
    row = await cycles.participant(writing, cast.ann, manager=cast.mo)
    _ = await cycles.review(row, cast.ann, Perspective.SELF)
    _ = await cycles.review(row, cast.mo, Perspective.MANAGER)
    _ = await cycles.review(row, cast.bo, Perspective.PEER)
    guest = await cycles.guest(writing)
    _ = await cycles.review(row, guest, Perspective.EXTERNAL)
    await guest_reviews.invite_guests(company.settings, company.bus)
    for days in range(60):
        with clock.at(berlin(today() + days * DAY, 11)):
            await remind_due(company.settings, company.bus, STOP)
    over = await cycles.cycle(cast.hana, name="Spring", state=CycleState.PACKETS)
    packet = await cycles.participant(over, cast.ann, manager=cast.mo, packet=PacketState.PREPARING)
    await do(release_packets, company.as_(cast.mo), packet_ids=[packet.id])


async def _record(event: Any) -> None:
    record(event)


async def people_answer_by_mail(company: Company) -> None:
    """Answers to a request, to one about a report, to an agenda; and one that cannot be taken."""
    cast = company.cast
    for person, subject, fingerprint in (
        (cast.bo, "Mo", "about"),
        (cast.mo, "Ann", "own"),
        (cast.mo, "Ann", "again"),
        (cast.ann, "meeting", "meeting"),
    ):
        kind = MEETING if subject == "meeting" else FEEDBACK_REQUEST
        found = Mail.filter(recipient_id=person.id, subject_kind=kind)
        if kind == FEEDBACK_REQUEST:
            found = found.filter(kind="feedback_request")
        mail = await found.order_by("-id").first()
        assert mail is not None, (person.given_name, subject)
        actor = company.as_(person)
        await take_answer(
            Actor(**{**{f: getattr(actor, f) for f in actor.__slots__}, "kind": ActorKind.MAIL}),
            mail_id=mail.id,
            about=(kind, mail.subject_id),
            text="You made the plan clear.",
            fingerprint=fingerprint,
            bus=company.bus,
            settings=company.settings,
        )
