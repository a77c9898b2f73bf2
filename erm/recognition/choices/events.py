"""Facts about what the company chose."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from erm.core.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class WarnedWordsSent(Event):
    """A text was sent although the company warns of words in it: exactly one id says which."""

    author_id: UUID
    kudos_id: UUID | None = None
    comment_id: UUID | None = None
    signature_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecognitionSettingsEdited(Event):
    """HR changed the company's choices."""

    by_id: UUID
