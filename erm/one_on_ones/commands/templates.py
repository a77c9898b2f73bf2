"""Templates for agendas: applying one, and keeping one's own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from tortoise.expressions import F

from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.text import clean_line, clean_text, fold
from erm.one_on_ones import policy, queries
from erm.one_on_ones.commands.locking import locked_meeting
from erm.one_on_ones.commands.talking_points import append_points
from erm.one_on_ones.errors import (
    StaleVersion,
    TemplateNotFound,
    TemplateWithoutPoints,
    TooManyTemplatePoints,
    TooManyTemplates,
)
from erm.one_on_ones.holding import active
from erm.one_on_ones.models import AgendaTemplate
from erm.one_on_ones.rules import (
    BODY_MAXIMUM,
    TEMPLATE_NAME_MAXIMUM,
    TEMPLATE_POINTS_MAXIMUM,
    TEMPLATES_MAXIMUM,
)
from erm.one_on_ones.templates import built_in
from erm.one_on_ones.views import TemplatePointView, TemplateView
from erm.people.models import Person


async def apply_agenda_template(
    actor: Actor, *, meeting_id: UUID, template: UUID | str
) -> tuple[UUID, int]:
    """Add the points of a template to the end of an open meeting, shared.

    ``template`` is the id of one of the actor's own or the key of a built-in one. A point whose
    words are already open there, as far as the actor reads the list, is not doubled. Answers the
    meeting's id and how many were added. Raises ``MeetingNotFound``, ``MeetingClosed``,
    ``TemplateNotFound``, ``TooManyTalkingPoints`` (then nothing is added).
    """
    meeting, series = await locked_meeting(actor, meeting_id)
    found = await _template(actor, template)
    there = await queries.open_points_of(actor, [meeting.id])
    known = {_words(point.body) for point in there[meeting.id]}
    points: list[tuple[str, bool]] = []
    for point in found.points:
        if _words(point.body) not in known:
            known.add(_words(point.body))
            points.append((point.body, point.recurring))
    if points:
        await append_points(actor, meeting, points)
        await active(meeting, series, actor.person_id)
    return meeting.id, len(points)


async def _template(actor: Actor, template: UUID | str) -> TemplateView:
    if isinstance(template, str):
        found = built_in(actor.locale).get(template)
    else:
        found = (await queries.templates_by_ids(actor, [template])).get(template)
    if found is None:
        raise TemplateNotFound(field="template_id")
    return found


def _words(body: str) -> str:
    return " ".join(fold(body).split())


async def save_agenda_template(
    actor: Actor,
    *,
    template_id: UUID | None,
    version: int | None,
    name: str,
    points: Sequence[TemplatePointView],
) -> TemplateView:
    """Keep a new template, or change one of one's own if it still is as it was read.

    Raises ``TemplateNotFound``, ``StaleVersion``, ``TooManyTemplates``, ``TooManyTemplatePoints``,
    ``TemplateWithoutPoints``, ``TEXT_REQUIRED``, ``TEXT_TOO_LONG``.
    """
    name = clean_line(name, field="name", maximum=TEMPLATE_NAME_MAXIMUM)
    if not points:
        raise TemplateWithoutPoints(field="points")
    if len(points) > TEMPLATE_POINTS_MAXIMUM:
        raise TooManyTemplatePoints(field="points", maximum=TEMPLATE_POINTS_MAXIMUM)
    stored: list[dict[str, Any]] = [
        {
            "body": clean_text(point.body, field="points", maximum=BODY_MAXIMUM),
            "recurring": point.recurring,
        }
        for point in points
    ]
    if template_id is None:
        return await _create(actor, name, stored)
    mine = AgendaTemplate.filter(policy.readable_templates(actor), id=template_id)
    saved = await mine.filter(version=version).update(
        name=name, points=stored, version=F("version") + 1
    )
    if not saved:
        if not await mine.exists():
            raise TemplateNotFound(field="id")
        raise StaleVersion
    return (await queries.templates_by_ids(actor, [template_id]))[template_id]


async def _create(actor: Actor, name: str, points: list[dict[str, Any]]) -> TemplateView:
    # The person's row is locked so that two windows cannot both make the last one.
    _ = await Person.filter(id=actor.person_id).select_for_update(no_key=True).first()
    own = await AgendaTemplate.filter(policy.readable_templates(actor)).count()
    if own >= TEMPLATES_MAXIMUM:
        raise TooManyTemplates(maximum=TEMPLATES_MAXIMUM)
    row = await AgendaTemplate.create(
        owner_id=actor.person_id, name=name, points=points, created_at=now()
    )
    return (await queries.templates_by_ids(actor, [row.id]))[row.id]


async def delete_agenda_template(actor: Actor, *, template_id: UUID) -> UUID:
    """Take away one of one's own templates. Raises ``TemplateNotFound``."""
    gone = await AgendaTemplate.filter(policy.readable_templates(actor), id=template_id).delete()
    if not gone:
        raise TemplateNotFound(field="id")
    return template_id
