"""Every table of mail, digest and notifications has a written rule for how long its rows stay."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from tortoise.models import Model

from erm.digest import models as digest
from erm.digest import retention as digests
from erm.jobs.table import JOBS
from erm.mail import arrivals
from erm.mail import models as mail
from erm.mail import rules as mails
from erm.notifications import models as notifications
from erm.notifications import rules as told

PAGE = Path(__file__).resolve().parents[2] / "docs" / "domains" / "retention.md"
TABLES = {
    str(model._meta.db_table)
    for module in (mail, digest, notifications)
    for model in vars(module).values()
    if isinstance(model, type) and issubclass(model, Model) and model.__module__ == module.__name__
}
RULES = {
    cells[0].strip("` "): (cells[1], cells[2])
    for line in PAGE.read_text().splitlines()
    if line.startswith("| `")
    for cells in [line.strip("|").split("|")]
}


def test_every_table_has_its_line_and_no_other() -> None:
    assert len(TABLES) >= 16
    assert set(RULES) == TABLES


@pytest.mark.parametrize("table", sorted(TABLES))
def test_what_is_said_to_delete_is_a_job(table: str) -> None:
    _, by = RULES[table]
    assert set(re.findall(r"`(\w+)`", by)) <= {job.name for job in JOBS}


@pytest.mark.parametrize(
    ("table", "kept"),
    [
        ("mail", mails.KEPT_FOR),
        ("mail", mails.TEXT_OF_PARKED_KEPT_FOR),
        ("inbound_mail", arrivals.KEPT_FOR),
        ("digest_issue", digests.KEPT_FOR),
        ("notification", told.KEPT_FOR),
        ("notification_dispatch", told.DISPATCHED_KEPT_FOR),
    ],
)
def test_the_times_are_those_of_the_rules(table: str, kept: timedelta) -> None:
    assert f"{kept.days} days" in RULES[table][0]
