"""Frameworks, levels and assessments for counting queries: everything many times, for Ann and her team."""

from __future__ import annotations

from datetime import timedelta

from erm.core.clock import now
from erm.development.competencies.models import (
    Assessment,
    AssessmentAnswer,
    AssessmentSheet,
    CareerPlacement,
    CompetencyFramework,
    FrameworkVersion,
)
from erm.development.competencies.rules import AssessmentSide, AssessmentState, FrameworkState
from erm.feedback.models import FeedbackNote
from erm.feedback.rules import FeedbackVisibility
from erm.people.models import Person
from tests.cast import Cast
from tests.development.competencies.building import (
    CONTENT,
    LONG_AGO,
    Built,
    assess,
    both,
    build,
    place,
    publish,
)


class CompetencyRows:
    """``begin`` once, then ``grow``."""

    built: Built
    framework: CompetencyFramework
    assessment: Assessment

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.number = 1

    async def begin(self) -> None:
        """A framework with a draft, Ann and Mo at a level, and an assessment that Mo has begun."""
        self.built = await build()
        self.framework = self.built.framework
        draft = await publish(self.framework, CONTENT, 1_000)
        await FrameworkVersion.filter(id=draft.id).update(
            state=FrameworkState.DRAFT, published_at=None, edited_by_id=self.cast.hana.id
        )
        await place(self.cast.ann, self.built.levels["engineer/middle"])
        await place(self.cast.mo, self.built.levels["manager/lead"])
        self.assessment = await assess(
            self.built, self.cast.ann, manager=(self.cast.mo, {"testing": 1})
        )
        await self.grow([self.cast.bo], ["begin"])

    async def grow(self, crowd: list[Person], names: list[str]) -> None:
        """As many more frameworks, versions, people at levels, comparisons and notes."""
        moment, ann, mo = now(), self.cast.ann, self.cast.mo
        frameworks = [
            CompetencyFramework(
                names=both(f"Framework {name}").to_json(), descriptions={}, created_at=moment
            )
            for name in names
        ]
        await CompetencyFramework.bulk_create(frameworks)
        words = {"content": CONTENT.to_json(), "edited_at": moment, "published_at": moment}
        versions = [
            FrameworkVersion(
                framework_id=each.id, number=1, state=FrameworkState.PUBLISHED, **words
            )
            for each in frameworks
        ]
        for _ in names:
            self.number += 1
            versions.append(
                FrameworkVersion(
                    framework_id=self.framework.id,
                    number=self.number,
                    state=FrameworkState.PUBLISHED,
                    **words,
                )
            )
        await FrameworkVersion.bulk_create(versions)
        level = self.built.levels["engineer/middle"]
        await CareerPlacement.bulk_create(
            [
                CareerPlacement(
                    person_id=person.id, level_id=level.id, starts_on=LONG_AGO, created_at=moment
                )
                for person in crowd
            ]
        )
        over = [
            Assessment(
                person_id=ann.id,
                framework_version_id=self.built.version.id,
                level_id=level.id,
                manager_id=mo.id,
                opened_by_id=ann.id,
                opened_at=moment - timedelta(days=1),
                compared_at=moment - timedelta(days=1),
                state=AssessmentState.COMPARED,
            )
            for _ in names
        ]
        await Assessment.bulk_create(over)
        sheets = [
            AssessmentSheet(
                assessment_id=each.id,
                side=side,
                author_id=author.id,
                saved_at=moment,
                submitted_at=moment,
            )
            for each in over
            for side, author in ((AssessmentSide.SELF, ann), (AssessmentSide.MANAGER, mo))
        ]
        await AssessmentSheet.bulk_create(sheets)
        testing = self.built.competencies["testing"].id
        await AssessmentAnswer.bulk_create(
            [AssessmentAnswer(sheet_id=each.id, competency_id=testing, rank=1) for each in sheets]
        )
        await FeedbackNote.bulk_create(
            [
                FeedbackNote(
                    author_id=person.id,
                    recipient_id=ann.id,
                    behaviour="Tested it",
                    visibility=FeedbackVisibility.RECIPIENT_AND_MANAGER,
                    competency="Testing",
                    created_at=moment,
                )
                for person in crowd
            ]
        )
