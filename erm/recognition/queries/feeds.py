"""The feed: what the viewer may read, newest first, and what of it is new to them.

Ids are chosen first. Where something is asked for that few kudos have (a person, a department, a word)
the table is not walked through to its end in the hope of finding a page: rows named by an index are
few and are sorted, and where they are many the newest part of the feed is looked through, then more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from tortoise.expressions import Q, Subquery
from tortoise.queryset import QuerySet

from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.ids import id_at
from erm.core.paging import Page, PageRequest, page_of
from erm.core.text import fold
from erm.people.queries import departments_below, report_ids_of
from erm.recognition import policy
from erm.recognition.models import FeedMark, Follow, Kudos, KudosGone, KudosReceiver
from erm.recognition.queries.cards import views_of
from erm.recognition.views import KudosView

UNREAD_MAXIMUM = 100
"""As far as what is unread is counted: 100 means "more than 99"."""
UNREAD_DAYS = 14
"""What is unread for somebody who has never opened the feed: so many days."""
FEW = 2_000
"""Up to so many rows are taken from an index and sorted."""
NEWEST = 200
"""How many of those are looked at first."""
WINDOWS = (4_000, 32_000)
"""How many kudos are looked through first, and then, before all of them are."""
WORDS_MAXIMUM = 8
"""Most words of a search."""


@dataclass(frozen=True, slots=True)
class FeedFilter:
    """What the feed is kept to. Everything given must hold.

    ``person_id``: given or received by them. ``manager_id``: by anybody of their team as it is now.
    ``department_id``: by anybody who was there, or in a department below it, at that time.
    ``following``: by anybody whom the viewer follows. ``search``: words that stand in the message.
    """

    person_id: UUID | None = None
    company_value_id: UUID | None = None
    department_id: UUID | None = None
    manager_id: UUID | None = None
    following: bool = False
    search: str = ""


EVERYTHING = FeedFilter()


async def feed(actor: Actor, page: PageRequest, wanted: FeedFilter = EVERYTHING) -> Page[KudosView]:
    """What the actor may read of what is wanted, newest first."""
    conditions = await _conditions(actor, wanted)
    found = Kudos.filter(policy.readable_kudos(actor))
    for sources in conditions:
        found = found.filter(sources.condition)
    rows = await _rows(found, page, conditions)
    return page_of(await views_of(actor, rows), page, found.count, lambda view: (str(view.id),))


async def _rows(
    found: QuerySet[Kudos], page: PageRequest, conditions: Sequence[_Sources]
) -> list[Kudos]:
    after = page.after_id
    if after is not None:
        found = found.filter(id__lt=after)
    found = found.order_by("-id").limit(page.first + 1)
    if not conditions:
        return await found
    for sources in conditions:
        few = await sources.few_ids()
        if few is not None:
            return await _among(found, [key for key in few if after is None or key < after], page)
    for size in WINDOWS:
        before = Kudos.all() if after is None else Kudos.filter(id__lt=after)
        oldest: Any = (
            await before.order_by("-id").offset(size).limit(1).values_list("id", flat=True)
        )
        if not oldest:
            break
        rows = await found.filter(id__gte=oldest[0])
        if len(rows) > page.first:
            return rows
    return await found


async def _among(found: QuerySet[Kudos], ids: list[UUID], page: PageRequest) -> list[Kudos]:
    """The first rows among some; most often the newest of them are enough."""
    ids.sort(reverse=True)
    rows: list[Kudos] = []
    for some in (ids[:NEWEST], ids[NEWEST:]):
        if some:
            rows += await found.filter(id__in=some)
        if len(rows) > page.first:
            break
    return rows[: page.first + 1]


@dataclass(frozen=True, slots=True)
class _Sources:
    """A condition, and the indexes by which the rows that fulfil it can be found."""

    condition: Q
    authored: Q | None = None
    received: Q | None = None

    async def few_ids(self) -> list[UUID] | None:
        """The ids of all that fulfil it, if they are few; None if they are many, or no index knows.

        Named one by one: a planner that hopes to find a page by walking through the feed would walk to
        its end.
        """
        if self.authored is None:
            return None
        ids: Any = await Kudos.filter(self.authored).limit(FEW + 1).values_list("id", flat=True)
        if len(ids) > FEW or self.received is None:
            return None if len(ids) > FEW else list(ids)
        more: Any = (
            await KudosReceiver.filter(self.received)
            .limit(FEW + 1)
            .values_list("kudos_id", flat=True)
        )
        return None if len(more) > FEW else list({*ids, *more})


async def _conditions(actor: Actor, wanted: FeedFilter) -> list[_Sources]:
    found = []
    if wanted.person_id is not None:
        found.append(_of(Q(author_id=wanted.person_id), Q(person_id=wanted.person_id)))
    if wanted.manager_id is not None:
        team = [wanted.manager_id, *await report_ids_of(wanted.manager_id)]
        found.append(_of(Q(author_id__in=team), Q(person_id__in=team)))
    if wanted.following:
        people = await Follow.filter(follower_id=actor.person_id).values_list(
            "followed_id", flat=True
        )
        found.append(_of(Q(author_id__in=list(people)), Q(person_id__in=list(people))))
    if wanted.department_id is not None:
        below = list(await departments_below(wanted.department_id))
        found.append(_of(Q(author_department_id__in=below), Q(department_id__in=below)))
    if wanted.company_value_id is not None:
        by_value = Q(company_value_id=wanted.company_value_id)
        found.append(_Sources(by_value, by_value))
    found.extend(_Sources(Q(search_text__contains=word)) for word in _words(wanted.search))
    return found


def _of(authored: Q, received: Q) -> _Sources:
    """Kudos given by some or received by some."""
    by_receiver = Q(id__in=Subquery(KudosReceiver.filter(received).values("kudos_id")))
    return _Sources(authored | by_receiver, authored, received)


def _words(search: str) -> list[str]:
    """What is searched for. PostgreSQL takes no NUL, and nobody looks for control characters."""
    words = "".join(c if c.isprintable() else " " for c in fold(search)).split()
    return words[:WORDS_MAXIMUM]


async def last_change(actor: Actor) -> int:
    """The number of the last change that the actor was told of or could have been.

    What they may not see has no part in it, or the number would tell when it happened.
    """
    changed: Any = (
        await Kudos.filter(policy.readable_kudos(actor))
        .order_by("-change")
        .limit(1)
        .values_list("change", flat=True)
    )
    gone: Any = (
        await KudosGone.filter(policy.could_read_before(actor))
        .order_by("-number")
        .limit(1)
        .values_list("number", flat=True)
    )
    return int(max([0, *changed, *gone]))


async def seen_id(actor: Actor) -> UUID | None:
    """Up to which kudos the actor has seen the feed; None if they have never opened it."""
    mark = await FeedMark.get_or_none(person_id=actor.person_id)
    return None if mark is None else mark.kudos_id


async def unread(actor: Actor, seen: UUID | None) -> int:
    """How many kudos of others are above the mark, counted up to ``UNREAD_MAXIMUM``."""
    if actor.is_system:
        return 0
    above = seen or id_at(now() - timedelta(days=UNREAD_DAYS), 0)
    rows = (
        await Kudos.filter(policy.readable_kudos(actor), id__gt=above, hidden_at__isnull=True)
        .exclude(author_id=actor.person_id)
        .order_by("-id")
        .limit(UNREAD_MAXIMUM)
        .values_list("id", flat=True)
    )
    return len(rows)
