"""Whom one could thank: people who helped lately, out of real contacts, never more than a suggestion.

Helping is: giving feedback, keeping a promise, meeting as one's mentor, meeting one on one. Only contacts
after one's last thanks to somebody count, and nobody who has left is named. It is made of the contacts
of the person whom it is told to, which nobody else reads.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from babel.dates import format_skeleton
from tortoise.expressions import Q
from tortoise.functions import Max

from erm.core.actor import Actor
from erm.core.clock import now, today
from erm.core.language import babel_locale, say
from erm.people.models import Bond, Person
from erm.people.queries import holding, present
from erm.people.rules import BondKind
from erm.recognition.fairness.nudges import QUIET_FOR, last_kudos_given, open_nudges_for
from erm.relationships.contacts import as_instant
from erm.relationships.models import Touchpoint
from erm.relationships.rules import TouchpointKind

HELPED_WITHIN = timedelta(days=30)
HELPERS_MAXIMUM = 3


class Help(StrEnum):
    """How somebody helped, the strongest first: what is told of who helped in several ways."""

    FEEDBACK = "feedback"
    PROMISE = "promise"
    MENTOR = "mentor"
    MEETING = "meeting"


_WEIGHT = {Help.FEEDBACK: 3, Help.PROMISE: 3, Help.MENTOR: 2, Help.MEETING: 1}
_HELP_OF = {
    TouchpointKind.FEEDBACK_GIVEN: Help.FEEDBACK,
    TouchpointKind.PROMISE_KEPT: Help.PROMISE,
    TouchpointKind.ONE_ON_ONE_HELD: Help.MEETING,
}
_THANKS = (TouchpointKind.KUDOS_GIVEN, TouchpointKind.FEEDBACK_THANKED)


@dataclass(frozen=True, slots=True)
class ThanksHelperView:
    """Somebody who helped, and how, in the actor's language."""

    person_id: UUID
    reason: str


@dataclass(frozen=True, slots=True)
class ThanksNudgeView:
    """A hint. ``since`` is when the actor last thanked anybody, None for never."""

    id: UUID
    since: date | None
    helpers: tuple[ThanksHelperView, ...]


class _Helped(NamedTuple):
    """What one did for another: how, and when last."""

    helper: UUID
    weight: int
    last_at: datetime
    how: Help
    on: datetime


async def helpers_of(person_ids: Collection[UUID]) -> dict[UUID, list[UUID]]:
    """Who helped each of these people lately, most first; for the job that makes hints.

    Missing are those whom nobody helped, and those who thanked for feedback in the last three weeks.
    Three queries.
    """
    found = await _helped(dict.fromkeys(person_ids, now()))
    return {
        person: [each.helper for each in some][:HELPERS_MAXIMUM]
        for person, some in found.items()
        if some
    }


async def thanks_nudge(actor: Actor) -> ThanksNudgeView | None:
    """The actor's own hint as it stands now; None where there is none, or it is settled.

    One query where none stands. Who has left since, or was thanked, is not named any more; whoever
    thanked anybody with kudos after it was made is not reminded.
    """
    return (await thanks_nudges_for({actor.person_id: actor})).get(actor.person_id)


async def thanks_nudges_for(actors: Mapping[UUID, Actor]) -> dict[UUID, ThanksNudgeView]:
    """The same for each of many people, in as many queries as for one; missing is who has none."""
    nudges = await open_nudges_for(actors)
    kudos = await last_kudos_given(nudges) if nudges else {}
    nudges = {
        key: nudge
        for key, nudge in nudges.items()
        if key not in kudos or kudos[key] < nudge.created_at
    }
    if not nudges:
        return {}
    lately = await _helped({key: each.created_at for key, each in nudges.items()}, quiet=False)
    named: dict[UUID, tuple[ThanksHelperView, ...]] = {}
    for key, nudge in nudges.items():
        helped = {each.helper: each for each in lately.get(key, ())}
        named[key] = tuple(
            ThanksHelperView(helper, _reason(actors[key], helped[helper]))
            for helper in nudge.helper_ids
            if helper in helped
        )
    told = [key for key, helpers in named.items() if helpers]
    thanks = await _last_thanks(told) if told else {}
    found = {}
    for key in told:
        thanked = [at for at in (kudos.get(key), thanks.get(key)) if at is not None]
        zone = ZoneInfo(actors[key].time_zone)
        since = max(thanked).astimezone(zone).date() if thanked else None
        found[key] = ThanksNudgeView(nudges[key].id, since, named[key])
    return found


