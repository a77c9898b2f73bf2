"""Whether a mail is from whom it says: what is believed, and what is not."""

from __future__ import annotations

import pytest

from erm.inbound.senders import LookUpFailed, Trust, stands_for, trust, trust_of_results
from erm.mail.incoming import parse
from tests.inbound.desk import RELAY, answer, records, results, signed

TO = "r+x@in.erm.test"
ANN = "ann@erm.test"


def said(*values: str) -> Trust:
    return trust_of_results(list(values), "erm.test", RELAY)


@pytest.mark.parametrize(
    "value",
    [
        f"{RELAY}; dmarc=pass header.from=erm.test",
        f"{RELAY}; dmarc=pass (p=reject dis=none) header.from=ERM.test",
        f"{RELAY.upper()}; spf=fail smtp.mailfrom=x.test; dmarc=pass header.from=erm.test",
        f"{RELAY}; dkim=pass header.d=erm.test header.s=s1",
        f"{RELAY}; dkim=pass header.i=@erm.test",
        f"{RELAY}; dkim=fail header.d=erm.test; dkim=pass header.d=erm.test",
        f"{RELAY}; dkim=pass header.d=evil.test; spf=pass smtp.mailfrom=ann@erm.test",
        f"{RELAY}; dmarc=none header.from=erm.test; spf=pass smtp.mailfrom=ann@erm.test",
    ],
)
def test_what_the_companys_server_vouches_for_is_true(value: str) -> None:
    assert said(value) is Trust.TRUE


@pytest.mark.parametrize(
    "value",
    [
        "",
        "nonsense",
        f"{RELAY}; none",
        f"{RELAY}",
        "evil.test; dmarc=pass header.from=erm.test",
        f"x.{RELAY}; dmarc=pass header.from=erm.test",
        f"{RELAY}; dmarc=pass header.from=evil.test",
        f"{RELAY}; dmarc=pass",
        f"{RELAY}; dmarc=pass header.from=erm.test header.from=evil.test",
        f"{RELAY}; dmarc=temperror header.from=erm.test",
        f"{RELAY}; dkim=pass header.d=evil.test",
        f"{RELAY}; dkim=pass header.d=test",
        f"{RELAY}; dkim=pass header.d=mail.erm.test",
        f"{RELAY}; dkim=pass header.d=xerm.test",
        f"{RELAY}; dkim=neutral header.d=erm.test",
        f"{RELAY}; spf=pass smtp.mailfrom=ann@evil.test",
        f"{RELAY}; spf=softfail smtp.mailfrom=ann@erm.test",
        f"{RELAY}; spf=pass smtp.helo=erm.test",
        f"{RELAY}; (dmarc=pass header.from=erm.test) none",
        f'{RELAY}; x=pass reason="dmarc=pass header.from=erm.test"',
        f"{RELAY}; dmarc=pass header.from=erm.test" + "x" * 5_000,
    ],
)
def test_anything_else_is_not(value: str) -> None:
    assert said(value) is Trust.UNKNOWN


def test_what_the_companys_server_denies_is_false() -> None:
    assert said(f"{RELAY}; dmarc=fail header.from=erm.test; dkim=pass header.d=erm.test") is (
        Trust.FALSE
    )


def test_a_header_that_the_sender_put_in_below_counts_for_nothing() -> None:
    denied = f"{RELAY}; dmarc=fail header.from=erm.test"
    forged = f"{RELAY}; dmarc=pass header.from=erm.test"
    assert said(denied, forged) is Trust.FALSE
    assert said(f"{RELAY}; dmarc=none header.from=erm.test; dkim=none", forged) is Trust.UNKNOWN


AT_OUR_SERVER = (
    f"Received: from client.test (unknown [192.0.2.6])\r\n\tby {RELAY} (Postfix) with ESMTP id "
    "4jXfx33wK9zf8F7\r\n\tfor <r+x@in.erm.test>; Sun, 22 Nov 2026 19:57:11 +0000 (UTC)\r\n"
)
NO_SIGNATURE = f"Authentication-Results: {RELAY};\r\n\tdkim=none; dkim-atps=neutral\r\n"


