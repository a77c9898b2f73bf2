"""Notifications as their reader sees them: lines, pages, only what they may read, and seen or not."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from erm.core.clock import now
from erm.core.ids import new_id
from erm.core.paging import PageRequest
from erm.core.work import unit_of_work
from erm.notifications import commands, queries
from erm.notifications.models import Notification
from erm.notifications.queries import NotificationFilter
from erm.notifications.rules import UNSEEN_MAXIMUM, Area, NotificationKind
from erm.notifications.views import NotificationView
from erm.people.models import Person
from tests.database import query_count
from tests.notifications.telling import HANDOVER, MENTORSHIP, Office
from tests.recognition.rows import refused


async def lines(office: Office, person: Person, **kept: Any) -> list[NotificationView]:
    """All of somebody's lines, in pages of two."""
    found: list[NotificationView] = []
    after = None
    while True:
        page = await queries.notifications(
            office.cast.actor(person),
            PageRequest.of(2, after),
            office.things,
            NotificationFilter(**kept),
        )
        found += page.items
        if not page.has_next:
            assert len({each.id for each in found}) == len(found)
            assert await page.count() == len(found)
            return found
        after = page.cursors[-1]


async def test_those_of_one_kind_about_one_thing_are_one_line(office: Office) -> None:
    c = office.cast
    thing, other = new_id(), new_id()
    for author in (c.bo, c.cy, c.max, c.cy):
        await office.tell(HANDOVER, c.ann, thing=thing, person_id=author.id)
    await office.tell(HANDOVER, c.ann, thing=thing, person_id=c.bo.id, once="again")
    await office.tell(HANDOVER, c.ann, thing=other, person_id=c.cy.id)
    await office.tell(MENTORSHIP, c.ann, thing=thing, person_id=c.cy.id)
    found = await lines(office, c.ann)
    assert [(each.kind, each.person_id, each.others) for each in found] == [
        (MENTORSHIP, c.cy.id, 0),
        (HANDOVER, c.cy.id, 0),
        (HANDOVER, c.bo.id, 2),
    ]
    assert (found[2].title, found[2].path) == ("A thing", f"/things/{thing}")


async def test_many_about_one_thing_hide_nothing_and_ask_no_more_of_the_database(
    office: Office,
) -> None:
    c = office.cast
    async with unit_of_work(office.bus):
        await commands.notify(NotificationKind.DIGEST_PREVIEWED, [c.ann.id], "Person", None)
    nothing_yet, deep, wide, unread = new_id(), new_id(), new_id(), new_id()
    await office.tell(HANDOVER, c.ann, thing=deep, person_id=c.bo.id)
    kinds = [NotificationKind.DIGEST_PREVIEWED, HANDOVER, HANDOVER]
    rows = [
        Notification(
            id=new_id(),
            recipient_id=c.ann.id,
            kind=kind,
            subject_kind="Thing",
            subject_id=thing,
            detail_id=detail,
            person_id=c.cy.id,
            once_key=f"{kind.value}-{number}",
            created_at=now(),
        )
        for kind, thing, detail in zip(
            kinds, (nothing_yet, deep, wide), (None, unread, None), strict=True
        )
        for number in [(thing, each) for each in range(150)]
    ]
    await Notification.bulk_create(rows)
    # Of the newest about one of them nothing may be read, so its line begins further down.
    office.things.hide(c.ann, unread)
    with query_count() as counter:
        found = await queries.notifications(c.actor(c.ann), PageRequest.of(10, None), office.things)
    assert [(each.kind, each.path) for each in found.items] == [
        (HANDOVER, f"/things/{wide}"),
        (NotificationKind.DIGEST_PREVIEWED, f"/things/{nothing_yet}"),
        (HANDOVER, f"/things/{deep}"),
        (NotificationKind.DIGEST_PREVIEWED, "/things/None"),
    ]
    assert counter.count <= 8


async def test_what_is_about_nothing_is_a_line_of_its_own(office: Office) -> None:
    c = office.cast
    async with unit_of_work(office.bus):
        for once in ("1", "2"):
            await commands.notify(
                NotificationKind.DIGEST_PREVIEWED, [c.ann.id], "Person", None, once=once
            )
    assert len(await lines(office, c.ann)) == 2


async def test_of_a_line_only_what_may_be_read_counts(office: Office) -> None:
    c = office.cast
    thing, details = new_id(), [new_id() for _ in range(3)]
    for author, detail in zip((c.bo, c.cy, c.max), details, strict=True):
        await office.tell(HANDOVER, c.ann, thing=thing, person_id=author.id, detail_id=detail)
    office.things.hide(c.ann, details[2])
    (line,) = await lines(office, c.ann)
    assert (line.person_id, line.others) == (c.cy.id, 1)
    office.things.hide(c.ann, details[0])
    (line,) = await lines(office, c.ann)
    assert (line.person_id, line.others) == (c.cy.id, 0)
    office.things.hide(c.ann, thing)
    assert await lines(office, c.ann) == []
    assert await queries.unseen_notifications(c.actor(c.ann), office.things) == 0
    ids = [row.id for row in await Notification.all()]
    assert await queries.notifications_by_ids(c.actor(c.ann), ids, office.things) == {}


async def test_nobody_sees_or_marks_what_was_told_to_others(office: Office) -> None:
    c = office.cast
    await office.tell(HANDOVER, c.ann, person_id=c.bo.id)
    row = await Notification.get()
    for person in (c.bo, c.mo, c.hana, c.ada):
        actor = c.actor(person)
        assert await lines(office, person) == []
        assert await queries.notifications_by_ids(actor, [row.id], office.things) == {}
        await refused(
            office.bus,
            "NOTIFICATION_NOT_FOUND",
            commands.mark_notifications_seen,
            actor,
            up_to=row.id,
        )
    assert (await Notification.get()).seen_at is None


