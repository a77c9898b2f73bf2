"""People whom messages reach at any time."""

from __future__ import annotations

from collections.abc import Iterable

from erm.core.clock import now
from erm.notifications.models import Reach
from erm.people.models import Person


async def reachable(people: Iterable[Person]) -> None:
    """Let people be reached at any hour of any day."""
    await Reach.bulk_create(
        [
            Reach(person_id=each.id, quiet_from=0, quiet_to=0, days_off=[], updated_at=now())
            for each in people
        ]
    )
