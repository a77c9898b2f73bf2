"""Changing what one wrote."""

from datetime import timedelta

from erm.core.clock import at, now
from erm.feedback import commands
from tests.feedback.rows import SHARED, do, note, refused

WORDS = {"situation": "", "behaviour": "You let everybody finish.", "impact": "", "next_step": ""}


async def test_the_author_changes_a_note_within_a_day(cast, actor_of, bus) -> None:
    row = await note(cast.bo, cast.ann)
    with at(row.created_at + timedelta(hours=23, minutes=59)):
        view = await do(
            bus,
            commands.edit_feedback,
            actor_of(cast.bo),
            note_id=row.id,
            situation="The retrospective",
            behaviour="You asked who had not spoken.",
            impact="",
            next_step="",
        )
        assert view.can_edit
    assert (view.situation, view.behaviour, view.impact) == (
        "The retrospective",
        "You asked who had not spoken.",
        "",
    )
    assert view.edited_at == row.created_at + timedelta(hours=23, minutes=59)


async def test_after_a_day_a_note_stays_as_it_is(cast, actor_of, bus) -> None:
    row = await note(cast.bo, cast.ann)
    with at(row.created_at + timedelta(hours=24)):
        await refused(
            bus,
            "FEEDBACK_NOTE_TOO_OLD_TO_EDIT",
            commands.edit_feedback,
            actor_of(cast.bo),
            note_id=row.id,
            **WORDS,
        )


async def test_what_was_thanked_for_stays_as_it_is(cast, actor_of, bus) -> None:
    row = await note(cast.bo, cast.ann, thanked_at=now())
    await refused(
        bus,
        "FEEDBACK_NOTE_ALREADY_THANKED",
        commands.edit_feedback,
        actor_of(cast.bo),
        note_id=row.id,
        **WORDS,
    )


async def test_nobody_but_the_author_changes_a_note(cast, actor_of, bus) -> None:
    row = await note(cast.bo, cast.ann, SHARED)
    edit = commands.edit_feedback
    for who in ("ann", "mo"):
        actor = actor_of(getattr(cast, who))
        await refused(bus, "NOT_ALLOWED", edit, actor, note_id=row.id, **WORDS)
    for who in ("zed", "old", "cy", "hana", "ada"):
        actor = actor_of(getattr(cast, who))
        await refused(bus, "FEEDBACK_NOTE_NOT_FOUND", edit, actor, note_id=row.id, **WORDS)
