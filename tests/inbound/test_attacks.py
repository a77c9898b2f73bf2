"""What an enemy with a mail account tries on the receiver: none of it keeps it busy, and none gets through."""

from __future__ import annotations

import base64
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import pytest

from erm.core.clock import now
from erm.feedback.models import FeedbackNote
from erm.inbound.receiver import Place
from erm.inbound.senders import trust
from erm.mail.bounces import complained_of, is_automatic_answer, read_report
from erm.mail.incoming import MailUnreadable, addresses_in, parse, sole_sender
from erm.mail.message import Envelope, assemble
from erm.mail.models import InboundMail, Mail
from erm.mail.replies import new_text
from erm.mail.rules import InboundOutcome
from erm.settings import Settings
from tests.cast import Cast
from tests.inbound.desk import RELAY, genuine, mail_to, office, results
from tests.inbound.test_receiver import SOMEBODY, FakeDesk, lmtp, open_receiver, raw

HEAD = f"From: ann@erm.test\r\nTo: {SOMEBODY}\r\n"
SECONDS = 5.0
"""Far more than any of these takes here; without bounds some took longer for each mail, and many come."""


def html(source: str) -> bytes:
    body = base64.encodebytes(source.encode()).replace(b"\n", b"\r\n")
    kind = "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    return ((HEAD + kind).encode() + body)[:999_999]


def text(charset: str, body: bytes) -> bytes:
    return f"{HEAD}Content-Type: text/plain; charset={charset}\r\n\r\n".encode() + body


def report(kind: str, block: str) -> bytes:
    parts = "Content-Type: multipart/report; boundary=b\r\n\r\n--b\r\n"
    return f"{HEAD}{parts}Content-Type: {kind}\r\n\r\n{block * 8_000}".encode()


OUR_RESULTS = f"Authentication-Results: {RELAY}; "
BOMBS = {
    "a megabyte of nested tags": html("<div>" * 100_000),
    "nested tables": html("<table><tr><td>" * 40_000),
    "nested quotes": html("<blockquote>" * 50_000),
    "tags closed in the wrong order": html("<b><i><p>" * 20_000 + "</b></i></p>" * 10_000),
    "characters by their numbers": html("&#x41;" * 100_000),
    "utf-7": text("utf-7", b"+AAAA" * 150_000),
    "halves of characters": text("utf-16", b"\xd8\x00" * 400_000),
    "shifts without an end": text("iso-2022-jp", b"\x1b$B" * 300_000),
    "a charset that is none": text("x-none", bytes(range(128, 256)) * 7_000),
    "comments in To": f"From: a@b.example\r\nTo: {'(' * 19_000}\r\n\r\nx".encode(),
    "groups in To": f"From: a@b.example\r\nTo: {'g:' * 9_000}\r\n\r\nx".encode(),
    "commas in To": f"From: a@b.example\r\nTo: {',' * 19_000}\r\n\r\nx".encode(),
    "comments in From": f"From: {'(' * 990}\r\n\r\nx".encode(),
    "groups in From": f"From: {'g:' * 490}\r\n\r\nx".encode(),
    "results": (
        (OUR_RESULTS + "; ".join(f"m{n}=pass header.d=a.b" for n in range(140)) + "\r\n") * 200
        + HEAD
        + "\r\nx"
    ).encode(),
    "comments in results": (
        f"Authentication-Results: {RELAY} {'(' * 1_900}{')' * 1_900}; none\r\n" * 200
        + HEAD
        + "\r\nx"
    ).encode(),
    "parameters": f"{HEAD}Content-Type: text/plain; {'a=' + chr(34)}{'x' * 15_000}\r\n\r\nx".encode(),
    "groups of a report": report("message/delivery-status", "Action: failed\r\n\r\n"),
    "groups of another report": report("message/global-delivery-status", "Action: x\r\n\r\n"),
    "prose": b"From: mailer-daemon@x.example\r\n\r\n" + b"<a@b.example>:\r\n" * 60_000,
    "boundaries": f"{HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n{'--b' * 300_000}".encode(),
}


@pytest.mark.parametrize("mail", BOMBS.values(), ids=BOMBS)
async def test_no_mail_keeps_the_receiver_busy_or_makes_it_fail(mail: bytes) -> None:
    began = time.perf_counter()
    try:
        message = parse(mail)
        new_text(message)
        read_report(message, null_sender=True)
    except MailUnreadable:
        return
    finally:
        assert time.perf_counter() - began < SECONDS
    complained_of(message)
    is_automatic_answer(message)
    sole_sender(message)
    addresses_in(str(message["To"]))
    await trust(
        message,
        mail,
        "ann@erm.test",
        named_in=frozenset({"to"}),
        authserv_id=RELAY,
        look_up=lambda _: [],
    )
    assert time.perf_counter() - began < SECONDS


async def test_a_mail_whose_headers_are_bombs_is_refused_for_good_and_not_tried_for_days(
    cast: Cast, settings: Settings
) -> None:
    desk = office(settings)
    to = desk.reply_to(await mail_to(cast.ann))
    for bomb in ("comments in To", "groups in To", "comments in From", "groups in From"):
        assert await desk.hand_in(to, BOMBS[bomb]) == "550 5.7.1"
        assert await desk.hand_in(to, results().encode() + BOMBS[bomb]) == "550 5.7.1"
    assert await FeedbackNote.all().count() == 0


