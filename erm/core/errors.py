"""The four kinds of refusal that a person may meet.

A refusal is an answer, not a crash: it has a stable ``code`` (documented in ``docs/refusals.md``),
a message in the reader's language made from that code, and, for bad input, the field's name.

::

    DomainError
    ├── InvalidInput    something that was typed cannot be used; ``field`` says which
    ├── NotFound        no such thing, or it may not be seen: the two are never told apart
    ├── NotAllowed      it can be seen, but this may not be done with it
    └── Conflict        it was right, but the world has moved on (stale version, already answered)

Anything else that is raised is a crash: masked, logged and shown with an id.
"""

from __future__ import annotations

from typing import Any, ClassVar


class DomainError(Exception):
    """A refusal with a stable code.

    ``params`` are the values that the translated message names (a limit, a date). They are shown to
    the person, so nothing that they may not know may stand in them.
    """

    kind: ClassVar[str] = "CONFLICT"
    code: str

    def __init__(self, code: str | None = None, *, field: str | None = None, **params: Any) -> None:
        self.code = code or type(self).code
        self.field = field
        self.params = params
        super().__init__(self.code if field is None else f"{self.code} ({field})")


class InvalidInput(DomainError):
    """What was given cannot be used. ``field`` is the input field's name in snake_case."""

    kind = "INVALID_INPUT"
    code = "INVALID_INPUT"


class NotFound(DomainError):
    """No such thing, or the actor may not know of it."""

    kind = "NOT_FOUND"
    code = "NOT_FOUND"


class NotAllowed(DomainError):
    """The actor can see it but may not do this."""

    kind = "NOT_ALLOWED"
    code = "NOT_ALLOWED"


class Conflict(DomainError):
    """The request was fine, but not any more: somebody else was first."""

    kind = "CONFLICT"
    code = "CONFLICT"


class NotSignedIn(NotAllowed):
    """Nobody is signed in, and this needs somebody."""

    code = "NOT_SIGNED_IN"


class TooManyAttempts(NotAllowed):
    """A rate limit was reached. ``retry_after`` is in seconds."""

    code = "TOO_MANY_ATTEMPTS"

    def __init__(self, *, retry_after: int) -> None:
        super().__init__(count=retry_after)
        self.retry_after = retry_after
