"""How far a cycle is, in numbers, for HR."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

import strawberry

from erm.feedback.cycles.queries import progress
from erm.feedback.cycles.views.cycles import PerspectiveCountView
from erm.feedback.cycles.views.progress import (
    DepartmentProgressView,
    DirectoryAsOf,
    ProgressView,
    RaterOwingView,
)
from erm.schema import refs
from erm.schema.context import Info
from erm.schema.cycle_enums import PacketState, Perspective, ReviewState
from erm.schema.enums import describe
from erm.schema.refs import DepartmentRef, PersonRef

describe(
    DirectoryAsOf,
    "DirectoryAsOf",
    "As of when people are counted in departments.",
    {
        DirectoryAsOf.LAUNCH: "Where they worked when they came into the cycle.",
        DirectoryAsOf.NOW: "Where they work today.",
    },
)

AsOf = Annotated[
    DirectoryAsOf, strawberry.argument(description="As of when departments are counted.")
]


@strawberry.type(description="How many are asked in a perspective, and how many have submitted.")
class PerspectiveCount:
    """A line of progress."""

    perspective: Perspective = strawberry.field(description="Which perspective.")
    asked: int = strawberry.field(description="How many are asked, those who submitted included.")
    submitted: int = strawberry.field(description="How many have submitted.")
    declined: int = strawberry.field(description="How many have declined.")

    @classmethod
    def of(cls, view: PerspectiveCountView) -> PerspectiveCount:
        """Dress a view."""
        return cls(
            perspective=view.perspective,
            asked=view.asked,
            submitted=view.submitted,
            declined=view.declined,
        )


@strawberry.type(description="How many reviews of a cycle are in a state.")
class ReviewStateCount:
    """A line of progress."""

    state: ReviewState = strawberry.field(description="Which state.")
    count: int = strawberry.field(description="How many reviews.")


@strawberry.type(description="How many packets of a cycle are in a state.")
class PacketStateCount:
    """A line of progress."""

    state: PacketState = strawberry.field(description="Which state.")
    count: int = strawberry.field(description="How many packets.")


@strawberry.type(description="How far a cycle is in one department.")
class DepartmentProgress:
    """A line of progress."""

    department_key: strawberry.Private[UUID | None]
    participants: int = strawberry.field(description="How many take part there.")
    asked: int = strawberry.field(description="How many reviews about them are asked for.")
    submitted: int = strawberry.field(description="How many of these were submitted.")
    joined: int = strawberry.field(
        description="How many participants have come into it since launch."
    )
    left: int = strawberry.field(
        description="How many participants have gone out of it since launch."
    )

    @strawberry.field(description="The department alone; null: those who are in none.")
    async def department(self, info: Info) -> DepartmentRef | None:
        """Which one."""
        return await refs.load(info, "Department", self.department_key)

    @classmethod
    def of(cls, view: DepartmentProgressView) -> DepartmentProgress:
        """Dress a view."""
        return cls(
            department_key=view.department_id,
            participants=view.participants,
            asked=view.asked,
            submitted=view.submitted,
            joined=view.joined,
            left=view.left,
        )


@strawberry.type(description="How many reviews somebody owes in a cycle; never about whom.")
class RaterOwing:
    """Somebody who writes."""

    person_key: strawberry.Private[UUID]
    owed: int = strawberry.field(description="How many they have not submitted yet.")
    submitted: int = strawberry.field(description="How many they have.")
    reminders: int = strawberry.field(
        description="How often they were reminded since they last submitted one."
    )
    last_reminded_on: date | None = strawberry.field(
        description="The day of the last reminder, by their clocks."
    )

    @strawberry.field(description="Who.")
    async def person(self, info: Info) -> PersonRef:
        """The rater."""
        return await refs.person(info, self.person_key)

    @classmethod
    def of(cls, view: RaterOwingView) -> RaterOwing:
        """Dress a view."""
        return cls(
            person_key=view.person_id,
            owed=view.owed,
            submitted=view.submitted,
            reminders=view.reminders,
            last_reminded_on=view.last_reminded_on,
        )


@strawberry.type(
    description="How far a cycle is. What is written about the viewer is no part of the numbers of "
    "reviews."
)
class CycleProgress:
    """Numbers."""

    participants: int = strawberry.field(description="How many take part.")
    reviews: int = strawberry.field(
        description="How many reviews are asked for, those submitted included."
    )
    submitted: int = strawberry.field(description="How many were submitted.")
    by_state: list[ReviewStateCount] = strawberry.field(description="Reviews by state.")
    by_perspective: list[PerspectiveCount] = strawberry.field(description="By perspective.")
    by_department: list[DepartmentProgress] = strawberry.field(
        description="By the participant's department, the largest first."
    )
    owing: list[RaterOwing] = strawberry.field(
        description="Who owes reviews, who owes most first; at most 200 people."
    )
    overloaded: list[RaterOwing] = strawberry.field(
        description="Who is asked for more reviews than the cycle's limit, over all cycles that are "
        "being written; at most 200 people."
    )
    packets: list[PacketStateCount] = strawberry.field(description="Packets by state.")
    reminded_on: date | None = strawberry.field(description="When somebody was last reminded.")
    next_reminder_on: date | None = strawberry.field(
        description="When somebody will be reminded next by itself; null: nobody any more."
    )

    @classmethod
    def of(cls, view: ProgressView) -> CycleProgress:
        """Dress a view."""
        return cls(
            participants=view.participants,
            reviews=view.reviews,
            submitted=view.submitted,
            by_state=[ReviewStateCount(state=k, count=v) for k, v in view.by_state.items()],
            by_perspective=[PerspectiveCount.of(each) for each in view.by_perspective],
            by_department=[DepartmentProgress.of(each) for each in view.by_department],
            owing=[RaterOwing.of(each) for each in view.owing],
            overloaded=[RaterOwing.of(each) for each in view.overloaded],
            packets=[PacketStateCount(state=k, count=v) for k, v in view.packets.items()],
            reminded_on=view.reminded_on,
            next_reminder_on=view.next_reminder_on,
        )


@strawberry.type
class CycleWithProgress:
    """What a cycle has of it."""

    key: strawberry.Private[UUID]

    @strawberry.field(description="How far it is, for HR; null for others.")
    async def progress(
        self, info: Info, as_of: AsOf = DirectoryAsOf.LAUNCH
    ) -> CycleProgress | None:
        """Numbers."""
        view = await progress.progress_of(info.context.actor, self.key, as_of)
        return None if view is None else CycleProgress.of(view)
