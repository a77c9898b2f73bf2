"""Mentoring: who could help whom, and who does."""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from uuid import UUID

import strawberry

from erm.core.language import say
from erm.development.skills import queries
from erm.development.skills.views import MentorshipView, MentorSuggestionView
from erm.schema import refs
from erm.schema.context import Info
from erm.schema.ids import to_global
from erm.schema.node import Node, node_of
from erm.schema.refs import OneOnOneSeriesRef, PersonRef, SkillRef


@strawberry.enum(description="Where a mentorship stands.")
class MentorshipState(Enum):
    """The states of a mentorship."""

    PROPOSED = strawberry.enum_value("proposed", description="Not both have accepted yet.")
    ACCEPTED = strawberry.enum_value("accepted", description="Both have accepted: it goes on.")
    DECLINED = strawberry.enum_value("declined", description="One of the two did not want it.")
    WITHDRAWN = strawberry.enum_value("withdrawn", description="It was taken back.")
    ENDED = strawberry.enum_value("ended", description="It went on, and is over.")


@strawberry.type(description="One person helps another to learn something.")
class Mentorship(Node):
    """A mentorship that the viewer may see: of theirs, or one that they proposed."""

    mentor_key: strawberry.Private[UUID]
    mentee_key: strawberry.Private[UUID]
    skill_key: strawberry.Private[UUID | None]
    proposed_by_key: strawberry.Private[UUID]
    series_key: strawberry.Private[UUID | None]
    message: str = strawberry.field(description="What was said with the proposal; may be empty.")
    state: MentorshipState = strawberry.field(description="Where it stands.")
    mentor_accepted_at: datetime | None = strawberry.field(
        description="When the mentor accepted, if they have."
    )
    mentee_accepted_at: datetime | None = strawberry.field(
        description="When the mentee accepted, if they have."
    )
    decline_reason: str = strawberry.field(
        description="Why it was declined, if that was said; may be empty."
    )
    created_at: datetime = strawberry.field(description="When it was proposed.")
    ended_at: datetime | None = strawberry.field(
        description="When it was declined, taken back or ended."
    )
    can_accept: bool = strawberry.field(description="Whether it waits for the viewer's word.")
    can_decline: bool = strawberry.field(description="Whether the viewer may decline it.")
    can_withdraw: bool = strawberry.field(description="Whether the viewer may take it back.")
    can_end: bool = strawberry.field(description="Whether the viewer may end it.")

    @strawberry.field(description="Who helps.")
    async def mentor(self, info: Info) -> PersonRef:
        """The mentor."""
        return await refs.person(info, self.mentor_key)

    @strawberry.field(description="Who learns.")
    async def mentee(self, info: Info) -> PersonRef:
        """The mentee."""
        return await refs.person(info, self.mentee_key)

    @strawberry.field(description="Who proposed it: one of the two, or a manager.")
    async def proposed_by(self, info: Info) -> PersonRef:
        """The proposer."""
        return await refs.person(info, self.proposed_by_key)

    @strawberry.field(description="What it is about; null where that was left open.")
    async def skill(self, info: Info) -> SkillRef | None:
        """The skill."""
        return await refs.load(info, "Skill", self.skill_key)

    @strawberry.field(description="The one-on-ones of the two: for them, null for others.")
    async def series(self, info: Info) -> OneOnOneSeriesRef | None:
        """Where they meet."""
        return await refs.load(info, "OneOnOneSeries", self.series_key)

    @classmethod
    def of(cls, view: MentorshipView) -> Mentorship:
        """Dress a view."""
        return cls(
            id=to_global("Mentorship", view.id),
            mentor_key=view.mentor_id,
            mentee_key=view.mentee_id,
            skill_key=view.skill_id,
            proposed_by_key=view.proposed_by_id,
            series_key=view.series_id,
            message=view.message,
            state=MentorshipState[view.state.name],
            mentor_accepted_at=view.mentor_accepted_at,
            mentee_accepted_at=view.mentee_accepted_at,
            decline_reason=view.decline_reason,
            created_at=view.created_at,
            ended_at=view.ended_at,
            can_accept=view.can_accept,
            can_decline=view.can_decline,
            can_withdraw=view.can_withdraw,
            can_end=view.can_end,
        )


