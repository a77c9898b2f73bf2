"""``things``: everything that Ann has open. ``do(command)``: in a unit of work, with every subscriber."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar
from uuid import UUID

import pytest

from erm.core.clock import now, today
from erm.core.database.connections import connection
from erm.core.work import unit_of_work
from erm.development.models import Goal
from erm.development.rules import PlanState
from erm.feedback.models import FeedbackRequest
from erm.feedback.rules import RequestState
from erm.flows.handing_over import WrittenLine
from erm.flows.subscriptions import build_bus
from erm.handovers.rules import LineKind
from erm.one_on_ones.models import ActionItem
from erm.people.models import Person
from tests.cast import Cast
from tests.development.builders import filled
from tests.everyday import SETTINGS
from tests.one_on_ones.builders import history

T = TypeVar("T")
BUS = build_bus(SETTINGS)


async def in_work(command: Awaitable[T]) -> T:
    async with unit_of_work(BUS):
        return await command


@pytest.fixture
def do() -> Callable[[Awaitable[Any]], Awaitable[Any]]:
    return in_work


async def asked(requester: Person, of: Person, question: str = "How was it?") -> UUID:
    row = await FeedbackRequest.create(
        requester_id=requester.id,
        asked_id=of.id,
        question=question,
        due_on=today() + timedelta(days=5),
        state=RequestState.PENDING,
        open_key=f"{requester.id}{of.id}"[:64],
        created_at=now(),
    )
    return row.id


@dataclass(frozen=True)
class Things:
    """Ids of what Ann has open; ``promise`` and ``series`` are with Bo."""

    promise: UUID
    series: UUID
    to_write: UUID
    sent: UUID
    goal: UUID

    @property
    def names(self) -> set[tuple[LineKind, UUID]]:
        return {(line.kind, line.subject_id) for line in self.lines()}

    def lines(self, text: str = "please look after this") -> list[WrittenLine]:
        return [
            WrittenLine(LineKind.PROMISE, self.promise, text),
            WrittenLine(LineKind.SERIES, self.series, text),
            WrittenLine(LineKind.REQUEST, self.to_write, text),
            WrittenLine(LineKind.REQUEST, self.sent, text),
            WrittenLine(LineKind.GOAL, self.goal, text),
        ]

    def line(self, kind: LineKind, text: str = "please look after this") -> WrittenLine:
        return next(line for line in self.lines(text) if line.kind is kind)


@pytest.fixture
async def things(cast: Cast) -> Things:
    (series,) = await history(cast.ann, [cast.bo], 1)
    promise = await ActionItem.get(owner_id=cast.ann.id)
    to_write = await asked(cast.cy, cast.ann)
    sent = await asked(cast.ann, cast.max)
    (plan,) = await filled([cast.ann], cast.ann, state=PlanState.ACTIVE)
    goal, reached = await Goal.filter(plan_id=plan.id).order_by("position")
    await Goal.filter(id=reached.id).update(status="done")
    return Things(promise.id, series.id, to_write, sent, goal.id)


async def everything() -> dict[str, list[Any]]:
    """Every row of every table that handing over may touch."""
    tables = (
        "handover",
        "handover_line",
        "one_on_one_action_item",
        "one_on_one_series",
        "one_on_one_meeting",
        "feedback_request",
        "goal",
        "check_in",
        "audit_entry",
    )
    return {
        table: sorted(
            (
                list(map(str, row.values()))
                for row in await connection().execute_query_dict(f"SELECT * FROM {table}")
            ),
        )
        for table in tables
    }
