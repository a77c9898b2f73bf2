"""What goes on the wire parses back to what was put in, and nothing typed becomes a header."""

from __future__ import annotations

from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import Message

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from erm.mail.message import (
    NAME_LIMIT,
    SUBJECT_LIMIT,
    Envelope,
    assemble,
    clean_header,
    sender_parts,
    usable_address,
)

HEADERS = {
    "From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Auto-Submitted",
    "X-Auto-Response-Suppress", "Content-Type",
}  # fmt: skip
INJECTIONS = [
    f"{before}{break_}{after}"
    for before in ("Hello", "", "Привет")
    for break_ in ("\r\n", "\n", "\r", "\u2028", "\x0b", "\x0c", "\x85", "\0\r\n", "\r\n\r\n")
    for after in ("Bcc: victim@example.org",)
]


def envelope(**changes: object) -> Envelope:
    values: dict[str, object] = {
        "message_id": "<0198c9a4@erm.test>",
        "sender": "Company people <people@erm.test>",
        "to_address": "ann@erm.test",
        "to_name": "Ann Test",
        "subject": "Your week",
        "text": "Hello\n.\nA line\n",
        "html": "<p>Hello</p>\n",
        "date": datetime(2026, 11, 23, 8, tzinfo=UTC),
    }
    return Envelope(**(values | changes))  # type: ignore[arg-type]


def parsed(raw: bytes) -> tuple[dict[str, str], str, str]:
    """Headers, plain part and HTML part, line ends as \\n."""
    message = message_from_bytes(raw, policy=policy.compat32)
    assert not message.defects
    headers = {name: str(make_header(decode_header(value))) for name, value in message.items()}
    assert len(headers) == len(message.items()), "a header appears twice"
    plain, html = message.get_payload()
    contents = []
    for part in (plain, html):
        assert not part.defects
        contents.append(part.get_payload(decode=True).decode().replace("\r\n", "\n"))
    return headers, contents[0], contents[1]


def test_a_mail_parses_back_to_what_was_put_in() -> None:
    headers, text, html = parsed(assemble(envelope()))
    assert set(headers) == HEADERS
    assert headers["Subject"] == "Your week"
    assert headers["To"] == '"Ann Test" <ann@erm.test>'
    assert headers["Message-ID"] == "<0198c9a4@erm.test>"
    assert headers["Date"] == "Mon, 23 Nov 2026 08:00:00 +0000"
    assert headers["Auto-Submitted"] == "auto-generated"
    assert (text, html) == ("Hello\n.\nA line\n", "<p>Hello</p>\n")


any_text = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs",), exclude_characters="\r"), max_size=600
)


@given(subject=any_text, name=any_text, text=any_text, html=any_text)
@settings(max_examples=300, deadline=None)
def test_any_text_parses_back_and_adds_no_header(
    subject: str, name: str, text: str, html: str
) -> None:
    raw = assemble(envelope(subject=subject, to_name=name, text=text, html=html))
    headers, plain, rich = parsed(raw)
    assert set(headers) == HEADERS
    assert headers["Subject"] == clean_header(subject, SUBJECT_LIMIT)
    assert (plain, rich) == (text, html)
    assert all(len(line) <= 998 for line in raw.split(b"\r\n"))
    assert b"\n" not in raw.replace(b"\r\n", b"")
    address = message_from_bytes(raw, policy=policy.default)["To"].addresses[0].addr_spec
    assert address == "ann@erm.test"


@pytest.mark.parametrize("attack", INJECTIONS)
def test_a_line_break_in_a_name_or_subject_adds_no_header(attack: str) -> None:
    raw = assemble(envelope(subject=attack, to_name=attack))
    headers, _, _ = parsed(raw)
    assert set(headers) == HEADERS
    assert "Bcc" in headers["Subject"]


def test_a_subject_that_looks_encoded_is_shown_as_it_was_typed() -> None:
    headers, _, _ = parsed(assemble(envelope(subject="=?utf-8?q?=42cc=3A?=", to_name="=?x?q?y?=")))
    assert headers["Subject"] == "=?utf-8?q?=42cc=3A?="


def test_names_and_subjects_are_cut_at_their_limits() -> None:
    headers, _, _ = parsed(assemble(envelope(subject="x" * 900, to_name="ж" * 900)))
    assert headers["Subject"] == "x" * SUBJECT_LIMIT
    assert "ж" * NAME_LIMIT in headers["To"].replace(" ", "")
    assert "ж" * (NAME_LIMIT + 1) not in headers["To"].replace(" ", "")


