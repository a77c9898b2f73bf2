"""Who reads comments and answers them: HR, and whoever leads the department that they are told in.

What may be told at all stands in the release; here is who reads it. Every right to read has two forms
that must agree (a test holds them together). An administrator has no right of their own.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any
from uuid import UUID

from tortoise.expressions import Q

from erm.core.actor import Actor
from erm.engagement.comments.models import SurveyComment
from erm.engagement.results.models import ReleaseGroup
from erm.engagement.results.policy import Reach, may_see_comments

_NOTHING = Q(id__in=[])


def word_blocks_of(plan: Mapping[str, Any], number: int) -> frozenset[int]:
    """The blocks of a group whose comments are told in it, as the release plan says."""
    return frozenset(
        block
        for group in plan["groups"]
        if group["number"] == number
        for block in group["wordBlocks"]
    )


def blocks_read(
    plan: Mapping[str, Any], groups: Mapping[int, ReleaseGroup], reach: Reach
) -> dict[int, ReleaseGroup]:
    """Every block whose comments the reach opens, with the smallest group to read it in."""
    found: dict[int, ReleaseGroup] = {}
    for told in sorted(plan["groups"], key=lambda each: (-(each["people"] or 0), each["number"])):
        row = groups.get(told["number"])
        if row is not None and may_see_comments(reach, row):
            found.update(dict.fromkeys(told["wordBlocks"], row))
    return found


def may_read_comment(comment: SurveyComment, wave_id: UUID, blocks: Set[int]) -> bool:
    """Whether a comment of a wave stands in one of the blocks that are read."""
    return comment.wave_id == wave_id and comment.group_number in blocks


def readable_comments(wave_id: UUID, blocks: Set[int]) -> Q:
    """The filter form of :func:`may_read_comment`."""
    if not blocks:
        return _NOTHING
    return Q(wave_id=wave_id, group_number__in=sorted(blocks))


def may_reply(actor: Actor, comment: SurveyComment) -> bool:
    """Whoever reads a comment answers it, if its author kept a way to be answered."""
    return not actor.is_system and actor.can_write and comment.reply_hash is not None
