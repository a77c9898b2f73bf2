"""Reports, hiding with a reason, restoring, and the queue."""

from __future__ import annotations

from typing import Any

import pytest

from erm.audit.models import AuditEntry
from erm.core.actor import SYSTEM
from erm.core.clock import now, today
from erm.core.ids import new_id
from erm.core.paging import PageRequest
from erm.recognition import commands, queries
from erm.recognition.celebrations.models import CardSignature, Celebration
from erm.recognition.celebrations.rules import (
    CelebrationAudience,
    CelebrationKind,
    CelebrationState,
)
from erm.recognition.models import Kudos, KudosComment
from erm.recognition.moderation import commands as moderation
from erm.recognition.moderation import policy
from erm.recognition.moderation import queries as reading
from erm.recognition.moderation.models import ModerationReport
from erm.recognition.moderation.rules import ReportedKind, ReportReason, ReportState
from erm.recognition.moderation.things import Target
from tests.database import query_count
from tests.recognition.rows import (
    EVERYBODY,
    PRIVATE,
    at_once,
    comment,
    do,
    kudos,
    readers,
    refused,
)

HURTFUL = ReportReason.HURTFUL


def of(row: Any) -> Target:
    kinds = {Kudos: "KUDOS", KudosComment: "COMMENT", CardSignature: "SIGNATURE"}
    return Target(ReportedKind[kinds[type(row)]], row.id)


async def reported(bus, actor, row, words: str = "") -> ModerationReport:
    await do(bus, moderation.report, actor, of(row), reason=HURTFUL, words=words)
    return await ModerationReport.filter(**of(row).columns).order_by("-id").first()


async def seen(actor, *, open_ones: bool = True) -> list:
    return (await reading.queue(actor, PageRequest(100), open_ones=open_ones)).items


async def signature(cast) -> CardSignature:
    card = await Celebration.create(
        person_id=cast.ann.id,
        kind=CelebrationKind.BIRTHDAY,
        day=today(),
        audience=CelebrationAudience.EVERYONE,
        state=CelebrationState.DELIVERED,
        due_at=now(),
        delivered_at=now(),
        created_at=now(),
    )
    return await CardSignature.create(
        celebration_id=card.id, author_id=cast.bo.id, message="Old already?", created_at=now()
    )


# ---- reporting ---------------------------------------------------------------------------------


async def test_a_report_keeps_what_was_said_and_lets_moderators_read_it(
    cast, actor_of, bus
) -> None:
    row = await kudos(cast.bo, cast.ann, visibility=PRIVATE, message="Only between us.")
    await reported(bus, actor_of(cast.ann), row, words=" It hurts. ")
    await Kudos.filter(id=row.id).update(message="Something kind.")
    for name in EVERYBODY:
        found = await seen(actor_of(getattr(cast, name)))
        assert len(found) == (name in ("hana", "ada"))
    (view,) = await seen(actor_of(cast.hana))
    assert (view.snapshot, view.words, view.private) == ("Only between us.", "It hurts.", True)
    assert (view.author_id, view.reporter_id, view.kind) == (
        cast.bo.id,
        cast.ann.id,
        ReportedKind.KUDOS,
    )
    assert (view.hidden, view.gone, view.can_decide, view.can_restore) == (
        False,
        False,
        True,
        False,
    )
    # The kudos themselves stay closed to them.
    assert await readers(cast, row) == {"bo", "ann"}
    assert await reading.reports_by_ids(SYSTEM, [view.id]) == {}


async def test_only_what_one_reads_and_did_not_write_is_reported(cast, actor_of, bus) -> None:
    private = await kudos(cast.bo, cast.ann, visibility=PRIVATE)
    line = await comment(private, cast.ann)
    report = moderation.report
    for name in set(EVERYBODY) - {"bo", "ann"}:
        actor = actor_of(getattr(cast, name))
        await refused(bus, "KUDOS_NOT_FOUND", report, actor, of(private), reason=HURTFUL)
        code = "KUDOS_COMMENT_NOT_FOUND"
        await refused(bus, code, report, actor, of(line), reason=HURTFUL)
    bo, ann = actor_of(cast.bo), actor_of(cast.ann)
    await refused(bus, "REPORTED_OWN_WORDS", report, bo, of(private), reason=HURTFUL)
    await refused(bus, "REPORTED_OWN_WORDS", report, ann, of(line), reason=HURTFUL)
    words = ReportReason.WORDS
    await refused(bus, "REPORT_REASON_NOT_YOURS", report, ann, of(private), reason=words)
    nothing = Target(ReportedKind.SIGNATURE, new_id())
    await refused(bus, "REPORT_WITHOUT_THING", report, ann, nothing, reason=HURTFUL)
    hidden = await kudos(cast.bo, cast.ann, hidden=True)
    ada = actor_of(cast.ada)
    await refused(bus, "KUDOS_ALREADY_HIDDEN", report, ada, of(hidden), reason=HURTFUL)


