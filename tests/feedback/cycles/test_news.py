"""Mail of what happens in cycles: taking part, choosing, approving, results."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from erm.core import clock
from erm.core.clock import now
from erm.core.events import Event
from erm.core.work import record, unit_of_work
from erm.feedback.cycles.events import (
    CycleLaunched,
    NominationsSent,
    PacketReleased,
    ParticipantAdded,
)
from erm.feedback.cycles.rules import CycleState, Nominator, PacketState, ParticipantState
from erm.flows.subscriptions import build_bus
from erm.mail.models import Mail
from erm.people.rules import Locale
from tests.cast import Cast
from tests.conftest import query_count
from tests.everyday import SETTINGS
from tests.feedback.cycles import rows

BUS = build_bus(SETTINGS)
TUESDAY = datetime(2026, 11, 3, 10, tzinfo=UTC)


async def happens(*events: Event) -> None:
    async with unit_of_work(BUS):
        for event in events:
            record(event)


async def mails(kind: str) -> list[Mail]:
    return await Mail.filter(kind=kind).order_by("id")


async def nominating(cast: Cast, nominator: Nominator = Nominator.SUBJECT) -> rows.Round:
    round_ = await rows.cycle(
        cast.hana,
        state=CycleState.NOMINATION,
        nominator=nominator,
        time_zone="Europe/Berlin",
        writing_until=TUESDAY.date() + timedelta(days=21),
    )
    for person in (cast.ann, cast.bo):
        await rows.participant(round_, person, manager=cast.mo)
    return round_


async def test_whoever_takes_part_is_told_what_is_asked_until_when_and_who_reads_it(
    cast: Cast,
) -> None:
    cast.bo.locale = Locale.RU
    await cast.bo.save(update_fields=["locale"])
    with clock.at(TUESDAY):
        round_ = await nominating(cast)
        await rows.participant(round_, cast.cy, state=ParticipantState.LEFT)
        for _ in range(2):
            await happens(CycleLaunched(at=now(), cycle_id=round_.id, by_id=cast.hana.id))
    found = {mail.recipient_id: mail for mail in await mails("cycle_launch")}
    assert set(found) == {cast.ann.id, cast.bo.id}
    text = found[cast.ann.id].text
    assert "Choose who gives you feedback. Until Tuesday 17 November." in text
    assert "Reviews are written. Until Tuesday 24 November." in text
    assert "With the writer's name: yourself, managers, people from outside." in text
    assert "shown only if at least 3 write: peers, direct reports." in text
    assert "Анонимно, в том числе для HR" in found[cast.bo.id].text
    assert await mails("cycle_nominate") == []


async def test_where_managers_choose_they_are_asked_to(cast: Cast) -> None:
    with clock.at(TUESDAY):
        round_ = await nominating(cast, Nominator.MANAGER)
        await happens(CycleLaunched(at=now(), cycle_id=round_.id, by_id=cast.hana.id))
    (mail,) = await mails("cycle_nominate")
    assert mail.recipient_id == cast.mo.id
    assert mail.subject == "Autumn: choose raters for 2 people"
    assert "Your manager chooses who is asked." in (await mails("cycle_launch"))[0].text


async def test_a_joiner_is_told_and_nobody_else_again(cast: Cast) -> None:
    with clock.at(TUESDAY):
        round_ = await nominating(cast)
        row = await rows.participant(round_, cast.cy)
        event = ParticipantAdded(
            at=now(),
            cycle_id=round_.id,
            participant_id=row.id,
            person_id=cast.cy.id,
            by_id=cast.hana.id,
        )
        await happens(event)
    assert [mail.recipient_id for mail in await mails("cycle_launch")] == [cast.cy.id]


@pytest.mark.parametrize("hour", [2, 20])
async def test_it_comes_in_the_readers_working_hours(cast: Cast, hour: int) -> None:
    with clock.at(TUESDAY.replace(hour=hour)):
        round_ = await nominating(cast)
        await happens(CycleLaunched(at=now(), cycle_id=round_.id, by_id=cast.hana.id))
    for mail in await mails("cycle_launch"):
        assert mail.next_attempt_at.hour == 8, "nine in Berlin"
        assert mail.next_attempt_at.day == (3 if hour == 2 else 4)


async def test_whoever_approves_is_asked_to_look_at_a_choice(cast: Cast) -> None:
    with clock.at(TUESDAY):
        round_ = await nominating(cast)
        row = round_.participants[cast.ann.id]
        await happens(
            NominationsSent(
                at=now(), cycle_id=round_.id, participant_id=row.id, approver_id=cast.mo.id
            )
        )
    (mail,) = await mails("cycle_approve")
    assert mail.recipient_id == cast.mo.id
    assert mail.subject == "Ann Test has chosen raters: please look at them"


async def test_results_are_told_of_and_not_told(cast: Cast) -> None:
    with clock.at(TUESDAY):
        round_ = await rows.cycle(cast.hana, state=CycleState.PACKETS, time_zone="Europe/Berlin")
        row = await rows.participant(round_, cast.ann, packet=PacketState.RELEASED)
        await happens(
            PacketReleased(
                at=now(),
                cycle_id=round_.id,
                participant_id=row.id,
                person_id=cast.ann.id,
                by_id=cast.mo.id,
            )
        )
    (mail,) = await mails("cycle_released")
    assert (mail.recipient_id, mail.subject) == (cast.ann.id, "Autumn: your results are here")


async def test_a_launch_of_many_takes_few_statements(cast: Cast) -> None:
    counts = []
    with clock.at(TUESDAY):
        for size in (1, 20, 200):
            round_ = await rows.cycle(cast.hana, state=CycleState.NOMINATION)
            await rows.participants(round_, await cast.crowd(size))
            with query_count() as queries:
                await happens(CycleLaunched(at=now(), cycle_id=round_.id, by_id=cast.hana.id))
            counts.append(queries.count)
    assert counts[0] == counts[1] == counts[2] <= 12
    assert len(await mails("cycle_launch")) == 221
