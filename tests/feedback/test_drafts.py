"""Drafts: kept sealed for their author alone, on every device, and never overwritten unseen."""

from __future__ import annotations

from erm.feedback import commands, queries
from erm.feedback.models import FeedbackDraft
from erm.feedback.rules import DRAFTS_MAXIMUM
from tests.feedback.rows import at_once, do, refused

KEY = "give:somebody"


async def save(bus, actor, content, version, key=KEY):
    return await do(
        bus, commands.save_feedback_draft, actor, key=key, content=content, version=version
    )


async def test_a_draft_is_found_again_by_its_author_and_by_nobody_else(cast, actor_of, bus) -> None:
    ann = actor_of(cast.ann)
    first = await save(bus, ann, "You let ", 0)
    second = await save(bus, ann, "You let everybody ", first.version)
    assert (second.version, second.content) == (2, "You let everybody ")
    found = await queries.draft(ann, KEY)
    assert found == second
    for name in ("bo", "mo", "hana", "ada"):
        assert await queries.draft(actor_of(getattr(cast, name)), KEY) is None
    theirs = await save(bus, actor_of(cast.bo), "Mine", 0)
    assert theirs.version == 1
    assert (await queries.draft(ann, KEY)).content == "You let everybody "


async def test_what_was_saved_elsewhere_is_not_overwritten(cast, actor_of, bus) -> None:
    ann = actor_of(cast.ann)
    first = await save(bus, ann, "At home", 0)
    await save(bus, ann, "At work", first.version)
    for version in (0, first.version, 7):
        await refused(
            bus,
            "FEEDBACK_DRAFT_CHANGED",
            commands.save_feedback_draft,
            ann,
            key=KEY,
            content="At home again",
            version=version,
        )
    assert (await queries.draft(ann, KEY)).content == "At work"


async def test_of_two_devices_that_begin_at_once_one_is_told(cast, actor_of, bus) -> None:
    made, refusals = await at_once(
        *(save(bus, actor_of(cast.ann), f"Device {number}", 0) for number in range(4))
    )
    assert len(made) == 1
    assert refusals == ["FEEDBACK_DRAFT_CHANGED"] * 3
    assert (await queries.draft(actor_of(cast.ann), KEY)).content == made[0].content


async def test_a_draft_that_was_thrown_away_is_gone_and_may_begin_again(
    cast, actor_of, bus
) -> None:
    ann = actor_of(cast.ann)
    saved = await save(bus, ann, "Words", 0)
    await save(bus, actor_of(cast.bo), "Bo's", 0)
    for _ in range(2):
        assert await do(bus, commands.discard_feedback_draft, ann, key=KEY) == KEY
    assert await queries.draft(ann, KEY) is None
    assert await FeedbackDraft.all().count() == 1
    await refused(
        bus,
        "FEEDBACK_DRAFT_CHANGED",
        commands.save_feedback_draft,
        ann,
        key=KEY,
        content="Late",
        version=saved.version,
    )
    assert (await save(bus, ann, "Anew", 0)).version == 1


async def test_drafts_have_limits(cast, actor_of, bus) -> None:
    ann = actor_of(cast.ann)
    given = {"key": KEY, "content": "x" * 20_001, "version": 0}
    error = await refused(bus, "TEXT_TOO_LONG", commands.save_feedback_draft, ann, **given)
    assert error.field == "content"
    error = await refused(
        bus, "TEXT_REQUIRED", commands.save_feedback_draft, ann, **given | {"key": " "}
    )
    assert error.field == "key"
    for number in range(DRAFTS_MAXIMUM):
        await save(bus, ann, "x", 0, key=f"give:{number}")
    more = {"key": "one more", "content": "x", "version": 0}
    await refused(bus, "FEEDBACK_TOO_MANY_DRAFTS", commands.save_feedback_draft, ann, **more)
    assert (await save(bus, ann, "y", 1, key="give:7")).version == 2


async def test_what_is_cut_in_the_middle_of_a_character_can_still_be_saved(
    cast, actor_of, bus
) -> None:
    view = await save(bus, actor_of(cast.ann), " Half \ud83d\n", 0)
    assert view.content == " Half \n"


async def test_a_leaver_s_drafts_are_thrown_away(cast, actor_of, bus) -> None:
    await save(bus, actor_of(cast.ann), "x", 0)
    await save(bus, actor_of(cast.bo), "x", 0)
    assert await do(bus, commands.delete_drafts_of_leaver, cast.ann.id) == 1
    assert await FeedbackDraft.filter(author_id=cast.bo.id).count() == 1
