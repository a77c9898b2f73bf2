"""The local mailbox: for administrators, and only while no mail leaves the machine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from erm.core.events import Bus
from erm.core.work import unit_of_work
from erm.mail.models import Mail
from erm.mail.policy import may_read_mail, readable_mail
from erm.mail.rules import Transport
from erm.schema.ids import to_global
from erm.settings import Settings
from tests.cast import Cast
from tests.conftest import Api
from tests.mail.test_delivery import postman, queue, run

MAILBOX = """query($after: String) { mailbox(first: 2, after: $after) {
  totalCount pageInfo { hasNextPage endCursor }
  edges { node { id to subject kind state text html lastError } } } }"""
MAIL = "query($id: ID!) { mail(id: $id) { subject text } node(id: $id) { id } }"

Browser = Callable[..., Api]


async def test_an_administrator_reads_the_mailbox_newest_first(
    cast: Cast, api: Browser, settings: Settings
) -> None:
    keys = [await queue(number) for number in range(3)]
    await run(postman(settings, None))
    ada = api(cast.ada)
    first = (await ada.run(MAILBOX))["mailbox"]
    assert first["totalCount"] == 3
    assert [edge["node"]["subject"] for edge in first["edges"]] == ["Mail 2", "Mail 1"]
    assert first["edges"][0]["node"]["to"] == "Person 2 <person2@erm.test>"
    assert first["edges"][0]["node"]["state"] == "SENT"
    rest = (await ada.run(MAILBOX, {"after": first["pageInfo"]["endCursor"]}))["mailbox"]
    assert [edge["node"]["subject"] for edge in rest["edges"]] == ["Mail 0"]
    one = await ada.run(MAIL, {"id": to_global("Mail", keys[0])})
    assert one["mail"] == {"subject": "Mail 0", "text": "Hello\n"}


async def test_nobody_else_does(cast: Cast, api: Browser, settings: Settings) -> None:
    key = await queue(recipient_id=cast.ann.id)
    await run(postman(settings, None))
    for person in (cast.ann, cast.hana, cast.zed):
        browser = api(person)
        assert (await browser.run(MAILBOX))["mailbox"] is None
        assert await browser.run(MAIL, {"id": to_global("Mail", key)}) == {
            "mail": None,
            "node": None,
        }


@pytest.mark.parametrize("mail_is_local", [True, False])
async def test_both_forms_of_the_rule_agree(cast: Cast, mail_is_local: bool) -> None:
    await queue()
    (row,) = await Mail.all()
    for person in cast.people:
        actor = cast.actor(person)
        listed = await Mail.filter(readable_mail(actor, mail_is_local=mail_is_local)).exists()
        assert listed is may_read_mail(actor, row, mail_is_local=mail_is_local)
        assert listed is (mail_is_local and person is cast.ada)
    # What a server took is its reader's, also when the server is gone from the settings.
    async with unit_of_work(Bus()):
        await Mail.all().update(transport=Transport.SMTP)
    (row,) = await Mail.all()
    actor = cast.actor(cast.ada)
    assert not may_read_mail(actor, row, mail_is_local=mail_is_local)
    assert not await Mail.filter(readable_mail(actor, mail_is_local=mail_is_local)).exists()


async def test_with_a_mail_server_there_is_no_mailbox(cast: Cast, settings: Settings) -> None:
    from erm.core.paging import PageRequest
    from erm.mail import queries

    key = await queue()
    configured = replace(settings, smtp_url="smtp://mail.example.com")
    assert not configured.mail_is_local
    ada = cast.actor(cast.ada)
    assert await queries.mailbox(ada, PageRequest(), mail_is_local=False) is None
    assert await queries.mail(ada, key, mail_is_local=False) is None
