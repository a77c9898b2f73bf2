"""Lists of recognition: their order, their pages, and how many queries they take."""

from datetime import UTC, datetime, timedelta

import pytest

from erm.core.actor import SYSTEM
from erm.core.clock import now
from erm.core.paging import PageRequest
from erm.recognition import queries
from erm.recognition.models import Kudos, KudosComment, KudosReaction, KudosReceiver
from erm.recognition.queries import FeedFilter
from erm.recognition.rules import ReactionKind
from tests.database import query_count
from tests.recognition.rows import PRIVATE, PUBLIC, comment, kudos, value

SIZES = (1, 20, 200)


async def test_the_feed_pages_through_what_the_viewer_may_read_newest_first(cast, actor_of) -> None:
    start = datetime(2026, 1, 5, 9, tzinfo=UTC)
    rows = []
    for number in range(9):
        visibility = PRIVATE if number % 3 == 0 else PUBLIC
        moment = start + timedelta(days=number)
        rows.append(
            await kudos(
                cast.bo, cast.ann, visibility=visibility, at=moment, message=f"Kudos {number}"
            )
        )
    for name, expected in (
        ("ann", [row.id for row in reversed(rows)]),
        ("cy", [row.id for row in reversed(rows) if row.visibility is PUBLIC]),
    ):
        seen, after = [], None
        while True:
            page = await queries.feed(actor_of(getattr(cast, name)), PageRequest.of(2, after))
            assert await page.count() == len(expected)
            seen.extend(view.id for view in page.items)
            if not page.has_next:
                break
            after = page.cursors[-1]
        assert seen == expected


async def test_the_feed_is_kept_to_a_person_or_a_value(cast, actor_of) -> None:
    patience = await value("Patience")
    given = await kudos(cast.ann, cast.cy)
    received = await kudos(cast.bo, cast.ann, cast.cy, company_value=patience)
    hers = await kudos(cast.bo, cast.ann, visibility=PRIVATE)
    other = await kudos(cast.bo, cast.max, company_value=patience)

    async def found(viewer, **filters) -> list:
        page = await queries.feed(actor_of(viewer), PageRequest(), FeedFilter(**filters))
        assert await page.count() == len(page.items)
        return [view.id for view in page.items]

    assert await found(cast.ann, person_id=cast.ann.id) == [hers.id, received.id, given.id]
    assert await found(cast.max, person_id=cast.ann.id) == [received.id, given.id]
    assert await found(cast.max, company_value_id=patience.id) == [other.id, received.id]
    assert await found(cast.max, person_id=cast.ann.id, company_value_id=patience.id) == [
        received.id
    ]


async def test_kudos_received_by_people_come_in_pages_of_their_own(cast, actor_of) -> None:
    rows = [await kudos(cast.bo, cast.ann, message=f"Kudos {number}") for number in range(5)]
    shared = await kudos(cast.ann, cast.cy, cast.max)
    private = await kudos(cast.ann, cast.cy, visibility=PRIVATE)
    two = PageRequest(2)
    wanted = [(cast.ann.id, two), (cast.cy.id, two), (cast.max.id, two), (cast.bo.id, two)]
    found = await queries.received_by(actor_of(cast.max), wanted)
    seen = [([view.id for view in found[key].items], found[key].total) for key in wanted]
    assert seen == [([rows[4].id, rows[3].id], 5), ([shared.id], 1), ([shared.id], 1), ([], 0)]
    assert found[wanted[0]].has_next
    after = PageRequest.of(2, found[wanted[0]].cursors[-1])
    found = await queries.received_by(actor_of(cast.max), [(cast.ann.id, after)])
    assert [view.id for view in found[cast.ann.id, after].items] == [rows[2].id, rows[1].id]
    found = await queries.received_by(actor_of(cast.cy), [(cast.cy.id, two)])
    assert [view.id for view in found[cast.cy.id, two].items] == [private.id, shared.id]


