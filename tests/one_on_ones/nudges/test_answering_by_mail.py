"""A reminder says that it can be answered where answers are read, and only there."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from erm.core import clock
from erm.core.events import Bus
from erm.mail.models import Mail
from erm.one_on_ones.nudges import nudge_due
from erm.settings import Settings
from tests.cast import Cast
from tests.one_on_ones.builders import meeting_row, series_row

MORNING = datetime(2026, 11, 24, 10, tzinfo=UTC)
"""When nobody has quiet hours."""


@pytest.mark.parametrize("domain", ["in.erm.test", None])
async def test_a_reminder_can_be_answered_where_mail_comes_in(
    cast: Cast, settings: Settings, domain: str | None
) -> None:
    series = series_row(cast.ann, cast.mo)
    await series.save()
    row = meeting_row(series, 1, MORNING + timedelta(minutes=30), is_open=True)
    await row.save()
    with clock.at(MORNING):
        await nudge_due(replace(settings, inbound_domain=domain), Bus(), asyncio.Event())
    mails = await Mail.filter(kind="nudge_before")
    assert {mail.recipient_id for mail in mails} == {cast.ann.id, cast.mo.id}
    for mail in mails:
        assert (mail.subject_kind, mail.subject_id) == ("OneOnOneMeeting", row.id)
        assert mail.takes_replies is (domain is not None)
        for words in (mail.text, mail.html or ""):
            assert ("Reply to this mail" in words) is (domain is not None)
