"""Drafting, editing, proposing, agreeing and closing plans."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from tortoise.expressions import F

from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.text import check_period, clean_line, clean_text
from erm.core.work import record
from erm.development import policy, queries
from erm.development.commands.locking import checked_date, locked_plan, note_edit, signature_of
from erm.development.errors import (
    AgreedAlready,
    PlanNotForThisPerson,
    SharingIsThePersons,
    StaleVersion,
)
from erm.development.events import PlanAgreed, PlanClosed, PlanDrafted, PlanProposed
from erm.development.models import DevelopmentPlan
from erm.development.rules import TEXT_MAXIMUM, TITLE_MAXIMUM, PlanState, Step, both_agreed
from erm.development.views import PlanView
from erm.people.queries import manager_of, require_present


async def draft_plan(
    actor: Actor,
    *,
    title: str,
    starts_on: date,
    ends_on: date,
    focus: str = "",
    person_id: UUID | None = None,
) -> PlanView:
    """Begin a plan: one's own, which nobody else sees until it is proposed, or a report's.

    Raises ``PERSON_UNKNOWN``, ``PERSON_HAS_LEFT``, ``PlanNotForThisPerson``, ``TEXT_REQUIRED``,
    ``TEXT_TOO_LONG``, ``ENDS_BEFORE_START``, ``DATE_OUT_OF_RANGE``.
    """
    person = actor.person_id if person_id is None else person_id
    await require_present(actor, person, field="person_id")
    if not policy.may_draft_plan(actor, person):
        raise PlanNotForThisPerson(field="person_id")
    moment = now()
    plan = await DevelopmentPlan.create(
        **_words(actor, title=title, focus=focus, starts_on=starts_on, ends_on=ends_on),
        person_id=person,
        author_id=actor.person_id,
        last_activity_at=moment,
        created_at=moment,
    )
    record(PlanDrafted(at=moment, plan_id=plan.id, person_id=person, by_id=actor.person_id))
    return await view_of(actor, plan.id)


async def edit_plan(
    actor: Actor,
    *,
    plan_id: UUID,
    title: str,
    focus: str,
    starts_on: date,
    ends_on: date,
    shared_with_hr: bool,
    version: int,
) -> PlanView:
    """Change a plan's words and period, and, if one is the person, whether HR reads it.

    Raises what :func:`locked_plan` raises, ``SharingIsThePersons``, ``StaleVersion``, and as
    :func:`draft_plan` for the words.
    """
    plan = await locked_plan(actor, plan_id, Step.EDIT)
    words = _words(actor, title=title, focus=focus, starts_on=starts_on, ends_on=ends_on)
    sharing = {"shared_with_hr": shared_with_hr}
    if shared_with_hr != plan.shared_with_hr and not policy.may_share_with_hr(actor, plan):
        raise SharingIsThePersons(field="shared_with_hr")
    if version != plan.version:
        raise StaleVersion
    if any(getattr(plan, name) != value for name, value in words.items()):
        await note_edit(actor, plan, **words, **sharing)
    elif shared_with_hr != plan.shared_with_hr:
        # Who else reads it is no part of what the two agree.
        await DevelopmentPlan.filter(id=plan.id).update(**sharing, version=F("version") + 1)
    return await view_of(actor, plan.id)


async def propose_plan(actor: Actor, *, plan_id: UUID) -> PlanView:
    """Show the plan to the other side and ask them to agree; whoever proposes has agreed.

    Raises what :func:`locked_plan` raises.
    """
    plan = await locked_plan(actor, plan_id, Step.PROPOSE)
    moment = now()
    await _advance(
        plan,
        **signature_of(actor, plan, alone=True),
        state=PlanState.PROPOSED,
        proposed_by_id=actor.person_id,
        proposed_at=moment,
    )
    record(
        PlanProposed(
            at=moment,
            plan_id=plan.id,
            person_id=plan.person_id,
            manager_id=await manager_of(plan.person_id),
            by_id=actor.person_id,
        )
    )
    return await view_of(actor, plan.id)


async def agree_plan(actor: Actor, *, plan_id: UUID, version: int | None = None) -> PlanView:
    """Agree to a proposed plan; it becomes active once the person and their manager now both have.

    ``version`` is the one that was read: nobody agrees to what they have not seen. Raises what
    :func:`locked_plan` raises, ``AgreedAlready``, ``StaleVersion``.
    """
    plan = await locked_plan(actor, plan_id, Step.AGREE)
    manager = await manager_of(plan.person_id)
    if not queries.agreement_missing(actor, plan, manager):
        raise AgreedAlready
    if version is not None and version != plan.version:
        raise StaleVersion
    signature = signature_of(actor, plan, alone=False)
    if actor.person_id == plan.person_id and plan.agreed_by_person_at is not None:
        signature = {}  # confirmed alone; the day on which they agreed stays
    active = both_agreed(
        person_agreed=bool(signature.get("agreed_by_person_at") or plan.agreed_by_person_at),
        agreed_manager=signature.get("agreed_manager_id") or plan.agreed_manager_id,
        manager=manager,
    )
    state = PlanState.ACTIVE if active else PlanState.PROPOSED
    if active and manager is None:
        # A former manager's signature binds nobody.
        signature |= {"agreed_by_manager_at": None, "agreed_manager_id": None}
    await _advance(plan, **signature, state=state)
    if active:
        record(
            PlanAgreed(
                at=now(),
                plan_id=plan.id,
                person_id=plan.person_id,
                manager_id=manager,
                by_id=actor.person_id,
            )
        )
    return await view_of(actor, plan.id)


async def close_plan(actor: Actor, *, plan_id: UUID, note: str = "") -> PlanView:
    """Close a plan: it is over, or it was given up. It does not change any more.

    Raises what :func:`locked_plan` raises, ``TEXT_TOO_LONG``.
    """
    plan = await locked_plan(actor, plan_id, Step.CLOSE)
    moment = now()
    await _advance(
        plan,
        state=PlanState.CLOSED,
        closed_at=moment,
        closed_by_id=actor.person_id,
        closing_note=clean_text(note, field="note", maximum=TEXT_MAXIMUM, required=False),
    )
    record(
        PlanClosed(
            at=moment,
            plan_id=plan.id,
            person_id=plan.person_id,
            manager_id=await manager_of(plan.person_id),
            by_id=actor.person_id,
        )
    )
    return await view_of(actor, plan.id)


async def view_of(actor: Actor, plan_id: UUID) -> PlanView:
    """The plan as the actor sees it after the write."""
    return (await queries.plans_by_ids(actor, [plan_id]))[plan_id]


async def _advance(plan: DevelopmentPlan, **values: Any) -> None:
    await DevelopmentPlan.filter(id=plan.id).update(
        **values, last_activity_at=now(), version=F("version") + 1
    )


def _words(
    actor: Actor, *, title: str, focus: str, starts_on: date, ends_on: date
) -> dict[str, Any]:
    words = {
        "title": clean_line(title, field="title", maximum=TITLE_MAXIMUM),
        "focus": clean_text(focus, field="focus", maximum=TEXT_MAXIMUM, required=False),
        "starts_on": checked_date(actor, starts_on, field="starts_on"),
        "ends_on": checked_date(actor, ends_on, field="ends_on"),
    }
    check_period(starts_on, ends_on)
    return words
