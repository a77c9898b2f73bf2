"""Somebody stops a kind of mail by the link in it, whichever domain writes that mail."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from erm.access.actors import actor_for
from erm.core.actor import ActorKind
from erm.core.events import Bus
from erm.digest.commands import stop_digest
from erm.digest.errors import UnsubscribeLinkInvalid
from erm.mail.commands import cancel_with_link
from erm.mail.unsubscribing import Subscription, read_unsubscribe_token, unsubscribe_token
from erm.notifications.choices import words_of
from erm.notifications.choosing import concerns, mailed_generally, stop_mail_of, stop_mails
from erm.notifications.events import MailStopped
from erm.notifications.rules import KINDS, Channel, NotificationKind, chosen_together
from erm.people.models import Person
from erm.settings import Settings

OF_KINDS = {
    Subscription.NUDGE_BEFORE: NotificationKind.MEETING_COMING,
    Subscription.NUDGE_AFTER: NotificationKind.MEETING_ASKED,
    Subscription.CALENDAR_MAIL: NotificationKind.MEETING_MOVED,
    Subscription.RECOGNITION_RECEIVED: NotificationKind.KUDOS_RECEIVED,
    Subscription.RECOGNITION_GATHERED: NotificationKind.KUDOS_COMMENTED,
    Subscription.SURVEYS: NotificationKind.SURVEY_OPENED,
}
"""What links are about that are not called like a kind: a kind of the mail that they stop."""
_OF_MANY = frozenset({Subscription.DIGEST, Subscription.NOTIFICATIONS})
"""What is not about mail of one kind."""


class StoppedMail:
    """Calls back what waits in the queue, for whoever wants no mail of its kind any more.

    Quiet hours and a server that is away can keep mail there for days. Mail that tells of several kinds
    together waits in no queue: whether it is wanted is asked when it is written.
    """

    def __init__(self, settings: Settings) -> None:
        self._secret_key = settings.secret_key

    def subscribe(self, bus: Bus) -> None:
        """Listen."""
        bus.subscribe(MailStopped, self.stopped)

    async def stopped(self, event: MailStopped) -> None:
        """Cancel it, but what the company or erm requires to be sent."""
        words = await words_of(sorted(event.kinds))
        kinds = {kind for kind in event.kinds if not words[kind, Channel.MAIL].required}
        for what in Subscription:
            if what not in _OF_MANY and _kind(what) in kinds:
                token = unsubscribe_token(event.person_id, self._secret_key, what)
                await cancel_with_link(event.person_id, token)


async def unsubscribe(
    token: str, *, secret_key: str, keep: Collection[NotificationKind] = ()
) -> Subscription:
    """Stop what the token was made for, and nothing else; doing it again changes nothing.

    At once: mail with this link that waits to be sent is cancelled. ``keep``: of the mail that tells of
    several kinds together, those that go on; a mail program's one click keeps none. Answers what it
    was. Raises ``UnsubscribeLinkInvalid``.
    """
    person_id, what = await _read(token, secret_key)
    if what is Subscription.DIGEST:
        await stop_digest(person_id)
    elif what is Subscription.NOTIFICATIONS:
        await stop_mails(person_id, keep=keep)
        if not keep:
            # Otherwise what waits may tell of a kind that goes on.
            await cancel_with_link(person_id, token)
    else:
        # Which calls back what waits: see StoppedMail.
        await stop_mail_of(person_id, _kind(what))
    return what


async def stopped_by(token: str, *, secret_key: str) -> list[NotificationKind]:
    """The kinds whose mail a link stops, in the order of the rules; none for the digest's.

    Raises ``UnsubscribeLinkInvalid``.
    """
    person_id, what = await _read(token, secret_key)
    if what is Subscription.DIGEST:
        return []
    if what is not Subscription.NOTIFICATIONS:
        together = chosen_together(_kind(what), Channel.MAIL)
        return [kind for kind in KINDS if kind in together]
    actor = await actor_for(person_id, ActorKind.DIGEST)
    return [
        kind
        for kind in await mailed_generally()
        if actor is not None and concerns(actor, KINDS[kind])
    ]


async def _read(token: str, secret_key: str) -> tuple[UUID, Subscription]:
    found = read_unsubscribe_token(token, secret_key)
    if found is None or not await Person.filter(id=found[0]).exists():
        raise UnsubscribeLinkInvalid(field="token")
    return found


def _kind(what: Subscription) -> NotificationKind:
    return OF_KINDS.get(what) or NotificationKind(what.value)
