"""A manager's team: how long ago each was thanked, of the kudos that the manager may read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from tortoise.expressions import Subquery
from tortoise.functions import Count

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
    """The actor's direct reports; empty for whoever has none. Six queries for any number of them.

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
    received = KudosReceiver.filter(person_id__in=people)
    # Only kudos to the team are looked at: all that a manager may read are the whole company's.
    at: dict[UUID, datetime] = dict(
        await shown.filter(id__in=Subquery(received.values("kudos_id"))).values_list(
            "id", "created_at"
        )
    )
    thanked: dict[UUID, list[datetime]] = {}
    for person, kudos, group in await received.values_list("person_id", "kudos_id", "group_id"):
        if group is None and kudos in at:
            thanked.setdefault(person, []).append(at[kudos])
    given: dict[UUID, int] = dict(
        await shown.filter(author_id__in=people, created_at__gte=since)
        .annotate(given=Count("id"))
        .group_by("author_id")
        .values_list("author_id", "given")
    )
    day, zone = today(actor.time_zone), ZoneInfo(actor.time_zone)
    found = []
    for person in people:
        times = thanked.get(person, [])
        on = max(times).astimezone(zone).date() if times else None
        days = None if on is None else (day - on).days
        there = hired.get(person)
        long_there = there is None or (day - there).days >= QUIET_AFTER
        quiet = long_there and (days is None or days >= QUIET_AFTER)
        found.append(
            TeamThanksLineView(
                person,
                on,
                days,
                quiet,
                sum(each >= since for each in times),
                given.get(person, 0),
            )
        )
    return TeamThanksView(tuple(found))
