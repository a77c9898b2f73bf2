"""What can be done with kudos: the inputs, the successes and the mutations."""

from __future__ import annotations

import strawberry

from erm.recognition import commands, rules
from erm.schema.command import command
from erm.schema.context import Info
from erm.schema.ids import from_global, maybe_from_global, to_global
from erm.schema.recognition import Kudos, KudosComment, KudosVisibility, ReactionKind


@strawberry.input(description="Thanks to one or more people.")
class GiveKudosInput:
    """Input of ``giveKudos``."""

    receiver_ids: list[strawberry.ID] = strawberry.field(
        description="Whom to thank: 1 to 20 different people who are there, not oneself."
    )
    message: str = strawberry.field(description="What for; at most 2,000 characters.")
    company_value_id: strawberry.ID | None = strawberry.field(
        default=None, description="The company value that it stands for, if any; not retired."
    )
    visibility: KudosVisibility = strawberry.field(
        default=KudosVisibility.PUBLIC, description="Who will see it."
    )


@strawberry.type(description="The thanks were said.")
class GiveKudosSuccess:
    """Answer of ``giveKudos``."""

    kudos: Kudos = strawberry.field(description="The kudos.")


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


@strawberry.input(description="Which kudos to hide, and why.")
class HideKudosInput:
    """Input of ``hideKudos``."""

    kudos_id: strawberry.ID = strawberry.field(description="Id of the kudos.")
    reason: str = strawberry.field(
        description="Why; the author and administrators read it; at most 500 characters."
    )


@strawberry.type(description="The kudos are hidden now.")
class HideKudosSuccess:
    """Answer of ``hideKudos``."""

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


@strawberry.type(description="The line was written.")
class CommentOnKudosSuccess:
    """Answer of ``commentOnKudos``."""

    comment: KudosComment = strawberry.field(description="The comment.")
    kudos: Kudos = strawberry.field(description="The kudos that it stands under.")


@strawberry.input(description="Which comment to delete.")
class DeleteKudosCommentInput:
    """Input of ``deleteKudosComment``."""

    comment_id: strawberry.ID = strawberry.field(
        description="Id of one's own comment, or of anybody's for administrators."
    )


@strawberry.type(description="The comment is gone.")
class DeleteKudosCommentSuccess:
    """Answer of ``deleteKudosComment``."""

    kudos: Kudos = strawberry.field(description="The kudos that it stood under.")


@strawberry.type
class RecognitionMutation:
    """Everything that can be done with kudos."""

    @command("Thank one or more people.")
    async def give_kudos(self, info: Info, input: GiveKudosInput) -> GiveKudosSuccess:
        """Thank."""
        view = await commands.give_kudos(
            info.context.actor,
            receiver_ids=[
                from_global(each, "Person", field="receiver_ids") for each in input.receiver_ids
            ],
            message=input.message,
            company_value_id=maybe_from_global(
                input.company_value_id, "CompanyValue", field="company_value_id"
            ),
            visibility=rules.KudosVisibility[input.visibility.name],
        )
        return GiveKudosSuccess(kudos=Kudos.of(view))

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

    @command("As an administrator, hide kudos from all but their author and administrators.")
    async def hide_kudos(self, info: Info, input: HideKudosInput) -> HideKudosSuccess:
        """Hide."""
        view = await commands.hide_kudos(
            info.context.actor,
            kudos_id=from_global(input.kudos_id, "Kudos", field="kudos_id"),
            reason=input.reason,
        )
        return HideKudosSuccess(kudos=Kudos.of(view))

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
        comment, kudos = await commands.comment_on_kudos(
            info.context.actor,
            kudos_id=from_global(input.kudos_id, "Kudos", field="kudos_id"),
            body=input.body,
        )
        return CommentOnKudosSuccess(comment=KudosComment.of(comment), kudos=Kudos.of(kudos))

    @command("Delete a comment: one's own, or as an administrator anybody's.")
    async def delete_kudos_comment(
        self, info: Info, input: DeleteKudosCommentInput
    ) -> DeleteKudosCommentSuccess:
        """Delete a comment."""
        view = await commands.delete_kudos_comment(
            info.context.actor,
            comment_id=from_global(input.comment_id, "KudosComment", field="comment_id"),
        )
        return DeleteKudosCommentSuccess(kudos=Kudos.of(view))
