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

__all__ = [
    "counts_of",
    "expectations_of",
    "similar_skills",
    "skill_categories",
    "skill_duplicates",
    "skills",
    "skills_by_ids",
    "standing_for",
]
