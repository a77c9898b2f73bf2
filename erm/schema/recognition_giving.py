"""Thanking, now or later: what is offered for it, the inputs and the mutations."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated
from uuid import UUID

import strawberry

from erm.core.language import say
from erm.recognition import commands, offers, rules, scheduled
from erm.recognition.choices.words import warned_of
from erm.recognition.commands import scheduling
from erm.recognition.commands.groups import audience_choices
from erm.recognition.errors import KeyInvalid
from erm.recognition.rules import RECEIVERS_MAXIMUM, GroupKind, ScheduleState
from erm.recognition.views import GroupChoice, ScheduledKudosView
from erm.schema import refs
from erm.schema.command import command
from erm.schema.context import Info
from erm.schema.enums import describe
from erm.schema.evidence_commands import file_key
from erm.schema.ids import from_global, maybe_from_global, to_global
from erm.schema.node import Node, node_of
from erm.schema.recognition import (
    CompanyValue,
    Kudos,
    KudosVisibility,
    load_company_value,
    picture_url,
)
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


@strawberry.input(description="A team or a department to thank.")
class KudosGroupInput:
    """Which group."""

    kind: GroupKind = strawberry.field(description="What it is.")
    id: strawberry.ID = strawberry.field(
        description="Id of the manager for a team, else of the department."
    )

    def key(self) -> commands.GroupKey:
        """The group by kind and key. Raises ``ID_INVALID``."""
        type_name = "Person" if self.kind is GroupKind.TEAM else "Department"
        return commands.GroupKey(self.kind, from_global(self.id, type_name, field="groups"))


@strawberry.input(description="Thanks to people, teams and departments.")
class GiveKudosInput:
    """Input of ``giveKudos``."""

    message: str = strawberry.field(description="What for; at most 2,000 characters.")
    receiver_ids: list[strawberry.ID] = strawberry.field(
        default_factory=list,
        description="Whom to thank in person: at most 20 different people who are there, not oneself.",
    )
    groups: list[KudosGroupInput] = strawberry.field(
        default_factory=list,
        description="Teams and departments to thank as a whole, at most 5; the viewer is left out.",
    )
    company_value_id: strawberry.ID | None = strawberry.field(
        default=None, description="The company value that it stands for, if any; not retired."
    )
    visibility: KudosVisibility = strawberry.field(
        default=KudosVisibility.PUBLIC, description="Who will see it."
    )
    audience_id: strawberry.ID | None = strawberry.field(
        default=None,
        description="Id of the manager whose team will see it; needed for TEAM, else left aside.",
    )
    mention_ids: list[strawberry.ID] = strawberry.field(
        default_factory=list,
        description="People named in it by @ and their name; others are left out. At most 20.",
    )
    picture_id: str | None = strawberry.field(
        default=None, description="The fileId of a picture that the viewer uploaded, if any."
    )
    picture_alt: str = strawberry.field(
        default="", description="What the picture shows; at most 300 characters."
    )
    points: int = strawberry.field(
        default=0, description="Points to go with it, all receivers together; 0 for none."
    )
    despite_warning: bool = strawberry.field(
        default=False, description="To send it although the company warns of words in it."
    )
    key: str | None = strawberry.field(
        default=None,
        description="A UUID made by the client: the same key gives once, and is answered again.",
    )


@strawberry.type(description="The thanks were said.")
class GiveKudosSuccess:
    """Answer of ``giveKudos``."""

    not_told_keys: strawberry.Private[tuple[UUID, ...]]
    kudos: Kudos = strawberry.field(description="The kudos.")

    @strawberry.field(description="People named in it who may not see it, and are not told.")
    async def not_told(self, info: Info) -> list[PersonRef]:
        """For whom the name is words only."""
        return await refs.people(info, self.not_told_keys)


@strawberry.input(description="What kudos should say instead.")
class EditKudosInput:
    """Input of ``editKudos``."""

    kudos_id: strawberry.ID = strawberry.field(
        description="Id of one's own kudos, given less than a day ago."
    )
    message: str = strawberry.field(description="What for; at most 2,000 characters.")
    company_value_id: strawberry.ID | None = strawberry.field(
        default=None, description="The company value that it stands for; null for none."
    )
    mention_ids: list[strawberry.ID] = strawberry.field(
        default_factory=list,
        description="People named in it by @ and their name; others are left out. At most 20.",
    )
    despite_warning: bool = strawberry.field(
        default=False, description="To send it although the company warns of words in it."
    )


@strawberry.type(description="The kudos say it otherwise now; what they said stays readable.")
class EditKudosSuccess:
    """Answer of ``editKudos``."""

    not_told_keys: strawberry.Private[tuple[UUID, ...]]
    kudos: Kudos = strawberry.field(description="The kudos.")

    @strawberry.field(description="People named in it who may not see it, and are not told.")
    async def not_told(self, info: Info) -> list[PersonRef]:
        """For whom the name is words only."""
        return await refs.people(info, self.not_told_keys)


@strawberry.input(description="Thanks to say later.")
class ScheduleKudosInput:
    """Input of ``scheduleKudos``."""

    give_at: datetime = strawberry.field(description="When; within 366 days from now.")
    message: str = strawberry.field(description="What for; at most 2,000 characters.")
    receiver_ids: list[strawberry.ID] = strawberry.field(
        default_factory=list,
        description="Whom to thank in person: at most 20 different people who are there, not oneself.",
    )
    groups: list[KudosGroupInput] = strawberry.field(
        default_factory=list,
        description="Teams and departments to thank as a whole, as they are on that day.",
    )
    company_value_id: strawberry.ID | None = strawberry.field(
        default=None, description="The company value that it stands for, if any; not retired."
    )
    visibility: KudosVisibility = strawberry.field(
        default=KudosVisibility.PUBLIC, description="Who will see it."
    )
    audience_id: strawberry.ID | None = strawberry.field(
        default=None,
        description="Id of the manager whose team will see it; needed for TEAM, else left aside.",
    )
    mention_ids: list[strawberry.ID] = strawberry.field(
        default_factory=list,
        description="People named in it by @ and their name; others are left out. At most 20.",
    )
    picture_id: str | None = strawberry.field(
        default=None, description="The fileId of a picture that the viewer uploaded, if any."
    )
    picture_alt: str = strawberry.field(
        default="", description="What the picture shows; at most 300 characters."
    )
    points: int = strawberry.field(
        default=0, description="Points to go with it, taken on that day; 0 for none."
    )
    despite_warning: bool = strawberry.field(
        default=False, description="To send it although the company warns of words in it."
    )


@strawberry.type(description="The thanks wait for their time.")
class ScheduleKudosSuccess:
    """Answer of ``scheduleKudos``."""

    scheduled: ScheduledKudos = strawberry.field(description="What waits.")


@strawberry.input(description="Which thanks for later to take back.")
class CancelScheduledKudosInput:
    """Input of ``cancelScheduledKudos``."""

    scheduled_id: strawberry.ID = strawberry.field(description="Id of one's own thanks for later.")


@strawberry.type(description="They will not be said.")
class CancelScheduledKudosSuccess:
    """Answer of ``cancelScheduledKudos``."""

    cancelled_id: strawberry.ID = strawberry.field(description="Id of what was taken back.")


@strawberry.input(description="Which thanks for later to say now.")
class GiveScheduledKudosNowInput:
    """Input of ``giveScheduledKudosNow``."""

    scheduled_id: strawberry.ID = strawberry.field(
        description="Id of one's own thanks that wait or could not be said."
    )


@strawberry.type(description="They were said.")
class GiveScheduledKudosNowSuccess:
    """Answer of ``giveScheduledKudosNow``."""

    kudos: Kudos = strawberry.field(description="The kudos.")


def _draft(input: GiveKudosInput | ScheduleKudosInput) -> commands.KudosDraft:
    return commands.KudosDraft(
        message=input.message,
        receiver_ids=person_keys(input.receiver_ids, "receiver_ids"),
        groups=tuple(group.key() for group in input.groups),
        company_value_id=maybe_from_global(
            input.company_value_id, "CompanyValue", field="company_value_id"
        ),
        visibility=rules.KudosVisibility[input.visibility.name],
        audience_id=maybe_from_global(input.audience_id, "Person", field="audience_id"),
        mention_ids=person_keys(input.mention_ids, "mention_ids"),
        picture_id=None
        if input.picture_id is None
        else file_key(strawberry.ID(input.picture_id), field="picture_id"),
        picture_alt=input.picture_alt,
        points=input.points,
        despite_warning=input.despite_warning,
    )


def _client_key(value: str | None) -> UUID | None:
    """The client's key. Raises ``KeyInvalid``."""
    try:
        return None if value is None else UUID(value)
    except ValueError as error:
        raise KeyInvalid(field="key") from error


