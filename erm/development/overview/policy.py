"""Who sees the overviews."""

from __future__ import annotations

from erm.core.actor import Actor


def may_see_company(actor: Actor) -> bool:
    """HR sees the company's development in groups; nobody else does, administrators neither."""
    return actor.is_hr


def may_see_team(actor: Actor) -> bool:
    """Whoever has reports sees their team's, as far as they may read it."""
    return bool(actor.report_ids)
