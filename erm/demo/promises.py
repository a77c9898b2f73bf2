"""What stands about promises: their history, what was said about them, goals; and templates."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from erm.demo.content.promises import COMMENTS, GOALS_FROM_PROMISES, TEMPLATES
from erm.demo.rows import Ledger, Rows
from erm.demo.staff import Staff
from erm.demo.timeline import Timeline
from erm.development.models import DevelopmentPlan, Goal
from erm.development.rules import GoalKind, GoalMeasure, GoalVisibility, PlanState
from erm.one_on_ones.models import (
    ActionItem,
    ActionItemChange,
    ActionItemComment,
    AgendaTemplate,
    OneOnOneMeeting,
    OneOnOneSeries,
)
from erm.one_on_ones.rules import ActionItemChangeKind, ActionItemState, pair_key
from erm.people.models import Person
from erm.relationships.rules import TouchpointKind

SAID_ABOUT_OPEN_ONES = 0.5
SAID_ABOUT_KEPT_ONES = 0.06
"""How often somebody had something to say about a promise."""


def plant_promises(timeline: Timeline, rows: Rows, ledger: Ledger, staff: Staff) -> None:
    """Everything; after the one-on-ones and the plans, to which it refers."""
    for names in GOALS_FROM_PROMISES:
        _goal(timeline, rows, ledger, staff, *names)
    people = {person.id: person for person in staff.people.values()}
    series = {row.id: row for row in rows.of(OneOnOneSeries)}
    for item in rows.of(ActionItem):
        _history(timeline, rows, item)
        both = series[item.series_id]
        _comment(timeline, rows, item, both, people)
    for number, (key, name, points) in enumerate(TEMPLATES):
        person = staff.people[key]
        at = timeline.moment(40 - number, person.time_zone, "template", key)
        rows.add(
            AgendaTemplate(
                id=timeline.id(at, "template", key),
                owner_id=person.id,
                name=name,
                points=[{"body": body, "recurring": recurring} for body, recurring in points],
                created_at=at,
                version=1,
            )
        )


def _goal(
    timeline: Timeline, rows: Rows, ledger: Ledger, staff: Staff, heard: str, owner: str, text: str
) -> None:
    """A promise of the last meeting that was too large for a meeting, and became a goal in it."""
    person, other = staff.people[owner], staff.people[heard]
    (series,) = [
        row for row in rows.of(OneOnOneSeries) if row.active_pair == pair_key(person.id, other.id)
    ]
    (plan,) = [
        row
        for row in rows.of(DevelopmentPlan)
        if row.person_id == person.id and row.state is PlanState.ACTIVE
    ]
    held = [row for row in rows.of(OneOnOneMeeting) if row.series_id == series.id and row.held]
    meeting = max(held, key=lambda row: row.number)
    made = timeline.settle(meeting.scheduled_at + timedelta(minutes=24), meeting.created_at)
    settled = timeline.settle(made + timedelta(minutes=2), made)
    due_on = meeting.planned_on + timedelta(days=60)
    goal = rows.kept(
        Goal(
            id=timeline.id(settled, "goal", owner, "from a promise"),
            plan_id=plan.id,
            person_id=plan.person_id,
            author_id=plan.person_id,
            kind=GoalKind.GROWTH,
            measure=GoalMeasure.PERCENT,
            visibility=GoalVisibility.SHARED,
            weight=1,
            unit="",
            title=text,
            due_on=due_on,
            position=sum(row.plan_id == plan.id for row in rows.of(Goal)),
            created_at=settled,
        )
    )
    item = rows.kept(
        ActionItem(
            id=timeline.id(made, "item", owner, "became a goal"),
            series_id=series.id,
            meeting_id=meeting.id,
            made_in_number=meeting.number,
            meeting_number=meeting.number,
            author_id=person.id,
            owner_id=person.id,
            body=text,
            due_on=due_on,
            state=ActionItemState.BECAME_GOAL,
            goal_id=goal.id,
            created_at=made,
            settled_by_id=person.id,
            version=2,
        )
    )
    ledger.note(TouchpointKind.PROMISE_MADE, made, person.id, other.id, item.id)
    rows.add(
        ActionItemChange(
            id=timeline.id(settled, "settled", item.id),
            item_id=item.id,
            kind=ActionItemChangeKind.STATE,
            before=ActionItemState.OPEN.value,
            after=ActionItemState.BECAME_GOAL.value,
            by_id=person.id,
            at=settled,
        )
    )


def _history(timeline: Timeline, rows: Rows, item: ActionItem) -> None:
    rows.add(
        ActionItemChange(
            id=timeline.id(item.created_at, "made", item.id),
            item_id=item.id,
            kind=ActionItemChangeKind.MADE,
            before="",
            after=item.body,
            by_id=item.author_id,
            at=item.created_at,
        )
    )
    if item.done_at is not None:
        rows.add(
            ActionItemChange(
                id=timeline.id(item.done_at, "settled", item.id),
                item_id=item.id,
                kind=ActionItemChangeKind.STATE,
                before=ActionItemState.OPEN.value,
                after=item.state.value,
                by_id=item.settled_by_id,
                at=item.done_at,
            )
        )


def _comment(
    timeline: Timeline,
    rows: Rows,
    item: ActionItem,
    series: OneOnOneSeries,
    people: dict[UUID, Person],
) -> None:
    chance = timeline.chance("comment", item.id)
    often = SAID_ABOUT_OPEN_ONES if item.done_at is None else SAID_ABOUT_KEPT_ONES
    if chance.random() >= often:
        return
    author = people[chance.choice((series.low_id, series.high_id))]
    both = {people[series.low_id].locale.value, people[series.high_id].locale.value}
    texts = COMMENTS["ru" if both == {"ru"} else "en"]
    until = timeline.latest if series.ended_at is None else series.ended_at
    wished = min(item.created_at + timedelta(hours=chance.randrange(2, 60)), until)
    at = timeline.settle(wished, item.created_at)
    rows.add(
        ActionItemComment(
            id=timeline.id(at, "comment", item.id),
            item_id=item.id,
            author_id=author.id,
            body=chance.choice(texts),
            created_at=at,
        )
    )
