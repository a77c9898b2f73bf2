"""The digest: when it comes, having one now, stopping it."""

from __future__ import annotations

from datetime import datetime
from enum import Enum

import strawberry

from erm.digest import commands, issuing, queries, rules
from erm.flows.unsubscribing import unsubscribe
from erm.schema import refs
from erm.schema.command import command
from erm.schema.context import Info
from erm.schema.refs import ViewerRef


@strawberry.enum(description="How often the digest comes.")
class DigestFrequency(Enum):
    """The choices."""

    WEEKLY = strawberry.enum_value(
        "weekly", description="Once a week, if there is anything to say."
    )
    OFF = strawberry.enum_value("off", description="Never.")


@strawberry.type(description="When the viewer's digest comes.")
class DigestPreference:
    """The viewer's choice, or the default: Mondays at nine."""

    frequency: DigestFrequency = strawberry.field(description="How often.")
    weekday: int = strawberry.field(description="On which day: 1 is Monday, 7 Sunday.")
    hour: int = strawberry.field(description="At which hour of the viewer's zone, 6 to 21.")
    next_at: datetime | None = strawberry.field(description="When the next one is made.")

    @classmethod
    def of(cls, view: queries.DigestPreferenceView) -> DigestPreference:
        """Dress a view."""
        return cls(
            frequency=DigestFrequency[view.frequency.name],
            weekday=view.weekday,
            hour=view.hour,
            next_at=view.next_at,
        )


@strawberry.type
class DigestViewer:
    """The viewer's digest."""

    @strawberry.field(description="When the viewer's digest comes.")
    async def digest(self, info: Info) -> DigestPreference:
        """My preference."""
        return DigestPreference.of(await queries.preference(info.context.actor))


@strawberry.input(description="When the digest shall come.")
class SetDigestPreferenceInput:
    """Input of ``setDigestPreference``."""

    frequency: DigestFrequency = strawberry.field(description="How often.")
    weekday: int = strawberry.field(description="1 (Monday) to 7 (Sunday).")
    hour: int = strawberry.field(description="6 to 21, in the viewer's zone.")


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


@strawberry.input(description="The token of an unsubscribe link.")
class UnsubscribeDigestInput:
    """Input of ``unsubscribeDigest``."""

    token: str = strawberry.field(description="What stands behind token= in the link.")


@strawberry.type(description="Mail of this kind comes no more.")
class UnsubscribeDigestSuccess:
    """Success of ``unsubscribeDigest``."""

    unsubscribed: bool = strawberry.field(description="True.")


@strawberry.type
class DigestMutation:
    """Mutations of the digest."""

    @command("Choose when one's digest comes.")
    async def set_digest_preference(
        self, info: Info, input: SetDigestPreferenceInput
    ) -> SetDigestPreferenceSuccess:
        """Keep the choice."""
        await commands.set_digest_preference(
            info.context.actor,
            frequency=rules.DigestFrequency[input.frequency.name],
            weekday=input.weekday,
            hour=input.hour,
        )
        return SetDigestPreferenceSuccess()

    @command("Send oneself a digest now, outside of its time; at most three a day.")
    async def send_my_digest_now(
        self, info: Info, input: SendMyDigestNowInput
    ) -> SendMyDigestNowSuccess:
        """Compose it and queue the mail."""
        address = await issuing.send_my_digest_now(info.context.actor, info.context.settings)
        return SendMyDigestNowSuccess(address=address)

    @command("Stop a kind of mail by the link in it; nobody needs to be signed in.", public=True)
    async def unsubscribe_digest(
        self, info: Info, input: UnsubscribeDigestInput
    ) -> UnsubscribeDigestSuccess:
        """Stop what the link is for."""
        await unsubscribe(input.token, secret_key=info.context.settings.secret_key)
        return UnsubscribeDigestSuccess(unsubscribed=True)
