"""What was written in words, taken out of the sheets when a wave closes.

``results.closing`` is given :func:`store` (by ``erm.flows``), for it does not know this package.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID, uuid4

from erm.engagement.comments.models import SurveyComment
from erm.engagement.comments.sealed import seal_words
from erm.engagement.comments.themes import find_themes
from erm.engagement.surveys.questions import Question
from erm.engagement.waves.models import SurveyWave

_AT_ONCE = 500


class WordPlan(Protocol):
    """What of a plan matters for words: the block of each class that is large enough for them."""

    @property
    def word_blocks(self) -> Mapping[int, int]:
        """Class to block; a class that is told of in no block is missing."""

    @property
    def withheld(self) -> object | None:
        """Why nothing is told of the wave at all, if so."""


class WordSheet(Protocol):
    """What of an answer sheet matters for words."""

    @property
    def class_number(self) -> int:
        """The class of its sender."""

    @property
    def words(self) -> Mapping[UUID, tuple[str, str | None]]:
        """Words and the hash of their reply secret, by question."""


@dataclass(frozen=True, slots=True)
class _Said:
    sheet: int
    question_id: UUID
    block: int
    words: str
    reply_hash: str | None


async def store(
    wave: SurveyWave,
    plan: WordPlan,
    sheets: Sequence[WordSheet],
    questions: Sequence[Question],
) -> list[dict[str, Any]]:
    """Store the comments of a wave, and answer its themes as ``WaveRelease.themes`` keeps them.

    Within the open unit of work of the close. Only what was written in answer to a question of the
    wave is kept, and only of classes in a block with enough answers for words; nothing at all where
    the wave is withheld. A comment knows its block and nothing of its sheet: two answers of one
    person cannot be put together. Ids are drawn by lot and rows written in their order, so that
    neither tells who came first.
    """
    if plan.withheld is not None:
        return []
    said = _said(plan.word_blocks, sheets, {each.id for each in questions})
    themes, of_comment = await asyncio.to_thread(
        find_themes, [(each.sheet, each.words) for each in said]
    )
    taken = await _taken(each.reply_hash for each in said)
    rows = []
    for each, found in zip(said, of_comment, strict=True):
        key = uuid4()
        reply_hash = None if each.reply_hash in taken else each.reply_hash
        if reply_hash is not None:
            taken.add(reply_hash)
        rows.append(
            SurveyComment(
                id=key,
                wave_id=wave.id,
                question_id=each.question_id,
                group_number=each.block,
                words_sealed=seal_words(each.words, key),
                reply_hash=reply_hash,
                themes=found,
            )
        )
    rows.sort(key=lambda row: row.id.bytes)
    await SurveyComment.bulk_create(rows, batch_size=_AT_ONCE)
    return [each.to_json() for each in themes]


def _said(blocks: Mapping[int, int], sheets: Sequence[WordSheet], asked: set[UUID]) -> list[_Said]:
    return [
        _Said(number, question, blocks[sheet.class_number], words, reply_hash)
        for number, sheet in enumerate(sheets)
        if sheet.class_number in blocks
        for question, (words, reply_hash) in sheet.words.items()
        if question in asked and words.strip()
    ]


async def _taken(hashes: Iterable[str | None]) -> set[str]:
    """Hashes that some comment has already: another browser's secret is nobody's to answer to."""
    wanted = list({each for each in hashes if each is not None})
    found: set[str] = set()
    for start in range(0, len(wanted), _AT_ONCE):
        rows = await SurveyComment.filter(
            reply_hash__in=wanted[start : start + _AT_ONCE]
        ).values_list("reply_hash", flat=True)
        found.update(str(each) for each in rows)
    return found
