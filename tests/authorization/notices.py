"""Notices, whom people follow, and what can be done with both."""

from __future__ import annotations

from typing import Any

from erm.core.clock import now
from erm.recognition.models import Follow
from erm.recognition.notices.models import KudosNotice
from erm.recognition.notices.rules import NoticeKind
from tests.authorization.relations import Relation
from tests.authorization.world import Row, Viewer, World, ids


async def fill(world: World) -> None:
    c = world.cast
    kudos = world.of("Kudos")
    for person, variant, kind in (
        (c.bo, "public", NoticeKind.RECEIVED),
        (c.mo, "private", NoticeKind.RECEIVED),
        (c.ann, "private", NoticeKind.REACTED),
        (c.cy, "for a team", NoticeKind.RECEIVED),
        (c.ann, "hidden", NoticeKind.RECEIVED),
        (c.bo, "withdrawn", NoticeKind.REACTED),
        (c.hana, "private", NoticeKind.MENTIONED),
    ):
        about = next(row for row in kudos if row.variant == variant)
        there = world.reads(person.id, about)
        await world.put(
            "Notice",
            KudosNotice,
            f"notice of {kind.value} for {person.given_name} about {variant} kudos",
            variant="of what can be read" if there else "of what was taken back",
            ties={Relation.SELF: ids(person)},
            values={"seen": False, "kind": kind.name},
            links={"kudos": about, "person": world.person(c.cy), "scheduled": None},
            recipient_id=person.id,
            kind=kind,
            kudos_id=about.key,
            person_id=c.cy.id,
            created_at=now(),
        )
    await Follow.create(follower_id=c.ann.id, followed_id=c.max.id, created_at=now())


def followed(world: World, viewer: Viewer, row: Row) -> bool:
    """Ann follows Max, and nobody else anybody."""
    return viewer.key == world.cast.ann.id and row.key == world.cast.max.id


def given(world: World) -> list[tuple[str, str, Row | None, dict[str, Any], dict[str, Any]]]:
    """Each mutation, the input that names its row, the row, the rest, and what is particular."""
    old, dee = world.person(world.cast.old), world.person(world.cast.dee)
    private = next(row for row in world.of("Kudos") if row.variant == "private")
    team = next(row for row in world.of("Kudos") if row.variant == "for a team")
    anns = world.named("notice of reacted for Ann about private kudos")
    never_oneself = {
        "never": frozenset({Relation.SELF}),
        "otherwise": {Relation.SELF: "INVALID_INPUT"},
    }
    return [
        ("followPerson", "personId", old, {}, never_oneself),
        ("unfollowPerson", "personId", old, {}, {}),
        ("unfollowPerson", "personId", dee, {}, {}),
        ("markFeedSeen", "kudosId", private, {}, {}),
        ("markFeedSeen", "kudosId", team, {}, {}),
        ("markNoticesSeen", "upTo", anns, {}, {}),
        ("editRecognitionPreference", "", None, {"mailGathered": False}, {}),
    ]