@pytest.mark.parametrize(
    "forged",
    [
        f"{RELAY}; dmarc=pass header.from=erm.test",
        f"{RELAY.upper()} 1; dmarc=pass header.from=erm.test",
        f"\r\n (x) {RELAY} (y);\r\n dmarc=pass header.from=erm.test",
        f"{RELAY}; spf=pass smtp.mailfrom=ann@erm.test",
    ],
)
async def test_a_header_of_our_servers_name_that_it_left_in_counts_for_nothing(forged: str) -> None:
    """Postfix with OpenDKIM alone: it writes of signatures, and takes out nothing else."""
    mail = answer(TO, extra=f"{NO_SIGNATURE}{AT_OUR_SERVER}Authentication-Results: {forged}\r\n")
    assert await check(mail, relay=RELAY) is Trust.UNKNOWN


@pytest.mark.parametrize("above", ["", AT_OUR_SERVER])
async def test_results_stand_above_what_our_server_received_or_right_below(above: str) -> None:
    """OpenDKIM, OpenDMARC and policy servers put theirs above it, rspamd below."""
    several = results("dmarc=pass (p=reject dis=none) header.from=erm.test") + (
        results("spf=pass smtp.mailfrom=erm.test") + NO_SIGNATURE
    )
    behind = "Received-SPF: pass\r\n" + ("" if above else AT_OUR_SERVER)
    assert await check(answer(TO, extra=above + several + behind), relay=RELAY) is Trust.TRUE


async def test_results_of_others_above_ours_do_not_hide_them() -> None:
    other = results("dmarc=fail header.from=erm.test", relay="archive.erm.test")
    mail = answer(TO, extra=other + AT_OUR_SERVER + results())
    assert await check(mail, relay=RELAY) is Trust.TRUE


# ---- what somebody wrote to another, sent again to here ------------------------------------------

REPLAYED = results("dmarc=pass header.from=erm.test; dkim=pass header.d=erm.test").encode()


def written_to_another(covered: list[bytes], **options: object) -> bytes:
    """A mail of Ann's to somebody, who puts in a Cc and hands it in."""
    theirs = answer("mallory@evil.test", "I cannot stand him.")
    return b"Cc: " + TO.encode() + b"\r\n" + signed(theirs, include_headers=covered, **options)


async def test_a_signature_that_holds_for_others_binds_nothing_to_us() -> None:
    both = written_to_another([b"from", b"to", b"subject"])
    neither = written_to_another([b"from", b"subject"])
    for mail in (both, neither):
        assert await check(REPLAYED + mail, relay=RELAY, named="cc") is Trust.UNKNOWN


async def test_a_signature_put_in_beside_the_one_that_holds_binds_nothing() -> None:
    bogus = b"DKIM-Signature: v=1; a=rsa-sha256; d=erm.test; s=s1; h=from:to:cc; bh=x; b=y\r\n"
    mail = bogus + written_to_another([b"from", b"to", b"subject"])
    assert await check(REPLAYED + mail, relay=RELAY, named="cc") is Trust.UNKNOWN


async def test_a_signature_that_covers_the_recipient_is_believed_wherever_it_comes_from() -> None:
    spf = results("spf=fail smtp.mailfrom=list.test").encode()
    assert await check(REPLAYED + spf + signed(answer(TO)), relay=RELAY) is Trust.TRUE


async def test_a_signature_with_a_length_is_not_believed_of_our_server_either() -> None:
    mail = signed(answer(TO), length=True) + b"\r\nAnd you should be ashamed.\r\n"
    assert await check(REPLAYED + mail, relay=RELAY) is Trust.UNKNOWN


@pytest.mark.parametrize(
    ("envelope", "trusted"),
    [
        ("ann@erm.test", Trust.TRUE),
        ("bounces.erm.test", Trust.TRUE),
        ("mallory@evil.test", Trust.UNKNOWN),
        ("mallory@noterm.test", Trust.UNKNOWN),
    ],
)
async def test_without_a_signature_for_us_the_senders_own_server_must_have_sent_it(
    envelope: str, trusted: Trust
) -> None:
    spf = results(f"spf=pass smtp.mailfrom={envelope}").encode()
    mail = spf + REPLAYED + written_to_another([b"from", b"subject"])
    assert await check(mail, relay=RELAY, named="cc") is trusted


