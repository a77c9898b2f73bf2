"""What somebody might learn from next. Pure.

A **need** is why: a focus area of one's plan, a gap that an assessment showed, a skill that one wants
to learn, something that the next level asks. Needs are served in turn, so that no single one fills the
list; within a need what is in the reader's language comes first, and what is quickly learnt.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from uuid import UUID

from erm.development.learning.rules import SUGGESTED_MAXIMUM
from erm.development.learning.views import ResourceView


class Why(IntEnum):
    """Reasons, the strongest first. Each has a sentence ``learning.reason.<NAME>``."""

    FOCUS = 0
    GAP = 1
    SKILL = 2
    NEXT_LEVEL = 3


@dataclass(frozen=True, slots=True)
class Need:
    """Something to become better at. ``name`` is what the reader calls it.

    ``low`` and ``high``: the ranks of a competency that are to be reached, if they matter. ``size``
    says which of several needs of one kind comes first: the larger.
    """

    why: Why
    name: str
    competency_id: UUID | None = None
    low: int | None = None
    high: int | None = None
    skill_id: UUID | None = None
    size: int = 0

    def is_served_by(self, resource: ResourceView) -> bool:
        """Whether a resource helps with this."""
        return any(
            (
                self.competency_id is not None
                and target.competency_id == self.competency_id
                and target.helps_towards(self.low, self.high)
            )
            or (self.skill_id is not None and target.skill_id == self.skill_id)
            for target in resource.targets
        )


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A resource, and for what."""

    resource: ResourceView
    need: Need


def suggest(
    needs: Iterable[Need],
    resources: Sequence[ResourceView],
    *,
    known: Collection[UUID],
    language: str,
    maximum: int = SUGGESTED_MAXIMUM,
) -> list[Suggestion]:
    """Resources for these needs, each once, without ``known`` ones and those out of use."""
    ordered = sorted(needs, key=lambda need: (need.why, -need.size, need.name))
    offered = [r for r in resources if r.id not in known and not r.retired]
    offered.sort(
        key=lambda r: (
            r.language not in ("", language),
            r.minutes is None,
            r.minutes or 0,
            r.title,
            str(r.id),
        )
    )
    waiting = [(need, [r for r in offered if need.is_served_by(r)]) for need in ordered]
    found: list[Suggestion] = []
    taken: set[UUID] = set()
    while len(found) < maximum and any(queue for _, queue in waiting):
        for need, queue in waiting:
            while queue and queue[0].id in taken:
                queue.pop(0)
            if queue and len(found) < maximum:
                resource = queue.pop(0)
                taken.add(resource.id)
                found.append(Suggestion(resource, need))
    return found
