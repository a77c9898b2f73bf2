"""Changing one's digest: when it comes, what stands in it, stopping it."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.errors import NotAllowed
from erm.digest.errors import HourOutOfRange, NoSection, WeekdayOutOfRange
from erm.digest.models import DigestPreference
from erm.digest.policy import may_change_preference, sections_of
from erm.digest.queries import chosen_by, hidden_by
from erm.digest.rules import (
    EARLIEST_HOUR,
    LATEST_HOUR,
    DigestFrequency,
    DigestSection,
    Preference,
)


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
    21, own zone. Sections that the actor cannot have stay as they were. Raises ``WeekdayOutOfRange``,
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
    await _store(actor.person_id, Preference(frequency, weekday, hour), hidden)


async def stop_digest(person_id: UUID) -> None:
    """Stop a person's digest, as the link in it does; doing it again changes nothing."""
    row = await DigestPreference.get_or_none(person_id=person_id)
    if row is not None and row.frequency is DigestFrequency.OFF:
        return
    chosen = chosen_by(row)
    await _store(
        person_id, Preference(DigestFrequency.OFF, chosen.weekday, chosen.hour), hidden_by(row)
    )


async def _store(person_id: UUID, chosen: Preference, hidden: frozenset[DigestSection]) -> None:
    row = DigestPreference(
        person_id=person_id,
        frequency=chosen.frequency,
        weekday=chosen.weekday,
        hour=chosen.hour,
        hidden_sections=sorted(hidden) or None,
        updated_at=now(),
    )
    await DigestPreference.bulk_create(
        [row],
        on_conflict=["person_id"],
        update_fields=["frequency", "weekday", "hour", "hidden_sections", "updated_at"],
    )
