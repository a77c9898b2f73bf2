"""What was changed in plans and goals."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import strawberry

from erm.development.views import ChangeView
from erm.schema import refs
from erm.schema.context import Info
from erm.schema.refs import GoalRef, PersonRef


@strawberry.type(description="One part of a plan or of a goal that was changed; kept for good.")
class DevelopmentChange:
    """A line of the history."""

    by_key: strawberry.Private[UUID]
    goal_key: strawberry.Private[UUID | None]
    at: datetime = strawberry.field(description="When it was changed.")
    subject: str = strawberry.field(description="What the changed thing was called.")
    field: str = strawberry.field(
        description="Which part: title, focus, starts_on, ends_on, extended, mentor, check_in_every, "
        "quiet_after, focus_added, focus_edited, focus_removed, goal_added, goal_removed, goal_title, "
        "goal_description, goal_due_on, goal_kind, goal_measure, goal_start, goal_target, goal_unit, "
        "goal_direction, goal_weight, goal_visibility, goal_parent, goal_focus, milestone_added or "
        "milestone_removed."
    )
    before: str = strawberry.field(
        description="What it was; days as 2026-11-30, enumerations by their names. May be empty."
    )
    after: str = strawberry.field(description="What it became, in the same form.")
    after_signing: bool = strawberry.field(
        description="Whether both sides had agreed to the plan before."
    )

    @strawberry.field(description="Who changed it.")
    async def by(self, info: Info) -> PersonRef:
        """Who did it."""
        return await refs.person(info, self.by_key)

    @strawberry.field(description="The goal that was changed, if it is one that the viewer reads.")
    async def goal(self, info: Info) -> GoalRef | None:
        """Its goal."""
        return await refs.load(info, "Goal", self.goal_key)

    @classmethod
    def of(cls, view: ChangeView) -> DevelopmentChange:
        """Dress a view."""
        return cls(
            by_key=view.by_id,
            goal_key=view.goal_id,
            at=view.at,
            subject=view.subject,
            field=view.field,
            before=view.before,
            after=view.after,
            after_signing=view.after_signing,
        )
