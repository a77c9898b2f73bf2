"""Refusals of notifications."""

from __future__ import annotations

from erm.core.errors import InvalidInput, NotAllowed, NotFound


class NotificationNotFound(NotFound):
    """No such notification, or somebody else's."""

    code = "NOTIFICATION_NOT_FOUND"


class NotificationRequired(NotAllowed):
    """The company, or erm itself, lets nobody change this."""

    code = "NOTIFICATION_REQUIRED"


class NotificationNotForYou(NotAllowed):
    """Only people with a role hear of this kind."""

    code = "NOTIFICATION_NOT_FOR_YOU"


class PolicyFixed(NotAllowed):
    """erm itself requires this, so the company cannot change it."""

    code = "NOTIFICATION_POLICY_FIXED"


class ReachHoursInvalid(InvalidInput):
    """An hour of the quiet hours is none of 0 to 23."""

    code = "REACH_HOURS_INVALID"


class ReachDaysInvalid(InvalidInput):
    """A day off is none of 1 to 7, or all days are."""

    code = "REACH_DAYS_INVALID"


class ReachPauseInvalid(InvalidInput):
    """A pause ends after today and within a year."""

    code = "REACH_PAUSE_INVALID"


class PersonalChatRefused(InvalidInput):
    """The chat did not take the message that was to try it."""

    code = "PERSONAL_CHAT_REFUSED"


class PushInvalid(InvalidInput):
    """What a browser gave is no subscription to push."""

    code = "PUSH_SUBSCRIPTION_INVALID"


class PushNotFound(NotFound):
    """No such browser, or somebody else's."""

    code = "PUSH_DEVICE_NOT_FOUND"
