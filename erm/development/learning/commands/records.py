"""What people say of what they learn."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from tortoise.expressions import F

from erm.core.actor import Actor
from erm.core.clock import now, today
from erm.core.ids import new_id
from erm.core.text import clean_text
from erm.core.work import record
from erm.development.learning import policy
from erm.development.learning.commands.catalogue import checked_minutes
from erm.development.learning.errors import (
    LearnedInTheFuture,
    LearningNotFound,
    ResourceNotFound,
    ResourceRetired,
)
from erm.development.learning.events import LearningDone
from erm.development.learning.models import LearningRecord, LearningResource
from erm.development.learning.queries import own_records_of, view_of_record
from erm.development.learning.rules import NOTE_MAXIMUM, LearningState
from erm.development.learning.views import RecordView


async def plan_learning(actor: Actor, *, resource_id: UUID) -> RecordView:
    """Put a resource on one's list; what stands there already, planned or done, stays as it is.

    Raises ``ResourceNotFound``, ``ResourceRetired``.
    """
    resource = await _resource(actor, resource_id)
    found = (await own_records_of(actor, [resource_id])).get(resource_id)
    if found is not None:
        return found
    if resource.retired_at is not None:
        raise ResourceRetired
    return await _put(actor, resource_id, {"state": LearningState.PLANNED}, overwrite=False)


async def mark_learning_done(
    actor: Actor,
    *,
    resource_id: UUID,
    done_on: date | None = None,
    minutes: int | None = None,
    note: str = "",
) -> RecordView:
    """Say that one has learnt from a resource: today unless a day is given. May be said anew.

    One out of use can be marked too: it was learnt from while it was there. Raises
    ``ResourceNotFound``, ``LearnedInTheFuture``, ``MinutesOutOfRange``, and the refusals of texts.
    """
    _ = await _resource(actor, resource_id)
    day = today(actor.time_zone)
    if done_on is not None and done_on > day:
        raise LearnedInTheFuture(field="done_on")
    values = {
        "state": LearningState.DONE,
        "done_on": done_on or day,
        "minutes": checked_minutes(minutes),
        "note": clean_text(note, field="note", maximum=NOTE_MAXIMUM, required=False),
    }
    view = await _put(actor, resource_id, values, overwrite=True)
    record(
        LearningDone(
            at=now(), record_id=view.id, resource_id=resource_id, person_id=actor.person_id
        )
    )
    return view


async def remove_learning(actor: Actor, *, resource_id: UUID) -> None:
    """Take a resource off one's list. Raises ``LearningNotFound``."""
    if not await LearningRecord.filter(person_id=actor.person_id, resource_id=resource_id).delete():
        raise LearningNotFound


async def _resource(actor: Actor, resource_id: UUID) -> LearningResource:
    row = await LearningResource.get_or_none(policy.readable_resources(actor), id=resource_id)
    if row is None:
        raise ResourceNotFound
    return row


async def _put(
    actor: Actor, resource_id: UUID, values: dict[str, Any], *, overwrite: bool
) -> RecordView:
    """Write the one line that a person has of a resource, whoever else writes it right now."""
    row = LearningRecord(
        id=new_id(),
        person_id=actor.person_id,
        resource_id=resource_id,
        created_at=now(),
        **values,
    )
    await LearningRecord.bulk_create([row], ignore_conflicts=True)
    stored = await LearningRecord.get(person_id=actor.person_id, resource_id=resource_id)
    if stored.id != row.id and overwrite:
        await LearningRecord.filter(id=stored.id).update(**values, version=F("version") + 1)
        stored = await LearningRecord.get(id=stored.id)
    return view_of_record(stored)
