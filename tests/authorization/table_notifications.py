"""The table's lines of notifications, and of what people choose about them.

Of a notification ``SELF`` is for whom it was made; of a browser, whose it is.
"""

from __future__ import annotations

from tests.authorization.relations import ADM, ALL, S
from tests.authorization.table_rules import (
    NOBODY,
    Readers,
    Right,
    Rule,
    each,
    fields,
    may,
    only,
    page,
    who,
)

READERS: dict[str, dict[str, Readers | str]] = {
    "Notification": {"of what can be read": who(S), "of what was taken back": NOBODY},
    "PushDevice": {"": who(S)},
}

QUERY: dict[str, Rule] = fields(
    notificationPolicies=only(ADM, note="null for others"),
    unsubscribeLink=each("whoever holds the link; nobody needs to be signed in"),
)
VIEWER: dict[str, Rule] = fields(
    "notificationChoices",
    links="notifications",
    unseenNotifications=each("of what the viewer may read"),
)

FIELDS: dict[str, dict[str, Rule]] = {
    "Notification": fields(
        "id kind area others title path createdAt seen",
        links="person",
    ),
    **page("Notification"),
    "NotificationNews": fields("unseen", links="notification"),
    "NotificationChoices": fields(
        "kinds quietFrom quietTo daysOff pausedUntil channels chat chatServices pushKey",
        links="pushDevices",
    ),
    "NotificationKindChoice": fields("kind area cells gathered"),
    "NotificationCell": fields("channel wanted required impossible"),
    "PersonalChat": fields("service hint failing"),
    "PushDevice": fields("id device createdAt"),
    "NotificationPolicy": fields("kind area channel on required fixed"),
    "MarkNotificationsSeenSuccess": fields(links="viewer"),
    "ChooseNotificationsSuccess": fields(links="viewer"),
    "SetReachSuccess": fields(links="viewer"),
    "ConnectChatSuccess": fields(links="viewer"),
    "DisconnectChatSuccess": fields(links="viewer"),
    "SubscribePushSuccess": fields(links="viewer"),
    "UnsubscribePushSuccess": fields(links="viewer"),
    "SetNotificationPolicySuccess": fields("policies"),
    "UnsubscribeLink": fields("kinds"),
}

MUTATIONS: dict[str, Right] = {
    "markNotificationsSeen": may(S),
    "chooseNotifications": may(ALL, note="of kinds that concern them, unless the company decides"),
    "setReach": may(ALL),
    "connectChat": may(ALL, note="to services that the operator allows"),
    "disconnectChat": may(ALL),
    "subscribePush": may(ALL),
    "unsubscribePush": may(S),
    "setNotificationPolicy": may(ADM),
}
