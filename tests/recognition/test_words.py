"""Words that the company warns of."""

from __future__ import annotations

import pytest

from erm.core.clock import now
from erm.core.work import unit_of_work
from erm.recognition import commands
from erm.recognition.choices.events import WarnedWordsSent
from erm.recognition.choices.models import RecognitionSettings
from erm.recognition.choices.words import clean_words, found_words, warned_of
from erm.recognition.commands import KudosDraft
from erm.recognition.moderation import commands as moderation
from erm.recognition.moderation.models import ModerationReport
from erm.recognition.moderation.rules import ReportReason, ReportState
from erm.recognition.moderation.sealed import open_snapshot
from tests.recognition.rows import do, kudos, refused


async def warn_of(*words: str) -> None:
    _ = await RecognitionSettings.create(
        id="company", blocked_words=clean_words(words), updated_at=now()
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("You are an idiot.", ["idiot"]),
        ("IDIOT! Idiot?", ["IDIOT"]),
        ("idiotic, anti-idiots", []),
        ("i d i o t", []),
        ("an id\u00adiot", ["idiot"]),
        ("ĬDÏÓT", ["ĬDÏÓT"]),
        ("Ты дурак, дурачок", ["дурак"]),
        ("ДУРАК", ["ДУРАК"]),
        ("тупёнок и тупенок", ["тупёнок"]),
        ("What a dead   weight you are", ["dead   weight"]),
        ("dead, weight", ["dead, weight"]),
        ("deadweight", []),
        ("_idiot_ **idiot** @idiot", ["idiot"]),
        ("", []),
    ],
)
def test_whole_words_are_found_whatever_their_case_and_accents(text, found) -> None:
    blocked = clean_words(["Idiot", " дурак ", "тупенок", "Dead Weight", "", "!!"])
    assert blocked == ["idiot", "дурак", "тупенок", "dead weight"]
    assert found_words(text, blocked) == found


async def test_without_a_list_nothing_is_warned_of(cast) -> None:
    assert await warned_of("idiot") == []


async def test_the_writer_is_warned_and_may_send_it_all_the_same(cast, actor_of, bus) -> None:
    await warn_of("idiot")
    facts: list = []

    async def hear(event) -> None:
        facts.append(event)

    bus.subscribe(WarnedWordsSent, hear)
    moderation.subscribe(bus)
    bo = actor_of(cast.bo)
    draft = KudosDraft("You lucky Idiot.", receiver_ids=(cast.ann.id,))
    error = await refused(bus, "TEXT_MAY_HURT", commands.give, bo, draft)
    assert (error.field, error.params) == ("message", {"words": "Idiot"})
    view = await do(
        bus,
        commands.give_kudos,
        bo,
        receiver_ids=[cast.ann.id],
        message="You lucky Idiot.",
        despite_warning=True,
    )
    (fact,) = facts
    assert (fact.kudos_id, fact.author_id) == (view.id, cast.bo.id)
    (report,) = await ModerationReport.all()
    assert (report.kudos_id, report.author_id, report.reporter_id) == (view.id, cast.bo.id, None)
    assert (report.reason, report.state) == (ReportReason.WORDS, ReportState.OPEN)
    assert open_snapshot(report.snapshot_sealed, report.id) == "You lucky Idiot."
    assert b"Idiot" not in bytes(report.snapshot_sealed)


async def test_comments_and_edits_warn_too_and_one_report_waits(cast, actor_of, bus) -> None:
    await warn_of("idiot")
    moderation.subscribe(bus)
    row = await kudos(cast.bo, cast.ann)
    bo = actor_of(cast.bo)
    said = {"kudos_id": row.id, "body": "Idiot!"}
    error = await refused(bus, "TEXT_MAY_HURT", commands.comment_on_kudos, bo, **said)
    assert error.field == "body"
    await do(bus, commands.comment_on_kudos, bo, **said, despite_warning=True)
    edit = {"kudos_id": row.id, "company_value_id": None}
    await refused(bus, "TEXT_MAY_HURT", commands.edit_kudos, bo, **edit, message="Idiot.")
    for message in ("Idiot.", "Idiot again."):
        await do(bus, commands.edit_kudos, bo, **edit, message=message, despite_warning=True)
    of_comment, of_kudos = await ModerationReport.all().order_by("id")
    assert of_comment.comment_id is not None
    assert of_kudos.kudos_id == row.id
    assert open_snapshot(of_kudos.snapshot_sealed, of_kudos.id) == "Idiot again."


async def test_a_text_without_such_words_reports_nothing(cast, actor_of, bus) -> None:
    await warn_of("idiot")
    moderation.subscribe(bus)
    draft = KudosDraft("Wonderful.", receiver_ids=(cast.ann.id,), despite_warning=True)
    async with unit_of_work(bus):
        await commands.give(actor_of(cast.bo), draft)
    assert await ModerationReport.all().count() == 0
