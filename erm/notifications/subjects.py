"""What notifications are about, as their reader may read it now.

Notifications stand below most of what they tell of and cannot ask it: whoever runs them gives a
:data:`Subjects`. The one of the product is ``erm.flows.subjects``.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass
from typing import TypeAlias
from uuid import UUID

from erm.core.actor import Actor
from erm.notifications.rules import NotificationKind


@dataclass(frozen=True, slots=True)
class About:
    """What one notification is about. ``detail_id``: one thing within it, a comment for instance."""

    kind: NotificationKind
    subject_kind: str
    subject_id: UUID | None
    detail_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class SubjectView:
    """What it is, for one reader.

    ``title``: a few words, empty where the kind says all. ``path``: where it is read or done, a path
    within the product that begins with a slash. ``public``: its title may stand in mail; whatever is
    between a few stays in erm, and the mail leads there. ``over``: what it asks for is done, or its time
    has passed; it stands in the list, and is told through no channel any more.
    """

    title: str
    path: str
    public: bool = False
    over: bool = False


Subjects: TypeAlias = Callable[[Actor, Collection[About]], Awaitable[Mapping[About, SubjectView]]]
"""Those of these that the actor may read now; the others are missing. One batch for all of them."""
