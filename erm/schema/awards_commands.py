"""What can be done with awards: the inputs, the successes and the mutations."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import strawberry

from erm.core.clock import today
from erm.recognition.awards.commands import announcing, nominating, organising, voting
from erm.recognition.awards.commands.organising import AwardDraft
from erm.schema.awards import Award, AwardNomination
from erm.schema.command import command
from erm.schema.context import Info
from erm.schema.ids import from_global, maybe_from_global


@strawberry.input(description="An award, new or changed.")
class SaveAwardInput:
    """Input of ``saveAward``."""

    award_id: strawberry.ID | None = strawberry.field(
        default=None, description="Which one; a new draft is made without it."
    )
    name: str = strawberry.field(description="Its name; at most 120 characters.")
    description: str = strawberry.field(
        description="What it is for; at most 2,000 characters, or empty."
    )
    quarter: str = strawberry.field(default="", description="Like 2026-Q4; empty for none.")
    repeats: bool = strawberry.field(
        default=False, description="Whether a draft for the next quarter shall follow by itself."
    )
    nominations_from: date = strawberry.field(
        description="First day of nominations; it opens by itself on that day."
    )
    nominations_until: date = strawberry.field(description="Last day of nominations.")
    voting_until: date = strawberry.field(description="Last day of voting; after nominations.")
    winners_wanted: int = strawberry.field(default=1, description="How many winners, 1 to 10.")
    juror_ids: list[strawberry.ID] = strawberry.field(
        description="The jury: 1 to 30 different people who are there."
    )
    version: int | None = strawberry.field(
        default=None, description="The version that was read; none for a new one."
    )


@strawberry.type(description="The award is written down.")
class SaveAwardSuccess:
    """Answer of ``saveAward``."""

    award: Award = strawberry.field(description="The award.")


@strawberry.input(description="Which draft to open now.")
class OpenAwardInput:
    """Input of ``openAward``."""

    award_id: strawberry.ID = strawberry.field(description="Id of the award.")
    version: int = strawberry.field(description="The version that was read.")


@strawberry.type(description="Everybody can nominate.")
class OpenAwardSuccess:
    """Answer of ``openAward``."""

    award: Award = strawberry.field(description="The award.")


@strawberry.input(description="Which award to move on before its day.")
class AdvanceAwardInput:
    """Input of ``advanceAward``."""

    award_id: strawberry.ID = strawberry.field(description="Id of the award.")
    version: int = strawberry.field(description="The version that was read.")


@strawberry.type(description="The award has moved on.")
class AdvanceAwardSuccess:
    """Answer of ``advanceAward``."""

    award: Award = strawberry.field(description="The award.")


@strawberry.input(description="Which award to give up.")
class CancelAwardInput:
    """Input of ``cancelAward``."""

    award_id: strawberry.ID = strawberry.field(description="Id of the award.")
    version: int = strawberry.field(description="The version that was read.")


@strawberry.type(description="The award was given up.")
class CancelAwardSuccess:
    """Answer of ``cancelAward``."""

    award: Award = strawberry.field(description="The award.")


@strawberry.input(description="Whom to nominate, and why.")
class NominateForAwardInput:
    """Input of ``nominateForAward``."""

    award_id: strawberry.ID = strawberry.field(description="Id of the award.")
    nominee_id: strawberry.ID = strawberry.field(
        description="Whom: not oneself, and nobody who organises awards."
    )
    company_value_id: strawberry.ID = strawberry.field(description="The company value; in use.")
    reason: str = strawberry.field(
        description="Why, at most 2,000 characters; they read it once the award is announced."
    )
    despite_warning: bool = strawberry.field(
        default=False, description="Whether to send it with words that the company warns of."
    )


@strawberry.type(description="The nomination stands.")
class NominateForAwardSuccess:
    """Answer of ``nominateForAward``."""

    nomination: AwardNomination = strawberry.field(description="The nomination.")


@strawberry.input(description="Which nomination of one's own to take back.")
class WithdrawAwardNominationInput:
    """Input of ``withdrawAwardNomination``."""

    nomination_id: strawberry.ID = strawberry.field(description="Id of the nomination.")


@strawberry.type(description="The nomination was taken back; nobody reads it any more.")
class WithdrawAwardNominationSuccess:
    """Answer of ``withdrawAwardNomination``."""

    award: Award = strawberry.field(description="The award.")


@strawberry.input(description="What a juror gives a nominee.")
class VoteForAwardInput:
    """Input of ``voteForAward``."""

    award_id: strawberry.ID = strawberry.field(description="Id of the award.")
    nominee_id: strawberry.ID = strawberry.field(description="Who is voted on.")
    score: int | None = strawberry.field(
        default=None, description="1 (least) to 5 (most); none takes the vote back."
    )


@strawberry.type(description="The vote stands as it was given.")
class VoteForAwardSuccess:
    """Answer of ``voteForAward``."""

    award: Award = strawberry.field(description="The award.")


@strawberry.input(description="Who has the award, and what is said.")
class AnnounceAwardInput:
    """Input of ``announceAward``."""

    award_id: strawberry.ID = strawberry.field(description="Id of the award.")
    winner_ids: list[strawberry.ID] = strawberry.field(
        description="Among the nominees with enough votes; no more than are wanted, unless they "
        "share the last place."
    )
    message: str = strawberry.field(
        description="What the public kudos say that go to all winners; at most 2,000 characters."
    )
    version: int = strawberry.field(description="The version that was read.")


@strawberry.type(description="The award is announced, and the kudos are given.")
class AnnounceAwardSuccess:
    """Answer of ``announceAward``."""

    award: Award = strawberry.field(description="The award.")


@strawberry.type
class AwardsMutation:
    """What can be done with awards."""

    @command("As HR, write down an award, or change it until the jury has voted.")
    async def save_award(self, info: Info, input: SaveAwardInput) -> SaveAwardSuccess:
        """Save."""
        view = await organising.save_award(
            info.context.actor,
            AwardDraft(
                name=input.name,
                description=input.description,
                quarter=input.quarter,
                repeats=input.repeats,
                nominations_from=input.nominations_from,
                nominations_until=input.nominations_until,
                voting_until=input.voting_until,
                winners_wanted=input.winners_wanted,
                juror_ids=tuple(
                    from_global(each, "Person", field="juror_ids") for each in input.juror_ids
                ),
            ),
            day=today(info.context.settings.default_time_zone),
            award_id=maybe_from_global(input.award_id, "Award", field="award_id"),
            version=input.version,
        )
        return SaveAwardSuccess(award=Award.of(view))

    @command("As HR, open a draft for nominations at once.")
    async def open_award(self, info: Info, input: OpenAwardInput) -> OpenAwardSuccess:
        """Open."""
        view = await organising.open_award(
            info.context.actor, award_id=_award(input.award_id), version=input.version
        )
        return OpenAwardSuccess(award=Award.of(view))

    @command("As HR, end nominations, or voting, before the day.")
    async def advance_award(self, info: Info, input: AdvanceAwardInput) -> AdvanceAwardSuccess:
        """Move it on."""
        view = await organising.advance_award(
            info.context.actor, award_id=_award(input.award_id), version=input.version
        )
        return AdvanceAwardSuccess(award=Award.of(view))

    @command("As HR, give an award up before it is announced.")
    async def cancel_award(self, info: Info, input: CancelAwardInput) -> CancelAwardSuccess:
        """Cancel."""
        view = await organising.cancel_award(
            info.context.actor, award_id=_award(input.award_id), version=input.version
        )
        return CancelAwardSuccess(award=Award.of(view))

    @command("Nominate a colleague; for the same one again, change what one said.")
    async def nominate_for_award(
        self, info: Info, input: NominateForAwardInput
    ) -> NominateForAwardSuccess:
        """Nominate."""
        view = await nominating.nominate_for_award(
            info.context.actor,
            award_id=_award(input.award_id),
            nominee_id=from_global(input.nominee_id, "Person", field="nominee_id"),
            company_value_id=from_global(
                input.company_value_id, "CompanyValue", field="company_value_id"
            ),
            reason=input.reason,
            despite_warning=input.despite_warning,
        )
        return NominateForAwardSuccess(nomination=AwardNomination.of(view))

    @command("Take one's nomination back, while nominations are taken.")
    async def withdraw_award_nomination(
        self, info: Info, input: WithdrawAwardNominationInput
    ) -> WithdrawAwardNominationSuccess:
        """Withdraw."""
        view = await nominating.withdraw_award_nomination(
            info.context.actor,
            nomination_id=from_global(
                input.nomination_id, "AwardNomination", field="nomination_id"
            ),
        )
        return WithdrawAwardNominationSuccess(award=Award.of(view))

    @command("As a juror, give a nominee 1 to 5, or take that back.")
    async def vote_for_award(self, info: Info, input: VoteForAwardInput) -> VoteForAwardSuccess:
        """Vote."""
        view = await voting.vote_for_award(
            info.context.actor,
            award_id=_award(input.award_id),
            nominee_id=from_global(input.nominee_id, "Person", field="nominee_id"),
            score=input.score,
        )
        return VoteForAwardSuccess(award=Award.of(view))

    @command("As HR, say who has the award, with public kudos to them.")
    async def announce_award(self, info: Info, input: AnnounceAwardInput) -> AnnounceAwardSuccess:
        """Announce."""
        view = await announcing.announce_award(
            info.context.actor,
            award_id=_award(input.award_id),
            winner_ids=[
                from_global(each, "Person", field="winner_ids") for each in input.winner_ids
            ],
            message=input.message,
            version=input.version,
        )
        return AnnounceAwardSuccess(award=Award.of(view))


def _award(value: str) -> UUID:
    return from_global(value, "Award", field="award_id")
