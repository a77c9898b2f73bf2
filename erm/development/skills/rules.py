"""Pure rules of skills and mentoring."""

from __future__ import annotations

from enum import StrEnum


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
