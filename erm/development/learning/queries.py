"""Reads of the catalogue, of what people learn, and of certificates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from tortoise.expressions import Q, Subquery
from tortoise.functions import Count

from erm.core.actor import Actor
from erm.core.clock import today
from erm.core.paging import Page, PageRequest, page_of_list
from erm.core.text import fold
from erm.development.learning import policy
from erm.development.learning.models import (
    Certificate,
    LearningRecord,
    LearningResource,
    LearningTarget,
)
from erm.development.learning.rules import (
    COUNTED_FROM,
    TEAM_WINDOW,
    LearningState,
    Target,
    days_left,
    needs_renewal,
)
from erm.development.learning.views import CertificateView, RecordView, ResourceView
from erm.files.queries import files_by_ids
from erm.files.views import FileView

# ---- the catalogue -----------------------------------------------------------------------------


async def resources_by_ids(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, ResourceView]:
    """Resources by id, those out of use too."""
    rows = await LearningResource.filter(policy.readable_resources(actor), id__in=list(set(ids)))
    if not rows:
        return {}
    keys = [row.id for row in rows]
    targets: dict[UUID, list[Target]] = defaultdict(list)
    for each in await LearningTarget.filter(resource_id__in=keys).order_by("id"):
        targets[each.resource_id].append(
            Target(each.competency_id, each.rank_from, each.rank_until, each.skill_id)
        )
    done = dict(
        await LearningRecord.filter(resource_id__in=keys, state=LearningState.DONE)
        .annotate(people=Count("id"))
        .group_by("resource_id")
        .values_list("resource_id", "people")
    )
    can_edit = policy.may_keep_catalogue(actor)
    return {
        row.id: ResourceView(
            id=row.id,
            title=row.title,
            kind=row.kind,
            url=row.url,
            provider=row.provider,
            language=row.language,
            minutes=row.minutes,
            description=row.description,
            targets=tuple(targets[row.id]),
            done_count=done[row.id] if done.get(row.id, 0) >= COUNTED_FROM else None,
            retired=row.retired_at is not None,
            version=row.version,
            can_edit=can_edit,
        )
        for row in rows
    }


async def resources(
    actor: Actor,
    page: PageRequest,
    *,
    search: str | None = None,
    competency_id: UUID | None = None,
    rank: int | None = None,
    skill_id: UUID | None = None,
) -> Page[ResourceView]:
    """The resources in use by title; for those who keep the catalogue those out of use after them.

    ``search``: words of the title, the provider or the description, whatever their case. ``rank``:
    towards which level of the competency.
    """
    found = LearningResource.filter(policy.readable_resources(actor))
    if not policy.may_keep_catalogue(actor):
        found = found.filter(retired_at__isnull=True)
    for which in _helping(competency_id, rank, skill_id):
        found = found.filter(id__in=Subquery(LearningTarget.filter(which).values("resource_id")))
    words = fold(search or "").split()
    # The catalogue is small; SQLite folds no case but that of ASCII.
    columns = ("id", "title", "retired_at", *(("provider", "description") if words else ()))
    rows = [
        row
        for row in await found.values(*columns)
        if not words
        or all(
            word in fold(f"{row['title']} {row['provider']} {row['description']}") for word in words
        )
    ]
    rows.sort(key=lambda row: (row["retired_at"] is not None, fold(row["title"]), str(row["id"])))
    wanted = page_of_list([row["id"] for row in rows], page, lambda key: (str(key),))
    views = await resources_by_ids(actor, wanted.items)
    return wanted.map(lambda key: views[key])


async def resources_helping(
    actor: Actor, competency_ids: Collection[UUID], skill_ids: Collection[UUID]
) -> list[ResourceView]:
    """Resources in use that help with one of these competencies or skills."""
    if not competency_ids and not skill_ids:
        return []
    targets = LearningTarget.filter(
        Q(competency_id__in=list(competency_ids)) | Q(skill_id__in=list(skill_ids))
    )
    keys: Any = await LearningResource.filter(
        policy.readable_resources(actor),
        retired_at__isnull=True,
        id__in=Subquery(targets.values("resource_id")),
    ).values_list("id", flat=True)
    return list((await resources_by_ids(actor, keys)).values())


def _helping(competency_id: UUID | None, rank: int | None, skill_id: UUID | None) -> list[Q]:
    found = []
    if competency_id is not None:
        of_competency = Q(competency_id=competency_id)
        if rank is not None:
            of_competency &= Q(rank_from__isnull=True) | Q(rank_from__lte=rank)
            of_competency &= Q(rank_until__isnull=True) | Q(rank_until__gte=rank)
        found.append(of_competency)
    if skill_id is not None:
        found.append(Q(skill_id=skill_id))
    return found


# ---- what people learn -------------------------------------------------------------------------


async def records_by_ids(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, RecordView]:
    """What people plan to learn, or did, by id, as far as the actor may see it."""
    rows = await LearningRecord.filter(policy.readable_records(actor), id__in=list(set(ids)))
    return {row.id: view_of_record(row) for row in rows}


async def own_records_of(actor: Actor, resource_ids: Sequence[UUID]) -> dict[UUID, RecordView]:
    """The actor's own plans and deeds by resource; resources without are missing."""
    rows = await LearningRecord.filter(
        policy.readable_records(actor),
        person_id=actor.person_id,
        resource_id__in=list(set(resource_ids)),
    )
    return {row.resource_id: view_of_record(row) for row in rows}


