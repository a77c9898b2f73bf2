"""What is encrypted, and what happens when somebody tampers with it or with the keys."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from erm.core import sealing
from erm.core.sealing import SealBroken, seal, unseal
from erm.settings import SettingsError, new_key, read_keys
from tests.conftest import SECRETS

PLACE = {"table": "notes", "column": "sealed"}


@given(st.text(max_size=300))
def test_what_was_sealed_is_read_again_and_looks_different_each_time(text: str) -> None:
    row = uuid4()
    one, other = (seal(text, row_id=row, **PLACE) for _ in range(2))

    assert unseal(one, row_id=row, **PLACE) == unseal(other, row_id=row, **PLACE) == text
    assert one != other
    if len(text) > 3:
        assert text.encode() not in one


def test_a_sealed_text_belongs_to_its_row_column_and_table() -> None:
    row = uuid4()
    data = seal("for nobody else", row_id=row, **PLACE)

    for moved in (
        {**PLACE, "row_id": uuid4()},
        {"table": "other", "column": "sealed", "row_id": row},
        {"table": "notes", "column": "other", "row_id": row},
    ):
        with pytest.raises(SealBroken):
            unseal(data, **moved)  # type: ignore[arg-type]


def test_a_changed_or_cut_text_is_not_opened() -> None:
    row = uuid4()
    data = seal("for nobody else", row_id=row, **PLACE)

    for place in range(len(data)):
        changed = bytearray(data)
        changed[place] ^= 1
        with pytest.raises(SealBroken):
            unseal(bytes(changed), row_id=row, **PLACE)
    for length in range(len(data)):
        with pytest.raises(SealBroken):
            unseal(data[:length], row_id=row, **PLACE)


def test_a_running_process_follows_a_new_key_in_the_file(tmp_path: Path) -> None:
    file = tmp_path / "encryption.keys"
    first, second = new_key(), new_key()
    file.write_text(first + "\n")
    sealing.use_keys(replace(SECRETS, encryption_keys=read_keys(first), encryption_key_file=file))
    row = uuid4()
    old = seal("before", row_id=row, **PLACE)
    draft = tmp_path / "draft"
    draft.write_text(f"{second}\n{first}\n")
    draft.replace(file)

    new = seal("after", row_id=row, **PLACE)

    assert not sealing.is_current(old)
    assert sealing.is_current(new)
    assert unseal(old, row_id=row, **PLACE) == "before"
    assert unseal(new, row_id=row, **PLACE) == "after"


def test_without_the_key_nothing_is_opened() -> None:
    row = uuid4()
    data = seal("for nobody else", row_id=row, **PLACE)
    sealing.use_keys(replace(SECRETS, encryption_keys=read_keys(new_key())))

    with pytest.raises(SealBroken):
        unseal(data, row_id=row, **PLACE)


@pytest.mark.parametrize("text", ["short", "é" * 43, "A" * 44 + "=", "A" * 42])
def test_a_key_that_is_none_is_told_without_showing_it(text: str) -> None:
    with pytest.raises(ValueError, match="key 2 is not 32 bytes") as caught:
        read_keys(f"{new_key()},{text}")

    assert text not in str(caught.value)


def test_damaged_key_files_stop_the_start(tmp_path: Path) -> None:
    from erm.settings import Settings

    (tmp_path / "encryption.keys").write_text("\n")

    with pytest.raises(SettingsError, match=r"encryption\.keys: it is empty"):
        Settings.from_environment({"ERM_VAR": str(tmp_path)})
