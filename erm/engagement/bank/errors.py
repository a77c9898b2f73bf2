"""Refusals of the question bank."""

from __future__ import annotations

from erm.core.errors import Conflict, InvalidInput, NotAllowed, NotFound


class OnlyHrKeepsBank(NotAllowed):
    """The bank of surveys is HR's."""

    code = "SURVEY_BANK_ONLY_HR"


class SurveyItemNotFound(NotFound):
    """No such question in the bank, or the actor may not know of it."""

    code = "SURVEY_ITEM_NOT_FOUND"


class SurveyDriverNotFound(NotFound):
    """No such driver."""

    code = "SURVEY_DRIVER_NOT_FOUND"


class SurveyItemBuiltIn(NotAllowed):
    """What comes with erm keeps its words: whoever wants others writes a question."""

    code = "SURVEY_ITEM_BUILT_IN"


class SurveyItemChanged(Conflict):
    """Somebody else has changed it since it was read."""

    code = "SURVEY_ITEM_CHANGED"


class SurveyDriverChanged(Conflict):
    """Somebody else has changed it since it was read."""

    code = "SURVEY_DRIVER_CHANGED"


class LabelsUnfit(InvalidInput):
    """A scale has words at its two ends or at each point, yes/no, choices and texts have none."""

    code = "SURVEY_LABELS_UNFIT"


class OptionsUnfit(InvalidInput):
    """A choice has 2 to 20 options, each another; nothing else has options."""

    code = "SURVEY_OPTIONS_UNFIT"


class KindUnfit(InvalidInput):
    """A scale of other ends belongs to past surveys alone."""

    code = "SURVEY_KIND_UNFIT"


class OutcomeUnfit(InvalidInput):
    """An outcome is answered on a scale or with yes or no, and belongs to no driver."""

    code = "SURVEY_OUTCOME_UNFIT"


class ReversedUnfit(InvalidInput):
    """Only scales and yes/no can be turned round."""

    code = "SURVEY_REVERSED_UNFIT"
