"""The table's lines of integrations. All of them is for administrators alone."""

from __future__ import annotations

from tests.authorization.relations import ADM
from tests.authorization.table_rules import Readers, Right, Rule, fields, may, page, who

READERS: dict[str, dict[str, Readers | str]] = {
    "WebhookEndpoint": {"": who(ADM)},
    "ChatChannel": {"": who(ADM)},
    "Delivery": {"": who(ADM)},
}

QUERY: dict[str, Rule] = fields(links="webhookEndpoints webhookEndpoint chatChannels chatChannel")

FIELDS: dict[str, dict[str, Rule]] = {
    "WebhookEndpoint": fields(
        "id name url events enabled disabledReason failingSince createdAt version secretEnds",
        links="deliveries",
    ),
    "ChatChannel": fields(
        "id name service events language enabled disabledReason failingSince createdAt version",
        links="deliveries",
    ),
    "Delivery": fields(
        "id event eventId state attempts nextAt createdAt finishedAt body tries canReplay"
    ),
    "DeliveryAttempt": fields("at status problem milliseconds answer"),
    **page("Delivery"),
    "AddWebhookEndpointSuccess": fields("secret", links="endpoint"),
    "EditWebhookEndpointSuccess": fields(links="endpoint"),
    "RotateWebhookSecretSuccess": fields("secret", links="endpoint"),
    "RemoveWebhookEndpointSuccess": fields("removedId"),
    "AddChatChannelSuccess": fields(links="channel"),
    "EditChatChannelSuccess": fields(links="channel"),
    "RemoveChatChannelSuccess": fields("removedId"),
    "SendTestDeliverySuccess": fields(links="delivery"),
    "ReplayDeliverySuccess": fields(links="delivery"),
}

MUTATIONS: dict[str, Right] = {
    "addWebhookEndpoint": may(ADM),
    "editWebhookEndpoint": may(ADM),
    "rotateWebhookSecret": may(ADM),
    "removeWebhookEndpoint": may(ADM),
    "addChatChannel": may(ADM),
    "editChatChannel": may(ADM),
    "removeChatChannel": may(ADM),
    "sendTestDelivery": may(ADM),
    "replayDelivery": may(ADM),
}
