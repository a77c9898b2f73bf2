"""What was done in a cycle: noting it in the audit log, and telling HR of it in sentences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from babel.dates import format_date
from tortoise.expressions import Subquery

from erm.audit import commands as audit
from erm.audit.queries import entries_about
from erm.audit.rules import Action, Detail
from erm.audit.views import ActView
from erm.core.actor import Actor
from erm.core.language import babel_locale, has, say
from erm.core.paging import Page, PageRequest
from erm.feedback.cycles import policy
from erm.feedback.cycles.models import Cycle, CycleParticipant

KINDS = ("Cycle", "cycle")
PARTICIPANT = ("CycleParticipant", "cycle_participant")
"""Kinds under which acts on one participant are noted."""


@dataclass(frozen=True, slots=True)
class HistoryEntryView:
    """One act. ``person_id``: about which participant, if about one."""

    number: int
    at: datetime
    actor_id: UUID | None
    what: str
    person_id: UUID | None


def note(
    action: Action,
    actor: Actor | None,
    cycle_id: UUID,
    *,
    person_id: UUID | None = None,
    **details: Detail,
) -> None:
    """Note an act in a cycle; ``person_id``: to whom it was done, if to one. None: erm itself."""
    told: dict[str, Detail] = dict(details)
    if person_id is not None:
        told["person"] = person_id
    audit.append(
        action,
        actor_id=None if actor is None or actor.is_system else actor.person_id,
        subject_kind="Cycle",
        subject_id=cycle_id,
        details=told,
    )


def told_actions() -> list[Action]:
    """The acts that have a sentence."""
    return [action for action in Action if has("en", _key(action))]


async def history_of(
    actor: Actor, cycle_id: UUID, page: PageRequest
) -> Page[HistoryEntryView] | None:
    """What was done in a cycle, newest first; None for who may not know."""
    cycle = await Cycle.get_or_none(id=cycle_id)
    if cycle is None or not policy.may_see_history(actor, cycle):
        return None
    participants = CycleParticipant.filter(cycle_id=cycle_id).values("id")
    found = await entries_about(
        KINDS, cycle_id, (PARTICIPANT, Subquery(participants)), told_actions(), page
    )
    people: dict[UUID | None, UUID] = {}
    parts = [view.subject_id for view in found.items if view.subject_kind in PARTICIPANT]
    if parts:
        people = dict(await CycleParticipant.filter(id__in=parts).values_list("id", "person_id"))
    return found.map(lambda view: _told(actor, view, people.get(view.subject_id)))


def _told(actor: Actor, view: ActView, participant: UUID | None) -> HistoryEntryView:
    person = view.details.get("person")
    return HistoryEntryView(
        number=view.number,
        at=view.at,
        actor_id=view.actor_id,
        what=sentence(view.action, view.details, actor.locale),
        person_id=participant if person is None else UUID(person),
    )


def sentence(action: Action, details: dict[str, Any], locale: str) -> str:
    """An act in words. Days and states are put into words as well."""
    params: dict[str, Any] = {"count": details.get("participants", 1)} | details
    for name in ("before", "after"):
        if has("en", f"cycle_state.{details.get(name)}"):
            params[name] = say(locale, f"cycle_state.{details[name]}")
    if has("en", f"cycle_phase.{details.get('phase')}"):
        params["phase"] = say(locale, f"cycle_phase.{details['phase']}")
    if "until_on" in details:
        day = date.fromisoformat(details["until_on"])
        params["until_on"] = format_date(day, "d MMMM y", babel_locale(locale))
    return say(locale, _key(action), **params)


def _key(action: Action) -> str:
    return f"cycle_history.{action.value}"
