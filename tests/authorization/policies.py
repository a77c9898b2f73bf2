"""Both forms of every right to read: how a row is put before each, and what holds the other rights."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from types import ModuleType
from typing import Any
from uuid import UUID

from tortoise.expressions import Q
from tortoise.models import Model

import erm
from erm.access import policy as access
from erm.access.models import AccessToken, Session
from erm.core.actor import SYSTEM, Actor, ActorKind, Role
from erm.core.clock import today
from erm.development import policy as development
from erm.development.competencies import policy as competencies
from erm.development.competencies import policy_assessments
from erm.development.competencies.models import (
    Assessment,
    AssessmentSheet,
    CareerLevel,
    CareerPlacement,
    Competency,
    CompetencyFramework,
    FrameworkVersion,
)
from erm.development.evidence import policy as evidence
from erm.development.learning import policy as learning
from erm.development.learning.models import Certificate, LearningRecord, LearningResource
from erm.development.models import CheckIn, DevelopmentPlan, Evidence, FocusArea, Goal, Milestone
from erm.development.overview import policy as overview
from erm.development.plan_templates import policy as plan_templates
from erm.development.skills import policy as skills
from erm.development.skills.models import Mentorship, PersonSkill
from erm.digest import policy as digest
from erm.digest.models import DigestPreference
from erm.engagement.actions import policy as actions
from erm.engagement.actions.models import ActionPlan
from erm.engagement.bank import policy as survey_bank
from erm.engagement.bank.models import SurveyDriver, SurveyItem
from erm.engagement.comments import policy as survey_comments
from erm.engagement.comments.models import SurveyComment
from erm.engagement.ledger import policy as ledger
from erm.engagement.ledger.models import ReportAccess
from erm.engagement.past import policy as past_surveys
from erm.engagement.results import policy as survey_results
from erm.engagement.surveys import policy as surveys
from erm.engagement.surveys.models import Survey, SurveyQuestion
from erm.engagement.waves import policy as waves
from erm.engagement.waves.models import SurveyWave
from erm.feedback import policy as feedback
from erm.feedback.cycles import policy as cycles
from erm.feedback.cycles import policy_bank, policy_packets, policy_reviews
from erm.feedback.cycles.models import (
    BankQuestion,
    CalibrationFacilitator,
    CalibrationSeat,
    CalibrationSession,
    Cycle,
    CycleParticipant,
    CycleProgramme,
    CycleQuestion,
    CycleTemplate,
    Review,
)
from erm.feedback.cycles.rules import ReviewState
from erm.feedback.models import (
    FeedbackDraft,
    FeedbackFollowUp,
    FeedbackLink,
    FeedbackNote,
    FeedbackRequest,
    GuestFeedback,
)
from erm.files import policy as files
from erm.files.models import StoredFile
from erm.handovers import policy as handovers
from erm.handovers.models import Handover, HandoverLine
from erm.integrations import policy as integrations
from erm.integrations.models import ChatChannel, Delivery, WebhookEndpoint
from erm.mail import policy as mail
from erm.mail.models import Mail, MailBlock
from erm.one_on_ones import policy as one_on_ones
from erm.one_on_ones.models import (
    ActionItem,
    ActionItemChange,
    ActionItemComment,
    AgendaTemplate,
    CalendarFeed,
    DismissedSuggestion,
    NotesVersion,
    OneOnOneMeeting,
    OneOnOneSeries,
    OneOnOneSettings,
    PrivateNotes,
    TalkingPoint,
)
from erm.people import policy as people
from erm.people.models import Person
from erm.people.queries import managers_of
from erm.people.rules import has_left
from erm.recognition import policy as recognition
from erm.recognition.awards import policy as awards
from erm.recognition.awards.models import Award, AwardNomination
from erm.recognition.celebrations import policy as celebrations
from erm.recognition.celebrations.models import CardSignature, Celebration
from erm.recognition.choices import policy as choices
from erm.recognition.fairness import policy as fairness
from erm.recognition.models import Kudos, KudosComment, KudosReceiver, ScheduledKudos
from erm.recognition.moderation import policy as moderation
from erm.recognition.moderation.models import ModerationReport
from erm.recognition.points import policy as points
from erm.recognition.points.models import PointsAccount, Redemption, Reward
from erm.relationships import policy as relationships
from erm.relationships.models import Touchpoint
from erm.reports import policy as reports
from erm.reports.models import ReportSchedule
from tests.authorization.action_plans import FACTS as ACTIONS
from tests.authorization.awards import FACTS as AWARDS
from tests.authorization.celebrations import FACTS as CELEBRATIONS
from tests.authorization.competencies import FACTS
from tests.authorization.surveys import FACTS as SURVEYS
from tests.cast import Cast


@dataclass
class Around:
    """What a predicate takes besides the row, loaded once."""

    series: dict[UUID, OneOnOneSeries] = field(default_factory=dict)
    plans: dict[UUID, DevelopmentPlan] = field(default_factory=dict)
    goals: dict[UUID, Goal] = field(default_factory=dict)
    kudos: dict[UUID, Kudos] = field(default_factory=dict)
    receivers: dict[UUID, set[UUID]] = field(default_factory=dict)
    handovers: dict[UUID, Handover] = field(default_factory=dict)
    meetings: dict[UUID, OneOnOneMeeting] = field(default_factory=dict)
    items: dict[UUID, ActionItem] = field(default_factory=dict)
    notes: dict[UUID, FeedbackNote] = field(default_factory=dict)
    cycles: dict[UUID, Cycle] = field(default_factory=dict)
    participants: dict[UUID, CycleParticipant] = field(default_factory=dict)
    concerned: dict[UUID, set[UUID]] = field(default_factory=dict)
    """By cycle: who takes part, manages, was delegated to, rates or leads a session."""
    facilitators: dict[UUID, set[UUID]] = field(default_factory=dict)
    """By participant: who leads a session in which they have a seat."""
    left: set[UUID] = field(default_factory=set)
    """Who is not there any more."""
    rated: dict[UUID | None, set[UUID]] = field(default_factory=dict)
    """Whom somebody has rated in an anonymous review whose answers were destroyed."""
    above: dict[UUID, UUID] = field(default_factory=dict)
    """The manager's manager of everybody who is there and has one."""

    def indirect(self, actor: Actor) -> set[UUID]:
        """Whose manager's manager an actor is."""
        return {person for person, manager in self.above.items() if manager == actor.person_id}

    @classmethod
    async def load(cls) -> Around:
        found = cls(
            {row.id: row for row in await OneOnOneSeries.all()},
            {row.id: row for row in await DevelopmentPlan.all()},
            {row.id: row for row in await Goal.all()},
            {row.id: row for row in await Kudos.all()},
        )
        found.notes = {row.id: row for row in await FeedbackNote.all()}
        found.items = {row.id: row for row in await ActionItem.all()}
        found.meetings = {row.id: row for row in await OneOnOneMeeting.all()}
        found.handovers = {row.id: row for row in await Handover.all()}
        found.cycles = {row.id: row for row in await Cycle.all()}
        found.participants = {row.id: row for row in await CycleParticipant.all()}
        for review in await Review.filter(
            state=ReviewState.SUBMITTED,
            answers_sealed__isnull=True,
            perspective__in=["peer", "upward", "external"],
        ):
            found.rated.setdefault(review.rater_id, set()).add(review.participant_id)
        await FACTS.load()
        await AWARDS.load()
        await CELEBRATIONS.load()
        await SURVEYS.load()
        await ACTIONS.load()
        found.left = {row.id for row in await Person.all() if has_left(row.left_on, today())}
        managers = await managers_of(row.id for row in await Person.all())
        found.above = {
            person: managers[manager]
            for person, manager in managers.items()
            if manager in managers and person not in found.left
        }
        await found._load_concerned()
        for row in await KudosReceiver.all():
            found.receivers.setdefault(row.kudos_id, set()).add(row.person_id)
        return found

    async def _load_concerned(self) -> None:
        self.concerned = {key: set() for key in self.cycles}
        for row in self.participants.values():
            ids = (row.person_id, row.manager_id, row.nominator_id)
            self.concerned[row.cycle_id].update(key for key in ids if key is not None)
        for review in await Review.exclude(state__in=["proposed", "rejected", "cancelled"]):
            if review.rater_id is not None:
                self.concerned[review.cycle_id].add(review.rater_id)
        leads: dict[UUID, set[UUID]] = {}
        for leader in await CalibrationFacilitator.all():
            leads.setdefault(leader.session_id, set()).add(leader.person_id)
        for session in await CalibrationSession.all():
            self.concerned[session.cycle_id] |= leads.get(session.id, set())
        for seat in await CalibrationSeat.all():
            found = self.facilitators.setdefault(seat.participant_id, set())
            found |= leads.get(seat.session_id, set())


