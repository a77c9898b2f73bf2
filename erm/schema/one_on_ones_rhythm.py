"""The rhythm of one-on-ones: its rule and its words, when they meet next, whom one could meet."""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum
from typing import Annotated
from uuid import UUID

import strawberry

from erm.core.errors import DomainError
from erm.one_on_ones import queries, rules
from erm.one_on_ones.rhythm_words import rhythm_in_words
from erm.one_on_ones.views import ProposalView
from erm.schema import refs
from erm.schema.context import Info
from erm.schema.refs import PersonRef
from erm.schema.refusal import Refusal


@strawberry.enum(description="How often two people meet.")
class SeriesCadence(Enum):
    """The rhythms."""

    WEEKLY = strawberry.enum_value("weekly", description="Every week on the same day.")
    EVERY_TWO_WEEKS = strawberry.enum_value(
        "every_two_weeks", description="Every other week on the same day."
    )
    MONTHLY = strawberry.enum_value(
        "monthly", description="Every month on the same weekday, such as the second Tuesday."
    )
    CUSTOM = strawberry.enum_value("custom", description="By a rule of their own.")


@strawberry.enum(description="What two people are to each other in their one-on-ones.")
class SeriesKind(Enum):
    """The kinds of pairs."""

    MANAGER = strawberry.enum_value("manager", description="Manager and report.")
    MENTOR = strawberry.enum_value("mentor", description="Mentor and mentee.")
    PEER = strawberry.enum_value("peer", description="Colleagues.")


@strawberry.enum(description="How a meeting came to count as held.")
class HeldBy(Enum):
    """Said, or seen."""

    CLOSED = strawberry.enum_value("closed", description="One of the two closed it as held.")
    ACTIVITY = strawberry.enum_value(
        "activity", description="Both did something in it about the time when it was."
    )


@strawberry.enum(description="Why one-on-ones with somebody are proposed.")
class SeriesProposalReason(Enum):
    """What is new, or what is missing."""

    NEW_MANAGER = strawberry.enum_value(
        "new_manager", description="They became the viewer's manager in the last 90 days."
    )
    NEW_REPORT = strawberry.enum_value(
        "new_report", description="The viewer became their manager in the last 90 days."
    )
    NOT_MEETING = strawberry.enum_value(
        "not_meeting", description="They are manager and report, and have no one-on-ones."
    )


Count = Annotated[int, strawberry.argument(description="How many, at most 26.")]


@strawberry.type
class SeriesTimes:
    """When the two of a series meet."""

    key: strawberry.Private[UUID]
    rhythm_from: strawberry.Private[date]
    wall_minutes: strawberry.Private[int]
    rrule: str = strawberry.field(
        description="The rule of the rhythm: the value of an RRULE of RFC 5545, without DTSTART. "
        "The standard rhythms have one too."
    )

    @strawberry.field(description="The rhythm in the viewer's words.")
    async def rhythm(self, info: Info) -> str:
        """The rule as a sentence."""
        return rhythm_in_words(
            info.context.language, self.rrule, self.rhythm_from, self.wall_minutes
        )

    @strawberry.field(description="Days of the rhythm to come on which they do not meet.")
    async def skipped_days(self, info: Info) -> list[date]:
        """Days left out."""
        return await info.context.loader(queries.skipped_days_of).load(self.key) or []

    @strawberry.field(
        description="When they meet next by the rhythm, the open meeting first; fewer where they "
        "pause, none in a pause without an end."
    )
    async def upcoming(self, info: Info, count: Count = 6) -> list[datetime]:
        """The next meetings."""
        return await info.context.loader(queries.upcoming_of).load((self.key, count)) or []


@strawberry.type(description="What a rhythm would come to, before it is chosen.")
class RhythmPreview:
    """A rhythm tried out."""

    rrule: str | None = strawberry.field(description="Its rule as erm keeps it.")
    rhythm: str | None = strawberry.field(description="The rhythm in the viewer's words.")
    meetings: list[datetime] = strawberry.field(description="When the first meetings would be.")
    problem: Refusal | None = strawberry.field(
        description="What is wrong with it; then the rest is empty."
    )


@strawberry.type(description="Somebody with whom the viewer could begin one-on-ones.")
class SeriesProposal:
    """A proposal; nothing is kept of it."""

    person_key: strawberry.Private[UUID]
    former_key: strawberry.Private[UUID | None]
    key: str = strawberry.field(description="Its name in lists.")
    kind: SeriesKind = strawberry.field(description="What the two are to each other.")
    reason: SeriesProposalReason = strawberry.field(description="Why it is proposed.")

    @strawberry.field(description="With whom.")
    async def person(self, info: Info) -> PersonRef:
        """The other one."""
        return await refs.person(info, self.person_key)

    @strawberry.field(description="Who was manager before, if that changed in the last 90 days.")
    async def former_manager(self, info: Info) -> PersonRef | None:
        """The manager before."""
        return await refs.maybe_person(info, self.former_key)

    @classmethod
    def of(cls, view: ProposalView) -> SeriesProposal:
        """Dress a view."""
        return cls(
            person_key=view.person_id,
            former_key=view.former_manager_id,
            key=str(view.person_id),
            kind=SeriesKind.MANAGER,
            reason=SeriesProposalReason[view.reason.name],
        )


@strawberry.type
class RhythmViewer:
    """Whom the viewer could meet."""

    @strawberry.field(
        description="The viewer's manager and reports with whom they have no one-on-ones."
    )
    async def series_proposals(self, info: Info) -> list[SeriesProposal]:
        """Proposals; looking makes no rows."""
        return [SeriesProposal.of(view) for view in await queries.proposals(info.context.actor)]


@strawberry.type
class RhythmQuery:
    """Rhythms tried out."""

    @strawberry.field(description="What a rhythm would come to; nothing is kept of it.")
    async def rhythm_preview(
        self,
        info: Info,
        cadence: Annotated[SeriesCadence, strawberry.argument(description="How often to meet.")],
        first_meeting_at: Annotated[datetime, strawberry.argument(description="When first.")],
        rrule: Annotated[
            str | None, strawberry.argument(description="The rule, for a rhythm of their own only.")
        ] = None,
        time_zone: Annotated[
            str | None, strawberry.argument(description="The viewer's own unless given.")
        ] = None,
        count: Count = 6,
    ) -> RhythmPreview:
        """Try a rhythm."""
        try:
            begun = await queries.preview(
                info.context.actor,
                cadence=rules.Cadence[cadence.name],
                first_meeting_at=first_meeting_at,
                rrule=rrule,
                time_zone=time_zone,
            )
        except DomainError as error:
            problem = Refusal.of(error, info.context.language)
            return RhythmPreview(rrule=None, rhythm=None, meetings=[], problem=problem)
        rhythm = begun.rhythm
        return RhythmPreview(
            rrule=rhythm.rrule,
            rhythm=rhythm_in_words(
                info.context.language, rhythm.rrule, rhythm.anchor, rhythm.minutes
            ),
            meetings=queries.previewed(begun, count),
            problem=None,
        )