async def test_one_sees_up_to_a_line(office: Office) -> None:
    c = office.cast
    ann = c.actor(c.ann)
    for _ in range(3):
        await office.tell(HANDOVER, c.ann, person_id=c.bo.id)
    keys = [row.id for row in await Notification.all().order_by("id")]

    async def see(key: UUID) -> int:
        async with unit_of_work(office.bus):
            await commands.mark_notifications_seen(ann, up_to=key)
        return await queries.unseen_notifications(ann, office.things)

    assert await see(keys[1]) == 1
    first = (await Notification.get(id=keys[0])).seen_at
    assert [each.seen for each in await lines(office, c.ann)] == [False, True, True]
    assert [each.id for each in await lines(office, c.ann, unseen_only=True)] == [keys[2]]
    assert await see(keys[2]) == 0
    assert (await Notification.get(id=keys[0])).seen_at == first
    await refused(
        office.bus,
        "NOTIFICATION_NOT_FOUND",
        commands.mark_notifications_seen,
        ann,
        up_to=new_id(),
    )


async def test_a_line_that_was_seen_is_unseen_again_when_somebody_joins(office: Office) -> None:
    c = office.cast
    thing = await office.tell(HANDOVER, c.ann, person_id=c.bo.id)
    await office.seen(c.ann)
    await office.tell(HANDOVER, c.ann, thing=thing, person_id=c.cy.id)
    (line,) = await lines(office, c.ann, unseen_only=True)
    assert (line.person_id, line.others, line.seen) == (c.cy.id, 1, False)
    assert len(await lines(office, c.ann)) == 1


async def test_the_list_can_be_of_one_part_of_the_product(office: Office) -> None:
    c = office.cast
    await office.tell(HANDOVER, c.ann, person_id=c.bo.id)
    await office.tell(MENTORSHIP, c.ann, person_id=c.bo.id)
    for area, kind in ((Area.ONE_ON_ONES, HANDOVER), (Area.DEVELOPMENT, MENTORSHIP)):
        assert [each.kind for each in await lines(office, c.ann, area=area)] == [kind]
    assert await lines(office, c.ann, area=Area.COMPANY) == []


async def test_unseen_lines_are_counted_to_a_hundred(office: Office) -> None:
    c = office.cast
    for count in (30, 100):
        async with unit_of_work(office.bus):
            for _ in range(count):
                await commands.notify(HANDOVER, [c.ann.id], "Thing", new_id(), silent=True)
        found = await queries.unseen_notifications(c.actor(c.ann), office.things)
        assert found == min(count if count == 30 else 130, UNSEEN_MAXIMUM)


async def test_a_page_takes_the_same_number_of_queries_at_any_length(office: Office) -> None:
    c = office.cast
    counts, written = [], 0
    for size in (1, 20, 100):
        async with unit_of_work(office.bus):
            for _ in range(size - written):
                await commands.notify(HANDOVER, [c.ann.id], "Thing", new_id(), silent=True)
        written = size
        office.things.asked = 0
        with query_count() as queries_:
            page = await queries.notifications(
                c.actor(c.ann), PageRequest.of(min(size, 20)), office.things
            )
            await queries.unseen_notifications(c.actor(c.ann), office.things)
        assert len(page.items) == min(size, 20)
        counts.append((queries_.count, office.things.asked))
    assert len(set(counts)) == 1, counts


STEP = st.tuples(
    st.sampled_from([HANDOVER, MENTORSHIP]),
    st.integers(0, 4),
    st.integers(0, 2),
    st.booleans(),
    st.booleans(),
)


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(STEP, max_size=30), st.sets(st.integers(0, 4)))
async def test_pages_show_each_line_once_whatever_happened(
    office: Office, steps: list[tuple[NotificationKind, int, int, bool, bool]], hidden: set[int]
) -> None:
    """Compared with the same worked out from all rows at once; batches are made small."""
    c = office.cast
    await Notification.filter(recipient_id=c.ann.id).delete()
    things = [new_id() for _ in range(5)]
    authors = [c.bo, c.cy, c.max]
    rows: list[Notification] = []
    for number, (kind, thing, author, seen, detailed) in enumerate(steps):
        detail = new_id() if detailed else None
        row = Notification(
            id=new_id(),
            recipient_id=c.ann.id,
            kind=kind,
            subject_kind="Thing",
            subject_id=things[thing],
            detail_id=detail,
            person_id=authors[author].id,
            once_key=f"{number}:{new_id()}",
            created_at=c.ann.created_at,
            seen_at=c.ann.created_at if seen else None,
        )
        rows.append(row)
        await row.save(force_create=True)
        if detail is not None and seen:
            office.things.hide(c.ann, detail)
    for each in hidden:
        office.things.hide(c.ann, things[each])
    expected: dict[tuple[Any, Any], list[Notification]] = {}
    for row in reversed(rows):
        out = {(c.ann.id, row.subject_id), (c.ann.id, row.detail_id)} & office.things.hidden
        if not out:
            expected.setdefault((row.kind, row.subject_id), []).append(row)
    before, queries._BATCH = queries._BATCH, 3
    try:
        found = await lines(office, c.ann)
        unseen = await lines(office, c.ann, unseen_only=True)
    finally:
        queries._BATCH = before
    assert [(each.id, each.others) for each in found] == [
        (line[0].id, len({row.person_id for row in line} - {line[0].person_id}))
        for line in expected.values()
    ]
    assert [each.id for each in unseen] == [
        line[0].id for line in expected.values() if line[0].seen_at is None
    ]