Predicate = Callable[[Actor, Any, Around], bool]


@dataclass(frozen=True)
class Parity:
    """A filter over a table, and its predicate over one row of it, with what else that takes.

    ``type`` is the schema's type whose rows these are, if there is one.
    """

    module: ModuleType
    filter_name: str
    twin_name: str
    model: type[Model]
    filter: Callable[[Actor], Q]
    may_read: Predicate
    type: str | None = None


def _meeting(actor: Actor, row: Any, around: Around) -> bool:
    return one_on_ones.may_read_meeting(actor, row, around.series[row.series_id])


def _version(actor: Actor, row: Any, around: Around) -> bool:
    series = around.series[around.meetings[row.meeting_id].series_id]
    return one_on_ones.may_read_notes_version(actor, row, series)


def _point(actor: Actor, row: Any, around: Around) -> bool:
    return one_on_ones.may_read_talking_point(actor, row, around.series[row.series_id])


def _item(actor: Actor, row: Any, around: Around) -> bool:
    return one_on_ones.may_read_action_item(actor, row, around.series[row.series_id])


def _about_item(may_read: Callable[[Actor, Any, OneOnOneSeries], bool]) -> Predicate:
    def read(actor: Actor, row: Any, around: Around) -> bool:
        return may_read(actor, row, around.series[around.items[row.item_id].series_id])

    return read


