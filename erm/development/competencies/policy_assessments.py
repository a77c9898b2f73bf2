"""Who may see and do what with assessments.

The person always reads their own. Whoever is their manager now reads those that they answered for the
manager's side, those that are open, and those that were opened or compared since they became the
manager; of what was before only what a plan that they read names as its source. Nobody else: no former
manager, nobody of HR, no administrator, no job.

What a side has answered is read by its author alone until both have handed in; then by whoever reads
the assessment. While it is open, the other side learns that something was handed in, and nothing more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from tortoise.expressions import Q

from erm.core.actor import Actor
from erm.development.competencies.models import Assessment, AssessmentSheet
from erm.development.competencies.rules import AssessmentSide, AssessmentState

_NOTHING = Q(id__in=[])


@dataclass(frozen=True, slots=True)
class Standing:
    """What the right to read depends on besides the row.

    ``since``: from when on the actor has managed each of their reports. ``cited``: assessments that
    plans which the actor reads name as a source.
    """

    since: Mapping[UUID, datetime] = field(default_factory=dict)
    cited: frozenset[UUID] = frozenset()


def may_read_assessment(actor: Actor, row: Assessment, standing: Standing) -> bool:
    """The person; their present manager, as said above."""
    if actor.is_system:
        return False
    if actor.person_id == row.person_id:
        return True
    if not actor.manages(row.person_id):
        return False
    if actor.person_id == row.manager_id or row.state is AssessmentState.OPEN:
        return True
    since = standing.since.get(row.person_id)
    return row.id in standing.cited or (
        since is not None
        and (row.opened_at >= since or (row.compared_at is not None and row.compared_at >= since))
    )


def readable_assessments(actor: Actor, standing: Standing, path: str = "") -> Q:
    """Filter form of :func:`may_read_assessment`; ``path`` leads from a row to its assessment."""
    if actor.is_system:
        return _NOTHING

    def where(**conditions: Any) -> Q:
        return Q(**{f"{path}{name}": value for name, value in conditions.items()})

    readable = where(person_id=actor.person_id)
    reports = sorted(actor.report_ids)
    if not reports:
        return readable
    managed = where(manager_id=actor.person_id) | where(state=AssessmentState.OPEN)
    if standing.cited:
        managed |= where(id__in=sorted(standing.cited))
    readable |= where(person_id__in=reports) & managed
    began: dict[datetime, list[UUID]] = defaultdict(list)
    for person in reports:
        if person in standing.since:
            began[standing.since[person]].append(person)
    for since, people in began.items():
        later = where(opened_at__gte=since) | where(compared_at__gte=since)
        readable |= where(person_id__in=people) & later
    return readable


def may_read_sheet(
    actor: Actor, sheet: AssessmentSheet, row: Assessment, standing: Standing
) -> bool:
    """Its author until the comparison, then whoever reads the assessment."""
    return may_read_assessment(actor, row, standing) and (
        row.state is AssessmentState.COMPARED or sheet.author_id == actor.person_id
    )


def readable_sheets(actor: Actor, standing: Standing, path: str = "") -> Q:
    """Filter form of :func:`may_read_sheet`; ``path`` leads from a row to its sheet."""
    if actor.is_system:
        return _NOTHING
    compared: Any = {f"{path}assessment__state": AssessmentState.COMPARED}
    own: Any = {f"{path}author_id": actor.person_id}
    return readable_assessments(actor, standing, f"{path}assessment__") & (Q(**compared) | Q(**own))


def side_of(actor: Actor, person_id: UUID) -> AssessmentSide | None:
    """For which side the actor answers about a person; None: for neither."""
    if actor.is_system:
        return None
    if actor.person_id == person_id:
        return AssessmentSide.SELF
    return AssessmentSide.MANAGER if actor.manages(person_id) else None


def may_open_assessment(actor: Actor, person_id: UUID) -> bool:
    """The person, and their present manager."""
    return side_of(actor, person_id) is not None


def may_cancel_assessment(actor: Actor, row: Assessment) -> bool:
    """Either side, while it is open."""
    return row.state is AssessmentState.OPEN and side_of(actor, row.person_id) is not None


def may_see_profile(actor: Actor, person_id: UUID) -> bool:
    """Where somebody stands in their competencies: the person, and their present manager."""
    return side_of(actor, person_id) is not None
