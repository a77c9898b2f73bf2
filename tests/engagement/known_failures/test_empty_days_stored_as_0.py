"""In other products a day, or a month, without answers is stored as 0 and pulls every curve down.

Here a time at which nobody was asked, or of which nothing may be told, has no point.
"""

from __future__ import annotations

from erm.engagement.results import queries
from erm.engagement.results.models import ReleaseFigure
from tests.cast import Cast
from tests.engagement.results import stage


async def test_a_time_without_answers_has_no_point(cast: Cast) -> None:
    asked = await stage.survey(cast)
    people = (await stage.crowd(cast)).everybody
    seldom = asked.scales[3]
    others = [each for each in asked.questions if each.id != seldom.id]
    first = await stage.closed(await stage.wave(asked, people, stage.anything(1, silent=4)))
    # Nobody answers the second; the third does not ask one of the questions.
    nobody = await stage.closed(await stage.wave(asked, people, lambda number, asked: None))
    third = await stage.closed(
        await stage.wave(asked, people, stage.anything(3, silent=4), questions=others)
    )
    fourth = await stage.closed(await stage.wave(asked, people, stage.anything(4, silent=4)))
    hana = cast.actor(cast.hana)
    points = {
        each.subject_id: [point.wave_number for point in each.points]
        for each in await queries.trend(hana, fourth.id)
    }
    assert points[seldom.id] == [1, 4]
    assert points[asked.scales[0].id] == [1, 3, 4]
    means = [
        point.figure.mean for each in await queries.trend(hana, fourth.id) for point in each.points
    ]
    assert 0.0 not in means
    assert not await ReleaseFigure.filter(wave_id=nobody.id).exists()
    assert not await ReleaseFigure.filter(wave_id=third.id, subject=seldom.id).exists()
    # The change of what was left out once is since the last time that it was asked.
    report = await queries.report(hana, fourth.id)
    assert report is not None
    since = {each.subject_id: each.change for each in report.figures}
    change, seldom_change = since[asked.scales[0].id], since[seldom.id]
    assert change is not None
    assert seldom_change is not None
    assert (change.change.wave, seldom_change.change.wave) == (3, 1)
    assert first.number == 1
