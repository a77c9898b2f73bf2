"""Signs and lines under kudos."""

import pytest

from erm.core.actor import SYSTEM
from erm.recognition import commands, queries
from erm.recognition.events import KudosCommented, KudosReacted
from erm.recognition.models import KudosComment, KudosReaction
from erm.recognition.rules import ReactionKind
from tests.recognition.rows import (
    EVERYBODY,
    PRIVATE,
    at_once,
    comment,
    do,
    heard,
    kudos,
    reaction,
    refused,
)

CLAP, HEART = ReactionKind.CLAP, ReactionKind.HEART


async def test_reacting_twice_is_the_same_as_once(cast, actor_of, bus) -> None:
    row = await kudos(cast.bo, cast.ann)
    facts = heard(bus)
    cy = actor_of(cast.cy)
    first = await do(bus, commands.react, cy, kudos_id=row.id, kind=CLAP)
    second = await do(bus, commands.react, cy, kudos_id=row.id, kind=CLAP)
    assert first.reactions == second.reactions
    assert [(each.kind, each.count, each.mine) for each in second.reactions] == [(CLAP, 1, True)]
    assert [(type(fact), fact.kind) for fact in facts] == [(KudosReacted, CLAP)]


async def test_many_clicks_at_once_leave_one_sign(cast, actor_of, bus) -> None:
    row = await kudos(cast.bo, cast.ann)
    facts = heard(bus)
    made, refusals = await at_once(
        *(do(bus, commands.react, actor_of(cast.cy), kudos_id=row.id, kind=CLAP) for _ in range(5))
    )
    assert (len(made), refusals) == (5, [])
    assert await KudosReaction.all().count() == 1
    assert len(facts) == 1


async def test_signs_are_counted_in_a_fixed_order_and_one_s_own_are_known(
    cast, actor_of, bus
) -> None:
    row = await kudos(cast.bo, cast.ann)
    await reaction(row, cast.cy, HEART)
    await reaction(row, cast.max, CLAP)
    await reaction(row, cast.cy, CLAP)
    view = (await queries.kudos_by_ids(actor_of(cast.max), [row.id]))[row.id]
    assert [(each.kind, each.count, each.mine) for each in view.reactions] == [
        (CLAP, 2, True),
        (HEART, 1, False),
    ]


async def test_taking_a_sign_away_takes_one_s_own_only(cast, actor_of, bus) -> None:
    row = await kudos(cast.bo, cast.ann)
    await reaction(row, cast.cy, CLAP)
    await reaction(row, cast.cy, HEART)
    await reaction(row, cast.max, CLAP)
    cy = actor_of(cast.cy)
    for _ in range(2):
        view = await do(bus, commands.unreact, cy, kudos_id=row.id, kind=CLAP)
        assert [(each.kind, each.count, each.mine) for each in view.reactions] == [
            (CLAP, 1, False),
            (HEART, 1, True),
        ]


async def test_who_cannot_see_kudos_can_add_nothing_to_them(cast, actor_of, bus) -> None:
    row = await kudos(cast.bo, cast.ann, visibility=PRIVATE)
    await reaction(row, cast.ann)
    for name in set(EVERYBODY) - {"bo", "ann"}:
        actor = actor_of(getattr(cast, name))
        for command, more in (
            (commands.react, {"kind": CLAP}),
            (commands.unreact, {"kind": CLAP}),
            (commands.comment_on_kudos, {"body": "Me too"}),
        ):
            await refused(bus, "KUDOS_NOT_FOUND", command, actor, kudos_id=row.id, **more)
    await refused(bus, "KUDOS_NOT_FOUND", commands.react, SYSTEM, kudos_id=row.id, kind=CLAP)


async def test_a_comment_is_written_told_of_and_counted(cast, actor_of, bus) -> None:
    row = await kudos(cast.bo, cast.ann)
    facts = heard(bus)
    said = await do(
        bus, commands.comment_on_kudos, actor_of(cast.cy), kudos_id=row.id, body=" Seconded! "
    )
    line, view = said.comment, said.kudos
    assert (line.body, line.author_id, line.can_delete) == ("Seconded!", cast.cy.id, True)
    assert view.comment_count == 1
    (fact,) = facts
    assert isinstance(fact, KudosCommented)
    assert (fact.kudos_id, fact.comment_id, fact.author_id) == (row.id, line.id, cast.cy.id)


@pytest.mark.parametrize(("body", "code"), [(" ", "TEXT_REQUIRED"), ("x" * 1_001, "TEXT_TOO_LONG")])
async def test_an_empty_or_endless_comment_is_refused(cast, actor_of, bus, body, code) -> None:
    row = await kudos(cast.bo, cast.ann)
    cy = actor_of(cast.cy)
    error = await refused(bus, code, commands.comment_on_kudos, cy, kudos_id=row.id, body=body)
    assert error.field == "body"


async def test_its_author_deletes_a_comment_and_its_words_are_gone(cast, actor_of, bus) -> None:
    row = await kudos(cast.bo, cast.ann)
    line = await comment(row, cast.cy)
    actor = actor_of(cast.cy)
    view = await do(bus, commands.delete_kudos_comment, actor, comment_id=line.id)
    assert view.comment_count == 0
    kept = await KudosComment.get(id=line.id)
    assert (kept.body, kept.deleted_by_id) == ("", actor.person_id)
    assert await queries.comments_by_ids(actor, [line.id]) == {}
    await refused(
        bus, "KUDOS_COMMENT_NOT_FOUND", commands.delete_kudos_comment, actor, comment_id=line.id
    )


async def test_nobody_else_deletes_a_comment(cast, actor_of, bus) -> None:
    public = await comment(await kudos(cast.bo, cast.ann), cast.cy)
    private = await comment(await kudos(cast.bo, cast.ann, visibility=PRIVATE), cast.ann)
    delete = commands.delete_kudos_comment
    for name in set(EVERYBODY) - {"cy"}:
        actor = actor_of(getattr(cast, name))
        await refused(bus, "NOT_ALLOWED", delete, actor, comment_id=public.id)
    for name in ("ada", "mo", "hana", "cy"):
        actor = actor_of(getattr(cast, name))
        await refused(bus, "KUDOS_COMMENT_NOT_FOUND", delete, actor, comment_id=private.id)
