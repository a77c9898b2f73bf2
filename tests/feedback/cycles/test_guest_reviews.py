"""Reviews by people outside the company: their links, and what they may do with them."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from erm.core import clock
from erm.core.actor import Actor
from erm.core.clock import now, today
from erm.core.events import Bus
from erm.core.work import unit_of_work
from erm.feedback.cycles.commands import guest_reviews
from erm.feedback.cycles.models import CycleGuest, CycleParticipant, Review
from erm.feedback.cycles.queries.guest_reviews import guest_review
from erm.feedback.cycles.rules import CycleState, Perspective, ReviewState
from erm.feedback.guests import hash_of, new_token
from erm.mail.models import Mail
from erm.people.models import Person
from erm.schema.ids import to_global
from erm.settings import Settings
from tests.cast import Cast
from tests.feedback.cycles import rows
from tests.feedback.cycles.rows import Round, do, refused

ActorOf = Callable[[Person], Actor]

PAGE = """query($token: String!) { guestPage(token: $token) {
  company guestName locale expiresAt request { question }
  review { cycleName subjectName companyTerms anonymous minimum dueOn dueAt version state canWrite
    aboutToBeLeftOut
    questions { id text wordings { number } } answers { questionId value text cannotJudge } } } }"""
SAVE = """mutation($input: SaveGuestReviewInput!) { saveGuestReview(input: $input) {
  ... on SaveGuestReviewSuccess { review { version state answers { value text } } }
  ... on Refusal { code } } }"""
SUBMIT = """mutation($input: SubmitGuestReviewInput!) { submitGuestReview(input: $input) {
  ... on SubmitGuestReviewSuccess { review { version state canWrite } } ... on Refusal { code } } }"""
REOPEN = """mutation($input: ReopenGuestReviewInput!) { reopenGuestReview(input: $input) {
  ... on ReopenGuestReviewSuccess { review { version state canWrite } } ... on Refusal { code } } }"""
DECLINE = """mutation($input: DeclineAsGuestInput!) { declineAsGuest(input: $input) {
  ... on DeclineAsGuestSuccess { done } ... on Refusal { code } } }"""


async def asked(cast: Cast, **values: object) -> tuple[Round, Review, str]:
    """A guest who was asked about Ann and has a link."""
    round_ = await rows.cycle(cast.hana, anonymous=(Perspective.EXTERNAL,), **values)
    ann = await rows.participant(round_, cast.ann, manager=cast.mo)
    token, token_hash = new_token()
    guest = await rows.guest(round_, token_hash=token_hash, locale="ru")
    return round_, await rows.review(ann, guest, Perspective.EXTERNAL), token


async def test_a_guest_reads_writes_submits_and_changes_their_mind(cast: Cast, api: Any) -> None:
    round_, review, token = await asked(cast)
    browser = api(None)
    page = (await browser.run(PAGE, {"token": token}))["guestPage"]
    assert page["company"] == "Test company"
    assert page["request"] is None
    found = page["review"]
    assert found["subjectName"] == "Ann Test"
    assert found["aboutToBeLeftOut"] is True
    # In the guest's language, whatever the browser asks for.
    assert found["questions"][0]["text"].endswith("(по-русски)")
    answers = [
        {"questionId": to_global("CycleQuestion", round_.rating.id), "value": 5},
        {"questionId": to_global("CycleQuestion", round_.text.id), "text": "Listens."},
    ]
    given = {"token": token, "version": found["version"], "answers": answers}
    saved = (await browser.run(SAVE, {"input": given}))["saveGuestReview"]["review"]
    assert saved["state"] == "STARTED"
    stale = given | {"answers": answers[:1]}
    assert (await browser.run(SAVE, {"input": stale}))["saveGuestReview"] == {
        "code": "REVIEW_CHANGED"
    }
    done = {"token": token, "version": saved["version"]}
    for _ in range(2):
        sent = (await browser.run(SUBMIT, {"input": done}))["submitGuestReview"]["review"]
        assert (sent["state"], sent["canWrite"]) == ("SUBMITTED", False)
    again = (await browser.run(REOPEN, {"input": {"token": token}}))["reopenGuestReview"]
    assert again["review"]["canWrite"] is True
    assert (await Review.get(id=review.id)).state is ReviewState.STARTED


async def test_links_that_are_none_open_nothing_and_are_counted(cast: Cast, api: Any) -> None:
    _, review, token = await asked(cast)
    browser = api(None)
    before = await rows.everything()
    for wrong in ("", "x" * 5_000, token[:-1], new_token()[0], hash_of(token)):
        assert (await browser.run(PAGE, {"token": wrong}))["guestPage"] is None
        given = {"token": wrong, "version": 1, "answers": []}
        for query, name, input_ in (
            (SAVE, "saveGuestReview", given),
            (SUBMIT, "submitGuestReview", {"token": wrong, "version": 1}),
            (REOPEN, "reopenGuestReview", {"token": wrong}),
            (DECLINE, "declineAsGuest", {"token": wrong}),
        ):
            code = (await browser.run(query, {"input": input_}))[name]["code"]
            assert code == "GUEST_LINK_INVALID"
    assert await rows.everything() == before
    # 30 a minute from one address; whose link is right is not counted.
    codes = set()
    for _ in range(10):
        found = (await browser.run(REOPEN, {"input": {"token": "wrong"}}))["reopenGuestReview"]
        codes.add(found["code"])
    assert "TOO_MANY_ATTEMPTS" in codes
    assert (await Review.get(id=review.id)).state is ReviewState.ASSIGNED


@pytest.mark.parametrize("how", ["over", "revoked", "proposed", "cancelled", "left", "moved on"])
async def test_a_link_ends(cast: Cast, bus: Bus, how: str) -> None:
    round_, review, token = await asked(cast)
    assert await guest_review(token) is not None
    late = now()
    match how:
        case "over":
            late = now() + timedelta(days=9)
        case "revoked":
            await CycleGuest.filter(id=review.guest_id).update(revoked_at=now())
        case "proposed":
            await Review.filter(id=review.id).update(state=ReviewState.PROPOSED)
        case "cancelled":
            await Review.filter(id=review.id).update(state=ReviewState.CANCELLED)
        case "left":
            await CycleParticipant.filter(id=review.participant_id).update(results_at=now())
        case "moved on":
            await type(round_.cycle).filter(id=round_.id).update(state=CycleState.PACKETS)
    with clock.at(late):
        assert await guest_review(token) is None
        code = "GUEST_LINK_INVALID"
        if how in ("over", "left", "moved on"):
            code = "REVIEW_CLOSED"
        await refused(bus, code, guest_reviews.save_guest_review, token, version=1, answers={})


async def test_who_declines_is_done(cast: Cast, api: Any) -> None:
    _, review, token = await asked(cast)
    browser = api(None)
    given = {"token": token, "reason": "We hardly met"}
    for _ in range(2):
        assert (await browser.run(DECLINE, {"input": given}))["declineAsGuest"] == {"done": True}
    row = await Review.get(id=review.id)
    assert (row.state, row.reason, row.live_key) == (
        ReviewState.DECLINED, "We hardly met", None,
    )  # fmt: skip
    assert (await browser.run(PAGE, {"token": token}))["guestPage"] is None


# ---- invitations -------------------------------------------------------------------------------


@pytest.fixture
def told(settings: Settings) -> Settings:
    return replace(settings, company_name="Kelvane")


async def test_whoever_is_to_write_gets_one_mail_with_a_link_that_works(
    cast: Cast, bus: Bus, told: Settings
) -> None:
    round_ = await rows.cycle(cast.hana)
    ann = await rows.participant(round_, cast.ann, manager=cast.mo)
    guest = await rows.guest(round_, locale="ru")
    review = await rows.review(ann, guest, Perspective.EXTERNAL, state=ReviewState.PROPOSED)
    assert await guest_reviews.invite_guests(told, bus) == 0
    await Review.filter(id=review.id).update(state=ReviewState.ASSIGNED)
    sent = await asyncio.gather(*(guest_reviews.invite_guests(told, bus) for _ in range(3)))
    assert sum(sent) == 1
    assert await guest_reviews.invite_guests(told, bus) == 0
    mail = await Mail.get()
    assert (mail.to_address, mail.recipient_id, mail.language) == (guest.email, None, "ru")
    assert "Ann Test" in mail.subject
    token = token_in(mail)
    found = await guest_review(token)
    assert found is not None
    assert found.review_id == review.id
    row = await CycleGuest.get()
    assert row.token_hash == hash_of(token)
    assert row.expires_at is not None


def token_in(mail: Mail) -> str:
    found = re.search(r"/guest#token=([\w-]+)", mail.text)
    assert found is not None
    assert mail.html is not None
    assert found[0] in mail.html
    return found[1]


@pytest.mark.parametrize("state", [CycleState.NOMINATION, CycleState.CALIBRATION])
async def test_before_and_after_writing_nobody_is_invited(
    cast: Cast, bus: Bus, told: Settings, state: CycleState
) -> None:
    round_ = await rows.cycle(cast.hana, state=state)
    ann = await rows.participant(round_, cast.ann, manager=cast.mo)
    await rows.review(ann, await rows.guest(round_), Perspective.EXTERNAL)
    assert await guest_reviews.invite_guests(told, bus) == 0


async def test_a_link_sent_anew_ends_the_former_one(
    cast: Cast, bus: Bus, told: Settings, actor_of: ActorOf
) -> None:
    _, review, token = await asked(cast)
    resend = guest_reviews.resend_guest_link
    one = {"review_id": review.id}
    for person, code in (
        (cast.bo, "NOMINATION_NOT_FOUND"),
        (cast.ada, "NOMINATION_NOT_FOUND"),
        (cast.max, "NOMINATION_NOT_FOUND"),
    ):
        await refused(bus, code, resend, actor_of(person), told, **one)
    assert await guest_review(token) is not None
    for person in (cast.ann, cast.mo, cast.hana):
        await do(bus, resend, actor_of(person), told, **one)
        assert await guest_review(token) is None
        mails = await Mail.all().order_by("-id")
        token = token_in(mails[0])
        assert await guest_review(token) is not None
    assert await Mail.all().count() == 3


@pytest.mark.parametrize("state", [ReviewState.PROPOSED, ReviewState.DECLINED])
async def test_no_link_is_sent_to_who_is_not_asked(
    cast: Cast, bus: Bus, told: Settings, actor_of: ActorOf, state: ReviewState
) -> None:
    _, review, _ = await asked(cast)
    await Review.filter(id=review.id).update(state=state)
    await refused(
        bus, "REVIEW_SETTLED", guest_reviews.resend_guest_link, actor_of(cast.ann), told,
        review_id=review.id,
    )  # fmt: skip


async def test_a_link_is_sent_anew_whether_they_have_submitted_or_not(
    cast: Cast, bus: Bus, told: Settings, actor_of: ActorOf
) -> None:
    """To refuse would tell the subject that an anonymous guest has written."""
    _, review, _ = await asked(cast)
    await Review.filter(id=review.id).update(state=ReviewState.SUBMITTED)
    async with unit_of_work(bus):
        await guest_reviews.resend_guest_link(actor_of(cast.ann), told, review_id=review.id)
    assert await Mail.all().count() == 1


async def test_a_link_ends_with_a_deadline_that_was_moved(cast: Cast) -> None:
    round_, _, token = await asked(cast)
    later = today() + timedelta(days=20)
    await type(round_.cycle).filter(id=round_.id).update(writing_until=later)
    found = await guest_review(token)
    assert found is not None
    assert found.due_on == later
