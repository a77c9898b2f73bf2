"""Fairness of recognition: a manager's team, HR's report, the leaderboard, hints whom to thank."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

import strawberry

from erm.recognition.fairness import board, nudges, report, statistics, team
from erm.recognition.fairness.rules import Placed, RecognitionBy
from erm.relationships import thanking
from erm.schema import refs
from erm.schema.command import command
from erm.schema.context import Info
from erm.schema.enums import describe
from erm.schema.ids import from_global, to_global
from erm.schema.refs import CompanyValueRef, DepartmentRef, PersonRef

describe(
    RecognitionBy,
    "RecognitionBy",
    "What people are grouped by: one thing at a time.",
    {
        RecognitionBy.DEPARTMENT: "The department to which they themselves belong.",
        RecognitionBy.LOCATION: "Where they work.",
    },
)

Days = Annotated[int, strawberry.argument(description="Over the last 30, 90 or 365 days.")]


@strawberry.type(description="One of the viewer's reports, and how they were thanked.")
class TeamThanksLine:
    """A line."""

    person_key: strawberry.Private[UUID]
    last_thanked_on: date | None = strawberry.field(
        description="The day of the last thanks to them in person that the viewer may read."
    )
    days: int | None = strawberry.field(description="So many days ago; null for never.")
    quiet: bool = strawberry.field(
        description="Whether that is as long ago as `quietAfter`, and they are there for as long."
    )
    received: int = strawberry.field(
        description="Kudos to them in person in the last 60 days that the viewer may read."
    )
    given: int = strawberry.field(
        description="Kudos by them in the last 60 days that the viewer may read."
    )

    @strawberry.field(description="Who it is.")
    async def person(self, info: Info) -> PersonRef:
        """The report."""
        return await refs.person(info, self.person_key)

    @classmethod
    def of(cls, view: team.TeamThanksLineView) -> TeamThanksLine:
        """Dress a view."""
        return cls(
            person_key=view.person_id,
            last_thanked_on=view.last_thanked_on,
            days=view.days,
            quiet=view.quiet,
            received=view.received,
            given=view.given,
        )


@strawberry.type(
    description="Who in the viewer's team was thanked, of the kudos that they may read."
)
class TeamThanks:
    """A manager's team."""

    lines: list[TeamThanksLine] = strawberry.field(
        description="The viewer's reports in the order of the directory."
    )
    quiet_after: int = strawberry.field(
        description="After so many days without thanks somebody is pointed out."
    )


@strawberry.type(description="A share of people or of kudos, with its uncertainty.")
class Share:
    """A share."""

    share: float = strawberry.field(description="In per cent, to one decimal.")
    low: float = strawberry.field(description="The lower end of its 95 % interval (Wilson).")
    high: float = strawberry.field(description="The upper end.")
    n: int = strawberry.field(description="How many.")
    of: int = strawberry.field(description="Out of how many.")

    @classmethod
    def dressed(cls, view: statistics.Share) -> Share:
        """Dress a view."""
        return cls(share=view.share, low=view.low, high=view.high, n=view.n, of=view.of)


@strawberry.type(description="A number with its 95 % interval.")
class Estimate:
    """An estimate."""

    value: float = strawberry.field(description="The number.")
    low: float = strawberry.field(description="The lower end of its interval.")
    high: float = strawberry.field(description="The upper end.")

    @classmethod
    def of(cls, view: statistics.Estimate) -> Estimate:
        """Dress a view."""
        return cls(value=view.value, low=view.low, high=view.high)


@strawberry.type(description="What is told of the recognition of a group of five people or more.")
class ThanksGroupLine:
    """A row."""

    department_key: strawberry.Private[UUID | None]
    label: str = strawberry.field(description="What it is called, in the viewer's language.")
    smaller: bool = strawberry.field(
        description="Whether these are the groups together that have no line of their own."
    )
    people: int = strawberry.field(description="How many people are in it today.")
    participation: Share = strawberry.field(
        description="Who gave public thanks or was thanked in person."
    )
    gave: Share = strawberry.field(description="Who gave public thanks.")
    received: Share = strawberry.field(description="Who was thanked in person, publicly.")
    gini: Estimate | None = strawberry.field(
        description="How unequally thanks are spread among them: 0 where all got the same, 1 where "
        "one got everything; null where nobody got any."
    )

    @strawberry.field(description="The department, where the group is one.")
    async def department(self, info: Info) -> DepartmentRef | None:
        """The department."""
        return await refs.load(info, "Department", self.department_key)

    @classmethod
    def of(cls, view: report.GroupView) -> ThanksGroupLine:
        """Dress a view."""
        return cls(
            department_key=view.department_id,
            label=view.label,
            smaller=view.smaller,
            people=view.people,
            participation=Share.dressed(view.participation),
            gave=Share.dressed(view.gave),
            received=Share.dressed(view.received),
            gini=None if view.gini is None else Estimate.of(view.gini),
        )


