"""Who could mentor whom: wishes and offers of the same skill brought together. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple
from uuid import UUID

from erm.development.skills.rules import MENTEES_AT_ONCE, MENTOR_LEVEL
from erm.development.skills.views import MentorSuggestionView

LIMIT = 12
PER_WISH = 3
"""So many mentors are suggested for one wish."""


class Wish(NamedTuple):
    """Somebody would learn a skill, which they know at a level."""

    person: UUID
    skill: UUID
    level: int


class Offer(NamedTuple):
    """Somebody would teach a skill, which they know at a level."""

    person: UUID
    skill: UUID
    level: int


class Pair(NamedTuple):
    """Mentor, mentee, and what it is about."""

    mentor: UUID
    mentee: UUID
    skill: UUID | None


def suggestions(
    wishes: Iterable[Wish],
    offers: Iterable[Offer],
    *,
    taken: Collection[Pair],
    mentees: Mapping[UUID, int],
    managers: Mapping[UUID, UUID],
    limit: int = LIMIT,
) -> list[MentorSuggestionView]:
    """Pairs in which the mentor knows the skill better, the best of every wish before all seconds.

    Whoever mentors fewest people comes first, then who knows it best. Left out: ``taken`` pairs,
    mentors who have enough ``mentees``, and one's own manager, who is there for that anyway
    (``managers`` by person).
    """
    by_skill: dict[UUID, list[Offer]] = defaultdict(list)
    for offer in offers:
        if offer.level >= MENTOR_LEVEL and mentees.get(offer.person, 0) < MENTEES_AT_ONCE:
            by_skill[offer.skill].append(offer)
    ranked: list[tuple[int, int, MentorSuggestionView]] = []
    for number, wish in enumerate(wishes):
        fitting = [
            offer
            for offer in by_skill[wish.skill]
            if offer.level > wish.level
            and offer.person != wish.person
            and managers.get(wish.person) != offer.person
            and Pair(offer.person, wish.person, wish.skill) not in taken
        ]
        fitting.sort(key=lambda offer: (mentees.get(offer.person, 0), -offer.level, offer.person))
        ranked += [
            (
                place,
                number,
                MentorSuggestionView(
                    offer.person, wish.person, wish.skill, offer.level, wish.level
                ),
            )
            for place, offer in enumerate(fitting[:PER_WISH])
        ]
    ranked.sort(key=lambda each: each[:2])
    return [view for _, _, view in ranked[:limit]]
