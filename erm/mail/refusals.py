"""Whether a refusal for good is about the mailbox, or about this mail, its sender or the day.

Only the first ends mail to an address. A policy or a filter that refuses one mail, a full mailbox, or a
fault in the company's own SPF or DKIM would else stop the mail of everybody, and for ever.
"""

from __future__ import annotations

import re

_DEAD = frozenset({"5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10"})
"""Codes (RFC 3463, RFC 7505) that say it of themselves. 5.1.7 and 5.1.8 are about the sender."""
_TAKEN_AT_THEIR_WORD = frozenset({"", "5.0.0", "5.1.0", "5.2.1", "5.4.0", "5.4.4", "5.4.310"})
"""Codes that say little, unless the words beside them speak of something else."""
_ONLY_WITH_WORDS = frozenset({"5.2.0", "5.4.1"})
"""By "no answer from host" Exchange Online also means that nobody has the address."""

_NOT_WORDS = re.compile(r"\S+@\S+|\w+://\S+|[\w-]+(?:\.[\w-]+)+")
"""Addresses, hosts, codes: a name within them means nothing."""
_GONE = (
    r"(?:unknown|unavailable|disabled|inactive|deactivated|invalid|"
    r"not (?:found|known|exist|listed|local|valid|active)|"
    r"(?:does not|doesn't|doesnt|no longer) exists?|no longer (?:valid|active|available))"
)
_MAILBOX = r"(?:user|mailbox|recipient|account|address|addressee|alias)"
_OF_THE_MAILBOX = re.compile(
    rf"\b{_MAILBOX}\b[^.;]{{0,60}}?\b{_GONE}\b|"
    rf"\b(?:unknown|invalid|no such|not a valid|non-?existent|inactive|disabled|unrouteable) "
    rf"(?:local |e-?mail |virtual )?{_MAILBOX}\b|"
    r"no mailbox (?:here )?by that name|recip(?:ient)?notfound|"
    r"recipient address rejected: access denied|does not accept mail|host not found|"
    r"dns domain .{0,80}does not exist|domain (?:name )?(?:not found|does not exist)",
    re.IGNORECASE,
)
_FOR_NOW = re.compile(
    r"\b(?:quota|full|rate|too (?:quickly|many|fast)|exceed\w*|spam\w*)\b", re.IGNORECASE
)
"""What holds for now, even where the mailbox is spoken of."""
_OF_SOMETHING_ELSE = re.compile(
    r"\b(?:quota|full|storage|too (?:large|big|many|much|fast|quickly|soon)|exceed\w*|limit\w*|size|"
    r"rate|throttl\w*|quickly|polic(?:y|ies)|block\w*|(?:black|deny|grey|gray)-?list\w*|dnsbl|rbl|"
    r"spam\w*|junk|virus\w*|malware|content|attachment\w*|unsolicited|reputation|banned|"
    r"listed (?:at|by|in|on)|spf|dkim|dmarc|(?:un)?authenticat\w*|"
    r"not (?:allowed|permitted|authori[sz]ed|accepted)|unauthori[sz]ed|relay(?:ing)?|sender|tls|"
    r"encrypt\w*|temporar\w*|try again|time[d-]? ?-?out|loop\w*|hops?|expired|no answer|connection|"
    r"connect to|unreachable|refused|service unavailable|(?:local|internal|system|input/output) error|"
    r"configuration|denied|prohibit\w*|protocol|syntax|transaction failed|"
    r"(?:message|mail) (?:was |has been )?rejected)\b",
    re.IGNORECASE,
)


def blames_address(status: str, words: str = "") -> bool:
    """Whether a refusal for good says that there is no such mailbox.

    ``status`` is its enhanced code (RFC 3463), "" without one; ``words`` what the server says beside it.
    """
    if status in _DEAD:
        return True
    said = _NOT_WORDS.sub(" ", words)
    if status not in _TAKEN_AT_THEIR_WORD | _ONLY_WITH_WORDS:
        return False
    if _OF_THE_MAILBOX.search(said):
        return _FOR_NOW.search(said) is None
    return status in _TAKEN_AT_THEIR_WORD and _OF_SOMETHING_ELSE.search(said) is None
