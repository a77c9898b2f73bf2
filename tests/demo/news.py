"""What is to hold of the demo company's mail, digests and notifications."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import datetime

from erm.core import clock
from erm.core.events import Bus
from erm.core.language import say
from erm.demo.news import mail_of_surveys
from erm.digest.issuing import issue_due
from erm.digest.models import DigestIssue, DigestSchedule
from erm.digest.rules import DigestFrequency
from erm.mail.models import InboundMail, Mail, MailAttempt, MailBlock
from erm.mail.rules import (
    InboundOutcome,
    MailState,
    Stage,
    Transport,
    Verdict,
    classify,
    is_dead_address,
)
from erm.notifications.models import Dispatch, Notification
from erm.notifications.rules import DispatchState
from erm.people.models import Person
from erm.settings import Settings


async def check_news(now: datetime, settings: Settings) -> None:
    """Raises ``AssertionError`` where it does not hold."""
    await _check_times(now)
    await _check_digests(now, settings)
    await _check_log()
    kinds: Counter[str] = Counter(await Notification.all().values_list("kind", flat=True))
    assert len(kinds) >= 18, kinds
    unseen = 0
    for given_name in ("Sofia", "Theo", "Елена", "Hannah", "Tomás"):
        person = await Person.get(given_name=given_name)
        mine = Notification.filter(recipient_id=person.id)
        assert await mine.filter(seen_at__isnull=False).count() > 3, given_name
        unseen += await mine.filter(seen_at__isnull=True).count()
    assert unseen > 5


async def _check_times(now: datetime) -> None:
    """Nothing is ahead of now, and a row's id says when it came into being."""
    for model in (Mail, DigestIssue):
        for row in await model.all():
            assert (row.id.int >> 80) == int(row.created_at.timestamp() * 1000), row
    for rows in (Mail, DigestIssue, Notification):
        assert not await rows.filter(created_at__gt=now).exists(), rows
    assert not await Mail.filter(sent_at__gt=now).exists()
    assert not await MailAttempt.filter(at__gt=now).exists()
    assert not await Notification.filter(seen_at__gt=now).exists()


async def _check_digests(now: datetime, settings: Settings) -> None:
    digests = await Mail.filter(kind="digest", transport=Transport.LOCAL).order_by("id")
    assert {mail.language for mail in digests} == {"en", "ru"}
    assert all(mail.text and mail.html and mail.unsubscribe_url for mail in digests)
    slowed = [
        mail
        for mail in digests
        for cadence in (DigestFrequency.WEEKLY, DigestFrequency.MONTHLY)
        if say(mail.language, f"digest.slowed.{cadence}") in mail.text
    ]
    assert slowed
    assert await DigestSchedule.filter(cadence=DigestFrequency.MONTHLY).exists()
    told = await Mail.filter(kind="digest", transport=Transport.SMTP)
    assert len(told) > 100
    # The jobs of the worker find everything done: nobody gets anything twice.
    with clock.at(now):
        before = await Mail.all().count()
        assert await issue_due(settings, Bus(), asyncio.Event()) == 0
        await mail_of_surveys(now, settings)(now)
        assert await Mail.all().count() == before
        present = await Person.filter(left_on__isnull=True).count()
        assert await DigestSchedule.all().count() == present


async def _check_log() -> None:
    """What a server took left no text; what it refused has its answer, and a dead address is blocked."""
    tries: dict[object, list[MailAttempt]] = {}
    for row in await MailAttempt.all().order_by("at"):
        tries.setdefault(row.mail_id, []).append(row)
    for mail in await Mail.all():
        mine = tries.get(mail.id, [])
        if mail.transport is Transport.LOCAL or mail.state is MailState.QUEUED:
            assert not mine
            continue
        if mail.state is MailState.SENT:
            assert (mail.text, mail.html) == ("", None)
            assert mine[-1].taken
            assert mail.answer == f"{mine[-1].code} {mine[-1].answer}"
        assert len(mine) == mail.attempts or mail.state is MailState.CANCELLED
        for row in mine:
            if not row.taken:
                wanted = Verdict.PERMANENT if row is mine[-1] else Verdict.TEMPORARY
                assert classify(Stage(row.stage), row.code) is wanted
    parked = await Mail.filter(state=MailState.PARKED)
    assert len(parked) == 2
    assert all(mail.text and mail.last_error for mail in parked)
    (dead,) = [
        mail
        for mail in parked
        if is_dead_address(Stage.RCPT, tries[mail.id][-1].code, tries[mail.id][-1].answer)
    ]
    block = await MailBlock.get()
    assert (block.address, block.mail_id) == (dead.to_address, dead.id)
    assert await Mail.filter(bounced_at__isnull=False).count() == 1
    outcomes = set(await InboundMail.all().values_list("outcome", flat=True))
    assert outcomes == {InboundOutcome.ANSWERED, InboundOutcome.BOUNCE}
    # Of those weeks nothing waits any more to be told.
    waiting = await Dispatch.filter(state=DispatchState.WAITING).order_by("created_at").first()
    first = await Mail.filter(transport=Transport.LOCAL).order_by("id").first()
    assert first is not None
    assert waiting is None or waiting.created_at > first.created_at
