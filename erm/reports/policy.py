"""Who pulls reports on people, and who reads in the ledger who did."""

from __future__ import annotations

from tortoise.expressions import Q

from erm.core.actor import Actor
from erm.reports.models import ReportSchedule

NOTHING = Q(id__in=[])


def may_pull_reports(actor: Actor) -> bool:
    """HR. Administrators keep the machine and not the company."""
    return not actor.is_system and actor.is_hr


def may_see_ledger(actor: Actor) -> bool:
    """HR, and administrators, who cannot pull a report but can see who does."""
    return not actor.is_system and (actor.is_hr or actor.is_administrator)


def may_read_schedule(actor: Actor, schedule: ReportSchedule) -> bool:
    """One's own that goes on, as long as one may pull reports."""
    return (
        may_pull_reports(actor)
        and schedule.owner_id == actor.person_id
        and schedule.ended_at is None
    )


def readable_schedules(actor: Actor) -> Q:
    """The same as a filter."""
    if not may_pull_reports(actor):
        return NOTHING
    return Q(owner_id=actor.person_id, ended_at__isnull=True)
