"""What servers report about mail: what stops mail to an address, and what does not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from erm.mail.bounces import (
    ReportKind,
    blames_address,
    complained_of,
    is_automatic_answer,
    read_report,
)
from erm.mail.incoming import MailUnreadable, parse
from tests.mail.bounces.corpus import BOUNCE, CORPUS, Case, arf, dsn, prose


@pytest.mark.parametrize("case", CORPUS, ids=lambda case: case.name)
def test_a_report_is_read_as_it_was_meant(case: Case) -> None:
    report = read_report(parse(case.raw), null_sender=True)
    if case.kind is None:
        assert report is None
        return
    assert report is not None
    assert (report.kind, report.status, report.blocks) == (case.kind, case.status, case.blocks)


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
        ("5.4.1", True),
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


@settings(max_examples=100)
@given(fields=st.text(max_size=300))
def test_no_report_whatever_makes_it_fail(fields: str) -> None:
    for raw in (dsn(fields), prose("MAILER-DAEMON@x.example", "failure notice", fields)):
        try:
            report = read_report(parse(raw), null_sender=True)
        except MailUnreadable:
            continue
        assert report is None or report.kind in ReportKind
