"""Who may read and change the bank of surveys."""

from __future__ import annotations

from tortoise.expressions import Q

from erm.core.actor import Actor
from erm.engagement.bank.models import SurveyDriver, SurveyItem

_NOTHING = Q(id__in=[])


def may_read_item(actor: Actor, item: SurveyItem) -> bool:
    """HR: who is asked reads a question where it is asked."""
    return not actor.is_system and actor.is_hr


def readable_items(actor: Actor) -> Q:
    """The filter form of :func:`may_read_item`."""
    return Q() if not actor.is_system and actor.is_hr else _NOTHING


def may_read_driver(actor: Actor, driver: SurveyDriver) -> bool:
    """Everybody: drivers stand beside the questions that one is asked, and in reports."""
    return not actor.is_system


def readable_drivers(actor: Actor) -> Q:
    """The filter form of :func:`may_read_driver`."""
    return _NOTHING if actor.is_system else Q()


def may_list_bank(actor: Actor) -> bool:
    """Whether the actor is shown the bank as a whole: HR."""
    return not actor.is_system and actor.is_hr


def may_edit_bank(actor: Actor) -> bool:
    """HR keeps the bank."""
    return not actor.is_system and actor.is_hr
