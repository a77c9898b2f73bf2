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

from erm.core.actor import Actor
from erm.core.clock import now, today
from erm.core.language import babel_locale, say
from erm.people.models import Bond, Person
from erm.people.queries import holding, present
from erm.people.rules import BondKind
from erm.recognition.fairness.nudges import QUIET_FOR, OpenNudge, last_kudos_given, open_nudge
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
    found = await _helped(person_ids, now())
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
    nudge = await open_nudge(actor)
    if nudge is None:
        return None
    last_kudos = await last_kudos_given(actor)
    if last_kudos is not None and last_kudos >= nudge.created_at:
        return None
    helped = {each.helper: each for each in await _own(actor, nudge)}
    helpers = tuple(
        ThanksHelperView(helper, _reason(actor, helped[helper]))
        for helper in nudge.helper_ids
        if helper in helped
    )
    if not helpers:
        return None
    thanked = [at for at in (last_kudos, await _last_thanks(actor)) if at is not None]
    zone = ZoneInfo(actor.time_zone)
    since = max(thanked).astimezone(zone).date() if thanked else None
    return ThanksNudgeView(nudge.id, since, helpers)


async def _own(actor: Actor, nudge: OpenNudge) -> Sequence[_Helped]:
    found = await _helped([actor.person_id], nudge.created_at, quiet=False)
    return found.get(actor.person_id, [])


async def _last_thanks(actor: Actor) -> datetime | None:
    """When the actor last thanked for feedback."""
    me = actor.person_id
    row = (
        await Touchpoint.filter(
            Q(low_id=me) | Q(high_id=me), kind=TouchpointKind.FEEDBACK_THANKED, by_id=me
        )
        .order_by("-occurred_at")
        .first()
    )
    return None if row is None else row.occurred_at


async def _helped(
    person_ids: Collection[UUID], until: datetime, *, quiet: bool = True
) -> Mapping[UUID, list[_Helped]]:
    """Who did something for each person in the thirty days before, most first.

    ``quiet``: leave out whoever thanked anybody in the last three weeks.
    """
    people = set(person_ids)
    rows = await Touchpoint.filter(
        Q(low_id__in=list(people)) | Q(high_id__in=list(people)),
        kind__in=[*_HELP_OF, *_THANKS],
        occurred_at__gte=until - HELPED_WITHIN,
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
            if person in people:
                helped[person][helper].append((how, at))
    if quiet:
        for person in [
            key for key in helped if last_thanks.get(key, until - QUIET_FOR) > until - QUIET_FOR
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
