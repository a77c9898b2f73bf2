"""What people and the company chose about kinds and channels, and who wants what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from erm.core.remembering import once
from erm.notifications.models import NotificationChoice, NotificationPolicy
from erm.notifications.rules import Channel, NotificationKind, Word, is_wanted, word_of

_SLICE = 500


async def wanting(
    person_ids: Iterable[UUID],
    kind: NotificationKind,
    channel: Channel,
) -> set[UUID]:
    """Which of these people want a kind through a channel: by their choice, or as the company said.

    What the company or erm requires goes to all of them. Two queries for 500 people.
    """
    return (await wanted_channels(person_ids, kind, [channel]))[channel]


async def wanted_channels(
    person_ids: Iterable[UUID],
    kind: NotificationKind,
    channels: Iterable[Channel],
) -> dict[Channel, set[UUID]]:
    """Like :func:`wanting`, for several channels in the same queries."""
    ids = list(dict.fromkeys(person_ids))
    words = await words_of([kind])
    found: dict[Channel, set[UUID]] = {}
    open_channels = []
    for channel in channels:
        word = words[kind, channel]
        if word.required:
            found[channel] = set(ids) if word.on else set()
        else:
            open_channels.append(channel)
    own = await _choices(ids, kind, open_channels)
    for channel in open_channels:
        word = words[kind, channel]
        found[channel] = {key for key in ids if is_wanted(word, own[channel].get(key))}
    return found


async def required(kinds: Iterable[NotificationKind], channel: Channel) -> bool:
    """Whether nobody can switch off any of these kinds in a channel."""
    asked = sorted(set(kinds))
    words = await words_of(asked)
    return all(words[kind, channel].required for kind in asked)


async def words_of(
    kinds: Sequence[NotificationKind],
) -> dict[tuple[NotificationKind, Channel], Word]:
    """The company's word on each of these kinds and each channel."""
    said = await _said()
    return {
        (kind, channel): word_of(kind, channel, said.get((kind, channel)))
        for kind in kinds
        for channel in Channel
    }


@once
async def _said() -> dict[tuple[NotificationKind, Channel], Word]:
    # A row for what the company chose and no other: there are few.
    rows = await NotificationPolicy.all()
    return {(row.kind, row.channel): Word(row.on, row.required) for row in rows}


@once
async def _own(person_id: UUID) -> dict[tuple[NotificationKind, Channel], bool]:
    rows: Any = await NotificationChoice.filter(person_id=person_id).values_list(
        "kind", "channel", "wanted"
    )
    return {(NotificationKind(kind), Channel(channel)): wanted for kind, channel, wanted in rows}


async def _choices(
    ids: Sequence[UUID], kind: NotificationKind, channels: Sequence[Channel]
) -> dict[Channel, dict[UUID, bool]]:
    found: dict[Channel, dict[UUID, bool]] = {channel: {} for channel in channels}
    if not channels:
        return found
    if len(ids) == 1:
        # Of one person several kinds are asked, for their pages: all are read at once.
        own = await _own(ids[0])
        for channel in channels:
            if (kind, channel) in own:
                found[channel][ids[0]] = own[kind, channel]
        return found
    for start in range(0, len(ids), _SLICE):
        rows: Any = await NotificationChoice.filter(
            kind=kind, channel__in=list(channels), person_id__in=ids[start : start + _SLICE]
        ).values_list("person_id", "channel", "wanted")
        for person, channel, wanted in rows:
            found[Channel(channel)][person] = wanted
    return found
