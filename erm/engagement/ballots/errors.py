"""Refusals of ballots. Sentences: ``refusal.<CODE>`` in ``erm/locales/*/ballots.json``."""

from __future__ import annotations

from erm.core.errors import Conflict, InvalidInput, NotAllowed, NotFound


class BallotWaveNotFound(NotFound):
    """There is no such wave, or this person is not invited to it."""

    code = "SURVEY_WAVE_NOT_FOUND"


class BallotNotOpen(Conflict):
    """The wave is not open, or not on this person's clock."""

    code = "BALLOT_NOT_OPEN"


class BallotTaken(Conflict):
    """Another token was signed for this person before."""

    code = "BALLOT_TAKEN"


class BallotClosed(Conflict):
    """No sheet is taken for this wave: it is over, was cancelled, or never was."""

    code = "BALLOT_CLOSED"


class TokenUnfit(InvalidInput):
    """What is to be signed, or was signed, is no token of this wave's key."""

    code = "TOKEN_UNFIT"


class TokenUnsigned(NotAllowed):
    """The token's signature is not this wave's."""

    code = "TOKEN_UNSIGNED"


class SheetUnfit(InvalidInput):
    """The answer sheet does not fit the questions; ``field`` says where."""

    code = "SHEET_UNFIT"


class SheetEmpty(InvalidInput):
    """Nothing was answered."""

    code = "SHEET_EMPTY"
