"""How a plan comes to bind both sides, and how what changed since is seen."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from tortoise.expressions import F

from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.work import record
from erm.development import queries
from erm.development.commands.locking import locked_plan, signature_of
from erm.development.errors import AgreedAlready, StaleVersion
from erm.development.events import PlanAgreed, PlanProposed
from erm.development.models import DevelopmentPlan
from erm.development.rules import PlanState, Step, both_agreed
from erm.development.views import PlanView
from erm.people.queries import manager_of


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
    return await _view(actor, plan.id)


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
    moment = now()
    if active:
        signature |= {"state": PlanState.ACTIVE, "signed_at": moment}
    if active and manager is None:
        # A former manager's signature binds nobody.
        signature |= {"agreed_by_manager_at": None, "agreed_manager_id": None}
    await _advance(plan, **signature)
    if active:
        record(
            PlanAgreed(
                at=moment,
                plan_id=plan.id,
                person_id=plan.person_id,
                manager_id=manager,
                by_id=actor.person_id,
            )
        )
    return await _view(actor, plan.id)


async def acknowledge_plan_changes(actor: Actor, *, plan_id: UUID) -> PlanView:
    """Say that one has seen what the other side changed since both agreed.

    Raises what :func:`locked_plan` raises.
    """
    plan = await locked_plan(actor, plan_id, Step.ACKNOWLEDGE)
    own = plan.person_id == actor.person_id
    await DevelopmentPlan.filter(id=plan.id).update(
        **{"person_saw_changes_at" if own else "manager_saw_changes_at": now()}
    )
    return await _view(actor, plan.id)


async def _advance(plan: DevelopmentPlan, **values: Any) -> None:
    await DevelopmentPlan.filter(id=plan.id).update(
        **values, last_activity_at=now(), version=F("version") + 1
    )


async def _view(actor: Actor, plan_id: UUID) -> PlanView:
    return (await queries.plans_by_ids(actor, [plan_id]))[plan_id]
