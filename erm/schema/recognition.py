"""Recognition: kudos, reactions, comments, company values."""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from typing import Annotated
from uuid import UUID

import strawberry

from erm.core.paging import PageRequest
from erm.recognition import queries
from erm.recognition.views import (
    KudosCommentView,
    KudosView,
)
from erm.schema import refs
from erm.schema.awards import KudosAwards
from erm.schema.context import Info
from erm.schema.ids import from_global, to_global
from erm.schema.node import Node, node_of
from erm.schema.paging import After, Connection, First
from erm.schema.recognition_parts import (
    CompanyValue,
    KudosEdit,
    KudosGroup,
    Mention,
    load_company_value,
    picture_url,
)
from erm.schema.refs import PersonRef


@strawberry.enum(description="Who sees kudos.")
class KudosVisibility(Enum):
    """The author's choice; a receiver may turn public into private."""

    PUBLIC = strawberry.enum_value("public", description="Everybody.")
    PRIVATE = strawberry.enum_value("private", description="The author and the receivers only.")
    TEAM = strawberry.enum_value(
        "team",
        description="The author, the receivers, and a manager with those who report to them.",
    )


@strawberry.enum(description="A sign that people leave under kudos.")
class ReactionKind(Enum):
    """The six signs."""

    CLAP = strawberry.enum_value("clap", description="Clapping hands.")
    HEART = strawberry.enum_value("heart", description="A heart.")
    STAR = strawberry.enum_value("star", description="A star.")
    FIRE = strawberry.enum_value("fire", description="A flame.")
    LAUGH = strawberry.enum_value("laugh", description="A laughing face.")
    THANKS = strawberry.enum_value("thanks", description="Folded hands: thank you.")


@strawberry.type(description="How often one sign stands under kudos.")
class ReactionCount:
    """One sign and its number."""

    kind: ReactionKind = strawberry.field(description="Which sign.")
    count: int = strawberry.field(description="How many people left it; at least 1.")
    mine: bool = strawberry.field(description="Whether the viewer is one of them.")


@strawberry.type(description="A line that somebody wrote under kudos.")
class KudosComment(Node):
    """A comment as the viewer sees it."""

    key: strawberry.Private[UUID]
    author_key: strawberry.Private[UUID]
    kudos_key: strawberry.Private[UUID]
    body: str = strawberry.field(description="What they wrote.")
    created_at: datetime = strawberry.field(description="When they wrote it.")
    hidden: bool = strawberry.field(
        description="Whether a moderator hid it; only its author and moderators see it then."
    )
    hidden_reason: str | None = strawberry.field(description="Why it was hidden, if it was.")
    can_delete: bool = strawberry.field(description="Whether the viewer may delete it: its author.")
    can_hide: bool = strawberry.field(
        description="Whether the viewer may hide it: a moderator who did not write it."
    )
    can_restore: bool = strawberry.field(
        description="Whether the viewer may show it again: a moderator, while it is hidden."
    )
    can_report: bool = strawberry.field(
        description="Whether the viewer may report it: who reads it and did not write it."
    )

    @strawberry.field(description="Who is named in it.")
    async def mentions(self, info: Info) -> list[Mention]:
        """The mentions, loaded in one batch."""
        found = await info.context.loader(queries.comment_mentions_of).load(self.key)
        return [Mention.of(view) for view in found or ()]

    @strawberry.field(description="Who wrote it.")
    async def author(self, info: Info) -> PersonRef:
        """The one who wrote."""
        return await refs.person(info, self.author_key)

    @strawberry.field(description="Under what it stands.")
    async def kudos(self, info: Info) -> Kudos:
        """The kudos; whoever sees the comment sees them."""
        found = await load_kudos(info, self.kudos_key)
        if found is None:
            raise LookupError("a comment was shown whose kudos may not be")
        return found

    @classmethod
    def of(cls, view: KudosCommentView) -> KudosComment:
        """Dress a view."""
        return cls(
            id=to_global("KudosComment", view.id),
            key=view.id,
            author_key=view.author_id,
            kudos_key=view.kudos_id,
            body=view.body,
            created_at=view.created_at,
            hidden=view.hidden,
            hidden_reason=view.hidden_reason,
            can_delete=view.can_delete,
            can_hide=view.can_hide,
            can_restore=view.can_restore,
            can_report=view.can_report,
        )


