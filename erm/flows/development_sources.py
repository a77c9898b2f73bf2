"""From what a focus area or a goal was made, as the viewer may read it there.

Nothing of the source is kept with the goal but where it is. Whoever reads the goal is told of what
kind its source is; its title and its address only where they may read the source itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

from babel.dates import format_date

from erm.core.actor import Actor
from erm.core.language import babel_locale, say
from erm.development import assessing
from erm.development.rules import Origin
from erm.feedback import queries as feedback
from erm.feedback.cycles.queries import cycles_by_ids
from erm.feedback.cycles.queries.packets import packets_by_ids
from erm.mail.links import Links
from erm.one_on_ones import queries as one_on_ones
from erm.people.queries import people_by_ids
from erm.relationships.rules import shorten

TITLE_LIMIT = 120
"""Most characters of what somebody wrote that stand for it in a link."""

SourceKey = tuple[Origin, UUID]
_LINKS = Links("")


@dataclass(frozen=True, slots=True)
class SourceView:
    """Where something came from. ``title`` and ``path`` are empty where the viewer may not read it."""

    origin: Origin
    title: str = ""
    path: str = ""


async def sources_by_keys(actor: Actor, keys: Sequence[SourceKey]) -> dict[SourceKey, SourceView]:
    """The sources of these keys, for a loader: as many queries for one as for many of a kind."""
    wanted: dict[Origin, set[UUID]] = defaultdict(set)
    for origin, key in keys:
        wanted[origin].add(key)
    found = {key: SourceView(key[0]) for key in keys}
    for origin, ids in wanted.items():
        for key, told in (await _READ[origin](actor, sorted(ids))).items():
            found[origin, key] = SourceView(origin, *told)
    return found


Told = dict[UUID, tuple[str, str]]


async def _feedback(actor: Actor, ids: Sequence[UUID]) -> Told:
    notes = await feedback.notes_by_ids(actor, ids)
    people = await people_by_ids(actor, [note.author_id for note in notes.values()])
    return {
        key: (
            say(
                actor.locale,
                "development.source.feedback",
                name=people[note.author_id].name,
                text=shorten(note.next_step or note.behaviour, TITLE_LIMIT),
            ),
            _LINKS.feedback_note(key),
        )
        for key, note in notes.items()
    }


async def _action_items(actor: Actor, ids: Sequence[UUID]) -> Told:
    items = await one_on_ones.action_items_by_ids(actor, ids)
    return {
        key: (shorten(item.body, TITLE_LIMIT), _LINKS.meeting(item.meeting_id))
        for key, item in items.items()
    }


async def _packets(actor: Actor, ids: Sequence[UUID]) -> Told:
    packets = await packets_by_ids(actor, ids)
    cycles = await cycles_by_ids(actor, [packet.cycle_id for packet in packets.values()])
    return {
        key: (cycles[packet.cycle_id].name, _LINKS.packet(key))
        for key, packet in packets.items()
        if packet.cycle_id in cycles
    }


async def _assessments(actor: Actor, ids: Sequence[UUID]) -> Told:
    zone = ZoneInfo(actor.time_zone)
    return {
        key: (
            say(
                actor.locale,
                "development.source.assessment",
                day=format_date(
                    (view.compared_at or view.opened_at).astimezone(zone).date(),
                    "long",
                    locale=babel_locale(actor.locale),
                ),
            ),
            _LINKS.assessment(key),
        )
        for key, view in (await assessing.assessments_by_ids(actor, ids)).items()
    }


_READ: dict[Origin, Callable[[Actor, Sequence[UUID]], Awaitable[Told]]] = {
    Origin.FEEDBACK: _feedback,
    Origin.ACTION_ITEM: _action_items,
    Origin.PACKET: _packets,
    Origin.ASSESSMENT: _assessments,
}
