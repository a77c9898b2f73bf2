"""What two people could talk about next, out of what really happened since they last met.

A read model over the siblings. Nothing here is kept: a suggestion is made when somebody looks, and
becomes a talking point only when somebody adds it. It is made from what the viewer may read, by
asking the siblings' own queries as the viewer, and it is for both only where the same queries, asked
as the other one, answer its subject too; otherwise it is the viewer's alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid5

from erm.access.actors import actor_for
from erm.core.actor import Actor
from erm.core.clock import now, today
from erm.core.paging import PageRequest
from erm.development import queries as development
from erm.development.rules import GoalStatus
from erm.development.views import CheckInView, GoalView, MilestoneView, PlanView
from erm.feedback import queries as feedback
from erm.feedback.views import FeedbackNoteView, FeedbackRequestView
from erm.one_on_ones import queries as one_on_ones
from erm.one_on_ones.rules import SuggestionKind, Visibility
from erm.one_on_ones.views import ActionItemView, SeriesView
from erm.people.queries import people_by_ids
from erm.recognition import queries as recognition
from erm.recognition.views import KudosView
from erm.relationships.suggesting import Words

BACK = timedelta(days=30)
"""How far to look back where the two have not met yet."""
STEP_AHEAD = timedelta(days=14)
"""A step that is due so soon is worth a word."""
RECENT = 20
"""So many of the newest notes and thanks of each person are looked at."""
EACH_MAXIMUM = 3
"""Most suggestions of one kind at a time; whoever takes or dismisses one sees the next."""


class SuggestionSubject(StrEnum):
    """What a suggestion is about; the name of its type in the API."""

    ACTION_ITEM = "ActionItem"
    GOAL = "Goal"
    MILESTONE = "Milestone"
    CHECK_IN = "CheckIn"
    FEEDBACK_NOTE = "FeedbackNote"
    FEEDBACK_REQUEST = "FeedbackRequest"
    KUDOS = "Kudos"
    PLAN = "DevelopmentPlan"


Read = Callable[[Actor, Sequence[UUID]], Awaitable[Mapping[UUID, Any]]]

_READ: dict[SuggestionSubject, Read] = {
    SuggestionSubject.ACTION_ITEM: one_on_ones.action_items_by_ids,
    SuggestionSubject.GOAL: development.goals_by_ids,
    SuggestionSubject.MILESTONE: development.milestones_by_ids,
    SuggestionSubject.CHECK_IN: development.check_ins_by_ids,
    SuggestionSubject.FEEDBACK_NOTE: feedback.notes_by_ids,
    SuggestionSubject.FEEDBACK_REQUEST: feedback.requests_by_ids,
    SuggestionSubject.KUDOS: recognition.kudos_by_ids,
    SuggestionSubject.PLAN: development.plans_by_ids,
}


@dataclass(frozen=True, slots=True)
class SuggestionView:
    """One suggestion for one viewer, in their language. ``source_id`` is its subject's id.

    ``occasion`` is for what comes again about the same subject: whoever takes it up or hides it has
    settled this one, and not the next.
    """

    kind: SuggestionKind
    source_id: UUID
    subject: SuggestionSubject
    body: str
    reason: str
    visibility: Visibility = Visibility.PRIVATE
    occasion: str = ""

    @property
    def settled_by(self) -> UUID:
        """Under which id it is kept that somebody took it up or hid it."""
        return uuid5(self.source_id, self.occasion) if self.occasion else self.source_id

    @property
    def key(self) -> str:
        """Its name: the same as long as it is suggested, for both of the two."""
        return f"{self.kind}:{self.settled_by}"


async def suggestions_of(
    actor: Actor, series_ids: Sequence[UUID]
) -> dict[UUID, list[SuggestionView]]:
    """What is suggested to the actor now for each of their series that go on, for a loader.

    Of each kind the first few, those for both before those for the actor alone. The number of queries
    does not depend on how much happened; it grows with the number of series, for each other person
    is asked for on their own.
    """
    everything = await all_suggestions_of(actor, series_ids)
    return {series: _first(each) for series, each in everything.items()}


async def all_suggestions_of(
    actor: Actor, series_ids: Sequence[UUID]
) -> dict[UUID, list[SuggestionView]]:
    """All that can be taken up now: what was shown a moment ago may not be among the first any more."""
    found: dict[UUID, list[SuggestionView]] = {series: [] for series in series_ids}
    if actor.is_system:
        return found
    views = await one_on_ones.series_by_ids(actor, series_ids)
    active = [view for view in views.values() if view.ended_at is None]
    if not active:
        return found
    happened = await _Happened.read(actor, active)
    settled = await one_on_ones.sources_settled(actor, [view.id for view in active])
    for view in active:
        candidates = [
            each
            for each in happened.candidates(view)
            if (each.kind, each.settled_by) not in settled[view.id]
        ]
        found[view.id] = await _told_to_both(view.other_id, candidates)
    return found


async def suggestions_with(
    actor: Actor, person_ids: Sequence[UUID]
) -> dict[UUID, list[SuggestionView]]:
    """The same by the other person, for a loader; empty where there is no active series."""
    series = await one_on_ones.series_with(actor, person_ids)
    found = await suggestions_of(actor, [view.id for view in series.values()])
    return {p: found[series[p].id] if p in series else [] for p in person_ids}


def _first(candidates: Iterable[SuggestionView]) -> list[SuggestionView]:
    """The first few of each kind, shared ones first."""
    kept: dict[SuggestionKind, list[SuggestionView]] = {kind: [] for kind in SuggestionKind}
    for each in sorted(candidates, key=lambda each: each.visibility is Visibility.PRIVATE):
        if len(kept[each.kind]) < EACH_MAXIMUM:
            kept[each.kind].append(each)
    return [each for some in kept.values() for each in some]


async def _told_to_both(other_id: UUID, found: list[SuggestionView]) -> list[SuggestionView]:
    """Mark as shared what the other one may read too, asking as them."""
    other = await actor_for(other_id) if found else None
    if other is None:
        return found
    ids: dict[SuggestionSubject, list[UUID]] = defaultdict(list)
    for each in found:
        ids[each.subject].append(each.source_id)
    readable = {
        (subject, key) for subject, keys in ids.items() for key in await _READ[subject](other, keys)
    }
    return [
        replace(each, visibility=Visibility.SHARED)
        if (each.subject, each.source_id) in readable
        else each
        for each in found
    ]


@dataclass(slots=True, kw_only=True)
class _Happened:
    """What the actor may read of what happened to them and to the others, read once."""

    actor: Actor
    day: date
    words: Words
    since: dict[UUID, datetime]
    promises: dict[UUID, list[ActionItemView]]
    requests: list[FeedbackRequestView]
    notes: dict[UUID, list[FeedbackNoteView]]
    kudos: dict[UUID, list[KudosView]]
    plans: dict[UUID, list[PlanView]]
    goals: dict[UUID, list[GoalView]]
    milestones: dict[UUID, list[MilestoneView]]
    check_ins: dict[UUID, list[CheckInView]]

    @classmethod
    async def read(cls, actor: Actor, series: Sequence[SeriesView]) -> _Happened:
        """Everything, as the actor."""
        ids = [view.id for view in series]
        people = [actor.person_id, *(view.other_id for view in series)]
        held = await one_on_ones.last_held(actor, ids)
        recent = PageRequest(first=RECENT)
        kudos = await recognition.received_by(actor, [(person, recent) for person in people])
        goals = await development.goals_in_play(actor, people)
        goal_ids = [goal.id for some in goals.values() for goal in some]
        two = PageRequest(first=2)
        pages = await development.check_in_pages(actor, [(goal, two) for goal in goal_ids])
        notes = await feedback.notes_about(actor, people)
        thanks = {person: list(page.items) for (person, _), page in kudos.items()}
        authors = {note.author_id for some in notes.values() for note in some}
        authors |= {each.author_id for some in thanks.values() for each in some}
        return cls(
            actor=actor,
            day=today(actor.time_zone),
            words=Words(actor, await people_by_ids(actor, [*people, *authors])),
            since={view.id: held.get(view.id, now() - BACK) for view in series},
            promises=await one_on_ones.open_action_items_of(actor, ids),
            requests=await feedback.pending_requests(actor),
            notes=notes,
            kudos=thanks,
            plans=await development.plans_of(actor, people),
            goals=goals,
            milestones=await development.milestones_of(actor, goal_ids),
            check_ins={goal: list(page.items) for (goal, _), page in pages.items()},
        )

    def candidates(self, series: SeriesView) -> Iterable[SuggestionView]:
        """Everything that could be suggested in a series, the most pressing of each kind first."""
        two = (self.actor.person_id, series.other_id)
        since = self.since[series.id]
        yield from self._promises(series)
        for person in two:
            yield from self._goals(person, since)
        yield from self._plans(series.other_id)
        yield from self._feedback_owed(series.other_id)
        for person in two:
            yield from self._feedback(person, since)
            yield from self._thanks(person, since)
        yield from self._steps(two)

    def _promises(self, series: SeriesView) -> Iterable[SuggestionView]:
        for item in self.promises[series.id]:
            if item.overdue and item.due_on is not None:
                days = (self.day - item.due_on).days
                yield SuggestionView(
                    SuggestionKind.PROMISE_OVERDUE,
                    item.id,
                    SuggestionSubject.ACTION_ITEM,
                    *self.words.promise(item, days),
                )

    def _goals(self, person: UUID, since: datetime) -> Iterable[SuggestionView]:
        """One line for a goal: its last check-in where that is news, else how it stands."""
        for goal in self.goals.get(person, ()):
            told = self.check_ins.get(goal.id, [])
            last = told[0] if told else None
            before = told[1].progress if len(told) > 1 else 0
            fell = last is not None and last.progress < before
            low = last is not None and (last.status is GoalStatus.OFF_TRACK or fell)
            if last is not None and low and last.created_at >= since:
                yield SuggestionView(
                    SuggestionKind.LOW_CHECK_IN,
                    last.id,
                    SuggestionSubject.CHECK_IN,
                    *self.words.check_in(goal, last, before if fell else None),
                )
            elif goal.status in (GoalStatus.AT_RISK, GoalStatus.OFF_TRACK):
                yield SuggestionView(
                    SuggestionKind.GOAL_AT_RISK,
                    goal.id,
                    SuggestionSubject.GOAL,
                    *self.words.goal(goal, person),
                )

    def _plans(self, other_id: UUID) -> Iterable[SuggestionView]:
        """A plan on which a check-in is due, or which went quiet, between two who both read it."""
        for person, partner in ((self.actor.person_id, other_id), (other_id, self.actor.person_id)):
            for plan in self.plans[person]:
                if partner not in plan.visible_to_ids:
                    continue
                if plan.quiet:
                    yield SuggestionView(
                        SuggestionKind.PLAN_QUIET,
                        plan.id,
                        SuggestionSubject.PLAN,
                        *self.words.quiet_plan(plan),
                        occasion=plan.last_activity_at.date().isoformat(),
                    )
                elif plan.check_in_due and plan.check_in_due_on is not None:
                    yield SuggestionView(
                        SuggestionKind.CHECK_IN_DUE,
                        plan.id,
                        SuggestionSubject.PLAN,
                        *self.words.check_in_due(plan, plan.check_in_due_on),
                        occasion=plan.check_in_due_on.isoformat(),
                    )

    def _feedback_owed(self, other_id: UUID) -> Iterable[SuggestionView]:
        for request in self.requests:
            if other_id in (request.asked_id, request.requester_id):
                yield SuggestionView(
                    SuggestionKind.FEEDBACK_OWED,
                    request.id,
                    SuggestionSubject.FEEDBACK_REQUEST,
                    *self.words.request(request),
                )

    def _feedback(self, person: UUID, since: datetime) -> Iterable[SuggestionView]:
        for note in self.notes[person]:
            if note.created_at >= since:
                yield SuggestionView(
                    SuggestionKind.FEEDBACK_RECEIVED,
                    note.id,
                    SuggestionSubject.FEEDBACK_NOTE,
                    *self.words.note(note),
                )

    def _thanks(self, person: UUID, since: datetime) -> Iterable[SuggestionView]:
        for kudos in self.kudos[person]:
            # One thanks both of two: told once, with the first of them.
            twice = person != self.actor.person_id and self.actor.person_id in kudos.receiver_ids
            own = kudos.author_id == self.actor.person_id
            if kudos.created_at >= since and not (own or twice or kudos.hidden):
                yield SuggestionView(
                    SuggestionKind.THANKS_RECEIVED,
                    kudos.id,
                    SuggestionSubject.KUDOS,
                    *self.words.thanks(kudos, person),
                )

    def _steps(self, people: Sequence[UUID]) -> Iterable[SuggestionView]:
        """Goals and their steps that are late or due soon, the first due first."""
        steps: list[tuple[date, UUID, SuggestionSubject, GoalView, MilestoneView | None]] = []
        for person in people:
            for goal in self.goals.get(person, ()):
                if goal.due_on is not None:
                    steps.append((goal.due_on, goal.id, SuggestionSubject.GOAL, goal, None))
                steps.extend(
                    (step.due_on, step.id, SuggestionSubject.MILESTONE, goal, step)
                    for step in self.milestones[goal.id]
                    if step.due_on is not None and step.done_at is None
                )
        for due_on, key, subject, goal, step in sorted(steps, key=lambda each: each[:2]):
            if due_on <= self.day + STEP_AHEAD:
                yield SuggestionView(
                    SuggestionKind.STEP_DUE,
                    key,
                    subject,
                    *self.words.step(goal, step, due_on, (self.day - due_on).days),
                )