async def test_each_has_one_open_report_about_a_thing(cast, actor_of, bus) -> None:
    row = await kudos(cast.bo, cast.ann)
    made, refusals = await at_once(
        *(do(bus, moderation.report, actor_of(cast.cy), of(row), reason=HURTFUL) for _ in range(4))
    )
    assert (len(made), refusals) == (1, ["REPORTED_ALREADY"] * 3)
    await reported(bus, actor_of(cast.max), row)
    assert len(await seen(actor_of(cast.hana))) == 2


# ---- deciding ----------------------------------------------------------------------------------


async def test_upholding_hides_with_a_reason_and_closes_all_reports_about_it(
    cast, actor_of, bus
) -> None:
    row = await kudos(cast.bo, cast.ann, visibility=PRIVATE)
    other = await kudos(cast.bo, cast.ann)
    mine = await reported(bus, actor_of(cast.ann), row)
    also = await moderation_row(row, cast)
    elsewhere = await reported(bus, actor_of(cast.cy), other)
    hana = actor_of(cast.hana)
    view = await do(
        bus,
        moderation.decide_report,
        hana,
        report_id=mine.id,
        uphold=True,
        reason=" Not kind. ",
        version=1,
    )
    assert (view.state, view.decision, view.hidden, view.hidden_reason) == (
        ReportState.UPHELD,
        "Not kind.",
        True,
        "Not kind.",
    )
    assert (view.can_decide, view.can_restore, view.decided_by_id) == (False, True, cast.hana.id)
    assert await readers(cast, row) == {"bo"}
    assert (await ModerationReport.get(id=also.id)).state is ReportState.UPHELD
    assert (await ModerationReport.get(id=elsewhere.id)).state is ReportState.OPEN
    actions = [entry.action for entry in await AuditEntry.all().order_by("number")]
    assert sorted(actions) == [
        "kudos.hidden",
        "moderation_report.decided",
        "moderation_report.decided",
    ]
    assert [view.id for view in await seen(hana)] == [elsewhere.id]
    assert {view.id for view in await seen(hana, open_ones=False)} == {mine.id, also.id}


async def moderation_row(row: Kudos, cast) -> ModerationReport:
    from erm.recognition.moderation.sealed import seal_snapshot

    key = new_id()
    return await ModerationReport.create(
        id=key,
        kudos_id=row.id,
        author_id=row.author_id,
        reason=ReportReason.WORDS,
        snapshot_sealed=seal_snapshot("as it was", key),
        state=ReportState.OPEN,
        created_at=now(),
    )


async def test_dismissing_hides_nothing_and_needs_no_reason(cast, actor_of, bus) -> None:
    row = await kudos(cast.bo, cast.ann)
    report = await reported(bus, actor_of(cast.cy), row)
    decide = {"report_id": report.id, "version": 1}
    ada = actor_of(cast.ada)
    view = await do(bus, moderation.decide_report, ada, **decide, uphold=False, reason="")
    assert (view.state, view.hidden) == (ReportState.DISMISSED, False)
    assert await readers(cast, row) == set(EVERYBODY)
    await refused(
        bus, "REPORT_DECIDED", moderation.decide_report, ada, **decide, uphold=True, reason="x"
    )
    # Who was not content may report again.
    assert await reported(bus, actor_of(cast.cy), row) != report


async def test_nobody_but_a_moderator_decides_and_not_about_their_own_words(
    cast, actor_of, bus
) -> None:
    row = await kudos(cast.hana, cast.ann)
    report = await reported(bus, actor_of(cast.ann), row)
    decide = {"report_id": report.id, "uphold": False, "reason": "Fine", "version": 1}
    for name in set(EVERYBODY) - {"ada"}:
        actor = actor_of(getattr(cast, name))
        await refused(bus, "REPORT_NOT_FOUND", moderation.decide_report, actor, **decide)
        assert await reading.reports_by_ids(actor, [report.id]) == {}
        assert not policy.may_read_report(actor, report)
    for version, reason, code in ((2, "No", "STALE_VERSION"), (1, " ", "TEXT_REQUIRED")):
        more = {**decide, "uphold": True, "version": version, "reason": reason}
        await refused(bus, code, moderation.decide_report, actor_of(cast.ada), **more)
    await do(bus, moderation.decide_report, actor_of(cast.ada), **decide)


