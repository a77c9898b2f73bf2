"""What tests of notifications share: things to tell of, and services that note what is sent."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import http_ece  # type: ignore[import-untyped]
import orjson
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from erm.core.actor import Actor
from erm.core.clock import at, now
from erm.core.events import Bus
from erm.core.ids import new_id
from erm.core.work import unit_of_work
from erm.integrations.addresses import Hosts
from erm.integrations.answers import Answer
from erm.integrations.chats import Poster
from erm.integrations.rules import ChatService
from erm.integrations.sending import Sender
from erm.notifications import commands, pushing
from erm.notifications.chatting import connect_chat
from erm.notifications.dispatching import Dispatcher
from erm.notifications.models import Dispatch, Notification
from erm.notifications.rules import NotificationKind
from erm.notifications.subjects import About, SubjectView
from erm.people.models import Person
from erm.settings import Settings
from tests.cast import Cast

SLACK = "slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ"
ENDPOINT = "https://push.example.com/send/"
HANDOVER = NotificationKind.HANDOVER_SHARED
MENTORSHIP = NotificationKind.MENTORSHIP_PROPOSED
KEPT = NotificationKind.PROMISE_KEPT


class Things:
    """Subjects of tests: everybody may read them, until they are ``hidden`` from somebody."""

    def __init__(self) -> None:
        self.hidden: set[tuple[UUID, UUID | None]] = set()
        self.over: set[UUID | None] = set()
        self.asked = 0

    async def __call__(self, actor: Actor, about: Collection[About]) -> Mapping[About, SubjectView]:
        self.asked += 1
        return {
            each: SubjectView(
                "A thing",
                f"/things/{each.subject_id}",
                public=True,
                over=each.subject_id in self.over,
            )
            for each in about
            if not {(actor.person_id, each.subject_id), (actor.person_id, each.detail_id)}
            & self.hidden
        }

    def hide(self, person: Person, thing: UUID) -> None:
        self.hidden.add((person.id, thing))


class Chats(Poster):
    """Takes posts, or answers what it is told to."""

    def __init__(self) -> None:
        super().__init__(Hosts())
        self.posts: list[tuple[ChatService, str, str]] = []
        self.answer = Answer(accepted=True)

    async def post(self, service: ChatService, address: str, text: str) -> Answer:
        self.posts.append((service, address, text))
        await asyncio.sleep(0)
        return self.answer


class Push(Sender):
    """Takes messages for browsers, or answers what it is told to, by address."""

    def __init__(self) -> None:
        super().__init__(Hosts())
        self.sent: list[tuple[str, bytes, Mapping[str, str]]] = []
        self.answers: dict[str, Answer] = {}

    async def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        self.sent.append((url, body, headers))
        await asyncio.sleep(0)
        return self.answers.get(url, Answer(accepted=True, status=201))


class Browser:
    """A browser with the keys of its subscription."""

    def __init__(self) -> None:
        self.pair = ec.generate_private_key(ec.SECP256R1())
        self.auth = pushing.encode(b"0123456789abcdef")
        self.endpoint = f"{ENDPOINT}{new_id()}"

    @property
    def p256dh(self) -> str:
        point = self.pair.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return pushing.encode(point)

    def read(self, body: bytes) -> dict[str, str]:
        clear = http_ece.decrypt(body, private_key=self.pair, auth_secret=pushing.decode(self.auth))
        found: dict[str, str] = orjson.loads(clear)
        return found


class Office:
    """Things happen, people are told, and time passes."""

    def __init__(self, cast: Cast, bus: Bus, settings: Settings) -> None:
        self.cast = cast
        self.bus = bus
        self.settings = settings
        self.things = Things()
        self.chats = Chats()
        self.push = Push()

    def dispatcher(self, **more: Any) -> Dispatcher:
        return Dispatcher(
            self.settings,
            self.bus,
            self.things,
            {},
            sender=self.push,
            poster=self.chats,
            chance=lambda: 0.0,
            **more,
        )

    async def tell(
        self, kind: NotificationKind, *people: Person, thing: UUID | None = None, **more: Any
    ) -> UUID:
        key = thing or new_id()
        async with unit_of_work(self.bus):
            await commands.notify(kind, [each.id for each in people], "Thing", key, **more)
        return key

    async def run(self, when: datetime | timedelta = timedelta(0)) -> int:
        moment = now() + when if isinstance(when, timedelta) else when
        with at(moment):
            return await self.dispatcher().run(asyncio.Event())

    async def connect(self, person: Person) -> None:
        async with unit_of_work(self.bus):
            await connect_chat(self.cast.actor(person), service=ChatService.SLACK, address=SLACK)

    async def browser(self, person: Person) -> Browser:
        made = Browser()
        _ = await pushing.public_key(self.bus)
        async with unit_of_work(self.bus):
            await pushing.subscribe(
                self.cast.actor(person),
                endpoint=made.endpoint,
                p256dh=made.p256dh,
                auth=made.auth,
                device="Firefox",
                hosts=Hosts(),
            )
        return made

    async def states(self, person: Person) -> list[tuple[str, str]]:
        """What became of what was to be told to somebody: by which channel, and how it stands."""
        rows = await Dispatch.filter(recipient_id=person.id).order_by("id")
        return [(row.channel.value, row.state.value) for row in rows]

    async def seen(self, person: Person) -> None:
        await Notification.filter(recipient_id=person.id).update(seen_at=now())
