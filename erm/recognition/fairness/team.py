"""A manager's team: how long ago each was thanked, of the kudos that the manager may read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from tortoise.expressions import Q, Subquery
from tortoise.functions import Count, Max

from erm.core.actor import Actor
from erm.core.clock import now, today
from erm.people.models import Person
from erm.people.queries import report_ids_by_manager
from erm.recognition.fairness.policy import may_see_team
from erm.recognition.fairness.rules import QUIET_AFTER
from erm.recognition.models import Kudos, KudosReceiver
from erm.recognition.policy import readable_kudos


@dataclass(frozen=True, slots=True)
class TeamThanksLineView:
    """A report. ``days`` since the last thanks in person; received and given in the last 60 days.

    ``quiet``: not thanked for 60 days, and there for as long.
    """

    person_id: UUID
    last_thanked_on: date | None
    days: int | None
    quiet: bool
    received: int
    given: int


@dataclass(frozen=True, slots=True)
class TeamThanksView:
    """The reports in the order of the directory."""

    lines: tuple[TeamThanksLineView, ...]
    quiet_after: int = QUIET_AFTER


async def team_thanks(actor: Actor) -> TeamThanksView:
    """The actor's direct reports; empty for whoever has none. Four queries for any number of them.

    Nobody is compared with anybody: it is for noticing who was overlooked.
    """
    if not may_see_team(actor):
        return TeamThanksView(())
    people = (await report_ids_by_manager(actor, [actor.person_id]))[actor.person_id]
    hired: dict[UUID, date | None] = dict(
        await Person.filter(id__in=people).values_list("id", "hired_on")
    )
    since = now() - timedelta(days=QUIET_AFTER)
    shown = Kudos.filter(readable_kudos(actor), hidden_at__isnull=True)
    thanked = {
        person: (last, received)
        for person, last, received in await KudosReceiver.filter(
            person_id__in=people,
            group_id__isnull=True,
            kudos_id__in=Subquery(shown.values("id")),
        )
        .annotate(
            last=Max("kudos__created_at"),
            received=Count("id", _filter=Q(kudos__created_at__gte=since)),
        )
        .group_by("person_id")
        .values_list("person_id", "last", "received")
    }
    given: dict[UUID, int] = dict(
        await shown.filter(author_id__in=people, created_at__gte=since)
        .annotate(given=Count("id"))
        .group_by("author_id")
        .values_list("author_id", "given")
    )
    day, zone = today(actor.time_zone), ZoneInfo(actor.time_zone)
    found = []
    for person in people:
        last, received = thanked.get(person, (None, 0))
        on = None if last is None else _instant(last).astimezone(zone).date()
        days = None if on is None else (day - on).days
        there = hired.get(person)
        long_there = there is None or (day - there).days >= QUIET_AFTER
        quiet = long_there and (days is None or days >= QUIET_AFTER)
        found.append(TeamThanksLineView(person, on, days, quiet, received, given.get(person, 0)))
    return TeamThanksView(tuple(found))


def _instant(value: datetime | str) -> datetime:
    """A moment as the database adds up: SQLite keeps text."""
    found = datetime.fromisoformat(value) if isinstance(value, str) else value
    return found if found.tzinfo is not None else found.replace(tzinfo=ZoneInfo("UTC"))
