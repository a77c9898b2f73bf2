"""How often each page of the SPA asks the database, whatever the number of rows.

An operation of the SPA that has no line in ``CASES`` fails here: measure it, and write it down.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from graphql import OperationDefinitionNode, OperationType, parse

from erm.core.clock import today
from erm.mail.acting import MailAct, act_token
from erm.schema.ids import to_global
from erm.web.operations import known_documents
from tests.cast import Cast
from tests.conftest import SECRETS, OpenDatabase, query_count
from tests.database import seen_for_an_hour
from tests.schema.review_rows import REVIEW_TOKEN
from tests.schema.rows import GUEST_TOKEN, Rows

SIZES = (1, 20, 200)
MERGED = 4
"""How many batches may fall together, by which answer of the database comes first."""
Variables = Callable[[Rows], dict[str, Any]]


@dataclass(frozen=True)
class Case:
    """At most so many SQL queries of one operation, the two that tell who asks included.

    ``grows`` says whether its answer is longer where there are more rows.
    """

    queries: int
    variables: Variables = lambda rows: {}
    grows: bool = True


def of(type_name: str, attribute: str, **others: Any) -> Variables:
    """``$id`` of a row of the company."""
    return lambda rows: {"id": str(to_global(type_name, getattr(rows, attribute).id)), **others}


def ann(name: str = "id", **others: Any) -> Variables:
    return lambda rows: {name: str(to_global("Person", rows.cast.ann.id)), **others}


def always(**variables: Any) -> Variables:
    return lambda rows: variables


def of_cycle(attribute: str = "running", **others: Any) -> Variables:
    """``$id`` of a cycle, or of a calibration session."""

    def variables(rows: Rows) -> dict[str, Any]:
        row = getattr(rows.cycles, attribute)
        return {"id": str(to_global(type(row).__name__, row.id)), **others}

    return variables


def of_review(attribute: str, name: str = "id", **others: Any) -> Variables:
    """A row of what is written, chosen or handed out in cycles."""

    def variables(rows: Rows) -> dict[str, Any]:
        row = getattr(rows.reviews, attribute)
        return {name: str(to_global(type(row).__name__, row.id)), **others}

    return variables


def of_competencies(attribute: str) -> Variables:
    """``$id`` of a framework or an assessment."""

    def variables(rows: Rows) -> dict[str, Any]:
        row = getattr(rows.competencies, attribute)
        return {"id": str(to_global(type(row).__name__, row.id))}

    return variables


def of_skill(name: str = "id", **others: Any) -> Variables:
    """A skill that everybody of the crowd knows."""
    return lambda rows: {name: str(to_global("Skill", rows.skills.skill.id)), **others}


def of_recognition(attribute: str) -> Variables:
    """A celebration or an award."""

    def variables(rows: Rows) -> dict[str, Any]:
        row = getattr(rows.recognition, attribute)
        return {"id": str(to_global(type(row).__name__, row.id))}

    return variables


def of_survey(attribute: str, name: str = "id", **others: Any) -> Variables:
    """A survey or a wave."""

    def variables(rows: Rows) -> dict[str, Any]:
        row = getattr(rows.surveys, attribute)
        return {name: str(to_global(type(row).__name__, row.id)), **others}

    return variables


def of_report(**others: Any) -> Variables:
    """The wave that is told of; ``others`` besides."""
    return lambda rows: {
        "waveId": str(to_global("SurveyWave", rows.survey_reports.wave.id)),
        **others,
    }


def by_department(rows: Rows) -> dict[str, Any]:
    """A question of that wave, by department."""
    question = to_global("SurveyQuestion", rows.survey_reports.asked[0])
    what = {"subjectKind": "QUESTION", "subjectId": str(question), "segment": "DEPARTMENT"}
    return of_report(**what)(rows)


def of_integration(attribute: str, **others: Any) -> Variables:
    """``$id`` of an endpoint or a chat."""

    def variables(rows: Rows) -> dict[str, Any]:
        row = getattr(rows.integrations, attribute)
        return {"id": str(to_global(type(row).__name__, row.id)), **others}

    return variables


def ann_in(name: str) -> Variables:
    """A list with Ann in it."""
    return lambda rows: {name: [str(to_global("Person", rows.cast.ann.id))]}


def of_act(rows: Rows) -> dict[str, Any]:
    """What a link in a mail prepared for whoever promised something."""
    promise, ends = rows.promise, today() + timedelta(days=7)
    return {
        "token": act_token(
            promise.owner_id, MailAct.KEEP_PROMISE, promise.id, ends, SECRETS.secret_key
        )
    }


PAGE = always(first=100)
CASES: dict[str, Case] = {
    # the frame, and what looks people up
    "AppViewer": Case(3, grows=False),
    "PaletteSearch": Case(3, always(search="Crowd")),
    "PickPeople": Case(3, always(search="Crowd")),
    "StartWith": Case(3, ann(), grows=False),
    "FeedbackFor": Case(3, ann(), grows=False),
    "PersonToAsk": Case(3, ann(), grows=False),
    "WhoWouldRead": Case(5, ann(), grows=False),
    # home
    "HomePage": Case(89),
    # one-on-ones
    "OneOnOnesPage": Case(11),
    "MeetingPage": Case(19, of("OneOnOneMeeting", "meeting")),
    "SeriesPage": Case(26, of("OneOnOneSeries", "series", first=100)),
    "StartSeriesWith": Case(10, ann(), grows=False),
    "PreviewRhythm": Case(
        3,
        always(
            cadence="MONTHLY",
            firstMeetingAt="2027-03-09T09:00:00Z",
            timeZone="Europe/Berlin",
            count=6,
        ),
        grows=False,
    ),
    "SeriesSuggestions": Case(41, of("OneOnOneSeries", "series")),
    "NotesNow": Case(7, of("OneOnOneMeeting", "meeting")),
    "NotesHistory": Case(7, of("OneOnOneMeeting", "meeting", first=100)),
    "DiscussedPoints": Case(9, of("OneOnOneSeries", "series")),
    "AgendaTemplates": Case(3),
    "PromiseDetails": Case(10, of("ActionItem", "promise")),
    "PlansForGoal": Case(7),
    "PromisesMade": Case(9, always(state="ALL")),
    "PromisesReceived": Case(9, always(state="ALL")),
    "PromiseCounts": Case(9, grows=False),
    # feedback
    "FeedbackCounts": Case(11, grows=False),
    "FeedbackNotePage": Case(11, of("FeedbackNote", "note"), grows=False),
    "FeedbackRequestPage": Case(7, of("FeedbackRequest", "request"), grows=False),
    "RequestsToAnswer": Case(5, PAGE),
    "RequestsSent": Case(5, PAGE),
    "NotesReceived": Case(6, PAGE),
    "NotesGiven": Case(6, PAGE),
    "NotesArchived": Case(6, PAGE),
    "FeedbackOfGuests": Case(5, PAGE),
    "GuestFeedbackPage": Case(4, of("GuestFeedback", "guest"), grows=False),
    "GuestPage": Case(6, always(token=GUEST_TOKEN), grows=False),
    "AskForm": Case(11, always(aboutId=None)),
    "FeedbackDraft": Case(3, always(key="give:somebody"), grows=False),
    "TeamsForFeedback": Case(8),
    "PlansForFeedback": Case(8),
    "ValuesForFeedback": Case(3),
    "SeriesForFeedback": Case(5),
    "GoalsForFeedback": Case(11),
    # cycles, for HR
    "Cycles": Case(7, PAGE),
    "CyclePage": Case(8, of_cycle()),
    "CycleOverview": Case(19, of_cycle()),
    "CycleEditor": Case(21, of_cycle("draft")),
    "CycleProgress": Case(20, of_cycle(asOf="NOW")),
    "CycleParticipants": Case(20, of_cycle(first=100)),
    "PacketsToRelease": Case(9, of_review("handing")),
    "CycleQuestions": Case(9, of_cycle()),
    "CycleHistory": Case(8, of_cycle(first=100)),
    "CalibrationSessions": Case(19, of_cycle()),
    "CalibrationSession": Case(20, of_cycle("session")),
    "CalibrationChoices": Case(12, of_cycle()),
    "CycleAudiencePreview": Case(8, always(audience={"everyone": True})),
    "CycleDepartments": Case(4),
    "CycleTemplates": Case(3),
    "CycleTemplateNames": Case(3),
    "NewCycleTemplates": Case(3),
    "CycleProgrammes": Case(8),
    "QuestionBank": Case(3),
    "BankPicker": Case(3),
    # cycles, for everybody
    "ReviewsPage": Case(30),
    "ReviewsWritten": Case(14, PAGE),
    "ReviewPage": Case(22, of_review("review")),
    "ReviewVersions": Case(12, of_review("review")),
    "GuestReview": Case(16, always(token=REVIEW_TOKEN)),
    "NominationsPage": Case(17, of_review("choosing", "cycle")),
    "NominationPage": Case(29, of_review("chosen")),
    "MyPackets": Case(10, PAGE),
    "TeamPackets": Case(9),
    "PacketPage": Case(31, of_review("packet", "participant")),
    # development
    "DevelopmentTabs": Case(10),
    "MyPlans": Case(12),
    "TeamPlans": Case(16),
    "WhoseDraft": Case(9),
    "PlanPage": Case(30, of("DevelopmentPlan", "plan")),
    "PlanForms": Case(20, of("DevelopmentPlan", "plan")),
    "PlanChanges": Case(9, of("DevelopmentPlan", "plan"), grows=False),
    "FocusChoices": Case(39, ann("personId"), grows=False),
    "MyGoals": Case(21),
    "GoalPage": Case(34, of("Goal", "goal")),
    "GoalsToAlignTo": Case(8, always(search=None)),
    "GoalCheckIns": Case(9, of("Goal", "goal")),
    # recognition
    "KudosFeed": Case(20, always(following=False, search="")),
    "KudosPage": Case(19, of("Kudos", "kudos")),
    "FeedFilters": Case(10, ann("personId", named=True)),
    "GiveKudosForm": Case(12),
    "RewardsPage": Case(9, grows=False),
    "RewardCatalogue": Case(5, always(retired=True)),
    "MyPointsMoves": Case(12),
    "MyRedemptions": Case(9),
    "RedemptionQueue": Case(9, always(open=True)),
    "AllowanceRules": Case(12),
    "LedgerCheck": Case(3, grows=False),
    # recognition: giving, feed, cards
    "WhoToThank": Case(3, ann(), grows=False),
    "WhomToThank": Case(8, always(search="")),
    "PeopleToMention": Case(3, always(search="Crowd")),
    "GiveKudosAudiences": Case(6, ann_in("receiverIds"), grows=False),
    "TextWarnings": Case(3, always(text="A clumsy text"), grows=False),
    "ScheduledKudos": Case(7),
    "ScheduledCount": Case(5),
    "KudosNow": Case(16, of("Kudos", "kudos")),
    "KudosComments": Case(11, of("Kudos", "kudos")),
    "KudosEdits": Case(9, of("Kudos", "kudos")),
    "KudosToEdit": Case(12, of("Kudos", "kudos")),
    "UnreadKudos": Case(4, grows=False),
    "UnseenNotifications": Case(11, grows=False),
    "Notifications": Case(12, always(first=100, after=None, area=None, unseenOnly=False)),
    "NotificationSettingsPage": Case(16, grows=False),
    "RecognitionTabs": Case(6, grows=False),
    # recognition: celebrations, awards, moderation, values, fairness
    "CelebrationList": Case(7),
    "CelebrationPage": Case(6, of_recognition("celebration")),
    "AwardList": Case(7, always(after=None)),
    "AwardPage": Case(32, of_recognition("award")),
    "NominateForm": Case(3),
    "ModerationQueue": Case(12, always(open=True, first=100, after=None)),
    "AllCompanyValues": Case(4),
    "RecognitionSettingsForm": Case(3, grows=False),
    "TeamThanks": Case(9),
    "RecognitionReport": Case(8, always(by="DEPARTMENT", days=30)),
    "Leaderboard": Case(6, grows=False),
    # people
    "PeoplePage": Case(4),
    "Directory": Case(7, always(search="Test")),
    "OrgChartPage": Case(11),
    "OrgReports": Case(8, lambda rows: {"id": str(to_global("Person", rows.cast.mo.id))}),
    "PersonPage": Case(60, ann()),
    "PairPage": Case(47, ann("personId", first=100)),
    "PairSuggestions": Case(45, ann("personId")),
    "RelationshipsPage": Case(23, PAGE),
    # handovers and reports
    "HandoversPage": Case(15),
    "HandoverPage": Case(16, of("Handover", "handover")),
    "NewHandover": Case(12, always(to="", withReceiver=False)),
    "OneOnOneRates": Case(9),
    "DepartmentNetwork": Case(6, always(days=90, kinds=None)),
    "AuditLog": Case(5, PAGE),
    # development, seen from above
    "PlanTemplates": Case(3, grows=False),
    "PlansToTurnInto": Case(13, ann("personId")),
    "TeamDevelopment": Case(50),
    "DevelopmentCoverage": Case(10, always(by="DEPARTMENT", on=None), grows=False),
    "CompetencyGaps": Case(23, always(by="DEPARTMENT", frameworkId=None)),
    # settings and administration
    # competencies, levels, assessments
    "FrameworksPage": Case(8, always(hr=True)),
    "ExampleFrameworks": Case(2, grows=False),
    "LevelsToChoose": Case(10),
    "LevelsOfPeople": Case(6, always(search="", first=100)),
    "FrameworkPage": Case(10, of_competencies("framework"), grows=False),
    "FrameworkEditor": Case(7, of_competencies("framework"), grows=False),
    "FrameworkPublishing": Case(7, of_competencies("framework"), grows=False),
    "FrameworkVersions": Case(8, of_competencies("framework")),
    "CompetenciesPage": Case(44, ann()),
    "CareerPathPage": Case(17, ann(), grows=False),
    "AssessmentPage": Case(36, of_competencies("assessment")),
    "PickCompetencies": Case(12),
    # skills and mentoring
    "MySkills": Case(12),
    "SkillCatalogue": Case(7, always(search=None, after=None)),
    "SkillDuplicates": Case(10, grows=False),
    "SimilarSkills": Case(6, always(name="Sailign"), grows=False),
    "PickSkills": Case(6, always(search="Crowd")),
    "ChosenSkill": Case(5, of_skill(), grows=False),
    "PeopleWithSkill": Case(11, of_skill("skillId", fromLevel=1, canTeach=None, after=None)),
    "Mentoring": Case(18),
    "TeamSkillMatrix": Case(13),
    "SideBySideProfile": Case(23, ann(), grows=False),
    # learning, certificates, evidence
    "LearningCatalogue": Case(13, PAGE),
    "MyLearning": Case(47),
    "MyCertificates": Case(7),
    "EvidenceToChoose": Case(10, always(kind="KUDOS")),
    "EvidenceForAssessment": Case(5, always(kind="FEEDBACK")),
    "SignInPage": Case(3),
    "SettingsPage": Case(15),
    "RoleHolders": Case(4),
    "OutboxFigures": Case(8, grows=False),
    "OutboxKinds": Case(3, grows=False),
    "OutboxMails": Case(4, always(first=100, after=None, state=None, kind=None, search=None)),
    "OutgoingMailPage": Case(5, of("OutgoingMail", "mail"), grows=False),
    "ParkedMails": Case(4, always(kind=None), grows=False),
    "MailServers": Case(5, grows=False),
    "MailIsKept": Case(3, grows=False),
    "MailBlocks": Case(5, always(first=100, after=None)),
    "NotificationPolicies": Case(3, grows=False),
    "MailActPage": Case(8, of_act, grows=False),
    "Mailbox": Case(4),
    "MailPage": Case(3, of("Mail", "mail"), grows=False),
    "DataQuality": Case(7, PAGE),
    "Integrations": Case(4),
    # surveys
    "EngagementPage": Case(41, always(first=100)),
    "SurveyAnswerPage": Case(11, of_survey("wave", "waveId")),
    "Surveys": Case(7),
    "SurveyPage": Case(13, of_survey("running")),
    "SurveyEditor": Case(14, of_survey("draft")),
    "SurveyPreview": Case(12, of_survey("draft", "surveyId")),
    "SurveyBank": Case(7, always(retired=False)),
    "SurveyBankPicker": Case(7),
    "SurveyDepartments": Case(4),
    "EngagementSettings": Case(3, grows=False),
    "SurveyReport": Case(27, of_report()),
    "SurveyHeatMap": Case(15, of_report(segment="DEPARTMENT")),
    "SurveyBreakdown": Case(13, by_department),
    "SurveyTrend": Case(20, of_report()),
    "SurveyComments": Case(14, of_report(first=100, search="")),
    "ReportLedger": Case(14, of_report(first=100)),
    "ActionPlans": Case(19, of_report(first=100)),
    "ActionPlan": Case(
        29,
        lambda rows: {"id": str(to_global("ActionPlan", rows.survey_reports.plan.id))},
        grows=False,
    ),
    "ActionPlanForm": Case(
        12,
        lambda rows: {
            **of_report(withDepartment=True)(rows),
            "departmentId": str(to_global("Department", rows.cast.engineering.id)),
        },
        grows=False,
    ),
    "MyActionSteps": Case(21),
    "ReportSchedules": Case(3),
    "PeopleReportLedger": Case(5, always(first=100)),
    "PeopleReport": Case(11, always(kind="ONE_ON_ONES", by="DEPARTMENT", asOf="NOW")),
    "SurveyDriverAnalysis": Case(13, of_report(), grows=False),
    "PastSurveyDraft": Case(5, lambda rows: {"uploadId": str(rows.survey_reports.upload.id)}),
    "WebhookEndpoint": Case(3, of_integration("endpoint"), grows=False),
    "ChatChannel": Case(3, of_integration("channel"), grows=False),
    "WebhookDeliveries": Case(5, of_integration("endpoint", first=100)),
    "ChatDeliveries": Case(5, of_integration("channel", first=100)),
    "PeopleImport": Case(
        7, lambda rows: {"uploadId": str(rows.upload.id), "changes": 100, "problems": 100}
    ),
}


def reads() -> dict[str, str]:
    """The SPA's queries by name."""
    documents = known_documents()
    assert documents, "run `make spa`"
    found = {}
    for text in documents.values():
        for definition in parse(text).definitions:
            if not isinstance(definition, OperationDefinitionNode):
                continue
            if definition.operation is OperationType.QUERY:
                assert definition.name is not None
                found[definition.name.value] = text
    return found


