"""Reports of mail servers about mail that they could not deliver, in the styles of their programs."""

from __future__ import annotations

from dataclasses import dataclass

from erm.mail.bounces import ReportKind

BOUNCE = "b+token@in.kelvane.example"
ORIGINAL = f"""Return-Path: <{BOUNCE}>
From: erm <erm@kelvane.example>
To: Ann <ann@kelvane.example>
Subject: Your week
Message-ID: <mail@kelvane.example>

Hello, we could not deliver 5.1.1 of your parcels, user unknown.
"""


@dataclass(frozen=True)
class Case:
    """A report and what it says; ``kind`` None: it is none."""

    name: str
    raw: bytes
    kind: ReportKind | None
    status: str = ""
    blocks: bool = False


def dsn(
    fields: str,
    *,
    sender: str = "MAILER-DAEMON@mx.kelvane.example (Mail Delivery System)",
    subject: str = "Undelivered Mail Returned to Sender",
    words: str = "This is the mail system at host mx.kelvane.example.",
    reporting: str = "Reporting-MTA: dns; mx.kelvane.example",
    returned: str = "message/rfc822",
    extra: str = "",
) -> bytes:
    return (
        f"From: {sender}\nTo: {BOUNCE}\nSubject: {subject}\nMessage-ID: <bounce@mx>\n{extra}"
        "Auto-Submitted: auto-replied\nMIME-Version: 1.0\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n'
        f"--b\nContent-Type: text/plain; charset=us-ascii\n\n{words}\n\n"
        f"--b\nContent-Type: message/delivery-status\n\n{reporting}\n\n{fields}\n\n"
        f"--b\nContent-Type: {returned}\n\n{ORIGINAL}\n--b--\n"
    ).encode()


def prose(sender: str, subject: str, words: str, extra: str = "") -> bytes:
    return f"From: {sender}\nTo: {BOUNCE}\nSubject: {subject}\n{extra}\n{words}\n".encode()


def arf(kind: str = "abuse") -> bytes:
    return (
        f"From: fbl@provider.example\nTo: abuse@in.kelvane.example\nSubject: FW: Your week\n"
        "MIME-Version: 1.0\n"
        'Content-Type: multipart/report; report-type=feedback-report; boundary="b"\n\n'
        "--b\nContent-Type: text/plain\n\nThis is an email abuse report.\n\n"
        f"--b\nContent-Type: message/feedback-report\n\nFeedback-Type: {kind}\nUser-Agent: X/1\n"
        f"Version: 1\nOriginal-Mail-From: <{BOUNCE}>\nSource-IP: 192.0.2.1\n\n"
        f"--b\nContent-Type: message/rfc822\n\n{ORIGINAL}\n--b--\n"
    ).encode()


RECIPIENT = "Final-Recipient: rfc822; ann@kelvane.example\n"
F, D = ReportKind.FAILED, ReportKind.DELAYED

