"""A mail that says it comes from a colleague: relays refuse it, filters hide it, and it is not true."""

from __future__ import annotations

from dataclasses import replace
from email.utils import parseaddr

import pytest

from erm.mail.rules import MailState
from erm.settings import Settings
from tests.mail.smtp_server import smtp_server
from tests.mail.test_delivery import only, postman, queue, run

pytestmark = pytest.mark.usefixtures("db")
TYPED = 'Mo Test" <mo@erm.test>\r\nFrom: boss@erm.test\r\nSender: x@y.test\r\nReply-To: z@y.test'


@pytest.mark.parametrize("inbound", [None, "in.erm.test"])
async def test_every_mail_comes_from_the_configured_sender_whoever_caused_it(
    settings: Settings, inbound: str | None
) -> None:
    await queue(1, subject=TYPED, to_name=TYPED, takes_replies=True)
    async with smtp_server() as inbox:
        assert await run(postman(replace(settings, inbound_domain=inbound), inbox.url)) == 1
    (message,) = inbox.accepted
    assert message.get_all("From") == ["erm <erm@erm.test>"]
    assert message["Sender"] is None
    answers_to = [parseaddr(value)[1] for value in message.get_all("Reply-To", [])]
    assert all(address.endswith("@in.erm.test") for address in answers_to)
    assert bool(answers_to) is (inbound is not None)
    assert (await only()).state is MailState.SENT
