"""Mentions: who is named in a text, and who of them may see it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from erm.core.actor import Actor
from erm.people.errors import PersonUnknown
from erm.people.queries import managers_of, people_by_ids
from erm.recognition.errors import TooManyMentions
from erm.recognition.models import Kudos, KudosMention, KudosReceiver
from erm.recognition.rules import MENTIONS_MAXIMUM, KudosVisibility, kept_mentions

FIELD = "mention_ids"


async def picked_mentions(actor: Actor, ids: Sequence[UUID], text: str) -> dict[UUID, str]:
    """Of the people picked, those whose "@" and name stand in the text, with their names.

    Raises ``TooManyMentions``, ``PersonUnknown``.
    """
    wanted = list(dict.fromkeys(ids))
    if len(wanted) > MENTIONS_MAXIMUM:
        raise TooManyMentions(field=FIELD, maximum=MENTIONS_MAXIMUM)
    if not wanted:
        return {}
    people = await people_by_ids(actor, wanted)
    if len(people) < len(wanted):
        raise PersonUnknown(field=FIELD)
    return kept_mentions(text, {key: people[key].name for key in wanted})


async def keep_mentions(
    actor: Actor,
    kudos: Kudos,
    mentions: Mapping[UUID, str],
    *,
    comment_id: UUID | None = None,
) -> tuple[tuple[UUID, ...], tuple[UUID, ...]]:
    """Keep the mentions in kudos, or in a comment under them, in place of those before.

    Only those who may read the text are kept; for the others the name is words and nothing more.
    Answers who is mentioned and was not before (the writer left out), and who may not see it.
    """
    before = KudosMention.filter(kudos_id=kudos.id)
    before = (
        before.filter(comment_id__isnull=True)
        if comment_id is None
        else before.filter(comment_id=comment_id)
    )
    known = set(await before.values_list("person_id", flat=True))
    readers = await _readers_among(actor, kudos, mentions)
    await before.delete()
    await KudosMention.bulk_create(
        [
            KudosMention(kudos_id=kudos.id, comment_id=comment_id, person_id=person, label=label)
            for person, label in mentions.items()
            if person in readers
        ]
    )
    new = tuple(
        person
        for person in mentions
        if person in readers and person not in known and person != actor.person_id
    )
    return new, tuple(person for person in mentions if person not in readers)


async def _readers_among(actor: Actor, kudos: Kudos, ids: Collection[UUID]) -> set[UUID]:
    """Who of some people is there and may read kudos that are shown."""
    if not ids:
        return set()
    people = await people_by_ids(actor, list(ids))
    there = {key for key, person in people.items() if not person.has_left}
    if kudos.visibility is KudosVisibility.PUBLIC:
        return there
    thanked = set(
        await KudosReceiver.filter(kudos_id=kudos.id, person_id__in=list(there)).values_list(
            "person_id", flat=True
        )
    )
    readers = {key for key in there if key == kudos.author_id or key in thanked}
    if kudos.visibility is KudosVisibility.TEAM and kudos.audience_manager_id is not None:
        managers = await managers_of(there)
        readers |= {key for key in there if kudos.audience_manager_id in (key, managers.get(key))}
    return readers
