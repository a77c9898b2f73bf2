"""How far a cycle is, in numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from erm.feedback.cycles.rules import PacketState, ReviewState
from erm.feedback.cycles.views.cycles import PerspectiveCountView


class DirectoryAsOf(StrEnum):
    """As of when people are counted in departments."""

    LAUNCH = "launch"
    NOW = "now"


@dataclass(frozen=True, slots=True)
class DepartmentProgressView:
    """A department's participants and the reviews about them. ``department_id`` None: in none.

    ``joined`` and ``left`` are the participants who came into it and went out of it since launch.
    """

    department_id: UUID | None
    participants: int
    asked: int
    submitted: int
    joined: int
    left: int


@dataclass(frozen=True, slots=True)
class RaterOwingView:
    """How many reviews somebody owes and has submitted in a cycle; never about whom."""

    person_id: UUID
    owed: int
    submitted: int
    reminders: int
    last_reminded_on: date | None


@dataclass(frozen=True, slots=True)
class ProgressView:
    """A cycle's progress. ``owing`` and ``overloaded`` begin with those who owe most."""

    participants: int
    reviews: int
    submitted: int
    by_state: Mapping[ReviewState, int]
    by_perspective: tuple[PerspectiveCountView, ...]
    by_department: tuple[DepartmentProgressView, ...]
    owing: tuple[RaterOwingView, ...]
    overloaded: tuple[RaterOwingView, ...]
    packets: Mapping[PacketState, int]
    reminded_on: date | None
    next_reminder_on: date | None
