"""Classes put into blocks, and blocks into word blocks, within a wave and beside earlier ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from uuid import UUID

from erm.disclosure.labels import Hierarchy, Joining
from erm.disclosure.over_time import Node, Overlap, keep_apart
from erm.disclosure.planned import Block, ClassCount, Former


class BlockMaker:
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
        """Classes joined until each block has enough answers."""
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
