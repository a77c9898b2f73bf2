"""Feedback to a team: a note for each of its people, one text."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from erm.core.clock import at, now
from erm.core.errors import Conflict
from erm.core.ids import new_id
from erm.core.paging import PageRequest
from erm.feedback import commands, queries
from erm.feedback.models import FeedbackNote
from erm.flows.subscriptions import build_bus
from erm.people.models import Department, DepartmentMembership, Person
from erm.relationships.models import Touchpoint
from tests.conftest import SECRETS
from tests.feedback.rows import CLOSE, SHARED, do, refused

PAGE = PageRequest(first=20)
WORDS = {
    "situation": "",
    "behaviour": "You finished before the fair.",
    "impact": "",
    "next_step": "",
}


async def team(*people: Person, name: str = "Fair") -> Department:
    row = await Department.create(name=name, created_at=now())
    await DepartmentMembership.filter(person_id__in=[person.id for person in people]).delete()
    for person in people:
        await DepartmentMembership.create(
            person_id=person.id, department_id=row.id, starts_on=date(2020, 1, 1)
        )
    return row


async def write(cast, bus, who, department, **kwargs):
    return await do(
        bus,
        commands.give_feedback,
        cast.actor(who),
        department_id=department.id,
        **{"visibility": CLOSE} | WORDS | kwargs,
    )


async def test_everybody_of_a_team_gets_a_note_and_the_author_sees_one(cast, bus) -> None:
    below = await team(cast.bo, name="Stand")
    above = await team(cast.ann, cast.cy, cast.dee)
    await Department.filter(id=below.id).update(parent_id=above.id)
    lead = await write(cast, bus, cast.max, above)

    rows = await FeedbackNote.all()
    assert {row.recipient_id for row in rows} == {cast.ann.id, cast.bo.id, cast.cy.id}
    assert len({row.batch_id for row in rows}) == 1
    mine = (await queries.given(cast.actor(cast.max), PAGE)).items
    assert [view.id for view in mine] == [lead.id]
    for person in (cast.ann, cast.bo, cast.cy):
        (view,) = (await queries.received(cast.actor(person), PAGE)).items
        assert (view.recipient_id, view.behaviour) == (person.id, WORDS["behaviour"])
    counts = await queries.recipient_counts(cast.actor(cast.max), [lead.batch_id])
    assert counts == {lead.batch_id: 3}


async def test_everybody_who_reads_it_in_any_note_of_the_team_is_named(cast, bus) -> None:
    lead = await write(cast, bus, cast.max, await team(cast.ann, cast.cy), visibility=SHARED)
    (own,) = (await queries.received(cast.actor(cast.cy), PAGE)).items
    expected = {cast.max.id, cast.ann.id, cast.cy.id, cast.mo.id}
    for who, note_id in ((cast.max, lead.id), (cast.cy, own.id)):
        readers = await queries.readers_of(cast.actor(who), [note_id])
        assert set(readers[note_id]) == expected


async def test_nobody_reads_a_colleague_s_note_of_the_same_team(cast, bus) -> None:
    await write(cast, bus, cast.max, await team(cast.ann, cast.cy))
    row = await FeedbackNote.get(recipient_id=cast.ann.id)
    for name in ("cy", "bo", "mo", "hana", "ada"):
        assert await queries.notes_by_ids(cast.actor(getattr(cast, name)), [row.id]) == {}


async def test_a_note_to_a_team_is_no_contact_of_two_but_thanks_for_it_are(cast) -> None:
    bus = build_bus(SECRETS)
    await write(cast, bus, cast.max, await team(cast.ann, cast.cy))
    assert await Touchpoint.all().count() == 0
    row = await FeedbackNote.get(recipient_id=cast.ann.id)
    await do(bus, commands.thank_for_feedback, cast.actor(cast.ann), note_id=row.id)
    assert await Touchpoint.all().count() == 1


async def test_it_changes_for_all_until_one_of_them_has_thanked(cast, bus) -> None:
    lead = await write(cast, bus, cast.max, await team(cast.ann, cast.cy))
    author = cast.actor(cast.max)
    new = WORDS | {"behaviour": "You finished a day before the fair."}
    await do(bus, commands.edit_feedback, author, note_id=lead.id, **new)
    for person in (cast.ann, cast.cy):
        (view,) = (await queries.received(cast.actor(person), PAGE)).items
        assert view.behaviour == new["behaviour"]
    last = await FeedbackNote.get(recipient_id=cast.cy.id)
    await do(bus, commands.thank_for_feedback, cast.actor(cast.cy), note_id=last.id)
    await refused(
        bus,
        "FEEDBACK_NOTE_ALREADY_THANKED",
        commands.edit_feedback,
        author,
        note_id=lead.id,
        **WORDS,
    )
    with at(now() + timedelta(days=2)), pytest.raises(Conflict):
        await do(bus, commands.edit_feedback, author, note_id=lead.id, **WORDS)


async def test_teams_that_cannot_be_written_to_are_refused(cast, bus) -> None:
    alone = await team(cast.max)
    large = await team(*await cast.crowd(51), name="Crowd")
    both = {"recipient_id": cast.ann.id}
    for department_id, more, code, field in (
        (alone.id, {}, "FEEDBACK_TEAM_EMPTY", "department_id"),
        (large.id, {}, "FEEDBACK_TEAM_TOO_LARGE", "department_id"),
        (new_id(), {}, "FEEDBACK_TEAM_UNKNOWN", "department_id"),
        (alone.id, both, "FEEDBACK_ONE_RECIPIENT", "department_id"),
        (None, {}, "FEEDBACK_ONE_RECIPIENT", "recipient_id"),
    ):
        error = await refused(
            bus,
            code,
            commands.give_feedback,
            cast.actor(cast.max),
            department_id=department_id,
            visibility=CLOSE,
            **WORDS,
            **more,
        )
        assert error.field == field
