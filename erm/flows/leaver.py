"""Somebody leaves: what was begun with them ends, in the same transaction."""

from __future__ import annotations

from erm.access.commands.sessions import end_all_access
from erm.audit import commands as audit
from erm.audit.rules import Action, Detail
from erm.feedback.commands import close_requests_of_leaver
from erm.feedback.commands import delete_drafts_of_leaver as delete_feedback_drafts
from erm.flows.mentoring import let_go_of_leaver as let_go_of_mentorships
from erm.handovers.commands import delete_drafts_of_leaver
from erm.mail.commands import cancel_for
from erm.notifications.commands import let_go_of_leaver as let_go_of_notifications
from erm.one_on_ones.commands.parting import let_go_of_promises, revoke_feeds_of_leaver
from erm.one_on_ones.commands.series import end_series_of_leaver
from erm.people.events import PersonLeft
from erm.recognition.celebrations.planning import let_go_of_leaver as let_go_of_celebrations
from erm.recognition.commands.scheduling import cancel_scheduled_of_leaver


async def person_left(event: PersonLeft) -> None:
    """End what a leaver cannot go on with.

    Their sessions, links, access tokens and calendar feeds end, their one-on-ones too; open promises
    of and to them are dropped, open requests from, to and about them withdrawn (links of guests end
    with that), handovers that they had not shared and what they had begun to write thrown away, mentoring ends, what was to be celebrated is not, and mail to them that was not sent is cancelled. What waits to
    be told to them is dropped, and where they were told of it, chats and browsers, is forgotten. What they wrote stays
    with those who could read it, plans stay with the person whose plans they are, and what they had
    offered to somebody can still be accepted. The audit log tells how many, and nothing of it.
    """
    person = event.person_id
    await end_all_access(event)
    promises, promises_to_them = await let_go_of_promises(person)
    counts: dict[str, Detail] = {
        "promises": promises,
        "promises_to_them": promises_to_them,
        "series": await end_series_of_leaver(person),
        "requests": await close_requests_of_leaver(person),
        "drafts": await delete_drafts_of_leaver(person),
        "feedback_drafts": await delete_feedback_drafts(person),
        "calendar_feeds": await revoke_feeds_of_leaver(person),
        "mentorships": await let_go_of_mentorships(person),
        "scheduled_kudos": await cancel_scheduled_of_leaver(person),
        "celebrations": await let_go_of_celebrations(person),
    }
    await cancel_for(person)
    await let_go_of_notifications(person)
    audit.append(
        Action.PERSON_LEFT,
        actor_id=None,
        subject_kind="Person",
        subject_id=person,
        details=counts,
    )
