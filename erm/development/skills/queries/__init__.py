"""Reads of skills and mentorships, each as one actor."""

from erm.development.skills.queries.catalogue import (
    counts_of,
    expectations_of,
    similar_skills,
    skill_categories,
    skill_duplicates,
    skills,
    skills_by_ids,
    standing_for,
)
from erm.development.skills.queries.mentoring import (
    mentee_suggestions,
    mentor_suggestions,
    mentorships,
    mentorships_by_ids,
    mentorships_to_answer,
    team_mentor_suggestions,
)
from erm.development.skills.queries.people import (
    entry_of,
    expected_of,
    people_with_skill,
    skills_of,
    team_matrix,
)

__all__ = [
    "counts_of",
    "entry_of",
    "expectations_of",
    "expected_of",
    "mentee_suggestions",
    "mentor_suggestions",
    "mentorships",
    "mentorships_by_ids",
    "mentorships_to_answer",
    "people_with_skill",
    "similar_skills",
    "skill_categories",
    "skill_duplicates",
    "skills",
    "skills_by_ids",
    "skills_of",
    "standing_for",
    "team_matrix",
    "team_mentor_suggestions",
]
