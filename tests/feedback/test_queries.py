"""Lists of feedback: their order, their pages, and how many queries they take."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from erm.core.clock import at, now
from erm.core.errors import InvalidInput
from erm.core.paging import PageRequest
from erm.feedback import queries
from erm.feedback.rules import RequestState
from tests.database import query_count
from tests.feedback.rows import SHARED, note, request

SIZES = (1, 20, 200)


async def all_pages(query, actor, size: int):
    """Every item of a list, page by page, and its total."""
    items, after, total = [], None, None
    while True:
        page = await query(actor, PageRequest.of(size, after))
        assert total in (None, await page.count())
        total = await page.count()
        items.extend(page.items)
        if not page.has_next:
            return items, total
        after = page.cursors[-1]


async def test_requests_to_answer_are_the_pending_ones_asked_of_me(cast, actor_of) -> None:
    first = await request(cast.ann, cast.bo, "One?")
    second = await request(cast.cy, cast.bo, "Two?")
    await request(cast.ann, cast.bo, "Three?", state=RequestState.DECLINED)
    await request(cast.bo, cast.ann, "Four?")
    items, total = await all_pages(queries.requests_to_answer, actor_of(cast.bo), 1)
    assert [item.id for item in items] == [second.id, first.id]
    assert total == 2


async def test_requests_sent_are_mine_in_any_state(cast, actor_of) -> None:
    rows = [await request(cast.ann, cast.bo, f"{state}?", state=state) for state in RequestState]
    await request(cast.bo, cast.ann)
    items, total = await all_pages(queries.requests_sent, actor_of(cast.ann), 3)
    assert [item.id for item in items] == [row.id for row in reversed(rows)]
    assert total == len(RequestState)


async def test_received_and_given_are_one_s_own_newest_first(cast, actor_of) -> None:
    start = datetime(2026, 1, 5, 9, tzinfo=UTC)
    rows = [
        await note(cast.bo, cast.ann, SHARED, at=start + timedelta(days=n), behaviour=f"Note {n}")
        for n in range(5)
    ]
    await note(cast.ann, cast.bo)
    newest_first = [row.id for row in reversed(rows)]
    items, total = await all_pages(queries.received, actor_of(cast.ann), 2)
    assert ([item.id for item in items], total) == (newest_first, 5)
    items, total = await all_pages(queries.given, actor_of(cast.bo), 2)
    assert ([item.id for item in items], total) == (newest_first, 5)
    items, total = await all_pages(queries.received, actor_of(cast.mo), 2)
    assert (items, total) == ([], 0)


async def test_notes_about_a_person_are_those_that_the_viewer_may_read(cast, actor_of) -> None:
    shared = await note(cast.cy, cast.ann, SHARED)
    between = await note(cast.cy, cast.ann)
    mine = await note(cast.mo, cast.ann)
    expected = {
        "mo": [mine.id, shared.id],
        "ann": [mine.id, between.id, shared.id],
        "cy": [between.id, shared.id],
        "zed": [],
        "hana": [],
        "ada": [],
        "old": [],
    }
    for name, ids in expected.items():
        found = await queries.notes_about(actor_of(getattr(cast, name)), [cast.ann.id, cast.bo.id])
        assert [view.id for view in found[cast.ann.id]] == ids
        assert found[cast.bo.id] == []


async def test_of_many_notes_about_a_person_the_newest_twenty_are_shown(cast, actor_of) -> None:
    start = datetime(2026, 1, 5, 9, tzinfo=UTC)
    rows = [
        await note(cast.bo, cast.ann, at=start + timedelta(hours=n), behaviour=f"Note {n}")
        for n in range(23)
    ]
    found = await queries.notes_about(actor_of(cast.ann), [cast.ann.id])
    assert [view.id for view in found[cast.ann.id]] == [row.id for row in reversed(rows[3:])]


async def test_an_answer_is_found_by_its_request_for_the_two_only(cast, actor_of) -> None:
    asked = await request(cast.ann, cast.bo, state=RequestState.ANSWERED)
    answer = await note(cast.bo, cast.ann, SHARED, request_id=asked.id)
    found = await queries.notes_of(actor_of(cast.ann), [asked.id])
    assert found[asked.id].id == answer.id
    assert await queries.notes_of(actor_of(cast.hana), [asked.id]) == {}
    # The manager reads the note, but not the question behind it.
    assert await queries.notes_by_ids(actor_of(cast.mo), [answer.id])
    assert await queries.requests_by_ids(actor_of(cast.mo), [asked.id]) == {}


async def test_unthanked_notes_are_those_received_lately(cast, actor_of) -> None:
    moment = now()
    fresh = await note(cast.bo, cast.ann, at=moment - timedelta(days=3), behaviour="Fresh")
    await note(cast.bo, cast.ann, at=moment - timedelta(days=15), behaviour="Old")
    await note(cast.bo, cast.ann, at=moment, thanked_at=moment, behaviour="Thanked")
    await note(cast.ann, cast.bo, at=moment, behaviour="Another's")
    found = await queries.received_unthanked(
        actor_of(cast.ann), since=moment - timedelta(days=14), limit=5
    )
    assert [view.id for view in found] == [fresh.id]


async def test_a_pending_request_is_overdue_when_its_day_is_over_where_the_viewer_is(
    cast, actor_of
) -> None:
    day = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)  # already the second of March in Berlin
    row = await request(cast.ann, cast.bo, due_on=day.date())
    settled = await request(
        cast.ann, cast.bo, "And?", due_on=day.date(), state=RequestState.ANSWERED
    )
    ids = [row.id, settled.id]
    with at(day - timedelta(hours=1)):
        found = await queries.requests_by_ids(actor_of(cast.bo), ids)
        assert not found[row.id].overdue
    with at(day):
        found = await queries.requests_by_ids(actor_of(cast.bo), ids)
        assert found[row.id].overdue
        assert not found[settled.id].overdue


@pytest.mark.parametrize("after", ["", "x", "WyJub25lIl0", "WzFd", "WyJhIiwiYiJd"])
async def test_a_cursor_of_something_else_is_refused(cast, actor_of, after) -> None:
    with pytest.raises(InvalidInput) as caught:
        await queries.received(actor_of(cast.ann), PageRequest.of(1, after))
    assert caught.value.code == "CURSOR_INVALID"


async def test_lists_take_the_same_number_of_queries_at_any_length(cast, actor_of) -> None:
    ann, mo = actor_of(cast.ann), actor_of(cast.mo)
    page = PageRequest.of(100)
    written = 0
    requests: list[UUID] = []
    notes: list[UUID] = []
    counts = set()
    for size in SIZES:
        for number in range(written, size):
            requests.append((await request(cast.bo, cast.ann, f"Question {number}?")).id)
            await request(cast.ann, cast.bo, f"Question {number}?")
            notes.append((await note(cast.bo, cast.ann, SHARED, behaviour=f"Note {number}")).id)
        written = size
        made = []
        for query, actor, wanted in (
            (queries.requests_to_answer, ann, page),
            (queries.requests_sent, ann, page),
            (queries.received, ann, page),
            (queries.given, actor_of(cast.bo), page),
            (queries.notes_about, mo, [cast.ann.id, cast.bo.id]),
            (queries.readers_of, ann, notes),
            (queries.requests_by_ids, ann, requests),
        ):
            with query_count() as counter:
                assert await query(actor, wanted)
            made.append(counter.count)
        counts.add(tuple(made))
    assert counts == {(1, 1, 1, 1, 2, 3, 1)}
