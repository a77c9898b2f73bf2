"""The rows of frameworks, levels and assessments, and what can be done with them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import UUID

from tortoise.expressions import Q

from erm.core.actor import Actor
from erm.core.clock import now, today
from erm.core.localized import Localized
from erm.development.competencies import policy, policy_assessments
from erm.development.competencies.content import FrameworkContent
from erm.development.competencies.models import Assessment, CompetencyFramework, FrameworkVersion
from erm.development.competencies.policy_assessments import Standing
from erm.development.competencies.rules import AssessmentSide
from erm.people.models import Bond, Person
from erm.people.queries import managers_of
from erm.people.rules import BondKind, has_left, holds_on
from tests.authorization.relations import Relation
from tests.authorization.world import Row, World, ids
from tests.development.competencies.building import CONTENT, Built, Ranks, build, place, sheet
from tests.development.competencies.building import assess as assess_row

RANKS: Ranks = {"testing": 1, "delivery": 2}
FRAMEWORK, UNUSED, DRAFT = "framework in use", "framework of nobody", "framework in the making"


async def fill(world: World) -> None:
    c = world.cast
    built = await _framework(world, FRAMEWORK)
    await _framework(world, UNUSED)
    await _never_published(world)
    for person in (c.ann, c.bo, c.cy, c.mo, c.dee):
        await place(person, built.levels["engineer/middle"])
    before = await _assessment(world, built, c.ann, c.old, "compared before", days_ago=300)
    since = "compared since the present manager is it"
    recent = await _assessment(world, built, c.bo, c.mo, since, days_ago=30)
    begun = await _open(world, built, c.ann, c.mo)
    fresh = await _open(world, built, c.cy, c.max, begun=False)
    for person in c.people:
        world.person(person).able |= {"canPlace"}
    for row in (before, recent, begun, fresh):
        assert row.model is not None


async def _framework(world: World, name: str) -> Built:
    """A published framework with a draft of the next version, with canaries in their texts."""
    row = Row("CompetencyFramework", name, world.cast.company.id, "published", {})
    row.able = frozenset({"canManage"})
    word, about = world.text(row, "name"), world.text(row, "description")
    first = Row("FrameworkVersion", f"published {name}", row.key, "published", {})
    content = _said(world, first)
    built = await build(content)
    await CompetencyFramework.filter(id=built.framework.id).update(
        names=Localized(word).to_json(), descriptions=Localized(about).to_json()
    )
    row.key, row.model = built.framework.id, built.framework
    row.values = {"name": word, "description": about}
    first.key, first.model = built.version.id, built.version
    note = world.text(first, "note")
    await FrameworkVersion.filter(id=first.key).update(note=note)
    first.values["note"] = note
    world.add(row)
    world.add(first)
    draft = await _draft(world, name, row, 2)
    row.links = {"published": first, "draft": draft, "versions": [first, draft]}
    for level in built.levels.values():
        _identity(world, "CareerLevel", level, f"level {level.key} of {name}", row)
    for competency in built.competencies.values():
        _identity(world, "Competency", competency, f"{competency.key} of {name}", row)
    return built


def _said(world: World, version: Row) -> FrameworkContent:
    """The words of a version, with a canary in each expectation of one competency."""
    testing = CONTENT.competencies[0]
    said = tuple(
        replace(each, texts=Localized(world.text(version, "families")))
        for each in testing.expectations
    )
    if version.variant == "published":
        # They are everybody's wherever they turn up: in levels, paths, assessments.
        world.everybodys |= {each.texts.en for each in said}
    return replace(
        CONTENT, competencies=(replace(testing, expectations=said), *CONTENT.competencies[1:])
    )


def _identity(world: World, type_: str, model: Any, name: str, framework: Row) -> None:
    row = Row(type_, name, model.id, "", {}, model=model)
    row.links = {"framework": framework}
    world.add(row)


async def _draft(world: World, name: str, framework: Row, number: int) -> Row:
    row = Row("FrameworkVersion", f"draft of {name}", framework.key, "draft", {})
    row.links = {"editedBy": world.person(world.cast.hana)}
    row.model = await FrameworkVersion.create(
        framework_id=framework.key,
        number=number,
        content=_said(world, row).to_json(),
        edited_by_id=world.cast.hana.id,
        edited_at=now(),
    )
    row.key = row.model.pk
    return world.add(row)


async def _never_published(world: World) -> None:
    row = Row("CompetencyFramework", DRAFT, world.cast.company.id, "never published", {})
    row.able = frozenset({"canManage"})
    word = world.text(row, "name")
    row.model = await CompetencyFramework.create(
        names=Localized(word).to_json(), descriptions={}, created_at=now()
    )
    row.key, row.values = row.model.pk, {"name": word}
    world.add(row)
    draft = await _draft(world, DRAFT, row, 1)
    row.links = {"published": None, "draft": draft, "versions": [draft]}


def _row(world: World, built: Built, person: Person, variant: str, name: str) -> Row:
    row = Row("Assessment", name, person.id, variant, {Relation.SELF: ids(person)}, ids(person))
    level = built.levels["engineer/middle"]
    row.links = {
        "person": world.person(person),
        "level": world.by_key["CareerLevel", level.id],
        "frameworkVersion": world.by_key["FrameworkVersion", built.version.id],
        "openedBy": world.person(person),
    }
    return row


def _add(world: World, row: Row, model: Assessment) -> Row:
    row.key, row.model = model.id, model
    return world.add(row)


async def _assessment(
    world: World, built: Built, person: Person, manager: Person, variant: str, *, days_ago: int
) -> Row:
    """A compared one; what each side said is in its lines."""
    row = _row(world, built, person, variant, f"assessment of {person.given_name}, {variant}")
    row.links["manager"] = world.person(manager)
    model = await assess_row(
        built,
        person,
        own=RANKS,
        manager=(manager, RANKS),
        compared=True,
        days_ago=days_ago,
        note=world.text(row, "lines"),
    )
    return _add(world, row, model)


async def _open(
    world: World, built: Built, person: Person, manager: Person, *, begun: bool = True
) -> Row:
    """An open one in which each side has words that are its own alone."""
    row = _row(world, built, person, "open", f"open assessment of {person.given_name}")
    row.links["manager"] = None
    row.able = frozenset({"canCancel", "canAnswer"})
    model = await assess_row(built, person)
    if begun:
        for side, author in ((AssessmentSide.SELF, person), (AssessmentSide.MANAGER, manager)):
            note = world.text(row, "lines", owner=author.id)
            await sheet(built, model, side, author, RANKS, note=note)
    return _add(world, row, model)


def placed(world: World, viewer: Any, person: Row) -> bool:
    """Whether the viewer may place somebody: HR."""
    return Relation.HR in world.relations(viewer.key, person)


def assessable(world: World, viewer: Any, person: Row) -> bool:
    """Whether the viewer may open an assessment: of Bo and Mo, who stand at a level and have none."""
    c = world.cast
    free = person.key in (c.bo.id, c.mo.id)
    return free and bool(world.relations(viewer.key, person) & {Relation.SELF, Relation.MANAGER})


def side(world: World, viewer: Any, row: Row) -> str:
    """For which side a reader of an assessment answers."""
    return "SELF" if Relation.SELF in world.relations(viewer.key, row) else "MANAGER"


def given(world: World) -> list[tuple[str, str, Any, dict[str, Any], dict[str, Any]]]:
    """Each mutation, the input that names its row, the row, all that is given, and what is particular."""
    c = world.cast
    used, unused = world.named(FRAMEWORK), world.named(UNUSED)
    begun, fresh = (world.named(f"open assessment of {name}") for name in ("Ann", "Cy"))
    over = world.named("assessment of Bo, compared since the present manager is it")
    bo, cy = world.person(c.bo), world.person(c.cy)
    level = world.named(f"level senior of {FRAMEWORK}")
    names = {"names": {"en": "new", "ru": ""}}
    csv = "work_email,framework,track,level,starts_on\n" + ",".join(
        (bo.values["workEmail"], used.values["name"], "engineer", "senior", "2026-01-01")
    )
    file = (
        "family_key,family_en,competency_key,competency_en,track_key,track_en,level_key,level_en,"
        "expectation_en\ncraft,Craft,new,New,x,X,y,Y,Words\n"
    )
    content = {
        "families": [],
        "competencies": [],
        "tracks": [{"key": "x", "names": names["names"], "levels": []}],
    }
    saved = {"version": 1, **names, "content": content}
    imported = {"version": 1, "csv": file, "apply": True}
    answer = {"competencyId": world.named(f"testing of {FRAMEWORK}").id, "rank": 3}
    nobody: dict[str, Any] = {
        "relations": frozenset(),
        "otherwise": {Relation.SELF: "CONFLICT", Relation.MANAGER: "CONFLICT"},
    }
    day = (today() + timedelta(days=3)).isoformat()
    found: list[tuple[str, str, Any, dict[str, Any], dict[str, Any]]] = [
        ("createFramework", "", None, names, {}),
        ("importFramework", "", None, {"csv": file, "apply": True, **names}, {}),
        ("importFramework", "frameworkId", used, imported, {}),
        ("saveFrameworkDraft", "frameworkId", used, saved, {}),
        ("publishFramework", "frameworkId", used, {"version": 1, "note": "new"}, {}),
        ("discardFrameworkDraft", "frameworkId", used, {}, {}),
        ("retireFramework", "frameworkId", unused, {"retired": True}, {}),
        ("placePerson", "personId", bo, {"levelId": level.id, "startsOn": day}, {}),
        ("endPlacement", "personId", cy, {"endsOn": day}, {}),
        ("importPlacements", "", None, {"csv": csv, "apply": True}, {}),
        ("openAssessment", "personId", bo, {"dueOn": day}, {}),
        ("saveAssessment", "id", begun, {"version": 1, "answers": [answer]}, {}),
        ("saveAssessment", "id", fresh, {"version": 0, "answers": [answer]}, {}),
        ("saveAssessment", "id", over, {"version": 1, "answers": [answer]}, nobody),
        ("submitAssessment", "id", begun, {"version": 1}, {}),
        ("cancelAssessment", "id", begun, {}, {}),
        ("cancelAssessment", "id", over, {}, nobody),
    ]
    return [
        (name, by, row, rest if row is None else {by: row.id} | rest, how)
        for name, by, row, rest, how in found
    ]


# ---- both forms of the policies ------------------------------------------------------------------


class Facts:
    """What the rights to frameworks, levels and assessments depend on besides the row."""

    def __init__(self) -> None:
        self.published: set[UUID] = set()
        self.managers: dict[UUID, UUID] = {}
        self.assessments: dict[UUID, Assessment] = {}
        self.standings: dict[UUID, Standing] = {}

    async def load(self) -> None:
        """Look them up; a filter has nothing else to hold on to."""
        people = await Person.all()
        day = today()
        there = [person.id for person in people if not has_left(person.left_on, day)]
        self.published = {
            row.framework_id for row in await FrameworkVersion.filter(state="published")
        }
        self.managers = await managers_of(there)
        self.assessments = {row.id: row for row in await Assessment.all()}
        since: dict[UUID, dict[UUID, datetime]] = {}
        for bond in await Bond.filter(kind=BondKind.MANAGER):
            if holds_on(bond.starts_on, bond.ends_on, day):
                began = datetime.combine(bond.starts_on, time.min, tzinfo=UTC)
                since.setdefault(bond.other_id, {})[bond.subject_id] = began
        self.standings = {person: Standing(found) for person, found in since.items()}

    def standing(self, actor: Actor) -> Standing:
        return self.standings.get(actor.person_id, Standing())

    def readable_assessments(self, actor: Actor) -> Q:
        return policy_assessments.readable_assessments(actor, self.standing(actor))

    def may_read_assessment(self, actor: Actor, row: Any, around: object) -> bool:
        return policy_assessments.may_read_assessment(actor, row, self.standing(actor))

    def readable_sheets(self, actor: Actor) -> Q:
        return policy_assessments.readable_sheets(actor, self.standing(actor))

    def may_read_sheet(self, actor: Actor, row: Any, around: object) -> bool:
        about = self.assessments[row.assessment_id]
        return policy_assessments.may_read_sheet(actor, row, about, self.standing(actor))

    def may_read_framework(self, actor: Actor, row: Any, around: object) -> bool:
        return policy.may_read_framework(actor, published=row.id in self.published)

    def may_read_placement(self, actor: Actor, row: Any, around: object) -> bool:
        return policy.may_read_placement(actor, row.person_id, self.managers.get(row.person_id))


FACTS = Facts()