def test_every_query_of_the_spa_is_counted() -> None:
    assert set(reads()) == set(CASES)


async def test_no_page_asks_the_database_more_often_where_there_are_more_rows(
    cast: Cast, api: Any, db: OpenDatabase
) -> None:
    operations = reads()
    rows = Rows(cast)
    await rows.begin()
    browser = api(cast.mo)
    await browser.run("{ viewer { roles } }")
    await seen_for_an_hour()
    asked: dict[str, list[int]] = {name: [] for name in CASES}
    lengths: dict[str, list[int]] = {name: [] for name in CASES}
    # What two hundred rows ask is the same on both databases: twenty show it on the second.
    for size in SIZES if db.kind == "sqlite" else SIZES[:2]:
        await rows.grow(size)
        for name, case in CASES.items():
            with query_count() as counter:
                response = await browser.post(operations[name], case.variables(rows))
            answer = response.json()
            assert "errors" not in answer, (name, answer["errors"])
            assert None not in answer["data"].values(), (name, "is answered with nothing")
            asked[name].append(counter.count)
            lengths[name].append(len(response.content))
    # Neither more where there are more rows, nor fewer than the table says: it must stay true.
    wrong = {
        name: (counts, CASES[name].queries)
        for name, counts in asked.items()
        if not CASES[name].queries - MERGED <= min(counts) <= max(counts) <= CASES[name].queries
    }
    assert wrong == {}
    grown = {name for name, (one, some, *_) in lengths.items() if some > one + 5}
    assert grown == {name for name, case in CASES.items() if case.grows}
