"""What each column of a table of answers seems to be. Only a suggestion: whoever imports decides. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from erm.core.csv_reading import plain_header
from erm.core.text import fold
from erm.engagement.bank.rules import SurveyQuestionKind
from erm.engagement.past.rules import (
    EXAMPLES,
    NO,
    OPTIONS_MOST,
    VALUE_MAXIMUM,
    YES,
    PastColumnUse,
)
from erm.engagement.surveys.rules import SegmentKind

SEGMENTS = {
    SegmentKind.DEPARTMENT: "department|dept|team|unit|division|отдел|подразделение|департамент|команда",
    SegmentKind.LOCATION: "location|office|city|site|country|офис|город|место работы|локация|страна",
    SegmentKind.TENURE: "tenure|years|years of service|length of service|стаж|лет в компании",
    SegmentKind.LEVEL: "level|grade|job level|seniority|уровень|грейд",
    SegmentKind.MANAGING: "manager|is manager|manages|people manager|leads people|руководитель",
}
"""Headers under which segments are known, in English and Russian."""
PERSONAL = (
    "id|name|first name|last name|full name|surname|email|e mail|mail|employee|employee id|"
    "employee number|respondent|respondent id|phone|birthday|date of birth|ip|ip address|timestamp|"
    "имя|фамилия|фио|почта|табельныи номер|сотрудник|телефон|дата рождения|respondent email"
)
"""Headers under which somebody may be named."""
OUTCOMES = (
    "happiness|engagement|overall|overall satisfaction|recommend|enps|nps|satisfaction|outcome|"
    "вовлеченность|удовлетворенность|счастье|рекомендация"
)
WORDY = 30
"""Words this long on average are comments."""
FEW_VALUES = 12
"""Up to so many different texts are options."""

_SEGMENT_OF = {
    plain_header(name): kind for kind, names in SEGMENTS.items() for name in names.split("|")
}
_PERSONAL = {plain_header(name) for name in PERSONAL.split("|")}
_OUTCOMES = {plain_header(name) for name in OUTCOMES.split("|")}


@dataclass(frozen=True, slots=True)
class ColumnGuess:
    """A column and what it seems to be. ``note`` names a sentence on why, or is empty.

    ``lowest`` and ``highest`` are the ends of its scale. ``values``: how many different ones it has.
    """

    name: str
    use: PastColumnUse
    kind: SurveyQuestionKind | None
    segment: SegmentKind | None
    values: int
    examples: tuple[str, ...]
    lowest: int | None
    highest: int | None
    note: str


def guess(name: str, cells: Sequence[str]) -> ColumnGuess:
    """What a column seems to be, by its header and by what stands in it."""
    count = Counter(cell for cell in cells if cell)
    examples = tuple(value[:VALUE_MAXIMUM] for value, _ in count.most_common(EXAMPLES))
    header = plain_header(name)

    def found(
        use: PastColumnUse,
        kind: SurveyQuestionKind | None = None,
        segment: SegmentKind | None = None,
        ends: tuple[int, int] | None = None,
        note: str = "",
    ) -> ColumnGuess:
        lowest, highest = ends or (None, None)
        return ColumnGuess(name, use, kind, segment, len(count), examples, lowest, highest, note)

    if not count:
        return found(PastColumnUse.LEAVE_OUT, note="empty")
    if header in _PERSONAL or any("@" in value for value in examples):
        return found(PastColumnUse.LEAVE_OUT, note="personal")
    if header in _SEGMENT_OF:
        return found(PastColumnUse.SEGMENT, segment=_SEGMENT_OF[header])
    if {fold(value) for value in count} <= YES | NO:
        return found(PastColumnUse.QUESTION, SurveyQuestionKind.YES_NO)
    numbers = _numbers(count)
    if numbers is not None:
        scale = _scale(min(numbers), max(numbers))
        if scale is None:
            return found(PastColumnUse.LEAVE_OUT, note="numbers")
        use = PastColumnUse.OUTCOME if header in _OUTCOMES else PastColumnUse.QUESTION
        return found(use, scale[0], ends=scale[1])
    if fmean(len(value) for value in count) >= WORDY:
        return found(PastColumnUse.QUESTION, SurveyQuestionKind.TEXT)
    if len(count) <= min(FEW_VALUES, OPTIONS_MOST) and len(count) * 2 <= len(cells):
        return found(PastColumnUse.LEAVE_OUT, SurveyQuestionKind.SINGLE_CHOICE, note="options")
    return found(PastColumnUse.LEAVE_OUT, note="unclear")


def _numbers(values: Counter[str]) -> list[int] | None:
    if all(value.isascii() and value.isdigit() and len(value) < 10 for value in values):
        return [int(value) for value in values]
    return None


def _scale(low: int, high: int) -> tuple[SurveyQuestionKind, tuple[int, int]] | None:
    """The scale that answers from ``low`` to ``high`` were probably given on; None for other numbers."""
    if high <= 1 or high > 10:
        return None
    if low == 0 or high > 7:
        return SurveyQuestionKind.SCALE_11, (0, 10)
    if high > 5:
        return SurveyQuestionKind.SCALE_7, (1, 7)
    if high == 5:
        return SurveyQuestionKind.SCALE_5, (1, 5)
    return SurveyQuestionKind.SCALE, (1, high)
