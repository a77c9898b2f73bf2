"""What is told of a wave, decided from how many people were invited and how many answered, and nothing else.

``make_plan`` puts classes into *blocks* with enough answers. Whatever is told is worked out over whole
blocks; so whatever is added up or subtracted is about whole blocks again. *Word blocks* are blocks put
together further, for what tells more than a mean. A group is told of by the blocks that lie in it wholly.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from erm.disclosure.blocks import BlockMaker
from erm.disclosure.groups import Groups
from erm.disclosure.labels import Hierarchy, Label
from erm.disclosure.planned import (
    Block,
    ClassCount,
    Former,
    GroupKind,
    Plan,
    PlannedGroup,
    Reason,
    Shown,
)

__all__ = [
    "Block",
    "ClassCount",
    "Former",
    "GroupKind",
    "Plan",
    "PlannedGroup",
    "Reason",
    "Shown",
    "make_plan",
]


def make_plan(
    classes: Iterable[ClassCount],
    *,
    segments: Sequence[str],
    hierarchy: Hierarchy,
    score_group: int,
    word_group: int,
    membership: Mapping[UUID, int],
    former: Sequence[Former] = (),
    exact: Mapping[Label, int] | None = None,
) -> Plan:
    """Decide what is told of a wave.

    ``membership``: the class of everybody who was invited. ``exact``: how many were invited under each
    label before anything was told less exactly; with it every group there was is named, and it is said
    of each why it is not told of. Raises ValueError where a minimum is less than two.
    """
    if min(score_group, word_group) < 2:
        raise ValueError("one person is no group")
    counts = {each.number: each for each in sorted(classes, key=lambda each: each.number)}
    making = BlockMaker(counts, hierarchy, membership)
    invited = sum(each.invited for each in counts.values())
    answered = sum(each.answered for each in counts.values())
    overfull = tuple(each.number for each in counts.values() if each.answered > each.invited)
    withheld: Reason | None = None
    told: tuple[Block, ...] = ()
    in_words: tuple[Block, ...] = ()
    before: frozenset[Label] = frozenset()
    if invited < score_group:
        withheld = Reason.TOO_FEW_INVITED
    elif answered < score_group:
        withheld = Reason.TOO_FEW_ANSWERED
    else:
        first = making.blocks(score_group)
        before = frozenset(block.label for block in first)
        joined = making.over_time(first, former, score_group)
        if joined is None:
            withheld = Reason.NEAR_FORMER_WAVE
        else:
            told = joined
            in_words = making.word_blocks(told, word_group, former)
    groups = tuple(
        Groups(tuple(segments), hierarchy, counts, told, in_words, exact, before).all(
            score_group, withheld
        )
    )
    return Plan(
        tuple(segments),
        score_group,
        word_group,
        invited,
        answered,
        withheld,
        told,
        in_words,
        groups,
        overfull,
    )