def _of_note(may_read: Callable[[Actor, Any, FeedbackNote], bool]) -> Predicate:
    def read(actor: Actor, row: Any, around: Around) -> bool:
        return may_read(actor, row, around.notes[row.note_id])

    return read


def _kudos(actor: Actor, row: Any, around: Around) -> bool:
    return recognition.may_read_kudos(actor, row, around.receivers[row.id])


def _comment(actor: Actor, row: Any, around: Around) -> bool:
    kudos = around.kudos[row.kudos_id]
    return recognition.may_read_comment(actor, row, kudos, around.receivers[kudos.id])


def _plan(actor: Actor, row: Any, around: Around) -> bool:
    return development.may_read_plan(actor, row, around.indirect(actor))


def _of_plan(actor: Actor, row: Any, around: Around) -> bool:
    return _plan(actor, around.plans[row.plan_id], around)


def _goal(actor: Actor, row: Any, around: Around) -> bool:
    plan = None if row.plan_id is None else around.plans[row.plan_id]
    return development.may_read_goal(actor, row, plan, around.indirect(actor))


def _part(actor: Actor, row: Any, around: Around) -> bool:
    return _goal(actor, around.goals[row.goal_id], around)


def _told(actor: Actor, row: Any, around: Around) -> bool:
    goal = around.goals[row.goal_id]
    plan = None if goal.plan_id is None else around.plans[goal.plan_id]
    return development.may_follow_goal(actor, goal, plan, around.indirect(actor))


def _evidence(actor: Actor, row: Any, around: Around) -> bool:
    goal = None if row.goal_id is None else around.goals[row.goal_id]
    plan = None if goal is None or goal.plan_id is None else around.plans[goal.plan_id]
    return evidence.may_read_evidence(actor, row, goal, plan, around.indirect(actor))


def _cycle(actor: Actor, row: Any, around: Around) -> bool:
    return cycles.may_read_cycle(actor, row, around.concerned[row.id])


def _question(actor: Actor, row: Any, around: Around) -> bool:
    cycle = around.cycles[row.cycle_id]
    return cycles.may_read_question(actor, row, cycle, around.concerned[cycle.id])


def _participant(actor: Actor, row: Any, around: Around) -> bool:
    return cycles.may_read_participant(actor, row, around.facilitators.get(row.id, set()))


def _person_skill(actor: Actor, row: Any, around: Around) -> bool:
    return skills.may_read_person_skill(actor, row, left=row.person_id in around.left)


def _packet(actor: Actor, row: Any, around: Around) -> bool:
    rated = around.rated.get(actor.person_id, set())
    return policy_packets.may_read_packet(actor, row, around.cycles[row.cycle_id], rated)


def _line(actor: Actor, row: Any, around: Around) -> bool:
    return handovers.may_read_line(actor, row, around.handovers[row.handover_id])


def _nomination(actor: Actor, row: Any, around: Around) -> bool:
    about = around.participants[row.participant_id]
    return policy_reviews.may_read_nomination(actor, row, about)


def _of(
    module: ModuleType,
    plural: str,
    singular: str,
    model: type[Model],
    type_: str | None = None,
    *,
    may_read: Predicate | None = None,
    path: str | None = None,
    **given: Any,
) -> Parity:
    filter_name, twin_name = f"readable_{plural}", f"may_read_{singular}"
    made = getattr(module, filter_name)
    twin = getattr(module, twin_name)

    def simple(actor: Actor, row: Any, around: Around) -> bool:
        return bool(twin(actor, row, **given))

    def where(actor: Actor) -> Q:
        found = made(actor, **given) if path is None else made(actor, path)
        assert isinstance(found, Q)
        return found

    return Parity(module, filter_name, twin_name, model, where, may_read or simple, type_)