def test_a_digest_carries_one_click_unsubscribing() -> None:
    url = "https://erm.test/unsubscribe/abc.def-_"
    headers, _, _ = parsed(assemble(envelope(unsubscribe_url=url)))
    assert headers["List-Unsubscribe"] == f"<{url}>"
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_a_crooked_unsubscribe_address_is_refused() -> None:
    with pytest.raises(ValueError, match="plain URL"):
        assemble(envelope(unsubscribe_url="https://erm.test/> \r\nBcc: x@y.z"))


@pytest.mark.parametrize(
    "address",
    [
        "", "ann", "@erm.test", "ann@", "ann@erm.test\r\nBcc: x@y.z", "ann@erm.test\n", "a b@erm.test",
        "ann@erm.test>", "<ann@erm.test>", "ann,bo@erm.test", "ann@erm.test,bo@erm.test", '"a"@erm.test',
        "ann@erm@test", "ann@[127.0.0.1]", "ann@erm.test\0", "x" * 65 + "@erm.test",
        "ann@" + "x" * 260, "ann\u202e@erm.test", "ann@erm.test (comment)", "ann;bo@erm.test",
    ],
)  # fmt: skip
def test_what_is_no_single_address_is_not_usable(address: str) -> None:
    assert not usable_address(address)


@pytest.mark.parametrize(
    "address", ["ann@erm.test", "a.b+c@sub.erm.test", "аня@почта.рф", "o'b@x.y"]
)
def test_plain_addresses_are_usable(address: str) -> None:
    assert usable_address(address)


def test_the_sender_is_read_from_the_setting() -> None:
    assert sender_parts("Acme <people@acme.test>") == ("Acme", "people@acme.test")
    assert sender_parts("people@acme.test") == ("", "people@acme.test")
    with pytest.raises(ValueError, match="ERM_MAIL_FROM"):
        sender_parts("@")


# ---- calendar objects ---------------------------------------------------------------------------

CALENDAR = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:Один на один\r\nEND:VCALENDAR\r\n"


def parts_of(raw: bytes) -> list[Message]:
    message = message_from_bytes(raw, policy=policy.compat32)
    parts = list(message.walk())
    assert not any(part.defects for part in parts)
    return parts


@pytest.mark.parametrize("method", ["REQUEST", "CANCEL"])
def test_a_calendar_object_goes_as_an_alternative_and_as_an_attachment(method: str) -> None:
    raw = assemble(envelope(calendar=CALENDAR, calendar_method=method))
    mixed, alternative, plain, html, calendar, attachment = parts_of(raw)

    assert [part.get_content_type() for part in (mixed, alternative, plain, html)] == [
        "multipart/mixed", "multipart/alternative", "text/plain", "text/html",
    ]  # fmt: skip
    assert calendar.get_content_type() == "text/calendar"
    assert calendar.get_param("method") == method
    assert str(calendar.get_param("charset")).upper() == "UTF-8"
    assert attachment.get_content_type() == "application/ics"
    assert attachment.get_filename() == "invite.ics"
    for part in (calendar, attachment):
        assert part.get_payload(decode=True) == CALENDAR.encode()
    assert set(mixed.keys()) == HEADERS
    assert html.get_payload(decode=True) == b"<p>Hello</p>\r\n"


@given(text=any_text, html=any_text, calendar=any_text)
@settings(max_examples=100, deadline=None)
def test_any_text_beside_a_calendar_object_parses_back(text: str, html: str, calendar: str) -> None:
    raw = assemble(envelope(text=text, html=html, calendar=calendar, calendar_method="REQUEST"))
    mixed, _, plain, rich, first, second = parts_of(raw)
    assert set(mixed.keys()) == HEADERS
    assert all(len(line) <= 998 for line in raw.split(b"\r\n"))
    assert b"\n" not in raw.replace(b"\r\n", b"")
    for part, wanted in ((plain, text), (rich, html)):
        assert part.get_payload(decode=True).decode().replace("\r\n", "\n") == wanted
    assert first.get_payload(decode=True).decode() == calendar
    assert second.get_payload(decode=True).decode() == calendar


@pytest.mark.parametrize(
    "method", [None, "", "request", "REPLY", "REQUEST\r\nBcc: victim@example.org", "REQUEST; x=y"]
)
def test_a_method_that_a_mail_cannot_have_is_refused(method: str | None) -> None:
    with pytest.raises(ValueError, match="method"):
        assemble(envelope(calendar=CALENDAR, calendar_method=method))


def test_no_boundary_begins_with_another() -> None:
    raw = assemble(envelope(calendar=CALENDAR, calendar_method="REQUEST"))
    outer, inner = (p.get_boundary() for p in parts_of(raw) if p.is_multipart())
    assert outer is not None
    assert inner is not None
    assert not inner.startswith(outer)
    assert not outer.startswith(inner)
