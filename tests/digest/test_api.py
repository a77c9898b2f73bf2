"""Home and the digest through the whole application."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from erm.core import clock
from erm.digest.commands import set_digest_preference
from erm.digest.models import DigestPreference, DigestSchedule
from erm.digest.queries import preference
from erm.digest.rules import DigestFrequency, DigestSection
from erm.feedback.commands import request_feedback
from erm.mail.models import Mail
from erm.mail.unsubscribing import Subscription, unsubscribe_token
from erm.settings import Settings
from tests.cast import Cast
from tests.conftest import Api
from tests.database import query_count
from tests.digest.week import MONDAY, Week, do, live

HOME = """{ viewer { home {
  needs { key kind since dueOn overdue daysQuiet person { name } meeting { number }
    feedbackRequest { question } actionItem { body } plan { title } }
  meetings { number openPointCount }
  thanksReceived { message }
  feedbackReceived { behaviour }
} } }"""
SET = """mutation($input: SetDigestPreferenceInput!) { setDigestPreference(input: $input) {
  ... on SetDigestPreferenceSuccess { viewer { digest {
    frequency weekday hour nextAt sections availableSections cadence slowed } } }
  ... on Refusal { kind code message field } } }"""
SEND = """mutation { sendMyDigestNow(input: {}) {
  ... on SendMyDigestNowSuccess { address } ... on Refusal { kind code message } } }"""
UNSUBSCRIBE = """mutation($token: String!) { unsubscribeDigest(input: {token: $token}) {
  ... on UnsubscribeDigestSuccess { unsubscribed } ... on Refusal { kind code field } } }"""

Browser = Callable[..., Api]


@pytest.fixture
async def week(cast: Cast) -> Week:
    return await live(cast)


@pytest.fixture
def monday(week: Week) -> Iterator[None]:
    with clock.at(MONDAY + timedelta(hours=2)):
        yield


@pytest.mark.usefixtures("monday")
async def test_home_shows_the_week(cast: Cast, api: Browser) -> None:
    home = (await api(cast.ann).run(HOME))["viewer"]["home"]
    assert [(n["kind"], n["overdue"], n["person"]["name"]) for n in home["needs"]] == [
        ("PROMISE_DUE", True, "Mo Test"),
        ("FEEDBACK_TO_WRITE", False, "Cy Test"),
    ]
    assert home["needs"][0]["actionItem"] == {"body": "Write down how releases are made"}
    assert home["needs"][0]["since"].startswith("2026-11-19T23:00:00")
    assert home["needs"][1]["feedbackRequest"] == {
        "question": "What could I explain better in demos?"
    }
    assert home["meetings"] == [{"number": 2, "openPointCount": 2}]
    assert home["thanksReceived"] == [
        {"message": "Thank you for saving the demo <b>on Friday</b>!"}
    ]
    assert home["feedbackReceived"] == [{"behaviour": "You reviewed my change the same evening."}]


async def test_a_new_colleagues_home_is_empty_and_says_so_without_errors(
    cast: Cast, api: Browser
) -> None:
    home = (await api(cast.zed).run(HOME))["viewer"]["home"]
    assert home == {"needs": [], "meetings": [], "thanksReceived": [], "feedbackReceived": []}


@pytest.mark.usefixtures("monday")
async def test_the_digests_time_can_be_chosen(cast: Cast, api: Browser) -> None:
    ann = api(cast.ann)
    chosen = {"frequency": "WEEKLY", "weekday": 2, "hour": 8}
    answer = await ann.run(SET, {"input": chosen})
    kept = answer["setDigestPreference"]["viewer"]["digest"]
    assert {key: kept[key] for key in chosen} == chosen
    assert kept["nextAt"].startswith("2026-11-24T07:00:00")
    refused = (await ann.run(SET, {"input": chosen | {"hour": 3}}))["setDigestPreference"]
    assert refused == {
        "kind": "INVALID_INPUT",
        "code": "DIGEST_HOUR_OUT_OF_RANGE",
        "message": "The digest comes between 6:00 and 21:00, never at night.",
        "field": "hour",
    }
    assert (await DigestPreference.get()).hour == 8


EVERYBODYS = [
    "NEEDS", "MEETINGS", "PROMISES", "SURVEY", "FEEDBACK", "DEVELOPMENT", "THANKS", "CELEBRATIONS",
]  # fmt: skip


@pytest.mark.usefixtures("monday")
async def test_sections_can_be_switched_off_and_stay_so(cast: Cast, api: Browser) -> None:
    ann, mo, hana = api(cast.ann), api(cast.mo), api(cast.hana)
    chosen = {"frequency": "DAILY", "weekday": 1, "hour": 9}
    fewer = ["FEEDBACK", "NEEDS", "TEAM"]

    async def kept(browser: Api, **more: object) -> dict[str, Any]:
        answer = await browser.run(SET, {"input": chosen | more})
        return dict(answer["setDigestPreference"]["viewer"]["digest"])

    first = await kept(ann, sections=fewer)
    assert first["sections"] == ["NEEDS", "FEEDBACK"], "in the order of the mail; no team"
    assert first["availableSections"] == EVERYBODYS
    assert (first["cadence"], first["slowed"]) == ("DAILY", False)
    assert (await kept(ann))["sections"] == ["NEEDS", "FEEDBACK"], "not given: as they were"
    assert (await kept(ann, sections=EVERYBODYS))["sections"] == EVERYBODYS
    with_team = await kept(mo, sections=["TEAM"])
    assert with_team["sections"] == ["TEAM"]
    assert "TEAM" in with_team["availableSections"]
    assert "COMPANY" in (await kept(hana))["sections"]
    nobodys_manager = replace(cast.actor(cast.mo), report_ids=frozenset())
    with_needs = {"sections": [DigestSection.NEEDS], "weekday": 1, "hour": 9}
    await do(set_digest_preference, nobodys_manager, frequency=DigestFrequency.DAILY, **with_needs)
    found = await preference(cast.actor(cast.mo))
    assert found.sections == (DigestSection.NEEDS, DigestSection.TEAM), "as they had left it"


@pytest.mark.usefixtures("monday")
async def test_a_digest_without_sections_is_refused_and_nothing_changes(
    cast: Cast, api: Browser
) -> None:
    ann = api(cast.ann)
    chosen = {"frequency": "MONTHLY", "weekday": 1, "hour": 9}
    for sections in ([], ["TEAM"], ["COMPANY"]):
        answer = await ann.run(SET, {"input": chosen | {"sections": sections}})
        refusal = answer["setDigestPreference"]
        assert (refusal["code"], refusal["field"]) == ("DIGEST_NEEDS_A_SECTION", "sections")
    assert await DigestPreference.filter().count() == 0
    assert await DigestSchedule.filter().count() == 0


@pytest.mark.usefixtures("monday")
async def test_it_is_shown_that_it_slowed_down(cast: Cast, api: Browser) -> None:
    _ = await DigestSchedule.create(
        person_id=cast.ann.id,
        next_at=MONDAY + timedelta(days=14),
        zone="Europe/Berlin",
        cadence=DigestFrequency.MONTHLY,
    )
    digest = (await api(cast.ann).run("{ viewer { digest { frequency cadence slowed nextAt } } }"))[
        "viewer"
    ]["digest"]
    assert digest == {
        "frequency": "WEEKLY",
        "cadence": "MONTHLY",
        "slowed": True,
        "nextAt": "2026-12-07T07:00:00+00:00",
    }
    answer = await api(cast.ann).run(
        SET, {"input": {"frequency": "WEEKLY", "weekday": 1, "hour": 9}}
    )
    again = answer["setDigestPreference"]["viewer"]["digest"]
    assert (again["cadence"], again["slowed"]) == ("WEEKLY", False)
    assert again["nextAt"].startswith("2026-11-30T08:00:00")


@pytest.mark.usefixtures("monday")
async def test_one_can_send_oneself_a_digest_and_somebody_without_needs_cannot(
    cast: Cast, api: Browser
) -> None:
    assert (await api(cast.ann).run(SEND))["sendMyDigestNow"] == {"address": "ann@erm.test"}
    mail = await Mail.get(kind="digest")
    assert (mail.kind, mail.to_address) == ("digest", "ann@erm.test")
    refused = (await api(cast.zed).run(SEND))["sendMyDigestNow"]
    assert (refused["kind"], refused["code"]) == ("CONFLICT", "DIGEST_HAS_NOTHING_TO_SAY")
    assert await Mail.filter(kind="digest").count() == 1


async def test_the_link_unsubscribes_without_being_signed_in(
    cast: Cast, api: Browser, settings: Settings
) -> None:
    token = unsubscribe_token(cast.ann.id, settings.secret_key, Subscription.DIGEST)
    forged = await api().run(UNSUBSCRIBE, {"token": token[:-1] + "!"})
    assert forged["unsubscribeDigest"] == {
        "kind": "NOT_FOUND",
        "code": "UNSUBSCRIBE_LINK_INVALID",
        "field": "token",
    }
    assert await DigestPreference.all().count() == 0
    answer = await api().run(UNSUBSCRIBE, {"token": token})
    assert answer["unsubscribeDigest"] == {"unsubscribed": True}
    assert (await DigestPreference.get()).frequency is DigestFrequency.OFF


@pytest.mark.usefixtures("monday")
async def test_home_takes_the_same_queries_for_2_22_and_99_needs(cast: Cast, api: Browser) -> None:
    counts = []
    for more in (0, 20, 77):
        for number in range(more):
            await do(
                request_feedback,
                cast.actor(cast.bo),
                person_ids=[cast.ann.id],
                question=f"Question {more}.{number}?",
                due_on=None,
            )
        browser = api(cast.ann)
        await browser.run("{ viewer { person { id } } }")
        with query_count() as queries:
            home = (await browser.run(HOME))["viewer"]["home"]
        counts.append(queries.count)
    assert len(home["needs"]) == 99
    assert len(set(counts)) == 1, counts
    assert counts[0] <= 45
