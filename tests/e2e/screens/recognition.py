"""The screens of recognition, with an address of each that has something to show."""

from __future__ import annotations

from tests.e2e.screens.company import DemoCompany, identifier


def recognition_screens(demo: DemoCompany, email: str) -> dict[str, str]:
    """What everybody has, for somebody who was thanked, has points and may sign a card."""
    me = demo.person(email)
    group = "SELECT kudos_id FROM kudos_group ORDER BY size DESC"
    running = "SELECT id FROM award WHERE state = 'nominating'"
    announced = "SELECT id FROM award WHERE state = 'announced'"
    day = "SELECT id FROM celebration WHERE person_id <> ? ORDER BY audience = 'team', day DESC"
    liked = identifier("Person", demo.key("SELECT followed_id FROM follow ORDER BY id"))
    value = identifier("CompanyValue", demo.key("SELECT id FROM company_value ORDER BY position"))
    return {
        "thank in person": "/recognition?give=1",
        "thank from a link": f"/recognition?give=1&to={liked}&value={value}&message=For%20Friday.",
        "whom I follow": "/recognition?following=1",
        "thanks under a value": f"/recognition?value={value}",
        "thanks found": "/recognition?q=thank",
        "thanks to be said later": "/recognition/scheduled",
        "thanks to a department": f"/recognition/{identifier('Kudos', demo.key(group))}",
        "celebrations": "/recognition/celebrations",
        "card": f"/recognition/celebrations/{identifier('Celebration', demo.key(day, me))}",
        "awards": "/recognition/awards",
        "award to nominate for": f"/recognition/awards/{identifier('Award', demo.key(running))}",
        "announced award": f"/recognition/awards/{identifier('Award', demo.key(announced))}",
        "rewards": "/recognition/rewards",
        "notifications": "/notifications",
        "notification settings": "/settings/notifications",
    }


def hr_recognition_screens(demo: DemoCompany) -> dict[str, str]:
    """What HR looks after, and what it reads of the company."""
    running = demo.key("SELECT id FROM award WHERE state = 'nominating'")
    return {
        "moderation": "/recognition/moderation",
        "decided reports": "/recognition/moderation?list=decided",
        "settings of recognition": "/recognition/settings",
        "recognition in groups": "/reports/recognition",
        "recognition by place": "/reports/recognition?by=LOCATION&days=365",
        "HR's award": f"/recognition/awards/{identifier('Award', running)}",
        "HR's rewards": "/recognition/rewards",
    }
