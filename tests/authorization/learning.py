"""The rows of evidence, learning and certificates, and what can be done with them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from erm.core.clock import now
from erm.development.learning.models import Certificate, LearningRecord, LearningResource
from erm.development.learning.rules import LearningState, ResourceKind
from erm.development.models import Evidence
from erm.development.rules import EvidenceKind
from erm.people.models import Person
from tests.authorization.relations import Relation
from tests.authorization.table import AS_PARENT
from tests.authorization.world import Row, World, ids, some_day
from tests.files.making import PDF, stored

Given = list[tuple[str, str, Any, dict[str, Any], dict[str, Any]]]


async def fill(world: World) -> None:
    c = world.cast
    await _evidence(world)
    used = await _resource(world, "resource that is used", c.ann, c.bo, c.cy, c.dee)
    retired = await _resource(world, "retired resource", c.ann, retired_at=now())
    await _resource(world, "resource of nobody")
    for resource, person, state in (
        (used, c.ann, LearningState.DONE),
        (used, c.bo, LearningState.PLANNED),
        (used, c.cy, LearningState.DONE),
        (used, c.dee, LearningState.DONE),
        (retired, c.ann, LearningState.DONE),
    ):
        await _record(world, resource, person, state)
    for person, days in ((c.ann, 20), (c.bo, 300), (c.cy, None), (c.dee, 10), (c.mo, -5)):
        await _certificate(world, person, days)


async def _evidence(world: World) -> None:
    """On goals of every kind, by the person, by their manager and by one who was it."""
    c = world.cast
    told = next(
        note for note in world.of("FeedbackNote") if note.links["recipient"] is world.person(c.ann)
    )
    in_plan = world.named("plan Ann's active").links["goals"][0]
    shared = world.named("plan Bo's active").links["goals"][0]
    closed = world.named("plan Ann's closed").links["goals"][0]
    await _one(world, in_plan, c.ann, EvidenceKind.NOTE)
    await _one(world, in_plan, c.ann, EvidenceKind.FEEDBACK, source=told)
    await _one(world, in_plan, c.mo, EvidenceKind.FILE)
    await _one(world, in_plan, c.old, EvidenceKind.LINK)
    await _one(world, shared, c.mo, EvidenceKind.FILE)
    await _one(world, closed, c.ann, EvidenceKind.FILE)
    await _one(world, world.named("goal private of Ann"), c.ann, EvidenceKind.FILE)
    await _one(world, world.named("goal of Cy for everyone"), c.cy, EvidenceKind.FILE)
    await _one(world, world.named("goal of Bo, set by Mo"), c.bo, EvidenceKind.NOTE)


async def _one(
    world: World, goal: Row, author: Person, kind: EvidenceKind, *, source: Row | None = None
) -> None:
    person: Row = goal.links["person"]
    row = await world.put(
        "Evidence",
        Evidence,
        f"{kind} by {author.given_name} for {goal.name}",
        texts=["title", "body"],
        variant="of a goal for everyone" if goal.variant == "for everyone" else AS_PARENT,
        ties={Relation.SELF: frozenset({person.key}), Relation.AUTHOR: ids(author)},
        about=frozenset({person.key}),
        parent=goal,
        links={"person": person, "author": world.person(author), "goal": goal},
        able="canRemove" if "canAddEvidence" in goal.able else "",
        person_id=person.key,
        author_id=author.id,
        goal_id=goal.key,
        kind=kind,
        url="https://a.test" if kind is EvidenceKind.LINK else "",
        source_id=None if source is None else source.key,
        created_at=now(),
    )
    if kind is EvidenceKind.FILE:
        await _attach(world, row, author)
    row.extra["source"] = source
    goal.links.setdefault("evidence", []).append(row)


async def _attach(world: World, row: Row, owner: Person) -> None:
    """A file whose name is a canary."""
    made = Row("StoredFile", f"file of {row.name}", UUID(int=0), AS_PARENT, {}, parent=row)
    made.values["fileName"] = f"{world.text(made, 'file_name')}.pdf"
    made.model = await stored(owner, name=made.values["fileName"], content=PDF, claimed=True)
    made.key = made.model.pk
    # It has no address in the schema: its id is that of its download.
    made.extra["id"] = str(made.key)
    world.add(made)
    row.values["file"] = made.id
    assert row.model is not None
    await type(row.model).filter(pk=row.key).update(file_id=made.key)


async def _resource(world: World, name: str, *people: Person, **columns: Any) -> Row:
    return await world.put(
        "LearningResource",
        LearningResource,
        name,
        texts=["title", "provider", "description"],
        variant="retired" if columns else "in use",
        ties={Relation.SELF: ids(*people)},
        able="canEdit",
        kind=ResourceKind.COURSE,
        created_at=now(),
        **columns,
    )


async def _record(world: World, resource: Row, person: Person, state: LearningState) -> None:
    await world.put(
        "LearningRecord",
        LearningRecord,
        f"{resource.name}, of {person.given_name}",
        texts=["note"],
        ties={Relation.SELF: ids(person)},
        about=ids(person),
        links={"person": world.person(person), "resource": resource},
        person_id=person.id,
        resource_id=resource.key,
        state=state,
        done_on=some_day(-3) if state is LearningState.DONE else None,
        created_at=now(),
    )


async def _certificate(world: World, person: Person, days: int | None) -> None:
    row = await world.put(
        "Certificate",
        Certificate,
        f"certificate of {person.given_name}",
        texts=["name", "issuer", "number"],
        ties={Relation.SELF: ids(person)},
        about=ids(person),
        links={"person": world.person(person)},
        able="canEdit",
        person_id=person.id,
        expires_on=None if days is None else some_day(days),
        created_at=now(),
    )
    await _attach(world, row, person)


def source(world: World, viewer: Any, row: Row) -> Row | None:
    """What evidence points at, if the viewer may read it."""
    found: Row | None = row.extra["source"]
    return found if found is not None and world.reads(viewer.key, found) else None


def source_id(world: World, viewer: Any, row: Row) -> str | None:
    """The same for who added it, whether they may read it or not."""
    found: Row | None = row.extra["source"]
    mine = viewer.key in row.ties[Relation.AUTHOR]
    return found.id if found is not None and mine else None


def own_record(world: World, viewer: Any, resource: Row) -> str | None:
    """The viewer's line of a resource."""
    for row in world.of("LearningRecord"):
        if row.links["resource"] is resource and viewer.key in row.ties[Relation.SELF]:
            return row.id
    return None


