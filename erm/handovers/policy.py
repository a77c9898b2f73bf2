"""Who may see and do what with handovers: the author, and the receiver of what was shared.

No role opens anything here, and neither does being anybody's manager: a new manager reads what was
handed to them as its receiver, and goes on reading it whatever becomes of the bond.
"""

from __future__ import annotations

from typing import Any

from tortoise.expressions import Q

from erm.core.actor import Actor
from erm.handovers.models import Handover, HandoverLine
from erm.handovers.rules import HandoverState


def may_read_handover(actor: Actor, handover: Handover) -> bool:
    """The author; the receiver once it is shared."""
    return handover.author_id == actor.person_id or (
        handover.state is HandoverState.SHARED and handover.receiver_id == actor.person_id
    )


def readable_handovers(actor: Actor, path: str = "") -> Q:
    """Filter form of :func:`may_read_handover`; ``path`` leads from a row to its handover."""

    def where(**conditions: Any) -> Q:
        return Q(**{f"{path}{name}": value for name, value in conditions.items()})

    return where(author_id=actor.person_id) | where(
        receiver_id=actor.person_id, state=HandoverState.SHARED
    )


def may_read_line(actor: Actor, line: HandoverLine, handover: Handover) -> bool:
    """Whoever reads the handover."""
    return may_read_handover(actor, handover)


def readable_lines(actor: Actor) -> Q:
    """Filter form of :func:`may_read_line`."""
    return readable_handovers(actor, "handover__")


def may_write_handover(actor: Actor, handover: Handover) -> bool:
    """Its author: editing and deleting a draft, and sharing it."""
    return handover.author_id == actor.person_id


def may_settle_line(actor: Actor, handover: Handover) -> bool:
    """Its receiver, once it is shared."""
    return handover.state is HandoverState.SHARED and handover.receiver_id == actor.person_id
