"""Rows of points: rules, rewards, and a ledger in which every transfer adds up to zero."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from erm.demo.content import company
from erm.demo.content import recognition as said
from erm.demo.rows import Rows
from erm.demo.staff import Staff
from erm.demo.timeline import OPENED, Timeline
from erm.people.models import Department
from erm.recognition.models import Kudos, KudosReceiver
from erm.recognition.points.models import (
    AllowanceRule,
    PointsAccount,
    PointsEntry,
    PointsTransfer,
    Redemption,
    Reward,
)
from erm.recognition.points.rules import AccountKind, RedemptionState, TransferKind
from erm.recognition.rules import KudosVisibility

SINCE = 62
"""For so many days points have gone with thanks."""
GIFTS = (0, 10, 10, 15, 20, 30)


class _Book:
    """The ledger while it is written."""

    def __init__(self, timeline: Timeline, rows: Rows) -> None:
        self._timeline = timeline
        self._rows = rows
        self._accounts: dict[str, PointsAccount] = {}
        self.opened = datetime.combine(timeline.day(OPENED, "UTC"), time(8, 10), tzinfo=UTC)

    def account(self, kind: AccountKind, person_id: UUID | None = None, month: str = "") -> str:
        """The key of an account, which is made when it is first needed."""
        key = ":".join(part for part in (kind.value, str(person_id or ""), month) if part)
        if key not in self._accounts:
            self._accounts[key] = self._rows.kept(
                PointsAccount(
                    id=self._timeline.id(self.opened, "account", key),
                    key=key,
                    kind=kind,
                    person_id=person_id,
                    month=month,
                    balance=0,
                    created_at=self.opened,
                )
            )
        return key

    def balance(self, key: str) -> int:
        """What an account holds."""
        return int(self._accounts[key].balance)

    def move(
        self,
        kind: TransferKind,
        at: datetime,
        amounts: Mapping[str, int],
        *,
        name: object,
        by: UUID | None = None,
        kudos: UUID | None = None,
        redemption: UUID | None = None,
    ) -> None:
        """One transfer. Raises ``ValueError`` if it does not add up, or overdraws somebody."""
        if sum(amounts.values()):
            raise ValueError("a transfer adds up to zero")
        transfer = self._rows.kept(
            PointsTransfer(
                id=self._timeline.id(at, "transfer", kind.value, name),
                kind=kind,
                at=at,
                by_id=by,
                kudos_id=kudos,
                redemption_id=redemption,
            )
        )
        for key, amount in amounts.items():
            account = self._accounts[key]
            account.balance += amount
            if account.balance < 0 and account.kind is not AccountKind.ISSUED:
                raise ValueError(f"{key} is overdrawn")
            self._rows.add(
                PointsEntry(
                    id=self._timeline.id(at, "entry", kind.value, name, key),
                    transfer_id=transfer.id,
                    account_id=account.id,
                    amount=amount,
                )
            )


def plant_points(timeline: Timeline, rows: Rows, staff: Staff) -> None:
    """Rules, rewards, gifts that went with thanks, and what was redeemed."""
    book = _Book(timeline, rows)
    for kind in (AccountKind.ISSUED, AccountKind.EXPIRED, AccountKind.REDEEMED):
        book.account(kind)
    _rules(timeline, rows, book)
    rewards = _rewards(timeline, rows, book)
    # Transfers refer to redemptions, whose table must therefore be written before theirs.
    rows.of(Redemption)
    _gifts(timeline, rows, staff, book)
    _redeem(timeline, rows, staff, book, rewards)


def _rules(timeline: Timeline, rows: Rows, book: _Book) -> None:
    names = {spec.key: spec.name for spec in company.DEPARTMENTS}
    departments = {row.name: row.id for row in rows.of(Department)}
    for position, (key, managers_only, points) in enumerate(said.ALLOWANCE_RULES):
        rows.add(
            AllowanceRule(
                id=timeline.id(book.opened, "rule", position),
                position=position,
                department_id=None if key is None else departments[names[key]],
                managers_only=managers_only,
                points=points,
                created_at=book.opened,
            )
        )


def _rewards(timeline: Timeline, rows: Rows, book: _Book) -> dict[str, Reward]:
    return {
        spec.key: rows.kept(
            Reward(
                id=timeline.id(book.opened, "reward", spec.key),
                name=spec.name,
                description=spec.description,
                cost=spec.cost,
                stock=spec.stock,
                position=position,
                created_at=book.opened,
            )
        )
        for position, spec in enumerate(said.REWARDS)
    }


def _redeem(
    timeline: Timeline, rows: Rows, staff: Staff, book: _Book, rewards: Mapping[str, Reward]
) -> None:
    """What people exchanged their points for, those who have enough."""
    for person, key, days, state, note in said.REDEEMED:
        owner, reward = staff.people[person], rewards[key]
        earned = book.account(AccountKind.EARNED, owner.id)
        if book.balance(earned) < reward.cost:
            continue
        at = timeline.moment(days, owner.time_zone, "redemption", person, key)
        row = Redemption(
            id=timeline.id(at, "redemption", person, key),
            person_id=owner.id,
            reward_id=reward.id,
            reward_name=reward.name,
            cost=reward.cost,
            state=RedemptionState(state),
            note=note,
            request_key=timeline.id(at, "redemption key", person, key),
            took_stock=reward.stock is not None,
            created_at=at,
        )
        if row.state is not RedemptionState.REQUESTED:
            row.decided_by_id = staff.people["leonie"].id
            row.decided_at = timeline.settle(at + timedelta(hours=20), at)
        if row.state is RedemptionState.FULFILLED:
            row.fulfilled_at = timeline.settle(at + timedelta(days=4), at)
        if reward.stock is not None:
            reward.stock -= 1
        rows.add(row)
        book.move(
            TransferKind.REDEMPTION,
            at,
            {earned: -reward.cost, book.account(AccountKind.REDEEMED): reward.cost},
            name=row.id,
            by=owner.id,
            redemption=row.id,
        )


def _gifts(timeline: Timeline, rows: Rows, staff: Staff, book: _Book) -> None:
    """Points of the public thanks of two months, each out of its author's allowance of that month."""
    key_of = {row.id: key for key, row in staff.people.items()}
    shares: dict[UUID, list[KudosReceiver]] = defaultdict(list)
    for receiver in rows.of(KudosReceiver):
        shares[receiver.kudos_id].append(receiver)
    wanting = {staff.people[person].id for person, *_ in said.REDEEMED}
    since = timeline.now - timedelta(days=SINCE)
    purses: set[str] = set()
    for kudos in sorted(rows.of(Kudos), key=lambda row: str(row.id)):
        people = sorted(shares[kudos.id], key=lambda row: row.position)
        chance = timeline.chance("points", key_of[kudos.author_id], kudos.message)
        points = chance.choice(GIFTS)
        if any(receiver.person_id in wanting for receiver in people):
            points = max(points, *GIFTS)
        if (
            kudos.created_at < since
            or kudos.visibility is not KudosVisibility.PUBLIC
            or len(people) > points
            or any(receiver.group_id for receiver in people)
        ):
            continue
        giver = key_of[kudos.author_id]
        local = kudos.created_at.astimezone(ZoneInfo(staff.zone(giver)))
        month = f"{local.year:04}-{local.month:02}"
        purse = book.account(AccountKind.ALLOWANCE, kudos.author_id, month)
        if purse not in purses:
            purses.add(purse)
            _grant(book, purse, local, _allowance(staff, giver))
        if book.balance(purse) < points:
            continue
        each, over = divmod(points, len(people))
        amounts = {purse: -points}
        for place, receiver in enumerate(people):
            receiver.points = each + (1 if place < over else 0)
            amounts[book.account(AccountKind.EARNED, receiver.person_id)] = receiver.points
        kudos.points = points
        book.move(
            TransferKind.GIFT,
            kudos.created_at,
            amounts,
            name=kudos.id,
            by=kudos.author_id,
            kudos=kudos.id,
        )
    _expire(timeline, staff, book, key_of, purses)


