"""The rows of awards, and what can be done with them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from erm.core.actor import Actor, Role
from erm.core.clock import now
from erm.people.models import Person
from erm.recognition.awards import policy
from erm.recognition.awards.models import (
    Award,
    AwardJuror,
    AwardNomination,
    AwardVote,
    AwardWinner,
)
from erm.recognition.awards.rules import JUDGED, AwardState
from tests.authorization.relations import Relation
from tests.authorization.world import Row, Viewer, World, ids, some_day

Given = list[tuple[str, str, Any, dict[str, Any], dict[str, Any]]]
ABLE = {
    AwardState.DRAFT: "canEdit",
    AwardState.NOMINATING: "canEdit canNominate",
    AwardState.VOTING: "canEdit canVote",
    AwardState.DECIDING: "canAnnounce",
}


async def fill(world: World) -> None:
    """One award in each state. Ann and Old are every jury; Ann is nominated for most of them."""
    c = world.cast
    value = next(row for row in world.of("CompanyValue") if row.variant == "in use")
    for state in AwardState:
        row = await _award(world, state)
        if state is AwardState.DRAFT:
            continue
        await _nomination(world, row, c.cy, c.bo, value)
        await _nomination(world, row, c.ann, c.max, value)
        await _nomination(world, row, c.cy, c.mo, value, withdrawn=True)
        if state in JUDGED:
            for juror in (c.ann, c.old):
                await AwardVote.create(
                    award_id=row.key,
                    juror_id=juror.id,
                    nominee_id=c.cy.id,
                    score=4,
                    updated_at=now(),
                )
    announced = world.named("award, announced")
    kudos = next(row for row in world.of("Kudos") if row.variant == "public")
    await AwardWinner.create(award_id=announced.key, person_id=c.cy.id, kudos_id=kudos.key)
    announced.links |= {"winners": [world.person(c.cy)], "kudos": [kudos]}
    for each in world.of("Kudos"):
        each.links["awards"] = [announced] if each is kudos else []


async def _award(world: World, state: AwardState) -> Row:
    c = world.cast
    row = await world.put(
        "Award",
        Award,
        f"award, {state}",
        texts=["name", "description"],
        variant=state.value,
        ties={
            Relation.RECIPIENT: ids(c.ann, c.old),
            Relation.AUTHOR: frozenset() if state is AwardState.DRAFT else ids(c.bo, c.max),
        },
        links={
            "jurors": [world.person(c.ann), world.person(c.old)],
            "organiser": world.person(c.hana),
            "winners": [],
            "kudos": [],
        },
        able=ABLE.get(state, ""),
        state=state,
        nominations_from=some_day(-7),
        nominations_until=some_day(7),
        voting_until=some_day(14),
        created_by_id=c.hana.id,
        created_at=now(),
        announced_at=now() if state is AwardState.ANNOUNCED else None,
    )
    for juror in (c.ann, c.old):
        await AwardJuror.create(award_id=row.key, person_id=juror.id)
    row.extra["nominations"] = []
    return row


async def _nomination(
    world: World,
    award: Row,
    nominee: Person,
    author: Person,
    value: Row,
    *,
    withdrawn: bool = False,
) -> None:
    row = await world.put(
        "AwardNomination",
        AwardNomination,
        f"{'withdrawn ' if withdrawn else ''}nomination of {nominee.given_name}, {award.variant}",
        texts=["reason"],
        variant="withdrawn" if withdrawn else award.variant,
        ties={
            Relation.SELF: ids(nominee),
            Relation.AUTHOR: ids(author),
            Relation.RECIPIENT: award.ties[Relation.RECIPIENT] - ids(nominee),
        },
        about=ids(nominee),
        parent=award,
        links={
            "award": award,
            "nominee": world.person(nominee),
            "author": world.person(author),
            "companyValue": value,
        },
        able="canEdit" if award.variant == "nominating" else "",
        award_id=award.key,
        nominee_id=nominee.id,
        author_id=author.id,
        company_value_id=value.key,
        created_at=now(),
        withdrawn_at=now() if withdrawn else None,
    )
    if not withdrawn:
        award.extra["nominations"].append(row)


def _is_hr(world: World, viewer: Viewer) -> bool:
    return Role.HR in world.cast.roles.get(viewer.key, set())  # type: ignore[arg-type]


def _judges(viewer: Viewer, row: Row) -> bool:
    return viewer.key in row.ties[Relation.RECIPIENT] and row.variant in JUDGED


def is_juror(world: World, viewer: Viewer, row: Row) -> bool:
    return viewer.key in row.ties[Relation.RECIPIENT]


def my_nominations(world: World, viewer: Viewer, row: Row) -> frozenset[str]:
    return frozenset(
        each.id for each in row.extra["nominations"] if viewer.key in each.ties[Relation.AUTHOR]
    )


def nominations_of_me(world: World, viewer: Viewer, row: Row) -> frozenset[str]:
    return frozenset(
        each.id
        for each in row.extra["nominations"]
        if row.variant == "announced" and viewer.key in each.ties[Relation.SELF]
    )


def nominee_count(world: World, viewer: Viewer, row: Row) -> int | None:
    if not _is_hr(world, viewer) and not _judges(viewer, row):
        return None
    return sum(
        row.variant == "announced" or viewer.key not in each.ties[Relation.SELF]
        for each in row.extra["nominations"]
    )


def ballot(world: World, viewer: Viewer, row: Row, *, anything: Any) -> Any:
    """What stands on it is looked at row by row."""
    return anything if _judges(viewer, row) else None


def results(world: World, viewer: Viewer, row: Row, *, anything: Any) -> Any:
    decided = row.variant in ("deciding", "announced")
    if _is_hr(world, viewer) and decided:
        return anything
    return anything if row.variant == "announced" and is_juror(world, viewer, row) else None


ORACLES = {
    ("Award", "isJuror"): is_juror,
    ("Award", "myNominations"): my_nominations,
    ("Award", "nominationsOfMe"): nominations_of_me,
    ("Award", "nomineeCount"): nominee_count,
}


class Facts:
    """What the predicates take besides the row."""

    def __init__(self) -> None:
        self.awards: dict[UUID, Award] = {}
        self.jurors: dict[UUID, set[UUID]] = {}
        self.authors: dict[UUID, set[UUID]] = {}

    async def load(self) -> None:
        self.awards = {row.id: row for row in await Award.all()}
        self.jurors, self.authors = {}, {}
        for juror in await AwardJuror.all():
            self.jurors.setdefault(juror.award_id, set()).add(juror.person_id)
        for nomination in await AwardNomination.filter(withdrawn_at__isnull=True):
            self.authors.setdefault(nomination.award_id, set()).add(nomination.author_id)

    def may_read_award(self, actor: Actor, row: Any, _: Any) -> bool:
        return policy.may_read_award(actor, row, self.authors.get(row.id, set()))

    def may_read_nomination(self, actor: Actor, row: Any, _: Any) -> bool:
        award = self.awards[row.award_id]
        return policy.may_read_nomination(actor, row, award, self.jurors.get(award.id, set()))


FACTS = Facts()


def given(world: World) -> Given:
    """Each mutation, the input that names its row, the row, the rest of the input, what is particular."""
    c = world.cast
    draft, nominating, voting, deciding = (
        world.named(f"award, {state}") for state in ("draft", "nominating", "voting", "deciding")
    )
    value = next(row for row in world.of("CompanyValue") if row.variant == "in use")
    award = {
        "name": "new",
        "description": "",
        "nominationsFrom": some_day(1).isoformat(),
        "nominationsUntil": some_day(8).isoformat(),
        "votingUntil": some_day(15).isoformat(),
        "jurorIds": [world.person(c.bo).id],
    }
    nominee = {"nomineeId": world.person(c.old).id, "companyValueId": value.id, "reason": "new"}
    late = {"relations": frozenset(), "otherwise": {Relation.EVERYONE: "CONFLICT"}}
    too_late = {"relations": frozenset(), "otherwise": {Relation.AUTHOR: "CONFLICT"}}
    score = {"nomineeId": world.person(c.cy).id, "score": 3}
    early = {"relations": frozenset(), "otherwise": {Relation.RECIPIENT: "CONFLICT"}}
    winner = {"winnerIds": [world.person(c.cy).id], "message": "new", "version": 1}
    hr_too_late = {"relations": frozenset(), "otherwise": {Relation.HR: "CONFLICT"}}
    first = {"version": 1}
    by, nomination = "awardId", "nominationId"
    return [
        ("saveAward", "", None, award, {}),
        ("saveAward", by, draft, award | first, {}),
        ("saveAward", by, deciding, award | first, hr_too_late),
        ("openAward", by, draft, first, {}),
        ("openAward", by, nominating, first, hr_too_late),
        ("advanceAward", by, nominating, first, {}),
        ("advanceAward", by, voting, first, {}),
        ("cancelAward", by, draft, first, {}),
        ("cancelAward", by, voting, first, {}),
        ("nominateForAward", by, nominating, nominee, {}),
        ("nominateForAward", by, voting, nominee, late),
        ("nominateForAward", by, draft, nominee, hr_too_late),
        (
            "withdrawAwardNomination",
            nomination,
            world.named("nomination of Cy, nominating"),
            {},
            {},
        ),
        (
            "withdrawAwardNomination",
            nomination,
            world.named("nomination of Cy, voting"),
            {},
            too_late,
        ),
        (
            "withdrawAwardNomination",
            nomination,
            world.named("withdrawn nomination of Cy, nominating"),
            {},
            {},
        ),
        ("voteForAward", by, voting, score, {}),
        ("voteForAward", by, nominating, score, early),
        ("voteForAward", by, draft, score, {"relations": frozenset()}),
        ("announceAward", by, deciding, winner, {}),
        ("announceAward", by, voting, winner, hr_too_late),
    ]
