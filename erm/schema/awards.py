"""Awards: nominations, the jury, the result."""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum
from typing import Annotated
from uuid import UUID

import strawberry

from erm.core.paging import PageRequest
from erm.recognition.awards import queries
from erm.recognition.awards.views import (
    AwardView,
    BallotLineView,
    NominationView,
    ResultView,
)
from erm.schema import refs
from erm.schema.context import Info
from erm.schema.ids import from_global, to_global
from erm.schema.node import Node, node_of
from erm.schema.paging import After, Connection, First
from erm.schema.refs import CompanyValueRef, KudosRef, PersonRef


@strawberry.enum(description="Where an award stands.")
class AwardState(Enum):
    """The states, in their order."""

    DRAFT = strawberry.enum_value("draft", description="HR prepares it; nobody else sees it.")
    NOMINATING = strawberry.enum_value("nominating", description="Everybody can nominate.")
    VOTING = strawberry.enum_value("voting", description="The jury votes.")
    DECIDING = strawberry.enum_value("deciding", description="HR looks at the result.")
    ANNOUNCED = strawberry.enum_value("announced", description="It is known who has it.")
    CANCELLED = strawberry.enum_value("cancelled", description="It was given up.")


@strawberry.enum(description="Why a juror may not vote on somebody.")
class AwardConflict(Enum):
    """The conflicts of interest."""

    ONESELF = strawberry.enum_value(
        "oneself", description="The juror themselves; they learn of it when it is announced."
    )
    OWN_NOMINATION = strawberry.enum_value(
        "own_nomination", description="The juror nominated them."
    )
    MANAGER = strawberry.enum_value("manager", description="They are the juror's manager.")
    REPORT = strawberry.enum_value("report", description="The juror is their manager.")


@strawberry.type(description="Why somebody should have an award.")
class AwardNomination(Node):
    """A nomination as the viewer sees it."""

    award_key: strawberry.Private[UUID]
    nominee_key: strawberry.Private[UUID]
    author_key: strawberry.Private[UUID]
    company_value_key: strawberry.Private[UUID]
    reason: str = strawberry.field(description="Why, in the author's words.")
    created_at: datetime = strawberry.field(description="When they were nominated.")
    can_edit: bool = strawberry.field(
        description="Whether the viewer may change it or take it back: its author, while "
        "nominations are taken."
    )
    version: int = strawberry.field(description="Grows with every change.")

    @strawberry.field(description="For what.")
    async def award(self, info: Info) -> Award:
        """The award; whoever reads the nomination sees it."""
        found: Award = await refs.shown(info, "Award", self.award_key)
        return found

    @strawberry.field(description="Who is nominated.")
    async def nominee(self, info: Info) -> PersonRef:
        """Who should have it."""
        return await refs.person(info, self.nominee_key)

    @strawberry.field(description="Who nominated them.")
    async def author(self, info: Info) -> PersonRef:
        """The one who wrote."""
        return await refs.person(info, self.author_key)

    @strawberry.field(description="Under which company value.")
    async def company_value(self, info: Info) -> CompanyValueRef:
        """The value, retired or not."""
        return await refs.shown(info, "CompanyValue", self.company_value_key)

    @classmethod
    def of(cls, view: NominationView) -> AwardNomination:
        """Dress a view."""
        return cls(
            id=to_global("AwardNomination", view.id),
            award_key=view.award_id,
            nominee_key=view.nominee_id,
            author_key=view.author_id,
            company_value_key=view.company_value_id,
            reason=view.reason,
            created_at=view.created_at,
            can_edit=view.can_edit,
            version=view.version,
        )


@strawberry.type(description="A nominee, as one juror sees them.")
class AwardBallotLine:
    """One line of one's own ballot."""

    nominee_key: strawberry.Private[UUID]
    nomination_keys: strawberry.Private[tuple[UUID, ...]]
    score: int | None = strawberry.field(description="What the viewer gave them, 1 to 5.")
    conflict: AwardConflict | None = strawberry.field(
        description="Why the viewer may not vote on them, if so."
    )

    @strawberry.field(description="Who is nominated.")
    async def nominee(self, info: Info) -> PersonRef:
        """The nominee."""
        return await refs.person(info, self.nominee_key)

    @strawberry.field(description="Why, by everybody who nominated them.")
    async def nominations(self, info: Info) -> list[AwardNomination]:
        """The nominations."""
        return await _nominations(info, self.nomination_keys)

    @classmethod
    def of(cls, view: BallotLineView) -> AwardBallotLine:
        """Dress a view."""
        return cls(
            nominee_key=view.nominee_id,
            nomination_keys=view.nomination_ids,
            score=view.score,
            conflict=None if view.conflict is None else AwardConflict[view.conflict.name],
        )


