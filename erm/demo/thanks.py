"""Rows of recognition: company values, kudos, reactions, comments."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from uuid import UUID

from erm.demo.content import company, kudos_en, kudos_ru
from erm.demo.content import recognition as said
from erm.demo.content.kinds import KudosSpec
from erm.demo.rows import Ledger, Rows
from erm.demo.staff import Staff
from erm.demo.timeline import OPENED, Timeline
from erm.people.models import Department, DepartmentMembership, Person
from erm.people.rules import display_name, holds_on
from erm.recognition.changes import COUNTER_ID
from erm.recognition.models import (
    CompanyValue,
    Kudos,
    KudosComment,
    KudosCounter,
    KudosGroup,
    KudosMention,
    KudosReaction,
    KudosReceiver,
)
from erm.recognition.rules import GroupKind, KudosVisibility, ReactionKind, search_text
from erm.relationships.rules import TouchpointKind

_SIGNS = [
    *[ReactionKind.CLAP] * 4,
    *[ReactionKind.HEART] * 4,
    *[ReactionKind.THANKS] * 2,
    ReactionKind.STAR,
    ReactionKind.STAR,
    ReactionKind.FIRE,
    ReactionKind.LAUGH,
]


def plant_kudos(timeline: Timeline, rows: Rows, ledger: Ledger, staff: Staff) -> None:
    """The values of the company and all thanks given under them."""
    opened = datetime.combine(timeline.day(OPENED, "UTC"), time(7, 45), tzinfo=UTC)
    values: dict[str, UUID] = {}
    for position, value in enumerate(company.VALUES):
        values[value.key] = timeline.id(opened, "value", value.key)
        rows.add(
            CompanyValue(
                id=values[value.key],
                name=value.name,
                description=value.description,
                color=value.color,
                icon=said.ICONS[value.key],
                position=position,
                created_at=opened,
            )
        )
    # Receivers refer to groups, and those to kudos: their tables are written in this order.
    rows.of(Kudos)
    rows.of(KudosGroup)
    award = KudosSpec(said.AWARDED, "hannah", (said.FORMER_WINNER,), "metre", said.FORMER_WORDS)
    for spec in (*kudos_en.KUDOS, *kudos_ru.KUDOS, award):
        _kudos(timeline, rows, ledger, staff, spec, values[spec.value])
    for group in said.GROUPS:
        _to_group(timeline, rows, staff, group, values[group.value])
    number = 0
    for number, row in enumerate(sorted(rows.of(Kudos), key=lambda row: str(row.id)), start=1):
        row.change = number
    rows.add(KudosCounter(id=COUNTER_ID, number=number))


def department_on(rows: Rows, person: Person, at: datetime) -> UUID | None:
    """Where somebody was at an instant."""
    day = at.date()
    for row in rows.of(DepartmentMembership):
        if row.person_id == person.id and holds_on(row.starts_on, row.ends_on, day):  # type: ignore[attr-defined]
            return row.department_id  # type: ignore[attr-defined,no-any-return]
    return None


def _to_group(
    timeline: Timeline, rows: Rows, staff: Staff, spec: said.GroupThanks, value: UUID
) -> None:
    """Thanks to a team or a department, and to whoever is named besides."""
    giver = staff.people[spec.giver]
    key = (spec.giver, "group", spec.days)
    created = timeline.moment(spec.days, giver.time_zone, "kudos", *key)
    kudos = rows.kept(
        Kudos(
            id=timeline.id(created, "kudos", *key),
            author_id=giver.id,
            author_department_id=department_on(rows, giver, created),
            company_value_id=value,
            message=spec.message,
            search_text=search_text(spec.message),
            visibility=KudosVisibility.PUBLIC,
            created_at=created,
        )
    )
    present = [person for person in staff.present(spec.days) if person != spec.giver]
    if spec.team_of is not None:
        manager = staff.people[spec.team_of]
        members = [
            person
            for person in present
            if person == spec.team_of or staff.specs[person].manager == spec.team_of
        ]
        group = KudosGroup(
            kind=GroupKind.TEAM,
            manager_id=manager.id,
            name=display_name(manager.given_name, manager.family_name),
        )
    else:
        department = next(
            row
            for row in rows.of(Department)
            if row.name == next(d.name for d in company.DEPARTMENTS if d.key == spec.department)
        )
        members = [
            person
            for person in present
            if department_on(rows, staff.people[person], created) == department.id
        ]
        group = KudosGroup(
            kind=GroupKind.DEPARTMENT, department_id=department.id, name=department.name
        )
    group.id, group.kudos_id = timeline.id(created, "group", *key), kudos.id
    group.size, group.position = len(members), 0
    rows.add(group)
    for position, person in enumerate([*spec.named, *members]):
        rows.add(
            KudosReceiver(
                id=timeline.id(created, "receiver", *key, person),
                kudos_id=kudos.id,
                person_id=staff.people[person].id,
                group_id=None if person in spec.named else group.id,
                department_id=department_on(rows, staff.people[person], created),
                position=position,
            )
        )
    for person in spec.mentions:
        named = staff.people[person]
        rows.add(
            KudosMention(
                id=timeline.id(created, "mention", *key, person),
                kudos_id=kudos.id,
                person_id=named.id,
                label=display_name(named.given_name, named.family_name),
            )
        )
    crowd = KudosSpec(spec.days, spec.giver, tuple(members), spec.value, spec.message)
    _reactions(timeline, rows, staff, crowd, kudos.id, created)


def _kudos(
    timeline: Timeline, rows: Rows, ledger: Ledger, staff: Staff, spec: KudosSpec, value: UUID
) -> None:
    giver = staff.people[spec.giver]
    key = (spec.giver, spec.receivers[0], spec.days)
    created = timeline.moment(spec.days, giver.time_zone, "kudos", *key)
    row_id = timeline.id(created, "kudos", *key)
    rows.add(
        Kudos(
            id=row_id,
            author_id=giver.id,
            company_value_id=value,
            message=spec.message,
            visibility=_visibility(spec),
            audience_manager_id=None if spec.team_of is None else staff.people[spec.team_of].id,
            author_department_id=department_on(rows, giver, created),
            search_text=search_text(spec.message),
            created_at=created,
        )
    )
    for position, receiver in enumerate(spec.receivers):
        person = staff.people[receiver]
        rows.add(
            KudosReceiver(
                id=timeline.id(created, "receiver", *key, receiver),
                kudos_id=row_id,
                person_id=person.id,
                department_id=department_on(rows, person, created),
                position=position,
            )
        )
        ledger.note(TouchpointKind.KUDOS_GIVEN, created, giver.id, person.id, row_id)
    for place, comment in enumerate(spec.comments):
        at = timeline.settle(created + timedelta(hours=comment.after, minutes=7 * place), created)
        rows.add(
            KudosComment(
                id=timeline.id(at, "comment", *key, place),
                kudos_id=row_id,
                author_id=staff.people[comment.by].id,
                body=comment.text,
                created_at=at,
            )
        )
    _reactions(timeline, rows, staff, spec, row_id, created)


def _visibility(spec: KudosSpec) -> KudosVisibility:
    if spec.team_of is not None:
        return KudosVisibility.TEAM
    return KudosVisibility.PUBLIC if spec.public else KudosVisibility.PRIVATE


def _reactions(
    timeline: Timeline,
    rows: Rows,
    staff: Staff,
    spec: KudosSpec,
    kudos_id: UUID,
    created: datetime,
) -> None:
    """Signs of colleagues: all receivers are likely, the others come by."""
    key = (spec.giver, spec.receivers[0], spec.days)
    chance = timeline.chance("reactions", *key)
    crowd = list(spec.receivers)
    if spec.public and spec.team_of is None:
        passers = [k for k in staff.present(spec.days) if k != spec.giver and k not in crowd]
        crowd += chance.sample(passers, chance.choice((1, 2, 3, 3, 4, 5, 7, 9)))
    for key_of in crowd:
        if key_of in spec.receivers and chance.random() < 0.3:
            continue
        thanked = key_of in spec.receivers
        kinds = {ReactionKind.THANKS if thanked else chance.choice(_SIGNS)}
        if chance.random() < 0.15:
            kinds.add(chance.choice(_SIGNS))
        at = timeline.settle(created + timedelta(minutes=chance.randrange(4, 1500)), created)
        for kind in sorted(kinds):
            rows.add(
                KudosReaction(
                    id=timeline.id(at, "reaction", *key, key_of, kind.value),
                    kudos_id=kudos_id,
                    person_id=staff.people[key_of].id,
                    kind=kind,
                    created_at=at,
                )
            )
