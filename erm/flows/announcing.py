"""What everybody in the company may see, told to other programs: integrations know nothing of it.

Public kudos that are shown, awards that were announced, days that their person shares with everybody.
Asked twice: in the transaction of what happened, and again right before something is sent. What stops
being public in between is never sent; where it was sent already, the endpoints hear that it is gone.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from babel.lists import format_list
from tortoise.expressions import Q

from erm.core.actor import SYSTEM
from erm.core.events import Bus
from erm.core.language import babel_locale, say
from erm.integrations.announcing import Listeners, announce, drop, listeners, reword, tell_removed
from erm.integrations.chats import without_calls
from erm.integrations.rules import EventKind
from erm.mail.links import Links, plain_global_id
from erm.people.queries import people_by_ids
from erm.people.rules import Locale
from erm.recognition.awards.events import AwardAnnounced
from erm.recognition.awards.models import Award, AwardWinner
from erm.recognition.awards.rules import AwardState
from erm.recognition.celebrations.events import CelebrationDelivered
from erm.recognition.celebrations.models import Celebration
from erm.recognition.celebrations.rules import (
    CelebrationAudience,
    CelebrationKind,
    CelebrationState,
)
from erm.recognition.events import (
    KudosEdited,
    KudosGiven,
    KudosMadePrivate,
    KudosRestored,
    KudosWasHidden,
    KudosWithdrawn,
)
from erm.recognition.models import CompanyValue, Kudos, KudosGroup, KudosReceiver
from erm.recognition.rules import KudosVisibility
from erm.settings import Settings

_FOR_EVERYBODY: dict[EventKind, tuple[type[Any], Q]] = {
    EventKind.KUDOS_GIVEN: (
        Kudos,
        Q(visibility=KudosVisibility.PUBLIC, withdrawn_at__isnull=True, hidden_at__isnull=True),
    ),
    EventKind.AWARD_ANNOUNCED: (Award, Q(state=AwardState.ANNOUNCED)),
    EventKind.CELEBRATION: (
        Celebration,
        Q(state=CelebrationState.DELIVERED, audience=CelebrationAudience.EVERYONE),
    ),
}


async def still_told(
    subjects: Collection[tuple[EventKind, UUID]],
) -> set[tuple[EventKind, UUID]]:
    """Which of these everybody may see now."""
    found: set[tuple[EventKind, UUID]] = set()
    for kind, (model, for_everybody) in _FOR_EVERYBODY.items():
        ids = [key for each, key in subjects if each is kind]
        if ids:
            rows = await model.filter(for_everybody, id__in=ids).only("id")
            found |= {(kind, row.id) for row in rows}
    return found


class Announcing:
    """Hears what has happened and lets integrations tell of it."""

    def __init__(self, settings: Settings) -> None:
        self._links = Links(settings.public_url)

    def subscribe(self, bus: Bus) -> None:
        """Listen."""
        bus.subscribe(KudosGiven, self.kudos_given)
        bus.subscribe(KudosEdited, self.kudos_edited)
        bus.subscribe(KudosRestored, self.kudos_restored)
        bus.subscribe(KudosWithdrawn, self.kudos_removed)
        bus.subscribe(KudosMadePrivate, self.kudos_removed)
        bus.subscribe(KudosWasHidden, self.kudos_removed)
        bus.subscribe(AwardAnnounced, self.award_announced)
        bus.subscribe(CelebrationDelivered, self.celebration_delivered)

    async def kudos_given(self, event: KudosGiven) -> None:
        """Tell of kudos, if everybody may read them."""
        await self._tell_of_kudos(event.kudos_id, await listeners(EventKind.KUDOS_GIVEN))

    async def kudos_restored(self, event: KudosRestored) -> None:
        """Tell programs again what they were told is gone. A chat still has it."""
        to = await listeners(EventKind.KUDOS_GIVEN)
        await self._tell_of_kudos(event.kudos_id, Listeners(to.endpoints, ()))

    async def _tell_of_kudos(self, kudos_id: UUID, to: Listeners) -> None:
        if not to or not await still_told({(EventKind.KUDOS_GIVEN, kudos_id)}):
            return
        told = await self._kudos(kudos_id)
        await announce(EventKind.KUDOS_GIVEN, kudos_id, to, data=told.data, text=told.text)

    async def kudos_edited(self, event: KudosEdited) -> None:
        """What has not been sent yet tells the present words."""
        if await listeners(EventKind.KUDOS_GIVEN):
            told = await self._kudos(event.kudos_id)
            await reword(EventKind.KUDOS_GIVEN, event.kudos_id, data=told.data, text=told.text)

    async def kudos_removed(
        self, event: KudosWithdrawn | KudosMadePrivate | KudosWasHidden
    ) -> None:
        """Tell of them no more; those that may have heard of them hear that they are gone."""
        heard = await drop(EventKind.KUDOS_GIVEN, event.kudos_id)
        data = {"id": plain_global_id("Kudos", event.kudos_id)}
        await tell_removed(event.kudos_id, heard, data=data)

    async def award_announced(self, event: AwardAnnounced) -> None:
        """Tell who has an award."""
        to = await listeners(EventKind.AWARD_ANNOUNCED)
        if not to:
            return
        award = await Award.get(id=event.award_id)
        winners = await AwardWinner.filter(award_id=award.id).order_by("id").only("person_id")
        names = await _names([row.person_id for row in winners])
        link = self._links.award(award.id)
        data = {
            "id": plain_global_id("Award", award.id),
            "url": link,
            "name": award.name,
            "quarter": award.quarter,
            "winners": [_person(key, name) for key, name in names.items()],
            "kudosId": plain_global_id("Kudos", event.kudos_id),
        }

        def text(language: Locale) -> str:
            said = say(
                language,
                "integration.chat.award",
                award=award.name,
                winners=_list(names.values(), language),
            )
            return _chat(said, link)

        await announce(EventKind.AWARD_ANNOUNCED, award.id, to, data=data, text=text)

    async def celebration_delivered(self, event: CelebrationDelivered) -> None:
        """Tell of a day that its person shares with everybody."""
        to = await listeners(EventKind.CELEBRATION)
        subject = (EventKind.CELEBRATION, event.celebration_id)
        if not to or subject not in await still_told({subject}):
            return
        names = await _names([event.person_id])
        name = names[event.person_id]
        link = self._links.celebration(event.celebration_id)
        data = {
            "id": plain_global_id("Celebration", event.celebration_id),
            "url": link,
            "kind": event.kind.value,
            "person": _person(event.person_id, name),
            "years": event.years,
        }

        def text(language: Locale) -> str:
            if event.kind is CelebrationKind.BIRTHDAY:
                said = say(language, "integration.chat.birthday", person=name)
            else:
                said = say(
                    language, "integration.chat.anniversary", person=name, count=event.years or 0
                )
            return _chat(said, link)

        await announce(EventKind.CELEBRATION, event.celebration_id, to, data=data, text=text)

    async def _kudos(self, kudos_id: UUID) -> _ToldKudos:
        row = await Kudos.get(id=kudos_id)
        named = (
            await KudosReceiver.filter(kudos_id=kudos_id, group_id__isnull=True)
            .order_by("position", "id")
            .only("person_id")
        )
        groups = await KudosGroup.filter(kudos_id=kudos_id).order_by("position", "id")
        value = (
            None
            if row.company_value_id is None
            else await CompanyValue.get(id=row.company_value_id)
        )
        receivers = [each.person_id for each in named]
        names = await _names([row.author_id, *receivers])
        link = self._links.kudos(kudos_id)
        data = {
            "id": plain_global_id("Kudos", kudos_id),
            "url": link,
            "createdAt": row.created_at.isoformat(timespec="seconds").replace("+00:00", "Z"),
            "author": _person(row.author_id, names[row.author_id]),
            "receivers": [_person(key, names[key]) for key in receivers],
            "groups": [
                {"kind": each.kind.value, "name": each.name, "size": each.size} for each in groups
            ],
            "value": None
            if value is None
            else {"id": plain_global_id("CompanyValue", value.id), "name": value.name},
            "message": row.message,
        }
        return _ToldKudos(
            data,
            names[row.author_id],
            [*(names[key] for key in receivers), *(each.name for each in groups)],
            None if value is None else value.name,
            row.message,
            link,
        )


class _ToldKudos:
    """Kudos as programs and chats are told of them."""

    def __init__(
        self,
        data: Mapping[str, Any],
        author: str,
        receivers: list[str],
        value: str | None,
        message: str,
        link: str,
    ) -> None:
        self.data = data
        self._author = author
        self._receivers = receivers
        self._value = value
        self._message = message
        self._link = link

    def text(self, language: Locale) -> str:
        """What a chat says."""
        key = "integration.chat.kudos" if self._value is None else "integration.chat.kudos_value"
        said = say(
            language,
            key,
            author=self._author,
            receivers=_list(self._receivers, language),
            value=self._value,
        )
        return _chat(f"{said}\n\n{self._message}", self._link)


def _chat(said: str, link: str) -> str:
    """A post. No sign in it calls people: not `@channel`, nor `<!everyone>`."""
    return f"{without_calls(said)}\n\n{link}"


def _list(names: Collection[str], language: Locale) -> str:
    return format_list(list(names), locale=babel_locale(language))


def _person(key: UUID, name: str) -> dict[str, str]:
    return {"id": plain_global_id("Person", key), "name": name}


async def _names(ids: list[UUID]) -> dict[UUID, str]:
    """Names in the order of the ids."""
    people = await people_by_ids(SYSTEM, ids)
    return {key: people[key].name for key in ids}
