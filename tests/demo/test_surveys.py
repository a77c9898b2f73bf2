"""Surveys, mail and digests of the demo company: there to be looked at, and as the product makes them."""

from __future__ import annotations

from erm.core.clock import now
from erm.demo.content.surveys import DRIVERS
from erm.demo.news import mail_of_surveys, plant_news
from erm.demo.seed import seed
from erm.demo.surveys import plant_surveys
from erm.engagement.actions.models import ActionPlan
from erm.engagement.ballots.models import Ballot, SpentToken, WaitingBallot
from erm.engagement.comments.models import CommentReply, SurveyComment
from erm.engagement.results.models import ReleaseGroup, WaveRelease
from erm.engagement.results.rules import GroupKind, Shown
from erm.engagement.waves.models import RollEntry, SurveyWave
from erm.engagement.waves.rules import WaveState
from tests.conftest import OpenDatabase
from tests.demo.news import check_news
from tests.everyday import SETTINGS


async def test_surveys_are_told_of_and_mail_tells_what_happened(db: OpenDatabase) -> None:
    moment = now()
    await seed(moment)
    await plant_surveys(moment, mail_of_surveys(moment, SETTINGS))
    await _check_surveys()
    await plant_news(moment, SETTINGS)
    await check_news(moment, SETTINGS)


async def _check_surveys() -> None:
    """Three months are told of, and a pulse is open."""
    states = await SurveyWave.all().order_by("opens_at").values_list("state", flat=True)
    assert states == [WaveState.CLOSED] * 3 + [WaveState.OPEN, WaveState.PLANNED]
    assert await WaveRelease.filter(withheld__isnull=True).count() == 3
    first = await SurveyWave.filter(state=WaveState.CLOSED).order_by("opens_at").first()
    assert first is not None
    groups = await ReleaseGroup.filter(wave_id=first.id)
    told = [group for group in groups if group.shown is not Shown.HIDDEN]
    assert {group.kind for group in told} >= {GroupKind.COMPANY, GroupKind.SEGMENT}
    assert min(group.answered or 0 for group in told) >= 5
    # The newest has something to show in each part of its report, and something that it must not show.
    last = await SurveyWave.filter(state=WaveState.CLOSED).order_by("-opens_at").first()
    assert last is not None
    departments = await ReleaseGroup.filter(
        wave_id=last.id, kind=GroupKind.SEGMENT, department_id__isnull=False
    )
    shown = [group for group in departments if group.shown is not Shown.HIDDEN]
    assert len(shown) >= 6
    assert len(shown) < len(departments)
    notes = (await WaveRelease.get(wave_id=last.id)).drivers
    assert len(notes["analysis"]["weights"]) == len(DRIVERS)
    assert all(0 in groups for groups in notes["comparable"].values())
    # The oldest are destroyed as promised; of the newest nothing tells who took a token.
    assert first.destroyed
    assert await Ballot.filter(wave_id=first.id).count() == 0
    assert await WaitingBallot.all().count() == await SpentToken.all().count() == 0
    assert not await RollEntry.filter(issued=True).exists()
    assert await SurveyComment.all().count() > 30
    assert await CommentReply.all().count() == 1
    assert await ActionPlan.all().count() == 1
