"""Signing in by a link that is sent by e-mail."""

import asyncio
import re
from datetime import timedelta

import pytest

from erm.access.commands.sign_in import (
    redeem_sign_in_link,
    request_sign_in_link,
    send_sign_in_links,
)
from erm.access.errors import LinkInvalid
from erm.access.models import Session, SignInLink, SignInLinkRequest
from erm.core import clock
from erm.core.errors import TooManyAttempts
from erm.mail.models import Mail

ASK = """
mutation ($email: String!) { requestSignInLink(input: {email: $email}) {
  ... on RequestSignInLinkSuccess { validMinutes } ... on Refusal { code } } }
"""
REDEEM = """
mutation ($token: String!) { redeemSignInLink(input: {token: $token}) {
  __typename ... on RedeemSignInLinkSuccess { viewer { person { name } } } ... on Refusal { code } } }
"""


async def deliver(bus) -> int:
    return await send_sign_in_links(bus, public_url="https://erm.test", company="Test company")


async def a_token(bus, email="ann@erm.test") -> str:
    await request_sign_in_link(bus, email=email, address="", language="en")
    await deliver(bus)
    mail = await Mail.all().order_by("-id").first()
    found = re.search(r"https://erm\.test/sign-in/link#token=([\w-]{43})", mail.text)
    assert found
    assert found[0] in mail.html
    return found[1]


async def redeem(bus, token: str):
    return await redeem_sign_in_link(bus, token=token, address="", device="", replacing=None)


async def test_a_link_arrives_by_mail_and_signs_in(cast, api, bus) -> None:
    assert (await api(None).run(ASK, {"email": "Ann@ERM.test"}))["requestSignInLink"] == {
        "validMinutes": 10
    }
    assert await deliver(bus) == 1
    (mail,) = await Mail.all()
    assert (mail.to_address, mail.kind, mail.recipient_id) == (
        "ann@erm.test",
        "sign_in_link",
        cast.ann.id,
    )
    token = mail.text.split("#token=")[1].split()[0]
    browser = api(None)
    answer = (await browser.run(REDEEM, {"token": token}))["redeemSignInLink"]
    assert answer["viewer"]["person"]["name"] == "Ann Test"
    assert (await browser.run("{ viewer { person { name } } }"))["viewer"] is not None


async def test_the_answer_is_the_same_for_everybody_and_mail_goes_only_to_people_here(
    cast, api, bus
) -> None:
    for email in ("nobody@erm.test", "dee@erm.test"):
        answer = (await api(None).run(ASK, {"email": email}))["requestSignInLink"]
        assert answer == {"validMinutes": 10}
    assert await deliver(bus) == 0
    assert await Mail.all().count() == 0
    assert await SignInLinkRequest.all().count() == 0


async def test_only_the_hash_of_a_token_is_stored(cast, bus) -> None:
    token = await a_token(bus)
    (link,) = await SignInLink.all()
    assert token not in str(link.__dict__)


async def test_of_fifty_redemptions_at_once_exactly_one_works(cast, bus) -> None:
    token = await a_token(bus)

    async def attempt() -> bool:
        try:
            await redeem(bus, token)
        except LinkInvalid:
            return False
        return True

    assert sorted(await asyncio.gather(*(attempt() for _ in range(50)))) == [False] * 49 + [True]
    assert await Session.all().count() == 1


async def test_opening_the_link_does_not_use_it_up(cast, api, bus) -> None:
    token = await a_token(bus)
    browser = api(None)
    for _ in range(20):
        await browser.client.get(f"/sign-in/link#token={token}")
        await browser.client.head(f"/sign-in/link?token={token}")
    assert (await redeem(bus, token)).person_id == cast.ann.id


async def test_a_link_works_for_ten_minutes(cast, bus) -> None:
    token, start = await a_token(bus), clock.now()
    with clock.at(start + timedelta(minutes=10, seconds=1)), pytest.raises(LinkInvalid):
        await redeem(bus, token)
    with clock.at(start + timedelta(minutes=9)):
        assert await redeem(bus, token)


async def test_a_link_does_not_work_for_somebody_who_has_left(cast, bus) -> None:
    token = await a_token(bus)
    await cast.leave(cast.ann)
    with pytest.raises(LinkInvalid):
        await redeem(bus, token)
    assert await Session.all().count() == 0


async def test_an_invented_token_is_refused(cast, api) -> None:
    for token in ("", "x", "\u0000", "a" * 100_000):
        answer = (await api(None).run(REDEEM, {"token": token}))["redeemSignInLink"]
        assert answer["code"] == "SIGN_IN_LINK_INVALID"


async def test_asking_for_links_is_limited_by_account(cast, bus) -> None:
    with clock.at(clock.now()):
        for _ in range(5):
            await request_sign_in_link(bus, email="ann@erm.test", address="", language="en")
        with pytest.raises(TooManyAttempts):
            await request_sign_in_link(bus, email="ANN@erm.test", address="", language="en")
    assert await SignInLinkRequest.all().count() == 5


async def test_redeeming_is_limited_by_address(cast, bus) -> None:
    refused = 0
    with clock.at(clock.now()):
        for _ in range(50):
            try:
                await redeem_sign_in_link(
                    bus, token="guess", address="192.0.2.7", device="", replacing=None
                )
            except TooManyAttempts:
                refused += 1
            except LinkInvalid:
                pass
    assert refused == 35


async def test_workers_send_a_request_once(cast, bus) -> None:
    await request_sign_in_link(bus, email="ann@erm.test", address="", language="en")
    assert sum(await asyncio.gather(*(deliver(bus) for _ in range(4)))) == 1
    assert await Mail.all().count() == 1
