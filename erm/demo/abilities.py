"""Rows of skills, mentorships, learning and certificates."""

from __future__ import annotations

import re
from datetime import timedelta

from erm.demo.content.growth import (
    CERTIFICATES,
    EXPECTED_SKILLS,
    LEARNING,
    MENTORSHIPS,
    PERSON_SKILLS,
    RESOURCES,
    SKILLS,
)
from erm.demo.content.kinds import ResourceSpec, SkillSpec
from erm.demo.growth import PUBLISHED, Frameworks
from erm.demo.rows import Rows
from erm.demo.staff import Staff
from erm.demo.timeline import Timeline
from erm.development.learning.models import (
    Certificate,
    LearningRecord,
    LearningResource,
    LearningTarget,
)
from erm.development.learning.rules import LearningState, ResourceKind
from erm.development.skills.models import (
    Mentorship,
    PersonSkill,
    Skill,
    SkillExpectation,
    SkillName,
)
from erm.development.skills.names import name_key
from erm.development.skills.rules import MentorshipState, SkillVisibility
from erm.people.models import Bond
from erm.people.rules import BondKind

_OWN = re.compile(r"(?P<key>[a-z-]+):(?P<level>[0-4])(?P<learn>\+?)(?P<teach>!?)(?P<quiet>\??)")


def plant_abilities(timeline: Timeline, rows: Rows, staff: Staff, frameworks: Frameworks) -> None:
    """The catalogue of skills, who has which, who mentors whom, what is learnt."""
    skills = {spec.key: _skill(timeline, rows, staff, spec) for spec in SKILLS}
    for level, expected in EXPECTED_SKILLS.items():
        for key, wanted in (each.split(":") for each in expected.split()):
            rows.add(
                SkillExpectation(
                    id=timeline.id(timeline.latest, "expected", level, key),
                    career_level_id=frameworks.levels[level].id,
                    skill_id=skills[key].id,
                    level=int(wanted),
                )
            )
    _abilities(timeline, rows, staff, skills)
    _mentorships(timeline, rows, staff, skills)
    _learning(timeline, rows, staff, skills, frameworks)
    _certificates(timeline, rows, staff)


def _skill(timeline: Timeline, rows: Rows, staff: Staff, spec: SkillSpec) -> Skill:
    hannah = staff.people["hannah"]
    made = timeline.moment(PUBLISHED - 4, hannah.time_zone, "skill", spec.key)
    row = rows.kept(
        Skill(
            id=timeline.id(made, "skill", spec.key),
            category=spec.category,
            created_by_id=hannah.id,
            created_at=made,
        )
    )
    names = [(spec.en, "en" if spec.ru else "", True)]
    if spec.ru:
        names.append((spec.ru, "ru", True))
    names += [(name, "", False) for name in spec.synonyms]
    for name, locale, main in names:
        rows.add(
            SkillName(
                id=timeline.id(made, "skill name", name),
                skill_id=row.id,
                name=name,
                folded=name_key(name),
                locale=locale,
                is_main=main,
            )
        )
    return row


def _abilities(timeline: Timeline, rows: Rows, staff: Staff, skills: dict[str, Skill]) -> None:
    for person, line in PERSON_SKILLS.items():
        who = staff.people[person]
        for text in line.split():
            found = _OWN.fullmatch(text)
            if found is None:
                raise ValueError(f"{person}: {text}")
            key, level = found["key"], int(found["level"])
            chance = timeline.chance("skill", person, key)
            at = timeline.moment(chance.randrange(5, 150), who.time_zone, "has", person, key)
            used = chance.randrange(0, 40) if chance.random() < 0.75 else chance.randrange(90, 900)
            rows.add(
                PersonSkill(
                    id=timeline.id(at, "person skill", person, key),
                    person_id=who.id,
                    skill_id=skills[key].id,
                    level=level,
                    wants_to_learn=bool(found["learn"]),
                    can_teach=bool(found["teach"]),
                    last_used_on=timeline.day(used, who.time_zone) if level else None,
                    visibility=SkillVisibility.MANAGER
                    if found["quiet"]
                    else SkillVisibility.EVERYONE,
                    updated_at=at,
                )
            )


