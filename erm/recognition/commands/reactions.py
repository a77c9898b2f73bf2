"""Signs under kudos."""

from __future__ import annotations

from uuid import UUID

from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.work import record
from erm.recognition.changes import changed
from erm.recognition.commands.finding import joinable_kudos, readable_kudos
from erm.recognition.events import KudosReacted, KudosUnreacted
from erm.recognition.models import KudosReaction
from erm.recognition.queries import view_one
from erm.recognition.rules import ReactionKind
from erm.recognition.views import KudosView


async def react(actor: Actor, *, kudos_id: UUID, kind: ReactionKind) -> KudosView:
    """Leave a sign under kudos. Leaving it twice is the same as once."""
    found = await joinable_kudos(actor, kudos_id)
    moment = now()
    reaction = KudosReaction(
        kudos_id=kudos_id, person_id=actor.person_id, kind=kind, created_at=moment
    )
    await KudosReaction.bulk_create([reaction], ignore_conflicts=True)
    if await KudosReaction.exists(id=reaction.id):
        record(KudosReacted(at=moment, kudos_id=kudos_id, person_id=actor.person_id, kind=kind))
        changed(kudos_id)
    return await view_one(actor, found.kudos)


async def unreact(actor: Actor, *, kudos_id: UUID, kind: ReactionKind) -> KudosView:
    """Take one's own sign away; taking away what is not there changes nothing."""
    found = await readable_kudos(actor, kudos_id)
    if await KudosReaction.filter(kudos_id=kudos_id, person_id=actor.person_id, kind=kind).delete():
        record(KudosUnreacted(at=now(), kudos_id=kudos_id, person_id=actor.person_id, kind=kind))
        changed(kudos_id)
    return await view_one(actor, found.kudos)
