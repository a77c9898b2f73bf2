"""Thanking, now or later: what is offered for it, the inputs and the mutations."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated
from uuid import UUID

import strawberry

from erm.core.language import say
from erm.recognition import offers, scheduled
from erm.recognition.choices.words import warned_of
from erm.recognition.commands.groups import audience_choices
from erm.recognition.rules import RECEIVERS_MAXIMUM, GroupKind, ScheduleState
from erm.recognition.views import GroupChoice, ScheduledKudosView
from erm.schema import refs
from erm.schema.context import Info
from erm.schema.enums import describe
from erm.schema.ids import from_global, to_global
from erm.schema.node import Node, node_of
from erm.schema.recognition import KudosVisibility
from erm.schema.recognition_parts import CompanyValue, load_company_value, picture_url
from erm.schema.refs import PersonRef

describe(
    ScheduleState,
    "ScheduledKudosState",
    "Where thanks stand that are to be said later.",
    {
        ScheduleState.WAITING: "They wait for their time.",
        ScheduleState.GIVEN: "They were said.",
        ScheduleState.CANCELLED: "Their author took them back.",
        ScheduleState.FAILED: "They could not be said; the problem says why.",
    },
)


def person_keys(ids: Sequence[strawberry.ID], field: str) -> tuple[UUID, ...]:
    """The keys in global ids of people. Raises ``ID_INVALID`` for the field."""
    return tuple(from_global(each, "Person", field=field) for each in ids)


def _group_global(kind: GroupKind, key: UUID) -> strawberry.ID:
    return to_global("Person" if kind is GroupKind.TEAM else "Department", key)


@strawberry.type(description="A team or a department that can be thanked.")
class KudosGroupChoice:
    """A group on offer."""

    kind: GroupKind = strawberry.field(description="What it is.")
    id: strawberry.ID = strawberry.field(
        description="Id of the manager for a team, else of the department."
    )
    name: str = strawberry.field(
        description="The department's name, or the name of whoever leads the team."
    )
    size: int = strawberry.field(description="How many people it has, without the viewer.")

    @classmethod
    def of(cls, view: GroupChoice) -> KudosGroupChoice:
        """Dress a view."""
        return cls(
            kind=view.kind,
            id=_group_global(view.kind, view.id),
            name=view.name,
            size=view.size,
        )


@strawberry.type(description="Thanks that are to be said later; their author's alone.")
class ScheduledKudos(Node):
    """Thanks for later."""

    receiver_keys: strawberry.Private[tuple[UUID, ...]]
    company_value_key: strawberry.Private[UUID | None]
    audience_key: strawberry.Private[UUID | None]
    problem_code: strawberry.Private[str]
    view: strawberry.Private[ScheduledKudosView]
    give_at: datetime = strawberry.field(description="When they are to be said.")
    groups: list[KudosGroupChoice] = strawberry.field(
        description="Teams and departments to be thanked, as they are now."
    )
    message: str = strawberry.field(description="What they say.")
    visibility: KudosVisibility = strawberry.field(description="Who will see them.")
    picture_url: str | None = strawberry.field(description="Address of the picture with them.")
    picture_alt: str = strawberry.field(description="What is on the picture; may be empty.")
    points: int = strawberry.field(description="Points that are to go with them; 0 for none.")
    state: ScheduleState = strawberry.field(description="Where they stand.")

    @strawberry.field(description="Who is to be thanked in person.")
    async def receivers(self, info: Info) -> list[PersonRef]:
        """Those named."""
        return await refs.people(info, self.receiver_keys)

    @strawberry.field(description="The company value that they stand for, if any.")
    async def company_value(self, info: Info) -> CompanyValue | None:
        """The value."""
        if self.company_value_key is None:
            return None
        return await load_company_value(info, self.company_value_key)

    @strawberry.field(description="Whose team will see them, where they are for a team.")
    async def audience(self, info: Info) -> PersonRef | None:
        """The manager of the team."""
        return await refs.maybe_person(info, self.audience_key)

    @strawberry.field(description="Whom their author picked to be mentioned.")
    async def mentioned(self, info: Info) -> list[PersonRef]:
        """Those who are mentioned if their names stand in the text."""
        return await refs.people(info, self.view.mention_ids)

    @strawberry.field(description="Why they could not be said, in the viewer's language.")
    async def problem(self, info: Info) -> str | None:
        """The sentence of the refusal."""
        if not self.problem_code:
            return None
        return say(
            info.context.language, f"refusal.{self.problem_code}", **self.view.problem_params
        )

    @classmethod
    def of(cls, view: ScheduledKudosView) -> ScheduledKudos:
        """Dress a view."""
        return cls(
            id=to_global("ScheduledKudos", view.id),
            view=view,
            receiver_keys=view.receiver_ids,
            company_value_key=view.company_value_id,
            audience_key=view.audience_id,
            problem_code=view.problem,
            give_at=view.due_at,
            groups=[KudosGroupChoice.of(each) for each in view.groups],
            message=view.message,
            visibility=KudosVisibility[view.visibility.name],
            picture_url=picture_url(view.picture_id),
            picture_alt=view.picture_alt,
            points=view.points,
            state=view.state,
        )


@node_of("ScheduledKudos")
async def load_scheduled(info: Info, key: UUID) -> ScheduledKudos | None:
    """Thanks for later by key, if they are the viewer's."""
    view = await info.context.loader(scheduled.scheduled_by_ids).load(key)
    return None if view is None else ScheduledKudos.of(view)


Search = Annotated[
    str, strawberry.argument(description="Words of the department's or the leader's name.")
]
ReceiverIds = Annotated[
    list[strawberry.ID] | None,
    strawberry.argument(description="Ids of people who are to be thanked."),
]
Text = Annotated[str, strawberry.argument(description="What somebody is about to send.")]


@strawberry.type
class GivingQuery:
    """What the dialog of thanking needs."""

    @strawberry.field(
        description="Teams and departments that can be thanked, at most 20; one's own first."
    )
    async def kudos_groups(self, info: Info, search: Search = "") -> list[KudosGroupChoice]:
        """Groups on offer."""
        found = await offers.kudos_groups(info.context.actor, search)
        return [KudosGroupChoice.of(view) for view in found]

    @strawberry.field(
        description="Managers of teams to which the viewer or one of the receivers belongs: the "
        "teams by which kudos can be seen."
    )
    async def team_audiences(self, info: Info, receiver_ids: ReceiverIds = None) -> list[PersonRef]:
        """The teams on offer."""
        ids = receiver_ids or []
        keys = person_keys(ids[:RECEIVERS_MAXIMUM], "receiver_ids")
        return await refs.people(info, await audience_choices(info.context.actor, keys))

    @strawberry.field(description="Words in a text that the company warns of, as they stand there.")
    async def text_warnings(self, info: Info, text: Text) -> list[str]:
        """What the writer would be warned of."""
        _ = info.context.actor
        return await warned_of(text)

    @strawberry.field(
        description="The viewer's thanks for later: those that wait, and those that could not be "
        "said; the next one first."
    )
    async def scheduled_kudos(self, info: Info) -> list[ScheduledKudos]:
        """One's own."""
        views = await scheduled.scheduled_kudos(info.context.actor)
        return [ScheduledKudos.of(view) for view in views]
