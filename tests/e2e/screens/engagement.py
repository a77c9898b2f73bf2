"""The screens of surveys and their reports, with an address of each that has something to show."""

from __future__ import annotations

from tests.e2e.screens.company import DemoCompany, identifier


def _wave(demo: DemoCompany, state: str, order: str = "DESC") -> str:
    statement = f"SELECT id FROM survey_wave WHERE state = ? ORDER BY closes_at {order}"
    return identifier("SurveyWave", demo.key(statement, state))


def engagement_screens(demo: DemoCompany) -> dict[str, str]:
    """What everybody has who is asked."""
    plan = identifier("ActionPlan", demo.key("SELECT id FROM action_plan"))
    closed = _wave(demo, "closed")
    return {
        "engagement": "/engagement",
        "promise before answering": f"/engagement/answer/{_wave(demo, 'open')}",
        "replies": "/engagement/replies",
        "report of everybody": f"/engagement/report/{closed}",
        "who looked": f"/engagement/ledger/{closed}",
        "plans of action": "/engagement/plans",
        "plan of action": f"/engagement/plans/{plan}",
    }


def hr_engagement_screens(demo: DemoCompany) -> dict[str, str]:
    """What HR asks, and what it is told."""
    survey = "SELECT id FROM survey ORDER BY rhythm = 'once', launched_at"
    first = f"/engagement/report/{_wave(demo, 'closed', 'ASC')}"
    return {
        "surveys": "/engagement/surveys",
        "running survey": f"/engagement/surveys/{identifier('Survey', demo.key(survey))}",
        "bank of surveys": "/engagement/bank",
        "settings of surveys": "/engagement/settings",
        "past survey": "/engagement/import",
        "survey report": first,
        "heat map": f"{first}/heat-map",
        "breakdown": f"{first}/breakdown",
        "trend": f"/engagement/report/{_wave(demo, 'closed')}/trend",
        "what goes together": f"{first}/drivers",
        "comments": f"{first}/comments",
        "report on people": "/reports/people",
        "report on recognition": "/reports/people?kind=RECOGNITION&by=TENURE&asOf=THEN",
        "who read reports": "/reports/ledger",
    }
