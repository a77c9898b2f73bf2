"""Nobody learns from an answer, or from how long it takes, whether an account exists.

Known and unknown are asked in turn, so that what else the machine does falls on both; then the
Mann-Whitney test tells whether one is quicker. By chance one of a hundred honest rounds seems to
differ by more than the bound, so a difference counts when it shows in each of three rounds.
"""

from __future__ import annotations

import math
import statistics
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from erm.access import passwords
from erm.access.passwords import warm
from erm.core import clock
from erm.core.events import Bus
from tests.access.test_sign_in import SIGN_IN, give_password
from tests.access.test_sign_in_link import ASK
from tests.cast import Cast

P_VALUE = 0.01
GAP = 0.05
ROUNDS = 3
Ask = Callable[[str], Awaitable[str]]


def mann_whitney(first: list[float], second: list[float]) -> float:
    """The two-sided p-value, by the normal approximation: good from twenty of each on."""
    ranks: dict[float, list[int]] = {}
    for rank, value in enumerate(sorted(first + second), 1):
        ranks.setdefault(value, []).append(rank)
    mean_rank = {value: statistics.fmean(places) for value, places in ranks.items()}
    n, m = len(first), len(second)
    u = sum(mean_rank[value] for value in first) - n * (n + 1) / 2
    ties = sum(len(p) ** 3 - len(p) for p in ranks.values())
    spread = math.sqrt(n * m / 12 * ((n + m + 1) - ties / ((n + m) * (n + m - 1))))
    z = (abs(u - n * m / 2) - 0.5) / spread
    return math.erfc(max(z, 0.0) / math.sqrt(2))


def test_the_statistic_finds_a_difference_and_only_a_difference() -> None:
    even, odd = [float(n) for n in range(0, 120, 2)], [float(n) for n in range(1, 121, 2)]
    assert mann_whitney(even, odd) > 0.5
    assert mann_whitney(even, [value + 40 for value in odd]) < 0.001
    assert mann_whitney(even, even) == pytest.approx(1.0, abs=0.01)


async def seems_different(ask: Ask, known: str, unknown: str, count: int) -> tuple[bool, str]:
    """Ask each ``count`` times in turn; whether one is quicker, and the figures."""
    times: dict[str, list[float]] = {known: [], unknown: []}
    bodies: set[str] = set()
    for _ in range(count):
        for name in (known, unknown):
            started = time.perf_counter()
            bodies.add(await ask(name))
            times[name].append(time.perf_counter() - started)
    assert len(bodies) == 1, bodies
    p = mann_whitney(times[known], times[unknown])
    slow, quick = (statistics.median(times[name]) for name in (known, unknown))
    gap = abs(slow - quick) / slow
    figures = f"p = {p:.3f}, medians {slow * 1000:.2f} and {quick * 1000:.2f} ms, gap {gap:.1%}"
    return p <= P_VALUE and gap >= GAP, figures


async def differs(ask: Ask, known: str, unknown: str, count: int) -> bool:
    for _ in range(ROUNDS):
        seems, figures = await seems_different(ask, known, unknown, count)
        print(f"\n{count} and {count} of {known} and {unknown}: {figures}")
        if not seems:
            return False
    return True


@pytest.fixture
def asks(api) -> dict[str, Ask]:
    """The two questions that a stranger may ask about an account, each at a time of its own."""
    browser = api(None)
    minutes = iter(range(10_000))

    async def post(query: str, variables: dict[str, str]) -> str:
        # So far apart that no rate limit answers instead.
        with clock.at(clock.now() + timedelta(minutes=11 * next(minutes))):
            response = await browser.post(query, variables)
        assert response.status_code == 200
        assert "set-cookie" not in response.headers
        return str(response.text)

    return {
        "password": lambda email: post(SIGN_IN, {"email": email, "password": "not this one"}),
        "link": lambda email: post(ASK, {"email": email}),
    }


async def same_for(asks: dict[str, Ask], question: str, count: int) -> None:
    for known, unknown in (
        ("ann@erm.test", "nobody@erm.test"),
        ("ann@erm.test", "dee@erm.test"),
        ("ann@erm.test", "bo@erm.test"),
    ):
        await asks[question](known)
        assert not await differs(asks[question], known, unknown, count)


@pytest.mark.parametrize("question", ["password", "link"])
async def test_asking_takes_as_long_whoever_is_asked_for_in_short(
    cast: Cast, bus: Bus, asks: dict[str, Ask], question: str
) -> None:
    await give_password(bus, cast.ann, cast.dee)
    warm()
    await same_for(asks, question, 20)


@pytest.mark.soak
@pytest.mark.parametrize("question", ["password", "link"])
async def test_asking_takes_as_long_whoever_is_asked_for(
    cast: Cast, bus: Bus, asks: dict[str, Ask], question: str
) -> None:
    await give_password(bus, cast.ann, cast.dee)
    warm()
    await same_for(asks, question, 60)


async def test_this_measurement_would_find_an_account_that_is_told_apart(
    cast: Cast, bus: Bus, asks: dict[str, Ask], monkeypatch: pytest.MonkeyPatch
) -> None:
    await give_password(bus, cast.ann)
    original = passwords.verify_password

    async def careless(password: str, stored: str | None) -> tuple[bool, str | None]:
        return (False, None) if stored is None else await original(password, stored)

    monkeypatch.setattr("erm.access.commands.sign_in.verify_password", careless)
    assert await differs(asks["password"], "ann@erm.test", "nobody@erm.test", 20)
