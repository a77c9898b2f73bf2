"""The company's choice of how much one person is asked, and each person's choice about mail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from tortoise.expressions import F

from erm.audit import commands as audit
from erm.audit.rules import Action
from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.errors import NotAllowed
from erm.engagement.surveys import policy
from erm.engagement.surveys.errors import (
    MonthlyQuestionsUnfit,
    OnlyHrMakesSurveys,
    SettingsChanged,
)
from erm.engagement.surveys.models import EngagementSettings
from erm.notifications.choices import wanting
from erm.notifications.choosing import choose_mail
from erm.notifications.rules import Channel, NotificationKind

SETTINGS_ID = "engagement"
MONTHLY_MAXIMUM = 200


@dataclass(frozen=True, slots=True)
class SettingsView:
    """Most questions to one person in 30 days."""

    monthly_questions: int
    version: int
    can_edit: bool


async def monthly_questions() -> int:
    """Most questions to one person in 30 days, for the rules."""
    return (await _row()).monthly_questions


async def engagement_settings(actor: Actor) -> SettingsView:
    """The settings, as somebody may know them: everybody."""
    row = await _row()
    return SettingsView(row.monthly_questions, row.version, policy.may_edit_settings(actor))


async def edit_engagement_settings(
    actor: Actor, *, monthly_questions: int, version: int
) -> SettingsView:
    """Change the settings, from the next wave on.

    Raises ``OnlyHrMakesSurveys``, ``MonthlyQuestionsUnfit``, ``SettingsChanged``.
    """
    if not policy.may_edit_settings(actor):
        raise OnlyHrMakesSurveys
    if not 1 <= monthly_questions <= MONTHLY_MAXIMUM:
        raise MonthlyQuestionsUnfit(field="monthly_questions", maximum=MONTHLY_MAXIMUM)
    fresh = EngagementSettings(id=SETTINGS_ID, updated_at=now())
    await EngagementSettings.bulk_create([fresh], ignore_conflicts=True)
    if not await EngagementSettings.filter(id=SETTINGS_ID, version=version).update(
        monthly_questions=monthly_questions,
        updated_by_id=actor.person_id,
        updated_at=now(),
        version=F("version") + 1,
    ):
        raise SettingsChanged
    audit.append(
        Action.ENGAGEMENT_SETTINGS_EDITED,
        actor_id=actor.person_id,
        subject_kind="EngagementSettings",
        subject_id=None,
        details={"monthly_questions": monthly_questions},
    )
    return await engagement_settings(actor)


async def _row() -> EngagementSettings:
    found = await EngagementSettings.get_or_none(id=SETTINGS_ID)
    return found or EngagementSettings(id=SETTINGS_ID, updated_at=now())


async def mails_wanted(actor: Actor) -> bool:
    """Whether the actor has invitations and reminders mailed."""
    return actor.person_id not in await unwilling([actor.person_id])


async def set_mails(actor: Actor, *, mails: bool) -> bool:
    """Choose whether invitations and reminders are mailed. Raises ``NotAllowed`` for jobs."""
    if actor.is_system:
        raise NotAllowed
    await choose_mail(actor.person_id, NotificationKind.SURVEY_OPENED, mails)
    return await mails_wanted(actor)


async def unwilling(person_ids: Sequence[UUID]) -> set[UUID]:
    """Who of these people wants no mail about surveys."""
    return set(person_ids) - await wanting(person_ids, NotificationKind.SURVEY_OPENED, Channel.MAIL)