async def test_of_two_moderators_at_once_one_decides(cast, actor_of, bus) -> None:
    report = await reported(bus, actor_of(cast.cy), await kudos(cast.bo, cast.ann))
    made, refusals = await at_once(
        *(
            do(
                bus,
                moderation.decide_report,
                actor_of(who),
                report_id=report.id,
                uphold=uphold,
                reason="So",
                version=1,
            )
            for who, uphold in ((cast.hana, True), (cast.ada, False))
        )
    )
    assert len(made) == 1
    assert set(refusals) <= {"STALE_VERSION", "REPORT_DECIDED"}


async def test_what_is_gone_meanwhile_can_still_be_decided(cast, actor_of, bus) -> None:
    row = await kudos(cast.bo, cast.ann)
    report = await reported(bus, actor_of(cast.cy), row)
    await do(bus, commands.withdraw_kudos, actor_of(cast.bo), kudos_id=row.id)
    hana = actor_of(cast.hana)
    (view,) = await seen(hana)
    assert (view.gone, view.snapshot) == (True, row.message)
    decide = {"report_id": report.id, "uphold": True, "reason": "Not kind", "version": 1}
    view = await do(bus, moderation.decide_report, hana, **decide)
    assert (view.state, view.hidden, view.can_restore) == (ReportState.UPHELD, False, False)


# ---- comments and lines on cards ---------------------------------------------------------------


async def test_a_comment_is_hidden_from_counts_and_shown_again(cast, actor_of, bus) -> None:
    row = await kudos(cast.bo, cast.ann)
    line = await comment(row, cast.cy, "Not nice.")
    hana = actor_of(cast.hana)
    view = await do(bus, moderation.hide_comment, hana, comment_id=line.id, reason="Not nice")
    assert view.comment_count == 0
    kept = await KudosComment.get(id=line.id)
    assert (kept.body, kept.hidden_by_id) == ("Not nice.", cast.hana.id)
    assert await queries.comments_by_ids(actor_of(cast.ann), [line.id]) == {}
    own = (await queries.comments_by_ids(actor_of(cast.cy), [line.id]))[line.id]
    assert (own.hidden, own.hidden_reason, own.can_restore) == (True, "Not nice", False)
    again = {"comment_id": line.id, "reason": "Again"}
    await refused(bus, "KUDOS_ALREADY_HIDDEN", moderation.hide_comment, hana, **again)
    await refused(
        bus, "KUDOS_COMMENT_NOT_FOUND", moderation.restore_comment, actor_of(cast.ann), **again
    )
    await refused(bus, "NOT_ALLOWED", moderation.restore_comment, actor_of(cast.cy), **again)
    await do(bus, moderation.restore_comment, hana, comment_id=line.id, reason="It was a joke")
    assert await queries.comments_by_ids(actor_of(cast.ann), [line.id])
    (report,) = await seen(hana, open_ones=False)
    assert (report.decision, report.restored_reason) == ("Not nice", "It was a joke")


@pytest.mark.parametrize("name", sorted(set(EVERYBODY) - {"hana", "ada"}))
async def test_nobody_but_a_moderator_hides_comments(cast, actor_of, bus, name) -> None:
    line = await comment(await kudos(cast.bo, cast.ann), cast.cy)
    actor = actor_of(getattr(cast, name))
    hide = {"comment_id": line.id, "reason": "No"}
    await refused(bus, "NOT_ALLOWED", moderation.hide_comment, actor, **hide)


async def test_a_line_on_a_card_is_reported_hidden_and_restored(cast, actor_of, bus) -> None:
    line = await signature(cast)
    report = await reported(bus, actor_of(cast.ann), line)
    hana = actor_of(cast.hana)
    decide = {"report_id": report.id, "uphold": True, "reason": "Not kind", "version": 1}
    view = await do(bus, moderation.decide_report, hana, **decide)
    assert (view.kind, view.snapshot, view.hidden) == (
        ReportedKind.SIGNATURE,
        "Old already?",
        True,
    )
    kept = await CardSignature.get(id=line.id)
    assert (kept.message, kept.hidden_by_id) == ("Old already?", cast.hana.id)
    restore = {"report_id": report.id, "reason": "They are friends"}
    await do(bus, moderation.restore_reported, hana, **restore)
    assert (await CardSignature.get(id=line.id)).hidden_at is None
    await refused(bus, "KUDOS_NOT_HIDDEN", moderation.restore_reported, hana, **restore)


