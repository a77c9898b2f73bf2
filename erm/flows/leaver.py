"""Somebody leaves: what was begun with them ends, in the same transaction."""

from __future__ import annotations

from erm.access.commands.sessions import end_all_access
from erm.feedback.commands import close_requests_of_leaver
from erm.mail.commands import cancel_for
from erm.one_on_ones.commands.series import end_series_of_leaver
from erm.people.events import PersonLeft


async def person_left(event: PersonLeft) -> None:
    """End what a leaver cannot go on with.

    Their sessions, links and access tokens end, their one-on-ones too; pending requests from and to
    them are withdrawn, and mail to them that was not sent is cancelled. What they wrote stays with
    those who could read it, and plans stay with the person whose plans they are.
    """
    await end_all_access(event)
    await end_series_of_leaver(event.person_id)
    await close_requests_of_leaver(event.person_id)
    await cancel_for(event.person_id)
