"""Pure rules of integrations."""

from __future__ import annotations

from enum import StrEnum

NAME_MAXIMUM = 120
URL_MAXIMUM = 2_000


class EventKind(StrEnum):
    """What other programs can be told of."""

    KUDOS_GIVEN = "kudos.given"
    KUDOS_REMOVED = "kudos.removed"
    AWARD_ANNOUNCED = "award.announced"
    CELEBRATION = "celebration"
    TEST = "test"


class DeliveryState(StrEnum):
    """Where a delivery stands. A given-up one can be replayed."""

    WAITING = "waiting"
    SENDING = "sending"
    DELIVERED = "delivered"
    GIVEN_UP = "given_up"
    DROPPED = "dropped"


class ChatService(StrEnum):
    """Chats that can be posted to, by what Apprise calls them."""

    SLACK = "slack"
    TEAMS = "teams"
    DISCORD = "discord"
    GOOGLE_CHAT = "google_chat"
    MATTERMOST = "mattermost"
    ROCKET_CHAT = "rocket_chat"
    TELEGRAM = "telegram"
    ZULIP = "zulip"
