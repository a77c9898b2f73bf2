"""Elsewhere people who had left stood on boards, and counted in what was told of their team.

Here they are not counted: nobody sees a gap where they were.
"""

from __future__ import annotations

from datetime import timedelta

from erm.core.clock import now, today
from erm.recognition.fairness.board import leaderboard
from erm.recognition.fairness.report import recognition_report
from erm.recognition.fairness.team import team_thanks
from tests.cast import Cast
from tests.recognition.fairness.rows import company_settings, thanks


async def test_who_has_left_is_on_no_board_whatever_they_got(cast: Cast) -> None:
    await company_settings(leaderboard=True)
    await thanks([(each, [cast.bo]) for each in (cast.ann, cast.mo, cast.cy, cast.max)])
    await thanks([(cast.mo, [cast.cy])])
    hr = cast.actor(cast.hana)
    before = await leaderboard(hr)
    assert before is not None
    assert [each.person_id for each in before.lines] == [cast.bo.id, cast.cy.id]
    await cast.leave(cast.bo)
    after = await leaderboard(hr)
    assert after is not None
    assert [(each.place, each.person_id) for each in after.lines] == [(1, cast.cy.id)]


async def test_who_leaves_soon_is_there_until_then(cast: Cast) -> None:
    await company_settings(leaderboard=True)
    await thanks([(cast.ann, [cast.bo])])
    await cast.leave(cast.bo, today() + timedelta(days=1))
    found = await leaderboard(cast.actor(cast.ann))
    assert found is not None
    assert [each.person_id for each in found.lines] == [cast.bo.id]


async def test_a_manager_is_not_told_that_a_leaver_lacks_thanks(cast: Cast) -> None:
    await cast.leave(cast.bo)
    view = await team_thanks(cast.actor(cast.mo))
    assert [each.person_id for each in view.lines] == [cast.ann.id]


async def test_hr_counts_no_leaver_in_any_group(cast: Cast) -> None:
    await thanks([(cast.bo, [cast.ann]), (cast.ann, [cast.bo])], at=now())
    before = await recognition_report(cast.actor(cast.hana))
    await cast.leave(cast.bo)
    after = await recognition_report(cast.actor(cast.hana))
    assert before is not None
    assert before.company is not None
    assert after is not None
    assert after.company is not None
    assert after.people == before.people - 1
    assert (before.company.gave.n, after.company.gave.n) == (2, 1)
    assert (before.company.received.n, after.company.received.n) == (2, 1)
