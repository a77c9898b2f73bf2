"""The one shape of every refusal, and the one place that makes it."""

from __future__ import annotations

from enum import Enum

import strawberry

from erm.core.errors import DomainError
from erm.core.language import say


@strawberry.enum(description="Why something was refused.")
class RefusalKind(Enum):
    """The four kinds of ``DomainError``."""

    INVALID_INPUT = strawberry.enum_value(
        "INVALID_INPUT", description="What was given cannot be used; see the field."
    )
    NOT_FOUND = strawberry.enum_value(
        "NOT_FOUND", description="It is not there, or it is not yours to see."
    )
    NOT_ALLOWED = strawberry.enum_value(
        "NOT_ALLOWED", description="You can see it, but may not do this."
    )
    CONFLICT = strawberry.enum_value(
        "CONFLICT", description="It changed in the meantime; read it again."
    )


@strawberry.type(description="Nothing was changed, and this is why.")
class Refusal:
    """A refusal as data."""

    kind: RefusalKind = strawberry.field(description="What sort of refusal this is.")
    code: str = strawberry.field(description="Stable name of the reason, see docs/refusals.md.")
    message: str = strawberry.field(description="The reason in the viewer's language.")
    field: str | None = strawberry.field(
        description="The input field that it is about, if it is about one."
    )

    @classmethod
    def of(cls, error: DomainError, language: str) -> Refusal:
        """Dress a domain error in the reader's language."""
        return cls(
            kind=RefusalKind(error.kind),
            code=error.code,
            message=message_of(error, language),
            field=None if error.field is None else camel(error.field),
        )


def message_of(error: DomainError, language: str) -> str:
    """The sentence for a domain error."""
    return say(language, f"refusal.{error.code}", **error.params)


def camel(name: str) -> str:
    """``due_on`` as ``dueOn``."""
    head, *rest = name.split("_")
    return head + "".join(part.capitalize() for part in rest)