@strawberry.type(description="What the jury said of a nominee.")
class AwardResult:
    """One line of the result."""

    nominee_key: strawberry.Private[UUID]
    nomination_keys: strawberry.Private[tuple[UUID, ...]]
    mean: float | None = strawberry.field(
        description="The mean of the scores, to two decimals; null without votes."
    )
    votes: int = strawberry.field(description="How many jurors voted on them.")
    possible: int = strawberry.field(
        description="How many could: the jury without those in a conflict of interest."
    )
    winner: bool = strawberry.field(
        description="Whether they have the award; until it is announced, whether the votes would "
        "give it to them."
    )

    @strawberry.field(description="Who was nominated.")
    async def nominee(self, info: Info) -> PersonRef:
        """The nominee."""
        return await refs.person(info, self.nominee_key)

    @strawberry.field(description="Why, by everybody who nominated them.")
    async def nominations(self, info: Info) -> list[AwardNomination]:
        """The nominations."""
        return await _nominations(info, self.nomination_keys)

    @classmethod
    def of(cls, view: ResultView) -> AwardResult:
        """Dress a view."""
        return cls(
            nominee_key=view.nominee_id,
            nomination_keys=view.nomination_ids,
            mean=view.mean,
            votes=view.votes,
            possible=view.possible,
            winner=view.winner,
        )


@strawberry.type(description="One round of an award, usually of a quarter.")
class Award(Node):
    """An award as the viewer sees it."""

    key: strawberry.Private[UUID]
    winner_keys: strawberry.Private[tuple[UUID, ...]]
    kudos_keys: strawberry.Private[tuple[UUID, ...]]
    juror_keys: strawberry.Private[tuple[UUID, ...]]
    organiser_key: strawberry.Private[UUID]
    own_keys: strawberry.Private[tuple[UUID, ...]]
    of_viewer_keys: strawberry.Private[tuple[UUID, ...]]
    name: str = strawberry.field(description="Its name.")
    description: str = strawberry.field(description="What it is for; may be empty.")
    quarter: str = strawberry.field(description="The quarter, like 2026-Q4; empty for none.")
    repeats: bool = strawberry.field(
        description="Whether a draft for the next quarter follows by itself."
    )
    state: AwardState = strawberry.field(description="Where it stands.")
    nominations_from: date = strawberry.field(
        description="First day of nominations, in the company's time zone as all its days."
    )
    nominations_until: date = strawberry.field(description="Last day of nominations.")
    voting_until: date = strawberry.field(description="Last day of voting.")
    winners_wanted: int = strawberry.field(description="How many winners there are to be.")
    announced_at: datetime | None = strawberry.field(
        description="When it was announced; null until then."
    )
    is_juror: bool = strawberry.field(description="Whether the viewer is in the jury.")
    nominee_count: int | None = strawberry.field(
        description="How many are nominated, the viewer not counted until it is announced; for HR, "
        "and the jury from voting on; null for others."
    )
    can_edit: bool = strawberry.field(
        description="Whether the viewer may change it, move it on or cancel it: HR, until the jury "
        "has voted."
    )
    can_nominate: bool = strawberry.field(description="Whether the viewer may nominate now.")
    can_vote: bool = strawberry.field(description="Whether the viewer may vote now: the jury.")
    can_announce: bool = strawberry.field(
        description="Whether the viewer may announce it: HR, once the jury has voted."
    )
    version: int = strawberry.field(description="To be given back with every change.")

    @strawberry.field(description="Who has it; empty until it is announced.")
    async def winners(self, info: Info) -> list[PersonRef]:
        """The winners."""
        return await refs.people(info, self.winner_keys)

    @strawberry.field(description="The kudos by which it was announced, if the viewer reads them.")
    async def kudos(self, info: Info) -> list[KudosRef]:
        """The kudos."""
        return await refs.load_all(info, "Kudos", self.kudos_keys)

    @strawberry.field(description="The jury.")
    async def jurors(self, info: Info) -> list[PersonRef]:
        """Who votes."""
        return await refs.people(info, self.juror_keys)

    @strawberry.field(description="Who organises it.")
    async def organiser(self, info: Info) -> PersonRef:
        """Who wrote it down."""
        return await refs.person(info, self.organiser_key)

    @strawberry.field(description="What the viewer nominated.")
    async def my_nominations(self, info: Info) -> list[AwardNomination]:
        """Own nominations."""
        return await _nominations(info, self.own_keys)

    @strawberry.field(
        description="Nominations of the viewer; empty until the award is announced, for everybody."
    )
    async def nominations_of_me(self, info: Info) -> list[AwardNomination]:
        """Why the viewer was nominated."""
        return await _nominations(info, self.of_viewer_keys)

    @strawberry.field(
        description="The viewer's ballot, from voting on; null for whoever is not in the jury. The "
        "viewer does not stand on it before the award is announced."
    )
    async def ballot(self, info: Info) -> list[AwardBallotLine] | None:
        """Whom the viewer may vote on."""
        lines = await info.context.loader(queries.ballots_of).load(self.key)
        return None if lines is None else [AwardBallotLine.of(line) for line in lines]

    @strawberry.field(
        description="What the jury said, the best first: for HR once it has voted, for the jury once "
        "it is announced; null for others."
    )
    async def results(self, info: Info) -> list[AwardResult] | None:
        """The result."""
        lines = await info.context.loader(queries.results_of).load(self.key)
        return None if lines is None else [AwardResult.of(line) for line in lines]

    @classmethod
    def of(cls, view: AwardView) -> Award:
        """Dress a view."""
        return cls(
            id=to_global("Award", view.id),
            key=view.id,
            winner_keys=view.winner_ids,
            kudos_keys=view.kudos_ids,
            juror_keys=view.juror_ids,
            organiser_key=view.organiser_id,
            own_keys=view.own_nomination_ids,
            of_viewer_keys=view.nomination_of_viewer_ids,
            name=view.name,
            description=view.description,
            quarter=view.quarter,
            repeats=view.repeats,
            state=AwardState[view.state.name],
            nominations_from=view.nominations_from,
            nominations_until=view.nominations_until,
            voting_until=view.voting_until,
            winners_wanted=view.winners_wanted,
            announced_at=view.announced_at,
            is_juror=view.is_juror,
            nominee_count=view.nominee_count,
            can_edit=view.can_edit,
            can_nominate=view.can_nominate,
            can_vote=view.can_vote,
            can_announce=view.can_announce,
            version=view.version,
        )


