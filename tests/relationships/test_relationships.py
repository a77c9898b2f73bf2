"""Every contact is recorded once, for the two people and nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

import pytest

from erm.core import clock
from erm.core.actor import SYSTEM
from erm.core.errors import InvalidInput
from erm.core.ids import new_id
from erm.core.paging import PageRequest
from erm.core.work import unit_of_work
from erm.feedback.commands import request_feedback
from erm.one_on_ones.commands.action_items import set_action_item_state
from erm.one_on_ones.commands.series import end_series
from erm.one_on_ones.queries import own_series
from erm.one_on_ones.rules import ActionItemState
from erm.recognition.commands import withdraw_kudos
from erm.relationships.attention import relationships
from erm.relationships.contacts import PairPage, subject_titles, touchpoints_of
from erm.relationships.models import Touchpoint
from erm.relationships.policy import may_read_touchpoint, readable_touchpoints
from erm.relationships.queries import own_relationships, pair, pairs_with
from erm.relationships.rules import (
    RelationshipBond,
    TouchpointKind,
    is_quiet,
    shorten,
)
from erm.relationships.views import TouchpointView
from tests.cast import Cast
from tests.digest.week import BUS, MONDAY, Week, do, live

K = TouchpointKind


@pytest.fixture
async def week(cast: Cast) -> Week:
    return await live(cast)


@pytest.fixture
def monday() -> Iterator[None]:
    with clock.at(MONDAY):
        yield


async def between(cast: Cast, who: object, other: object) -> list[TouchpointView]:
    wanted = PairPage(other.id, None, PageRequest(first=100))  # type: ignore[attr-defined]
    return list((await touchpoints_of(cast.actor(who), [wanted]))[wanted].items)  # type: ignore[arg-type]


@pytest.mark.usefixtures("monday")
async def test_a_week_leaves_its_contacts_newest_first(cast: Cast, week: Week) -> None:
    found = await between(cast, cast.ann, cast.mo)
    assert [(t.kind, t.by_id) for t in found] == [
        (K.ONE_ON_ONE_HELD, cast.mo.id),
        (K.CHECK_IN, cast.ann.id),
        (K.PLAN_AGREED, cast.mo.id),
        (K.PROMISE_MADE, cast.ann.id),
    ]
    assert found == await between(cast, cast.mo, cast.ann), "both see the same"
    assert [t.kind for t in await between(cast, cast.ann, cast.cy)] == [
        K.KUDOS_GIVEN,
        K.FEEDBACK_ASKED,
    ]
    assert [t.kind for t in await between(cast, cast.bo, cast.cy)] == [K.KUDOS_GIVEN]
    assert await between(cast, cast.mo, cast.cy) == []


@pytest.mark.usefixtures("monday")
async def test_a_meeting_counts_when_it_was_held_not_when_it_was_written_down(
    cast: Cast, week: Week
) -> None:
    held = (await between(cast, cast.ann, cast.mo))[0]
    assert held.occurred_at == MONDAY - timedelta(days=6)


@pytest.mark.usefixtures("monday")
async def test_a_promise_is_kept_once_and_not_if_it_is_open_again(cast: Cast, week: Week) -> None:
    mo = cast.actor(cast.mo)
    for state, kept in (
        (ActionItemState.DONE, 1),
        (ActionItemState.DONE, 1),
        (ActionItemState.OPEN, 0),
        (ActionItemState.DONE, 1),
    ):
        await do(set_action_item_state, mo, action_item_id=week.promise, state=state)
        found = [t for t in await between(cast, cast.ann, cast.mo) if t.kind is K.PROMISE_KEPT]
        assert len(found) == kept
        assert all(t.by_id == cast.ann.id for t in found), "the owner kept it, whoever ticked it"


@pytest.mark.usefixtures("monday")
async def test_titles_come_from_what_the_reader_may_read_now(cast: Cast, week: Week) -> None:
    ann, bo = cast.actor(cast.ann), cast.actor(cast.bo)
    subjects = [
        (K.ONE_ON_ONE_HELD, (await between(cast, cast.ann, cast.mo))[0].subject_id),
        (K.PROMISE_MADE, week.promise),
        (K.FEEDBACK_ASKED, week.request),
        (K.FEEDBACK_GIVEN, week.note),
        (K.KUDOS_GIVEN, week.kudos),
        (K.PLAN_AGREED, week.plan),
        (K.CHECK_IN, week.goal),
    ]
    titles = await subject_titles(ann, subjects)
    assert [titles[subject] for subject in subjects] == [
        "One-on-one no. 1",
        "Write down how releases are made",
        "What could I explain better in demos?",
        "You reviewed my change the same evening.",
        "Thank you for saving the demo <b>on Friday</b>!",
        "Lead a small team",
        "Run one project alone",
    ]
    assert set(await subject_titles(bo, subjects)) == {subjects[3], subjects[4]}
    assert set(await subject_titles(cast.actor(cast.zed), subjects)) == {subjects[4]}
    await do(withdraw_kudos, cast.actor(cast.cy), kudos_id=week.kudos)
    assert subjects[4] not in await subject_titles(ann, subjects)
    assert [t.kind for t in await between(cast, cast.ann, cast.cy)] == [K.FEEDBACK_ASKED]
    assert await between(cast, cast.bo, cast.cy) == [], "nor with the other receiver"


@pytest.mark.usefixtures("week")
async def test_only_the_two_read_a_contact_and_both_forms_of_the_rule_agree(cast: Cast) -> None:
    rows = await Touchpoint.all()
    assert len(rows) >= 8
    for person in cast.people:
        actor = cast.actor(person)
        listed = set(
            await Touchpoint.filter(readable_touchpoints(actor)).values_list("id", flat=True)
        )
        assert listed == {row.id for row in rows if may_read_touchpoint(actor, row)}
        assert listed == {row.id for row in rows if person.id in (row.low_id, row.high_id)}
    assert await Touchpoint.filter(readable_touchpoints(SYSTEM)).count() == 0
    assert not any(may_read_touchpoint(SYSTEM, row) for row in rows)


@pytest.mark.usefixtures("monday", "week")
async def test_the_bond_is_told_from_where_one_stands(cast: Cast) -> None:
    ann = await pairs_with(
        cast.actor(cast.ann), [p.id for p in (cast.mo, cast.old, cast.bo, cast.ann)]
    )
    assert {person: view.bond for person, view in ann.items()} == {
        cast.mo.id: RelationshipBond.MY_MANAGER,
        cast.old.id: RelationshipBond.FORMER_MANAGER,
        cast.bo.id: RelationshipBond.COLLEAGUE,
    }
    for manager, bond in (
        (cast.mo, RelationshipBond.MY_REPORT),
        (cast.old, RelationshipBond.FORMER_REPORT),
    ):
        view = await pair(cast.actor(manager), cast.ann.id)
        assert view is not None
        assert view.bond is bond
    assert await pair(cast.actor(cast.ann), cast.ann.id) is None
    assert await pair(cast.actor(cast.ann), new_id()) is None


async def test_a_pair_goes_quiet_after_one_and_a_half_times_its_rhythm(
    cast: Cast, week: Week
) -> None:
    ann = cast.actor(cast.ann)
    for days, quiet in ((0, False), (4, False), (5, True), (30, True)):
        with clock.at(MONDAY + timedelta(days=days)):
            view = await pair(ann, cast.mo.id)
            assert view is not None
            assert (view.days_since_contact, view.cadence_days) == (6 + days, 7)
            assert view.quiet is quiet
    with clock.at(MONDAY + timedelta(days=30)):
        assert (await own_relationships(ann))[0].person_id == cast.mo.id, "quiet ones first"
        (running,) = [s for s in await own_series(ann) if s.ended_at is None]
        await do(end_series, ann, series_id=running.id)
        view = await pair(ann, cast.mo.id)
        assert view is not None
        assert (view.cadence_days, view.quiet) == (None, False)


@pytest.mark.parametrize(
    ("silent", "cadence", "quiet"),
    [
        (10, 7, False), (11, 7, True), (21, 14, False), (22, 14, True), (45, 30, False),
        (46, 30, True), (500, None, False), (None, 7, False),
    ],
)  # fmt: skip
def test_quiet_is_more_than_one_and_a_half_times(
    silent: int | None, cadence: int | None, quiet: bool
) -> None:
    assert is_quiet(silent, cadence) is quiet


@pytest.mark.usefixtures("monday", "week")
async def test_ones_people_are_those_with_a_bond_or_a_recent_contact(cast: Cast) -> None:
    ann = cast.actor(cast.ann)
    assert {view.person_id for view in await own_relationships(ann)} == {
        cast.mo.id,
        cast.bo.id,
        cast.cy.id,
    }
    await cast.leave(cast.cy, on=date(2026, 11, 20))
    assert cast.cy.id not in {view.person_id for view in await own_relationships(ann)}
    with clock.at(MONDAY + timedelta(days=200)):
        assert {view.person_id for view in await own_relationships(ann)} == {cast.mo.id}


@pytest.mark.usefixtures("monday", "week")
async def test_lists_are_paged_without_gaps_or_repetitions(cast: Cast) -> None:
    ann = cast.actor(cast.ann)
    seen: list[UUID] = []
    cursor = None
    while True:
        page = await relationships(ann, PageRequest.of(1, cursor))
        seen += [each.relationship.person_id for each in page.items]
        cursor = page.cursors[-1]
        if not page.has_next:
            break
    assert len(seen) == len(set(seen))
    assert set(seen) == {view.person_id for view in await own_relationships(ann)}
    contacts: list[UUID] = []
    cursor = None
    while True:
        wanted = PairPage(cast.mo.id, None, PageRequest.of(2, cursor))
        touched = (await touchpoints_of(ann, [wanted]))[wanted]
        contacts += [view.id for view in touched.items]
        cursor = touched.cursors[-1]
        # A row that a cursor names may be gone by the next page.
        await Touchpoint.filter(id=contacts[-1]).delete()
        if not touched.has_next:
            break
    assert len(contacts) == len(set(contacts)) == 4


async def test_a_foreign_cursor_is_refused(cast: Cast) -> None:
    from erm.core.paging import encode_cursor

    for key in (("x",), ("x", "y"), (1, 2), ("2026-01-01T00:00:00+00:00", "z")):
        with pytest.raises(InvalidInput, match="CURSOR_INVALID"):
            await touchpoints_of(
                cast.actor(cast.ann),
                [PairPage(cast.mo.id, None, PageRequest.of(5, encode_cursor(key)))],
            )


async def test_a_refused_command_leaves_no_contact(cast: Cast) -> None:
    class Refused(Exception):
        pass

    with pytest.raises(Refused):  # noqa: PT012
        async with unit_of_work(BUS):
            await request_feedback(
                cast.actor(cast.ann), person_ids=[cast.bo.id], question="How?", due_on=None
            )
            raise Refused
    assert await Touchpoint.all().count() == 0


def test_long_lines_are_cut_between_words() -> None:
    assert shorten("Short.\nSecond line") == "Short."
    assert shorten("word " * 40) == f"{('word ' * 23).strip()}…"
    assert len(shorten("x" * 500)) == 120
