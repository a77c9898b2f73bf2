"""In other products whoever runs a survey lowers the smallest group once answers are there.

Here the promise is frozen at the launch: no command changes it, the database refuses to, and its hash
would tell.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from asyncpg.exceptions import RaiseError
from tortoise.exceptions import IntegrityError, OperationalError

from erm.core.clock import today
from erm.core.errors import DomainError
from erm.core.events import Bus
from erm.core.work import unit_of_work
from erm.engagement.surveys.commands import save_survey
from erm.engagement.surveys.models import Survey
from erm.engagement.surveys.promise import promise_hash
from tests.cast import Cast
from tests.engagement.making import bank, draft, launched


async def test_what_was_promised_stands(cast: Cast) -> None:
    await bank()
    hana = cast.actor(cast.hana)
    wanted = draft(score_group=8, word_group=20, starts_on=today())
    survey = await launched(hana, wanted)
    assert survey.promise.hash == promise_hash(survey.promise.to_json())

    with pytest.raises(DomainError) as refused:
        async with unit_of_work(Bus()):
            await save_survey(
                hana,
                replace(wanted, score_group=5, word_group=10),
                survey_id=survey.id,
                version=survey.version,
            )
    assert refused.value.code == "SURVEY_NOT_DRAFT"
    for change in (
        {"score_group": 5},
        {"word_group": 10},
        {"segments": ["department", "location"]},
        {"readers": "everyone"},
        {"keep_days": 90},
        {"promise_hash": "0" * 64},
    ):
        with pytest.raises((OperationalError, IntegrityError, RaiseError)):
            async with unit_of_work(Bus()):
                await Survey.filter(id=survey.id).update(**change)
    row = await Survey.get(id=survey.id)
    assert (row.score_group, row.word_group, row.segments) == (8, 20, ["department"])
    assert promise_hash(row.promise) == row.promise_hash


@pytest.mark.parametrize(
    "change",
    [{"score_group": 4}, {"word_group": 9}, {"score_group": 12, "word_group": 11}],
)
async def test_no_survey_asks_for_less_than_is_promised_to_all(
    cast: Cast, change: dict[str, int]
) -> None:
    with pytest.raises(DomainError) as refused:
        async with unit_of_work(Bus()):
            await save_survey(cast.actor(cast.hana), draft((), **change))
    assert refused.value.code == "SURVEY_GROUPS_OUT_OF_RANGE"
    assert not await Survey.exists()
