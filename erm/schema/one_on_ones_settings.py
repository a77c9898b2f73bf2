"""How the viewer is reminded of their one-on-ones, and the feed that their calendar reads."""

from __future__ import annotations

from datetime import datetime

import strawberry

from erm.one_on_ones import feeds
from erm.one_on_ones.commands import settings as commands
from erm.one_on_ones.queries import settings as queries
from erm.one_on_ones.reminders import Reminding
from erm.one_on_ones.views import CalendarFeedView
from erm.schema.command import command
from erm.schema.context import Info


@strawberry.type(description="How the viewer is reminded of one-on-ones.")
class OneOnOneSettings:
    """The viewer's choice, or the defaults."""

    nudge_lead_minutes: int | None = strawberry.field(
        description="How many minutes before a meeting a mail tells what there is to talk about; "
        "null for no such mail. Not by night: then in the morning, or on the evening before."
    )
    nudge_after: bool = strawberry.field(
        description="Whether a mail asks, once and on the next morning, about a meeting of which "
        "nothing was written down."
    )
    calendar_mail: bool = strawberry.field(
        description="Whether one-on-ones are put into the viewer's calendar by mail."
    )

    @classmethod
    def of(cls, view: Reminding) -> OneOnOneSettings:
        """Dress a view."""
        return cls(
            nudge_lead_minutes=view.lead_minutes,
            nudge_after=view.after,
            calendar_mail=view.calendar_mail,
        )


@strawberry.type(
    description="An address at which a calendar program reads when the viewer has one-on-ones, and "
    "never what is talked about. Who knows it needs no password."
)
class CalendarFeed:
    """The viewer's feed. Its address is told once, when it is made."""

    key: str = strawberry.field(description="Names it in a list.")
    created_at: datetime = strawberry.field(description="When it was made.")
    last_read_at: datetime | None = strawberry.field(
        description="When a program last read it, to the hour; null if never."
    )

    @classmethod
    def of(cls, view: CalendarFeedView) -> CalendarFeed:
        """Dress a view."""
        return cls(key=str(view.key), created_at=view.created_at, last_read_at=view.last_read_at)


@strawberry.type
class OneOnOneSettingsViewer:
    """What these settings add to the viewer."""

    @strawberry.field(description="How the viewer is reminded of one-on-ones.")
    async def one_on_one_settings(self, info: Info) -> OneOnOneSettings:
        """My choice."""
        return OneOnOneSettings.of(await queries.own_settings(info.context.actor))

    @strawberry.field(description="The viewer's calendar feed; null while there is none.")
    async def calendar_feed(self, info: Info) -> CalendarFeed | None:
        """My feed."""
        view = await queries.own_calendar_feed(info.context.actor)
        return None if view is None else CalendarFeed.of(view)


@strawberry.input(description="How to be reminded of one-on-ones.")
class SetOneOnOneSettingsInput:
    """Input of ``setOneOnOneSettings``."""

    nudge_after: bool = strawberry.field(
        description="Whether to be asked about a meeting of which nothing was written down."
    )
    calendar_mail: bool = strawberry.field(
        description="Whether to have one-on-ones put into one's calendar by mail."
    )
    nudge_lead_minutes: int | None = strawberry.field(
        default=None, description="10 to 2880 minutes before a meeting; null for no mail."
    )


@strawberry.type(description="The choice was kept.")
class SetOneOnOneSettingsSuccess:
    """Success of ``setOneOnOneSettings``."""

    settings: OneOnOneSettings = strawberry.field(description="What holds from now on.")


@strawberry.input(description="Nothing needs to be said.")
class CreateCalendarFeedInput:
    """Input of ``createCalendarFeed``."""

    client_mutation_id: str | None = strawberry.field(
        default=None, description="Has no effect; an input may not be empty."
    )


@strawberry.type(description="The feed can be read. An address from before works no more.")
class CreateCalendarFeedSuccess:
    """Success of ``createCalendarFeed``."""

    feed: CalendarFeed = strawberry.field(description="The feed.")
    url: str = strawberry.field(description="Its address: told here once and never again.")


@strawberry.input(description="Nothing needs to be said.")
class RevokeCalendarFeedInput:
    """Input of ``revokeCalendarFeed``."""

    client_mutation_id: str | None = strawberry.field(
        default=None, description="Has no effect; an input may not be empty."
    )


@strawberry.type(description="No address of a feed of the viewer's works any more.")
class RevokeCalendarFeedSuccess:
    """Success of ``revokeCalendarFeed``."""

    revoked: bool = strawberry.field(description="Whether there was one that worked.")


@strawberry.type
class OneOnOneSettingsMutation:
    """What can be done with these settings."""

    @command("Choose how to be reminded of one-on-ones.")
    async def set_one_on_one_settings(
        self, info: Info, input: SetOneOnOneSettingsInput
    ) -> SetOneOnOneSettingsSuccess:
        """Keep the choice."""
        actor = info.context.actor
        await commands.set_one_on_one_settings(
            actor,
            nudge_lead_minutes=input.nudge_lead_minutes,
            nudge_after=input.nudge_after,
            calendar_mail=input.calendar_mail,
        )
        return SetOneOnOneSettingsSuccess(
            settings=OneOnOneSettings.of(await queries.own_settings(actor))
        )

    @command("Make an address at which one's calendar program reads; the one before works no more.")
    async def create_calendar_feed(
        self, info: Info, input: CreateCalendarFeedInput
    ) -> CreateCalendarFeedSuccess:
        """Make it, and tell the address."""
        view, url = await feeds.create_calendar_feed(
            info.context.actor, public_url=info.context.settings.public_url
        )
        return CreateCalendarFeedSuccess(feed=CalendarFeed.of(view), url=url)

    @command("Let the address of one's calendar feed work no more.")
    async def revoke_calendar_feed(
        self, info: Info, input: RevokeCalendarFeedInput
    ) -> RevokeCalendarFeedSuccess:
        """Revoke it."""
        revoked = await feeds.revoke_calendar_feed(info.context.actor)
        return RevokeCalendarFeedSuccess(revoked=revoked)
