"""Reports on people that come by mail."""

from __future__ import annotations

from typing import Any

from erm.core.clock import now, today
from erm.reports.models import PeopleReportAccess, ReportSchedule
from erm.reports.rules import (
    PeopleReportKind,
    ReportAct,
    ReportAsOf,
    ReportBy,
    ReportEvery,
    ReportFormat,
)
from tests.authorization.relations import Relation
from tests.authorization.world import Row, World, ids


async def fill(world: World) -> None:
    c = world.cast
    for owner, variant in (
        (c.hana, "going on"),
        (c.hana, "ended"),
        (c.max, "of who is not HR any more"),
    ):
        await world.put(
            "ReportSchedule",
            ReportSchedule,
            f"report by mail of {owner.given_name}, {variant}",
            variant=variant,
            ties={Relation.SELF: ids(owner)},
            owner_id=owner.id,
            kind=PeopleReportKind.DIRECTORY,
            by=ReportBy.DEPARTMENT,
            as_of=ReportAsOf.NOW,
            format=ReportFormat.PDF,
            every=ReportEvery.MONTHLY,
            next_on=today(),
            created_at=now(),
            ended_at=now() if variant == "ended" else None,
        )
    await world.put(
        "PeopleReportAccess",
        PeopleReportAccess,
        "that Hana saw a report",
        person_id=c.hana.id,
        kind=PeopleReportKind.DIRECTORY,
        by=ReportBy.DEPARTMENT,
        act=ReportAct.VIEWED.value,
        day=today(),
        at=now(),
    )


def given(world: World) -> list[tuple[str, str, Row | None, dict[str, Any], dict[str, Any]]]:
    """The mutation, the input that names its row, the row, the rest, and what is particular."""
    mine = world.named("report by mail of Hana, going on")
    formers = world.named("report by mail of Max, of who is not HR any more")
    what = {
        "kind": "DIRECTORY",
        "by": "LEVEL",
        "asOf": "THEN",
        "format": "CSV",
        "every": "WEEKLY",
    }
    own: dict[str, Any] = {"relations": frozenset({Relation.SELF})}
    return [
        ("saveReportSchedule", "", None, what, {}),
        ("saveReportSchedule", "scheduleId", mine, {**what, "version": 1}, own),
        ("saveReportSchedule", "scheduleId", formers, {**what, "version": 1}, own),
        ("endReportSchedule", "scheduleId", mine, {"version": 1}, {}),
        ("endReportSchedule", "scheduleId", formers, {"version": 1}, {}),
    ]
