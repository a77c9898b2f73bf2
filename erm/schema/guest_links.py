"""Doing something by a link in a mail, without a session: the limit on tries that find nothing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

from erm.access.rate_limits import count_attempt, forgive_attempt
from erm.access.rules import LimitedAction
from erm.core.errors import DomainError
from erm.core.work import unit_of_work
from erm.feedback.errors import GuestLinkInvalid
from erm.schema.context import Info

T = TypeVar("T")


async def by_link(
    info: Info,
    work: Callable[[], Awaitable[T]],
    *,
    action: LimitedAction = LimitedAction.GUEST_LINK,
    none: type[DomainError] = GuestLinkInvalid,
) -> T:
    """Do something in one unit of work. Only links that are none count against an address.

    Raises ``TooManyAttempts`` and what ``work`` raises, ``none`` among it for a link that is none.
    """
    context = info.context
    await count_attempt(context.bus, action, address=context.address)
    try:
        async with unit_of_work(context.bus):
            found = await work()
    except none:
        raise
    except DomainError:
        # The link was right, and something else was not.
        await _forgive(info, action)
        raise
    await _forgive(info, action)
    return found


async def _forgive(info: Info, action: LimitedAction) -> None:
    async with unit_of_work(info.context.bus):
        await forgive_attempt(action, address=info.context.address)