@strawberry.type(description="Thanks from one person to one or more others.")
class Kudos(Node, KudosAwards):
    """Kudos as the viewer sees them."""

    key: strawberry.Private[UUID]
    author_key: strawberry.Private[UUID]
    receiver_keys: strawberry.Private[tuple[UUID, ...]]
    company_value_key: strawberry.Private[UUID | None]
    audience_key: strawberry.Private[UUID | None]
    message: str = strawberry.field(description="What they are thanked for.")
    visibility: KudosVisibility = strawberry.field(description="Who sees them.")
    created_at: datetime = strawberry.field(description="When they were given.")
    edited_at: datetime | None = strawberry.field(
        description="When their author changed them last, if ever."
    )
    editable_until: datetime | None = strawberry.field(
        description="Until when the viewer may change them; null unless they may now."
    )
    receiver_count: int = strawberry.field(
        description="How many people were thanked, in person and through groups."
    )
    viewer_received: bool = strawberry.field(
        description="Whether the viewer was thanked, in person or through a group."
    )
    picture_url: str | None = strawberry.field(
        description="Address of the picture with them, for who reads them; null without one."
    )
    picture_alt: str = strawberry.field(description="What the picture shows; may be empty.")
    points: int | None = strawberry.field(
        description="Points that went with them, all together; null for all but the author and the "
        "receivers, and where there are none."
    )
    points_for_viewer: int | None = strawberry.field(
        description="The viewer's own share of the points; null where they have none."
    )
    reactions: list[ReactionCount] = strawberry.field(
        description="The signs left under them; those that nobody left are not listed."
    )
    comment_count: int = strawberry.field(description="How many comments stand under them.")
    hidden: bool = strawberry.field(
        description="Whether a moderator hid them; only the author and moderators see them then."
    )
    hidden_reason: str | None = strawberry.field(description="Why they were hidden, if they were.")
    can_withdraw: bool = strawberry.field(
        description="Whether the viewer may take them back: their author."
    )
    can_edit: bool = strawberry.field(
        description="Whether the viewer may change them now: their author, for a day."
    )
    can_hide: bool = strawberry.field(
        description="Whether the viewer may hide them: a moderator who did not give them."
    )
    can_restore: bool = strawberry.field(
        description="Whether the viewer may show them again: a moderator, while they are hidden."
    )
    can_report: bool = strawberry.field(
        description="Whether the viewer may report them: who reads them and did not give them."
    )
    can_make_private: bool = strawberry.field(
        description="Whether the viewer may make them private: a receiver named in person."
    )

    @strawberry.field(description="Who thanks.")
    async def author(self, info: Info) -> PersonRef:
        """The one who gave them."""
        return await refs.person(info, self.author_key)

    @strawberry.field(description="Who is thanked in person, in the author's order.")
    async def receivers(self, info: Info) -> list[PersonRef]:
        """Those named."""
        return await refs.people(info, self.receiver_keys)

    @strawberry.field(description="Teams and departments that are thanked as a whole.")
    async def groups(self, info: Info) -> list[KudosGroup]:
        """The groups, loaded in one batch."""
        found = await info.context.loader(queries.groups_of).load(self.key)
        return [KudosGroup.of(view) for view in found or ()]

    @strawberry.field(description="Whose team sees them, where they are for a team.")
    async def audience(self, info: Info) -> PersonRef | None:
        """The manager of the team."""
        return await refs.maybe_person(info, self.audience_key)

    @strawberry.field(description="Who is named in the message.")
    async def mentions(self, info: Info) -> list[Mention]:
        """The mentions, loaded in one batch."""
        found = await info.context.loader(queries.mentions_of).load(self.key)
        return [Mention.of(view) for view in found or ()]

    @strawberry.field(description="What they said before, newest first.")
    async def edits(self, info: Info) -> list[KudosEdit]:
        """The earlier wordings, loaded in one batch."""
        found = await info.context.loader(queries.edits_of).load(self.key)
        return [KudosEdit.of(view) for view in found or ()]

    @strawberry.field(description="The company value that they were given under, if any.")
    async def company_value(self, info: Info) -> CompanyValue | None:
        """The value, retired or not."""
        if self.company_value_key is None:
            return None
        return await load_company_value(info, self.company_value_key)

    @strawberry.field(description="What people wrote under them, oldest first.")
    async def comments(
        self, info: Info, first: First = None, after: After = None
    ) -> Connection[KudosComment]:
        """A page of comments, loaded in one batch for all kudos of a page."""
        wanted = (self.key, PageRequest.of(first, after))
        page = await info.context.loader(queries.comments_of).load(wanted)
        if page is None:
            raise LookupError("the comments of kudos were not loaded")
        return Connection[KudosComment].of(page, KudosComment.of)

    @classmethod
    def of(cls, view: KudosView) -> Kudos:
        """Dress a view."""
        return cls(
            id=to_global("Kudos", view.id),
            key=view.id,
            author_key=view.author_id,
            receiver_keys=view.receiver_ids,
            company_value_key=view.company_value_id,
            message=view.message,
            visibility=KudosVisibility[view.visibility.name],
            created_at=view.created_at,
            audience_key=view.audience_manager_id,
            edited_at=view.edited_at,
            editable_until=view.editable_until,
            receiver_count=view.receiver_count,
            viewer_received=view.viewer_received,
            picture_url=picture_url(view.picture_id),
            picture_alt=view.picture_alt,
            points=view.points,
            points_for_viewer=view.points_for_viewer,
            reactions=[
                ReactionCount(kind=ReactionKind[each.kind.name], count=each.count, mine=each.mine)
                for each in view.reactions
            ],
            comment_count=view.comment_count,
            hidden=view.hidden,
            hidden_reason=view.hidden_reason,
            can_withdraw=view.can_withdraw,
            can_edit=view.can_edit,
            can_hide=view.can_hide,
            can_restore=view.can_restore,
            can_report=view.can_report,
            can_make_private=view.can_make_private,
        )


