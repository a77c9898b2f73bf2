"""Giving kudos, taking them back, making them private, hiding them."""

from uuid import UUID

import pytest

from erm.core.actor import SYSTEM
from erm.core.ids import new_id
from erm.recognition import commands, queries
from erm.recognition.events import KudosGiven, KudosMadePrivate, KudosWasHidden, KudosWithdrawn
from erm.recognition.models import Kudos, KudosReceiver
from tests.recognition.rows import (
    EVERYBODY,
    PRIVATE,
    PUBLIC,
    at_once,
    comment,
    do,
    heard,
    kudos,
    reaction,
    readers,
    refused,
    value,
)


async def test_kudos_keep_their_receivers_in_order_and_tell_of_themselves(
    cast, actor_of, bus
) -> None:
    patience = await value("Patience")
    facts = heard(bus)
    view = await do(
        bus,
        commands.give_kudos,
        actor_of(cast.bo),
        receiver_ids=[cast.cy.id, cast.ann.id],
        message="  For going back to shop 14. ",
        company_value_id=patience.id,
    )
    assert view.receiver_ids == (cast.cy.id, cast.ann.id)
    assert (view.author_id, view.message, view.visibility, view.company_value_id) == (
        cast.bo.id,
        "For going back to shop 14.",
        PUBLIC,
        patience.id,
    )
    assert (view.reactions, view.comment_count, view.hidden) == ((), 0, False)
    (fact,) = facts
    assert isinstance(fact, KudosGiven)
    assert (fact.kudos_id, fact.author_id, fact.receiver_ids) == (
        view.id,
        cast.bo.id,
        (cast.cy.id, cast.ann.id),
    )


async def test_twenty_people_may_be_thanked_at_once_and_no_more(cast, actor_of, bus) -> None:
    crowd = [person.id for person in await cast.crowd(21)]
    give = {"message": "You were all there."}
    bo = actor_of(cast.bo)
    error = await refused(
        bus, "KUDOS_TOO_MANY_RECEIVERS", commands.give_kudos, bo, receiver_ids=crowd, **give
    )
    assert (error.field, error.params) == ("receiver_ids", {"maximum": 20})
    view = await do(bus, commands.give_kudos, bo, receiver_ids=crowd[:20], **give)
    assert await KudosReceiver.filter(kudos_id=view.id).count() == 20


@pytest.mark.parametrize(
    ("who", "message", "code", "field"),
    [
        ([], "Thanks!", "KUDOS_WITHOUT_RECEIVER", "receiver_ids"),
        (["bo"], "Thanks!", "KUDOS_TO_ONESELF", "receiver_ids"),
        (["ann", "bo"], "Thanks!", "KUDOS_TO_ONESELF", "receiver_ids"),
        (["ann", "cy", "ann"], "Thanks!", "KUDOS_RECEIVER_TWICE", "receiver_ids"),
        (["ann", "dee"], "Thanks!", "PERSON_HAS_LEFT", "receiver_ids"),
        (["ann"], " \n", "TEXT_REQUIRED", "message"),
        (["ann"], "x" * 2_001, "TEXT_TOO_LONG", "message"),
    ],
)
async def test_what_cannot_be_given_is_refused_with_its_field(
    cast, actor_of, bus, who, message, code, field
) -> None:
    error = await refused(
        bus,
        code,
        commands.give_kudos,
        actor_of(cast.bo),
        receiver_ids=[getattr(cast, name).id for name in who],
        message=message,
    )
    assert error.field == field


async def test_people_and_values_that_are_not_there_are_refused(cast, actor_of, bus) -> None:
    retired = await value("Speed", retired=True)
    nobody = new_id()

    async def give(code: str, receiver_id: UUID, value_id: UUID | None) -> None:
        await refused(
            bus,
            code,
            commands.give_kudos,
            actor_of(cast.bo),
            receiver_ids=[receiver_id],
            message="Thanks!",
            company_value_id=value_id,
        )

    await give("PERSON_UNKNOWN", nobody, None)
    await give("COMPANY_VALUE_UNKNOWN", cast.ann.id, nobody)
    await give("COMPANY_VALUE_RETIRED", cast.ann.id, retired.id)


async def test_nobody_thanks_in_the_name_of_the_system(cast, bus) -> None:
    await refused(
        bus,
        "NOT_ALLOWED",
        commands.give_kudos,
        SYSTEM,
        receiver_ids=[cast.ann.id],
        message="Thanks!",
    )


async def test_the_author_takes_kudos_back_and_the_row_stays(cast, actor_of, bus) -> None:
    row = await kudos(cast.bo, cast.ann)
    facts = heard(bus)
    assert await do(bus, commands.withdraw_kudos, actor_of(cast.bo), kudos_id=row.id) == row.id
    assert await readers(cast, row) == set()
    kept = await Kudos.get(id=row.id)
    assert kept.withdrawn_at is not None
    assert [(type(fact), fact.receiver_ids) for fact in facts] == [(KudosWithdrawn, (cast.ann.id,))]
    await refused(
        bus, "KUDOS_NOT_FOUND", commands.withdraw_kudos, actor_of(cast.bo), kudos_id=row.id
    )


