"""What reaches the viewer, where and when; and what the company says about it."""

from __future__ import annotations

from datetime import date, datetime

import strawberry

from erm.access.rate_limits import count_attempt
from erm.access.rules import LimitedAction
from erm.core.work import unit_of_work
from erm.integrations.addresses import Hosts
from erm.integrations.chats import Poster
from erm.notifications import chatting, choosing, policies, pushing
from erm.notifications.views import KindChoiceView, PolicyView
from erm.schema import refs
from erm.schema.command import command
from erm.schema.context import Info
from erm.schema.enums import ChatService
from erm.schema.ids import maybe_from_global, to_global
from erm.schema.notification_enums import Area, Channel, NotificationKind
from erm.schema.refs import ViewerRef
from erm.settings import Settings


@strawberry.type(description="Whether a kind goes through a channel.")
class NotificationCell:
    """A cell of the screen of choices."""

    channel: Channel = strawberry.field(description="Which channel.")
    wanted: bool = strawberry.field(description="Whether it goes there.")
    required: bool = strawberry.field(description="The company, or erm, lets nobody switch it off.")
    impossible: bool = strawberry.field(
        description="The kind never goes through this channel here."
    )


@strawberry.type(description="What the viewer chose about a kind.")
class NotificationKindChoice:
    """A row of the screen of choices."""

    kind: NotificationKind = strawberry.field(description="Which kind.")
    area: Area = strawberry.field(description="The part of the product that it comes from.")
    cells: list[NotificationCell] = strawberry.field(description="One for each channel.")
    gathered: bool = strawberry.field(
        description="Whether it is told together with others, up to a day later."
    )

    @classmethod
    def of(cls, view: KindChoiceView) -> NotificationKindChoice:
        """Dress a view."""
        return cls(
            kind=view.kind,
            area=view.area,
            cells=[
                NotificationCell(
                    channel=cell.channel,
                    wanted=cell.wanted,
                    required=cell.required,
                    impossible=cell.impossible,
                )
                for cell in view.cells
            ],
            gathered=view.gathered,
        )


@strawberry.type(description="A chat of the viewer's own.")
class PersonalChat:
    """Where posts go."""

    service: ChatService = strawberry.field(description="Which chat it is.")
    hint: str = strawberry.field(
        description="Its address without what is secret in it; empty where its key is lost."
    )
    failing: bool = strawberry.field(description="Whether nothing arrives there at the moment.")


@strawberry.type(description="A browser of the viewer's that shows messages.")
class PushDevice:
    """Where push goes."""

    id: strawberry.ID = strawberry.field(description="For `unsubscribePush`.")
    device: str = strawberry.field(description="What it called itself.")
    created_at: datetime = strawberry.field(description="Since when.")


@strawberry.type(description="What reaches the viewer, where and when.")
class NotificationChoices:
    """The screen of choices. Every part is read only where it is asked for."""

    quiet_from: int = strawberry.field(
        description="From which hour of the viewer's zone nothing reaches them, 0 to 23."
    )
    quiet_to: int = strawberry.field(
        description="Until which hour; equal to the former, there are no quiet hours."
    )
    days_off: list[int] = strawberry.field(
        description="Days of the week on which nothing reaches them: 1 is Monday."
    )
    paused_until: date | None = strawberry.field(
        description="The first day on which something reaches them again; null without a pause."
    )

    @strawberry.field(description="Every kind that the viewer can hear of.")
    async def kinds(self, info: Info) -> list[NotificationKindChoice]:
        """The grid."""
        found = await choosing.kind_choices(info.context.actor)
        return [NotificationKindChoice.of(view) for view in found]

    @strawberry.field(description="The channels that there are here.")
    async def channels(self, info: Info) -> list[Channel]:
        """A chat only where the installation allows one."""
        chats = bool(info.context.settings.personal_chats)
        return [each for each in Channel if chats or each is not Channel.CHAT]

    @strawberry.field(description="The viewer's own chat; null while there is none.")
    async def chat(self, info: Info) -> PersonalChat | None:
        """Without its secrets."""
        view = await chatting.own_chat(info.context.actor)
        if view is None:
            return None
        return PersonalChat(service=view.service, hint=view.hint, failing=view.failing)

    @strawberry.field(description="Chats that people may have their notifications sent to.")
    async def chat_services(self, info: Info) -> list[ChatService]:
        """As the operator allows."""
        return _services(info.context.settings)

    @strawberry.field(
        description="Public key for subscribing to push (VAPID), base64url; null where push is off."
    )
    async def push_key(self, info: Info) -> str | None:
        """Made when it is first asked for."""
        _ = info.context.actor
        return await pushing.public_key(info.context.bus)

    @strawberry.field(description="The viewer's browsers that show messages, newest first.")
    async def push_devices(self, info: Info) -> list[PushDevice]:
        """At most ten."""
        return [
            PushDevice(
                id=to_global("PushDevice", view.id), device=view.device, created_at=view.created_at
            )
            for view in await pushing.devices(info.context.actor)
        ]


