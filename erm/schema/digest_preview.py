"""What a person's digest would hold, for administrators."""

from __future__ import annotations

from datetime import datetime

import strawberry

from erm.digest.previewing import preview_digest
from erm.schema.command import command
from erm.schema.context import Info
from erm.schema.ids import from_global


@strawberry.input(description="Whose digest to look at. They are told that it was looked at.")
class PreviewDigestInput:
    """Input of ``previewDigest``."""

    person_id: strawberry.ID = strawberry.field(description="Id of the person.")


@strawberry.type(
    description="A digest as it would come now: its titles and how many lines stand under each, and "
    "nothing of the lines themselves."
)
class PreviewDigestSuccess:
    """Success of ``previewDigest``."""

    subject: str = strawberry.field(description="Its subject; empty where there is nothing to say.")
    html: str = strawberry.field(description="The HTML part; show it in a sandbox.")
    text: str = strawberry.field(description="The plain part.")
    empty: bool = strawberry.field(description="There is nothing to say, so none would come.")
    next_at: datetime | None = strawberry.field(description="When the next one is made, if any is.")


@strawberry.type
class DigestPreviewMutation:
    """Mutations of previews. One, because it is told to the person and stands in the audit log."""

    @command("Look at what a person's digest would hold; for administrators.")
    async def preview_digest(self, info: Info, input: PreviewDigestInput) -> PreviewDigestSuccess:
        """Compose it as that person, and leave the lines out."""
        context = info.context
        view = await preview_digest(
            context.actor,
            context.settings,
            person_id=from_global(input.person_id, "Person", field="person_id"),
        )
        return PreviewDigestSuccess(
            subject=view.subject,
            html=view.html,
            text=view.text,
            empty=view.empty,
            next_at=view.next_at,
        )
