"""Elsewhere two people change one post at once, and what was deleted comes back, or is half there.

Here of two who end something differently at the same moment one wins and the other is told; what is
withdrawn, hidden, deleted and cancelled stay four different things, each with its trace.
"""

from __future__ import annotations

from datetime import timedelta

from erm.audit.models import AuditEntry
from erm.core.clock import now
from erm.core.paging import PageRequest
from erm.recognition import commands, queries
from erm.recognition.commands import KudosDraft, scheduling
from erm.recognition.models import Kudos, KudosComment, KudosEdit, ScheduledKudos
from erm.recognition.moderation import commands as moderation
from erm.recognition.moderation import queries as reading
from erm.recognition.moderation.models import ModerationReport
from erm.recognition.moderation.rules import ReportedKind, ReportReason
from erm.recognition.moderation.things import Target
from erm.recognition.rules import ScheduleState
from tests.recognition.rows import at_once, comment, do, kudos, refused


async def test_withdrawing_wins_over_editing_hiding_and_commenting_or_comes_after_them(
    cast, actor_of, bus
) -> None:
    bo, hana, cy = actor_of(cast.bo), actor_of(cast.hana), actor_of(cast.cy)
    for _ in range(4):
        row = await kudos(cast.bo, cast.ann, message="As it was.")
        edit = {"message": "As it is.", "company_value_id": None}
        made, refusals = await at_once(
            do(bus, commands.edit_kudos, bo, kudos_id=row.id, **edit),
            do(bus, commands.withdraw_kudos, bo, kudos_id=row.id),
            do(bus, moderation.hide_kudos, hana, kudos_id=row.id, reason="No"),
            do(bus, commands.comment_on_kudos, cy, kudos_id=row.id, body="Yes!"),
        )
        assert len(made) + len(refusals) == 4
        allowed = {
            "KUDOS_NOT_FOUND",
            "KUDOS_HIDDEN",
            "KUDOS_ALREADY_HIDDEN",
            "STALE_VERSION",
        }
        assert set(refusals) <= allowed
        kept = await Kudos.get(id=row.id)
        assert kept.withdrawn_at is not None
        for person in (cast.bo, cast.ann, cast.hana, cast.ada):
            assert await queries.kudos_by_ids(actor_of(person), [row.id]) == {}
        edits = await KudosEdit.filter(kudos_id=row.id)
        assert (kept.message == "As it is.") == (len(edits) == 1)
        # Whatever hid it left its report, and nothing else did.
        reports = await ModerationReport.filter(kudos_id=row.id).count()
        assert (kept.hidden_at is not None) == (reports == 1)


async def test_a_comment_is_deleted_or_hidden_but_its_words_never_come_back(
    cast, actor_of, bus
) -> None:
    cy, hana = actor_of(cast.cy), actor_of(cast.hana)
    for _ in range(4):
        line = await comment(await kudos(cast.bo, cast.ann), cast.cy, "Not nice.")
        await at_once(
            do(bus, commands.delete_kudos_comment, cy, comment_id=line.id),
            do(bus, moderation.hide_comment, hana, comment_id=line.id, reason="No"),
        )
        kept = await KudosComment.get(id=line.id)
        assert (kept.body, kept.deleted_by_id) == ("", cast.cy.id)
        again = {"comment_id": line.id, "reason": "Yes"}
        code = "KUDOS_COMMENT_NOT_FOUND"
        await refused(bus, code, moderation.restore_comment, hana, **again)
        await refused(bus, code, commands.delete_kudos_comment, cy, comment_id=line.id)


async def test_what_was_reported_and_then_deleted_can_still_be_read_by_who_decides(
    cast, actor_of, bus
) -> None:
    line = await comment(await kudos(cast.bo, cast.ann), cast.cy, "Not nice.")
    target = Target(ReportedKind.COMMENT, line.id)
    ann = actor_of(cast.ann)
    await do(bus, moderation.report, ann, target, reason=ReportReason.HURTFUL)
    await do(bus, commands.delete_kudos_comment, actor_of(cast.cy), comment_id=line.id)
    (view,) = (await reading.queue(actor_of(cast.hana), PageRequest(10))).items
    assert (view.snapshot, view.gone, view.hidden) == ("Not nice.", True, False)


async def test_cancelled_thanks_for_later_are_never_said_and_said_ones_never_cancelled(
    cast, actor_of, bus
) -> None:
    bo = actor_of(cast.bo)
    draft = KudosDraft("Thanks.", receiver_ids=(cast.ann.id,))
    for _ in range(4):
        later = now() + timedelta(hours=1)
        view = await do(bus, scheduling.schedule_kudos, bo, draft, give_at=later)
        made, refusals = await at_once(
            do(bus, scheduling.cancel_scheduled_kudos, bo, scheduled_id=view.id),
            do(bus, scheduling.give_scheduled_kudos_now, bo, scheduled_id=view.id),
        )
        assert (len(made), refusals) == (1, ["SCHEDULED_KUDOS_SETTLED"])
        kept = await ScheduledKudos.get(id=view.id)
        assert (kept.state is ScheduleState.GIVEN) == (kept.kudos_id is not None)
    said = await ScheduledKudos.filter(state=ScheduleState.GIVEN).count()
    assert await Kudos.all().count() == said


async def test_each_way_of_ending_leaves_a_trace_of_its_own(cast, actor_of, bus) -> None:
    bo, cy, hana = actor_of(cast.bo), actor_of(cast.cy), actor_of(cast.hana)
    withdrawn, hidden = await kudos(cast.bo, cast.ann), await kudos(cast.bo, cast.ann)
    line = await comment(hidden, cast.cy)
    await do(bus, commands.withdraw_kudos, bo, kudos_id=withdrawn.id)
    await do(bus, commands.delete_kudos_comment, cy, comment_id=line.id)
    await do(bus, moderation.hide_kudos, hana, kudos_id=hidden.id, reason="No")
    entries = [
        (entry.action, entry.actor_id, entry.subject_id)
        for entry in await AuditEntry.all().order_by("number")
    ]
    assert entries == [
        ("kudos.withdrawn", cast.bo.id, withdrawn.id),
        ("kudos_comment.deleted", cast.cy.id, line.id),
        ("kudos.hidden", cast.hana.id, hidden.id),
    ]
    assert (await Kudos.get(id=withdrawn.id)).message
    assert await Kudos.all().count() == 2
