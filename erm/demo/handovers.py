"""Rows of handovers: two after a change of manager, and one that still waits for an answer."""

from __future__ import annotations

from datetime import timedelta

from erm.demo.content.handovers import HANDOVERS, HandoverSpec
from erm.demo.rows import Rows
from erm.demo.staff import Staff
from erm.demo.timeline import Timeline
from erm.development.models import DevelopmentPlan, Goal
from erm.development.rules import GOALS_OVER, PlanState
from erm.handovers.models import Handover, HandoverLine
from erm.handovers.rules import HandoverState, LineKind, LineState
from erm.one_on_ones.models import ActionItem, OneOnOneSeries
from erm.one_on_ones.rules import ActionItemState
from erm.people.models import Person


def plant_handovers(timeline: Timeline, rows: Rows, staff: Staff) -> None:
    """All of them; after the one-on-ones and the plans, which their lines are about."""
    for spec in HANDOVERS:
        _plant(timeline, rows, staff, spec)


def _plant(timeline: Timeline, rows: Rows, staff: Staff, spec: HandoverSpec) -> None:
    author, receiver = staff.people[spec.author], staff.people[spec.receiver]
    begun = timeline.moment(spec.days + 1, author.time_zone, "handover", spec.author)
    shared = timeline.moment(spec.days, author.time_zone, "shared", spec.author, after=begun)
    handover = rows.kept(
        Handover(
            id=timeline.id(begun, "handover", spec.author),
            author_id=author.id,
            receiver_id=receiver.id,
            about_id=None if spec.about is None else staff.people[spec.about].id,
            reason=spec.reason,
            state=HandoverState.SHARED,
            note=spec.note,
            created_at=begun,
            shared_at=shared,
            version=2,
        )
    )
    read = timeline.settle(shared + timedelta(hours=20), shared)
    for text, goal in zip(spec.goals, _goals(rows, author), strict=False):
        rows.add(
            HandoverLine(
                id=timeline.id(begun, "handover line", goal.id),
                handover_id=handover.id,
                kind=LineKind.GOAL,
                subject_id=goal.id,
                text=text,
                due_on=goal.due_on,
                state=LineState.ACCEPTED,
                settled_at=read,
            )
        )
    both = {row.id: {row.low_id, row.high_id} for row in rows.of(OneOnOneSeries)}
    for text, item in zip(spec.promises, _promises(rows, author), strict=False):
        (other,) = both[item.series_id] - {author.id}
        rows.add(
            HandoverLine(
                id=timeline.id(begun, "handover line", item.id),
                handover_id=handover.id,
                kind=LineKind.PROMISE,
                subject_id=item.id,
                other_id=other,
                text=text,
                due_on=item.due_on,
            )
        )


def _goals(rows: Rows, author: Person) -> list[Goal]:
    """The author's goals that anybody works towards, oldest first."""
    plans = {
        plan.id
        for plan in rows.of(DevelopmentPlan)
        if plan.person_id == author.id and plan.state is PlanState.ACTIVE
    }
    found = [
        goal for goal in rows.of(Goal) if goal.plan_id in plans and goal.status not in GOALS_OVER
    ]
    return sorted(found, key=lambda goal: goal.id)


def _promises(rows: Rows, author: Person) -> list[ActionItem]:
    """What the author has promised and not kept yet, oldest first."""
    found = [
        item
        for item in rows.of(ActionItem)
        if item.owner_id == author.id and item.state is ActionItemState.OPEN
    ]
    return sorted(found, key=lambda item: item.id)