def test_a_neighbour_under_one_public_suffix_is_nobody() -> None:
    said = trust_of_results(
        [f"{RELAY}; dmarc=pass header.from=erm.co.uk; spf=pass smtp.mailfrom=x@evil.co.uk"],
        "erm.co.uk",
        RELAY,
        bound=False,
    )
    assert said is Trust.UNKNOWN


@pytest.mark.parametrize(
    ("domain", "sender", "stands"),
    [
        ("evil.co.uk", "erm.co.uk", False),
        ("uk", "erm.co.uk", False),
        ("o.uk", "erm.co.uk", False),
        ("evil.github.io", "erm.github.io", False),
        ("erm.test\0.evil.test", "erm.test", False),
        ("erm\u3002test", "erm.test", False),
        ("\u0435rm.test", "erm.test", False),
        ("erm.test", "erm.test", True),
        ("ERM.test.", "erm.test", True),
        ("erm.test", "mail.erm.test", True),
        ("mail.erm.test", "erm.test", False),
        ("test", "erm.test", False),
        ("", "erm.test", False),
        ("", "", False),
    ],
)
def test_a_domain_stands_for_itself_and_what_is_below_it(
    domain: str, sender: str, stands: bool
) -> None:
    assert stands_for(domain, sender) is stands


async def check(content: bytes, *, relay: str | None = None, named: str = "to") -> Trust:
    return await trust(
        parse(content),
        content,
        ANN,
        named_in=frozenset({named}),
        authserv_id=relay,
        look_up=records,
    )


async def test_a_signature_of_the_senders_domain_is_enough() -> None:
    assert await check(signed(answer(TO))) is Trust.TRUE
    assert await check(signed(answer(TO)), relay=RELAY) is Trust.TRUE


async def test_results_of_nobodys_relay_are_not_looked_at() -> None:
    assert await check(results().encode() + answer(TO)) is Trust.UNKNOWN


async def test_a_broken_signature_is_none() -> None:
    broken = signed(answer(TO)).replace(b"plan clear", b"plan poor")
    assert await check(broken) is Trust.UNKNOWN


async def test_a_signature_of_another_domain_is_none() -> None:
    assert await check(signed(answer(TO), domain="evil.test")) is Trust.UNKNOWN


async def test_a_signature_that_leaves_room_below_is_none() -> None:
    grown = signed(answer(TO), length=True) + b"\r\nAnd you should be ashamed.\r\n"
    assert await check(grown) is Trust.UNKNOWN


async def test_a_signature_that_does_not_hold_for_the_recipient_is_none() -> None:
    elsewhere = signed(answer(TO), include_headers=[b"from", b"subject"])
    assert await check(elsewhere) is Trust.UNKNOWN
    assert await check(signed(answer(TO)), named="cc") is Trust.UNKNOWN


async def test_a_second_signature_counts_where_the_first_is_another_servers() -> None:
    both = signed(signed(answer(TO)), domain="evil.test")
    assert await check(both) is Trust.TRUE


async def test_nameservers_that_do_not_answer_are_not_a_no() -> None:
    mail = signed(answer(TO, sender="ann@broken.test"), domain="broken.test")
    with pytest.raises(LookUpFailed):
        await trust(
            parse(mail),
            mail,
            "ann@broken.test",
            named_in=frozenset({"to"}),
            authserv_id=None,
            look_up=records,
        )


@pytest.mark.parametrize(
    "header",
    [
        "",
        "v=1",
        "d=erm.test; d=erm.test",
        "v=1; a=rsa-sha256; d=erm.test; s=s1; h=from:to; b=x; bh=y",
    ],
)
async def test_a_header_that_is_no_signature_is_none(header: str) -> None:
    mail = f"DKIM-Signature: {header}\r\n".encode() + answer(TO)
    assert await check(mail) is Trust.UNKNOWN
