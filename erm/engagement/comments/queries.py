"""Reads of comments. Each goes through the gate of the report, which puts it down in the ledger."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tortoise.expressions import Q

from erm.core.actor import Actor
from erm.core.language import say
from erm.core.paging import Page, PageRequest, page_of
from erm.core.text import fold
from erm.engagement.comments import policy
from erm.engagement.comments.models import CommentReply, SurveyComment
from erm.engagement.comments.sealed import open_words
from erm.engagement.comments.themes import AUTHORS_FEWEST, Theme
from erm.engagement.comments.views import CommentThemeView, SurveyCommentView, view_comment
from erm.engagement.ledger import commands as ledger
from erm.engagement.ledger.rules import ReportAct, ReportPart
from erm.engagement.results.gate import Gate, open_gate
from erm.engagement.results.models import ReleaseGroup, WaveRelease
from erm.engagement.results.policy import may_see_comments
from erm.engagement.results.rules import GroupKind, HiddenReason
from erm.engagement.results.scopes import wording_of
from erm.engagement.results.views import GroupView
from erm.people.queries import departments_above

SEARCH_MAXIMUM = 200
_AT_ONCE = 10_000


@dataclass(frozen=True, slots=True)
class CommentsView:
    """Comments told in a group. ``group`` is the one they are told in; ``reason``: why none are.

    ``themes`` are those of the whole group, whatever was searched for, the largest first.
    """

    asked: GroupView
    group: GroupView
    reason: HiddenReason | None
    reason_text: str
    themes: tuple[CommentThemeView, ...]
    page: Page[SurveyCommentView]


@dataclass(frozen=True, slots=True)
class _GroupTheme:
    """A theme as a group has it. ``words``: numbers of its words that are named there."""

    view: CommentThemeView
    words: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Found:
    """A comment before it is opened: which words of which themes it has."""

    id: UUID
    question_id: UUID
    themes: Mapping[int, Sequence[int]]


async def survey_comments(
    actor: Actor,
    page: PageRequest,
    *,
    wave_id: UUID,
    group: str | None = None,
    question_id: UUID | None = None,
    theme: str | None = None,
    search: str = "",
    act: ReportAct = ReportAct.VIEWED,
) -> CommentsView | None:
    """Comments of a group, in an order that says nothing; None where nothing may be read.

    The reading is in the ledger before anything is answered. Comments are not told in a group that is
    too small for words: then those of the department above it are read, or of the company, as far as
    the actor reads them. The number of queries does not depend on how many comments there are.
    """
    gate = await open_gate(actor, wave_id, group, act=act, part=ReportPart.COMMENTS)
    if gate is None:
        return None
    wording = await wording_of(actor, gate.survey)
    asked = wording.group(gate.asked, gate.told)
    told = await _told_in(gate)
    if told is None:
        hidden = gate.told or gate.asked
        return CommentsView(
            asked=asked,
            group=wording.group(hidden, None),
            reason=hidden.reason or HiddenReason.TOO_FEW_ANSWERED,
            reason_text=say(actor.locale, "survey_comments.hidden", least=gate.survey.word_group),
            themes=(),
            page=Page([], [], False, 0),
        )
    if told != gate.told:
        await ledger.note(actor, wave_id, act, ReportPart.COMMENTS, told.label)
    blocks = policy.word_blocks_of(gate.release.plan, told.number)
    where = policy.readable_comments(wave_id, blocks)
    found = await _found(where)
    themes = _themes(actor.locale, gate.release.themes, found)
    chosen = [
        each
        for each in found
        if (question_id is None or each.question_id == question_id)
        and (theme is None or theme in _keys(each, themes))
    ]
    wanted = fold(search.strip()[:SEARCH_MAXIMUM])
    if wanted:
        holding = await _holding([each.id for each in chosen], wanted)
        chosen = [each for each in chosen if each.id in holding]
    last = page.after_id
    left = [each for each in chosen if last is None or each.id.bytes > last.bytes]
    views = await _views(actor, left[: page.first + 1], themes)
    return CommentsView(
        asked=asked,
        group=wording.group(told, None),
        reason=None,
        reason_text="",
        themes=tuple(each.view for each in themes.values()),
        page=page_of(views, page, len(chosen), lambda view: (view.id,)),
    )


async def _told_in(gate: Gate) -> ReleaseGroup | None:
    """The group whose comments are read: the one that is told of, or the next larger one with words."""

    def opens(row: ReleaseGroup | None) -> bool:
        return row is not None and may_see_comments(gate.reach, row)

    if opens(gate.told):
        return gate.told
    department = gate.asked.department_id
    above = set() if department is None else await departments_above(department)
    line = [
        row
        for row in gate.groups.values()
        if row.kind is GroupKind.SEGMENT and row.department_id in above and opens(row)
    ]
    if line:
        return max(line, key=lambda row: row.depth)
    company = gate.groups.get(0)
    return company if opens(company) else None


async def _found(where: Q) -> list[_Found]:
    """All comments that may be read, by their ids, which were drawn by lot."""
    rows: list[tuple[UUID, UUID, Any]] = await SurveyComment.filter(where).values_list(
        "id", "question_id", "themes"
    )
    found = [
        _Found(key, question, {number: words for number, *words in themes})
        for key, question, themes in rows
    ]
    return sorted(found, key=lambda each: each.id.bytes)


def _themes(
    locale: str, stored: Sequence[Mapping[str, Any]], found: Sequence[_Found]
) -> dict[int, _GroupTheme]:
    """The themes of these comments: a word is named in a group where three of its comments have it."""
    uses = Counter(
        (number, word) for each in found for number, words in each.themes.items() for word in words
    )
    themes: dict[int, _GroupTheme] = {}
    for theme in map(Theme.from_json, stored):
        named = [
            word for word in range(len(theme.words)) if uses[theme.number, word] >= AUTHORS_FEWEST
        ]
        if not named:
            continue
        comments = sum(
            not frozenset(named).isdisjoint(each.themes.get(theme.number, ())) for each in found
        )
        words = tuple(theme.words[word] for word in named)
        name = (
            words[0]
            if len(words) == 1
            else say(locale, "survey_comments.theme", first=words[0], second=words[1])
        )
        view = CommentThemeView(str(theme.number), name, words, comments)
        themes[theme.number] = _GroupTheme(view, frozenset(named))
    return dict(sorted(themes.items(), key=lambda each: (-each[1].view.comments, each[0])))


async def themes_of(
    actor: Actor, release: WaveRelease, group: ReleaseGroup, comment: SurveyComment
) -> list[str]:
    """The themes of a group that one of its comments touches. No policy: the caller has asked."""
    blocks = policy.word_blocks_of(release.plan, group.number)
    found = await _found(policy.readable_comments(release.wave_id, blocks))
    themes = _themes(actor.locale, release.themes, found)
    return next((_keys(each, themes) for each in found if each.id == comment.id), [])


def _keys(each: _Found, themes: Mapping[int, _GroupTheme]) -> list[str]:
    """The themes of the group that a comment touches."""
    return [
        theme.view.key
        for number, theme in themes.items()
        if not theme.words.isdisjoint(each.themes.get(number, ()))
    ]


async def _holding(ids: Sequence[UUID], wanted: str) -> set[UUID]:
    """Those whose words hold what is looked for; opened beside the event loop."""
    rows: list[tuple[UUID, bytes]] = []
    for start in range(0, len(ids), _AT_ONCE):
        rows += await SurveyComment.filter(id__in=list(ids[start : start + _AT_ONCE])).values_list(
            "id", "words_sealed"
        )

    def look() -> set[UUID]:
        return {key for key, data in rows if wanted in fold(open_words(data, key))}

    return await asyncio.to_thread(look)


async def _views(
    actor: Actor, chosen: Sequence[_Found], themes: Mapping[int, _GroupTheme]
) -> list[SurveyCommentView]:
    """Comments in their order with the answers to them, in two queries."""
    rows = {row.id: row for row in await SurveyComment.filter(id__in=[each.id for each in chosen])}
    replies = await replies_of(list(rows))
    return [
        view_comment(actor, rows[each.id], replies[each.id], _keys(each, themes)) for each in chosen
    ]


async def replies_of(comment_ids: Sequence[UUID]) -> dict[UUID, list[CommentReply]]:
    """Answers to comments in their order. No policy: whoever reads a comment reads its answers."""
    found: dict[UUID, list[CommentReply]] = {key: [] for key in comment_ids}
    for each in await CommentReply.filter(comment_id__in=list(comment_ids)).order_by("id"):
        found[each.comment_id].append(each)
    return found
