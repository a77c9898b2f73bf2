"""What administrators do with outgoing mail."""

from __future__ import annotations

import strawberry

from erm.mail import administration
from erm.people.queries import people_by_ids
from erm.schema.command import command
from erm.schema.context import Info
from erm.schema.ids import from_global
from erm.schema.outbox import MailBlock, OutgoingMail


@strawberry.input(description="A mail that should be sent again.")
class SendMailAgainInput:
    """Input of ``sendMailAgain``."""

    id: strawberry.ID = strawberry.field(description="Id of a mail that could not be delivered.")


@strawberry.type(description="It waits to be sent.")
class SendMailAgainSuccess:
    """Answer of ``sendMailAgain``."""

    mail: OutgoingMail = strawberry.field(description="The mail.")


@strawberry.input(description="Which mails should be sent again.")
class SendParkedMailsAgainInput:
    """Input of ``sendParkedMailsAgain``."""

    kind: str | None = strawberry.field(
        default=None, description="Only those of this kind; null: all."
    )


@strawberry.type(description="They wait to be sent.")
class SendParkedMailsAgainSuccess:
    """Answer of ``sendParkedMailsAgain``."""

    count: int = strawberry.field(description="How many there are.")


@strawberry.input(description="A mail that should not be sent.")
class CancelMailInput:
    """Input of ``cancelMail``."""

    id: strawberry.ID = strawberry.field(description="Id of a mail that waits.")


@strawberry.type(description="It will not be sent.")
class CancelMailSuccess:
    """Answer of ``cancelMail``."""

    mail: OutgoingMail = strawberry.field(description="The mail.")


@strawberry.input(description="An address that should get no mail.")
class BlockAddressInput:
    """Input of ``blockAddress``."""

    address: str = strawberry.field(description="The address.")


@strawberry.type(description="It gets no mail any more.")
class BlockAddressSuccess:
    """Answer of ``blockAddress``."""

    block: MailBlock = strawberry.field(description="The blocked address.")


@strawberry.input(description="An address that should get mail again.")
class UnblockAddressInput:
    """Input of ``unblockAddress``."""

    id: strawberry.ID = strawberry.field(description="Id of the blocked address.")


@strawberry.type(description="It gets mail again from now on.")
class UnblockAddressSuccess:
    """Answer of ``unblockAddress``."""

    address: str = strawberry.field(description="The address.")


@strawberry.input(description="Where a test should go.")
class SendTestMailInput:
    """Input of ``sendTestMail``."""

    address: str | None = strawberry.field(
        default=None, description="An address; null: the viewer's own."
    )


@strawberry.type(description="It waits to be sent.")
class SendTestMailSuccess:
    """Answer of ``sendTestMail``."""

    mail: OutgoingMail = strawberry.field(description="The mail.")


@strawberry.type
class OutboxMutation:
    """Mutations of outgoing mail."""

    @command("Send a mail again that could not be delivered.")
    async def send_mail_again(self, info: Info, input: SendMailAgainInput) -> SendMailAgainSuccess:
        """Send again."""
        view = await administration.send_mail_again(
            info.context.actor, mail_id=from_global(input.id, "OutgoingMail")
        )
        return SendMailAgainSuccess(mail=OutgoingMail.of(view))

    @command("Send all mails again that could not be delivered.")
    async def send_parked_mails_again(
        self, info: Info, input: SendParkedMailsAgainInput
    ) -> SendParkedMailsAgainSuccess:
        """Send again."""
        count = await administration.send_parked_mails_again(info.context.actor, kind=input.kind)
        return SendParkedMailsAgainSuccess(count=count)

    @command("Take back a mail that waits.")
    async def cancel_mail(self, info: Info, input: CancelMailInput) -> CancelMailSuccess:
        """Cancel."""
        view = await administration.cancel_mail(
            info.context.actor, mail_id=from_global(input.id, "OutgoingMail")
        )
        return CancelMailSuccess(mail=OutgoingMail.of(view))

    @command("Let an address get no mail any more.")
    async def block_address(self, info: Info, input: BlockAddressInput) -> BlockAddressSuccess:
        """Block."""
        view = await administration.block_address(info.context.actor, address=input.address)
        return BlockAddressSuccess(block=MailBlock.of(view))

    @command("Let an address get mail again.")
    async def unblock_address(
        self, info: Info, input: UnblockAddressInput
    ) -> UnblockAddressSuccess:
        """Unblock."""
        address = await administration.unblock_address(
            info.context.actor, block_id=from_global(input.id, "MailBlock")
        )
        return UnblockAddressSuccess(address=address)

    @command("Send a mail that says only that mail works.")
    async def send_test_mail(self, info: Info, input: SendTestMailInput) -> SendTestMailSuccess:
        """Send a test."""
        context = info.context
        actor = context.actor
        me = (await people_by_ids(actor, [actor.person_id]))[actor.person_id]
        own = input.address is None
        view = await administration.send_test_mail(
            actor,
            address=(me.work_email or "") if input.address is None else input.address,
            name=me.name if own else "",
            own=own,
            language=context.language,
            company=context.settings.company_name,
        )
        return SendTestMailSuccess(mail=OutgoingMail.of(view))
