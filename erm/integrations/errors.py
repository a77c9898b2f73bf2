"""Refusals of integrations."""

from __future__ import annotations

from erm.core.errors import Conflict, InvalidInput, NotFound


class IntegrationNotFound(NotFound):
    """There is no such endpoint, channel or delivery for this actor."""

    code = "INTEGRATION_NOT_FOUND"


class IntegrationVersionStale(Conflict):
    """It was changed since it was read."""

    code = "INTEGRATION_VERSION_STALE"


class TooManyIntegrations(InvalidInput):
    """There are as many as there may be; ``count`` says how many."""

    code = "TOO_MANY_INTEGRATIONS"


class AddressRefused(InvalidInput):
    """The address has another form than it may have."""

    code = "INTEGRATION_ADDRESS_INVALID"


class AddressInside(AddressRefused):
    """The address means something inside the network."""

    code = "INTEGRATION_ADDRESS_INTERNAL"


class ChatAddressRefused(AddressRefused):
    """It is no address of this chat, or has options that are not taken."""

    code = "CHAT_ADDRESS_INVALID"


class EventsMissing(InvalidInput):
    """It would be told of nothing."""

    code = "INTEGRATION_EVENTS_MISSING"


class EventNotForIt(InvalidInput):
    """It cannot be told of this kind of event."""

    code = "INTEGRATION_EVENT_UNFIT"


class DeliveryCannotBeReplayed(Conflict):
    """It is still under way, or what it told of is gone."""

    code = "DELIVERY_NOT_REPLAYABLE"
