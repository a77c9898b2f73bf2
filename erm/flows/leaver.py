"""Somebody leaves: what was begun with them ends, in the same transaction."""

from __future__ import annotations

from erm.feedback.commands import close_requests_of_leaver
from erm.mail.commands import cancel_for
from erm.people.events import PersonLeft


async def person_left(event: PersonLeft) -> None:
    """End what a leaver cannot go on with.

    Pending requests from and to them are withdrawn, and mail to them that was not sent is
    cancelled. What they wrote stays with those who could read it.
    """
    await close_requests_of_leaver(event.person_id)
    await cancel_for(event.person_id)
