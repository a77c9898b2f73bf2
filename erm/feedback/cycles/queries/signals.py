"""What released packets told of competencies, for whoever reads the packets: their own figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from erm.core.actor import Actor
from erm.feedback.cycles import policy_packets as policy
from erm.feedback.cycles.models import Cycle, CycleParticipant
from erm.feedback.cycles.queries.packets import contents_of


@dataclass(frozen=True, slots=True)
class CompetencySignal:
    """How others saw somebody in a competency in a cycle: ``others`` in tenths, of ``scale``."""

    participant_id: UUID
    cycle_name: str
    released_at: datetime
    competency: str
    others: int
    scale: int


async def competency_signals(
    actor: Actor, person_ids: Sequence[UUID]
) -> dict[UUID, list[CompetencySignal]]:
    """The competencies of released packets of people, oldest first, as the actor may read them.

    Only what the packet publishes: a competency that is left out there is left out here.
    """
    rows = await CycleParticipant.filter(
        policy.readable_packets(actor),
        person_id__in=list(set(person_ids)),
        packet__in=sorted(policy.RELEASED),
    ).order_by("released_at", "id")
    names = dict(
        await Cycle.filter(id__in=list({row.cycle_id for row in rows})).values_list("id", "name")
    )
    contents = await contents_of(rows)
    found: dict[UUID, list[CompetencySignal]] = defaultdict(list)
    for row in rows:
        if row.released_at is None:
            continue
        found[row.person_id] += [
            CompetencySignal(
                row.id, names[row.cycle_id], row.released_at, one.competency, one.others, one.scale
            )
            for one in contents[row.id].competencies
            if one.others is not None
        ]
    return dict(found)
