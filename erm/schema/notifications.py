"""What happened that concerns the viewer, and word of it while they watch."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from datetime import datetime
from typing import Annotated
from uuid import UUID

import strawberry

from erm.core.actor import Actor
from erm.core.paging import PageRequest
from erm.flows.subjects import subjects
from erm.notifications import commands, live, queries
from erm.notifications.queries import NotificationFilter
from erm.notifications.views import NotificationView
from erm.schema import refs
from erm.schema.command import command
from erm.schema.context import Info
from erm.schema.ids import from_global, to_global
from erm.schema.node import Node, node_of
from erm.schema.notification_enums import Area, NotificationKind
from erm.schema.paging import After, Connection, First
from erm.schema.refs import PersonRef, ViewerRef

WantedArea = Annotated[
    Area | None, strawberry.argument(description="Only those of this part of the product.")
]
UnseenOnly = Annotated[
    bool | None, strawberry.argument(description="Only those that the viewer has not seen.")
]


@strawberry.type(
    description="Something that happened and concerns the viewer. Several of one kind about one "
    "thing are one line."
)
class Notification(Node):
    """A line for the viewer."""

    person_key: strawberry.Private[UUID | None]
    kind: NotificationKind = strawberry.field(description="What happened.")
    area: Area = strawberry.field(description="The part of the product that it comes from.")
    others: int = strawberry.field(
        description="How many others did the same to the same thing; they are in this line."
    )
    title: str = strawberry.field(
        description="What it is about in a few words, as the viewer may read it; empty where the "
        "kind says all."
    )
    path: str = strawberry.field(description="Where it is done or read: a path within the product.")
    created_at: datetime = strawberry.field(description="When it happened last.")
    seen: bool = strawberry.field(description="Whether the viewer has seen it.")

    @strawberry.field(description="Who did it last; null for erm itself.")
    async def person(self, info: Info) -> PersonRef | None:
        """The other one."""
        return await refs.maybe_person(info, self.person_key)

    @classmethod
    def of(cls, view: NotificationView) -> Notification:
        """Dress a view."""
        return cls(
            id=to_global("Notification", view.id),
            person_key=view.person_id,
            kind=view.kind,
            area=view.area,
            others=view.others,
            title=view.title,
            path=view.path,
            created_at=view.created_at,
            seen=view.seen,
        )


async def _by_ids(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, NotificationView]:
    return await queries.notifications_by_ids(actor, ids, subjects)


@node_of("Notification")
async def load_notification(info: Info, key: UUID) -> Notification | None:
    """A notification by key, if it is the viewer's and what it is about may be read."""
    view = await info.context.loader(_by_ids).load(key)
    return None if view is None else Notification.of(view)


@strawberry.type
class NotificationsViewer:
    """What the viewer is told."""

    @strawberry.field(
        description="What happened that concerns the viewer, newest first; nothing about what they "
        "may not read any more."
    )
    async def notifications(
        self,
        info: Info,
        first: First = None,
        after: After = None,
        area: WantedArea = None,
        unseen_only: UnseenOnly = None,
    ) -> Connection[Notification]:
        """A page of lines."""
        page = await queries.notifications(
            info.context.actor,
            PageRequest.of(first, after),
            subjects,
            NotificationFilter(area, bool(unseen_only)),
        )
        return Connection[Notification].of(page, Notification.of)

    @strawberry.field(description="How many of them the viewer has not seen, at most 100.")
    async def unseen_notifications(self, info: Info) -> int:
        """For the bell."""
        return await queries.unseen_notifications(info.context.actor, subjects)


@strawberry.type(description="That something may be new for the viewer.")
class NotificationNews:
    """What a page shows at once."""

    unseen: int = strawberry.field(
        description="How many notifications the viewer has not seen, at most 100."
    )
    notification: Notification | None = strawberry.field(
        description="The newest one, if there is one that was not there before."
    )


async def news(info: Info) -> AsyncGenerator[NotificationNews, None]:
    """What is new, for the subscription."""
    async with aclosing(live.notification_news(info.context.actor, subjects)) as found:
        async for view in found:
            # What an earlier event has loaded may have changed since.
            info.context.reset_loaders()
            new = view.notification
            yield NotificationNews(
                unseen=view.unseen, notification=None if new is None else Notification.of(new)
            )


@strawberry.input(description="How far one has seen one's notifications.")
class MarkNotificationsSeenInput:
    """Input of ``markNotificationsSeen``."""

    up_to: strawberry.ID = strawberry.field(
        description="Id of the newest one that was shown; those before it are seen as well."
    )


@strawberry.type(description="They are seen.")
class MarkNotificationsSeenSuccess:
    """Answer of ``markNotificationsSeen``."""

    viewer: ViewerRef = strawberry.field(description="The viewer.")


@strawberry.type
class NotificationsMutation:
    """What one does about one's own."""

    @command("Note that one has seen one's notifications.")
    async def mark_notifications_seen(
        self, info: Info, input: MarkNotificationsSeenInput
    ) -> MarkNotificationsSeenSuccess:
        """See."""
        key = from_global(input.up_to, "Notification", field="up_to")
        await commands.mark_notifications_seen(info.context.actor, up_to=key)
        return MarkNotificationsSeenSuccess(viewer=refs.viewer())