def _allowance(staff: Staff, person: str) -> int:
    """What the rules give somebody a month."""
    spec = staff.specs[person]
    leads = any(other.manager == person for other in staff.specs.values())
    for department, managers_only, points in said.ALLOWANCE_RULES:
        if department in (None, spec.department) and (leads or not managers_only):
            return points
    return said.ALLOWANCE


def _grant(book: _Book, purse: str, local: datetime, points: int) -> None:
    first = local.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    issued = book.account(AccountKind.ISSUED)
    book.move(
        TransferKind.GRANT, first.astimezone(UTC), {issued: -points, purse: points}, name=purse
    )


def _expire(
    timeline: Timeline, staff: Staff, book: _Book, key_of: Mapping[UUID, str], purses: set[str]
) -> None:
    """What was left of months that are over."""
    for purse in sorted(purses):
        _, person, month = purse.split(":")
        zone = staff.zone(key_of[UUID(person)])
        if month >= timeline.today(zone).isoformat()[:7] or not book.balance(purse):
            continue
        year, number = (int(part) for part in month.split("-"))
        after = datetime(year + number // 12, number % 12 + 1, 1, tzinfo=ZoneInfo(zone))
        left = book.balance(purse)
        book.move(
            TransferKind.EXPIRY,
            timeline.settle(after.astimezone(UTC), None),
            {purse: -left, book.account(AccountKind.EXPIRED): left},
            name=purse,
        )
