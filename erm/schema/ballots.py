"""Taking one's ballot. Casting it goes past GraphQL, which knows who asks: see ``erm.web.ballots``."""

from __future__ import annotations

import base64
import binascii

import strawberry

from erm.engagement.ballots import commands
from erm.engagement.ballots.errors import TokenUnfit
from erm.schema.command import command
from erm.schema.context import Info
from erm.schema.ids import from_global


@strawberry.input(description="Which ballot to take, and the token to be signed unseen.")
class TakeBallotInput:
    """What comes from the browser."""

    wave_id: strawberry.ID = strawberry.field(description="The wave that the viewer is invited to.")
    blinded: str = strawberry.field(
        description="The blinded message of RFC 9474 (RSABSSA-SHA384-PSS-Randomized), in base64url."
    )


@strawberry.type(description="The ballot was taken.")
class TakeBallotSuccess:
    """What the browser makes its token of."""

    signature: str = strawberry.field(
        description="The blind signature in base64url. The same blinded message gets the same again; "
        "another one is refused."
    )
    class_number: int = strawberry.field(
        description="The number by which the ballot says of whom it tells: the same for all who are "
        "told of alike."
    )


@strawberry.type
class BallotsMutation:
    """Ballots."""

    # It opens its units of work itself: signing takes long, and must not hold the database.
    @command(
        "Have one's token for a wave signed blindly, once. Nothing of it is logged, and nothing ties it "
        "to the ballot that comes with it.",
        own_transactions=True,
    )
    async def take_ballot(self, info: Info, input: TakeBallotInput) -> TakeBallotSuccess:
        """Take a ballot."""
        taken = await commands.take(
            info.context.actor,
            wave_id=from_global(input.wave_id, "SurveyWave", field="wave_id"),
            blinded=decoded(input.blinded, field="blinded"),
        )
        return TakeBallotSuccess(
            signature=encoded(taken.signature), class_number=taken.class_number
        )


def decoded(value: str, *, field: str) -> bytes:
    """Bytes from base64url, with or without its padding. Raises ``TokenUnfit``."""
    try:
        return base64.b64decode(
            value.rstrip("=") + "=" * (-len(value.rstrip("=")) % 4), b"-_", True
        )
    except (binascii.Error, ValueError) as error:
        raise TokenUnfit(field=field) from error


def encoded(value: bytes) -> str:
    """Bytes as base64url without padding."""
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode("ascii")
