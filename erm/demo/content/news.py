"""Who at Kelvane gets the digest when, when they may be reached, and what the mail servers said."""

from __future__ import annotations

from erm.digest.rules import DigestFrequency
from erm.notifications.rules import Channel, NotificationKind

TOLD = 16
"""So many days back people were told of what happened."""
LOGGED = 28
"""So many days back the log of mail goes; it is kept for 30."""
CHOSE = 61
"""So many days ago people chose what reaches them."""

DIGESTS: dict[str, tuple[DigestFrequency, int | None, int]] = {
    # None: the weekday of the last working morning, whenever the demo is made.
    "sofia": (DigestFrequency.WEEKLY, None, 8),
    "theo": (DigestFrequency.WEEKLY, None, 8),
    "elena": (DigestFrequency.WEEKLY, None, 9),
    "artyom": (DigestFrequency.WEEKLY, None, 9),
    "hannah": (DigestFrequency.WEEKLY, None, 9),
    "luis": (DigestFrequency.WEEKLY, None, 8),
    "joao": (DigestFrequency.DAILY, 1, 8),
    "tomas": (DigestFrequency.DAILY, 1, 8),
    "grace": (DigestFrequency.WEEKLY, None, 8),
    "denis": (DigestFrequency.DAILY, 1, 9),
    "dana": (DigestFrequency.WEEKLY, None, 8),
    "ingrid": (DigestFrequency.MONTHLY, 1, 7),
    "victor": (DigestFrequency.MONTHLY, 1, 8),
    "kira": (DigestFrequency.OFF, 1, 9),
}
IGNORED = ("artyom", "denis", "peter", "anton")
"""Who did not open erm after their digests; one of them learns that they come less often now."""

REACH: dict[str, tuple[int, int, tuple[int, ...], int]] = {
    # Quiet from and to, days off, days until which nothing reaches them (0: no pause).
    "sofia": (19, 8, (6, 7), 0),
    "grace": (17, 8, (6, 7), 0),
    "svetlana": (20, 7, (3, 6, 7), 0),
    "yana": (21, 9, (7,), 0),
    "ingrid": (0, 0, (), 0),
    "nadia": (20, 7, (6, 7), 12),
}
CHOICES: tuple[tuple[str, NotificationKind, Channel, bool], ...] = (
    ("sofia", NotificationKind.MILESTONE_REACHED, Channel.MAIL, False),
    ("sofia", NotificationKind.PLAN_CHANGED, Channel.MAIL, True),
    ("elena", NotificationKind.PROMISE_TAKEN, Channel.MAIL, False),
    ("theo", NotificationKind.PROMISE_KEPT, Channel.MAIL, False),
)
POLICIES: tuple[tuple[NotificationKind, Channel, bool, bool], ...] = (
    # On, and whether nobody may change that.
    (NotificationKind.PACKET_RELEASED, Channel.MAIL, True, True),
    (NotificationKind.KUDOS_REACTED, Channel.CHAT, False, False),
)

LOOKED: dict[str, int] = {
    **dict.fromkeys(("sofia", "theo", "elena", "hannah", "joao", "luis", "artyom", "ingrid"), 4),
    "tomas": 7,
}
"""How many days ago they looked at their notifications."""
LOOKED_USUALLY = 2
"""The others."""
LOOKED_BEFORE = 7
"""And everybody before that."""

SERVER = "relay.kelvane.example:587"
TAKEN = "2.0.0 Ok: queued as {number}"
GREYLISTED = (
    "450",
    "4.2.0 <{address}>: Recipient address rejected: Greylisted, try again in 60 seconds",
)
NO_MAILBOX = "5.1.1 <{address}>: Recipient address rejected: User unknown in virtual mailbox table"
NO_RELAY = "5.7.1 <{address}>: Relay access denied"
FULL = "5.2.2"
FULL_WORDS = "smtp; 552 5.2.2 <{address}>: Mailbox is full"

GONE = "caleb"
"""Whose mailbox there is none any more, by what the server says."""
WITH_A_FULL_MAILBOX = "duarte"
SLOWLY = ("ursula", "peter", "mei", "fiona")
"""Whose mail was only taken the second time."""
TESTED = "tomas.figueira@elsewhere.example"
"""Where the administrator sent a test that the relay refused."""
PREVIEWED = "joao"

ASKED_BY, ASKED = "sofia", "henrik"
QUESTION = (
    "You rewrote the help page beside my new empty state. Was there anything on the screen that "
    "you could not explain in one sentence?"
)
ANSWER = (
    "One thing: the grey dot. I tried four sentences and all of them began with “usually”.\n\n"
    "Everything else explained itself. I deleted two paragraphs of help because of your screen, "
    "which is the best a writer can say of a designer."
)
