"""Mail that a domain writes about a kind: whom it goes to, when, and whether it can be stopped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from erm.core.clock import now
from erm.mail.links import Links
from erm.mail.unsubscribing import Subscription, unsubscribe_token
from erm.notifications.choices import wanting, words_of
from erm.notifications.reach import ReachView, next_reachable, reach_of
from erm.notifications.rules import Channel, NotificationKind
from erm.settings import Settings


@dataclass(frozen=True, slots=True)
class Mailing:
    """What holds for mail of a kind now. ``required``: nobody can stop it, so it has no link for that."""

    kind: NotificationKind
    wanted: frozenset[UUID]
    required: bool
    reaches: Mapping[UUID, ReachView]

    def not_before(self, person_id: UUID, time_zone: str) -> datetime:
        """When it may reach somebody: not in their quiet hours, on their days off, in their pause."""
        return next_reachable(now(), self.reaches[person_id], ZoneInfo(time_zone))

    def unsubscribe_url(self, person_id: UUID, settings: Settings) -> str | None:
        """The link that stops it for one person; None where it cannot be stopped."""
        if self.required:
            return None
        token = unsubscribe_token(person_id, settings.secret_key, Subscription(self.kind.value))
        return Links(settings.public_url).unsubscribe(token)


async def mailing_of(person_ids: Iterable[UUID], kind: NotificationKind) -> Mailing:
    """Who of these people wants mail of a kind, and when it may reach them.

    Four queries for 500 people.
    """
    ids = list(dict.fromkeys(person_ids))
    wanted = await wanting(ids, kind, Channel.MAIL)
    word = (await words_of([kind]))[kind, Channel.MAIL]
    return Mailing(
        kind=kind,
        wanted=frozenset(wanted),
        required=word.required,
        reaches=await reach_of(sorted(wanted)),
    )
