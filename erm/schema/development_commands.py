"""What can be done with development plans: the inputs, the successes and the mutations."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import strawberry

from erm.development.commands import plans, renewal, signing
from erm.development.plan_templates.commands import fill_from_template
from erm.schema.command import command
from erm.schema.context import Info
from erm.schema.development import DevelopmentPlan, shown_plan
from erm.schema.development_enums import PlanOutcome
from erm.schema.development_focus_commands import FocusAreasMutation
from erm.schema.development_goals_commands import GoalsMutation
from erm.schema.ids import from_global, maybe_from_global


@strawberry.input(description="A new plan; a title of at most 200 characters.")
class DraftPlanInput:
    """Input of ``draftPlan``."""

    person_id: strawberry.ID | None = strawberry.field(
        default=None, description="For whom: a report; the viewer unless given."
    )
    title: str = strawberry.field(description="What it is called.")
    focus: str = strawberry.field(default="", description="What it is about, and why.")
    starts_on: date = strawberry.field(description="First day of its period.")
    ends_on: date = strawberry.field(description="Last day of its period; after the first.")
    template_key: str | None = strawberry.field(
        default=None, description="From which template it gets focus areas and goals."
    )
    mentor_id: strawberry.ID | None = strawberry.field(
        default=None, description="Who is to accompany it; not the person."
    )
    check_in_every: int = strawberry.field(
        default=14, description="Days between two check-ins, 1 to 92."
    )
    quiet_after: int = strawberry.field(
        default=21, description="After how many days without any it is quiet, 7 to 184."
    )


@strawberry.type(description="The plan was drafted.")
class DraftPlanSuccess:
    """Answer of ``draftPlan``."""

    plan: DevelopmentPlan = strawberry.field(description="The draft.")


@strawberry.input(description="A plan in new words.")
class EditPlanInput:
    """Input of ``editPlan``."""

    plan_id: strawberry.ID = strawberry.field(description="Which plan; it must not be closed.")
    title: str = strawberry.field(description="What it is called.")
    focus: str = strawberry.field(description="What it is about, and why; may be empty.")
    starts_on: date = strawberry.field(description="First day of its period.")
    ends_on: date = strawberry.field(description="Last day of its period; after the first.")
    shared_with_hr: bool | None = strawberry.field(
        default=None,
        description="Whether HR reads it as well; unchanged unless given. Only the person themselves "
        "may change this; see `sharePlan` for the rest.",
    )
    mentor_id: strawberry.ID | None = strawberry.field(
        default=None, description="Its new mentor; unchanged unless given."
    )
    check_in_every: int | None = strawberry.field(
        default=None, description="Days between two check-ins; unchanged unless given."
    )
    quiet_after: int | None = strawberry.field(
        default=None, description="Days until it is quiet; unchanged unless given."
    )
    version: int = strawberry.field(description="The version that was read.")


@strawberry.type(
    description="The plan was changed. One that was proposed is now proposed by whoever changed it."
)
class EditPlanSuccess:
    """Answer of ``editPlan``."""

    plan: DevelopmentPlan = strawberry.field(description="The plan as it is now.")


@strawberry.input(description="Which draft to propose.")
class ProposePlanInput:
    """Input of ``proposePlan``."""

    plan_id: strawberry.ID = strawberry.field(description="Which plan; it must be a draft.")


@strawberry.type(description="The plan was proposed to the other side.")
class ProposePlanSuccess:
    """Answer of ``proposePlan``."""

    plan: DevelopmentPlan = strawberry.field(description="The plan as it is now.")


@strawberry.input(description="Which plan to agree to.")
class AgreePlanInput:
    """Input of ``agreePlan``."""

    plan_id: strawberry.ID = strawberry.field(description="Which plan; it must be proposed.")
    version: int | None = strawberry.field(
        default=None,
        description="The version that was read; if given, a plan that changed since is refused.",
    )


@strawberry.type(description="The viewer's side agreed.")
class AgreePlanSuccess:
    """Answer of ``agreePlan``."""

    plan: DevelopmentPlan = strawberry.field(
        description="The plan; active if both sides have agreed."
    )


@strawberry.input(description="Which plan to close.")
class ClosePlanInput:
    """Input of ``closePlan``."""

    plan_id: strawberry.ID = strawberry.field(description="Which plan.")
    note: str = strawberry.field(default="", description="What came of it; may be empty.")
    outcome: PlanOutcome | None = strawberry.field(
        default=None,
        description="COMPLETED or GIVEN_UP. Unless given it was completed if both had agreed.",
    )


@strawberry.type(description="The plan was closed.")
class ClosePlanSuccess:
    """Answer of ``closePlan``."""

    plan: DevelopmentPlan = strawberry.field(description="The plan, closed.")


@strawberry.input(description="Who is to accompany a plan.")
class SetPlanMentorInput:
    """Input of ``setPlanMentor``."""

    plan_id: strawberry.ID = strawberry.field(description="Which plan.")
    mentor_id: strawberry.ID | None = strawberry.field(
        default=None, description="The mentor; nobody unless given."
    )
    version: int = strawberry.field(description="The version of the plan that was read.")


@strawberry.type(
    description="The mentor was set. They read the plan once the person shares it with them."
)
class SetPlanMentorSuccess:
    """Answer of ``setPlanMentor``."""

    plan: DevelopmentPlan = strawberry.field(description="The plan as it is now.")


@strawberry.input(description="Who reads a plan besides the person and their manager.")
class SharePlanInput:
    """Input of ``sharePlan``."""

    plan_id: strawberry.ID = strawberry.field(description="Which plan; one's own.")
    with_hr: bool = strawberry.field(description="Whether HR reads it.")
    with_mentor: bool = strawberry.field(description="Whether its mentor reads it.")
    with_managers_manager: bool = strawberry.field(
        description="Whether the manager's manager reads it, and a later manager what is closed."
    )
    version: int = strawberry.field(description="The version of the plan that was read.")


@strawberry.type(description="It is shared as was said.")
class SharePlanSuccess:
    """Answer of ``sharePlan``."""

    plan: DevelopmentPlan = strawberry.field(description="The plan with its readers.")


@strawberry.input(description="The plan whose changes the viewer has seen.")
class AcknowledgePlanChangesInput:
    """Input of ``acknowledgePlanChanges``."""

    plan_id: strawberry.ID = strawberry.field(description="Which plan; both must have agreed.")


@strawberry.type(description="Nothing of it is new to the viewer any more.")
class AcknowledgePlanChangesSuccess:
    """Answer of ``acknowledgePlanChanges``."""

    plan: DevelopmentPlan = strawberry.field(description="The plan.")


@strawberry.input(description="The next plan, and what goes on in it.")
class RenewPlanInput:
    """Input of ``renewPlan``."""

    plan_id: strawberry.ID = strawberry.field(description="Which plan; active or expired.")
    title: str = strawberry.field(description="What the next one is called.")
    starts_on: date = strawberry.field(description="Its first day.")
    ends_on: date = strawberry.field(description="Its last day; after the first.")
    keep_goal_ids: list[strawberry.ID] = strawberry.field(
        default_factory=list, description="Open goals that go on, as far as they are."
    )
    keep_focus_area_ids: list[strawberry.ID] = strawberry.field(
        default_factory=list, description="Focus areas that stay."
    )
    note: str = strawberry.field(default="", description="What came of the plan that ends.")
    version: int = strawberry.field(description="The version of that plan that was read.")


@strawberry.type(description="One plan is closed, and the next one drafted.")
class RenewPlanSuccess:
    """Answer of ``renewPlan``."""

    plan: DevelopmentPlan = strawberry.field(description="The next plan, a draft.")
    renewed: DevelopmentPlan = strawberry.field(description="The plan that is closed now.")


@strawberry.input(description="A later end of a plan.")
class ExtendPlanInput:
    """Input of ``extendPlan``."""

    plan_id: strawberry.ID = strawberry.field(description="Which plan; active or expired.")
    ends_on: date = strawberry.field(
        description="Its new last day; at most 92 days beyond the one that both agreed."
    )
    version: int = strawberry.field(description="The version that was read.")


@strawberry.type(description="The plan ends later.")
class ExtendPlanSuccess:
    """Answer of ``extendPlan``."""

    plan: DevelopmentPlan = strawberry.field(description="The plan as it is now.")


@strawberry.type
class DevelopmentMutation(FocusAreasMutation, GoalsMutation):
    """What can be done with development plans."""

    @command("Begin a development plan, one's own or a report's.")
    async def draft_plan(self, info: Info, input: DraftPlanInput) -> DraftPlanSuccess:
        """Draft a plan."""
        view = await plans.draft_plan(
            info.context.actor,
            person_id=maybe_from_global(input.person_id, "Person", field="person_id"),
            title=input.title,
            focus=input.focus,
            starts_on=input.starts_on,
            ends_on=input.ends_on,
            mentor_id=maybe_from_global(input.mentor_id, "Person", field="mentor_id"),
            check_in_every=input.check_in_every,
            quiet_after=input.quiet_after,
        )
        if input.template_key is not None:
            await fill_from_template(
                info.context.actor,
                plan_id=view.id,
                person_id=view.person_id,
                template_key=input.template_key,
            )
        return DraftPlanSuccess(plan=await shown_plan(info, view.id))

    @command("Change a plan's words, its period, or whether HR reads it.")
    async def edit_plan(self, info: Info, input: EditPlanInput) -> EditPlanSuccess:
        """Edit a plan."""
        view = await plans.edit_plan(
            info.context.actor,
            plan_id=_plan_id(input.plan_id),
            title=input.title,
            focus=input.focus,
            starts_on=input.starts_on,
            ends_on=input.ends_on,
            shared_with_hr=input.shared_with_hr,
            mentor_id=maybe_from_global(input.mentor_id, "Person", field="mentor_id"),
            check_in_every=input.check_in_every,
            quiet_after=input.quiet_after,
            version=input.version,
        )
        return EditPlanSuccess(plan=DevelopmentPlan.of(view))

    @command("Ask the other side to agree to a plan; whoever proposes has agreed.")
    async def propose_plan(self, info: Info, input: ProposePlanInput) -> ProposePlanSuccess:
        """Propose a plan."""
        view = await signing.propose_plan(info.context.actor, plan_id=_plan_id(input.plan_id))
        return ProposePlanSuccess(plan=DevelopmentPlan.of(view))

    @command("Agree to a proposed plan; it is active once both sides have agreed.")
    async def agree_plan(self, info: Info, input: AgreePlanInput) -> AgreePlanSuccess:
        """Agree to a plan."""
        view = await signing.agree_plan(
            info.context.actor, plan_id=_plan_id(input.plan_id), version=input.version
        )
        return AgreePlanSuccess(plan=DevelopmentPlan.of(view))

    @command("Close a plan that is over or was given up.")
    async def close_plan(self, info: Info, input: ClosePlanInput) -> ClosePlanSuccess:
        """Close a plan."""
        view = await renewal.close_plan(
            info.context.actor,
            plan_id=_plan_id(input.plan_id),
            note=input.note,
            outcome=input.outcome,
        )
        return ClosePlanSuccess(plan=DevelopmentPlan.of(view))

    @command("Say who accompanies a plan, or that nobody does.")
    async def set_plan_mentor(self, info: Info, input: SetPlanMentorInput) -> SetPlanMentorSuccess:
        """Set the mentor."""
        view = await plans.set_plan_mentor(
            info.context.actor,
            plan_id=_plan_id(input.plan_id),
            mentor_id=maybe_from_global(input.mentor_id, "Person", field="mentor_id"),
            version=input.version,
        )
        return SetPlanMentorSuccess(plan=DevelopmentPlan.of(view))

    @command("Say who else reads one's own plan.")
    async def share_plan(self, info: Info, input: SharePlanInput) -> SharePlanSuccess:
        """Share a plan."""
        view = await plans.share_plan(
            info.context.actor,
            plan_id=_plan_id(input.plan_id),
            with_hr=input.with_hr,
            with_mentor=input.with_mentor,
            with_managers_manager=input.with_managers_manager,
            version=input.version,
        )
        return SharePlanSuccess(plan=DevelopmentPlan.of(view))

    @command("Say that one has seen what the other side changed since both agreed.")
    async def acknowledge_plan_changes(
        self, info: Info, input: AcknowledgePlanChangesInput
    ) -> AcknowledgePlanChangesSuccess:
        """Acknowledge changes."""
        view = await signing.acknowledge_plan_changes(
            info.context.actor, plan_id=_plan_id(input.plan_id)
        )
        return AcknowledgePlanChangesSuccess(plan=DevelopmentPlan.of(view))

    @command("Close a plan and draft the next one from it.")
    async def renew_plan(self, info: Info, input: RenewPlanInput) -> RenewPlanSuccess:
        """Renew a plan."""
        following, renewed = await renewal.renew_plan(
            info.context.actor,
            plan_id=_plan_id(input.plan_id),
            title=input.title,
            starts_on=input.starts_on,
            ends_on=input.ends_on,
            keep_goal_ids=[
                from_global(key, "Goal", field="keep_goal_ids") for key in input.keep_goal_ids
            ],
            keep_focus_area_ids=[
                from_global(key, "FocusArea", field="keep_focus_area_ids")
                for key in input.keep_focus_area_ids
            ],
            note=input.note,
            version=input.version,
        )
        return RenewPlanSuccess(
            plan=DevelopmentPlan.of(following), renewed=DevelopmentPlan.of(renewed)
        )

    @command("Move the end of a plan a little further.")
    async def extend_plan(self, info: Info, input: ExtendPlanInput) -> ExtendPlanSuccess:
        """Extend a plan."""
        view = await renewal.extend_plan(
            info.context.actor,
            plan_id=_plan_id(input.plan_id),
            ends_on=input.ends_on,
            version=input.version,
        )
        return ExtendPlanSuccess(plan=DevelopmentPlan.of(view))


def _plan_id(value: strawberry.ID) -> UUID:
    return from_global(value, "DevelopmentPlan", field="plan_id")
