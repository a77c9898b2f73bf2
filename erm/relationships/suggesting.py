"""The words of suggested talking points, in the viewer's language and by their calendar.

Each method answers the proposed body and the reason. They are given views that the viewer may read
and say nothing that those do not.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from babel.dates import format_skeleton

from erm.core.actor import Actor
from erm.core.clock import today
from erm.core.language import babel_locale, say
from erm.development.rules import GoalStatus
from erm.development.views import CheckInView, GoalView, MilestoneView, PlanView
from erm.feedback.views import FeedbackNoteView, FeedbackRequestView
from erm.one_on_ones.views import ActionItemView
from erm.people.views import PersonView
from erm.recognition.views import KudosView
from erm.relationships.rules import shorten

TEXT_LIMIT = 200
"""Most characters of what somebody else wrote that a proposed point repeats."""

BodyAndReason = tuple[str, str]


class Words:
    """Makes sentences for one viewer."""

    def __init__(self, actor: Actor, people: Mapping[UUID, PersonView]) -> None:
        self._me = actor.person_id
        self._language = actor.locale
        self._zone = ZoneInfo(actor.time_zone)
        self._year = today(actor.time_zone).year
        self._people = people

    def promise(self, item: ActionItemView, days: int) -> BodyAndReason:
        """A promise of either whose day is over since so many days."""
        return (
            shorten(item.body, TEXT_LIMIT),
            self._say(self._whose("promise", item.owner_id), item.owner_id, count=days),
        )

    def goal(self, goal: GoalView, person_id: UUID) -> BodyAndReason:
        """A goal that is at risk or off track."""
        key = "off_track" if goal.status is GoalStatus.OFF_TRACK else "at_risk"
        body = self._say("goal.body", title=self._short(goal.title))
        return body, self._say(self._whose(key, person_id), person_id)

    def check_in(self, goal: GoalView, told: CheckInView, before: int | None) -> BodyAndReason:
        """A check-in that is off track, or lower than the one ``before``."""
        day = self._day(told.created_at)
        body = self._say("check_in.body", title=self._short(goal.title))
        if before is None:
            return body, self._say("check_in.off_track", day=day)
        return body, self._say("check_in.fell", day=day, before=before, after=told.progress)

    def check_in_due(self, plan: PlanView, due_on: date) -> BodyAndReason:
        """A plan on which a check-in is due."""
        key = self._whose("check_in_due", plan.person_id)
        return (
            self._say("plan.body", title=self._short(plan.title)),
            self._say(key, plan.person_id, day=self._day(due_on)),
        )

    def quiet_plan(self, plan: PlanView) -> BodyAndReason:
        """A plan that nobody has touched for a while."""
        key = self._whose("plan_quiet", plan.person_id)
        return (
            self._say("plan.body", title=self._short(plan.title)),
            self._say(key, plan.person_id, count=plan.quiet_days),
        )

    def request(self, request: FeedbackRequestView) -> BodyAndReason:
        """Feedback that one of the two waits for."""
        key = "owed.mine" if request.asked_id == self._me else "owed.theirs"
        return (
            self._say("owed.body", text=self._short(request.question)),
            self._say(key, request.requester_id, day=self._day(request.created_at)),
        )

    def note(self, note: FeedbackNoteView) -> BodyAndReason:
        """Feedback to one of the two."""
        day = self._day(note.created_at)
        if note.author_id == self._me:
            reason = self._say("feedback.given", day=day)
        else:
            key = self._whose("feedback", note.recipient_id)
            reason = self._say(key, note.recipient_id, day=day)
        return self._say("feedback.body", note.author_id, text=self._short(note.behaviour)), reason

    def thanks(self, kudos: KudosView, person_id: UUID) -> BodyAndReason:
        """Thanks to one of the two."""
        return (
            self._say("thanks.body", kudos.author_id, text=self._short(kudos.message)),
            self._say(self._whose("thanks", person_id), person_id, day=self._day(kudos.created_at)),
        )

    def step(
        self, goal: GoalView, step: MilestoneView | None, due_on: date, late: int
    ) -> BodyAndReason:
        """A goal, or a step on the way to it, that is due, or ``late`` by so many days."""
        what = "goal" if step is None else "step"
        title = goal.title if step is None else step.title
        body = self._say(f"{what}_due.body", title=self._short(title))
        if late > 0:
            return body, self._say(f"{what}_due.late", title=self._short(goal.title), count=late)
        day = self._day(due_on)
        return body, self._say(f"{what}_due.soon", title=self._short(goal.title), day=day)

    def _whose(self, key: str, person_id: UUID) -> str:
        return f"{key}.{'mine' if person_id == self._me else 'theirs'}"

    def _say(self, key: str, person_id: UUID | None = None, **params: Any) -> str:
        name = "" if person_id is None else self._people[person_id].name
        return say(self._language, f"suggestion.{key}", name=name, **params)

    def _short(self, text: str) -> str:
        return shorten(text, TEXT_LIMIT)

    def _day(self, value: date | datetime) -> str:
        day = value.astimezone(self._zone).date() if isinstance(value, datetime) else value
        skeleton = "MMMMd" if day.year == self._year else "yMMMMd"
        noon = datetime(day.year, day.month, day.day, 12, tzinfo=self._zone)
        return str(format_skeleton(skeleton, noon, locale=babel_locale(self._language)))
