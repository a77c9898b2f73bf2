"""Answers by mail: from the person alone to whom the mail went, once, as in the product."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from uuid import UUID

import pytest

from erm.core import clock
from erm.core.actor import ActorKind
from erm.core.clock import now, today
from erm.core.work import unit_of_work
from erm.feedback.commands import withdraw_feedback_request
from erm.feedback.models import FeedbackNote, FeedbackRequest
from erm.feedback.rules import FeedbackVisibility, RequestState
from erm.feedback.sealed import note_parts
from erm.flows.answering_by_mail import paragraphs
from erm.mail.arrivals import ANSWERS_AN_HOUR, KEPT_FOR, forget_old
from erm.mail.models import InboundMail, Mail
from erm.mail.rules import InboundOutcome
from erm.one_on_ones.models import OneOnOneMeeting, TalkingPoint
from erm.one_on_ones.rules import MeetingState, Visibility
from erm.people.models import Person
from erm.settings import Settings
from tests.cast import Cast
from tests.feedback import rows
from tests.inbound.desk import WORDS, Office, answer, genuine, mail_to, office, results, signed
from tests.one_on_ones.builders import meeting_row, series_row

TAKEN = "250 2.0.0"


@pytest.fixture
def desk(settings: Settings) -> Office:
    return office(settings)


async def asked(cast: Cast, **options: object) -> tuple[FeedbackRequest, UUID]:
    """Bo asked Ann, and she was sent a mail about it."""
    request = await rows.request(cast.bo, cast.ann, **options)  # type: ignore[arg-type]
    return request, await mail_to(cast.ann, ("FeedbackRequest", request.id))


async def meeting(one: Person, other: Person, *, is_open: bool = True) -> OneOnOneMeeting:
    series = series_row(one, other)
    await series.save()
    row = meeting_row(series, 1, now() + timedelta(days=1), is_open=is_open)
    await row.save()
    return row


async def told() -> list[Mail]:
    return await Mail.filter(kind="mail_answer").order_by("id")


async def nothing_was_written() -> None:
    assert await FeedbackNote.all().count() == 0
    assert await TalkingPoint.all().count() == 0
    assert await FeedbackRequest.exclude(state=RequestState.PENDING).count() == 0
    assert not await InboundMail.filter(outcome=InboundOutcome.ANSWERED).exists()
    assert await told() == []


# ---- what is done ------------------------------------------------------------------------------


async def test_an_answer_to_a_request_is_feedback_for_who_asked(cast: Cast, desk: Office) -> None:
    request, mail = await asked(cast)
    to = desk.reply_to(mail)
    assert await desk.hand_in(to, genuine(to)) == TAKEN
    note = await FeedbackNote.get()
    assert (note.author_id, note.recipient_id) == (cast.ann.id, cast.bo.id)
    assert note.request_id == request.id
    assert note.visibility is FeedbackVisibility.RECIPIENT
    assert note_parts(note)["behaviour"] == WORDS
    assert (await FeedbackRequest.get()).state is RequestState.ANSWERED
    row = await InboundMail.get()
    assert row.outcome is InboundOutcome.ANSWERED
    assert (row.mail_id, row.person_id) == (mail, cast.ann.id)


async def test_who_answered_is_told_and_their_words_are_not_repeated(
    cast: Cast, desk: Office
) -> None:
    request, mail = await asked(cast)
    to = desk.reply_to(mail)
    await desk.hand_in(to, genuine(to))
    (letter,) = await told()
    assert letter.recipient_id == cast.ann.id
    assert letter.subject == "Your feedback for Bo Test has arrived"
    assert (letter.subject_kind, letter.subject_id) == ("FeedbackRequest", request.id)
    assert not letter.takes_replies
    assert "plan clear" not in letter.text
    assert "plan clear" not in (letter.html or "")


async def test_an_answer_about_a_report_is_read_by_whom_the_request_said(
    cast: Cast, desk: Office
) -> None:
    request = await rows.request(cast.mo, cast.cy)
    await FeedbackRequest.filter(id=request.id).update(subject_id=cast.bo.id)
    mail = await mail_to(cast.cy, ("FeedbackRequest", request.id))
    to = desk.reply_to(mail)
    assert await desk.hand_in(to, genuine(to, sender="cy@erm.test")) == TAKEN
    note = await FeedbackNote.get()
    assert note.recipient_id == cast.bo.id
    assert note.visibility is FeedbackVisibility.RECIPIENT_AND_MANAGER
    assert "their manager" in (await told())[0].text


async def test_paragraphs_become_points_that_both_see(cast: Cast, desk: Office) -> None:
    row = await meeting(cast.ann, cast.mo)
    to = desk.reply_to(await mail_to(cast.ann, ("OneOnOneMeeting", row.id)))
    assert await desk.hand_in(
        to, genuine(to, "The budget\n\nHolidays in May:\n- mine\n- Bo's")
    ) == (TAKEN)
    points = await TalkingPoint.all().order_by("position")
    assert [point.body for point in points] == ["The budget", "Holidays in May:\n- mine\n- Bo's"]
    assert {point.visibility for point in points} == {Visibility.SHARED}
    assert {point.author_id for point in points} == {cast.ann.id}
    (letter,) = await told()
    assert letter.subject == "2 points are on the agenda with Mo Test"


def test_of_many_paragraphs_none_is_lost() -> None:
    words = "\n\n".join(f"point {number}" for number in range(1, 9))
    found = paragraphs(words)
    assert len(found) == 5
    assert "\n\n".join(found) == words
    assert paragraphs("\n \n one\n\t\n\n two ") == ["one", "two"]


async def test_a_signature_is_enough_where_no_server_vouches(
    cast: Cast, settings: Settings
) -> None:
    desk = office(settings, inbound_authserv_id=None)
    _, mail = await asked(cast)
    to = desk.reply_to(mail)
    assert await desk.hand_in(to, signed(answer(to))) == TAKEN
    assert await FeedbackNote.all().count() == 1


async def test_the_one_who_answers_is_told_in_their_language(cast: Cast, desk: Office) -> None:
    await Person.filter(id=cast.ann.id).update(locale="ru")
    _, mail = await asked(cast)
    to = desk.reply_to(mail)
    await desk.hand_in(to, genuine(to))
    assert (await told())[0].subject == "Ваш ответ получен. Кому: Bo Test"


# ---- who is refused, and nothing changed ---------------------------------------------------------


async def test_a_forged_sender_is_refused(cast: Cast, desk: Office) -> None:
    _, mail = await asked(cast)
    to = desk.reply_to(mail)
    for content in (
        answer(to),
        answer(to, extra=results("dmarc=fail header.from=erm.test")),
        answer(to, extra=results(relay="mx.evil.test")),
        answer(to, extra=results("dmarc=pass header.from=evil.test")),
        signed(answer(to), domain="evil.test"),
        genuine(to).replace(b"dmarc=pass", b"dmarc=fail"),
    ):
        assert await desk.hand_in(to, content) == "550 5.7.1"
        assert desk.answers[-1].code == "not_genuine"
    await nothing_was_written()
    assert (await InboundMail.all()).pop().code == "not_genuine"


async def test_somebody_elses_address_is_of_no_use(cast: Cast, desk: Office) -> None:
    _, mail = await asked(cast)
    to = desk.reply_to(mail)
    for thief in ("bo@erm.test", "evil@evil.test", "Ann <bo@erm.test>", "ann@erm.test.evil.test"):
        assert await desk.hand_in(to, genuine(to, sender=thief)) == "550 5.7.1"
        assert desk.answers[-1].code == "not_the_reader"
    await nothing_was_written()


async def test_a_mail_of_two_senders_is_refused(cast: Cast, desk: Office) -> None:
    _, mail = await asked(cast)
    to = desk.reply_to(mail)
    two = genuine(to, extra="From: bo@erm.test\r\n")
    assert await desk.hand_in(to, two) == "550 5.7.1"
    assert await desk.hand_in(to, genuine(to, sender="ann@erm.test, bo@erm.test")) == "550 5.7.1"
    await nothing_was_written()


async def test_what_was_written_to_somebody_else_cannot_be_handed_in(
    cast: Cast, desk: Office
) -> None:
    _, mail = await asked(cast)
    elsewhere = genuine("bo@erm.test", "I cannot stand him.")
    assert await desk.hand_in(desk.reply_to(mail), elsewhere) == "550 5.7.1"
    assert desk.answers[-1].code == "not_named"
    await nothing_was_written()


async def test_who_has_left_answers_nothing(cast: Cast, desk: Office) -> None:
    _, mail = await asked(cast)
    await Person.filter(id=cast.ann.id).update(left_on=today())
    to = desk.reply_to(mail)
    assert await desk.hand_in(to, genuine(to)) == "550 5.7.1"
    assert desk.answers[-1].code == "not_the_reader"
    await nothing_was_written()


async def test_an_address_that_was_not_made_here_is_unknown(cast: Cast, desk: Office) -> None:
    _, mail = await asked(cast)
    to = desk.reply_to(mail)
    for wrong in (
        to.replace("r+", "b+"),
        to.replace("in.erm.test", "erm.test"),
        "r+" + "a" * 45 + "@in.erm.test",
        "postmaster@in.erm.test",
    ):
        assert not desk.desk.expects(wrong)
        assert await desk.hand_in(wrong, genuine(to)) == "550 5.1.1"
    await nothing_was_written()


async def test_a_mail_that_is_forgotten_cannot_be_answered(cast: Cast, desk: Office) -> None:
    _, mail = await asked(cast)
    await Mail.filter(id=mail).delete()
    to = desk.reply_to(mail)
    assert await desk.hand_in(to, genuine(to)) == "550 5.1.1"
    await nothing_was_written()


async def test_a_mail_whose_answers_are_not_read_says_so(cast: Cast, desk: Office) -> None:
    request = await rows.request(cast.bo, cast.ann)
    mail = await mail_to(cast.ann, ("FeedbackRequest", request.id), takes_replies=False)
    to = desk.reply_to(mail)
    assert await desk.hand_in(to, genuine(to)) == "550 5.7.1"
    await nothing_was_written()


# ---- what the product refuses -------------------------------------------------------------------


async def test_a_request_that_was_taken_back_is_refused_in_words(cast: Cast, desk: Office) -> None:
    request, mail = await asked(cast)
    async with unit_of_work(desk.bus):
        await withdraw_feedback_request(cast.actor(cast.bo), request_id=request.id)
    to = desk.reply_to(mail)
    assert await desk.hand_in(to, genuine(to)) == TAKEN
    assert await FeedbackNote.all().count() == 0
    row = await InboundMail.get()
    assert (row.outcome, row.code) == (InboundOutcome.REFUSED, "FEEDBACK_REQUEST_ALREADY_WITHDRAWN")
    (letter,) = await told()
    assert letter.subject == "Your answer by mail could not be taken"
    assert "Nothing was changed" in letter.text
    assert "plan clear" not in letter.text


async def test_what_was_answered_already_is_refused(cast: Cast, desk: Office) -> None:
    _, mail = await asked(cast)
    to = desk.reply_to(mail)
    await desk.hand_in(to, genuine(to))
    await desk.hand_in(to, genuine(to, "Something else.", message_id="<second@erm.test>"))
    assert note_parts(await FeedbackNote.get())["behaviour"] == WORDS
    codes = await InboundMail.all().order_by("id").values_list("code", flat=True)
    assert codes == ["", "FEEDBACK_REQUEST_ALREADY_ANSWERED"]


@pytest.mark.parametrize(
    ("text", "code"), [("", "MAIL_ANSWER_EMPTY"), ("x" * 4_500, "TEXT_TOO_LONG")]
)
async def test_an_answer_without_words_or_with_too_many_is_refused(
    cast: Cast, desk: Office, text: str, code: str
) -> None:
    _, mail = await asked(cast)
    to = desk.reply_to(mail)
    assert await desk.hand_in(to, genuine(to, text)) == TAKEN
    assert await FeedbackNote.all().count() == 0
    assert (await InboundMail.get()).code == code
    assert len(await told()) == 1


async def test_points_for_a_meeting_that_is_over_are_refused_all_of_them(
    cast: Cast, desk: Office
) -> None:
    row = await meeting(cast.ann, cast.mo, is_open=False)
    assert row.state is MeetingState.CLOSED
    to = desk.reply_to(await mail_to(cast.ann, ("OneOnOneMeeting", row.id)))
    assert await desk.hand_in(to, genuine(to, "One\n\nTwo")) == TAKEN
    assert await TalkingPoint.all().count() == 0
    assert (await InboundMail.get()).outcome is InboundOutcome.REFUSED


async def test_a_meeting_of_others_is_not_there(cast: Cast, desk: Office) -> None:
    row = await meeting(cast.bo, cast.mo)
    to = desk.reply_to(await mail_to(cast.ann, ("OneOnOneMeeting", row.id)))
    assert await desk.hand_in(to, genuine(to)) == TAKEN
    assert await TalkingPoint.all().count() == 0
    assert (await InboundMail.get()).outcome is InboundOutcome.REFUSED


async def test_a_request_to_somebody_else_is_not_answered(cast: Cast, desk: Office) -> None:
    request = await rows.request(cast.bo, cast.cy)
    to = desk.reply_to(await mail_to(cast.ann, ("FeedbackRequest", request.id)))
    assert await desk.hand_in(to, genuine(to)) == TAKEN
    assert await FeedbackNote.all().count() == 0
    assert (await FeedbackRequest.get()).state is RequestState.PENDING
    assert (await InboundMail.get()).outcome is InboundOutcome.REFUSED


async def test_a_mail_about_nothing_that_can_be_answered_is_refused(
    cast: Cast, desk: Office
) -> None:
    to = desk.reply_to(await mail_to(cast.ann))
    assert await desk.hand_in(to, genuine(to)) == TAKEN
    assert (await InboundMail.get()).code == "NOT_FOUND"


# ---- once, and never in a circle ---------------------------------------------------------------


async def test_a_mail_that_comes_twice_counts_once(cast: Cast, desk: Office) -> None:
    row = await meeting(cast.ann, cast.mo)
    to = desk.reply_to(await mail_to(cast.ann, ("OneOnOneMeeting", row.id)))
    for _ in range(3):
        assert await desk.hand_in(to, genuine(to, "Budget")) == TAKEN
    assert await desk.hand_in(to.upper(), genuine(to, "Budget")) == TAKEN
    assert await TalkingPoint.all().count() == 1
    assert len(await told()) == 1


async def test_a_mail_that_comes_twice_at_once_counts_once(cast: Cast, desk: Office) -> None:
    row = await meeting(cast.ann, cast.mo)
    to = desk.reply_to(await mail_to(cast.ann, ("OneOnOneMeeting", row.id)))
    mail = genuine(to, "Budget")
    codes = await asyncio.gather(*(desk.hand_in(to, mail) for _ in range(4)))
    assert set(codes) == {TAKEN}
    assert await TalkingPoint.all().count() == 1
    assert len(await told()) == 1


async def test_a_mail_without_a_name_is_known_by_what_it_says(cast: Cast, desk: Office) -> None:
    row = await meeting(cast.ann, cast.mo)
    to = desk.reply_to(await mail_to(cast.ann, ("OneOnOneMeeting", row.id)))
    for text in ("Budget", "Budget", "Holidays"):
        await desk.hand_in(to, genuine(to, text, message_id=""))
    assert await TalkingPoint.all().count() == 2


async def test_a_refused_forgery_does_not_stand_in_the_way_of_the_true_mail(
    cast: Cast, desk: Office
) -> None:
    _, mail = await asked(cast)
    to = desk.reply_to(mail)
    assert await desk.hand_in(to, answer(to, "Forged")) == "550 5.7.1"
    assert await desk.hand_in(to, genuine(to)) == TAKEN
    assert note_parts(await FeedbackNote.get())["behaviour"] == WORDS


@pytest.mark.parametrize(
    "extra",
    [
        "Auto-Submitted: auto-replied\r\n",
        "Precedence: bulk\r\n",
        "List-Id: <all.erm.test>\r\n",
        "X-Autoreply: yes\r\n",
    ],
)
async def test_an_answering_machine_is_not_answered(cast: Cast, desk: Office, extra: str) -> None:
    _, mail = await asked(cast)
    to = desk.reply_to(mail)
    assert await desk.hand_in(to, genuine(to, "I am away.", extra=extra)) == TAKEN
    assert await FeedbackNote.all().count() == 0
    assert await told() == []
    assert (await InboundMail.get()).outcome is InboundOutcome.IGNORED


async def test_what_comes_from_nobody_is_not_answered(cast: Cast, desk: Office) -> None:
    _, mail = await asked(cast)
    to = desk.reply_to(mail)
    assert await desk.hand_in(to, genuine(to), sender="") == TAKEN
    assert await FeedbackNote.all().count() == 0
    assert await told() == []


async def test_erms_own_mail_is_never_an_answer(cast: Cast, desk: Office) -> None:
    """Somebody's rule that forwards everything back would else make a circle."""
    _, mail = await asked(cast)
    to = desk.reply_to(mail)
    own = genuine(to, extra="Auto-Submitted: auto-generated\r\nFeedback-ID: x:erm:erm.test\r\n")
    assert await desk.hand_in(to, own) == TAKEN
    await desk.hand_in(to, own)
    assert await told() == []


