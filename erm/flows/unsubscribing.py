"""Somebody stops a kind of mail by the link in it, whichever domain writes that mail."""

from __future__ import annotations

from erm.digest.commands import stop_digest
from erm.digest.errors import UnsubscribeLinkInvalid
from erm.mail.commands import cancel_with_link
from erm.mail.unsubscribing import Subscription, read_unsubscribe_token
from erm.notifications.choosing import stop_mail_of, stop_mails
from erm.notifications.rules import NotificationKind
from erm.people.models import Person

OF_KINDS = {
    Subscription.NUDGE_BEFORE: NotificationKind.MEETING_COMING,
    Subscription.NUDGE_AFTER: NotificationKind.MEETING_ASKED,
    Subscription.CALENDAR_MAIL: NotificationKind.MEETING_MOVED,
    Subscription.RECOGNITION_RECEIVED: NotificationKind.KUDOS_RECEIVED,
    Subscription.RECOGNITION_GATHERED: NotificationKind.KUDOS_COMMENTED,
    Subscription.SURVEYS: NotificationKind.SURVEY_OPENED,
}
"""What links are about that are not called like a kind: a kind of the mail that they stop."""


async def unsubscribe(token: str, *, secret_key: str) -> Subscription:
    """Stop what the token was made for, and nothing else; doing it again changes nothing.

    At once: mail with this link that waits to be sent is cancelled. Answers what it was. Raises ``UnsubscribeLinkInvalid``.
    """
    found = read_unsubscribe_token(token, secret_key)
    if found is None or not await Person.filter(id=found[0]).exists():
        raise UnsubscribeLinkInvalid(field="token")
    person_id, what = found
    if what is Subscription.DIGEST:
        await stop_digest(person_id)
    elif what is Subscription.NOTIFICATIONS:
        await stop_mails(person_id)
    else:
        await stop_mail_of(person_id, OF_KINDS.get(what) or NotificationKind(what.value))
    await cancel_with_link(person_id, token)
    return what
