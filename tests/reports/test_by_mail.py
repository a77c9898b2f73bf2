"""Reports by mail: whose they are, when they come, what is in them, and when they end."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes, policy
from typing import Any

import pytest

from erm.access.models import RoleGrant
from erm.audit.models import AuditEntry
from erm.core import clock
from erm.core.events import Bus
from erm.mail.message import Envelope, assemble
from erm.mail.models import Mail
from erm.mail.writing import attachment_of
from erm.people.models import Person
from erm.reports.mailing import mail_due_reports
from erm.reports.models import PeopleReportAccess, ReportSchedule
from erm.reports.rules import (
    PeopleReportKind,
    ReportAsOf,
    ReportBy,
    ReportEvery,
    ReportFormat,
    next_day,
)
from erm.settings import Settings
from tests.cast import Cast
from tests.conftest import Api

SAVE = """mutation($input: SaveReportScheduleInput!) { saveReportSchedule(input: $input) {
  ... on SaveReportScheduleSuccess { schedule { id kind by asOf format every nextOn lastOn version } }
  ... on Refusal { code kind } } }"""
END = """mutation($input: EndReportScheduleInput!) { endReportSchedule(input: $input) {
  ... on EndReportScheduleSuccess { endedId } ... on Refusal { code kind } } }"""
LIST = "{ reportSchedules { id nextOn } }"
WHAT = {"kind": "DIRECTORY", "by": "LEVEL", "asOf": "THEN", "format": "PDF", "every": "MONTHLY"}
MORNING = datetime(2026, 12, 1, 8, tzinfo=UTC)
"""Eight in London, nine in Berlin."""


@pytest.mark.parametrize(
    ("every", "day", "wanted"),
    [
        (ReportEvery.WEEKLY, date(2026, 11, 22), date(2026, 11, 23)),
        (ReportEvery.WEEKLY, date(2026, 11, 23), date(2026, 11, 30)),
        (ReportEvery.MONTHLY, date(2026, 12, 1), date(2027, 1, 1)),
        (ReportEvery.MONTHLY, date(2026, 1, 31), date(2026, 2, 1)),
        (ReportEvery.QUARTERLY, date(2026, 11, 22), date(2027, 1, 1)),
        (ReportEvery.QUARTERLY, date(2026, 1, 1), date(2026, 4, 1)),
    ],
)
def test_the_day_on_which_it_comes_next(every: ReportEvery, day: date, wanted: date) -> None:
    assert next_day(every, day) == wanted


async def schedule(owner: Person, **values: Any) -> ReportSchedule:
    columns: dict[str, Any] = {
        "owner_id": owner.id,
        "kind": PeopleReportKind.DIRECTORY,
        "by": ReportBy.DEPARTMENT,
        "as_of": ReportAsOf.NOW,
        "format": ReportFormat.PDF,
        "every": ReportEvery.MONTHLY,
        "next_on": date(2026, 12, 1),
        "created_at": MORNING,
    }
    return await ReportSchedule.create(**columns | values)


async def mail_at(moment: datetime, settings: Settings) -> int:
    with clock.at(moment):
        return await mail_due_reports(settings, Bus(), asyncio.Event())


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_hr_has_reports_mailed_changes_and_ends_them(
    api: Callable[..., Api], cast: Cast
) -> None:
    for other in (cast.mo, cast.ada, cast.ann):
        answer = await api(other).run(SAVE, {"input": WHAT})
        assert answer["saveReportSchedule"]["code"] == "REPORTS_ARE_FOR_HR"
    assert not await ReportSchedule.all().exists()
    made = (await api(cast.hana).run(SAVE, {"input": WHAT}))["saveReportSchedule"]["schedule"]
    assert {key: made[key] for key in WHAT} == WHAT
    assert made["nextOn"].endswith("-01")
    assert await api(cast.hana).run(LIST) == {
        "reportSchedules": [{"id": made["id"], "nextOn": made["nextOn"]}]
    }
    assert await api(cast.ada).run(LIST) == {"reportSchedules": []}
    change = {**WHAT, "scheduleId": made["id"], "every": "WEEKLY", "version": 1}
    changed = (await api(cast.hana).run(SAVE, {"input": change}))["saveReportSchedule"]["schedule"]
    assert (changed["every"], changed["version"]) == ("WEEKLY", 2)
    again = (await api(cast.hana).run(SAVE, {"input": change}))["saveReportSchedule"]
    assert again == {"code": "STALE_VERSION", "kind": "CONFLICT"}
    ended = {"scheduleId": made["id"], "version": 2}
    for other in (cast.mo, cast.ada):
        answer = await api(other).run(END, {"input": ended})
        assert answer["endReportSchedule"]["code"] == "REPORT_SCHEDULE_NOT_FOUND"
    assert await ReportSchedule.filter(ended_at__isnull=True).count() == 1
    assert await api(cast.hana).run(END, {"input": ended}) == {
        "endReportSchedule": {"endedId": made["id"]}
    }
    assert await api(cast.hana).run(LIST) == {"reportSchedules": []}
    acts = await AuditEntry.all().order_by("number")
    assert [entry.action for entry in acts] == ["report_schedule.saved"] * 2 + [
        "report_schedule.ended"
    ]


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_nobody_has_more_than_twenty(api: Callable[..., Api], cast: Cast) -> None:
    for _ in range(20):
        _ = await schedule(cast.hana)
    answer = await api(cast.hana).run(SAVE, {"input": WHAT})
    assert answer["saveReportSchedule"]["code"] == "TOO_MANY_REPORT_SCHEDULES"
    assert await ReportSchedule.all().count() == 20


async def test_a_report_comes_once_in_the_morning_of_its_day_attached_and_put_down(
    cast: Cast, settings: Settings
) -> None:
    await Person.filter(id=cast.hana.id).update(time_zone="America/New_York")
    row = await schedule(cast.hana)
    # Three o'clock at night in New York.
    assert await mail_at(MORNING, settings) == 0
    assert await mail_at(MORNING + timedelta(hours=5), settings) == 1
    assert await mail_at(MORNING + timedelta(hours=6), settings) == 0
    (mail,) = await Mail.filter(kind="people_report")
    assert (mail.recipient_id, mail.to_address) == (cast.hana.id, cast.hana.work_email)
    assert mail.attachment_name == "report-directory-by-department-2026-12-01.pdf"
    assert mail.attachment_type == "application/pdf"
    assert mail.attachment is not None
    assert bytes(mail.attachment).startswith(b"%PDF")
    # No figure in the mail itself, and nobody's name but the reader's.
    assert "%" not in mail.text.replace("https://", "")
    assert "/reports/people" in mail.text
    assert await PeopleReportAccess.all().values_list("person_id", "kind", "act") == [
        (cast.hana.id, PeopleReportKind.DIRECTORY, "mailed")
    ]
    await row.refresh_from_db()
    assert (row.next_on, row.last_on, row.version) == (date(2027, 1, 1), date(2026, 12, 1), 2)


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
@pytest.mark.parametrize("gone", ["left", "not HR any more"])
async def test_whoever_may_not_pull_reports_any_more_gets_none(
    cast: Cast, settings: Settings, gone: str
) -> None:
    row = await schedule(cast.hana)
    if gone == "left":
        await Person.filter(id=cast.hana.id).update(left_on=date(2026, 11, 30))
    else:
        await RoleGrant.filter(person_id=cast.hana.id).delete()
    assert await mail_at(MORNING, settings) == 0
    await row.refresh_from_db()
    assert row.ended_at is not None
    assert not await Mail.all().exists()
    assert not await PeopleReportAccess.all().exists()


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_a_report_that_was_missed_for_long_comes_once_and_two_workers_send_one(
    cast: Cast, settings: Settings
) -> None:
    for form in ReportFormat:
        _ = await schedule(
            cast.hana, next_on=date(2026, 8, 1), format=form, every=ReportEvery.WEEKLY
        )
    sent = await asyncio.gather(mail_at(MORNING, settings), mail_at(MORNING, settings))
    assert sum(sent) == 3
    assert await Mail.all().count() == 3
    assert await ReportSchedule.all().values_list("next_on", flat=True) == [date(2026, 12, 7)] * 3


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
async def test_the_file_arrives_as_it_was_and_is_not_kept_once_it_has_gone(
    cast: Cast, settings: Settings
) -> None:
    _ = await schedule(cast.hana, format=ReportFormat.XLSX)
    await mail_at(MORNING, settings)
    mail = await Mail.get(kind="people_report")
    kept = attachment_of(mail)
    assert kept is not None
    raw = assemble(
        Envelope(
            message_id=f"<{mail.id}@erm.test>",
            sender=settings.mail_from,
            to_address=mail.to_address,
            to_name=mail.to_name,
            subject=mail.subject,
            text=mail.text,
            html=mail.html,
            date=mail.created_at,
            attachment=kept,
        )
    )
    message = message_from_bytes(raw, policy=policy.default)
    assert message.get_content_type() == "multipart/mixed"
    (file,) = message.iter_attachments()
    assert (file.get_filename(), file.get_content()) == (kept.name, kept.content)
    body = message.get_body(("plain",))
    assert body is not None
    assert "ledger of reports" in " ".join(body.get_content().split())
