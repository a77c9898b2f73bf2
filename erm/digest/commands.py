"""Changing one's digest: when it comes, what stands in it, stopping it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from tortoise.expressions import F

from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.errors import NotAllowed
from erm.digest.errors import HourOutOfRange, NoSection, WeekdayOutOfRange
from erm.digest.models import DigestPreference, DigestSchedule
from erm.digest.policy import may_change_preference, sections_of
from erm.digest.rules import (
    EARLIEST_HOUR,
    KIND,
    LATEST_HOUR,
    DigestFrequency,
    DigestSection,
    Preference,
)
from erm.digest.scheduling import next_time
from erm.digest.standing import Reader, chosen_by, hidden_by, readers
from erm.mail.commands import cancel_for


async def set_digest_preference(
    actor: Actor,
    *,
    frequency: DigestFrequency,
    weekday: int,
    hour: int,
    sections: Collection[DigestSection] | None = None,
) -> None:
    """Choose when one's digest comes and which of its sections; the present ones if not given.

    ``weekday`` 1 (Monday) to 7, for a monthly digest the first such day of the month; ``hour`` 6 to
    21, own zone. Sections that the actor cannot have stay as they were. Whoever wants none gets none that
    waits to be sent either. Raises ``WeekdayOutOfRange``,
    ``HourOutOfRange`` or ``NoSection``.
    """
    if not may_change_preference(actor, actor.person_id):
        raise NotAllowed
    if not 1 <= weekday <= 7:
        raise WeekdayOutOfRange(field="weekday")
    if not EARLIEST_HOUR <= hour <= LATEST_HOUR:
        raise HourOutOfRange(field="hour", minimum=EARLIEST_HOUR, maximum=LATEST_HOUR)
    row = await DigestPreference.get_or_none(person_id=actor.person_id)
    hidden = hidden_by(row)
    if sections is not None:
        available = set(sections_of(actor))
        if not available & set(sections):
            raise NoSection(field="sections")
        hidden = hidden - available | (available - set(sections))
    chosen = Preference(frequency, weekday, hour)
    await _store(actor.person_id, chosen, hidden, row)
    reader = (await readers([actor.person_id]))[actor.person_id]
    if row is not None and chosen == chosen_by(row) and reader.standing.cadence is frequency:
        # What was missed stays missed: only the sections are others.
        return
    await _plan(actor.person_id, reader, next_time(now(), reader.timing(frequency), reader.made))
    if frequency is DigestFrequency.OFF:
        await cancel_for(actor.person_id, kind=KIND)


async def stop_digest(person_id: UUID) -> None:
    """Stop a person's digest, as the link in it does; doing it again changes nothing.

    One that waits to be sent is not sent any more.
    """
    row = await DigestPreference.get_or_none(person_id=person_id)
    if row is not None and row.frequency is DigestFrequency.OFF:
        return
    chosen = replace(chosen_by(row), frequency=DigestFrequency.OFF)
    await _store(person_id, chosen, hidden_by(row), row)
    await _plan(person_id, (await readers([person_id]))[person_id], None)
    await cancel_for(person_id, kind=KIND)


async def _store(
    person_id: UUID,
    chosen: Preference,
    hidden: frozenset[DigestSection],
    before: DigestPreference | None,
) -> None:
    same = before is not None and chosen == chosen_by(before)
    row = DigestPreference(
        person_id=person_id,
        frequency=chosen.frequency,
        weekday=chosen.weekday,
        hour=chosen.hour,
        hidden_sections=sorted(hidden) or None,
        updated_at=before.updated_at if before is not None and same else now(),
    )
    await DigestPreference.bulk_create(
        [row],
        on_conflict=["person_id"],
        update_fields=["frequency", "weekday", "hour", "hidden_sections", "updated_at"],
    )


async def _plan(person_id: UUID, reader: Reader, next_at: datetime | None) -> None:
    """Put the next time in, at the cadence that was chosen; whoever makes one just now gives it up."""
    row = DigestSchedule(
        person_id=person_id,
        next_at=next_at,
        zone=reader.time_zone,
        cadence=reader.chosen.frequency,
        ignored=0,
        last_issue_id=reader.last_issue_id,
    )
    await DigestSchedule.bulk_create([row], ignore_conflicts=True)
    await DigestSchedule.filter(person_id=person_id).update(
        next_at=next_at,
        zone=reader.time_zone,
        cadence=reader.chosen.frequency,
        ignored=0,
        claimed_until=None,
        version=F("version") + 1,
    )