@strawberry.type
class NotificationChoicesViewer:
    """What is the viewer's own."""

    @strawberry.field(description="What reaches the viewer, where and when.")
    async def notification_choices(self, info: Info) -> NotificationChoices:
        """Their choices."""
        reach = await choosing.own_reach(info.context.actor)
        return NotificationChoices(
            quiet_from=reach.quiet_from,
            quiet_to=reach.quiet_to,
            days_off=sorted(reach.days_off),
            paused_until=reach.paused_until,
        )


@strawberry.type(description="The company's word on a kind and a channel.")
class NotificationPolicy:
    """What holds for everybody."""

    kind: NotificationKind = strawberry.field(description="Which kind.")
    area: Area = strawberry.field(description="The part of the product that it comes from.")
    channel: Channel = strawberry.field(description="Which channel.")
    on: bool = strawberry.field(description="Whether it is on until somebody switches it off.")
    required: bool = strawberry.field(
        description="Whether nobody may change it: it goes to all, or to nobody."
    )
    fixed: bool = strawberry.field(description="erm itself requires it.")

    @classmethod
    def of(cls, view: PolicyView) -> NotificationPolicy:
        """Dress a view."""
        return cls(
            kind=view.kind,
            area=view.area,
            channel=view.channel,
            on=view.on,
            required=view.required,
            fixed=view.fixed,
        )


@strawberry.type
class NotificationChoicesQuery:
    """What administrators look at."""

    @strawberry.field(
        description="What holds for every kind and channel; null for all but administrators."
    )
    async def notification_policies(self, info: Info) -> list[NotificationPolicy] | None:
        """The whole grid."""
        found = await policies.policies(info.context.actor)
        return None if found is None else [NotificationPolicy.of(view) for view in found]


@strawberry.input(description="Whether a kind should go through a channel.")
class ChooseNotificationsInput:
    """Input of ``chooseNotifications``."""

    kind: NotificationKind = strawberry.field(description="Which kind.")
    channel: Channel = strawberry.field(description="Which channel.")
    wanted: bool = strawberry.field(description="Whether it should.")


@strawberry.type(description="It is chosen.")
class ChooseNotificationsSuccess:
    """Answer of ``chooseNotifications``."""

    viewer: ViewerRef = strawberry.field(description="The viewer.")


@strawberry.input(description="When the viewer may be reached.")
class SetReachInput:
    """Input of ``setReach``."""

    quiet_from: int = strawberry.field(description="From which hour not, 0 to 23.")
    quiet_to: int = strawberry.field(description="Until which hour not; equal: no quiet hours.")
    days_off: list[int] = strawberry.field(
        description="Days of the week on which not, 1 is Monday; not all of them."
    )
    paused_until: date | None = strawberry.field(
        default=None,
        description="The first day on which again, after today and within a year; null: no pause.",
    )


@strawberry.type(description="It holds from now on, for what waits as well.")
class SetReachSuccess:
    """Answer of ``setReach``."""

    viewer: ViewerRef = strawberry.field(description="The viewer.")


@strawberry.input(description="A chat of the viewer's own.")
class ConnectChatInput:
    """Input of ``connectChat``."""

    service: ChatService = strawberry.field(description="Which chat it is.")
    address: str = strawberry.field(
        description="The address of an incoming webhook as the chat gives it, or an Apprise URL."
    )


@strawberry.type(description="A test has arrived there, and notifications follow.")
class ConnectChatSuccess:
    """Answer of ``connectChat``."""

    viewer: ViewerRef = strawberry.field(description="The viewer.")


@strawberry.input(description="That the chat should get nothing any more.")
class DisconnectChatInput:
    """Input of ``disconnectChat``."""

    client_mutation_id: str | None = strawberry.field(
        default=None, description="Ignored: an input needs a field."
    )


@strawberry.type(description="It is forgotten.")
class DisconnectChatSuccess:
    """Answer of ``disconnectChat``."""

    viewer: ViewerRef = strawberry.field(description="The viewer.")


@strawberry.input(description="A browser, as its subscription to push says.")
class SubscribePushInput:
    """Input of ``subscribePush``."""

    endpoint: str = strawberry.field(description="Where the push service takes messages for it.")
    p256dh: str = strawberry.field(description="Its public key, base64url.")
    auth: str = strawberry.field(description="Its secret, base64url.")
    device: str = strawberry.field(description="What to call it; at most 120 characters.")


@strawberry.type(description="It shows messages from now on.")
class SubscribePushSuccess:
    """Answer of ``subscribePush``."""

    viewer: ViewerRef = strawberry.field(description="The viewer.")