# ---- restoring ---------------------------------------------------------------------------------


async def test_hidden_kudos_are_shown_again_and_the_queue_tells_the_whole_story(
    cast, actor_of, bus
) -> None:
    row = await kudos(cast.bo, cast.ann)
    hana = actor_of(cast.hana)
    await do(bus, moderation.hide_kudos, hana, kudos_id=row.id, reason="Names a customer")
    (report,) = await seen(hana, open_ones=False)
    assert (report.reason, report.reporter_id, report.decision, report.can_restore) == (
        ReportReason.OTHER,
        cast.hana.id,
        "Names a customer",
        True,
    )
    ada = actor_of(cast.ada)
    await do(bus, moderation.restore_kudos, ada, kudos_id=row.id, reason="They agreed")
    assert await readers(cast, row) == set(EVERYBODY)
    kept = await Kudos.get(id=row.id)
    assert (kept.hidden_at, kept.hidden_by_id, kept.hidden_reason) == (None, None, "")
    (report,) = await seen(hana, open_ones=False)
    assert (report.restored_reason, report.hidden, report.can_restore) == (
        "They agreed",
        False,
        False,
    )
    assert [entry.action for entry in await AuditEntry.all().order_by("number")] == [
        "kudos.hidden",
        "kudos.restored",
    ]
    more = {"kudos_id": row.id, "reason": "Again"}
    await refused(bus, "KUDOS_NOT_HIDDEN", moderation.restore_kudos, ada, **more)


async def test_private_kudos_are_shown_again_through_their_report_alone(
    cast, actor_of, bus
) -> None:
    row = await kudos(cast.bo, cast.ann, visibility=PRIVATE)
    report = await reported(bus, actor_of(cast.ann), row)
    hana = actor_of(cast.hana)
    decide = {"report_id": report.id, "uphold": True, "reason": "No", "version": 1}
    await do(bus, moderation.decide_report, hana, **decide)
    more = {"kudos_id": row.id, "reason": "Yes"}
    await refused(bus, "KUDOS_NOT_FOUND", moderation.restore_kudos, hana, **more)
    await do(bus, moderation.restore_reported, hana, report_id=report.id, reason="Yes")
    assert await readers(cast, row) == {"bo", "ann"}


async def test_nobody_hides_or_restores_what_they_wrote_themselves(cast, actor_of, bus) -> None:
    own = await kudos(cast.hana, cast.ann)
    line = await comment(await kudos(cast.bo, cast.ann), cast.hana)
    hana = actor_of(cast.hana)
    code = "MODERATION_OF_OWN_WORDS"
    await refused(bus, code, moderation.hide_kudos, hana, kudos_id=own.id, reason="x")
    await refused(bus, code, moderation.hide_comment, hana, comment_id=line.id, reason="x")
    ada = actor_of(cast.ada)
    await do(bus, moderation.hide_kudos, ada, kudos_id=own.id, reason="x")
    await do(bus, moderation.hide_comment, ada, comment_id=line.id, reason="x")
    await refused(bus, code, moderation.restore_kudos, hana, kudos_id=own.id, reason="x")
    await refused(bus, code, moderation.restore_comment, hana, comment_id=line.id, reason="x")
    view = (await queries.kudos_by_ids(hana, [own.id]))[own.id]
    assert (view.can_hide, view.can_restore) == (False, False)


async def test_predicate_and_filter_of_reports_agree_for_everybody(cast, actor_of, bus) -> None:
    for author, receiver in ((cast.bo, cast.ann), (cast.hana, cast.bo), (cast.ada, cast.hana)):
        await moderation_row(await kudos(author, receiver), cast)
    rows = await ModerationReport.all()
    for actor in [*(actor_of(person) for person in cast.people), SYSTEM]:
        by_predicate = {row.id for row in rows if policy.may_read_report(actor, row)}
        by_filter = {
            row.id for row in await ModerationReport.filter(policy.readable_reports(actor))
        }
        assert by_predicate == by_filter


async def test_the_queue_takes_the_same_queries_for_any_number_of_reports(cast, actor_of) -> None:
    hana = actor_of(cast.hana)
    counts = []
    for more in (1, 19):
        for _ in range(more):
            row = await kudos(cast.bo, cast.ann)
            await moderation_row(row, cast)
        with query_count() as count:
            assert len(await seen(hana)) in (1, 20)
        counts.append(count.count)
    assert counts[0] == counts[1]
