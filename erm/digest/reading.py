"""Reading for many people at once what most of them have; the rest each asks alone.

Each domain's query for many gives each reader what their own query would, by the same policies.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.paging import MAXIMUM
from erm.development import queries as development
from erm.development.competencies.queries.assessments import assessments_to_write_for
from erm.development.learning.queries import certificates_to_renew_for
from erm.development.overview.news import assessments_just_compared_for
from erm.development.skills.queries.mentoring import mentorships_to_answer_for
from erm.digest.celebrations import celebrations_to_tell_for
from erm.digest.hints import Hints
from erm.digest.home import PROMISES_AHEAD, THANKS_MAXIMUM, WEEK, Part, Ready
from erm.digest.needs import Source
from erm.digest.working import HANDOVERS_BACK
from erm.engagement.waves.invitations import pulses_told
from erm.feedback import queries as feedback
from erm.feedback.cycles.queries import owed
from erm.handovers import queries as handovers
from erm.one_on_ones import queries as one_on_ones
from erm.recognition import queries as recognition
from erm.relationships.company_week import company_contacts_for
from erm.relationships.for_many import quiet_pairs_for
from erm.relationships.thanking import thanks_nudges_for

_ANYWHERE = timedelta(days=1)
"""Nowhere is it more than a day later than in UTC."""


class Having(Protocol):
    """Chooses of the people those for whom there may be any of these."""

    def __call__(self, *what: Part | Source) -> dict[UUID, Actor]:
        """These people."""


async def read_together(
    actors: Mapping[UUID, Actor],
    hints: Mapping[UUID, Hints],
    ready: Mapping[UUID, Ready],
    *,
    since: Mapping[UUID, datetime],
    until: Mapping[UUID, datetime],
) -> None:
    """Fill in what is read for all: ``since`` when thanks, ``until`` when meetings are told of."""

    hinted: dict[Part | Source, dict[UUID, Actor]] = defaultdict(dict)
    for key, actor in actors.items():
        for part in hints[key].parts:
            hinted[part][key] = actor
        for source in hints[key].sources:
            hinted[source][key] = actor

    def having(*what: Part | Source) -> dict[UUID, Actor]:
        return {key: actor for each in what for key, actor in hinted[each].items()}

    await _one_on_ones(having, ready, until)
    await _feedback(having, ready, since)
    await _development(having, ready)
    if some := having(Source.HANDOVERS):
        waits = await handovers.waiting_for(some, unread_for=HANDOVERS_BACK)
        for key, handed in waits.items():
            ready[key].handovers = handed
    if some := having(Part.SURVEY):
        for key, pulse in (await pulses_told(some)).items():
            ready[key].survey = pulse
    if some := having(Part.COMPANY):
        for key, counted in (await company_contacts_for(some, now() - WEEK)).items():
            ready[key].company = counted
    await _recognition(having, hints, ready, since)


async def _recognition(
    having: Having,
    hints: Mapping[UUID, Hints],
    ready: Mapping[UUID, Ready],
    since: Mapping[UUID, datetime],
) -> None:
    if some := having(Part.NUDGE):
        for key, nudge in (await thanks_nudges_for(some)).items():
            ready[key].nudge = nudge
    if some := having(Part.CELEBRATIONS):
        teams = {key: hints[key].around.team for key in some}
        many = any(hints[key].around.many for key in some)
        for key, views in (await celebrations_to_tell_for(some, teams, many=many)).items():
            ready[key].celebrations = views
    told, around = having(Part.TOLD), having(Part.TEAM_TOLD)
    wanted = [recognition.Telling(actor, [key], since[key]) for key, actor in told.items()]
    wanted += [
        recognition.Telling(actor, hints[key].around.team, since[key])
        for key, actor in around.items()
    ]
    found = await recognition.thanks_told_for(wanted)
    for key, thanks in zip(told, found, strict=False):
        ready[key].told = thanks
    for key, thanks in zip(around, found[len(told) :], strict=True):
        ready[key].team_told = thanks


async def _feedback(
    having: Having, ready: Mapping[UUID, Ready], since: Mapping[UUID, datetime]
) -> None:
    if some := having(Source.REQUESTS):
        for key, views in (await feedback.requests_to_answer_for(some, MAXIMUM)).items():
            ready[key].requests = views
    if some := having(Part.FEEDBACK):
        for key, notes in (
            await feedback.received_unthanked_for(some, since=since, limit=THANKS_MAXIMUM)
        ).items():
            ready[key].feedback = notes
    if some := having(Source.CYCLES):
        for key, tasks in (await owed.tasks_for(some)).items():
            ready[key].cycles = tasks


async def _development(having: Having, ready: Mapping[UUID, Ready]) -> None:
    if some := having(Source.PLANS):
        for key, plans in (await development.plans_at_work_for(some)).items():
            ready[key].plans = plans
    if some := having(Source.ASSESSMENTS):
        for key, views in (await assessments_to_write_for(some)).items():
            ready[key].to_assess = views
        for key, views in (await assessments_just_compared_for(some)).items():
            ready[key].compared = views
    if some := having(Source.MENTORSHIPS):
        for key, asked in (await mentorships_to_answer_for(some)).items():
            ready[key].mentorships = asked
    if some := having(Source.CERTIFICATES):
        for key, ending in (await certificates_to_renew_for(some)).items():
            ready[key].certificates = ending


async def _one_on_ones(
    having: Having,
    ready: Mapping[UUID, Ready],
    until: Mapping[UUID, datetime],
) -> None:
    if some := having(Source.MEETINGS):
        due = await one_on_ones.meetings_due_for(some, {key: until[key] for key in some})
        upcoming = {key: both[1] for key, both in due.items()}
        points = await one_on_ones.open_points_for(some, upcoming)
        for key, both in due.items():
            ready[key].meetings, ready[key].points = both, points[key]
    if some := having(Source.PROMISES, Part.PROMISED):
        last = now().date() + PROMISES_AHEAD + _ANYWHERE
        for key, promises in (await one_on_ones.promises_for(some, last)).items():
            ready[key].promises = promises
    if some := having(Source.PAIRS):
        for key, pairs in (await quiet_pairs_for(some)).items():
            ready[key].pairs = pairs


def also_named(ready: Ready) -> set[UUID]:
    """Whom somebody's digest may name besides those of whom hints know."""
    found = {key for each in (*ready.told, *ready.team_told) for key in each.receiver_ids}
    found |= {pair.person_id for pair in ready.pairs}
    return found | {each.person_id for each in (ready.nudge.helpers if ready.nudge else ())}