PARITIES: tuple[Parity, ...] = (
    _of(people, "people", "person", Person, "Person"),
    _of(access, "sessions", "session", Session, "Session"),
    _of(access, "access_tokens", "access_token", AccessToken, "AccessToken"),
    _of(one_on_ones, "series", "series", OneOnOneSeries, "OneOnOneSeries"),
    _of(one_on_ones, "meetings", "meeting", OneOnOneMeeting, "OneOnOneMeeting", may_read=_meeting),
    _of(one_on_ones, "private_notes", "private_notes", PrivateNotes),
    _of(
        one_on_ones,
        "notes_versions",
        "notes_version",
        NotesVersion,
        "NotesVersion",
        may_read=_version,
    ),
    _of(
        one_on_ones,
        "talking_points",
        "talking_point",
        TalkingPoint,
        "TalkingPoint",
        may_read=_point,
    ),
    _of(one_on_ones, "action_items", "action_item", ActionItem, "ActionItem", may_read=_item),
    _of(
        one_on_ones,
        "comments",
        "comment",
        ActionItemComment,
        "ActionItemComment",
        may_read=_about_item(one_on_ones.may_read_comment),
    ),
    _of(
        one_on_ones,
        "changes",
        "change",
        ActionItemChange,
        may_read=_about_item(one_on_ones.may_read_change),
    ),
    _of(one_on_ones, "templates", "template", AgendaTemplate, "AgendaTemplate"),
    _of(one_on_ones, "dismissals", "dismissal", DismissedSuggestion),
    _of(one_on_ones, "settings", "settings", OneOnOneSettings),
    _of(one_on_ones, "calendar_feeds", "calendar_feed", CalendarFeed),
    _of(feedback, "requests", "request", FeedbackRequest, "FeedbackRequest"),
    _of(feedback, "notes", "note", FeedbackNote, "FeedbackNote"),
    _of(feedback, "guest_feedback", "guest_feedback", GuestFeedback, "GuestFeedback"),
    _of(feedback, "drafts", "draft", FeedbackDraft),
    _of(
        feedback,
        "follow_ups",
        "follow_up",
        FeedbackFollowUp,
        may_read=_of_note(feedback.may_read_follow_up),
    ),
    _of(feedback, "links", "link", FeedbackLink, may_read=_of_note(feedback.may_read_link)),
    _of(policy_bank, "bank_questions", "bank_question", BankQuestion, "BankQuestion"),
    _of(development, "plans", "plan", DevelopmentPlan, "DevelopmentPlan", may_read=_plan),
    _of(development, "plans", "plan", FocusArea, "FocusArea", path="plan__", may_read=_of_plan),
    _of(development, "goals", "goal", Goal, "Goal", may_read=_goal),
    _of(development, "goals", "goal", Milestone, "Milestone", path="goal__", may_read=_part),
    Parity(
        development,
        "followed_goals",
        "may_follow_goal",
        CheckIn,
        lambda actor: development.followed_goals(actor, "goal__"),
        _told,
        "CheckIn",
    ),
    _of(
        competencies,
        "frameworks",
        "framework",
        CompetencyFramework,
        "CompetencyFramework",
        may_read=FACTS.may_read_framework,
    ),
    _of(competencies, "versions", "version", FrameworkVersion, "FrameworkVersion"),
    _of(competencies, "identities", "identity", Competency, "Competency"),
    _of(competencies, "identities", "identity", CareerLevel, "CareerLevel"),
    _of(
        competencies,
        "placements",
        "placement",
        CareerPlacement,
        may_read=FACTS.may_read_placement,
    ),
    Parity(
        policy_assessments,
        "readable_assessments",
        "may_read_assessment",
        Assessment,
        FACTS.readable_assessments,
        FACTS.may_read_assessment,
        "Assessment",
    ),
    Parity(
        policy_assessments,
        "readable_sheets",
        "may_read_sheet",
        AssessmentSheet,
        FACTS.readable_sheets,
        FACTS.may_read_sheet,
        None,
    ),
    _of(reports, "schedules", "schedule", ReportSchedule, "ReportSchedule"),
    _of(skills, "person_skills", "person_skill", PersonSkill, may_read=_person_skill),
    _of(evidence, "evidence", "evidence", Evidence, "Evidence", may_read=_evidence),
    _of(files, "unclaimed", "unclaimed", StoredFile),
    _of(learning, "resources", "resource", LearningResource, "LearningResource"),
    _of(learning, "records", "record", LearningRecord, "LearningRecord"),
    _of(learning, "certificates", "certificate", Certificate, "Certificate"),
    _of(skills, "mentorships", "mentorship", Mentorship, "Mentorship"),
    _of(recognition, "kudos", "kudos", Kudos, "Kudos", may_read=_kudos),
    _of(recognition, "comments", "comment", KudosComment, "KudosComment", may_read=_comment),
    _of(recognition, "scheduled", "scheduled", ScheduledKudos, "ScheduledKudos"),
    _of(moderation, "reports", "report", ModerationReport, "ModerationReport"),
    _of(survey_bank, "items", "item", SurveyItem, "SurveyItem"),
    _of(survey_bank, "drivers", "driver", SurveyDriver, "SurveyDriver"),
    Parity(
        waves,
        "readable_waves",
        "may_read_wave",
        SurveyWave,
        lambda actor: waves.readable_waves(actor, leads=SURVEYS.leads(actor)),
        SURVEYS.may_read_wave,
        "SurveyWave",
    ),
    Parity(
        waves,
        "readable_surveys",
        "may_read_survey",
        Survey,
        lambda actor: waves.readable_surveys(actor, leads=SURVEYS.leads(actor)),
        SURVEYS.may_read_survey,
        "Survey",
    ),
    Parity(
        waves,
        "readable_questions",
        "may_read_question",
        SurveyQuestion,
        lambda actor: waves.readable_questions(actor, leads=SURVEYS.leads(actor)),
        SURVEYS.may_read_question,
        "SurveyQuestion",
    ),
    Parity(
        actions,
        "readable_plans",
        "may_read_plan",
        ActionPlan,
        lambda actor: actions.readable_plans(actor, ACTIONS.reach(actor)),
        ACTIONS.may_read_plan,
        "ActionPlan",
    ),
    Parity(
        survey_comments,
        "readable_comments",
        "may_read_comment",
        SurveyComment,
        ACTIONS.readable_comments,
        ACTIONS.may_read_comment,
        "SurveyComment",
    ),
    Parity(
        ledger,
        "readable_accesses",
        "may_read_access",
        ReportAccess,
        ledger.readable_accesses,
        ACTIONS.may_read_access,
        "ReportAccess",
    ),
    _of(
        celebrations,
        "celebrations",
        "celebration",
        Celebration,
        "Celebration",
        may_read=CELEBRATIONS.may_read_celebration,
    ),
    _of(
        celebrations,
        "signatures",
        "signature",
        CardSignature,
        "CardSignature",
        may_read=CELEBRATIONS.may_read_signature,
    ),
    _of(awards, "awards", "award", Award, "Award", may_read=AWARDS.may_read_award),
    _of(
        awards,
        "nominations",
        "nomination",
        AwardNomination,
        "AwardNomination",
        may_read=AWARDS.may_read_nomination,
    ),
    _of(points, "accounts", "account", PointsAccount),
    _of(points, "rewards", "reward", Reward, "Reward"),
    _of(points, "redemptions", "redemption", Redemption, "Redemption"),
    _of(relationships, "touchpoints", "touchpoint", Touchpoint, "Touchpoint"),
    _of(handovers, "handovers", "handover", Handover, "Handover"),
    _of(cycles, "cycles", "cycle", Cycle, "Cycle", may_read=_cycle),
    _of(cycles, "questions", "question", CycleQuestion, "CycleQuestion", may_read=_question),
    _of(
        cycles,
        "participants",
        "participant",
        CycleParticipant,
        "CycleParticipant",
        may_read=_participant,
    ),
    _of(cycles, "templates", "template", CycleTemplate),
    _of(cycles, "programmes", "programme", CycleProgramme, "CycleProgramme"),
    _of(policy_packets, "packets", "packet", CycleParticipant, "Packet", may_read=_packet),
    _of(handovers, "lines", "line", HandoverLine, "HandoverLine", may_read=_line),
    _of(policy_reviews, "reviews", "review", Review, "Review"),
    _of(
        policy_reviews,
        "nominations",
        "nomination",
        Review,
        "NominatedReview",
        may_read=_nomination,
    ),
    _of(digest, "preferences", "preference", DigestPreference),
    _of(integrations, "integrations", "integration", WebhookEndpoint, "WebhookEndpoint"),
    _of(integrations, "integrations", "integration", ChatChannel, "ChatChannel"),
    _of(integrations, "integrations", "integration", Delivery, "Delivery"),
    _of(mail, "mail", "mail", Mail, "Mail", mail_is_local=True),
    _of(mail, "mail", "mail", Mail, mail_is_local=False),
    _of(mail, "outgoing_mails", "outgoing_mail", Mail, "OutgoingMail"),
    _of(mail, "blocks", "block", MailBlock, "MailBlock"),
)

