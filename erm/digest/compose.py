"""Writing a person's digest: as that person, in their language and their zone.

At most a screen: each section shows its first lines and says how many more there are. What somebody
wrote in feedback or in thanks that are not public, and one's private points, stay out of the mail; it
leads to where they are read.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from babel.dates import format_skeleton, format_time

from erm.core.actor import Actor
from erm.core.clock import today
from erm.core.language import babel_locale, say
from erm.digest import home
from erm.digest.celebrations import in_words
from erm.digest.needs import Need, NeedKind
from erm.engagement.waves.views import PulseView
from erm.feedback.views import FeedbackNoteView
from erm.mail.links import Links
from erm.mail.rendering import Rendered, render_with
from erm.mail.unsubscribing import Subscription, unsubscribe_token
from erm.one_on_ones import queries as one_on_ones
from erm.one_on_ones.rules import Visibility
from erm.one_on_ones.views import MeetingView, TalkingPointView
from erm.people.queries import people_by_ids
from erm.people.views import PersonView
from erm.recognition.celebrations.views import CelebrationView
from erm.recognition.rules import KudosVisibility
from erm.recognition.views import KudosView
from erm.relationships.rules import shorten
from erm.relationships.thanking import ThanksNudgeView
from erm.settings import Settings

LINES = {"now": 5, "meetings": 5}
LINES_OTHERWISE = 3
POINTS_SHOWN = 3
TITLE_LIMIT = 90
RECEIVED_BACK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what it is, more about it, and where to do it. ``thank`` is where to say thanks for it.

    ``answers`` are words to tap on, each with its link.
    """

    text: str
    link: str
    details: tuple[str, ...] = ()
    thank: str | None = None
    answers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """Lines under a title. ``more`` says how many were left out, if any were."""

    title: str
    lines: tuple[Line, ...]
    more: str | None
    link: str


@dataclass(frozen=True, slots=True)
class Digest:
    """A digest that has something to say."""

    person: PersonView
    mail: Rendered
    unsubscribe_url: str


async def compose(actor: Actor, settings: Settings) -> Digest | None:
    """The actor's digest as of now, or None when there is nothing to say.

    A hint whom they could thank, and what colleagues celebrate, come along but are no reason for a mail.
    """
    found = await home.contents(actor, back=RECEIVED_BACK)
    needs, meetings, notes, thanks = found.needs, found.meetings, found.feedback, found.thanks
    if not (needs or meetings or notes or thanks or found.survey):
        return None
    points = await one_on_ones.open_points_of(actor, [meeting.id for meeting in meetings])
    people = found.people | await people_by_ids(actor, [actor.person_id])
    writer = _Writer(actor, Links(settings.public_url), people)
    sections = writer.sections(
        needs, meetings, points, notes, thanks, found.nudge, found.celebrations, found.survey
    )
    unsubscribe_url = writer.links.unsubscribe(
        unsubscribe_token(actor.person_id, settings.secret_key, Subscription.DIGEST)
    )
    person = people[actor.person_id]
    subject, preheader = writer.headline(needs, meetings, notes, thanks, found.survey)
    mail = render_with(
        "digest",
        writer.language,
        subject,
        preheader,
        settings.company_name,
        {
            "name": person.given_name,
            "sections": sections,
            "home": writer.links.home,
            "settings": writer.links.settings,
            "unsubscribe": unsubscribe_url,
            "zone": actor.time_zone,
        },
    )
    return Digest(person, mail, unsubscribe_url)