@strawberry.input(description="A browser that should show no messages any more.")
class UnsubscribePushInput:
    """Input of ``unsubscribePush``."""

    id: strawberry.ID | None = strawberry.field(
        default=None, description="Which one; null: the one with this address."
    )
    endpoint: str | None = strawberry.field(default=None, description="The browser's own address.")


@strawberry.type(description="It is forgotten.")
class UnsubscribePushSuccess:
    """Answer of ``unsubscribePush``."""

    viewer: ViewerRef = strawberry.field(description="The viewer.")


@strawberry.input(description="What should hold for everybody.")
class SetNotificationPolicyInput:
    """Input of ``setNotificationPolicy``."""

    kind: NotificationKind = strawberry.field(description="Which kind.")
    channel: Channel = strawberry.field(description="Which channel.")
    on: bool = strawberry.field(description="Whether it is on until somebody switches it off.")
    required: bool = strawberry.field(
        description="Whether nobody may change it: it goes to all, or to nobody."
    )


@strawberry.type(description="It holds from now on.")
class SetNotificationPolicySuccess:
    """Answer of ``setNotificationPolicy``."""

    policies: list[NotificationPolicy] = strawberry.field(description="All of them.")


@strawberry.type
class NotificationChoicesMutation:
    """What one chooses for oneself, and administrators for all."""

    @command("Choose whether a kind of notification goes through a channel.")
    async def choose_notifications(
        self, info: Info, input: ChooseNotificationsInput
    ) -> ChooseNotificationsSuccess:
        """Choose."""
        await choosing.choose(
            info.context.actor,
            kind=input.kind,
            channel=input.channel,
            wanted=input.wanted,
        )
        return ChooseNotificationsSuccess(viewer=refs.viewer())

    @command("Choose when one may be reached.")
    async def set_reach(self, info: Info, input: SetReachInput) -> SetReachSuccess:
        """Choose."""
        await choosing.set_reach(
            info.context.actor,
            quiet_from=input.quiet_from,
            quiet_to=input.quiet_to,
            days_off=input.days_off,
            paused_until=input.paused_until,
        )
        return SetReachSuccess(viewer=refs.viewer())

    @command("Have one's notifications sent to a chat.", own_transactions=True)
    async def connect_chat(self, info: Info, input: ConnectChatInput) -> ConnectChatSuccess:
        """Try it, then keep it."""
        context = info.context
        await count_attempt(
            context.bus, LimitedAction.CONNECT_CHAT, account=str(context.actor.person_id)
        )
        await chatting.try_chat(
            context.actor,
            service=input.service,
            address=input.address,
            allowed=_services(context.settings),
            poster=_poster(context.settings),
            hosts=_hosts(context.settings),
        )
        async with unit_of_work(context.bus):
            await chatting.connect_chat(context.actor, service=input.service, address=input.address)
        return ConnectChatSuccess(viewer=refs.viewer())

    @command("Have one's notifications sent to the chat no longer.")
    async def disconnect_chat(
        self, info: Info, input: DisconnectChatInput
    ) -> DisconnectChatSuccess:
        """Forget it."""
        await chatting.disconnect_chat(info.context.actor)
        return DisconnectChatSuccess(viewer=refs.viewer())

    @command("Have one's notifications shown by a browser.")
    async def subscribe_push(self, info: Info, input: SubscribePushInput) -> SubscribePushSuccess:
        """Keep its keys."""
        await pushing.subscribe(
            info.context.actor,
            endpoint=input.endpoint,
            p256dh=input.p256dh,
            auth=input.auth,
            device=input.device,
            hosts=_hosts(info.context.settings),
        )
        return SubscribePushSuccess(viewer=refs.viewer())

    @command("Have one's notifications shown by a browser no longer.")
    async def unsubscribe_push(
        self, info: Info, input: UnsubscribePushInput
    ) -> UnsubscribePushSuccess:
        """Forget it."""
        await pushing.unsubscribe(
            info.context.actor,
            device_id=maybe_from_global(input.id, "PushDevice", field="id"),
            endpoint=input.endpoint,
        )
        return UnsubscribePushSuccess(viewer=refs.viewer())

    @command("Say for everybody whether a kind of notification goes through a channel.")
    async def set_notification_policy(
        self, info: Info, input: SetNotificationPolicyInput
    ) -> SetNotificationPolicySuccess:
        """Decide."""
        actor = info.context.actor
        await policies.set_policy(
            actor, kind=input.kind, channel=input.channel, on=input.on, required=input.required
        )
        found = await policies.policies(actor) or []
        return SetNotificationPolicySuccess(
            policies=[NotificationPolicy.of(view) for view in found]
        )


def _services(settings: Settings) -> list[ChatService]:
    return [each for each in ChatService if each.value in settings.personal_chats]


def _hosts(settings: Settings) -> Hosts:
    return Hosts.of(settings.integration_hosts)


def _poster(settings: Settings) -> Poster:
    """What posts a test: threads that end with it."""
    return Poster(_hosts(settings))
