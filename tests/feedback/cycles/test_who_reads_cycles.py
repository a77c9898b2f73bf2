"""Who sees a cycle and its participants."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest

from erm.core.actor import SYSTEM, Actor
from erm.core.paging import PageRequest
from erm.feedback.cycles import queries
from erm.feedback.cycles.rules import CycleState, Perspective, ReviewState
from erm.people.models import Person
from tests.cast import Cast
from tests.conftest import query_count
from tests.feedback.cycles import rows

ActorOf = Callable[[Person], Actor]


async def readers(cast: Cast, cycle_id: UUID) -> set[str]:
    """Which people of the cast may read the cycle."""
    return {
        person.given_name
        for person in cast.people
        if cycle_id in await queries.cycles_by_ids(cast.actor(person), [cycle_id])
    }


async def test_a_draft_is_read_by_hr_alone(cast: Cast) -> None:
    draft = await rows.cycle(cast.hana, state=CycleState.DRAFT)
    await rows.participant(draft, cast.ann, manager=cast.mo)
    assert await readers(cast, draft.id) == {"Hana"}


async def test_a_running_cycle_is_read_by_whom_it_concerns_and_not_by_administrators(
    cast: Cast,
) -> None:
    running = await rows.cycle(cast.hana)
    ann = await rows.participant(running, cast.ann, manager=cast.mo, nominator_id=cast.cy.id)
    await rows.review(ann, cast.bo)
    assert await readers(cast, running.id) == {"Hana", "Ann", "Mo", "Cy", "Bo"}


@pytest.mark.parametrize(
    "state", [ReviewState.PROPOSED, ReviewState.REJECTED, ReviewState.CANCELLED]
)
async def test_who_is_only_proposed_knows_nothing_of_the_cycle(
    cast: Cast, state: ReviewState
) -> None:
    running = await rows.cycle(cast.hana)
    ann = await rows.participant(running, cast.ann, manager=cast.mo)
    await rows.review(ann, cast.bo, state=state)
    assert "Bo" not in await readers(cast, running.id)


async def test_a_facilitator_reads_the_cycle_and_who_has_a_seat(cast: Cast) -> None:
    running = await rows.cycle(cast.hana, state=CycleState.CALIBRATION, calibrates=True)
    ann = await rows.participant(running, cast.ann, manager=cast.mo)
    bo = await rows.participant(running, cast.bo, manager=cast.mo)
    await rows.session(running, [cast.max], [ann])
    assert "Max" in await readers(cast, running.id)
    found = await queries.participants_by_ids(cast.actor(cast.max), [ann.id, bo.id])
    assert set(found) == {ann.id}


async def test_participants_are_listed_for_hr_and_for_their_own_manager(cast: Cast) -> None:
    running = await rows.cycle(cast.hana)
    ann = await rows.participant(running, cast.ann, manager=cast.mo)
    cy = await rows.participant(running, cast.cy, manager=cast.max)
    page = PageRequest()

    async def listed(person: Person) -> list[UUID] | None:
        found = await queries.participants_of(cast.actor(person), running.id, page)
        return None if found is None else [view.id for view in found.items]

    assert await listed(cast.hana) == [ann.id, cy.id]
    assert await listed(cast.mo) == [ann.id]
    assert await listed(cast.max) == [cy.id]
    assert await listed(cast.ann) is None
    assert await listed(cast.ada) is None
    assert await queries.participants_of(SYSTEM, running.id, page) is None


async def test_participants_are_paged_and_searched_by_name(cast: Cast) -> None:
    running = await rows.cycle(cast.hana)
    for person in (cast.ann, cast.bo, cast.cy):
        await rows.participant(running, person, manager=cast.mo)
    hana = cast.actor(cast.hana)
    names = []
    after = None
    while True:
        page = await queries.participants_of(hana, running.id, PageRequest.of(1, after))
        assert page is not None
        names.append(page.items[0].person_id)
        if not page.has_next:
            break
        after = page.cursors[-1]
    assert names == [cast.ann.id, cast.bo.id, cast.cy.id]
    found = await queries.participants_of(hana, running.id, PageRequest(), search="BO")
    assert found is not None
    assert [view.person_id for view in found.items] == [cast.bo.id]


async def test_counts_are_for_hr_and_the_manager_and_never_for_the_participant(
    cast: Cast,
) -> None:
    running = await rows.cycle(cast.hana)
    ann = await rows.participant(running, cast.ann, manager=cast.mo)
    hana = await rows.participant(running, cast.hana, manager=cast.zed)
    await rows.review(ann, cast.bo, state=ReviewState.SUBMITTED)
    await rows.review(ann, cast.cy)

    async def counts(person: Person, key: UUID) -> object:
        return (await queries.review_counts_of(cast.actor(person), [key])).get(key)

    for person in (cast.hana, cast.mo):
        found = (await queries.review_counts_of(cast.actor(person), [ann.id]))[ann.id]
        peers = next(line for line in found if line.perspective is Perspective.PEER)
        assert (peers.asked, peers.submitted, peers.declined) == (2, 1, 0)
    assert await counts(cast.ann, ann.id) is None
    assert await counts(cast.hana, hana.id) is None, "HR about themselves"
    assert await counts(cast.max, ann.id) is None


@pytest.mark.parametrize("size", [1, 20, 200])
async def test_a_page_of_participants_takes_the_same_number_of_queries(
    cast: Cast, size: int
) -> None:
    running = await rows.cycle(cast.hana)
    people = await cast.crowd(size, manager=cast.mo)
    await rows.participants(running, people, manager=cast.mo)
    with query_count() as counted:
        page = await queries.participants_of(cast.actor(cast.hana), running.id, PageRequest(100))
    assert page is not None
    assert len(page.items) == min(size, 100)
    assert counted.count == 3
