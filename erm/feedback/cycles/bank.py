"""The bank of questions: those that come with erm, and the company's own.

Questions of erm are in our own words under the licence of the product; they are brought up to date by
every migration, can be retired, and are not edited: whoever wants other words writes a question. Each
of the company's own names its licence and source, so that nobody asks what may not be asked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

import orjson
from tortoise.expressions import F, Q

from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.errors import NotAllowed
from erm.core.ids import new_id
from erm.core.localized import Localized
from erm.core.text import clean_line
from erm.feedback.cycles import policy_bank as policy
from erm.feedback.cycles.errors import (
    BankQuestionBuiltIn,
    BankQuestionChanged,
    BankQuestionNotFound,
    BankQuestionUseless,
)
from erm.feedback.cycles.models import BankQuestion
from erm.feedback.cycles.questions import QuestionContent, clean_content
from erm.feedback.cycles.rules import QuestionKind
from erm.feedback.cycles.templates import competencies

COMPETENCY_MAXIMUM = 200
LICENCE_MAXIMUM = 120
SOURCE_MAXIMUM = 500
WORDINGS_MAXIMUM = 50
_NAMES = uuid5(NAMESPACE_URL, "https://erm.invalid/question-bank")


@dataclass(frozen=True, slots=True)
class Wording:
    """How a question was worded before, and who replaced that."""

    number: int
    text: Localized
    by_id: UUID | None
    at: datetime


@dataclass(frozen=True, slots=True)
class BankQuestionView:
    """A question of the bank; ``wordings`` are told to HR."""

    id: UUID
    key: str | None
    kind: QuestionKind
    content: QuestionContent
    competency: str
    for_asking: bool
    for_cycles: bool
    licence: str
    source: str
    version: int
    retired_at: datetime | None
    can_edit: bool
    wordings: tuple[Wording, ...]


@dataclass(frozen=True, slots=True)
class BankQuestionDraft:
    """A question as HR wrote it."""

    kind: QuestionKind
    content: QuestionContent
    competency: str = ""
    for_asking: bool = False
    for_cycles: bool = True
    licence: str = ""
    source: str = ""


def built_in_id(key: str) -> UUID:
    """The id of a question of erm: the same in every installation."""
    return uuid5(_NAMES, key)


@cache
def built_ins() -> Mapping[str, Mapping[str, Any]]:
    """What ``content/questions.json`` says, as columns, by key."""
    file = resources.files("erm.feedback.cycles") / "content" / "questions.json"
    source = orjson.loads(file.read_bytes())
    found = {}
    for each in source["questions"]:
        scale = each.get("scale", [])
        content = QuestionContent.from_json(
            {
                "text": each["text"],
                "help": each.get("help"),
                "scale": source["scales"][scale] if isinstance(scale, str) else scale,
                "options": each.get("options", []),
            }
        )
        kind = QuestionKind(each["kind"])
        found[each["key"]] = {
            "kind": kind,
            "content": clean_content(kind, content).to_json(),
            "competency": each.get("competency", ""),
            "for_asking": each["for_asking"],
            "for_cycles": each["for_cycles"],
            "licence": source["licence"],
            "source": source["source"],
        }
    return MappingProxyType(found)


async def install_questions() -> int:
    """Bring erm's own questions up to date, in the open unit of work; returns how many changed.

    Those that are retired stay so, and those that erm has no more stay where they are used.
    """
    changed = 0
    there = {row.key: row for row in await BankQuestion.filter(key__isnull=False)}
    for key, values in built_ins().items():
        row = there.get(key)
        if row is None:
            new = BankQuestion(id=built_in_id(key), key=key, created_at=now(), **values)
            await BankQuestion.bulk_create([new], ignore_conflicts=True)
            changed += 1
        elif any(getattr(row, column) != value for column, value in values.items()):
            await BankQuestion.filter(id=row.id).update(**values, version=F("version") + 1)
            changed += 1
    return changed


async def questions_by_ids(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, BankQuestionView]:
    """Questions by id; those that the actor may not read are missing."""
    rows = await BankQuestion.filter(policy.readable_bank_questions(actor), id__in=list(set(ids)))
    return {row.id: _view(actor, row) for row in rows}


async def question_bank(
    actor: Actor,
    *,
    for_asking: bool | None = None,
    for_cycles: bool | None = None,
    retired: bool = False,
) -> list[BankQuestionView]:
    """All questions that the actor may read: erm's own in their order, then the company's."""
    wanted = Q(retired_at__isnull=not retired)
    if for_asking is not None:
        wanted &= Q(for_asking=for_asking)
    if for_cycles is not None:
        wanted &= Q(for_cycles=for_cycles)
    rows = await BankQuestion.filter(policy.readable_bank_questions(actor), wanted).order_by("id")
    order = {key: place for place, key in enumerate(built_ins())}
    rows.sort(key=lambda row: order.get(row.key or "", len(order)))
    return [_view(actor, row) for row in rows]


async def save_bank_question(
    actor: Actor,
    draft: BankQuestionDraft,
    *,
    question_id: UUID | None = None,
    version: int = 0,
) -> BankQuestionView:
    """Write a question of the company's, or reword one: the former wording is kept.

    What cycles have asked keeps its words. Raises ``BankQuestionNotFound``, ``BankQuestionBuiltIn``,
    ``BankQuestionChanged``, ``BankQuestionUseless``, and the refusals of questions and texts.
    """
    row = None if question_id is None else await _readable(actor, question_id)
    if not policy.may_edit_bank(actor):
        raise NotAllowed
    content = clean_content(draft.kind, draft.content, field="texts")
    if not (draft.for_asking or draft.for_cycles):
        raise BankQuestionUseless(field="for_cycles")
    if draft.for_asking and draft.kind is not QuestionKind.TEXT:
        raise BankQuestionUseless(field="for_asking")
    values: dict[str, Any] = {
        "kind": draft.kind,
        "competency": _line(draft.competency, "competency", COMPETENCY_MAXIMUM),
        "for_asking": draft.for_asking,
        "for_cycles": draft.for_cycles,
        "licence": _line(draft.licence, "licence", LICENCE_MAXIMUM),
        "source": _line(draft.source, "source", SOURCE_MAXIMUM),
    }
    if row is None:
        row = BankQuestion(
            id=new_id(),
            content=content.to_json(),
            created_by_id=actor.person_id,
            created_at=now(),
            **values,
        )
        await row.save()
        return _view(actor, row)
    if row.key is not None:
        raise BankQuestionBuiltIn
    former = list(row.content.get("former", ()))
    if row.content["text"] != content.to_json()["text"]:
        former.append(
            {
                "number": row.version,
                "text": row.content["text"],
                "by": str(actor.person_id),
                "at": now().isoformat(),
            }
        )
    kept = former[-WORDINGS_MAXIMUM:]
    if not await BankQuestion.filter(id=row.id, version=version).update(
        content=content.to_json() | {"former": kept}, version=F("version") + 1, **values
    ):
        raise BankQuestionChanged
    return _view(actor, await BankQuestion.get(id=row.id))


async def retire_bank_question(
    actor: Actor, *, question_id: UUID, retired: bool
) -> BankQuestionView:
    """Take a question out of use, or back. What was asked with it stays."""
    row = await _readable(actor, question_id)
    if not policy.may_edit_bank(actor):
        raise NotAllowed
    await BankQuestion.filter(id=row.id, retired_at__isnull=retired).update(
        retired_at=now() if retired else None
    )
    return _view(actor, await BankQuestion.get(id=row.id))


async def _readable(actor: Actor, question_id: UUID) -> BankQuestion:
    row = await BankQuestion.get_or_none(id=question_id)
    if row is None or not policy.may_read_bank_question(actor, row):
        raise BankQuestionNotFound
    return row


def _line(value: str, field: str, maximum: int) -> str:
    return clean_line(value, field=field, maximum=maximum, required=False)


def _view(actor: Actor, row: BankQuestion) -> BankQuestionView:
    competency = row.competency
    if row.key is not None:
        competency = competencies().get(competency, Localized()).of(actor.locale) or competency
    former = row.content.get("former", ()) if policy.may_see_wordings(actor) else ()
    return BankQuestionView(
        id=row.id,
        key=row.key,
        kind=row.kind,
        content=QuestionContent.from_json(row.content),
        competency=competency,
        for_asking=row.for_asking,
        for_cycles=row.for_cycles,
        licence=row.licence,
        source=row.source,
        version=row.version,
        retired_at=row.retired_at,
        can_edit=policy.may_edit_bank(actor) and row.key is None,
        wordings=tuple(
            Wording(
                number=each["number"],
                text=Localized.from_json(each["text"]),
                by_id=UUID(each["by"]),
                at=datetime.fromisoformat(each["at"]),
            )
            for each in reversed(former)
        ),
    )
