"""Who may do what with plan templates. Everybody who is signed in reads them all: they name nobody."""

from __future__ import annotations

from erm.core.actor import Actor
from erm.development.models import PlanTemplate


def may_save_template(actor: Actor) -> bool:
    """Managers and HR, of plans that they read."""
    return actor.is_hr or bool(actor.report_ids)


def may_retire_template(actor: Actor, template: PlanTemplate) -> bool:
    """Its author, and HR."""
    return actor.is_hr or (
        template.created_by_id is not None and template.created_by_id == actor.person_id
    )
