"""The digest: when it comes, having one now, stopping it."""

from __future__ import annotations

from datetime import datetime
from enum import Enum

import strawberry

from erm.digest import commands, issuing, queries, rules
from erm.schema import refs
from erm.schema.command import command
from erm.schema.context import Info
from erm.schema.refs import ViewerRef


@strawberry.enum(description="How often the digest comes.")
class DigestFrequency(Enum):
    """The choices."""

    DAILY = strawberry.enum_value(
        "daily", description="Every day that is not a day off, if there is anything to say."
    )
    WEEKLY = strawberry.enum_value(
        "weekly", description="Once a week, if there is anything to say."
    )
    MONTHLY = strawberry.enum_value(
        "monthly", description="On the first such weekday of a month, if there is anything to say."
    )
    OFF = strawberry.enum_value("off", description="Never.")


@strawberry.enum(description="A part of the digest that can be switched off.")
class DigestSection(Enum):
    """The parts, in the order in which they stand."""

    NEEDS = strawberry.enum_value("needs", description="What waits for the reader.")
    MEETINGS = strawberry.enum_value("meetings", description="The next one-on-ones.")
    PROMISES = strawberry.enum_value("promises", description="What the reader promised and was.")
    SURVEY = strawberry.enum_value("survey", description="A question of an open survey.")
    FEEDBACK = strawberry.enum_value("feedback", description="To write, and received.")
    DEVELOPMENT = strawberry.enum_value("development", description="Plans, goals, assessments.")
    TEAM = strawberry.enum_value("team", description="For managers: those who report to them.")
    THANKS = strawberry.enum_value("thanks", description="Received, and in the reader's team.")
    COMPANY = strawberry.enum_value(
        "company", description="For HR: this week in the company, in numbers of groups only."
    )
    CELEBRATIONS = strawberry.enum_value(
        "celebrations", description="Days that colleagues celebrate."
    )


@strawberry.type(description="When the viewer's digest comes, and what stands in it.")
class DigestPreference:
    """The viewer's choice, or the default: Mondays at nine, with all sections."""

    frequency: DigestFrequency = strawberry.field(description="How often.")
    weekday: int = strawberry.field(
        description="On which day: 1 is Monday, 7 Sunday; of a monthly one the first of the month."
    )
    hour: int = strawberry.field(description="At which hour of the viewer's zone, 6 to 21.")
    next_at: datetime | None = strawberry.field(description="When the next one is made.")
    sections: list[DigestSection] = strawberry.field(
        description="Sections that are switched on, in the order in which they stand."
    )
    available_sections: list[DigestSection] = strawberry.field(
        description="Sections that the viewer can have: TEAM for managers, COMPANY for HR."
    )
    cadence: DigestFrequency = strawberry.field(
        description="How often it comes now: slower than chosen while it was ignored."
    )
    slowed: bool = strawberry.field(description="Whether it comes more seldom than chosen.")

    @classmethod
    def of(cls, view: queries.DigestPreferenceView) -> DigestPreference:
        """Dress a view."""
        return cls(
            frequency=DigestFrequency[view.frequency.name],
            weekday=view.weekday,
            hour=view.hour,
            next_at=view.next_at,
            sections=[DigestSection[each.name] for each in view.sections],
            available_sections=[DigestSection[each.name] for each in view.available_sections],
            cadence=DigestFrequency[view.cadence.name],
            slowed=view.slowed,
        )


@strawberry.type
class DigestViewer:
    """The viewer's digest."""

    @strawberry.field(description="When the viewer's digest comes.")
    async def digest(self, info: Info) -> DigestPreference:
        """My preference."""
        return DigestPreference.of(await queries.preference(info.context.actor))


@strawberry.input(description="When the digest shall come, and with what.")
class SetDigestPreferenceInput:
    """Input of ``setDigestPreference``."""

    frequency: DigestFrequency = strawberry.field(description="How often.")
    weekday: int = strawberry.field(description="1 (Monday) to 7 (Sunday).")
    hour: int = strawberry.field(description="6 to 21, in the viewer's zone.")
    sections: list[DigestSection] | None = strawberry.field(
        default=None, description="Sections that are switched on; the present ones if not given."
    )


@strawberry.type(description="The choice was kept.")
class SetDigestPreferenceSuccess:
    """Success of ``setDigestPreference``."""

    @strawberry.field(description="Whoever is signed in.")
    async def viewer(self, info: Info) -> ViewerRef:
        """The viewer."""
        return refs.viewer()


@strawberry.input(description="Nothing needs to be said.")
class SendMyDigestNowInput:
    """Input of ``sendMyDigestNow``."""

    client_mutation_id: str | None = strawberry.field(
        default=None, description="Has no effect; an input may not be empty."
    )


@strawberry.type(description="A digest is on its way.")
class SendMyDigestNowSuccess:
    """Success of ``sendMyDigestNow``."""

    address: str = strawberry.field(description="Where to: the viewer's work address.")


@strawberry.type
class DigestMutation:
    """Mutations of the digest."""

    @command("Choose when one's digest comes, and what stands in it; it comes as often again.")
    async def set_digest_preference(
        self, info: Info, input: SetDigestPreferenceInput
    ) -> SetDigestPreferenceSuccess:
        """Keep the choice."""
        await commands.set_digest_preference(
            info.context.actor,
            frequency=rules.DigestFrequency[input.frequency.name],
            weekday=input.weekday,
            hour=input.hour,
            sections=None
            if input.sections is None
            else [rules.DigestSection[each.name] for each in input.sections],
        )
        return SetDigestPreferenceSuccess()

    @command("Send oneself a digest now, outside of its time; at most three a day.")
    async def send_my_digest_now(
        self, info: Info, input: SendMyDigestNowInput
    ) -> SendMyDigestNowSuccess:
        """Compose it and queue the mail."""
        address = await issuing.send_my_digest_now(info.context.actor, info.context.settings)
        return SendMyDigestNowSuccess(address=address)
