"""The digest says what Home says, as its reader may see it, once, and only if there is something."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from erm.access.actors import actor_for
from erm.core import clock
from erm.core.work import unit_of_work
from erm.digest import home
from erm.digest.compose import compose
from erm.digest.errors import NothingToSend, TooManyDigests, UnsubscribeLinkInvalid
from erm.digest.issuing import preview, send_my_digest_now
from erm.digest.models import DigestPreference
from erm.digest.needs import NeedKind
from erm.digest.rules import DigestFrequency
from erm.flows.unsubscribing import unsubscribe
from erm.mail.links import global_id
from erm.mail.models import Mail
from erm.mail.unsubscribing import Subscription, read_unsubscribe_token, unsubscribe_token
from erm.people.models import Person
from erm.people.rules import Locale
from erm.schema.ids import to_global
from erm.settings import Settings
from tests.cast import Cast
from tests.database import query_count
from tests.digest.week import BERLIN, BUS, MONDAY, Week, live

NINE = MONDAY + timedelta(hours=1, minutes=1)
NEVER = asyncio.Event()


@pytest.fixture
async def week(cast: Cast) -> Week:
    return await live(cast)


@pytest.fixture
def monday() -> Iterator[datetime]:
    with clock.at(NINE):
        yield NINE


@pytest.mark.usefixtures("monday")
async def test_home_lists_what_needs_ann_most_needed_first(cast: Cast, week: Week) -> None:
    needs = await home.needs(cast.actor(cast.ann))
    assert [(need.kind, need.subject_id, need.overdue) for need in needs] == [
        (NeedKind.PROMISE_DUE, week.promise, True),
        (NeedKind.FEEDBACK_TO_WRITE, week.request, False),
    ]
    assert needs[0].since == datetime(2026, 11, 20, tzinfo=BERLIN)
    assert len({need.key for need in needs}) == len(needs)


async def test_a_meeting_is_first_on_its_day_and_overdue_after_it(cast: Cast, week: Week) -> None:
    ann = cast.actor(cast.ann)
    with clock.at(NINE + timedelta(days=1)):
        first = (await home.needs(ann))[0]
        assert (first.kind, first.subject_id) == (NeedKind.MEETING_TODAY, week.meeting)
    with clock.at(NINE + timedelta(days=2)):
        found = {need.kind: need for need in await home.needs(ann)}
        assert found[NeedKind.MEETING_OVERDUE].subject_id == week.meeting
        assert NeedKind.MEETING_TODAY not in found


async def test_a_plan_to_agree_and_a_quiet_one_need_both_manager_and_person(
    cast: Cast, week: Week
) -> None:
    with clock.at(NINE + timedelta(days=40)):
        for person, other in ((cast.ann, cast.mo), (cast.mo, cast.ann)):
            found = {need.kind: need for need in await home.needs(cast.actor(person))}
            quiet = found[NeedKind.PLAN_QUIET]
            assert (quiet.subject_id, quiet.person_id) == (week.plan, other.id)


@pytest.mark.usefixtures("monday")
async def test_the_digest_says_what_home_says_and_leads_there(
    cast: Cast, week: Week, settings: Settings
) -> None:
    digest = await compose(cast.actor(cast.ann), settings)
    assert digest is not None
    text, html = digest.mail.text, digest.mail.html
    assert digest.mail.subject == "Your week: 2 things need you"
    for said in (
        "Hello Ann,", "NEEDS YOU NOW", "Write down how releases are made", "To Mo Test",
        "due 3 days ago", "One-on-one with Mo Test", "Tue 24 Nov, 10:00", "2 points to talk about",
        "How was the launch?", "Cy Test asks for your feedback",
        "“What could I explain better in demos?”", "due Wed 25 Nov", "Bo Test gave you feedback",
        "Cy Test thanked you", "Europe/Berlin",
    ):  # fmt: skip
        assert said in text.replace("\u202f", " "), said
    links = set(re.findall(r"https://erm\.test/\S*", text))
    assert links == {link.replace("&amp;", "&") for link in re.findall(r'href="([^"]+)"', html)}
    for path in (
        f"meetings/{global_id('OneOnOneMeeting', week.meeting)}",
        f"feedback/requests/{global_id('FeedbackRequest', week.request)}",
        f"feedback/notes/{global_id('FeedbackNote', week.note)}",
        f"recognition/{global_id('Kudos', week.kudos)}",
        f"unsubscribe/{unsubscribe_token(cast.ann.id, settings.secret_key, Subscription.DIGEST)}",
    ):
        assert f"https://erm.test/{path}" in links


@pytest.mark.usefixtures("monday")
async def test_what_is_private_stays_out_of_the_mail(
    cast: Cast, week: Week, settings: Settings
) -> None:
    for person in (cast.ann, cast.mo):
        digest = await compose(cast.actor(person), settings)
        assert digest is not None
        for part in (digest.mail.text, digest.mail.html, digest.mail.subject):
            assert "tired of on-call" not in part, "a private point"
            assert "same evening" not in part, "the words of feedback"
    mo = await compose(cast.actor(cast.mo), settings)
    assert mo is not None
    assert "1 point to talk about" in mo.mail.text, "Ann's private point is not even counted"


@pytest.mark.usefixtures("monday", "week")
async def test_what_people_typed_is_escaped_and_nothing_is_fetched(
    cast: Cast, settings: Settings
) -> None:
    digest = await compose(cast.actor(cast.ann), settings)
    assert digest is not None
    html = digest.mail.html
    assert "&lt;b&gt;on Friday&lt;/b&gt;" in html
    assert "<b>on Friday" not in html
    for forbidden in ("<img", "<script", "<link", "@import", "url(", "http://"):
        outside = html.replace('xmlns="http://www.w3.org/1999/xhtml"', "")
        assert forbidden not in outside, forbidden
    assert 'name="color-scheme"' in html
    assert "prefers-color-scheme: dark" in html
    assert len(html) < 100_000, "Gmail cuts at 102 kB"


@pytest.mark.usefixtures("monday", "week")
async def test_it_is_written_in_the_readers_language_and_zone(
    cast: Cast, settings: Settings
) -> None:
    await Person.filter(id=cast.ann.id).update(locale=Locale.RU, time_zone="Asia/Vladivostok")
    actor = await actor_for(cast.ann.id)
    assert actor is not None
    digest = await compose(actor, settings)
    assert digest is not None
    text = digest.mail.text
    assert digest.mail.subject == "Ваша неделя: вас ждут 2 дела"
    for said in (
        "Здравствуйте, Ann!", "ЖДЁТ ВАС СЕЙЧАС", "срок прошёл 3 дня назад", "Один на один: Mo Test",
        "вт, 24 нояб., 19:00", "2 темы для разговора", "Отписаться", "Asia/Vladivostok",
    ):  # fmt: skip
        assert said in text, said
    assert 'lang="ru"' in digest.mail.html


async def test_nothing_to_say_is_no_digest(cast: Cast, settings: Settings) -> None:
    with clock.at(NINE):
        assert await preview(settings, cast.zed.id) is None


@pytest.mark.usefixtures("monday")
async def test_long_lists_end_in_how_many_more_there_are(cast: Cast, settings: Settings) -> None:
    from erm.feedback.commands import request_feedback

    for number in range(7):
        async with unit_of_work(BUS):
            await request_feedback(
                cast.actor(cast.bo),
                person_ids=[cast.cy.id],
                question=f"Number {number}?",
                due_on=None,
            )
    digest = await compose(cast.actor(cast.cy), settings)
    assert digest is not None
    assert digest.mail.text.count("asks for your feedback") == 3
    assert "and 4 more:\n  https://erm.test/feedback" in digest.mail.text


@pytest.mark.usefixtures("monday", "week")
async def test_one_click_stops_it_and_keeps_the_day_for_later(
    cast: Cast, settings: Settings
) -> None:
    token = unsubscribe_token(cast.ann.id, settings.secret_key, Subscription.DIGEST)
    for _ in range(2):
        async with unit_of_work(BUS):
            await unsubscribe(token, secret_key=settings.secret_key)
    row = await DigestPreference.get()
    assert (row.person_id, row.frequency, row.weekday) == (cast.ann.id, DigestFrequency.OFF, 1)


async def test_a_token_that_was_not_made_here_stops_nothing(cast: Cast, settings: Settings) -> None:
    good = unsubscribe_token(cast.ann.id, settings.secret_key, Subscription.DIGEST)
    assert read_unsubscribe_token(good, settings.secret_key) == (
        cast.ann.id,
        Subscription.DIGEST,
    )
    other = unsubscribe_token(cast.bo.id, settings.secret_key, Subscription.DIGEST)
    forged = [
        "", "x", "ё", good[:-4], good + "AAAA", other[:24] + good[24:], good.lower(), "A" * 48,
        unsubscribe_token(cast.ann.id, settings.secret_key + "x", Subscription.DIGEST), good.replace(good[5], "!", 1),
    ]  # fmt: skip
    for token in forged:
        with pytest.raises(UnsubscribeLinkInvalid):
            await unsubscribe(token, secret_key=settings.secret_key)
    assert await DigestPreference.all().count() == 0


@pytest.mark.usefixtures("monday", "week")
async def test_one_may_send_oneself_three_digests_a_day(cast: Cast, settings: Settings) -> None:
    ann = cast.actor(cast.ann)
    for _ in range(3):
        async with unit_of_work(BUS):
            assert await send_my_digest_now(ann, settings) == "ann@erm.test"
    with pytest.raises(TooManyDigests):
        async with unit_of_work(BUS):
            await send_my_digest_now(ann, settings)
    assert await Mail.filter(kind="digest").count() == 3
    with pytest.raises(NothingToSend):
        async with unit_of_work(BUS):
            await send_my_digest_now(cast.actor(cast.zed), settings)
    with clock.at(NINE + timedelta(days=1)):
        async with unit_of_work(BUS):
            await send_my_digest_now(ann, settings)


def test_links_hold_the_same_ids_as_the_api(cast: Cast) -> None:
    from urllib.parse import unquote

    assert unquote(global_id("Person", cast.ann.id)) == to_global("Person", cast.ann.id)


@pytest.mark.usefixtures("monday", "week")
async def test_composing_takes_as_many_queries_for_many_needs_as_for_few(
    cast: Cast, settings: Settings
) -> None:
    from erm.feedback.commands import request_feedback

    ann = replace(cast.actor(cast.ann))
    with query_count() as few:
        await compose(ann, settings)
    for number in range(20):
        async with unit_of_work(BUS):
            await request_feedback(
                cast.actor(cast.bo), person_ids=[cast.ann.id], question=f"{number}?", due_on=None
            )
    with query_count() as many:
        await compose(ann, settings)
    assert many.count == few.count <= 40
