"""Who sees what of fairness, and which kudos are counted in it."""

from __future__ import annotations

from tortoise.expressions import Q

from erm.core.actor import Actor
from erm.recognition.rules import KudosVisibility

COUNTED_SQL = f"kudos.visibility = '{KudosVisibility.PUBLIC.value}' AND kudos.hidden_at IS NULL AND kudos.withdrawn_at IS NULL"
"""The same as :func:`counted_kudos`, for statements that add up in the database."""


def counted_kudos() -> Q:
    """Kudos that a number for somebody else than their own people may be made of.

    What everybody reads anyway: public, shown, not withdrawn. A number that private kudos, or those
    for a team, changed would tell of them.
    """
    return Q(visibility=KudosVisibility.PUBLIC, hidden_at__isnull=True, withdrawn_at__isnull=True)


def may_see_report(actor: Actor) -> bool:
    """The company in groups: HR. Administrators keep the machine and not the company."""
    return not actor.is_system and actor.is_hr


def may_see_team(actor: Actor) -> bool:
    """Whoever has reports sees how long ago each of them was thanked, as far as they may read it."""
    return not actor.is_system and bool(actor.report_ids)


def may_see_board(actor: Actor) -> bool:
    """Everybody who is signed in, where the company has a leaderboard."""
    return not actor.is_system
