"""Who is told of alike: classes of a wave, from numbers of those invited alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from erm.disclosure.labels import Hierarchy, Label, generalise
from erm.engagement.waves.rules import SegmentKind


@dataclass(frozen=True, slots=True)
class SegmentLoss:
    """What was given up of a segment.

    Of ``people`` of whom the directory has a value, ``kept`` are told of by it as it is. ``values``: how
    many different ones there are, and ``values_kept`` that are told of at least one.
    """

    kind: SegmentKind
    kept: int
    people: int
    values: int
    values_kept: int

    def to_json(self) -> dict[str, Any]:
        """As it is stored."""
        return {
            "kind": self.kind.value,
            "kept": self.kept,
            "people": self.people,
            "values": self.values,
            "values_kept": self.values_kept,
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> SegmentLoss:
        """From what was stored."""
        return cls(**{**value, "kind": SegmentKind(value["kind"])})


@dataclass(frozen=True, slots=True)
class PeopleClass:
    """A class before it is stored."""

    number: int
    label: Label
    people: int


@dataclass(frozen=True, slots=True)
class Classes:
    """The classes of a wave, who is in which, and what was given up for it.

    ``combinations`` is how many different ones the directory has, of which ``combinations_kept`` are told
    as they are.
    """

    classes: tuple[PeopleClass, ...]
    class_of: Mapping[UUID, int]
    losses: tuple[SegmentLoss, ...]
    combinations: int
    combinations_kept: int

    @property
    def smallest(self) -> int:
        """How many people are in the smallest class; 0 without any."""
        return min((each.people for each in self.classes), default=0)


def classes_of_people(
    labels: Mapping[UUID, Label],
    segments: Sequence[SegmentKind],
    minimum: int,
    hierarchy: Hierarchy,
) -> Classes:
    """Put people into classes of at least ``minimum``, each told of as exactly as that allows."""
    exact = Counter(labels.values())
    told = generalise(exact, minimum, hierarchy)
    sizes: Counter[Label] = Counter()
    for label, size in exact.items():
        sizes[told[label]] += size
    ordered = sorted(sizes, key=lambda label: [(value is None, value or "") for value in label])
    number_of = {label: number for number, label in enumerate(ordered)}
    return Classes(
        classes=tuple(
            PeopleClass(number, label, sizes[label]) for label, number in number_of.items()
        ),
        class_of={person: number_of[told[label]] for person, label in labels.items()},
        losses=tuple(_loss(segment, place, exact, told) for place, segment in enumerate(segments)),
        combinations=len(exact),
        combinations_kept=sum(told[label] == label for label in exact),
    )


def _loss(
    segment: SegmentKind, place: int, exact: Mapping[Label, int], told: Mapping[Label, Label]
) -> SegmentLoss:
    with_value = {label: size for label, size in exact.items() if label[place] is not None}
    as_it_is = {
        label: size for label, size in with_value.items() if told[label][place] == label[place]
    }
    return SegmentLoss(
        kind=segment,
        kept=sum(as_it_is.values()),
        people=sum(with_value.values()),
        values=len({label[place] for label in with_value}),
        values_kept=len({label[place] for label in as_it_is}),
    )
