"""Figures of groups, made of answer sheets once, when a wave closes. Pure.

Everything is added up by block first and by group afterwards, so a figure cannot be of anything but
whole blocks: of them the plan says that they may be told of together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from erm.engagement.bank.rules import SurveyQuestionKind
from erm.engagement.results import statistics as st
from erm.engagement.results.columns import (
    Column,
    Score,
    is_favourable,
    is_unfavourable,
    score_of,
    scored,
)
from erm.engagement.results.figures import HIDDEN, Figure, Subject, Words
from erm.engagement.results.rules import (
    DETRACTORS_TO,
    PROMOTERS_FROM,
    RATE_BAND,
    FigureBound,
    SubjectKind,
)
from erm.engagement.results.statistics import Numbers

POINTS_MOST = 11
"""Scales with more points than this have no distribution."""


class ToldGroup(Protocol):
    """What of a planned group matters here. Blocks are named by their numbers."""

    @property
    def number(self) -> int:
        """0 is everybody."""

    @property
    def words(self) -> bool:
        """Whether it is large enough for distributions."""

    @property
    def blocks(self) -> Sequence[int]:
        """Those it is made of."""

    @property
    def word_blocks(self) -> Sequence[int]:
        """The larger ones of which its distributions are made."""


@dataclass(frozen=True, slots=True)
class Blocks:
    """Into which blocks people fall, and groups are made of which.

    ``of_person``: an index for each sheet, -1 for a sheet that is in no block. ``asked``: how many
    people of each were asked (infinite: nobody knows). ``groups``: groups by blocks, ones and zeros.
    """

    of_person: NDArray[np.int64]
    asked: Numbers
    groups: Any
    least: int

    @classmethod
    def of(
        cls,
        block_of_class: Mapping[int, int],
        classes: NDArray[np.int64],
        invited: Mapping[int, float],
        members: Sequence[Sequence[int]],
        least: int,
    ) -> Blocks:
        """``invited`` is by class, ``members`` the blocks of each group."""
        index = {number: at for at, number in enumerate(sorted(set(block_of_class.values())))}
        of_class = {number: index[block] for number, block in block_of_class.items()}
        asked = np.zeros(len(index))
        for number, people in invited.items():
            if number in of_class:
                asked[of_class[number]] += people
        numbers, inverse = np.unique(classes, return_inverse=True)
        found = np.array([of_class.get(int(number), -1) for number in numbers], dtype=np.int64)
        of_person = found[inverse] if len(numbers) else np.zeros(0, dtype=np.int64)
        rows = [row for row, blocks in enumerate(members) for _ in blocks]
        places = [index[block] for blocks in members for block in blocks]
        # Not needed to read figures, and slow to load.
        from scipy import sparse

        groups = sparse.csr_matrix(
            (np.ones(len(rows)), (rows, places)), shape=(len(members), len(index))
        )
        return cls(of_person, asked, groups, least)

    def told(self, answered: NDArray[np.bool_]) -> tuple[NDArray[np.bool_], Numbers]:
        """Which blocks have enough answers to be told of, and the answers in each of those."""
        count = self._count(answered, np.ones(len(answered)))
        enough = count >= self.least
        return enough, np.where(enough, count, 0.0)

    def sums(
        self, answered: NDArray[np.bool_], enough: NDArray[np.bool_], values: Numbers
    ) -> Numbers:
        """Something added up over the people of each group whose block has enough answers."""
        return self.groups_of(np.where(enough, self._count(answered, values), 0.0))

    def groups_of(self, by_block: Numbers) -> Numbers:
        """Numbers of blocks added up by group."""
        return np.asarray(self.groups @ by_block)

    def population(self, enough: NDArray[np.bool_]) -> Numbers:
        """How many people were asked of those blocks of each group."""
        if np.isinf(self.asked).any():
            return np.full(self.groups.shape[0], np.inf)
        return self.groups_of(np.where(enough, self.asked, 0.0))

    def _count(self, answered: NDArray[np.bool_], values: Numbers) -> Numbers:
        there = answered & (self.of_person >= 0)
        return np.bincount(
            self.of_person[there], weights=values[there], minlength=len(self.asked)
        ).astype(float)


@dataclass(slots=True)
class Made:
    """Figures by group and subject, groups in the order of the plan."""

    groups: Sequence[int]
    figures: dict[Subject, list[Figure]] = field(default_factory=dict)

    def of(self, group: int) -> dict[Subject, Figure]:
        """Those of one group."""
        at = self.groups.index(group)
        return {subject: figures[at] for subject, figures in self.figures.items()}


def figures_of(
    columns: Sequence[Column],
    groups: Sequence[ToldGroup],
    scores: Blocks,
    words: Blocks,
    outcome: UUID,
) -> Made:
    """All figures of the groups that are told of: ``scores`` and ``words`` part the same sheets.

    ``outcome`` is the key under which the outcome goes.
    """
    has_words = [each.words for each in groups]
    made = Made([each.number for each in groups])
    of_question = {
        column.question.id: _of_question(column, scores, words, has_words) for column in columns
    }
    drivers, outcomes = scored(columns)
    if outcomes:
        made.figures[Subject(SubjectKind.OUTCOME, outcome)] = _of_score(score_of(outcomes), scores)
    for driver, of_driver in drivers.items():
        made.figures[Subject(SubjectKind.DRIVER, driver)] = _of_score(score_of(of_driver), scores)
    for key, figures in of_question.items():
        made.figures[Subject(SubjectKind.QUESTION, key)] = figures
    return made


def _of_question(
    column: Column, scores: Blocks, words: Blocks, has_words: Sequence[bool]
) -> list[Figure]:
    told = _words(column, words, has_words)
    enough, count = scores.told(column.answered)
    n, population = scores.groups_of(count), scores.population(enough)
    if column.ends is None:
        # Which option somebody chose is told as a distribution, or not at all.
        return [
            HIDDEN if said is None else Figure(n=said.n, population=None, words=said)
            for said in told
        ]
    height = column.height
    sums = _Sums.of(scores, column.answered, enough, height * 100, is_favourable(height) * 1.0)
    return [
        replace(figure, words=said) if figure.reason is None else figure
        for figure, said in zip(_figures(sums, n, population), told, strict=True)
    ]


def _of_score(score: Score, scores: Blocks) -> list[Figure]:
    enough, count = scores.told(score.answered)
    n, population = scores.groups_of(count), scores.population(enough)
    sums = _Sums.of(scores, score.answered, enough, score.values, score.favourable * 1.0)
    return _figures(sums, n, population)


@dataclass(frozen=True, slots=True)
class _Sums:
    """Sums by group of values (0 to 100, around 50), of their squares, and how many are favourable.

    ``blocks``: how many blocks with enough answers each group has.
    """

    values: Numbers
    squares: Numbers
    favourable: Numbers
    blocks: Numbers

    @classmethod
    def of(
        cls,
        scores: Blocks,
        answered: NDArray[np.bool_],
        enough: NDArray[np.bool_],
        values: Numbers,
        favourable: Numbers,
    ) -> _Sums:
        # Around the middle of the scale, so that squares of many people lose no digits.
        around = np.where(answered, values, 50.0) - 50.0
        return cls(
            scores.sums(answered, enough, around),
            scores.sums(answered, enough, around**2),
            scores.sums(answered, enough, np.where(answered, favourable, 0.0)),
            scores.groups_of(enough * 1.0),
        )


def _figures(sums: _Sums, n: Numbers, population: Numbers) -> list[Figure]:
    # Of few people asked it is not told how many answered, so no width of an interval may tell it either.
    population = np.where(population < RATE_BAND, np.inf, population)
    count = np.maximum(n, 1.0)
    less = np.maximum(n - 1, 1.0)
    mean = sums.values / count + 50.0
    variance = np.maximum(sums.squares - sums.values**2 / count, 0.0) / less
    share = sums.favourable / count
    low, high = st.mean_interval(mean, variance, n, population)
    share_low, share_high = st.share_interval(share, n, population)
    factor = st.correction(n, population)
    found = []
    for at, people in enumerate(n):
        if people == 0:
            found.append(HIDDEN)
            continue
        bound = _bound(sums, n, at)
        told = {
            FigureBound.EXACT: st.told_share,
            FigureBound.OR_MORE: st.at_least,
            FigureBound.OR_LESS: st.at_most,
        }[bound](float(share[at]), float(people))
        found.append(
            Figure(
                n=int(people),
                population=None if np.isinf(population[at]) else int(population[at]),
                mean=st.one_decimal(float(mean[at])),
                mean_from=st.one_decimal(float(low[at])),
                mean_until=st.one_decimal(float(high[at])),
                favourable=told,
                favourable_from=min(told, st.at_least(float(share_low[at]), float(people))),
                favourable_until=max(told, st.at_most(float(share_high[at]), float(people)))
                if bound is not FigureBound.OR_MORE
                else 1.0,
                bound=bound,
                correction=round(float(factor[at]), 3),
                exact_mean=float(mean[at]),
                variance=float(variance[at]),
            )
        )
        if bound is FigureBound.OR_LESS:
            found[-1] = replace(found[-1], favourable_from=0.0)
    return found


def _bound(sums: _Sums, n: Numbers, at: int) -> FigureBound:
    """Whether each block of the group has but one answer on the other side, as softening leaves it.

    Then all of them may have been favourable, or none, and the figure is told as at least, or at most.
    """
    favourable, blocks = round(float(sums.favourable[at])), sums.blocks[at]
    if favourable >= n[at] - blocks:
        return FigureBound.OR_MORE
    return FigureBound.OR_LESS if favourable <= blocks else FigureBound.EXACT


def _words(column: Column, blocks: Blocks, has_words: Sequence[bool]) -> list[Words | None]:
    """Distributions by group; None where the group is too small for one."""
    enough, count = blocks.told(column.answered)
    n, population = blocks.groups_of(count), blocks.population(enough)
    parts = _parts(column)
    options = None if column.options > POINTS_MOST and column.chosen is None else len(parts)
    by_group = [blocks.sums(column.answered, enough, each) for each in parts]
    extra: list[Numbers] = []
    if column.ends is not None:
        height = np.where(column.answered, column.height, 0.5)
        neither = ~is_favourable(height) & ~is_unfavourable(height)
        extra = [
            blocks.sums(column.answered, enough, each * 1.0)
            for each in (neither, is_unfavourable(height))
        ]
    enps = _enps(column, blocks, enough, n, population)
    found: list[Words | None] = []
    for at, people in enumerate(n):
        if not has_words[at] or people == 0:
            found.append(None)
            continue
        size = float(people)
        shares = None
        if options is not None:
            shares = tuple(st.told_share(float(each[at]) / size, size) for each in by_group)
        found.append(
            Words(
                n=int(people),
                neutral=st.told_share(float(extra[0][at]) / size, size) if extra else None,
                unfavourable=st.told_share(float(extra[1][at]) / size, size) if extra else None,
                shares=shares,
                enps=None if enps is None else st.one_decimal(float(enps[0][at])),
                enps_from=None if enps is None else st.one_decimal(float(enps[1][at])),
                enps_until=None if enps is None else st.one_decimal(float(enps[2][at])),
            )
        )
    return found


def _parts(column: Column) -> list[Numbers]:
    """For each option, or point of the scale: who chose it. Of yes and no, yes comes first."""
    if column.chosen is not None:
        return [column.chosen[:, at] * 1.0 for at in range(column.chosen.shape[1])]
    ends = column.ends
    if ends is None:
        return [(column.values == at) * 1.0 for at in range(column.options)]
    if column.question.kind is SurveyQuestionKind.YES_NO:
        return [(column.values == at) * 1.0 for at in (1, 0)]
    if column.options > POINTS_MOST:
        return []
    return [(column.values == at) * 1.0 for at in range(ends[0], ends[1] + 1)]


def _enps(
    column: Column,
    blocks: Blocks,
    enough: NDArray[np.bool_],
    n: Numbers,
    population: Numbers,
) -> tuple[Numbers, Numbers, Numbers] | None:
    question = column.question
    if question.kind is not SurveyQuestionKind.SCALE_11 or question.reversed:
        return None
    count = np.maximum(n, 1.0)
    more = blocks.sums(column.answered, enough, (column.values >= PROMOTERS_FROM) * 1.0) / count
    less = blocks.sums(column.answered, enough, (column.values <= DETRACTORS_TO) * 1.0) / count
    return st.enps_interval(more, less, n, population)
