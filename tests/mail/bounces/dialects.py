"""More ways in which mail programs say that a mail came back, by their documents and by what they send."""

from __future__ import annotations

from tests.mail.bounces.corpus import BOUNCE, ORIGINAL, RECIPIENT, Case, F, dsn, prose

_OUTLOOK = "Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@kelvane.example>"


def exchange(status: str, words: str) -> bytes:
    """A report of Exchange Online: its text twice, as HTML too."""
    return (
        f"From: {_OUTLOOK}\nTo: {BOUNCE}\nSubject: Undeliverable: Your week\n"
        "Message-ID: <0f1c@AM0PR01MB.eurprd01.prod.outlook.example>\nMIME-Version: 1.0\n"
        "X-MS-Exchange-Message-Is-Ndr:\nAuto-Submitted: auto-replied\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n'
        '--b\nContent-Type: multipart/alternative; boundary="c"\n\n'
        "--c\nContent-Type: text/plain; charset=us-ascii\n\n"
        "Delivery has failed to these recipients or groups:\n\nann@kelvane.example<mailto:ann@kelvane.example>"
        "\nYour message couldn't be delivered. Try again later, or contact the recipient by phone.\n\n"
        "--c\nContent-Type: text/html; charset=us-ascii\n\n"
        "<html><body><p>Your message couldn't be delivered.</p></body></html>\n--c--\n\n"
        "--b\nContent-Type: message/delivery-status\n\n"
        "Reporting-MTA: dns;AM0PR01MB.eurprd01.prod.outlook.example\n"
        "Received-From-MTA: dns;mx.kelvane.example\nArrival-Date: Mon, 16 Nov 2026 10:02:00 +0000\n\n"
        f"Final-Recipient: rfc822;ann@kelvane.example\nAction: failed\nStatus: {status}\n"
        f"Diagnostic-Code: smtp;{words}\nX-Display-Name: Ann\n\n"
        f"--b\nContent-Type: message/rfc822\n\n{ORIGINAL}\n--b--\n"
    ).encode()


_EXCHANGE = [
    ("5.1.10", "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup", True),
    ("5.1.1", "550 5.1.1 RESOLVER.ADR.RecipNotFound; not found", True),
    ("5.1.1", "550 5.1.1 RESOLVER.ADR.ExRecipNotFound; not found", True),
    ("5.4.1", "550 5.4.1 Recipient address rejected: Access denied. [AM0.prod.outlook.example 2026 08DD]", True),
    ("5.4.310", "550 5.4.310 DNS domain kelvane.example does not exist [Message=InfoDomainNonexistent]", True),
    ("5.1.0", "550 5.1.0 Sender denied as sender's email address is on SenderFilterConfig list", False),
    ("5.1.7", "550 5.1.7 Invalid address", False),
    ("5.1.8", "550 5.1.8 Access denied, bad outbound sender", False),
    ("5.1.90", "550 5.1.90 Your message can't be sent because you've reached your daily limit", False),
    ("5.2.2", "554 5.2.2 mailbox full; STOREDRV.Deliver.Exception:QuotaExceededException", False),
    ("5.2.3", "550 5.2.3 RESOLVER.RST.RecipSizeLimit; message too large for this recipient", False),
    ("5.2.122", "554 5.2.122 The recipient has exceeded their limit for the number of messages", False),
    ("5.2.0", "554 5.2.0 STOREDRV.Deliver.Exception:QuotaExceededException.MapiExceptionShutoffQuotaExceeded", False),
    ("5.3.4", "552 5.3.4 Message size exceeds fixed maximum message size", False),
    ("5.4.1", "550 5.4.1 No answer from host", False),
    ("5.4.14", "554 5.4.14 Hop count exceeded - possible mail loop", False),
    ("5.4.300", "550 5.4.300 Message expired -> 451 4.4.1 Connection timed out", False),
    ("4.4.7", "550 4.4.7 QUEUE.Expired; message expired", False),
    ("5.6.0", "550 5.6.0 CAT.InvalidContent.Exception; Invalid content", False),
    ("5.7.1", "550 5.7.1 RESOLVER.RST.AuthRequired; authentication required", False),
    ("5.7.124", "550 5.7.124 Sender not in allowed-senders list", False),
    ("5.7.133", "550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; authentication required", False),
    ("5.7.509", "550 5.7.509 Access denied, sending domain kelvane.example does not pass DMARC verification", False),
    ("5.7.708", "550 5.7.708 Access denied, traffic not accepted from this IP", False),
]  # fmt: skip
"""Codes as Microsoft's page on delivery reports has them, and whether they end mail to the address."""

