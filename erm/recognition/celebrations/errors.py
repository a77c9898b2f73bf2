"""Refusals of celebrations."""

from __future__ import annotations

from erm.core.errors import Conflict, InvalidInput, NotAllowed, NotFound


class CelebrationNotFound(NotFound):
    """No such celebration, cancelled, not for the actor, or their own whose morning has not come."""

    code = "CELEBRATION_NOT_FOUND"


class BirthdayIncomplete(InvalidInput):
    """A birthday is a day and a month, and who shares it names both."""

    code = "BIRTHDAY_INCOMPLETE"


class NoSuchDay(InvalidInput):
    """No year has this day."""

    code = "BIRTHDAY_NO_SUCH_DAY"


class CardHandedOver(Conflict):
    """The card is with its person: nothing more is written on it."""

    code = "CARD_HANDED_OVER"


class NotSigned(Conflict):
    """There is nothing of the actor's on the card."""

    code = "CARD_NOT_SIGNED"


class SignatureHidden(NotAllowed):
    """Moderators hid the actor's line; it is not written anew."""

    code = "CARD_SIGNATURE_HIDDEN"


class DaysOutOfRange(InvalidInput):
    """One may ask for 0 to ``maximum`` days ahead."""

    code = "CELEBRATION_DAYS_OUT_OF_RANGE"
