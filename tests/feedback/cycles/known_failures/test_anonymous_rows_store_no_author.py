"""Others keep "anonymous" answers beside their author, and leave out the name on the screen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import orjson
from tortoise.fields.relational import ForeignKeyFieldInstance

from erm.core.clock import now
from erm.feedback.cycles.answers import Answer
from erm.feedback.cycles.commands.closing import close_due_participants
from erm.feedback.cycles.models import CycleResult, Review, ReviewVersion
from erm.feedback.cycles.rules import CycleState, Perspective, ReviewState
from erm.feedback.sealed import open_json
from tests.cast import Cast
from tests.feedback.cycles import rows
from tests.feedback.cycles.packet_api import ONE, participant_id


def test_the_table_of_results_refers_to_no_rater() -> None:
    refers = [
        name
        for name, field in CycleResult._meta.fields_map.items()
        if isinstance(field, ForeignKeyFieldInstance)
    ]
    assert refers == ["participant"]


async def test_no_row_holds_an_anonymous_answer_beside_its_author(
    cast: Cast, api: Callable[..., Any]
) -> None:
    round_ = await rows.cycle(cast.hana, state=CycleState.PACKETS)
    ann = await rows.participant(round_, cast.ann, manager=cast.mo)
    raters = (cast.bo, cast.cy, cast.max)
    for rater in raters:
        row = await rows.review(
            ann,
            rater,
            state=ReviewState.SUBMITTED,
            answers={round_.text.id: Answer(text="I wish that you listened.")},
        )
        _ = await ReviewVersion.create(
            review_id=row.id, number=1, answers_sealed=b"sealed", created_at=now()
        )
    await close_due_participants(round_.id, moment=now() + timedelta(days=1))
    for row in await Review.all():
        assert (row.answers_sealed, row.saved_at, row.submitted_at) == (None, None, None)
    assert await ReviewVersion.all().count() == 0
    result = await CycleResult.get(participant_id=ann.id, perspective=Perspective.PEER)
    opened = open_json(
        bytes(result.content_sealed or b""),
        table="cycle_result",
        column="content_sealed",
        row_id=result.id,
    )
    shown = await api(cast.mo).run(ONE, participant_id(ann))
    for text in (orjson.dumps(opened).decode(), orjson.dumps(shown["packet"]["results"]).decode()):
        assert "I wish that you listened." in text
        for rater in raters:
            assert str(rater.id) not in text
            assert rater.given_name not in text.replace("Maximum", "")
