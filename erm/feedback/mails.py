"""Mail about feedback: links for guests, and what somebody would otherwise not hear of.

Each is queued in the transaction of what it tells of. A colleague's mail never holds what was
written, only where it is read; a guest's holds the question, for they have no other way to it. What
waits for an answer is no business of this module: home and the digest tell of it.
"""

from __future__ import annotations

from uuid import UUID

from babel.dates import format_date
from babel.lists import format_list

from erm.core.actor import SYSTEM
from erm.core.clock import now
from erm.core.events import Bus
from erm.core.language import babel_locale, say
from erm.feedback.events import (
    FeedbackAnsweredBack,
    FeedbackAskedAbout,
    FeedbackAskedBack,
    GuestAsked,
    GuestSettled,
    GuestThanked,
)
from erm.feedback.guests import link_expires, new_token
from erm.feedback.models import GuestFeedback
from erm.feedback.rules import RequestState
from erm.mail.commands import queue_mail
from erm.mail.links import Links
from erm.mail.rendering import render, render_with
from erm.people.queries import people_by_ids
from erm.people.views import PersonView
from erm.settings import Settings


class FeedbackMails:
    """Hears what has to be told and queues the mail about it."""

    def __init__(self, settings: Settings) -> None:
        self._company = settings.company_name
        self._links = Links(settings.public_url)

    def subscribe(self, bus: Bus) -> None:
        """Listen."""
        bus.subscribe(GuestAsked, self.guest_asked)
        bus.subscribe(GuestSettled, self.guest_settled)
        bus.subscribe(GuestThanked, self.guest_thanked)
        bus.subscribe(FeedbackAskedAbout, self.asked_about)
        bus.subscribe(FeedbackAskedBack, self.asked_back)
        bus.subscribe(FeedbackAnsweredBack, self.answered_back)

    async def guest_asked(self, event: GuestAsked) -> None:
        """Make the link and send it. The secret stands in the mail and nowhere else."""
        row = await GuestFeedback.get(id=event.guest_feedback_id)
        token, stored = new_token()
        expires_at = link_expires(now(), row.due_on)
        if not await GuestFeedback.filter(id=row.id, state=RequestState.PENDING).update(
            token_hash=stored, expires_at=expires_at
        ):
            return
        subject_id = row.subject_id or row.requester_id
        people = await people_by_ids(SYSTEM, [row.requester_id, subject_id])
        until = row.due_on or expires_at.date()
        mail = render(
            "guest_request",
            row.locale,
            company=self._company,
            name=row.guest_name,
            requester=people[row.requester_id].name,
            about=None if row.subject_id is None else people[subject_id].name,
            question=row.question,
            due=format_date(until, "long", locale=babel_locale(row.locale)),
            link=self._links.guest(token),
        )
        await queue_mail(
            dedupe_key=f"guest_request:{row.id}",
            kind="guest_request",
            recipient_id=None,
            to_address=row.guest_email,
            to_name=row.guest_name,
            language=row.locale,
            subject=mail.subject,
            text=mail.text,
            html=mail.html,
        )

    async def guest_thanked(self, event: GuestThanked) -> None:
        """Carry the thanks out of the company."""
        row = await GuestFeedback.get(id=event.guest_feedback_id)
        key = row.subject_id or row.requester_id
        person = (await people_by_ids(SYSTEM, [key]))[key]
        mail = render(
            "guest_thanks",
            row.locale,
            company=self._company,
            name=row.guest_name,
            person=person.name,
        )
        await queue_mail(
            dedupe_key=f"guest_thanks:{row.id}",
            kind="guest_thanks",
            recipient_id=None,
            to_address=row.guest_email,
            to_name=row.guest_name,
            language=row.locale,
            subject=mail.subject,
            text=mail.text,
            html=mail.html,
        )

    async def guest_settled(self, event: GuestSettled) -> None:
        """Whoever the answer is for hears that it is there; of a refusal, who had asked."""
        row = await GuestFeedback.get(id=event.guest_feedback_id)
        to = row.requester_id
        if event.answered and row.subject_id is not None:
            to = row.subject_id
        await self._tell(
            to,
            "guest_answered" if event.answered else "guest_declined",
            row.id,
            self._links.guest_feedback(row.id),
            guest=row.guest_name,
        )

    async def asked_about(self, event: FeedbackAskedAbout) -> None:
        """A report hears at once of what their manager asks others about them."""
        people = await people_by_ids(SYSTEM, [event.subject_id, *event.asked_ids])
        names = [people[key].name for key in event.asked_ids] + list(event.guest_names)
        locale = babel_locale(people[event.subject_id].locale)
        await self._tell(
            event.subject_id,
            "asked_about",
            event.batch_key,
            self._links.feedback,
            by=event.requester_id,
            names=format_list(names, locale=locale),
            question=event.question,
        )

    async def asked_back(self, event: FeedbackAskedBack) -> None:
        """The author hears that there is a question."""
        link = self._links.feedback_note(event.note_id)
        await self._tell(event.author_id, "asked_back", event.note_id, link, by=event.recipient_id)

    async def answered_back(self, event: FeedbackAnsweredBack) -> None:
        """And the recipient that there is an answer."""
        link = self._links.feedback_note(event.note_id)
        await self._tell(
            event.recipient_id, "answered_back", event.note_id, link, by=event.author_id
        )

    async def _tell(
        self, to: UUID, what: str, key: UUID, link: str, *, by: UUID | None = None, **said: str
    ) -> None:
        """One short mail to a colleague who is still there."""
        people = await people_by_ids(SYSTEM, [to] if by is None else [to, by])
        reader: PersonView = people[to]
        if reader.has_left or reader.work_email is None:
            return
        if by is not None:
            said["person"] = people[by].name
        language = reader.locale
        subject = say(language, f"mail.feedback_news.{what}.subject", **said)
        mail = render_with(
            "feedback_news",
            language,
            subject,
            say(language, "mail.feedback_news.preheader"),
            self._company,
            {
                "name": reader.given_name or reader.name,
                "words": say(language, f"mail.feedback_news.{what}.text", **said),
                "link": link,
            },
        )
        await queue_mail(
            dedupe_key=f"feedback_{what}:{key}",
            kind="feedback_news",
            recipient_id=to,
            to_address=reader.work_email,
            to_name=reader.name,
            language=language,
            subject=mail.subject,
            text=mail.text,
            html=mail.html,
        )
