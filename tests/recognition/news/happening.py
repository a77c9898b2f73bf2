"""What happens in the tests of news about kudos, as people do it, and the mail that comes of it."""

from __future__ import annotations

import asyncio
from typing import Any
from uuid import UUID

from erm.core.events import Bus
from erm.flows.subjects import subjects
from erm.notifications.dispatching import Dispatcher
from erm.notifications.models import Notification
from erm.people.models import Person
from erm.recognition import commands
from erm.recognition.commands import KudosDraft
from erm.recognition.news_mails import WRITERS
from erm.recognition.rules import KudosVisibility, ReactionKind
from erm.settings import Settings
from tests.cast import Cast
from tests.recognition.rows import PUBLIC, do


async def dispatch(settings: Settings, bus: Bus) -> int:
    """Let the job run once that sends what is due."""
    return await Dispatcher(settings, bus, subjects, WRITERS).run(asyncio.Event())


class Happening:
    """People thanking, commenting and reacting, with whoever listens to the bus."""

    def __init__(self, cast: Cast, bus: Bus) -> None:
        self.cast = cast
        self.bus = bus

    async def give(
        self,
        author: Person,
        *receivers: Person,
        message: str = "For the release",
        visibility: KudosVisibility = PUBLIC,
        mentioned: tuple[Person, ...] = (),
        **more: Any,
    ) -> UUID:
        words = " ".join([message, *(f"@{each.given_name} Test" for each in mentioned)])
        draft = KudosDraft(
            message=words,
            receiver_ids=tuple(each.id for each in receivers),
            visibility=visibility,
            mention_ids=tuple(each.id for each in mentioned),
            **more,
        )
        return (await do(self.bus, commands.give, self.cast.actor(author), draft)).kudos.id

    async def comment(
        self, author: Person, kudos: UUID, body: str = "Seconded!", *mentioned: Person
    ) -> UUID:
        words = " ".join([body, *(f"@{each.given_name} Test" for each in mentioned)])
        done = await do(
            self.bus,
            commands.comment_on_kudos,
            self.cast.actor(author),
            kudos_id=kudos,
            body=words,
            mention_ids=[each.id for each in mentioned],
        )
        return done.comment.id

    async def react(
        self, person: Person, kudos: UUID, kind: ReactionKind = ReactionKind.HEART
    ) -> None:
        await do(self.bus, commands.react, self.cast.actor(person), kudos_id=kudos, kind=kind)

    async def unreact(
        self, person: Person, kudos: UUID, kind: ReactionKind = ReactionKind.HEART
    ) -> None:
        await do(self.bus, commands.unreact, self.cast.actor(person), kudos_id=kudos, kind=kind)

    async def waiting(self) -> list[tuple[str, str, str]]:
        """All notifications there are: for whom, of what, of whose doing; by name."""
        names = {each.id: each.given_name.lower() for each in self.cast.people}
        return sorted(
            (
                names[row.recipient_id],
                row.kind.value.removeprefix("kudos_"),
                names.get(row.person_id, ""),  # type: ignore[arg-type]
            )
            for row in await Notification.all()
        )
