"""The whole way of a survey: made, launched, opened, answered, closed, read; each part the real one."""

from __future__ import annotations

from datetime import timedelta

from erm.core.actor import Actor, ActorKind
from erm.core.clock import at, now, today
from erm.core.events import Bus
from erm.engagement.ballots.commands import cast as cast_ballot
from erm.engagement.ballots.commands import take
from erm.engagement.comments.storing import store
from erm.engagement.results import queries
from erm.engagement.results.closing import close_due_waves
from erm.engagement.surveys.models import Survey
from erm.engagement.surveys.rules import SurveyState
from erm.engagement.waves.invitations import surveys_to_answer
from erm.engagement.waves.models import SurveyWave
from erm.engagement.waves.rules import SegmentKind, WaveState
from tests.cast import Cast
from tests.engagement.ballots.builders import Token
from tests.engagement.making import bank, draft, open_all, opened


async def test_a_survey_goes_its_whole_way(cast: Cast) -> None:
    await bank()
    await cast.crowd(5, manager=cast.mo, department=cast.engineering)
    await cast.crowd(5, manager=cast.max, department=cast.sales)
    hana = cast.actor(cast.hana)
    wave = await opened(
        hana, draft(starts_on=today(), segments=(SegmentKind.DEPARTMENT, SegmentKind.MANAGING))
    )
    answered = 0
    with at(now() + timedelta(hours=14)):
        for place, person in enumerate(p for p in cast.people if p.left_on is None):
            actor = Actor(person.id, ActorKind.SESSION, time_zone="UTC")
            (invitation,) = await surveys_to_answer(actor)
            assert not invitation.taken
            token = Token((await SurveyWave.get(id=wave.id)).public_key)
            token.finish(await take(actor, wave_id=wave.id, blinded=token.blinded))
            answers = {
                each.id: 1 + place % 5 for each in invitation.questions if each.scale is not None
            }
            sheet = {"class": invitation.class_number, "answers": answers, "words": {}}
            await cast_ballot(
                wave_id=wave.id,
                message=token.prepared,
                signature=token.signature,
                payload=sheet,
            )
            answered += 1
    with at(wave.closes_at + timedelta(minutes=1)):
        assert await close_due_waves(Bus(), store) == 1
        closed = await SurveyWave.get(id=wave.id)
        assert (closed.state, closed.answered) == (WaveState.CLOSED, answered)
        assert closed.private_key_sealed is None
        report = await queries.report(hana, wave.id)
        assert report is not None
        assert report.withheld is None
        assert await queries.report(cast.actor(cast.mo), wave.id) is not None
        assert await queries.report(cast.actor(cast.ann), wave.id) is None
        await open_all(wave.ends_on + timedelta(days=3))
    assert (await Survey.get(id=wave.survey_id)).state is SurveyState.ENDED
