"""Points through the API: what the screens ask, by one person and by nobody else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from erm.core.clock import now
from erm.core.events import Bus
from erm.core.ids import new_id
from erm.core.paging import PageRequest
from erm.core.work import unit_of_work
from erm.people.models import Person
from erm.recognition.points import ledger, queries
from erm.recognition.points.models import (
    AllowanceRule,
    PointsEntry,
    PointsTransfer,
    Redemption,
    Reward,
)
from erm.recognition.points.rules import RedemptionState, TransferKind
from erm.schema.ids import to_global
from tests.cast import Cast
from tests.conftest import Api
from tests.database import query_count
from tests.recognition.points.building import earn, redemption, reward, switch_on
from tests.recognition.points.test_concurrency import GIVE, REDEEM, act

Browsers = Callable[[Person], Api]
PURSE = "{ viewer { points { allowance left month expiresOn earned held giftMaximum canGive } } }"
MOVES = """
{
  pointsMoves {
    totalCount
    edges {
      node { id kind amount account person { name } kudos { message } redemption { rewardName } }
    }
  }
}
"""
SAVE = """
mutation ($input: SaveRewardInput!) {
  saveReward(input: $input) {
    ... on SaveRewardSuccess { reward { id name stock version pictureUrl canEdit } }
    ... on Refusal { kind code message field }
  }
}
"""
DECIDE = """
mutation ($input: DecideRedemptionInput!) {
  decideRedemption(input: $input) {
    ... on DecideRedemptionSuccess { redemption { state decidedBy { givenName } reason } }
    ... on Refusal { kind code message field }
  }
}
"""
RULES = """
mutation ($input: SetAllowanceRulesInput!) {
  setAllowanceRules(input: $input) {
    ... on SetAllowanceRulesSuccess {
      rules { department { name } location title managersOnly points people }
    }
    ... on Refusal { kind code message field }
  }
}
"""


async def test_a_purse_a_gift_and_the_moves_of_both_sides(cast: Cast, api: Browsers) -> None:
    ann, bo, cy = api(cast.ann), api(cast.bo), api(cast.cy)
    assert (await ann.run(PURSE))["viewer"]["points"] is None
    await switch_on(gift_maximum=50)
    purse = (await ann.run(PURSE))["viewer"]["points"]
    assert (purse["allowance"], purse["left"], purse["giftMaximum"]) == (100, 100, 50)
    answer = await act(
        ann,
        GIVE,
        message="For the rescue",
        receiverIds=[to_global("Person", cast.bo.id)],
        points=30,
    )
    assert answer["kudos"]["points"] == 30
    assert (await ann.run(PURSE))["viewer"]["points"]["left"] == 70
    assert (await bo.run(PURSE))["viewer"]["points"]["earned"] == 30

    async def moves(browser: Api) -> list[tuple[Any, ...]]:
        found = (await browser.run(MOVES))["pointsMoves"]
        rows = [edge["node"] for edge in found["edges"]]
        assert found["totalCount"] == len(rows)
        return [
            (
                row["kind"],
                row["account"],
                row["amount"],
                (row["person"] or {}).get("name"),
                (row["kudos"] or {}).get("message"),
            )
            for row in rows
        ]

    assert await moves(ann) == [
        ("GIFT", "ALLOWANCE", -30, "Bo Test", "For the rescue"),
        ("GRANT", "ALLOWANCE", 100, None, None),
    ]
    assert await moves(bo) == [("GIFT", "EARNED", 30, "Ann Test", "For the rescue")]
    assert await moves(cy) == []


async def test_of_a_gift_to_several_their_giver_sees_no_single_other_side(
    cast: Cast, api: Browsers
) -> None:
    await switch_on()
    ann = api(cast.ann)
    receivers = [to_global("Person", person.id) for person in (cast.bo, cast.cy)]
    _ = await act(ann, GIVE, message="You two", receiverIds=receivers, points=7)
    node = (await ann.run(MOVES))["pointsMoves"]["edges"][0]["node"]
    assert (node["amount"], node["person"]) == (-7, None)


async def test_a_reward_is_offered_redeemed_and_approved(cast: Cast, api: Browsers) -> None:
    await switch_on()
    await earn(cast.ann, 40)
    hana, ann, bo = api(cast.hana), api(cast.ann), api(cast.bo)
    saved = (await act(hana, SAVE, name="Mug", cost=25, stock=1))["reward"]
    assert (saved["name"], saved["stock"], saved["version"]) == ("Mug", 1, 1)
    answer = await act(ann, REDEEM, rewardId=saved["id"], cost=25, key=str(new_id()), note="Blue")
    redeemed = answer["redemption"]["id"]
    purse = (await ann.run(PURSE))["viewer"]["points"]
    assert (purse["earned"], purse["held"]) == (15, 25)
    shop = (await ann.run("{ rewards { name stock affordable canEdit } }"))["rewards"]
    assert shop == [{"name": "Mug", "stock": 0, "affordable": False, "canEdit": False}]
    queue = "{ redemptionQueue { edges { node { id note canDecide person { givenName } } } } }"
    assert (await bo.run(queue))["redemptionQueue"]["edges"] == []
    assert (await hana.run(queue))["redemptionQueue"]["edges"] == [
        {
            "node": {
                "id": redeemed,
                "note": "Blue",
                "canDecide": True,
                "person": {"givenName": "Ann"},
            }
        }
    ]
    refused = await act(bo, DECIDE, redemptionId=redeemed, approve=True, version=1)
    assert (refused["kind"], refused["code"]) == ("NOT_FOUND", "REDEMPTION_NOT_FOUND")
    refused = await act(ann, DECIDE, redemptionId=redeemed, approve=True, version=1)
    assert (refused["kind"], refused["code"]) == ("NOT_ALLOWED", "REDEMPTION_IS_HRS")
    answer = await act(hana, DECIDE, redemptionId=redeemed, approve=True, version=1)
    assert answer["redemption"] == {
        "state": "APPROVED",
        "decidedBy": {"givenName": "Hana"},
        "reason": "",
    }
    mine = "{ redemptions { edges { node { id state canCancel reward { name } } } } }"
    assert (await ann.run(mine))["redemptions"]["edges"] == [
        {
            "node": {
                "id": redeemed,
                "state": "APPROVED",
                "canCancel": False,
                "reward": {"name": "Mug"},
            }
        }
    ]
    assert (await ann.run(PURSE))["viewer"]["points"]["held"] == 0


async def test_rules_and_the_check_are_hrs(cast: Cast, api: Browsers) -> None:
    hana, ada, ann = api(cast.hana), api(cast.ada), api(cast.ann)
    rules = [
        {"departmentId": to_global("Department", cast.sales.id), "points": 150},
        {"title": "engineer", "managersOnly": False, "points": 80},
    ]
    refused = await act(ann, RULES, rules=rules)
    assert refused["code"] == "ALLOWANCE_RULES_ARE_HRS"
    answer = await act(hana, RULES, rules=rules)
    assert [(rule["points"], rule["people"]) for rule in answer["rules"]] == [(150, 2), (80, 5)]
    asked = "{ allowanceRules { points } ledgerCheck { balanced accounts issued problems } }"
    assert await ann.run(asked) == {"allowanceRules": [], "ledgerCheck": None}
    found = await ada.run(asked)
    assert found["allowanceRules"] == []
    assert found["ledgerCheck"] == {
        "balanced": True,
        "accounts": 0,
        "issued": 0,
        "problems": [],
    }


async def test_problems_of_the_ledger_are_said_in_the_viewers_language(
    cast: Cast, api: Browsers
) -> None:
    _ = await PointsTransfer.create(kind=TransferKind.GIFT, at=now())
    cast.hana.locale = "ru"  # type: ignore[assignment]
    await cast.hana.save(update_fields=["locale"])
    asked = "{ ledgerCheck { balanced problems } }"
    for person, sentence in (
        (cast.ada, "1 transfer has no entries."),
        (cast.hana, "У 1 перевода нет записей."),
    ):
        found = (await api(person).run(asked))["ledgerCheck"]
        assert found == {"balanced": False, "problems": [sentence]}


@pytest.mark.parametrize("key", ["", "x", "1234"])
async def test_a_key_that_is_none_is_refused(cast: Cast, api: Browsers, key: str) -> None:
    await switch_on()
    mug = await reward()
    answer = await act(
        api(cast.ann), REDEEM, rewardId=to_global("Reward", mug.id), cost=10, key=key
    )
    assert answer["code"] == "ID_INVALID"


async def _many_moves(cast: Cast, count: int) -> None:
    """Entries of one's account, each a gift of somebody else's, in few statements."""
    async with unit_of_work(Bus()):
        earns, gives = ledger.earned(cast.ann.id), ledger.allowance(cast.bo.id, "2026-01")
        accounts = await ledger.locked([earns, gives])
    transfers = [
        PointsTransfer(id=new_id(), kind=TransferKind.GIFT, at=now(), by_id=cast.bo.id)
        for _ in range(count)
    ]
    await PointsTransfer.bulk_create(transfers)
    await PointsEntry.bulk_create(
        [
            PointsEntry(transfer_id=row.id, account_id=account.id, amount=amount)
            for row in transfers
            for account, amount in ((accounts[earns], 1), (accounts[gives], -1))
        ]
    )


async def test_every_list_takes_as_many_queries_for_one_row_as_for_two_hundred(
    cast: Cast,
) -> None:
    await switch_on()
    hana, ann, page = cast.actor(cast.hana), cast.actor(cast.ann), PageRequest(100)
    lists: dict[str, Callable[[], Any]] = {
        "received": lambda: queries.points_moves(ann, page),
        "given": lambda: queries.points_moves(cast.actor(cast.bo), page),
        "rewards": lambda: queries.rewards(ann),
        "redemptions": lambda: queries.redemptions(ann, page),
        "queue": lambda: queries.redemption_queue(hana, page, waiting=True),
        "rules": lambda: queries.allowance_rules(hana),
        "purse": lambda: queries.purse(ann),
    }
    counts: dict[str, set[int]] = {name: set() for name in lists}
    mug = await reward()
    await redemption(cast.ann, mug)
    await AllowanceRule.create(position=0, points=5, created_at=now())
    made = 1
    await _many_moves(cast, 1)
    for size in (1, 20, 200):
        more = size - made
        await _many_moves(cast, more) if more else None
        await Reward.bulk_create(
            [Reward(name=f"{n}", cost=1, created_at=now()) for n in range(more)]
        )
        await Redemption.bulk_create(
            [
                Redemption(
                    person_id=cast.ann.id,
                    reward_id=mug.id,
                    reward_name="Mug",
                    cost=1,
                    state=RedemptionState.REQUESTED,
                    request_key=new_id(),
                    created_at=now(),
                )
                for _ in range(more)
            ]
        )
        await AllowanceRule.bulk_create(
            [
                AllowanceRule(position=n, location=f"{n}", points=5, created_at=now())
                for n in range(1, min(more, 40))
            ]
        )
        made = size
        for name, ask in lists.items():
            with query_count() as count:
                _ = await ask()
            counts[name].add(count.count)
    assert all(len(found) == 1 for found in counts.values()), counts
    assert max(max(found) for found in counts.values()) <= 7, counts
