"""People outside the company: their link, what it shows, that it works once, what mail they get."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from erm.access.models import RateLimit
from erm.core.clock import at, now
from erm.core.events import Bus
from erm.feedback import commands, guest_pages, queries
from erm.feedback.guests import Guest, hash_of, link_expires, new_token, normal_address
from erm.feedback.models import GuestFeedback
from erm.feedback.rules import RequestState
from erm.flows.subscriptions import build_bus
from erm.mail.models import Mail
from erm.people.rules import Locale
from erm.schema.ids import to_global
from tests.conftest import SECRETS
from tests.feedback.rows import at_once, do, everything, refused

QUESTION = "How did the handover go for you?"
PAGE = """
query Page($token: String!) {
  guestPage(token: $token) {
    company guestName locale expiresAt
    request { requesterName aboutName question dueOn readerNames }
    review { cycleName }
  }
}
"""
ANSWER = """
mutation Answer($input: AnswerAsGuestInput!) {
  answerAsGuest(input: $input) {
    __typename
    ... on AnswerAsGuestSuccess { done }
    ... on Refusal { kind code message field }
  }
}
"""
DECLINE = """
mutation Decline($input: DeclineAsGuestInput!) {
  declineAsGuest(input: $input) {
    __typename
    ... on DeclineAsGuestSuccess { done }
    ... on Refusal { code }
  }
}
"""
MINE = """
query Mine($id: ID!) {
  guestFeedback(id: $id) {
    state question behaviour guestName guestEmail declineReason canThank canWithdraw canArchive
    thankedAt archivedAt requester { name } subject { name }
  }
}
"""


@pytest.fixture
def mailing() -> Bus:
    """A bus with everybody listening."""
    return build_bus(SECRETS)


async def asked(cast, bus, who="ann", about=None, locale=Locale.EN, **kwargs):
    """A guest who was asked: the row, and the secret in their mail."""
    _, (view,) = await do(
        bus,
        commands.request_feedback,
        cast.actor(getattr(cast, who)),
        guests=[Guest("Gail Kent", "Gail@Customer.test", locale)],
        about_id=None if about is None else getattr(cast, about).id,
        question=QUESTION,
        **kwargs,
    )
    mail = await Mail.get(dedupe_key=f"guest_request:{view.id}")
    (token,) = set(re.findall(r"/guest#token=([\w-]+)", mail.text))
    return await GuestFeedback.get(id=view.id), token


def test_a_secret_has_256_bits_and_only_its_hash_is_kept() -> None:
    made = {new_token() for _ in range(100)}
    assert len(made) == 100
    for token, stored in made:
        assert len(token) >= 43
        assert stored == hash_of(token)
        assert token not in stored
    assert hash_of("x" * 10_000_000) == hash_of("x" * 100)
    assert hash_of("\ud800")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" Gail@Customer.TEST ", "gail@customer.test"),
        ("e\u0301va@x.test", "\u00e9va@x.test"),
    ],
)
def test_addresses_have_one_form(typed, kept) -> None:
    assert normal_address(typed, field="guests") == kept


def test_a_link_lives_thirty_days_or_until_the_due_day_is_over_everywhere() -> None:
    sent = now()
    assert link_expires(sent, None) == sent + timedelta(days=30)
    assert link_expires(sent, sent.date() + timedelta(days=5)) == sent + timedelta(days=30)
    far = sent.date() + timedelta(days=90)
    assert link_expires(sent, far).date() == far + timedelta(days=2)


async def test_the_mail_holds_the_link_and_the_question_and_the_database_only_a_hash(
    cast, mailing
) -> None:
    row, token = await asked(cast, mailing)
    mail = await Mail.get(dedupe_key=f"guest_request:{row.id}")
    assert (mail.to_address, mail.to_name) == ("gail@customer.test", "Gail Kent")
    assert mail.recipient_id is None
    assert QUESTION in mail.text
    assert "Ann Test" in mail.subject
    assert mail.html is not None
    assert token in mail.html
    assert row.token_hash == hash_of(token)
    for values in await GuestFeedback.all().values():
        assert token not in str(values)


async def test_mail_and_page_speak_the_guest_s_language(cast, mailing, api) -> None:
    row, token = await asked(cast, mailing, locale=Locale.RU)
    mail = await Mail.get(dedupe_key=f"guest_request:{row.id}")
    assert "просит вас об обратной связи" in mail.subject
    assert "Учётная запись не нужна" in mail.text
    page = (await api(None).run(PAGE, {"token": token}))["guestPage"]
    assert page["locale"] == "RU"


async def test_html_in_what_was_typed_stays_text(cast, mailing) -> None:
    _, (view,) = await do(
        mailing,
        commands.request_feedback,
        cast.actor(cast.ann),
        guests=[Guest("<b>Gail</b>", "gail@customer.test")],
        question="<a href='https://evil.test'>Click</a>",
    )
    mail = await Mail.get(dedupe_key=f"guest_request:{view.id}")
    assert mail.html is not None
    assert "<b>Gail" not in mail.html
    assert "<a href='https://evil" not in mail.html


async def test_a_link_shows_what_is_needed_and_looking_uses_nothing_up(cast, mailing, api) -> None:
    _row, token = await asked(cast, mailing, who="mo", about="ann")
    before = await everything()
    for _ in range(3):
        page = (await api(None).run(PAGE, {"token": token}))["guestPage"]
        assert page == {
            "company": "Test company",
            "guestName": "Gail Kent",
            "locale": "EN",
            "expiresAt": page["expiresAt"],
            "request": {
                "requesterName": "Mo Test",
                "aboutName": "Ann Test",
                "question": QUESTION,
                "dueOn": None,
                "readerNames": ["Ann Test", "Mo Test"],
            },
            "review": None,
        }
    assert await everything() == before


async def test_a_guest_answers_once_and_the_link_ends(cast, mailing, api) -> None:
    row, token = await asked(cast, mailing)
    given = {"input": {"token": token, "behaviour": "You named what was open."}}
    done = (await api(None).run(ANSWER, given))["answerAsGuest"]
    assert done == {"__typename": "AnswerAsGuestSuccess", "done": True}
    before = await everything()
    again = (await api(None).run(ANSWER, given))["answerAsGuest"]
    assert (again["kind"], again["code"]) == ("NOT_FOUND", "GUEST_LINK_INVALID")
    refusal = (await api(None).run(DECLINE, {"input": {"token": token}}))["declineAsGuest"]
    assert refusal["code"] == "GUEST_LINK_INVALID"
    assert (await api(None).run(PAGE, {"token": token}))["guestPage"] is None
    assert await everything() == before
    stored = await GuestFeedback.get(id=row.id)
    assert (stored.state, stored.token_hash) == (RequestState.ANSWERED, None)
    assert b"named" not in bytes(stored.answer_sealed)


async def test_of_many_answers_at_once_one_counts(cast, mailing) -> None:
    row, token = await asked(cast, mailing)
    made, refusals = await at_once(
        *(
            do(mailing, commands.answer_as_guest, token, behaviour=f"Answer {number}")
            for number in range(5)
        )
    )
    assert len(made) == 1
    assert refusals == ["GUEST_LINK_INVALID"] * 4
    assert await Mail.filter(dedupe_key=f"feedback_guest_answered:{row.id}").count() == 1


async def test_an_answer_without_words_is_refused_and_the_link_stays(cast, mailing, api) -> None:
    _row, token = await asked(cast, mailing)
    empty = (await api(None).run(ANSWER, {"input": {"token": token, "behaviour": " "}}))[
        "answerAsGuest"
    ]
    assert (empty["code"], empty["field"]) == ("TEXT_REQUIRED", "behaviour")
    assert await guest_pages.guest_page(token) is not None


async def test_a_link_that_is_over_taken_back_or_unknown_tells_nothing(cast, mailing, api) -> None:
    row, token = await asked(cast, mailing)
    with at(row.expires_at):
        assert await guest_pages.guest_page(token) is None
        await refused(
            mailing, "GUEST_LINK_INVALID", commands.answer_as_guest, token, behaviour="Late"
        )
    await do(mailing, commands.withdraw_guest_feedback, cast.actor(cast.ann), guest_id=row.id)
    answers = {
        str(await api(None).run(ANSWER, {"input": {"token": each, "behaviour": "x"}}))
        for each in (token, "x" * 43, "", "\u0000", row.token_hash)
    }
    assert len(answers) == 1
    for each in (token, "", "nothing"):
        assert (await api(None).run(PAGE, {"token": each}))["guestPage"] is None


async def test_guessing_links_is_slowed_and_using_them_is_not(cast, mailing, api) -> None:
    _row, token = await asked(cast, mailing)
    guest = api(None)
    for _ in range(40):
        assert (await guest.run(PAGE, {"token": token}))["guestPage"] is not None
    codes = []
    for number in range(31):
        answer = await guest.run(ANSWER, {"input": {"token": f"guess {number}", "behaviour": "x"}})
        codes.append(answer["answerAsGuest"]["code"])
    assert codes[:29] == ["GUEST_LINK_INVALID"] * 29
    assert codes[-1] == "TOO_MANY_ATTEMPTS"
    assert await RateLimit.all().count() == 1


async def test_a_guest_may_decline_and_who_asked_reads_why(cast, mailing, api) -> None:
    row, token = await asked(cast, mailing)
    declined = await api(None).run(DECLINE, {"input": {"token": token, "reason": "Too long ago"}})
    assert declined["declineAsGuest"]["__typename"] == "DeclineAsGuestSuccess"
    seen = await api(cast.ann).run(MINE, {"id": to_global("GuestFeedback", row.id)})
    assert seen["guestFeedback"]["state"] == "DECLINED"
    assert seen["guestFeedback"]["declineReason"] == "Too long ago"
    mail = await Mail.get(dedupe_key=f"feedback_guest_declined:{row.id}")
    assert mail.recipient_id == cast.ann.id
    assert "Too long ago" not in mail.text


async def test_who_asked_and_whom_it_is_about_read_the_answer_and_nobody_else(
    cast, mailing, api
) -> None:
    row, token = await asked(cast, mailing, who="mo", about="ann")
    await do(mailing, commands.answer_as_guest, token, behaviour="She named what was open.")
    ids = {"id": to_global("GuestFeedback", row.id)}
    for name in ("zed", "bo", "max", "cy", "old", "hana", "ada"):
        assert (await api(getattr(cast, name)).run(MINE, ids))["guestFeedback"] is None
        found = await api(getattr(cast, name)).run(
            "query N($id: ID!) { node(id: $id) { id } }", ids
        )
        assert found["node"] is None
    ann = (await api(cast.ann).run(MINE, ids))["guestFeedback"]
    mo = (await api(cast.mo).run(MINE, ids))["guestFeedback"]
    assert ann["behaviour"] == mo["behaviour"] == "She named what was open."
    assert (ann["guestEmail"], mo["guestEmail"]) == (None, "gail@customer.test")
    assert (ann["canThank"], mo["canThank"]) == (True, False)
    mail = await Mail.get(dedupe_key=f"feedback_guest_answered:{row.id}")
    assert mail.recipient_id == cast.ann.id
    assert "named what was open" not in mail.text


async def test_thanks_reach_the_guest_once_and_only_from_whom_it_is_about(
    cast, mailing, actor_of
) -> None:
    row, token = await asked(cast, mailing, who="mo", about="ann")
    thank = commands.thank_for_guest_feedback
    ann = actor_of(cast.ann)
    await refused(mailing, "FEEDBACK_NOTHING_TO_THANK_FOR", thank, ann, guest_id=row.id)
    await do(mailing, commands.answer_as_guest, token, behaviour="Well.")
    await refused(mailing, "NOT_ALLOWED", thank, actor_of(cast.mo), guest_id=row.id)
    for name in ("cy", "hana", "ada"):
        await refused(
            mailing,
            "FEEDBACK_REQUEST_NOT_FOUND",
            thank,
            actor_of(getattr(cast, name)),
            guest_id=row.id,
        )
    first = await do(mailing, thank, ann, guest_id=row.id)
    second = await do(mailing, thank, ann, guest_id=row.id)
    assert first.thanked_at == second.thanked_at
    mail = await Mail.get(dedupe_key=f"guest_thanks:{row.id}")
    assert mail.to_address == "gail@customer.test"


async def test_only_who_asked_takes_a_question_to_a_guest_back(cast, mailing, actor_of) -> None:
    row, token = await asked(cast, mailing, who="mo", about="ann")
    withdraw = commands.withdraw_guest_feedback
    await refused(mailing, "NOT_ALLOWED", withdraw, actor_of(cast.ann), guest_id=row.id)
    await refused(
        mailing, "FEEDBACK_REQUEST_NOT_FOUND", withdraw, actor_of(cast.cy), guest_id=row.id
    )
    await do(mailing, commands.answer_as_guest, token, behaviour="Well.")
    await refused(
        mailing,
        "FEEDBACK_REQUEST_ALREADY_ANSWERED",
        withdraw,
        actor_of(cast.mo),
        guest_id=row.id,
    )


async def test_a_report_hears_by_mail_at_once_what_is_asked_about_them(cast, mailing) -> None:
    await do(
        mailing,
        commands.request_feedback,
        cast.actor(cast.mo),
        person_ids=[cast.bo.id, cast.cy.id],
        about_id=cast.ann.id,
        question=QUESTION,
        send_at=now() + timedelta(days=2),
    )
    (mail,) = await Mail.filter(recipient_id=cast.ann.id)
    assert "Mo Test" in mail.subject
    assert QUESTION in mail.text
    assert "Bo Test" in mail.text
    assert "Cy Test" in mail.text


async def test_lists_of_guests_take_the_same_number_of_queries_at_any_length(
    cast, actor_of, bus
) -> None:
    from erm.core.paging import PageRequest
    from tests.database import query_count

    ann = actor_of(cast.ann)
    counts = []
    written = 0
    for size in (1, 20, 200):
        for number in range(written, size):
            await GuestFeedback.create(
                requester_id=cast.ann.id,
                question=QUESTION,
                guest_name="G",
                guest_email=f"g{number}@x.test",
                locale="en",
                expires_at=now(),
                created_at=now(),
            )
        written = size
        with query_count() as counter:
            page = await queries.guest_feedback(ann, PageRequest(first=100))
            assert len(page.items) == min(size, 100)
        counts.append(counter.count)
    assert len(set(counts)) == 1, counts
