"""People in groups that name nobody: five people or more, whatever they are grouped by.

Whoever counts by group counts over a partition and over nothing else: each person is in exactly one
group, so no two rows of a table overlap, and none can be subtracted from another to leave a few people
over.

Where the same people are told of by several dimensions, and all of them together besides, nobody may
be left out of one table who is in another: the difference of the two would be about those left out.
So the groups that are too small are put together, and where even together they are too few, the
smallest of the other groups joins them (``complete``).
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar
from uuid import UUID

MINIMUM = 5
"""Fewest people of a group about which anything is told."""
SMALLER = "smaller"
"""The key of the group that small ones are put together in."""

K = TypeVar("K", bound=Hashable)
"""What people are grouped by; None is nothing to group by."""
C = TypeVar("C", bound=Hashable)


@dataclass(frozen=True, slots=True)
class People(Generic[K]):
    """Some people of whom something may be told together. ``key`` None: the small groups together."""

    key: K | None
    members: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class Parted(Generic[K]):
    """Groups that are large enough, and ``withheld``: how many have none of their own."""

    large: tuple[People[K], ...]
    smaller: People[K] | None
    withheld: int

    @property
    def groups(self) -> tuple[People[K], ...]:
        """Everything about which something may be told."""
        return self.large if self.smaller is None else (*self.large, self.smaller)


def parted(
    key_of: Mapping[UUID, K | None], minimum: int = MINIMUM, *, complete: bool = False
) -> Parted[K]:
    """Put people, given with the key of each or None, into groups of at least ``minimum``.

    ``complete``: nobody is left out as long as there are ``minimum`` people at all.
    """
    members: dict[K | None, set[UUID]] = {}
    for person, key in key_of.items():
        members.setdefault(key, set()).add(person)
    large = {
        key: found for key, found in members.items() if key is not None and len(found) >= minimum
    }
    small = [key for key in members if key is not None and key not in large]
    rest = {person for key, found in members.items() if key not in large for person in found}
    while complete and large and 0 < len(rest) < minimum:
        joining = min(large, key=lambda key: (len(large[key]), str(key)))
        rest |= large.pop(joining)
        small.append(joining)
    return Parted(
        tuple(People(key, frozenset(found)) for key, found in large.items()),
        People(None, frozenset(rest)) if len(rest) >= minimum else None,
        len(small),
    )


def told(sizes: Mapping[C, int], minimum: int = MINIMUM) -> set[C]:
    """Which cells of one line may be told, given how many people each is about.

    A cell is told where it is about ``minimum`` people or more. Whoever knows all cells together could
    take these away and be left with the others; so as long as those are fewer than ``minimum`` people
    together, the smallest cell is withheld as well. It depends on how many took part and never on
    what they said.
    """
    found = {key for key, size in sizes.items() if size >= minimum}

    def hidden() -> int:
        return sum(size for key, size in sizes.items() if key not in found)

    while found and 0 < hidden() < minimum:
        found.remove(min(found, key=lambda key: (sizes[key], str(key))))
    return found
