"""Evidence, learning and certificates for counting queries: everything many times, for Mo."""

from __future__ import annotations

from datetime import timedelta

from erm.core.clock import now, today
from erm.development.competencies.models import Competency
from erm.development.learning.models import (
    Certificate,
    LearningRecord,
    LearningResource,
    LearningTarget,
)
from erm.development.learning.rules import LearningState, ResourceKind
from erm.development.models import Evidence, Goal
from erm.development.rules import EvidenceKind
from erm.development.skills.models import PersonSkill, Skill
from erm.feedback.models import FeedbackNote
from erm.people.models import Person
from tests.cast import Cast
from tests.development.learning.builders import framework, skill
from tests.files.making import stored


class LearningRows:
    """``begin`` once, then ``grow``."""

    skill: Skill
    competency: Competency

    def __init__(self, cast: Cast) -> None:
        self.cast = cast

    async def begin(self, goal: Goal, note: FeedbackNote) -> None:
        """One of each; evidence of ``goal`` points at ``note`` and at a file."""
        self.goal, self.note = goal, note
        self.skill = await skill("Patience")
        (self.competency,) = await framework("Learning", ("Listening",))
        self.file = await stored(self.cast.mo, claimed=True)
        await PersonSkill.create(
            person_id=self.cast.mo.id,
            skill_id=self.skill.id,
            wants_to_learn=True,
            updated_at=now(),
        )
        await self.grow([self.cast.ann], ["begin"])

    async def grow(self, crowd: list[Person], names: list[str]) -> None:
        """As many more of each as there are names."""
        moment, mo = now(), self.cast.mo
        kinds = {"kind": ResourceKind.BOOK, "created_at": moment}
        planned = [LearningResource(title=f"Planned {name}", **kinds) for name in names]
        offered = [LearningResource(title=f"Offered {name}", **kinds) for name in names]
        await LearningResource.bulk_create([*planned, *offered])
        await LearningTarget.bulk_create(
            [
                LearningTarget(resource_id=each.id, **target)
                for each in (*planned, *offered)
                for target in (
                    {"skill_id": self.skill.id},
                    {"competency_id": self.competency.id, "rank_from": 1},
                )
            ]
        )
        await LearningRecord.bulk_create(
            [
                LearningRecord(
                    person_id=mo.id,
                    resource_id=each.id,
                    state=LearningState.PLANNED,
                    created_at=moment,
                )
                for each in planned
            ]
        )
        soon = today() + timedelta(days=20)
        await Certificate.bulk_create(
            [
                Certificate(
                    person_id=person.id,
                    name="First aid",
                    expires_on=soon,
                    file_id=self.file.id,
                    created_at=moment,
                )
                for each in crowd
                for person in (mo, each)
            ]
        )
        await Evidence.bulk_create(
            [
                Evidence(
                    person_id=self.goal.person_id,
                    author_id=mo.id,
                    goal_id=self.goal.id,
                    created_at=moment,
                    **what,
                )
                for _ in names
                for what in (
                    {"kind": EvidenceKind.FILE, "file_id": self.file.id},
                    {"kind": EvidenceKind.FEEDBACK, "source_id": self.note.id},
                )
            ]
        )
