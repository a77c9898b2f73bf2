"""Administrators hear by mail that erm has switched an integration off."""

from __future__ import annotations

from typing import Any

from erm.access.models import RoleGrant
from erm.audit.commands import append
from erm.audit.rules import Action
from erm.core.actor import SYSTEM, Role
from erm.core.events import Bus
from erm.core.language import say
from erm.integrations.events import IntegrationDisabled
from erm.mail.commands import NewMail, queue_mails
from erm.mail.links import Links
from erm.mail.rendering import lines_of, render_with
from erm.notifications.mailing import mailing_of
from erm.notifications.rules import NotificationKind
from erm.people.queries import people_by_ids
from erm.settings import Settings


class IntegrationNews:
    """Queues the mail, in the transaction of what it tells of."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._company = settings.company_name
        self._links = Links(settings.public_url)

    def subscribe(self, bus: Bus) -> None:
        """Listen."""
        bus.subscribe(IntegrationDisabled, self.disabled)

    async def disabled(self, event: IntegrationDisabled) -> None:
        """Tell every administrator who is there, and note it."""
        if event.endpoint_id is not None:
            kind, key = "WebhookEndpoint", event.endpoint_id
        else:
            assert event.channel_id is not None  # noqa: S101 (one of the two is there)
            kind, key = "ChatChannel", event.channel_id
        append(
            Action.INTEGRATION_DISABLED,
            actor_id=None,
            subject_kind=kind,
            subject_id=key,
            details={"reason": event.reason},
        )
        administrators: Any = await RoleGrant.filter(role=Role.ADMINISTRATOR).values_list(
            "person_id", flat=True
        )
        mailing = await mailing_of(administrators, NotificationKind.INTEGRATION_FAILED)
        people = await people_by_ids(SYSTEM, sorted(mailing.wanted))
        mails = []
        for person in people.values():
            if person.has_left or person.work_email is None:
                continue
            language = person.locale.value
            unsubscribe = mailing.unsubscribe_url(person.id, self._settings)
            reason = say(language, f"integration.disabled.{event.reason.value}")
            mail = render_with(
                "integration_news",
                language,
                say(language, "mail.integration_news.subject", integration=event.name),
                say(language, "mail.integration_news.preheader"),
                self._company,
                {
                    "name": person.given_name or person.name,
                    "words": lines_of(
                        say(
                            language,
                            "mail.integration_news.text",
                            integration=event.name,
                            reason=reason,
                        )
                    ),
                    "link": self._links.integration(kind, key),
                    "settings": self._links.settings,
                    "unsubscribe": unsubscribe,
                },
            )
            mails.append(
                NewMail(
                    dedupe_key=f"integration_disabled:{key}:{event.at.isoformat()}:{person.id}",
                    kind="integration_news",
                    recipient_id=person.id,
                    to_address=person.work_email,
                    to_name=person.name,
                    language=language,
                    subject=mail.subject,
                    text=mail.text,
                    html=mail.html,
                    unsubscribe_url=unsubscribe,
                    not_before=mailing.not_before(person.id, person.time_zone),
                    subject_kind=kind,
                    subject_id=key,
                )
            )
        await queue_mails(mails)
