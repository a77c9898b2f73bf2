"""Recognition: kudos, reactions, comments, company values."""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from typing import Annotated
from uuid import UUID

import strawberry

from erm.core.paging import PageRequest
from erm.recognition import queries
from erm.recognition.views import CompanyValueView, KudosCommentView, KudosView
from erm.schema import refs
from erm.schema.context import Info
from erm.schema.ids import from_global, to_global
from erm.schema.node import Node, node_of
from erm.schema.paging import After, Connection, First
from erm.schema.refs import PersonRef


@strawberry.enum(description="Who sees kudos.")
class KudosVisibility(Enum):
    """The author's choice; a receiver may turn public into private."""

    PUBLIC = strawberry.enum_value("public", description="Everybody.")
    PRIVATE = strawberry.enum_value("private", description="The author and the receivers only.")


@strawberry.enum(description="A sign that people leave under kudos.")
class ReactionKind(Enum):
    """The six signs."""

    CLAP = strawberry.enum_value("clap", description="Clapping hands.")
    HEART = strawberry.enum_value("heart", description="A heart.")
    STAR = strawberry.enum_value("star", description="A star.")
    FIRE = strawberry.enum_value("fire", description="A flame.")
    LAUGH = strawberry.enum_value("laugh", description="A laughing face.")
    THANKS = strawberry.enum_value("thanks", description="Folded hands: thank you.")


@strawberry.type(description="Something that the company holds to, under which kudos are given.")
class CompanyValue(Node):
    """A company value."""

    name: str = strawberry.field(description="Its name, in the company's own words.")
    description: str = strawberry.field(description="What is meant by it; may be empty.")
    color: str = strawberry.field(description="Name of the theme colour that it is shown in.")
    retired: bool = strawberry.field(description="Whether kudos are no longer given under it.")

    @classmethod
    def of(cls, view: CompanyValueView) -> CompanyValue:
        """Dress a view."""
        return cls(
            id=to_global("CompanyValue", view.id),
            name=view.name,
            description=view.description,
            color=view.color,
            retired=view.retired,
        )


@strawberry.type(description="How often one sign stands under kudos.")
class ReactionCount:
    """One sign and its number."""

    kind: ReactionKind = strawberry.field(description="Which sign.")
    count: int = strawberry.field(description="How many people left it; at least 1.")
    mine: bool = strawberry.field(description="Whether the viewer is one of them.")


@strawberry.type(description="A line that somebody wrote under kudos.")
class KudosComment(Node):
    """A comment as the viewer sees it."""

    author_key: strawberry.Private[UUID]
    kudos_key: strawberry.Private[UUID]
    body: str = strawberry.field(description="What they wrote.")
    created_at: datetime = strawberry.field(description="When they wrote it.")
    can_delete: bool = strawberry.field(
        description="Whether the viewer may delete it: its author, and administrators."
    )

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
            author_key=view.author_id,
            kudos_key=view.kudos_id,
            body=view.body,
            created_at=view.created_at,
            can_delete=view.can_delete,
        )


@strawberry.type(description="Thanks from one person to one or more others.")
class Kudos(Node):
    """Kudos as the viewer sees them."""

    key: strawberry.Private[UUID]
    author_key: strawberry.Private[UUID]
    receiver_keys: strawberry.Private[tuple[UUID, ...]]
    company_value_key: strawberry.Private[UUID | None]
    message: str = strawberry.field(description="What they are thanked for.")
    visibility: KudosVisibility = strawberry.field(description="Who sees them.")
    created_at: datetime = strawberry.field(description="When they were given.")
    reactions: list[ReactionCount] = strawberry.field(
        description="The signs left under them; those that nobody left are not listed."
    )
    comment_count: int = strawberry.field(description="How many comments stand under them.")
    hidden: bool = strawberry.field(
        description="Whether an administrator hid them; only the author and administrators see it."
    )
    hidden_reason: str | None = strawberry.field(description="Why they were hidden, if they were.")
    can_withdraw: bool = strawberry.field(
        description="Whether the viewer may take them back: their author."
    )
    can_hide: bool = strawberry.field(
        description="Whether the viewer may hide them: an administrator."
    )
    can_make_private: bool = strawberry.field(
        description="Whether the viewer may make them private: a receiver, while public."
    )

    @strawberry.field(description="Who thanks.")
    async def author(self, info: Info) -> PersonRef:
        """The one who gave them."""
        return await refs.person(info, self.author_key)

    @strawberry.field(description="Who is thanked, in the author's order.")
    async def receivers(self, info: Info) -> list[PersonRef]:
        """Those who received them."""
        return await refs.people(info, self.receiver_keys)

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
            reactions=[
                ReactionCount(kind=ReactionKind[each.kind.name], count=each.count, mine=each.mine)
                for each in view.reactions
            ],
            comment_count=view.comment_count,
            hidden=view.hidden,
            hidden_reason=view.hidden_reason,
            can_withdraw=view.can_withdraw,
            can_hide=view.can_hide,
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


@node_of("CompanyValue")
async def load_company_value(info: Info, key: UUID) -> CompanyValue | None:
    """A company value by key."""
    view = await info.context.loader(queries.company_values_by_ids).load(key)
    return None if view is None else CompanyValue.of(view)


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
