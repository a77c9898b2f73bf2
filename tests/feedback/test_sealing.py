"""What people write of each other is not readable in the database, and follows its keys."""

from __future__ import annotations

from dataclasses import replace

import pytest

from erm.core import sealing
from erm.core.resealing import (
    reseal,
    sealed_columns,
    sealed_with_lost_keys,
    sealed_with_other_keys,
)
from erm.feedback import commands, queries
from erm.feedback.commands.resealing import seal_plain_notes
from erm.feedback.models import FeedbackDraft, FeedbackFollowUp, FeedbackNote
from erm.settings import new_key, read_keys
from tests.conftest import SECRETS
from tests.feedback.rows import CLOSE, do, note

SECRET_WORDS = "You let everybody finish."


async def test_every_column_of_sealed_texts_is_known(db) -> None:
    found = {(each.table, each.column) for each in sealed_columns()}
    assert {
        ("feedback_note", "sealed"),
        ("feedback_draft", "sealed"),
        ("feedback_follow_up", "question_sealed"),
        ("feedback_follow_up", "answer_sealed"),
        ("guest_feedback", "answer_sealed"),
        ("one_on_one_private_notes", "sealed"),
        ("one_on_one_talking_point", "sealed"),
        ("review", "answers_sealed"),
        ("review_version", "answers_sealed"),
        ("cycle_participant", "summary_sealed"),
        ("cycle_participant", "packet_sealed"),
        ("cycle_participant", "answer_sealed"),
        ("cycle_result", "content_sealed"),
        ("assessment_answer", "sealed"),
        ("stored_content", "sealed"),
        ("scheduled_kudos", "content_sealed"),
        ("moderation_report", "snapshot_sealed"),
        ("webhook_endpoint", "secret_sealed"),
        ("webhook_endpoint", "former_secret_sealed"),
        ("chat_channel", "address_sealed"),
        ("survey_wave", "private_key_sealed"),
        ("survey_ballot_waiting", "content_sealed"),
        ("survey_ballot", "content_sealed"),
        ("survey_comment", "words_sealed"),
        ("survey_comment_reply", "words_sealed"),
        ("survey_upload", "content_sealed"),
        ("personal_chat", "address_sealed"),
        ("push_key", "private_key_sealed"),
        ("push_subscription", "endpoint_sealed"),
        ("push_subscription", "keys_sealed"),
    } == found


async def _everything(cast, actor_of, bus) -> None:
    given = await do(
        bus,
        commands.give_feedback,
        actor_of(cast.bo),
        recipient_id=cast.ann.id,
        behaviour=SECRET_WORDS,
        visibility=CLOSE,
    )
    ann, bo = actor_of(cast.ann), actor_of(cast.bo)
    await do(bus, commands.ask_back, ann, note_id=given.id, question=SECRET_WORDS)
    await do(bus, commands.answer_back, bo, note_id=given.id, answer=SECRET_WORDS)
    await do(bus, commands.save_feedback_draft, bo, key="give:x", content=SECRET_WORDS, version=0)


async def test_nothing_that_was_written_stands_in_the_database_in_the_clear(
    cast, actor_of, bus
) -> None:
    await _everything(cast, actor_of, bus)
    rows = [
        *await FeedbackNote.all().values(),
        *await FeedbackFollowUp.all().values(),
        *await FeedbackDraft.all().values(),
    ]
    assert len(rows) == 3
    for row in rows:
        for value in row.values():
            raw = value if isinstance(value, bytes) else str(value).encode()
            assert b"finish" not in raw


async def test_a_note_that_is_copied_into_another_row_cannot_be_opened(cast, actor_of, bus) -> None:
    one, other = await note(cast.bo, cast.ann), await note(cast.cy, cast.ann)
    await FeedbackNote.filter(id=other.id).update(sealed=one.sealed)
    with pytest.raises(sealing.SealBroken):
        await queries.notes_by_ids(actor_of(cast.ann), [other.id])


async def test_notes_from_before_are_sealed_and_read_as_before(cast, actor_of, bus) -> None:
    row = await note(cast.bo, cast.ann)
    await FeedbackNote.filter(id=row.id).update(
        sealed=None, situation="On Monday", behaviour=SECRET_WORDS, impact="", next_step="Go on"
    )
    before = (await queries.notes_by_ids(actor_of(cast.ann), [row.id]))[row.id]
    assert await seal_plain_notes(bus) == 1
    assert await seal_plain_notes(bus) == 0
    stored = await FeedbackNote.get(id=row.id)
    assert (stored.situation, stored.behaviour, stored.next_step) == ("", "", "")
    after = (await queries.notes_by_ids(actor_of(cast.ann), [row.id]))[row.id]
    assert after == before
    assert (after.situation, after.behaviour) == ("On Monday", SECRET_WORDS)


async def test_a_change_of_keys_reaches_everything_that_was_written(cast, actor_of, bus) -> None:
    await _everything(cast, actor_of, bus)
    assert await sealed_with_other_keys() == 0
    fresh = read_keys(new_key())
    sealing.use_keys(replace(SECRETS, encryption_keys=fresh + SECRETS.encryption_keys))
    assert await sealed_with_other_keys() == 4
    assert await reseal(bus) == 4
    assert await sealed_with_other_keys() == 0
    sealing.use_keys(replace(SECRETS, encryption_keys=fresh))
    assert await sealed_with_lost_keys() == 0
    (row,) = await FeedbackNote.all()
    seen = (await queries.notes_by_ids(actor_of(cast.ann), [row.id]))[row.id]
    assert seen.behaviour == SECRET_WORDS
    follow_up = (await queries.follow_ups_of(actor_of(cast.ann), [row.id]))[row.id]
    assert (follow_up.question, follow_up.answer) == (SECRET_WORDS, SECRET_WORDS)
    draft = await queries.draft(actor_of(cast.bo), "give:x")
    assert draft is not None
    assert draft.content == SECRET_WORDS
