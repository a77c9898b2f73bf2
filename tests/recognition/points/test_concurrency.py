"""Hundreds of people give and redeem at the same instant, each in a request of their own.

On PostgreSQL they have 25 connections and really overlap; SQLite lets one write after the other.
"""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Callable
from random import Random
from typing import Any
from uuid import UUID

import pytest

from erm.core.database import connections
from erm.core.database.routing import WRITER
from erm.core.events import Bus
from erm.core.ids import new_id
from erm.people.models import Person
from erm.recognition.models import Kudos, KudosReceiver
from erm.recognition.points.checking import ledger_check
from erm.recognition.points.commands.upkeep import expire_allowances, settle_leavers
from erm.recognition.points.models import PointsAccount, Redemption, Reward
from erm.recognition.points.rules import AccountKind, RedemptionState
from erm.schema import execution
from erm.schema.ids import to_global
from tests.cast import Cast
from tests.conftest import Api, OpenDatabase
from tests.recognition.points.building import (
    company,
    earn,
    left,
    problems,
    redemption,
    reward,
    switch_on,
)

GIVE = """
mutation ($input: GiveKudosInput!) {
  giveKudos(input: $input) {
    ... on GiveKudosSuccess { kudos { id points } } ... on Refusal { code }
  }
}
"""
REDEEM = """
mutation ($input: RedeemRewardInput!) {
  redeemReward(input: $input) {
    ... on RedeemRewardSuccess { redemption { id cost } } ... on Refusal { code }
  }
}
"""
WITHDRAW = """
mutation ($input: WithdrawKudosInput!) {
  withdrawKudos(input: $input) { __typename ... on Refusal { code } }
}
"""
CANCEL = """
mutation ($input: CancelRedemptionInput!) {
  cancelRedemption(input: $input) { __typename ... on Refusal { code } }
}
"""
REJECT = """
mutation ($input: DecideRedemptionInput!) {
  decideRedemption(input: $input) { __typename ... on Refusal { code } }
}
"""
ALLOWANCE, EARNED, STOCK, COST = 100, 35, 13, 10
Browsers = Callable[[Person], Api]


