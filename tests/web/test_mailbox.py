"""A kept mail is shown to administrators only, and can run and load nothing."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import httpx
import pytest

from erm.core.clock import now
from erm.core.ids import new_id
from erm.mail.models import Mail
from erm.people.models import Person
from erm.schema.ids import to_global
from erm.settings import Settings
from erm.web.app import create_app
from tests.cast import Cast

HTML = "<html><head><style>p{color:red}</style></head><body><p>Your week</p></body></html>"


async def a_mail() -> Mail:
    return await Mail.create(
        dedupe_key="digest:x",
        message_id="<x@erm.test>",
        kind="digest",
        recipient_id=new_id(),
        to_address="ann@erm.test",
        subject="Your week",
        text="Your week",
        html=HTML,
        next_attempt_at=now(),
        created_at=now(),
    )


async def get(
    settings: Settings, cast: Cast, person: Person | None, mail_id: str
) -> httpx.Response:
    transport = httpx.ASGITransport(app=create_app(settings, documents={}))
    cookies = {} if person is None else {"__Host-erm": await cast.session(person)}
    async with httpx.AsyncClient(
        transport=transport, base_url="https://erm.test", cookies=cookies
    ) as client:
        return await client.get(f"/mailbox/{mail_id}")


async def test_an_administrator_sees_it_under_a_policy_that_forbids_everything(
    settings: Settings, cast: Cast
) -> None:
    mail = await a_mail()
    answer = await get(settings, cast, cast.ada, to_global("Mail", mail.id))
    assert answer.status_code == 200
    assert "Your week" in answer.text
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert "script" not in policy
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("who", ["ann", "mo", "hana", None])
async def test_nobody_else_sees_it(settings: Settings, cast: Cast, who: str | None) -> None:
    mail = await a_mail()
    person = None if who is None else getattr(cast, who)
    answer = await get(settings, cast, person, to_global("Mail", mail.id))
    assert (answer.status_code, answer.text) == (404, "")


async def test_where_mail_is_sent_out_even_an_administrator_reads_none(
    settings: Settings, cast: Cast
) -> None:
    mail = await a_mail()
    sending = replace(settings, smtp_url="smtp+plain://127.0.0.1:2525")
    answer = await get(sending, cast, cast.ada, to_global("Mail", mail.id))
    assert answer.status_code == 404


@pytest.mark.parametrize(
    "mail_id", ["x", "TWFpbDox", to_global("Person", UUID(int=7))], ids=["x", "mail", "person"]
)
async def test_what_is_no_mail_is_not_there(settings: Settings, cast: Cast, mail_id: str) -> None:
    answer = await get(settings, cast, cast.ada, mail_id)
    assert answer.status_code == 404
