"""The feed: what it is kept to, what is unread in it, and that nothing of it tells what is private."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from erm.core.actor import SYSTEM
from erm.core.clock import now
from erm.core.events import Bus
from erm.core.ids import new_id
from erm.core.paging import PageRequest
from erm.people.models import Person
from erm.recognition import queries
from erm.recognition.commands import following
from erm.recognition.models import FeedMark, Follow, Kudos, KudosReceiver
from erm.recognition.queries import FeedFilter, feeds
from erm.recognition.rules import KudosVisibility, search_text
from erm.schema.ids import to_global
from tests.cast import Cast
from tests.database import query_count, seen_for_an_hour
from tests.recognition.rows import PRIVATE, do, kudos, refused

TEAM = KudosVisibility.TEAM


async def said(author: Person, *receivers: Person, message: str, **more: Any) -> Kudos:
    """Kudos that can be searched for."""
    row = await kudos(author, *receivers, message=message, **more)
    await Kudos.filter(id=row.id).update(search_text=search_text(message))
    return row


async def for_team(author: Person, *receivers: Person, manager: Person, **more: Any) -> Kudos:
    row = await kudos(author, *receivers, visibility=TEAM, **more)
    await Kudos.filter(id=row.id).update(audience_manager_id=manager.id)
    return row


async def found(cast: Cast, viewer: Person, **wanted: Any) -> list[UUID]:
    """Ids of the feed, through all its pages."""
    seen: list[UUID] = []
    after = None
    while True:
        page = await queries.feed(
            cast.actor(viewer), PageRequest.of(2, after), FeedFilter(**wanted)
        )
        seen.extend(view.id for view in page.items)
        if not page.has_next:
            return seen
        after = page.cursors[-1]


# ---- what it is kept to ------------------------------------------------------------------------


async def test_the_feed_of_a_team_holds_what_its_people_gave_or_received(cast: Cast) -> None:
    given = await kudos(cast.ann, cast.cy)
    received = await kudos(cast.max, cast.bo)
    of_manager = await kudos(cast.cy, cast.mo)
    await kudos(cast.cy, cast.max)
    assert await found(cast, cast.cy, manager_id=cast.mo.id) == [
        of_manager.id,
        received.id,
        given.id,
    ]
    assert await found(cast, cast.cy, manager_id=cast.ann.id) == [given.id]


async def test_the_feed_of_a_department_holds_those_below_it_as_it_was_then(cast: Cast) -> None:
    given = await kudos(cast.ann, cast.cy)
    await Kudos.filter(id=given.id).update(author_department_id=cast.engineering.id)
    received = await kudos(cast.max, cast.bo)
    await KudosReceiver.filter(kudos_id=received.id).update(department_id=cast.engineering.id)
    other = await kudos(cast.cy, cast.max)
    await Kudos.filter(id=other.id).update(author_department_id=cast.sales.id)
    for department, expected in (
        (cast.engineering, [received.id, given.id]),
        (cast.sales, [other.id]),
        (cast.company, [other.id, received.id, given.id]),
        (cast.people_office, []),
    ):
        assert await found(cast, cast.zed, department_id=department.id) == expected
    assert await found(cast, cast.zed, department_id=new_id()) == []


async def test_a_search_finds_words_in_both_languages_whatever_their_case(cast: Cast) -> None:
    russian = await said(cast.ann, cast.cy, message="Спасибо за отчёт, ты выручил ВСЕХ")
    english = await said(cast.bo, cast.cy, message="Thank you for the café crawl: 100% fun_")
    for search, expected in (
        ("отчет", [russian.id]),
        ("всех ОТЧЁТ", [russian.id]),
        ("CAFE", [english.id]),
        ("cafe crawl thank", [english.id]),
        ("100%", [english.id]),
        ("fun_", [english.id]),
        ("%", [english.id]),
        ("café спасибо", []),
        ("a\x00b", []),
        ("   ", [english.id, russian.id]),
    ):
        assert await found(cast, cast.zed, search=search) == expected, search


async def test_filters_hold_together(cast: Cast) -> None:
    wanted = await said(cast.ann, cast.cy, message="the release")
    await said(cast.bo, cast.cy, message="the release")
    await said(cast.ann, cast.cy, message="the party")
    assert await found(cast, cast.zed, person_id=cast.ann.id, search="release") == [wanted.id]


async def test_one_follows_what_others_give_and_receive(cast: Cast, bus: Bus) -> None:
    given = await kudos(cast.cy, cast.max)
    received = await kudos(cast.max, cast.cy)
    await kudos(cast.max, cast.bo)
    assert await found(cast, cast.ann, following=True) == []
    ann = cast.actor(cast.ann)
    for _ in range(2):
        await do(bus, following.follow_person, ann, person_id=cast.cy.id)
    assert await found(cast, cast.ann, following=True) == [received.id, given.id]
    assert await queries.following(ann) == [cast.cy.id]
    assert await queries.followed(ann, [cast.cy.id, cast.bo.id]) == {
        cast.cy.id: True,
        cast.bo.id: False,
    }
    assert await queries.following(cast.actor(cast.cy)) == []
    await do(bus, following.unfollow_person, ann, person_id=cast.cy.id)
    assert await found(cast, cast.ann, following=True) == []


async def test_nobody_follows_themselves_a_leaver_or_nobody(cast: Cast, bus: Bus) -> None:
    ann = cast.actor(cast.ann)
    for code, person in (
        ("FOLLOWED_ONESELF", cast.ann.id),
        ("PERSON_HAS_LEFT", cast.dee.id),
        ("PERSON_UNKNOWN", new_id()),
    ):
        await refused(bus, code, following.follow_person, ann, person_id=person)
    await refused(bus, "PERSON_UNKNOWN", following.unfollow_person, ann, person_id=new_id())
    await refused(bus, "NOT_ALLOWED", following.follow_person, SYSTEM, person_id=cast.ann.id)
    await refused(bus, "NOT_ALLOWED", following.unfollow_person, SYSTEM, person_id=cast.ann.id)
    assert await Follow.all().count() == 0


# ---- where few of many are wanted --------------------------------------------------------------


@pytest.mark.parametrize("few", [2_000, 3])
async def test_a_page_is_the_same_whichever_way_its_ids_are_chosen(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    """By an index, in the newest part of the feed, in a larger one, or in all of it."""
    monkeypatch.setattr(feeds, "FEW", few)
    monkeypatch.setattr(feeds, "NEWEST", 2)
    monkeypatch.setattr(feeds, "WINDOWS", (5, 12))
    rows = []
    for number in range(30):
        author = cast.ann if number % 7 == 3 else cast.bo
        rows.append(await said(author, cast.cy, message=f"release {number % 10}"))
    by_ann = [row.id for row in reversed(rows) if row.author_id == cast.ann.id]
    assert await found(cast, cast.zed, person_id=cast.ann.id) == by_ann
    assert await found(cast, cast.zed, person_id=cast.cy.id) == [row.id for row in reversed(rows)]
    assert await found(cast, cast.zed, search="release 7") == [
        row.id for row in reversed(rows) if row.message == "release 7"
    ]


# ---- nothing that is private -------------------------------------------------------------------


async def test_no_filter_and_no_search_finds_what_may_not_be_read(cast: Cast) -> None:
    private = await said(cast.ann, cast.bo, message="zebra", visibility=PRIVATE)
    await Kudos.filter(id=private.id).update(author_department_id=cast.engineering.id, change=7)
    for name in ("mo", "zed", "cy", "max", "old", "hana", "ada"):
        viewer = getattr(cast, name)
        await Follow.create(follower_id=viewer.id, followed_id=cast.ann.id, created_at=now())
        for wanted in (
            {},
            {"search": "zebra"},
            {"person_id": cast.ann.id},
            {"manager_id": cast.mo.id},
            {"department_id": cast.engineering.id},
            {"following": True},
        ):
            assert await found(cast, viewer, **wanted) == []
        actor = cast.actor(viewer)
        assert await queries.unread(actor, None) == 0
        assert await queries.last_change(actor) == 0
    assert await found(cast, cast.bo, search="zebra") == [private.id]
    assert await queries.last_change(cast.actor(cast.bo)) == 7


async def test_kudos_for_a_team_are_read_by_who_is_in_it_now(cast: Cast) -> None:
    row = await for_team(cast.ann, cast.cy, manager=cast.mo)
    readers = {
        name
        for name in ("zed", "mo", "ann", "bo", "max", "cy", "old", "hana", "ada")
        if await found(cast, getattr(cast, name))
    }
    assert readers == {"ann", "cy", "mo", "bo"}
    await cast.change_manager(cast.bo, cast.max)
    await cast.change_manager(cast.old, cast.mo)
    assert await found(cast, cast.bo) == []
    assert await found(cast, cast.old) == [row.id]


# ---- what is unread ----------------------------------------------------------------------------


async def test_unread_are_kudos_of_others_above_the_mark_which_never_moves_back(
    cast: Cast, bus: Bus
) -> None:
    ann = cast.actor(cast.ann)
    old = await kudos(cast.bo, cast.cy, at=now() - timedelta(days=40))
    first = await kudos(cast.bo, cast.cy)
    await kudos(cast.ann, cast.cy)
    await kudos(cast.bo, cast.cy, visibility=PRIVATE)
    second = await kudos(cast.bo, cast.ann, visibility=PRIVATE)
    assert await queries.seen_id(ann) is None
    assert await queries.unread(ann, None) == 2
    assert await do(bus, following.mark_feed_seen, ann, kudos_id=first.id) == first.id
    assert await queries.unread(ann, await queries.seen_id(ann)) == 1
    assert await do(bus, following.mark_feed_seen, ann, kudos_id=second.id) == second.id
    assert await do(bus, following.mark_feed_seen, ann, kudos_id=old.id) == second.id
    assert await queries.unread(ann, await queries.seen_id(ann)) == 0
    assert await queries.seen_id(cast.actor(cast.bo)) is None


async def test_one_marks_only_what_one_may_read(cast: Cast, bus: Bus) -> None:
    row = await kudos(cast.ann, cast.bo, visibility=PRIVATE)
    for who in (cast.actor(cast.cy), SYSTEM):
        await refused(bus, "KUDOS_NOT_FOUND", following.mark_feed_seen, who, kudos_id=row.id)
    assert await FeedMark.all().count() == 0


async def test_unread_is_counted_up_to_a_hundred(cast: Cast) -> None:
    await Kudos.bulk_create(
        [
            Kudos(author_id=cast.bo.id, message="x", visibility="public", created_at=now())
            for _ in range(130)
        ]
    )
    assert await queries.unread(cast.actor(cast.ann), None) == 100


# ---- through the API ---------------------------------------------------------------------------

FEED = """
query Feed($person: ID, $department: ID, $manager: ID, $following: Boolean!, $search: String!) {
  kudosFeed(first: 100, personId: $person, departmentId: $department, managerId: $manager,
            following: $following, search: $search) {
    number unread seenId pageInfo { hasNextPage }
    edges { cursor node { id author { name followed } receivers { name } companyValue { name }
      reactions { kind count mine } commentCount } }
  }
  unreadKudos viewer { following { id } }
}
"""


async def test_the_feed_says_what_is_new_and_whom_one_follows(cast: Cast, api: Any) -> None:
    row = await kudos(cast.bo, cast.cy)
    ann = api(cast.ann)
    person = to_global("Person", cast.bo.id)
    follow = """mutation($input: FollowPersonInput!) { followPerson(input: $input) {
      ... on FollowPersonSuccess { person { followed } } ... on Refusal { code } } }"""
    answer = await ann.run(follow, {"input": {"personId": person}})
    assert answer["followPerson"] == {"person": {"followed": True}}
    answer = await ann.run(FEED, {"following": True, "search": ""})
    assert answer["unreadKudos"] == answer["kudosFeed"]["unread"] == 1
    assert answer["kudosFeed"]["seenId"] is None
    assert answer["viewer"]["following"] == [{"id": person}]
    (edge,) = answer["kudosFeed"]["edges"]
    assert edge["node"]["author"] == {"name": "Bo Test", "followed": True}
    mark = """mutation($input: MarkFeedSeenInput!) { markFeedSeen(input: $input) {
      ... on MarkFeedSeenSuccess { unread } ... on Refusal { code } } }"""
    key = to_global("Kudos", row.id)
    assert (await ann.run(mark, {"input": {"kudosId": key}}))["markFeedSeen"] == {"unread": 0}
    answer = await ann.run(FEED, {"following": False, "search": ""})
    assert (answer["unreadKudos"], answer["kudosFeed"]["seenId"]) == (0, key)
    unfollow = follow.replace("FollowPerson", "UnfollowPerson").replace(
        " followPerson", " unfollowPerson"
    )
    answer = await ann.run(unfollow, {"input": {"personId": person}})
    assert answer["unfollowPerson"] == {"person": {"followed": False}}
    everyones = await api(cast.cy).run(FEED, {"following": False, "search": ""})
    assert everyones["kudosFeed"]["edges"][0]["node"]["author"]["followed"] is False


async def test_every_filter_takes_the_same_number_of_queries_at_any_length(
    cast: Cast, api: Any
) -> None:
    crowd = await cast.crowd(200)
    zed = api(cast.zed)
    await Follow.create(follower_id=cast.zed.id, followed_id=cast.ann.id, created_at=now())
    person, department, manager = (
        to_global("Person", cast.ann.id),
        to_global("Department", cast.engineering.id),
        to_global("Person", cast.mo.id),
    )
    await zed.run(FEED, {"following": False, "search": ""})
    await seen_for_an_hour()
    counts = set()
    written = 0
    for size in (1, 20, 200):
        for author in crowd[written:size]:
            await said(author, cast.ann, message="release")
        await KudosReceiver.filter(person_id=cast.ann.id).update(department_id=cast.engineering.id)
        written = size
        taken = []
        for wanted in (
            {},
            {"person": person},
            {"department": department},
            {"manager": manager},
            {"following": True},
            {"search": "release"},
        ):
            with query_count() as counter:
                page = (await zed.run(FEED, {"following": False, "search": "", **wanted}))[
                    "kudosFeed"
                ]
            assert len(page["edges"]) == min(size, 100)
            taken.append(counter.count)
        counts.add(tuple(taken))
    assert len(counts) == 1, counts
