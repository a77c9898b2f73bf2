"""Assessments together with the plans that name them as a source.

``erm.development.competencies`` knows no plans; here its reads are told which assessments the plans
cite that the actor reads. Callers above use these.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from erm.access.actors import actor_for
from erm.core.actor import Actor
from erm.development.citations import cited_assessments
from erm.development.competencies.queries import assessments, profile
from erm.development.competencies.views import AssessmentView, LineView, ProfileView, SheetView
from erm.files.queries import files_by_ids
from erm.files.views import FileView
from erm.people.queries import managers_of


async def assessments_by_ids(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, AssessmentView]:
    """Assessments by id; those that the actor may not read are missing."""
    cited = await cited_assessments(actor)
    return await assessments.assessments_by_ids(actor, ids, cited=cited)


async def assessments_of(
    actor: Actor, person_ids: Sequence[UUID]
) -> dict[UUID, list[AssessmentView]]:
    """Assessments of people, newest first; people of whom the actor reads none are missing."""
    cited = await cited_assessments(actor)
    return await assessments.assessments_of(actor, person_ids, cited=cited)


async def lines_of(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, list[LineView]]:
    """The competencies that assessments ask."""
    return await assessments.lines_of(actor, ids, cited=await cited_assessments(actor))


async def sheets_of(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, SheetView]:
    """The actor's own side of assessments."""
    return await assessments.sheets_of(actor, ids, cited=await cited_assessments(actor))


async def profiles(actor: Actor, person_ids: Sequence[UUID]) -> dict[UUID, ProfileView]:
    """Where people stand in the competencies of their level."""
    return await profile.profiles(actor, person_ids, cited=await cited_assessments(actor))


async def answer_files(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, FileView]:
    """The files of answers that the actor reads, by id; for a loader."""
    return await files_by_ids(ids)


async def reading_managers(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, UUID]:
    """The present managers of the people assessed, where they read the assessment; for a loader.

    Of assessments that the actor reads; whether a manager does is asked as that manager.
    """
    views = await assessments_by_ids(actor, ids)
    managers = await managers_of({view.person_id for view in views.values()})
    found: dict[UUID, UUID] = {}
    asked: dict[UUID, list[UUID]] = defaultdict(list)
    for key, view in views.items():
        manager = managers.get(view.person_id)
        if manager == actor.person_id:
            found[key] = manager
        elif manager is not None:
            asked[manager].append(key)
    for manager, keys in asked.items():
        reader = await actor_for(manager)
        if reader is not None:
            found |= dict.fromkeys(await assessments_by_ids(reader, keys), manager)
    return found
