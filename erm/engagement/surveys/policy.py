"""Who may read and change surveys."""

from __future__ import annotations

from tortoise.expressions import Q

from erm.core.actor import Actor
from erm.engagement.surveys.models import Survey

_NOTHING = Q(id__in=[])


def may_manage_surveys(actor: Actor) -> bool:
    """HR makes, launches and ends surveys."""
    return not actor.is_system and actor.is_hr


def may_list_survey(actor: Actor, survey: Survey) -> bool:
    """HR all of them; whoever is asked meets surveys where they are asked (``waves.policy``)."""
    return may_manage_surveys(actor)


def listed_surveys(actor: Actor) -> Q:
    """The filter form of :func:`may_list_survey`."""
    return Q() if may_manage_surveys(actor) else _NOTHING


def may_edit_settings(actor: Actor) -> bool:
    """HR makes the company's choices."""
    return not actor.is_system and actor.is_hr