@node_of("Award")
async def load_award(info: Info, key: UUID) -> Award | None:
    """An award by key, if the viewer may read it."""
    view = await info.context.loader(queries.awards_by_ids).load(key)
    return None if view is None else Award.of(view)


@node_of("AwardNomination")
async def load_nomination(info: Info, key: UUID) -> AwardNomination | None:
    """A nomination by key, if the viewer may read it."""
    view = await info.context.loader(queries.nominations_by_ids).load(key)
    return None if view is None else AwardNomination.of(view)


async def _nominations(info: Info, keys: tuple[UUID, ...]) -> list[AwardNomination]:
    found: list[AwardNomination] = await refs.load_all(info, "AwardNomination", keys)
    return found


AwardId = Annotated[strawberry.ID, strawberry.argument(description="Id of the award.")]


@strawberry.type
class AwardsQuery:
    """Root fields of awards."""

    @strawberry.field(description="Awards that the viewer may see, the newest first.")
    async def awards(
        self, info: Info, first: First = None, after: After = None
    ) -> Connection[Award]:
        """A page of awards."""
        page = await queries.awards(info.context.actor, PageRequest.of(first, after))
        return Connection[Award].of(page, Award.of)

    @strawberry.field(description="One award; null if the viewer may not see it.")
    async def award(self, info: Info, id: AwardId) -> Award | None:
        """An award by id."""
        return await load_award(info, from_global(id, "Award"))


@strawberry.type
class KudosAwards:
    """What kudos show of awards."""

    key: strawberry.Private[UUID]

    @strawberry.field(description="The awards that were announced with these kudos.")
    async def awards(self, info: Info) -> list[Award]:
        """The awards, in one batch for all kudos of a page."""
        views = await info.context.loader(queries.awards_of_kudos).load(self.key)
        return [Award.of(view) for view in views or []]
