"""Mentoring begins and ends: the bond of the two, and their one-on-ones.

Whoever accepts last begins both: the bond from today on, and a fortnightly series from next week on,
unless the two meet already. When it ends, so do a bond and a series that began with it; what the two
wrote stays theirs.
"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from erm.core.actor import Actor
from erm.core.clock import today
from erm.development.skills.commands import mentorships as skills
from erm.development.skills.rules import MentorshipState
from erm.development.skills.views import MentorshipView
from erm.one_on_ones import queries as one_on_ones
from erm.one_on_ones.commands.series import end_series, start_series
from erm.one_on_ones.rules import Cadence, SeriesKind
from erm.one_on_ones.views import SeriesView
from erm.people.mentoring import begin_mentoring, end_mentoring

FIRST_AFTER = timedelta(days=7)
FIRST_AT = time(11)
SATURDAY = 5
DAY = timedelta(days=1)


async def answer_mentorship(
    actor: Actor, *, mentorship_id: UUID, accept: bool, reason: str = ""
) -> MentorshipView:
    """Accept or decline; the last acceptance begins the bond and the one-on-ones.

    Raises what the command of the same name raises.
    """
    view = await skills.answer_mentorship(
        actor, mentorship_id=mentorship_id, accept=accept, reason=reason
    )
    if view.state is not MentorshipState.ACCEPTED:
        return view
    await begin_mentoring(mentor_id=view.mentor_id, mentee_id=view.mentee_id)
    other = _other(view, actor.person_id)
    series = (await one_on_ones.series_with(actor, [other])).get(other)
    if series is None:
        series = await start_series(
            actor,
            person_id=other,
            cadence=Cadence.EVERY_TWO_WEEKS,
            first_meeting_at=_first_meeting(actor.time_zone),
            kind=SeriesKind.MENTOR,
        )
    await skills.keep_series(view.id, series.id)
    return await skills.view_of(actor, view.id)


async def end_mentorship(actor: Actor, *, mentorship_id: UUID) -> MentorshipView:
    """End it. The bond goes with the last mentorship of the two, and so does a series of mentoring.

    A series that the two have for another reason goes on. Raises what the command of the same name
    raises.
    """
    view = await skills.end_mentorship(actor, mentorship_id=mentorship_id)
    if await skills.goes_on_between(view.mentor_id, view.mentee_id):
        return view
    await end_mentoring(mentor_id=view.mentor_id, mentee_id=view.mentee_id)
    other = _other(view, actor.person_id)
    series = (await one_on_ones.series_with(actor, [other])).get(other)
    if series is not None and await _began_with_mentoring(series):
        await end_series(actor, series_id=series.id)
    return view


async def let_go_of_leaver(person_id: UUID) -> int:
    """End and take back the mentorships of somebody who leaves; answers how many went on.

    Their one-on-ones end with the leaving itself.
    """
    ended = await skills.end_mentorships_of_leaver(person_id)
    for mentor, mentee in ended:
        await end_mentoring(mentor_id=mentor, mentee_id=mentee)
    return len(ended)


async def _began_with_mentoring(series: SeriesView) -> bool:
    accepted = await skills.first_accepted_with(series.id)
    return (
        series.kind is SeriesKind.MENTOR and accepted is not None and accepted <= series.created_at
    )


def _other(view: MentorshipView, person_id: UUID) -> UUID:
    return view.mentee_id if person_id == view.mentor_id else view.mentor_id


def _first_meeting(time_zone: str) -> datetime:
    """In a week at eleven, on Monday if that is a weekend; the two move it as they like."""
    day = today(time_zone) + FIRST_AFTER
    while day.weekday() >= SATURDAY:
        day += DAY
    return datetime.combine(day, FIRST_AT, ZoneInfo(time_zone)).astimezone(UTC)
