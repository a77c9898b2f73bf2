"""Assessing from two sides: who may, when, and what becomes of it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from erm.core.clock import today
from erm.core.errors import DomainError
from erm.core.events import Bus
from erm.core.ids import new_id
from erm.core.work import unit_of_work
from erm.development.competencies.commands import assessments as commands
from erm.development.competencies.commands.assessments import Answer
from erm.development.competencies.events import (
    AssessmentCancelled,
    AssessmentCompared,
    AssessmentOpened,
)
from erm.development.competencies.models import Assessment, AssessmentAnswer, AssessmentSheet
from erm.development.competencies.queries import assessments as queries
from erm.development.competencies.rules import AssessmentSide, AssessmentState
from erm.development.competencies.sealed import Proof, ProofKind
from erm.people.models import Person
from tests.cast import Cast
from tests.development.competencies.building import (
    CONTENT,
    Built,
    assess,
    both,
    build,
    place,
    publish,
    words,
)
from tests.development.conftest import Doing

ASKED = ("testing", "delivery")


async def stored() -> list[Any]:
    """Everything there is of assessments, to see that nothing changed."""
    return [
        await model.all().order_by("id").values()
        for model in (Assessment, AssessmentSheet, AssessmentAnswer)
    ]


async def refused(do: Doing, code: str, command: Any) -> None:
    before = await stored()
    with pytest.raises(DomainError) as refusal:
        await do(command)
    assert refusal.value.code == code
    assert await stored() == before


async def ready(cast: Cast) -> Built:
    built = await build()
    await place(cast.ann, built.levels["engineer/middle"])
    return built


def opening(cast: Cast, by: Person, about: Person, **more: Any) -> Any:
    return commands.open_assessment(cast.actor(by), person_id=about.id, **more)


def answers(built: Built, *ranks: int | None, note: str = "") -> list[Answer]:
    return [
        Answer(built.competencies[key].id, rank, note)
        for key, rank in zip(ASKED, ranks, strict=False)
    ]


def saving(cast: Cast, by: Person, key: UUID, given: Sequence[Answer], version: int = 0) -> Any:
    return commands.save_assessment(
        cast.actor(by), assessment_id=key, version=version, answers=given
    )


def handing_in(cast: Cast, by: Person, key: UUID, version: int = 1) -> Any:
    return commands.submit_assessment(cast.actor(by), assessment_id=key, version=version)


@pytest.mark.parametrize("opener", ["ann", "mo"])
async def test_either_side_opens_an_assessment(cast: Cast, do: Doing, opener: str) -> None:
    built = await ready(cast)
    view = await do(opening(cast, getattr(cast, opener), cast.ann, due_on=today()))
    assert (view.level_id, view.state) == (built.levels["engineer/middle"].id, AssessmentState.OPEN)
    assert view.framework_version_id == built.version.id
    told = do.only(AssessmentOpened)
    assert (told.person_id, told.manager_id) == (cast.ann.id, cast.mo.id)
    for side in (cast.ann, cast.mo):
        (waiting,) = await queries.assessments_to_write(cast.actor(side))
        assert waiting.id == view.id


async def test_nobody_else_opens_one_and_not_without_what_it_needs(cast: Cast, do: Doing) -> None:
    built = await ready(cast)
    for person in (cast.bo, cast.old, cast.zed, cast.hana, cast.ada, cast.max):
        await refused(do, "ASSESSMENT_NOT_FOR_THIS_PERSON", opening(cast, person, cast.ann))
    await refused(do, "ASSESSMENT_NEEDS_PLACEMENT", opening(cast, cast.bo, cast.bo))
    await place(cast.zed, built.levels["manager/head"])
    await refused(do, "ASSESSMENT_NEEDS_MANAGER", opening(cast, cast.zed, cast.zed))
    for day in (today() - timedelta(days=1), today() + timedelta(days=367)):
        await refused(do, "ASSESSMENT_DUE_UNFIT", opening(cast, cast.ann, cast.ann, due_on=day))
    await do(opening(cast, cast.ann, cast.ann))
    await refused(do, "ASSESSMENT_OPEN_ALREADY", opening(cast, cast.mo, cast.ann))


async def test_two_that_open_at_once_open_one(cast: Cast) -> None:
    await ready(cast)

    async def one(by: Person) -> str:
        try:
            async with unit_of_work(Bus()):
                await opening(cast, by, cast.ann)
        except DomainError as error:
            return error.code
        return "opened"

    assert sorted(await asyncio.gather(one(cast.ann), one(cast.mo))) == [
        "ASSESSMENT_OPEN_ALREADY",
        "opened",
    ]


async def test_an_answer_is_kept_bit_by_bit(cast: Cast, do: Doing) -> None:
    built = await ready(cast)
    key = (await do(opening(cast, cast.ann, cast.ann))).id
    await do(saving(cast, cast.ann, key, answers(built, 2, note="Wrote the harness")))
    await do(saving(cast, cast.ann, key, answers(built, 1)[1:], version=1))
    later = [Answer(built.competencies["delivery"].id, 0, "Not yet")]
    await refused(do, "STALE_VERSION", saving(cast, cast.ann, key, later, version=1))
    await do(saving(cast, cast.ann, key, later, version=2))
    sheet = (await queries.sheets_of(cast.actor(cast.ann), [key]))[key]
    assert sheet.version == 3
    assert {(each.rank, each.note) for each in sheet.answers} == {
        (2, "Wrote the harness"),
        (0, "Not yet"),
    }
    assert sheet.submitted_at is None


async def test_what_does_not_fit_is_refused(cast: Cast, do: Doing) -> None:
    built = await ready(cast)
    key = (await do(opening(cast, cast.ann, cast.ann))).id
    for code, given in (
        ("ASSESSMENT_RANK_UNFIT", answers(built, 4)),
        ("ASSESSMENT_RANK_UNFIT", answers(built, -1)),
        ("COMPETENCY_NOT_FOUND", [Answer(built.competencies["leading"].id, 1)]),
        ("COMPETENCY_NOT_FOUND", [Answer(new_id(), 1)]),
        ("TEXT_TOO_LONG", answers(built, 1, note="x" * 4001)),
        ("STALE_VERSION", None),
    ):
        version = 1 if given is None else 0
        await refused(
            do, code, saving(cast, cast.ann, key, given or answers(built, 1), version=version)
        )
    await refused(do, "STALE_VERSION", handing_in(cast, cast.ann, key))


def proof(kind: ProofKind, **more: Any) -> Proof:
    return Proof(new_id(), kind, **more)


@pytest.mark.parametrize(
    ("code", "evidence"),
    [
        ("ASSESSMENT_EVIDENCE_UNFIT", (proof(ProofKind.NOTE),)),
        ("ASSESSMENT_EVIDENCE_UNFIT", (proof(ProofKind.LINK, url="javascript:alert(1)"),)),
        ("ASSESSMENT_EVIDENCE_UNFIT", (proof(ProofKind.LINK, url="https://a b"),)),
        ("ASSESSMENT_EVIDENCE_UNFIT", (proof(ProofKind.FILE, title="x"),)),
        ("ASSESSMENT_EVIDENCE_UNFIT", (proof(ProofKind.KUDOS, title="x"),)),
        ("ASSESSMENT_TOO_MUCH_EVIDENCE", (proof(ProofKind.NOTE, title="x"),) * 11),
    ],
)
async def test_evidence_needs_what_its_kind_needs(
    cast: Cast, do: Doing, code: str, evidence: tuple[Proof, ...]
) -> None:
    built = await ready(cast)
    key = (await do(opening(cast, cast.ann, cast.ann))).id
    given = [Answer(built.competencies["testing"].id, 1, "", evidence)]
    await refused(do, code, saving(cast, cast.ann, key, given))


async def test_evidence_that_stays_keeps_its_id(cast: Cast, do: Doing) -> None:
    built = await ready(cast)
    key = (await do(opening(cast, cast.ann, cast.ann))).id
    competency = built.competencies["testing"].id

    async def save(version: int, *titles: str) -> dict[str, UUID]:
        evidence = tuple(proof(ProofKind.NOTE, title=title) for title in titles)
        await do(
            saving(cast, cast.ann, key, [Answer(competency, 1, "", evidence)], version=version)
        )
        sheet = (await queries.sheets_of(cast.actor(cast.ann), [key]))[key]
        return {each.title: each.id for each in sheet.answers[0].evidence}

    first = await save(0, "one", "two")
    second = await save(1, "two", "three")
    assert list(second) == ["two", "three"]
    assert second["two"] == first["two"]


async def test_both_hand_in_and_are_compared(cast: Cast, do: Doing) -> None:
    built = await ready(cast)
    key = (await do(opening(cast, cast.ann, cast.ann))).id
    await do(saving(cast, cast.ann, key, answers(built, 3)))
    await refused(do, "ASSESSMENT_UNFINISHED", handing_in(cast, cast.ann, key))
    await do(saving(cast, cast.ann, key, answers(built, 3, 2), version=1))
    view = await do(handing_in(cast, cast.ann, key, version=2))
    assert (view.state, view.self_submitted, view.can_answer) == (AssessmentState.OPEN, True, False)
    await refused(
        do, "ASSESSMENT_SUBMITTED", saving(cast, cast.ann, key, answers(built, 1), version=2)
    )
    await refused(do, "ASSESSMENT_SUBMITTED", handing_in(cast, cast.ann, key, version=2))
    await do(saving(cast, cast.mo, key, answers(built, 1, 2, note="Needs time")))
    view = await do(handing_in(cast, cast.mo, key))
    assert (view.state, view.manager_id) == (AssessmentState.COMPARED, cast.mo.id)
    assert do.only(AssessmentCompared).manager_id == cast.mo.id
    for side in (cast.ann, cast.mo):
        lines = (await queries.lines_of(cast.actor(side), [key]))[key]
        assert [(line.own_gap, line.manager_gap) for line in lines] == [(-1, 1), (0, 0)]
        assert lines[0].manager is not None
        assert lines[0].manager.note == "Needs time"
    await refused(do, "ASSESSMENT_NOT_OPEN", saving(cast, cast.mo, key, answers(built, 3)))
    cancel = commands.cancel_assessment(cast.actor(cast.ann), assessment_id=key)
    await refused(do, "ASSESSMENT_NOT_OPEN", cancel)


async def test_two_that_hand_in_at_once_are_compared_once(cast: Cast) -> None:
    built = await ready(cast)
    ranks = {"testing": 1, "delivery": 2}
    row = await assess(built, cast.ann, own=ranks, manager=(cast.mo, ranks))
    heard: list[Any] = []

    class Listening(Bus):
        async def publish(self, event: Any) -> None:
            heard.append(event)

    async def one(by: Person) -> None:
        async with unit_of_work(Listening()):
            await handing_in(cast, by, row.id)

    await asyncio.gather(one(cast.ann), one(cast.mo))
    assert [type(event) for event in heard] == [AssessmentCompared]
    assert (await Assessment.get()).state is AssessmentState.COMPARED


async def test_nobody_else_writes_hands_in_or_gives_up(cast: Cast, do: Doing) -> None:
    built = await ready(cast)
    row = await assess(built, cast.ann, own={"testing": 1, "delivery": 1})
    for person in (cast.bo, cast.old, cast.zed, cast.hana, cast.ada, cast.max):
        for doing in (
            saving(cast, person, row.id, answers(built, 3, 3)),
            handing_in(cast, person, row.id),
            commands.cancel_assessment(cast.actor(person), assessment_id=row.id),
        ):
            await refused(do, "ASSESSMENT_NOT_FOUND", doing)


@pytest.mark.parametrize("by", ["ann", "mo"])
async def test_what_is_given_up_is_destroyed(cast: Cast, do: Doing, by: str) -> None:
    built = await ready(cast)
    ranks = {"testing": 1, "delivery": 2}
    row = await assess(built, cast.ann, own=ranks, manager=(cast.mo, ranks))
    actor = cast.actor(getattr(cast, by))
    view = await do(commands.cancel_assessment(actor, assessment_id=row.id))
    assert view.state is AssessmentState.CANCELLED
    assert not await AssessmentSheet.exists()
    assert not await AssessmentAnswer.exists()
    assert do.only(AssessmentCancelled).assessment_id == row.id
    assert await queries.assessments_of(actor, [cast.ann.id]) == {cast.ann.id: []}
    await do(opening(cast, cast.ann, cast.ann))


async def test_the_words_that_it_was_made_against_stay(cast: Cast, do: Doing) -> None:
    built = await ready(cast)
    row = await assess(built, cast.ann, own={"testing": 1, "delivery": 1})
    changed = replace(
        CONTENT,
        families=tuple(replace(each, names=both("Else")) for each in CONTENT.families),
        competencies=(words("testing", "craft", engineer_middle="Something else"),),
    )
    await publish(built.framework, changed, 2)
    (line, other) = (await queries.lines_of(cast.actor(cast.ann), [row.id]))[row.id]
    assert [each.texts.en for each in line.expectations] == [
        "Writes tests",
        "Designs tests",
        "Shapes how the team tests",
    ]
    assert (line.family_names.en, line.expected_rank, line.ranks) == ("Craft", 2, 3)
    assert other.competency_id == built.competencies["delivery"].id


SIDES = {AssessmentSide.SELF: "ann", AssessmentSide.MANAGER: "mo"}


@pytest.mark.parametrize("side", list(SIDES))
async def test_each_side_reads_its_own_sheet(cast: Cast, side: AssessmentSide) -> None:
    built = await ready(cast)
    row = await assess(
        built, cast.ann, own={"testing": 1}, manager=(cast.mo, {"testing": 3}), note="mine"
    )
    actor = cast.actor(getattr(cast, SIDES[side]))
    sheet = (await queries.sheets_of(actor, [row.id]))[row.id]
    assert sheet.side is side
    assert [each.rank for each in sheet.answers] == [1 if side is AssessmentSide.SELF else 3]
