"""Waves are opened with one pair of keys: making one takes long."""

from __future__ import annotations

import pytest

from erm.engagement.waves import opening
from tests.engagement import making


@pytest.fixture(autouse=True)
def _one_pair_of_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "make_key", making.keys)
