"""Teams and departments that are thanked, and teams that may see thanks: who is in them now."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from erm.core.actor import Actor
from erm.people.queries import (
    departments_by_ids,
    managers_of,
    people_by_ids,
    people_in_department,
    report_ids_by_manager,
)
from erm.recognition.errors import (
    AudienceDoesNotFit,
    AudienceMissing,
    GroupEmpty,
    GroupsTooLarge,
    GroupUnknown,
    TooManyGroups,
)
from erm.recognition.rules import (
    GROUP_PEOPLE_MAXIMUM,
    GROUPS_MAXIMUM,
    GroupKind,
    KudosVisibility,
)

FIELD = "groups"


@dataclass(frozen=True, slots=True)
class GroupKey:
    """Which group: a team by its manager, or a department."""

    kind: GroupKind
    id: UUID


@dataclass(frozen=True, slots=True)
class Group:
    """A group with the people in it now, but for who thanks it."""

    kind: GroupKind
    manager_id: UUID | None
    department_id: UUID | None
    name: str
    member_ids: tuple[UUID, ...]


async def thanked_groups(actor: Actor, keys: Sequence[GroupKey]) -> list[Group]:
    """The groups to thank, without the actor, who does not thank themselves.

    Raises ``TooManyGroups``, ``GroupUnknown``, ``GroupEmpty``, ``GroupsTooLarge``.
    """
    wanted = list(dict.fromkeys(keys))
    if len(wanted) > GROUPS_MAXIMUM:
        raise TooManyGroups(field=FIELD, maximum=GROUPS_MAXIMUM)
    found = [
        await (_team(actor, key.id) if key.kind is GroupKind.TEAM else _department(actor, key.id))
        for key in wanted
    ]
    if any(not group.member_ids for group in found):
        raise GroupEmpty(field=FIELD)
    if len({each for group in found for each in group.member_ids}) > GROUP_PEOPLE_MAXIMUM:
        raise GroupsTooLarge(field=FIELD, maximum=GROUP_PEOPLE_MAXIMUM)
    return found


async def _team(actor: Actor, manager_id: UUID) -> Group:
    manager = (await people_by_ids(actor, [manager_id])).get(manager_id)
    reports = (await report_ids_by_manager(actor, [manager_id]))[manager_id]
    if manager is None or manager.has_left or not reports:
        raise GroupUnknown(field=FIELD)
    members = tuple(each for each in (manager_id, *reports) if each != actor.person_id)
    return Group(GroupKind.TEAM, manager_id, None, manager.name, members)


async def _department(actor: Actor, department_id: UUID) -> Group:
    people = await people_in_department(actor, department_id)
    department = (await departments_by_ids(actor, [department_id])).get(department_id)
    if people is None or department is None:
        raise GroupUnknown(field=FIELD)
    members = tuple(each for each in people if each != actor.person_id)
    return Group(GroupKind.DEPARTMENT, None, department_id, department.name, members)


async def audience_choices(actor: Actor, receiver_ids: Collection[UUID]) -> list[UUID]:
    """Managers whose team the actor or one of the receivers belongs to, the actor's own first.

    A team is a manager with those who report to them now.
    """
    managers = await managers_of(receiver_ids)
    leading = await report_ids_by_manager(actor, list(receiver_ids)) if receiver_ids else {}
    found = [actor.person_id] if actor.report_ids else []
    if actor.manager_id is not None:
        found.append(actor.manager_id)
    found += [managers[each] for each in receiver_ids if each in managers]
    found += [each for each in receiver_ids if leading.get(each)]
    return list(dict.fromkeys(found))


async def checked_audience(
    actor: Actor,
    visibility: KudosVisibility,
    audience_id: UUID | None,
    receiver_ids: Collection[UUID],
) -> UUID | None:
    """Whose team will see the kudos; None unless they are for a team, whatever was picked before.

    Raises ``AudienceMissing``, ``AudienceDoesNotFit``.
    """
    if visibility is not KudosVisibility.TEAM:
        return None
    if audience_id is None:
        raise AudienceMissing(field="audience_id")
    if audience_id not in await audience_choices(actor, receiver_ids):
        raise AudienceDoesNotFit(field="audience_id")
    return audience_id
