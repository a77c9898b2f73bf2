"""Editing, and keys by which the same is given once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from erm.core.clock import now
from erm.core.ids import new_id
from erm.recognition import commands, queries
from erm.recognition.commands import KudosDraft
from erm.recognition.events import KudosEdited
from erm.recognition.models import Kudos, KudosKey
from tests.recognition.rows import EVERYBODY, at_once, do, heard, kudos, refused, value


async def edit(bus, actor, row, message="Said better.", **more):
    return await do(
        bus,
        commands.edit_kudos,
        actor,
        kudos_id=row.id,
        message=message,
        company_value_id=more.pop("company_value_id", None),
        **more,
    )


async def test_the_author_says_it_otherwise_and_the_earlier_words_stay_readable(
    cast, actor_of, bus
) -> None:
    courage = await value("Courage")
    row = await kudos(cast.bo, cast.ann, message="Said badly.", company_value=courage)
    facts = heard(bus)
    edited = (await edit(bus, actor_of(cast.bo), row)).kudos
    assert (edited.message, edited.company_value_id) == ("Said better.", None)
    assert edited.edited_at is not None
    (before,) = (await queries.edits_of(actor_of(cast.zed), [row.id]))[row.id]
    assert (before.message, before.company_value_id) == ("Said badly.", courage.id)
    assert [type(fact) for fact in facts] == [KudosEdited]
    assert (await Kudos.get(id=row.id)).search_text == "said better."


async def test_saving_the_same_words_is_no_edit(cast, actor_of, bus) -> None:
    row = await kudos(cast.bo, cast.ann, message="Said well.")
    facts = heard(bus)
    view = (await edit(bus, actor_of(cast.bo), row, message=" Said well. ")).kudos
    assert (view.edited_at, facts) == (None, [])


async def test_nobody_but_the_author_edits(cast, actor_of, bus) -> None:
    row = await kudos(cast.bo, cast.ann)
    more = {"kudos_id": row.id, "message": "Mine now.", "company_value_id": None}
    for name in set(EVERYBODY) - {"bo"}:
        actor = actor_of(getattr(cast, name))
        await refused(bus, "NOT_ALLOWED", commands.edit_kudos, actor, **more)


async def test_after_a_day_and_while_hidden_nothing_is_edited(cast, actor_of, bus) -> None:
    bo = actor_of(cast.bo)
    fresh = await kudos(cast.bo, cast.ann, at=now() - timedelta(hours=23, minutes=58))
    old = await kudos(cast.bo, cast.ann, at=now() - timedelta(hours=24, minutes=1))
    hidden = await kudos(cast.bo, cast.ann, hidden=True)
    found = await queries.kudos_by_ids(bo, [fresh.id, old.id, hidden.id])
    assert [found[row.id].can_edit for row in (fresh, old, hidden)] == [True, False, False]
    assert found[fresh.id].editable_until == fresh.created_at + timedelta(hours=24)
    assert found[old.id].editable_until is None
    await edit(bus, bo, fresh)
    for row, code in ((old, "KUDOS_TOO_OLD_TO_EDIT"), (hidden, "KUDOS_HIDDEN")):
        await refused(
            bus,
            code,
            commands.edit_kudos,
            bo,
            kudos_id=row.id,
            message="Late.",
            company_value_id=None,
        )


async def test_of_many_edits_at_once_none_is_lost(cast, actor_of, bus) -> None:
    row = await kudos(cast.bo, cast.ann, message="First.")
    bo = actor_of(cast.bo)
    made, refusals = await at_once(
        *(edit(bus, bo, row, message=f"Version {number}.") for number in range(4))
    )
    assert len(made) + len(refusals) == 4
    assert set(refusals) <= {"STALE_VERSION"}
    edits = (await queries.edits_of(bo, [row.id]))[row.id]
    assert len(edits) == len(made)
    assert edits[-1].message == "First."


async def test_a_value_that_was_retired_since_may_stay(cast, actor_of, bus) -> None:
    speed = await value("Speed", retired=True)
    bo = actor_of(cast.bo)
    row = await kudos(cast.bo, cast.ann, company_value=speed)
    view = (await edit(bus, bo, row, company_value_id=speed.id)).kudos
    assert view.company_value_id == speed.id
    other = await kudos(cast.bo, cast.ann)
    await refused(
        bus,
        "COMPANY_VALUE_RETIRED",
        commands.edit_kudos,
        bo,
        kudos_id=other.id,
        message="Fast.",
        company_value_id=speed.id,
    )


# ---- the same key gives once -------------------------------------------------------------------


async def test_the_same_key_gives_once_and_answers_again(cast, actor_of, bus) -> None:
    bo, key = actor_of(cast.bo), new_id()
    draft = KudosDraft("Thanks.", receiver_ids=(cast.ann.id,))
    given, refusals = await at_once(*(do(bus, commands.give, bo, draft, key=key) for _ in range(4)))
    assert refusals == []
    assert len({each.kudos.id for each in given}) == 1
    assert await Kudos.all().count() == 1
    other = await do(
        bus,
        commands.give,
        actor_of(cast.ann),
        draft=KudosDraft("Thanks to you.", receiver_ids=(cast.bo.id,)),
        key=key,
    )
    assert other.kudos.author_id == cast.ann.id


async def test_a_key_is_not_used_up_by_a_refusal_and_gives_nothing_back_that_is_gone(
    cast, actor_of, bus
) -> None:
    bo, key = actor_of(cast.bo), new_id()
    draft = KudosDraft("", receiver_ids=(cast.ann.id,))
    await refused(bus, "TEXT_REQUIRED", commands.give, bo, draft, key=key)
    assert await KudosKey.all().count() == 0
    draft = KudosDraft("Thanks.", receiver_ids=(cast.ann.id,))
    given = await do(bus, commands.give, bo, draft, key=key)
    await do(bus, commands.withdraw_kudos, bo, kudos_id=given.kudos.id)
    await refused(bus, "KUDOS_KEY_USED", commands.give, bo, draft, key=key)


@pytest.mark.parametrize("points", [-1, -100])
async def test_points_are_not_taken_by_thanks(cast, actor_of, bus, points) -> None:
    draft = KudosDraft("Thanks.", receiver_ids=(cast.ann.id,), points=points)
    await refused(bus, "KUDOS_POINTS_NEGATIVE", commands.give, actor_of(cast.bo), draft)
