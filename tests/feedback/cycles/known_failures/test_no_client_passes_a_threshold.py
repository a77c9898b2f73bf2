"""Others let the client say below which number answers are hidden, or forget it in charts and exports."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from graphql import (
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    build_schema,
    get_named_type,
)

from erm.core.clock import now
from erm.feedback.cycles.answers import Answer
from erm.feedback.cycles.commands.closing import close_due_participants
from erm.feedback.cycles.models import CyclePerspective, CycleResult, Review
from erm.feedback.cycles.rules import CycleState, Perspective, ReviewState
from erm.schema.export import schema_text
from erm.schema.ids import to_global
from tests.cast import Cast
from tests.feedback.cycles import rows
from tests.feedback.cycles.packet_api import ONE, participant_id

ROOT = Path(__file__).parents[4]
SCHEMA = build_schema(schema_text())
THRESHOLD = re.compile(r"minimum|threshold|atleast|anonym|unmask|reveal|raw", re.IGNORECASE)
DRAFT_ONLY = {("CyclePerspectiveInput", "minimum"), ("CyclePerspectiveInput", "anonymous")}
"""What HR promises in a draft; ``editCycle`` refuses it after launch, see below."""


def results_types() -> set[str]:
    """The types by which results are shown, from a packet's perspectives down."""
    found: set[str] = set()
    open_ = ["PerspectiveResult", "CompetencyResult", "TotalResult"]
    while open_:
        name = open_.pop()
        kind = SCHEMA.type_map[name]
        if name in found or not isinstance(kind, GraphQLObjectType):
            continue
        if any(interface.name == "Node" for interface in kind.interfaces):
            continue
        found.add(name)
        open_ += [get_named_type(field.type).name for field in kind.fields.values()]
    return found


def test_no_argument_of_the_whole_schema_speaks_of_a_threshold() -> None:
    found = set()
    for name, kind in SCHEMA.type_map.items():
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
            for field in kind.fields.values():
                found |= {(name, key) for key in field.args if THRESHOLD.search(key)}
        elif isinstance(kind, GraphQLInputObjectType):
            found |= {(name, key) for key in kind.fields if THRESHOLD.search(key)}
    assert found == DRAFT_ONLY & found


def test_results_take_no_argument_and_have_no_address_of_their_own() -> None:
    types = results_types()
    assert {"PerspectiveResult", "QuestionResult", "NamedReview", "ResultBand"} <= types
    for name in types:
        kind = SCHEMA.type_map[name]
        assert isinstance(kind, GraphQLObjectType)
        assert [key for key, field in kind.fields.items() if field.args] == [], name
    packet = SCHEMA.type_map["Packet"]
    assert isinstance(packet, GraphQLObjectType)
    assert [key for key, field in packet.fields.items() if field.args] == []


def test_charts_exports_and_mails_have_no_way_of_their_own_to_answers() -> None:
    """Raw answers are opened where their rater writes and where results are made; nowhere else."""
    cycles = "erm/feedback/cycles/"
    opens = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "erm").rglob("*.py")
        if re.search(r"answers_sealed", path.read_text("utf-8"))
        and "migrations" not in path.parts
        and "demo" not in path.parts
    }
    for path in opens:
        assert path.startswith((cycles, "erm/feedback/")), path
        assert "schema" not in path
    for name in (
        "queries/packets.py",
        "packets.py",
        "formulas.py",
        "calibration.py",
        "progress.py",
    ):
        assert cycles + name not in opens, name


@pytest.mark.parametrize("minimum", [1, 2])
async def test_a_row_that_asks_for_fewer_than_three_is_not_believed(
    cast: Cast, api: Callable[..., Any], minimum: int
) -> None:
    round_ = await rows.cycle(cast.hana, state=CycleState.PACKETS)
    await CyclePerspective.filter(cycle_id=round_.id).update(minimum=minimum)
    ann = await rows.participant(round_, cast.ann, manager=cast.mo)
    for rater in (cast.bo, cast.cy):
        await rows.review(
            ann,
            rater,
            state=ReviewState.SUBMITTED,
            answers={round_.rating.id: Answer(value=2), round_.text.id: Answer(text="words")},
        )
    await close_due_participants(round_.id, moment=now())
    for person in (cast.mo, cast.hana):
        packet = (await api(person).run(ONE, participant_id(ann)))["packet"]
        (peers,) = (one for one in packet["results"] if one["perspective"] == "PEER")
        assert (peers["shown"], peers["raters"], peers["questions"]) == (False, None, [])
        assert peers["minimum"] == 3
        assert "words" not in str(packet)


async def test_nobody_opens_answers_or_results_by_an_id(
    cast: Cast, api: Callable[..., Any]
) -> None:
    """Others let the subject open each rater's answers when they know its id."""
    round_ = await rows.cycle(cast.hana, state=CycleState.PACKETS)
    ann = await rows.participant(round_, cast.ann, manager=cast.mo)
    for rater in (cast.bo, cast.cy, cast.max):
        await rows.review(
            ann, rater, state=ReviewState.SUBMITTED, answers={round_.rating.id: Answer(value=2)}
        )
    await close_due_participants(round_.id, moment=now())
    kinds = ("Review", "ReviewVersion", "NamedReview", "CycleResult", "PerspectiveResult", "Packet")
    keys = [row.id for row in await Review.all()]
    keys += [row.id for row in await CycleResult.filter(perspective=Perspective.PEER)]
    query = "query ($id: ID!) { node(id: $id) { id __typename } }"
    for person in (cast.ann, cast.mo, cast.hana, cast.ada):
        asker = api(person)
        for key in keys:
            for kind in kinds:
                assert await asker.run(query, {"id": to_global(kind, key)}) == {"node": None}
