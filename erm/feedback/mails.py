"""Mail about feedback: links for guests, and what somebody would otherwise not hear of.

Each is queued in the transaction of what it tells of. A colleague's mail never holds what was written,
only where it is read; the question that somebody is asked stands in it, for it can be answered by mail,
as it stands in a guest's, who have no other way to it. Reminders are no business of this module: home
and the digest tell of what waits.
"""

from __future__ import annotations

from uuid import UUID

from babel.lists import format_list

from erm.core.actor import SYSTEM
from erm.core.clock import now
from erm.core.events import Bus
from erm.core.language import babel_locale, say
from erm.feedback.events import (
    FeedbackAnsweredBack,
    FeedbackAskedAbout,
    FeedbackAskedBack,
    FeedbackDeclined,
    FeedbackGiven,
    FeedbackRequested,
    GuestAsked,
    GuestSettled,
    GuestThanked,
)
from erm.feedback.guests import link_expires, new_token
from erm.feedback.models import FeedbackRequest, GuestFeedback
from erm.feedback.rules import RequestState
from erm.mail.commands import queue_mail
from erm.mail.links import Links
from erm.mail.rendering import Rendered, lines_of, render, render_with
from erm.mail.words import last_day_words
from erm.notifications.mailing import Mailing, mailing_of
from erm.notifications.rules import NotificationKind
from erm.people.queries import people_by_ids
from erm.people.views import PersonView
from erm.settings import Settings


