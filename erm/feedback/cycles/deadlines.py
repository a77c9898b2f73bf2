"""Until when somebody has time: the last day of a phase, to its end as the cycle's clocks show it.

An extension belongs to a person and a phase and holds for all that they have to do in it. Reminders,
screens and commands all ask here, so that none of them can name another day.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from erm.feedback.cycles.models import Cycle
from erm.feedback.cycles.rules import CyclePhase

Extensions = Mapping[tuple[UUID, CyclePhase], date]
"""The extensions of one cycle: until when, by person and phase."""


def phase_until(cycle: Cycle, phase: CyclePhase) -> date | None:
    """The last day of a phase for everybody, or None where the cycle has no such phase."""
    return {
        CyclePhase.NOMINATION: cycle.nomination_until,
        CyclePhase.WRITING: cycle.writing_until,
        CyclePhase.CALIBRATION: cycle.calibration_until,
        CyclePhase.PACKETS: cycle.packets_until,
        CyclePhase.ACKNOWLEDGEMENT: cycle.acknowledge_until,
    }[phase]


def until_for(
    cycle: Cycle, phase: CyclePhase, person_id: UUID | None, extensions: Extensions
) -> date | None:
    """The last day of a phase for one person. An extension never brings it nearer."""
    until = phase_until(cycle, phase)
    if until is None or person_id is None:
        return until
    extended = extensions.get((person_id, phase))
    return until if extended is None else max(until, extended)


def end_of_day(day: date, time_zone: str) -> datetime:
    """The first instant after a day, in UTC, as the clocks of the zone show it."""
    midnight = datetime.combine(day + timedelta(days=1), time.min, tzinfo=ZoneInfo(time_zone))
    return midnight.astimezone(UTC)


def is_over(cycle: Cycle, until: date, moment: datetime) -> bool:
    """Whether a last day has passed at a moment."""
    return moment >= end_of_day(until, cycle.time_zone)
