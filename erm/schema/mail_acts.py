"""Acts that a link in a mail prepares, and one click performs."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import Annotated

import strawberry

from erm.access.rules import LimitedAction
from erm.flows import acting_from_mail
from erm.mail.errors import MailActInvalid
from erm.schema.command import command
from erm.schema.context import Info
from erm.schema.guest_links import by_link


@strawberry.enum(description="What a link in a mail can do, after one click.")
class MailActKind(Enum):
    """The acts."""

    THANK_FOR_FEEDBACK = strawberry.enum_value(
        "thank_for_feedback", description="Thank the author of feedback."
    )
    ACCEPT_MENTORSHIP = strawberry.enum_value(
        "accept_mentorship", description="Accept a mentorship that was proposed."
    )
    KEEP_PROMISE = strawberry.enum_value(
        "keep_promise", description="Say that a promise from a one-on-one was kept."
    )


@strawberry.type(description="An act that a link in a mail prepares, as the mail told of it.")
class MailAct:
    """What would be done, and as whom."""

    kind: MailActKind = strawberry.field(description="What is done.")
    actor: str = strawberry.field(description="The name of who does it.")
    other: str = strawberry.field(description="The name of the other one.")
    title: str = strawberry.field(description="What it is about, in a few words, or empty.")
    done: bool = strawberry.field(description="Whether it was done, now or before.")
    expires_on: date = strawberry.field(
        description="The first day on which the link does nothing any more."
    )

    @classmethod
    def of(cls, view: acting_from_mail.MailActView) -> MailAct:
        """Dress a view."""
        return cls(
            kind=MailActKind[view.act.name],
            actor=view.actor_name,
            other=view.other_name,
            title=view.title,
            done=view.done,
            expires_on=view.expires_on,
        )


@strawberry.type
class MailActQuery:
    """Root fields of acts."""

    @strawberry.field(
        description="What a link in a mail would do; nobody needs to be signed in, and looking does "
        "nothing. Null for one that is none, over, or not possible any more."
    )
    async def mail_act(
        self,
        info: Info,
        token: Annotated[str, strawberry.argument(description="What stands behind # in the link.")],
    ) -> MailAct | None:
        """Behind the link."""
        secret_key = info.context.settings.secret_key

        async def look() -> MailAct:
            return MailAct.of(await acting_from_mail.prepared_act(token, secret_key=secret_key))

        try:
            return await by_link(info, look, action=LimitedAction.MAIL_ACT, none=MailActInvalid)
        except MailActInvalid:
            return None


@strawberry.input(description="The link whose act shall be done.")
class PerformMailActInput:
    """Input of ``performMailAct``."""

    token: str = strawberry.field(description="What stands behind # in the link.")


@strawberry.type(description="It is done.")
class PerformMailActSuccess:
    """Success of ``performMailAct``."""

    act: MailAct = strawberry.field(description="What was done.")


@strawberry.type
class MailActMutation:
    """Mutations of acts."""

    @command(
        "Do what a link in a mail prepared; nobody needs to be signed in. A second time changes nothing.",
        public=True,
        own_transactions=True,
    )
    async def perform_mail_act(
        self, info: Info, input: PerformMailActInput
    ) -> PerformMailActSuccess:
        """Do it as the person whom the link was made for."""
        secret_key = info.context.settings.secret_key

        async def work() -> acting_from_mail.MailActView:
            return await acting_from_mail.perform_mail_act(input.token, secret_key=secret_key)

        view = await by_link(info, work, action=LimitedAction.MAIL_ACT, none=MailActInvalid)
        return PerformMailActSuccess(act=MailAct.of(view))
