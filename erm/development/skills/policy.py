"""Who may see and do what with skills and mentorships.

The catalogue is everybody's to read and to add to; HR looks after it. That a person has a skill is
seen by everybody or by their *present* manager alone, as they chose; what is expected of them at
their level, by them and their manager. What was entered by somebody who has left is read by nobody.
A mentorship is the business of the two, and of whoever proposed it.
"""

from __future__ import annotations

from uuid import UUID

from tortoise.expressions import Q, Subquery

from erm.core.actor import Actor
from erm.core.clock import today
from erm.development.skills.models import Mentorship, PersonSkill
from erm.development.skills.rules import MentorshipState, SkillVisibility
from erm.people.models import Person


def may_manage_skills(actor: Actor) -> bool:
    """HR renames, merges, retires and imports skills, and says what a level expects."""
    return actor.is_hr


def may_read_person_skill(actor: Actor, entry: PersonSkill, *, left: bool) -> bool:
    """One's own; everybody's that are shown to everybody; one's reports'. Leavers' nobody."""
    if left:
        return False
    return (
        entry.person_id == actor.person_id
        or entry.visibility is SkillVisibility.EVERYONE
        or actor.manages(entry.person_id)
    )


def readable_person_skills(actor: Actor) -> Q:
    """Filter form of :func:`may_read_person_skill`."""
    # Those who have left are few beside all entries: they are looked up once, not person by person.
    left = Person.filter(left_on__lte=today()).values("id")
    return ~Q(person_id__in=Subquery(left)) & shown_to(actor)


def shown_to(actor: Actor) -> Q:
    """The same without leavers, for those who are known to be there."""
    mine = Q(person_id=actor.person_id) | Q(visibility=SkillVisibility.EVERYONE)
    return mine | Q(person_id__in=list(actor.report_ids)) if actor.report_ids else mine


def may_see_expected(actor: Actor, person_id: UUID) -> bool:
    """What a person's level expects of them: they themselves and their manager."""
    return actor.person_id == person_id or actor.manages(person_id)


def may_read_mentorship(actor: Actor, mentorship: Mentorship) -> bool:
    """The two, and who proposed it."""
    return actor.person_id in (
        mentorship.mentor_id,
        mentorship.mentee_id,
        mentorship.proposed_by_id,
    )


def readable_mentorships(actor: Actor) -> Q:
    """Filter form of :func:`may_read_mentorship`."""
    me = actor.person_id
    return Q(mentor_id=me) | Q(mentee_id=me) | Q(proposed_by_id=me)


def may_propose_mentorship(actor: Actor, mentor_id: UUID, mentee_id: UUID) -> bool:
    """One of the two, or the manager of one of them."""
    return any(actor.person_id == one or actor.manages(one) for one in (mentor_id, mentee_id))


def may_answer_mentorship(actor: Actor, mentorship: Mentorship) -> bool:
    """Whichever of the two has not accepted yet, while it is proposed."""
    if mentorship.state is not MentorshipState.PROPOSED:
        return False
    return (actor.person_id == mentorship.mentor_id and mentorship.mentor_accepted_at is None) or (
        actor.person_id == mentorship.mentee_id and mentorship.mentee_accepted_at is None
    )


def may_decline_mentorship(actor: Actor, mentorship: Mentorship) -> bool:
    """Either of the two as long as it is proposed, but who proposed it takes it back instead."""
    return (
        mentorship.state is MentorshipState.PROPOSED
        and actor.person_id in (mentorship.mentor_id, mentorship.mentee_id)
        and actor.person_id != mentorship.proposed_by_id
    )


def may_withdraw_mentorship(actor: Actor, mentorship: Mentorship) -> bool:
    """Who proposed it, while it is not answered by all."""
    return (
        mentorship.state is MentorshipState.PROPOSED
        and actor.person_id == mentorship.proposed_by_id
    )


def may_end_mentorship(actor: Actor, mentorship: Mentorship) -> bool:
    """Either of the two, while it goes on."""
    return mentorship.state is MentorshipState.ACCEPTED and actor.person_id in (
        mentorship.mentor_id,
        mentorship.mentee_id,
    )
