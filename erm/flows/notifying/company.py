"""What administrators should know of, and what a person should know that administrators did."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from erm.core.actor import Actor
from erm.core.events import Bus
from erm.flows.notifying.common import PATHS, administrators, read_through
from erm.integrations.events import IntegrationDisabled
from erm.integrations.queries import channels_by_ids, endpoints_by_ids
from erm.integrations.views import ChannelView, EndpointView
from erm.mail.events import AddressBlocked
from erm.mail.models import MailBlock
from erm.mail.policy import readable_blocks
from erm.mail.rules import BlockReason
from erm.notifications.commands import notify
from erm.notifications.rules import NotificationKind
from erm.notifications.subjects import About, Subjects, SubjectView
from erm.people.queries import people_by_ids
from erm.people.views import PersonView

BLOCK = "MailBlock"
ENDPOINT = "WebhookEndpoint"
CHANNEL = "ChatChannel"
PREVIEW = "Person"
"""Of a preview of one's digest it is told who looked."""


def subscribe(bus: Bus) -> None:
    """Tell of what happens."""
    bus.subscribe(AddressBlocked, address_blocked)
    bus.subscribe(IntegrationDisabled, integration_disabled)


async def address_blocked(event: AddressBlocked) -> None:
    """Administrators, unless one of them did it."""
    if event.reason is BlockReason.ADMINISTRATOR:
        return
    await notify(
        NotificationKind.MAIL_BOUNCED,
        await administrators(),
        BLOCK,
        event.block_id,
        at=event.at,
    )


async def integration_disabled(event: IntegrationDisabled) -> None:
    """Administrators, each time that erm gave it up."""
    await notify(
        NotificationKind.INTEGRATION_FAILED,
        await administrators(),
        CHANNEL if event.endpoint_id is None else ENDPOINT,
        event.endpoint_id or event.channel_id,
        once=f"{event.at:%Y%m%dT%H%M%S}",
        at=event.at,
    )


async def _blocks(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, MailBlock]:
    rows = await MailBlock.filter(readable_blocks(actor), id__in=list(ids))
    return {row.id: row for row in rows}


def _block(actor: Actor, about: About, row: MailBlock) -> SubjectView:
    return SubjectView(title=row.address, path=PATHS.blocked_addresses)


def _endpoint(actor: Actor, about: About, view: EndpointView) -> SubjectView:
    return SubjectView(title=view.name, path=PATHS.integration(ENDPOINT, view.id), public=True)


def _channel(actor: Actor, about: About, view: ChannelView) -> SubjectView:
    return SubjectView(title=view.name, path=PATHS.integration(CHANNEL, view.id), public=True)


def _preview(actor: Actor, about: About, view: PersonView) -> SubjectView:
    # Who looked is told by the sentence; what one's digest holds is chosen in the settings.
    return SubjectView(title="", path=PATHS.settings)


SUBJECTS: dict[str, Subjects] = {
    BLOCK: read_through(_blocks, _block),
    ENDPOINT: read_through(endpoints_by_ids, _endpoint),
    CHANNEL: read_through(channels_by_ids, _channel),
    PREVIEW: read_through(people_by_ids, _preview),
}
