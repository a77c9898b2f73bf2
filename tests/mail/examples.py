"""An example of every mail there is, in the words that people get, for looking at and for checking.

Each template has examples here, and each of its variants that reads differently; a test holds that none
is missing. The people are invented.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from types import SimpleNamespace as Row
from typing import Any

from babel.dates import format_date, format_skeleton

from erm.core.language import babel_locale, has, say
from erm.digest.lines import Line, Section
from erm.digest.rules import DigestSection
from erm.digest.sections.writing import SCREEN
from erm.mail.rendering import Rendered, lines_of, render, render_with
from erm.mail.words import last_day_words

COMPANY = "Kelvane Instruments"
ROOT = "https://erm.kelvane.example"
LINK = f"{ROOT}/one-on-ones/T25lT25PbmVNZWV0aW5nOjAxOWFh"
UNSUBSCRIBE = f"{ROOT}/unsubscribe/AZqqAAAAcAAAAAAAAAAAAAECAwQFBgcICQoLDA0ODxAREhM="
SETTINGS = f"{ROOT}/settings"
DAY = date(2026, 11, 27)
NAME_MOST = 241
"""Most characters of a name: 120 given, 120 of the family, and the space."""
QUESTION_MOST = 500

CALENDAR = (
    "started", "changed", "former", "moved", "skipped", "unskipped", "paused", "resumed", "closed",
    "ended",
)  # fmt: skip
NAMES = {"en": ("Maren", "Tobias Lindqvist"), "ru": ("Елена", "Артём Гусев")}


@dataclass(frozen=True, slots=True)
class Example:
    """One mail. ``template`` without its ending; ``variant`` tells it from others of that template.

    ``preheader`` stands beside the subject in a list of mails; ``stoppable``: its reader can switch it off.
    """

    template: str
    variant: str
    language: str
    mail: Rendered
    preheader: str
    stoppable: bool

    @property
    def name(self) -> str:
        """What its picture is called."""
        return f"{self.template}-{self.variant}-{self.language}"


class _Maker:
    def __init__(self, language: str, typed: str = "") -> None:
        self.language = language
        self.typed = typed
        self.name, self.other = (typed, typed) if typed else NAMES[language]
        self.until = last_day_words(language, DAY)
        self.day = self.day_of(DAY)
        self.footer = {"settings": SETTINGS, "unsubscribe": UNSUBSCRIBE}
        self.fixed = {"settings": SETTINGS, "unsubscribe": None}
        self.russian = language == "ru"

    def say(self, key: str, **params: Any) -> str:
        return say(self.language, key, **params)

    def pick(self, english: str, russian: str) -> str:
        if self.typed:
            return self.typed
        return russian if self.russian else english

    def written(
        self, template: str, variant: str, subject: str, preheader: str, **values: Any
    ) -> Example:
        return Example(
            template,
            variant,
            self.language,
            render_with(template, self.language, subject, preheader, COMPANY, values),
            preheader,
            values.get("unsubscribe") is not None,
        )

    def plain(self, template: str, **values: Any) -> Example:
        mail = render(template, self.language, company=COMPANY, **values)
        count = values.get("minutes", 0)
        preheader = self.say(f"mail.{template}.preheader", company=COMPANY, count=count, **values)
        return Example(template, "only", self.language, mail, preheader, False)

    def day_of(self, day: date) -> str:
        """A day as lines have it: with its weekday, short."""
        return str(format_skeleton("MMMEd", day, locale=babel_locale(self.language)))

    # ---- words from catalogues -------------------------------------------------------------------

    def news(self, template: str, variant: str, link: str = LINK, **params: Any) -> Example:
        key = f"mail.{template}"
        of = f"{key}.{variant}" if has("en", f"{key}.{variant}.preheader") else key
        text = self.say(f"{key}.{variant}.text", **params)
        given: dict[str, Any] = {"words": text if template == "award_news" else lines_of(text)}
        for part in ("button", "why"):
            if has("en", f"{key}.{variant}.{part}"):
                given[part] = self.say(f"{key}.{variant}.{part}", **params)
        if template not in ("development_news", "mail_answer"):
            must = variant in ("asked_about", "voting", "deciding")
            given |= self.fixed if must else self.footer
        return self.written(
            template,
            variant,
            self.say(f"{key}.{variant}.subject", **params),
            self.say(f"{of}.preheader", **params),
            name=self.name,
            link=link,
            **given,
        )

    def survey(self, variant: str) -> Example:
        key = f"mail.survey_news.{variant}"
        params = {
            "title": self.pick("Autumn pulse", "Осенний пульс"),
            "day": self.until,
            "count": 3,
            "reason": self.pick("It asks twice the same.", "Вопросы повторяются."),
        }
        return self.written(
            "survey_news",
            variant,
            self.say(f"{key}.subject", **params),
            self.say(f"{key}.preheader", **params),
            name=self.name,
            words=lines_of(self.say(f"{key}.text", **params)),
            why=self.say(f"{key}.why"),
            button=self.say(f"{key}.button"),
            link=f"{ROOT}/engagement/answer/U3VydmV5V2F2ZTow",
            **self.footer,
        )

    def cycle(self, variant: str, **params: Any) -> Example:
        key = f"cycle_mail.{variant}"
        cycle = self.pick("Autumn 2026 reviews", "Осенняя оценка 2026")
        until = self.say("cycle_mail.until", day=self.until)
        given = {
            "cycle": cycle, "until": until, "count": 4, "name": self.other, "first": self.day,
            "last": self.day, "day": self.day,
        } | params  # fmt: skip
        lines, promises = [], []
        if variant == "launch":
            lines = [
                self.say("cycle_mail.launch.nominate", until=until),
                self.say("cycle_mail.launch.write", until=until),
                self.say("cycle_mail.launch.packet", day=self.day),
            ]
        if variant in ("launch", "asked"):
            perspectives = ", ".join(
                self.say(f"cycle_mail.perspective.{kind}") for kind in ("peer", "upward")
            )
            manager = self.say("cycle_mail.perspective.manager")
            promises = [
                self.say("cycle_mail.promise.named", perspectives=manager),
                self.say("cycle_mail.promise.anonymous", perspectives=perspectives, count=3),
            ]
        return self.written(
            "cycle_news",
            variant,
            self.say(f"{key}.subject", **given),
            self.say(f"{key}.preheader", **given),
            title=self.say(f"{key}.title", **given),
            intro=self.say(f"{key}.intro", **given),
            lines=lines,
            promises=promises,
            button=self.say(f"{key}.button"),
            link=f"{ROOT}/reviews",
            why=self.say("cycle_mail.asked.why" if variant == "asked" else "cycle_mail.why"),
            **(self.footer if variant in ("asked", "approve", "released") else self.fixed),
        )

    def reminder(self, key: str) -> Example:
        section = Row(
            title=self.pick("Autumn 2026 reviews", "Осенняя оценка 2026"),
            until=self.say("cycle_mail.until", day=self.until),
            lines=(
                self.say("cycle_mail.line.self"),
                self.say("cycle_mail.line.peer", name=self.other),
                self.say("cycle_mail.line.upward", name=self.pick("Hannah Osei", "Анна Осеева")),
            ),
            more=self.say("cycle_mail.more", count=2),
        )
        return self.written(
            "cycle_reminder",
            key,
            self.say(f"cycle_mail.{key}.subject", count=5, day=self.day),
            self.say("cycle_mail.reminder.preheader"),
            title=self.say(f"cycle_mail.{key}.title", count=5),
            intro=self.say(f"cycle_mail.{key}.intro", count=40),
            sections=[section],
            button=self.say("cycle_mail.reminder.button"),
            link=f"{ROOT}/reviews",
            why=self.say("cycle_mail.reminder.why"),
            **self.fixed,
        )

    # ---- one-on-ones -----------------------------------------------------------------------------

    @property
    def when(self) -> str:
        return self.say("calendar.at", day=self.day, time="15:00")

    def calendar(self, kind: str, intro: str = "other") -> Example:
        later = self.say("calendar.at", day=self.day_of(DAY + timedelta(days=4)), time="9:30")
        rhythm = self.pick("Every second Friday at 15:00", "Каждую вторую пятницу в 15:00")
        told = {
            "started": ("first", "rhythm"),
            "changed": ("before", "now", "rhythm"),
            "moved": ("before", "now"),
            "skipped": ("skipped", "next"),
            "unskipped": ("next",),
            "paused": ("from", "until"),
            "resumed": ("next",),
            "closed": ("skipped", "next"),
        }.get(kind, ())
        values = {"rhythm": rhythm, "from": self.day, "until": self.day_of(date(2026, 12, 21)), "now": later, "next": later}  # fmt: skip
        gone = {"skipped", "closed"} & {kind} and "skipped"
        names = {"name": self.other, "when": self.when}
        noted = has("en", f"calendar.{kind}.note")
        return self.written(
            "calendar",
            f"{kind}-{intro}",
            self.say(f"calendar.{kind}.subject", **names),
            self.say("calendar.preheader"),
            title=self.say(f"calendar.{kind}.title", **names),
            intro=self.say(f"calendar.{kind}.intro.{intro}", **names),
            facts=[
                Row(
                    label=self.say(f"calendar.fact.{fact}"),
                    value=values.get(fact, self.when),
                    gone=fact in ("before", gone),
                )
                for fact in told
            ],
            note=self.say(f"calendar.{kind}.note") if noted else "",
            link=LINK,
            zone="Europe/Berlin",
            **self.footer,
        )

    def nudge(self, kind: str, variant: str = "only") -> Example:
        names = {"name": self.other, "when": self.when}
        points = [
            self.pick("What did the new release teach us?", "Чему нас научил новый выпуск?"),
            self.pick("Help with the training budget", "Помощь с бюджетом на обучение"),
        ]
        promise = self.pick("Send the draft of the talk", "Прислать черновик доклада")
        sections = [
            Row(
                title=self.say("nudge.before.points"),
                lines=tuple(Row(text=text, detail="") for text in points),
                more=(self.say("nudge.before.private", count=2),),
            ),
            Row(
                title=self.say("nudge.before.mine"),
                lines=(Row(text=promise, detail=self.say("nudge.before.due_today")),),
                more=(),
            ),
        ]
        by_mail: str | None = self.say("nudge.before.by_mail", name=self.other.split()[0])
        preheader = self.say("nudge.before.preheader.points", count=2)
        if variant == "empty":
            empty = self.say("nudge.before.no_points")
            lines = (Row(text=empty, detail=""),)
            sections = [Row(title=self.say("nudge.before.points"), lines=lines, more=())]
            by_mail, preheader = None, self.say("nudge.before.preheader.none")
        return self.written(
            f"nudge_{kind}",
            variant,
            self.say(f"nudge.{kind}.subject", **names),
            preheader if kind == "before" else self.say("nudge.after.preheader"),
            title=self.say(f"nudge.{kind}.title", **names),
            when=self.when,
            link=LINK,
            zone="Europe/Berlin",
            sections=sections,
            by_mail=by_mail,
            **self.footer,
        )

    # ---- feedback and answers by mail ------------------------------------------------------------

    def request(self, variant: str, question: str) -> Example:
        key = "mail.feedback_request"
        about = "" if variant == "own" else self.pick("Hannah Osei", "Анна Осеева")
        return self.written(
            "feedback_request",
            variant,
            self.say(f"{key}.subject", person=self.other),
            self.say(f"{key}.preheader")
            if about
            else self.say(f"{key}.preheader_due", day=self.until),
            name=self.name,
            words=self.say(f"{key}.words_about", person=self.other, about=about)
            if about
            else self.say(f"{key}.words", person=self.other),
            question=question,
            readers=self.say(f"{key}.readers_manager", person=about)
            if about
            else self.say(f"{key}.readers", person=self.other),
            due=None if about else self.say(f"{key}.due", day=self.until),
            by_mail=self.say(f"{key}.by_mail"),
            link=f"{ROOT}/feedback/requests/RmVlZGJhY2tSZXF1ZXN0OjA=",
            **self.footer,
        )

    # ---- recognition and reports -----------------------------------------------------------------

    def kudos(self, mailing: str) -> Example:
        quote = self.pick(
            "Thank you for staying with the customer until the very last sensor worked.",
            "Спасибо, что не ушли от клиента, пока не заработал последний датчик.",
        )
        keys = (
            ("received", "mentioned") if mailing == "kudos_received" else ("commented", "reacted")
        )
        lines = [
            Row(
                text=self.say(f"mail.kudos_news.{keys[0]}", name=self.other),
                detail=quote,
                link=LINK,
            ),
            Row(
                text=self.say(f"mail.kudos_news.{keys[1]}.many", name=self.other, count=3)
                if mailing == "kudos_gathered"
                else self.say(f"mail.kudos_news.{keys[1]}", name=self.other),
                detail="",
                link=LINK,
            ),
        ]
        subject = self.say(f"mail.{mailing}.mixed", count=2)
        return self.written(
            "kudos_news",
            mailing,
            subject,
            " · ".join(line.text for line in lines),
            name=self.name,
            lines=lines,
            more=self.say("mail.kudos_news.more", count=4),
            link=f"{ROOT}/recognition",
            why=self.say(f"mail.{mailing}.why"),
            **self.footer,
        )

    def notifications(self, variant: str) -> Example:
        lines = [
            Row(text=self.say("notification.plan_proposed", name=self.other), detail="", link=LINK),
            Row(
                text=self.say("notification.packet_released"),
                detail=self.pick("Autumn 2026 reviews", "Осенняя оценка 2026"),
                link=LINK,
            ),
        ]
        title = self.say("mail.notifications.subject", count=6)
        preheader = " · ".join(line.text for line in lines)
        if variant != "several":
            lines = lines[1:]
            title, preheader = lines[0].text, lines[0].detail
        return self.written(
            "notifications",
            variant,
            title,
            preheader,
            name=self.name,
            lines=lines,
            more="" if variant != "several" else self.say("mail.notifications.more", count=4),
            link=f"{ROOT}/notifications",
            **(self.fixed if variant == "required" else self.footer),
        )

    def digest(self, variant: str = "weekly") -> Example:
        cadence = {"slowed": "monthly"}.get(variant, variant)
        parts = self.digest_lines()
        if variant != "weekly":
            parts = dict(list(parts.items())[:2])
        sections = [
            Section(
                key,
                self.say(f"digest.title.{key.value}"),
                tuple(lines),
                self.say("digest.more", count=4) if key is DigestSection.NEEDS else None,
                LINK,
                len(lines),
            )
            for key, lines in parts.items()
        ]
        told = [self.say(f"digest.headline.{key}", count=2) for key in ("needs", "meetings")]
        return self.written(
            "digest",
            variant,
            self.say(f"digest.subject.{cadence}", headline=told[0]),
            told[1] if variant == "weekly" else self.say("digest.preheader"),
            name=self.name,
            note=self.say("digest.slowed.monthly") if variant == "slowed" else "",
            sections=sections,
            home=f"{ROOT}/",
            zone="Europe/Berlin",
            cadence=cadence,
            **self.footer,
        )

    def digest_lines(self) -> dict[DigestSection, list[Line]]:
        """A line of nearly every kind, as :mod:`erm.digest.sections` words them."""

        def words(key: str, **params: Any) -> str:
            return self.say(f"digest.line.{key}", **params)

        def act(kind: str) -> tuple[str, str]:
            return self.say(f"digest.act.{kind}"), f"{ROOT}/act#{'A' * 68}"

        other, third = self.other, self.pick("Hannah Osei", "Анна Осеева")
        due = words("due", day=self.day)
        promise = self.pick("Send the draft of the talk", "Прислать черновик доклада")
        question = self.pick("What should I do more of?", "Чего мне стоит делать больше?")
        plan = self.pick("Lead the calibration bench", "Вести калибровочный стенд")
        thanks = self.pick("You stayed until it worked.", "Вы не ушли, пока всё не заработало.")
        low, high = self.pick("Strongly disagree", "Совсем не согласен(на)"), self.pick(
            "Strongly agree", "Полностью согласен(на)"
        )  # fmt: skip
        scale = tuple((str(n), f"{ROOT}/engagement/answer/x#a={n}") for n in range(1, 6))
        each = DigestSection
        return {
            each.NEEDS: [
                Line(
                    promise, LINK,
                    (f"{words('promised_to', name=other)} · {words('overdue', count=2)}",),
                    act=act("kept"),
                ),
                Line(words("reviews", count=5), LINK, (f"{words('minutes', count=45)} · {due}",)),
                Line(words("packet"), LINK, (self.pick("Autumn reviews", "Осенняя оценка"),)),
            ],
            each.MEETINGS: [
                Line(
                    words("meeting", name=third), LINK,
                    (f"{self.when} · {words('points', count=2)}", f"– {question}"),
                ),
                Line(words("meeting", name=other), LINK, (self.when, words("no_points"))),
            ],
            each.PROMISES: [
                Line(promise, LINK, (f"{words('promised_by', name=third)} · {due}",)),
            ],
            each.SURVEY: [
                Line(
                    self.pick("I can do my best work here.", "Здесь я могу работать в полную силу."),
                    LINK,
                    (
                        words("survey_scale", lowest=1, low=low, highest=5, high=high),
                        words("survey", title=self.pick("Pulse", "Пульс"), day=self.day, count=3),
                    ),
                    answers=scale,
                )
            ],
            each.FEEDBACK: [
                Line(words("request", name=other), LINK, (words("quote", text=question), due)),
                Line(words("note", name=third), LINK, (self.day,), act=act("thank")),
            ],
            each.DEVELOPMENT: [
                Line(plan, LINK, (words("plan_quiet", count=41),)),
                Line(words("mentorship.mentor", name=third), LINK, act=act("accept")),
            ],
            each.TEAM: [Line(words("team_thanks", author=other, names=third), LINK)],
            each.THANKS: [
                Line(words("thanks", name=other), LINK, (words("quote", text=thanks),), thank=LINK)
            ],
            each.COMPANY: [Line(words("company.feedback_given", count=25), LINK)],
            each.CELEBRATIONS: [
                Line(words("celebration.birthday", name=third), LINK, (self.day,))
            ],
        }  # fmt: skip

    def largest(self) -> Example:
        name, title = (self.typed * NAME_MOST)[:NAME_MOST], (self.typed * 90)[:90]
        more, link = self.say("digest.more", count=40), f"{LINK}{'A' * 60}"
        survey = (self.typed * QUESTION_MOST)[:QUESTION_MOST]
        longest = self.say(
            "digest.line.team_thanks_more", author=name, names=f"{name}, {name}", count=7
        )
        act = (self.say("digest.act.thank"), f"{ROOT}/act#{'A' * 68}")
        scale = tuple((str(n), f"{link}#q={'A' * 68}&a={n}") for n in range(11))
        each = DigestSection
        lines = {key: [Line(longest, link, (title,) * 4, act=act, thank=link)] for key in each}
        lines[each.SURVEY] = [Line(survey, link, (title,) * 2, answers=scale)]
        lines[each.NEEDS] *= max(1, SCREEN - len(lines) + 1)
        sections = [
            Section(key, self.say(f"digest.title.{key.value}"), tuple(some), more, link, 50)
            for key, some in [*lines.items(), (each.THANKS, lines[each.THANKS])]
        ]
        return self.written(
            "digest", "largest", name, title, name=name, note=self.say("digest.slowed.monthly"),
            sections=sections, home=f"{ROOT}/", zone="America/Argentina/ComodRivadavia",
            cadence="monthly", **self.footer,
        )  # fmt: skip

    def report(self) -> Example:
        title = self.pick("One-on-ones held", "Проведённые встречи один на один")
        day = format_date(DAY, "long", locale=babel_locale(self.language))
        return self.written(
            "people_report",
            "only",
            self.say("reports.mail.subject", title=title, day=day),
            self.say("reports.mail.preheader"),
            title=self.say("reports.mail.heading"),
            words=self.say("reports.mail.text", title=title, day=day),
            link=f"{ROOT}/reports/people",
            button=self.say("reports.mail.button"),
            why=self.say("reports.mail.end"),
        )

    def all(self) -> Iterator[Example]:
        award = self.pick("Bridge builder of the year", "Строитель мостов года")
        question = self.pick(
            "What should I do more of in reviews?", "Чего мне стоит делать больше на ревью?"
        )
        yield self.plain(
            "sign_in_link", name=self.name, link=f"{ROOT}/sign-in/link#token=AbC123", minutes=10
        )
        yield self.plain(
            "guest_request", name=self.name, requester=self.other, about="", question=question,
            link=f"{ROOT}/guest#AbC123", due=self.until,
        )  # fmt: skip
        yield self.plain(
            "guest_review", name=self.name, subject_name=self.other,
            cycle=self.pick("Autumn 2026 reviews", "Осенняя оценка 2026"),
            link=f"{ROOT}/guest-review#AbC123", due=self.until,
        )  # fmt: skip
        yield self.plain("guest_thanks", name=self.name, person=self.other)
        yield self.plain("mail_test", name=self.name)
        for variant in ("voting", "deciding", "nominated"):
            yield self.news("award_news", variant, award=award, count=2)
        for variant in ("anniversary", "birthday"):
            key = f"mail.celebration.{variant}"
            yield self.written(
                "celebration", variant, self.say(f"{key}.subject", count=3),
                self.say("mail.celebration.preheader"), name=self.name,
                words=self.say(f"{key}.text", count=3), link=LINK, **self.footer,
            )  # fmt: skip
        for variant in (
            "asked_about",
            "asked_back",
            "answered_back",
            "guest_answered",
            "guest_declined",
            "given",
            "declined",
        ):
            yield self.news(
                "feedback_news", variant, person=self.other, guest=self.other, question=question,
                names=self.other,
            )  # fmt: skip
        for variant in ("one", "several", "required"):
            yield self.notifications(variant)
        for variant in ("own", "about"):
            yield self.request(variant, question)
        for variant in ("feedback", "feedback_manager", "meeting", "refused"):
            yield self.news(
                "mail_answer", variant, person=self.other, count=3,
                reason=self.say("refusal.FEEDBACK_REQUEST_ALREADY_WITHDRAWN"),
            )  # fmt: skip
        for variant in ("lapsed_own", "lapsed_report"):
            yield self.news(
                "development_news", variant, person=self.other,
                title=self.pick("Lead the calibration bench", "Вести калибровочный стенд"),
            )  # fmt: skip
        reason = self.say("integration.disabled.failing")
        yield self.written(
            "integration_news", "only",
            self.say("mail.integration_news.subject", integration="Slack: #thanks"),
            self.say("mail.integration_news.preheader"), name=self.name,
            words=lines_of(
                self.say("mail.integration_news.text", integration="Slack: #thanks", reason=reason)
            ),
            link=f"{ROOT}/company/integrations", **self.footer,
        )  # fmt: skip
        for variant in ("invitation", "reminder", "report", "cancelled"):
            yield self.survey(variant)
        for variant in ("launch", "asked", "nominate", "approve", "released"):
            yield self.cycle(variant)
        for key in ("reminder", "reminder_again"):
            yield self.reminder(key)
        for kind in CALENDAR:
            yield self.calendar(kind)
        yield self.calendar("moved", "self")
        for intro in ("left", "manager_changed"):
            yield self.calendar("ended", intro)
        for kind in ("before", "after"):
            yield self.nudge(kind)
        yield self.nudge("before", "empty")
        for mailing in ("kudos_received", "kudos_gathered"):
            yield self.kudos(mailing)
        yield self.report()
        for variant in ("weekly", "daily", "slowed"):
            yield self.digest(variant)


def examples(language: str, typed: str = "") -> list[Example]:
    """Every example in a language; ``typed`` in place of whatever a person types, names first of all."""
    return list(_Maker(language, typed).all())


def largest_digest(language: str, typed: str) -> Example:
    """A digest with as many lines as one can have, each as long as it can be, of ``typed``."""
    return _Maker(language, typed).largest()
