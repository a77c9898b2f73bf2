"""Kudos of all kinds, many at once: rows written directly."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from erm.core.clock import now
from erm.core.ids import new_id
from erm.people.models import Person
from erm.recognition.choices.models import RecognitionPreference, RecognitionSettings
from erm.recognition.choices.rules import SETTINGS_ID
from erm.recognition.models import CompanyValue, Kudos, KudosGroup, KudosReceiver
from erm.recognition.rules import GroupKind, KudosVisibility

DAY = timedelta(days=1)


async def thanks(
    given: Iterable[tuple[Person, Iterable[Person]]],
    *,
    visibility: KudosVisibility = KudosVisibility.PUBLIC,
    at: datetime | None = None,
    value: CompanyValue | None = None,
    hidden: bool = False,
    withdrawn: bool = False,
    audience: UUID | None = None,
    as_group: bool = False,
) -> list[Kudos]:
    """Kudos from each author to their receivers, in four statements at most."""
    moment = at or now()
    rows, receivers, groups = [], [], []
    for author, named in given:
        people = list(named)
        row = Kudos(
            id=new_id(),
            author_id=author.id,
            message="For going back to shop 14.",
            visibility=visibility,
            created_at=moment,
            company_value_id=None if value is None else value.id,
            hidden_at=moment if hidden else None,
            withdrawn_at=moment if withdrawn else None,
            audience_manager_id=audience,
        )
        rows.append(row)
        group = KudosGroup(
            id=new_id(), kudos_id=row.id, kind=GroupKind.DEPARTMENT, name="All", size=len(people)
        )
        if as_group:
            groups.append(group)
        receivers += [
            KudosReceiver(
                kudos_id=row.id,
                person_id=person.id,
                position=place,
                group_id=group.id if as_group else None,
            )
            for place, person in enumerate(people)
        ]
    await Kudos.bulk_create(rows)
    await KudosGroup.bulk_create(groups)
    await KudosReceiver.bulk_create(receivers)
    return rows


async def company_settings(*, leaderboard: bool) -> None:
    await RecognitionSettings.create(
        id=SETTINGS_ID, leaderboard_enabled=leaderboard, updated_at=now()
    )


async def preference(person: Person, *, on_leaderboard: bool = True, nudges: bool = True) -> None:
    await RecognitionPreference.create(
        person_id=person.id,
        on_leaderboard=on_leaderboard,
        thanks_nudges=nudges,
        updated_at=now(),
    )
