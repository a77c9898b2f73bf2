"""Points for counting queries: moves, rewards, redemptions and rules, many times, for Mo."""

from __future__ import annotations

from erm.core.clock import now
from erm.core.events import Bus
from erm.core.ids import new_id
from erm.core.work import unit_of_work
from erm.people.models import Department, Person
from erm.recognition.choices.models import RecognitionSettings
from erm.recognition.choices.rules import SETTINGS_ID
from erm.recognition.models import Kudos
from erm.recognition.points import ledger
from erm.recognition.points.models import (
    AllowanceRule,
    PointsEntry,
    PointsTransfer,
    Redemption,
    Reward,
)
from erm.recognition.points.rules import RedemptionState, TransferKind
from tests.cast import Cast


class PointsRows:
    """``begin`` once, then ``grow``. The ledger does not balance: nobody asks it to here."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast

    async def begin(self) -> None:
        """The company has points, and there is one of each."""
        chosen = {"points_enabled": True, "updated_at": now()}
        if not await RecognitionSettings.filter(id=SETTINGS_ID).update(**chosen):
            await RecognitionSettings.create(id=SETTINGS_ID, **chosen)
        await self.grow([self.cast.ann], ["begin"])

    async def grow(self, crowd: list[Person], names: list[str]) -> None:
        """As many more of each as there are names."""
        moment, mo = now(), self.cast.mo
        made = [Reward(name=f"Reward {name}", cost=1, created_at=moment) for name in names]
        await Reward.bulk_create(made)
        wishes = [
            Redemption(
                id=new_id(),
                person_id=person.id,
                reward_id=reward.id,
                reward_name=reward.name,
                cost=1,
                state=RedemptionState.REQUESTED,
                request_key=new_id(),
                created_at=moment,
            )
            for person, reward in zip(crowd, made, strict=True)
            for person in (person, mo)
        ]
        await Redemption.bulk_create(wishes)
        await AllowanceRule.bulk_create(
            [
                AllowanceRule(
                    position=place,
                    department_id=department.id,
                    location=name,
                    points=5,
                    created_at=moment,
                )
                for place, (name, department) in enumerate(
                    zip(
                        names,
                        await Department.all().order_by("-id").limit(len(names)),
                        strict=False,
                    )
                )
            ]
        )
        await self._moves(crowd, [wish for wish in wishes if wish.person_id == mo.id])

    async def _moves(self, crowd: list[Person], wishes: list[Redemption]) -> None:
        """Gifts by everybody with kudos of their own, gifts by Mo, and what was redeemed."""
        kudos = await Kudos.filter(withdrawn_at__isnull=True).order_by("-id").limit(len(crowd))
        mine, giving = ledger.earned(self.cast.mo.id), ledger.allowance(self.cast.mo.id, "2026-01")
        async with unit_of_work(Bus()):
            accounts = await ledger.locked([mine, giving, *(ledger.earned(p.id) for p in crowd)])
        transfers, entries = [], []
        for place, (person, wish) in enumerate(zip(crowd, wishes, strict=True)):
            of = kudos[place % len(kudos)].id
            received = PointsTransfer(
                id=new_id(), kind=TransferKind.GIFT, at=now(), by_id=person.id, kudos_id=of
            )
            given = PointsTransfer(
                id=new_id(), kind=TransferKind.GIFT, at=now(), by_id=self.cast.mo.id, kudos_id=of
            )
            redeemed = PointsTransfer(
                id=new_id(), kind=TransferKind.REDEMPTION, at=now(), redemption_id=wish.id
            )
            transfers += [received, given, redeemed]
            for row, holder, amount in (
                (received, mine, 1),
                (given, giving, -1),
                (given, ledger.earned(person.id), 1),
                (redeemed, mine, -1),
            ):
                entries.append(
                    PointsEntry(
                        id=new_id(),
                        transfer_id=row.id,
                        account_id=accounts[holder].id,
                        amount=amount,
                    )
                )
        await PointsTransfer.bulk_create(transfers)
        await PointsEntry.bulk_create(entries)
