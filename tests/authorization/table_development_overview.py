"""The table's lines of what is made above plans: templates, turning into plans, teams, the company."""

from __future__ import annotations

from tests.authorization.relations import HR, MM, M, S
from tests.authorization.table_rules import Right, Rule, each, fields, may, only

QUERY: dict[str, Rule] = fields(
    planTemplates=each("everybody reads them all, in their own language"),
    developmentCoverage=only(HR, note="null for others, administrators too"),
    competencyGaps=only(HR, note="null for others, administrators too"),
)
VIEWER: dict[str, Rule] = fields(
    teamDevelopment=each("the viewer's reports; null for whoever has none")
)

FIELDS: dict[str, dict[str, Rule]] = {
    # ---- templates: everybody
    "PlanTemplate": fields(
        "key name description builtIn months checkInEvery focusAreas goals",
        canEdit=each("of the company's own their author and HR"),
    ),
    "PlanTemplateFocus": fields("title why kind"),
    "PlanTemplateGoal": fields("title description measure milestones focus"),
    "SavePlanTemplateSuccess": fields("template"),
    "RetirePlanTemplateSuccess": fields("key"),
    # ---- what was made from something
    "DevelopmentSource": fields(
        "origin",
        title=each("empty for whoever may not read the source"),
        path=each("empty for whoever may not read the source"),
    ),
    "TurnIntoFocusAreaSuccess": fields(links="focusArea plan"),
    "TurnIntoGoalSuccess": fields(links="goal"),
    # ---- a manager's team: the viewer's reports, as far as the viewer may read
    "TeamDevelopment": fields(
        "withPlan quiet expired certificatesExpiring assessedPast12Months", links="people"
    ),
    "TeamDevelopmentLine": fields(
        "planState quietDays goalsOpen goalsAtRisk goalsDone progress lastCheckInAt lastAssessedAt "
        "largestGaps skillsMissing certificatesExpiring nextDueOn",
        links="person placement plan",
    ),
    "GapLine": fields("gap", links="competency"),
    # ---- the company: HR, in groups of five people or more
    "DevelopmentCoverage": fields("minimum on by groups company trend withheld"),
    "CoverageGroup": fields(
        "key name people withPlan checkedIn30 quiet closed12Months completed12Months "
        "goalsDoneShare assessed12Months"
    ),
    "CoverageMonth": fields("month people withPlan completed"),
    "CompetencyGaps": fields("minimum groups withheld", links="framework competencies"),
    "GapGroup": fields("key name people cells"),
    "GapCell": fields("competencyIndex people selfGap managerGap belowShare"),
}

MUTATIONS: dict[str, Right] = {
    "savePlanTemplate": may(M, MM, HR, note="of a plan that one reads; managers and HR"),
    "retirePlanTemplate": may(HR, note="its author, and HR"),
    "turnIntoFocusArea": may(S, M, note="a manager from an assessment only"),
    "turnIntoGoal": may(S, M, note="a manager from an assessment only"),
}
