"""Addresses that get no mail any more."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from erm.core.clock import now
from erm.core.ids import new_id
from erm.core.work import record
from erm.mail.events import AddressBlocked
from erm.mail.models import MailBlock
from erm.mail.rules import BlockReason

_AT_ONCE = 500


async def block(
    address: str,
    reason: BlockReason,
    *,
    person_id: UUID | None,
    mail_id: UUID | None,
    diagnostic: str = "",
) -> bool:
    """Block an address in the open unit of work; returns whether it was not blocked before.

    What waits for it is cancelled when it is claimed. Unless an administrator did it, administrators hear
    of it (:class:`AddressBlocked`).
    """
    row = MailBlock(
        id=new_id(),
        address=address.lower(),
        reason=reason,
        person_id=person_id,
        mail_id=mail_id,
        diagnostic=diagnostic[:500],
        since=now(),
    )
    await MailBlock.bulk_create([row], ignore_conflicts=True)
    if not await MailBlock.filter(id=row.id).exists():
        return False
    if reason is not BlockReason.ADMINISTRATOR:
        record(
            AddressBlocked(
                at=row.since, block_id=row.id, person_id=person_id, mail_id=mail_id, reason=reason
            )
        )
    return True


async def blocked_among(addresses: Collection[str]) -> set[str]:
    """Which of these addresses get no mail, in lower case."""
    everyone = sorted({address.lower() for address in addresses})
    found: set[str] = set()
    for first in range(0, len(everyone), _AT_ONCE):
        some = everyone[first : first + _AT_ONCE]
        found |= set(
            await MailBlock.filter(address__in=some).values_list("address", flat=True)  # type: ignore[arg-type]
        )
    return found
