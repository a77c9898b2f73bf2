"""What somebody has to do in cycles: their tasks, Home and the digest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from erm.core.actor import SYSTEM, Actor
from erm.core.clock import now, today
from erm.digest import home
from erm.digest.compose import compose
from erm.digest.needs import NeedKind
from erm.feedback.cycles.models import CycleParticipant, Review
from erm.feedback.cycles.queries.owed import cycle_tasks
from erm.feedback.cycles.rules import (
    CycleState,
    PacketState,
    ParticipantState,
    ReleasedBy,
    ReviewState,
)
from erm.feedback.cycles.views.reviews import TaskKind
from erm.people.models import Person
from erm.settings import Settings
from tests.cast import Cast
from tests.database import query_count
from tests.feedback.cycles import rows

ActorOf = Callable[[Person], Actor]
AHEAD = timedelta(days=14)


async def kinds(actor: Actor) -> list[tuple[TaskKind, int]]:
    return [(task.kind, task.count) for task in await cycle_tasks(actor)]


async def test_choosing_and_approving_are_tasks_of_whose_turn_it_is(
    cast: Cast, actor_of: ActorOf
) -> None:
    round_ = await rows.cycle(cast.hana, state=CycleState.NOMINATION, writing_until=today() + AHEAD)
    ann = await rows.participant(round_, cast.ann, manager=cast.mo)
    bo = await rows.participant(round_, cast.bo, manager=cast.mo)
    assert await kinds(actor_of(cast.ann)) == [(TaskKind.NOMINATE, 1)]
    assert await kinds(actor_of(cast.mo)) == []
    await rows.review(ann, cast.cy, state=ReviewState.PROPOSED)
    await rows.review(bo, cast.cy, state=ReviewState.PROPOSED)
    await CycleParticipant.filter(cycle_id=round_.id).update(nominated_at=now())
    assert await kinds(actor_of(cast.ann)) == []
    assert await kinds(actor_of(cast.mo)) == [(TaskKind.APPROVE_NOMINATIONS, 2)]
    for person in (cast.hana, cast.max, cast.ada, cast.cy, cast.zed):
        assert await kinds(actor_of(person)) == []
    assert await cycle_tasks(SYSTEM) == []
    await CycleParticipant.filter(id=ann.id).update(nominator_id=cast.cy.id, nominated_at=None)
    assert await kinds(actor_of(cast.cy)) == [(TaskKind.NOMINATE, 1)]
    assert await kinds(actor_of(cast.ann)) == []


async def test_without_a_manager_it_is_the_owner_s_turn(cast: Cast, actor_of: ActorOf) -> None:
    round_ = await rows.cycle(cast.hana, state=CycleState.NOMINATION, writing_until=today() + AHEAD)
    zed = await rows.participant(round_, cast.zed, nominated_at=now())
    await rows.review(zed, cast.cy, state=ReviewState.PROPOSED)
    (task,) = await cycle_tasks(actor_of(cast.hana))
    assert (task.kind, task.participant_id) == (TaskKind.APPROVE_NOMINATIONS, zed.id)


@pytest.mark.parametrize("state", [ParticipantState.LEFT, ParticipantState.REMOVED])
async def test_nobody_has_to_do_anything_about_who_takes_no_part_any_more(
    cast: Cast, actor_of: ActorOf, state: ParticipantState
) -> None:
    round_ = await rows.cycle(cast.hana, state=CycleState.PACKETS)
    await rows.participant(
        round_, cast.ann, manager=cast.mo, packet=PacketState.PREPARING, state=state
    )
    assert await kinds(actor_of(cast.mo)) == []


async def test_packets_are_prepared_and_read(cast: Cast, actor_of: ActorOf) -> None:
    round_ = await rows.cycle(cast.hana, state=CycleState.PACKETS)
    ann = await rows.participant(round_, cast.ann, manager=cast.mo, packet=PacketState.PREPARING)
    await rows.participant(round_, cast.zed, packet=PacketState.PREPARING)
    assert await kinds(actor_of(cast.mo)) == [(TaskKind.PREPARE_PACKETS, 1)]
    assert await kinds(actor_of(cast.hana)) == [(TaskKind.PREPARE_PACKETS, 1)]
    assert await kinds(actor_of(cast.ann)) == []
    await CycleParticipant.filter(id=ann.id).update(packet=PacketState.RELEASED, released_at=now())
    (task,) = await cycle_tasks(actor_of(cast.ann))
    assert (task.kind, task.person_id) == (TaskKind.READ_PACKET, cast.mo.id)
    assert await kinds(actor_of(cast.mo)) == []


async def test_what_hr_hands_out_is_prepared_until_it_is_summed_up(
    cast: Cast, actor_of: ActorOf
) -> None:
    round_ = await rows.cycle(cast.hana, state=CycleState.PACKETS, released_by=ReleasedBy.HR)
    ann = await rows.participant(round_, cast.ann, manager=cast.mo, packet=PacketState.PREPARING)
    assert await kinds(actor_of(cast.mo)) == [(TaskKind.PREPARE_PACKETS, 1)]
    await CycleParticipant.filter(id=ann.id).update(summary_sealed=b"sealed")
    assert await kinds(actor_of(cast.mo)) == []


async def test_facilitators_have_a_calibration_to_lead(cast: Cast, actor_of: ActorOf) -> None:
    round_ = await rows.cycle(cast.hana, state=CycleState.CALIBRATION, calibrates=True)
    await rows.session(round_, [cast.max])
    assert await kinds(actor_of(cast.max)) == [(TaskKind.CALIBRATE, 1)]


async def test_home_has_one_line_for_all_reviews(
    cast: Cast, actor_of: ActorOf, settings: Settings
) -> None:
    for days in (5, 3):
        round_ = await rows.cycle(cast.hana, writing_until=today() + timedelta(days=days))
        for person in (cast.ann, cast.cy):
            about = await rows.participant(round_, person, manager=cast.mo)
            await rows.review(about, cast.bo)
    needs = await home.needs(actor_of(cast.bo))
    (need,) = [n for n in needs if n.kind is NeedKind.REVIEWS_TO_WRITE]
    assert (need.count, need.minutes, need.overdue) == (4, 16, False)
    assert need.due_on == today() + timedelta(days=3)
    digest = await compose(actor_of(cast.bo), settings)
    assert digest is not None
    assert "You owe 4 reviews" in digest.mail.text
    assert "about 16 minutes" in digest.mail.text
    assert "/reviews" in digest.mail.text
    russian = await compose(replace(actor_of(cast.bo), locale="ru"), settings)
    assert russian is not None
    assert "За вами 4 отзыва" in russian.mail.text
    # Who is written about learns nothing of it.
    assert not [n for n in await home.needs(actor_of(cast.ann)) if n.cycle_id]


async def test_every_task_has_its_line_in_the_digest(
    cast: Cast, actor_of: ActorOf, settings: Settings
) -> None:
    choosing = await rows.cycle(
        cast.hana, state=CycleState.NOMINATION, writing_until=today() + AHEAD, name="Spring"
    )
    preparing = await rows.cycle(cast.hana, state=CycleState.PACKETS, name="Autumn")
    mo = await rows.participant(choosing, cast.mo, manager=cast.zed)
    ann = await rows.participant(choosing, cast.ann, manager=cast.mo, nominated_at=now())
    bo = await rows.participant(choosing, cast.bo, manager=cast.mo, nominator_id=cast.mo.id)
    await rows.review(ann, cast.cy, state=ReviewState.PROPOSED)
    await rows.participant(preparing, cast.bo, manager=cast.mo, packet=PacketState.PREPARING)
    await rows.participant(preparing, cast.mo, manager=cast.zed, packet=PacketState.RELEASED)
    for locale, lines in (
        (
            "en",
            [
                "Choose who reviews you",
                "Choose who reviews Bo Test",
                "1 choice of raters waits for you",
            ],
        ),
        ("ru", ["Выберите, кто вас оценит", "Выберите, кто оценит: Bo Test"]),
    ):
        actor = replace(actor_of(cast.mo), locale=locale)
        needs = {need.kind for need in await home.needs(actor)}
        assert needs >= {
            NeedKind.NOMINATIONS_TO_MAKE,
            NeedKind.NOMINATIONS_TO_APPROVE,
            NeedKind.PACKET_TO_READ,
            NeedKind.PACKETS_TO_PREPARE,
        }
        digest = await compose(actor, settings)
        assert digest is not None
        for line in lines:
            assert line in digest.mail.text
    assert {mo.person_id, bo.person_id} == {cast.mo.id, cast.bo.id}


@pytest.mark.parametrize("count", [1, 20, 200])
async def test_tasks_cost_the_same_whatever_their_number(
    cast: Cast, actor_of: ActorOf, count: int
) -> None:
    round_ = await rows.cycle(cast.hana)
    crowd = await cast.crowd(count)
    for about in await rows.participants(round_, crowd, manager=cast.mo):
        await rows.review(about, cast.mo)
        await rows.review(about, cast.bo, state=ReviewState.PROPOSED)
    await CycleParticipant.filter(cycle_id=round_.id).update(nominated_at=now())
    with query_count() as queries:
        found = await kinds(actor_of(cast.mo))
    assert found == [(TaskKind.APPROVE_NOMINATIONS, count), (TaskKind.WRITE_REVIEWS, count)]
    assert queries.count == 7
    assert await Review.all().count() == 2 * count
