"""In other products a reminder of an anonymous survey tells a manager, or HR, who has not answered.

Here it is told to the person themself and to nobody else, in erm as by mail; and when the wave is over
nobody can look up who was reminded.
"""

from __future__ import annotations

from datetime import UTC, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from erm.core.clock import at, today
from erm.core.events import Bus
from erm.core.work import record, unit_of_work
from erm.engagement.results.events import WaveReleased
from erm.engagement.waves.mails import WaveMails
from erm.engagement.waves.models import RollEntry, SurveyWave
from erm.flows.subjects import subjects
from erm.flows.subscriptions import build_bus
from erm.mail.models import Mail
from erm.notifications.models import Notification
from erm.notifications.queries import about_of
from erm.notifications.rules import NotificationKind
from erm.settings import Settings
from tests.cast import Cast
from tests.engagement.making import bank, draft, opened


async def reminded(cast: Cast, settings: Settings) -> tuple[SurveyWave, set[UUID]]:
    """A wave in which all but Ann and Bo were reminded."""
    await bank()
    wave = await opened(cast.actor(cast.hana), draft(starts_on=today()))
    await RollEntry.filter(person_id__in=[cast.ann.id, cast.bo.id]).update(issued=True)
    noon = datetime.combine(today(), time(12), tzinfo=ZoneInfo("Europe/Berlin")).astimezone(UTC)
    with at(noon):
        async with unit_of_work(Bus()):
            _ = await WaveMails(settings).remind(cast.actor(cast.hana), wave_id=wave.id)
    rows = await Notification.filter(kind=NotificationKind.SURVEY_REMINDED)
    return wave, {row.recipient_id for row in rows}


async def test_everybody_hears_of_themself_only(cast: Cast, settings: Settings) -> None:
    wave, told = await reminded(cast, settings)
    assert cast.ann.id not in told
    assert cast.bo.id not in told
    assert cast.cy.id in told
    for row in await Notification.all():
        assert (row.person_id, row.detail_id, row.facts) == (None, None, {})
        assert row.subject_id == wave.id
    for mail in await Mail.all():
        others = [each for each in cast.people if each.id != mail.recipient_id]
        said = mail.text + mail.subject
        assert not [each for each in others if each.work_email in said], said
        assert not [each for each in others if f"{each.given_name} Test" in said], said


async def test_nothing_of_a_line_tells_how_many_others_were_reminded(
    cast: Cast, settings: Settings
) -> None:
    await reminded(cast, settings)
    row = await Notification.filter(recipient_id=cast.cy.id).first()
    assert row is not None
    (view,) = (await subjects(cast.actor(cast.cy), {about_of(row)})).values()
    assert view.path.startswith("/engagement/answer/")
    assert not any(character.isdigit() for character in view.title)


async def test_when_the_wave_is_over_nobody_can_look_up_who_was_reminded(
    cast: Cast, settings: Settings
) -> None:
    wave, told = await reminded(cast, settings)
    assert told
    async with unit_of_work(build_bus(settings)):
        record(WaveReleased(at=wave.opens_at, wave_id=wave.id, survey_id=wave.survey_id))
    assert not await Notification.filter(subject_id=wave.id).exists()
