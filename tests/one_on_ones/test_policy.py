"""Both forms of every rule, over every person and every row of the company."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from tortoise.models import Model

from erm.core.actor import SYSTEM, Actor
from erm.one_on_ones import policy
from erm.one_on_ones.models import (
    ActionItem,
    OneOnOneMeeting,
    OneOnOneSeries,
    PrivateNotes,
    TalkingPoint,
)
from erm.one_on_ones.rules import Cadence, Visibility
from erm.people.models import Person
from tests.cast import Cast

MOMENT = datetime(2026, 3, 3, 9, tzinfo=UTC)


async def _series(one: Person, other: Person, *, ended: bool = False) -> None:
    """A series with a meeting, private notes, points and promises of both."""
    low, high = sorted((one.id, other.id))
    series = await OneOnOneSeries.create(
        low_id=low,
        high_id=high,
        active_pair=None if ended else f"{low}:{high}",
        cadence=Cadence.WEEKLY,
        time_zone="Europe/Berlin",
        rhythm_from=date(2026, 3, 3),
        wall_minutes=600,
        started_by_id=one.id,
        created_at=MOMENT,
        ended_at=MOMENT if ended else None,
    )
    meeting = await OneOnOneMeeting.create(
        series_id=series.id,
        open_series_id=None if ended else series.id,
        number=1,
        planned_on=date(2026, 3, 3),
        scheduled_at=MOMENT,
        created_at=MOMENT,
    )
    for person in (one, other):
        await PrivateNotes.create(
            meeting_id=meeting.id, person_id=person.id, text="mine", edited_at=MOMENT
        )
        for position, visibility in enumerate(Visibility):
            await TalkingPoint.create(
                series_id=series.id,
                meeting_id=meeting.id,
                author_id=person.id,
                body="a point",
                visibility=visibility,
                position=position,
                created_at=MOMENT,
            )
        await ActionItem.create(
            series_id=series.id,
            meeting_id=meeting.id,
            made_in_number=1,
            meeting_number=1,
            author_id=one.id,
            owner_id=person.id,
            body="a promise",
            created_at=MOMENT,
        )


@pytest.fixture
async def rows(cast: Cast) -> None:
    await _series(cast.mo, cast.ann)
    await _series(cast.old, cast.ann, ended=True)
    await _series(cast.max, cast.cy)
    await _series(cast.zed, cast.hana)
    await _series(cast.zed, cast.ada)


RULES: list[tuple[type[Model], Any, Any]] = [
    (OneOnOneSeries, policy.may_read_series, policy.readable_series),
    (OneOnOneMeeting, policy.may_read_meeting, policy.readable_meetings),
    (PrivateNotes, policy.may_read_private_notes, policy.readable_private_notes),
    (TalkingPoint, policy.may_read_talking_point, policy.readable_talking_points),
    (ActionItem, policy.may_read_action_item, policy.readable_action_items),
]


@pytest.mark.parametrize(("model", "predicate", "where"), RULES, ids=[r[0].__name__ for r in RULES])
async def test_predicate_and_filter_agree_for_everybody(
    cast: Cast, rows: None, model: type[Model], predicate: Any, where: Any
) -> None:
    all_rows: list[Any] = await model.all()
    series = {s.id: s for s in await OneOnOneSeries.all()}
    actors: list[Actor] = [cast.actor(person) for person in cast.people] + [SYSTEM]
    read = 0
    for actor in actors:
        listed = {row.id for row in await model.filter(where(actor))}
        for row in all_rows:
            context = [series[row.series_id]] if hasattr(row, "series_id") else []
            assert predicate(actor, row, *context) == (row.id in listed)
        read += len(listed)
    assert 0 < read < len(actors) * len(all_rows)


async def test_nobody_but_the_two_reads_anything(cast: Cast, rows: None) -> None:
    ours = await OneOnOneSeries.get(low_id__in=[cast.mo.id, cast.ann.id], ended_at__isnull=True)
    for person in cast.people:
        actor = cast.actor(person)
        is_one = person.id in (cast.mo.id, cast.ann.id)
        for model, _, where in RULES[1:]:
            rows_of_ours = (
                {"meeting__series_id": ours.id} if model is PrivateNotes else {"series_id": ours.id}
            )
            found = await model.filter(where(actor), **rows_of_ours).count()
            assert (found > 0) == is_one, (person.given_name, model.__name__)


async def test_a_private_point_and_private_notes_are_their_authors_alone(
    cast: Cast, rows: None
) -> None:
    for person in (cast.mo, cast.ann):
        actor = cast.actor(person)
        private = await TalkingPoint.filter(
            policy.readable_talking_points(actor), visibility=Visibility.PRIVATE
        )
        notes = await PrivateNotes.filter(policy.readable_private_notes(actor))
        assert {point.author_id for point in private} == {person.id}
        assert {each.person_id for each in notes} == {person.id}


async def test_everybody_may_start_with_everybody_but_themselves(cast: Cast) -> None:
    for one in cast.people:
        for other in cast.people:
            assert policy.may_start_series(cast.actor(one), other.id) is (one.id != other.id)
        assert not policy.may_start_series(SYSTEM, one.id)
