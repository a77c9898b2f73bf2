"""Which groups readers may ask for, and which blocks each is told of by."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import Any

from erm.disclosure.labels import DEPARTMENT, Hierarchy, Label
from erm.disclosure.planned import Block, ClassCount, GroupKind, PlannedGroup, Reason, Shown


class Groups:
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
        """All of them by number; where nothing is told, with the reason why."""
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