@pytest.fixture
async def db(database_url: str, database_kind: str) -> AsyncIterator[OpenDatabase]:
    """As everywhere, but with as many connections as a busy server has."""
    async with connections.database(database_url, pool_size=25):
        if database_kind == "sqlite":
            await connections.get_connection(WRITER).execute_query("PRAGMA synchronous = OFF")
        yield OpenDatabase(database_url, database_kind)


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is asked here is what comes of it, not how long the last of two hundred waits."""
    monkeypatch.setattr(execution, "TIMEOUT", 300.0)


async def signed_in(api: Browsers, people: list[Person]) -> dict[UUID, Api]:
    """A browser for each, which has asked once: nobody signs in while points are moved."""
    browsers = {person.id: api(person) for person in people}
    for browser in browsers.values():
        await browser.run("{ viewer { points { left } } }")
    return browsers


async def act(browser: Api, query: str, **given: Any) -> dict[str, Any]:
    """The answer to a mutation, which may be a refusal and never an error."""
    answer: dict[str, Any] = await browser.run(query, {"input": given})
    (found,) = answer.values()
    return found


async def test_200_gives_and_redemptions_at_once(cast: Cast, api: Browsers) -> None:
    await hundreds_at_once(cast, api, seed=20261122)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(20))
async def test_200_gives_and_redemptions_at_once_in_every_order(
    cast: Cast, api: Browsers, seed: int
) -> None:
    await hundreds_at_once(cast, api, seed=seed)


async def hundreds_at_once(cast: Cast, api: Browsers, *, seed: int) -> None:
    """Together they ask for far more than there is: of the allowances, of what is earned, of mugs.

    Meanwhile the jobs look for months that are over and for leavers, and find one who has just left.
    """
    random = Random(seed)
    people = [cast.ann, cast.bo, cast.cy, cast.mo, cast.max, cast.old, cast.zed, cast.hana]
    await switch_on(allowance=ALLOWANCE)
    mug = await reward(stock=STOCK, cost=COST)
    for person in people:
        await earn(person, EARNED)
    browsers = await signed_in(api, people)
    given: list[tuple[Person, int]] = []
    work = []
    for _ in range(110):
        author = random.choice(people)
        others = random.sample([p for p in people if p is not author], random.randint(1, 5))
        points = random.randint(len(others), 45)
        given.append((author, points))
        work.append(
            act(
                browsers[author.id],
                GIVE,
                message="Thank you",
                receiverIds=[to_global("Person", each.id) for each in others],
                points=points,
            )
        )
    work += [
        act(
            browsers[random.choice(people).id],
            REDEEM,
            rewardId=to_global("Reward", mug.id),
            cost=COST,
            key=str(new_id()),
        )
        for _ in range(90)
    ]
    order = list(range(200))
    random.shuffle(order)
    gone = await cast.person("Gone")
    await earn(gone, 7)
    await cast.leave(gone)
    jobs = [job(Bus()) for job in (settle_leavers, expire_allowances) * 3]
    shuffled, _ = await asyncio.gather(
        asyncio.gather(*(work[number] for number in order)), asyncio.gather(*jobs)
    )
    answers = [answer for _, answer in sorted(zip(order, shuffled, strict=True), key=_first)]

    assert await problems() == []
    codes = Counter(answer.get("code", "") for answer in answers)
    assert set(codes) == {"", "POINTS_NOT_ENOUGH", "REWARD_OUT_OF_STOCK"}
    # Nobody gave more than they had, and nobody was refused who had enough for it.
    spent: dict[UUID, int] = defaultdict(int)
    for (author, points), answer in zip(given, answers, strict=False):
        if "kudos" in answer:
            assert answer["kudos"]["points"] == points
            spent[author.id] += points
    for (author, points), answer in zip(given, answers, strict=False):
        if "code" in answer:
            assert spent[author.id] + points > ALLOWANCE
    for person in people:
        assert spent[person.id] <= ALLOWANCE
        assert await left(person) == ALLOWANCE - spent[person.id]
    # As many mugs as went were paid for.
    redeemed = sum("redemption" in answer for answer in answers)
    assert redeemed == await Redemption.all().count() == STOCK
    assert (await Reward.get(id=mug.id)).stock == 0
    earned = await PointsAccount.filter(kind=AccountKind.EARNED)
    assert sum(account.balance for account in earned) == (
        len(people) * EARNED + sum(spent.values()) - redeemed * COST
    )
    # What stands with the kudos is what the ledger moved.
    assert sum(row.points for row in await Kudos.all()) == sum(spent.values())
    assert sum(row.points for row in await KudosReceiver.all()) == sum(spent.values())
    assert await company(AccountKind.EXPIRED) == 7
    view = await ledger_check(cast.actor(cast.hana))
    assert view is not None
    assert view.balanced, view.problems


def _first(pair: tuple[int, Any]) -> int:
    return pair[0]


async def test_the_same_key_sent_ten_times_at_once_redeems_once(cast: Cast, api: Browsers) -> None:
    await switch_on()
    await earn(cast.ann, 100)
    mug, key = await reward(stock=5), str(new_id())
    browser = (await signed_in(api, [cast.ann]))[cast.ann.id]
    answers = await asyncio.gather(
        *(
            act(browser, REDEEM, rewardId=to_global("Reward", mug.id), cost=10, key=key)
            for _ in range(10)
        )
    )
    assert len({answer["redemption"]["id"] for answer in answers}) == 1
    assert (await Reward.get(id=mug.id)).stock == 4
    assert await problems() == []


async def test_taking_back_meets_spending_and_cancelling_meets_rejecting(
    cast: Cast, api: Browsers
) -> None:
    """Of every pair one comes first, and the other one finds nothing left."""
    await switch_on()
    people = [cast.ann, cast.bo, cast.cy, cast.mo, cast.max, cast.old]
    browsers = await signed_in(api, [*people, cast.hana])
    mug = await reward(cost=15)
    work = []
    for place, author in enumerate(people):
        receivers = [people[(place + step) % len(people)] for step in (1, 2)]
        answer = await act(
            browsers[author.id],
            GIVE,
            message="Thank you",
            receiverIds=[to_global("Person", each.id) for each in receivers],
            points=20,
        )
        # Both of two windows of the same person withdraw.
        work += [
            act(browsers[author.id], WITHDRAW, kudosId=answer["kudos"]["id"]) for _ in range(2)
        ]
    work += [
        act(
            browsers[person.id],
            REDEEM,
            rewardId=to_global("Reward", mug.id),
            cost=15,
            key=str(new_id()),
        )
        for person in people
    ]
    waiting = [await redemption(person, mug) for person in people]
    for row in waiting:
        key = to_global("Redemption", row.id)
        work.append(act(browsers[row.person_id], CANCEL, redemptionId=key, version=1))
        work.append(
            act(
                browsers[cast.hana.id],
                REJECT,
                redemptionId=key,
                version=1,
                approve=False,
                reason="None here",
            )
        )
    answers = await asyncio.gather(*work)
    assert await problems() == []
    for first, second in zip(answers[-12::2], answers[-11::2], strict=True):
        refused = Counter(answer.get("code") for answer in (first, second))
        assert refused == {None: 1, "REDEMPTION_NOT_OPEN": 1}
    rows = await Redemption.filter(id__in=[row.id for row in waiting])
    assert {row.state for row in rows} <= {RedemptionState.CANCELLED, RedemptionState.REJECTED}
    for first, second in zip(answers[:12:2], answers[1:12:2], strict=True):
        assert {first.get("code"), second.get("code")} <= {None, "KUDOS_NOT_FOUND", "POINTS_SPENT"}
        assert [first.get("code"), second.get("code")].count(None) <= 1
    view = await ledger_check(cast.actor(cast.hana))
    assert view is not None
    assert view.balanced, view.problems
