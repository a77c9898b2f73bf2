"""The ledger: whatever is done to it, it is what a book kept beside it says, and it balances."""

from __future__ import annotations

import asyncio
import random
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from erm.core.database import connections
from erm.core.database.routing import WRITER
from erm.core.events import Bus
from erm.core.work import unit_of_work
from erm.recognition.points import ledger
from erm.recognition.points.checking import ledger_check
from erm.recognition.points.models import PointsAccount, PointsEntry, PointsTransfer
from erm.recognition.points.rules import AccountKind, RedemptionState, TransferKind
from tests import cast as casting
from tests import database as databases
from tests.cast import Cast
from tests.recognition.points.building import company, earn, earned, problems, redemption, reward
from tests.recognition.points.history import STEPS, Step, run

NUMBERS = st.integers(0, 500)
HISTORY = st.lists(st.tuples(st.sampled_from(STEPS), NUMBERS, NUMBERS, NUMBERS), max_size=25)
LONG = st.lists(
    st.tuples(st.sampled_from(STEPS), NUMBERS, NUMBERS, NUMBERS), min_size=20, max_size=80
)


@pytest.fixture(scope="module")
def template(request: pytest.FixtureRequest) -> Path:
    path: Path = request.getfixturevalue("_sqlite_template")
    return path


def in_a_database_of_its_own(template: Path, steps: list[Step]) -> None:
    """Each history has a fresh SQLite file: what is found is found again by itself."""

    async def work() -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "erm.db"
            shutil.copyfile(template, path)
            async with connections.database(databases.sqlite_url(path)):
                await connections.get_connection(WRITER).execute_query("PRAGMA synchronous = OFF")
                await run(await casting.company(), steps)

    asyncio.run(work())


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(HISTORY)
def test_any_history_balances_and_is_what_the_book_says(template: Path, steps: list[Step]) -> None:
    in_a_database_of_its_own(template, steps)


@pytest.mark.soak
@settings(max_examples=1_000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(LONG)
def test_any_long_history_balances_and_is_what_the_book_says(
    template: Path, steps: list[Step]
) -> None:
    in_a_database_of_its_own(template, steps)


async def test_a_busy_quarter_is_what_the_book_says(cast: Cast) -> None:
    """One history in which everything happens, the same every time, on both databases."""
    chance = random.Random(6)
    often = [*STEPS, "give", "give", "give", "redeem", "redeem", "return"]
    kinds = [kind for kind in often if kind != "leave"]
    steps: list[Step] = [
        (
            chance.choice(kinds) if number % 40 else "leave",
            chance.randrange(500),
            chance.randrange(120),
            chance.randrange(500),
        )
        for number in range(1, 121)
    ]
    await run(cast, steps)
    moved = set(await PointsTransfer.all().values_list("kind", flat=True))
    assert moved == set(TransferKind)


async def test_a_transfer_that_makes_points_or_moves_none_is_no_transfer(cast: Cast) -> None:
    ann, bo = ledger.earned(cast.ann.id), ledger.earned(cast.bo.id)
    for amounts, side in (
        ({ann: 5}, None),
        ({ann: 5, bo: -4}, None),
        ({ann: 5, bo: -5}, AccountKind.ISSUED),
        ({ann: 0}, None),
        ({}, None),
    ):
        with pytest.raises(ValueError, match="add up to nothing"):
            async with unit_of_work(Bus()):
                await ledger.transfer(TransferKind.GIFT, amounts, side)
    assert not await PointsTransfer.exists()


async def test_what_is_not_there_cannot_be_taken(cast: Cast) -> None:
    await earn(cast.ann, 5)
    ann, bo = ledger.earned(cast.ann.id), ledger.earned(cast.bo.id)
    with pytest.raises(ledger.Overdrawn):
        async with unit_of_work(Bus()):
            await ledger.transfer(TransferKind.GIFT, {ann: -6, bo: 6})
    assert (await earned(cast.ann), await earned(cast.bo)) == (5, 0)
    assert await problems() == []


async def test_the_database_itself_refuses_to_rewrite_the_past_and_to_go_below_zero(
    cast: Cast,
) -> None:
    await earn(cast.ann, 5)
    account = await PointsAccount.get(key=f"earned:{cast.ann.id}")
    for work in (
        lambda: PointsTransfer.filter(kind=TransferKind.GRANT).update(kind=TransferKind.GIFT),
        lambda: PointsTransfer.filter(kind=TransferKind.GRANT).delete(),
        lambda: PointsEntry.filter(amount=5).update(amount=6),
        lambda: PointsEntry.filter(amount=5).delete(),
        lambda: PointsAccount.filter(id=account.id).update(balance=-1),
    ):
        with pytest.raises(Exception, match=r"append-only|violat"):
            await work()
    assert await earned(cast.ann) == 5
    assert await problems() == []


async def test_the_check_says_what_is_wrong(cast: Cast) -> None:
    """Every kind of damage that the database lets somebody do by hand."""
    hana = cast.actor(cast.hana)
    await earn(cast.ann, 5)
    view = await ledger_check(hana)
    assert view is not None
    assert (view.balanced, view.accounts, view.transfers) == (True, 2, 1)
    assert (view.issued, view.earned, view.allowances, view.expired, view.redeemed) == (
        *(5, 5),
        *(0, 0, 0),
    )
    account = await PointsAccount.get(key=f"earned:{cast.ann.id}")

    async def found() -> dict[str, int]:
        seen = await ledger_check(hana)
        assert seen is not None
        return dict(seen.problems)

    await PointsAccount.filter(id=account.id).update(balance=6)
    assert await found() == {"wrong_balance": 1, "total": 1}
    assert await problems() != []
    await PointsAccount.filter(id=account.id).update(balance=5)
    assert await found() == {}
    lonely = await PointsTransfer.create(kind=TransferKind.GIFT, at=account.created_at)
    assert await found() == {"without_entries": 1}
    await PointsEntry.create(transfer_id=lonely.id, account_id=account.id, amount=3)
    await PointsAccount.filter(id=account.id).update(balance=8)
    assert await found() == {"unbalanced": 1, "total": 1}
    row = await redemption(cast.bo, await reward())
    assert await found() == {"unbalanced": 1, "total": 1}
    await type(row).filter(id=row.id).update(state=RedemptionState.REJECTED)
    assert await found() == {"unbalanced": 1, "total": 1, "redemptions": 1}
    month = ledger.allowance(cast.ann.id, "2026-11")
    for _ in range(2):
        async with unit_of_work(Bus()):
            await ledger.transfer(TransferKind.GRANT, {month: 100}, AccountKind.ISSUED)
    assert (await found())["granted_twice"] == 1


async def test_only_hr_and_administrators_check_the_ledger(cast: Cast) -> None:
    for person in (cast.ann, cast.mo, cast.zed):
        assert await ledger_check(cast.actor(person)) is None
    for person in (cast.hana, cast.ada):
        assert await ledger_check(cast.actor(person)) is not None


async def test_one_units_transfers_share_the_companys_side(cast: Cast) -> None:
    """Their rows are written at the end, once for all transfers of the unit."""
    async with unit_of_work(Bus()):
        for person in (cast.bo, cast.ann):
            await ledger.transfer(
                TransferKind.GRANT, {ledger.earned(person.id): 5}, AccountKind.ISSUED
            )
            assert not await PointsAccount.exists(kind=AccountKind.ISSUED)
    assert await company(AccountKind.ISSUED) == -10
    assert await problems() == []
