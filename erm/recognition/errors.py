"""Refusals of recognition."""

from __future__ import annotations

from erm.core.errors import Conflict, InvalidInput, NotAllowed, NotFound


class KudosNotFound(NotFound):
    """No such kudos, withdrawn, or not for the actor to see."""

    code = "KUDOS_NOT_FOUND"


class CommentNotFound(NotFound):
    """No such comment, deleted, or under kudos that the actor may not see."""

    code = "KUDOS_COMMENT_NOT_FOUND"


class NoReceiver(InvalidInput):
    """Kudos need somebody to thank."""

    code = "KUDOS_WITHOUT_RECEIVER"


class TooManyReceivers(InvalidInput):
    """Kudos thank at most twenty people. ``maximum`` says how many."""

    code = "KUDOS_TOO_MANY_RECEIVERS"


class ReceiverTwice(InvalidInput):
    """Somebody is named twice."""

    code = "KUDOS_RECEIVER_TWICE"


class ThankedOneself(InvalidInput):
    """Nobody thanks themselves."""

    code = "KUDOS_TO_ONESELF"


class CompanyValueUnknown(InvalidInput):
    """No company value has this id."""

    code = "COMPANY_VALUE_UNKNOWN"


class CompanyValueRetired(InvalidInput):
    """The company no longer gives kudos under this value."""

    code = "COMPANY_VALUE_RETIRED"


class KudosHidden(NotAllowed):
    """Hidden kudos can be read by a few, but not reacted to or commented on."""

    code = "KUDOS_HIDDEN"


class AlreadyPrivate(Conflict):
    """The kudos are private already."""

    code = "KUDOS_ALREADY_PRIVATE"


class AlreadyHidden(Conflict):
    """The kudos are hidden already."""

    code = "KUDOS_ALREADY_HIDDEN"
