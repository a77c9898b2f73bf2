"""What servers report about mail: what stops mail to an address, and what does not."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from erm.mail.bounces import (
    ReportKind,
    complained_of,
    is_automatic_answer,
    read_report,
)
from erm.mail.incoming import MailUnreadable, parse
from erm.mail.refusals import blames_address
from tests.mail.bounces.corpus import BOUNCE, CORPUS, Case, D, F, arf, dsn, prose
from tests.mail.bounces.dialects import DIALECTS


@pytest.mark.parametrize("case", CORPUS + DIALECTS, ids=lambda case: case.name)
def test_a_report_is_read_as_it_was_meant(case: Case) -> None:
    report = read_report(parse(case.raw), null_sender=True)
    if case.kind is None:
        assert report is None
        return
    assert report is not None
    assert (report.kind, report.status, report.blocks) == (case.kind, case.status, case.blocks)


CAME = Path(__file__).parent / "came"
"""What a real Postfix 3.7 and a real Exim 4.96 sent to return addresses, with names changed."""
REAL = {
    "postfix-user-unknown": (F, "5.1.1", True),
    "postfix-no-user-without-a-code": (F, "5.0.0", True),
    "postfix-exchange-online-access-denied": (F, "5.4.1", True),
    "postfix-null-mx": (F, "5.1.0", True),
    "postfix-no-domain": (F, "5.4.4", True),
    "postfix-mailbox-full-here": (F, "5.2.2", False),
    "postfix-mailbox-full-there": (F, "5.2.2", False),
    "postfix-list-without-a-code": (F, "5.0.0", False),
    "postfix-sender-not-authenticated": (F, "5.7.26", False),
    "postfix-too-large": (F, "5.3.4", False),
    "postfix-delayed": (D, "4.4.1", False),
    "postfix-delayed-by-full-mailbox": (D, "4.2.2", False),
    "postfix-delayed-by-greylisting": (D, "4.7.1", False),
    "postfix-international-not-offered": (F, "5.6.7", False),
    "postfix-international-no-domain": (F, "5.4.4", True),
    "exim-user-unknown": (F, "5.0.0", True),
    "exim-refused-by-itself": (F, "5.0.0", True),
    "exim-mailbox-full-by-itself": (F, "5.2.2", False),
    "exim-full-without-a-code": (F, "5.0.0", False),
    "exim-spam-without-a-code": (F, "5.0.0", False),
}


@pytest.mark.parametrize("path", sorted(CAME.iterdir()), ids=lambda path: path.stem)
def test_what_real_servers_sent_is_read_as_they_meant_it(path: Path) -> None:
    raw = path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    report = read_report(parse(raw), null_sender=True)
    assert report is not None
    assert (report.kind, report.status, report.blocks) == REAL[path.stem]
    assert report.diagnostic


@pytest.mark.parametrize("encoding", ["base64", "7bit"])
def test_a_report_about_an_international_address_is_read_however_it_is_encoded(
    encoding: str,
) -> None:
    fields = (
        "Reporting-MTA: dns; mx.kelvane.example\r\n\r\nFinal-Recipient: utf-8; \u0430\u043d@kelvane.example"
        "\r\nAction: failed\r\nStatus: 5.1.1\r\n"
    ).encode()
    body = base64.encodebytes(fields) if encoding == "base64" else fields
    mail = (
        b"From: MAILER-DAEMON@mx.kelvane.example\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        b"--b\r\nContent-Type: message/global-delivery-status\r\nContent-Transfer-Encoding: "
        + encoding.encode()
        + b"\r\n\r\n"
        + body
        + b"\r\n--b--\r\n"
    )
    report = read_report(parse(mail), null_sender=True)
    assert report is not None
    assert (report.kind, report.status, report.blocks) == (F, "5.1.1", True)


def test_the_words_of_the_server_are_kept_on_one_line() -> None:
    report = read_report(parse(CORPUS[0].raw), null_sender=True)
    assert report is not None
    assert report.diagnostic == (
        "smtp; 550 5.1.1 <ann@kelvane.example>: Recipient address rejected: User unknown"
    )


def test_prose_is_believed_from_the_null_sender_only() -> None:
    qmail = next(case for case in CORPUS if case.name == "qmail in prose")
    assert read_report(parse(qmail.raw), null_sender=False) is None


def test_a_report_within_the_mail_that_came_back_is_not_read() -> None:
    inner = CORPUS[0].raw.decode()
    mail = f"From: ann@kelvane.example\nMIME-Version: 1.0\nContent-Type: message/rfc822\n\n{inner}"
    assert read_report(parse(mail.encode()), null_sender=False) is None


def test_a_complaint_names_the_mail_that_it_is_about() -> None:
    assert set(complained_of(parse(arf()))) == {BOUNCE}
    assert complained_of(parse(prose("ann@kelvane.example", "Hi", f"Reply-To: {BOUNCE}"))) == []


@pytest.mark.parametrize(
    ("status", "blames"),
    [
        ("5.1.1", True),
        ("5.1.10", True),
        ("5.2.1", True),
        ("5.4.1", False),
        ("5.1.7", False),
        ("5.1.8", False),
        ("5.4.6", False),
        ("5.0.0", True),
        ("", True),
        ("5.2.2", False),
        ("5.2.3", False),
        ("5.3.4", False),
        ("5.6.0", False),
        ("5.7.1", False),
        ("5.7.26", False),
        ("4.1.1", False),
        ("2.1.5", False),
        ("nonsense", False),
    ],
)
def test_only_what_is_the_fault_of_the_address_stops_mail_to_it(status: str, blames: bool) -> None:
    assert blames_address(status) is blames


@pytest.mark.parametrize(
    "extra",
    [
        "Auto-Submitted: auto-replied",
        "Auto-Submitted: auto-generated; type=x",
        "Precedence: bulk",
        "Precedence: auto_reply",
        "List-Id: <x.y>",
        "X-Autoreply: yes",
        "X-Autorespond: away",
        "Content-Type: multipart/report; boundary=b",
    ],
)
def test_what_no_person_wrote_is_known(extra: str) -> None:
    assert is_automatic_answer(parse(f"From: a@b.example\n{extra}\n\nhello".encode()))


@pytest.mark.parametrize("extra", ["Auto-Submitted: no", "X-Auto-Response-Suppress: All", "X: y"])
def test_what_a_person_wrote_is_none_of_it(extra: str) -> None:
    assert not is_automatic_answer(parse(f"From: a@b.example\n{extra}\n\nhello".encode()))


@pytest.mark.parametrize("charset", ["charset*=''%FF", "charset*=x''y", "charset=?", "charset="])
def test_a_report_in_no_charset_at_all_is_read(charset: str) -> None:
    """The standard library fails at some when it is asked for the text."""
    words = (
        "Hi. This is the qmail-send program at mx.kelvane.example.\nI'm afraid I wasn't able to "
        "deliver your message to the following addresses.\nThis is a permanent error; I've given "
        "up. D\u00e9sol\u00e9.\n\n<ann@kelvane.example>:\nSorry, no mailbox here by that "
        "name. (#5.1.1)\n\n--- Below this line is a copy of the message.\n\nReturn-Path: <x@y>\n"
    )
    sender, extra = "MAILER-DAEMON@mx.kelvane.example", f"Content-Type: text/plain; {charset}\n"
    report = read_report(parse(prose(sender, "failure notice", words, extra)), null_sender=True)
    assert report is not None
    assert (report.kind, report.status) == (ReportKind.FAILED, "5.1.1")


@settings(max_examples=100)
@given(fields=st.text(max_size=300))
def test_no_report_whatever_makes_it_fail(fields: str) -> None:
    for raw in (dsn(fields), prose("MAILER-DAEMON@x.example", "failure notice", fields)):
        try:
            report = read_report(parse(raw), null_sender=True)
        except MailUnreadable:
            continue
        assert report is None or report.kind in ReportKind