async def test_nobody_but_the_author_takes_kudos_back(cast, actor_of, bus) -> None:
    row = await kudos(cast.bo, cast.ann)
    for name in set(EVERYBODY) - {"bo"}:
        actor = actor_of(getattr(cast, name))
        await refused(bus, "NOT_ALLOWED", commands.withdraw_kudos, actor, kudos_id=row.id)
    await refused(bus, "KUDOS_NOT_FOUND", commands.withdraw_kudos, SYSTEM, kudos_id=row.id)


async def test_a_receiver_makes_kudos_private_for_good(cast, actor_of, bus) -> None:
    row = await kudos(cast.bo, cast.ann, cast.cy)
    facts = heard(bus)
    make = commands.make_kudos_private
    view = await do(bus, make, actor_of(cast.ann), kudos_id=row.id)
    assert view.visibility is PRIVATE
    assert await readers(cast, row) == {"bo", "ann", "cy"}
    kept = await Kudos.get(id=row.id)
    assert kept.made_private_by_id == cast.ann.id
    assert kept.made_private_at is not None
    assert [type(fact) for fact in facts] == [KudosMadePrivate]
    for name in ("ann", "cy"):
        actor = actor_of(getattr(cast, name))
        await refused(bus, "KUDOS_ALREADY_PRIVATE", make, actor, kudos_id=row.id)


async def test_nobody_but_a_receiver_makes_kudos_private(cast, actor_of, bus) -> None:
    row = await kudos(cast.bo, cast.ann)
    make = commands.make_kudos_private
    for name in set(EVERYBODY) - {"ann"}:
        await refused(bus, "NOT_ALLOWED", make, actor_of(getattr(cast, name)), kudos_id=row.id)


@pytest.mark.parametrize("who", ["ada", "hana"])
async def test_a_moderator_hides_kudos_with_a_reason_that_is_kept(cast, actor_of, bus, who) -> None:
    row = await kudos(cast.bo, cast.ann)
    facts = heard(bus)
    moderator = getattr(cast, who)
    ada = actor_of(moderator)
    view = await do(bus, commands.hide_kudos, ada, kudos_id=row.id, reason=" Names a customer ")
    assert (view.hidden, view.hidden_reason, view.can_hide) == (True, "Names a customer", False)
    assert await readers(cast, row) == {"bo", "ada", "hana"}
    author_sees = (await queries.kudos_by_ids(actor_of(cast.bo), [row.id]))[row.id]
    assert (author_sees.hidden, author_sees.hidden_reason) == (True, "Names a customer")
    kept = await Kudos.get(id=row.id)
    assert kept.hidden_by_id == moderator.id
    assert kept.hidden_at is not None
    assert [type(fact) for fact in facts] == [KudosWasHidden]
    await refused(
        bus, "KUDOS_ALREADY_HIDDEN", commands.hide_kudos, ada, kudos_id=row.id, reason="Again"
    )


async def test_hiding_needs_a_reason(cast, actor_of, bus) -> None:
    row = await kudos(cast.bo, cast.ann)
    error = await refused(
        bus, "TEXT_REQUIRED", commands.hide_kudos, actor_of(cast.ada), kudos_id=row.id, reason=" "
    )
    assert error.field == "reason"


async def test_nobody_but_a_moderator_hides_and_not_what_they_cannot_see(
    cast, actor_of, bus
) -> None:
    public = await kudos(cast.bo, cast.ann)
    private = await kudos(cast.bo, cast.ann, visibility=PRIVATE)
    hide = commands.hide_kudos
    for name in set(EVERYBODY) - {"ada", "hana"}:
        actor = actor_of(getattr(cast, name))
        await refused(bus, "NOT_ALLOWED", hide, actor, kudos_id=public.id, reason="No")
    ada = actor_of(cast.ada)
    await refused(bus, "KUDOS_NOT_FOUND", hide, ada, kudos_id=private.id, reason="No")


async def test_hidden_kudos_can_be_taken_back_but_neither_reacted_to_nor_commented_on(
    cast, actor_of, bus
) -> None:
    row = await kudos(cast.bo, cast.ann, hidden=True)
    await reaction(row, cast.ann)
    await comment(row, cast.ann)
    bo, ann = actor_of(cast.bo), actor_of(cast.ann)
    write = commands.comment_on_kudos
    await refused(bus, "KUDOS_HIDDEN", write, bo, kudos_id=row.id, body="Why?")
    await refused(bus, "KUDOS_NOT_FOUND", write, ann, kudos_id=row.id, body="Why?")
    await do(bus, commands.withdraw_kudos, bo, kudos_id=row.id)


async def test_of_many_changes_at_once_one_wins(cast, actor_of, bus) -> None:
    row = await kudos(cast.bo, cast.ann, cast.cy)
    made, refusals = await at_once(
        *(
            do(bus, commands.make_kudos_private, actor_of(who), kudos_id=row.id)
            for who in (cast.ann, cast.cy) * 2
        )
    )
    assert len(made) == 1
    assert refusals == ["KUDOS_ALREADY_PRIVATE"] * 3
    made, refusals = await at_once(
        *(do(bus, commands.withdraw_kudos, actor_of(cast.bo), kudos_id=row.id) for _ in range(4))
    )
    assert len(made) == 1
    assert refusals == ["KUDOS_NOT_FOUND"] * 3
