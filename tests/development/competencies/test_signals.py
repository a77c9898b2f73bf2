"""What feedback cycles told of a competency stands on its line, on its own scale, and nobody learns more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from erm.core.clock import now
from erm.feedback.cycles.answers import Answer
from erm.feedback.cycles.models import CycleParticipant, CycleQuestion, CycleResult
from erm.feedback.cycles.queries.signals import competency_signals
from erm.feedback.cycles.results import Asked, anonymous_result, to_json
from erm.feedback.cycles.rules import CycleState, PacketState, Perspective, QuestionKind
from erm.feedback.sealed import seal_json
from erm.mail.links import global_id
from erm.people.models import Person
from erm.schema.ids import to_global
from tests.cast import Cast
from tests.conftest import Api, query_count
from tests.development.competencies.building import build, place
from tests.feedback.cycles import rows as building

POINTS = """query($id: ID!) { person(id: $id) { competencyProfile { lines {
  competency { name } selfGap managerGap points { source rank of label path assessmentVersion } } } } }"""


async def packet(
    cast: Cast,
    person: Person,
    manager: Person,
    *,
    competency: str = "testing ПО-РУССКИ",
    released: bool = True,
    peers: int = 3,
) -> CycleParticipant:
    """A packet in which peers have rated somebody 4 of 5."""
    round_ = await building.cycle(cast.hana, name="Autumn", state=CycleState.PACKETS)
    await CycleQuestion.filter(id=round_.rating.id).update(competency=competency)
    state = PacketState.RELEASED if released else PacketState.PREPARING
    about = await building.participant(round_, person, manager=manager, packet=state)
    key = round_.rating.id
    asked = [Asked(key, QuestionKind.RATING, 5, competency=competency)]
    answers = [{key: Answer(value=4)} for _ in range(peers - 1)] + [{key: Answer(value=3)}]
    found = anonymous_result(Perspective.PEER, 3, asked, answers)
    result = await CycleResult.create(
        participant_id=about.id, perspective=found.perspective, raters=found.raters
    )
    if found.raters is not None:
        sealed = seal_json(
            to_json(found), table="cycle_result", column="content_sealed", row_id=result.id
        )
        await CycleResult.filter(id=result.id).update(content_sealed=sealed)
    if released:
        await CycleParticipant.filter(id=about.id).update(released_at=now() - timedelta(days=1))
    return about


async def test_a_released_packet_is_a_dot_of_its_own_kind_and_makes_no_gap(
    cast: Cast, api: Callable[..., Api]
) -> None:
    built = await build()
    await place(cast.ann, built.levels["engineer/middle"])
    about = await packet(cast, cast.ann, cast.mo)
    for person in (cast.ann, cast.mo):
        data = await api(person).run(POINTS, {"id": to_global("Person", cast.ann.id)})
        testing, delivery = data["person"]["competencyProfile"]["lines"]
        assert (testing["selfGap"], testing["managerGap"], delivery["points"]) == (None, None, [])
        (point,) = testing["points"]
        assert point == {
            "source": "REVIEWS",
            "rank": 3.7,
            "of": 5,
            "label": "Autumn",
            "path": f"/packets/{global_id('CycleParticipant', about.id)}",
            "assessmentVersion": None,
        }


@pytest.mark.parametrize(
    "how", [{"released": False}, {"peers": 2}, {"competency": "Something else"}]
)
async def test_what_a_packet_does_not_publish_of_the_competency_is_no_dot(
    cast: Cast, api: Callable[..., Api], how: dict[str, object]
) -> None:
    built = await build()
    await place(cast.ann, built.levels["engineer/middle"])
    await packet(cast, cast.ann, cast.mo, **how)  # type: ignore[arg-type]
    for person in (cast.ann, cast.mo):
        data = await api(person).run(POINTS, {"id": to_global("Person", cast.ann.id)})
        assert all(not line["points"] for line in data["person"]["competencyProfile"]["lines"])


async def test_a_packet_that_one_may_not_read_tells_nothing(cast: Cast) -> None:
    # Ann's manager in the cycle was Old: Mo manages her now, and does not read it.
    await packet(cast, cast.ann, cast.old)
    for person in (cast.mo, cast.old, cast.bo, cast.ada, cast.zed):
        assert await competency_signals(cast.actor(person), [cast.ann.id]) == {}
    assert list(await competency_signals(cast.actor(cast.ann), [cast.ann.id])) == [cast.ann.id]


async def test_packets_of_many_take_as_many_queries_as_of_one(cast: Cast) -> None:
    counts = []
    people: list[Person] = []
    for size in (1, 4):
        for person in await cast.crowd(size, manager=cast.mo):
            await packet(cast, person, cast.mo)
            people.append(person)
        with query_count() as asked:
            found = await competency_signals(cast.actor(cast.mo), [each.id for each in people])
        assert len(found) == len(people)
        counts.append(asked.count)
    assert counts[0] == counts[1]
