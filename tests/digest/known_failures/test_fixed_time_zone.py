"""Everything at nine of the server: at night in California, and an hour off for half of the year."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from erm.digest.models import DigestIssue
from erm.people.models import Person
from erm.settings import Settings
from tests.cast import Cast
from tests.digest.issuing import ask, run

ZONES = [
    "America/Los_Angeles", "America/Sao_Paulo", "Europe/Berlin", "Asia/Kathmandu",
    "Australia/Lord_Howe", "Pacific/Kiritimati",
]  # fmt: skip


async def test_each_comes_at_nine_of_its_readers_own_monday_on_both_sides_of_a_change(
    cast: Cast, settings: Settings
) -> None:
    """Europe changes its clocks on 25 October 2026, America on 1 November."""
    moment = datetime(2026, 10, 17, tzinfo=UTC)
    people = await cast.crowd(len(ZONES))
    for person, zone in zip(people, ZONES, strict=True):
        await Person.filter(id=person.id).update(time_zone=zone, created_at=moment)
    await ask(cast.mo, people)
    while moment < datetime(2026, 11, 11, tzinfo=UTC):
        await run(settings, moment)
        moment += timedelta(minutes=15)
        if moment.astimezone(UTC).weekday() in (2, 3, 4):
            moment += timedelta(days=1)
    for person, zone in zip(people, ZONES, strict=True):
        made = await DigestIssue.filter(person_id=person.id).order_by("id")
        local = [issue.created_at.astimezone(ZoneInfo(zone)) for issue in made]
        assert [(at.date().isoformat(), at.hour, at.minute) for at in local] == [
            (day, 9, 0) for day in ("2026-10-19", "2026-10-26", "2026-11-02", "2026-11-09")
        ]
