"""A link that prepares an act stands for that act alone, as long as it is valid."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from erm.mail.acting import MailAct, PreparedAct, act_token, read_act_token

SECRET = "a-secret-key-of-at-least-thirty-two-characters"
ANN, THING, UNTIL = UUID(int=1), UUID(int=2), date(2026, 12, 6)


@given(
    st.uuids(), st.sampled_from(MailAct), st.uuids(), st.dates(date(2026, 1, 2), date(2090, 1, 1))
)
def test_a_token_is_read_as_what_was_signed(
    person: UUID, act: MailAct, thing: UUID, until: date
) -> None:
    token = act_token(person, act, thing, until, SECRET)
    assert token.isascii()
    assert len(token) == 68
    before = until - timedelta(days=1)
    assert read_act_token(token, SECRET, before) == PreparedAct(act, person, thing, until)
    assert read_act_token(token, SECRET, until) is None
    assert read_act_token(token, SECRET + "2", before) is None


@pytest.mark.parametrize("place", range(68))
def test_no_letter_of_it_can_be_another(place: int) -> None:
    token = act_token(ANN, MailAct.KEEP_PROMISE, THING, UNTIL, SECRET)
    for letter in "AQgw_-":
        other = token[:place] + letter + token[place + 1 :]
        if other != token:
            assert read_act_token(other, SECRET, date(2026, 12, 1)) is None


@pytest.mark.parametrize("token", ["", "x", "é" * 68, "A" * 68, "=" * 68, "A" * 10_000])
def test_what_was_not_signed_here_is_nothing(token: str) -> None:
    assert read_act_token(token, SECRET, date(2026, 12, 1)) is None
