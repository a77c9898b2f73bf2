"""What is done about what somebody finds wrong: the inputs, the successes and the mutations."""

from __future__ import annotations

from collections.abc import Mapping

import strawberry

from erm.recognition.moderation import commands
from erm.recognition.moderation.errors import NothingReported
from erm.recognition.moderation.rules import ReportedKind, ReportReason
from erm.recognition.moderation.things import Target
from erm.schema.command import command
from erm.schema.context import Info
from erm.schema.ids import from_global, to_global
from erm.schema.moderation import ModerationReport
from erm.schema.recognition import Kudos


@strawberry.input(description="Something that should be looked at. Exactly one id is given.")
class ReportContentInput:
    """Input of ``reportContent``."""

    reason: ReportReason = strawberry.field(description="What is wrong with it; not WORDS.")
    kudos_id: strawberry.ID | None = strawberry.field(
        default=None, description="Id of kudos that the viewer reads."
    )
    comment_id: strawberry.ID | None = strawberry.field(
        default=None, description="Id of a comment that the viewer reads."
    )
    signature_id: strawberry.ID | None = strawberry.field(
        default=None, description="Id of a line on a card that the viewer reads."
    )
    words: str = strawberry.field(
        default="", description="More about it, for the moderators; at most 1,000 characters."
    )


@strawberry.type(description="The moderators will look at it, and read it as it is now.")
class ReportContentSuccess:
    """Answer of ``reportContent``."""

    reported_id: strawberry.ID = strawberry.field(description="Id of what was reported.")


@strawberry.input(description="What becomes of a report.")
class DecideReportInput:
    """Input of ``decideReport``."""

    report_id: strawberry.ID = strawberry.field(description="Id of an open report.")
    uphold: bool = strawberry.field(
        description="True hides what it is about and closes all open reports about it."
    )
    reason: str = strawberry.field(
        description="Why; needed to uphold, and read by the author then; at most 500 characters."
    )
    version: int = strawberry.field(description="The version that was read.")


@strawberry.type(description="The report was decided.")
class DecideReportSuccess:
    """Answer of ``decideReport``."""

    report: ModerationReport = strawberry.field(description="The report.")


@strawberry.input(description="Which kudos to hide, and why.")
class HideKudosInput:
    """Input of ``hideKudos``."""

    kudos_id: strawberry.ID = strawberry.field(description="Id of the kudos.")
    reason: str = strawberry.field(
        description="Why; the author and moderators read it; at most 500 characters."
    )


@strawberry.type(description="The kudos are hidden now.")
class HideKudosSuccess:
    """Answer of ``hideKudos``."""

    kudos: Kudos = strawberry.field(description="The kudos.")


@strawberry.input(description="Which comment to hide, and why.")
class HideKudosCommentInput:
    """Input of ``hideKudosComment``."""

    comment_id: strawberry.ID = strawberry.field(description="Id of the comment.")
    reason: str = strawberry.field(
        description="Why; the author and moderators read it; at most 500 characters."
    )


@strawberry.type(description="The comment is hidden now.")
class HideKudosCommentSuccess:
    """Answer of ``hideKudosComment``."""

    kudos: Kudos = strawberry.field(description="The kudos that it stands under.")


@strawberry.input(description="What to show again. Exactly one id is given.")
class RestoreContentInput:
    """Input of ``restoreContent``."""

    reason: str = strawberry.field(description="Why; moderators read it; at most 500 characters.")
    kudos_id: strawberry.ID | None = strawberry.field(
        default=None, description="Id of hidden kudos."
    )
    comment_id: strawberry.ID | None = strawberry.field(
        default=None, description="Id of a hidden comment."
    )
    report_id: strawberry.ID | None = strawberry.field(
        default=None, description="Id of the report about it."
    )


@strawberry.type(description="It is shown again.")
class RestoreContentSuccess:
    """Answer of ``restoreContent``."""

    restored_id: strawberry.ID = strawberry.field(description="The id that was given.")


def _only(ids: Mapping[str, strawberry.ID | None]) -> tuple[str, strawberry.ID]:
    """The one id that was given, with its name. Raises ``NothingReported``."""
    given = [(name, value) for name, value in ids.items() if value is not None]
    if len(given) != 1:
        raise NothingReported
    return given[0]


@strawberry.type
class ModerationMutation:
    """Reporting, deciding, hiding, showing again."""

    @command("Point out something that one reads and did not write, for the moderators.")
    async def report_content(self, info: Info, input: ReportContentInput) -> ReportContentSuccess:
        """Report."""
        kind, value = _only(
            {
                "kudos": input.kudos_id,
                "comment": input.comment_id,
                "signature": input.signature_id,
            }
        )
        type_name = {"kudos": "Kudos", "comment": "KudosComment", "signature": "CardSignature"}
        key = from_global(value, type_name[kind], field=f"{kind}_id")
        await commands.report(
            info.context.actor,
            Target(ReportedKind(kind), key),
            reason=input.reason,
            words=input.words,
        )
        return ReportContentSuccess(reported_id=to_global(type_name[kind], key))

    @command("As HR or administrator, uphold or dismiss a report.")
    async def decide_report(self, info: Info, input: DecideReportInput) -> DecideReportSuccess:
        """Decide."""
        view = await commands.decide_report(
            info.context.actor,
            report_id=from_global(input.report_id, "ModerationReport", field="report_id"),
            uphold=input.uphold,
            reason=input.reason,
            version=input.version,
        )
        return DecideReportSuccess(report=ModerationReport.of(view))

    @command("As HR or administrator, hide kudos from all but their author and moderators.")
    async def hide_kudos(self, info: Info, input: HideKudosInput) -> HideKudosSuccess:
        """Hide kudos."""
        view = await commands.hide_kudos(
            info.context.actor,
            kudos_id=from_global(input.kudos_id, "Kudos", field="kudos_id"),
            reason=input.reason,
        )
        return HideKudosSuccess(kudos=Kudos.of(view))

    @command("As HR or administrator, hide a comment from all but its author and moderators.")
    async def hide_kudos_comment(
        self, info: Info, input: HideKudosCommentInput
    ) -> HideKudosCommentSuccess:
        """Hide a comment."""
        view = await commands.hide_comment(
            info.context.actor,
            comment_id=from_global(input.comment_id, "KudosComment", field="comment_id"),
            reason=input.reason,
        )
        return HideKudosCommentSuccess(kudos=Kudos.of(view))

    @command("As HR or administrator, show again what was hidden.")
    async def restore_content(
        self, info: Info, input: RestoreContentInput
    ) -> RestoreContentSuccess:
        """Show again."""
        actor = info.context.actor
        name, value = _only(
            {
                "kudos_id": input.kudos_id,
                "comment_id": input.comment_id,
                "report_id": input.report_id,
            }
        )
        if name == "kudos_id":
            await commands.restore_kudos(
                actor, kudos_id=from_global(value, "Kudos", field=name), reason=input.reason
            )
        elif name == "comment_id":
            await commands.restore_comment(
                actor,
                comment_id=from_global(value, "KudosComment", field=name),
                reason=input.reason,
            )
        else:
            await commands.restore_reported(
                actor,
                report_id=from_global(value, "ModerationReport", field=name),
                reason=input.reason,
            )
        return RestoreContentSuccess(restored_id=value)