_WORDS: list[tuple[str, str, str, bool]] = [
    ("gmail disabled", "5.2.1", "550-5.2.1 The email account that you tried to reach is disabled.", True),
    ("gmail rate", "5.2.1", "550-5.2.1 The user you are trying to contact is receiving mail at a rate that 550-5.2.1 prevents it.", False),
    ("gmail unauthenticated", "5.7.26", "550-5.7.26 This mail has been blocked because the sender is unauthenticated.", False),
    ("gmail out of storage", "5.2.2", "552-5.2.2 The recipient's inbox is out of storage space.", False),
    ("without a code: no such user", "5.0.0", "550 No such user (ann)", True),
    ("without a code: invalid mailbox", "5.0.0", "550 Message was not accepted -- invalid mailbox. ann@kelvane.example: user not found", True),
    ("without a code: spam", "5.0.0", "550 spam message rejected. Please visit https://mail.example/notspam", False),
    ("without a code: listed", "5.0.0", "554 Service unavailable; Client host [5.1.1.7] blocked using dnsbl", False),
    ("without a code: relaying", "5.0.0", "550 relay not permitted", False),
    ("without a code: quota", "5.0.0", "552 Quota exceeded", False),
    ("without a code: sender", "5.0.0", "550 Sender verify failed", False),
    ("without a code: nothing said", "5.0.0", "550 Nein", True),
    ("a name that sounds like a reason", "5.0.0", "550 <quota@policy.kelvane.example>: unknown user", True),
    ("the sender's address", "5.1.8", "501 5.1.8 Sender address does not resolve", False),
]  # fmt: skip

DIALECTS: list[Case] = [
    Case(f"exchange online: {words[:40]}", exchange(status, words), F, status, blocks)
    for status, words, blocks in _EXCHANGE
]
DIALECTS += [
    Case(
        name,
        dsn(f"{RECIPIENT}Action: failed\nStatus: {status}\nDiagnostic-Code: smtp; {words}"),
        F,
        status,
        blocks,
    )
    for name, status, words, blocks in _WORDS
]


def qmail(*words: str) -> bytes:
    """A report as QSBMF has it: paragraphs, of which each about a recipient begins with their address."""
    told = "\n".join(words)
    return prose(
        "MAILER-DAEMON@mx.kelvane.example",
        "failure notice",
        "Hi. This is the qmail-send program at mx.kelvane.example.\nI'm afraid I wasn't able to deliver "
        "your message to the following addresses.\nThis is a permanent error; I've given up. Sorry it "
        f"didn't work out.\n\n<ann@kelvane.example>:\n{told}\n\n--- Below this line is a copy of the "
        f"message.\n\n{ORIGINAL}",
    )


def exim_text(*words: str) -> bytes:
    """A report of Exim before 4.83: text, and no part for machines."""
    told = "\n".join(f"    {line}" for line in words)
    return prose(
        "Mail Delivery System <Mailer-Daemon@mx.kelvane.example>",
        "Mail delivery failed: returning message to sender",
        "This message was created automatically by mail delivery software.\n\nA message that you sent "
        "could not be delivered to one or more of its\nrecipients. This is a permanent error. The "
        f"following address(es) failed:\n\n  ann@kelvane.example\n{told}\n\n------ This is a copy of the "
        f"message, including all the headers. ------\n\n{ORIGINAL}",
        "X-Failed-Recipients: ann@kelvane.example\nAuto-Submitted: auto-replied\n",
    )


_EXIM_TOLD = "SMTP error from remote mail server after RCPT TO:<ann@kelvane.example>:"
DIALECTS += [
    Case("qmail: without a code", qmail("This address no longer accepts mail."), F, "", True),
    Case(
        "qmail: quota",
        qmail("The users mailfolder is over the allowed quota (size). (#5.2.2)"),
        F,
        "5.2.2",
    ),
    Case(
        "qmail: queue",
        qmail("I'm not going to try again; this message has been in the queue too long."),
        F,
        "",
    ),
    Case(
        "qmail: what a remote host said",
        qmail(
            "192.0.2.1 failed after I sent the message.",
            "Remote host said: 554 rejected due to spam",
        ),
        F,
        "5.0.0",
    ),
    Case(
        "qmail: a remote host's policy",
        qmail(
            "192.0.2.1 does not like recipient.",
            "Remote host said: 550 5.7.1 rejected",
            "Giving up on 192.0.2.1.",
        ),
        F,
        "5.7.1",
    ),
    Case(
        "exim text: no such user",
        exim_text(_EXIM_TOLD, "host mail.kelvane.example [192.0.2.1]: 550 No such user here"),
        F,
        "5.0.0",
        True,
    ),
    Case(
        "exim text: full",
        exim_text(_EXIM_TOLD, "host mail.kelvane.example [192.0.2.1]: 552 Mailbox full"),
        F,
        "5.0.0",
    ),
    Case("exim text: its own word", exim_text("Unrouteable address"), F, "", True),
    Case("exim text: too long", exim_text("retry timeout exceeded"), F, ""),
]
