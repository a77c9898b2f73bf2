"""Thanking for feedback."""

from datetime import timedelta

from erm.core.clock import at, now
from erm.feedback import commands
from erm.feedback.events import FeedbackThanked
from tests.feedback.rows import SHARED, at_once, do, heard, note, refused


async def test_the_recipient_thanks_once_and_again_is_the_same(cast, actor_of, bus) -> None:
    row = await note(cast.bo, cast.ann)
    facts = heard(bus)
    first = await do(bus, commands.thank_for_feedback, actor_of(cast.ann), note_id=row.id)
    with at(now() + timedelta(hours=1)):
        second = await do(bus, commands.thank_for_feedback, actor_of(cast.ann), note_id=row.id)
    assert first.thanked_at is not None
    assert second.thanked_at == first.thanked_at
    assert not second.can_thank
    assert [type(fact) for fact in facts] == [FeedbackThanked]


async def test_nobody_but_the_recipient_thanks(cast, actor_of, bus) -> None:
    row = await note(cast.bo, cast.ann, SHARED)
    thank = commands.thank_for_feedback
    for who in ("bo", "mo"):
        await refused(bus, "NOT_ALLOWED", thank, actor_of(getattr(cast, who)), note_id=row.id)
    for who in ("zed", "old", "cy", "hana", "ada"):
        actor = actor_of(getattr(cast, who))
        await refused(bus, "FEEDBACK_NOTE_NOT_FOUND", thank, actor, note_id=row.id)


async def test_many_thanks_at_once_are_told_once(cast, actor_of, bus) -> None:
    row = await note(cast.bo, cast.ann)
    facts = heard(bus)
    made, _ = await at_once(
        *(
            do(bus, commands.thank_for_feedback, actor_of(cast.ann), note_id=row.id)
            for _ in range(5)
        )
    )
    assert len(made) == 5
    assert len(facts) == 1
