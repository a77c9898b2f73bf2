"""What became of a group since it was asked before. Pure.

A change is told only of groups whose people are the same, or differ by as many as the promise names:
otherwise the difference would be about a few who came or went.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import numpy as np

from erm.engagement.results import statistics as st
from erm.engagement.results.figures import Change, Figure


@dataclass(frozen=True, slots=True)
class Told:
    """Who is in the groups of a wave: each person's block, and each group's blocks by its name."""

    block_of: Mapping[UUID, int]
    groups: Mapping[Hashable, Sequence[int]]


def comparable(now: Told, before: Told, least: int) -> set[Hashable]:
    """Names of the groups of both waves whose people differ by none, or by ``least`` or more."""
    names = [name for name, blocks in now.groups.items() if blocks and before.groups.get(name)]
    if not names:
        return set()
    here, there = _numbered(now.block_of), _numbered(before.block_of)
    both = [
        (here[block], there[before.block_of[person]])
        for person, block in now.block_of.items()
        if person in before.block_of
    ]
    rows, columns = (
        (np.array(each, dtype=int) for each in zip(*both, strict=True))
        if both
        else (
            np.zeros(0, dtype=int),
            np.zeros(0, dtype=int),
        )
    )
    from scipy import sparse

    shared = sparse.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(here), len(there)))
    mine = _members([now.groups[name] for name in names], here)
    theirs = _members([before.groups[name] for name in names], there)
    overlap = np.asarray((mine @ shared).multiply(theirs).sum(axis=1)).ravel()
    people = mine @ _sizes(now.block_of, here) + theirs @ _sizes(before.block_of, there)
    differing = people - 2 * overlap
    return {
        name
        for name, number in zip(names, differing, strict=True)
        if number == 0 or number >= least
    }


def _numbered(block_of: Mapping[UUID, int]) -> dict[int, int]:
    return {block: at for at, block in enumerate(sorted(set(block_of.values())))}


def _sizes(block_of: Mapping[UUID, int], index: Mapping[int, int]) -> st.Numbers:
    found = np.zeros(len(index))
    for block in block_of.values():
        found[index[block]] += 1
    return found


def _members(groups: Sequence[Sequence[int]], index: Mapping[int, int]) -> Any:
    # A block of the plan without a single person on the roll adds nobody.
    pairs = [
        (row, index[block])
        for row, blocks in enumerate(groups)
        for block in blocks
        if block in index
    ]
    rows = [row for row, _ in pairs]
    places = [place for _, place in pairs]
    from scipy import sparse

    return sparse.csr_matrix((np.ones(len(pairs)), (rows, places)), shape=(len(groups), len(index)))


def change(now: Figure, before: Figure, wave: int) -> Change | None:
    """How a mean differs from that of wave number ``wave``; None where either is not told.

    The difference that is told is that of the means as they are told. Whether it is a change is decided
    on what they are exactly; one that is too small to be seen is none.
    """
    one, other = _sample(now), _sample(before)
    if one is None or other is None or now.mean is None or before.mean is None:
        return None
    width = float(st.band(one, other)[0])
    exact = float((one.mean - other.mean)[0])
    difference = st.told_difference(now.mean, before.mean)
    changed = abs(exact) > width + 1e-9 and difference != 0
    return Change(
        wave=wave,
        difference=difference,
        band=st.one_decimal(width),
        changed=changed,
        effect=st.effect_of(float(st.standardised(one, other)[0])),
        direction=(1 if exact > 0 else -1) if changed else 0,
    )


def _sample(figure: Figure) -> st.Sample | None:
    if figure.exact_mean is None or figure.variance is None:
        return None
    size = float("inf") if figure.population is None else float(figure.population)
    return st.Sample(
        *(np.array([value]) for value in (figure.exact_mean, figure.variance, figure.n, size))
    )
