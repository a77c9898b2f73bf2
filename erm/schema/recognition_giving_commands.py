"""Thanking, now or later: the inputs, the successes and the mutations."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import strawberry

from erm.recognition import commands, rules
from erm.recognition.commands import scheduling
from erm.recognition.errors import KeyInvalid
from erm.recognition.rules import GroupKind
from erm.schema import refs
from erm.schema.command import command
from erm.schema.context import Info
from erm.schema.evidence_commands import file_key
from erm.schema.ids import from_global, maybe_from_global, to_global
from erm.schema.recognition import Kudos, KudosVisibility
from erm.schema.recognition_giving import ScheduledKudos, person_keys
from erm.schema.refs import PersonRef


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
