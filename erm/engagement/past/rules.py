"""Pure rules of past surveys."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum


class PastColumnUse(StrEnum):
    """What a column of a table of answers is taken for."""

    QUESTION = "question"
    OUTCOME = "outcome"
    SEGMENT = "segment"
    LEAVE_OUT = "leave_out"


UPLOAD_MAXIMUM = 20 * 1024 * 1024
"""Bytes of a table."""
UPLOAD_KEPT = timedelta(days=1)
ROWS_MOST = 200_000
COLUMNS_MOST = 300
NAME_MAXIMUM = 200
POINTS_MOST = 101
"""Most points of a scale."""
OPTIONS_MOST = 20
VALUE_MAXIMUM = 200
"""Characters of a segment's value, and of an option."""
WORDS_MAXIMUM = 4_000
EXAMPLES = 3
SEPARATOR = ";"
"""Between the options in a cell of a multiple choice."""
YES = frozenset({"yes", "y", "true", "1", "да", "истина"})
NO = frozenset({"no", "n", "false", "0", "нет", "ложь"})
"""Folded; й comes out as и, so none of the words has one."""
