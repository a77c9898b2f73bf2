"""Cards: who reads and signs them, until when, and what the person may do with theirs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from erm.core.actor import SYSTEM
from erm.core.clock import now, today
from erm.recognition.celebrations import commands, policy, queries
from erm.recognition.celebrations.models import CardSignature, Celebration
from erm.recognition.choices.events import WarnedWordsSent
from erm.recognition.choices.models import RecognitionSettings
from erm.recognition.choices.rules import SETTINGS_ID
from tests.database import query_count
from tests.recognition.celebrations.builders import (
    CANCELLED,
    DELIVERED,
    EVERYBODY,
    EVERYONE,
    OFF,
    TEAM,
    celebration,
    everything,
    refused,
    signature,
)

ANNS_TEAM = {"mo", "bo"}


async def readers(cast: Any, row: Celebration) -> set[str]:
    """Who reads a celebration; each way to it must agree."""
    found = set()
    for name in EVERYBODY:
        actor = cast.actor(getattr(cast, name))
        by_id = row.id in await queries.celebrations_by_ids(actor, [row.id])
        listed = {view.id for view in await queries.celebrations_ahead(actor, days=7)}
        assert (row.id in listed) == by_id
        if by_id:
            found.add(name)
    return found


async def test_a_day_for_the_team_is_seen_by_the_manager_their_reports_and_ones_own(cast) -> None:
    ann = await celebration(cast.ann, audience=TEAM)
    mo = await celebration(cast.mo, audience=TEAM)
    assert await readers(cast, ann) == ANNS_TEAM
    assert await readers(cast, mo) == {"zed", "old", "max", "hana", "ada", "ann", "bo"}


async def test_a_day_for_everybody_is_seen_by_everybody_but_its_person(cast) -> None:
    row = await celebration(cast.ann, audience=EVERYONE)
    assert await readers(cast, row) == set(EVERYBODY) - {"ann"}


async def test_a_day_for_nobody_and_a_cancelled_one_are_seen_by_nobody(cast) -> None:
    assert await readers(cast, await celebration(cast.ann, audience=OFF)) == set()
    assert await readers(cast, await celebration(cast.bo, state=CANCELLED)) == set()


async def test_whoever_may_not_see_it_can_do_nothing_with_it(cast, do) -> None:
    card = await celebration(cast.ann, audience=TEAM)
    await signature(card, cast.mo)
    for name in ("cy", "hana", "ada", "zed", "ann"):
        actor = cast.actor(getattr(cast, name))
        for command in (
            commands.sign_card(actor, celebration_id=card.id, message="Me too"),
            commands.withdraw_signature(actor, celebration_id=card.id),
            commands.mark_card_read(actor, celebration_id=card.id),
        ):
            await refused(do, "CELEBRATION_NOT_FOUND", command)
    await refused(
        do,
        "CELEBRATION_NOT_FOUND",
        commands.sign_card(SYSTEM, celebration_id=card.id, message="Me too"),
    )


async def test_who_used_to_be_in_the_team_is_not_any_more(cast) -> None:
    card = await celebration(cast.ann, audience=TEAM)
    await cast.change_manager(cast.bo, cast.max)
    assert await readers(cast, card) == {"mo"}


async def test_colleagues_sign_change_and_withdraw_their_line_until_it_is_handed_over(
    cast, do
) -> None:
    card = await celebration(cast.ann)
    bo = cast.actor(cast.bo)
    first = await do(commands.sign_card(bo, celebration_id=card.id, message="  Well done "))
    assert first.can_sign
    assert first.signature_count == 1
    assert first.own_signature is not None
    assert (first.own_signature.message, first.own_signature.edited_at) == ("Well done", None)
    again = await do(commands.sign_card(bo, celebration_id=card.id, message="Very well done"))
    assert again.own_signature is not None
    assert again.own_signature.id == first.own_signature.id
    assert again.own_signature.edited_at is not None
    gone = await do(commands.withdraw_signature(bo, celebration_id=card.id))
    assert (gone.own_signature, gone.signatures, gone.signature_count) == (None, (), 0)
    assert (await CardSignature.get()).message == ""
    await refused(do, "CARD_NOT_SIGNED", commands.withdraw_signature(bo, celebration_id=card.id))
    back = await do(commands.sign_card(bo, celebration_id=card.id, message="After all"))
    assert back.own_signature is not None
    assert back.own_signature.edited_at is None
    await Celebration.filter(id=card.id).update(state=DELIVERED, delivered_at=now())
    for command in (
        commands.sign_card(bo, celebration_id=card.id, message="Late"),
        commands.withdraw_signature(bo, celebration_id=card.id),
    ):
        await refused(do, "CARD_HANDED_OVER", command)


@pytest.mark.parametrize(
    ("message", "code"), [("  ", "TEXT_REQUIRED"), ("x" * 501, "TEXT_TOO_LONG")]
)
async def test_a_line_has_words_and_not_too_many(cast, do, message: str, code: str) -> None:
    card = await celebration(cast.ann)
    error = await refused(
        do,
        code,
        commands.sign_card(cast.actor(cast.bo), celebration_id=card.id, message=message),
    )
    assert error.field == "message"


async def test_words_that_the_company_warns_of_are_sent_only_knowingly(cast, do) -> None:
    await RecognitionSettings.create(id=SETTINGS_ID, blocked_words=["dinosaur"], updated_at=now())
    card = await celebration(cast.ann)
    bo = cast.actor(cast.bo)
    given: dict[str, Any] = {"celebration_id": card.id, "message": "You old Dinosaur"}
    await refused(do, "TEXT_MAY_HURT", commands.sign_card(bo, **given))
    view = await do(commands.sign_card(bo, **given, despite_warning=True))
    told = do.only(WarnedWordsSent)
    assert view.own_signature is not None
    assert (told.signature_id, told.author_id) == (view.own_signature.id, cast.bo.id)


async def test_a_hidden_line_is_seen_by_its_author_alone_and_not_written_anew(cast, do) -> None:
    card = await celebration(cast.ann)
    line = await signature(card, cast.bo)
    await signature(card, cast.mo)
    await CardSignature.filter(id=line.id).update(hidden_at=now(), hidden_reason="Not kind")
    for name, seen in (("bo", 2), ("mo", 1), ("hana", 1)):
        actor = cast.actor(getattr(cast, name))
        (view,) = await queries.celebrations_ahead(actor, days=7)
        assert (len(view.signatures), view.signature_count) == (seen, 1)
        assert (line.id in await queries.signatures_by_ids(actor, [line.id])) == (name == "bo")
    bo = cast.actor(cast.bo)
    mine = (await queries.signatures_by_ids(bo, [line.id]))[line.id]
    assert (mine.hidden, mine.hidden_reason, mine.can_edit) == (True, "Not kind", False)
    again = commands.sign_card(bo, celebration_id=card.id, message="Kind")
    await refused(do, "CARD_SIGNATURE_HIDDEN", again)


async def test_once_it_is_theirs_its_person_reads_the_card_and_nobody_else_marks_it(
    cast, do
) -> None:
    card = await celebration(cast.ann, day=today("Europe/Berlin"), state=DELIVERED)
    line = await signature(card, cast.bo)
    ann = cast.actor(cast.ann)
    (view,) = await queries.celebrations_ahead(ann, days=0)
    assert (view.for_viewer, view.card_unread, view.today, view.delivered) == (True,) * 4
    assert [each.id for each in view.signatures] == [line.id]
    assert not view.can_sign
    await refused(
        do, "NOT_ALLOWED", commands.mark_card_read(cast.actor(cast.bo), celebration_id=card.id)
    )
    await refused(
        do, "NOT_ALLOWED", commands.sign_card(ann, celebration_id=card.id, message="Thanks")
    )
    read = await do(commands.mark_card_read(ann, celebration_id=card.id))
    assert not read.card_unread
    before = await everything()
    await do(commands.mark_card_read(ann, celebration_id=card.id))
    assert await everything() == before


async def test_ones_own_card_stands_in_the_list_for_thirty_days_if_somebody_wrote_on_it(
    cast,
) -> None:
    day = today("Europe/Berlin")
    signed = await celebration(cast.ann, day=day - timedelta(days=30), state=DELIVERED)
    await signature(signed, cast.bo)
    await celebration(cast.ann, day=day - timedelta(days=2), state=DELIVERED)
    older = await celebration(cast.ann, day=day - timedelta(days=31), state=DELIVERED)
    await signature(older, cast.bo)
    found = await queries.celebrations_ahead(cast.actor(cast.ann), days=7)
    assert [view.id for view in found] == [signed.id]
    assert await queries.celebrations_ahead(cast.actor(cast.bo), days=7) == []


async def test_whoever_wrote_a_line_can_change_it_and_others_can_report_it(cast) -> None:
    card = await celebration(cast.ann)
    await signature(card, cast.bo)
    for name, mine in (("bo", True), ("cy", False)):
        (view,) = await queries.celebrations_ahead(cast.actor(getattr(cast, name)), days=7)
        (line,) = view.signatures
        assert (line.can_edit, line.can_report) == (mine, not mine)


async def test_one_asks_for_at_most_31_days(cast) -> None:
    for days in (-1, 32):
        with pytest.raises(Exception, match="CELEBRATION_DAYS_OUT_OF_RANGE"):
            await queries.celebrations_ahead(cast.actor(cast.ann), days=days)


async def test_the_choice_is_ones_own_and_names_a_day_that_exists(cast, do) -> None:
    ann = cast.actor(cast.ann)
    before = await queries.choice(ann)
    assert (before.anniversary, before.birthday, before.hired_on) == (
        TEAM,
        OFF,
        cast.ann.hired_on,
    )
    for given, code in (
        ({"birthday": TEAM}, "BIRTHDAY_INCOMPLETE"),
        ({"birthday": OFF, "birth_month": 2}, "BIRTHDAY_INCOMPLETE"),
        ({"birthday": TEAM, "birth_month": 2, "birth_day": 30}, "BIRTHDAY_NO_SUCH_DAY"),
        ({"birthday": TEAM, "birth_month": 13, "birth_day": 1}, "BIRTHDAY_NO_SUCH_DAY"),
    ):
        await refused(do, code, commands.set_celebration_choice(ann, anniversary=TEAM, **given))
    view = await do(
        commands.set_celebration_choice(
            ann, anniversary=EVERYONE, birthday=TEAM, birth_month=2, birth_day=29
        )
    )
    assert (view.anniversary, view.birthday, view.birth_month, view.birth_day) == (
        EVERYONE,
        TEAM,
        2,
        29,
    )
    assert (await queries.choice(cast.actor(cast.bo))).birthday is OFF
    gone = await do(commands.set_celebration_choice(ann, anniversary=OFF, birthday=OFF))
    assert gone.birth_day is None
    await refused(
        do,
        "NOT_ALLOWED",
        commands.set_celebration_choice(SYSTEM, anniversary=OFF, birthday=OFF),
    )


@pytest.mark.parametrize("count", [1, 20, 200])
async def test_the_list_takes_the_same_number_of_queries_for_any_number(cast, count: int) -> None:
    for person in await cast.crowd(count):
        card = await celebration(person)
        await signature(card, cast.bo)
    with query_count() as asked:
        found = await queries.celebrations_ahead(cast.actor(cast.ann), days=7)
    assert len(found) == count
    assert asked.count == 3


async def test_both_forms_of_the_right_agree(cast) -> None:
    rows = [
        await celebration(person, audience=TEAM)
        for person in (cast.ann, cast.mo, cast.cy, cast.zed)
    ]
    for name in EVERYBODY:
        actor = cast.actor(getattr(cast, name))
        found = set(
            await Celebration.filter(policy.readable_celebrations(actor)).values_list(
                "id", flat=True
            )
        )
        for row in rows:
            person = next(p for p in cast.people if p.id == row.person_id)
            manager = cast.actor(person).manager_id
            assert (row.id in found) == policy.may_read_celebration(actor, row, manager)
