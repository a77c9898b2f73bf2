"""A version of a framework as a table to take along, in the form in which it can be imported."""

from __future__ import annotations

from uuid import UUID

from erm.core.actor import Actor
from erm.core.tables import Column, Table
from erm.development.competencies.csv_form import COLUMNS, rows_of
from erm.development.competencies.errors import FrameworkNotFound
from erm.development.competencies.queries.frameworks import frameworks_by_ids, versions_by_ids


async def framework_table(actor: Actor, framework_id: UUID, number: int | None = None) -> Table:
    """The version with a number; the one that holds unless given, before that HR's draft.

    Raises ``FrameworkNotFound``, for versions that the actor may not read too.
    """
    framework = (await frameworks_by_ids(actor, [framework_id])).get(framework_id)
    if framework is None:
        raise FrameworkNotFound
    versions = await versions_by_ids(actor, framework.version_ids)
    if number is None:
        found = versions.get(framework.published_id or framework.draft_id or UUID(int=0))
    else:
        found = next((each for each in versions.values() if each.number == number), None)
    if found is None:
        raise FrameworkNotFound
    return Table(
        name=framework.names.of(actor.locale),
        columns=[Column(name) for name in COLUMNS],
        rows=rows_of(found.content)[1:],
    )
