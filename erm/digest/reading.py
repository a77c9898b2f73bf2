"""Reading for many people at once what most of them have; the rest each asks alone.

Each domain's query for many gives each reader what their own query would, by the same policies.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.paging import MAXIMUM
from erm.development import queries as development
from erm.digest.hints import Hints
from erm.digest.home import PROMISES_AHEAD, Part, Ready
from erm.digest.needs import Source
from erm.engagement.waves.invitations import pulses_told
from erm.feedback import queries as feedback
from erm.one_on_ones import queries as one_on_ones
from erm.recognition import queries as recognition

_ANYWHERE = timedelta(days=1)
"""Nowhere is it more than a day later than in UTC."""


async def read_together(
    actors: Mapping[UUID, Actor],
    hints: Mapping[UUID, Hints],
    ready: Mapping[UUID, Ready],
    *,
    since: Mapping[UUID, datetime],
    until: Mapping[UUID, datetime],
) -> None:
    """Fill in what is read for all: ``since`` when thanks, ``until`` when meetings are told of."""

    def having(*what: Part | Source) -> dict[UUID, Actor]:
        return {
            key: actor
            for key, actor in actors.items()
            if any(each in hints[key].parts or each in hints[key].sources for each in what)
        }

    await _one_on_ones(having, ready, until)
    if some := having(Source.REQUESTS):
        for key, views in (await feedback.requests_to_answer_for(some, MAXIMUM)).items():
            ready[key].requests = views
    if some := having(Source.PLANS):
        for key, plans in (await development.plans_at_work_for(some)).items():
            ready[key].plans = plans
    if some := having(Part.SURVEY):
        for key, pulse in (await pulses_told(some)).items():
            ready[key].survey = pulse
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


async def _one_on_ones(
    having: Callable[..., dict[UUID, Actor]],
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
