"""The table's lines of frameworks, levels and assessments.

What is published is everybody's, a draft is HR's. Of an assessment ``SELF`` is the person; of a level,
and of what ``Person`` tells of it, too. HR sets levels and reads no assessment. What a side answers
before the comparison has a canary of its own: tests/development/competencies/test_blind.py has more.
"""

from __future__ import annotations

from tests.authorization.relations import ALL, HR, M, Relation, S
from tests.authorization.table_rules import (
    Readers,
    Right,
    Rule,
    each,
    fields,
    may,
    only,
    true_for,
    who,
)

MM = Relation.MANAGERS_MANAGER

READERS: dict[str, dict[str, Readers | str]] = {
    "CompetencyFramework": {"published": who(ALL), "never published": who(HR)},
    "FrameworkVersion": {"published": who(ALL), "draft": who(HR)},
    "Competency": {"": who(ALL)},
    "CareerLevel": {"": who(ALL)},
    "Assessment": {
        "open": who(S, M),
        "compared since the present manager is it": who(S, M),
        "compared before": who(S),
    },
}

QUERY: dict[str, Rule] = fields(
    links="competencyFramework competencyFrameworks competency careerLevel assessment",
    exampleFrameworks=each("what comes with erm, for HR; none for others"),
)
VIEWER: dict[str, Rule] = fields(links="assessmentsToWrite")
PERSON: dict[str, Rule] = {
    "placement": only(S, M, MM, HR),
    "placements": only(S, M, MM, HR),
    "careerPath": only(S, M, MM, HR),
    "assessments": only(S, M, note="those that they read; null for others, HR too"),
    "competencyProfile": only(S, M),
    "canPlace": each("HR"),
    "canAssess": each("oneself and one's reports, at a level and with none open"),
}

FIELDS: dict[str, dict[str, Rule]] = {
    "CompetencyFramework": fields(
        "id name description retired version",
        links="names descriptions published draft versions",
        peopleCount=only(HR, note="from 5 on"),
        canManage=true_for(HR),
    ),
    "FrameworkVersion": fields(
        "id number state note publishedAt editedAt version differences",
        links="families tracks editedBy",
    ),
    "CompetencyFamily": fields("key name names", links="competencies"),
    "FrameworkCompetency": fields(
        "key name names description descriptions", links="competency expectations"
    ),
    "Expectation": fields("trackKey levelKey rank text texts"),
    "CareerTrack": fields("key name names", links="levels"),
    "CareerTrackLevel": fields("key rank name names leadsToKeys", links="level leadsTo"),
    "Competency": fields("id name familyName description retired", links="framework"),
    "CareerLevel": fields(
        "id name trackName trackKey rank",
        links="framework expectations skillExpectations",
    ),
    "LevelExpectation": fields("text familyName", links="competency"),
    "ExampleFramework": fields("key name description competencies levels"),
    "Placement": fields("startsOn endsOn", links="level"),
    "CareerPath": fields(links="current next"),
    "CareerStep": fields(links="level asks"),
    "CareerAsk": fields("now next isNew changed", links="competency"),
    "CompetencyProfile": fields(links="level lines latest"),
    "CompetencyLine": fields(
        "familyName expectedRank ranks selfRank managerRank selfGap managerGap expectationText",
        links="competency points",
        feedbackCount=each("notes that the viewer may read"),
    ),
    "CompetencyPoint": fields("at source rank of label path assessmentVersion"),
    "Assessment": fields(
        "id state openedAt dueOn comparedAt selfSubmitted managerSubmitted version",
        links="person level frameworkVersion manager openedBy",
        mySide=each("the side for which the viewer answers"),
        mySheet=each("one's own answers, and nobody else's"),
        lines=each("with both sides' answers once both have handed in"),
        feedback=each("notes that the viewer may read"),
        readers=each("the person, and their manager where that one reads it"),
        canCancel=true_for(S, M),
        canAnswer=true_for(S, M),
    ),
    "AssessmentLine": fields(
        "familyName expectedRank selfGap managerGap", links="competency expectations self manager"
    ),
    "AssessmentAnswer": fields("competencyId rank note", links="evidence"),
    "AssessmentSheet": fields("side savedAt submittedAt version", links="answers"),
    "CompetencyFeedback": fields(links="competency note"),
    **{
        f"{name}Success": fields(links="framework")
        for name in (
            "CreateFramework",
            "SaveFrameworkDraft",
            "PublishFramework",
            "DiscardFrameworkDraft",
            "RetireFramework",
        )
    },
    "CsvReport": fields("rows created changed unchanged retired applied", links="problems"),
    "CsvProblem": fields("line column message"),
    "ImportFrameworkSuccess": fields(links="report framework"),
    "PlacePersonSuccess": fields(links="person"),
    "EndPlacementSuccess": fields(links="person"),
    "ImportPlacementsSuccess": fields(links="report"),
    **{
        f"{name}AssessmentSuccess": fields(links="assessment")
        for name in ("Open", "Save", "Submit", "Cancel")
    },
}

MUTATIONS: dict[str, Right] = {
    "createFramework": may(HR),
    "importFramework": may(HR),
    "saveFrameworkDraft": may(HR),
    "publishFramework": may(HR),
    "discardFrameworkDraft": may(HR),
    "retireFramework": may(HR, note="while nobody stands at its levels"),
    "placePerson": may(HR),
    "endPlacement": may(HR),
    "importPlacements": may(HR),
    "openAssessment": may(S, M, note="of somebody who stands at a level and has none open"),
    "saveAssessment": may(S, M, note="one's own side, until it is handed in"),
    "submitAssessment": may(S, M, note="one's own side, once"),
    "cancelAssessment": may(S, M, note="while it is open"),
}
