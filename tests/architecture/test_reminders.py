"""How reminders escalate is written down for each kind of them, with the numbers of the rules."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest

from erm.development.learning.rules import EXPIRY_NOTICE
from erm.digest.home import PROMISES_AHEAD
from erm.digest.needs import NeedKind
from erm.digest.rules import PATIENCE, DigestFrequency
from erm.engagement.surveys.rules import REMINDERS_MOST
from erm.feedback.cycles.reminders import EVERY
from erm.feedback.cycles.reminders import PATIENCE as REMINDERS_ALIKE
from erm.notifications.rules import KINDS, NotificationKind

PAGE = (Path(__file__).parents[2] / "docs" / "domains" / "digest.md").read_text()
TEXT = PAGE[PAGE.index("## How reminders escalate") :]
TEXT = TEXT[: TEXT.index("\n## ", 5)]
ROWS = {
    cells[0]: cells[1:]
    for line in TEXT.splitlines()
    if line.startswith("| ")
    for cells in [[cell.strip() for cell in line.strip("|").split("|")]]
}
DEVELOPMENT = "plans, check-ins, assessments, mentorships"
CYCLES = "raters to choose or approve, packets to prepare or read"
ROW_OF: dict[NeedKind | NotificationKind, str] = {
    NeedKind.MEETING_TODAY: "a one-on-one",
    NeedKind.MEETING_OVERDUE: "a one-on-one",
    NeedKind.FEEDBACK_TO_WRITE: "feedback asked for",
    NeedKind.REVIEWS_TO_WRITE: "reviews",
    NeedKind.PROMISE_DUE: "a promise",
    NeedKind.ASSESSMENT_TO_WRITE: DEVELOPMENT,
    NeedKind.ASSESSMENT_COMPARED: DEVELOPMENT,
    NeedKind.PLAN_TO_AGREE: DEVELOPMENT,
    NeedKind.PLAN_EXPIRED: DEVELOPMENT,
    NeedKind.PLAN_CHANGED: DEVELOPMENT,
    NeedKind.PLAN_QUIET: DEVELOPMENT,
    NeedKind.CHECK_IN_DUE: DEVELOPMENT,
    NeedKind.MENTORSHIP_TO_ANSWER: DEVELOPMENT,
    NeedKind.HANDOVER_WAITING: "handovers",
    NeedKind.NOMINATIONS_TO_MAKE: CYCLES,
    NeedKind.NOMINATIONS_TO_APPROVE: CYCLES,
    NeedKind.PACKET_TO_READ: CYCLES,
    NeedKind.PACKETS_TO_PREPARE: CYCLES,
    NeedKind.CERTIFICATE_EXPIRING: "certificates",
    NeedKind.RELATIONSHIP_QUIET: "people it has gone quiet with",
    NotificationKind.MEETING_COMING: "a one-on-one",
    NotificationKind.MEETING_ASKED: "a one-on-one",
    NotificationKind.REVIEWS_REMINDED: "reviews",
    NotificationKind.SURVEY_REMINDED: "a survey",
}
WORDS = {3: "three", 4: "four", 5: "five"}


def told_of(row: str) -> str:
    return " | ".join(ROWS[row])


REMINDS = {NotificationKind.MEETING_COMING, NotificationKind.MEETING_ASKED} | {
    kind for kind in NotificationKind if kind.value.endswith("_reminded")
}


@pytest.mark.parametrize("kind", [*NeedKind, *sorted(REMINDS)])
def test_every_need_and_every_reminder_has_its_row(kind: NeedKind | NotificationKind) -> None:
    assert len(ROWS[ROW_OF[kind]]) == 4, "first, then, at most, in the end"


def test_the_numbers_are_those_of_the_rules() -> None:
    assert f"every {WORDS[EVERY.days]} days" in told_of("reviews")
    assert f"after {WORDS[REMINDERS_ALIKE]} in other words" in told_of("reviews")
    assert WORDS[REMINDERS_MOST] in told_of("a survey")
    assert timedelta(days=7) == PROMISES_AHEAD
    assert "from a week before its day" in told_of("a promise")
    assert f"from {EXPIRY_NOTICE.days} days before the end" in told_of("certificates")
    slowing = PAGE[PAGE.index("## Slowing down") :]
    assert f"After {WORDS[PATIENCE[DigestFrequency.DAILY]]} daily ones" in slowing
    assert f"after {WORDS[PATIENCE[DigestFrequency.WEEKLY]]} weekly ones" in slowing


def test_no_reminder_goes_to_anybody_else_or_names_who_did_not_answer() -> None:
    assert "no reminder goes to anybody but the one who can do it" in TEXT
    assert "nobody knows who did not answer" in told_of("a survey")
    # No kind tells anybody of what somebody else has left undone.
    undone = re.compile("overdue|unanswered|missing|owing|not_answered|escalat")
    assert [kind for kind in KINDS if undone.search(kind.value)] == []
