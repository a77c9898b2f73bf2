"""Mentorships, and who could mentor whom, as one actor sees them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from tortoise.expressions import Q
from tortoise.functions import Count

from erm.core.actor import Actor
from erm.core.clock import now
from erm.development.skills import policy
from erm.development.skills.matching import Offer, Pair, Wish, suggestions
from erm.development.skills.models import Mentorship, PersonSkill
from erm.development.skills.rules import ASK_AGAIN_AFTER, MENTOR_LEVEL, OPEN, MentorshipState
from erm.development.skills.views import MentorshipView, MentorSuggestionView
from erm.people.queries import managers_of

LISTED = 100
"""So many mentorships of one person are listed."""
LOOKED_AT = 2000
"""So many offers or wishes are weighed: the best known, the latest wished."""


async def mentorships_by_ids(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, MentorshipView]:
    """Mentorships by id that the actor may read."""
    rows = await Mentorship.filter(policy.readable_mentorships(actor), id__in=list(set(ids)))
    return {row.id: mentorship_view(actor, row) for row in rows}


async def mentorships(actor: Actor) -> list[MentorshipView]:
    """The actor's own, and those that they proposed: open ones first, in each the newest."""
    rows = await Mentorship.filter(policy.readable_mentorships(actor)).order_by("-id").limit(LISTED)
    order = {MentorshipState.PROPOSED: 0, MentorshipState.ACCEPTED: 1}
    rows.sort(key=lambda row: order.get(row.state, 2))
    return [mentorship_view(actor, row) for row in rows]


async def mentorships_to_answer(actor: Actor) -> list[MentorshipView]:
    """Those that wait for the actor, the longest waiting first."""
    return (await mentorships_to_answer_for({actor.person_id: actor}))[actor.person_id]


async def mentorships_to_answer_for(
    actors: Mapping[UUID, Actor],
) -> dict[UUID, list[MentorshipView]]:
    """The same for each of many people, in one query."""
    ids = list(actors)
    found: dict[UUID, list[MentorshipView]] = {key: [] for key in actors}
    for row in await Mentorship.filter(
        Q(mentor_id__in=ids, mentor_accepted_at__isnull=True)
        | Q(mentee_id__in=ids, mentee_accepted_at__isnull=True),
        state=MentorshipState.PROPOSED,
    ).order_by("id"):
        waiting = (
            (row.mentor_id, row.mentor_accepted_at),
            (row.mentee_id, row.mentee_accepted_at),
        )
        for key, accepted_at in waiting:
            if key in actors and accepted_at is None:
                found[key].append(mentorship_view(actors[key], row))
    return found


async def mentor_suggestions(actor: Actor) -> list[MentorSuggestionView]:
    """Who could teach the actor what they want to learn."""
    wishes = [Wish(*row) for row in await _wishes(actor, Q(person_id=actor.person_id))]
    return await _suggested(actor, wishes, await _offers(actor, {w.skill for w in wishes}))


async def mentee_suggestions(actor: Actor) -> list[MentorSuggestionView]:
    """Who wants to learn what the actor would teach."""
    rows = await PersonSkill.filter(
        person_id=actor.person_id,
        can_teach=True,
        level__gte=MENTOR_LEVEL,
        skill__retired_at__isnull=True,
    ).values_list("person_id", "skill_id", "level")
    offers = [Offer(*row) for row in rows]
    if not offers:
        return []
    taught = Q(skill_id__in=[offer.skill for offer in offers])
    wishes = await _wishes(actor, taught & ~Q(person_id=actor.person_id))
    return await _suggested(actor, [Wish(*row) for row in wishes], offers)


async def team_mentor_suggestions(actor: Actor) -> list[MentorSuggestionView]:
    """Who could teach the actor's reports what they want to learn."""
    if not actor.report_ids:
        return []
    wishes = [Wish(*row) for row in await _wishes(actor, Q(person_id__in=list(actor.report_ids)))]
    return await _suggested(actor, wishes, await _offers(actor, {w.skill for w in wishes}))


async def _wishes(actor: Actor, whose: Q) -> list[tuple[UUID, UUID, int]]:
    return (
        await PersonSkill.filter(
            whose,
            policy.readable_person_skills(actor),
            wants_to_learn=True,
            skill__retired_at__isnull=True,
        )
        .order_by("-updated_at", "id")
        .limit(LOOKED_AT)
        .values_list("person_id", "skill_id", "level")
    )


async def _offers(actor: Actor, skill_ids: Collection[UUID]) -> list[Offer]:
    if not skill_ids:
        return []
    rows = (
        await PersonSkill.filter(
            policy.readable_person_skills(actor),
            skill_id__in=list(skill_ids),
            can_teach=True,
            level__gte=MENTOR_LEVEL,
        )
        .order_by("-level", "id")
        .limit(LOOKED_AT)
        .values_list("person_id", "skill_id", "level")
    )
    return [Offer(*row) for row in rows]


async def _suggested(
    actor: Actor, wishes: Sequence[Wish], offers: Sequence[Offer]
) -> list[MentorSuggestionView]:
    """What is left of all pairs, in three queries. What others have going on only counts."""
    if not wishes or not offers:
        return []
    learners = {wish.person for wish in wishes}
    teachers = {offer.person for offer in offers}
    lately = now() - ASK_AGAIN_AFTER
    taken = await Mentorship.filter(
        Q(state__in=list(OPEN)) | Q(state=MentorshipState.DECLINED, ended_at__gte=lately),
        mentor_id__in=list(teachers),
        mentee_id__in=list(learners),
    ).values_list("mentor_id", "mentee_id", "skill_id")
    mentees = (
        await Mentorship.filter(state=MentorshipState.ACCEPTED, mentor_id__in=list(teachers))
        .annotate(mentees=Count("id"))
        .group_by("mentor_id")
        .values_list("mentor_id", "mentees")
    )
    return suggestions(
        wishes,
        offers,
        taken={Pair(*row) for row in taken},
        mentees=dict(mentees),
        managers=await managers_of(learners),
    )


def mentorship_view(actor: Actor, row: Mentorship) -> MentorshipView:
    """A readable mentorship as the actor sees it."""
    return MentorshipView(
        id=row.id,
        mentor_id=row.mentor_id,
        mentee_id=row.mentee_id,
        skill_id=row.skill_id,
        proposed_by_id=row.proposed_by_id,
        message=row.message,
        state=row.state,
        mentor_accepted_at=row.mentor_accepted_at,
        mentee_accepted_at=row.mentee_accepted_at,
        decline_reason=row.decline_reason,
        created_at=row.created_at,
        ended_at=row.ended_at,
        series_id=row.series_id,
        can_accept=policy.may_answer_mentorship(actor, row),
        can_decline=policy.may_decline_mentorship(actor, row),
        can_withdraw=policy.may_withdraw_mentorship(actor, row),
        can_end=policy.may_end_mentorship(actor, row),
    )
