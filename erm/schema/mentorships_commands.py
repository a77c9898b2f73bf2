"""What can be done with mentorships: the inputs, the successes and the mutations."""

from __future__ import annotations

import strawberry

from erm.development.skills.commands import mentorships
from erm.flows import mentoring
from erm.schema.command import command
from erm.schema.context import Info
from erm.schema.ids import from_global, maybe_from_global
from erm.schema.mentorships import Mentorship


@strawberry.input(description="Who could help whom, and with what.")
class ProposeMentorshipInput:
    """Input of ``proposeMentorship``."""

    mentor_id: strawberry.ID = strawberry.field(description="Who helps.")
    mentee_id: strawberry.ID = strawberry.field(description="Who learns.")
    skill_id: strawberry.ID | None = strawberry.field(
        default=None, description="What it is about, if it is about one skill."
    )
    message: str = strawberry.field(default="", description="A word to the two; may be empty.")


@strawberry.type(description="It is proposed.")
class ProposeMentorshipSuccess:
    """Success of ``proposeMentorship``."""

    mentorship: Mentorship = strawberry.field(description="The proposal.")


@strawberry.input(description="Yes or no to a proposed mentorship.")
class AnswerMentorshipInput:
    """Input of ``answerMentorship``."""

    id: strawberry.ID = strawberry.field(description="The mentorship.")
    accept: bool = strawberry.field(description="Whether one wants it.")
    reason: str = strawberry.field(
        default="", description="Why not; may be empty. The other and the proposer read it."
    )


@strawberry.type(description="It is answered.")
class AnswerMentorshipSuccess:
    """Success of ``answerMentorship``."""

    mentorship: Mentorship = strawberry.field(description="The mentorship.")


@strawberry.input(description="A proposal to be taken back.")
class WithdrawMentorshipInput:
    """Input of ``withdrawMentorship``."""

    id: strawberry.ID = strawberry.field(description="The mentorship.")


@strawberry.type(description="It is taken back.")
class WithdrawMentorshipSuccess:
    """Success of ``withdrawMentorship``."""

    mentorship: Mentorship = strawberry.field(description="The mentorship.")


@strawberry.input(description="A mentorship to be ended.")
class EndMentorshipInput:
    """Input of ``endMentorship``."""

    id: strawberry.ID = strawberry.field(description="The mentorship.")


@strawberry.type(description="It is over.")
class EndMentorshipSuccess:
    """Success of ``endMentorship``."""

    mentorship: Mentorship = strawberry.field(description="The mentorship.")


@strawberry.type
class MentorshipsMutation:
    """Mutations of mentoring."""

    @command("Propose that one person mentors another: oneself, or somebody whom one manages.")
    async def propose_mentorship(
        self, info: Info, input: ProposeMentorshipInput
    ) -> ProposeMentorshipSuccess:
        """Propose."""
        view = await mentorships.propose_mentorship(
            info.context.actor,
            mentor_id=from_global(input.mentor_id, "Person", field="mentor_id"),
            mentee_id=from_global(input.mentee_id, "Person", field="mentee_id"),
            skill_id=maybe_from_global(input.skill_id, "Skill", field="skill_id"),
            message=input.message,
        )
        return ProposeMentorshipSuccess(mentorship=Mentorship.of(view))

    @command(
        "Accept or decline a mentorship. The last acceptance begins the bond and, every two weeks, "
        "one-on-ones."
    )
    async def answer_mentorship(
        self, info: Info, input: AnswerMentorshipInput
    ) -> AnswerMentorshipSuccess:
        """Answer."""
        view = await mentoring.answer_mentorship(
            info.context.actor,
            mentorship_id=from_global(input.id, "Mentorship"),
            accept=input.accept,
            reason=input.reason,
        )
        return AnswerMentorshipSuccess(mentorship=Mentorship.of(view))

    @command("Take back a mentorship that one proposed, before it begins.")
    async def withdraw_mentorship(
        self, info: Info, input: WithdrawMentorshipInput
    ) -> WithdrawMentorshipSuccess:
        """Take back."""
        view = await mentorships.withdraw_mentorship(
            info.context.actor, mentorship_id=from_global(input.id, "Mentorship")
        )
        return WithdrawMentorshipSuccess(mentorship=Mentorship.of(view))

    @command("End a mentorship, with its bond and the one-on-ones that began with it.")
    async def end_mentorship(self, info: Info, input: EndMentorshipInput) -> EndMentorshipSuccess:
        """End."""
        view = await mentoring.end_mentorship(
            info.context.actor, mentorship_id=from_global(input.id, "Mentorship")
        )
        return EndMentorshipSuccess(mentorship=Mentorship.of(view))