@node_of("Mentorship")
async def load_mentorship(info: Info, key: UUID) -> Mentorship | None:
    """A mentorship by key."""
    view = await info.context.loader(queries.mentorships_by_ids).load(key)
    return None if view is None else Mentorship.of(view)


@strawberry.type(description="Two people who could help each other on, and with what.")
class MentorSuggestion:
    """A suggestion for the viewer, made of what they see of both."""

    mentor_key: strawberry.Private[UUID]
    mentee_key: strawberry.Private[UUID]
    skill_key: strawberry.Private[UUID]
    wording: strawberry.Private[str]
    mentor_level: int = strawberry.field(description="How well the mentor knows it, 2 to 4.")
    mentee_level: int = strawberry.field(description="How well the mentee knows it, 0 to 3.")

    @strawberry.field(description="Who would help.")
    async def mentor(self, info: Info) -> PersonRef:
        """The mentor."""
        return await refs.person(info, self.mentor_key)

    @strawberry.field(description="Who would learn.")
    async def mentee(self, info: Info) -> PersonRef:
        """The mentee."""
        return await refs.person(info, self.mentee_key)

    @strawberry.field(description="What it is about.")
    async def skill(self, info: Info) -> SkillRef:
        """The skill."""
        return await refs.shown(info, "Skill", self.skill_key)

    @strawberry.field(description="Why it is suggested, in the viewer's language.")
    async def reason(self, info: Info) -> str:
        """A sentence."""
        language = info.context.language
        skill = await refs.shown(info, "Skill", self.skill_key)
        level = say(language, f"skills.level.{self.mentor_level}")
        return say(language, f"skills.suggestion.{self.wording}", skill=skill.name, level=level)

    @classmethod
    def of(cls, view: MentorSuggestionView, wording: str) -> MentorSuggestion:
        """Dress a view; ``wording`` says whose suggestion it is."""
        return cls(
            mentor_key=view.mentor_id,
            mentee_key=view.mentee_id,
            skill_key=view.skill_id,
            wording=wording,
            mentor_level=view.mentor_level,
            mentee_level=view.mentee_level,
        )


@strawberry.type
class MentoringViewer:
    """Mentoring of the viewer and of their team."""

    @strawberry.field(description="Who could teach the viewer what they want to learn; at most 12.")
    async def mentor_suggestions(self, info: Info) -> list[MentorSuggestion]:
        """Mentors for me."""
        found = await queries.mentor_suggestions(info.context.actor)
        return [MentorSuggestion.of(view, "MENTOR") for view in found]

    @strawberry.field(description="Who wants to learn what the viewer would teach; at most 12.")
    async def mentee_suggestions(self, info: Info) -> list[MentorSuggestion]:
        """Mentees for me."""
        found = await queries.mentee_suggestions(info.context.actor)
        return [MentorSuggestion.of(view, "MENTEE") for view in found]

    @strawberry.field(
        description="Who could teach the viewer's reports what they want to learn; at most 12."
    )
    async def team_mentor_suggestions(self, info: Info) -> list[MentorSuggestion]:
        """Mentors for my reports."""
        found = await queries.team_mentor_suggestions(info.context.actor)
        return [MentorSuggestion.of(view, "TEAM") for view in found]

    @strawberry.field(
        description="The viewer's mentorships, and those that they proposed: open ones first, in "
        "each the newest; at most 100."
    )
    async def mentorships(self, info: Info) -> list[Mentorship]:
        """My mentorships."""
        return [Mentorship.of(view) for view in await queries.mentorships(info.context.actor)]
