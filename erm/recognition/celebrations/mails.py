"""Mail about a card: to its person, once it is theirs, with nothing that stands on it."""

from __future__ import annotations

from erm.core.actor import SYSTEM
from erm.core.events import Bus
from erm.core.language import say
from erm.mail.commands import queue_mail
from erm.mail.links import Links
from erm.mail.rendering import render_with
from erm.mail.rules import Urgency
from erm.mail.unsubscribing import Subscription, unsubscribe_token
from erm.notifications.mailing import mailing_of
from erm.notifications.rules import NotificationKind
from erm.people.queries import people_by_ids
from erm.recognition.celebrations.events import CardDelivered
from erm.recognition.celebrations.models import Celebration
from erm.settings import Settings


class CelebrationMails:
    """Hears that cards were delivered and queues the mail about them."""

    def __init__(self, settings: Settings) -> None:
        self._company = settings.company_name
        self._links = Links(settings.public_url)
        self._secret_key = settings.secret_key

    def subscribe(self, bus: Bus) -> None:
        """Listen."""
        bus.subscribe(CardDelivered, self.card_delivered)

    async def card_delivered(self, event: CardDelivered) -> None:
        """Tell whose card it is how many signed, unless they want no mail of what they receive.

        Of an empty card nothing is told.
        """
        if not event.signatures:
            return
        person = (await people_by_ids(SYSTEM, [event.person_id]))[event.person_id]
        if person.has_left or person.work_email is None:
            return
        mailing = await mailing_of([person.id], NotificationKind.CELEBRATION)
        if person.id not in mailing.wanted:
            return
        celebration = await Celebration.get(id=event.celebration_id)
        language = person.locale
        key = f"mail.celebration.{celebration.kind.value}"
        unsubscribe_url = None
        if not mailing.required:
            unsubscribe_url = self._links.unsubscribe(
                unsubscribe_token(person.id, self._secret_key, Subscription.RECOGNITION_RECEIVED)
            )
        mail = render_with(
            "celebration",
            language,
            say(language, f"{key}.subject", count=event.signatures),
            say(language, "mail.celebration.preheader"),
            self._company,
            {
                "name": person.given_name or person.name,
                "words": say(language, f"{key}.text", count=event.signatures),
                "link": self._links.celebration(celebration.id),
                "settings": self._links.settings,
                "unsubscribe": unsubscribe_url,
            },
        )
        await queue_mail(
            dedupe_key=f"celebration:{celebration.id}",
            kind="celebration",
            urgency=Urgency.BULK,
            recipient_id=person.id,
            to_address=person.work_email,
            to_name=person.name,
            language=language,
            subject=mail.subject,
            text=mail.text,
            html=mail.html,
            unsubscribe_url=unsubscribe_url,
            subject_kind="Celebration",
            subject_id=celebration.id,
        )
