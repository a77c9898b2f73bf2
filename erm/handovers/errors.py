"""Refusals of handovers."""

from __future__ import annotations

from erm.core.errors import Conflict, InvalidInput, NotFound


class HandoverNotFound(NotFound):
    """No such handover, or not one that the actor may read."""

    code = "HANDOVER_NOT_FOUND"


class HandoverLineNotFound(NotFound):
    """No such line, or not of a handover that the actor may read."""

    code = "HANDOVER_LINE_NOT_FOUND"


class HandedToOneself(InvalidInput):
    """The receiver is somebody else."""

    code = "HANDOVER_TO_ONESELF"


class ReceiverIsNotTheManager(InvalidInput):
    """After a change of manager one hands over to one's present manager."""

    code = "HANDOVER_RECEIVER_IS_NOT_THE_MANAGER"


class AboutIsNoFormerManager(InvalidInput):
    """A note for a new manager is about a former one; other notes are about nobody."""

    code = "HANDOVER_ABOUT_IS_NO_FORMER_MANAGER"


class LineIsNotOpen(InvalidInput):
    """A line is about something that is not open any more, or not the author's to hand over."""

    code = "HANDOVER_LINE_IS_NOT_OPEN"


class LineTwice(InvalidInput):
    """Two lines are about one thing."""

    code = "HANDOVER_LINE_TWICE"


class TooManyLines(InvalidInput):
    """More lines than one handover holds."""

    code = "HANDOVER_TOO_MANY_LINES"


class HandoverEmpty(InvalidInput):
    """There is nothing in it that could be shared."""

    code = "HANDOVER_EMPTY"


class HandoverSharedAlready(Conflict):
    """It was shared: what the receiver has read stays."""

    code = "HANDOVER_ALREADY_SHARED"


class LineSettledAlready(Conflict):
    """The receiver has accepted or declined it before."""

    code = "HANDOVER_LINE_ALREADY_SETTLED"


class LineIsGone(Conflict):
    """What the line is about was done or closed since, so there is nothing to take over."""

    code = "HANDOVER_LINE_IS_GONE"


class OpenItemGone(Conflict):
    """One of the things to close is not open any more, or not the actor's to close."""

    code = "OPEN_ITEM_GONE"


class StaleVersion(Conflict):
    """The draft was changed since it was read."""

    code = "STALE_VERSION"