@strawberry.type(
    description="Public thanks from the people of one group to those of another: told where five or "
    "more gave them and five or more got them."
)
class ThanksFlow:
    """A flow."""

    source_key: strawberry.Private[UUID | None]
    target_key: strawberry.Private[UUID | None]
    from_: str = strawberry.field(name="from", description="Who gave: what the group is called.")
    to: str = strawberry.field(description="Who got: what the group is called.")
    kudos: int = strawberry.field(description="How many kudos, each counted once.")
    per_ten: Estimate = strawberry.field(
        description="So many per ten people of the group that got them."
    )

    @strawberry.field(description="The department that gave, where it is one.")
    async def from_department(self, info: Info) -> DepartmentRef | None:
        """Who gave."""
        return await refs.load(info, "Department", self.source_key)

    @strawberry.field(description="The department that got, where it is one.")
    async def to_department(self, info: Info) -> DepartmentRef | None:
        """Who got."""
        return await refs.load(info, "Department", self.target_key)

    @classmethod
    def of(cls, view: report.FlowView) -> ThanksFlow:
        """Dress a view."""
        return cls(
            source_key=view.source_department_id,
            target_key=view.target_department_id,
            from_=view.source,
            to=view.target,
            kudos=view.kudos,
            per_ten=Estimate.of(view.per_ten),
        )


@strawberry.type(description="A company value in one group.")
class ValueUseCell:
    """A cell."""

    department_key: strawberry.Private[UUID | None]
    label: str = strawberry.field(description="What the group is called.")
    smaller: bool = strawberry.field(
        description="Whether these are the groups together that have no line of their own."
    )
    kudos: int | None = strawberry.field(
        description="Public kudos to its people under the value; null where that would be about few."
    )
    share: Share | None = strawberry.field(
        description="Of the public kudos to its people under any value; null where `kudos` is."
    )

    @strawberry.field(description="The department, where the group is one.")
    async def department(self, info: Info) -> DepartmentRef | None:
        """The department."""
        return await refs.load(info, "Department", self.department_key)

    @classmethod
    def of(cls, view: report.ValueCellView) -> ValueUseCell:
        """Dress a view."""
        return cls(
            department_key=view.department_id,
            label=view.label,
            smaller=view.smaller,
            kudos=view.kudos,
            share=None if view.share is None else Share.dressed(view.share),
        )


@strawberry.type(description="How a company value is used.")
class ValueUse:
    """A value."""

    value_key: strawberry.Private[UUID]
    kudos: int = strawberry.field(description="Public kudos under it.")
    share: Share = strawberry.field(description="Of the public kudos under any value.")
    departments: list[ValueUseCell] = strawberry.field(
        description="In each group of the report, in its order."
    )

    @strawberry.field(description="The value.")
    async def value(self, info: Info) -> CompanyValueRef:
        """The value."""
        return await refs.shown(info, "CompanyValue", self.value_key)

    @classmethod
    def of(cls, view: report.ValueUseView) -> ValueUse:
        """Dress a view."""
        return cls(
            value_key=view.value_id,
            kudos=view.kudos,
            share=Share.dressed(view.share),
            departments=[ValueUseCell.of(each) for each in view.cells],
        )


@strawberry.type(
    description="Recognition in the company: public kudos that are shown, and nothing else, in groups of "
    "five people or more. It names nobody."
)
class RecognitionReport:
    """HR's report."""

    days: int = strawberry.field(description="Over how many days.")
    from_: date = strawberry.field(name="from", description="The first day.")
    until: date = strawberry.field(description="The last day: today.")
    people: int = strawberry.field(description="How many people are there today.")
    company: ThanksGroupLine | None = strawberry.field(
        description="Everybody; null where they are too few to tell anything."
    )
    groups: list[ThanksGroupLine] = strawberry.field(
        description="Everybody is in exactly one. Groups that are too small, or would tell of a few "
        "people by the other way to group, are one line together."
    )
    withheld: int = strawberry.field(description="How many groups have no line of their own.")
    flows: list[ThanksFlow] = strawberry.field(
        description="Between groups, most per ten people first."
    )
    values: list[ValueUse] = strawberry.field(description="By company value, in its order.")
    minimum_group: int = strawberry.field(description="Fewest people about whom anything is told.")

    @classmethod
    def of(cls, view: report.ReportView) -> RecognitionReport:
        """Dress a view."""
        return cls(
            days=view.days,
            from_=view.since,
            until=view.until,
            people=view.people,
            company=None if view.company is None else ThanksGroupLine.of(view.company),
            groups=[ThanksGroupLine.of(each) for each in view.groups],
            withheld=view.withheld,
            flows=[ThanksFlow.of(each) for each in view.flows],
            values=[ValueUse.of(each) for each in view.values],
            minimum_group=view.minimum,
        )


