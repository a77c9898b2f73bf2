"""The words and the evidence of an answer, which stand sealed in its row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

import orjson

from erm.core.sealing import seal, unseal

_TABLE = "assessment_answer"
_COLUMN = "sealed"


class ProofKind(StrEnum):
    """What a piece of evidence is; the same names as ``erm.development.rules.EvidenceKind``."""

    NOTE = "note"
    LINK = "link"
    FILE = "file"
    FEEDBACK = "feedback"
    KUDOS = "kudos"
    ACTION_ITEM = "action_item"


@dataclass(frozen=True, slots=True)
class Proof:
    """A piece of evidence of an answer.

    ``source_id`` points at a note, kudos or an action item; its content is never copied.
    """

    id: UUID
    kind: ProofKind
    title: str = ""
    url: str = ""
    file_id: UUID | None = None
    source_id: UUID | None = None

    def to_json(self) -> dict[str, Any]:
        """As it is stored."""
        return {
            "id": str(self.id),
            "kind": self.kind.value,
            "title": self.title,
            "url": self.url,
            "fileId": None if self.file_id is None else str(self.file_id),
            "sourceId": None if self.source_id is None else str(self.source_id),
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Proof:
        """From what was stored."""
        file_id, source_id = value.get("fileId"), value.get("sourceId")
        return cls(
            id=UUID(value["id"]),
            kind=ProofKind(value["kind"]),
            title=value.get("title", ""),
            url=value.get("url", ""),
            file_id=None if file_id is None else UUID(file_id),
            source_id=None if source_id is None else UUID(source_id),
        )


@dataclass(frozen=True, slots=True)
class Words:
    """What was said with an answer."""

    note: str = ""
    evidence: tuple[Proof, ...] = ()


def seal_words(words: Words, answer_id: UUID) -> bytes | None:
    """Words for the row of an answer; None where nothing was said."""
    if words == Words():
        return None
    value = {"note": words.note, "evidence": [each.to_json() for each in words.evidence]}
    return seal(orjson.dumps(value).decode(), table=_TABLE, column=_COLUMN, row_id=answer_id)


def open_words(sealed: bytes | None, answer_id: UUID) -> Words:
    """What stands in the row of an answer."""
    if sealed is None:
        return Words()
    text = unseal(bytes(sealed), table=_TABLE, column=_COLUMN, row_id=answer_id)
    value = orjson.loads(text)
    return Words(value["note"], tuple(Proof.from_json(each) for each in value["evidence"]))