async def test_a_machine_that_hides_what_it_is_is_slowed_down(cast: Cast, desk: Office) -> None:
    row = await meeting(cast.ann, cast.mo)
    to = desk.reply_to(await mail_to(cast.ann, ("OneOnOneMeeting", row.id)))
    for number in range(ANSWERS_AN_HOUR):
        await InboundMail.create(
            fingerprint=str(number),
            outcome=InboundOutcome.ANSWERED,
            person_id=cast.ann.id,
            received_at=now(),
        )
    assert await desk.hand_in(to, genuine(to)) == "450 4.7.1"
    assert await TalkingPoint.all().count() == 0
    with clock.at(now() + timedelta(minutes=61)):
        assert await desk.hand_in(to, genuine(to)) == TAKEN


# ---- hostile -----------------------------------------------------------------------------------


async def test_a_header_that_holds_another_is_not_carried_on(cast: Cast, desk: Office) -> None:
    _, mail = await asked(cast)
    to = desk.reply_to(mail)
    subject = "=?utf-8?q?Re:_x=0D=0ABcc:_all@erm.test?="
    words = "Fine.\nBcc: all@erm.test\nSubject: You are fired"
    assert await desk.hand_in(to, genuine(to, words, subject=subject)) == TAKEN
    (letter,) = await told()
    assert "fired" not in letter.subject + letter.text
    assert "\n" not in letter.subject
    assert await Mail.filter(to_address="all@erm.test").count() == 0


