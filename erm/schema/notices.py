"""What the viewer would want to hear of, and their own choices about recognition."""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from uuid import UUID

import strawberry

from erm.core.paging import PageRequest
from erm.recognition.choices import preferences
from erm.recognition.choices.preferences import PreferenceView
from erm.recognition.notices import commands, queries
from erm.recognition.notices.views import NoticeView
from erm.schema import refs
from erm.schema.command import command
from erm.schema.context import Info
from erm.schema.ids import from_global, to_global
from erm.schema.node import Node, node_of
from erm.schema.paging import After, Connection, First
from erm.schema.refs import KudosRef, PersonRef, ScheduledKudosRef


@strawberry.enum(description="What a notice is about.")
class NoticeKind(Enum):
    """What happened."""

    RECEIVED = strawberry.enum_value("received", description="Somebody thanked the viewer.")
    MENTIONED = strawberry.enum_value(
        "mentioned", description="Somebody mentioned the viewer in kudos or in a comment."
    )
    COMMENTED = strawberry.enum_value(
        "commented", description="Somebody commented on kudos that the viewer gave or received."
    )
    REACTED = strawberry.enum_value(
        "reacted", description="Somebody reacted to kudos that the viewer gave or received."
    )
    NOT_SENT = strawberry.enum_value(
        "not_sent", description="Kudos that the viewer had scheduled could not be given."
    )


@strawberry.type(description="Something that happened and concerns the viewer.")
class Notice(Node):
    """A notice for the viewer."""

    kudos_key: strawberry.Private[UUID | None]
    scheduled_key: strawberry.Private[UUID | None]
    person_key: strawberry.Private[UUID | None]
    kind: NoticeKind = strawberry.field(description="What happened.")
    created_at: datetime = strawberry.field(description="When it happened.")
    seen: bool = strawberry.field(description="Whether the viewer has seen it.")

    @strawberry.field(description="The kudos that it is about, unless it is of the last kind.")
    async def kudos(self, info: Info) -> KudosRef | None:
        """The kudos; a notice of what the viewer may not read is not shown."""
        return await refs.load(info, "Kudos", self.kudos_key)

    @strawberry.field(description="What could not be given; null for all other kinds.")
    async def scheduled(self, info: Info) -> ScheduledKudosRef | None:
        """The viewer's own thanks for later."""
        return await refs.load(info, "ScheduledKudos", self.scheduled_key)

    @strawberry.field(description="Who did it; null for what erm could not do.")
    async def person(self, info: Info) -> PersonRef | None:
        """The other one."""
        return await refs.maybe_person(info, self.person_key)

    @classmethod
    def of(cls, view: NoticeView) -> Notice:
        """Dress a view."""
        return cls(
            id=to_global("Notice", view.id),
            kudos_key=view.kudos_id,
            scheduled_key=view.scheduled_id,
            person_key=view.person_id,
            kind=NoticeKind[view.kind.name],
            created_at=view.created_at,
            seen=view.seen,
        )


@node_of("Notice")
async def load_notice(info: Info, key: UUID) -> Notice | None:
    """A notice by key, if it is the viewer's."""
    view = await info.context.loader(queries.notices_by_ids).load(key)
    return None if view is None else Notice.of(view)


@strawberry.type(description="What the viewer chose about recognition.")
class RecognitionPreference:
    """One's own switches."""

    on_leaderboard: bool = strawberry.field(
        description="Whether they stand on the leaderboard, where the company has one."
    )
    thanks_nudges: bool = strawberry.field(
        description="Whether they are told when they have thanked nobody for a while."
    )
    mail_received: bool = strawberry.field(
        description="Whether they get mail when somebody thanks or mentions them."
    )
    mail_gathered: bool = strawberry.field(
        description="Whether they get a mail of comments and reactions, at most once a day."
    )

    @classmethod
    def of(cls, view: PreferenceView) -> RecognitionPreference:
        """Dress a view."""
        return cls(
            on_leaderboard=view.on_leaderboard,
            thanks_nudges=view.thanks_nudges,
            mail_received=view.mail_received,
            mail_gathered=view.mail_gathered,
        )


@strawberry.type
class NoticesViewer:
    """What is the viewer's own of recognition."""

    @strawberry.field(
        description="What happened that concerns the viewer, newest first; nothing of kudos that "
        "they may not read any more."
    )
    async def notices(
        self, info: Info, first: First = None, after: After = None
    ) -> Connection[Notice]:
        """A page of notices."""
        page = await queries.notices(info.context.actor, PageRequest.of(first, after))
        return Connection[Notice].of(page, Notice.of)

    @strawberry.field(description="How many of them the viewer has not seen, at most 100.")
    async def unseen_notices(self, info: Info) -> int:
        """For the bell."""
        return await queries.unseen_notices(info.context.actor)

    @strawberry.field(description="What the viewer chose about recognition.")
    async def recognition_preference(self, info: Info) -> RecognitionPreference:
        """Everything is on until somebody switches it off."""
        return RecognitionPreference.of(await preferences.preference(info.context.actor))


@strawberry.input(description="What to change of one's own choices; what is left out stays.")
class EditRecognitionPreferenceInput:
    """Input of ``editRecognitionPreference``."""

    on_leaderboard: bool | None = strawberry.field(
        default=None, description="Whether to stand on the leaderboard."
    )
    thanks_nudges: bool | None = strawberry.field(
        default=None, description="Whether to be told when one has thanked nobody for a while."
    )
    mail_received: bool | None = strawberry.field(
        default=None, description="Whether to get mail of thanks and mentions."
    )
    mail_gathered: bool | None = strawberry.field(
        default=None, description="Whether to get mail of comments and reactions."
    )


@strawberry.type(description="The choices were changed.")
class EditRecognitionPreferenceSuccess:
    """Answer of ``editRecognitionPreference``."""

    preference: RecognitionPreference = strawberry.field(description="All of them.")


@strawberry.input(description="How far one has seen one's notices.")
class MarkNoticesSeenInput:
    """Input of ``markNoticesSeen``."""

    up_to: strawberry.ID = strawberry.field(
        description="Id of the newest notice that was shown; those before it are seen as well."
    )


@strawberry.type(description="They are seen.")
class MarkNoticesSeenSuccess:
    """Answer of ``markNoticesSeen``."""

    unseen: int = strawberry.field(description="How many are still unseen, at most 100.")


@strawberry.type
class NoticesMutation:
    """What one does about one's own."""

    @command("Change one's own choices about recognition.")
    async def edit_recognition_preference(
        self, info: Info, input: EditRecognitionPreferenceInput
    ) -> EditRecognitionPreferenceSuccess:
        """Choose."""
        view = await preferences.edit_preference(
            info.context.actor,
            on_leaderboard=input.on_leaderboard,
            thanks_nudges=input.thanks_nudges,
            mail_received=input.mail_received,
            mail_gathered=input.mail_gathered,
        )
        return EditRecognitionPreferenceSuccess(preference=RecognitionPreference.of(view))

    @command("Note that one has seen one's notices.")
    async def mark_notices_seen(
        self, info: Info, input: MarkNoticesSeenInput
    ) -> MarkNoticesSeenSuccess:
        """See."""
        actor = info.context.actor
        key = from_global(input.up_to, "Notice", field="up_to")
        await commands.mark_notices_seen(actor, up_to=key)
        return MarkNoticesSeenSuccess(unseen=await queries.unseen_notices(actor))
