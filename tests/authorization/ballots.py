"""A wave to which everybody is invited, and a token that anybody may have signed, as their own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from erm.people.models import Person
from erm.schema.ids import to_global
from tests.authorization.world import Row, World
from tests.engagement.ballots.builders import WAVE_OF_ALL, Token, keys, open_wave, url64


async def fill(world: World) -> None:
    """The wave. It is no row of the table: who reads waves is another matter."""
    everybody = await Person.all()
    _ = await open_wave(everybody, owner=world.cast.hana, key=WAVE_OF_ALL)


def given(world: World) -> Sequence[tuple[str, str, Row | None, dict[str, Any], dict[str, Any]]]:
    """``takeBallot``, by everybody with the same token: what is signed says nothing of who asks."""
    blinded = url64(Token(keys()[0]).blinded)
    return [
        (
            "takeBallot",
            "waveId",
            None,
            {"waveId": to_global("SurveyWave", WAVE_OF_ALL), "blinded": blinded},
            {},
        )
    ]
