"""Nothing that somebody typed becomes a header, a recipient or an element of a mail."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from erm.access.commands.sign_in import request_sign_in_link, send_sign_in_links
from erm.core.events import Bus
from erm.core.language import languages
from erm.mail.message import usable_address
from erm.mail.rendering import render
from erm.people.models import Person
from erm.people.rules import is_work_email
from erm.settings import Settings
from tests.cast import Cast
from tests.mail.smtp_server import smtp_server
from tests.mail.test_delivery import postman, run
from tests.security.payloads import payloads

EXPECTED = {
    "From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Auto-Submitted",
    "Content-Language",
    "X-Auto-Response-Suppress", "Feedback-ID", "Content-Type",
}  # fmt: skip
BREAKS = (
    "\r\n", "\n", "\r", "\r\n ", "\n\t", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028",
    "\u2029", "\x00\r\n", "\r\n\r\n", "%0d%0a", "\\r\\n", "=0D=0A", "&#13;&#10;",
    "\u560d\u560a", "\r\n.\r\n",
)  # fmt: skip
ADDED = (
    "Bcc: victim@example.org",
    "Content-Type: text/html\r\n\r\n<script>1</script>",
    "RCPT TO:<victim@example.org>",
)
ATTACKS = [f"Ann{break_}{header}" for break_ in BREAKS for header in ADDED]


class _Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append(f"{tag} {' '.join(name for name, _ in attrs)}")

    def handle_comment(self, data: str) -> None:
        self.found.append("comment")

    def handle_decl(self, decl: str) -> None:
        self.found.append("declaration")


def elements(html: str) -> list[str]:
    """The elements of a document with the names of their attributes, in order."""
    parser = _Elements()
    parser.feed(html)
    parser.close()
    return parser.found


@pytest.mark.parametrize("language", languages())
def test_a_thousand_hostile_names_add_no_element_to_a_mail(language: str) -> None:
    link = "https://erm.test/sign-in/link#token=abc"

    def mail_to(name: str) -> str:
        return render("sign_in_link", language, company=name, name=name, link=link, minutes=10).html

    usual = elements(mail_to("Ann"))
    changed = [name for name in payloads() if elements(mail_to(name)) != usual]
    assert len(payloads()) >= 1000
    assert changed == []


async def test_line_breaks_in_names_add_no_header_and_no_recipient_on_the_wire(
    cast: Cast, bus: Bus, settings: Settings
) -> None:
    people = await cast.crowd(len(ATTACKS))
    for person, attack in zip(people, ATTACKS, strict=True):
        # Written past the commands, which would have cleaned it: the mail must not trust them.
        await Person.filter(id=person.id).update(
            given_name=attack.replace("\x00", ""), family_name="Test"
        )
        await request_sign_in_link(bus, email=person.work_email, address="", language="en")
    company = "Test\r\nBcc: victim@example.org"
    while await send_sign_in_links(bus, public_url="https://erm.test", company=company):
        pass
    async with smtp_server() as inbox:
        post = postman(settings, inbox.url)
        while await run(post):
            pass
        accepted = inbox.accepted
        assert len(accepted) == len(ATTACKS)
        assert sorted(inbox.recipients) == sorted(person.work_email for person in people)
        for message in accepted:
            assert set(message.keys()) == EXPECTED
            assert len(message.keys()) == len(EXPECTED)
            assert not message.defects
            assert len(message["To"].addresses) == 1
            assert [part.get_content_type() for part in message.walk()] == [
                "multipart/alternative", "text/plain", "text/html",
            ]  # fmt: skip
            assert all("\n" not in str(value) for value in message.values())


LOCALS = (
    "", ".", ".a", "a.", "a..b", "a b", '"a b"', '"a"', '"a\\"b"', "a\\b", "a@b", "a,b", "a;b", "a:b",
    "a<b", "a>b", "a[b", "a]b", "a(b)", "(c)a", "a\r\nb", "a\nb", "a\tb", "a\x00b", "a\x7fb", "a\u202eb",
    "a\u200bb", "a\u00a0b", "a\u2028b", "x" * 65, "ж" * 40, "\ud800",
)  # fmt: skip
DOMAINS = (
    "", ".", "-a.example", "a..example", "a b.example", "[127.0.0.1]", "[IPv6:::1]", "a.example>",
    "a.example\r\nBcc: v@example.org", "a.example\n", "a.example,v@example.org", "a.example v@x.y",
    "a.example(c)", "a.example;", "a@b.example", "x" * 260, "a.example\x00", "a\u202e.example",
    "a.example RCPT TO:<v@x.y>",
)  # fmt: skip


def hostile_addresses() -> list[str]:
    return [f"{local}@erm.test" for local in LOCALS] + [f"ann@{domain}" for domain in DOMAINS]


@pytest.mark.parametrize("address", hostile_addresses())
def test_no_odd_address_can_carry_more_than_an_address(address: str) -> None:
    """Not every one is refused, for some are odd and valid: but none that could say more."""
    dangerous = set('\r\n\t\x00 <>()[],;:\\"\x7f\u2028\u2029\u00a0\u202e\u200b')
    if address.count("@") != 1 or set(address) & dangerous or not address.partition("@")[0]:
        assert not usable_address(address)
    if usable_address(address):
        assert len(address) <= 254
        assert not set(address) & dangerous
    if is_work_email(address):
        assert usable_address(address)
