"""The demo company on a stage: everybody acts through the GraphQL API, at the time of the play."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from erm.core import clock
from erm.core.events import Event
from erm.core.work import record, unit_of_work
from erm.demo.seed import seed
from erm.feedback.cycles.commands.closing import close_all_due
from erm.feedback.cycles.commands.guest_reviews import invite_guests
from erm.feedback.cycles.commands.reminders import remind_due
from erm.flows.subscriptions import build_bus
from erm.mail.models import Mail
from erm.people.models import Bond, Person
from erm.people.rules import BondKind
from erm.schema.ids import to_global
from erm.settings import Settings
from tests.conftest import Api

NOBODY = "nobody"
"""Somebody without an account."""


class Stage:
    """Who is there, what time it is, and what they say to the API.

    People are called by what stands before the @ of their address.
    """

    def __init__(self, api: Callable[..., Api], settings: Settings, moment: datetime) -> None:
        self._api = api
        self._settings = settings
        self._browsers: dict[str, Api] = {}
        self.bus = build_bus(settings)
        self.moment = moment
        self.people: dict[str, Person] = {}
        self.managers: dict[str, str] = {}

    async def open(self) -> None:
        """Let the demo company come."""
        with clock.at(self.moment):
            await seed(self.moment)
        await self.look_round()

    async def look_round(self) -> None:
        """Who is there today, and who manages whom."""
        day = self.moment.date()
        rows = await Person.all().order_by("work_email")
        self.people = {
            row.work_email.partition("@")[0]: row
            for row in rows
            if row.left_on is None or row.left_on > day
        }
        names = {row.id: name for name, row in self.people.items()}
        self.managers = {
            names[bond.subject_id]: names[bond.other_id]
            for bond in await Bond.filter(kind=BondKind.MANAGER, ends_on__isnull=True)
            if bond.subject_id in names and bond.other_id in names
        }

    def reports(self, name: str) -> list[str]:
        return [person for person, manager in self.managers.items() if manager == name]

    def id(self, name: str) -> str:
        return to_global("Person", self.people[name].id)

    def name(self, global_id: str) -> str:
        return next(name for name in self.people if self.id(name) == global_id)

    # ---- time ----------------------------------------------------------------------------------

    def go_to(self, day: date, hour: int = 12) -> None:
        """The same people later; everybody signs in anew."""
        moment = datetime.combine(day, time(hour), tzinfo=UTC)
        assert moment >= self.moment
        self.moment = moment
        self._browsers.clear()

    def later(self, hours: int = 1) -> None:
        self.moment += timedelta(hours=hours)

    # ---- the API -------------------------------------------------------------------------------

    async def ask(self, who: str, query: str, **variables: Any) -> Any:
        """What the API answers to somebody."""
        with clock.at(self.moment):
            if who not in self._browsers:
                person = None if who == NOBODY else self.people[who]
                self._browsers[who] = self._api(person)
            return await self._browsers[who].run(query, variables)

    async def do(self, who: str, mutation: str, selection: str, **given: Any) -> Any:
        """Do something; it must succeed."""
        answer = await self._mutate(who, mutation, f"{{ {selection} }}", given)
        assert answer["__typename"] != "Refusal", (who, mutation, answer)
        return answer

    async def refused(self, who: str, mutation: str, **given: Any) -> str:
        """Try something; it must be refused. The refusal's code."""
        answer = await self._mutate(who, mutation, "{ __typename }", given)
        assert answer["__typename"] == "Refusal", (who, mutation)
        return str(answer["code"])

    async def _mutate(self, who: str, mutation: str, selection: str, given: dict[str, Any]) -> Any:
        name = mutation[0].upper() + mutation[1:]
        query = (
            f"mutation ($input: {name}Input!) {{ {mutation}(input: $input) {{ __typename "
            f"... on {name}Success {selection} ... on Refusal {{ kind code message }} }} }}"
        )
        return (await self.ask(who, query, input=given))[mutation]

    # ---- behind the scenes -----------------------------------------------------------------------

    async def happens(self, event: Event) -> None:
        """A fact of the directory, as the import records it."""
        with clock.at(self.moment):
            async with unit_of_work(self.bus):
                record(event)

    async def change_manager(self, name: str, manager: str) -> tuple[UUID, UUID]:
        """From today on somebody has another manager; the two managers."""
        person = self.people[name]
        bond = await Bond.get(subject_id=person.id, kind=BondKind.MANAGER, ends_on__isnull=True)
        bond.ends_on = self.moment.date()
        await bond.save(update_fields=["ends_on"])
        _ = await Bond.create(
            kind=BondKind.MANAGER,
            subject_id=person.id,
            other_id=self.people[manager].id,
            starts_on=self.moment.date(),
        )
        self.managers[name] = manager
        return bond.other_id, self.people[manager].id

    async def work(self) -> int:
        """What the worker does now with mail of cycles; how many mails were written."""
        with clock.at(self.moment):
            before = await Mail.all().count()
            await invite_guests(self._settings, self.bus, asyncio.Event())
            await remind_due(self._settings, self.bus, asyncio.Event())
            return await Mail.all().count() - before

    async def make_results(self) -> int:
        """What the worker does when more time is over."""
        with clock.at(self.moment):
            return await close_all_due(moment=self.moment)
