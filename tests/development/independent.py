"""Progress of all goals worked out with pandas, bottom up, from the tables as they are stored.

It shares nothing with ``erm.development``: not its rules, not its arithmetic, not its queries.
"""

from __future__ import annotations

import math
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pandas as pd

from erm.core.database.connections import connection


async def _table(name: str, columns: str) -> pd.DataFrame:
    _, rows = await connection().execute_query(f"SELECT {columns} FROM {name}")
    names = [each.strip() for each in columns.split(",")]
    frame = pd.DataFrame([dict(row) for row in rows], columns=names, dtype=object)
    return frame.where(frame.notna(), None)


def _key(value: Any) -> UUID | None:
    return None if value is None else value if isinstance(value, UUID) else UUID(str(value))


async def independent_progress(day: date) -> dict[UUID, int | None]:
    """Percent of every goal in the database on a day, or None."""
    goals = await _table(
        "goal",
        "id, parent_id, plan_id, person_id, weight, measure, progress, number_start, "
        "number_target, number_now, direction, status, visibility",
    )
    for column in ("id", "parent_id", "plan_id", "person_id"):
        goals[column] = pd.Series([_key(value) for value in goals[column]], dtype=object)
    steps = await _table("milestone", "goal_id, done_at")
    steps["goal_id"] = pd.Series([_key(value) for value in steps["goal_id"]], dtype=object)
    plans = await _table("development_plan", "id, state, proposed_at")
    plans["id"] = pd.Series([_key(value) for value in plans["id"]], dtype=object)
    people = await _table("person", "id, left_on")
    gone = {
        _key(row.id)
        for row in people.itertuples()
        if row.left_on is not None and date.fromisoformat(str(row.left_on)[:10]) <= day
    }
    closed = set(plans[plans["state"] == "closed"]["id"])
    unseen = {row.id for row in plans.itertuples() if row.proposed_at is None}
    there = steps.groupby("goal_id").size().to_dict()
    reached = steps[steps["done_at"].map(lambda at: at is not None)].groupby("goal_id").size()
    done = reached.to_dict()

    def told(row: Any) -> float | None:
        """What a goal says of itself; NaN where its parts decide."""
        measure = row.measure
        if measure == "goals":
            return float(row.progress) if row.plan_id in closed else math.nan
        if measure == "percent":
            return float(row.progress)
        if measure == "yes_no":
            return 100.0 if row.progress == 100 else 0.0
        if measure == "milestones":
            total = there.get(row.id, 0)
            return float(int(done.get(row.id, 0)) * 100 // int(total)) if total else None
        start, target, at = (
            None if value is None else Decimal(str(value))
            for value in (row.number_start, row.number_target, row.number_now)
        )
        if target is None or target == start or (start is None and at is None):
            return None
        if start is None:
            assert at is not None
            return 100.0 if (at <= target if row.direction == "down" else at >= target) else 0.0
        share = Decimal(0) if at is None else (at - start) * 100 / (target - start)
        return float(math.floor(min(max(share, Decimal(0)), Decimal(100))))

    goals["own"] = pd.Series([told(row) for row in goals.itertuples()], dtype=object)
    counts = goals[
        (goals["visibility"] != "private")
        & (goals["status"] != "dropped")
        & ~goals["person_id"].isin(gone)
    ]
    plan_of = dict(zip(goals["id"], goals["plan_id"], strict=True))
    shown = [
        row.plan_id not in unseen or row.plan_id == plan_of.get(row.parent_id)
        for row in counts.itertuples()
    ]
    counts = counts[pd.Series(shown, index=counts.index, dtype=bool)]
    known: dict[UUID, int | None] = {
        row.id: None if row.own is None else int(row.own)
        for row in goals.itertuples()
        if row.own is None or not math.isnan(row.own)
    }
    # From below: a goal is worked out once everything that counts in it is.
    children = dict(iter(counts.groupby("parent_id")))
    waiting = [row.id for row in goals.itertuples() if row.id not in known]
    while waiting:
        ready = [
            key for key in waiting if key not in children or set(children[key]["id"]) <= set(known)
        ]
        assert ready, "a circle"
        for key in ready:
            frame = children.get(key)
            parts = pd.DataFrame(
                []
                if frame is None
                else [(row.weight, known[row.id]) for row in frame.itertuples()],
                columns=["weight", "progress"],
            ).dropna()
            total = int(parts["weight"].sum()) if len(parts) else 0
            known[key] = (
                int((parts["weight"] * parts["progress"]).sum()) // total if total else None
            )
        waiting = [key for key in waiting if key not in known]
    return known
