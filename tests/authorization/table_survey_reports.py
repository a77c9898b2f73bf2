"""The table's lines of what is told of surveys, and of past ones.

What somebody reads of a wave is chosen by the gate: tests/engagement/results/test_reading.py.
"""

from __future__ import annotations

from tests.authorization.relations import HR
from tests.authorization.table_rules import Right, Rule, each, fields, may, only

_READERS = "HR, who leads the department, who was invited: as promised; the release's groups only"

QUERY: dict[str, Rule] = fields(
    surveyReport=each(_READERS),
    surveyHeatMap=each(_READERS),
    surveyBreakdown=each(_READERS),
    surveyTrend=each(_READERS),
    surveyDriverAnalysis=each("whoever reads of the whole company"),
    pastSurveyDraft=only(HR, note="one's own upload; null for others, administrators too"),
)

FIELDS: dict[str, dict[str, Rule]] = {
    "SurveyReport": fields(
        "title asked group promise figures groups usefulness withheld withheldText planHash",
        links="wave previous",
        canComment=each("HR, and who leads the department that is told of"),
        canPlan=each("HR, and who leads the department that was asked for"),
    ),
    "SurveyGroup": fields(
        "key kind label parts depth shown reason reasonText shownIn shownInLabel invited answered "
        "rate words",
        links="department",
    ),
    "SurveyGroupPart": fields("kind label"),
    "ResponseRate": fields("text from until"),
    "SurveyFigure": fields(
        "subjectKind subjectId label kind n reason reasonText mean meanFrom meanUntil meanBound "
        "favourable favourableFrom favourableUntil favourableBound neutral unfavourable shares "
        "sharesOf enps enpsFrom enpsUntil correction change company companyDifferent",
        links="driver",
    ),
    "AnswerShare": fields("label share"),
    "FigureChange": fields("waveNumber difference band changed effect direction note"),
    "Usefulness": fields("groups told plain"),
    "HeatMap": fields("rows", links="drivers"),
    "HeatRow": fields("group cells"),
    "SurveyTrend": fields("subjectKind subjectId label points"),
    "SurveyTrendPoint": fields("figure", links="wave"),
    "DriverAnalysis": fields(
        "n explained explainedFrom explainedUntil weights caution reason reasonText outcome"
    ),
    "DriverWeight": fields("weight from until mean", links="driver"),
    # ---- past surveys: HR
    "PastSurveyDraft": fields("uploadId fileName rows columns"),
    "PastSurveyColumn": fields("name kind segment use values examples lowest highest note"),
    "ImportPastSurveySuccess": fields("report losses", links="wave"),
}

MUTATIONS: dict[str, Right] = {"importPastSurvey": may(HR, note="one's own upload")}
