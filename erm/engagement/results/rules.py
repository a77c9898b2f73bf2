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
