"""What can be listened to: the root of subscriptions."""

from __future__ import annotations

import base64
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Annotated
from uuid import UUID

import strawberry

from erm.one_on_ones.notes_queries import NotesChangeView, NotesPresenceView, notes_news
from erm.schema import refs
from erm.schema.context import Info
from erm.schema.ids import from_global
from erm.schema.notifications import NotificationNews
from erm.schema.notifications import news as notification_news
from erm.schema.recognition_feed import KudosNews, NewsAfter, news
from erm.schema.refs import PersonRef


@strawberry.type(description="Something was written in the shared notes.")
class NotesChanged:
    """A stored change."""

    author_key: strawberry.Private[UUID | None]
    number: int = strawberry.field(description="Its number, always higher than the one before.")
    update: str = strawberry.field(description="The change as a Yjs update, in base64.")

    @strawberry.field(description="Who wrote it; null where several changes are put into one.")
    async def author(self, info: Info) -> PersonRef | None:
        """Its writer."""
        return await refs.maybe_person(info, self.author_key)


@strawberry.type(description="The other one moved their cursor in the shared notes, or left them.")
class NotesPresence:
    """Where somebody is."""

    person_key: strawberry.Private[UUID]
    anchor: str | None = strawberry.field(
        description="Where their selection begins: a Yjs relative position, in base64."
    )
    head: str | None = strawberry.field(description="Where their cursor is, likewise.")
    leaving: bool = strawberry.field(description="Whether they closed the notes.")

    @strawberry.field(description="Who it is.")
    async def person(self, info: Info) -> PersonRef:
        """Whose cursor it is."""
        return await refs.person(info, self.person_key)


NotesEvent = Annotated[
    NotesChanged | NotesPresence,
    strawberry.union("NotesEvent", description="What happens in the shared notes of a meeting."),
]


@strawberry.type(description="Everything that can be listened to, over graphql-transport-ws.")
class Subscription:
    """The root of subscriptions."""

    @strawberry.subscription(
        description="What is written in the shared notes of a meeting: first what was stored after "
        "a number, then what comes, and where the other one is. For the two of the meeting only."
    )
    async def notes_changed(
        self,
        info: Info,
        meeting_id: Annotated[strawberry.ID, strawberry.argument(description="Id of the meeting.")],
        after: Annotated[
            int, strawberry.argument(description="The number up to which it is known.")
        ],
    ) -> AsyncGenerator[NotesEvent, None]:
        """Listen to shared notes."""
        meeting = from_global(meeting_id, "OneOnOneMeeting", field="meeting_id")
        async with aclosing(notes_news(info.context.actor, meeting, after)) as news:
            async for view in news:
                # What an earlier event has loaded may have changed since.
                info.context.reset_loaders()
                yield _event(view)

    @strawberry.subscription(
        description="What changes in the feed of kudos: first what changed after a number, then what "
        "comes, each kudos as it is now. Nothing of what the viewer may not read."
    )
    async def kudos_news(
        self, info: Info, after: NewsAfter = None
    ) -> AsyncGenerator[KudosNews, None]:
        """Listen to the feed."""
        async with aclosing(news(info, after)) as found:
            async for each in found:
                yield each

    @strawberry.subscription(
        description="How many notifications the viewer has not seen, at first and whenever that may "
        "have changed, and the newest one if there is a new one."
    )
    async def notification_news(self, info: Info) -> AsyncGenerator[NotificationNews, None]:
        """Listen to one's own notifications."""
        async with aclosing(notification_news(info)) as found:
            async for each in found:
                yield each


def _event(view: NotesChangeView | NotesPresenceView) -> NotesChanged | NotesPresence:
    if isinstance(view, NotesChangeView):
        return NotesChanged(
            author_key=view.author_id,
            number=view.number,
            update=base64.b64encode(view.update).decode(),
        )
    return NotesPresence(
        person_key=view.person_id, anchor=view.anchor, head=view.head, leaving=view.leaving
    )
