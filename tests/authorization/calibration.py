"""The rows of calibrations: a session that Mo leads, of two people whom Mo manages anyway."""

from __future__ import annotations

from typing import Any

from erm.core.clock import now
from erm.feedback.cycles.models import (
    CalibrationChange,
    CalibrationFacilitator,
    CalibrationSeat,
    CalibrationSession,
)
from tests.authorization.relations import Relation
from tests.authorization.world import Row, World, ids


async def fill(world: World) -> None:
    c = world.cast
    cycle = world.named("launched cycle")
    ann, bo = world.named(f"Ann in {cycle.name}"), world.named(f"Bo in {cycle.name}")
    rating = world.named(f"rating of {cycle.name}")
    session = await world.put(
        "CalibrationSession",
        CalibrationSession,
        "calibration that Mo leads",
        texts=["name"],
        ties={Relation.AUTHOR: ids(c.mo)},
        links={"cycle": cycle, "facilitators": [world.person(c.mo)]},
        able="canManage",
        cycle_id=cycle.key,
        created_by_id=c.hana.id,
        created_at=now(),
    )
    await CalibrationFacilitator.create(session_id=session.key, person_id=c.mo.id)
    for seat in (ann, bo):
        await CalibrationSeat.create(session_id=session.key, participant_id=seat.key)
    await _change(world, session, ann, rating)


async def _change(world: World, session: Row, about: Row, question: Row) -> Row:
    c = world.cast
    values: dict[str, Any] = {"before": 4, "after": 3}
    row = await world.put(
        "CalibrationChange",
        CalibrationChange,
        "change of a rating of Ann",
        texts=["reason"],
        ties={Relation.AUTHOR: ids(c.mo)},
        links={
            "participant": about,
            "question": question,
            "proposedBy": world.person(c.mo),
            "decidedBy": None,
        },
        session_id=session.key,
        participant_id=about.key,
        question_id=question.key,
        proposed_by_id=c.mo.id,
        created_at=now(),
        **values,
    )
    row.values |= values
    return row
