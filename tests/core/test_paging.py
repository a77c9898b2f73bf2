"""Pages neither skip nor repeat a row, and a bad cursor is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from erm.core.errors import InvalidInput
from erm.core.paging import PageRequest, decode_cursor, encode_cursor, page_of_list


@given(st.integers(0, 60), st.integers(1, 25))
def test_walking_all_pages_gives_every_row_once(count: int, first: int) -> None:
    rows = list(range(count))
    seen: list[int] = []
    after: str | None = None
    while True:
        page = page_of_list(rows, PageRequest.of(first, after), lambda row: (row,))
        assert page.total == count
        assert page.has_previous == (after is not None)
        seen.extend(page.items)
        if not page.has_next:
            break
        after = page.cursors[-1]
    assert seen == rows


@pytest.mark.parametrize("first", [0, -1, 101, 10**9])
def test_a_page_size_out_of_range_is_refused(first: int) -> None:
    with pytest.raises(InvalidInput) as refusal:
        PageRequest.of(first)
    assert (refusal.value.code, refusal.value.field) == ("PAGE_SIZE_OUT_OF_RANGE", "first")


@given(st.text(max_size=60))
def test_any_other_text_is_refused_or_is_a_plain_key(text: str) -> None:
    key: tuple[object, ...] = ()
    code = "CURSOR_INVALID"
    try:
        key = decode_cursor(text)
    except InvalidInput as refusal:
        code = refusal.code
    assert code == "CURSOR_INVALID"
    assert all(isinstance(part, str | int | float) for part in key)


def test_a_cursor_returns_its_key() -> None:
    assert decode_cursor(encode_cursor(("é", 3))) == ("é", 3)
