"""The local mailbox: mail that is kept here because no server for it is configured."""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from typing import Annotated
from uuid import UUID

import strawberry

from erm.core.paging import PageRequest
from erm.mail import queries
from erm.mail.views import MailView
from erm.schema.context import Info
from erm.schema.ids import from_global, to_global
from erm.schema.node import Node, node_of
from erm.schema.paging import After, Connection, First


@strawberry.enum(description="Where a mail stands.")
class MailState(Enum):
    """The states of a mail."""

    QUEUED = strawberry.enum_value("queued", description="It waits to be sent.")
    SENDING = strawberry.enum_value("sending", description="A worker is sending it.")
    SENT = strawberry.enum_value("sent", description="It has left, or is kept in the mailbox.")
    PARKED = strawberry.enum_value("parked", description="It could not be sent and is not retried.")
    CANCELLED = strawberry.enum_value("cancelled", description="Its recipient has left.")


@strawberry.type(description="One mail in the local mailbox.")
class Mail(Node):
    """A mail as an administrator reads it."""

    to: str = strawberry.field(description="Name and address of the recipient.")
    subject: str = strawberry.field(description="Subject.")
    kind: str = strawberry.field(description="What it is, for example digest or sign_in_link.")
    state: MailState = strawberry.field(description="Where it stands.")
    created_at: datetime = strawberry.field(description="When it was queued.")
    sent_at: datetime | None = strawberry.field(description="When it was delivered here.")
    last_error: str | None = strawberry.field(description="Why the last attempt failed.")
    html: str | None = strawberry.field(description="The HTML part; show it in a sandbox.")
    text: str = strawberry.field(description="The plain part.")

    @classmethod
    def of(cls, view: MailView) -> Mail:
        """Dress a view."""
        return cls(
            id=to_global("Mail", view.id),
            to=view.to,
            subject=view.subject,
            kind=view.kind,
            state=MailState[view.state.name],
            created_at=view.created_at,
            sent_at=view.sent_at,
            last_error=view.last_error,
            html=view.html,
            text=view.text,
        )


@node_of("Mail")
async def load_mail(info: Info, key: UUID) -> Mail | None:
    """A mail by key, for administrators of an installation that keeps its mail."""
    context = info.context
    view = await queries.mail(context.actor, key, mail_is_local=context.settings.mail_is_local)
    return None if view is None else Mail.of(view)


@strawberry.type
class MailQuery:
    """Root fields of mail."""

    @strawberry.field(
        description="All mail that is kept here, newest first. Null unless the viewer is an "
        "administrator and no mail server is configured."
    )
    async def mailbox(
        self, info: Info, first: First = None, after: After = None
    ) -> Connection[Mail] | None:
        """The local mailbox."""
        context = info.context
        page = await queries.mailbox(
            context.actor,
            PageRequest.of(first, after),
            mail_is_local=context.settings.mail_is_local,
        )
        return None if page is None else Connection[Mail].of(page, Mail.of)

    @strawberry.field(description="One mail of the local mailbox; null if there is none for you.")
    async def mail(
        self,
        info: Info,
        id: Annotated[strawberry.ID, strawberry.argument(description="Id of the mail.")],
    ) -> Mail | None:
        """A mail by id."""
        return await load_mail(info, from_global(id, "Mail"))
