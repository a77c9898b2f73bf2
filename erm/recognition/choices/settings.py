"""The company's choices about recognition: read by everybody, changed by HR."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tortoise.expressions import F

from erm.audit import commands as audit
from erm.audit.rules import Action
from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.errors import NotAllowed
from erm.core.remembering import once
from erm.core.work import record
from erm.recognition.choices import policy
from erm.recognition.choices.errors import (
    BlockedWordTooLong,
    PointsOutOfRange,
    SettingsStale,
    TooManyBlockedWords,
)
from erm.recognition.choices.events import RecognitionSettingsEdited
from erm.recognition.choices.models import RecognitionSettings
from erm.recognition.choices.rules import (
    ALLOWANCE_MAXIMUM,
    SETTINGS_ID,
    WORD_LENGTH,
    WORDS_MAXIMUM,
)
from erm.recognition.choices.words import clean_words


@dataclass(frozen=True, slots=True)
class SettingsView:
    """The company's choices. ``blocked_words`` is None for whoever may not read the list."""

    value_required: bool
    points_enabled: bool
    allowance: int
    gift_maximum: int | None
    leaderboard_enabled: bool
    celebrations_enabled: bool
    blocked_words: tuple[str, ...] | None
    version: int
    can_edit: bool
    can_schedule: bool


@dataclass(frozen=True, slots=True)
class SettingsEdit:
    """What to change; None leaves a choice as it is. ``no_gift_maximum`` takes the maximum away."""

    value_required: bool | None = None
    points_enabled: bool | None = None
    allowance: int | None = None
    gift_maximum: int | None = None
    no_gift_maximum: bool = False
    leaderboard_enabled: bool | None = None
    celebrations_enabled: bool | None = None
    blocked_words: Sequence[str] | None = None


@once
async def company_settings() -> RecognitionSettings:
    """The company's choices for the rules; what nobody chose yet is as the columns say."""
    row = await RecognitionSettings.get_or_none(id=SETTINGS_ID)
    return row or RecognitionSettings(id=SETTINGS_ID, updated_at=now())


async def recognition_settings(actor: Actor) -> SettingsView:
    """The company's choices as somebody may know them."""
    return _view(actor, await company_settings())


async def edit_recognition_settings(
    actor: Actor, edit: SettingsEdit, *, version: int
) -> SettingsView:
    """As HR, change the company's choices.

    Raises ``NotAllowed``, ``SettingsStale``, ``TooManyBlockedWords``, ``BlockedWordTooLong``,
    ``PointsOutOfRange``.
    """
    if not policy.may_edit_settings(actor):
        raise NotAllowed
    values = _checked(edit)
    moment = now()
    fresh = RecognitionSettings(id=SETTINGS_ID, updated_at=moment)
    await RecognitionSettings.bulk_create([fresh], ignore_conflicts=True)
    if not await RecognitionSettings.filter(id=SETTINGS_ID, version=version).update(
        **values,
        updated_by_id=actor.person_id,
        updated_at=moment,
        version=F("version") + 1,
    ):
        raise SettingsStale
    audit.append(
        Action.RECOGNITION_SETTINGS_EDITED,
        actor_id=actor.person_id,
        subject_kind="RecognitionSettings",
        subject_id=None,
        details={
            name: len(value) if isinstance(value, list) else value for name, value in values.items()
        },
    )
    record(RecognitionSettingsEdited(at=moment, by_id=actor.person_id))
    return await recognition_settings(actor)


def _checked(edit: SettingsEdit) -> dict[str, Any]:
    values: dict[str, Any] = {
        name: value
        for name in (
            "value_required",
            "points_enabled",
            "allowance",
            "gift_maximum",
            "leaderboard_enabled",
            "celebrations_enabled",
        )
        if (value := getattr(edit, name)) is not None
    }
    if edit.no_gift_maximum:
        values["gift_maximum"] = None
    for name, least in (("allowance", 0), ("gift_maximum", 1)):
        points = values.get(name)
        if points is not None and not least <= points <= ALLOWANCE_MAXIMUM:
            raise PointsOutOfRange(field=name, minimum=least, maximum=ALLOWANCE_MAXIMUM)
    if edit.blocked_words is not None:
        words = clean_words(edit.blocked_words)
        if len(words) > WORDS_MAXIMUM:
            raise TooManyBlockedWords(field="blocked_words", maximum=WORDS_MAXIMUM)
        if any(len(word) > WORD_LENGTH for word in words):
            raise BlockedWordTooLong(field="blocked_words", maximum=WORD_LENGTH)
        values["blocked_words"] = words
    return values


def _view(actor: Actor, row: RecognitionSettings) -> SettingsView:
    can_edit = policy.may_edit_settings(actor)
    return SettingsView(
        value_required=row.value_required,
        points_enabled=row.points_enabled,
        allowance=row.allowance,
        gift_maximum=row.gift_maximum,
        leaderboard_enabled=row.leaderboard_enabled,
        celebrations_enabled=row.celebrations_enabled,
        blocked_words=tuple(row.blocked_words) if can_edit else None,
        version=row.version,
        can_edit=can_edit,
        can_schedule=not actor.is_system and actor.can_write,
    )
