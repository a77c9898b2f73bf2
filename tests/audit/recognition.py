"""Everything about thanks, values, the company's choices and moderation that is noted, once at least."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from erm.core.clock import now, today
from erm.core.events import Bus
from erm.core.work import unit_of_work
from erm.recognition import commands
from erm.recognition.awards.commands.organising import AwardDraft, open_award, save_award
from erm.recognition.celebrations.models import CardSignature, Celebration
from erm.recognition.celebrations.rules import (
    CelebrationAudience,
    CelebrationKind,
    CelebrationState,
)
from erm.recognition.choices.settings import SettingsEdit, edit_recognition_settings
from erm.recognition.models import CompanyValue
from erm.recognition.moderation import commands as moderation
from erm.recognition.moderation.models import ModerationReport
from erm.recognition.moderation.rules import ReportedKind, ReportReason
from erm.recognition.moderation.things import Target
from tests.cast import Cast


async def everything(cast: Cast, bus: Bus) -> None:
    bo, cy = cast.actor(cast.bo), cast.actor(cast.cy)
    hana = cast.actor(cast.hana)

    async def do(command: Any, *args: Any, **given: Any) -> Any:
        async with unit_of_work(bus):
            return await command(*args, **given)

    draft = commands.ValueDraft("SECRET value", "SECRET", "teal", "star")
    value = await do(commands.save_company_value, hana, draft)
    in_use: Any = await CompanyValue.filter(retired_at__isnull=True).values_list("id", flat=True)
    await do(commands.order_company_values, hana, value_ids=list(in_use))
    await do(commands.retire_company_value, hana, value_id=value.id, retired=True)
    edit = SettingsEdit(blocked_words=["SECRET"])
    await do(edit_recognition_settings, hana, edit, version=1)
    given = await do(
        commands.give_kudos,
        bo,
        receiver_ids=[cast.ann.id],
        message="SECRET",
        despite_warning=True,
    )
    said = await do(
        commands.comment_on_kudos, cy, kudos_id=given.id, body="SECRET", despite_warning=True
    )
    why = {"reason": "SECRET"}
    await do(moderation.hide_comment, hana, comment_id=said.comment.id, **why)
    await do(moderation.restore_comment, hana, comment_id=said.comment.id, **why)
    await do(commands.delete_kudos_comment, cy, comment_id=said.comment.id)
    await do(moderation.hide_kudos, hana, kudos_id=given.id, **why)
    await do(moderation.restore_kudos, hana, kudos_id=given.id, **why)
    await do(commands.withdraw_kudos, bo, kudos_id=given.id)
    day = today()
    award = AwardDraft(
        name="SECRET",
        nominations_from=day,
        nominations_until=day + timedelta(days=7),
        voting_until=day + timedelta(days=9),
        juror_ids=(cast.bo.id,),
        description="SECRET",
    )
    saved = await do(save_award, hana, award, day=day)
    await do(open_award, hana, award_id=saved.id, version=saved.version)
    line = await _signature(cast)
    target = Target(ReportedKind.SIGNATURE, line.id)
    await do(
        moderation.report, cast.actor(cast.ann), target, reason=ReportReason.OTHER, words="SECRET"
    )
    report = await ModerationReport.get(signature_id=line.id)
    await do(moderation.decide_report, hana, report_id=report.id, uphold=True, version=1, **why)
    await do(moderation.restore_reported, hana, report_id=report.id, **why)


async def _signature(cast: Cast) -> CardSignature:
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
        celebration_id=card.id, author_id=cast.bo.id, message="SECRET", created_at=now()
    )
