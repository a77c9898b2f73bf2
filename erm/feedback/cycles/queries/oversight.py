"""What one sees of a cycle besides its row: its terms for all, its blockers for HR."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.language import say
from erm.feedback.cycles import policy
from erm.feedback.cycles.models import Cycle, CyclePerspective
from erm.feedback.cycles.queries.blockers import Blocker, CycleBlockerKind, blockers_of
from erm.feedback.cycles.terms import Promise, Term, read_terms, write_terms


@dataclass(frozen=True, slots=True)
class BlockerView:
    """A blocker in the viewer's language."""

    kind: CycleBlockerKind
    stops: bool
    count: int
    people: tuple[UUID, ...]
    text: str


async def terms_of(actor: Actor, cycle_ids: Sequence[UUID]) -> dict[UUID, list[Term]]:
    """What raters are promised, in the actor's language; of a draft, what would be promised now."""
    rows = await Cycle.filter(policy.readable_cycles(actor), id__in=list(set(cycle_ids)))
    drafts = [row.id for row in rows if row.terms is None]
    promises: dict[UUID, list[Promise]] = defaultdict(list)
    if drafts:
        for each in await CyclePerspective.filter(cycle_id__in=drafts).order_by("id"):
            promises[each.cycle_id].append(Promise(each.kind, each.anonymous, each.minimum))
    return {
        row.id: read_terms(
            write_terms(
                promises[row.id],
                period_from=row.period_from,
                period_until=row.period_until,
                released_by=row.released_by,
            )
            if row.terms is None
            else row.terms,
            actor.locale,
        )
        for row in rows
    }


async def blockers(actor: Actor, cycle_id: UUID) -> list[BlockerView]:
    """What keeps a cycle's next step from being taken; nothing for who does not manage it."""
    row = await Cycle.filter(policy.readable_cycles(actor), id=cycle_id).first()
    if row is None or not policy.may_manage_cycle(actor, row):
        return []
    found = await blockers_of(row, now(), viewer_id=actor.person_id)
    return [_view(actor, blocker) for blocker in found]


def _view(actor: Actor, blocker: Blocker) -> BlockerView:
    return BlockerView(
        blocker.kind,
        blocker.stops,
        blocker.count,
        blocker.people,
        say(actor.locale, f"cycle_blocker.{blocker.kind.value}", count=blocker.count),
    )
