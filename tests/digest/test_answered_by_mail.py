"""Who answers from their mail uses erm, though they are not signed in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from erm.core.clock import now, today
from erm.core.ids import new_id
from erm.digest.models import DigestIssue, DigestSchedule
from erm.digest.rules import DigestFrequency, IssueState
from erm.mail.acting import MailAct, act_token
from erm.people.models import Person
from erm.settings import Settings
from tests.cast import Cast
from tests.feedback import rows
from tests.inbound.desk import genuine, mail_to, office

DO = """mutation($token: String!) { performMailAct(input: {token: $token}) {
  ... on PerformMailActSuccess { act { done } } ... on Refusal { code } } }"""


@pytest.fixture
async def issue(cast: Cast) -> DigestIssue:
    """Ann was sent a digest last week, monthly by now."""
    row = DigestIssue(
        id=new_id(),
        person_id=cast.ann.id,
        period="2026-W40",
        state=IssueState.QUEUED,
        mail_id=new_id(),
        created_at=now() - timedelta(days=7),
    )
    await row.save(force_create=True)
    _ = await DigestSchedule.create(
        person_id=cast.ann.id,
        next_at=now() + timedelta(days=21),
        zone=cast.ann.time_zone,
        cadence=DigestFrequency.MONTHLY,
        last_issue_id=row.id,
    )
    return row


async def check(person: Person, issue: DigestIssue) -> None:
    row = await DigestSchedule.get(person_id=person.id)
    assert row.cadence is DigestFrequency.WEEKLY
    assert row.next_at is not None
    assert row.next_at < now() + timedelta(days=8)
    await issue.refresh_from_db()
    assert issue.answered_at is not None


async def test_a_click_on_what_a_mail_prepared(
    cast: Cast, api: Callable[..., Any], settings: Settings, issue: DigestIssue
) -> None:
    note = await rows.note(cast.bo, cast.ann)
    until = today() + timedelta(days=3)
    token = act_token(cast.ann.id, MailAct.THANK_FOR_FEEDBACK, note.id, until, settings.secret_key)
    answer = await api(None).run(DO, {"token": token})
    assert answer["performMailAct"] == {"act": {"done": True}}
    await check(cast.ann, issue)


async def test_a_reply(cast: Cast, settings: Settings, issue: DigestIssue) -> None:
    request = await rows.request(cast.bo, cast.ann)
    mail = await mail_to(cast.ann, ("FeedbackRequest", request.id))
    desk = office(settings)
    to = desk.reply_to(mail)
    assert await desk.hand_in(to, genuine(to)) == "250 2.0.0"
    await check(cast.ann, issue)
