"""Whom to ask: out of real contact, never out of somebody else's."""

from __future__ import annotations

from datetime import date, timedelta

from erm.core.clock import now
from erm.core.ids import new_id
from erm.feedback.rules import RequestState
from erm.people.models import Department, DepartmentMembership
from erm.relationships.commands import touch
from erm.relationships.rules import TouchpointKind
from erm.relationships.whom_to_ask import whom_to_ask
from erm.schema.ids import to_global
from tests.database import query_count
from tests.feedback.rows import request

ASK = """
query Ask($about: ID) {
  viewer { whomToAsk(aboutId: $about) { person { name } contacts lastContactAt reason } }
}
"""


async def met(one, other, *, times: int = 1, days: float = 3) -> None:
    for number in range(times):
        await touch(
            TouchpointKind.FEEDBACK_GIVEN,
            new_id(),
            by=one.id,
            other=other.id,
            at=now() - timedelta(days=days, minutes=number),
        )


async def test_whom_one_has_most_contact_with_comes_first(cast, actor_of) -> None:
    await met(cast.ann, cast.bo, times=2)
    await met(cast.cy, cast.ann, times=5, days=20)
    await met(cast.ann, cast.max, days=95)
    await met(cast.ann, cast.dee, times=9)
    await met(cast.bo, cast.hana, times=9)
    found = await whom_to_ask(actor_of(cast.ann))
    assert [(each.person_id, each.contacts) for each in found] == [
        (cast.cy.id, 5),
        (cast.bo.id, 2),
    ]
    assert found[0].last_contact_at is not None
    assert found[0].reason == "You had to do with each other 5 times in the last 90 days."


async def test_nobody_is_suggested_who_was_asked_within_sixty_days(cast, actor_of) -> None:
    for person in (cast.bo, cast.cy, cast.max):
        await met(cast.ann, person)
    await request(cast.ann, cast.bo, state=RequestState.ANSWERED)
    await request(cast.ann, cast.cy, state=RequestState.WITHDRAWN)
    old = await request(cast.ann, cast.max, state=RequestState.DECLINED)
    old.created_at = now() - timedelta(days=61)
    await old.save()
    await request(cast.bo, cast.ann, "Another's question")
    found = await whom_to_ask(actor_of(cast.ann))
    assert {each.person_id for each in found} == {cast.cy.id, cast.max.id}


async def test_at_most_six_are_suggested_in_a_steady_number_of_queries(cast, actor_of) -> None:
    crowd = await cast.crowd(60)
    counts = set()
    written = 0
    for size in (1, 20, 60):
        for person in crowd[written:size]:
            await met(cast.ann, person)
        written = size
        with query_count() as counter:
            found = await whom_to_ask(actor_of(cast.ann))
        assert len(found) == min(size, 6)
        counts.add(counter.count)
    assert len(counts) == 1, counts


async def test_about_a_report_the_directory_and_one_s_own_contacts_speak_and_not_theirs(
    cast, actor_of
) -> None:
    row = await Department.create(name="Fair", created_at=now())
    for person in (cast.ann, cast.cy, cast.max):
        await DepartmentMembership.filter(person_id=person.id).delete()
        await DepartmentMembership.create(
            person_id=person.id, department_id=row.id, starts_on=date(2020, 1, 1)
        )
    await met(cast.ann, cast.hana, times=9)
    await met(cast.mo, cast.max, times=2)
    found = await whom_to_ask(actor_of(cast.mo), cast.ann.id)
    people = {each.person_id: each.contacts for each in found}
    assert people == {cast.max.id: 2, cast.bo.id: 0, cast.cy.id: 0}
    assert found[0].person_id == cast.max.id
    assert all(each.reason for each in found)


async def test_nobody_is_suggested_about_who_is_not_one_s_report(cast, actor_of, api) -> None:
    await met(cast.ann, cast.bo)
    for name in ("cy", "zed", "old", "hana", "ada", "bo"):
        assert await whom_to_ask(actor_of(getattr(cast, name)), cast.ann.id) == []
    answer = await api(cast.hana).run(ASK, {"about": to_global("Person", cast.ann.id)})
    assert answer["viewer"]["whomToAsk"] == []
    mine = await api(cast.ann).run(ASK)
    assert mine["viewer"]["whomToAsk"][0]["person"]["name"] == "Bo Test"
