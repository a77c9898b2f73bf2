"""The rows of celebrations and cards, and what can be done with them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from erm.core.actor import Actor
from erm.core.clock import now
from erm.people.models import Person
from erm.people.queries import managers_of
from erm.recognition.celebrations import policy
from erm.recognition.celebrations.models import CardSignature, Celebration
from erm.recognition.celebrations.rules import (
    CelebrationAudience,
    CelebrationKind,
    CelebrationState,
    morning_of,
)
from tests.authorization.relations import Relation
from tests.authorization.table import AS_PARENT
from tests.authorization.world import Row, Viewer, World, ids, some_day

Given = list[tuple[str, str, Any, dict[str, Any], dict[str, Any]]]
ANNIVERSARY, BIRTHDAY = CelebrationKind.ANNIVERSARY, CelebrationKind.BIRTHDAY
TEAM, EVERYONE = CelebrationAudience.TEAM, CelebrationAudience.EVERYONE
OFF = CelebrationAudience.OFF
PLANNED, DELIVERED = CelebrationState.PLANNED, CelebrationState.DELIVERED


async def fill(world: World) -> None:
    c = world.cast
    team = await _celebration(world, c.ann, TEAM, PLANNED)
    await _sign(world, team, c.mo)
    await _sign(world, team, c.bo, "hidden")
    everybody = await _celebration(world, c.cy, EVERYONE, PLANNED, kind=BIRTHDAY)
    await _sign(world, everybody, c.ann)
    await _sign(world, everybody, c.hana, "withdrawn")
    await _celebration(world, c.hana, EVERYONE, PLANNED)
    await _sign(world, await _celebration(world, c.mo, TEAM, DELIVERED), c.ann)
    await _sign(world, await _celebration(world, c.bo, EVERYONE, DELIVERED), c.old, "hidden")
    await _sign(world, await _celebration(world, c.max, OFF, DELIVERED), c.cy)
    await _celebration(world, c.zed, EVERYONE, CelebrationState.CANCELLED)


def _told(world: World, person: Person, audience: CelebrationAudience) -> frozenset[UUID]:
    """Whom a person lets know: everybody, or their manager, who reports to that one, their reports."""
    others = [other for other in world.cast.people if other.id != person.id]
    if audience is EVERYONE:
        return ids(*others)
    if audience is OFF:
        return frozenset()
    manager = world.manager_of(person.id)
    return frozenset(
        other.id
        for other in others
        if other.id == manager
        or world.manages(person.id, other.id)
        or (manager is not None and world.manages(manager, other.id))
    )


async def _celebration(
    world: World,
    person: Person,
    audience: CelebrationAudience,
    state: CelebrationState,
    *,
    kind: CelebrationKind = ANNIVERSARY,
) -> Row:
    day = some_day(3 if state is PLANNED else 0)
    to = {TEAM: "for the team", EVERYONE: "for everybody", OFF: "for nobody any more"}[audience]
    variant = "cancelled" if state is CelebrationState.CANCELLED else f"{state}, {to}"
    return await world.put(
        "Celebration",
        Celebration,
        f"celebration of {person.given_name}, {variant}",
        variant=variant,
        ties={
            Relation.SELF: ids(person),
            Relation.RECIPIENT: _told(world, person, audience),
            Relation.AUTHOR: frozenset(),
        },
        about=ids(person),
        links={"person": world.person(person), "signatures": []},
        values={"signatureCount": 0, "delivered": state is DELIVERED},
        person_id=person.id,
        kind=kind,
        day=day,
        years=4 if kind is ANNIVERSARY else None,
        audience=audience,
        state=state,
        due_at=morning_of(day, person.time_zone),
        delivered_at=now() if state is DELIVERED else None,
        created_at=now(),
    )


async def _sign(world: World, card: Row, author: Person, variant: str = AS_PARENT) -> None:
    hidden = variant == "hidden"
    # A withdrawn one is emptied; here it keeps its words, so that they would be seen.
    row = await world.put(
        "CardSignature",
        CardSignature,
        f"line of {author.given_name} on {card.name}",
        texts=["message", "hidden_reason"] if hidden else ["message"],
        variant=variant,
        ties={Relation.AUTHOR: ids(author)},
        parent=card,
        links={"author": world.person(author)},
        celebration_id=card.key,
        author_id=author.id,
        created_at=now(),
        hidden_at=now() if hidden else None,
        hidden_by_id=world.cast.ada.id if hidden else None,
        withdrawn_at=now() if variant == "withdrawn" else None,
    )
    card.links["signatures"].append(row)
    if variant == AS_PARENT:
        card.values["signatureCount"] += 1
    if variant != "withdrawn":
        card.ties[Relation.AUTHOR] |= ids(author)


def can_sign(world: World, viewer: Viewer, row: Row) -> bool:
    return row.variant.startswith("planned") and viewer.key not in row.ties[Relation.SELF]


def own_signature(world: World, viewer: Viewer, row: Row) -> str | None:
    for line in world.readable(viewer.key, row.links["signatures"]):
        if viewer.key in line.ties[Relation.AUTHOR]:
            return line.id
    return None


def for_viewer(world: World, viewer: Viewer, row: Row) -> bool:
    """Nobody in the world has read their card yet."""
    return viewer.key in row.ties[Relation.SELF]


def can_edit(world: World, viewer: Viewer, row: Row) -> bool:
    assert row.parent is not None
    mine = viewer.key in row.ties[Relation.AUTHOR]
    return mine and row.variant == AS_PARENT and row.parent.variant.startswith("planned")


def can_report(world: World, viewer: Viewer, row: Row) -> bool:
    return viewer.key not in row.ties[Relation.AUTHOR]


ORACLES = {
    ("Celebration", "canSign"): can_sign,
    ("Celebration", "ownSignature"): own_signature,
    ("Celebration", "forViewer"): for_viewer,
    ("Celebration", "cardUnread"): for_viewer,
    ("CardSignature", "canEdit"): can_edit,
    ("CardSignature", "canReport"): can_report,
}


class Facts:
    """What the predicates take besides the row."""

    def __init__(self) -> None:
        self.celebrations: dict[UUID, Celebration] = {}
        self.managers: dict[UUID, UUID] = {}

    async def load(self) -> None:
        self.celebrations = {row.id: row for row in await Celebration.all()}
        self.managers = await managers_of([row.id for row in await Person.all()])

    def may_read_celebration(self, actor: Actor, row: Any, _: Any) -> bool:
        return policy.may_read_celebration(actor, row, self.managers.get(row.person_id))

    def may_read_signature(self, actor: Actor, row: Any, _: Any) -> bool:
        card = self.celebrations[row.celebration_id]
        return policy.may_read_signature(actor, row, card, self.managers.get(card.person_id))


FACTS = Facts()


def given(world: World) -> Given:
    """Each mutation, the input that names its row, the row, the rest of the input, what is particular."""
    team = world.named("celebration of Ann, planned, for the team")
    hanas = world.named("celebration of Hana, planned, for everybody")
    mos = world.named("celebration of Mo, delivered, for the team")
    maxs = world.named("celebration of Max, delivered, for nobody any more")
    cancelled = world.named("celebration of Zed, cancelled")
    cys = world.named("celebration of Cy, planned, for everybody")
    bo_alone_hidden = {
        "relations": frozenset({Relation.RECIPIENT}),
        # Bo's line was hidden: it is not written anew.
        "never": frozenset({Relation.AUTHOR}),
        "succeeds": False,
    }
    over = {
        "relations": frozenset(),
        "otherwise": {Relation.RECIPIENT: "CONFLICT", Relation.AUTHOR: "CONFLICT"},
    }
    unsigned = {"otherwise": {Relation.RECIPIENT: "CONFLICT"}}
    by = "celebrationId"
    return [
        ("setCelebrationChoice", "", None, {"anniversary": "OFF", "birthday": "OFF"}, {}),
        ("signCard", by, hanas, {"message": "new"}, {}),
        ("signCard", by, cys, {"message": "new"}, {}),
        ("signCard", by, team, {"message": "new"}, bo_alone_hidden | {"never": frozenset()}),
        ("signCard", by, mos, {"message": "new"}, over),
        ("signCard", by, cancelled, {"message": "new"}, {}),
        ("withdrawSignature", by, team, {}, unsigned),
        ("withdrawSignature", by, mos, {}, over),
        ("withdrawSignature", by, cancelled, {}, {}),
        ("markCardRead", by, mos, {}, {}),
        ("markCardRead", by, maxs, {}, {}),
        ("markCardRead", by, team, {}, {"succeeds": False}),
    ]
