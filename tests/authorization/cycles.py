"""The rows of feedback cycles: a draft, and a cycle in which people choose raters and write."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from erm.core.clock import now, today
from erm.core.ids import new_id
from erm.feedback.cycles.models import (
    Cycle,
    CycleGuest,
    CycleParticipant,
    CycleQuestion,
    Review,
    ReviewVersion,
)
from erm.feedback.cycles.rules import (
    CyclePhase,
    CycleState,
    Perspective,
    ReviewState,
)
from erm.feedback.guests import hash_of
from erm.feedback.sealed import seal_json
from erm.people.models import Person
from tests.authorization.relations import Relation
from tests.authorization.table_rules import AS_PARENT
from tests.authorization.world import Row, World, ids
from tests.feedback.cycles import rows as building
from tests.feedback.cycles.rows import Round

GUEST_TOKEN = "a-link-of-a-guest-that-is-only-for-the-tests"
NOT_ASKED = (ReviewState.PROPOSED, ReviewState.REJECTED, ReviewState.CANCELLED)


async def fill(world: World) -> None:
    c = world.cast
    draft = await building.cycle(c.hana, state=CycleState.DRAFT, perspectives=tuple(Perspective))
    await _cycle(world, draft, "draft", {})
    round_ = await building.cycle(
        c.hana, writing_until=today() + timedelta(days=7), nomination_cap=20
    )
    await building.extension(
        round_, c.ann, today() + timedelta(days=5), phase=CyclePhase.NOMINATION, by=c.mo
    )
    await building.extension(
        round_, c.bo, today() + timedelta(days=5), phase=CyclePhase.NOMINATION, by=c.mo
    )
    ann = await building.participant(
        round_, c.ann, manager=c.mo, department=c.engineering, nominated_at=now()
    )
    bo = await building.participant(round_, c.bo, manager=c.mo, nominator_id=c.cy.id)
    zed = await building.participant(round_, c.zed)
    raters = (c.ann, c.mo, c.cy, c.old, c.max, c.bo)
    ties = {
        Relation.SELF: ids(c.ann, c.bo, c.zed),
        Relation.AUTHOR: ids(*raters),
        Relation.RECIPIENT: ids(c.mo, c.cy),
    }
    cycle = await _cycle(world, round_, "launched", ties)
    for about, person, manager, delegate in (
        (ann, c.ann, c.mo, None),
        (bo, c.bo, c.mo, c.cy),
        (zed, c.zed, None, None),
    ):
        _participant(world, cycle, about, person, manager, delegate)
    text, rating = round_.text.id, round_.rating.id
    for rater, perspective, state in (
        (c.ann, Perspective.SELF, ReviewState.STARTED),
        (c.mo, Perspective.MANAGER, ReviewState.SUBMITTED),
        (c.cy, Perspective.PEER, ReviewState.STARTED),
        (c.old, Perspective.PEER, ReviewState.SUBMITTED),
        (c.max, Perspective.PEER, ReviewState.DECLINED),
        (c.hana, Perspective.PEER, ReviewState.PROPOSED),
        (c.ada, Perspective.PEER, ReviewState.REJECTED),
    ):
        await _review(world, cycle, ann, rater, perspective, state, text, rating)
    await _review(world, cycle, bo, c.bo, Perspective.SELF, ReviewState.STARTED, text, rating)
    guest = await building.guest(
        round_,
        token_hash=hash_of(GUEST_TOKEN),
        email="guest@elsewhere.test",
        invited_by_id=c.ann.id,
    )
    await _review(
        world, cycle, ann, guest, Perspective.EXTERNAL, ReviewState.ASSIGNED, text, rating
    )


async def _cycle(
    world: World, round_: Round, variant: str, ties: dict[Relation, frozenset[UUID]]
) -> Row:
    row = Row("Cycle", f"{variant} cycle", round_.id, variant, ties, able=frozenset({"canManage"}))
    words = {column: world.text(row, column) for column in ("name", "description")}
    await Cycle.filter(id=round_.id).update(**words)
    row.values, row.model = dict(words), await Cycle.get(id=round_.id)
    row.links = {"owner": world.person(world.cast.hana), "previous": None, "questions": []}
    world.add(row)
    for question in round_.questions:
        asked = Row(
            "CycleQuestion", _unique(world, f"{question.kind} of {row.name}"), question.id, AS_PARENT, {},
            parent=row,
        )  # fmt: skip
        word = world.text(asked, "text")
        content = question.content | {"text": {"en": word, "ru": ""}}
        await CycleQuestion.filter(id=question.id).update(content=content)
        asked.values, asked.model = {"text": word}, question
        row.links["questions"].append(world.add(asked))
    return row


def _unique(world: World, name: str) -> str:
    """A name, with a number where another row has it: several cycles begin alike."""
    same = sum(row.name.startswith(name) for row in world.rows)
    return f"{name} ({same + 1})" if same else name


def _participant(
    world: World,
    cycle: Row,
    about: CycleParticipant,
    person: Person,
    manager: Person | None,
    delegate: Person | None,
) -> Row:
    ties = {Relation.SELF: ids(person)}
    if manager is not None:
        ties[Relation.MANAGER] = ids(manager)
    if delegate is not None:
        ties[Relation.RECIPIENT] = ids(delegate)
    known = None if manager is None else world.person(manager)
    row = Row(
        "CycleParticipant",
        f"{person.given_name} in {cycle.name}",
        about.id,
        "",
        ties,
        able=frozenset({"canRemove", "canExtend"}),
        model=about,
        links={
            "cycle": cycle,
            "person": world.person(person),
            "manager": known,
            "managerAtLaunch": known,
        },
    )
    return world.add(row)


async def _review(
    world: World,
    cycle: Row,
    about: CycleParticipant,
    rater: Person | CycleGuest,
    perspective: Perspective,
    state: ReviewState,
    text: UUID,
    rating: UUID,
) -> None:
    participant = world.by_key["CycleParticipant", about.id]
    by = rater if isinstance(rater, Person) else None
    name = f"{perspective} review of {participant.name} by {'a guest' if by is None else by.given_name}"
    review = await building.review(about, rater, perspective, state=state)
    asked = "not asked" if state in NOT_ASKED else "asked"
    ties = dict(participant.ties)
    if by is not None:
        ties[Relation.AUTHOR] = ids(by)
        row = Row("Review", name, review.id, asked, {Relation.AUTHOR: ids(by)}, model=review)
        row.links = {
            "cycle": cycle,
            "subject": participant.links["person"],
            "questions": cycle.links["questions"],
        }
        if state not in NOT_ASKED:
            await _written(world, row, review, text, rating)
        world.add(row)
    if perspective not in (Perspective.PEER, Perspective.EXTERNAL):
        return
    able = {"canReject", "canRemove"} if state is ReviewState.PROPOSED else set()
    chosen = Row(
        "NominatedReview", f"choice: {name}", review.id, asked, ties, able=frozenset(able),
        model=review,
    )  # fmt: skip
    chosen.links = {
        "rater": None if by is None else world.person(by),
        "proposedBy": participant.links["person"],
    }
    word = world.text(chosen, "reason")
    chosen.values = {"reason": word}
    await Review.filter(id=review.id).update(
        reason=word, proposed_by_id=participant.links["person"].key
    )
    if isinstance(rater, CycleGuest):
        words = {
            "name": world.text(chosen, "guest_name"),
            "email": f"{world.text(chosen, 'guest_email')}@elsewhere.test",
        }
        await CycleGuest.filter(id=rater.id).update(**words)
        chosen.values |= {"guestName": words["name"], "guestEmail": words["email"]}
    world.add(chosen)


async def _written(world: World, row: Row, review: Review, text: UUID, rating: UUID) -> None:
    def answers(column: str) -> dict[str, object]:
        return {str(text): {"text": world.text(row, column)}, str(rating): {"value": 4}}

    sealed = seal_json(
        answers("answers"), table="review", column="answers_sealed", row_id=review.id
    )
    await Review.filter(id=review.id).update(answers_sealed=sealed, answered=2, saved_at=now())
    key = new_id()
    _ = await ReviewVersion.create(
        id=key,
        review_id=review.id,
        number=1,
        answers_sealed=seal_json(
            answers("versions"), table="review_version", column="answers_sealed", row_id=key
        ),
        created_at=now(),
    )
