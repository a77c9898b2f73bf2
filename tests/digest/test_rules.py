"""How a digest slows down while it is ignored, and who can have which sections."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from erm.digest.rules import (
    DigestFrequency,
    DigestSection,
    Standing,
    available_sections,
    judged,
    standing_now,
)

DAILY, WEEKLY, MONTHLY, OFF = DigestFrequency
ORDER = list(DigestFrequency)


@pytest.mark.parametrize(
    ("chosen", "ignored", "cadence"),
    [
        *[(DAILY, count, DAILY) for count in range(5)],
        *[(DAILY, count, WEEKLY) for count in range(5, 9)],
        *[(DAILY, count, MONTHLY) for count in (9, 10, 100)],
        *[(WEEKLY, count, WEEKLY) for count in range(4)],
        *[(WEEKLY, count, MONTHLY) for count in (4, 5, 100)],
        *[(MONTHLY, count, MONTHLY) for count in (0, 4, 100)],
    ],
)
def test_how_often_it_comes_after_so_many_in_a_row_were_ignored(
    chosen: DigestFrequency, ignored: int, cadence: DigestFrequency
) -> None:
    standing = judged(Standing(chosen), chosen, answered=None)
    for _ in range(ignored):
        standing = judged(standing, chosen, answered=False)
    assert standing.cadence is cadence


@given(
    st.sampled_from([DAILY, WEEKLY, MONTHLY]),
    st.lists(st.sampled_from([True, False, None])),
)
def test_it_slows_by_one_step_at_a_time_and_an_answer_ends_it(
    chosen: DigestFrequency, answers: list[bool | None]
) -> None:
    standing = Standing(chosen)
    for answered in answers:
        former, standing = standing, judged(standing, chosen, answered=answered)
        if answered is None:
            assert standing == former
        elif answered:
            assert standing == Standing(chosen)
        else:
            assert 0 <= ORDER.index(standing.cadence) - ORDER.index(former.cadence) <= 1
            assert standing.cadence is not OFF


def test_what_is_noted_gives_way_to_a_slower_choice() -> None:
    assert standing_now(WEEKLY, 2, DAILY) == Standing(WEEKLY, 2)
    assert standing_now(WEEKLY, 2, WEEKLY) == Standing(WEEKLY, 2)
    assert standing_now(WEEKLY, 2, MONTHLY) == Standing(MONTHLY)
    assert standing_now(MONTHLY, 2, OFF) == Standing(OFF)


def test_a_team_is_for_managers_and_the_company_for_hr() -> None:
    everybody = [s for s in DigestSection if s not in (DigestSection.TEAM, DigestSection.COMPANY)]
    assert list(available_sections(manages=False, hr=False)) == everybody
    assert set(available_sections(manages=True, hr=False)) == {*everybody, DigestSection.TEAM}
    assert set(available_sections(manages=False, hr=True)) == {*everybody, DigestSection.COMPANY}
    assert available_sections(manages=True, hr=True) == tuple(DigestSection)