HELD_BY: dict[str, str] = {
    "access.may_change_credentials": "mutation setPassword createAccessToken endSession",
    "access.may_see_role_holders": "field Query.roleHolders",
    "access.may_change_roles": "mutation grantRole revokeRole",
    "people.may_see_work_email": "field Person.workEmail",
    "people.may_search_leavers_addresses": "test tests/people/test_directory.py",
    "people.may_see_employee_number": "field Person.employeeNumber",
    "people.may_see_history": "field Person.history",
    "people.may_import_people": "mutation applyPeopleImport",
    "people.may_see_data_quality": "field Query.dataQuality",
    "people.may_change_profile": "mutation updateMyProfile",
    "one_on_ones.series_of_person": "test tests/authorization/test_policies.py",
    "one_on_ones.may_start_series": "mutation startSeries",
    "one_on_ones.may_edit_talking_point": "mutation editTalkingPoint deleteTalkingPoint",
    "one_on_ones.may_edit_comment": "mutation editActionItemComment deleteActionItemComment",
    "one_on_ones.may_change_settings": "mutation setOneOnOneSettings",
    "one_on_ones.may_change_calendar_feed": "mutation createCalendarFeed revokeCalendarFeed",
    "one_on_ones.may_pass_on": "mutation turnActionItemIntoGoal",
    "feedback.may_settle_request": "mutation declineFeedbackRequest giveFeedback",
    "feedback.may_see_decline_reason": "field FeedbackRequest.declineReason",
    "feedback.may_ask_about": "mutation requestFeedback",
    "feedback.may_ask_back": "mutation askBack",
    "feedback.may_answer_back": "mutation answerBack",
    "feedback.may_keep_note": "mutation archiveFeedback linkFeedbackToCompetency",
    "feedback.may_see_competency": "field FeedbackNote.competency",
    "feedback.may_see_guest_address": "field GuestFeedback.guestEmail",
    "feedback.may_withdraw_guest_feedback": "mutation withdrawGuestFeedback",
    "feedback.may_keep_guest_feedback": "mutation thankForGuestFeedback archiveFeedback",
    "bank.may_edit_bank": "mutation saveBankQuestion retireBankQuestion saveSurveyItem "
    "retireSurveyItem saveSurveyDriver",
    "bank.may_list_bank": "field Query.surveyDrivers",
    "surveys.may_manage_surveys": "mutation saveSurvey copySurvey deleteSurveyDraft",
    "surveys.may_list_survey": "field Query.surveys",
    "surveys.listed_surveys": "field Query.surveys",
    "surveys.may_edit_settings": "mutation editEngagementSettings",
    "waves.may_manage_waves": "mutation launchSurvey endSurvey cancelWave remindOfWave",
    "actions.concerning_plans": "test tests/engagement/actions/test_reading.py",
    "actions.may_plan": "mutation saveActionPlan endActionPlan",
    "actions.may_settle": "mutation settleActionStep",
    "comments.word_blocks_of": "test tests/engagement/comments/test_reading.py",
    "comments.blocks_read": "mutation replyToComment",
    "comments.may_reply": "mutation replyToComment",
    "bank.may_see_wordings": "field BankQuestion.wordings",
    "feedback.may_withdraw_request": "mutation withdrawFeedbackRequest",
    "feedback.may_edit_note": "field FeedbackNote.canEdit",
    "feedback.may_change_note": "mutation editFeedback",
    "feedback.may_thank_for_note": "mutation thankForFeedback",
    "overview.may_see_company": "field Query.developmentCoverage Query.competencyGaps",
    "overview.may_see_team": "field Viewer.teamDevelopment",
    "plan_templates.may_save_template": "mutation savePlanTemplate",
    "plan_templates.may_retire_template": "mutation retirePlanTemplate",
    "development.may_work_on_plan": "mutation editPlan closePlan checkIn",
    "development.may_draft_plan": "mutation draftPlan",
    "development.may_share_plan": "mutation editPlan sharePlan",
    "development.manager_reads": "field DevelopmentPlan.visibleTo",
    "development.readers_of": "field DevelopmentPlan.visibleTo",
    "development.may_work_on_goal": "mutation editGoal checkIn",
    "development.may_set_visibility": "mutation editGoal",
    "development.may_remove_own_goal": "test tests/development/test_goals_of_their_own.py",
    "relationships.may_see_departments": "field Query.oneOnOneRates Query.departmentNetwork",
    "recognition.may_withdraw_kudos": "mutation withdrawKudos",
    "recognition.may_make_kudos_private": "mutation makeKudosPrivate",
    "recognition.is_moderator": "mutation decideReport hideKudos hideKudosComment",
    "recognition.in_team": "test tests/recognition/test_policy.py",
    "recognition.could_read_before": "test tests/recognition/test_live.py",
    "recognition.may_edit_kudos": "mutation editKudos",
    "recognition.may_report_kudos": "mutation reportContent",
    "recognition.may_see_points": "field Kudos.points Kudos.pointsForViewer",
    "recognition.may_hide_comment": "mutation hideKudosComment restoreContent",
    "recognition.may_report_comment": "mutation reportContent",
    "recognition.may_edit_values": "mutation saveCompanyValue retireCompanyValue "
    "orderCompanyValues",
    "choices.may_edit_settings": "mutation editRecognitionSettings",
    "moderation.may_decide_report": "mutation decideReport restoreContent",
    "recognition.may_hide_kudos": "mutation hideKudos restoreContent",
    "recognition.may_join_in": "mutation react commentOnKudos",
    "recognition.may_delete_comment": "mutation deleteKudosComment",
    "celebrations.may_sign": "mutation signCard withdrawSignature",
    "celebrations.may_mark_read": "mutation markCardRead",
    "celebrations.may_change_choice": "mutation setCelebrationChoice",
    "awards.may_organise_awards": "mutation saveAward openAward advanceAward",
    "awards.may_edit_award": "field Award.canEdit",
    "awards.may_cancel_award": "mutation cancelAward",
    "awards.may_announce_award": "mutation announceAward",
    "awards.may_nominate": "mutation nominateForAward withdrawAwardNomination",
    "awards.may_vote": "mutation voteForAward",
    "awards.may_see_ballot": "field Award.ballot",
    "awards.may_see_results": "field Award.results",
    "awards.may_count_nominees": "field Award.nomineeCount",
    "notifications.own_notifications": "mutation markNotificationsSeen",
    "notifications.may_set_policies": "mutation setNotificationPolicy",
    "recognition.may_export_public_kudos": "test tests/web/test_kudos_exports.py",
    "points.may_keep_rewards": "mutation saveReward retireReward orderRewards",
    "points.may_keep_rules": "mutation setAllowanceRules",
    "points.may_check_ledger": "field Query.ledgerCheck",
    "points.may_decide": "mutation decideRedemption",
    "points.may_decide_redemption": "mutation decideRedemption fulfilRedemption",
    "points.may_cancel_redemption": "mutation cancelRedemption",
    "fairness.may_see_report": "field Query.recognitionReport",
    "fairness.may_see_team": "test tests/recognition/fairness/test_team.py",
    "fairness.may_see_board": "test tests/recognition/fairness/test_board.py",
    "fairness.counted_kudos": "test tests/recognition/fairness/test_policy.py",
    "results.reach_of": "test tests/engagement/results/test_policy.py",
    "results.may_ask_for_group": "test tests/engagement/results/test_policy.py",
    "results.may_see_comments": "field SurveyReport.canComment",
    "results.may_plan_for": "field SurveyReport.canPlan",
    "past.may_import_surveys": "mutation importPastSurvey",
    "reports.may_pull_reports": "field Query.peopleReport",
    "reports.may_see_ledger": "field Query.peopleReportLedger",
    "digest.may_change_preference": "mutation setDigestPreference",
    "digest.sections_of": "field DigestPreference.availableSections",
    "digest.may_preview_digests": "mutation previewDigest",
    "handovers.may_write_handover": "mutation saveHandover shareHandover deleteHandover",
    "handovers.may_settle_line": "mutation settleHandoverLine",
    "cycles.may_manage_cycles": "mutation createCycle saveCycleProgramme",
    "cycles.may_manage_cycle": "mutation moveCycle editCycle changeCycleDates",
    "cycles.prepares": "test tests/feedback/cycles/known_failures/"
    "test_managing_anyone_is_not_managing_this_person.py",
    "cycles.listed_participants": "field Cycle.participants",
    "cycles.may_see_extensions": "field CycleParticipant.extensions",
    "cycles.may_see_review_counts": "field CycleParticipant.reviewCounts",
    "cycles.may_remove_participant": "mutation removeCycleParticipant",
    "cycles.may_extend": "mutation extendCycleDeadline",
    "cycles.may_see_history": "field Cycle.history",
    "reviews.chooser_of": "test tests/feedback/cycles/test_nominations.py",
    "reviews.nominator_of": "test tests/feedback/cycles/test_what_one_owes.py",
    "reviews.approver_of": "test tests/feedback/cycles/test_what_one_owes.py",
    "reviews.needs_approval": "test tests/feedback/cycles/test_nominations.py",
    "reviews.may_nominate": "mutation nominate sendNominations removeNomination",
    "reviews.may_delegate": "mutation delegateNomination",
    "reviews.may_approve": "mutation approveNominations rejectNomination",
    "reviews.may_see_nominations": "field CycleParticipant.nominations",
    "reviews.may_decline": "mutation declineReview",
    "audit.may_see_audit_log": "field Query.auditLog",
    "integrations.may_manage_integrations": "mutation addWebhookEndpoint addChatChannel",
    "mail.may_open_mailbox": "field Query.mailbox",
    "mail.may_run_outbox": "mutation sendMailAgain sendParkedMailsAgain cancelMail blockAddress "
    "unblockAddress sendTestMail",
    "packets.may_write_summary": "mutation writePacketSummary",
    "packets.may_release_packet": "mutation releasePackets",
    "packets.may_release_now": "field CycleParticipant.canReleasePacket",
    "packets.releasable_packets": "field Cycle.packetsToRelease",
    "packets.may_acknowledge_packet": "mutation acknowledgePacket",
    "packets.prepared_by": "field Viewer.teamPackets",
    "competencies.may_manage_frameworks": "mutation createFramework importFramework "
    "saveFrameworkDraft publishFramework discardFrameworkDraft retireFramework placePerson "
    "endPlacement importPlacements",
    "competencies.may_count_people": "field CompetencyFramework.peopleCount",
    "assessments.side_of": "mutation saveAssessment submitAssessment",
    "assessments.may_open_assessment": "mutation openAssessment",
    "assessments.may_cancel_assessment": "mutation cancelAssessment",
    "assessments.may_see_profile": "field Person.competencyProfile",
    "evidence.may_remove_evidence": "mutation removeEvidence",
    "files.may_upload": "test tests/files/test_files.py",
    "learning.may_keep_catalogue": "mutation saveLearningResource retireLearningResource "
    "importLearning",
    "learning.may_see_learning": "field Person.learning",
    "learning.may_see_certificates": "field Person.certificates",
    "learning.may_change_certificate": "mutation saveCertificate removeCertificate",
    "skills.may_manage_skills": "mutation saveSkill mergeSkills retireSkill importSkills "
    "setSkillExpectations",
    "skills.shown_to": "test tests/development/skills/test_matrix.py",
    "skills.may_see_expected": "field PersonSkill.expectedLevel",
    "skills.may_propose_mentorship": "mutation proposeMentorship",
    "skills.may_answer_mentorship": "mutation answerMentorship",
    "skills.may_decline_mentorship": "field Mentorship.canDecline",
    "skills.may_withdraw_mentorship": "mutation withdrawMentorship",
    "skills.may_end_mentorship": "mutation endMentorship",
    "packets.rated_by": "test tests/feedback/cycles/test_packets.py",
}
"""Every other function of a policy, and what of the table or which test decides about it."""


