"""What can be done with kudos that were given: the inputs, the successes and the mutations."""

from __future__ import annotations

from uuid import UUID

import strawberry

from erm.recognition import commands, rules
from erm.schema import refs
from erm.schema.command import command
from erm.schema.context import Info
from erm.schema.ids import from_global, to_global
from erm.schema.recognition import Kudos, KudosComment, ReactionKind
from erm.schema.recognition_giving import person_keys
from erm.schema.refs import PersonRef


@strawberry.input(description="Which kudos to take back.")
class WithdrawKudosInput:
    """Input of ``withdrawKudos``."""

    kudos_id: strawberry.ID = strawberry.field(description="Id of one's own kudos.")


@strawberry.type(description="The kudos were taken back; nobody reads them any more.")
class WithdrawKudosSuccess:
    """Answer of ``withdrawKudos``."""

    withdrawn_id: strawberry.ID = strawberry.field(description="Id of what is gone.")


@strawberry.input(description="Which kudos to keep between author and receivers.")
class MakeKudosPrivateInput:
    """Input of ``makeKudosPrivate``."""

    kudos_id: strawberry.ID = strawberry.field(description="Id of kudos that one received.")


@strawberry.type(description="The kudos are private now.")
class MakeKudosPrivateSuccess:
    """Answer of ``makeKudosPrivate``."""

    kudos: Kudos = strawberry.field(description="The kudos.")


@strawberry.input(description="A sign to leave under kudos.")
class ReactInput:
    """Input of ``react``."""

    kudos_id: strawberry.ID = strawberry.field(description="Id of the kudos.")
    kind: ReactionKind = strawberry.field(description="Which sign.")


@strawberry.type(description="The sign stands there.")
class ReactSuccess:
    """Answer of ``react``."""

    kudos: Kudos = strawberry.field(description="The kudos with their signs.")


@strawberry.input(description="A sign to take away from under kudos.")
class UnreactInput:
    """Input of ``unreact``."""

    kudos_id: strawberry.ID = strawberry.field(description="Id of the kudos.")
    kind: ReactionKind = strawberry.field(description="Which of one's own signs.")


@strawberry.type(description="The sign is not there.")
class UnreactSuccess:
    """Answer of ``unreact``."""

    kudos: Kudos = strawberry.field(description="The kudos with their signs.")


@strawberry.input(description="A line to write under kudos.")
class CommentOnKudosInput:
    """Input of ``commentOnKudos``."""

    kudos_id: strawberry.ID = strawberry.field(description="Id of the kudos.")
    body: str = strawberry.field(description="What to write; at most 1,000 characters.")
    mention_ids: list[strawberry.ID] = strawberry.field(
        default_factory=list,
        description="People named in it by @ and their name; others are left out. At most 20.",
    )
    despite_warning: bool = strawberry.field(
        default=False, description="To send it although the company warns of words in it."
    )


@strawberry.type(description="The line was written.")
class CommentOnKudosSuccess:
    """Answer of ``commentOnKudos``."""

    not_told_keys: strawberry.Private[tuple[UUID, ...]]
    comment: KudosComment = strawberry.field(description="The comment.")
    kudos: Kudos = strawberry.field(description="The kudos that it stands under.")

    @strawberry.field(description="People named in it who may not see it, and are not told.")
    async def not_told(self, info: Info) -> list[PersonRef]:
        """For whom the name is words only."""
        return await refs.people(info, self.not_told_keys)


@strawberry.input(description="Which comment to delete.")
class DeleteKudosCommentInput:
    """Input of ``deleteKudosComment``."""

    comment_id: strawberry.ID = strawberry.field(description="Id of one's own comment.")


@strawberry.type(description="The comment is gone.")
class DeleteKudosCommentSuccess:
    """Answer of ``deleteKudosComment``."""

    kudos: Kudos = strawberry.field(description="The kudos that it stood under.")


@strawberry.type
class RecognitionMutation:
    """Everything that can be done with kudos."""

    @command("Take one's own kudos back.")
    async def withdraw_kudos(self, info: Info, input: WithdrawKudosInput) -> WithdrawKudosSuccess:
        """Take back."""
        key = await commands.withdraw_kudos(
            info.context.actor, kudos_id=from_global(input.kudos_id, "Kudos", field="kudos_id")
        )
        return WithdrawKudosSuccess(withdrawn_id=to_global("Kudos", key))

    @command("As a receiver, keep kudos between their author and their receivers.")
    async def make_kudos_private(
        self, info: Info, input: MakeKudosPrivateInput
    ) -> MakeKudosPrivateSuccess:
        """Make private."""
        view = await commands.make_kudos_private(
            info.context.actor, kudos_id=from_global(input.kudos_id, "Kudos", field="kudos_id")
        )
        return MakeKudosPrivateSuccess(kudos=Kudos.of(view))

    @command("Leave a sign under kudos; twice is the same as once.")
    async def react(self, info: Info, input: ReactInput) -> ReactSuccess:
        """React."""
        view = await commands.react(
            info.context.actor,
            kudos_id=from_global(input.kudos_id, "Kudos", field="kudos_id"),
            kind=rules.ReactionKind[input.kind.name],
        )
        return ReactSuccess(kudos=Kudos.of(view))

    @command("Take one's own sign away from under kudos.")
    async def unreact(self, info: Info, input: UnreactInput) -> UnreactSuccess:
        """Take the sign away."""
        view = await commands.unreact(
            info.context.actor,
            kudos_id=from_global(input.kudos_id, "Kudos", field="kudos_id"),
            kind=rules.ReactionKind[input.kind.name],
        )
        return UnreactSuccess(kudos=Kudos.of(view))

    @command("Write a line under kudos.")
    async def comment_on_kudos(
        self, info: Info, input: CommentOnKudosInput
    ) -> CommentOnKudosSuccess:
        """Comment."""
        said = await commands.comment_on_kudos(
            info.context.actor,
            kudos_id=from_global(input.kudos_id, "Kudos", field="kudos_id"),
            body=input.body,
            mention_ids=person_keys(input.mention_ids, "mention_ids"),
            despite_warning=input.despite_warning,
        )
        return CommentOnKudosSuccess(
            comment=KudosComment.of(said.comment),
            kudos=Kudos.of(said.kudos),
            not_told_keys=said.not_told,
        )

    @command("Delete one's own comment: its words are gone for good.")
    async def delete_kudos_comment(
        self, info: Info, input: DeleteKudosCommentInput
    ) -> DeleteKudosCommentSuccess:
        """Delete a comment."""
        view = await commands.delete_kudos_comment(
            info.context.actor,
            comment_id=from_global(input.comment_id, "KudosComment", field="comment_id"),
        )
        return DeleteKudosCommentSuccess(kudos=Kudos.of(view))
