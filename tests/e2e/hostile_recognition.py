"""Rows of recognition in which everything that people can type is hostile text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from erm.core.clock import now, today
from erm.core.events import Bus
from erm.core.ids import new_id
from erm.core.sealing import seal
from erm.core.work import unit_of_work
from erm.files.commands import claim_file, prepare_file, store_file
from erm.notifications.models import Notification, PushSubscription
from erm.notifications.rules import NotificationKind
from erm.recognition.awards.models import Award, AwardNomination, AwardWinner
from erm.recognition.awards.rules import AwardState
from erm.recognition.celebrations.models import CardSignature, Celebration
from erm.recognition.celebrations.rules import (
    CelebrationAudience,
    CelebrationKind,
    CelebrationState,
)
from erm.recognition.choices.models import RecognitionSettings
from erm.recognition.choices.rules import SETTINGS_ID
from erm.recognition.models import (
    CompanyValue,
    Kudos,
    KudosEdit,
    KudosGroup,
    KudosMention,
)
from erm.recognition.moderation.models import ModerationReport
from erm.recognition.moderation.rules import ReportReason, ReportState
from erm.recognition.points.models import Reward
from erm.recognition.rules import GroupKind
from tests.cast import Cast
from tests.files.making import picture
from tests.recognition import rows
from tests.security.payloads import payloads

OWN_SCREENS = (
    "/recognition?give=1",
    "/recognition/celebrations",
    "/recognition/awards",
    "/recognition/rewards",
    "/notifications",
    "/settings/notifications",
)
HR_SCREENS = (
    "/recognition/moderation",
    "/recognition/settings",
    "/recognition/rewards",
    "/recognition/awards",
    "/reports/recognition",
)


async def write(cast: Cast, texts: list[str], page_of: Callable[..., str]) -> list[str]:
    """One row of each kind for each of the texts; returns the addresses of their own pages."""
    lines: Iterator[str] = iter(payloads() * 3)
    moment, addresses = now(), []
    await RecognitionSettings.create(
        id=SETTINGS_ID,
        points_enabled=True,
        blocked_words=[next(lines)[:60].lower() for _ in range(5)],
        updated_at=moment,
    )
    for number, text in enumerate(texts):
        value = await hostile_value(lines, 110)
        await CompanyValue.filter(id=value.id).update(description=text)
        kudos = await rows.kudos(cast.bo, cast.ann, message=text, company_value=value)
        await Kudos.filter(id=kudos.id).update(
            edited_at=moment, picture_id=await _picture(cast), picture_alt=next(lines)[:250]
        )
        await KudosEdit.create(kudos_id=kudos.id, message=text, at=moment)
        await KudosGroup.create(
            kudos_id=kudos.id,
            kind=GroupKind.DEPARTMENT,
            name=next(lines)[:250],
            size=3,
        )
        label = next(lines)[:90]
        await Kudos.filter(id=kudos.id).update(message=f"{text}\n\n@{label}")
        await KudosMention.create(kudos_id=kudos.id, person_id=cast.mo.id, label=label)
        comment = await rows.comment(kudos, cast.mo, text[:900])
        addresses.append(page_of("recognition", "Kudos", kudos))
        await _report(cast, kudos, next(lines), text)
        await Reward.create(
            name=next(lines)[:110], description=text, cost=5, created_at=moment, position=number
        )
        addresses.append(await _award(cast, next(lines)[:110], text, value, kudos, page_of))
        addresses.append(await _card(cast, text, number, page_of))
        assert comment.body
        await _told(cast, kudos, text[:110])
    return addresses


async def _told(cast: Cast, kudos: Kudos, device: str) -> None:
    """Ann is told of it, also in a browser that calls itself so."""
    await Notification.create(
        recipient_id=cast.ann.id,
        kind=NotificationKind.KUDOS_RECEIVED,
        subject_kind="Kudos",
        subject_id=kudos.id,
        person_id=cast.bo.id,
        once_key=str(kudos.id),
        created_at=now(),
    )
    await PushSubscription.create(
        person_id=cast.ann.id,
        endpoint_hash=kudos.id.hex,
        endpoint_sealed=b"",
        keys_sealed=b"",
        device=device,
        created_at=now(),
    )


async def _picture(cast: Cast) -> Any:
    """A picture whose file is named like a script."""
    actor = cast.actor(cast.bo)
    prepared = await prepare_file('"><svg onload=alert(1)>.png', picture("PNG"))
    async with unit_of_work(Bus()):
        file = await store_file(actor, prepared)
        await claim_file(actor, file.id)
    return file.id


async def _report(cast: Cast, kudos: Kudos, words: str, text: str) -> None:
    key = new_id()
    await ModerationReport.create(
        id=key,
        kudos_id=kudos.id,
        author_id=cast.bo.id,
        reporter_id=cast.ann.id,
        reason=ReportReason.OTHER,
        words=words,
        snapshot_sealed=seal(text, table="moderation_report", column="snapshot_sealed", row_id=key),
        state=ReportState.OPEN,
        created_at=now(),
    )


async def _award(
    cast: Cast,
    name: str,
    text: str,
    value: CompanyValue,
    kudos: Kudos,
    page_of: Callable[..., str],
) -> str:
    day = today()
    award = await Award.create(
        name=name,
        description=text,
        state=AwardState.ANNOUNCED,
        nominations_from=day - timedelta(days=30),
        nominations_until=day - timedelta(days=20),
        voting_until=day - timedelta(days=10),
        created_by_id=cast.hana.id,
        created_at=now(),
        announced_at=now(),
    )
    await AwardNomination.create(
        award_id=award.id,
        nominee_id=cast.ann.id,
        author_id=cast.mo.id,
        company_value_id=value.id,
        reason=text,
        created_at=now(),
    )
    await AwardWinner.create(award_id=award.id, person_id=cast.ann.id, kudos_id=kudos.id)
    return page_of("recognition/awards", "Award", award)


async def hostile_value(lines: Iterator[str], length: int) -> CompanyValue:
    """A value of the next text whose beginning names none yet: no two have one name."""
    for line in lines:
        if not await CompanyValue.exists(name=line[:length]):
            return await rows.value(line[:length])
    raise AssertionError("no text is left that names no value yet")


async def _card(cast: Cast, text: str, number: int, page_of: Callable[..., str]) -> str:
    at = now() - timedelta(days=number, hours=1)
    celebration = await Celebration.create(
        person_id=cast.ann.id,
        kind=CelebrationKind.BIRTHDAY,
        day=at.date(),
        audience=CelebrationAudience.EVERYONE,
        state=CelebrationState.DELIVERED,
        due_at=at,
        delivered_at=at,
        created_at=at - timedelta(days=7),
    )
    for author in (cast.mo, cast.bo):
        await CardSignature.create(
            celebration_id=celebration.id, author_id=author.id, message=text[:500], created_at=at
        )
    return page_of("recognition/celebrations", "Celebration", celebration)
