"""A ledger in plain Python, to compare the product's with: dictionaries, no database, no shared code.

A history is a list of steps with free numbers in them; whatever they are, each step means something.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from erm.core import clock
from erm.core.errors import DomainError
from erm.core.events import Bus
from erm.core.ids import new_id
from erm.core.work import unit_of_work
from erm.people.models import Person
from erm.recognition.points.checking import ledger_check
from erm.recognition.points.commands import gift, return_gift
from erm.recognition.points.commands.redemptions import (
    cancel_redemption,
    decide_redemption,
    fulfil_redemption,
    redeem_reward,
)
from erm.recognition.points.commands.upkeep import expire_allowances, settle_leavers
from erm.recognition.points.models import PointsAccount, Redemption, Reward
from erm.recognition.points.rules import AccountKind
from tests.cast import Cast
from tests.recognition.points.building import kudos_of, problems, reward, switch_on

ZONES = ("UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Europe/Berlin", "Asia/Kathmandu")
STEPS = (
    "give",
    "return",
    "redeem",
    "decide",
    "fulfil",
    "cancel",
    "wait",
    "expire",
    "move",
    "leave",
)
ALLOWANCE, MAXIMUM, COST, STOCK = 100, 80, 15, 6
BEGINS = datetime(2026, 11, 28, 12, tzinfo=UTC)

Step = tuple[str, int, int, int]


@dataclass
class Gift:
    """One giving, as it should be remembered."""

    giver: int
    shares: dict[int, int]
    at: datetime
    month: str
    kudos: UUID
    returned: bool = False


@dataclass
class Wish:
    """One redemption, as it should be remembered."""

    person: int
    state: str
    id: UUID


@dataclass
class Book:
    """What should be true."""

    joined: dict[int, date]
    moment: datetime = BEGINS
    zones: dict[int, str] = field(default_factory=lambda: defaultdict(lambda: "UTC"))
    left: dict[tuple[int, str], int] = field(default_factory=dict)
    earned: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    issued: int = 0
    expired: int = 0
    redeemed: int = 0
    stock: int = STOCK
    gifts: list[Gift] = field(default_factory=list)
    wishes: list[Wish] = field(default_factory=list)
    gone: set[int] = field(default_factory=set)

    def month(self, person: int) -> str:
        """The month on somebody's wall."""
        return self.moment.astimezone(ZoneInfo(self.zones[person])).strftime("%Y-%m")

    def full(self, person: int, month: str) -> int:
        """What a month is worth to somebody: counted day by day."""
        day, days, there = date.fromisoformat(f"{month}-01"), 0, 0
        while f"{day:%Y-%m}" == month:
            days += 1
            there += day >= self.joined[person]
            day += timedelta(days=1)
        whole, rest = divmod(ALLOWANCE * there, days)
        return whole + (rest > 0)

    def give(self, person: int, shares: dict[int, int], points: int, kudos: UUID) -> str:
        """Points go with kudos; answers the refusal, or nothing."""
        if points < len(shares):
            return "POINTS_TOO_FEW"
        if points > MAXIMUM:
            return "POINTS_TOO_MANY"
        month = self.month(person)
        left = self.left.get((person, month), self.full(person, month))
        if points > left:
            return "POINTS_NOT_ENOUGH"
        if (person, month) not in self.left:
            self.issued += left
        self.left[person, month] = left - points
        for number in range(points):
            one = list(shares)[number % len(shares)]
            shares[one] += 1
            self.earned[one] += 1
        self.gifts.append(Gift(person, shares, self.moment, month, kudos))
        return ""

    def take_back(self, one: Gift) -> str:
        """The kudos are withdrawn."""
        if one.returned or self.moment - one.at > timedelta(days=1):
            return ""
        if any(self.earned[person] < share for person, share in one.shares.items()):
            return "POINTS_SPENT"
        for person, share in one.shares.items():
            self.earned[person] -= share
        if one.month < self.month(one.giver):
            self.expired += sum(one.shares.values())
        else:
            self.left[one.giver, one.month] += sum(one.shares.values())
        one.returned = True
        return ""

    def redeem(self, person: int) -> str:
        """Somebody would like a mug."""
        if not self.stock:
            return "REWARD_OUT_OF_STOCK"
        if self.earned[person] < COST:
            return "POINTS_NOT_ENOUGH"
        self.earned[person] -= COST
        self.redeemed += COST
        self.stock -= 1
        return ""

    def refund(self, wish: Wish, state: str) -> None:
        """It came to nothing."""
        wish.state = state
        self.earned[wish.person] += COST
        self.redeemed -= COST
        self.stock += 1

    def settle(self) -> None:
        """The jobs of the night."""
        for wish in self.wishes:
            if wish.person in self.gone and wish.state == "requested":
                self.refund(wish, "cancelled")
        for person in self.gone:
            self.expired += self.earned.pop(person, 0)
        for (person, month), left in self.left.items():
            if month < self.month(person) or person in self.gone:
                self.expired += left
                self.left[person, month] = 0


