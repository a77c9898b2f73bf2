"""Each person's own choices: the leaderboard, nudges, mail. Who chose nothing has all of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.errors import NotAllowed
from erm.recognition.choices.models import RecognitionPreference

Switch = Literal["on_leaderboard", "thanks_nudges", "mail_received", "mail_gathered"]
SWITCHES: tuple[Switch, ...] = (
    "on_leaderboard",
    "thanks_nudges",
    "mail_received",
    "mail_gathered",
)


@dataclass(frozen=True, slots=True)
class PreferenceView:
    """What somebody chose.

    ``mail_received`` are mails of thanks and mentions, ``mail_gathered`` those of comments and signs.
    """

    on_leaderboard: bool = True
    thanks_nudges: bool = True
    mail_received: bool = True
    mail_gathered: bool = True


async def preference(actor: Actor) -> PreferenceView:
    """The actor's own choices."""
    return (await preferences_of([actor.person_id]))[actor.person_id]


async def preferences_of(person_ids: Sequence[UUID]) -> dict[UUID, PreferenceView]:
    """The choices of people, for jobs and rules; each person has some."""
    rows = await RecognitionPreference.filter(person_id__in=list(set(person_ids))).values(
        "person_id", *SWITCHES
    )
    chosen = {
        row["person_id"]: PreferenceView(**{key: row[key] for key in SWITCHES}) for row in rows
    }
    return {key: chosen.get(key, PreferenceView()) for key in person_ids}


async def who_switched_off(switch: Switch) -> set[UUID]:
    """Who does not want something."""
    found = await RecognitionPreference.filter(**{switch: False}).values_list(
        "person_id", flat=True
    )
    return set(found)  # type: ignore[arg-type]


async def edit_preference(
    actor: Actor,
    *,
    on_leaderboard: bool | None = None,
    thanks_nudges: bool | None = None,
    mail_received: bool | None = None,
    mail_gathered: bool | None = None,
) -> PreferenceView:
    """Change one's own choices; None leaves a switch as it is. Raises ``NotAllowed`` for jobs."""
    if actor.is_system:
        raise NotAllowed
    wanted = {
        "on_leaderboard": on_leaderboard,
        "thanks_nudges": thanks_nudges,
        "mail_received": mail_received,
        "mail_gathered": mail_gathered,
    }
    await _set(actor.person_id, {key: value for key, value in wanted.items() if value is not None})
    return await preference(actor)


async def stop_mail(person_id: UUID, switch: Switch) -> None:
    """Stop a kind of mail for whoever opened the link in it."""
    await _set(person_id, {switch: False})


async def _set(person_id: UUID, values: dict[str, bool]) -> None:
    moment = now()
    fresh = RecognitionPreference(person_id=person_id, updated_at=moment)
    await RecognitionPreference.bulk_create([fresh], ignore_conflicts=True)
    if values:
        await RecognitionPreference.filter(person_id=person_id).update(**values, updated_at=moment)
