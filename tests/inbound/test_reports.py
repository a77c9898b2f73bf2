"""Mail that came back: what stops mail to an address, who hears of it, and what changes nothing."""

from __future__ import annotations

from uuid import UUID

import pytest

from erm.core.events import Bus
from erm.core.work import unit_of_work
from erm.mail.commands import queue_mail
from erm.mail.models import InboundMail, Mail, MailBlock
from erm.mail.rules import BlockReason, InboundOutcome, MailState
from erm.notifications.models import Notification
from erm.notifications.rules import NotificationKind
from erm.settings import Settings
from tests.cast import Cast
from tests.inbound.desk import Office, mail_to, office
from tests.mail.bounces.corpus import BOUNCE, CORPUS, arf, dsn, prose

TAKEN = "250 2.0.0"


@pytest.fixture
def desk(settings: Settings) -> Office:
    return office(settings)


def report(name: str) -> bytes:
    return next(case.raw for case in CORPUS if case.name == name)


async def bounced(mail: UUID) -> bool:
    return (await Mail.get(id=mail)).bounced_at is not None


async def test_a_mailbox_that_is_not_there_gets_no_more_mail(cast: Cast, desk: Office) -> None:
    mail = await mail_to(cast.ann)
    to = desk.returns_to(mail)
    assert await desk.hand_in(to, report("postfix user unknown"), sender="") == TAKEN
    assert await bounced(mail)
    block = await MailBlock.get()
    assert (block.address, block.reason) == ("ann@erm.test", BlockReason.HARD_BOUNCE)
    assert (block.person_id, block.mail_id) == (cast.ann.id, mail)
    assert "User unknown" in block.diagnostic
    row = await InboundMail.get()
    assert (row.outcome, row.code) == (InboundOutcome.BOUNCE, "5.1.1")
    async with unit_of_work(Bus()):
        later = await queue_mail(
            dedupe_key="later",
            kind="test",
            recipient_id=cast.ann.id,
            to_address="Ann@erm.test",
            to_name="Ann",
            language="en",
            subject="Later",
            text="x",
            html=None,
        )
    assert (await Mail.get(id=later)).state is MailState.CANCELLED


async def test_administrators_hear_of_it_once(cast: Cast, desk: Office) -> None:
    for _ in range(2):
        mail = await mail_to(cast.ann)
        to = desk.returns_to(mail)
        for _ in range(2):
            await desk.hand_in(to, report("exchange user unknown"), sender="")
    told = await Notification.filter(kind=NotificationKind.MAIL_BOUNCED)
    assert [row.recipient_id for row in told] == [cast.ada.id]


@pytest.mark.parametrize(
    "name",
    ["postfix mailbox full", "exchange policy", "postfix expired", "a server without a status"],
)
async def test_what_is_not_the_fault_of_the_address_only_marks_the_mail(
    cast: Cast, desk: Office, name: str
) -> None:
    mail = await mail_to(cast.ann)
    assert await desk.hand_in(desk.returns_to(mail), report(name), sender="") == TAKEN
    assert await bounced(mail)
    assert await MailBlock.all().count() == 0


@pytest.mark.parametrize("name", ["postfix delayed", "gmail delayed", "exchange delivered"])
async def test_a_delay_changes_nothing(cast: Cast, desk: Office, name: str) -> None:
    mail = await mail_to(cast.ann)
    assert await desk.hand_in(desk.returns_to(mail), report(name), sender="") == TAKEN
    assert not await bounced(mail)
    assert await MailBlock.all().count() == 0


async def test_an_answering_machine_does_not_stop_mail(cast: Cast, desk: Office) -> None:
    mail = await mail_to(cast.ann)
    to = desk.returns_to(mail)
    for name in ("an answering machine", "an answering machine that says nothing of itself"):
        assert await desk.hand_in(to, report(name), sender="") == TAKEN
    assert not await bounced(mail)
    assert await MailBlock.all().count() == 0


async def test_a_person_who_writes_to_where_mail_comes_back_is_told(
    cast: Cast, desk: Office
) -> None:
    mail = await mail_to(cast.ann)
    assert await desk.hand_in(desk.returns_to(mail), report("a person")) == "550 5.7.1"
    assert await InboundMail.all().count() == 0


async def test_a_report_for_an_address_that_was_not_made_here_is_refused(
    cast: Cast, desk: Office
) -> None:
    mail = await mail_to(cast.ann)
    forged = desk.returns_to(mail)[:-20] + "aaaaaaaa@in.erm.test"
    assert await desk.hand_in(forged, report("postfix user unknown"), sender="") == "550 5.1.1"
    reply = desk.reply_to(mail)
    assert await desk.hand_in(reply, report("postfix user unknown"), sender="") == TAKEN
    assert await MailBlock.all().count() == 0
    assert not await bounced(mail)


async def test_a_report_about_a_mail_that_is_forgotten_is_noted(cast: Cast, desk: Office) -> None:
    mail = await mail_to(cast.ann)
    await Mail.filter(id=mail).delete()
    to = desk.returns_to(mail)
    assert await desk.hand_in(to, report("postfix user unknown"), sender="") == TAKEN
    assert (await InboundMail.get()).mail_id is None
    assert await MailBlock.all().count() == 0


async def test_a_complaint_stops_mail(cast: Cast, desk: Office) -> None:
    mail = await mail_to(cast.ann)
    about = arf().replace(BOUNCE.encode(), desk.returns_to(mail).encode())
    assert await desk.hand_in("abuse@in.erm.test", about, sender="fbl@x.test") == TAKEN
    assert (await MailBlock.get()).reason is BlockReason.COMPLAINT
    assert (await InboundMail.get()).outcome is InboundOutcome.COMPLAINT


async def test_a_complaint_about_no_mail_of_ours_is_refused(cast: Cast, desk: Office) -> None:
    for content in (arf(), arf("not-spam"), prose("x@y.test", "Hi", "Hello")):
        assert await desk.hand_in("abuse@in.erm.test", content) == "550 5.7.1"
    assert await MailBlock.all().count() == 0


async def test_a_report_that_cannot_be_read_is_refused(cast: Cast, desk: Office) -> None:
    mail = await mail_to(cast.ann)
    to = desk.returns_to(mail)
    assert await desk.hand_in(to, b"", sender="") == "554 5.6.0"
    empty = dsn("", reporting="")
    assert await desk.hand_in(to, empty, sender="") == TAKEN
    assert not await bounced(mail)
