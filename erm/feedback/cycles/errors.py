"""Refusals of feedback cycles."""

from __future__ import annotations

from erm.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from erm.people.errors import AudienceUnfit


class CycleNotFound(NotFound):
    """No such cycle, or not the actor's to see."""

    code = "CYCLE_NOT_FOUND"


class ParticipantNotFound(NotFound):
    """No such participant, or not the actor's to see."""

    code = "CYCLE_PARTICIPANT_NOT_FOUND"


class CycleQuestionNotFound(NotFound):
    """No such question, or in a cycle that is not the actor's to see."""

    code = "CYCLE_QUESTION_NOT_FOUND"


class CycleTemplateNotFound(NotFound):
    """No such template, or it was put away."""

    code = "CYCLE_TEMPLATE_NOT_FOUND"


class ProgrammeNotFound(NotFound):
    """No such programme, or not the actor's to see."""

    code = "CYCLE_PROGRAMME_NOT_FOUND"


class OnlyHrManagesCycles(NotAllowed):
    """Cycles, templates and programmes are managed by HR."""

    code = "CYCLE_ONLY_HR"


class CycleChanged(Conflict):
    """Somebody else has changed the cycle since it was read."""

    code = "CYCLE_CHANGED"


class CycleNotInState(Conflict):
    """This can not be done with a cycle that stands where this one stands now."""

    code = "CYCLE_NOT_IN_STATE"


class CycleCannotMove(Conflict):
    """The state table, or the phases of this cycle, do not let it move there from here."""

    code = "CYCLE_CANNOT_MOVE"


class CycleBlocked(Conflict):
    """Something must be mended before the cycle can be moved on."""

    code = "CYCLE_BLOCKED"


class CycleReasonRequired(InvalidInput):
    """Who cancels a cycle, or takes somebody out of it, says why."""

    code = "CYCLE_REASON_REQUIRED"


class CycleIsFrozen(Conflict):
    """Only a draft can be edited: what raters were promised stays."""

    code = "CYCLE_IS_FROZEN"


class CycleDatesUnordered(InvalidInput):
    """Each phase ends after the one before it."""

    code = "CYCLE_DATES_UNORDERED"


class CycleDateTooNear(InvalidInput):
    """A last day lies in the past, or nearer than people can be expected to manage."""

    code = "CYCLE_DATE_TOO_NEAR"


class CyclePhaseIsOver(InvalidInput):
    """The last day of a phase that is over stays as it was."""

    code = "CYCLE_PHASE_IS_OVER"


class CycleWithoutPhase(InvalidInput):
    """The cycle has no such phase."""

    code = "CYCLE_WITHOUT_PHASE"


class CyclePeriodUnfit(InvalidInput):
    """The period that is looked back on ends before it begins, or lies ahead."""

    code = "CYCLE_PERIOD_UNFIT"


class MinimumTooSmall(InvalidInput):
    """An anonymous perspective needs at least three raters."""

    code = "CYCLE_MINIMUM_TOO_SMALL"


class PerspectiveAlwaysNamed(InvalidInput):
    """Of one's own review and the manager's everybody knows who wrote it."""

    code = "CYCLE_PERSPECTIVE_ALWAYS_NAMED"


class PerspectivesUnfit(InvalidInput):
    """A perspective twice, none at all, or a weight or minimum out of range."""

    code = "CYCLE_PERSPECTIVES_UNFIT"


class QuestionsUnfit(InvalidInput):
    """A question for nobody, for a perspective that the cycle has not, or too many of them."""

    code = "CYCLE_QUESTIONS_UNFIT"


class NominationUnfit(InvalidInput):
    """Peers or external raters can only be chosen in a nomination phase."""

    code = "CYCLE_NOMINATION_UNFIT"


class ReleaseDayUnfit(InvalidInput):
    """Packets that a day releases need that day, in the phase of packets."""

    code = "CYCLE_RELEASE_DAY_UNFIT"


class NumberOutOfRange(InvalidInput):
    """A cap, limit, number of months or of days is out of its range."""

    code = "CYCLE_NUMBER_OUT_OF_RANGE"


class CycleAudienceUnfit(AudienceUnfit):
    """The rule names a department or somebody who is not in the directory, or the days are turned round."""

    code = "CYCLE_AUDIENCE_UNFIT"


