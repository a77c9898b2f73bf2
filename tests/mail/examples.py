"""An example of every mail there is, in the words that people get, for looking at and for checking.

Each template has examples here, and each of its variants that reads differently; a test holds that none
is missing. The people are invented.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace as Row
from typing import Any

from babel.dates import format_date

from erm.core.language import babel_locale, say
from erm.digest.lines import Line, Section
from erm.digest.rules import DigestSection
from erm.mail.rendering import Rendered, render, render_with

COMPANY = "Kelvane Instruments"
ROOT = "https://erm.kelvane.example"
LINK = f"{ROOT}/one-on-ones/T25lT25PbmVNZWV0aW5nOjAxOWFh"
UNSUBSCRIBE = f"{ROOT}/unsubscribe/AZqqAAAAcAAAAAAAAAAAAAECAwQFBgcICQoLDA0ODxAREhM="
SETTINGS = f"{ROOT}/settings"
DAY = date(2026, 11, 27)

NAMES = {"en": ("Maren", "Tobias Lindqvist"), "ru": ("Елена", "Артём Гусев")}


@dataclass(frozen=True, slots=True)
class Example:
    """One mail. ``template`` without its ending; ``variant`` tells it from others of that template."""

    template: str
    variant: str
    language: str
    mail: Rendered

    @property
    def name(self) -> str:
        """What its picture is called."""
        return f"{self.template}-{self.variant}-{self.language}"


class _Maker:
    def __init__(self, language: str) -> None:
        self.language = language
        self.name, self.other = NAMES[language]
        self.day = format_date(DAY, "long", locale=babel_locale(language))
        self.footer = {"settings": SETTINGS, "unsubscribe": UNSUBSCRIBE}
        self.fixed = {"settings": SETTINGS, "unsubscribe": None}
        self.russian = language == "ru"

    def say(self, key: str, **params: Any) -> str:
        return say(self.language, key, **params)

    def pick(self, english: str, russian: str) -> str:
        return russian if self.russian else english

    def written(
        self, template: str, variant: str, subject: str, preheader: str, **values: Any
    ) -> Example:
        return Example(
            template,
            variant,
            self.language,
            render_with(template, self.language, subject, preheader, COMPANY, values),
        )

    def plain(self, template: str, **values: Any) -> Example:
        mail = render(template, self.language, company=COMPANY, **values)
        return Example(template, "only", self.language, mail)

    # ---- words from catalogues -------------------------------------------------------------------

    def news(self, template: str, variant: str, link: str = LINK, **params: Any) -> Example:
        key = f"mail.{template}"
        preheader = self.say(f"{key}.preheader")
        return self.written(
            template,
            variant,
            self.say(f"{key}.{variant}.subject", **params),
            preheader,
            name=self.name,
            words=self.say(f"{key}.{variant}.text", **params),
            link=link,
            **(self.fixed if variant in ("asked_about", "voting", "deciding") else self.footer),
        )

    def survey(self, variant: str) -> Example:
        key = f"mail.survey_news.{variant}"
        params = {
            "title": self.pick("Autumn pulse", "Осенний опрос"),
            "day": self.day,
            "count": 3,
            "reason": self.pick("It asks twice the same.", "Вопросы повторяются."),
        }
        return self.written(
            "survey_news",
            variant,
            self.say(f"{key}.subject", **params),
            self.say(f"{key}.preheader"),
            name=self.name,
            words=[line for line in self.say(f"{key}.text", **params).split("\n") if line],
            button=self.say(f"{key}.button"),
            link=f"{ROOT}/engagement/answer/U3VydmV5V2F2ZTow",
            **self.footer,
        )

    def cycle(self, variant: str, **params: Any) -> Example:
        key = f"cycle_mail.{variant}"
        cycle = self.pick("Autumn 2026 reviews", "Осенняя оценка 2026")
        until = self.say("cycle_mail.until", day=self.day)
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
            why=self.say("cycle_mail.why"),
            **(self.footer if variant in ("asked", "approve", "released") else self.fixed),
        )

    def reminder(self, key: str) -> Example:
        section = Row(
            title=self.pick("Autumn 2026 reviews", "Осенняя оценка 2026"),
            until=self.say("cycle_mail.until", day=self.day),
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

    def calendar(self, kind: str) -> Example:
        facts = [
            Row(label=self.say("calendar.fact.before"), value=self.when, gone=True),
            Row(label=self.say("calendar.fact.now"), value=self.when, gone=False),
        ]
        if kind == "ended":
            facts = []
        names = {"name": self.other, "when": self.when}
        return self.written(
            "calendar",
            kind,
            self.say(f"calendar.{kind}.subject", **names),
            self.say("calendar.preheader"),
            title=self.say(f"calendar.{kind}.title", **names),
            intro=self.say(f"calendar.{kind}.intro.other", **names),
            facts=facts,
            note=self.say("calendar.ended.note") if kind == "ended" else "",
            link=LINK,
            zone="Europe/Berlin",
            **self.footer,
        )

    def nudge(self, kind: str) -> Example:
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
        return self.written(
            f"nudge_{kind}",
            "only",
            self.say(f"nudge.{kind}.subject", **names),
            self.say("nudge.before.preheader.points", count=2)
            if kind == "before"
            else self.say("nudge.after.preheader"),
            title=self.say(f"nudge.{kind}.title", **names),
            when=self.when,
            link=LINK,
            zone="Europe/Berlin",
            sections=sections,
            by_mail=self.say("nudge.before.by_mail", name=self.other),
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
            self.say(f"{key}.preheader"),
            name=self.name,
            words=self.say(f"{key}.words_about", person=self.other, about=about)
            if about
            else self.say(f"{key}.words", person=self.other),
            question=question,
            readers=self.say(f"{key}.readers_manager", person=about)
            if about
            else self.say(f"{key}.readers", person=self.other),
            due=None if about else self.say(f"{key}.due", day=self.day),
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
            self.say(f"mail.{mailing}.preheader"),
            title=subject,
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
        if variant == "one":
            title = lines[1].text
            lines = [Row(text="", detail=lines[1].detail, link=LINK)]
        return self.written(
            "notifications",
            variant,
            title,
            self.say("mail.notifications.preheader"),
            title=title,
            lines=lines,
            more="" if variant == "one" else self.say("mail.notifications.more", count=4),
            link=f"{ROOT}/notifications",
            **self.footer,
        )

    def digest(self) -> Example:
        def line(english: str, russian: str, *details: str, **more: Any) -> Line:
            return Line(self.pick(english, russian), LINK, details, **more)

        act = (self.say("digest.act.kept"), f"{ROOT}/act#{'A' * 68}")
        scale = tuple(
            (str(number), f"{ROOT}/engagement/answer/x#a={number}") for number in range(1, 6)
        )
        parts = {
            DigestSection.NEEDS: [
                line("Send the draft of the talk", "Прислать черновик доклада", self.day, act=act),
                line("Write feedback for Tobias Lindqvist", "Отзыв для: Артём Гусев", self.day),
            ],
            DigestSection.MEETINGS: [
                line(
                    "One-on-one with Hannah Osei", "Один на один: Анна Осеева", self.when,
                    self.pick("– What did the new release teach us?", "– Чему нас научил выпуск?"),
                )
            ],
            DigestSection.SURVEY: [line("I can do my best work", "Мне удаётся работать хорошо", answers=scale)],
        }  # fmt: skip
        sections = [
            Section(
                key, self.say(f"digest.title.{key.value}"), tuple(lines), None, LINK, len(lines)
            )
            for key, lines in parts.items()
        ]
        headline = self.say("digest.headline.needs", count=2)
        return self.written(
            "digest",
            "weekly",
            self.say("digest.subject.weekly", headline=headline),
            self.say("digest.preheader"),
            name=self.name,
            note="",
            sections=sections,
            home=f"{ROOT}/",
            zone="Europe/Berlin",
            cadence="weekly",
            **self.footer,
        )

    def report(self) -> Example:
        title = self.pick("One-on-ones held", "Проведённые встречи один на один")
        return self.written(
            "people_report",
            "only",
            self.say("reports.mail.subject", title=title, day=self.day),
            self.say("reports.mail.heading"),
            title=self.say("reports.mail.heading"),
            words=self.say("reports.mail.text", title=title, day=self.day),
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
            link=f"{ROOT}/guest#AbC123", due=self.day,
        )  # fmt: skip
        yield self.plain(
            "guest_review", name=self.name, subject_name=self.other,
            cycle=self.pick("Autumn 2026 reviews", "Осенняя оценка 2026"),
            link=f"{ROOT}/guest-review#AbC123", due=self.day,
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
            "given",
            "declined",
        ):
            yield self.news(
                "feedback_news", variant, person=self.other, guest=self.other, question=question,
                names=self.other,
            )  # fmt: skip
        for variant in ("one", "several"):
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
        reason = (
            self.say("integration.disabled.failing") if _has("integration.disabled.failing") else ""
        )
        yield self.written(
            "integration_news", "only",
            self.say("mail.integration_news.subject", integration="Slack: #thanks"),
            self.say("mail.integration_news.preheader"), name=self.name,
            words=self.say("mail.integration_news.text", integration="Slack: #thanks", reason=reason),
            link=f"{ROOT}/company/integrations", **self.footer,
        )  # fmt: skip
        for variant in ("invitation", "reminder", "report", "cancelled"):
            yield self.survey(variant)
        for variant in ("launch", "asked", "nominate", "approve", "released"):
            yield self.cycle(variant)
        for key in ("reminder", "reminder_again"):
            yield self.reminder(key)
        for kind in ("moved", "ended"):
            yield self.calendar(kind)
        for kind in ("before", "after"):
            yield self.nudge(kind)
        for mailing in ("kudos_received", "kudos_gathered"):
            yield self.kudos(mailing)
        yield self.report()
        yield self.digest()


def _has(key: str) -> bool:
    from erm.core.language import has

    return has("en", key)


def examples(language: str) -> list[Example]:
    """Every example in a language."""
    return list(_Maker(language).all())