def _mentorships(timeline: Timeline, rows: Rows, staff: Staff, skills: dict[str, Skill]) -> None:
    for spec in MENTORSHIPS:
        mentor, mentee = staff.people[spec.mentor], staff.people[spec.mentee]
        by = staff.people[spec.by]
        at = timeline.moment(spec.days, by.time_zone, "mentorship", spec.mentor, spec.mentee)
        accepted = (
            None
            if spec.accepted is None
            else timeline.moment(spec.accepted, mentor.time_zone, "accepts", spec.mentee, after=at)
        )
        rows.add(
            Mentorship(
                id=timeline.id(at, "mentorship", spec.mentor, spec.mentee),
                mentor_id=mentor.id,
                mentee_id=mentee.id,
                skill_id=skills[spec.skill].id,
                proposed_by_id=by.id,
                message=spec.message,
                state=MentorshipState.PROPOSED if accepted is None else MentorshipState.ACCEPTED,
                mentor_accepted_at=accepted if spec.by != spec.mentor else at,
                mentee_accepted_at=at if spec.by == spec.mentee else accepted,
                created_at=at,
            )
        )
        if accepted is not None and spec.accepted is not None:
            rows.add(
                Bond(
                    id=timeline.id(accepted, "bond", "mentor", spec.mentor, spec.mentee),
                    kind=BondKind.MENTOR,
                    subject_id=mentee.id,
                    other_id=mentor.id,
                    starts_on=timeline.day(spec.accepted, mentee.time_zone),
                )
            )


def _learning(
    timeline: Timeline, rows: Rows, staff: Staff, skills: dict[str, Skill], frameworks: Frameworks
) -> None:
    resources = {
        spec.key: _resource(timeline, rows, staff, spec, skills, frameworks) for spec in RESOURCES
    }
    for spec in LEARNING:
        who = staff.people[spec.person]
        planned = timeline.moment((spec.done or 6) + 9, who.time_zone, "plans", spec.person)
        rows.add(
            LearningRecord(
                id=timeline.id(planned, "learning", spec.person, spec.resource),
                person_id=who.id,
                resource_id=resources[spec.resource].id,
                state=LearningState.PLANNED if spec.done is None else LearningState.DONE,
                done_on=None if spec.done is None else timeline.day(spec.done, who.time_zone),
                minutes=spec.minutes,
                note=spec.note,
                created_at=planned,
            )
        )


def _resource(
    timeline: Timeline,
    rows: Rows,
    staff: Staff,
    spec: ResourceSpec,
    skills: dict[str, Skill],
    frameworks: Frameworks,
) -> LearningResource:
    leonie = staff.people["leonie"]
    made = timeline.moment(PUBLISHED - 15, leonie.time_zone, "resource", spec.key)
    row = rows.kept(
        LearningResource(
            id=timeline.id(made, "resource", spec.key),
            title=spec.title,
            kind=ResourceKind(spec.kind),
            provider=spec.provider,
            language=spec.language,
            minutes=spec.minutes,
            description=spec.description,
            created_by_id=leonie.id,
            created_at=made,
        )
    )
    for target in spec.competencies:
        key, _, ranks = target.partition(":")
        first, _, last = ranks.partition("-")
        rows.add(
            LearningTarget(
                id=timeline.id(made, "target", spec.key, key),
                resource_id=row.id,
                competency_id=frameworks.competency(key).id,
                rank_from=int(first),
                rank_until=int(last),
            )
        )
    for key in spec.skills:
        rows.add(
            LearningTarget(
                id=timeline.id(made, "target", spec.key, "skill", key),
                resource_id=row.id,
                skill_id=skills[key].id,
            )
        )
    return row


def _certificates(timeline: Timeline, rows: Rows, staff: Staff) -> None:
    for spec in CERTIFICATES:
        who = staff.people[spec.person]
        # What was issued before the company used erm was entered on its first days.
        at = timeline.moment(min(spec.issued, PUBLISHED), who.time_zone, "certificate", spec.person)
        rows.add(
            Certificate(
                id=timeline.id(at, "certificate", spec.person, spec.name),
                person_id=who.id,
                name=spec.name,
                issuer=spec.issuer,
                issued_on=timeline.day(spec.issued, who.time_zone),
                expires_on=None
                if spec.expires is None
                else timeline.day(spec.expires, who.time_zone),
                created_at=timeline.settle(at + timedelta(minutes=4), at),
            )
        )