class QuestionAlreadyAnswered(Conflict):
    """Somebody has submitted a review: the questions stay as they were answered."""

    code = "CYCLE_QUESTION_ANSWERED"


class QuestionChanged(Conflict):
    """Somebody else has reworded the question since it was read."""

    code = "CYCLE_QUESTION_CHANGED"


class ParticipantSettled(Conflict):
    """Their packet is released, or they do not take part any more."""

    code = "CYCLE_PARTICIPANT_SETTLED"


class ParticipantTakesPartAlready(InvalidInput):
    """They take part already, or their results were made."""

    code = "CYCLE_PARTICIPANT_ALREADY"


class ExtensionUnfit(InvalidInput):
    """More time is later than what they have now, and not later than the phase that needs it."""

    code = "CYCLE_EXTENSION_UNFIT"


class ExtendedNobody(InvalidInput):
    """That person has nothing to do in this phase of the cycle."""

    code = "CYCLE_EXTENDED_NOBODY"


class TemplateIsBuiltIn(NotAllowed):
    """Templates that come with erm stay as they are."""

    code = "CYCLE_TEMPLATE_BUILT_IN"


class ProgrammeChanged(Conflict):
    """Somebody else has changed the programme since it was read, or it has ended."""

    code = "CYCLE_PROGRAMME_CHANGED"


class ProgrammeUnfit(InvalidInput):
    """Every so many months, or so many days after hiring: one of the two."""

    code = "CYCLE_PROGRAMME_UNFIT"


class NominationNotFound(NotFound):
    """Nobody was chosen by this, or it is not the actor's to see."""

    code = "NOMINATION_NOT_FOUND"


class NominationsClosed(Conflict):
    """The time to choose raters is over, or the cycle has none to choose."""

    code = "NOMINATIONS_CLOSED"


class NominationCapReached(InvalidInput):
    """More than ``maximum`` raters would be asked about one person."""

    code = "NOMINATION_CAP_REACHED"


class RaterAlreadyAsked(InvalidInput):
    """Nobody reviews the same person twice: they are on the list, or review them as something else."""

    code = "RATER_ALREADY_ASKED"


class NominatedThemselves(InvalidInput):
    """Somebody was to be their own peer."""

    code = "NOMINATED_THEMSELVES"


class PerspectiveMissing(InvalidInput):
    """The cycle asks no peers, or nobody from outside."""

    code = "CYCLE_WITHOUT_PERSPECTIVE"


class NominationsEmpty(InvalidInput):
    """There is nobody to propose, or nobody proposed to be sent."""

    code = "NOMINATIONS_EMPTY"


class NominationsNotSent(Conflict):
    """The choice is still being made: it is approved once it was sent, or its time is over."""

    code = "NOMINATIONS_NOT_SENT"


class NominationNotProposed(Conflict):
    """It was decided in the meantime."""

    code = "NOMINATION_NOT_PROPOSED"


class NominationNotRefused(Conflict):
    """There is nothing to take back: it is neither rejected nor declined."""

    code = "NOMINATION_NOT_REFUSED"


class ReviewNotFound(NotFound):
    """No such review, or not the actor's to write."""

    code = "REVIEW_NOT_FOUND"


class ReviewClosed(Conflict):
    """It cannot be written now: writing has not begun, or its time is over."""

    code = "REVIEW_CLOSED"


class ReviewChanged(Conflict):
    """It was saved elsewhere since it was read."""

    code = "REVIEW_CHANGED"


class ReviewSubmitted(Conflict):
    """It is submitted; whoever wants to change it takes it up again first."""

    code = "REVIEW_SUBMITTED"


class ReviewSettled(Conflict):
    """It was declined, or is not asked for any more."""

    code = "REVIEW_SETTLED"


class ReviewNotDeclinable(NotAllowed):
    """One's own review, the manager's and those of reports are not a matter of choice."""

    code = "REVIEW_NOT_DECLINABLE"


class AnswersMissing(InvalidInput):
    """Required questions have no answer yet, nor "cannot judge"; ``count`` of them."""

    code = "REVIEW_ANSWERS_MISSING"


class AnswerGoalUnknown(InvalidInput):
    """A result was given for a goal that the rater does not read, or that is not the subject's."""

    code = "ANSWER_GOAL_UNKNOWN"


class ReviewVersionNotFound(NotFound):
    """There is no former text with this number (any more)."""

    code = "REVIEW_VERSION_NOT_FOUND"


