"""The feed of kudos, what is new in it, and whom the viewer follows."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Annotated
from uuid import UUID

import strawberry

from erm.core.paging import PageRequest
from erm.recognition import queries
from erm.recognition.commands import following
from erm.recognition.queries import FeedFilter, KudosNewsView
from erm.schema import refs
from erm.schema.command import command
from erm.schema.context import Info
from erm.schema.ids import from_global, maybe_from_global, to_global
from erm.schema.paging import After, Connection, Edge, First, PageInfo
from erm.schema.recognition import Kudos
from erm.schema.refs import PersonRef


@strawberry.type(description="A page of kudos that the viewer may read, newest first.")
class KudosFeed:
    """A page of the feed."""

    edges: list[Edge[Kudos]] = strawberry.field(description="The kudos of this page.")
    page_info: PageInfo = strawberry.field(description="Where this page stands.")
    number: float = strawberry.field(
        description="The number of the last change before the page was read, for kudosNews: a whole "
        "number, too large for Int."
    )
    seen_key: strawberry.Private[UUID | None]

    @strawberry.field(
        description="How many kudos of others are newer than what the viewer has seen, at most 100; "
        "of the whole feed, whatever the page is kept to."
    )
    async def unread(self, info: Info) -> int:
        """How many are new to the viewer."""
        return await queries.unread(info.context.actor, self.seen_key)

    @strawberry.field(
        description="Id of the kudos up to which the viewer has seen the feed; null if they never "
        "opened it."
    )
    def seen_id(self) -> strawberry.ID | None:
        """Where the mark is."""
        return None if self.seen_key is None else to_global("Kudos", self.seen_key)


@strawberry.type(description="Kudos that are new or have changed, or are no longer to be shown.")
class KudosNews:
    """One change."""

    number: float = strawberry.field(
        description="Its number, always higher than the one before: a whole number, too large for Int."
    )
    kudos_id: strawberry.ID | None = strawberry.field(
        description="Of which kudos; null in the first message to those who asked from now on."
    )
    kudos: Kudos | None = strawberry.field(description="As they are now; null if they are gone.")
    gone: bool = strawberry.field(
        description="Whether they are no longer to be shown: withdrawn, hidden or made private."
    )

    @classmethod
    def of(cls, view: KudosNewsView) -> KudosNews:
        """Dress a view."""
        return cls(
            number=float(view.number),
            kudos_id=None if view.kudos_id is None else to_global("Kudos", view.kudos_id),
            kudos=None if view.kudos is None else Kudos.of(view.kudos),
            gone=view.gone,
        )


FeedPersonId = Annotated[
    strawberry.ID | None,
    strawberry.argument(description="Keep only what this person gave or received."),
]
FeedValueId = Annotated[
    strawberry.ID | None,
    strawberry.argument(description="Keep only what was given under this company value."),
]
FeedDepartmentId = Annotated[
    strawberry.ID | None,
    strawberry.argument(
        description="Keep only what was given or received by people who were in this department, or "
        "in one below it, at that time."
    ),
]
FeedManagerId = Annotated[
    strawberry.ID | None,
    strawberry.argument(
        description="Keep only what was given or received by this person or by who reports to them."
    ),
]
FeedFollowing = Annotated[
    bool,
    strawberry.argument(
        description="Keep only what was given or received by people whom the viewer follows."
    ),
]
FeedSearch = Annotated[
    str, strawberry.argument(description="Words that all stand in the message, or parts of words.")
]
NewsAfter = Annotated[
    float | None,
    strawberry.argument(description="The number up to which it is known; null from now on."),
]


@strawberry.type
class RecognitionFeedQuery:
    """Root fields of the feed."""

    @strawberry.field(
        description="All kudos that the viewer may read, newest first: public ones, those for a team "
        "of theirs, and whatever they gave or received. All filters together."
    )
    async def kudos_feed(
        self,
        info: Info,
        first: First = None,
        after: After = None,
        person_id: FeedPersonId = None,
        company_value_id: FeedValueId = None,
        department_id: FeedDepartmentId = None,
        manager_id: FeedManagerId = None,
        following: FeedFollowing = False,
        search: FeedSearch = "",
    ) -> KudosFeed:
        """The feed."""
        actor = info.context.actor
        # Before the page: what changes in between is told once more, and never missed.
        number = await queries.last_change(actor)
        page = await queries.feed(
            actor,
            PageRequest.of(first, after),
            FeedFilter(
                person_id=maybe_from_global(person_id, "Person", field="person_id"),
                company_value_id=maybe_from_global(
                    company_value_id, "CompanyValue", field="company_value_id"
                ),
                department_id=maybe_from_global(department_id, "Department", field="department_id"),
                manager_id=maybe_from_global(manager_id, "Person", field="manager_id"),
                following=following,
                search=search,
            ),
        )
        dressed = Connection[Kudos].of(page, Kudos.of)
        return KudosFeed(
            edges=dressed.edges,
            page_info=dressed.page_info,
            number=float(number),
            seen_key=await queries.seen_id(actor),
        )

    @strawberry.field(
        description="How many kudos of others are newer than what the viewer has seen, at most 100."
    )
    async def unread_kudos(self, info: Info) -> int:
        """For the navigation."""
        actor = info.context.actor
        return await queries.unread(actor, await queries.seen_id(actor))


@strawberry.type
class PersonFollowing:
    """What the viewer chose about a person."""

    key: strawberry.Private[UUID]

    @strawberry.field(description="Whether the viewer follows this person; nobody else is told.")
    async def followed(self, info: Info) -> bool:
        """Asked once for all people of a page."""
        return bool(await info.context.loader(queries.followed).load(self.key))


@strawberry.type
class FollowingViewer:
    """Whom the viewer follows."""

    @strawberry.field(description="Whom the viewer follows, the latest first.")
    async def following(self, info: Info) -> list[PersonRef]:
        """The people, those who have left as well."""
        return await refs.people(info, await queries.following(info.context.actor))


async def news(info: Info, after: float | None) -> AsyncGenerator[KudosNews, None]:
    """What changes in the feed, for the subscription."""
    number = None if after is None else int(after)
    async with aclosing(queries.kudos_news(info.context.actor, number)) as found:
        async for view in found:
            # What an earlier change has loaded may have changed since.
            info.context.reset_loaders()
            yield KudosNews.of(view)


@strawberry.input(description="How far the viewer has read the feed.")
class MarkFeedSeenInput:
    """Input of ``markFeedSeen``."""

    kudos_id: strawberry.ID = strawberry.field(
        description="Id of the newest kudos that was shown; the mark never moves back."
    )


@strawberry.type(description="It was noted.")
class MarkFeedSeenSuccess:
    """Answer of ``markFeedSeen``."""

    unread: int = strawberry.field(description="How many are still unread, at most 100.")


@strawberry.input(description="Whom to follow.")
class FollowPersonInput:
    """Input of ``followPerson``."""

    person_id: strawberry.ID = strawberry.field(description="Id of somebody else who is there.")


@strawberry.type(description="The viewer follows them.")
class FollowPersonSuccess:
    """Answer of ``followPerson``."""

    person: PersonRef = strawberry.field(description="The person.")


@strawberry.input(description="Whom to follow no longer.")
class UnfollowPersonInput:
    """Input of ``unfollowPerson``."""

    person_id: strawberry.ID = strawberry.field(description="Id of the person.")


@strawberry.type(description="The viewer does not follow them.")
class UnfollowPersonSuccess:
    """Answer of ``unfollowPerson``."""

    person: PersonRef = strawberry.field(description="The person.")


@strawberry.type
class RecognitionFeedMutation:
    """What a reader of the feed can do for themselves."""

    @command("Note how far one has read the feed.")
    async def mark_feed_seen(self, info: Info, input: MarkFeedSeenInput) -> MarkFeedSeenSuccess:
        """Move the mark."""
        actor = info.context.actor
        kudos_id = from_global(input.kudos_id, "Kudos", field="kudos_id")
        seen = await following.mark_feed_seen(actor, kudos_id=kudos_id)
        return MarkFeedSeenSuccess(unread=await queries.unread(actor, seen))

    @command("Follow what somebody gives and receives.")
    async def follow_person(self, info: Info, input: FollowPersonInput) -> FollowPersonSuccess:
        """Follow."""
        person_id = from_global(input.person_id, "Person", field="person_id")
        key = await following.follow_person(info.context.actor, person_id=person_id)
        return FollowPersonSuccess(person=await refs.person(info, key))

    @command("Follow somebody no longer.")
    async def unfollow_person(
        self, info: Info, input: UnfollowPersonInput
    ) -> UnfollowPersonSuccess:
        """Let go."""
        person_id = from_global(input.person_id, "Person", field="person_id")
        await following.unfollow_person(info.context.actor, person_id=person_id)
        return UnfollowPersonSuccess(person=await refs.person(info, person_id))
