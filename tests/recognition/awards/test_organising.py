"""HR organises awards; days move them on; what repeats comes again."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from erm.core.clock import at, today
from erm.core.errors import DomainError
from erm.core.paging import PageRequest
from erm.flows.subscriptions import build_bus
from erm.mail.models import Mail
from erm.recognition.awards import queries
from erm.recognition.awards.commands import organising
from erm.recognition.awards.models import Award, AwardJuror
from tests.database import query_count
from tests.recognition.awards.builders import (
    ANNOUNCED,
    CANCELLED,
    DAY,
    DECIDING,
    DRAFT,
    EVERYBODY,
    NOMINATING,
    VOTING,
    award,
    draft,
    move,
    nomination,
    refused,
    value,
    vote,
)


async def test_only_hr_organises_and_only_hr_sees_a_draft(cast, do) -> None:
    row = await award(cast.hana, cast.bo, state=DRAFT)
    for name in ("ann", "mo", "zed", "ada", "bo"):
        actor = cast.actor(getattr(cast, name))
        await refused(do, "NOT_ALLOWED", organising.save_award(actor, draft(cast.bo), day=today()))
        given = {"award_id": row.id, "version": 1}
        for command in (
            organising.save_award(actor, draft(cast.bo), day=today(), **given),
            organising.open_award(actor, **given),
            organising.cancel_award(actor, **given),
        ):
            await refused(do, "AWARD_NOT_FOUND", command)
        assert (await queries.awards(actor, PageRequest())).items == []
    await move(row, NOMINATING)
    for name in ("ann", "mo", "zed", "ada", "bo"):
        actor = cast.actor(getattr(cast, name))
        for command in (
            organising.save_award(actor, draft(cast.bo), day=today(), **given),
            organising.advance_award(actor, **given),
            organising.cancel_award(actor, **given),
        ):
            await refused(do, "NOT_ALLOWED", command)


async def test_an_award_is_written_down_changed_opened_and_moved_on(cast, do) -> None:
    hana = cast.actor(cast.hana)
    made = await do(organising.save_award(hana, draft(cast.bo, cast.cy), day=today()))
    assert (made.state, made.version, made.can_edit) == (DRAFT, 1, True)
    assert made.juror_ids == (cast.bo.id, cast.cy.id)
    changed = await do(
        organising.save_award(
            hana,
            draft(cast.cy, cast.max, name="  Best  of all ", quarter="2026-Q4", winners_wanted=3),
            day=today(),
            award_id=made.id,
            version=1,
        )
    )
    assert (changed.name, changed.quarter, changed.winners_wanted) == (
        "Best of all",
        "2026-Q4",
        3,
    )
    assert set(changed.juror_ids) == {cast.cy.id, cast.max.id}
    given = {"award_id": made.id}
    await refused(do, "STALE_VERSION", organising.open_award(hana, **given, version=1))
    opened = await do(organising.open_award(hana, **given, version=2))
    assert opened.state is NOMINATING
    again = organising.open_award(hana, **given, version=3)
    await refused(do, "AWARD_NOT_IN_STATE", again)
    assert (await do(organising.advance_award(hana, **given, version=3))).state is VOTING
    assert (await do(organising.advance_award(hana, **given, version=4))).state is DECIDING
    for command in (
        organising.advance_award(hana, **given, version=5),
        organising.save_award(hana, draft(cast.cy), day=today(), **given, version=5),
    ):
        await refused(do, "AWARD_NOT_IN_STATE", command)
    assert (await do(organising.cancel_award(hana, **given, version=5))).state is CANCELLED
    over = organising.cancel_award(hana, **given, version=6)
    await refused(do, "AWARD_NOT_IN_STATE", over)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"name": " "}, "TEXT_REQUIRED"),
        ({"name": "x" * 121}, "TEXT_TOO_LONG"),
        ({"quarter": "Q4"}, "AWARD_QUARTER_INVALID"),
        ({"winners_wanted": 0}, "AWARD_WINNERS_OUT_OF_RANGE"),
        ({"winners_wanted": 11}, "AWARD_WINNERS_OUT_OF_RANGE"),
        ({"juror_ids": ()}, "AWARD_JURORS_OUT_OF_RANGE"),
        ({"nominations_until": date(2020, 1, 1)}, "AWARD_DAYS_UNORDERED"),
        ({"voting_until": date(2020, 1, 1)}, "AWARD_DAYS_UNORDERED"),
        ({"voting_until": date(2099, 1, 1)}, "AWARD_DAYS_UNORDERED"),
    ],
)
async def test_what_cannot_be_is_refused(cast, do, change, code: str) -> None:
    wrong = replace(draft(cast.bo), **change)
    await refused(do, code, organising.save_award(cast.actor(cast.hana), wrong, day=today()))


async def test_jurors_are_there_and_named_once_and_stay_once_they_voted(cast, do) -> None:
    hana = cast.actor(cast.hana)
    for jurors, code in (
        ((cast.bo, cast.bo), "AWARD_JURORS_OUT_OF_RANGE"),
        ((cast.dee,), "PERSON_HAS_LEFT"),
    ):
        await refused(do, code, organising.save_award(hana, draft(*jurors), day=today()))
    row = await award(cast.hana, cast.bo, cast.cy, state=VOTING)
    await nomination(row, cast.ann, cast.max, await value())
    await vote(row, cast.cy, cast.ann, 4)
    days = {
        "nominations_from": row.nominations_from,
        "nominations_until": row.nominations_until,
        "voting_until": row.voting_until + DAY,
    }
    given = {"day": today(), "award_id": row.id, "version": 1}
    await refused(
        do,
        "AWARD_JUROR_HAS_VOTED",
        organising.save_award(hana, draft(cast.bo, **days), **given),
    )
    await cast.leave(cast.cy)
    changed = await do(organising.save_award(hana, draft(cast.cy, cast.max, **days), **given))
    assert set(changed.juror_ids) == {cast.cy.id, cast.max.id}
    assert changed.voting_until == row.voting_until + DAY


async def test_days_of_a_phase_that_has_begun_stay(cast, do) -> None:
    hana = cast.actor(cast.hana)
    row = await award(cast.hana, cast.bo, state=VOTING)
    days = {
        "nominations_from": row.nominations_from,
        "nominations_until": row.nominations_until,
        "voting_until": row.voting_until,
    }
    for change in (
        {"nominations_until": row.nominations_until + DAY},
        {"nominations_from": row.nominations_from + DAY},
        {"voting_until": today() - DAY, "nominations_until": row.nominations_from},
    ):
        await refused(
            do,
            "AWARD_DAY_IS_OVER",
            organising.save_award(
                hana, draft(cast.bo, **days | change), day=today(), award_id=row.id, version=1
            ),
        )
    late = draft(cast.bo, nominations_from=today() - 9 * DAY, nominations_until=today() - DAY)
    await refused(do, "AWARD_DAY_IS_OVER", organising.save_award(hana, late, day=today()))


async def test_of_two_who_click_at_once_one_is_refused(cast, do) -> None:
    row = await award(cast.hana, cast.bo, state=VOTING)
    hana = cast.actor(cast.hana)
    answers = await asyncio.gather(
        *(do(organising.advance_award(hana, award_id=row.id, version=1)) for _ in range(2)),
        return_exceptions=True,
    )
    (refusal,) = [a for a in answers if isinstance(a, DomainError)]
    assert refusal.code in {"STALE_VERSION", "AWARD_NOT_IN_STATE"}
    assert (await Award.get(id=row.id)).state is DECIDING


async def test_days_open_it_and_move_it_on_in_the_companys_zone_and_the_right_ones_hear(
    cast, settings
) -> None:
    bus = build_bus(settings)
    row = await award(cast.hana, cast.bo, cast.cy, state=DRAFT, start=date(2026, 12, 1))
    states = []
    for hour in (
        datetime(2026, 11, 30, 9, 59, tzinfo=UTC),
        datetime(2026, 11, 30, 10, 0, tzinfo=UTC),
        datetime(2026, 12, 15, 9, 59, tzinfo=UTC),
        datetime(2026, 12, 15, 10, 0, tzinfo=UTC),
        datetime(2026, 12, 22, 9, 59, tzinfo=UTC),
        datetime(2026, 12, 22, 10, 0, tzinfo=UTC),
    ):
        with at(hour):
            await organising.advance_due_awards(bus, "Pacific/Kiritimati")
            await organising.advance_due_awards(bus, "Pacific/Kiritimati")
        states.append((await Award.get(id=row.id)).state)
    assert states == [DRAFT, NOMINATING, NOMINATING, VOTING, VOTING, DECIDING]
    mails = await Mail.all().order_by("created_at", "recipient_id")
    assert {(m.recipient_id, m.dedupe_key.split(":")[0]) for m in mails} == {
        (cast.bo.id, "award_voting"),
        (cast.cy.id, "award_voting"),
        (cast.hana.id, "award_deciding"),
    }


async def test_a_draft_without_a_jury_or_whose_time_is_over_waits(cast, do) -> None:
    await award(cast.hana, cast.dee, state=DRAFT)
    await award(cast.hana, cast.bo, state=DRAFT, start=today() - 30 * DAY)
    assert await organising.advance_due_awards(do, "UTC") == 0
    assert await Award.filter(state=DRAFT).count() == 2


async def test_the_next_quarters_draft_comes_once_with_whoever_is_still_there(cast, do) -> None:
    row = await award(
        cast.hana,
        cast.bo,
        cast.cy,
        state=DECIDING,
        start=date(2026, 11, 30),
        repeats=True,
        description="Why",
        winners=2,
    )
    await cast.leave(cast.cy)
    early = datetime(2027, 1, 27, 12, tzinfo=UTC)
    for hours in (0, 24 * 2, 24 * 3, 24 * 4):
        with at(early + timedelta(hours=hours)):
            await organising.advance_due_awards(do, "UTC")
    (following,) = await Award.filter(follows_id=row.id)
    assert (following.state, following.quarter, following.repeats) == (DRAFT, "2027-Q1", True)
    assert following.nominations_from == date(2027, 2, 28)
    assert (following.description, following.winners) == ("Why", 2)
    jurors = await AwardJuror.filter(award_id=following.id).values_list("person_id", flat=True)
    assert jurors == [cast.bo.id]


@pytest.mark.parametrize("state", [DRAFT, CANCELLED])
async def test_what_was_given_up_or_has_not_begun_does_not_come_again(cast, do, state) -> None:
    await award(cast.hana, cast.bo, state=state, repeats=True, start=today() - 300 * DAY)
    await organising.advance_due_awards(do, "UTC")
    assert await Award.all().count() == 1


@pytest.mark.parametrize("count", [1, 20, 200])
async def test_the_list_takes_the_same_number_of_queries_for_any_number(cast, count: int) -> None:
    held = await value()
    for _ in range(count):
        row = await award(cast.hana, cast.bo, state=ANNOUNCED)
        await nomination(row, cast.ann, cast.cy, held)
    hana = cast.actor(cast.hana)
    with query_count() as asked:
        page = await queries.awards(hana, PageRequest(100))
        ids = [view.id for view in page.items]
        await queries.ballots_of(cast.actor(cast.bo), ids)
        await queries.results_of(hana, ids)
    assert len(page.items) == min(count, 100)
    assert asked.count == 4 + 7 + 7


async def test_everybody_sees_it_from_its_opening_on_and_who_nominated_after_it_was_given_up(
    cast,
) -> None:
    row = await award(cast.hana, cast.bo, state=DRAFT)
    await nomination(row, cast.ann, cast.cy, await value())
    for state, seen in (
        (DRAFT, {"hana"}),
        *((each, set(EVERYBODY)) for each in (NOMINATING, VOTING, DECIDING, ANNOUNCED)),
        (CANCELLED, {"hana", "cy"}),
    ):
        await move(row, state)
        found = {
            name
            for name in EVERYBODY
            if row.id in await queries.awards_by_ids(cast.actor(getattr(cast, name)), [row.id])
        }
        assert found == seen, state
