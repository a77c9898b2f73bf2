"""The screens of development, with an address of each that has something to show."""

from __future__ import annotations

from tests.e2e.screens.company import DemoCompany, identifier


def development_screens(demo: DemoCompany, email: str) -> dict[str, str]:
    """What everybody has, for somebody with a plan, a level, skills and an assessment."""
    me = demo.person(email)
    skill = demo.key(
        "SELECT skill_id FROM person_skill GROUP BY skill_id ORDER BY COUNT(*) DESC, skill_id"
    )
    framework = _framework(demo)
    aligned = "SELECT id FROM goal WHERE visibility = 'everyone' AND plan_id IS NULL"
    told = (
        "SELECT g.id FROM goal g JOIN development_plan p ON p.id = g.plan_id WHERE g.person_id = ?"
        " AND p.state = 'active' ORDER BY (SELECT COUNT(*) FROM check_in c WHERE c.goal_id = g.id)"
        " + 9 * (SELECT COUNT(*) FROM evidence e WHERE e.goal_id = g.id) DESC"
    )
    return {
        "goals": "/development/goals",
        "goal": f"/development/goals/{identifier('Goal', demo.key(told, me))}",
        "goal of the company": f"/development/goals/{identifier('Goal', demo.key(aligned))}",
        "new goal": "/development/goals?add-goal",
        "templates of plans": "/development/templates",
        "competencies": "/development/competencies",
        "career path": f"/development/competencies/{identifier('Person', me)}/next",
        "frameworks": "/development/frameworks",
        "framework": framework,
        "compared assessment": assessment(demo, email, "compared"),
        "skills": "/development/skills",
        "people by skill": f"/development/skills/people?skill={identifier('Skill', skill)}",
        "catalogue of skills": "/development/skills/all",
        "learning": "/development/learning",
    }


def team_screens(demo: DemoCompany, email: str) -> dict[str, str]:
    """What somebody reads of the people whom they manage, and writes about one of them."""
    team = [
        identifier("Person", key)
        for (key,) in demo.rows(
            "SELECT b.subject_id FROM bond b JOIN assessment a ON a.person_id = b.subject_id"
            " WHERE b.kind = 'manager' AND b.other_id = ? AND b.ends_on IS NULL"
            " GROUP BY b.subject_id ORDER BY COUNT(*) DESC, b.subject_id",
            demo.person(email),
        )
    ]
    plan = (
        "SELECT p.id FROM development_plan p JOIN bond b ON b.subject_id = p.person_id"
        " WHERE b.kind = 'manager' AND b.other_id = ? AND b.ends_on IS NULL"
        " AND p.state = 'active' ORDER BY p.id"
    )
    read = demo.key(plan, demo.person(email))
    return {
        "team": "/development/team",
        "reports side by side": f"/development/team?compare={','.join(team[:2])}",
        "a report's plan": f"/development/plans/{identifier('DevelopmentPlan', read)}",
        "a report's competencies": f"/development/competencies/{team[0]}",
        "a report's career path": f"/development/competencies/{team[0]}/next",
        "open assessment": assessment(demo, email, "open"),
    }


def hr_development_screens(demo: DemoCompany) -> dict[str, str]:
    """Frameworks with their parts, everybody's levels, and what HR reads of the company."""
    framework = _framework(demo)
    return {
        "coverage of development": "/reports/development",
        "gaps": "/reports/gaps",
        "HR's frameworks": "/development/frameworks",
        "HR's framework": framework,
        **{
            f"framework: {part}": f"{framework}/{part}"
            for part in ("words", "structure", "versions")
        },
        "levels": "/development/levels",
        "HR's catalogue of skills": "/development/skills/all",
        "HR's learning": "/development/learning",
        "HR's templates of plans": "/development/templates",
    }


def assessment(demo: DemoCompany, email: str, state: str) -> str:
    """The address of an assessment of somebody or, while it is open, one of their team."""
    whose = demo.person(email)
    key = demo.key(
        "SELECT a.id FROM assessment a LEFT JOIN bond b ON b.subject_id = a.person_id"
        " AND b.kind = 'manager' AND b.ends_on IS NULL WHERE a.state = ?1 AND ?2 ="
        " CASE a.state WHEN 'open' THEN b.other_id ELSE a.person_id END ORDER BY a.opened_at DESC",
        state,
        whose,
    )
    return f"/development/assessments/{identifier('Assessment', key)}"


def _framework(demo: DemoCompany) -> str:
    """The one that was published most often."""
    key = demo.key(
        "SELECT framework_id FROM framework_version GROUP BY framework_id ORDER BY COUNT(*) DESC"
    )
    return f"/development/frameworks/{identifier('CompetencyFramework', key)}"
