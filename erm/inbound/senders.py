"""Whether a mail is really from whom it says: by the word of the company's server, or by its signature.

``Authentication-Results`` (RFC 8601) is believed only under the name that was set, only where the
company's server puts its own, above what the sender wrote, and of several only the topmost that speaks
of a method. Servers should take out others' of their name, and do not always: OpenDKIM leaves those that
speak of other methods than its own. Where nothing is said, erm looks at the DKIM signatures itself.
Either way the domain that stands good must be the sender's own, or one above it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from email.message import Message
from enum import StrEnum
from functools import lru_cache

import dkim
import dns.exception
import dns.resolver
from authres import AuthenticationResultsHeader
from authres.core import AuthenticationResult, AuthResError

DNS_SECONDS = 5.0
SIGNATURES_MAXIMUM = 5
RESULTS_MAXIMUM = 20
_KEY_BITS = 1024

LookUp = Callable[[str], list[bytes]]
"""The TXT records of a name; none where there is none. Raises ``LookUpFailed``."""


class LookUpFailed(Exception):
    """No name server answered: it may be known later."""


class Trust(StrEnum):
    """Whether a mail's sender is who it says."""

    TRUE = "true"
    UNKNOWN = "unknown"
    FALSE = "false"


def stands_for(domain: str, sender_domain: str) -> bool:
    """Whether a domain may speak for a sender: it is theirs, or one above it, but no bare top level."""
    domain, sender_domain = domain.lower().rstrip("."), sender_domain.lower().rstrip(".")
    if domain == sender_domain:
        return bool(domain)
    return "." in domain and sender_domain.endswith(f".{domain}")


async def trust(
    message: Message,
    content: bytes,
    sender: str,
    *,
    named_in: frozenset[str],
    authserv_id: str | None,
    look_up: LookUp | None = None,
) -> Trust:
    """Whether a mail with this one sender is theirs. Raises ``LookUpFailed``.

    ``named_in`` are the headers that name the address for which it came: a signature must hold for one
    of them too, or what somebody wrote to another could be handed in here.
    """
    domain = sender.rpartition("@")[2]
    if authserv_id is not None:
        said = trust_of_results(
            results_on_top(message, authserv_id),
            domain,
            authserv_id,
            bound=is_bound(message, domain, named_in),
        )
        if said is not Trust.UNKNOWN:
            return said
    signatures = [str(value) for value in message.get_all("DKIM-Signature") or []]
    if not signatures:
        return Trust.UNKNOWN
    signed = await asyncio.to_thread(
        is_signed, content, domain, signatures, named_in, look_up or txt_records
    )
    return Trust.TRUE if signed else Trust.UNKNOWN


def results_on_top(message: Message, authserv_id: str) -> list[str]:
    """The results under our server's name that stand together on top.

    What a mail passes puts its own above it, and a ``Received`` between two of them: so those below the
    next ``Received`` were there when the mail came to our server, whoever's name they bear.
    """
    found: list[str] = []
    looked_at = 0
    for name, value in message.items():
        if name.lower() == "authentication-results":
            looked_at += 1
            if looked_at > RESULTS_MAXIMUM:
                break
            if _results(str(value), authserv_id) is not None:
                found.append(str(value))
        elif name.lower() == "received" and found:
            break
    return found


def is_bound(message: Message, domain: str, named_in: frozenset[str]) -> bool:
    """Whether what a domain signed was for the recipient for whom it came.

    A signature holds wherever a mail is sent again. Where it leaves out who it is for, or a length leaves
    room, whoever got a mail of somebody's could hand it in here, with another header put in. Which of
    several signatures held is not known: all of the sender's have to.
    """
    signatures = [_tags(str(value)) for value in message.get_all("DKIM-Signature") or []]
    theirs = [tags for tags in signatures if tags is None or _related(tags.get("d", ""), domain)]
    return bool(theirs) and all(tags is not None and _covers(tags, named_in) for tags in theirs)


