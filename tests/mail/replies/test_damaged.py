"""Mails damaged on the way, or on purpose: read or refused, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from erm.mail.bounces import complained_of, is_automatic_answer, read_report
from erm.mail.incoming import MailUnreadable, header, parse, readable_header, sole_sender
from erm.mail.replies import new_text, text_of_html
from tests.mail.bounces.corpus import CORPUS as REPORTS
from tests.mail.bounces.corpus import arf
from tests.mail.replies.corpus import CORPUS as ANSWERS

_MAILS = [case.raw for case in ANSWERS] + [case.raw for case in REPORTS] + [arf()]
_PIECES = st.sampled_from(
    [
        b"",
        b"\r\n",
        b"\r\n\r\n",
        b"\0",
        b"\xff\xfe",
        b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n",
        b"Content-Type: text/html; charset=utf-16\r\n",
        b"Content-Type: text/plain; charset*=''%FF; format=flowed\r\n",
        b"\r\n--b\r\nContent-Type: text/plain; charset*=a\0''x\r\n\r\n\xff",
        b"Content-Transfer-Encoding: base64\r\n",
        b"Content-Transfer-Encoding: uuencode\r\n",
        b"From: =?utf-8?b?!!!?=\r\n",
        b"From: (((((a@b.example\r\n",
        b"Subject: =?utf-8?q?=\r\n",
        b"--b--\r\n",
        b"<blockquote><table><td>",
        b"</html>",
        b"&#0;&#xD800;",
        b"=3D=",
        b"> ",
    ]
) | st.binary(max_size=6)
_DAMAGES = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), _PIECES), min_size=1, max_size=6)


def read(raw: bytes) -> None:
    try:
        mail = parse(raw)
        new_text(mail)
        for null_sender in (True, False):
            read_report(mail, null_sender=null_sender)
    except MailUnreadable:
        return
    complained_of(mail)
    is_automatic_answer(mail)
    sole_sender(mail)
    header(mail, "Subject")
    readable_header(mail, "Subject")


def damaged(raw: bytes, damages: list[tuple[float, int, bytes]]) -> bytes:
    for place, length, piece in damages:
        at = int(place * len(raw))
        raw = raw[:at] + piece + raw[at + length :]
    return raw


@pytest.mark.parametrize("sender", [b"MAILER-DAEMON@x.example", b"a@b.example"])
@pytest.mark.parametrize("encoding", [b"7bit", b"base64", b"x\0"])
@pytest.mark.parametrize(
    "charset",
    [
        b"charset*=a\0''x",
        b'charset="a\0b"',
        b"charset*=''%FF",
        b"charset*=utf-16''\xff",
        b"charset*=x",
    ],
)
def test_a_charset_that_is_none_keeps_nobody_from_reading(
    charset: bytes, encoding: bytes, sender: bytes
) -> None:
    for words in (b"hello \xe9", b"hello"):
        read(
            b"From: %b\nSubject: failure notice\nMIME-Version: 1.0\n"
            b"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain; %b\n"
            b"Content-Transfer-Encoding: %b\n\n%b\n--b--\n" % (sender, charset, encoding, words)
        )


@pytest.mark.parametrize("sign", [*map(chr, range(32)), "\x7f", "\ufffe", "\uffff", "\ud800"])
def test_html_with_what_no_text_may_hold_is_read(sign: str) -> None:
    for spelt in (sign, f"&#{ord(sign)};"):
        html = f"<p>Well{spelt}done<style>p {{}}</style>{spelt}<script>1</script>{spelt}</p>{spelt}"
        found = text_of_html(html + f"<blockquote>said{spelt}</blockquote>{spelt}")
        assert "Well" in found
        assert "done" in found


@pytest.mark.parametrize("zeros", ["", "0", "0" * 20])
@pytest.mark.parametrize("reference", ["&#{}65;", "&#x{}41;", "&#X{}41;"])
def test_a_character_spelt_with_zeros_before_it_is_read(reference: str, zeros: str) -> None:
    assert text_of_html(f"<p>{reference.format(zeros)}nn</p>").strip() == "Ann"
    assert text_of_html(f"<p>x{reference.format('9' * 9)}y</p>").strip() == "x y"


@settings(max_examples=250)
@given(raw=st.sampled_from(_MAILS), damages=_DAMAGES)
def test_a_damaged_mail_is_read_or_refused(
    raw: bytes, damages: list[tuple[float, int, bytes]]
) -> None:
    read(damaged(raw, damages))


@pytest.mark.soak
@settings(max_examples=40_000, deadline=None)
@given(raw=st.sampled_from(_MAILS), damages=_DAMAGES)
def test_many_damaged_mails_are_read_or_refused(
    raw: bytes, damages: list[tuple[float, int, bytes]]
) -> None:
    read(damaged(raw, damages))


@settings(max_examples=100)
@given(raw=st.binary(max_size=400))
def test_what_is_no_mail_at_all_is_read_or_refused(raw: bytes) -> None:
    read(raw)
    read(b"From: a@b.example\r\n" + raw)