async def run(cast: Cast, steps: list[Step]) -> None:
    """Do everything in the product and in the book, and compare after every step."""
    people = [
        await cast.person(f"Person {number}", time_zone="UTC", hired_on=hired)
        for number, hired in enumerate(
            [date(2020, 1, 6), date(2026, 11, 20), date(2026, 12, 5), date(2024, 2, 29)]
        )
    ]
    await switch_on(allowance=ALLOWANCE, gift_maximum=MAXIMUM)
    mug = await reward(cost=COST, stock=STOCK)
    book = Book({number: person.hired_on for number, person in enumerate(people)})  # type: ignore[misc]
    for number, step in enumerate(steps):
        with clock.at(book.moment):
            expected, refused = await _step(cast, people, mug, book, step)
            assert refused == expected, f"{number}: {step}"
            await _compare(cast, people, mug, book, f"after {number}: {step}")


async def _step(
    cast: Cast, people: list[Person], mug: Reward, book: Book, step: Step
) -> tuple[str, str]:
    """What should be refused and what was: nothing where it should be done."""
    kind, first, second, third = step
    number = first % len(people)
    person = people[number]
    actor = cast.actor(person)
    here = [each for each in range(len(people)) if each not in book.gone and each != number]
    if kind == "wait":
        book.moment += timedelta(hours=second % 400)
    elif kind == "expire":
        book.settle()
        await settle_leavers(Bus())
        await expire_allowances(Bus())
    elif kind == "move":
        book.zones[number] = person.time_zone = ZONES[second % len(ZONES)]
        await person.save(update_fields=["time_zone"])
    elif kind == "leave" and len(here) > 2 and number not in book.gone:
        book.gone.add(number)
        await cast.leave(person)
        book.settle()
        await settle_leavers(Bus())
        await expire_allowances(Bus())
    elif kind == "give" and number not in book.gone:
        chosen = here[second % len(here) :][: 1 + third % 3]
        points, kudos = third % 95 - 2, await kudos_of(person)
        expected = book.give(number, dict.fromkeys(chosen, 0), points, kudos)
        receivers = [people[each].id for each in chosen]
        return expected, await _refusal(
            gift(actor, kudos_id=kudos, receiver_ids=receivers, points=points)
        )
    elif kind == "return" and book.gifts:
        one = book.gifts[second % len(book.gifts)]
        if one.giver not in book.gone:
            actor = cast.actor(people[one.giver])
            return book.take_back(one), await _refusal(return_gift(actor, kudos_id=one.kudos))
    elif kind == "redeem" and number not in book.gone:
        key = new_id()
        expected = book.redeem(number)
        refused = await _refusal(redeem_reward(actor, reward_id=mug.id, cost=COST, key=key))
        if not expected and not refused:
            row = await Redemption.get(request_key=key)
            book.wishes.append(Wish(number, "requested", row.id))
        return expected, refused
    elif kind in ("decide", "fulfil", "cancel") and book.wishes:
        return await _settle(cast, people, book, kind, book.wishes[first % len(book.wishes)], third)
    return "", ""


async def _settle(
    cast: Cast, people: list[Person], book: Book, kind: str, wish: Wish, third: int
) -> tuple[str, str]:
    hana = cast.actor(cast.hana)
    given: dict[str, Any] = {
        "redemption_id": wish.id,
        "version": (await Redemption.get(id=wish.id)).version,
    }
    may = {
        "decide": wish.state == "requested",
        "fulfil": wish.state == "approved",
        "cancel": wish.state in ("requested", "approved"),
    }[kind]
    if kind == "decide":
        approve = third % 2 == 0
        if may and approve:
            wish.state = "approved"
        elif may:
            book.refund(wish, "rejected")
        work = decide_redemption(hana, approve=approve, reason="No", **given)
    elif kind == "fulfil":
        wish.state = "fulfilled" if may else wish.state
        work = fulfil_redemption(hana, **given)
    else:
        if may:
            book.refund(wish, "cancelled")
        work = cancel_redemption(hana, **given)
    return "" if may else "REDEMPTION_NOT_OPEN", await _refusal(work)


async def _refusal(work: Any) -> str:
    try:
        async with unit_of_work(Bus()):
            await work
    except DomainError as error:
        return error.code
    return ""


async def _compare(cast: Cast, people: list[Person], mug: Reward, book: Book, when: str) -> None:
    accounts = {row.key: row.balance for row in await PointsAccount.all()}

    def held(kind: AccountKind) -> int:
        return accounts.get(kind.value, 0)

    for number, person in enumerate(people):
        assert accounts.get(f"earned:{person.id}", 0) == book.earned.get(number, 0), when
    assert {key: balance for key, balance in accounts.items() if key.startswith("allowance:")} == {
        f"allowance:{people[number].id}:{month}": left
        for (number, month), left in book.left.items()
    }, when
    assert -held(AccountKind.ISSUED) == book.issued, when
    assert held(AccountKind.EXPIRED) == book.expired, when
    assert held(AccountKind.REDEEMED) == book.redeemed, when
    assert (await Reward.get(id=mug.id)).stock == book.stock, when
    assert await problems() == [], when
    view = await ledger_check(cast.actor(cast.hana))
    assert view is not None
    assert view.balanced, (when, view.problems)
