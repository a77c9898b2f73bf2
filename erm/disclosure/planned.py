"""What a plan consists of."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any
from uuid import UUID

from erm.disclosure.labels import Label


class GroupKind(StrEnum):
    """Which group it is: everybody, one value of a segment, or of the first two."""

    COMPANY = "company"
    SEGMENT = "segment"
    PAIR = "pair"


class Shown(StrEnum):
    """Whether a group is told of. PARTLY: some of its people are counted only in larger groups."""

    WHOLLY = "wholly"
    PARTLY = "partly"
    HIDDEN = "hidden"


class Reason(StrEnum):
    """Why a group, or a whole wave, is not told of."""

    TOO_FEW_INVITED = "too_few_invited"
    TOO_FEW_ANSWERED = "too_few_answered"
    WOULD_TELL_OF_FEW = "would_tell_of_few"
    NEAR_FORMER_WAVE = "near_former_wave"


@dataclass(frozen=True, slots=True)
class ClassCount:
    """People who are told of alike: their label, how many were invited and how many ballots came."""

    number: int
    label: Label
    invited: int
    answered: int


@dataclass(frozen=True, slots=True)
class Former:
    """An earlier wave of the same survey that was released.

    ``blocks``: the block of everybody who was invited to it; ``answered``: how many ballots each block
    had; ``word_blocks``: the word block of each block that is in one.
    """

    blocks: Mapping[UUID, int]
    answered: Mapping[int, int]
    word_blocks: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Block:
    """The smallest group that is told of, made of whole classes (a word block: of whole blocks)."""

    number: int
    label: Label
    members: tuple[int, ...]
    invited: int
    answered: int


@dataclass(frozen=True, slots=True)
class PlannedGroup:
    """A group that readers may ask for. ``number`` 0 is everybody.

    ``segments``: the names of its segments, with a comma between. ``people``: how many were invited who
    belong to it, where that is known; ``invited`` and ``answered`` are those of the ``blocks`` that are
    told. ``words``: there are ``word_blocks`` in it; ``words_wholly``: they are all of its blocks.
    ``shown_in``: the smallest larger group that is told of, where this one is hidden.
    """

    number: int
    kind: GroupKind
    segments: str
    label: Label
    shown: Shown
    reason: Reason | None
    shown_in: int | None
    words: bool
    words_wholly: bool
    blocks: tuple[int, ...]
    word_blocks: tuple[int, ...]
    people: int | None
    invited: int | None
    answered: int | None


@dataclass(frozen=True)
class Plan:
    """What is told of a wave. ``withheld``: nothing is, and why.

    ``blocks``: the block of each class; ``word_blocks``: the word block of each block that is in one.
    ``overfull``: classes that more ballots came of than people were invited.
    """

    segments: tuple[str, ...]
    score_group: int
    word_group: int
    invited: int
    answered: int
    withheld: Reason | None
    told: tuple[Block, ...]
    told_in_words: tuple[Block, ...]
    groups: tuple[PlannedGroup, ...]
    overfull: tuple[int, ...]

    @cached_property
    def blocks(self) -> dict[int, int]:
        """The block of each class."""
        return {member: block.number for block in self.told for member in block.members}

    @cached_property
    def word_blocks(self) -> dict[int, int]:
        """The word block of each block that is in one."""
        return {member: block.number for block in self.told_in_words for member in block.members}

    def to_json(self) -> dict[str, Any]:
        """The plan as it is stored and shown. How many answered in a single class stands nowhere in it."""
        return {
            "version": 1,
            "segments": list(self.segments),
            "scoreGroup": self.score_group,
            "wordGroup": self.word_group,
            "invited": self.invited,
            "answered": self.answered,
            "withheld": self.withheld,
            "overfull": list(self.overfull),
            "blocks": [_block_json(block) for block in self.told],
            "wordBlocks": [_block_json(block) for block in self.told_in_words],
            "groups": [_group_json(group) for group in self.groups],
        }

    @cached_property
    def hash(self) -> str:
        """SHA-256 of the plan, in hexadecimal digits."""
        words = json.dumps(self.to_json(), sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(words.encode()).hexdigest()


def _block_json(block: Block) -> dict[str, Any]:
    return {
        "number": block.number,
        "label": list(block.label),
        "members": list(block.members),
        "invited": block.invited,
        "answered": block.answered,
    }


def _group_json(group: PlannedGroup) -> dict[str, Any]:
    return {
        "number": group.number,
        "kind": group.kind,
        "segments": group.segments,
        "label": list(group.label),
        "shown": group.shown,
        "reason": group.reason,
        "shownIn": group.shown_in,
        "blocks": list(group.blocks),
        "wordBlocks": list(group.word_blocks),
        "people": group.people,
        "invited": group.invited,
        "answered": group.answered,
    }