async def test_thanks_to_the_viewer_are_those_of_late(cast, actor_of) -> None:
    moment = now()
    fresh = await kudos(cast.bo, cast.ann, at=moment - timedelta(days=3), visibility=PRIVATE)
    await kudos(cast.bo, cast.ann, at=moment - timedelta(days=15), message="Old")
    await kudos(cast.ann, cast.bo)
    await kudos(cast.bo, cast.ann, withdrawn=True)
    since = moment - timedelta(days=14)
    found = await queries.received_since(actor_of(cast.ann), since=since, limit=5)
    assert [view.id for view in found] == [fresh.id]
    await kudos(cast.bo, cast.ada, hidden=True)
    assert await queries.received_since(actor_of(cast.ada), since=since, limit=5) == []


async def test_comments_come_oldest_first_in_pages_of_their_own(cast, actor_of) -> None:
    first, second = await kudos(cast.bo, cast.ann), await kudos(cast.bo, cast.cy)
    lines = [await comment(first, cast.cy, f"Line {number}") for number in range(5)]
    other = await comment(second, cast.cy)
    gone = await comment(second, cast.cy)
    await KudosComment.filter(id=gone.id).update(deleted_at=now(), body="")
    two = PageRequest(2)
    wanted = [(first.id, two), (second.id, two)]
    found = await queries.comments_of(actor_of(cast.max), wanted)
    assert [view.id for view in found[first.id, two].items] == [lines[0].id, lines[1].id]
    assert (found[first.id, two].total, found[first.id, two].has_next) == (5, True)
    assert [view.id for view in found[second.id, two].items] == [other.id]
    after = PageRequest.of(3, found[first.id, two].cursors[-1])
    found = await queries.comments_of(actor_of(cast.max), [(first.id, after)])
    assert [view.id for view in found[first.id, after].items] == [line.id for line in lines[2:]]
    assert not found[first.id, after].has_next


async def test_company_values_come_in_their_order_without_retired_ones(cast, actor_of) -> None:
    await value("Second", position=2)
    await value("First", position=1)
    retired = await value("Retired", position=0, retired=True)
    ann = actor_of(cast.ann)
    assert [each.name for each in await queries.company_values(ann)] == ["First", "Second"]
    known = await queries.company_values_by_ids(ann, [retired.id])
    assert known[retired.id].retired
    assert await queries.company_values(SYSTEM) == []


@pytest.mark.parametrize("visibility", [PUBLIC, PRIVATE])
async def test_lists_take_the_same_number_of_queries_at_any_length(
    cast, actor_of, visibility
) -> None:
    ann = actor_of(cast.ann)
    page = PageRequest(100)
    ids: list = []
    counts = set()
    for size in SIZES:
        made = [
            Kudos(author_id=cast.bo.id, message="Thanks", visibility=visibility, created_at=now())
            for _ in range(size - len(ids))
        ]
        await Kudos.bulk_create(made)
        ids.extend(row.id for row in made)
        await KudosReceiver.bulk_create(
            [
                KudosReceiver(kudos_id=row.id, person_id=who.id)
                for row in made
                for who in (cast.ann, cast.cy)
            ]
        )
        await KudosReaction.bulk_create(
            [
                KudosReaction(kudos_id=row.id, person_id=who.id, kind=kind, created_at=now())
                for row in made
                for who in (cast.ann, cast.cy)
                for kind in ReactionKind
            ]
        )
        await KudosComment.bulk_create(
            [
                KudosComment(
                    kudos_id=row.id, author_id=cast.cy.id, body="Seconded!", created_at=now()
                )
                for row in made
            ]
        )
        taken = []
        for query, wanted in (
            (queries.feed, page),
            (queries.kudos_by_ids, ids),
            (queries.received_by, [(cast.ann.id, page), (cast.cy.id, page), (cast.mo.id, page)]),
            (queries.comments_of, [(each, page) for each in ids]),
        ):
            with query_count() as counter:
                assert await query(ann, wanted)
            taken.append(counter.count)
        counts.add(tuple(taken))
    assert counts == {(2, 2, 4, 2)}
    first = (await queries.feed(ann, page)).items[0]
    assert [(each.count, each.mine) for each in first.reactions] == [(2, True)] * 6
    assert first.comment_count == 1