CORPUS: list[Case] = [
    Case(
        "postfix user unknown",
        dsn(
            f"{RECIPIENT}Original-Recipient: rfc822;ann@kelvane.example\nAction: failed\n"
            "Status: 5.1.1\nRemote-MTA: dns; mail.kelvane.example\nDiagnostic-Code: smtp; 550 5.1.1\n"
            "    <ann@kelvane.example>: Recipient address rejected: User unknown"
        ),
        F,
        "5.1.1",
        True,
    ),
    Case(
        "postfix delayed",
        dsn(
            f"{RECIPIENT}Action: delayed\nStatus: 4.4.1\nDiagnostic-Code: X-Postfix; connect to "
            "mail.kelvane.example[192.0.2.1]:25: Connection timed out\n"
            "Will-Retry-Until: Sat, 21 Nov 2026 10:02:00 +0000 (UTC)",
            subject="Delayed Mail (still being retried)",
            returned="text/rfc822-headers",
        ),
        D,
        "4.4.1",
    ),
    Case(
        "postfix expired",
        dsn(
            f"{RECIPIENT}Action: failed\nStatus: 4.4.1\nDiagnostic-Code: X-Postfix; connect to "
            "mail.kelvane.example: Connection timed out"
        ),
        F,
        "4.4.1",
        False,
    ),
    Case(
        "postfix domain not found",
        dsn(
            f"{RECIPIENT}Action: failed\nStatus: 5.4.4\nDiagnostic-Code: X-Postfix; Host or domain "
            "name not found"
        ),
        F,
        "5.4.4",
        True,
    ),
    Case(
        "postfix mailbox full",
        dsn(
            f"{RECIPIENT}Action: failed\nStatus: 5.2.2\nDiagnostic-Code: smtp; 552 5.2.2 Mailbox full"
        ),
        F,
        "5.2.2",
        False,
    ),
    Case(
        "exim user unknown",
        dsn(
            f"{RECIPIENT}Action: failed\nStatus: 5.0.0\nRemote-MTA: dns; mail.kelvane.example\n"
            "Diagnostic-Code: smtp; 550 No such user here",
            sender="Mail Delivery System <Mailer-Daemon@mx.kelvane.example>",
            subject="Mail delivery failed: returning message to sender",
            extra="X-Failed-Recipients: ann@kelvane.example\n",
        ),
        F,
        "5.0.0",
        True,
    ),
    Case(
        "exim delayed",
        dsn(
            f"{RECIPIENT}Action: delayed\nStatus: 4.0.0",
            subject="Warning: message 1abc delayed 24 hours",
        ),
        D,
        "4.0.0",
    ),
    Case(
        "exim of old in prose",
        prose(
            "Mail Delivery System <Mailer-Daemon@mx.kelvane.example>",
            "Mail delivery failed: returning message to sender",
            "This message was created automatically by mail delivery software.\n\nA message that you "
            "sent could not be delivered to one or more of its\nrecipients. This is a permanent error. "
            "The following address(es) failed:\n\n  ann@kelvane.example\n    SMTP error from remote "
            "mail server after RCPT TO:<ann@kelvane.example>:\n    550 5.1.1 unknown user\n",
            "X-Failed-Recipients: ann@kelvane.example\nAuto-Submitted: auto-replied\n",
        ),
        F,
        "5.1.1",
        True,
    ),
    Case(
        "exchange user unknown",
        dsn(
            f"{RECIPIENT}Action: failed\nStatus: 5.1.10\nDiagnostic-Code: smtp;550 5.1.10 "
            "RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup",
            sender="Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@kelvane.example>",
            subject="Undeliverable: Your week",
            reporting="Reporting-MTA: dns;AM0PR01MB.eurprd01.prod.exchangelabs.com",
        ),
        F,
        "5.1.10",
        True,
    ),
    Case(
        "exchange access denied",
        dsn(
            f"{RECIPIENT}Action: failed\nStatus: 5.4.1\nDiagnostic-Code: smtp;550 5.4.1 Recipient "
            "address rejected: Access denied. AS(201806281)",
            sender="postmaster@kelvane.example",
        ),
        F,
        "5.4.1",
        True,
    ),
    Case(
        "exchange quota",
        dsn(
            f"{RECIPIENT}Action: failed\nStatus: 5.2.2\nDiagnostic-Code: smtp;554 5.2.2 mailbox full;"
        ),
        F,
        "5.2.2",
        False,
    ),
    Case(
        "exchange policy",
        dsn(
            f"{RECIPIENT}Action: failed\nStatus: 5.7.1\nDiagnostic-Code: smtp;550 5.7.1 "
            "TRANSPORT.RULES.RejectMessage; the message was rejected by organization policy"
        ),
        F,
        "5.7.1",
        False,
    ),
    Case(
        "exchange delivered",
        dsn(f"{RECIPIENT}Action: delivered\nStatus: 2.1.5"),
        ReportKind.DELIVERED,
        "2.1.5",
    ),
    Case(
        "gmail user unknown",
        dsn(
            f"{RECIPIENT}Action: failed\nStatus: 5.1.1\nRemote-MTA: dns; gmail-smtp-in.l.google.com.\n"
            "Diagnostic-Code: smtp; 550-5.1.1 The email account that you tried to reach does not "
            "exist.\n 550 5.1.1 For more information, go to "
            "https://support.google.com/mail/?p=NoSuchUser\nLast-Attempt-Date: Mon, 16 Nov 2026",
            sender="Mail Delivery Subsystem <mailer-daemon@googlemail.com>",
            subject="Delivery Status Notification (Failure)",
            extra="X-Failed-Recipients: ann@kelvane.example\n",
        ),
        F,
        "5.1.1",
        True,
    ),
    Case(
        "gmail over quota",
        dsn(
            f"{RECIPIENT}Action: failed\nStatus: 5.2.2\nDiagnostic-Code: smtp; 552-5.2.2 The email "
            "account that you tried to reach is over quota."
        ),
        F,
        "5.2.2",
        False,
    ),
    Case(
        "gmail delayed",
        dsn(
            f"{RECIPIENT}Action: delayed\nStatus: 4.4.2\nDiagnostic-Code: smtp; The recipient server "
            "did not accept our requests to connect.",
            subject="Delivery Status Notification (Delay)",
        ),
        D,
        "4.4.2",
    ),
    Case(
        "sendmail user unknown",
        dsn(
            f"{RECIPIENT}Action: failed\nStatus: 5.1.1\nRemote-MTA: DNS; mail.kelvane.example\n"
            "Diagnostic-Code: SMTP; 550 5.1.1 <ann@kelvane.example>... User unknown\n"
            "Last-Attempt-Date: Mon, 16 Nov 2026 10:02:00 GMT",
            sender="Mail Delivery Subsystem <MAILER-DAEMON@kelvane.example>",
            subject="Returned mail: see transcript for details",
            reporting="Reporting-MTA: dns; mx.kelvane.example\nArrival-Date: Mon, 16 Nov 2026",
        ),
        F,
        "5.1.1",
        True,
    ),
    Case(
        "sendmail warning",
        dsn(
            f"{RECIPIENT}Action: delayed\nStatus: 4.4.1\nWill-Retry-Until: Sat, 21 Nov 2026",
            subject="Warning: could not send message for past 4 hours",
        ),
        D,
        "4.4.1",
    ),
    Case(
        "a server that tells only in words",
        dsn(
            f"{RECIPIENT}Action: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; 550 5.7.26 This mail "
            "has been blocked because the sender is unauthenticated."
        ),
        F,
        "5.7.26",
        False,
    ),
    Case(
        "a server without a status",
        dsn(f"{RECIPIENT}Action: failed\nDiagnostic-Code: smtp; 452 try again"),
        F,
        "4.0.0",
        False,
    ),
    Case(
        "an action with a comment",
        dsn(f"{RECIPIENT}Action: failed (gone)\nStatus: 5.1.6 (moved)"),
        F,
        "5.1.6",
        True,
    ),
    Case(
        "qmail in prose",
        prose(
            "MAILER-DAEMON@mx.kelvane.example",
            "failure notice",
            "Hi. This is the qmail-send program at mx.kelvane.example.\nI'm afraid I wasn't able to "
            "deliver your message to the following addresses.\nThis is a permanent error; I've given "
            "up. Sorry it didn't work out.\n\n<ann@kelvane.example>:\nSorry, no mailbox here by that "
            "name. (#5.1.1)\n\n--- Below this line is a copy of the message.\n\nReturn-Path: <x@y>\n",
        ),
        F,
        "5.1.1",
        True,
    ),
    Case("a complaint", arf(), ReportKind.COMPLAINT, "", True),
    Case("a mail that is no spam", arf("not-spam"), None),
    Case(
        "an answering machine",
        prose(
            "ann@kelvane.example",
            "Out of office: Your week",
            "I am away until 5.1.1 o'clock.",
            "Auto-Submitted: auto-replied\n",
        ),
        None,
    ),
    Case(
        "an answering machine that says nothing of itself",
        prose("ann@kelvane.example", "I am away", "Back on 5.1.2027. Call 550 if it is urgent."),
        None,
    ),
    Case("a person", prose("ann@kelvane.example", "Re: Your week", "Thanks!"), None),
    Case(
        "a receipt",
        (
            f"From: ann@kelvane.example\nTo: {BOUNCE}\nSubject: Read: Your week\nMIME-Version: 1.0\n"
            'Content-Type: multipart/report; report-type=disposition-notification; boundary="b"\n\n'
            "--b\nContent-Type: text/plain\n\nIt was read.\n--b\nContent-Type: "
            "message/disposition-notification\n\nDisposition: manual-action/MDN-sent-manually; "
            "displayed\n--b--\n"
        ).encode(),
        None,
    ),
]