class PacketNotFound(NotFound):
    """No such packet, or not the actor's to see."""

    code = "PACKET_NOT_FOUND"


class PacketNotYoursToPrepare(NotAllowed):
    """The summary is written by this participant's manager, or by HR where there is none."""

    code = "PACKET_NOT_YOURS_TO_PREPARE"


class PacketNotYoursToRelease(NotAllowed):
    """In this cycle somebody else hands out packets."""

    code = "PACKET_NOT_YOURS_TO_RELEASE"


class PacketNotYoursToAcknowledge(NotAllowed):
    """Only the subject acknowledges."""

    code = "PACKET_NOT_YOURS_TO_ACKNOWLEDGE"


class PacketIsReleased(Conflict):
    """What was handed out stays as it is."""

    code = "PACKET_RELEASED"


class PacketNotReleased(Conflict):
    """It was not handed out yet."""

    code = "PACKET_NOT_RELEASED"


class PacketAlreadyAcknowledged(Conflict):
    """The subject has said that they have read it."""

    code = "PACKET_ACKNOWLEDGED"


class PacketSummaryChanged(Conflict):
    """Somebody else has changed the summary since it was read."""

    code = "PACKET_SUMMARY_CHANGED"


class PacketsNotReleasedNow(Conflict):
    """The cycle has not come to its packets yet, or is over."""

    code = "PACKETS_NOT_RELEASED_NOW"


class TooManyPackets(InvalidInput):
    """More packets than are released by one command."""

    code = "PACKETS_TOO_MANY"


class CalibrationNotFound(NotFound):
    """No such session, or not the actor's to see."""

    code = "CALIBRATION_NOT_FOUND"


class CalibrationChangeNotFound(NotFound):
    """No such change, or not the actor's to see: nobody sees those of their own ratings."""

    code = "CALIBRATION_CHANGE_NOT_FOUND"


class OnlyFacilitatorsCalibrate(NotAllowed):
    """Whoever leads the session proposes changes and decides on them."""

    code = "CALIBRATION_ONLY_FACILITATORS"


class CalibrationNotOwn(NotAllowed):
    """Nobody proposes or decides a change of their own ratings."""

    code = "CALIBRATION_NOT_OWN"


class CalibrationChanged(Conflict):
    """Somebody else has changed the session since it was read."""

    code = "CALIBRATION_CHANGED"


class CalibrationClosed(Conflict):
    """The session is closed: its ratings stay as they are."""

    code = "CALIBRATION_CLOSED"


class CalibrationUnfit(InvalidInput):
    """No facilitator, too many people, or somebody who does not take part in the cycle."""

    code = "CALIBRATION_UNFIT"


class CalibrationSeatTaken(InvalidInput):
    """Somebody sits in another session of the cycle, or has changes here and so stays."""

    code = "CALIBRATION_SEAT_TAKEN"


class CalibrationQuestionUnfit(InvalidInput):
    """It is not a question of this cycle that the manager answers with one rating on a scale."""

    code = "CALIBRATION_QUESTION_UNFIT"


class CalibrationNothingToChange(InvalidInput):
    """The manager gave no rating, it has the proposed value already, or the scale does not."""

    code = "CALIBRATION_NOTHING_TO_CHANGE"


class CalibrationChangeWaits(Conflict):
    """Another change of this rating, or any change of a session to be closed, is not decided yet."""

    code = "CALIBRATION_CHANGE_WAITS"


class CalibrationChangeSettled(Conflict):
    """The change was decided already, or the rating is another by now."""

    code = "CALIBRATION_CHANGE_SETTLED"


class NobodyOwes(Conflict):
    """Nobody of these owes a review in this cycle, or they were all reminded today."""

    code = "CYCLE_NOBODY_TO_REMIND"


class BankQuestionNotFound(NotFound):
    """No such question in the bank, or not for the actor to read."""

    code = "BANK_QUESTION_NOT_FOUND"


class BankQuestionBuiltIn(NotAllowed):
    """A question that comes with erm: it can be retired, not reworded."""

    code = "BANK_QUESTION_BUILT_IN"


class BankQuestionChanged(Conflict):
    """Somebody else saved the question since it was read."""

    code = "BANK_QUESTION_CHANGED"


class BankQuestionUseless(InvalidInput):
    """A question for nothing, or one for single requests that is not answered in words."""

    code = "BANK_QUESTION_USELESS"
