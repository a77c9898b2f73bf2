"""Notifications and what is chosen about them, as their person sees them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from erm.integrations.rules import ChatService
from erm.notifications.rules import Area, Channel, NotificationKind


@dataclass(frozen=True, slots=True)
class NotificationView:
    """One line. ``person_id`` is who did it last, None for erm itself; ``others`` did the same."""

    id: UUID
    kind: NotificationKind
    area: Area
    person_id: UUID | None
    others: int
    title: str
    path: str
    created_at: datetime
    seen: bool


@dataclass(frozen=True, slots=True)
class NewsView:
    """How many lines are unseen, and the newest one if there is a new one."""

    unseen: int
    notification: NotificationView | None = None


@dataclass(frozen=True, slots=True)
class CellView:
    """A kind and a channel. ``required``: the company or erm says so; ``impossible``: never."""

    channel: Channel
    wanted: bool
    required: bool
    impossible: bool


@dataclass(frozen=True, slots=True)
class KindChoiceView:
    """What somebody chose about a kind. ``gathered``: it is told together, up to a day later."""

    kind: NotificationKind
    area: Area
    gathered: bool
    cells: tuple[CellView, ...]


@dataclass(frozen=True, slots=True)
class PolicyView:
    """The company's word on a kind and a channel. ``fixed``: it is erm's own."""

    kind: NotificationKind
    area: Area
    channel: Channel
    on: bool
    required: bool
    fixed: bool


@dataclass(frozen=True, slots=True)
class ChatView:
    """A chat of one's own; ``hint`` is its address without what is secret in it."""

    service: ChatService
    hint: str
    failing: bool


@dataclass(frozen=True, slots=True)
class DeviceView:
    """A browser that takes push."""

    id: UUID
    device: str
    created_at: datetime
