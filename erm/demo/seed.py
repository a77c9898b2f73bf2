"""Planting the demo company into an empty database.

Everything is built in memory from hand-written content, "now" and one fixed seed, and written in
one transaction: the same ``now`` gives the same rows (but for the salt of the password
and the nonces of what is encrypted).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from erm.access.commands.upkeep import show_demo_accounts
from erm.access.passwords import hash_password
from erm.core.actor import SYSTEM
from erm.core.events import Bus
from erm.core.work import unit_of_work
from erm.demo.abilities import plant_abilities
from erm.demo.content import company
from erm.demo.gratitude import plant_choices, plant_gratitude
from erm.demo.growth import plant_growth
from erm.demo.handovers import plant_handovers
from erm.demo.meetings import plant_meetings
from erm.demo.opinions import plant_feedback
from erm.demo.plans import plant_plans
from erm.demo.points import plant_points
from erm.demo.promises import plant_promises
from erm.demo.rounds import plant_cycles
from erm.demo.rows import Ledger, Rows
from erm.demo.staff import Staff, plant_people
from erm.demo.thanks import plant_kudos
from erm.demo.timeline import Timeline
from erm.people.models import Person

Progress = Callable[[str, int, int], None]
"""Called with the table that was just written, the rows written so far and the rows in all."""


class DatabaseNotEmpty(Exception):
    """Somebody is in the directory already: the demo never mixes with real people."""


def build(now: datetime, password_hash: str) -> tuple[Rows, Staff]:
    """All rows of the demo company as of ``now`` (aware), unsaved, and its people by key."""
    timeline, rows = Timeline(now), Rows()
    ledger = Ledger(timeline, rows)
    staff = plant_people(timeline, rows, password_hash)
    plant_meetings(timeline, rows, ledger, staff)
    plant_feedback(timeline, rows, ledger, staff)
    frameworks = plant_growth(timeline, rows, staff)
    plant_abilities(timeline, rows, staff, frameworks)
    plant_plans(timeline, rows, ledger, staff, frameworks)
    plant_choices(timeline, rows)
    plant_kudos(timeline, rows, ledger, staff)
    plant_points(timeline, rows, staff)
    plant_gratitude(timeline, rows, staff)
    plant_promises(timeline, rows, ledger, staff)
    plant_handovers(timeline, rows, staff)
    plant_cycles(timeline, rows, staff)
    return rows, staff


async def seed(now: datetime, progress: Progress | None = None) -> int:
    """Write the demo company into the open database; answers the number of rows. See ``surveys`` besides.

    Raises ``DatabaseNotEmpty`` when there are people, and then changes nothing.
    """
    password_hash = await hash_password(company.DEMO_PASSWORD)
    # No subscriber: the rows that the facts would lead to are among those that are written.
    async with unit_of_work(Bus()):
        if await Person.exists():
            raise DatabaseNotEmpty("the directory is not empty")
        rows, staff = build(now, password_hash)
        await rows.write(progress or _quietly)
        await show_demo_accounts(
            SYSTEM,
            accounts=[(staff.people[key].id, role) for key, role in company.SIGN_IN_AS],
            password=company.DEMO_PASSWORD,
        )
    return len(rows)


def _quietly(table: str, written: int, total: int) -> None:
    """Nobody watches."""
