"""Each person's own choices: the leaderboard, nudges, mail.

Who chose nothing has the leaderboard and nudges, and of mail what the company says. What is chosen about
mail stands with all other choices of notifications.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.errors import NotAllowed
from erm.notifications.choices import wanting
from erm.notifications.choosing import choose_mail
from erm.notifications.rules import Channel, NotificationKind
from erm.recognition.choices.models import RecognitionPreference

RECEIVED = NotificationKind.KUDOS_RECEIVED
GATHERED = NotificationKind.KUDOS_COMMENTED
"""By one kind of each of the two mails: what is chosen about it is chosen about all in that mail."""


@dataclass(frozen=True, slots=True)
class PreferenceView:
    """What holds for somebody.

    ``mail_received`` are mails of thanks and mentions, ``mail_gathered`` those of comments and signs.
    """

    on_leaderboard: bool
    thanks_nudges: bool
    mail_received: bool
    mail_gathered: bool


async def preference(actor: Actor) -> PreferenceView:
    """The actor's own choices."""
    person_id = actor.person_id
    row = await RecognitionPreference.get_or_none(person_id=person_id)
    return PreferenceView(
        on_leaderboard=row is None or row.on_leaderboard,
        thanks_nudges=row is None or row.thanks_nudges,
        mail_received=bool(await wanting([person_id], RECEIVED, Channel.MAIL)),
        mail_gathered=bool(await wanting([person_id], GATHERED, Channel.MAIL)),
    )


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
    switches = {"on_leaderboard": on_leaderboard, "thanks_nudges": thanks_nudges}
    values = {key: value for key, value in switches.items() if value is not None}
    if values:
        await _set(actor.person_id, values)
    for kind, wanted in ((RECEIVED, mail_received), (GATHERED, mail_gathered)):
        if wanted is not None:
            await choose_mail(actor.person_id, kind, wanted)
    return await preference(actor)


async def _set(person_id: UUID, values: dict[str, bool]) -> None:
    moment = now()
    fresh = RecognitionPreference(person_id=person_id, updated_at=moment)
    await RecognitionPreference.bulk_create([fresh], ignore_conflicts=True)
    await RecognitionPreference.filter(person_id=person_id).update(**values, updated_at=moment)
