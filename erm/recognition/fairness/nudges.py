"""Hints that one has not thanked anybody for a while: who may get one, and keeping them.

Who helped whom lately is not known here: ``erm.relationships.thanking`` knows the contacts of people.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from tortoise.expressions import Q, Subquery
from tortoise.functions import Max

from erm.core.actor import Actor
from erm.core.clock import now, today
from erm.core.errors import NotAllowed
from erm.core.ids import new_id
from erm.people.models import Person
from erm.people.queries import present
from erm.recognition.choices.models import RecognitionPreference, ThanksNudge
from erm.recognition.fairness.errors import ThanksNudgeNotFound
from erm.recognition.models import Kudos

QUIET_FOR = timedelta(days=21)
"""Who has not thanked anybody for so long may get a hint."""
FORTNIGHT = timedelta(days=14)
STANDS_FOR = timedelta(days=7)
"""So long a hint stands: a digest of every week tells it once."""


@dataclass(frozen=True, slots=True)
class OpenNudge:
    """A hint that stands. ``helper_ids`` in the order in which they helped most."""

    id: UUID
    helper_ids: tuple[UUID, ...]
    created_at: datetime


def period_of(day: date) -> str:
    """The fortnight of a day, named by its first day."""
    return date.fromordinal(day.toordinal() - day.toordinal() % FORTNIGHT.days).isoformat()


async def due() -> list[UUID]:
    """Who may get a hint now, in one query; who of them has somebody to thank is asked elsewhere.

    Whoever is there for three weeks, has thanked nobody with kudos for as long, wants hints, and has
    had none for a fortnight.
    """
    moment, day = now(), today()
    since = moment - QUIET_FOR
    rows = (
        await Person.filter(
            present(day),
            Q(hired_on__isnull=True) | Q(hired_on__lte=day - QUIET_FOR),
            created_at__lte=since,
            id__not_in=Subquery(
                Kudos.filter(created_at__gt=since, withdrawn_at__isnull=True).values("author_id")
            ),
        )
        .filter(
            id__not_in=Subquery(
                RecognitionPreference.filter(thanks_nudges=False).values("person_id")
            )
        )
        .filter(
            id__not_in=Subquery(
                ThanksNudge.filter(created_at__gt=moment - FORTNIGHT).values("person_id")
            )
        )
        .order_by("id")
        .values_list("id", flat=True)
    )
    return list(rows)  # type: ignore[arg-type]


async def keep_nudges(helpers: Mapping[UUID, Sequence[UUID]]) -> int:
    """Keep a hint for each person with the people who helped them; answers how many were kept.

    Needs a unit of work. Of several workers who try at once the first one's stands.
    """
    moment = now()
    period = period_of(today())
    rows = [
        ThanksNudge(
            id=new_id(),
            person_id=person,
            period=period,
            helpers=[str(each) for each in some],
            created_at=moment,
            ends_at=moment + STANDS_FOR,
        )
        for person, some in helpers.items()
        if some
    ]
    await ThanksNudge.bulk_create(rows, ignore_conflicts=True)
    return await ThanksNudge.filter(id__in=[row.id for row in rows]).count()


async def open_nudge(actor: Actor) -> OpenNudge | None:
    """The actor's own hint, if one stands and they still want hints; two queries at most."""
    return (await open_nudges_for({actor.person_id: actor})).get(actor.person_id)


async def open_nudges_for(actors: Mapping[UUID, Actor]) -> dict[UUID, OpenNudge]:
    """The same for each of many people, in one query; missing is who has none."""
    wanted = [key for key, actor in actors.items() if not actor.is_system]
    unwilling = RecognitionPreference.filter(person_id__in=wanted, thanks_nudges=False)
    found: dict[UUID, OpenNudge] = {}
    for row in await ThanksNudge.filter(
        person_id__in=wanted,
        person_id__not_in=Subquery(unwilling.values("person_id")),
        dismissed_at__isnull=True,
        ends_at__gt=now(),
    ).order_by("created_at"):
        helpers = tuple(UUID(each) for each in row.helpers)
        found[row.person_id] = OpenNudge(row.id, helpers, row.created_at)
    return found


async def last_kudos_given(person_ids: Collection[UUID]) -> dict[UUID, datetime]:
    """When each last thanked somebody with kudos that they did not take back."""
    rows = (
        await Kudos.filter(author_id__in=list(person_ids), withdrawn_at__isnull=True)
        .annotate(last=Max("created_at"))
        .group_by("author_id")
        .values_list("author_id", "last")
    )
    return dict(rows)


async def dismiss_thanks_nudge(actor: Actor, *, nudge_id: UUID) -> UUID:
    """Put one's hint away; doing it again changes nothing. Raises ``ThanksNudgeNotFound``."""
    if actor.is_system:
        raise NotAllowed
    own = ThanksNudge.filter(id=nudge_id, person_id=actor.person_id)
    changed = await own.filter(dismissed_at__isnull=True).update(dismissed_at=now())
    if not changed and not await own.exists():
        raise ThanksNudgeNotFound(field="nudgeId")
    return nudge_id
