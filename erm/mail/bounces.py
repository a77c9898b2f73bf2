"""What mail servers say about mail that erm sent: it came back, it is late, its reader complained.

Reports are read as RFC 3464 (delivery status) and RFC 5965 (feedback) have them; for the few servers
that write prose instead, ``flufl.bounce`` knows their ways. An answering machine is none of these.
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass
from email import policy
from email.message import Message
from email.parser import HeaderParser
from enum import StrEnum

from flufl.bounce import all_failures

from erm.mail.incoming import MailUnreadable, header, parts_of, raw_of, walk
from erm.mail.refusals import blames_address

DIAGNOSTIC_MAXIMUM = 500
_GROUPS_MAXIMUM = 50
_PROSE_MAXIMUM = 20_000
"""Characters of a report in prose, the mail that came back included."""


class ReportKind(StrEnum):
    """What a report says."""

    FAILED = "failed"
    DELAYED = "delayed"
    DELIVERED = "delivered"
    COMPLAINT = "complaint"


@dataclass(frozen=True, slots=True)
class Report:
    """What a server says about one mail.

    ``status`` is the enhanced status code (RFC 3463), "" if none was given; ``diagnostic`` the server's
    words. ``blocks``: the address itself is no good, so that nothing more should go to it.
    """

    kind: ReportKind
    status: str = ""
    diagnostic: str = ""

    @property
    def blocks(self) -> bool:
        """Whether the address should get no more mail."""
        if self.kind is ReportKind.COMPLAINT:
            return True
        return self.kind is ReportKind.FAILED and blames_address(self.status, self.diagnostic)


_DAEMON = re.compile(r"mailer-daemon|postmaster@|mail delivery|microsoftexchange", re.IGNORECASE)
# Not within an address of a machine or a number of a version.
_STATUS = re.compile(r"(?<![\w.])([245])\.(\d{1,3})\.(\d{1,3})(?![\w]|\.\d)")
_COPY_BEGINS = re.compile(r"(?m)^-{2,} ?(?:Below this line|This is a copy|The following|Original)")
_ONLY_AN_ADDRESS = re.compile(r"\s*<?[^\s<>]+@[^\s<>]+>?:?\s*")
_REPLY_CODE = re.compile(r"(?<![\d.])([45])\d\d(?![\d.])")


def read_report(message: Message, *, null_sender: bool) -> Report | None:
    """What a mail to a return address reports, or None if it is no report.

    ``null_sender``: it came from ``<>``, as reports do. Prose is believed only from there and from a
    server: an answering machine uses many of the same words.
    """
    for part in _reported(message):
        kind = part.get_content_type()
        if kind in ("message/delivery-status", "message/global-delivery-status"):
            return _of_delivery_status(part, message)
        if kind == "message/feedback-report":
            return _of_feedback(part)
    if null_sender and (
        _DAEMON.search(header(message, "From")) or "X-Failed-Recipients" in message
    ):
        return _of_prose(message)
    return None


def complained_of(message: Message) -> list[str]:
    """Return addresses that a feedback report (RFC 5965) names, as they stand in it or in the mail."""
    found: list[str] = []
    for part in _reported(message):
        if part.get_content_type() == "message/feedback-report":
            for fields in _blocks(part):
                found += [header(fields, "Original-Mail-From")]
        elif part.get_content_type() in (
            "message/rfc822",
            "message/global",
            "text/rfc822-headers",
        ):
            inner = (parts_of(part) or [part])[0]
            found += [header(inner, "Return-Path"), header(inner, "Reply-To")]
            if part.get_content_type() == "text/rfc822-headers":
                body = raw_of(part).decode("utf-8", "replace")
                found += re.findall(r"(?im)^(?:return-path|reply-to):\s*(\S+)", body)
    return [address.strip("<> \t") for address in found if "@" in address]


def is_automatic_answer(message: Message) -> bool:
    """Whether no person wrote it: a machine that answers, a list, a report (RFC 3834)."""
    submitted = header(message, "Auto-Submitted").lower().partition(";")[0].strip()
    if submitted not in ("", "no"):
        return True
    if header(message, "Precedence").lower() in ("bulk", "junk", "list", "auto_reply"):
        return True
    if any(
        message.get(name) is not None
        for name in (
            "List-Id",
            "List-Unsubscribe",
            "X-Autoreply",
            "X-Autorespond",
            "X-Autoresponse",
            "X-AutoReply-From",
            "X-Mail-Autoreply",
            "X-Failed-Recipients",
            "Feedback-ID",
        )
    ):
        return True
    return message.get_content_type() in ("multipart/report", "multipart/disposition-notification")


def _reported(message: Message) -> list[Message]:
    """The parts of a report, without those of the mail that it is about."""
    if message.get_content_maintype() != "multipart":
        return [message]
    found: list[Message] = []
    for part in parts_of(message):
        found.append(part)
        if part.get_content_maintype() == "multipart":
            found += parts_of(part)
    return found


def _blocks(part: Message) -> list[Message]:
    """The groups of fields of a report, each as a message without a body."""
    groups = parts_of(part) or [part]
    if part.get_content_type() == "message/delivery-status" and part.is_multipart():
        return groups
    # Of other reports (RFC 6533) the library makes a mail: its header is the first group, the rest its body.
    first = groups[0]
    rest = raw_of(first)
    if header(part, "Content-Transfer-Encoding").lower() == "base64":
        try:
            rest = base64.b64decode(rest)
        except binascii.Error:
            rest = b""
    reader = HeaderParser(policy=policy.compat32)
    texts = re.split(r"\r?\n[ \t]*\r?\n", rest.decode("utf-8", "replace"))[:_GROUPS_MAXIMUM]
    found: list[Message] = [reader.parsestr(text.strip("\r\n")) for text in texts]
    return found if first is part else [first, *found]


def _of_delivery_status(part: Message, message: Message) -> Report | None:
    """The worst that is said of a recipient: a mail of ours has one."""
    reports: list[Report] = []
    for fields in _blocks(part):
        action = header(fields, "Action").lower().partition("(")[0].strip()
        if not action:
            continue
        # Exim gives the words of its own refusals in the text for people alone.
        diagnostic = header(fields, "Diagnostic-Code") or _told(message)
        status = _status(header(fields, "Status"), diagnostic)
        if action == "failed":
            reports.append(Report(ReportKind.FAILED, status, _words(diagnostic)))
        elif action == "delayed":
            reports.append(Report(ReportKind.DELAYED, status, _words(diagnostic)))
        elif action in ("delivered", "relayed", "expanded"):
            reports.append(Report(ReportKind.DELIVERED, status))
    order = (ReportKind.FAILED, ReportKind.DELAYED, ReportKind.DELIVERED)
    return min(reports, key=lambda report: order.index(report.kind), default=None)


def _status(given: str, diagnostic: str) -> str:
    """The more telling one of two codes: some servers say 5.0.0 and explain themselves in words."""
    found = _STATUS.search(given)
    status = found.group() if found else ""
    better = _STATUS.search(diagnostic)
    if better and (not status or status.endswith(".0.0")):
        return better.group()
    if not status and (code := _REPLY_CODE.search(diagnostic)):
        return f"{code[1]}.0.0"
    return status


def _of_feedback(part: Message) -> Report | None:
    for fields in _blocks(part):
        kind = header(fields, "Feedback-Type").lower()
        if kind in ("abuse", "fraud", "virus", "other", "opt-out", "opt-out-list"):
            return Report(ReportKind.COMPLAINT, diagnostic=_words(f"{kind} report"))
    return None


def _of_prose(message: Message) -> Report | None:
    words = _prose(message)
    _cut(message)
    # The library looks at addresses that are no mail addresses too: what counts is whether any failed.
    try:
        temporary, permanent = all_failures(message)
        if not (temporary or permanent):
            return None
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise MailUnreadable("its report cannot be read") from error
    found = _STATUS.search(words)
    code = _REPLY_CODE.search(words)
    status = found.group() if found else f"{code[1]}.0.0" if code else ""
    if temporary and not permanent:
        return Report(ReportKind.DELAYED, status, _words(words))
    return Report(ReportKind.FAILED, status, _words(words))


def _cut(message: Message) -> None:
    """Leave no more of a report than a server ever says: the library looks at each line in many ways."""
    left = _PROSE_MAXIMUM
    for part in walk(message):
        if not part.is_multipart():
            text = str(part.get_payload())[:left]
            part.set_payload(text)
            left -= len(text)


def _prose(message: Message) -> str:
    """The lines in which a server says what went wrong; its first ones if they cannot be told."""
    return _told(message) or " ".join(_lines(message)[:3])


def _told(message: Message) -> str:
    """The lines in which a server says what went wrong, "" where they cannot be told from the rest."""
    lines = _lines(message)
    told = (
        _below_an_address(lines)
        or [line for line in lines if _STATUS.search(line)]
        or [line for line in lines if _REPLY_CODE.search(line)]
    )
    return " ".join(told[:6])


def _lines(message: Message) -> list[str]:
    """The text of a report for people, without the mail that came back."""
    for part in _reported(message):
        if part.get_content_type() == "text/plain":
            text = raw_of(part).decode("utf-8", "replace")[:5_000]
            return _COPY_BEGINS.split(text, maxsplit=1)[0].splitlines()
    return []


def _below_an_address(lines: list[str]) -> list[str]:
    """What stands below the first line that names an address and nothing else, up to a gap."""
    for place, line in enumerate(lines):
        if _ONLY_AN_ADDRESS.fullmatch(line):
            told = [below.strip() for below in lines[place + 1 : place + 8]]
            return told[: told.index("")] if "" in told else told
    return []


def _words(text: str) -> str:
    return " ".join(text.split())[:DIAGNOSTIC_MAXIMUM]