def _scheduled_key(value: strawberry.ID) -> UUID:
    return from_global(value, "ScheduledKudos", field="scheduled_id")


@strawberry.type
class GivingMutation:
    """Thanking, now or later."""

    @command("Thank people, teams and departments.")
    async def give_kudos(self, info: Info, input: GiveKudosInput) -> GiveKudosSuccess:
        """Thank."""
        given = await commands.give(info.context.actor, _draft(input), key=_client_key(input.key))
        return GiveKudosSuccess(kudos=Kudos.of(given.kudos), not_told_keys=given.not_told)

    @command("Within a day, change what one's own kudos say; what they said stays readable.")
    async def edit_kudos(self, info: Info, input: EditKudosInput) -> EditKudosSuccess:
        """Say it otherwise."""
        edited = await commands.edit_kudos(
            info.context.actor,
            kudos_id=from_global(input.kudos_id, "Kudos", field="kudos_id"),
            message=input.message,
            company_value_id=maybe_from_global(
                input.company_value_id, "CompanyValue", field="company_value_id"
            ),
            mention_ids=person_keys(input.mention_ids, "mention_ids"),
            despite_warning=input.despite_warning,
        )
        return EditKudosSuccess(kudos=Kudos.of(edited.kudos), not_told_keys=edited.not_told)

    @command("Put thanks off until a moment.")
    async def schedule_kudos(self, info: Info, input: ScheduleKudosInput) -> ScheduleKudosSuccess:
        """Say it later."""
        view = await scheduling.schedule_kudos(
            info.context.actor, _draft(input), give_at=input.give_at
        )
        return ScheduleKudosSuccess(scheduled=ScheduledKudos.of(view))

    @command("Take back thanks that were to be said later.")
    async def cancel_scheduled_kudos(
        self, info: Info, input: CancelScheduledKudosInput
    ) -> CancelScheduledKudosSuccess:
        """Say it never."""
        key = await scheduling.cancel_scheduled_kudos(
            info.context.actor, scheduled_id=_scheduled_key(input.scheduled_id)
        )
        return CancelScheduledKudosSuccess(cancelled_id=to_global("ScheduledKudos", key))

    @command("Say thanks for later now, also those that could not be said.")
    async def give_scheduled_kudos_now(
        self, info: Info, input: GiveScheduledKudosNowInput
    ) -> GiveScheduledKudosNowSuccess:
        """Say it now."""
        given = await scheduling.give_scheduled_kudos_now(
            info.context.actor, scheduled_id=_scheduled_key(input.scheduled_id)
        )
        return GiveScheduledKudosNowSuccess(kudos=Kudos.of(given.kudos))
