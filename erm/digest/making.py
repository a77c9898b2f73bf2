"""Making many people's digests at once: what is the same for all, or can be asked for all, is asked once.

Each digest is still composed as its reader, through the queries that they would ask. Before that a
few statements for all of them find out where there can be anything at all (``hints``), and read people,
their ties and their teams.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

import structlog

from erm.access.actors import actors_for
from erm.core.actor import Actor, ActorKind
from erm.core.clock import now
from erm.core.logging import describe
from erm.digest.compose import DEFAULT, Digest, Known, Wish, compose
from erm.digest.hints import hints_of
from erm.digest.home import Ready
from erm.digest.reading import also_named, read_together
from erm.digest.rules import KIND
from erm.mail.commands import NewMail
from erm.mail.rules import Urgency
from erm.people.queries import people_by_ids
from erm.people.views import PersonView
from erm.settings import Settings

log = structlog.get_logger("erm.digest")

AT_ONCE = 500
"""For so many people at most hints are asked for at once."""
_ANYBODY = Actor(person_id=UUID(int=0), kind=ActorKind.DIGEST)
"""Reads of people what everybody may: it is read for many."""


@dataclass(slots=True)
class Made:
    """What became of some people's digests.

    ``digests`` holds None for whom there is nothing to say. Who is not there any more is ``gone``;
    whose digest could not be made has ``failed``, which was logged, and stops nobody else's.
    """

    digests: dict[UUID, Digest | None] = field(default_factory=dict)
    actors: dict[UUID, Actor] = field(default_factory=dict)
    gone: set[UUID] = field(default_factory=set)
    failed: set[UUID] = field(default_factory=set)


async def make_many(wishes: Mapping[UUID, Wish], settings: Settings) -> Made:
    """Compose the digests of people, by their ids; writes nothing."""
    made = Made()
    keys = list(wishes)
    for start in range(0, len(keys), AT_ONCE):
        some = keys[start : start + AT_ONCE]
        actors = await actors_for(some, ActorKind.DIGEST)
        made.actors |= actors
        made.gone |= set(some) - actors.keys()
        known = await known_for(list(actors.values()), wishes)
        for key, actor in actors.items():
            try:
                made.digests[key] = await compose(actor, settings, wishes[key], known[key])
            except Exception as error:  # noqa: BLE001 (one person's digest must not stop the others')
                log.error("digest_failed", person=str(key), **describe(error))
                made.failed.add(key)
    return made


async def known_for(actors: Sequence[Actor], wishes: Mapping[UUID, Wish]) -> dict[UUID, Known]:
    """What is known of each before their digest is composed, in a number of queries that is fixed."""
    back = max((wishes[actor.person_id].back for actor in actors), default=DEFAULT.back)
    hints, spoken_of = await hints_of(actors, back)
    people: dict[UUID, PersonView] = {}
    ready = {key: Ready(around=each.around, people=people) for key, each in hints.items()}
    await read_together(
        {actor.person_id: actor for actor in actors},
        hints,
        ready,
        since={key: now() - wishes[key].back for key in hints},
        until={key: now() + wishes[key].ahead for key in hints},
    )
    for each in ready.values():
        spoken_of |= also_named(each)
    people |= await people_by_ids(_ANYBODY, list(spoken_of))
    return {
        key: Known(parts=hint.parts, sources=hint.sources, ready=ready[key])
        for key, hint in hints.items()
    }


def new_mail(digest: Digest, actor: Actor, period: str) -> NewMail:
    """The mail of a digest, for the outbox."""
    return NewMail(
        dedupe_key=f"{KIND}:{actor.person_id}:{period}",
        kind=KIND,
        urgency=Urgency.BULK,
        recipient_id=actor.person_id,
        to_address=digest.person.work_email or "",
        to_name=digest.person.name,
        language=actor.locale,
        subject=digest.mail.subject,
        text=digest.mail.text,
        html=digest.mail.html,
        unsubscribe_url=digest.unsubscribe_url,
    )
