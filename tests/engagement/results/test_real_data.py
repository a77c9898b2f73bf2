"""The published answers of 2,833 people: our figures equal an independent calculation.

``employee_survey`` of the package ``peopleanalyticsdata`` (MIT). Independent: pandas and statsmodels, and
regressions fitted anew for every set of drivers.
"""

from __future__ import annotations

from importlib.resources import files
from itertools import combinations
from math import factorial, sqrt
from typing import Any
from uuid import UUID, uuid4

import numpy as np
import pandas as pd
import peopleanalyticsdata
import pytest
import statsmodels.api as sm
from statsmodels.stats.proportion import proportion_confint
from statsmodels.stats.weightstats import CompareMeans, DescrStatsW

from erm.engagement.ballots.sheet import Sheet
from erm.engagement.bank.rules import SurveyQuestionKind
from erm.engagement.results import statistics as st
from erm.engagement.results.releasing import Release
from erm.engagement.surveys.questions import Question
from tests.engagement.results.sheets import (
    of_driver,
    of_outcome,
    of_question,
    question,
    release_of,
)

THEMES = ("Ben", "Work", "Man", "Car")
ASKED = 4_000
"""As if so many had been asked, so that the finite-population correction shows."""


def real_table() -> pd.DataFrame:
    """The table as it is published; the package's own reader leaves its file open."""
    with (files(peopleanalyticsdata) / "data" / "employee_survey.csv").open() as file:
        return pd.read_csv(file)


class Real:
    """The table, the questions made of it, and their release."""

    def __init__(self) -> None:
        self.table = real_table()
        self.drivers: dict[str, UUID] = {theme: uuid4() for theme in THEMES}
        self.questions: dict[str, Question] = {
            name: question(
                SurveyQuestionKind.SCALE,
                ends=(1, 4),
                outcome=name == "Happiness",
                driver=self.drivers.get(name.rstrip("0123456789")),
                text=name,
            )
            for name in self.table.columns
        }
        keys = [each.id for each in self.questions.values()]
        sheets = [
            Sheet(0, dict(zip(keys, map(int, row), strict=True)))
            for row in self.table.itertuples(index=False)
        ]
        self.release: Release = release_of(
            list(self.questions.values()), sheets, asked={0: float(ASKED)}
        )

    def places(self, names: list[str]) -> pd.Series[Any]:
        """Each person's mean over some items, 0 to 100."""
        return ((self.table[names] - 1) / 3 * 100).mean(axis=1)

    def items(self, theme: str) -> list[str]:
        """The items of a theme."""
        return [name for name in self.table.columns if name.startswith(theme)]


@pytest.fixture(scope="module")
def real() -> Real:
    return Real()


def factor(n: int) -> float:
    return sqrt((ASKED - n) / (ASKED - 1))


def test_means_and_their_intervals_are_those_of_pandas_and_statsmodels(real: Real) -> None:
    for name, asked in real.questions.items():
        found = of_question(real.release, asked)
        assert found is not None
        values = real.places([name])
        described = DescrStatsW(values)
        half = (described.tconfint_mean()[1] - described.mean) * factor(len(values))
        assert (found.n, found.population) == (2833, ASKED)
        assert found.exact_mean == pytest.approx(values.mean(), abs=1e-9)
        assert found.variance == pytest.approx(values.var(ddof=1), abs=1e-7)
        assert found.mean == round(values.mean(), 1)
        assert found.mean_from == round(values.mean() - half, 1)
        assert found.mean_until == round(values.mean() + half, 1)


def test_favourable_shares_are_wilsons_with_the_effective_number(real: Real) -> None:
    effective = 2833 * (ASKED - 1) / (ASKED - 2833)
    for name, asked in real.questions.items():
        found = of_question(real.release, asked)
        assert found is not None
        share = float((real.table[name] >= 3).mean())
        low, high = proportion_confint(share * effective, effective, method="wilson")
        ours = st.share_interval(np.array([share]), np.array([2833]), np.array([ASKED]))
        assert ours[0][0] == pytest.approx(low, abs=1e-12)
        assert ours[1][0] == pytest.approx(high, abs=1e-12)
        assert found.favourable == round(share, 2)
        assert found.words is not None
        assert found.words.shares is not None
        assert found.words.shares == tuple(
            round(float((real.table[name] == point).mean()), 2) for point in (1, 2, 3, 4)
        )
        assert found.words.unfavourable == round(float((real.table[name] <= 2).mean()), 2)


def test_drivers_and_the_outcome_are_means_of_peoples_means(real: Real) -> None:
    for theme, key in real.drivers.items():
        found = of_driver(real.release, key)
        values = real.places(real.items(theme))
        assert found is not None
        assert found.exact_mean == pytest.approx(values.mean(), abs=1e-9)
        assert found.variance == pytest.approx(values.var(ddof=1), abs=1e-7)
        assert found.favourable == round(float((values >= 200 / 3 - 1e-9).mean()), 2)
    outcome = of_outcome(real.release)
    assert outcome is not None
    assert outcome.exact_mean == pytest.approx(real.places(["Happiness"]).mean(), abs=1e-9)


def test_driver_weights_are_those_of_regressions_in_every_order(real: Real) -> None:
    outcome = real.places(["Happiness"])
    scores = pd.DataFrame({theme: real.places(real.items(theme)) for theme in THEMES})
    explained = {
        chosen: 0.0
        if not chosen
        else float(sm.OLS(outcome, sm.add_constant(scores[list(chosen)])).fit().rsquared)
        for size in range(5)
        for chosen in combinations(THEMES, size)
    }
    shares = {}
    for theme in THEMES:
        others = [each for each in THEMES if each != theme]
        shares[theme] = sum(
            factorial(size)
            * factorial(3 - size)
            / factorial(4)
            * (
                explained[tuple(each for each in THEMES if each in chosen or each == theme)]
                - explained[chosen]
            )
            for size in range(4)
            for chosen in combinations(others, size)
        )
    found = real.release.notes.analysis
    assert found is not None
    assert found.n == 2833
    whole = explained[THEMES]
    assert found.explained[0] == pytest.approx(whole, abs=5.1e-4)
    assert found.explained[1] < whole < found.explained[2]
    for theme, key in real.drivers.items():
        share, low, high = found.weights[key]
        assert share == pytest.approx(shares[theme] / whole, abs=5.1e-4)
        assert low < share < high
    assert sum(share for share, _, _ in found.weights.values()) == pytest.approx(1, abs=0.002)


def test_the_band_of_a_change_is_welchs(real: Real) -> None:
    one, other = real.places(["Work1"])[:400], real.places(["Work1"])[400:700]
    compared = CompareMeans(DescrStatsW(one), DescrStatsW(other))
    low, high = compared.tconfint_diff(usevar="unequal")
    samples = [
        st.Sample(*(np.array([x]) for x in (each.mean(), each.var(ddof=1), len(each), np.inf)))
        for each in (one, other)
    ]
    assert st.band(*samples)[0] == pytest.approx((high - low) / 2, abs=1e-9)
    pooled = sqrt((399 * one.var(ddof=1) + 299 * other.var(ddof=1)) / 698)
    assert st.standardised(*samples)[0] == pytest.approx((one.mean() - other.mean()) / pooled)
