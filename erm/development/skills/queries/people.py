"""Who knows what, as one actor sees it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any
from uuid import UUID

from tortoise.expressions import Q, Subquery

from erm.core.actor import Actor
from erm.core.clock import today
from erm.core.errors import InvalidInput
from erm.core.paging import Page, PageRequest, page_of
from erm.core.remembering import once_each
from erm.core.text import fold
from erm.development.competencies.models import CareerPlacement
from erm.development.skills import policy
from erm.development.skills.errors import SkillLevelOutOfRange, SkillNotFound
from erm.development.skills.matrix import Entry, matrix_of, telling_skills
from erm.development.skills.models import PersonSkill, SkillExpectation
from erm.development.skills.queries.catalogue import skills_by_ids, standing_for
from erm.development.skills.rules import is_level
from erm.development.skills.views import MatrixView, PersonSkillView
from erm.people.models import DepartmentMembership, Person
from erm.people.queries import departments_below, holding, present

ENTRY_COLUMNS = (
    "person_id",
    "skill_id",
    "level",
    "wants_to_learn",
    "can_teach",
    "last_used_on",
    "visibility",
    "updated_at",
    "version",
)
Expected = dict[UUID, dict[UUID, int]]
"""What is expected of each person: levels by skill."""


async def skills_of(actor: Actor, person_ids: Sequence[UUID]) -> dict[UUID, list[PersonSkillView]]:
    """What of each person's skills the actor sees: the best known first, then by name."""
    wanted = list(set(person_ids))
    rows = await PersonSkill.filter(
        policy.readable_person_skills(actor), person_id__in=wanted
    ).values(*ENTRY_COLUMNS)
    names = await skills_by_ids(actor, [row["skill_id"] for row in rows])
    rows.sort(key=lambda row: (-row["level"], fold(names[row["skill_id"]].name), row["skill_id"]))
    expected = await expected_of(p for p in wanted if policy.may_see_expected(actor, p))
    found: dict[UUID, list[PersonSkillView]] = {person: [] for person in person_ids}
    for row in rows:
        found[row["person_id"]].append(_view(row, expected))
    return found


@once_each
async def expected_of(person_ids: Iterable[UUID]) -> Expected:
    """What each person's level of today expects of which skill. Callers ask for whom they may."""
    levels = dict(
        await CareerPlacement.filter(
            holding(today()), person_id__in=list(set(person_ids))
        ).values_list("person_id", "level_id")
    )
    by_level: dict[UUID, dict[UUID, int]] = defaultdict(dict)
    rows = await SkillExpectation.filter(
        career_level_id__in=list(set(levels.values())), skill__retired_at__isnull=True
    ).values_list("career_level_id", "skill_id", "level")
    for career_level, skill, level in rows:
        by_level[career_level][skill] = level
    return {person: by_level.get(level, {}) for person, level in levels.items()}


async def people_with_skill(
    actor: Actor,
    page: PageRequest,
    *,
    skill_id: UUID,
    from_level: int = 1,
    can_teach: bool | None = None,
    department_id: UUID | None = None,
    location: str | None = None,
) -> Page[PersonSkillView]:
    """Present people of whom the actor sees that they know a skill: the best first, then by name.

    With ``from_level`` 0 those who would only learn it too. A department stands for all below it.
    Raises ``SkillNotFound``, ``SkillLevelOutOfRange``, ``CURSOR_INVALID``.
    """
    if not is_level(from_level):
        raise SkillLevelOutOfRange(field="from_level", least=0)
    skill = (await standing_for([skill_id])).get(skill_id)
    if skill is None:
        raise SkillNotFound(field="skill_id")
    found = PersonSkill.filter(
        policy.readable_person_skills(actor), skill_id=skill, level__gte=from_level
    )
    if can_teach is not None:
        found = found.filter(can_teach=can_teach)
    if location is not None:
        found = found.filter(person__location=location)
    if department_id is not None:
        members = DepartmentMembership.filter(
            holding(today()), department_id__in=list(await departments_below(department_id))
        )
        found = found.filter(person_id__in=Subquery(members.values("person_id")))
    count = found.count
    if page.after is not None:
        level, name, key = _after(page)
        found = found.filter(
            Q(level__lt=level)
            | Q(level=level, person__sort_key__gt=name)
            | Q(level=level, person__sort_key=name, person_id__gt=key)
        )
    rows = (
        await found.order_by("-level", "person__sort_key", "person_id")
        .limit(page.first + 1)
        .values("person__sort_key", *ENTRY_COLUMNS)
    )
    shown = {row["person_id"] for row in rows}
    expected = await expected_of(p for p in shown if policy.may_see_expected(actor, p))
    paged = page_of(
        rows,
        page,
        count,
        lambda row: (row["level"], row["person__sort_key"], str(row["person_id"])),
    )
    return paged.map(lambda row: _view(row, expected))


async def team_matrix(actor: Actor, skill_ids: Collection[UUID] | None = None) -> MatrixView | None:
    """The actor's reports by skills; None for whoever has none.

    Without ``skill_ids`` those of which a report knows something, wants to learn it, or is expected
    to know it; if they are too many, those that concern most people. Columns by category and name.
    The number of queries is the same whatever the size of the team.
    """
    if not actor.report_ids:
        return None
    people = (
        await Person.filter(present(today()), id__in=list(actor.report_ids))
        .order_by("sort_key", "id")
        .values_list("id", flat=True)
    )
    chosen = None if skill_ids is None else set((await standing_for(skill_ids)).values())
    rows = await PersonSkill.filter(
        policy.shown_to(actor),
        Q() if chosen is None else Q(skill_id__in=list(chosen)),
        person_id__in=people,
        skill__retired_at__isnull=True,
    ).values_list("person_id", "skill_id", "level", "wants_to_learn", "can_teach")
    entries = [Entry(*row) for row in rows]
    expected = await expected_of(people)  # type: ignore[arg-type]
    columns = telling_skills(entries, expected) if chosen is None else chosen
    named = await skills_by_ids(actor, list(columns))
    order = sorted(
        named.values(), key=lambda skill: (fold(skill.category), fold(skill.name), skill.id)
    )
    return matrix_of(people, [skill.id for skill in order], entries, expected)  # type: ignore[arg-type]


async def entry_of(actor: Actor, person_id: UUID, skill_id: UUID) -> PersonSkillView | None:
    """One person's entry of a skill, if the actor sees it."""
    found = (await skills_of(actor, [person_id]))[person_id]
    return next((view for view in found if view.skill_id == skill_id), None)


def _view(row: dict[str, Any], expected: Expected) -> PersonSkillView:
    return PersonSkillView(
        **{name: row[name] for name in ENTRY_COLUMNS},
        expected_level=expected.get(row["person_id"], {}).get(row["skill_id"]),
    )


def _after(page: PageRequest) -> tuple[int, str, UUID]:
    try:
        level, name, key = page.after or ()
        return int(level), str(name), UUID(key)
    except (ValueError, AttributeError, TypeError) as error:
        raise InvalidInput("CURSOR_INVALID", field="after") from error
