"""Proposing, answering, taking back and ending mentorships."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from tortoise.exceptions import IntegrityError
from tortoise.expressions import Q

from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.text import clean_text
from erm.core.work import record
from erm.development.skills import policy, queries
from erm.development.skills.errors import (
    MentorIsMentee,
    MentorshipAnswered,
    MentorshipExists,
    MentorshipNotForYou,
    MentorshipNotFound,
    MentorshipNotGoingOn,
    MentorshipNotYours,
    SkillNotFound,
    SkillRetired,
)
from erm.development.skills.events import (
    MentorshipAccepted,
    MentorshipDeclined,
    MentorshipEnded,
    MentorshipProposed,
)
from erm.development.skills.models import Mentorship, Skill
from erm.development.skills.rules import MESSAGE_MAXIMUM, OPEN, MentorshipState, open_pair
from erm.development.skills.views import MentorshipView
from erm.people.queries import require_all_present


async def propose_mentorship(
    actor: Actor,
    *,
    mentor_id: UUID,
    mentee_id: UUID,
    skill_id: UUID | None = None,
    message: str = "",
) -> MentorshipView:
    """Propose that one helps another; whoever proposes themselves has accepted by that.

    Raises ``PERSON_UNKNOWN``, ``PERSON_HAS_LEFT``, ``MentorIsMentee``, ``MentorshipNotForYou``,
    ``SkillNotFound``, ``SkillRetired``, ``MentorshipExists``, ``TEXT_TOO_LONG``.
    """
    await require_all_present(actor, [mentor_id], field="mentor_id")
    await require_all_present(actor, [mentee_id], field="mentee_id")
    if mentor_id == mentee_id:
        raise MentorIsMentee(field="mentee_id")
    if not policy.may_propose_mentorship(actor, mentor_id, mentee_id):
        raise MentorshipNotForYou
    skill = None if skill_id is None else await _usable(skill_id)
    pair = open_pair(mentor_id, mentee_id, skill)
    if await Mentorship.filter(open_pair=pair).exists():
        raise MentorshipExists
    moment = now()
    try:
        row = await Mentorship.create(
            mentor_id=mentor_id,
            mentee_id=mentee_id,
            skill_id=skill,
            proposed_by_id=actor.person_id,
            message=clean_text(message, field="message", maximum=MESSAGE_MAXIMUM, required=False),
            mentor_accepted_at=moment if actor.person_id == mentor_id else None,
            mentee_accepted_at=moment if actor.person_id == mentee_id else None,
            created_at=moment,
            open_pair=pair,
        )
    except IntegrityError as error:  # the other one proposed it at the same moment
        raise MentorshipExists from error
    record(
        MentorshipProposed(
            at=moment,
            mentorship_id=row.id,
            mentor_id=mentor_id,
            mentee_id=mentee_id,
            by_id=actor.person_id,
        )
    )
    return await view_of(actor, row.id)


async def answer_mentorship(
    actor: Actor, *, mentorship_id: UUID, accept: bool, reason: str = ""
) -> MentorshipView:
    """Accept or decline; it begins with the last acceptance.

    What begins with it elsewhere, the bond and the one-on-ones, is the flow's. Raises
    ``MentorshipNotFound``, ``MentorshipNotYours``, ``MentorshipAnswered``, ``TEXT_TOO_LONG``.
    """
    row = await _locked(actor, mentorship_id)
    if actor.person_id not in (row.mentor_id, row.mentee_id):
        raise MentorshipNotYours
    if row.state is not MentorshipState.PROPOSED:
        raise MentorshipAnswered
    moment = now()
    if not accept:
        if not policy.may_decline_mentorship(actor, row):
            raise MentorshipNotYours
        words = clean_text(reason, field="reason", maximum=MESSAGE_MAXIMUM, required=False)
        await _close(row, MentorshipState.DECLINED, decline_reason=words)
        record(MentorshipDeclined(at=moment, **_who(row), by_id=actor.person_id))
        return await view_of(actor, row.id)
    if not policy.may_answer_mentorship(actor, row):
        raise MentorshipAnswered
    mine = "mentor_accepted_at" if actor.person_id == row.mentor_id else "mentee_accepted_at"
    setattr(row, mine, moment)
    values: dict[str, Any] = {mine: moment}
    begins = row.mentor_accepted_at is not None and row.mentee_accepted_at is not None
    if begins:
        values["state"] = MentorshipState.ACCEPTED
    await Mentorship.filter(id=row.id).update(**values)
    if begins:
        record(MentorshipAccepted(at=moment, **_who(row), by_id=actor.person_id))
    return await view_of(actor, row.id)


async def withdraw_mentorship(actor: Actor, *, mentorship_id: UUID) -> MentorshipView:
    """Take back what the actor proposed, before it begins.

    Raises ``MentorshipNotFound``, ``MentorshipNotYours``, ``MentorshipAnswered``.
    """
    row = await _locked(actor, mentorship_id)
    if actor.person_id != row.proposed_by_id:
        raise MentorshipNotYours
    if not policy.may_withdraw_mentorship(actor, row):
        raise MentorshipAnswered
    await _close(row, MentorshipState.WITHDRAWN)
    return await view_of(actor, row.id)


async def end_mentorship(actor: Actor, *, mentorship_id: UUID) -> MentorshipView:
    """End what goes on; its bond and its one-on-ones are the flow's to end.

    Raises ``MentorshipNotFound``, ``MentorshipNotYours``, ``MentorshipNotGoingOn``.
    """
    row = await _locked(actor, mentorship_id)
    if actor.person_id not in (row.mentor_id, row.mentee_id):
        raise MentorshipNotYours
    if not policy.may_end_mentorship(actor, row):
        raise MentorshipNotGoingOn
    await _close(row, MentorshipState.ENDED)
    record(MentorshipEnded(at=now(), **_who(row), by_id=actor.person_id))
    return await view_of(actor, row.id)


async def keep_series(mentorship_id: UUID, series_id: UUID) -> None:
    """Note the one-on-ones of a mentorship. For the flow that began them."""
    await Mentorship.filter(id=mentorship_id).update(series_id=series_id)


async def first_accepted_with(series_id: UUID) -> datetime | None:
    """When the first mentorship that has these one-on-ones was accepted by both.

    They began with it if they are not older. For the flow that ends them.
    """
    rows = await Mentorship.filter(
        series_id=series_id, mentor_accepted_at__isnull=False, mentee_accepted_at__isnull=False
    ).values_list("mentor_accepted_at", "mentee_accepted_at")
    return min((max(row) for row in rows), default=None)


async def goes_on_between(mentor_id: UUID, mentee_id: UUID) -> bool:
    """Whether one still mentors the other in something. For the flow that ends a bond."""
    return await Mentorship.filter(
        mentor_id=mentor_id, mentee_id=mentee_id, state=MentorshipState.ACCEPTED
    ).exists()


async def end_mentorships_of_leaver(person_id: UUID) -> list[tuple[UUID, UUID]]:
    """End and take back all mentorships of and by somebody who leaves.

    Answers mentor and mentee of those that went on. What they only proposed for others does not
    need them any more. For the flow that hears of the leaving; needs a unit of work.
    """
    rows = await (
        Mentorship.filter(Q(mentor_id=person_id) | Q(mentee_id=person_id), state__in=list(OPEN))
        .order_by("id")
        .select_for_update(no_key=True)
    )
    ended = []
    for row in rows:
        if row.state is MentorshipState.ACCEPTED:
            await _close(row, MentorshipState.ENDED)
            ended.append((row.mentor_id, row.mentee_id))
            record(MentorshipEnded(at=now(), **_who(row), by_id=person_id))
        else:
            await _close(row, MentorshipState.WITHDRAWN)
    return ended


async def view_of(actor: Actor, mentorship_id: UUID) -> MentorshipView:
    """The mentorship as the actor sees it after the write."""
    return (await queries.mentorships_by_ids(actor, [mentorship_id]))[mentorship_id]


async def _close(row: Mentorship, state: MentorshipState, **values: Any) -> None:
    await Mentorship.filter(id=row.id).update(state=state, ended_at=now(), open_pair=None, **values)


async def _locked(actor: Actor, mentorship_id: UUID) -> Mentorship:
    row = (
        await Mentorship.filter(policy.readable_mentorships(actor), id=mentorship_id)
        .select_for_update(no_key=True)
        .first()
    )
    if row is None:
        raise MentorshipNotFound
    return row


async def _usable(skill_id: UUID) -> UUID:
    standing = (await queries.standing_for([skill_id])).get(skill_id)
    if standing is None:
        raise SkillNotFound(field="skill_id")
    if await Skill.filter(id=standing, retired_at__isnull=False).exists():
        raise SkillRetired(field="skill_id")
    return standing


def _who(row: Mentorship) -> dict[str, UUID]:
    return {
        "mentorship_id": row.id,
        "mentor_id": row.mentor_id,
        "mentee_id": row.mentee_id,
    }
