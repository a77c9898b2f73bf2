"""Days of colleagues in the coming week, as Home and the digest tell of them.

They come along in the digest and are no reason for a mail: in a large company somebody celebrates
every week. One's own card has a mail of its own, on its morning.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from erm.core.actor import Actor
from erm.core.language import say
from erm.recognition.celebrations import queries
from erm.recognition.celebrations.for_many import celebrations_ahead_for
from erm.recognition.celebrations.views import CelebrationView

DAYS_AHEAD = 7
FEW = 50
"""Where more people celebrate within a week, each is told of those around them alone."""


async def many_celebrate() -> bool:
    """Whether so many celebrate that nobody would read it."""
    return await queries.announced(days=DAYS_AHEAD) > FEW


async def celebrations_to_tell(
    actor: Actor, around: Collection[UUID], *, many: bool
) -> list[CelebrationView]:
    """What colleagues celebrate within a week, and the actor's own card while they have not read it.

    ``many``: of those around them, and of their manager, alone.
    """
    among = near(actor, around) if many else None
    return _worth(await queries.celebrations_ahead(actor, days=DAYS_AHEAD, among=among))


async def celebrations_to_tell_for(
    actors: Mapping[UUID, Actor], around: Mapping[UUID, Collection[UUID]], *, many: bool
) -> dict[UUID, list[CelebrationView]]:
    """The same for each of many people, in as many queries as for one."""
    among = {key: near(actor, around[key]) for key, actor in actors.items()} if many else None
    found = await celebrations_ahead_for(actors, days=DAYS_AHEAD, among=among)
    return {key: _worth(views) for key, views in found.items()}


def near(actor: Actor, around: Collection[UUID]) -> set[UUID]:
    """Of whom the actor is told where many celebrate: of those around them, and their manager."""
    manager = () if actor.manager_id is None else (actor.manager_id,)
    return {*around, actor.person_id, *manager}


def _worth(views: Sequence[CelebrationView]) -> list[CelebrationView]:
    return [
        view for view in views if not view.for_viewer or (view.card_unread and view.signature_count)
    ]


def in_words(
    view: CelebrationView, *, language: str, name: str, day: str
) -> tuple[str, tuple[str, ...]]:
    """What is celebrated, and what to know about it; nothing that stands on the card."""
    key = "digest.line.celebration"
    if view.for_viewer:
        return say(language, f"{key}.own", count=view.signature_count), (day,)
    text = say(language, f"{key}.{view.kind.value}", name=name, count=view.years or 1)
    if view.own_signature is not None:
        return text, (day, say(language, f"{key}.signed"))
    return text, (day, say(language, f"{key}.sign")) if view.can_sign else (day,)
