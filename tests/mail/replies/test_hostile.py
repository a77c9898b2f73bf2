"""Mails that are built to keep a reader busy: refused, or read in no time."""

from __future__ import annotations

import time
from urllib.parse import quote

import pytest

from erm.mail.bounces import read_report
from erm.mail.incoming import (
    SIZE_MAXIMUM,
    MailUnreadable,
    decoded,
    parse,
    readable_header,
    sole_sender,
    text_of,
)
from erm.mail.replies import new_text, new_text_of, text_of_html

SECONDS = 15.0
"""Far more than any of these takes here, and far less than what they were built for."""


def nested(depth: int) -> bytes:
    head = "From: a@b.example\r\n"
    for level in range(depth):
        head += f'Content-Type: multipart/mixed; boundary="b{level}"\r\n\r\n--b{level}\r\n'
    return (head + "Content-Type: text/plain\r\n\r\nhello\r\n").encode()


def within(start: float) -> None:
    assert time.perf_counter() - start < SECONDS


@pytest.mark.parametrize("depth", [31, 1_000, 10_000])
def test_parts_within_parts_without_an_end_are_refused(depth: int) -> None:
    start = time.perf_counter()
    with pytest.raises(MailUnreadable):
        parse(nested(depth))
    within(start)


def test_mails_within_mails_are_refused() -> None:
    with pytest.raises(MailUnreadable):
        parse(b"Content-Type: message/rfc822\r\n\r\n" * 1_000 + b"\r\nhello")


def test_what_ordinary_programs_nest_is_read() -> None:
    assert new_text(parse(nested(6))) == "hello"


def test_a_thousand_parts_beside_each_other_are_refused() -> None:
    parts = "--b\r\nContent-Type: text/plain\r\n\r\nx\r\n" * 1_000
    mail = f'From: a@b.example\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n{parts}--b--'
    with pytest.raises(MailUnreadable):
        parse(mail.encode())


@pytest.mark.parametrize(
    "mail",
    [
        b"",
        b"\r\n\r\nhello",
        b"no header at all",
        b"From: a@b.example\0\r\n\r\nhello",
        b"X: y\r\n" * 500 + b"\r\nhello",
        b"X: " + b"y" * 30_000 + b"\r\n\r\nhello",
        b"X: y\r\n" + b" z\r\n" * 5_000 + b"\r\nhello",
        b"From: a@b.example\r\n\r\n" + b"x" * SIZE_MAXIMUM,
    ],
    ids=["empty", "only a body", "no header", "nul", "headers", "long", "folded", "large"],
)
def test_what_is_no_mail_is_refused(mail: bytes) -> None:
    with pytest.raises(MailUnreadable):
        parse(mail)


