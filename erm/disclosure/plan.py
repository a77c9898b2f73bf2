"""What is told of a wave, decided from how many people were invited and how many answered, and nothing else.

``make_plan`` puts classes into *blocks* with enough answers. Whatever is told is worked out over whole
blocks; so whatever is added up or subtracted is about whole blocks again. *Word blocks* are blocks put
together further, for what tells more than a mean. A group is told of by the blocks that lie in it wholly.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from itertools import product
from typing import Any
from uuid import UUID

from erm.disclosure.labels import DEPARTMENT, Hierarchy, Joining, Label
from erm.disclosure.over_time import Node, Overlap, keep_apart


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
    making = _Making(counts, hierarchy, membership)
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
        _Groups(tuple(segments), hierarchy, counts, told, in_words, exact, before).all(
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


class _Making:
    """Puts classes into blocks, and blocks into word blocks."""

    def __init__(
        self,
        counts: Mapping[int, ClassCount],
        hierarchy: Hierarchy,
        membership: Mapping[UUID, int],
    ) -> None:
        self._counts = counts
        self._hierarchy = hierarchy
        self._membership = membership

    def blocks(self, minimum: int) -> tuple[Block, ...]:
        joining: Joining[int] = Joining(self._hierarchy)
        for each in self._counts.values():
            joining.add(each.label, each.answered, [each.number])
        joining.settle(minimum)
        self._mend_overfull(joining)
        return self._in_order(joining, dict(self._counts))

    def _mend_overfull(self, joining: Joining[int]) -> None:
        """More ballots than people: somebody told of another class. They are joined with their neighbours."""
        while len(joining.groups) > 1:
            wrong = [
                number
                for number, group in joining.groups.items()
                if group.size > sum(self._counts[each].invited for each in group.members)
            ]
            if not wrong:
                return
            other = joining.nearest(wrong[0])
            if other is None:
                return
            joining.join((wrong[0], other))

    def over_time(
        self, blocks: tuple[Block, ...], former: Sequence[Former], minimum: int
    ) -> tuple[Block, ...] | None:
        """Blocks joined until none of the earlier waves tells of a few beside them; None: they all do."""
        if not former:
            return blocks
        joining: Joining[int] = Joining(self._hierarchy)
        for block in blocks:
            joining.add(block.label, block.answered, block.members)
        for each in former:
            if not self._keep_apart(
                joining,
                each.blocks,
                each.answered,
                {number: count.answered for number, count in self._counts.items()},
                self._membership,
                minimum,
            ):
                return None
        return self._in_order(joining, dict(self._counts))

    def _keep_apart(
        self,
        joining: Joining[int],
        rows: Mapping[UUID, int],
        rows_answered: Mapping[int, int],
        answered: Mapping[int, int],
        columns: Mapping[UUID, int],
        minimum: int,
    ) -> bool:
        """Join groups until they tell of no few people beside the rows of an earlier wave."""
        overlap, node_of = _laid_beside(joining, rows, rows_answered, answered, columns)
        number_of = {node: number for number, node in node_of.items()}

        def partner(
            inside: Iterable[Node], allowed: Callable[[Node], bool]
        ) -> tuple[Node, Node] | None:
            least = sorted(inside, key=lambda node: (joining.groups[number_of[node]].size, node))
            found: list[tuple[int, Node, int]] = []
            for node in least[:_TRIED]:
                number = number_of[node]
                other = joining.nearest(number, lambda each: allowed(node_of[each]))
                if other is not None:
                    found.append((joining.cost(number, other), node, other))
            if not found:
                return None
            _, node, other = min(found)
            away = node_of[other]
            together = joining.join((number_of[node], other))
            number_of[node] = together
            node_of[together] = node
            return node, away

        return keep_apart(overlap, minimum, partner)

    def word_blocks(
        self, blocks: tuple[Block, ...], minimum: int, former: Sequence[Former]
    ) -> tuple[Block, ...]:
        """Blocks put together further; none where nothing may be told in words."""
        if sum(block.answered for block in blocks) < minimum:
            return ()
        joining: Joining[int] = Joining(self._hierarchy)
        for block in blocks:
            joining.add(block.label, block.answered, [block.number])
        joining.settle(minimum)
        block_of = {member: block.number for block in blocks for member in block.members}
        columns = {
            person: block_of[number]
            for person, number in self._membership.items()
            if number in block_of
        }
        answered = {block.number: block.answered for block in blocks}
        for each in former:
            if not each.word_blocks:
                continue
            rows = {
                person: each.word_blocks[block]
                for person, block in each.blocks.items()
                if block in each.word_blocks
            }
            rows_answered: Counter[int] = Counter()
            for number, word_block in each.word_blocks.items():
                rows_answered[word_block] += each.answered[number]
            if not self._keep_apart(joining, rows, rows_answered, answered, columns, minimum):
                return ()
        return self._in_order(joining, {block.number: block for block in blocks})

    def _in_order(
        self, joining: Joining[int], parts: Mapping[int, ClassCount | Block]
    ) -> tuple[Block, ...]:
        return tuple(
            Block(
                number,
                group.label,
                tuple(sorted(group.members)),
                sum(parts[each].invited for each in group.members),
                sum(parts[each].answered for each in group.members),
            )
            for number, group in enumerate(joining.in_order(), start=1)
        )


_TRIED = 8
"""Of the columns inside a cut, so many of the smallest are tried for the one to be joined."""


def _laid_beside(
    joining: Joining[int],
    rows: Mapping[UUID, int],
    rows_answered: Mapping[int, int],
    answered: Mapping[int, int],
    columns: Mapping[UUID, int],
) -> tuple[Overlap, dict[int, Node]]:
    """The graph of an earlier wave and this one, and the node of each group of ``joining``.

    Where more ballots than people are known of (people were erased since), the rest count as having left.
    """
    overlap = Overlap()
    row_of = {row: node for node, row in enumerate(sorted(rows_answered))}
    node_of = {number: len(row_of) + at for at, number in enumerate(sorted(joining.groups))}
    column_of = {
        member: node_of[number]
        for number, group in joining.groups.items()
        for member in group.members
    }
    shared: Counter[tuple[Node | None, Node | None]] = Counter()
    for person, row in rows.items():
        column = columns.get(person)
        shared[row_of[row], None if column is None else column_of[column]] += 1
    for person, column in columns.items():
        if person not in rows:
            shared[None, column_of[column]] += 1
    people: Counter[Node] = Counter()
    left: Counter[Node] = Counter()
    for (one, other), size in shared.items():
        for node, beside in ((one, other), (other, one)):
            if node is not None:
                people[node] += size
                if beside is None:
                    left[node] += size
    for row, node in row_of.items():
        overlap.add(node, left[node] + abs(people[node] - rows_answered[row]), column=False)
    for number, group in joining.groups.items():
        node = node_of[number]
        silent = people[node] - sum(answered[member] for member in group.members)
        overlap.add(node, left[node] + abs(silent), column=True)
    for (one, other), size in sorted(
        ((pair, size) for pair, size in shared.items() if None not in pair),
        key=lambda each: str(each[0]),
    ):
        if one is not None and other is not None:
            overlap.share(one, other, size)
    return overlap, node_of


class _Groups:
    """Which groups there are and what is told of each."""

    def __init__(
        self,
        segments: tuple[str, ...],
        hierarchy: Hierarchy,
        counts: Mapping[int, ClassCount],
        told: tuple[Block, ...],
        in_words: tuple[Block, ...],
        exact: Mapping[Label, int] | None,
        before: frozenset[Label],
    ) -> None:
        self._segments = segments
        self._hierarchy = hierarchy
        self._counts = counts
        self._told = told
        self._in_words = in_words
        self._exact = exact
        self._nothing: Label = (None,) * len(segments)
        self._blocks = self._by_group((block.label, block.number) for block in told)
        self._words = self._by_group((block.label, block.number) for block in in_words)
        self._classes = self._by_group((each.label, each.number) for each in counts.values())
        self._before = {group for label in before for group in self._of(label)}
        self._people: Counter[Label] | None = None
        if exact is not None:
            self._people = Counter()
            for label, size in exact.items():
                for group in self._of(label):
                    self._people[group] += size

    def _of(self, label: Label) -> Iterator[Label]:
        """Every group that whoever has the label certainly belongs to."""
        yield self._nothing
        values = [self._hierarchy.values(at, value) for at, value in enumerate(label)]
        for at, found in enumerate(values):
            for value in found:
                yield (*self._nothing[:at], value, *self._nothing[at + 1 :])
        if len(values) > 1:
            for pair in product(values[0], values[1]):
                yield pair + self._nothing[2:]

    def _by_group(self, labels: Iterable[tuple[Label, int]]) -> dict[Label, list[int]]:
        found: dict[Label, list[int]] = defaultdict(list)
        for label, number in labels:
            for group in self._of(label):
                found[group].append(number)
        return found

    def _labels(self) -> list[Label]:
        """All groups: everybody, then segment by segment, then pairs."""
        found = {self._nothing, *self._classes}
        if self._people is not None:
            found.update(label for label, size in self._people.items() if size > 0)
        elif self._hierarchy.segments:
            at = [number for number, name in enumerate(self._segments) if name == DEPARTMENT]
            for number in at:
                for department in self._hierarchy.departments:
                    found.add((*self._nothing[:number], department, *self._nothing[number + 1 :]))
        return sorted(found, key=self._order)

    def _order(self, label: Label) -> tuple[Any, ...]:
        set_at = [at for at, value in enumerate(label) if value is not None]
        lines = [self._hierarchy.values(at, label[at]) for at in set_at]
        return (len(set_at), set_at, lines)

    def all(self, minimum: int, withheld: Reason | None) -> Iterator[PlannedGroup]:
        labels = self._labels()
        numbers = {label: number for number, label in enumerate(labels)}
        block_of = {block.number: block for block in self._told}
        answered = {
            label: sum(block_of[each].answered for each in self._blocks.get(label, ()))
            for label in labels
        }
        inside = {word.number: set(word.members) for word in self._in_words}
        for label, number in numbers.items():
            blocks = tuple(self._blocks.get(label, ()))
            words = tuple(self._words.get(label, ()))
            set_at = [at for at, value in enumerate(label) if value is not None]
            people = None if self._people is None else self._people[label]
            invited = sum(block_of[each].invited for each in blocks)
            wholly = invited == people if people is not None else self._holds_all(label)
            reason = None
            if not blocks:
                reason = withheld or self._reason(label, people, minimum)
            yield PlannedGroup(
                number,
                (GroupKind.COMPANY, GroupKind.SEGMENT, GroupKind.PAIR)[len(set_at)],
                ",".join(self._segments[at] for at in set_at),
                label,
                Shown.HIDDEN if not blocks else Shown.WHOLLY if wholly else Shown.PARTLY,
                reason,
                None if blocks else self._shown_in(label, numbers, answered),
                bool(words),
                set().union(*(inside[each] for each in words)) == set(blocks) if words else False,
                blocks,
                words,
                people,
                invited if blocks else None,
                answered[label] if blocks else None,
            )

    def _holds_all(self, group: Label) -> bool:
        """Whether nobody who is told of less exactly may belong to the group as well."""
        return not any(
            self._hierarchy.may_hold(label, group) and not self._hierarchy.lies_in(label, group)
            for label in {block.label for block in self._told}
        )

    def _reason(self, label: Label, people: int | None, minimum: int) -> Reason:
        if people is not None and people < minimum:
            return Reason.TOO_FEW_INVITED
        if label in self._before:
            return Reason.NEAR_FORMER_WAVE
        classes = self._classes.get(label, [])
        if classes and sum(self._counts[each].answered for each in classes) < minimum:
            return Reason.TOO_FEW_ANSWERED
        return Reason.WOULD_TELL_OF_FEW

    def _shown_in(
        self, label: Label, numbers: Mapping[Label, int], answered: Mapping[Label, int]
    ) -> int | None:
        """The smallest group told of that everybody of the hidden one belongs to."""
        larger = [each for each in self._of(label) if each != label and answered.get(each)]
        if not larger:
            return None
        return numbers[min(larger, key=lambda each: (answered[each], numbers[each]))]
