"""Writes of the directory, the importer's apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID
from zoneinfo import available_timezones

from tortoise.expressions import F

from erm.core.actor import Actor
from erm.core.clock import now, today
from erm.core.errors import NotAllowed
from erm.core.ids import new_id
from erm.core.text import clean_line
from erm.core.work import record
from erm.people import policy
from erm.people.errors import (
    AdministratorsOnly,
    UnknownTimeZone,
    UploadEmpty,
    UploadTooLarge,
    WorkEmailInvalid,
    WorkEmailTaken,
)
from erm.people.events import PersonChanged, PersonJoined, PersonLeft
from erm.people.models import ImportUpload, Person
from erm.people.rules import Locale, is_work_email, search_text, sort_key

UPLOAD_MAXIMUM = 16 * 1024 * 1024
UPLOAD_KEPT = timedelta(days=1)


def check_time_zone(name: str, *, field: str = "time_zone") -> str:
    """The name of a time zone that exists. Raises ``UnknownTimeZone``."""
    if name not in available_timezones():
        raise UnknownTimeZone(field=field)
    return name


async def update_my_profile(
    actor: Actor, *, locale: Locale | None = None, time_zone: str | None = None
) -> Actor:
    """Change the actor's own language or time zone; returns the actor as they are now."""
    changes: dict[str, object] = {}
    if locale is not None:
        changes["locale"] = locale
    if time_zone is not None:
        changes["time_zone"] = check_time_zone(time_zone)
    if not changes:
        return actor
    instant = now()
    changed = await Person.filter(id=actor.person_id).update(
        **changes, updated_at=instant, version=F("version") + 1
    )
    if not changed or not policy.may_change_profile(actor, actor.person_id):
        raise NotAllowed
    record(PersonChanged(at=instant, person_id=actor.person_id))
    return replace(
        actor,
        locale=actor.locale if locale is None else locale.value,
        time_zone=time_zone or actor.time_zone,
    )


async def add_person(
    actor: Actor,
    *,
    work_email: str,
    given_name: str,
    family_name: str = "",
    title: str = "",
    locale: Locale = Locale.EN,
    time_zone: str = "UTC",
) -> UUID:
    """Add somebody by hand: the operator's first administrator. Raises ``InvalidInput``."""
    if not policy.may_import_people(actor):
        raise AdministratorsOnly
    email = work_email.strip().lower()
    if not is_work_email(email):
        raise WorkEmailInvalid(field="work_email")
    given = clean_line(given_name, field="given_name", maximum=120)
    family = clean_line(family_name, field="family_name", maximum=120, required=False)
    role = clean_line(title, field="title", maximum=200, required=False)
    key, instant = new_id(), now()
    if await Person.filter(work_email=email).exists():
        raise WorkEmailTaken(field="work_email")
    _ = await Person.create(
        id=key,
        work_email=email,
        given_name=given,
        family_name=family,
        title=role,
        locale=locale,
        time_zone=check_time_zone(time_zone),
        search_text=search_text(given, family, role),
        sort_key=sort_key(given, family),
        created_at=instant,
        updated_at=instant,
    )
    record(PersonJoined(at=instant, person_id=key))
    return key


async def announce_leavers(actor: Actor) -> int:
    """Job, once an hour: say ``PersonLeft`` of everybody whose last day has passed; returns how many.

    An import may bring a leaving date that lies ahead. Access ends by the date itself; this tells
    the rest of erm, once.
    """
    if not actor.is_system:
        raise NotAllowed
    gone = await Person.filter(left_on__lte=today(), leaving_announced=False).values_list(
        "id", flat=True
    )
    count = 0
    for person_id in gone:
        if await Person.filter(id=person_id, leaving_announced=False).update(
            leaving_announced=True
        ):
            record(PersonLeft(at=now(), person_id=person_id))  # type: ignore[arg-type]
            count += 1
    return count


async def upload_people_file(actor: Actor, *, file_name: str, content: bytes) -> UUID:
    """Keep a file for a preview and its import; those older than a day are deleted.

    Raises ``AdministratorsOnly``, ``UploadEmpty`` or ``UploadTooLarge`` (more than 16 MiB).
    """
    if not policy.may_import_people(actor) or actor.is_system:
        raise AdministratorsOnly
    if not content:
        raise UploadEmpty(field="file")
    if len(content) > UPLOAD_MAXIMUM:
        raise UploadTooLarge(field="file", maximum=UPLOAD_MAXIMUM // 1024 // 1024)
    instant = now()
    await ImportUpload.filter(created_at__lte=instant - UPLOAD_KEPT).delete()
    key = new_id()
    _ = await ImportUpload.create(
        id=key,
        uploaded_by_id=actor.person_id,
        file_name=clean_line(file_name, field="file_name", maximum=255, required=False),
        content=content,
        created_at=instant,
    )
    return key