# ---- the conversation ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "end", ["\n.\n", "\r\n.\n", "\n.\r\n", "\r.\r", "\r\n.\r", "\r.\r\n", "\r\n\0.\r\n"], ids=repr
)
async def test_a_mail_ends_where_it_ends_and_none_is_smuggled_in_behind_another(end: str) -> None:
    """What one server takes for an end and the next does not makes two mails of one."""
    desk = FakeDesk()
    second = (
        f"MAIL FROM:<ann@erm.test>\r\nRCPT TO:<{SOMEBODY}>\r\nDATA\r\nFrom: ann@erm.test\r\n\r\nHi"
    )
    async with open_receiver(desk) as receiver:
        answers = await raw(
            receiver,
            "EHLO relay",
            "MAIL FROM:<mallory@evil.test>",
            f"RCPT TO:<{SOMEBODY}>",
            "DATA",
            f"From: mallory@evil.test\r\n\r\nHello{end}{second}\r\n.",
        )
    assert [given[:3] for given in answers] == ["220", "250", "250", "250", "354", "250"]
    ((sender, _, content),) = desk.taken
    assert sender == "mallory@evil.test"
    assert b"RCPT TO" in content


async def test_it_passes_nothing_on_however_the_recipient_is_written() -> None:
    desk = FakeDesk()
    async with open_receiver(desk) as receiver:
        answers = await raw(
            receiver,
            "EHLO relay",
            "MAIL FROM:<mallory@evil.test>",
            "RCPT TO:<victim@other.test>",
            "RCPT TO:<@in.erm.test:victim@other.test>",
            "RCPT TO:<victim%other.test@in.erm.test>",
            'RCPT TO:<"victim@other.test"@in.erm.test>',
            "RCPT TO:<other.test!victim@in.erm.test>",
            f"RCPT TO:<victim@other.test,{SOMEBODY}>",
            f"RCPT TO:<{SOMEBODY}> ORCPT=rfc822;victim@other.test",
            "DATA",
        )
    assert {given[0] for given in answers[3:]} == {"5"}
    assert desk.taken == []


async def test_over_lmtp_a_second_recipient_waits_for_a_second_time() -> None:
    desk = FakeDesk()
    to = f"RCPT TO:<{SOMEBODY}>"
    mail = ("MAIL FROM:<a@b.test>", to, to, "DATA", "From: x\r\n\r\nhello\r\n.", "NOOP")
    with tempfile.TemporaryDirectory(prefix="erm") as folder:
        path = Path(folder) / "lmtp.sock"
        async with open_receiver(desk, Place.of(f"lmtp://{path}")):
            answers = await lmtp(path, "LHLO relay", *mail)
    assert answers == ["220", "250", "250", "250", "452", "354", "250", "250"]
    assert len(desk.taken) == 1


# ---- circles ---------------------------------------------------------------------------------------


async def test_two_installations_that_write_to_each_other_fall_silent_at_once(
    cast: Cast, settings: Settings
) -> None:
    """One's mail, and its refusals, handed in at the addresses of the other."""
    ours = office(settings)
    key = await mail_to(cast.ann)
    mails = await Mail.all().count()
    theirs = assemble(
        Envelope(
            message_id="<1@other.test>",
            sender="erm <ann@erm.test>",
            to_address=ours.reply_to(key),
            to_name="",
            subject="Your week",
            text="Hello",
            html=None,
            date=now(),
        )
    )
    vouched = results().encode() + theirs
    for to in (ours.reply_to(key), ours.returns_to(key)):
        for sender in ("", "b+x@in.other.test"):
            assert await ours.hand_in(to, vouched, sender=sender) == "250 2.0.0"
    assert await Mail.all().count() == mails
    assert {row.outcome for row in await InboundMail.all()} == {InboundOutcome.IGNORED}


# ---- what was stolen ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sender",
    [
        "ann@\u0435rm.test",
        "ann@xn--rm-nlc.test",
        "ann@erm.test.",
        '"ann@erm.test" <mallory@evil.test>',
        "=?utf-8?q?ann=40erm.test?= <mallory@evil.test>",
        "Ann: ann@erm.test;",
        "Ann: ann@erm.test, mallory@evil.test;",
        "ann@erm.test, mallory@evil.test",
        "ann(@evil.test)@erm.test",
        "<@evil.test:ann@erm.test>",
        "ann@erm.test <mallory@evil.test>",
        "ann@erm.test\r\n mallory@evil.test",
        "mallory@evil.test\r\nSender: ann@erm.test",
        "mallory@evil.test\r\nReply-To: ann@erm.test",
    ],
)
def test_whoever_found_an_address_is_not_taken_for_its_reader(sender: str) -> None:
    assert sole_sender(parse(genuine(SOMEBODY, sender=sender))) != "ann@erm.test"


@pytest.mark.parametrize(
    "sender",
    [
        "Ann <ann@erm.test>",
        '"Test: Ann; (Ms)" <Ann@erm.test>',
        "=?utf-8?q?Ann:_Test?= <ann@erm.test>",
        "=?utf-8?b?0JDQvdC90LA6?=\r\n <ann@erm.test>",
        "ann@erm.test (Ann Test)",
    ],
)
def test_their_reader_is_known_however_they_write_their_name(sender: str) -> None:
    assert sole_sender(parse(genuine(SOMEBODY, sender=sender))) == "ann@erm.test"


async def test_after_the_secret_key_was_changed_no_address_of_before_is_known(
    cast: Cast, settings: Settings
) -> None:
    before = office(settings)
    key = await mail_to(cast.ann)
    after = office(replace(settings, secret_key="another-secret-key-of-thirty-two-letters"))
    for to in (before.reply_to(key), before.returns_to(key)):
        assert not after.desk.expects(to)
        assert await after.hand_in(to, genuine(to)) == "550 5.1.1"
    assert await InboundMail.all().count() == 0
