"""Pure rules of what is told."""

from __future__ import annotations

from enum import StrEnum


class GroupKind(StrEnum):
    """Which group a figure is about: everybody, one value of a segment, or of two."""

    COMPANY = "company"
    SEGMENT = "segment"
    PAIR = "pair"


class Shown(StrEnum):
    """Whether a group is told of. PARTLY: some of its people are counted only in larger groups."""

    WHOLLY = "wholly"
    PARTLY = "partly"
    HIDDEN = "hidden"


class HiddenReason(StrEnum):
    """Why a group, or a figure of it, is not told."""

    TOO_FEW_INVITED = "too_few_invited"
    TOO_FEW_ANSWERED = "too_few_answered"
    WOULD_TELL_OF_FEW = "would_tell_of_few"
    NEAR_FORMER_WAVE = "near_former_wave"


class SubjectKind(StrEnum):
    """What a figure is of."""

    QUESTION = "question"
    DRIVER = "driver"
    OUTCOME = "outcome"


class FigureBound(StrEnum):
    """Whether a figure is told as it is, or only that it is at least, or at most, so much."""

    EXACT = "exact"
    OR_MORE = "or_more"
    OR_LESS = "or_less"


class EffectSize(StrEnum):
    """How large a difference is beside how far people are apart (Cohen 1988)."""

    NONE = "none"
    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


FAVOURABLE_FROM = 2 / 3
"""At least so far up the scale (0 to 1) an answer is favourable: 4 and 5 of 5, 5 to 7 of 7, 7 to 10 of 10."""
UNFAVOURABLE_TO = 1 / 3
"""At most so far up it is unfavourable: 1 and 2 of 5, 1 to 3 of 7, 0 to 3 of 10."""
PROMOTERS_FROM = 9
DETRACTORS_TO = 6
"""Of a scale from 0 to 10, for the difference of shares that is known as eNPS."""
RATE_BAND = 10
"""Under so many people the response rate is told as a band."""
FINE_SHARES = 20
"""From so many answers on shares are told in steps of 0.01; below in steps of 0.05."""
DRIVERS_LEAST = 2
"""Fewest drivers of which can be said what goes together with the outcome."""
ANALYSIS_LEAST = 30
"""Fewest people, whatever the number of drivers, whose answers a driver analysis is made of."""
ANALYSIS_PER_DRIVER = 10
"""Fewest of them for each driver."""