class _Writer:
    """Turns views into lines in the reader's language."""

    def __init__(self, actor: Actor, links: Links, people: dict[UUID, PersonView]) -> None:
        self.language = actor.locale
        self.links = links
        self._people = people
        self._zone = ZoneInfo(actor.time_zone)
        self._today = today(actor.time_zone)
        self._viewer = actor.person_id

    def headline(
        self,
        needs: Sequence[Need],
        meetings: Sequence[MeetingView],
        notes: Sequence[FeedbackNoteView],
        thanks: Sequence[KudosView],
        survey: PulseView | None = None,
    ) -> tuple[str, str]:
        """Subject, and the line that programs show beside it."""
        counts = {
            "needs": sum(1 for need in needs if need.kind is not NeedKind.MEETING_TODAY),
            "meetings": len(meetings),
            "received": len(notes),
            "thanks": len(thanks),
            "survey": 0 if survey is None else survey.questions,
        }
        told = [
            self._say(f"digest.headline.{key}", count=count)
            for key, count in counts.items()
            if count
        ]
        subject = self._say("digest.subject", headline=told[0])
        rest = told[1:] or [self._say("digest.preheader")]
        return subject, " · ".join(rest)

    def sections(
        self,
        needs: Sequence[Need],
        meetings: Sequence[MeetingView],
        points: dict[UUID, list[TalkingPointView]],
        notes: Sequence[FeedbackNoteView],
        thanks: Sequence[KudosView],
        nudge: ThanksNudgeView | None = None,
        celebrations: Sequence[CelebrationView] = (),
        survey: PulseView | None = None,
    ) -> list[Section]:
        """All sections that have lines, most needed first."""

        def some(*kinds: NeedKind) -> list[Line]:
            return [self._need(n) for n in needs if n.kind in kinds and not n.overdue]

        links = self.links
        written = [
            ("now", [self._need(need) for need in needs if need.overdue], links.home),
            ("meetings", [self._meeting(m, points[m.id]) for m in meetings], links.one_on_ones),
            ("survey", self._survey(survey), links.engagement),
            ("feedback", some(NeedKind.FEEDBACK_TO_WRITE), links.feedback),
            (
                "cycles",
                some(
                    NeedKind.REVIEWS_TO_WRITE,
                    NeedKind.NOMINATIONS_TO_MAKE,
                    NeedKind.NOMINATIONS_TO_APPROVE,
                    NeedKind.PACKET_TO_READ,
                    NeedKind.PACKETS_TO_PREPARE,
                ),
                links.reviews,
            ),
            ("promises", some(NeedKind.PROMISE_DUE), links.one_on_ones),
            (
                "plans",
                some(
                    NeedKind.PLAN_TO_AGREE,
                    NeedKind.PLAN_EXPIRED,
                    NeedKind.CHECK_IN_DUE,
                    NeedKind.PLAN_CHANGED,
                    NeedKind.PLAN_QUIET,
                ),
                links.development,
            ),
            (
                "growth",
                some(
                    NeedKind.ASSESSMENT_TO_WRITE,
                    NeedKind.ASSESSMENT_COMPARED,
                    NeedKind.MENTORSHIP_TO_ANSWER,
                    NeedKind.CERTIFICATE_EXPIRING,
                ),
                links.development,
            ),
            ("handovers", some(NeedKind.HANDOVER_WAITING), links.home),
            ("people", some(NeedKind.RELATIONSHIP_QUIET), links.home),
            ("received", [self._note(note) for note in notes], links.feedback),
            ("thanks", [self._thanks(kudos) for kudos in thanks], links.recognition),
            (
                "celebrations",
                [self._celebration(each) for each in celebrations],
                links.celebrations,
            ),
            ("nudge", self._helpers(nudge), links.recognition),
        ]
        return [self._section(key, lines, link) for key, lines, link in written if lines]

    def _section(self, key: str, lines: Sequence[Line], link: str) -> Section:
        kept = lines[: LINES.get(key, LINES_OTHERWISE)]
        left = len(lines) - len(kept)
        more = self._say("digest.more", count=left) if left else None
        return Section(self._say(f"digest.section.{key}"), tuple(kept), more, link)

    def _need(self, need: Need) -> Line:
        write: dict[NeedKind, Callable[[Need], Line]] = {
            NeedKind.MEETING_OVERDUE: self._meeting_overdue,
            NeedKind.FEEDBACK_TO_WRITE: self._request,
            NeedKind.PROMISE_DUE: self._promise,
            NeedKind.PLAN_TO_AGREE: self._plan,
            NeedKind.PLAN_EXPIRED: self._plan,
            NeedKind.CHECK_IN_DUE: self._plan,
            NeedKind.PLAN_CHANGED: self._plan,
            NeedKind.PLAN_QUIET: self._plan,
            NeedKind.ASSESSMENT_TO_WRITE: self._assessment,
            NeedKind.ASSESSMENT_COMPARED: self._assessment,
            NeedKind.MENTORSHIP_TO_ANSWER: self._mentorship,
            NeedKind.CERTIFICATE_EXPIRING: self._certificate,
            NeedKind.RELATIONSHIP_QUIET: self._quiet_pair,
            NeedKind.HANDOVER_WAITING: self._handover,
            NeedKind.REVIEWS_TO_WRITE: self._reviews,
            NeedKind.NOMINATIONS_TO_MAKE: self._nominations,
            NeedKind.NOMINATIONS_TO_APPROVE: self._approvals,
            NeedKind.PACKET_TO_READ: self._packet,
            NeedKind.PACKETS_TO_PREPARE: self._packets,
        }
        return write[need.kind](need)

    def _meeting(self, meeting: MeetingView, points: Sequence[TalkingPointView]) -> Line:
        at = meeting.scheduled_at.astimezone(self._zone)
        clock = format_time(at, "short", locale=babel_locale(self.language))
        text = self._say("digest.line.meeting", name=self._name(meeting.other_id))
        details = [self._say("digest.line.at", day=self._day(at.date()), time=clock)]
        shared = [p.body for p in points if p.visibility is Visibility.SHARED]
        if points:
            details.append(self._say("digest.line.points", count=len(points)))
            details.extend(f"– {shorten(body, TITLE_LIMIT)}" for body in shared[:POINTS_SHOWN])
        else:
            details.append(self._say("digest.line.no_points"))
        return Line(text, self.links.meeting(meeting.id), tuple(details))

    def _meeting_overdue(self, need: Need) -> Line:
        assert need.meeting is not None  # noqa: S101 (given for this kind)
        return Line(
            self._say("digest.line.meeting_overdue", name=self._name(need.person_id)),
            self.links.meeting(need.meeting.id),
            (self._say("digest.line.was_on", day=self._day(need.due_on)),),
        )

    def _request(self, need: Need) -> Line:
        assert need.request is not None  # noqa: S101
        return Line(
            self._say("digest.line.request", name=self._name(need.person_id)),
            self.links.feedback_request(need.request.id),
            (self._quote(need.request.question), *self._due(need)),
        )

    def _promise(self, need: Need) -> Line:
        assert need.action_item is not None  # noqa: S101
        return Line(
            shorten(need.action_item.body, TITLE_LIMIT),
            self.links.meeting(need.action_item.meeting_id),
            (
                self._say("digest.line.promised_to", name=self._name(need.person_id)),
                *self._due(need),
            ),
        )

    def _plan(self, need: Need) -> Line:
        plan = need.plan
        assert plan is not None  # noqa: S101
        own = plan.person_id == self._viewer
        state = {
            NeedKind.PLAN_TO_AGREE: lambda: self._say("digest.line.plan_to_agree"),
            NeedKind.PLAN_EXPIRED: lambda: self._say(
                "digest.line.plan_expired", day=self._day(need.due_on)
            ),
            NeedKind.CHECK_IN_DUE: lambda: self._say(
                "digest.line.check_in_due", day=self._day(need.due_on)
            ),
            NeedKind.PLAN_CHANGED: lambda: self._say(
                "digest.line.plan_changed", count=need.count or 1
            ),
            NeedKind.PLAN_QUIET: lambda: self._say("digest.line.plan_quiet", count=plan.quiet_days),
        }[need.kind]()
        title = shorten(plan.title, TITLE_LIMIT)
        details = (state,) if own else (self._name(plan.person_id), state)
        return Line(title, self.links.plan(plan.id), details)

    def _assessment(self, need: Need) -> Line:
        assert need.assessment is not None  # noqa: S101
        whose = "own" if need.person_id is None else "other"
        text = self._say(f"digest.line.{need.kind}.{whose}", name=self._name(need.person_id))
        return Line(text, self.links.assessment(need.assessment.id), self._due(need))

    def _mentorship(self, need: Need) -> Line:
        assert need.mentorship is not None  # noqa: S101
        side = "mentor" if need.mentorship.mentor_id == self._viewer else "mentee"
        text = self._say(f"digest.line.mentorship.{side}", name=self._name(need.person_id))
        return Line(text, self.links.mentorships)

    def _certificate(self, need: Need) -> Line:
        assert need.certificate is not None  # noqa: S101
        ended = "ended" if need.overdue else "ends"
        return Line(
            shorten(need.certificate.name, TITLE_LIMIT),
            self.links.learning,
            (self._say(f"digest.line.certificate_{ended}", day=self._day(need.due_on)),),
        )

    def _quiet_pair(self, need: Need) -> Line:
        assert need.person_id is not None  # noqa: S101
        return Line(
            self._name(need.person_id),
            self.links.pair(need.person_id),
            (self._say("digest.line.pair_quiet", count=need.days_quiet or 0),),
        )

    def _handover(self, need: Need) -> Line:
        assert need.handover is not None  # noqa: S101
        return Line(
            self._say("digest.line.handover", name=self._name(need.person_id)),
            self.links.handover(need.handover.id),
            (self._day(need.since.astimezone(self._zone).date()),),
        )

    def _reviews(self, need: Need) -> Line:
        assert need.count is not None  # noqa: S101
        assert need.minutes is not None  # noqa: S101
        return Line(
            self._say("digest.line.reviews", count=need.count),
            self.links.reviews,
            (self._say("digest.line.minutes", count=need.minutes), *self._due(need)),
        )

    def _nominations(self, need: Need) -> Line:
        assert need.participant_id is not None  # noqa: S101
        if need.person_id == self._viewer:
            text = self._say("digest.line.nominate_own")
        else:
            text = self._say("digest.line.nominate", name=self._name(need.person_id))
        return Line(text, self.links.nominations(need.participant_id), self._of_cycle(need))

    def _approvals(self, need: Need) -> Line:
        assert need.cycle_id is not None  # noqa: S101
        link = self.links.nominations_of(need.cycle_id)
        if need.participant_id is not None:
            link = self.links.nominations(need.participant_id)
        return Line(
            self._say("digest.line.approve", count=need.count or 1), link, self._of_cycle(need)
        )

    def _packet(self, need: Need) -> Line:
        assert need.participant_id is not None  # noqa: S101
        return Line(
            self._say("digest.line.packet"),
            self.links.packet(need.participant_id),
            self._of_cycle(need),
        )

    def _packets(self, need: Need) -> Line:
        link = self.links.team_packets
        if need.participant_id is not None:
            link = self.links.packet(need.participant_id)
        return Line(
            self._say("digest.line.packets", count=need.count or 1), link, self._of_cycle(need)
        )

    def _of_cycle(self, need: Need) -> tuple[str, ...]:
        return (need.cycle_name, *self._due(need))

    def _note(self, note: FeedbackNoteView) -> Line:
        day = self._day(note.created_at.astimezone(self._zone).date())
        return Line(
            self._say("digest.line.note", name=self._name(note.author_id)),
            self.links.feedback_note(note.id),
            (day,),
            self.links.give(note.author_id),
        )

    def _thanks(self, kudos: KudosView) -> Line:
        public = kudos.visibility is KudosVisibility.PUBLIC
        return Line(
            self._say("digest.line.thanks", name=self._name(kudos.author_id)),
            self.links.kudos(kudos.id),
            (self._quote(kudos.message),) if public else (),
            self.links.give(kudos.author_id),
        )

    def _celebration(self, view: CelebrationView) -> Line:
        text, details = in_words(
            view,
            language=self.language,
            name=self._name(view.person_id),
            day=self._day(view.day),
        )
        return Line(text, self.links.celebration(view.id), details)

    def _survey(self, pulse: PulseView | None) -> list[Line]:
        """The first question, with an answer to tap on for each point of its scale.

        A tap opens the page with that answer chosen; nothing is sent before it is confirmed there, for
        programs that look for bad links open them all.
        """
        if pulse is None or pulse.question.scale is None:
            return []
        lowest, highest = pulse.question.scale
        wave, question = pulse.wave.id, pulse.question
        labels = question.content.labels
        ends = (labels[0], labels[-1]) if labels else ()
        scale = self._say(
            "digest.line.survey_scale",
            lowest=lowest,
            low=ends[0].of(self.language) if ends else "",
            highest=highest,
            high=ends[1].of(self.language) if ends else "",
        )
        last = pulse.ends_at.astimezone(self._zone) - timedelta(minutes=1)
        return [
            Line(
                question.content.text.of(self.language),
                self.links.survey_answer(wave),
                (
                    *((scale,) if ends else ()),
                    self._say(
                        "digest.line.survey",
                        title=shorten(pulse.titles.of(self.language), TITLE_LIMIT),
                        day=self._day(last.date()),
                        count=pulse.questions,
                    ),
                ),
                answers=tuple(
                    (str(value), self.links.survey_one_tap(wave, question.id, value))
                    for value in range(lowest, highest + 1)
                ),
            )
        ]

    def _helpers(self, nudge: ThanksNudgeView | None) -> list[Line]:
        """Whom the reader could thank; the line itself opens the dialog with them in it."""
        return [
            Line(
                self._name(helper.person_id),
                self.links.give(helper.person_id),
                (helper.reason,),
            )
            for helper in (() if nudge is None else nudge.helpers)
        ]

    def _due(self, need: Need) -> tuple[str, ...]:
        if need.due_on is None:
            return ()
        if need.overdue:
            return (self._say("digest.line.overdue", count=(self._today - need.due_on).days),)
        if need.due_on == self._today:
            return (self._say("digest.line.due_today"),)
        return (self._say("digest.line.due", day=self._day(need.due_on)),)

    def _quote(self, text: str) -> str:
        return self._say("digest.line.quote", text=shorten(text, TITLE_LIMIT))

    def _day(self, day: date | datetime | None) -> str:
        if day is None:
            return ""
        noon = datetime(day.year, day.month, day.day, 12, tzinfo=self._zone)
        return str(format_skeleton("MMMEd", noon, locale=babel_locale(self.language)))

    def _name(self, person_id: UUID | None) -> str:
        person = None if person_id is None else self._people.get(person_id)
        return "" if person is None else person.name

    def _say(self, key: str, **params: Any) -> str:
        return say(self.language, key, **params)
