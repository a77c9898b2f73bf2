"""Refusals of awards."""

from __future__ import annotations

from erm.core.errors import Conflict, InvalidInput, NotAllowed, NotFound


class AwardNotFound(NotFound):
    """No such award, or not for the actor to see."""

    code = "AWARD_NOT_FOUND"


class NominationNotFound(NotFound):
    """No such nomination, withdrawn, or not for the actor to see."""

    code = "AWARD_NOMINATION_NOT_FOUND"


class AwardChanged(Conflict):
    """Somebody else changed the award meanwhile."""

    code = "STALE_VERSION"


class AwardCannotMove(Conflict):
    """The award does not stand where this can be done with it."""

    code = "AWARD_NOT_IN_STATE"


class DaysUnordered(InvalidInput):
    """Nominations begin, then end, then voting ends, within a year."""

    code = "AWARD_DAYS_UNORDERED"


class DayIsOver(InvalidInput):
    """The day is over, or the phase that it belongs to has begun."""

    code = "AWARD_DAY_IS_OVER"


class QuarterInvalid(InvalidInput):
    """A quarter is written like 2026-Q4."""

    code = "AWARD_QUARTER_INVALID"


class JurorsMissing(InvalidInput):
    """A jury has 1 to ``maximum`` different people."""

    code = "AWARD_JURORS_OUT_OF_RANGE"


class JurorHasVoted(InvalidInput):
    """Who has voted stays in the jury."""

    code = "AWARD_JUROR_HAS_VOTED"


class WinnersOutOfRange(InvalidInput):
    """An award has 1 to ``maximum`` winners; more only where they share the last place."""

    code = "AWARD_WINNERS_OUT_OF_RANGE"


class NominatedOneself(InvalidInput):
    """Nobody nominates themselves."""

    code = "AWARD_NOMINEE_ONESELF"


class NomineeOrganises(InvalidInput):
    """Whoever organises awards is not nominated."""

    code = "AWARD_NOMINEE_ORGANISES"


class NomineeUnknown(InvalidInput):
    """Nobody has nominated this person, or they have left."""

    code = "AWARD_NOMINEE_UNKNOWN"


class ConflictOfInterest(NotAllowed):
    """A juror does not score themselves, whom they nominated, their manager or their reports."""

    code = "CONFLICT_OF_INTEREST"


class ScoreOutOfRange(InvalidInput):
    """A score is from ``minimum`` to ``maximum``."""

    code = "AWARD_SCORE_OUT_OF_RANGE"


class TooFewVotes(InvalidInput):
    """A winner has at least two votes, or all that there can be."""

    code = "AWARD_TOO_FEW_VOTES"
