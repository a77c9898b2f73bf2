"""The rule by which a relationship needs attention, line by line."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest

from erm.core.language import languages, say
from erm.one_on_ones.rules import Cadence
from erm.relationships.health import (
    ATTENTION,
    OWED_AFTER_DAYS,
    Attention,
    Facts,
    Reason,
    ReasonKind,
    Waiting,
    attention,
    is_owed,
    order,
    reasons,
)
from erm.relationships.rules import RelationshipBond

R = ReasonKind
DAY = date(2026, 11, 23)
PLAIN = Facts(bond=RelationshipBond.COLLEAGUE)
FORTNIGHT = replace(
    PLAIN, cadence=Cadence.EVERY_TWO_WEEKS, cadence_days=14, silent_days=5,
    days_since_contact=5, days_since_met=5, met_last=True,
)  # fmt: skip
SILENT = replace(
    FORTNIGHT, silent_days=34, days_since_contact=34, days_since_met=34, quiet=True
)  # fmt: skip


def kinds(facts: Facts) -> list[ReasonKind]:
    return [reason.kind for reason in reasons(facts)]


def texts(facts: Facts, language: str = "en") -> list[str]:
    return [said(reason, language) for reason in reasons(facts)]


def said(reason: Reason, language: str) -> str:
    return say(language, f"relationships.reason.{reason.sentence}", **reason.words)


def test_every_kind_has_its_place() -> None:
    assert set(ATTENTION) == set(ReasonKind)
    places = [list(Attention).index(ATTENTION[kind]) for kind in ReasonKind]
    assert places == sorted(places), "what is more pressing is told first"


def test_a_silent_pair_is_told_so_in_words() -> None:
    assert texts(SILENT) == ["you meet every two weeks; the last was 34 days ago"]
    assert texts(SILENT, "ru") == ["вы встречаетесь раз в две недели; последний раз — 34 дня назад"]
    assert attention(reasons(SILENT)) is Attention.NOW
    assert reasons(SILENT)[0].days == 34


def test_what_was_last_is_not_called_a_meeting_if_it_was_none() -> None:
    written = replace(SILENT, met_last=False, days_since_met=50)
    assert texts(written) == ["you meet every two weeks; your last contact was 34 days ago"]
    begun = replace(written, begun=True, days_since_met=None, days_since_contact=None)
    assert texts(begun) == [
        "you mean to meet every two weeks; that was 34 days ago, and there has been no contact since"
    ]
    first = replace(begun, quiet=False, silent_days=3)
    assert texts(first) == [
        "you mean to meet every two weeks; the first one-on-one is still to come"
    ]


def test_a_pair_on_its_rhythm_is_fine_and_says_why() -> None:
    assert kinds(FORTNIGHT) == [R.ON_RHYTHM]
    assert texts(FORTNIGHT) == ["you meet every two weeks; the last was 5 days ago"]
    today = replace(FORTNIGHT, days_since_met=0, days_since_contact=0, silent_days=0)
    assert texts(today) == ["you meet every two weeks; the last was today"]
    assert attention(reasons(FORTNIGHT)) is Attention.FINE
    assert texts(replace(FORTNIGHT, paused=True)) == ["your one-on-ones pause"]


def test_a_pair_without_a_rhythm_has_its_last_contact_for_a_reason() -> None:
    assert kinds(replace(PLAIN, days_since_contact=12)) == [R.RECENT_CONTACT]
    assert texts(replace(PLAIN, days_since_contact=1)) == ["your last contact was 1 day ago"]
    assert reasons(PLAIN) == [], "strangers have no line"
    assert attention([]) is Attention.FINE


@pytest.mark.parametrize("bond", RelationshipBond)
def test_managers_and_reports_without_one_on_ones_are_reminded_and_others_are_not(
    bond: RelationshipBond,
) -> None:
    close = bond in (RelationshipBond.MY_MANAGER, RelationshipBond.MY_REPORT)
    assert (R.NO_SERIES in kinds(replace(PLAIN, bond=bond))) is close
    assert R.NO_SERIES not in kinds(replace(FORTNIGHT, bond=bond))
    assert R.NO_SERIES not in kinds(replace(PLAIN, bond=bond, has_left=True))


@pytest.mark.parametrize("facts", [PLAIN, FORTNIGHT, SILENT])
def test_what_waits_counts_the_same_for_every_pair(facts: Facts) -> None:
    """Colleagues are not a lesser kind of pair than managers and reports."""
    waiting = Waiting(1, 5, "Write it down")
    for name, kind in (
        ("my_overdue", R.MY_PROMISE_OVERDUE),
        ("their_overdue", R.THEIR_PROMISE_OVERDUE),
        ("feedback_i_owe", R.FEEDBACK_I_OWE),
        ("feedback_they_owe", R.FEEDBACK_THEY_OWE),
        ("handover", R.HANDOVER_WAITING),
    ):
        found = {
            bond: [r.kind for r in reasons(replace(facts, bond=bond, **{name: waiting}))]
            for bond in (RelationshipBond.COLLEAGUE, RelationshipBond.FORMER_MANAGER)
        }
        assert found[RelationshipBond.COLLEAGUE] == found[RelationshipBond.FORMER_MANAGER]
        assert kind in found[RelationshipBond.COLLEAGUE]
        assert not {R.ON_RHYTHM, R.RECENT_CONTACT} & set(found[RelationshipBond.COLLEAGUE])


def test_lines_come_in_the_order_of_their_weight() -> None:
    waiting = Waiting(1, 5, "Write it down")
    everything = replace(
        SILENT, bond=RelationshipBond.MY_REPORT, my_overdue=waiting, their_overdue=waiting,
        feedback_i_owe=waiting, feedback_they_owe=waiting, handover=waiting,
    )  # fmt: skip
    assert kinds(everything) == list(ReasonKind)[:6]
    assert "your promise “Write it down” is 5 days overdue" in texts(everything)
    assert "ваше обещание «Write it down» просрочено на 5 дней" in texts(everything, "ru")
    two = replace(PLAIN, my_overdue=Waiting(2, 9, "Write it down"))
    assert texts(two) == ["2 promises of yours are overdue"]
    assert texts(two, "ru") == ["просрочено 2 ваших обещания"]


def test_the_list_goes_by_attention_then_by_the_first_line_then_by_days() -> None:
    late = replace(PLAIN, my_overdue=Waiting(1, 90, "x"))
    longer = replace(SILENT, silent_days=80, days_since_contact=80, days_since_met=80)
    theirs = replace(PLAIN, their_overdue=Waiting(1, 300, "x"))
    mixed = [FORTNIGHT, SILENT, theirs, late, longer]
    wanted = [longer, SILENT, late, theirs, FORTNIGHT]
    assert sorted(mixed, key=lambda facts: order(reasons(facts))) == wanted


@pytest.mark.parametrize(
    ("due", "asked_ago", "owed"),
    [
        (None, OWED_AFTER_DAYS, False), (None, OWED_AFTER_DAYS + 1, True),
        (0, 30, False), (-1, 3, True), (5, 30, False),
    ],
)  # fmt: skip
def test_feedback_is_owed_after_its_date_or_after_a_week(
    due: int | None, asked_ago: int, owed: bool
) -> None:
    due_on = None if due is None else DAY + timedelta(days=due)
    assert is_owed(due_on, DAY - timedelta(days=asked_ago), DAY) is owed


def test_every_line_can_be_said_in_every_language_with_every_number() -> None:
    said_once = set()
    numbers = (0, 1, 2, 5, 11, 21, 22, 101)
    rhythms = [
        replace(SILENT, cadence=cadence, cadence_days=9, quiet=quiet, begun=begun, met_last=met,
                days_since_met=days, days_since_contact=days, silent_days=days)
        for cadence, quiet, begun, met, days in product(
            Cadence, (True, False), (True, False), (True, False), (*numbers, None))
        if not (quiet and not days)
    ]  # fmt: skip
    others = [replace(PLAIN, days_since_contact=days) for days in numbers]
    others += [replace(PLAIN, bond=bond) for bond in RelationshipBond]
    others += [replace(FORTNIGHT, paused=True)]
    others += [
        replace(PLAIN, **{name: Waiting(count, days, "x")})
        for name in (
            "my_overdue", "their_overdue", "feedback_i_owe", "feedback_they_owe", "handover",
        )
        for count, days in product((1, 2, 5), numbers[1:])
    ]  # fmt: skip
    others += [
        replace(PLAIN, **{name: Waiting(1, 0)})
        for name in ("feedback_i_owe", "feedback_they_owe", "handover")
    ]
    for facts in [*rhythms, *others]:
        for reason, language in product(reasons(facts), languages()):
            text = said(reason, language)
            assert "{" not in text
            if reason.words.get("count"):
                assert str(reason.words["count"]) in text
            said_once.add(f"relationships.reason.{reason.sentence}")
    from erm.core.language import catalogue

    written = {key for key in catalogue("en") if key.startswith("relationships.reason.")}
    assert written == said_once, "a sentence that nobody says"
