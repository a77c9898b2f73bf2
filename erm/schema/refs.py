# ruff: noqa: F821 (the names are resolved by Strawberry when the schema is built)
"""The only way from one schema module to another's types.

Leaf modules never import each other: they name types lazily here, and load objects by the type's
name, through the same registry that answers ``node(id:)``, so the policy is always asked.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias
from uuid import UUID

import strawberry

from erm.schema.context import Info
from erm.schema.node import load_node

if TYPE_CHECKING:
    PersonRef: TypeAlias = Any
    DepartmentRef: TypeAlias = Any
    ViewerRef: TypeAlias = Any
    SessionRef: TypeAlias = Any
    AccessTokenRef: TypeAlias = Any
    OneOnOneSeriesRef: TypeAlias = Any
    OneOnOneMeetingRef: TypeAlias = Any
    TalkingPointRef: TypeAlias = Any
    ActionItemRef: TypeAlias = Any
    FeedbackRequestRef: TypeAlias = Any
    FeedbackNoteRef: TypeAlias = Any
    DevelopmentPlanRef: TypeAlias = Any
    FocusAreaRef: TypeAlias = Any
    GoalRef: TypeAlias = Any
    MilestoneRef: TypeAlias = Any
    CheckInRef: TypeAlias = Any
    CompetencyRef: TypeAlias = Any
    CompetencyFrameworkRef: TypeAlias = Any
    FrameworkVersionRef: TypeAlias = Any
    CareerLevelRef: TypeAlias = Any
    AssessmentRef: TypeAlias = Any
    SkillRef: TypeAlias = Any
    SkillExpectationRef: TypeAlias = Any
    MentorshipRef: TypeAlias = Any
    CertificateRef: TypeAlias = Any
    CompanyValueRef: TypeAlias = Any
    KudosRef: TypeAlias = Any
    ScheduledKudosRef: TypeAlias = Any
    HandoverRef: TypeAlias = Any
    KudosCommentRef: TypeAlias = Any
    RelationshipRef: TypeAlias = Any
    TouchpointRef: TypeAlias = Any
    HomeRef: TypeAlias = Any
    DigestPreferenceRef: TypeAlias = Any
    MailRef: TypeAlias = Any
    CycleRef: TypeAlias = Any
    CycleParticipantRef: TypeAlias = Any
    CycleQuestionRef: TypeAlias = Any
    CycleProgrammeRef: TypeAlias = Any
    SegmentLossRef: TypeAlias = Any
    SurveyPromiseRef: TypeAlias = Any
    SurveyRef: TypeAlias = Any
    SurveyQuestionRef: TypeAlias = Any
    SurveyDriverRef: TypeAlias = Any
    SurveyItemRef: TypeAlias = Any
    SurveyWaveRef: TypeAlias = Any
else:
    PersonRef = Annotated["Person", strawberry.lazy("erm.schema.people")]
    DepartmentRef = Annotated["Department", strawberry.lazy("erm.schema.people")]
    ViewerRef = Annotated["Viewer", strawberry.lazy("erm.schema.viewer")]
    SessionRef = Annotated["Session", strawberry.lazy("erm.schema.access")]
    AccessTokenRef = Annotated["AccessToken", strawberry.lazy("erm.schema.access")]
    OneOnOneSeriesRef = Annotated["OneOnOneSeries", strawberry.lazy("erm.schema.one_on_ones")]
    OneOnOneMeetingRef = Annotated["OneOnOneMeeting", strawberry.lazy("erm.schema.one_on_ones")]
    TalkingPointRef = Annotated["TalkingPoint", strawberry.lazy("erm.schema.one_on_ones_agenda")]
    ActionItemRef = Annotated["ActionItem", strawberry.lazy("erm.schema.one_on_ones_promises")]
    FeedbackRequestRef = Annotated["FeedbackRequest", strawberry.lazy("erm.schema.feedback")]
    FeedbackNoteRef = Annotated["FeedbackNote", strawberry.lazy("erm.schema.feedback")]
    DevelopmentPlanRef = Annotated["DevelopmentPlan", strawberry.lazy("erm.schema.development")]
    FocusAreaRef = Annotated["FocusArea", strawberry.lazy("erm.schema.development_focus")]
    GoalRef = Annotated["Goal", strawberry.lazy("erm.schema.development_goals")]
    MilestoneRef = Annotated["Milestone", strawberry.lazy("erm.schema.development_goals")]
    CheckInRef = Annotated["CheckIn", strawberry.lazy("erm.schema.development_goals")]
    CompetencyRef = Annotated["Competency", strawberry.lazy("erm.schema.competencies")]
    CompetencyFrameworkRef = Annotated[
        "CompetencyFramework", strawberry.lazy("erm.schema.competencies")
    ]
    FrameworkVersionRef = Annotated["FrameworkVersion", strawberry.lazy("erm.schema.competencies")]
    CareerLevelRef = Annotated["CareerLevel", strawberry.lazy("erm.schema.competencies")]
    AssessmentRef = Annotated["Assessment", strawberry.lazy("erm.schema.assessments")]
    SkillRef = Annotated["Skill", strawberry.lazy("erm.schema.skills")]
    SkillExpectationRef = Annotated["SkillExpectation", strawberry.lazy("erm.schema.skills")]
    CertificateRef = Annotated["Certificate", strawberry.lazy("erm.schema.certificates")]
    MentorshipRef = Annotated["Mentorship", strawberry.lazy("erm.schema.mentorships")]
    CompanyValueRef = Annotated["CompanyValue", strawberry.lazy("erm.schema.recognition_parts")]
    HandoverRef = Annotated["Handover", strawberry.lazy("erm.schema.handovers")]
    KudosRef = Annotated["Kudos", strawberry.lazy("erm.schema.recognition")]
    ScheduledKudosRef = Annotated[
        "ScheduledKudos", strawberry.lazy("erm.schema.recognition_giving")
    ]
    KudosCommentRef = Annotated["KudosComment", strawberry.lazy("erm.schema.recognition")]
    RelationshipRef = Annotated["Relationship", strawberry.lazy("erm.schema.relationships")]
    TouchpointRef = Annotated["Touchpoint", strawberry.lazy("erm.schema.relationships")]
    HomeRef = Annotated["Home", strawberry.lazy("erm.schema.home")]
    DigestPreferenceRef = Annotated["DigestPreference", strawberry.lazy("erm.schema.digest")]
    MailRef = Annotated["Mail", strawberry.lazy("erm.schema.mail")]
    CycleRef = Annotated["Cycle", strawberry.lazy("erm.schema.cycles")]
    CycleParticipantRef = Annotated["CycleParticipant", strawberry.lazy("erm.schema.cycles")]
    CycleQuestionRef = Annotated["CycleQuestion", strawberry.lazy("erm.schema.cycles")]
    CycleProgrammeRef = Annotated["CycleProgramme", strawberry.lazy("erm.schema.cycle_templates")]
    SegmentLossRef = Annotated["SegmentLoss", strawberry.lazy("erm.schema.survey_waves")]
    SurveyPromiseRef = Annotated["SurveyPromise", strawberry.lazy("erm.schema.surveys")]
    SurveyRef = Annotated["Survey", strawberry.lazy("erm.schema.surveys")]
    SurveyQuestionRef = Annotated["SurveyQuestion", strawberry.lazy("erm.schema.surveys")]
    SurveyDriverRef = Annotated["SurveyDriver", strawberry.lazy("erm.schema.survey_bank")]
    SurveyItemRef = Annotated["SurveyItem", strawberry.lazy("erm.schema.survey_bank")]
    SurveyWaveRef = Annotated["SurveyWave", strawberry.lazy("erm.schema.survey_waves")]


async def person(info: Info, key: UUID) -> PersonRef:
    """A person who is known to be in the directory.

    Raises ``LookupError`` if not: foreign keys hold that, so it is a defect.
    """
    found = await load_node(info, "Person", key)
    if found is None:
        raise LookupError("a person that something refers to is not in the directory")
    return found


async def maybe_person(info: Info, key: UUID | None) -> PersonRef | None:
    """A person, or None for None."""
    return None if key is None else await person(info, key)


async def people(info: Info, keys: Sequence[UUID]) -> list[PersonRef]:
    """People in the order of their ids, loaded in one batch."""
    return list(await asyncio.gather(*(person(info, key) for key in keys)))


def viewer() -> ViewerRef:
    """The viewer's own corner: it holds no state, so making it needs nothing."""
    from erm.schema.viewer import Viewer

    return Viewer()


async def load(info: Info, type_name: str, key: UUID | None) -> Any:
    """Any other domain's object as the viewer may see it; None for None and for what they may not."""
    return None if key is None else await load_node(info, type_name, key)


async def shown(info: Info, type_name: str, key: UUID) -> Any:
    """What something that the viewer sees belongs to, so that they see it as well.

    Raises ``LookupError`` if they do not: that is a defect.
    """
    found = await load_node(info, type_name, key)
    if found is None:
        raise LookupError(f"a readable part of a {type_name} that is not readable")
    return found


async def load_all(info: Info, type_name: str, keys: Sequence[UUID]) -> list[Any]:
    """Several of them in order, in one batch, without those that the viewer may not see."""
    found = await asyncio.gather(*(load_node(info, type_name, key) for key in keys))
    return [each for each in found if each is not None]
