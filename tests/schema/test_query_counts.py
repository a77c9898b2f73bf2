"""How often each page of the SPA asks the database, whatever the number of rows.

An operation of the SPA that has no line in ``CASES`` fails here: measure it, and write it down.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from graphql import OperationDefinitionNode, OperationType, parse

from erm.core.clock import today
from erm.mail.acting import MailAct, act_token
from erm.mail.unsubscribing import Subscription, unsubscribe_token
from erm.schema import execution
from erm.schema.ids import to_global
from erm.web.operations import known_documents
from tests.cast import Cast
from tests.conftest import SECRETS, OpenDatabase, query_count
from tests.database import seen_for_an_hour
from tests.schema.review_rows import REVIEW_TOKEN
from tests.schema.rows import GUEST_TOKEN, Rows

SIZES = (1, 20, 200)
MERGED, APART = 4, 2
"""How many batches may fall together or apart, by which answer of the database comes first."""
Variables = Callable[[Rows], dict[str, Any]]


@dataclass(frozen=True)
class Case:
    """At most so many SQL queries of one operation, the one that tells who asks included.

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


def of_link(rows: Rows) -> dict[str, Any]:
    """The link in a mail of notifications, which is about several kinds."""
    what = Subscription.NOTIFICATIONS
    return {"token": unsubscribe_token(rows.cast.mo.id, SECRETS.secret_key, what)}


