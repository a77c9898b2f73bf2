"""Mail of what happens in cycles: somebody takes part, is to choose or approve raters, has results.

Written in the transaction of what it tells of and sent in its reader's working hours. Who is asked to
write is told by the worker instead (``commands.reminders``), when there is something to write. A launch
may tell thousands: each wording is rendered once for all who read it alike.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from erm.core.clock import now, today
from erm.core.events import Bus
from erm.core.language import say
from erm.core.work import at_the_end
from erm.feedback.cycles.deadlines import until_for
from erm.feedback.cycles.events import (
    CycleLaunched,
    NominationsSent,
    PacketReleased,
    ParticipantAdded,
)
from erm.feedback.cycles.mail_words import Reader, day_words, promises, until_words
from erm.feedback.cycles.models import Cycle, CycleParticipant, CyclePerspective
from erm.feedback.cycles.policy_reviews import chooser_of
from erm.feedback.cycles.queries.cycles import extensions_of
from erm.feedback.cycles.reminders import send_at
from erm.feedback.cycles.rules import (
    BEFORE_RESULTS,
    CyclePhase,
    CycleState,
    Nominator,
    ParticipantState,
)
from erm.mail.commands import NewMail, queue_mails
from erm.mail.links import Links
from erm.mail.rendering import Rendered, render_with
from erm.mail.rules import Urgency
from erm.notifications.mailing import Mailing, mailing_of
from erm.notifications.rules import NotificationKind
from erm.people.models import Person
from erm.people.queries import present
from erm.settings import Settings


@dataclass(frozen=True, slots=True)
class _Recipient:
    """Somebody who is told. ``about`` is what a wording differs by besides the reader."""

    person: Person
    dedupe_key: str
    about: Any = None

    @property
    def reader(self) -> Reader:
        return Reader(self.person.locale.value, self.person.time_zone)


class CycleNews:
    """Queues the mail; subscribed to what is told of."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._links = Links(settings.public_url)

    def subscribe(self, bus: Bus) -> None:
        """Hear of it."""
        bus.subscribe(CycleLaunched, self.launched)
        bus.subscribe(ParticipantAdded, self.added)
        bus.subscribe(NominationsSent, self.nominated)
        bus.subscribe(PacketReleased, self.released)

    async def launched(self, event: CycleLaunched) -> None:
        """Tell everybody who takes part, and whoever is to choose raters."""
        people = await CycleParticipant.filter(
            cycle_id=event.cycle_id, state=ParticipantState.ACTIVE
        )
        await self._tell_participants(event.cycle_id, people)

    async def added(self, event: ParticipantAdded) -> None:
        """Tell somebody who came into a running cycle."""
        people = await CycleParticipant.filter(
            id=event.participant_id, state=ParticipantState.ACTIVE
        )
        await self._tell_participants(event.cycle_id, people)

    async def _tell_participants(self, cycle_id: UUID, people: Sequence[CycleParticipant]) -> None:
        cycle = await Cycle.get(id=cycle_id)
        if cycle.state not in BEFORE_RESULTS or not people:
            return
        rows = await CyclePerspective.filter(cycle_id=cycle_id).order_by("id")
        there = await _present(row.person_id for row in people)

        def write(reader: Reader, about: Any) -> Rendered:
            return self._launch(reader, cycle, rows)

        await self._send(
            "cycle_launch",
            [
                _Recipient(there[row.person_id], f"cycle_launch:{cycle_id}:{row.person_id}")
                for row in people
                if row.person_id in there
            ],
            write,
            None,
            ("Cycle", cycle_id),
        )
        if cycle.state is CycleState.NOMINATION and cycle.nominator is Nominator.MANAGER:
            await self._tell_choosers(cycle, people)

    async def _tell_choosers(self, cycle: Cycle, people: Sequence[CycleParticipant]) -> None:
        counts = Counter(chooser_of(cycle, row) for row in people)
        there = await _present(counts)

        def write(reader: Reader, count: int) -> Rendered:
            assert cycle.nomination_until is not None  # noqa: S101 (a cycle that nominates)
            return self._render(
                "nominate",
                reader,
                link=self._links.cycle(cycle.id),
                count=count,
                cycle=cycle.name,
                until=until_words(reader, cycle.nomination_until, cycle.time_zone),
            )

        # A joiner's manager has been told of others; of the joiner their list tells.
        await self._send(
            "cycle_nominate",
            [
                _Recipient(there[key], f"cycle_nominate:{cycle.id}:{key}", count)
                for key, count in counts.items()
                if key in there
            ],
            write,
            None,
            ("Cycle", cycle.id),
        )

    async def nominated(self, event: NominationsSent) -> None:
        """Ask whoever approves to look at a choice."""
        cycle = await Cycle.get(id=event.cycle_id)
        row = await CycleParticipant.get(id=event.participant_id)
        subject = await Person.get(id=row.person_id)
        there = await _present([event.approver_id])
        mailing = await mailing_of(there, NotificationKind.NOMINATIONS_SENT)
        extensions = await extensions_of(cycle.id)
        until = until_for(cycle, CyclePhase.NOMINATION, event.approver_id, extensions)
        assert until is not None  # noqa: S101 (a choice was made)

        def write(reader: Reader, about: Any) -> Rendered:
            return self._render(
                "approve",
                reader,
                unsubscribe=about,
                link=self._links.nominations(row.id),
                name=_name(subject),
                cycle=cycle.name,
                until=until_words(reader, until, cycle.time_zone),
            )

        await self._send(
            "cycle_approve",
            [
                _Recipient(
                    person,
                    f"cycle_approve:{row.id}:{key}:{now():%Y%m%dT%H%M}",
                    mailing.unsubscribe_url(key, self._settings),
                )
                for key, person in there.items()
                if key in mailing.wanted
            ],
            write,
            mailing,
            ("CycleParticipant", row.id),
        )

    async def released(self, event: PacketReleased) -> None:
        """Tell somebody that their results are there: all of one unit of work together."""
        at_the_end(self._tell_released, event)

    async def _tell_released(self, events: list[PacketReleased]) -> None:
        by_cycle: dict[UUID, list[PacketReleased]] = defaultdict(list)
        for event in events:
            by_cycle[event.cycle_id].append(event)
        for cycle_id, some in by_cycle.items():
            await self._tell_released_in(await Cycle.get(id=cycle_id), some)

    async def _tell_released_in(self, cycle: Cycle, events: Sequence[PacketReleased]) -> None:
        there = await _present(event.person_id for event in events)
        mailing = await mailing_of(there, NotificationKind.PACKET_RELEASED)
        extensions = await extensions_of(cycle.id)
        found: dict[tuple[UUID, date], list[_Recipient]] = defaultdict(list)
        for event in events:
            until = until_for(cycle, CyclePhase.ACKNOWLEDGEMENT, event.person_id, extensions)
            if event.person_id in mailing.wanted and until is not None:
                unsubscribe = mailing.unsubscribe_url(event.person_id, self._settings)
                found[event.participant_id, until].append(
                    _Recipient(
                        there[event.person_id],
                        f"cycle_released:{event.participant_id}",
                        (event.participant_id, until, unsubscribe),
                    )
                )

        def write(reader: Reader, about: tuple[UUID, date, str | None]) -> Rendered:
            participant_id, until, unsubscribe = about
            return self._render(
                "released",
                reader,
                unsubscribe=unsubscribe,
                link=self._links.packet(participant_id),
                cycle=cycle.name,
                until=until_words(reader, until, cycle.time_zone),
            )

        await self._send(
            "cycle_released",
            [one for some in found.values() for one in some],
            write,
            mailing,
            ("Cycle", cycle.id),
        )

    def _launch(
        self, reader: Reader, cycle: Cycle, perspectives: Sequence[CyclePerspective]
    ) -> Rendered:
        locale = reader.locale

        def until(day: date) -> str:
            return until_words(reader, day, cycle.time_zone)

        lines, mine = [], False
        if cycle.nomination_until is not None:
            mine = cycle.nominator is Nominator.SUBJECT
            key = "nominate" if mine else "nominated"
            lines.append(
                say(locale, f"cycle_mail.launch.{key}", until=until(cycle.nomination_until))
            )
        lines.append(say(locale, "cycle_mail.launch.write", until=until(cycle.writing_until)))
        lines.append(
            say(locale, "cycle_mail.launch.packet", day=day_words(reader, cycle.packets_until))
        )
        return self._render(
            "launch",
            reader,
            link=self._links.cycle(cycle.id),
            lines=lines,
            promises=promises(locale, perspectives),
            button="cycle_mail.launch.button_nominate" if mine else "cycle_mail.launch.button",
            cycle=cycle.name,
            first=day_words(reader, cycle.period_from),
            last=day_words(reader, cycle.period_until),
        )

    def _render(
        self,
        key: str,
        reader: Reader,
        *,
        link: str,
        lines: Sequence[str] = (),
        promises: Sequence[str] = (),
        button: str = "",
        unsubscribe: str | None = None,
        **params: Any,
    ) -> Rendered:
        def words(part: str) -> str:
            return say(reader.locale, f"cycle_mail.{key}.{part}", **params)

        return render_with(
            "cycle_news",
            reader.locale,
            words("subject"),
            words("preheader"),
            self._settings.company_name,
            {
                "title": words("title"),
                "intro": words("intro"),
                "lines": lines,
                "promises": promises,
                "button": say(reader.locale, button) if button else words("button"),
                "link": link,
                "why": say(reader.locale, "cycle_mail.why"),
                "settings": self._links.settings,
                "unsubscribe": unsubscribe,
            },
        )

    async def _send(
        self,
        kind: str,
        recipients: Sequence[_Recipient],
        write: Callable[[Reader, Any], Rendered],
        mailing: Mailing | None,
        about: tuple[str, UUID],
    ) -> None:
        """Queue a mail for each, rendered once for those who read the same.

        ``mailing`` None: the terms of a cycle, and what others wait for, that nobody can stop. ``about``:
        what its mails are about, as the API names it.
        """
        written: dict[tuple[Reader, Any], Rendered] = {}
        mails = []
        for one in recipients:
            key = (one.reader, one.about)
            if key not in written:
                written[key] = write(*key)
            mail, person = written[key], one.person
            mails.append(
                NewMail(
                    dedupe_key=one.dedupe_key,
                    kind=kind,
                    urgency=Urgency.BULK,
                    recipient_id=person.id,
                    to_address=person.work_email,
                    to_name=_name(person),
                    language=person.locale.value,
                    subject=mail.subject,
                    text=mail.text,
                    html=mail.html,
                    unsubscribe_url=None
                    if mailing is None
                    else mailing.unsubscribe_url(person.id, self._settings),
                    not_before=send_at(now(), person.time_zone),
                    subject_kind=about[0],
                    subject_id=about[1],
                )
            )
        await queue_mails(mails)


async def _present(keys: Any) -> Mapping[UUID, Person]:
    wanted: Collection[UUID] = set(keys)
    return {row.id: row for row in await Person.filter(present(today()), id__in=list(wanted))}


def _name(person: Person) -> str:
    return f"{person.given_name} {person.family_name}".strip()