async def own_learning(actor: Actor) -> list[RecordView]:
    """What the actor plans to learn, the newest first; then what they did, the latest first."""
    return (await learning_of(actor, [actor.person_id])).get(actor.person_id, [])


async def learning_of(actor: Actor, person_ids: Sequence[UUID]) -> dict[UUID, list[RecordView]]:
    """The same of people; those whose learning the actor does not see are missing."""
    found: dict[UUID, list[RecordView]] = {
        person: [] for person in person_ids if policy.may_see_learning(actor, person)
    }
    rows = await LearningRecord.filter(
        policy.readable_records(actor), person_id__in=list(found)
    ).order_by("-created_at", "-id")
    rows.sort(key=lambda row: row.done_on.toordinal() if row.done_on else 0, reverse=True)
    rows.sort(key=lambda row: row.state is LearningState.DONE)
    for row in rows:
        found[row.person_id].append(view_of_record(row))
    return found


def view_of_record(row: LearningRecord) -> RecordView:
    """A row for somebody who may read it."""
    return RecordView(
        id=row.id,
        person_id=row.person_id,
        resource_id=row.resource_id,
        state=row.state,
        done_on=row.done_on,
        minutes=row.minutes,
        note=row.note,
        created_at=row.created_at,
        version=row.version,
    )


# ---- certificates ------------------------------------------------------------------------------


async def certificates_by_ids(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, CertificateView]:
    """Certificates by id that the actor may read."""
    views = await _certificates(actor, Q(id__in=list(set(ids))))
    return {view.id: view for view in views}


async def own_certificates(actor: Actor) -> list[CertificateView]:
    """The actor's certificates: those that end first come first, those that never end last."""
    return await _certificates(actor, Q(person_id=actor.person_id))


async def certificates_of(
    actor: Actor, person_ids: Sequence[UUID]
) -> dict[UUID, list[CertificateView]]:
    """The certificates of people; those whose certificates the actor does not see are missing."""
    found: dict[UUID, list[CertificateView]] = {
        person: [] for person in person_ids if policy.may_see_certificates(actor, person)
    }
    for view in await _certificates(actor, Q(person_id__in=list(found))):
        found[view.person_id].append(view)
    return found


async def certificates_to_renew(actor: Actor) -> list[CertificateView]:
    """The actor's own that end soon or have just ended, the soonest first."""
    return (await certificates_to_renew_for({actor.person_id: actor}))[actor.person_id]


async def certificates_to_renew_for(
    actors: Mapping[UUID, Actor],
) -> dict[UUID, list[CertificateView]]:
    """The same for each of many people, in one query."""
    rows = [
        row
        for row in await Certificate.filter(person_id__in=list(actors), expires_on__isnull=False)
        if policy.may_read_certificate(actors[row.person_id], row)
        and needs_renewal(row.expires_on, today(actors[row.person_id].time_zone))
    ]
    rows.sort(key=_soonest)
    found: dict[UUID, list[CertificateView]] = {key: [] for key in actors}
    for row in rows:
        found[row.person_id].append(_certificate_view(actors[row.person_id], row))
    return found


async def team_certificates(actor: Actor) -> list[CertificateView]:
    """Those of the actor's reports that end within 90 days or ended within 90, soonest first."""
    if not actor.report_ids:
        return []
    day = today(actor.time_zone)
    return await _certificates(
        actor,
        Q(
            person_id__in=list(actor.report_ids),
            expires_on__gte=day - TEAM_WINDOW,
            expires_on__lte=day + TEAM_WINDOW,
        ),
    )


async def _certificates(actor: Actor, which: Q) -> list[CertificateView]:
    rows = await Certificate.filter(policy.readable_certificates(actor), which)
    rows.sort(key=_soonest)
    return [_certificate_view(actor, row) for row in rows]


async def certificate_files(actor: Actor, file_ids: Sequence[UUID]) -> dict[UUID, FileView]:
    """What is said about the files of certificates that the actor has read, for a loader."""
    return await files_by_ids(file_ids)


def _soonest(row: Certificate) -> tuple[bool, date, str, str]:
    return row.expires_on is None, row.expires_on or today(), row.name, str(row.id)


def _certificate_view(actor: Actor, row: Certificate) -> CertificateView:
    return CertificateView(
        id=row.id,
        person_id=row.person_id,
        name=row.name,
        issuer=row.issuer,
        number=row.number,
        issued_on=row.issued_on,
        expires_on=row.expires_on,
        days_left=days_left(row.expires_on, today(actor.time_zone)),
        file_id=row.file_id,
        version=row.version,
        can_edit=policy.may_change_certificate(actor, row),
    )
