"""In another product a low score sends its comment, word by word, to the supervisor.

Here a comment is told to nobody before the wave is over, then only in a group that is large enough,
and it is never in a mail, a message to another program or a log.
"""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from erm.core.clock import at, now
from erm.core.events import Bus
from erm.core.paging import PageRequest
from erm.core.work import unit_of_work
from erm.engagement.ballots.sheet import Sheet
from erm.engagement.comments.authors import hash_of
from erm.engagement.comments.commands import reply_to_comment
from erm.engagement.comments.queries import survey_comments
from erm.engagement.comments.storing import store
from erm.engagement.results.closing import close_due_waves
from erm.engagement.waves.mails import WaveMails
from erm.engagement.waves.models import SurveyWave
from erm.flows.subscriptions import build_bus
from erm.integrations.models import Delivery
from erm.mail.models import Mail
from erm.settings import Settings
from tests.cast import Cast
from tests.engagement.results import stage

SAID = "My manager shouts at us every single Monday"
SECRET = "5e" * 32


def _low_of_the_first(number: int, asked: stage.Asked) -> Sheet:
    score = 1 if number == 0 else 4 + number % 2
    answers: dict[UUID, int | bool | tuple[int, ...]] = {each.id: score for each in asked.scales}
    words: dict[UUID, tuple[str, str | None]] = {}
    if number == 0:
        words[asked.words.id] = (SAID, hash_of(SECRET))
    return Sheet(0, answers, words)


async def _everything_sent() -> str:
    mails = [(row.subject, row.html, row.text) for row in await Mail.all()]
    told = [str(dict(row)) for row in await Delivery.all().values()]
    return " ".join([*(part for mail in mails for part in mail if part), *told])


async def test_a_low_score_with_its_words_reaches_nobody_by_mail(
    cast: Cast, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    bus: Bus = build_bus(settings)
    asked = await stage.survey(cast)
    people = await stage.crowd(cast)
    wave = await stage.wave(asked, people.everybody, _low_of_the_first, over=False)
    mo, page = cast.actor(cast.mo), PageRequest(50)
    assert await survey_comments(mo, page, wave_id=wave.id) is None, "nobody reads before the end"
    assert await WaveMails(settings).run(bus) >= 0
    await SurveyWave.filter(id=wave.id).update(closes_at=now() - timedelta(minutes=1))
    assert await close_due_waves(bus, store) == 1
    for hours in (1, 12, 24, 36):
        with at(now() + timedelta(hours=hours)):
            await WaveMails(settings).run(bus)
    view = await survey_comments(mo, page, wave_id=wave.id)
    assert view is not None
    (comment,) = view.page.items
    assert comment.words == SAID
    async with unit_of_work(bus):
        await reply_to_comment(mo, comment_id=comment.id, words="Thank you. What would help?")
    sent = await _everything_sent()
    assert "Pulse" in sent, "mail about the survey went out"
    for word in (SAID, "shouts", "What would help", SECRET, "20.0"):
        assert word not in sent
    logged = capsys.readouterr()
    assert "shouts" not in logged.out + logged.err
    assert "What would help" not in logged.out + logged.err
