"""Mail to somebody who has left since it was written, or who is nobody here any more."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from erm.core.clock import today
from erm.core.ids import new_id
from erm.jobs.table import leavers_among
from erm.mail.delivery import Postman
from erm.mail.models import Mail
from erm.mail.rules import MailState
from erm.people.models import Person
from erm.settings import Settings
from tests.cast import Cast
from tests.mail.smtp_server import smtp_server
from tests.mail.test_delivery import queue

pytestmark = pytest.mark.usefixtures("db")


async def test_what_waits_for_them_is_dropped_with_its_words(
    cast: Cast, settings: Settings
) -> None:
    await queue(1, recipient_id=cast.ann.id, text="for Ann")
    await queue(2, recipient_id=cast.bo.id, text="for Bo")
    await queue(3, recipient_id=new_id(), text="for somebody erased")
    await Person.filter(id=cast.ann.id).update(left_on=today() - timedelta(days=1))
    async with smtp_server() as inbox:
        configured = replace(settings, smtp_url=inbox.url, mail_from="erm <erm@erm.test>")
        assert await Postman(configured, "w1", leavers_among).run(asyncio.Event()) == 1
    assert inbox.recipients == ["person2@erm.test"]
    dropped = await Mail.filter(state=MailState.CANCELLED)
    assert len(dropped) == 2
    assert all(mail.text == "" and mail.html is None for mail in dropped)
