"""The whole schema: the roots composed from what each domain's module exports."""

from __future__ import annotations

from functools import cache
from typing import Annotated

import strawberry
from strawberry.schema.config import StrawberryConfig

from erm.schema.access import AccessMutation, AccessQuery
from erm.schema.action_plans import ActionPlansQuery
from erm.schema.action_plans_commands import ActionPlansMutation
from erm.schema.assessments import AssessmentsQuery
from erm.schema.assessments_commands import AssessmentsMutation
from erm.schema.audit import AuditQuery
from erm.schema.awards import AwardsQuery
from erm.schema.awards_commands import AwardsMutation
from erm.schema.ballots import BallotsMutation
from erm.schema.calibration import CalibrationQuery
from erm.schema.calibration_commands import CalibrationMutation
from erm.schema.careers import CareersMutation
from erm.schema.celebrations import CelebrationsMutation, CelebrationsQuery
from erm.schema.certificates import CertificatesMutation
from erm.schema.competencies import CompetenciesQuery
from erm.schema.competencies_commands import CompetenciesMutation
from erm.schema.context import Info
from erm.schema.cycle_templates import CycleTemplatesQuery
from erm.schema.cycle_templates_commands import CycleTemplatesMutation
from erm.schema.cycles import CyclesQuery
from erm.schema.cycles_commands import CyclesMutation
from erm.schema.development import DevelopmentQuery
from erm.schema.development_commands import DevelopmentMutation
from erm.schema.development_company import DevelopmentCompanyQuery
from erm.schema.development_turning import DevelopmentTurningMutation
from erm.schema.digest import DigestMutation
from erm.schema.digest_preview import DigestPreviewMutation
from erm.schema.evidence_commands import EvidenceMutation
from erm.schema.fairness import FairnessMutation, FairnessQuery
from erm.schema.feedback import FeedbackQuery
from erm.schema.feedback_commands import FeedbackMutation
from erm.schema.feedback_guests import GuestsMutation, GuestsQuery
from erm.schema.feedback_turning import FeedbackTurningMutation
from erm.schema.handovers import HandoversQuery
from erm.schema.handovers_commands import HandoversMutation
from erm.schema.integrations import IntegrationsQuery
from erm.schema.integrations_commands import IntegrationsMutation
from erm.schema.learning import LearningQuery
from erm.schema.learning_commands import LearningMutation
from erm.schema.mail import MailQuery
from erm.schema.mail_acts import MailActMutation, MailActQuery
from erm.schema.mentorships_commands import MentorshipsMutation
from erm.schema.moderation import ModerationQuery
from erm.schema.moderation_commands import ModerationMutation
from erm.schema.network import NetworkQuery
from erm.schema.node import Node, resolve_node
from erm.schema.nominations_commands import NominationsMutation
from erm.schema.notification_choices import (
    NotificationChoicesMutation,
    NotificationChoicesQuery,
)
from erm.schema.notifications import NotificationsMutation
from erm.schema.one_on_ones import OneOnOnesQuery
from erm.schema.one_on_ones_agenda_commands import AgendaMutation
from erm.schema.one_on_ones_commands import OneOnOnesMutation
from erm.schema.one_on_ones_notes import NotesMutation
from erm.schema.one_on_ones_promises_commands import PromisesMutation
from erm.schema.one_on_ones_settings import OneOnOneSettingsMutation
from erm.schema.outbox import OutboxQuery
from erm.schema.outbox_commands import OutboxMutation
from erm.schema.packets import PacketsQuery
from erm.schema.packets_commands import PacketsMutation
from erm.schema.past_surveys import PastSurveysMutation, PastSurveysQuery
from erm.schema.people import PeopleMutation, PeopleQuery
from erm.schema.people_import import PeopleImportMutation, PeopleImportQuery
from erm.schema.people_reports import PeopleReportsQuery
from erm.schema.people_reports_mailed import MailedReportsMutation, MailedReportsQuery
from erm.schema.plan_templates import PlanTemplatesMutation, PlanTemplatesQuery
from erm.schema.points import PointsQuery
from erm.schema.points_commands import PointsMutation
from erm.schema.question_bank import BankMutation, BankQuery
from erm.schema.recognition import RecognitionQuery
from erm.schema.recognition_choices import RecognitionChoicesMutation
from erm.schema.recognition_commands import RecognitionMutation
from erm.schema.recognition_feed import RecognitionFeedMutation, RecognitionFeedQuery
from erm.schema.recognition_giving import GivingQuery
from erm.schema.recognition_giving_commands import GivingMutation
from erm.schema.recognition_values import RecognitionSettingsMutation, RecognitionSettingsQuery
from erm.schema.relationships import RelationshipsQuery
from erm.schema.report_ledger import ReportLedgerQuery
from erm.schema.reviews import ReviewsQuery
from erm.schema.reviews_commands import ReviewsMutation
from erm.schema.scalars import SCALARS
from erm.schema.skills import SkillsQuery
from erm.schema.skills_commands import SkillsMutation
from erm.schema.skills_people import PeopleWithSkillQuery
from erm.schema.subscription import Subscription
from erm.schema.survey_bank import SurveyBankMutation, SurveyBankQuery
from erm.schema.survey_comments import SurveyCommentsMutation, SurveyCommentsQuery
from erm.schema.survey_reports import SurveyReportsQuery
from erm.schema.survey_waves import SurveyWavesQuery
from erm.schema.survey_waves_commands import SurveyWavesMutation
from erm.schema.surveys import SurveysQuery
from erm.schema.surveys_commands import SurveysMutation
from erm.schema.unsubscribing import UnsubscribeMutation, UnsubscribeQuery
from erm.schema.viewer import ViewerQuery


