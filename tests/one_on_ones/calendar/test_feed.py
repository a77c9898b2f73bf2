"""The calendar feed: when a person meets whom, at an address that nobody can guess, and no word more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from hashlib import sha256

import httpx
import pytest

from erm.core import clock
from erm.core.work import unit_of_work
from erm.mail.models import Mail
from erm.one_on_ones.commands import meetings, pauses, series, talking_points
from erm.one_on_ones.feeds import create_calendar_feed, read_calendar_feed
from erm.one_on_ones.models import CalendarFeed, OneOnOneMeeting
from erm.one_on_ones.rules import Visibility
from erm.people.models import Person
from tests.cast import Cast
from tests.conftest import Api, query_count
from tests.everyday import SETTINGS
from tests.one_on_ones.builders import history
from tests.one_on_ones.calendar.programs import program_of
from tests.one_on_ones.calendar.reader import folded, read
from tests.one_on_ones.calendar.test_invitations import BEGUN, BUS, FIRST, YEAR, current, do, start

CREATE = """mutation { createCalendarFeed(input: {}) {
  ... on CreateCalendarFeedSuccess { url feed { key createdAt lastReadAt } }
  ... on Refusal { kind code } } }"""
REVOKE = """mutation { revokeCalendarFeed(input: {}) {
  ... on RevokeCalendarFeedSuccess { revoked } ... on Refusal { kind code } } }"""
MINE = "{ viewer { calendarFeed { key lastReadAt } } }"


@pytest.fixture
async def http(api: Callable[..., Api]) -> httpx.AsyncClient:
    """A calendar program: no cookie, no origin."""
    client = api(None).client
    client.headers.clear()
    return client


async def path_of(cast: Cast, person: Person) -> str:
    """Make a person's feed; answers the path of its address."""
    actor = cast.actor(person)
    async with unit_of_work(BUS):
        _, url = await create_calendar_feed(actor, public_url=SETTINGS.public_url)
    return url.removeprefix(SETTINGS.public_url)


async def feed_of(cast: Cast, person: Person, moment: datetime) -> bytes:
    """What stands in a person's feed at a moment."""
    with clock.at(moment):
        path = await path_of(cast, person)
        token = path.removeprefix("/calendar/").removesuffix(".ics")
        found = await read_calendar_feed(token, SETTINGS, BUS, address="192.0.2.1")
    assert found is not None
    return found.content


# ---- making and revoking ------------------------------------------------------------------------


async def test_the_address_is_told_once_and_only_a_hash_of_it_is_kept(
    api: Callable[..., Api], cast: Cast
) -> None:
    browser = api(cast.ann)
    assert (await browser.run(MINE))["viewer"]["calendarFeed"] is None
    made = (await browser.run(CREATE))["createCalendarFeed"]
    token = made["url"].removeprefix("https://erm.test/calendar/").removesuffix(".ics")
    assert len(token) == 43
    row = await CalendarFeed.get()
    assert row.token_hash == sha256(token.encode()).hexdigest()
    assert token not in str(dict(row))
    mine = (await browser.run(MINE))["viewer"]["calendarFeed"]
    assert mine == {"key": made["feed"]["key"], "lastReadAt": None}


async def test_a_new_address_replaces_the_old_and_revoking_ends_it(
    api: Callable[..., Api], cast: Cast, http: httpx.AsyncClient
) -> None:
    browser = api(cast.ann)
    first, second = [
        (await browser.run(CREATE))["createCalendarFeed"]["url"].removeprefix("https://erm.test")
        for _ in range(2)
    ]
    assert (await http.get(first)).status_code == 404
    assert (await http.get(second)).status_code == 200
    assert (await browser.run(REVOKE))["revokeCalendarFeed"] == {"revoked": True}
    assert (await http.get(second)).status_code == 404
    assert (await browser.run(REVOKE))["revokeCalendarFeed"] == {"revoked": False}
    assert (await browser.run(MINE))["viewer"]["calendarFeed"] is None


async def test_an_access_token_neither_makes_nor_revokes_an_address(
    api: Callable[..., Api], cast: Cast
) -> None:
    await path_of(cast, cast.ann)
    before = await CalendarFeed.all().values()
    for may_write in (False, True):
        program = api(bearer=await cast.access_token(cast.ann, may_write=may_write))
        for mutation, name in ((CREATE, "createCalendarFeed"), (REVOKE, "revokeCalendarFeed")):
            assert (await program.run(mutation))[name]["kind"] == "NOT_ALLOWED"
    assert await CalendarFeed.all().values() == before


