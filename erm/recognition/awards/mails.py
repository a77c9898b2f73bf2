"""Mail about awards: to the jury when it votes, to the organiser when it has, to whoever was nominated.

Queued in the transaction of what it tells of. It names the award and nothing that was written for it;
winners hear of their kudos besides.
"""

from __future__ import annotations

from collections import Counter
from uuid import UUID

from erm.core.actor import SYSTEM
from erm.core.events import Bus
from erm.core.language import say
from erm.mail.commands import NewMail, queue_mails
from erm.mail.links import Links
from erm.mail.rendering import render_with
from erm.mail.rules import Urgency
from erm.notifications.mailing import Mailing, mailing_of
from erm.notifications.rules import NotificationKind
from erm.people.queries import people_by_ids
from erm.recognition.awards.events import AwardAnnounced, AwardMoved
from erm.recognition.awards.models import Award
from erm.recognition.awards.queries import parts_of
from erm.recognition.awards.rules import AwardState
from erm.settings import Settings


class AwardMails:
    """Hears what has to be told and queues the mail about it."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._company = settings.company_name
        self._links = Links(settings.public_url)

    def subscribe(self, bus: Bus) -> None:
        """Listen."""
        bus.subscribe(AwardMoved, self.moved)
        bus.subscribe(AwardAnnounced, self.announced)

    async def moved(self, event: AwardMoved) -> None:
        """The jury hears that it is its turn, and the organiser that it is theirs."""
        award = await Award.get(id=event.award_id)
        if event.after is AwardState.VOTING:
            jurors = (await parts_of([award.id]))[award.id].juror_ids
            await self._tell(award, "voting", dict.fromkeys(jurors, 1))
        elif event.after is AwardState.DECIDING:
            await self._tell(award, "deciding", {award.created_by_id: 1})

    async def announced(self, event: AwardAnnounced) -> None:
        """Everybody who was nominated hears how often, and that they can read why."""
        award = await Award.get(id=event.award_id)
        nominations = (await parts_of([award.id]))[award.id].nominations
        counts = Counter(each.nominee_id for each in nominations)
        mailing = await mailing_of(counts, NotificationKind.AWARD_ANNOUNCED)
        await self._tell(award, "nominated", counts, mailing)

    async def _tell(
        self, award: Award, what: str, counts: dict[UUID, int], mailing: Mailing | None = None
    ) -> None:
        """Tell some people; ``mailing`` None where others wait for them, so that nobody can stop it."""
        mails = []
        for person in (await people_by_ids(SYSTEM, list(counts))).values():
            if person.has_left or person.work_email is None:
                continue
            if mailing is not None and person.id not in mailing.wanted:
                continue
            unsubscribe = None
            if mailing is not None:
                unsubscribe = mailing.unsubscribe_url(person.id, self._settings)
            language = person.locale
            said = {"award": award.name, "count": counts[person.id]}
            mail = render_with(
                "award_news",
                language,
                say(language, f"mail.award_news.{what}.subject", **said),
                say(language, f"mail.award_news.{what}.preheader"),
                self._company,
                {
                    "name": person.given_name or person.name,
                    "words": say(language, f"mail.award_news.{what}.text", **said),
                    "link": self._links.award(award.id),
                    "why": say(language, f"mail.award_news.{what}.why"),
                    "settings": self._links.settings,
                    "unsubscribe": unsubscribe,
                },
            )
            mails.append(
                NewMail(
                    dedupe_key=f"award_{what}:{award.id}:{person.id}",
                    kind="award_news",
                    urgency=Urgency.BULK,
                    recipient_id=person.id,
                    to_address=person.work_email,
                    to_name=person.name,
                    language=language,
                    subject=mail.subject,
                    text=mail.text,
                    html=mail.html,
                    unsubscribe_url=unsubscribe,
                    not_before=None
                    if mailing is None
                    else mailing.not_before(person.id, person.time_zone),
                    subject_kind="Award",
                    subject_id=award.id,
                )
            )
        await queue_mails(mails)
