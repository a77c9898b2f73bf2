"""What one person keeps for themselves: whom they follow, and how far they have read."""

from __future__ import annotations

from uuid import UUID

from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.errors import NotAllowed
from erm.people.errors import PersonUnknown
from erm.people.queries import people_by_ids, require_present
from erm.recognition import policy
from erm.recognition.errors import FollowedOneself, KudosNotFound
from erm.recognition.models import FeedMark, Follow, Kudos


async def follow_person(actor: Actor, *, person_id: UUID) -> UUID:
    """See what somebody gives and receives; nobody is told. Twice is the same as once.

    Raises ``FollowedOneself`` and the refusals of people.
    """
    if actor.is_system:
        raise NotAllowed
    if person_id == actor.person_id:
        raise FollowedOneself(field="person_id")
    await require_present(actor, person_id, field="person_id")
    row = Follow(follower_id=actor.person_id, followed_id=person_id, created_at=now())
    await Follow.bulk_create([row], ignore_conflicts=True)
    return person_id


async def unfollow_person(actor: Actor, *, person_id: UUID) -> UUID:
    """Follow somebody no longer, who may have left; following nobody changes nothing.

    Raises ``PersonUnknown``.
    """
    if actor.is_system:
        raise NotAllowed
    if not await people_by_ids(actor, [person_id]):
        raise PersonUnknown(field="person_id")
    await Follow.filter(follower_id=actor.person_id, followed_id=person_id).delete()
    return person_id


async def mark_feed_seen(actor: Actor, *, kudos_id: UUID) -> UUID:
    """Note that everything up to these kudos was seen; the mark never moves back.

    Returns where the mark is. Raises ``KudosNotFound`` for what the actor may not read.
    """
    if not await Kudos.filter(policy.readable_kudos(actor), id=kudos_id).exists():
        raise KudosNotFound
    moment = now()
    fresh = FeedMark(person_id=actor.person_id, kudos_id=kudos_id, updated_at=moment)
    await FeedMark.bulk_create([fresh], ignore_conflicts=True)
    await FeedMark.filter(person_id=actor.person_id, kudos_id__lt=kudos_id).update(
        kudos_id=kudos_id, updated_at=moment
    )
    return (await FeedMark.get(person_id=actor.person_id)).kudos_id
