"""The rows of plans and goals, and what can be done with them."""

from __future__ import annotations

from typing import Any

from erm.core.clock import now
from erm.development.models import (
    CheckIn,
    DevelopmentChange,
    DevelopmentPlan,
    FocusArea,
    Goal,
    Milestone,
)
from erm.development.rules import (
    Confidence,
    FocusKind,
    GoalStatus,
    GoalVisibility,
    PlanOutcome,
    PlanState,
)
from erm.people.models import Person
from tests.authorization.relations import Relation
from tests.authorization.world import DAY, Row, World, ids, some_day

DRAFT, PROPOSED = PlanState.DRAFT, PlanState.PROPOSED
ACTIVE, CLOSED = PlanState.ACTIVE, PlanState.CLOSED
BEFORE = "closed before the present manager came"

PLAN_ABLE = {
    DRAFT: "canEdit canClose canShare",
    PROPOSED: "canEdit canClose canShare canAgree",
    ACTIVE: "canEdit canClose canShare canCheckIn canRenew canExtend",
    CLOSED: "canShare",
}
GOAL_ABLE = {
    DRAFT: "canEdit canRemove canAddEvidence",
    PROPOSED: "canEdit canRemove canAddEvidence",
    ACTIVE: "canEdit canCheckIn canAddEvidence",
    CLOSED: "",
}


async def fill(world: World) -> None:
    c = world.cast
    gus: Person = c.gus  # type: ignore[attr-defined]
    una: Person = c.una  # type: ignore[attr-defined]
    everybody = {"hr": True, "mentor": c.max, "managers": True}
    began = "draft that the person began"
    await _plan(world, "Ann's draft", c.ann, c.ann, DRAFT, began)
    shared = f"{began}, to be shared with everybody who can be"
    await _plan(world, "Cy's draft", c.cy, c.cy, DRAFT, shared, **everybody)
    by_manager = "draft that the present manager began"
    await _plan(world, "Mo's draft for Bo", c.bo, c.mo, DRAFT, by_manager)
    by_former = "draft that a former manager began"
    await _plan(world, "Old's draft for Ann", c.ann, c.old, DRAFT, by_former)
    await _plan(world, "Ann's proposed", c.ann, c.ann, PROPOSED, "proposed", by=c.ann)
    await _plan(world, "Ann's active", c.ann, c.ann, ACTIVE, "active", by=c.ann, agreed=c.mo)
    signed = {"by": c.mo, "agreed": c.mo}
    await _plan(
        world, "Bo's active", c.bo, c.mo, ACTIVE, "active, shared with HR", hr=True, **signed
    )
    with_mentor = "active, shared with the mentor"
    await _plan(
        world, "Bo's with Cy", c.bo, c.bo, ACTIVE, with_mentor, mentor=c.cy, opened=True, **signed
    )
    await _plan(world, "Bo's named", c.bo, c.bo, ACTIVE, "active", mentor=c.cy, **signed)
    with_zed = "active, shared with the manager's manager"
    await _plan(world, "Bo's with Zed", c.bo, c.bo, ACTIVE, with_zed, managers=True, **signed)
    former = {"by": c.old, "agreed": c.old}
    await _plan(
        world, "Ann's closed", c.ann, c.old, CLOSED, f"{BEFORE}, shared with HR", hr=True, **former
    )
    for_managers = f"{BEFORE}, shared with managers"
    await _plan(world, "Ann's shown", c.ann, c.old, CLOSED, for_managers, managers=True, **former)
    agreed = "closed, agreed with the present manager"
    await _plan(world, "Bo's closed", c.bo, c.bo, CLOSED, agreed, **signed)
    await _plan(world, "Cy's active", c.cy, c.cy, ACTIVE, "active", by=c.cy, agreed=c.max)
    await _plan(world, "Gus's active", gus, gus, ACTIVE, "active", by=gus, agreed=c.mo)
    await _plan(world, "Mo's active", c.mo, c.mo, ACTIVE, "active", by=c.mo, agreed=c.zed)
    await _plan(
        world, "Dee's closed", c.dee, c.dee, CLOSED, f"{BEFORE}, shared with HR", by=c.dee,
        agreed=c.mo, hr=True,
    )  # fmt: skip
    await _plan(world, "Ann's proposed of long ago", c.ann, c.old, CLOSED, BEFORE, by=c.old)
    given_up = "closed without having been proposed"
    await _plan(world, "Bo's given up", c.bo, c.bo, CLOSED, given_up, managers=True)
    await _plan(world, "Una's active", una, una, ACTIVE, "active", by=una, agreed=c.dee)
    await _goals(world)


