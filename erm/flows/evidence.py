"""Evidence that points at something elsewhere: feedback and kudos received, promises kept.

Whoever adds it must be able to read it there, and it must be the goal's person who received or did
it. Nothing of it is kept with the goal but where it is: every reader of the evidence is shown of it
what they may read at its own place, and perhaps nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from erm.core.actor import Actor
from erm.core.paging import PageRequest
from erm.core.text import fold
from erm.development.evidence import commands
from erm.development.evidence.errors import EvidenceSourceNotFound
from erm.development.evidence.rules import SOURCES, Source
from erm.development.evidence.views import EvidenceView
from erm.development.queries import goals_by_ids
from erm.development.rules import EvidenceKind
from erm.feedback import queries as feedback
from erm.feedback.views import FeedbackNoteView
from erm.mail.links import Links
from erm.one_on_ones import queries as one_on_ones
from erm.one_on_ones.rules import ActionItemState, PromiseFilter
from erm.one_on_ones.views import ActionItemView
from erm.recognition import queries as recognition
from erm.recognition.views import KudosView
from erm.relationships.rules import shorten

TITLE_LIMIT = 120
"""Most characters of what somebody wrote that stand for it."""
CHOICES = 20
"""How many things are offered to choose from."""
LOOKED_AT = 100
"""How many of the newest are looked through for a search; of promises, at a time."""
PAGES = 10
_LINKS = Links("")

SourceKey = tuple[EvidenceKind, UUID]


@dataclass(frozen=True, slots=True)
class EvidenceSourceView:
    """What evidence points at, for somebody who may read it there. ``owner_ids``: whose it is."""

    id: UUID
    title: str
    text: str
    path: str
    by_id: UUID | None
    at: datetime
    owner_ids: tuple[UUID, ...]


async def add_evidence(
    actor: Actor,
    *,
    goal_id: UUID,
    kind: EvidenceKind,
    title: str = "",
    body: str = "",
    url: str = "",
    file_id: UUID | None = None,
    source_id: UUID | None = None,
) -> EvidenceView:
    """Add evidence of any kind to a goal.

    Raises what ``erm.development.evidence.commands.add_evidence`` raises, and
    ``EvidenceSourceNotFound``.
    """
    source = None
    if source_id is not None and kind in SOURCES:
        found = (await sources_by_keys(actor, [(kind, source_id)])).get((kind, source_id))
        if found is None:
            raise EvidenceSourceNotFound(field="source_id")
        # Kudos may have several receivers: that one of them is the goal's person decides.
        owner = await _owner(actor, goal_id, found)
        source = Source(kind, source_id, owner)
    return await commands.add_evidence(
        actor,
        goal_id=goal_id,
        kind=kind,
        title=title,
        body=body,
        url=url,
        file_id=file_id,
        source=source,
    )


async def _owner(actor: Actor, goal_id: UUID, found: EvidenceSourceView) -> UUID:

    goal = (await goals_by_ids(actor, [goal_id])).get(goal_id)
    if goal is not None and goal.person_id in found.owner_ids:
        return goal.person_id
    return found.owner_ids[0]


async def sources_by_keys(
    actor: Actor, keys: Sequence[SourceKey]
) -> dict[SourceKey, EvidenceSourceView]:
    """What evidence points at, for a loader; what the actor may not read is missing."""
    wanted: dict[EvidenceKind, list[UUID]] = defaultdict(list)
    for kind, key in keys:
        wanted[kind].append(key)
    found = {}
    for kind, ids in wanted.items():
        for view in await _READ[kind](actor, ids):
            found[kind, view.id] = view
    return found


async def evidence_to_choose(
    actor: Actor, kind: EvidenceKind, search: str | None = None
) -> list[EvidenceSourceView]:
    """What the actor received or did themselves, newest first, as far as it holds all words."""
    if kind not in SOURCES:
        return []
    words = fold(search or "").split()
    found = [
        view for view in await _OWN[kind](actor) if all(word in fold(view.text) for word in words)
    ]
    return sorted(found, key=lambda view: (view.at, view.id), reverse=True)[:CHOICES]


# ---- each kind ---------------------------------------------------------------------------------


def _of_note(note: FeedbackNoteView) -> EvidenceSourceView:
    text = "\n".join((note.behaviour, note.impact, note.next_step, note.situation))
    return EvidenceSourceView(
        id=note.id,
        title=shorten(note.behaviour or note.next_step, TITLE_LIMIT),
        text=text,
        path=_LINKS.feedback_note(note.id),
        by_id=note.author_id,
        at=note.created_at,
        owner_ids=(note.recipient_id,),
    )


def _of_kudos(kudos: KudosView) -> EvidenceSourceView:
    return EvidenceSourceView(
        id=kudos.id,
        title=shorten(kudos.message, TITLE_LIMIT),
        text=kudos.message,
        path=_LINKS.kudos(kudos.id),
        by_id=kudos.author_id,
        at=kudos.created_at,
        owner_ids=kudos.receiver_ids,
    )


def _of_items(items: Iterable[ActionItemView]) -> list[EvidenceSourceView]:
    return [
        EvidenceSourceView(
            id=item.id,
            title=shorten(item.body, TITLE_LIMIT),
            text=item.body,
            path=_LINKS.meeting(item.meeting_id),
            by_id=item.other_id,
            at=item.done_at or item.created_at,
            owner_ids=(item.owner_id,),
        )
        for item in items
        if item.state is ActionItemState.DONE
    ]


async def _notes(actor: Actor, ids: Sequence[UUID]) -> list[EvidenceSourceView]:
    return [_of_note(note) for note in (await feedback.notes_by_ids(actor, ids)).values()]


async def _kudos(actor: Actor, ids: Sequence[UUID]) -> list[EvidenceSourceView]:
    return [_of_kudos(kudos) for kudos in (await recognition.kudos_by_ids(actor, ids)).values()]


async def _items(actor: Actor, ids: Sequence[UUID]) -> list[EvidenceSourceView]:
    return _of_items((await one_on_ones.action_items_by_ids(actor, ids)).values())


async def _own_notes(actor: Actor) -> list[EvidenceSourceView]:
    page = PageRequest.of(LOOKED_AT)
    notes = [
        *(await feedback.received(actor, page)).items,
        *(await feedback.archived(actor, page)).items,
    ]
    return [_of_note(note) for note in notes]


async def _own_kudos(actor: Actor) -> list[EvidenceSourceView]:
    wanted = (actor.person_id, PageRequest.of(LOOKED_AT))
    return [
        _of_kudos(each) for each in (await recognition.received_by(actor, [wanted]))[wanted].items
    ]


async def _own_items(actor: Actor) -> list[EvidenceSourceView]:
    # They come in the order of their days, so that all of them are looked through.
    found: list[EvidenceSourceView] = []
    after = None
    for _ in range(PAGES):
        page = await one_on_ones.promises_made(
            actor, PromiseFilter.SETTLED, PageRequest.of(LOOKED_AT, after)
        )
        found += _of_items(page.items)
        if not page.has_next:
            break
        after = page.cursors[-1]
    return found


_READ: dict[
    EvidenceKind, Callable[[Actor, Sequence[UUID]], Awaitable[list[EvidenceSourceView]]]
] = {
    EvidenceKind.FEEDBACK: _notes,
    EvidenceKind.KUDOS: _kudos,
    EvidenceKind.ACTION_ITEM: _items,
}
_OWN: dict[EvidenceKind, Callable[[Actor], Awaitable[list[EvidenceSourceView]]]] = {
    EvidenceKind.FEEDBACK: _own_notes,
    EvidenceKind.KUDOS: _own_kudos,
    EvidenceKind.ACTION_ITEM: _own_items,
}