@strawberry.type(description="Somebody on the leaderboard.")
class LeaderboardLine:
    """A line."""

    person_key: strawberry.Private[UUID]
    place: int = strawberry.field(description="Their place; equal numbers share one.")
    received: int = strawberry.field(
        description="By how many different colleagues they were thanked in person, publicly."
    )
    is_viewer: bool = strawberry.field(description="Whether it is the viewer.")

    @strawberry.field(description="Who it is.")
    async def person(self, info: Info) -> PersonRef:
        """The person."""
        return await refs.person(info, self.person_key)

    @classmethod
    def of(cls, view: Placed, viewer: UUID) -> LeaderboardLine:
        """Dress a view."""
        return cls(
            person_key=view.person_id,
            place=view.place,
            received=view.colleagues,
            is_viewer=view.person_id == viewer,
        )


@strawberry.type(description="Who was thanked by most colleagues, of those who want to be on it.")
class Leaderboard:
    """The board."""

    days: int = strawberry.field(description="Over how many days.")
    lines: list[LeaderboardLine] = strawberry.field(
        description="The first places, at most 20 people, and the viewer's own line."
    )
    on_it: bool = strawberry.field(description="Whether the viewer is on it; each may leave it.")


@strawberry.type(description="Somebody who helped the viewer lately.")
class ThanksHelper:
    """A helper."""

    person_key: strawberry.Private[UUID]
    reason: str = strawberry.field(description="How and when, in the viewer's language.")

    @strawberry.field(description="Who it is.")
    async def person(self, info: Info) -> PersonRef:
        """The helper."""
        return await refs.person(info, self.person_key)


@strawberry.type(
    description="A hint that the viewer has not thanked anybody for a while; at most one a fortnight."
)
class ThanksNudge:
    """A hint."""

    id: strawberry.ID = strawberry.field(description="By which it is put away.")
    since: date | None = strawberry.field(
        description="The day on which the viewer last thanked somebody; null for never."
    )
    helpers: list[ThanksHelper] = strawberry.field(
        description="Whom they could thank: at most three people, who helped most lately first."
    )


@strawberry.type
class FairnessQuery:
    """Root fields of fairness."""

    @strawberry.field(
        description="How the viewer's reports were thanked; empty for whoever has none."
    )
    async def team_thanks(self, info: Info) -> TeamThanks:
        """A manager's team."""
        view = await team.team_thanks(info.context.actor)
        return TeamThanks(
            lines=[TeamThanksLine.of(each) for each in view.lines], quiet_after=view.quiet_after
        )

    @strawberry.field(description="Recognition in the company. HR only; null for everybody else.")
    async def recognition_report(
        self,
        info: Info,
        by: Annotated[
            RecognitionBy, strawberry.argument(description="What people are grouped by.")
        ] = RecognitionBy.DEPARTMENT,
        days: Days = 30,
    ) -> RecognitionReport | None:
        """HR's report."""
        view = await report.recognition_report(info.context.actor, by=by, days=days)
        return None if view is None else RecognitionReport.of(view)

    @strawberry.field(
        description="Who was thanked by most colleagues; null unless the company wants a leaderboard."
    )
    async def leaderboard(self, info: Info, days: Days = 30) -> Leaderboard | None:
        """The board."""
        actor = info.context.actor
        view = await board.leaderboard(actor, days=days)
        if view is None:
            return None
        return Leaderboard(
            days=view.days,
            lines=[LeaderboardLine.of(each, actor.person_id) for each in view.lines],
            on_it=view.on_it,
        )


@strawberry.type
class FairnessViewer:
    """The viewer's own hint."""

    @strawberry.field(
        description="Whom the viewer could thank; null where there is nothing to say, or they do not "
        "want hints."
    )
    async def thanks_nudge(self, info: Info) -> ThanksNudge | None:
        """The hint."""
        view = await thanking.thanks_nudge(info.context.actor)
        if view is None:
            return None
        return ThanksNudge(
            id=to_global("ThanksNudge", view.id),
            since=view.since,
            helpers=[
                ThanksHelper(person_key=each.person_id, reason=each.reason) for each in view.helpers
            ],
        )


@strawberry.input(description="Which hint to put away.")
class DismissThanksNudgeInput:
    """Input of ``dismissThanksNudge``."""

    nudge_id: strawberry.ID = strawberry.field(description="Id of one's own hint.")


@strawberry.type(description="The hint is put away.")
class DismissThanksNudgeSuccess:
    """Answer of ``dismissThanksNudge``."""

    dismissed_id: strawberry.ID = strawberry.field(description="Id of the hint.")


@strawberry.type
class FairnessMutation:
    """What can be done."""

    @command("Put away the hint whom one could thank.")
    async def dismiss_thanks_nudge(
        self, info: Info, input: DismissThanksNudgeInput
    ) -> DismissThanksNudgeSuccess:
        """Put it away."""
        key = await nudges.dismiss_thanks_nudge(
            info.context.actor,
            nudge_id=from_global(input.nudge_id, "ThanksNudge", field="nudgeId"),
        )
        return DismissThanksNudgeSuccess(dismissed_id=to_global("ThanksNudge", key))