async def _plan(
    world: World,
    name: str,
    person: Person,
    author: Person,
    state: PlanState,
    variant: str,
    *,
    by: Person | None = None,
    agreed: Person | None = None,
    hr: bool = False,
    mentor: Person | None = None,
    opened: bool = False,
    managers: bool = False,
) -> Row:
    active = state is ACTIVE
    row = await world.put(
        "DevelopmentPlan",
        DevelopmentPlan,
        f"plan {name}",
        texts=["title", "focus", "closing_note"] if state is CLOSED else ["title", "focus"],
        variant=variant,
        ties={
            Relation.SELF: ids(person),
            Relation.MENTOR: frozenset() if mentor is None else ids(mentor),
        },
        about=ids(person),
        able=PLAN_ABLE[state] if person.left_on is None else "",
        links={
            "person": world.person(person),
            "mentor": None if mentor is None else world.person(mentor),
            "agreedManager": None if agreed is None else world.person(agreed),
            "renewedFrom": None,
            "renewedTo": None,
        },
        person_id=person.id,
        author_id=author.id,
        starts_on=some_day(-60),
        ends_on=some_day(60),
        state=state,
        shared_with_hr=hr,
        mentor_id=None if mentor is None else mentor.id,
        shared_with_mentor=opened or (hr and mentor is not None),
        shared_with_managers_manager=managers,
        proposed_by_id=None if by is None else by.id,
        proposed_at=None if by is None else now() - 40 * DAY,
        agreed_by_person_at=now() - 40 * DAY if by == person or active else None,
        agreed_by_manager_at=None if agreed is None else now() - 39 * DAY,
        agreed_manager_id=None if agreed is None else agreed.id,
        signed_at=None if agreed is None else now() - 39 * DAY,
        closed_at=now() - 10 * DAY if state is CLOSED else None,
        closed_by_id=person.id if state is CLOSED else None,
        outcome=PlanOutcome.GIVEN_UP if state is CLOSED else None,
        last_activity_at=now() - 30 * DAY,
        created_at=now() - 60 * DAY,
    )
    area = await _part(
        world, "FocusArea", FocusArea, row, ["title", "why"], {"plan": row}, able="canEdit"
        if state is not CLOSED else "",
        plan_id=row.key, kind=FocusKind.ASPIRATION, position=0, created_at=now() - 50 * DAY,
    )  # fmt: skip
    goal = await _part(
        world, "Goal", Goal, row, ["title", "description", "status_reason"],
        {"plan": row, "focusArea": area, "parent": None, "children": []},
        able=GOAL_ABLE[state] if person.left_on is None else "",
        plan_id=row.key, focus_area_id=area.key, person_id=person.id, author_id=author.id,
        due_on=some_day(20), progress=30, position=0, created_at=now() - 50 * DAY,
        checked_in_at=now() - 30 * DAY, confidence=Confidence.LOW,
    )  # fmt: skip
    await _below(world, goal, person, "as its parent")
    goal.links |= {"person": world.person(person), "author": world.person(author)}
    row.links |= {"goals": [goal], "focusAreas": [area]}
    area.links["goals"] = [goal]
    await DevelopmentChange.create(
        plan_id=row.key,
        goal_id=goal.key,
        by_id=author.id,
        at=now() - 20 * DAY,
        subject=world.text(row, "changes"),
        field="goal_target",
        before=world.text(goal, "changes"),
        after_signing=False,
    )
    return row


async def _goals(world: World) -> None:
    """Goals without a plan, and private ones with and without."""
    c = world.cast
    shared, private = GoalVisibility.SHARED, GoalVisibility.PRIVATE
    able = "canEdit canCheckIn canAddEvidence"
    await _goal(world, "of Ann without a plan", c.ann, c.ann, "without a plan", shared, able)
    await _goal(world, "of Bo, set by Mo", c.bo, c.mo, "without a plan", shared, able)
    await _goal(world, "of Dee without a plan", c.dee, c.dee, "without a plan", shared, "")
    own = f"{able} canRemove"
    secret = await _goal(world, "private of Ann", c.ann, c.ann, "private", private, own)
    await _goal(world, "private of Mo", c.mo, c.mo, "private", private, own)
    plan = world.named("plan Ann's active")
    hidden = await _goal(
        world, "private of Ann in her plan", c.ann, c.ann, "private", private, own, plan=plan
    )
    plan.links["goals"].append(hidden)
    everyone = GoalVisibility.EVERYONE
    public = await _goal(world, "of Cy for everyone", c.cy, c.cy, "for everyone", everyone, able)
    below = await _goal(
        world, "of Ann below Cy's", c.ann, c.ann, "without a plan", shared, able, parent=public
    )
    hung = await _goal(
        world, "of Ann below a private one", c.ann, c.ann, "without a plan", shared, able,
        parent=secret,
    )  # fmt: skip
    public.links["children"], secret.links["children"] = [below], [hung]


