"""Mail about surveys: invitations, reminders, that the report is there, that a wave was called off.

It names the survey and nothing that was answered. Whom a reminder goes to is asked of the roll when it
is queued, and told to nobody.

A wave has *rounds* of mail, in their order: the invitation, a reminder for each of the survey's days,
and that the report is there. ``SurveyWave.reminders_sent`` counts those that are complete, so that none
is looked at again. Within a round a mail's ``dedupe_key`` keeps everybody from getting it twice.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import structlog

from erm.audit import commands as audit
from erm.audit.rules import Action
from erm.core.actor import SYSTEM, Actor
from erm.core.clock import now, today
from erm.core.events import Bus
from erm.core.language import say
from erm.core.localized import Localized
from erm.core.logging import describe
from erm.core.work import unit_of_work
from erm.engagement.surveys.errors import OnlyHrMakesSurveys
from erm.engagement.surveys.models import Survey
from erm.engagement.surveys.rules import SurveyReaders
from erm.engagement.surveys.settings import unwilling
from erm.engagement.waves import policy
from erm.engagement.waves.calendar import LATEST, MAIL_HOUR, MAIL_UNTIL, mail_at, start_of
from erm.engagement.waves.errors import RemindedToday, WaveNotFound, WaveNotOpen
from erm.engagement.waves.leaders import leaders
from erm.engagement.waves.models import RollEntry, SurveyWave
from erm.engagement.waves.queries import questions_of, waves_by_ids
from erm.engagement.waves.rotation import seconds
from erm.engagement.waves.rules import WaveState
from erm.engagement.waves.views import STEP
from erm.mail.commands import NewMail, queue_mails
from erm.mail.links import Links
from erm.mail.models import Mail
from erm.mail.rendering import lines_of, render_with
from erm.mail.rules import Urgency
from erm.mail.unsubscribing import Subscription, unsubscribe_token
from erm.mail.words import last_day_words
from erm.notifications.commands import not_told_yet, notify
from erm.notifications.mailing import mailing_of
from erm.notifications.rules import NotificationKind
from erm.people.queries import people_by_ids
from erm.people.views import PersonView
from erm.settings import Settings

log = structlog.get_logger("erm.surveys")

KIND = "survey_news"
SUBJECT = "SurveyWave"
"""What the API calls that which these mails are about."""
INVITATION, REMINDER, REPORT, CANCELLED = "invitation", "reminder", "report", "cancelled"
_KINDS = {
    INVITATION: NotificationKind.SURVEY_OPENED,
    REMINDER: NotificationKind.SURVEY_REMINDED,
    REPORT: NotificationKind.SURVEY_REPORTED,
}
_AT_ONCE = 200
_TOLD_WITHIN = timedelta(days=14)
"""For how long after a report was made mail about it is still begun."""


@dataclass(frozen=True, slots=True)
class _Letter:
    """What a kind of mail says of a wave. ``key`` makes it one mail to each person."""

    wave: SurveyWave
    survey: Survey
    what: str
    key: str
    seconds: int = 0
    reason: str = ""
    once: str = ""


class WaveMails:
    """Writes and queues mail about waves."""

    def __init__(self, settings: Settings) -> None:
        self._company = settings.company_name
        self._links = Links(settings.public_url)
        self._secret_key = settings.secret_key

    # ---- by itself ------------------------------------------------------------------------------

    async def run(self, bus: Bus, stop: asyncio.Event | None = None) -> int:
        """Queue all mail whose time has come; answers how many. Several workers may do so at once."""
        queued = 0
        waves = await SurveyWave.filter(state=WaveState.OPEN).order_by("opens_at", "id")
        waves += await SurveyWave.filter(
            state=WaveState.CLOSED, released_at__gt=now() - _TOLD_WITHIN
        ).order_by("released_at", "id")
        for wave in waves:
            if stop is not None and stop.is_set():
                break
            try:
                queued += await self._of_wave(wave, bus)
            except Exception as error:  # noqa: BLE001 (one survey's mail must not stop the others')
                log.error("survey_mail_failed", wave=str(wave.id), **describe(error))
        return queued

    async def _of_wave(self, wave: SurveyWave, bus: Bus) -> int:
        survey = await Survey.get(id=wave.survey_id)
        remind = sorted(survey.remind_days, reverse=True)
        last = 1 + len(remind)
        if wave.state is WaveState.CLOSED:
            if wave.reminders_sent > last:
                return 0
            queued = await self._report(wave, survey, bus)
            await _complete(wave, last + 1)
            return queued
        queued = 0
        if wave.reminders_sent == 0:
            queued += await self._invite(wave, survey, bus)
            await _complete(wave, 1)
        for place, days in enumerate(remind, start=2):
            if wave.reminders_sent >= place:
                continue
            day = wave.ends_on - timedelta(days=days)
            if day <= wave.starts_on or now() < start_of(day, "UTC") - timedelta(hours=14):
                continue
            queued += await self._remind_on(wave, survey, day, bus)
            # The day has gone by in the last of all zones.
            if now() > start_of(day, "UTC") + LATEST + timedelta(hours=MAIL_UNTIL):
                await _complete(wave, place)
        return queued

    async def _invite(self, wave: SurveyWave, survey: Survey, bus: Bus) -> int:
        letter = _Letter(
            wave,
            survey,
            INVITATION,
            f"survey_invitation:{wave.id}",
            seconds=seconds(await questions_of(wave)),
        )
        return await self._queue_all(
            letter, _on_roll(wave.id), bus, lambda person: mail_at(wave.starts_on, person.time_zone)
        )

    async def _remind_on(self, wave: SurveyWave, survey: Survey, day: date, bus: Bus) -> int:
        """Remind those for whom it is the working time of that day, and who took no ballot."""
        key = f"survey_reminder:{wave.id}:{day.isoformat()}"
        letter = _Letter(wave, survey, REMINDER, key, once=day.isoformat())

        def is_time(person: PersonView) -> bool:
            local = now().astimezone(ZoneInfo(person.time_zone))
            return local.date() == day and MAIL_HOUR <= local.hour < MAIL_UNTIL

        return await self._queue_all(
            letter, _on_roll(wave.id, untaken=True), bus, None, only=is_time
        )

    async def _report(self, wave: SurveyWave, survey: Survey, bus: Bus) -> int:
        """Tell those who may read the report that it is there, once each."""
        letter = _Letter(wave, survey, REPORT, f"survey_report:{wave.id}")
        readers = {survey.owner_id}
        if survey.readers is not SurveyReaders.HR:
            readers |= await leaders()
        queued = await self._queue_all(letter, _chunks(sorted(readers)), bus, None)
        if survey.readers is SurveyReaders.EVERYONE:
            queued += await self._queue_all(letter, _on_roll(wave.id), bus, None)
        return queued

    async def _queue_all(
        self,
        letter: _Letter,
        people: AsyncIterator[list[UUID]],
        bus: Bus,
        not_before: Callable[[PersonView], datetime] | None,
        *,
        only: Callable[[PersonView], bool] = lambda _: True,
    ) -> int:
        """Queue a letter to many, some at a time, each some in a unit of work of its own."""
        queued = 0
        async for some in people:
            async with unit_of_work(bus):
                queued += await self._queue(letter, some, not_before, only=only)
        return queued

    async def _queue(
        self,
        letter: _Letter,
        person_ids: Sequence[UUID],
        not_before: Callable[[PersonView], datetime] | None = None,
        *,
        only: Callable[[PersonView], bool] = lambda _: True,
    ) -> int:
        """Tell those who are still there and were not told yet, and mail those who want mail.

        Answers how many mails. Each hears of themself only.
        """
        keys = {f"{letter.key}:{person}": person for person in person_ids}
        had = await Mail.filter(dedupe_key__in=list(keys)).values_list("dedupe_key", flat=True)
        rest = sorted(set(person_ids) - {keys[str(key)] for key in had})
        kind = _KINDS.get(letter.what)
        if kind is not None:
            rest = await not_told_yet(kind, rest, SUBJECT, letter.wave.id, once=letter.once)
        people = [
            person
            for person in (await people_by_ids(SYSTEM, rest)).values()
            if not person.has_left and only(person)
        ]
        at = {person.id: None if not_before is None else not_before(person) for person in people}
        if kind is None:
            mailed, required = set(at) - await unwilling(list(at)), False
        else:
            await self._notify(letter, kind, at)
            mailing = await mailing_of(at, kind)
            mailed, required = set(mailing.wanted), mailing.required
        mails = [
            self._mail(letter, person, at[person.id], required=required)
            for person in people
            if person.id in mailed and person.work_email is not None
        ]
        await queue_mails(mails)
        return len(mails)

    async def _notify(
        self, letter: _Letter, kind: NotificationKind, at: Mapping[UUID, datetime | None]
    ) -> None:
        """Tell people in erm, those of one time together. Each hears of themself only."""
        together: dict[datetime | None, list[UUID]] = defaultdict(list)
        for person_id, moment in at.items():
            together[moment].append(person_id)
        for moment, some in together.items():
            await notify(kind, some, SUBJECT, letter.wave.id, once=letter.once, at=moment)

    def _mail(
        self,
        letter: _Letter,
        person: PersonView,
        not_before: datetime | None,
        *,
        required: bool,
    ) -> NewMail:
        language = person.locale
        title = Localized.from_json(letter.survey.titles).of(language)
        key = f"mail.survey_news.{letter.what}"
        last = letter.wave.ends_on
        minutes = max(1, -(-letter.seconds // 60))
        said = {
            "title": title,
            "day": last_day_words(language, last),
            "reason": letter.reason,
            "count": minutes,
        }
        unsubscribe_url = None
        if not required:
            unsubscribe_url = self._links.unsubscribe(
                unsubscribe_token(person.id, self._secret_key, Subscription.SURVEYS)
            )
        link = {
            REPORT: self._links.survey_report(letter.wave.id),
            CANCELLED: self._links.engagement,
        }.get(letter.what, self._links.survey_answer(letter.wave.id))
        rendered = render_with(
            KIND,
            language,
            say(language, f"{key}.subject", **said),
            say(language, f"{key}.preheader", **said),
            self._company,
            {
                "name": person.given_name or person.name,
                "words": lines_of(say(language, f"{key}.text", **said)),
                "why": say(language, f"{key}.why"),
                "button": say(language, f"{key}.button"),
                "link": link,
                "settings": self._links.settings,
                "unsubscribe": unsubscribe_url,
            },
        )
        return NewMail(
            dedupe_key=f"{letter.key}:{person.id}",
            kind=KIND,
            urgency=Urgency.BULK,
            recipient_id=person.id,
            to_address=person.work_email or "",
            to_name=person.name,
            language=language,
            subject=rendered.subject,
            text=rendered.text,
            html=rendered.html,
            unsubscribe_url=unsubscribe_url,
            not_before=not_before,
            subject_kind=SUBJECT,
            subject_id=letter.wave.id,
        )

    # ---- by hand, in the caller's unit of work --------------------------------------------------

    async def tell_cancelled(self, wave_id: UUID, reason: str) -> None:
        """Tell everybody who was invited that a wave was called off, and why."""
        wave = await SurveyWave.get(id=wave_id)
        survey = await Survey.get(id=wave.survey_id)
        letter = _Letter(wave, survey, CANCELLED, f"survey_cancelled:{wave.id}", reason=reason)
        async for some in _on_roll(wave_id):
            await self._queue(letter, some)

    async def remind(self, actor: Actor, *, wave_id: UUID) -> int:
        """Remind everybody who has not taken their ballot, now, at most once a day; HR.

        Answers how many, in steps of five: exactly, it would tell who of a few has answered. Raises
        ``WaveNotFound``, ``OnlyHrMakesSurveys``, ``WaveNotOpen``, ``RemindedToday``.
        """
        if wave_id not in await waves_by_ids(actor, [wave_id]):
            raise WaveNotFound
        if not policy.may_manage_waves(actor):
            raise OnlyHrMakesSurveys
        wave = await SurveyWave.filter(id=wave_id).select_for_update(no_key=True).get()
        day = today()
        if wave.state is not WaveState.OPEN or not wave.starts_on <= day <= wave.ends_on:
            raise WaveNotOpen
        survey = await Survey.get(id=wave.survey_id)
        key = f"survey_reminder:{wave.id}:{day.isoformat()}"
        if await Mail.filter(kind=KIND, dedupe_key__startswith=key).exists():
            raise RemindedToday
        letter = _Letter(wave, survey, REMINDER, key, once=day.isoformat())
        reminded = 0
        async for some in _on_roll(wave_id, untaken=True):
            reminded += await self._queue(letter, some)
        told = reminded - reminded % STEP
        audit.append(
            Action.SURVEY_WAVE_REMINDED,
            actor_id=actor.person_id,
            subject_kind="SurveyWave",
            subject_id=wave_id,
            details={"count": told},
        )
        return told


async def _complete(wave: SurveyWave, rounds: int) -> None:
    """Note that so many rounds of mail are complete."""
    await SurveyWave.filter(id=wave.id, reminders_sent__lt=rounds).update(reminders_sent=rounds)
    wave.reminders_sent = max(wave.reminders_sent, rounds)


async def _on_roll(wave_id: UUID, *, untaken: bool = False) -> AsyncIterator[list[UUID]]:
    """Those invited, some at a time; ``untaken``: who has taken no ballot as of now."""
    found = RollEntry.filter(wave_id=wave_id)
    if untaken:
        found = found.filter(issued=False)
    people: list[UUID] = list(await found.values_list("person_id", flat=True))  # type: ignore[arg-type]
    async for some in _chunks(sorted(people)):
        yield some


async def _chunks(people: Sequence[UUID]) -> AsyncIterator[list[UUID]]:
    for at in range(0, len(people), _AT_ONCE):
        yield list(people[at : at + _AT_ONCE])
