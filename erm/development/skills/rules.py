"""Pure rules of skills and mentoring."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID


class SkillVisibility(StrEnum):
    """Who sees that a person has a skill, besides themselves."""

    EVERYONE = "everyone"
    MANAGER = "manager"


class MentorshipState(StrEnum):
    """Where a mentorship stands: PROPOSED until both have accepted."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    ENDED = "ended"


OPEN = (MentorshipState.PROPOSED, MentorshipState.ACCEPTED)
"""States in which a mentorship may still become or go on."""

NOT_YET, BEGINNER, PRACTISING, ADVANCED, EXPERT = range(5)
"""How well a skill is known. ``NOT_YET``: one would only learn it."""

NAME_MAXIMUM = 120
CATEGORY_MAXIMUM = 120
DESCRIPTION_MAXIMUM = 2000
MESSAGE_MAXIMUM = 2000
NAMES_MAXIMUM = 20
"""How many names one skill may have."""
SKILLS_MAXIMUM = 5000
"""How many skills the catalogue may have: likeness is looked for among all of them."""
SKILLS_OF_A_PERSON = 200
MATRIX_SKILLS = 100
"""How many columns a matrix of a team has at most."""

FIRST_DAY = date(1950, 1, 1)
"""Nobody used a skill before that."""

MENTEES_AT_ONCE = 3
"""Whoever mentors so many is not proposed to more."""
MENTOR_LEVEL = PRACTISING
"""Who knows a skill less well is not proposed as a mentor."""
ASK_AGAIN_AFTER = timedelta(days=180)
"""A mentorship that one of the two declined is not suggested anew before."""


def is_level(level: int, *, least: int = NOT_YET) -> bool:
    """Whether this says how well a skill is known."""
    return least <= level <= EXPERT


def gap(expected: int | None, level: int) -> int | None:
    """How far a level is below the expected one, positive; None where nothing is expected."""
    return None if expected is None else expected - level


def joined_visibility(one: SkillVisibility, other: SkillVisibility) -> SkillVisibility:
    """The narrower of two: what became of a private entry is not shown to everybody."""
    both = (one, other)
    return SkillVisibility.MANAGER if SkillVisibility.MANAGER in both else SkillVisibility.EVERYONE


def open_pair(mentor_id: UUID, mentee_id: UUID, skill_id: UUID | None) -> str:
    """What is unique among mentorships that are proposed or go on: who helps whom with what."""
    return f"{mentor_id.hex}.{mentee_id.hex}.{'' if skill_id is None else skill_id.hex}"