async def _goal(
    world: World,
    name: str,
    person: Person,
    author: Person,
    variant: str,
    visibility: GoalVisibility,
    able: str,
    *,
    plan: Row | None = None,
    parent: Row | None = None,
) -> Row:
    row = await world.put(
        "Goal",
        Goal,
        f"goal {name}",
        texts=["title", "description", "status_reason"],
        variant=variant,
        ties={
            Relation.SELF: ids(person),
            Relation.AUTHOR: ids(author),
        },
        about=ids(person),
        able=able,
        links={
            "plan": plan,
            "focusArea": None,
            "person": world.person(person),
            "author": world.person(author),
            "parent": parent,
            "children": [],
        },
        plan_id=None if plan is None else plan.key,
        parent_id=None if parent is None else parent.key,
        person_id=person.id,
        author_id=author.id,
        visibility=visibility,
        position=5,
        progress=30,
        checked_in_at=now() - 30 * DAY,
        created_at=now() - 50 * DAY,
    )
    _told(row)
    told = "of a goal for everyone" if variant == "for everyone" else "as its parent"
    await _below(world, row, person, told)
    await DevelopmentChange.create(
        goal_id=row.key,
        by_id=author.id,
        at=now() - 20 * DAY,
        field="goal_title",
        before=world.text(row, "changes"),
    )
    return row


async def _below(world: World, goal: Row, person: Person, told: str) -> None:
    """A milestone and a check-in."""
    milestone = await _part(
        world, "Milestone", Milestone, goal, ["title"], {"goal": goal},
        goal_id=goal.key, due_on=some_day(10), position=0, created_at=now() - 50 * DAY,
    )  # fmt: skip
    check_in = await _part(
        world, "CheckIn", CheckIn, goal, ["comment", "reason"],
        {"goal": goal, "author": world.person(person)}, variant=told,
        goal_id=goal.key, author_id=person.id, progress=30, status=GoalStatus.AT_RISK,
        created_at=now() - 30 * DAY,
    )  # fmt: skip
    goal.links |= {"milestones": [milestone], "checkIns": [check_in]}


async def _part(
    world: World,
    type_: str,
    model: Any,
    parent: Row,
    texts: list[str],
    links: Any,
    *,
    variant: str = "as its parent",
    able: str = "",
    **columns: Any,
) -> Row:
    row = await world.put(
        type_,
        model,
        f"{type_} of {parent.name}",
        texts=texts,
        variant=variant,
        parent=parent,
        links=links,
        able=able,
        **columns,
    )
    return _told(row)


def _told(row: Row) -> Row:
    """The reason of a goal is said by an oracle, for not every reader of a goal gets it."""
    if row.type == "Goal":
        row.extra["statusReason"] = row.values.pop("statusReason")
    return row


def follows(world: World, viewer: Any, goal: Row) -> bool:
    """Whether a reader of a goal gets what was told of it."""
    if goal.variant != "for everyone":
        return True
    return bool(world.relations(viewer.key, goal) & {Relation.SELF, Relation.MANAGER})


def has_parent(world: World, viewer: Any, goal: Row) -> bool:
    """Of a private goal nobody but its author learns that something counts in it."""
    parent = goal.links["parent"]
    return parent is not None and (parent.variant != "private" or world.reads(viewer.key, parent))


