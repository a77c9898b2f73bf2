"""Mail that leaves names where it is answered and where it comes back to."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from dataclasses import replace
from uuid import UUID

import pytest

from erm.core.events import Bus
from erm.core.work import unit_of_work
from erm.mail.addresses import bounce_address, reply_address
from erm.mail.commands import queue_mail
from erm.mail.delivery import Postman
from erm.settings import Settings
from tests.mail.smtp_server import smtp_server

pytestmark = pytest.mark.usefixtures("db")


async def nobody_left(people: Collection[UUID]) -> set[UUID]:
    return set()


async def queue(*, takes_replies: bool) -> UUID:
    async with unit_of_work(Bus()):
        return await queue_mail(
            dedupe_key=f"test:{takes_replies}",
            kind="test",
            recipient_id=None,
            to_address="ann@kelvane.example",
            to_name="Ann",
            language="en",
            subject="Hello",
            text="Hello",
            html=None,
            takes_replies=takes_replies,
        )


@pytest.mark.parametrize("domain", ["in.kelvane.example", None])
async def test_where_a_mail_is_answered_and_comes_back_to(
    settings: Settings, domain: str | None
) -> None:
    answered, silent = await queue(takes_replies=True), await queue(takes_replies=False)
    async with smtp_server() as inbox:
        configured = replace(
            settings,
            smtp_url=inbox.url,
            mail_from="erm <erm@kelvane.example>",
            inbound_domain=domain,
        )
        post = Postman(configured, "w1", nobody_left, timeout=2.0)
        assert await post.run(asyncio.Event()) == 2
    found = {
        UUID(str(message["Message-ID"])[1:37]): (message["Reply-To"], sender)
        for message, sender in zip(inbox.accepted, inbox.senders, strict=True)
    }
    if domain is None:
        plain = (None, "erm@kelvane.example")
        assert found == {answered: plain, silent: plain}
        return
    key = settings.secret_key
    assert found == {
        answered: (reply_address(answered, key, domain), bounce_address(answered, key, domain)),
        silent: (None, bounce_address(silent, key, domain)),
    }