def policy_modules() -> list[ModuleType]:
    """The policy of every domain, whichever there are."""
    found = []
    for domain in pkgutil.iter_modules(erm.__path__):
        try:
            found.append(importlib.import_module(f"erm.{domain.name}.policy"))
        except ModuleNotFoundError as error:
            if not str(error.name).startswith(f"erm.{domain.name}"):
                raise
    return [
        *found,
        competencies,
        policy_assessments,
        overview,
        plan_templates,
        evidence,
        learning,
        survey_bank,
        surveys,
        waves,
        actions,
        survey_comments,
        ledger,
        survey_results,
        past_surveys,
        celebrations,
        awards,
        points,
        choices,
        fairness,
        moderation,
        skills,
        cycles,
        policy_bank,
        policy_packets,
        policy_reviews,
    ]


def functions(module: ModuleType) -> list[str]:
    """Names of a policy's own public functions."""
    return [
        name
        for name, value in vars(module).items()
        if inspect.isfunction(value)
        and value.__module__ == module.__name__
        and not name.startswith("_")
    ]


def domain(module: ModuleType) -> str:
    """The domain of a policy, or what a part of a big one is about (``policy_packets``)."""
    last = module.__name__.rpartition(".")[2]
    return module.__name__.split(".")[-2] if last == "policy" else last.removeprefix("policy_")


def actors(cast: Cast) -> list[Actor]:
    """Everybody, with every combination of roles, by every way of asking; and the system."""
    found = [SYSTEM]
    for person in cast.people:
        actor = cast.actor(person)
        several = (actor.roles, {Role.HR}, {Role.ADMINISTRATOR}, set(Role), frozenset[Role]())
        found += [replace(actor, roles=frozenset(roles)) for roles in several]
        found.append(replace(actor, kind=ActorKind.TOKEN, can_write=False))
        found.append(replace(actor, kind=ActorKind.DIGEST))
    return list(dict.fromkeys(found))