def given(world: World) -> list[tuple[str, str, Any, dict[str, Any], dict[str, Any]]]:
    """Each mutation, the input that names its row, the row, all that is given, and what is particular."""
    c = world.cast
    found: list[tuple[str, str, Any, dict[str, Any], dict[str, Any]]] = []
    period = {"startsOn": str(some_day(0)), "endsOn": str(some_day(90))}
    # Bo's is shared with HR, who may read it and nothing else; Ann's has only the two.
    for name in ("plan Bo's active", "plan Ann's active"):
        plan = world.named(name)
        goal, area = plan.links["goals"][0], plan.links["focusAreas"][0]
        milestone = goal.links["milestones"][0]
        words = {"title": "changed", "focus": "changed", **period}
        hr = {"sharedWithHr": name == "plan Bo's active", "version": 1}
        reason = {"status": "AT_RISK", "reason": "new", "comment": "new"}
        found += [
            ("editPlan", "planId", plan, words | hr, {}),
            (
                "setPlanMentor",
                "planId",
                plan,
                {"mentorId": world.person(c.max).id, "version": 1},
                {},
            ),
            ("closePlan", "planId", plan, {"note": "done"}, {}),
            ("renewPlan", "planId", plan, {"title": "next", **period, "version": 1}, {}),
            ("extendPlan", "planId", plan, {"endsOn": str(some_day(90)), "version": 1}, {}),
            ("acknowledgePlanChanges", "planId", plan, {}, {}),
            ("addFocusArea", "planId", plan, {"kind": "ASPIRATION", "title": "new"}, {}),
            ("editFocusArea", "id", area, {"title": "changed", "why": "", "version": 1}, {}),
            ("removeFocusArea", "id", area, {}, {}),
            ("addGoal", "planId", plan, {"title": "new"}, {}),
            ("editGoal", "goalId", goal, {"title": "changed", "description": "", "version": 1}, {}),
            ("addMilestone", "goalId", goal, {"title": "new"}, {}),
            ("setMilestoneDone", "milestoneId", milestone, {"done": True}, {}),
            ("removeMilestone", "milestoneId", milestone, {}, {}),
            ("checkIn", "goalId", goal, {"progress": 50, **reason}, {}),
        ]
    shared, with_cy = world.named("plan Bo's active"), world.named("plan Bo's with Cy")
    the_person = {"relations": frozenset({Relation.SELF})}
    the_author = {"relations": frozenset({Relation.AUTHOR})}
    sharing = {"title": "t", "focus": "", **period, "sharedWithHr": False, "version": 1}
    opening = {"withHr": True, "withMentor": True, "withManagersManager": True, "version": 1}
    proposed = world.named("plan Ann's proposed")
    words = {"title": "changed", "description": "", "version": 1}
    public, private = world.named("goal of Cy for everyone"), world.named("goal private of Ann")
    hidden = world.named("goal private of Ann in her plan")
    alone = world.named("goal of Bo, set by Mo")
    hide = {"visibility": "EVERYONE"}
    told = {"progress": 10, "status": "ON_TRACK"}
    found += [
        ("editPlan", "planId", shared, sharing, the_person),
        ("closePlan", "planId", with_cy, {"note": "done"}, {}),
        ("checkIn", "goalId", with_cy.links["goals"][0], told, {}),
        ("sharePlan", "planId", world.named("plan Ann's active"), opening, {}),
        ("sharePlan", "planId", world.named("plan Ann's closed"), opening, {}),
        ("draftPlan", "personId", world.person(c.bo), {"title": "new", **period}, {}),
        ("proposePlan", "planId", world.named("plan Ann's draft"), {}, {}),
        ("proposePlan", "planId", world.named("plan Mo's draft for Bo"), {}, {}),
        (
            "agreePlan",
            "planId",
            proposed,
            {"version": 1},
            {
                "relations": frozenset({Relation.MANAGER}),
                "otherwise": {Relation.SELF: "CONFLICT"},
            },
        ),
        ("removeGoal", "goalId", proposed.links["goals"][0], {}, {}),
        ("addGoal", "personId", world.person(c.bo), {"title": "new"}, {}),
        ("editGoal", "goalId", alone, words, {}),
        ("editGoal", "goalId", alone, words | hide, the_person),
        ("checkIn", "goalId", alone, told, {}),
        ("editGoal", "goalId", public, words, {}),
        ("checkIn", "goalId", public, told, {}),
        ("addMilestone", "goalId", public, {"title": "new"}, {}),
    ]
    for goal in (private, hidden):
        found += [
            ("editGoal", "goalId", goal, words, the_author),
            ("addMilestone", "goalId", goal, {"title": "new"}, the_author),
            ("checkIn", "goalId", goal, told, the_author),
            ("removeGoal", "goalId", goal, {}, the_author),
        ]
    return found
