"""Reading the ledger of contacts: pages of a pair, and what a contact was about."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any, NamedTuple
from uuid import UUID

from tortoise.expressions import Q
from tortoise.functions import Count

from erm.core.actor import Actor
from erm.core.database.connections import connection, dialect
from erm.core.errors import InvalidInput
from erm.core.language import say
from erm.core.paging import Page, PageRequest, page_of
from erm.development import queries as development
from erm.development.views import TitleView
from erm.feedback import queries as feedback
from erm.feedback.views import FeedbackNoteView, FeedbackRequestView
from erm.one_on_ones import queries as one_on_ones
from erm.one_on_ones.views import ActionItemView, MeetingView
from erm.recognition import queries as recognition
from erm.recognition.views import KudosView
from erm.relationships.models import Touchpoint
from erm.relationships.rules import SubjectKind, TouchpointKind, pair_of, shorten, subject_kind
from erm.relationships.views import TouchpointView


class PairPage(NamedTuple):
    """Which contacts with a person are asked for. ``kinds`` None means all."""

    person_id: UUID
    kinds: tuple[TouchpointKind, ...] | None
    request: PageRequest


PIECES_MAXIMUM = 400
"""SQLite joins at most 500 SELECTs into one statement."""

_PIECE = """
SELECT * FROM (
  SELECT {slot} AS slot, id, kind, subject_id, occurred_at, by_id FROM touchpoint
  WHERE {conditions} ORDER BY occurred_at DESC, id DESC LIMIT {limit}
) piece_{slot}
"""
Instant = tuple[datetime, UUID]


async def touchpoints_of(
    actor: Actor, wanted: Sequence[PairPage]
) -> dict[PairPage, Page[TouchpointView]]:
    """A page of the contacts with each person, newest first, for a loader.

    One statement whatever the number of pairs, and no more rows than are shown: each pair (and each
    kind asked for) is a piece of the index from its cursor on. Every pair is the actor's own, for
    they are one of its two; that is the policy of contacts.
    """
    found = await _read(actor, wanted)
    totals = _Totals(actor, {each.person_id for each in wanted})
    pages = {}
    for each, views in found.items():
        total = partial(totals.of, each.person_id, each.kinds)
        pages[each] = page_of(views[: each.request.first + 1], each.request, total, _cursor_key)
    return pages


async def last_contacts(
    actor: Actor, person_ids: Sequence[UUID], kind: TouchpointKind | None = None
) -> dict[UUID, datetime]:
    """The last contact with each person, of one kind or of any; missing where there was none.

    As cheap for ten years of contacts as for one: a few entries of an index for each person.
    """
    kinds = None if kind is None else (kind,)
    found = await _read(
        actor, [PairPage(person, kinds, PageRequest(first=1)) for person in person_ids]
    )
    return {page.person_id: views[0].occurred_at for page, views in found.items() if views}


async def _read(actor: Actor, wanted: Sequence[PairPage]) -> dict[PairPage, list[TouchpointView]]:
    """The first rows of each page, and one or more that follow, in order."""
    found: dict[PairPage, list[TouchpointView]] = {each: [] for each in wanted}
    if actor.is_system:
        return found
    pieces = list(_pieces(wanted))
    for start in range(0, len(pieces), PIECES_MAXIMUM):
        part = pieces[start : start + PIECES_MAXIMUM]
        sql, values = _statement(actor, part)
        for row in await connection().execute_query_dict(sql, values):
            found[part[row["slot"]][0]].append(_view(row))
    for views in found.values():
        views.sort(key=_place, reverse=True)
    return found


def _pieces(wanted: Sequence[PairPage]) -> Iterator[tuple[PairPage, TouchpointKind | None]]:
    for each in dict.fromkeys(wanted):
        for kind in (None,) if each.kinds is None else dict.fromkeys(each.kinds):
            yield each, kind


def _statement(
    actor: Actor, pieces: Sequence[tuple[PairPage, TouchpointKind | None]]
) -> tuple[str, list[Any]]:
    sqlite = dialect() == "sqlite"
    values: list[Any] = []

    def put(value: Any) -> str:
        values.append(str(value) if sqlite and isinstance(value, UUID) else value)
        return f"{'?' if sqlite else '$'}{len(values)}"

    parts = []
    for slot, (each, kind) in enumerate(pieces):
        low, high = pair_of(actor.person_id, each.person_id)
        conditions = [f"low_id = {put(low)}", f"high_id = {put(high)}"]
        if kind is not None:
            conditions.append(f"kind = {put(kind.value)}")
        after = _after(each.request)
        if after is not None:
            conditions.append(f"(occurred_at, id) < ({put(after[0])}, {put(after[1])})")
        parts.append(
            _PIECE.format(
                slot=slot, conditions=" AND ".join(conditions), limit=each.request.first + 1
            )
        )
    return "UNION ALL".join(parts), values


class _Totals:
    """How many contacts there are with each of some people: counted when first asked, for all."""

    def __init__(self, actor: Actor, person_ids: set[UUID]) -> None:
        self._actor = actor
        self._person_ids = person_ids
        self._asking = asyncio.Lock()
        self._found: dict[tuple[UUID, TouchpointKind], int] | None = None

    async def of(self, person_id: UUID, kinds: tuple[TouchpointKind, ...] | None) -> int:
        """Contacts with one person, of some kinds or of all."""
        async with self._asking:
            if self._found is None:
                self._found = await self._count()
        counted = TouchpointKind if kinds is None else set(kinds)
        return sum(self._found.get((person_id, kind), 0) for kind in counted)

    async def _count(self) -> dict[tuple[UUID, TouchpointKind], int]:
        me = self._actor.person_id
        rows = (
            await Touchpoint.filter(pairs_filter(me, self._person_ids))
            .annotate(count=Count("id"))
            .group_by("low_id", "high_id", "kind")
            .values_list("low_id", "high_id", "kind", "count")
        )
        return {
            (high if low == me else low, TouchpointKind(kind)): count
            for low, high, kind, count in rows
        }


def pairs_filter(me: UUID, person_ids: set[UUID] | Sequence[UUID]) -> Q:
    """Filter: rows with ``low`` and ``high`` of the pairs of one person with others."""
    below = [person for person in person_ids if person < me]
    above = [person for person in person_ids if person > me]
    return Q(low_id=me, high_id__in=above) | Q(high_id=me, low_id__in=below)


def _place(view: TouchpointView) -> Instant:
    return view.occurred_at, view.id


def _cursor_key(view: TouchpointView) -> tuple[str, str]:
    return view.occurred_at.isoformat(), str(view.id)


def _after(request: PageRequest) -> Instant | None:
    if request.after is None:
        return None
    try:
        at, key = request.after
        instant = datetime.fromisoformat(str(at))
        return instant.astimezone(UTC), UUID(str(key))
    except (ValueError, OverflowError) as error:
        raise InvalidInput("CURSOR_INVALID", field="after") from error


def _view(row: Mapping[str, Any]) -> TouchpointView:
    return TouchpointView(
        id=as_uuid(row["id"]),
        kind=TouchpointKind(row["kind"]),
        subject_id=as_uuid(row["subject_id"]),
        occurred_at=as_instant(row["occurred_at"]),
        by_id=as_uuid(row["by_id"]),
    )


def as_uuid(value: UUID | str) -> UUID:
    """An id as SQL gave it: SQLite keeps text."""
    return UUID(value) if isinstance(value, str) else value


def as_instant(value: datetime | str) -> datetime:
    """An instant as SQL gave it: SQLite keeps text."""
    instant = datetime.fromisoformat(value) if isinstance(value, str) else value
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


# ---- what it was about -------------------------------------------------------------------------

Subject = tuple[TouchpointKind, UUID]


SUBJECTS: dict[SubjectKind, Callable[[Actor, Sequence[UUID]], Awaitable[Mapping[UUID, Any]]]] = {
    SubjectKind.MEETING: one_on_ones.meetings_by_ids,
    SubjectKind.ACTION_ITEM: one_on_ones.action_items_by_ids,
    SubjectKind.FEEDBACK_REQUEST: feedback.requests_by_ids,
    SubjectKind.FEEDBACK_NOTE: feedback.notes_by_ids,
    SubjectKind.KUDOS: recognition.kudos_by_ids,
    SubjectKind.PLAN: development.plan_titles,
    SubjectKind.GOAL: development.goal_titles,
}
"""Which query of its own domain reads what a contact was about."""


def subject_title(actor: Actor, subject: Any) -> str | None:
    """A short line for what a contact was about, given as the view of one of ``SUBJECTS``."""
    match subject:
        case MeetingView():
            title = say(actor.locale, "relationships.meeting_title", number=subject.number)
        case ActionItemView():
            title = subject.body
        case FeedbackRequestView():
            title = subject.question
        case FeedbackNoteView():
            title = subject.behaviour
        case KudosView():
            title = subject.message
        case TitleView():
            title = subject.title
        case _:
            raise TypeError(f"no contact is about a {type(subject).__name__}")
    return shorten(title) if title else None


async def subject_titles(actor: Actor, subjects: Sequence[Subject]) -> dict[Subject, str]:
    """A short line for what each contact was about; missing where the actor may not read it (now).

    Every kind asks the queries of its own domain, so a title cannot show what the page hides.
    """
    ids: dict[SubjectKind, list[UUID]] = defaultdict(list)
    for kind, key in subjects:
        ids[subject_kind(kind)].append(key)
    found: dict[UUID, Any] = {}
    for each, wanted in ids.items():
        found |= await SUBJECTS[each](actor, wanted)
    titles = {key: subject_title(actor, view) for key, view in found.items()}
    return {(kind, key): title for kind, key in subjects if (title := titles.get(key))}