async def test_nobody_sees_or_ends_the_feed_of_another(api: Callable[..., Api], cast: Cast) -> None:
    await path_of(cast, cast.ann)
    before = await CalendarFeed.all().values()
    for person in (cast.mo, cast.old, cast.hana, cast.ada, cast.max, cast.zed):
        browser = api(person)
        assert (await browser.run(MINE))["viewer"]["calendarFeed"] is None
        assert (await browser.run(REVOKE))["revokeCalendarFeed"] == {"revoked": False}
    assert await CalendarFeed.all().values() == before


# ---- reading ------------------------------------------------------------------------------------


async def test_whatever_is_not_an_address_is_answered_alike(
    api: Callable[..., Api], cast: Cast, http: httpx.AsyncClient
) -> None:
    revoked = await path_of(cast, cast.ann)
    await path_of(cast, cast.ann)
    leavers = await path_of(cast, cast.bo)
    await cast.leave(cast.bo)
    never = "/calendar/" + "x" * 43 + ".ics"
    answers = []
    for path in (revoked, leavers, never, "/calendar/a.ics", "/calendar/%00.ics"):
        for method in ("GET", "HEAD"):
            answer = await http.request(method, path)
            answers.append((answer.status_code, answer.content, sorted(answer.headers.items())))
    assert all(answer == answers[0] for answer in answers)
    assert answers[0][:2] == (404, b"")
    assert "set-cookie" not in dict(answers[0][2])


async def test_a_feed_is_private_needs_no_cookie_and_sets_none(
    cast: Cast, http: httpx.AsyncClient
) -> None:
    path = await path_of(cast, cast.ann)
    answer = await http.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["cache-control"] == "private, no-cache"
    assert "set-cookie" not in answer.headers
    assert folded(answer.content)
    head = await http.head(path)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["etag"] == answer.headers["etag"]


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
async def test_a_feed_is_only_read(cast: Cast, http: httpx.AsyncClient, method: str) -> None:
    path = await path_of(cast, cast.ann)
    answer = await http.request(method, path)
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, HEAD"


async def test_what_has_not_changed_is_not_sent_again(cast: Cast, http: httpx.AsyncClient) -> None:
    with clock.at(BEGUN):
        series_id = await start(cast)
        path = await path_of(cast, cast.ann)
        first = await http.get(path)
    with clock.at(BEGUN + timedelta(hours=2)):
        for asked in (
            {"If-None-Match": first.headers["etag"]},
            {"If-None-Match": f'W/{first.headers["etag"]}, "other"'},
            {"If-None-Match": "*"},
            {"If-Modified-Since": first.headers["last-modified"]},
        ):
            again = await http.get(path, headers=asked)
            assert (again.status_code, again.content) == (304, b"")
            assert again.headers["etag"] == first.headers["etag"]
        for asked in (
            {"If-None-Match": '"other"', "If-Modified-Since": first.headers["last-modified"]},
            {"If-Modified-Since": "Sun, 06 Nov 1994 08:49:37 GMT"},
            {"If-Modified-Since": "no date"},
        ):
            assert (await http.get(path, headers=asked)).content == first.content
    with clock.at(BEGUN + timedelta(hours=3)):
        meeting = await current(series_id)
        await do(meetings.skip_meeting, cast.actor(cast.mo), meeting_id=meeting.id)
        for asked in (
            {"If-None-Match": first.headers["etag"]},
            {"If-Modified-Since": first.headers["last-modified"]},
        ):
            changed = await http.get(path, headers=asked)
            assert changed.status_code == 200
            assert changed.content != first.content


async def test_when_it_was_read_is_noted_at_most_once_an_hour(
    cast: Cast, http: httpx.AsyncClient
) -> None:
    path = await path_of(cast, cast.ann)
    noted = []
    for minutes in (0, 20, 59, 61, 100, 125):
        with clock.at(BEGUN + timedelta(minutes=minutes)):
            await http.get(path)
            noted.append((await CalendarFeed.get()).last_read_at)
    assert [at for at in noted if at is not None] == [
        BEGUN + timedelta(minutes=m) for m in (0, 0, 0, 61, 61, 125)
    ]


async def test_addresses_cannot_be_tried_in_masses_and_one_is_not_read_without_end(
    cast: Cast, http: httpx.AsyncClient
) -> None:
    path = await path_of(cast, cast.ann)
    with clock.at(BEGUN):
        tried = [(await http.get(f"/calendar/{n:043}.ics")).status_code for n in range(40)]
        assert tried == [404] * 30 + [429] * 10
        # Whoever knows one is not held up by those who guess behind the same address.
        read_ = [(await http.get(path)).status_code for _ in range(65)]
        assert read_ == [200] * 60 + [429] * 5
        assert "retry-after" in (await http.get(path)).headers