def team_certificates(world: World, viewer: Any) -> list[Row]:
    """Of the viewer's reports, those that end within 90 days or ended within 90."""
    return [
        row
        for row in world.of("Certificate")
        if world.manages(viewer.key, row.links["person"].key)
        and row.model.expires_on is not None  # type: ignore[union-attr]
        and some_day(-90) <= row.model.expires_on <= some_day(90)  # type: ignore[union-attr]
    ]


def given(world: World) -> Given:
    """Each mutation, the input that names its row, the row, all that is given, and what is particular."""
    note = {"kind": "NOTE", "body": "new"}
    the_author = {"relations": frozenset({Relation.AUTHOR})}
    nobody = {"relations": frozenset(), "otherwise": {Relation.AUTHOR: "CONFLICT"}}
    used, unused = world.named("resource that is used"), world.named("resource of nobody")
    words = {"title": "new", "kind": "BOOK"}
    hr = {"relations": frozenset({Relation.HR})}
    conflict = {"otherwise": {Relation.EVERYONE: "NOT_FOUND"}}
    evidence = {row.name: row for row in world.of("Evidence")}
    in_plan = world.named("plan Ann's active").links["goals"][0]
    shared = world.named("plan Bo's active").links["goals"][0]
    closed = world.named("plan Ann's closed").links["goals"][0]
    found: Given = [
        ("addEvidence", "goalId", in_plan, note, {}),
        ("addEvidence", "goalId", shared, note, {}),
        ("addEvidence", "goalId", world.named("goal of Bo, set by Mo"), note, {}),
        ("addEvidence", "goalId", world.named("goal of Cy for everyone"), note, {}),
        ("addEvidence", "goalId", world.named("goal private of Ann"), note, the_author),
        ("removeEvidence", "id", evidence[f"note by Ann for {in_plan.name}"], {}, {}),
        ("removeEvidence", "id", evidence[f"file by Mo for {in_plan.name}"], {}, {}),
        ("removeEvidence", "id", evidence[f"file by Mo for {shared.name}"], {}, {}),
        ("removeEvidence", "id", evidence["file by Ann for goal private of Ann"], {}, {}),
        ("removeEvidence", "id", evidence["file by Cy for goal of Cy for everyone"], {}, {}),
        ("removeEvidence", "id", evidence[f"file by Ann for {closed.name}"], {}, nobody),
        ("saveLearningResource", "", None, words, {}),
        ("saveLearningResource", "id", unused, {**words, "version": 1}, hr),
        ("retireLearningResource", "id", used, {"retired": True}, {}),
        ("importLearning", "", None, {"csv": "title,kind\nnew,book\n", "apply": True}, {}),
        ("planLearning", "resourceId", unused, {}, {}),
        ("markLearningDone", "resourceId", used, {}, {}),
        ("removeLearning", "resourceId", used, {}, conflict),
        ("saveCertificate", "", None, {"name": "new"}, {}),
    ]
    for name in ("certificate of Ann", "certificate of Cy"):
        certificate = world.named(name)
        found += [
            ("saveCertificate", "id", certificate, {"name": "changed", "version": 1}, {}),
            ("removeCertificate", "id", certificate, {}, {}),
        ]
    return [
        (name, by, row, rest if row is None else {by: row.id} | rest, how)
        for name, by, row, rest, how in found
    ]
