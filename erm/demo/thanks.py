"""Rows of recognition: company values, kudos, reactions, comments."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from uuid import UUID

from erm.demo.content import company, kudos_en, kudos_ru
from erm.demo.content.kinds import KudosSpec
from erm.demo.rows import Ledger, Rows
from erm.demo.staff import Staff
from erm.demo.timeline import OPENED, Timeline
from erm.recognition.models import (
    CompanyValue,
    Kudos,
    KudosComment,
    KudosReaction,
    KudosReceiver,
)
from erm.recognition.rules import KudosVisibility, ReactionKind
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
                position=position,
                created_at=opened,
            )
        )
    for spec in kudos_en.KUDOS + kudos_ru.KUDOS:
        _kudos(timeline, rows, ledger, staff, spec, values[spec.value])


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
            visibility=KudosVisibility.PUBLIC if spec.public else KudosVisibility.PRIVATE,
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
    if spec.public:
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