async def _last_thanks(person_ids: Collection[UUID]) -> dict[UUID, datetime]:
    """When each last thanked for feedback."""
    ids = list(person_ids)
    rows = (
        await Touchpoint.filter(
            Q(low_id__in=ids) | Q(high_id__in=ids),
            kind=TouchpointKind.FEEDBACK_THANKED,
            by_id__in=ids,
        )
        .annotate(last=Max("occurred_at"))
        .group_by("by_id")
        .values_list("by_id", "last")
    )
    return {person: as_instant(at) for person, at in rows}


async def _helped(
    until: Mapping[UUID, datetime], *, quiet: bool = True
) -> Mapping[UUID, list[_Helped]]:
    """Who did something for each person in the thirty days before an instant of theirs, most first.

    ``quiet``: leave out whoever thanked anybody in the three weeks before.
    """
    people = set(until)
    if not people:
        return {}
    rows = await Touchpoint.filter(
        Q(low_id__in=list(people)) | Q(high_id__in=list(people)),
        kind__in=[*_HELP_OF, *_THANKS],
        occurred_at__gte=min(until.values()) - HELPED_WITHIN,
    ).values_list("kind", "low_id", "high_id", "by_id", "occurred_at")
    helped: dict[UUID, dict[UUID, list[tuple[Help, datetime]]]] = defaultdict(
        lambda: defaultdict(list)
    )
    thanked: dict[tuple[UUID, UUID], datetime] = {}
    last_thanks: dict[UUID, datetime] = {}
    for kind, low, high, by, at in rows:
        other = high if by == low else low
        if kind in _THANKS:
            thanked[by, other] = max(thanked.get((by, other), at), at)
            last_thanks[by] = max(last_thanks.get(by, at), at)
            continue
        how = _HELP_OF[TouchpointKind(kind)]
        # Both who met helped each other; else whoever acted helped the other.
        for person, helper in ((low, high), (high, low)) if how is Help.MEETING else ((other, by),):
            if person in people and at >= until[person] - HELPED_WITHIN:
                helped[person][helper].append((how, at))
    if quiet:
        for person in [
            key
            for key in helped
            if key in last_thanks and last_thanks[key] > until[key] - QUIET_FOR
        ]:
            del helped[person]
    there = await _there({helper for some in helped.values() for helper in some})
    mentors = await _mentors(helped)
    found: dict[UUID, list[_Helped]] = {}
    for person, some in helped.items():
        lines = []
        for helper, times in some.items():
            since = thanked.get((person, helper))
            after = [each for each in times if since is None or each[1] > since]
            if after and helper in there:
                lines.append(_line(helper, after, mentor=(person, helper) in mentors))
        found[person] = sorted(
            lines, key=lambda each: (-each.weight, -each.last_at.timestamp(), each.helper)
        )
    return found


def _line(helper: UUID, times: Sequence[tuple[Help, datetime]], *, mentor: bool) -> _Helped:
    order = list(Help)
    told = [(Help.MENTOR if mentor and how is Help.MEETING else how, at) for how, at in times]
    strongest = min((how for how, _ in told), key=order.index)
    return _Helped(
        helper,
        sum(_WEIGHT[how] for how, _ in told),
        max(at for _, at in told),
        strongest,
        max(at for how, at in told if how is strongest),
    )


async def _there(people: Collection[UUID]) -> set[UUID]:
    rows = await Person.filter(present(today()), id__in=list(people)).values_list("id", flat=True)
    return set(rows)  # type: ignore[arg-type]


async def _mentors(people: Collection[UUID]) -> set[tuple[UUID, UUID]]:
    """Mentee and mentor, of those whose mentoring goes on."""
    rows = await Bond.filter(
        holding(today()), kind=BondKind.MENTOR, subject_id__in=list(people)
    ).values_list("subject_id", "other_id")
    return set(rows)


def _reason(actor: Actor, helped: _Helped) -> str:
    zone = ZoneInfo(actor.time_zone)
    day = helped.on.astimezone(zone)
    words = format_skeleton("MMMMd", day, locale=babel_locale(actor.locale))
    return say(actor.locale, f"relationships.helped.{helped.how}", day=words)
