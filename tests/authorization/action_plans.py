"""The rows of plans of action, comments and the ledger, and what can be done with them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from tortoise.expressions import Q

from erm.core.actor import Actor, ActorKind
from erm.core.clock import now, today
from erm.core.ids import new_id
from erm.engagement.actions import policy
from erm.engagement.actions.models import ActionPlan, ActionStep
from erm.engagement.actions.policy import Reach
from erm.engagement.actions.rules import ActionPlanState
from erm.engagement.comments import policy as comments
from erm.engagement.comments.models import CommentReply, SurveyComment
from erm.engagement.comments.sealed import seal_reply, seal_words
from erm.engagement.ledger import policy as ledger
from erm.engagement.ledger.models import ReportAccess
from erm.engagement.ledger.rules import ReportAct, scope_key
from erm.engagement.results.models import ReleaseGroup, WaveRelease
from erm.engagement.results.notes import Notes
from erm.engagement.results.policy import reach_of
from erm.engagement.results.rules import GroupKind, Shown
from erm.engagement.surveys.models import Survey
from erm.engagement.waves.models import RollEntry, SurveyWave
from erm.people.leading import departments_led
from erm.people.models import Department, DepartmentMembership, Person
from erm.people.queries import departments_above, departments_below, holding, report_ids_of
from tests.authorization.relations import Relation
from tests.authorization.surveys import LED_BY
from tests.authorization.table import AS_PARENT
from tests.authorization.world import Row, Viewer, World, ids

Given = list[tuple[str, str, Any, dict[str, Any], dict[str, Any]]]
DEPARTMENT, EVERYBODYS = "told in a department", "told among everybody's"


async def fill(world: World) -> None:
    c = world.cast
    wave = world.named("wave 1 of survey told")
    leaders = ids(*(getattr(c, name) for name in LED_BY))
    company = await _plan(world, wave, "of the company", None, c.hana, frozenset())
    await _step(world, company, c.cy)
    for variant in ("of a department", "of a department, ended"):
        plan = await _plan(world, wave, variant, c.engineering, c.mo, leaders)
        await _step(world, plan, c.bo)
        await _step(world, plan, c.cy)
    await _release(world, wave)
    for variant, block in ((DEPARTMENT, 0), (EVERYBODYS, 1)):
        row = await _comment(world, wave, variant, block, leaders)
        await _reply(world, row, c.hana)
    for reader in (c.mo, c.hana):
        await _access(world, wave, reader)


async def _plan(
    world: World,
    wave: Row,
    variant: str,
    department: Department | None,
    maker: Person,
    leaders: frozenset[UUID],
) -> Row:
    people: frozenset[UUID] = frozenset()
    if department is not None:
        below = await departments_below(department.id)
        people = frozenset(
            await DepartmentMembership.filter(
                holding(today()), department_id__in=list(below)
            ).values_list("person_id", flat=True)  # type: ignore[arg-type]
        )
    over = variant.endswith("ended")
    driver = world.named("driver of the world")
    return await world.put(
        "ActionPlan",
        ActionPlan,
        f"plan {variant}",
        texts=["title", "aim"],
        variant=variant,
        ties={
            Relation.AUTHOR: ids(maker),
            Relation.RECIPIENT: people,
            Relation.MANAGER: leaders,
            Relation.SELF: frozenset(),
        },
        links={
            "wave": wave,
            "department": None if department is None else world.by_key["Department", department.id],
            "drivers": [driver],
            "steps": [],
            "createdBy": world.person(maker),
        },
        able="" if over else "canEdit",
        wave_id=wave.key,
        department_id=None if department is None else department.id,
        driver_ids=[str(driver.key)],
        state=ActionPlanState.DONE if over else ActionPlanState.ACTIVE,
        created_by_id=maker.id,
        created_at=now(),
        updated_at=now(),
        ended_at=now() if over else None,
    )


async def _step(world: World, plan: Row, owner: Person) -> None:
    number = len(plan.links["steps"])
    row = await world.put(
        "ActionStep",
        ActionStep,
        f"step of {owner.given_name} in {plan.name}",
        texts=["text"],
        variant=AS_PARENT,
        parent=plan,
        ties={
            Relation.SELF: ids(owner),
            Relation.MANAGER: plan.ties[Relation.MANAGER],
        },
        links={"plan": plan, "owner": world.person(owner)},
        plan_id=plan.key,
        position=number,
        owner_id=owner.id,
        due_on=today() + timedelta(days=3),
    )
    row.extra["owner"] = owner.id
    plan.links["steps"].append(row)
    plan.ties[Relation.SELF] |= ids(owner)


async def _release(world: World, wave: Row) -> None:
    """Engineering is told of in a block of its own, all the others in another."""
    key = str(world.cast.engineering.id)
    blocks = [[0, 1], [0]]
    _ = await WaveRelease.create(
        wave_id=wave.key,
        plan={
            "groups": [
                {"number": at, "people": 30 - at, "wordBlocks": found}
                for at, found in enumerate(blocks)
            ]
        },
        plan_hash="0" * 64,
        drivers=Notes().to_json(),
        themes=[],
        invited=30,
        answered=30,
        made_at=now(),
    )
    for number, label in enumerate(({}, {"department": key})):
        _ = await ReleaseGroup.create(
            wave_id=wave.key,
            number=number,
            kind=GroupKind.SEGMENT if number else GroupKind.COMPANY,
            segments="department" if number else "",
            label=label,
            department_id=world.cast.engineering.id if number else None,
            shown=Shown.WHOLLY,
            words=True,
            invited=30 - number,
            answered=30 - number,
        )


async def _comment(
    world: World, wave: Row, variant: str, block: int, leaders: frozenset[UUID]
) -> Row:
    key = uuid4()
    question = wave.links["questions"][0]
    row = Row("SurveyComment", f"comment {variant}", key, variant, {})
    row.ties = {Relation.MANAGER: leaders if variant == DEPARTMENT else frozenset()}
    row.values = {"words": world.text(row, "words")}
    row.links = {"question": question, "replies": []}
    row.model = await SurveyComment.create(
        id=key,
        wave_id=wave.key,
        question_id=question.key,
        group_number=block,
        words_sealed=seal_words(row.values["words"], key),
        reply_hash=f"{block}" * 64,
        themes=[],
    )
    return world.add(row)


async def _reply(world: World, comment: Row, replier: Person) -> None:
    key = new_id()
    row = Row("CommentReply", f"reply to {comment.name}", key, AS_PARENT, {}, parent=comment)
    row.values = {"words": world.text(row, "words")}
    row.links = {"replier": world.person(replier)}
    row.model = await CommentReply.create(
        id=key,
        comment_id=comment.key,
        replier_id=replier.id,
        words_sealed=seal_reply(row.values["words"], key),
        created_on=today(),
    )
    comment.links["replies"].append(world.add(row))


async def _access(world: World, wave: Row, reader: Person) -> None:
    await world.put(
        "ReportAccess",
        ReportAccess,
        f"line of {reader.given_name} in the ledger of {wave.name}",
        ties={Relation.RECIPIENT: wave.ties[Relation.RECIPIENT]},
        links={"person": world.person(reader)},
        wave_id=wave.key,
        person_id=reader.id,
        act=ReportAct.VIEWED,
        part="scores",
        scope={},
        scope_key=scope_key({}),
        day=today(),
        at=now(),
    )


def can_settle(world: World, viewer: Viewer, row: Row) -> bool:
    plan = row.parent
    assert plan is not None
    keeps = world.relations(viewer.key, plan) & {Relation.MANAGER, Relation.HR}  # type: ignore[arg-type]
    return not plan.variant.endswith("ended") and (row.extra["owner"] == viewer.key or bool(keeps))


def asked(world: World, viewer: Viewer, row: Row) -> frozenset[str]:
    """No wave of the world has asked whether anything changed."""
    return frozenset()


def themes(world: World, viewer: Viewer, row: Row) -> frozenset[str]:
    """Two comments make no theme."""
    return frozenset()


ORACLES = {
    ("ActionStep", "canSettle"): can_settle,
    ("ActionPlan", "asked"): asked,
    ("SurveyComment", "themes"): themes,
    ("SurveyComment", "canReply"): lambda world, viewer, row: True,
    ("ReportAccess", "part"): lambda world, viewer, row: "Scores",
    ("ReportAccess", "scope"): lambda world, viewer, row: "Everybody",
}


class Facts:
    """What the predicates take besides the row."""

    def __init__(self) -> None:
        self.reaches: dict[UUID, Reach] = {}
        self.owners: set[tuple[UUID, UUID]] = set()
        self.roll: set[tuple[UUID, UUID]] = set()
        self.surveys: dict[UUID, Survey] = {}
        self.releases: list[WaveRelease] = []
        self.groups: dict[UUID, dict[int, ReleaseGroup]] = {}

    async def load(self) -> None:
        self.owners = set(await ActionStep.all().values_list("plan_id", "owner_id"))
        self.roll = set(await RollEntry.all().values_list("person_id", "wave_id"))
        day = holding(today())
        at: dict[UUID, UUID] = dict(
            await DepartmentMembership.filter(day).values_list("person_id", "department_id")
        )
        for person in await Person.all():
            reports = await report_ids_of(person.id)
            actor = Actor(person.id, ActorKind.SESSION, report_ids=reports)
            above = await departments_above(at[person.id]) if person.id in at else set()
            self.reaches[person.id] = Reach(frozenset(above), await departments_led(actor))
        waves = await SurveyWave.all()
        surveys = {row.id: row for row in await Survey.all()}
        self.surveys = {wave.id: surveys[wave.survey_id] for wave in waves}
        self.releases = await WaveRelease.all()
        self.groups = {release.wave_id: {} for release in self.releases}
        for group in await ReleaseGroup.all():
            self.groups[group.wave_id][group.number] = group

    def reach(self, actor: Actor) -> Reach:
        return self.reaches.get(actor.person_id, Reach())

    def may_read_plan(self, actor: Actor, row: ActionPlan, _: Any) -> bool:
        owns = (row.id, actor.person_id) in self.owners
        return policy.may_read_plan(actor, row, self.reach(actor), owns_step=owns)

    def may_read_access(self, actor: Actor, row: ReportAccess, _: Any) -> bool:
        invited = (actor.person_id, row.wave_id) in self.roll
        return ledger.may_read_access(actor, invited=invited)

    def _blocks(self, actor: Actor, release: WaveRelease) -> set[int]:
        readers = self.surveys[release.wave_id].readers
        invited = (actor.person_id, release.wave_id) in self.roll
        reach = reach_of(actor, readers, led=self.reach(actor).led, invited=invited)
        return set(comments.blocks_read(release.plan, self.groups[release.wave_id], reach))

    def readable_comments(self, actor: Actor) -> Q:
        found = Q(id__in=[])
        for each in self.releases:
            found |= comments.readable_comments(each.wave_id, self._blocks(actor, each))
        return found

    def may_read_comment(self, actor: Actor, row: SurveyComment, _: Any) -> bool:
        return any(
            comments.may_read_comment(row, each.wave_id, self._blocks(actor, each))
            for each in self.releases
        )


FACTS = Facts()


def given(world: World) -> Given:
    """Each mutation, the input that names its row, the row, the rest of the input, what is particular."""
    c = world.cast
    wave = world.named("wave 1 of survey told")
    company, ours, over = (
        world.named(f"plan {variant}")
        for variant in ("of the company", "of a department", "of a department, ended")
    )
    plan = {
        "driverIds": [world.named("driver of the world").id],
        "title": "new",
        "aim": "",
        "steps": [{"text": "new", "ownerId": world.person(c.bo).id}],
    }
    engineering = {"departmentId": world.by_key["Department", c.engineering.id].id}
    sales = {"departmentId": world.by_key["Department", c.sales.id].id}
    settled = {"state": "DONE", "version": 1}
    closed = {"otherwise": dict.fromkeys((Relation.MANAGER, Relation.HR), "CONFLICT")}
    hr, leader = frozenset({Relation.HR}), frozenset({Relation.HR, Relation.MANAGER})
    told, untold = (world.named(f"comment {variant}") for variant in (DEPARTMENT, EVERYBODYS))
    named = {"waveId": wave.id}
    return [
        ("saveActionPlan", "waveId", wave, plan, {"relations": hr}),
        ("saveActionPlan", "waveId", wave, plan | engineering, {"relations": leader}),
        (
            "saveActionPlan",
            "planId",
            ours,
            plan | engineering | named | {"version": 1},
            {"relations": leader},
        ),
        ("saveActionPlan", "planId", company, plan | named | {"version": 1}, {"relations": hr}),
        (
            "saveActionPlan",
            "planId",
            over,
            plan | sales | named | {"version": 1},
            {"relations": frozenset(), **closed},
        ),
        ("settleActionStep", "stepId", world.named(f"step of Bo in {ours.name}"), settled, {}),
        (
            "settleActionStep",
            "stepId",
            world.named(f"step of Bo in {over.name}"),
            settled,
            {
                "relations": frozenset(),
                "otherwise": dict.fromkeys(
                    (Relation.SELF, Relation.MANAGER, Relation.HR), "CONFLICT"
                ),
            },
        ),
        ("endActionPlan", "planId", ours, settled, {}),
        ("endActionPlan", "planId", over, settled, {"relations": frozenset(), **closed}),
        ("replyToComment", "commentId", told, {"words": "new"}, {}),
        ("replyToComment", "commentId", untold, {"words": "new"}, {}),
    ]