PAGE = always(first=100)
CASES: dict[str, Case] = {
    # the frame, and what looks people up
    "AppViewer": Case(2, grows=False),
    "PaletteSearch": Case(2, always(search="Crowd")),
    "PickPeople": Case(2, always(search="Crowd")),
    "StartWith": Case(2, ann(), grows=False),
    "FeedbackFor": Case(2, ann(), grows=False),
    "PersonToAsk": Case(2, ann(), grows=False),
    "WhoWouldRead": Case(4, ann(), grows=False),
    # home
    "HomePage": Case(48),
    # one-on-ones
    "OneOnOnesPage": Case(9),
    "MeetingPage": Case(18, of("OneOnOneMeeting", "meeting")),
    "SeriesPage": Case(25, of("OneOnOneSeries", "series", first=100)),
    "StartSeriesWith": Case(7, ann(), grows=False),
    "PreviewRhythm": Case(
        1,
        always(
            cadence="MONTHLY",
            firstMeetingAt="2027-03-09T09:00:00Z",
            timeZone="Europe/Berlin",
            count=6,
        ),
        grows=False,
    ),
    "SeriesSuggestions": Case(34, of("OneOnOneSeries", "series")),
    "NotesNow": Case(5, of("OneOnOneMeeting", "meeting")),
    "NotesHistory": Case(6, of("OneOnOneMeeting", "meeting", first=100)),
    "DiscussedPoints": Case(6, of("OneOnOneSeries", "series")),
    "AgendaTemplates": Case(2),
    "PromiseDetails": Case(9, of("ActionItem", "promise")),
    "PlansForGoal": Case(6),
    "PromisesMade": Case(5, always(state="ALL")),
    "PromisesReceived": Case(5, always(state="ALL")),
    "PromiseCounts": Case(5, grows=False),
    # feedback
    "FeedbackCounts": Case(10, grows=False),
    "FeedbackNotePage": Case(9, of("FeedbackNote", "note"), grows=False),
    "FeedbackRequestPage": Case(5, of("FeedbackRequest", "request"), grows=False),
    "RequestsToAnswer": Case(4, PAGE),
    "RequestsSent": Case(4, PAGE),
    "NotesReceived": Case(5, PAGE),
    "NotesGiven": Case(5, PAGE),
    "NotesArchived": Case(5, PAGE),
    "FeedbackOfGuests": Case(4, PAGE),
    "GuestFeedbackPage": Case(3, of("GuestFeedback", "guest"), grows=False),
    "GuestPage": Case(5, always(token=GUEST_TOKEN), grows=False),
    "AskForm": Case(9, always(aboutId=None)),
    "FeedbackDraft": Case(2, always(key="give:somebody"), grows=False),
    "TeamsForFeedback": Case(7),
    "PlansForFeedback": Case(7),
    "ValuesForFeedback": Case(2),
    "SeriesForFeedback": Case(4),
    "GoalsForFeedback": Case(10),
    # cycles, for HR
    "Cycles": Case(6, PAGE),
    "CyclePage": Case(7, of_cycle()),
    "CycleOverview": Case(18, of_cycle()),
    "CycleEditor": Case(20, of_cycle("draft")),
    "CycleProgress": Case(19, of_cycle(asOf="NOW")),
    "CycleParticipants": Case(19, of_cycle(first=100)),
    "PacketsToRelease": Case(8, of_review("handing")),
    "CycleQuestions": Case(8, of_cycle()),
    "CycleHistory": Case(7, of_cycle(first=100)),
    "CalibrationSessions": Case(18, of_cycle()),
    "CalibrationSession": Case(19, of_cycle("session")),
    "CalibrationChoices": Case(11, of_cycle()),
    "CycleAudiencePreview": Case(7, always(audience={"everyone": True})),
    "CycleDepartments": Case(3),
    "CycleTemplates": Case(2),
    "CycleTemplateNames": Case(2),
    "NewCycleTemplates": Case(2),
    "CycleProgrammes": Case(5),
    "QuestionBank": Case(2),
    "BankPicker": Case(2),
    # cycles, for everybody
    "ReviewsPage": Case(24),
    "ReviewsWritten": Case(13, PAGE),
    "ReviewPage": Case(21, of_review("review")),
    "ReviewVersions": Case(11, of_review("review")),
    "GuestReview": Case(14, always(token=REVIEW_TOKEN)),
    "NominationsPage": Case(16, of_review("choosing", "cycle")),
    "NominationPage": Case(27, of_review("chosen")),
    "MyPackets": Case(9, PAGE),
    "TeamPackets": Case(8),
    "PacketPage": Case(29, of_review("packet", "participant")),
    # development
    "DevelopmentTabs": Case(9),
    "MyPlans": Case(11),
    "TeamPlans": Case(15),
    "WhoseDraft": Case(8),
    "PlanPage": Case(29, of("DevelopmentPlan", "plan")),
    "PlanForms": Case(18, of("DevelopmentPlan", "plan")),
    "PlanChanges": Case(7, of("DevelopmentPlan", "plan"), grows=False),
    "FocusChoices": Case(26, ann("personId"), grows=False),
    "MyGoals": Case(20),
    "GoalPage": Case(33, of("Goal", "goal")),
    "GoalsToAlignTo": Case(6, always(search=None)),
    "GoalCheckIns": Case(8, of("Goal", "goal")),
    # recognition
    "KudosFeed": Case(16, always(following=False, search="")),
    "KudosPage": Case(15, of("Kudos", "kudos")),
    "FeedFilters": Case(9, ann("personId", named=True)),
    "GiveKudosForm": Case(10),
    "RewardsPage": Case(8, grows=False),
    "RewardCatalogue": Case(4, always(retired=True)),
    "MyPointsMoves": Case(8),
    "MyRedemptions": Case(4),
    "RedemptionQueue": Case(4, always(open=True)),
    "AllowanceRules": Case(11),
    "LedgerCheck": Case(2, grows=False),
    # recognition: giving, feed, cards
    "WhoToThank": Case(2, ann(), grows=False),
    "WhomToThank": Case(7, always(search="")),
    "PeopleToMention": Case(2, always(search="Crowd")),
    "GiveKudosAudiences": Case(5, ann_in("receiverIds"), grows=False),
    "TextWarnings": Case(2, always(text="A clumsy text"), grows=False),
    "ScheduledKudos": Case(6),
    "ScheduledCount": Case(4),
    "KudosNow": Case(12, of("Kudos", "kudos")),
    "KudosComments": Case(7, of("Kudos", "kudos")),
    "KudosEdits": Case(5, of("Kudos", "kudos")),
    "KudosToEdit": Case(8, of("Kudos", "kudos")),
    "UnreadKudos": Case(3, grows=False),
    "UnsubscribeLink": Case(9, of_link, grows=False),
    "UnseenNotifications": Case(7, grows=False),
    "Notifications": Case(8, always(first=100, after=None, area=None, unseenOnly=False)),
    "NotificationSettingsPage": Case(9, grows=False),
    "RecognitionTabs": Case(5, grows=False),
    # recognition: celebrations, awards, moderation, values, fairness
    "CelebrationList": Case(5),
    "CelebrationPage": Case(5, of_recognition("celebration")),
    "AwardList": Case(6, always(after=None)),
    "AwardPage": Case(27, of_recognition("award")),
    "NominateForm": Case(2),
    "ModerationQueue": Case(8, always(open=True, first=100, after=None)),
    "AllCompanyValues": Case(3),
    "RecognitionSettingsForm": Case(2, grows=False),
    "TeamThanks": Case(8),
    "RecognitionReport": Case(7, always(by="DEPARTMENT", days=30)),
    "Leaderboard": Case(5, grows=False),
    # people
    "PeoplePage": Case(3),
    "Directory": Case(6, always(search="Test")),
    "OrgChartPage": Case(9),
    "OrgReports": Case(7, lambda rows: {"id": str(to_global("Person", rows.cast.mo.id))}),
    "PersonPage": Case(44, ann()),
    "PairPage": Case(41, ann("personId", first=100)),
    "PairSuggestions": Case(37, ann("personId")),
    "RelationshipsPage": Case(19, PAGE),
    # handovers and reports
    "HandoversPage": Case(14),
    "HandoverPage": Case(15, of("Handover", "handover")),
    "NewHandover": Case(11, always(to="", withReceiver=False)),
    "OneOnOneRates": Case(8),
    "DepartmentNetwork": Case(5, always(days=90, kinds=None)),
    "AuditLog": Case(4, PAGE),
    # development, seen from above
    "PlanTemplates": Case(2, grows=False),
    "PlansToTurnInto": Case(12, ann("personId")),
    "TeamDevelopment": Case(37),
    "DevelopmentCoverage": Case(9, always(by="DEPARTMENT", on=None), grows=False),
    "CompetencyGaps": Case(20, always(by="DEPARTMENT", frameworkId=None)),
    # settings and administration
    # competencies, levels, assessments
    "FrameworksPage": Case(7, always(hr=True)),
    "ExampleFrameworks": Case(1, grows=False),
    "LevelsToChoose": Case(9),
    "LevelsOfPeople": Case(5, always(search="", first=100)),
    "FrameworkPage": Case(9, of_competencies("framework"), grows=False),
    "FrameworkEditor": Case(6, of_competencies("framework"), grows=False),
    "FrameworkPublishing": Case(6, of_competencies("framework"), grows=False),
    "FrameworkVersions": Case(7, of_competencies("framework")),
    "CompetenciesPage": Case(32, ann()),
    "CareerPathPage": Case(12, ann(), grows=False),
    "AssessmentPage": Case(31, of_competencies("assessment")),
    "PickCompetencies": Case(11),
    # skills and mentoring
    "MySkills": Case(7),
    "SkillCatalogue": Case(5, always(search=None, after=None)),
    "SkillDuplicates": Case(7, grows=False),
    "SimilarSkills": Case(4, always(name="Sailign"), grows=False),
    "PickSkills": Case(4, always(search="Crowd")),
    "ChosenSkill": Case(3, of_skill(), grows=False),
    "PeopleWithSkill": Case(9, of_skill("skillId", fromLevel=1, canTeach=None, after=None)),
    "Mentoring": Case(15),
    "TeamSkillMatrix": Case(8),
    "SideBySideProfile": Case(18, ann(), grows=False),
    # learning, certificates, evidence
    "LearningCatalogue": Case(11, PAGE),
    "MyLearning": Case(35),
    "MyCertificates": Case(5),
    "EvidenceToChoose": Case(6, always(kind="KUDOS")),
    "EvidenceForAssessment": Case(4, always(kind="FEEDBACK")),
    "SignInPage": Case(2),
    "SettingsPage": Case(15),
    "RoleHolders": Case(3),
    "OutboxFigures": Case(7, grows=False),
    "OutboxKinds": Case(2, grows=False),
    "OutboxMails": Case(3, always(first=100, after=None, state=None, kind=None, search=None)),
    "OutgoingMailPage": Case(4, of("OutgoingMail", "mail"), grows=False),
    "ParkedMails": Case(3, always(kind=None), grows=False),
    "MailServers": Case(3, grows=False),
    "MailIsKept": Case(1, grows=False),
    "MailBlocks": Case(4, always(first=100, after=None)),
    "NotificationPolicies": Case(2, grows=False),
    "MailActPage": Case(7, of_act, grows=False),
    "Mailbox": Case(3),
    "MailPage": Case(2, of("Mail", "mail"), grows=False),
    "DataQuality": Case(6, PAGE),
    "Integrations": Case(3),
    # surveys
    "EngagementPage": Case(27, always(first=100)),
    "SurveyAnswerPage": Case(10, of_survey("wave", "waveId")),
    "Surveys": Case(6),
    "SurveyPage": Case(12, of_survey("running")),
    "SurveyEditor": Case(13, of_survey("draft")),
    "SurveyPreview": Case(11, of_survey("draft", "surveyId")),
    "SurveyBank": Case(6, always(retired=False)),
    "SurveyBankPicker": Case(6),
    "SurveyDepartments": Case(3),
    "EngagementSettings": Case(2, grows=False),
    "SurveyReport": Case(26, of_report()),
    "SurveyHeatMap": Case(14, of_report(segment="DEPARTMENT")),
    "SurveyBreakdown": Case(12, by_department),
    "SurveyTrend": Case(19, of_report()),
    "SurveyComments": Case(13, of_report(first=100, search="")),
    "ReportLedger": Case(13, of_report(first=100)),
    "ActionPlans": Case(12, of_report(first=100)),
    "ActionPlan": Case(
        15,
        lambda rows: {"id": str(to_global("ActionPlan", rows.survey_reports.plan.id))},
        grows=False,
    ),
    "ActionPlanForm": Case(
        11,
        lambda rows: {
            **of_report(withDepartment=True)(rows),
            "departmentId": str(to_global("Department", rows.cast.engineering.id)),
        },
        grows=False,
    ),
    "MyActionSteps": Case(4),
    "ReportSchedules": Case(2),
    "PeopleReportLedger": Case(4, always(first=100)),
    "PeopleReport": Case(10, always(kind="ONE_ON_ONES", by="DEPARTMENT", asOf="NOW")),
    "SurveyDriverAnalysis": Case(12, of_report(), grows=False),
    "PastSurveyDraft": Case(4, lambda rows: {"uploadId": str(rows.survey_reports.upload.id)}),
    "WebhookEndpoint": Case(2, of_integration("endpoint"), grows=False),
    "ChatChannel": Case(2, of_integration("channel"), grows=False),
    "WebhookDeliveries": Case(4, of_integration("endpoint", first=100)),
    "ChatDeliveries": Case(4, of_integration("channel", first=100)),
    "PeopleImport": Case(
        6, lambda rows: {"uploadId": str(rows.upload.id), "changes": 100, "problems": 100}
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
    cast: Cast, api: Any, db: OpenDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Two hundred rows with two hundred others in each take seconds, on a busy machine more than an
    # operation may take. How often one asks does not hang on it.
    monkeypatch.setattr(execution, "TIMEOUT", 300.0)
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
        if min(counts) < CASES[name].queries - MERGED or max(counts) > CASES[name].queries + APART
    }
    assert wrong == {}
    grown = {name for name, (one, some, *_) in lengths.items() if some > one + 5}
    assert grown == {name for name, case in CASES.items() if case.grows}
