"""A digest that says that there is nothing to say, and one that comes for the birthdays of others."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from erm.core import clock
from erm.digest.issuing import issue_due, plan_due, preview
from erm.digest.models import DigestIssue
from erm.digest.rules import IssueState
from erm.mail.models import Mail
from erm.people.models import Person
from erm.settings import Settings
from tests.cast import Cast
from tests.digest.week import BUS, MONDAY


@pytest.mark.usefixtures("db")
async def test_whom_nothing_needs_gets_none_and_no_second_look(
    cast: Cast, settings: Settings
) -> None:
    await Person.filter(created_at__isnull=False).update(created_at=MONDAY - timedelta(days=90))
    with clock.at(MONDAY - timedelta(days=1)):
        await plan_due(BUS, asyncio.Event())
    with clock.at(MONDAY + timedelta(hours=12)):
        assert await issue_due(settings, BUS, asyncio.Event()) == 0
        for person in cast.people:
            assert await preview(settings, person.id) is None
    assert not await Mail.filter(kind="digest").exists()
    assert set(await DigestIssue.all().values_list("state", flat=True)) <= {IssueState.SKIPPED}
