"""What is known of a scale from the figures of a wave: sums by block, counts by word block."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from erm.disclosure.softening import Column, Numbers


@dataclass(frozen=True, slots=True)
class Totals:
    """What is known of a question from the figures of a wave.

    ``blocks``: of each block, how many answered, the sum of their answers, how many were favourable, and
    the sum of the squares (which intervals tell).
    ``words``: of each word block, how often each answer was given, the lowest answer first.
    """

    blocks: Mapping[int, tuple[int, int, int, int]]
    words: Mapping[int, tuple[int, ...]]

    def to_json(self) -> dict[str, Any]:
        """As it is stored."""
        return {
            "blocks": {str(number): list(found) for number, found in self.blocks.items()},
            "words": {str(number): list(found) for number, found in self.words.items()},
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Totals:
        """From what was stored."""
        return cls(
            {
                int(number): (n, total, good, squares)
                for number, (n, total, good, squares) in value["blocks"].items()
            },
            {int(number): tuple(found) for number, found in value["words"].items()},
        )


def totals_of(column: Column, blocks: Numbers, word_blocks: Numbers, word_minimum: int) -> Totals:
    """What the figures of a scale come to, by block. ``word_minimum``: fewest of a distribution."""
    found: dict[int, tuple[int, int, int, int]] = {}
    words: dict[int, tuple[int, ...]] = {}
    for number in np.unique(blocks[column.given & (blocks >= 0)]):
        values = column.values[column.given & (blocks == number)]
        good = int((values >= column.favourable).sum())
        found[int(number)] = (len(values), int(values.sum()), good, int((values**2).sum()))
    for number in np.unique(word_blocks[column.given & (word_blocks >= 0)]):
        values = column.values[column.given & (word_blocks == number)]
        if len(values) >= word_minimum:
            counts = np.bincount(
                values - column.lowest, minlength=column.highest - column.lowest + 1
            )
            words[int(number)] = tuple(int(each) for each in counts)
    return Totals(found, words)
