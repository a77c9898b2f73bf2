"""Whom one could thank: out of one's own contacts, nobody who has left, nobody already thanked."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from erm.core.actor import SYSTEM
from erm.core.clock import now, today
from erm.people.models import Person
from erm.people.rules import BondKind, Locale
from erm.recognition.choices.models import RecognitionPreference, ThanksNudge
from erm.recognition.fairness.nudges import period_of
from erm.recognition.rules import KudosVisibility
from erm.relationships.rules import TouchpointKind
from erm.relationships.thanking import ThanksNudgeView, helpers_of, thanks_nudge
from tests.cast import Cast
from tests.database import query_count
from tests.recognition.fairness.rows import DAY, preference, thanks
from tests.relationships.builders import contact, write

GAVE = TouchpointKind.FEEDBACK_GIVEN
KEPT = TouchpointKind.PROMISE_KEPT
MET = TouchpointKind.ONE_ON_ONE_HELD
THANKED = TouchpointKind.FEEDBACK_THANKED


async def nudge(person: Person, *helpers: Person, days: int = 0, stands: int = 7) -> ThanksNudge:
    at = now() - days * DAY
    return await ThanksNudge.create(
        person_id=person.id,
        period=period_of(today() - days * DAY),
        helpers=[str(each.id) for each in helpers],
        created_at=at,
        ends_at=at + stands * DAY,
    )


async def shown(cast: Cast, person: Person) -> ThanksNudgeView | None:
    return await thanks_nudge(cast.actor(person))


async def test_helping_is_done_by_the_other_one(cast: Cast) -> None:
    at = now() - 3 * DAY
    await write(
        [
            contact(GAVE, cast.bo, cast.ann, at),
            contact(GAVE, cast.ann, cast.cy, at),
            contact(KEPT, cast.max, cast.ann, at),
            contact(MET, cast.ann, cast.mo, at),
            contact(TouchpointKind.FEEDBACK_ASKED, cast.zed, cast.ann, at),
            contact(TouchpointKind.PROMISE_MADE, cast.old, cast.ann, at),
            contact(GAVE, cast.hana, cast.ada, at),
        ]
    )
    found = await helpers_of([cast.ann.id, cast.mo.id, cast.zed.id])
    assert set(found[cast.ann.id][:2]) == {cast.bo.id, cast.max.id}
    assert found[cast.ann.id][2] == cast.mo.id
    assert found[cast.mo.id] == [cast.ann.id], "both who met helped each other"
    assert cast.zed.id not in found


async def test_only_of_the_last_thirty_days_and_at_most_three(cast: Cast) -> None:
    await write(
        [
            contact(GAVE, cast.bo, cast.ann, now() - 31 * DAY),
            *(contact(MET, each, cast.ann, now() - 2 * DAY) for each in (cast.cy, cast.max)),
            *(contact(GAVE, each, cast.ann, now() - 5 * DAY) for each in (cast.mo, cast.old)),
        ]
    )
    found = (await helpers_of([cast.ann.id]))[cast.ann.id]
    assert len(found) == 3
    assert set(found[:2]) == {cast.mo.id, cast.old.id}
    assert cast.bo.id not in found


async def test_who_has_left_is_never_named(cast: Cast) -> None:
    await write(
        [contact(GAVE, each, cast.ann, now() - 2 * DAY) for each in (cast.dee, cast.bo, cast.cy)]
    )
    assert set((await helpers_of([cast.ann.id]))[cast.ann.id]) == {cast.bo.id, cast.cy.id}
    await nudge(cast.ann, cast.bo, cast.cy)
    await cast.leave(cast.bo)
    found = await shown(cast, cast.ann)
    assert found is not None
    assert [each.person_id for each in found.helpers] == [cast.cy.id]
    await cast.leave(cast.cy)
    assert await shown(cast, cast.ann) is None


async def test_who_was_thanked_since_is_not_named(cast: Cast) -> None:
    await write(
        [
            contact(GAVE, cast.bo, cast.ann, now() - 28 * DAY),
            contact(THANKED, cast.ann, cast.bo, now() - 27 * DAY),
            contact(GAVE, cast.cy, cast.ann, now() - 20 * DAY),
        ]
    )
    assert await helpers_of([cast.ann.id]) == {cast.ann.id: [cast.cy.id]}
    await write([contact(THANKED, cast.ann, cast.mo, now() - 20 * DAY)])
    assert await helpers_of([cast.ann.id]) == {}, "they thanked somebody in the last three weeks"


async def test_the_reason_is_the_strongest_one_in_the_readers_language(cast: Cast) -> None:
    await cast.bond(cast.ann, cast.max, kind=BondKind.MENTOR)
    at = now().replace(month=3, day=9, hour=12)
    at = at if at < now() else at.replace(year=at.year - 1)
    await write(
        [
            contact(MET, cast.bo, cast.ann, at + DAY),
            contact(GAVE, cast.bo, cast.ann, at),
            contact(KEPT, cast.cy, cast.ann, at),
            contact(MET, cast.max, cast.ann, at),
            contact(MET, cast.mo, cast.ann, at),
        ]
    )
    row = await nudge(cast.ann, cast.bo, cast.cy, cast.max, cast.mo)
    await ThanksNudge.filter(id=row.id).update(created_at=at + 2 * DAY)
    found = await shown(cast, cast.ann)
    assert found is not None
    assert [each.reason for each in found.helpers] == [
        "Feedback for you on 9 March",
        "Kept a promise to you on 9 March",
        "Your mentor: you met on 9 March",
        "You met one on one on 9 March",
    ]
    cast.ann.locale = Locale.RU
    russian = await shown(cast, cast.ann)
    assert russian is not None
    assert russian.helpers[0].reason == "Отзыв для вас, 9 марта"


async def test_a_hint_is_settled_by_thanks_by_time_and_by_not_wanting_any(cast: Cast) -> None:
    await write([contact(GAVE, cast.bo, each, now() - DAY) for each in (cast.ann, cast.cy)])
    await thanks([(cast.ann, [cast.mo])], at=now() - 30 * DAY, visibility=KudosVisibility.PRIVATE)
    await thanks([(cast.ann, [cast.mo])], at=now() - 3 * DAY, withdrawn=True)
    await nudge(cast.ann, cast.bo)
    await nudge(cast.cy, cast.bo, days=7)
    assert await shown(cast, cast.cy) is None, "it stood for a week"
    found = await shown(cast, cast.ann)
    assert found is not None
    assert found.since == (now() - 30 * DAY).astimezone(ZoneInfo(cast.ann.time_zone)).date()
    await preference(cast.ann, nudges=False)
    assert await shown(cast, cast.ann) is None
    await RecognitionPreference.filter(person_id=cast.ann.id).update(thanks_nudges=True)
    assert await shown(cast, cast.ann) is not None
    await thanks([(cast.ann, [cast.mo])], visibility=KudosVisibility.PRIVATE)
    assert await shown(cast, cast.ann) is None


async def test_a_hint_is_its_own_persons(cast: Cast) -> None:
    await write([contact(GAVE, cast.bo, cast.ann, now() - DAY)])
    await nudge(cast.ann, cast.bo)
    for person in (cast.bo, cast.mo, cast.hana, cast.ada):
        assert await shown(cast, person) is None
    assert await thanks_nudge(SYSTEM) is None


async def test_queries_do_not_grow_with_people_or_contacts(cast: Cast) -> None:
    made, shown_by = [], []
    row = await nudge(cast.ann, cast.bo)
    for size in (1, 19, 180):
        people = await cast.crowd(size)
        await write(
            contact(GAVE, each, cast.ann, now() - DAY - timedelta(seconds=n))
            for n, each in enumerate(people)
        )
        await write(contact(GAVE, cast.bo, each, now() - DAY) for each in people)
        await ThanksNudge.filter(id=row.id).update(helpers=[str(people[0].id)])
        with query_count() as count:
            assert len(await helpers_of([each.id for each in people])) == size
        made.append(count.count)
        with query_count() as count:
            assert await shown(cast, cast.ann) is not None
        shown_by.append(count.count)
    assert made == [3, 3, 3]
    assert shown_by == [6, 6, 6]
