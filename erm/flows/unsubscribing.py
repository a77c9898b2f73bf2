"""Somebody stops a kind of mail by the link in it, whichever domain writes that mail."""

from __future__ import annotations

from erm.digest.commands import stop_digest
from erm.digest.errors import UnsubscribeLinkInvalid
from erm.engagement.surveys.settings import stop_mails as stop_survey_mails
from erm.mail.unsubscribing import Subscription, read_unsubscribe_token
from erm.notifications.choosing import stop_mail_of
from erm.notifications.choosing import stop_mails as stop_notification_mails
from erm.notifications.rules import NotificationKind
from erm.one_on_ones.commands.settings import STOPPED_BY, stop_mail
from erm.people.models import Person
from erm.recognition.choices import preferences


async def unsubscribe(token: str, *, secret_key: str) -> Subscription:
    """Stop what the token was made for, and nothing else; doing it again changes nothing.

    Answers what it was. Raises ``UnsubscribeLinkInvalid``.
    """
    found = read_unsubscribe_token(token, secret_key)
    if found is None or not await Person.filter(id=found[0]).exists():
        raise UnsubscribeLinkInvalid(field="token")
    person_id, what = found
    if what is Subscription.DIGEST:
        await stop_digest(person_id)
    elif what is Subscription.RECOGNITION_RECEIVED:
        await preferences.stop_mail(person_id, "mail_received")
    elif what is Subscription.RECOGNITION_GATHERED:
        await preferences.stop_mail(person_id, "mail_gathered")
    elif what is Subscription.SURVEYS:
        await stop_survey_mails(person_id)
    elif what is Subscription.NOTIFICATIONS:
        await stop_notification_mails(person_id)
    elif what in STOPPED_BY:
        await stop_mail(person_id, what)
    else:
        await stop_mail_of(person_id, NotificationKind(what.value))
    return what