def trust_of_results(
    values: list[str], domain: str, authserv_id: str, *, bound: bool = True
) -> Trust:
    """What the company's server says of mail from a domain.

    ``bound`` as :func:`is_bound` has it: otherwise only the sender's own server will do, which SPF knows.
    """
    found: dict[str, list[AuthenticationResult]] = {}
    for value in values[:RESULTS_MAXIMUM]:
        results = _results(value, authserv_id) or []
        for method in {result.method.lower() for result in results}:
            found.setdefault(method, [r for r in results if r.method.lower() == method])
    sent_by = [
        (_property(result, "smtp", "mailfrom") or "").rpartition("@")[2]
        for result in found.get("spf", [])
        if result.result.lower() == "pass"
    ]
    for result in found.get("dmarc", []):
        if (_property(result, "header", "from") or "").lower() != domain.lower():
            continue
        verdict = result.result.lower()
        if verdict == "pass" and (bound or any(_is_theirs(each, domain) for each in sent_by)):
            return Trust.TRUE
        if verdict in ("fail", "permerror"):
            return Trust.FALSE
    for result in found.get("dkim", []):
        signer = _property(result, "header", "d")
        if signer is None:
            signer = (_property(result, "header", "i") or "").rpartition("@")[2]
        if bound and result.result.lower() == "pass" and stands_for(signer, domain):
            return Trust.TRUE
    if any(stands_for(each, domain) for each in sent_by):
        return Trust.TRUE
    return Trust.UNKNOWN


@lru_cache(maxsize=RESULTS_MAXIMUM)
def _results(value: str, authserv_id: str) -> list[AuthenticationResult] | None:
    """What a header says; None if it is not our server's, or cannot be read."""
    if len(value) > 4_000 or authserv_id.lower() not in value.lower():
        return None
    try:
        parsed = AuthenticationResultsHeader.parse(
            f"Authentication-Results: {' '.join(value.split())}"
        )
    except (AuthResError, ValueError, RecursionError):
        return None
    if str(parsed.authserv_id).lower() != authserv_id.lower():
        return None
    return list(parsed.results)


def _property(result: AuthenticationResult, kind: str, name: str) -> str | None:
    values = [
        p.value for p in result.properties if (p.type.lower(), p.name.lower()) == (kind, name)
    ]
    # Said twice, it is not known which of them was looked at.
    return str(values[0]).strip('"') if len(values) == 1 else None


def is_signed(
    content: bytes,
    domain: str,
    signatures: list[str],
    named_in: frozenset[str],
    look_up: LookUp,
) -> bool:
    """Whether one of a mail's signatures holds and is of a domain that stands for the sender's."""

    def answer(name: bytes, timeout: float = DNS_SECONDS) -> bytes | None:
        records = look_up(name.decode("ascii", "replace").rstrip("."))
        # Several keys under one name are none (RFC 6376, 3.6.2.2).
        return records[0] if len(records) == 1 else None

    for place, signature in enumerate(signatures[:SIGNATURES_MAXIMUM]):
        tags = _tags(signature)
        if tags is None or not stands_for(tags.get("d", ""), domain):
            continue
        if not _covers(tags, named_in):
            continue
        try:
            if dkim.DKIM(content, minkey=_KEY_BITS, logger=None).verify(place, dnsfunc=answer):
                return True
        except (dkim.DKIMException, ValueError, KeyError, IndexError, TypeError):
            continue
    return False


def _is_theirs(envelope: str, sender_domain: str) -> bool:
    """Whether the domain of an envelope is the sender's: it, one above it or one below it."""
    return stands_for(envelope, sender_domain) or stands_for(sender_domain, envelope)


def _related(domain: str, sender_domain: str) -> bool:
    """Whether DMARC could take a domain for the sender's, which may stand beside it."""
    one, other = domain.lower().rstrip("."), sender_domain.lower().rstrip(".")
    return bool(one) and one.split(".")[-2:] == other.split(".")[-2:]


def _covers(tags: dict[str, str], named_in: frozenset[str]) -> bool:
    """Whether a signature covers who wrote a mail, for whom, and all of it."""
    covered = tags.get("h", "").lower().split(":")
    # With a length, anybody may have added to the mail without breaking the signature.
    return "l" not in tags and "from" in covered and bool(named_in.intersection(covered))


def _tags(signature: str) -> dict[str, str] | None:
    tags: dict[str, str] = {}
    for part in "".join(signature.split()).rstrip(";").split(";"):
        name, equals, value = part.partition("=")
        if not equals or name in tags:
            return None
        tags[name] = value
    return tags


def txt_records(name: str) -> list[bytes]:
    """The TXT records of a name from the machine's name servers. Raises ``LookUpFailed``."""
    try:
        answer = dns.resolver.resolve(name, "TXT", lifetime=DNS_SECONDS)
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        return []
    except (dns.exception.DNSException, OSError) as error:
        raise LookUpFailed(name) from error
    return [b"".join(record.strings) for record in answer]