async def test_a_mail_of_parts_within_parts_is_refused(cast: Cast, desk: Office) -> None:
    _, mail = await asked(cast)
    to = desk.reply_to(mail)
    bomb = b"From: ann@erm.test\r\n" + b"".join(
        f'Content-Type: multipart/mixed; boundary="b{n}"\r\n\r\n--b{n}\r\n'.encode()
        for n in range(1_000)
    )
    assert await desk.hand_in(to, bomb) == "554 5.6.0"
    assert await desk.hand_in(to, b"no mail at all") == "554 5.6.0"
    assert await desk.hand_in(to, b"From: x\r\n\r\n" + b"x" * 1_000_000) == "552 5.3.4"
    await nothing_was_written()


async def test_names_that_cannot_be_looked_up_now_are_no_refusal(cast: Cast, desk: Office) -> None:
    _, mail = await asked(cast)
    await Person.filter(id=cast.ann.id).update(work_email="ann@broken.test")
    to = desk.reply_to(mail)
    content = signed(answer(to, sender="ann@broken.test"), domain="broken.test")
    assert await desk.hand_in(to, content) == "451 4.4.3"
    await nothing_was_written()


async def test_nothing_of_what_came_is_kept_and_the_note_itself_not_for_ever(
    cast: Cast, desk: Office
) -> None:
    _, mail = await asked(cast)
    to = desk.reply_to(mail)
    await desk.hand_in(to, genuine(to))
    row = await InboundMail.get()
    assert "plan" not in " ".join(str(value) for value in vars(row).values())
    assert await forget_old() == 0
    with clock.at(now() + KEPT_FOR + timedelta(hours=1)):
        assert await forget_old() == 1


async def test_the_actor_of_an_answer_has_no_session(cast: Cast) -> None:
    from erm.flows.answering_by_mail import answerer

    actor = await answerer(cast.ann.id)
    assert actor is not None
    assert actor.kind is ActorKind.MAIL
    assert actor.session_id is None
