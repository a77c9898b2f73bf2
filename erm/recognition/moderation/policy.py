"""Who may do what with reports.

Moderators (HR, administrators) read all reports and what was reported as it was then, private or not.
That gives them no right to read the thing itself. What they wrote themselves somebody else decides.
"""

from __future__ import annotations

from tortoise.expressions import Q

from erm.core.actor import Actor
from erm.recognition.moderation.models import ModerationReport
from erm.recognition.policy import is_moderator


def may_read_report(actor: Actor, report: ModerationReport) -> bool:
    """Moderators, but for reports about what they wrote themselves, so that reporters are safe."""
    return is_moderator(actor) and actor.person_id != report.author_id


def readable_reports(actor: Actor) -> Q:
    """The filter form of :func:`may_read_report`."""
    return ~Q(author_id=actor.person_id) if is_moderator(actor) else Q(id__in=[])


def may_decide_report(actor: Actor, report: ModerationReport) -> bool:
    """Moderators, about what others wrote. To restore the same."""
    return may_read_report(actor, report)
