"""Mail about development plans: only what nobody would otherwise hear of.

Queued in the transaction of what it tells of. It names the plan and nothing that stands in it.
"""

from __future__ import annotations

from uuid import UUID

from erm.core.actor import SYSTEM
from erm.core.events import Bus
from erm.core.language import say
from erm.development.events import PlanLapsed
from erm.development.models import DevelopmentPlan
from erm.mail.commands import queue_mail
from erm.mail.links import Links
from erm.mail.rendering import lines_of, render_with
from erm.people.queries import people_by_ids
from erm.settings import Settings


class DevelopmentMails:
    """Hears what has to be told and queues the mail about it."""

    def __init__(self, settings: Settings) -> None:
        self._company = settings.company_name
        self._links = Links(settings.public_url)

    def subscribe(self, bus: Bus) -> None:
        """Listen."""
        bus.subscribe(PlanLapsed, self.plan_lapsed)

    async def plan_lapsed(self, event: PlanLapsed) -> None:
        """Both hear that erm closed a plan, as long as the person whose plan it is is there."""
        people = await people_by_ids(
            SYSTEM, [key for key in (event.person_id, event.manager_id) if key is not None]
        )
        person = people[event.person_id]
        if person.has_left:
            return
        plan = await DevelopmentPlan.get(id=event.plan_id)
        await self._tell(event.person_id, "own", event.plan_id, plan.title, person.name)
        if event.manager_id is not None:
            await self._tell(event.manager_id, "report", event.plan_id, plan.title, person.name)

    async def _tell(self, to: UUID, what: str, plan_id: UUID, title: str, person: str) -> None:
        reader = (await people_by_ids(SYSTEM, [to]))[to]
        if reader.has_left or reader.work_email is None:
            return
        language = reader.locale
        said = {"title": title, "person": person}
        key = f"mail.development_news.lapsed_{what}"
        mail = render_with(
            "development_news",
            language,
            say(language, f"{key}.subject", **said),
            say(language, f"{key}.preheader"),
            self._company,
            {
                "name": reader.given_name or reader.name,
                "words": lines_of(say(language, f"{key}.text", **said)),
                "link": self._links.plan(plan_id),
                "why": say(language, f"{key}.why", **said),
            },
        )
        await queue_mail(
            dedupe_key=f"plan_lapsed:{plan_id}:{to}",
            kind="development_news",
            recipient_id=to,
            to_address=reader.work_email,
            to_name=reader.name,
            language=language,
            subject=mail.subject,
            text=mail.text,
            html=mail.html,
            subject_kind="DevelopmentPlan",
            subject_id=plan_id,
        )