class FeedbackMails:
    """Hears what has to be told and queues the mail about it."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._company = settings.company_name
        self._links = Links(settings.public_url)

    def subscribe(self, bus: Bus) -> None:
        """Listen."""
        bus.subscribe(GuestAsked, self.guest_asked)
        bus.subscribe(GuestSettled, self.guest_settled)
        bus.subscribe(GuestThanked, self.guest_thanked)
        bus.subscribe(FeedbackRequested, self.requested)
        bus.subscribe(FeedbackDeclined, self.declined)
        bus.subscribe(FeedbackGiven, self.given)
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
            due=last_day_words(row.locale, until),
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

    async def requested(self, event: FeedbackRequested) -> None:
        """Whoever is asked: the question, and that an answer to the mail answers it."""
        row = await FeedbackRequest.get(id=event.request_id)
        subject_id = row.subject_id or row.requester_id
        people = await people_by_ids(SYSTEM, [row.asked_id, row.requester_id, subject_id])
        reader = people[row.asked_id]
        mailing = await mailing_of([reader.id], NotificationKind.FEEDBACK_REQUESTED)
        if not _reachable(reader, mailing):
            return
        language = reader.locale
        person = people[row.requester_id].name
        about = people[subject_id]
        # What a manager asks about a report, that manager reads; else the answer is between the two.
        with_manager = row.subject_id is not None
        key = "mail.feedback_request"
        words = "words_about" if with_manager else "words"
        by_mail = self._settings.inbound_domain is not None
        due, preheader = None, say(language, f"{key}.preheader")
        if row.due_on is not None:
            day = last_day_words(language, row.due_on)
            due = say(language, f"{key}.due", day=day)
            preheader = say(language, f"{key}.preheader_due", day=day)
        unsubscribe = mailing.unsubscribe_url(reader.id, self._settings)
        mail = render_with(
            "feedback_request",
            language,
            say(language, f"{key}.subject", person=person),
            preheader,
            self._company,
            {
                "name": reader.given_name or reader.name,
                "words": say(language, f"{key}.{words}", person=person, about=about.name),
                "question": row.question,
                "readers": say(
                    language,
                    f"{key}.{'readers_manager' if with_manager else 'readers'}",
                    person=about.name,
                ),
                "due": due,
                "by_mail": say(language, f"{key}.by_mail") if by_mail else None,
                "link": self._links.feedback_request(row.id),
                "settings": self._links.settings,
                "unsubscribe": unsubscribe,
            },
        )
        await self._queue(
            reader,
            mail,
            dedupe_key=f"feedback_requested:{row.id}",
            kind="feedback_request",
            about=("FeedbackRequest", row.id),
            mailing=mailing,
            takes_replies=by_mail,
        )

    async def declined(self, event: FeedbackDeclined) -> None:
        """Whoever had asked. The reason stands in erm."""
        await self._tell(
            event.requester_id,
            "declined",
            event.request_id,
            self._links.feedback_request(event.request_id),
            kind=NotificationKind.FEEDBACK_DECLINED,
            about="FeedbackRequest",
            by=event.asked_id,
        )

    async def given(self, event: FeedbackGiven) -> None:
        """Whoever it was written to hears that it is there."""
        await self._tell(
            event.recipient_id,
            "given",
            event.note_id,
            self._links.feedback_note(event.note_id),
            kind=NotificationKind.FEEDBACK_RECEIVED,
            about="FeedbackNote",
            by=event.author_id,
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
            kind=NotificationKind.FEEDBACK_RECEIVED
            if event.answered
            else NotificationKind.FEEDBACK_DECLINED,
            about="GuestFeedback",
            guest=row.guest_name,
        )

    async def asked_about(self, event: FeedbackAskedAbout) -> None:
        """A report hears at once of what their manager asks others about them.

        Nobody can stop this mail: that it is told is what makes asking behind a back impossible.
        """
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
        await self._tell(
            event.author_id,
            "asked_back",
            event.note_id,
            self._links.feedback_note(event.note_id),
            kind=NotificationKind.FEEDBACK_ASKED_BACK,
            about="FeedbackNote",
            by=event.recipient_id,
        )

    async def answered_back(self, event: FeedbackAnsweredBack) -> None:
        """And the recipient that there is an answer."""
        await self._tell(
            event.recipient_id,
            "answered_back",
            event.note_id,
            self._links.feedback_note(event.note_id),
            kind=NotificationKind.FEEDBACK_ANSWERED_BACK,
            about="FeedbackNote",
            by=event.author_id,
        )

    async def _tell(
        self,
        to: UUID,
        what: str,
        key: UUID,
        link: str,
        *,
        kind: NotificationKind | None = None,
        about: str | None = None,
        by: UUID | None = None,
        **said: str,
    ) -> None:
        """One short mail to a colleague who is still there and wants it.

        ``kind`` None: it cannot be switched off. ``about``: what the API calls that which ``key`` names.
        """
        people = await people_by_ids(SYSTEM, [to] if by is None else [to, by])
        reader: PersonView = people[to]
        mailing = None if kind is None else await mailing_of([to], kind)
        if not _reachable(reader, mailing):
            return
        if by is not None:
            said["person"] = people[by].name
        language = reader.locale
        unsubscribe = None
        if mailing is not None:
            unsubscribe = mailing.unsubscribe_url(to, self._settings)
        mail = render_with(
            "feedback_news",
            language,
            say(language, f"mail.feedback_news.{what}.subject", **said),
            say(language, f"mail.feedback_news.{what}.preheader"),
            self._company,
            {
                "name": reader.given_name or reader.name,
                "words": lines_of(say(language, f"mail.feedback_news.{what}.text", **said)),
                "button": say(language, f"mail.feedback_news.{what}.button"),
                "link": link,
                "settings": self._links.settings,
                "unsubscribe": unsubscribe,
            },
        )
        await self._queue(
            reader,
            mail,
            dedupe_key=f"feedback_{what}:{key}",
            kind="feedback_news",
            about=None if about is None else (about, key),
            mailing=mailing,
        )

    async def _queue(
        self,
        reader: PersonView,
        mail: Rendered,
        *,
        dedupe_key: str,
        kind: str,
        about: tuple[str, UUID] | None,
        mailing: Mailing | None,
        takes_replies: bool = False,
    ) -> None:
        subject_kind, subject_id = about or (None, None)
        await queue_mail(
            dedupe_key=dedupe_key,
            kind=kind,
            recipient_id=reader.id,
            to_address=reader.work_email or "",
            to_name=reader.name,
            language=reader.locale,
            subject=mail.subject,
            text=mail.text,
            html=mail.html,
            unsubscribe_url=None
            if mailing is None
            else mailing.unsubscribe_url(reader.id, self._settings),
            not_before=None if mailing is None else mailing.not_before(reader.id, reader.time_zone),
            subject_kind=subject_kind,
            subject_id=subject_id,
            takes_replies=takes_replies,
        )


def _reachable(reader: PersonView, mailing: Mailing | None) -> bool:
    """Whether somebody is still there, has an address, and wants this mail."""
    if reader.has_left or reader.work_email is None:
        return False
    return mailing is None or reader.id in mailing.wanted
