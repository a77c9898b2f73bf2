"""Mail about surveys: who gets which, when, once, and what it never says."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from erm.core.actor import Actor
from erm.core.clock import at, now, today
from erm.core.errors import DomainError
from erm.core.events import Bus
from erm.core.work import unit_of_work
from erm.engagement.ballots.models import Ballot
from erm.engagement.surveys import settings as choices
from erm.engagement.surveys.rules import SurveyReaders, SurveyRhythm
from erm.engagement.waves.leaders import leaders
from erm.engagement.waves.mails import KIND, WaveMails
from erm.engagement.waves.models import RollEntry, SurveyWave
from erm.engagement.waves.rules import WaveState
from erm.flows.survey_waves import cancel_wave
from erm.flows.unsubscribing import unsubscribe
from erm.mail.models import Mail
from erm.mail.unsubscribing import Subscription, unsubscribe_token
from erm.notifications.models import Notification, NotificationPolicy
from erm.people.leading import departments_led
from erm.settings import Settings
from tests.cast import Cast
from tests.engagement.making import bank, draft, opened, waves_of


async def run(settings: Settings, moment: datetime) -> int:
    with at(moment):
        return await WaveMails(settings).run(Bus())


async def got(start: str) -> list[str]:
    """To whom mail of one sort went."""
    rows = await Mail.filter(kind=KIND, dedupe_key__startswith=start).order_by("to_address")
    return [row.to_address.split("@")[0] for row in rows]


def local(day_offset: int, hour: int, zone: str = "Europe/Berlin") -> datetime:
    day = today() + timedelta(days=day_offset)
    return datetime.combine(day, time(hour), tzinfo=ZoneInfo(zone)).astimezone(UTC)


async def test_invitations_reminders_and_the_report_reach_those_they_should_once(
    cast: Cast, settings: Settings
) -> None:
    await bank()
    far = await cast.person(
        "Far", manager=cast.max, department=cast.sales, time_zone="Pacific/Auckland"
    )
    hana = cast.actor(cast.hana)
    async with unit_of_work(Bus()):
        await choices.set_mails(cast.actor(cast.bo), mails=False)
    wave = await opened(hana, draft(open_days=7, remind_days=(2,), starts_on=today()))

    assert await run(settings, local(0, 7)) == 9
    assert await run(settings, local(0, 8)) == 0
    sent = {row.to_address: row for row in await Mail.filter(kind=KIND)}
    assert set(await got("survey_invitation")) == {
        "ada", "ann", "cy", "far", "hana", "max", "mo", "old", "zed"
    }  # fmt: skip
    assert sent["ann@erm.test"].next_attempt_at == local(0, 9)
    assert sent[far.work_email].next_attempt_at <= local(0, 7)
    assert "/engagement/answer/" in sent["ann@erm.test"].text
    assert "Ann" in sent["ann@erm.test"].text

    # Two days before the end, at nine on each reader's clock, to those without a ballot alone.
    await RollEntry.filter(person_id=cast.ann.id).update(issued=True)
    assert await run(settings, local(4, 8)) == 0
    assert await run(settings, local(4, 9, "Pacific/Auckland")) == 1
    assert await run(settings, local(4, 10)) == 7
    assert await run(settings, local(4, 12)) == 0
    assert set(await got("survey_reminder")) == {
        "ada", "cy", "far", "hana", "max", "mo", "old", "zed"
    }  # fmt: skip
    await run(settings, local(6, 12))
    assert (await SurveyWave.get(id=wave.id)).reminders_sent == 2

    await SurveyWave.filter(id=wave.id).update(state=WaveState.CLOSED, released_at=local(8, 0))
    assert await run(settings, local(8, 1)) == 4
    assert await run(settings, local(8, 2)) == 0
    # Whoever leads a department, and who made it.
    assert await got("survey_report") == ["hana", "max", "mo", "zed"]
    assert await leaders() == {
        person.id for person in cast.people if await departments_led(cast.actor(person))
    }


async def test_the_report_is_told_to_all_who_were_asked_where_everyone_reads_it(
    cast: Cast, settings: Settings
) -> None:
    await bank()
    wave = await opened(
        cast.actor(cast.hana), draft(starts_on=today(), readers=SurveyReaders.EVERYONE)
    )
    await SurveyWave.filter(id=wave.id).update(state=WaveState.CLOSED, released_at=now())
    assert await run(settings, now() + timedelta(minutes=1)) == 9
    assert len(await got("survey_report")) == 9


async def test_hr_reminds_by_hand_at_most_once_a_day_and_learns_no_exact_number(
    cast: Cast, settings: Settings
) -> None:
    await bank()
    hana = cast.actor(cast.hana)
    wave = await opened(hana, draft(starts_on=today()))
    await RollEntry.filter(person_id=cast.ann.id).update(issued=True)

    async def remind(actor: Actor) -> int:
        async with unit_of_work(Bus()):
            return await WaveMails(settings).remind(actor, wave_id=wave.id)

    for person, code in ((cast.ann, "SURVEYS_ONLY_HR"), (cast.dee, "SURVEY_WAVE_NOT_FOUND")):
        with pytest.raises(DomainError) as refused:
            await remind(cast.actor(person))
        assert refused.value.code == code
    assert not await Mail.exists()
    assert await remind(hana) == 5
    assert len(await got("survey_reminder")) == 8
    assert "ann" not in await got("survey_reminder")
    with pytest.raises(DomainError) as refused:
        await remind(hana)
    assert refused.value.code == "SURVEY_REMINDED_TODAY"


async def test_a_wave_that_is_called_off_is_destroyed_unread_and_said_why(
    cast: Cast, settings: Settings
) -> None:
    await bank()
    hana = cast.actor(cast.hana)
    wave = await opened(hana, draft(starts_on=today(), rhythm=SurveyRhythm.WEEKLY, open_days=5))
    _ = await Ballot.create(wave_id=wave.id, content_sealed=b"sealed")

    async def cancel(actor: Actor) -> None:
        await cancel_wave(
            actor, settings, Bus(), wave_id=wave.id, reason="The day was <b>wrong</b>."
        )

    with pytest.raises(DomainError) as refused:
        await cancel(cast.actor(cast.ann))
    assert refused.value.code == "SURVEYS_ONLY_HR"
    assert (await SurveyWave.get(id=wave.id)).state is WaveState.OPEN
    await cancel(hana)
    row, following = await waves_of(wave.survey_id)
    assert (row.state, row.private_key_sealed, row.destroyed) == (WaveState.CANCELLED, None, True)
    assert following.state is WaveState.PLANNED
    assert not await Ballot.exists()
    mails = await Mail.filter(kind=KIND)
    assert len(mails) == 9
    assert all("The day was <b>wrong</b>." in mail.text for mail in mails)
    assert all("<b>wrong" not in (mail.html or "") for mail in mails)
    with pytest.raises(DomainError) as refused:
        await cancel(hana)
    assert refused.value.code == "SURVEY_WAVE_OVER"


async def test_the_link_in_a_mail_stops_mail_about_surveys_and_nothing_else(
    cast: Cast, settings: Settings
) -> None:
    token = unsubscribe_token(cast.ann.id, settings.secret_key, Subscription.SURVEYS)
    async with unit_of_work(Bus()):
        assert await unsubscribe(token, secret_key=settings.secret_key) is Subscription.SURVEYS
    assert not await choices.mails_wanted(cast.actor(cast.ann))
    assert await choices.mails_wanted(cast.actor(cast.bo))
    async with unit_of_work(Bus()):
        assert await choices.set_mails(cast.actor(cast.ann), mails=True)
    assert await choices.mails_wanted(cast.actor(cast.ann))


async def test_who_wants_no_mail_is_told_in_erm_once_on_their_own_morning(
    cast: Cast, settings: Settings
) -> None:
    await bank()
    async with unit_of_work(Bus()):
        await choices.set_mails(cast.actor(cast.bo), mails=False)
    wave = await opened(
        cast.actor(cast.hana), draft(open_days=7, remind_days=(2,), starts_on=today())
    )
    await RollEntry.filter(person_id=cast.ann.id).update(issued=True)
    for moment in (local(0, 1), local(0, 8), local(4, 10), local(4, 11)):
        await run(settings, moment)
    assert not await Mail.filter(recipient_id=cast.bo.id).exists()
    told = await Notification.filter(recipient_id=cast.bo.id).order_by("id")
    assert [row.kind.value for row in told] == ["survey_opened", "survey_reminded"]
    assert told[0].created_at == local(0, 9)
    assert {row.subject_id for row in told} == {wave.id}
    answered = await Notification.filter(recipient_id=cast.ann.id).order_by("id")
    assert [row.kind.value for row in answered] == ["survey_opened"]


async def test_the_company_may_require_mail_about_surveys_which_then_cannot_be_stopped(
    cast: Cast, settings: Settings
) -> None:
    await bank()
    async with unit_of_work(Bus()):
        await choices.set_mails(cast.actor(cast.bo), mails=False)
    _ = await NotificationPolicy.create(
        kind="survey_opened", channel="mail", on=True, required=True, updated_at=now()
    )
    await opened(cast.actor(cast.hana), draft(starts_on=today()))
    await run(settings, local(0, 8))
    (mail,) = await Mail.filter(recipient_id=cast.bo.id)
    assert mail.unsubscribe_url is None
    assert "cannot be switched off" in mail.text