# ---- what stands in it --------------------------------------------------------------------------


async def test_a_feed_shows_what_the_mails_show(cast: Cast) -> None:
    with clock.at(BEGUN):
        series_id = await start(cast)
        mo = cast.actor(cast.mo)
        meeting = await current(series_id)
        await do(
            meetings.move_meeting, mo, meeting_id=meeting.id, scheduled_at=FIRST + timedelta(days=1)
        )
        await do(
            pauses.pause_series,
            mo,
            series_id=series_id,
            first=date(2026, 12, 21),
            until=date(2027, 1, 9),
        )
    until = BEGUN + YEAR
    (found,) = read(await feed_of(cast, cast.ann, BEGUN), until=until)
    mailed = (await program_of(cast.ann.id, until)).shows(BEGUN, until)
    assert found.event.starts == mailed
    assert found.event.starts[0] == FIRST + timedelta(days=1)
    assert found.said["method"] is None
    assert found.event.said["summary"] == "One-on-one with Mo Test"
    assert found.event.said["attendees"] == found.event.said["organizer"] == []


async def test_meetings_of_the_last_year_that_took_place_stay(cast: Cast) -> None:
    held = []
    with clock.at(BEGUN):
        series_id = await start(cast)
    moment = BEGUN
    for number in range(60):
        meeting = await current(series_id)
        moment = meeting.scheduled_at + timedelta(hours=1)
        with clock.at(moment):
            await do(
                meetings.close_meeting,
                cast.actor(cast.mo),
                meeting_id=meeting.id,
                held=number % 3 != 0,
            )
        if number % 3:
            held.append(meeting.scheduled_at)
    with clock.at(moment):
        await do(series.end_series, cast.actor(cast.mo), series_id=series_id)
    (found,) = read(await feed_of(cast, cast.ann, moment))
    shown = sorted(start for event in found.events for start in event.starts)
    assert shown == [at for at in held if at >= moment - timedelta(days=365)]
    assert len({event.uid for event in found.events}) == len(shown)


async def test_a_series_that_rests_shows_nothing(cast: Cast) -> None:
    with clock.at(BEGUN):
        series_id = await start(cast)
        await do(
            pauses.pause_series,
            cast.actor(cast.ann),
            series_id=series_id,
            first=date(2026, 11, 23),
        )
    (found,) = read(await feed_of(cast, cast.ann, BEGUN))
    assert found.events == []


async def test_no_word_of_what_is_talked_about_is_in_a_feed(cast: Cast) -> None:
    with clock.at(BEGUN):
        series_id = await start(cast)
        meeting = await current(series_id)
        for visibility in Visibility:
            await do(
                talking_points.add_talking_point,
                cast.actor(cast.ann),
                meeting_id=meeting.id,
                body=f"canary {visibility}",
                visibility=visibility,
            )
        await OneOnOneMeeting.filter(id=meeting.id).update(shared_notes="canary notes")
    content = await feed_of(cast, cast.ann, BEGUN)
    assert b"canary" not in content.replace(b"\r\n ", b"")
    assert await Mail.filter(text__contains="canary").count() == 0


async def test_a_feed_holds_ones_own_meetings_only(cast: Cast) -> None:
    with clock.at(BEGUN):
        await start(cast)
    for person in (cast.bo, cast.old, cast.hana, cast.ada, cast.zed, cast.max):
        (found,) = read(await feed_of(cast, person, BEGUN))
        assert found.events == [], person.given_name


async def test_a_new_manager_s_feed_has_nothing_of_the_old_pair(cast: Cast) -> None:
    with clock.at(BEGUN):
        await start(cast)
        await cast.change_manager(cast.ann, cast.max)
    (found,) = read(await feed_of(cast, cast.max, BEGUN))
    assert found.events == []


async def test_a_feed_takes_the_same_queries_for_1_20_and_200_series(cast: Cast) -> None:
    counts = []
    token = (await path_of(cast, cast.mo)).removeprefix("/calendar/").removesuffix(".ics")
    there = 0
    for wanted in (1, 20, 200):
        others = await cast.crowd(wanted - there, manager=cast.mo)
        there = wanted
        await history(cast.mo, others)
        with query_count() as queries:
            found = await read_calendar_feed(token, SETTINGS, BUS, address="192.0.2.1")
        assert found is not None
        assert found.content.count(b"BEGIN:VEVENT") >= wanted
        counts.append(queries.count)
    assert len(set(counts)) == 1, counts
    assert counts[0] <= 14
