"""How somebody without an account is named in an input."""

from __future__ import annotations

import strawberry

from erm.feedback.guests import Guest
from erm.schema.enums import Locale


@strawberry.input(description="Somebody outside the company. They get a link by mail.")
class GuestInput:
    """A guest."""

    name: str = strawberry.field(description="How the mail addresses them.")
    email: str = strawberry.field(description="Where the link goes; not a colleague's address.")
    locale: Locale = strawberry.field(
        default=Locale.EN, description="The language that they are written to in."
    )

    def guest(self) -> Guest:
        """As the domain takes it."""
        return Guest(self.name, self.email, self.locale)
