"""What the unsubscribe link of a mail stops. Nobody needs to be signed in: the link is the permission."""

from __future__ import annotations

from typing import Annotated

import strawberry

from erm.access.rules import LimitedAction
from erm.digest.errors import UnsubscribeLinkInvalid
from erm.flows.unsubscribing import stopped_by, unsubscribe
from erm.schema.command import command
from erm.schema.context import Info
from erm.schema.guest_links import by_link
from erm.schema.notification_enums import NotificationKind


@strawberry.type(description="What an unsubscribe link stops.")
class UnsubscribeLink:
    """Behind a link."""

    kinds: list[NotificationKind] = strawberry.field(
        description="The kinds of notifications whose mail ends; none where it is the digest that ends."
    )


@strawberry.type
class UnsubscribeQuery:
    """Root fields of links that stop mail."""

    @strawberry.field(
        description="What an unsubscribe link stops; nobody needs to be signed in, and looking stops "
        "nothing. Null for a link that is none."
    )
    async def unsubscribe_link(
        self,
        info: Info,
        token: Annotated[
            str, strawberry.argument(description="What stands behind token= in the link.")
        ],
    ) -> UnsubscribeLink | None:
        """Behind the link."""
        secret_key = info.context.settings.secret_key

        async def look() -> UnsubscribeLink:
            return UnsubscribeLink(kinds=await stopped_by(token, secret_key=secret_key))

        try:
            return await by_link(
                info, look, action=LimitedAction.MAIL_ACT, none=UnsubscribeLinkInvalid
            )
        except UnsubscribeLinkInvalid:
            return None


@strawberry.input(description="The token of an unsubscribe link.")
class UnsubscribeDigestInput:
    """Input of ``unsubscribeDigest``."""

    token: str = strawberry.field(description="What stands behind token= in the link.")
    keep: list[NotificationKind] = strawberry.field(
        description="Kinds that go on, of a mail that tells of several together.",
        default_factory=list,
    )


@strawberry.type(description="Mail of this kind comes no more.")
class UnsubscribeDigestSuccess:
    """Success of ``unsubscribeDigest``."""

    unsubscribed: bool = strawberry.field(description="True.")


@strawberry.type
class UnsubscribeMutation:
    """Mutations of links that stop mail."""

    @command("Stop a kind of mail by the link in it; nobody needs to be signed in.", public=True)
    async def unsubscribe_digest(
        self, info: Info, input: UnsubscribeDigestInput
    ) -> UnsubscribeDigestSuccess:
        """Stop what the link is for."""
        secret_key = info.context.settings.secret_key
        await unsubscribe(input.token, secret_key=secret_key, keep=input.keep)
        return UnsubscribeDigestSuccess(unsubscribed=True)