@strawberry.type
class NodeQuery:
    """Relay's root field."""

    @strawberry.field(description="Anything with an address of its own, if the viewer may see it.")
    async def node(
        self,
        info: Info,
        id: Annotated[strawberry.ID, strawberry.argument(description="Its global id.")],
    ) -> Node | None:
        """The object behind a global id."""
        return await resolve_node(info, id)  # type: ignore[no-any-return]


@strawberry.type(description="Everything that can be read.")
class Query(
    ViewerQuery,
    AccessQuery,
    NodeQuery,
    PeopleQuery,
    PeopleImportQuery,
    PeopleReportsQuery,
    MailedReportsQuery,
    OneOnOnesQuery,
    FeedbackQuery,
    GuestsQuery,
    MailActQuery,
    UnsubscribeQuery,
    BankQuery,
    CyclesQuery,
    CycleTemplatesQuery,
    CalibrationQuery,
    PacketsQuery,
    ReviewsQuery,
    DevelopmentQuery,
    LearningQuery,
    PlanTemplatesQuery,
    DevelopmentCompanyQuery,
    CompetenciesQuery,
    AssessmentsQuery,
    SkillsQuery,
    PeopleWithSkillQuery,
    RecognitionQuery,
    PointsQuery,
    GivingQuery,
    RecognitionSettingsQuery,
    ModerationQuery,
    FairnessQuery,
    RecognitionFeedQuery,
    CelebrationsQuery,
    AwardsQuery,
    NotificationChoicesQuery,
    RelationshipsQuery,
    NetworkQuery,
    IntegrationsQuery,
    HandoversQuery,
    SurveyBankQuery,
    SurveysQuery,
    SurveyWavesQuery,
    SurveyCommentsQuery,
    SurveyReportsQuery,
    PastSurveysQuery,
    ActionPlansQuery,
    ReportLedgerQuery,
    AuditQuery,
    MailQuery,
    OutboxQuery,
):
    """The root of reads."""


@strawberry.type(description="Everything that can be done. Each answer is a success or a refusal.")
class Mutation(
    AccessMutation,
    PeopleMutation,
    PeopleImportMutation,
    MailedReportsMutation,
    OneOnOnesMutation,
    OneOnOneSettingsMutation,
    UnsubscribeMutation,
    NotesMutation,
    AgendaMutation,
    PromisesMutation,
    FeedbackMutation,
    CyclesMutation,
    CycleTemplatesMutation,
    CalibrationMutation,
    PacketsMutation,
    NominationsMutation,
    ReviewsMutation,
    FeedbackTurningMutation,
    GuestsMutation,
    MailActMutation,
    BankMutation,
    DevelopmentMutation,
    EvidenceMutation,
    LearningMutation,
    CertificatesMutation,
    SkillsMutation,
    MentorshipsMutation,
    CompetenciesMutation,
    CareersMutation,
    AssessmentsMutation,
    PlanTemplatesMutation,
    DevelopmentTurningMutation,
    RecognitionMutation,
    PointsMutation,
    GivingMutation,
    RecognitionSettingsMutation,
    ModerationMutation,
    FairnessMutation,
    RecognitionFeedMutation,
    RecognitionChoicesMutation,
    NotificationsMutation,
    NotificationChoicesMutation,
    CelebrationsMutation,
    AwardsMutation,
    BallotsMutation,
    IntegrationsMutation,
    OutboxMutation,
    HandoversMutation,
    SurveyBankMutation,
    SurveysMutation,
    SurveyWavesMutation,
    SurveyCommentsMutation,
    PastSurveysMutation,
    ActionPlansMutation,
    DigestMutation,
    DigestPreviewMutation,
):
    """The root of writes."""


@cache
def build_schema() -> strawberry.Schema:
    """The schema of this process, made once."""
    # Named, for some of them are reached through the interface alone.
    nodes: list[type[Node]] = sorted(Node.__subclasses__(), key=lambda node: node.__name__)
    return strawberry.Schema(
        query=Query,
        mutation=Mutation,
        subscription=Subscription,
        types=nodes,
        config=StrawberryConfig(
            auto_camel_case=True,
            disable_field_suggestions=True,
            scalar_map=SCALARS,
        ),
    )