@node_of("Kudos")
async def load_kudos(info: Info, key: UUID) -> Kudos | None:
    """Kudos by key, if the viewer may read them."""
    view = await info.context.loader(queries.kudos_by_ids).load(key)
    return None if view is None else Kudos.of(view)


@node_of("KudosComment")
async def load_comment(info: Info, key: UUID) -> KudosComment | None:
    """A comment by key, if the viewer may read it."""
    view = await info.context.loader(queries.comments_by_ids).load(key)
    return None if view is None else KudosComment.of(view)


KudosId = Annotated[strawberry.ID, strawberry.argument(description="Id of the kudos.")]


@strawberry.type
class RecognitionQuery:
    """Root fields of recognition."""

    @strawberry.field(description="One kudos; null if the viewer may not read it.")
    async def kudos(self, info: Info, id: KudosId) -> Kudos | None:
        """Kudos by id."""
        return await load_kudos(info, from_global(id, "Kudos"))

    @strawberry.field(
        description="What the company holds to, in its order; retired values are left out."
    )
    async def company_values(self, info: Info) -> list[CompanyValue]:
        """The values that kudos can be given under."""
        return [CompanyValue.of(view) for view in await queries.company_values(info.context.actor)]

    @strawberry.field(
        description="All values that the company ever held to, in its order; empty for all but HR."
    )
    async def all_company_values(self, info: Info) -> list[CompanyValue]:
        """The values, retired ones included."""
        actor = info.context.actor
        if not actor.is_hr:
            return []
        views = await queries.company_values(actor, retired=True)
        return [CompanyValue.of(view) for view in views]


@strawberry.type
class PersonRecognition:
    """What a person's page shows of recognition."""

    key: strawberry.Private[UUID]

    @strawberry.field(description="Kudos to this person that the viewer may read, newest first.")
    async def kudos_received(
        self, info: Info, first: First = None, after: After = None
    ) -> Connection[Kudos]:
        """A page of thanks, loaded in one batch for all people of a page."""
        wanted = (self.key, PageRequest.of(first, after))
        page = await info.context.loader(queries.received_by).load(wanted)
        if page is None:
            raise LookupError("the kudos of a person were not loaded")
        return Connection[Kudos].of(page, Kudos.of)
