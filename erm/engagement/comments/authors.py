"""What authors whom nobody knows are answered. Who holds the secret of a comment is its author.

There is no actor: it is asked without a session, so that asking tells nobody who wrote what.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from uuid import UUID

from erm.core.localized import Localized
from erm.engagement.bank.content import ItemContent
from erm.engagement.comments.models import CommentReply, SurveyComment
from erm.engagement.comments.sealed import open_reply, open_words
from erm.engagement.surveys.models import Survey, SurveyQuestion
from erm.engagement.waves.models import SurveyWave
from erm.people.models import Person


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer: its words, the name of who wrote it, the day."""

    words: str
    by: str
    on: date


@dataclass(frozen=True, slots=True)
class OwnComment:
    """What somebody wrote, as the holder of its secret sees it, with the answers in their order."""

    secret: str
    words: str
    question: Localized
    title: Localized
    answers: tuple[Answered, ...]


def hash_of(secret: str) -> str:
    """What a comment keeps of its author's secret: the SHA-256 of its bytes, which come as hex.

    Raises ``ValueError`` for anything but hex.
    """
    return sha256(bytes.fromhex(secret)).hexdigest()


async def answers_to(secrets: Sequence[str]) -> list[OwnComment]:
    """The comments that these secrets (hex) belong to, in their order; unknown ones are left out.

    Six queries for any number of them. Nothing of the asking is stored.
    """
    wanted = {hash_of(secret): secret for secret in secrets}
    rows = {row.reply_hash: row for row in await SurveyComment.filter(reply_hash__in=list(wanted))}
    if not rows:
        return []
    comments = list(rows.values())
    questions: dict[UUID, SurveyQuestion] = {
        row.id: row for row in await SurveyQuestion.filter(id__in=[c.question_id for c in comments])
    }
    surveys: dict[UUID, UUID] = dict(
        await SurveyWave.filter(id__in=[c.wave_id for c in comments]).values_list("id", "survey_id")
    )
    titles: dict[UUID, dict[str, str]] = dict(
        await Survey.filter(id__in=list(surveys.values())).values_list("id", "titles")
    )
    answers = await _answers([each.id for each in comments])
    return [
        OwnComment(
            secret=secret,
            words=open_words(row.words_sealed, row.id),
            question=ItemContent.from_json(questions[row.question_id].content).text,
            title=Localized.from_json(titles[surveys[row.wave_id]]),
            answers=tuple(answers[row.id]),
        )
        for key, secret in wanted.items()
        if (row := rows.get(key)) is not None
    ]


async def _answers(comment_ids: Sequence[UUID]) -> dict[UUID, list[Answered]]:
    replies = await CommentReply.filter(comment_id__in=list(comment_ids)).order_by("id")
    names = {
        row.id: f"{row.given_name} {row.family_name}".strip()
        for row in await Person.filter(id__in=[each.replier_id for each in replies])
    }
    found: dict[UUID, list[Answered]] = defaultdict(list)
    for each in replies:
        found[each.comment_id].append(
            Answered(
                open_reply(each.words_sealed, each.id), names[each.replier_id], each.created_on
            )
        )
    return found
