"""Asking all hints, and who is around each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from erm.core.actor import Actor
from erm.core.clock import today
from erm.digest.celebrations import many_celebrate
from erm.digest.hints import development, feedback, meeting, thanks
from erm.digest.hints.batch import Batch, Hints
from erm.digest.home import Around, Part
from erm.digest.needs import Source
from erm.people.models import Bond, Person
from erm.people.queries import holding, present
from erm.people.rules import BondKind


async def hints_of(actors: Sequence[Actor], back: timedelta) -> tuple[dict[UUID, Hints], set[UUID]]:
    """Hints of each actor, and everybody of whom their digests may speak.

    ``back``: how far thanks and feedback go back, for whom they go back farthest. A number of queries
    that does not depend on how many people they are.
    """
    batch = Batch(actors, back)
    teams = await teams_of(actors)
    many = await many_celebrate()
    for find in (*meeting.ALL, *feedback.ALL, *development.ALL):
        await find(batch)
    await thanks.received(batch)
    await thanks.around(batch, teams)
    await thanks.nudges(batch)
    await thanks.celebrations(batch, teams, many=many)
    await thanks.surveys(batch)
    batch.mark(Part.COMPANY, [actor.person_id for actor in actors if actor.is_hr])
    found = {}
    for actor in actors:
        marks = batch.marks[actor.person_id]
        sources = frozenset(each for each in marks if isinstance(each, Source))
        parts = frozenset(each for each in marks if isinstance(each, Part))
        if sources:
            parts |= {Part.NEEDS}
        if Source.MEETINGS in sources:
            parts |= {Part.POINTS}
        around = Around(teams[actor.person_id], many)
        found[actor.person_id] = Hints(parts, sources, around)
    return found, batch.people


async def teams_of(actors: Sequence[Actor]) -> dict[UUID, frozenset[UUID]]:
    """Those around each: as :func:`erm.digest.home.team_of` finds them, in two queries for all."""
    managers = {actor.manager_id for actor in actors if actor.manager_id is not None}
    day = today()
    bonds = await Bond.filter(
        holding(day), kind=BondKind.MANAGER, other_id__in=list(managers)
    ).values_list("other_id", "subject_id")
    there = set(
        await Person.filter(present(day), id__in=[subject for _, subject in bonds]).values_list(
            "id", flat=True
        )
    )
    reports: dict[UUID, set[UUID]] = defaultdict(set)
    for manager, subject in bonds:
        if subject in there:
            reports[manager].add(subject)
    return {
        actor.person_id: frozenset(
            (reports[actor.manager_id] if actor.manager_id is not None else set())
            | actor.report_ids
        )
        - {actor.person_id}
        for actor in actors
    }
