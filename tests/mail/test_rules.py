"""Every reply code at every stage of RFC 5321 is put in the right class."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from erm.mail.rules import (
    Stage,
    Verdict,
    classify,
    is_about_the_domain,
    is_about_the_server,
    is_dead_address,
    next_attempt,
    server_pause,
)

T, P, S = Verdict.TEMPORARY, Verdict.PERMANENT, Verdict.SERVER
# RFC 5321, 4.3.2 and 3.8, the codes of RFC 4954 and 7504, and replies that have no place there.
EXPECTED = {
    Stage.MAIL: {
        421: T, 450: T, 451: T, 452: T, 455: T, 500: T, 501: T, 502: T, 503: T, 530: T, 535: T,
        550: T, 553: T, 552: P, 554: P, 555: P, 521: P, 556: P, 354: T, 250: T, 999: T, -1: T, None: T,
    },
    Stage.RCPT: {
        421: T, 450: T, 451: T, 452: T, 455: T, 500: T, 502: T, 503: T, 530: T,
        501: P, 550: P, 551: P, 552: T, 553: P, 554: P, 555: P, 521: P, 556: P, 354: T, -1: T, None: T,
    },
    Stage.DATA: {
        421: T, 450: T, 451: T, 452: T, 500: T, 502: T, 503: T,
        501: P, 550: P, 552: P, 554: P, 555: P, 220: T, -1: T, None: T,
    },
}  # fmt: skip


@pytest.mark.parametrize(
    ("stage", "code", "verdict"),
    [(stage, code, v) for stage, codes in EXPECTED.items() for code, v in codes.items()],
)
def test_a_code_at_a_stage_is_in_its_class(
    stage: Stage, code: int | None, verdict: Verdict
) -> None:
    assert classify(stage, code) is verdict


# ---- every code there can be, in words of its own: not the rule told twice ----------------------

ALL_CODES = range(200, 600)
BEFORE_MAIL = (Stage.CONNECT, Stage.EHLO, Stage.STARTTLS, Stage.AUTH)
NEVER_AGAIN = {
    Stage.MAIL: "504-529 531-533 536-537 539-549 552 554-599",
    Stage.RCPT: "501 504-529 531-533 536-537 539-551 553-599",
    # Of DATA itself and of the end of the mail: RFC 5321 has one stage for both.
    Stage.DATA: "501 504-529 531-533 536-537 539-599",
}


def codes(words: str) -> set[int]:
    found: set[int] = set()
    for word in words.split():
        first, _, last = word.partition("-")
        found |= set(range(int(first), int(last or first) + 1))
    return found


@pytest.mark.parametrize("stage", list(Stage))
def test_every_code_there_can_be_is_in_its_class(stage: Stage) -> None:
    given = {code: classify(stage, code) for code in ALL_CODES}
    if stage in BEFORE_MAIL:
        assert set(given.values()) == {S}
        return
    assert {code for code, verdict in given.items() if verdict is P} == codes(NEVER_AGAIN[stage])
    assert {code for code, verdict in given.items() if verdict is S} == set()
    assert all(given[code] is T for code in range(200, 500)), "nothing below 500 is for ever"


@pytest.mark.parametrize("stage", list(Stage))
def test_every_code_there_can_be_is_about_one_of_three(stage: Stage) -> None:
    """No code lets both a domain and its server rest, and none that is for ever lets one rest."""
    for code in [*ALL_CODES, None, -1, 0, 199, 600, 999]:
        about = is_about_the_server(stage, code), is_about_the_domain(stage, code)
        assert about != (True, True)
        if classify(stage, code) is P:
            assert about == (False, False)
    domains = {code for code in ALL_CODES if is_about_the_domain(stage, code)}
    assert domains == ({421, 450, 451} if stage in (Stage.RCPT, Stage.DATA) else set())
    servers = {code for code in ALL_CODES if is_about_the_server(stage, code)}
    assert servers == (set(range(400, 500)) if stage is Stage.MAIL else set())
    assert is_about_the_server(stage, None)


@pytest.mark.parametrize("stage", [Stage.CONNECT, Stage.EHLO, Stage.STARTTLS, Stage.AUTH])
@pytest.mark.parametrize("code", [421, 450, 454, 500, 502, 504, 530, 534, 535, 550, 554, -1, None])
def test_before_any_mail_was_named_every_failure_is_the_servers(
    stage: Stage, code: int | None
) -> None:
    assert classify(stage, code) is S


def test_retries_back_off_and_end_after_three_days() -> None:
    start = datetime(2026, 11, 23, 9, tzinfo=UTC)
    waits = [next_attempt(start, attempts, start) for attempts in (1, 2, 3, 4, 5, 50)]
    minutes = [(w - start).total_seconds() / 60 for w in waits if w is not None]
    assert minutes == [1, 5, 15, 60, 60, 60]
    late = start + timedelta(days=2, hours=23)
    assert next_attempt(start, 60, late) == late + timedelta(hours=1)
    assert next_attempt(start, 60, start + timedelta(days=3)) is None


def test_what_failed_together_is_not_tried_together() -> None:
    start = datetime(2026, 11, 23, 9, tzinfo=UTC)
    waits = [next_attempt(start, 2, start, chance) for chance in (0.0, 0.5, 1.0)]
    assert [(w - start).total_seconds() for w in waits if w is not None] == [300, 375, 450]
    assert [server_pause(n).total_seconds() for n in (1, 2, 3, 4, 9)] == [5, 15, 60, 300, 300]


def test_what_is_sent_again_after_days_has_four_tries() -> None:
    start = datetime(2026, 11, 23, 9, tzinfo=UTC)
    late = start + timedelta(days=5)
    assert [next_attempt(start, n, late) is None for n in (1, 2, 3, 4)] == [False] * 3 + [True]


@pytest.mark.parametrize(
    ("stage", "code", "text", "dead"),
    [
        (Stage.RCPT, 550, "5.1.1 unknown", True),
        (Stage.RCPT, 550, "5.2.1 disabled", True),
        (Stage.RCPT, 550, "5.1.10 null MX", True),
        (Stage.RCPT, 550, "5.1.15 something else", False),
        (Stage.RCPT, 550, "5.7.1 policy", False),
        (Stage.RCPT, 550, "user unknown", False),
        (Stage.RCPT, 450, "4.1.1 unknown", False),
        (Stage.MAIL, 550, "5.1.1 our sender", False),
        (Stage.RCPT, None, "5.1.1", False),
    ],
)
def test_only_a_word_about_the_mailbox_ends_mail_to_an_address(
    stage: Stage, code: int | None, text: str, dead: bool
) -> None:
    assert is_dead_address(stage, code, text) is dead