@pytest.mark.parametrize("line_end", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize("kind", ["text/plain", "multipart/mixed"])
@pytest.mark.parametrize("name", ["Content-Type", "content-disposition"])
@pytest.mark.parametrize("parameter", [";", ';a="', "; a*0=x", ";{}\ta=b", ";{} a=b"])
def test_a_header_of_a_part_without_an_end_is_refused(
    parameter: str, name: str, kind: str, line_end: str
) -> None:
    """Parameters take the standard library a time that grows with their number squared."""
    start = time.perf_counter()
    never_ends = parameter.format(line_end) * (400_000 // len(parameter))
    lines = [
        "From: a@b.example",
        'Content-Type: multipart/mixed; boundary="b"',
        "",
        "--b",
        f"{name}: {kind}{never_ends}",
        "",
        "hello",
        "--b--",
    ]
    with pytest.raises(MailUnreadable):
        parse(line_end.join(lines).encode())
    within(start)


def test_the_longest_name_of_a_file_is_no_header_without_an_end() -> None:
    name = quote("ж" * 255)
    pieces = "".join(
        f";\r\n name*{number}*={name[place : place + 60]}"
        for number, place in enumerate(range(0, len(name), 60))
    )
    mail = parse(
        b'From: a@b.example\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\n'
        b"Content-Type: text/plain\r\n\r\nhello\r\n--b\r\n"
        + f"Content-Type: application/pdf{pieces}\r\n\r\nx\r\n--b--".encode()
    )
    assert new_text(mail) == "hello"


@pytest.mark.parametrize(
    "line",
    [
        "On ",
        "Am ",
        "On 1 ",
        "Le ",
        "> ",
        "From: ",
        "-----",
        "* ",
        "On On ",
        "\t ",
        "--\n",
        "—\n",
        "a@",
        "10:02 <a@b",
    ],
)
def test_lines_that_almost_introduce_a_quote_take_no_time(line: str) -> None:
    start = time.perf_counter()
    new_text_of((line * 400 + "\n") * 60)
    new_text_of("\n".join([line] * 8_000))
    new_text_of("\n".join([line.strip()] * 30_000))
    within(start)


@pytest.mark.parametrize(
    "source",
    [
        "<div>" * 20_000 + "hello",
        "<table><tr><td>" * 3_000 + "hello",
        "<blockquote>" * 5_000 + "hello",
        "<p style='margin-top:900000000em'>hello</p>",
        "<ul><li>" * 3_000 + "hello",
        "<a " + "x=1 " * 50_000 + ">hello</a>",
        "<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]><p>&b;</p>",
        "&lt;" * 60_000,
        "<p>" * 100_000,
    ],
    ids=[
        "deep",
        "tables",
        "quotes",
        "margins",
        "lists",
        "attributes",
        "entities",
        "escapes",
        "wide",
    ],
)
def test_hostile_html_is_refused_or_read_in_no_time(source: str) -> None:
    start = time.perf_counter()
    try:
        text = text_of_html(source)
    except MailUnreadable:
        text = ""
    assert len(text) < 1_000_000
    within(start)


def test_html_fetches_nothing_and_runs_nothing() -> None:
    text = text_of_html(
        "<script>alert(1)</script><style>p{}</style><img src='http://x.example/a.png' alt='pixel'>"
        "<p>hello</p><!--[if mso]><p>office</p><![endif]-->"
    )
    assert text.split() == ["hello"]


@pytest.mark.parametrize("charset", ["idna", "punycode", "unicode_escape", "zip", "hex", "rot13"])
def test_codecs_that_are_no_charsets_are_not_used(charset: str) -> None:
    assert decoded(b"xn--hello-\\u0041" * 1_000, charset) == "xn--hello-\\u0041" * 1_000


@pytest.mark.parametrize("charset", ["idna", "punycode", "unicode_escape", "utf-7", "undefined"])
@pytest.mark.parametrize("spelt", ["charset={}", 'charset="{}"', "charset*=us-ascii''{}"])
def test_a_mail_in_a_codec_that_is_no_charset_takes_no_time(spelt: str, charset: str) -> None:
    start = time.perf_counter()
    sender, kind = "MAILER-DAEMON@b.example", f"text/plain; {spelt.format(charset)}"
    head = f"From: {sender}\r\nSubject: failure notice\r\nContent-Type: {kind}\r\n\r\nhello "
    raw = head.encode() + b"\xff-" + b"a9" * 450_000
    assert new_text(parse(raw)).startswith("hello ")
    assert read_report(parse(raw), null_sender=True) is None
    within(start)


@pytest.mark.parametrize(
    ("given", "left"),
    [
        ("text/plain; charset=koi8-r; format=flowed; delsp=yes", "koi8-r"),
        ("text/plain; format=\"flowed\"; charset*=''koi8-r; delsp=yes", "koi8-r"),
        ("text/plain; charset*=us-ascii'en'koi8%2Dr; format=flowed; delsp=yes", "koi8-r"),
        ("text/plain; charset*=''%FF; format=flowed; delsp=yes", None),
        ("text/plain; charset=punycode; format=flowed; delsp=yes", None),
        ("text/plain; charset=no-such; format=flowed; delsp=yes", None),
    ],
)
def test_a_part_has_a_charset_that_is_one_or_none(given: str, left: str | None) -> None:
    mail = parse(f"From: a@b.example\r\nContent-Type: {given}\r\n\r\n\xd0".encode("latin-1"))
    assert mail.get_content_charset() == left
    assert mail.get_content_type() == "text/plain"
    assert mail.get_param("format") == "flowed"
    assert mail.get_param("delsp") == "yes"
    assert new_text(mail) == ("п" if left else text_of(mail).strip())


@pytest.mark.parametrize(
    ("value", "address"),
    [
        ("ann@kelvane.example", "ann@kelvane.example"),
        ("Ann <Ann@Kelvane.Example>", "ann@kelvane.example"),
        ('"Marsh, Ann" <ann@kelvane.example>', "ann@kelvane.example"),
        ("=?utf-8?b?0JDQvdC90LA=?= <ann@kelvane.example>", "ann@kelvane.example"),
        ('"ann@kelvane.example" <evil@x.example>', "evil@x.example"),
        ("ann@kelvane.example <evil@x.example>", None),
        ("ann@kelvane.example, evil@x.example", None),
        ("Team: ann@kelvane.example, evil@x.example;", None),
        ("<ann@kelvane.example> evil@x.example", None),
        ("Ann", None),
        ("", None),
        ("<>", None),
        ("ann@kelvane.example@x.example", None),
        ("a" * 2_000 + "@kelvane.example", None),
    ],
)
def test_the_one_sender_of_a_mail(value: str, address: str | None) -> None:
    assert sole_sender(parse(f"From: {value}\r\nX: y\r\n\r\nhello".encode())) == address


def test_a_mail_from_two_senders_is_from_nobody() -> None:
    mail = b"From: ann@kelvane.example\r\nFrom: evil@x.example\r\n\r\nhello"
    assert sole_sender(parse(mail)) is None


def test_a_header_is_one_line_of_text() -> None:
    mail = parse(b"Subject: =?utf-8?q?=D0=94=D0=B0=0D=0AX:_y?=\r\n\r\nhello")
    assert readable_header(mail, "Subject").split() == ["Да", "X:", "y"]
    assert readable_header(parse(b"Subject: =?x?q?y?=\r\n\r\nz"), "Subject") == "=?x?q?y?="
