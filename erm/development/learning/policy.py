"""Who may see and do what with the catalogue, with what people learn, and with certificates.

The catalogue is everybody's to read and HR's to keep. What somebody learns is theirs and their
present manager's to see; their certificates HR's as well, for some are needed by law. Whose they are,
writes them.
"""

from __future__ import annotations

from uuid import UUID

from tortoise.expressions import Q

from erm.core.actor import Actor
from erm.development.learning.models import Certificate, LearningRecord, LearningResource

_NOTHING = Q(id__in=[])


def may_read_resource(actor: Actor, resource: LearningResource) -> bool:
    """Everybody, those out of use too: they stand in what people have learnt."""
    return not actor.is_system


def readable_resources(actor: Actor) -> Q:
    """Filter form of :func:`may_read_resource`."""
    return _NOTHING if actor.is_system else Q()


def may_keep_catalogue(actor: Actor) -> bool:
    """HR."""
    return actor.is_hr


def may_read_record(actor: Actor, record: LearningRecord) -> bool:
    """The person and their present manager."""
    return may_see_learning(actor, record.person_id)


def readable_records(actor: Actor) -> Q:
    """Filter form of :func:`may_read_record`."""
    if actor.is_system:
        return _NOTHING
    return Q(person_id__in=[actor.person_id, *actor.report_ids])


def may_see_learning(actor: Actor, person_id: UUID) -> bool:
    """Whether the actor sees at all what a person learns."""
    return not actor.is_system and (actor.person_id == person_id or actor.manages(person_id))


def may_read_certificate(actor: Actor, certificate: Certificate) -> bool:
    """The person, their present manager, HR."""
    return may_see_certificates(actor, certificate.person_id)


def readable_certificates(actor: Actor) -> Q:
    """Filter form of :func:`may_read_certificate`."""
    if actor.is_system:
        return _NOTHING
    return Q() if actor.is_hr else readable_records(actor)


def may_see_certificates(actor: Actor, person_id: UUID) -> bool:
    """Whether the actor sees at all which certificates a person has."""
    return may_see_learning(actor, person_id) or (actor.is_hr and not actor.is_system)


def may_change_certificate(actor: Actor, certificate: Certificate) -> bool:
    """Whose it is."""
    return not actor.is_system and certificate.person_id == actor.person_id
