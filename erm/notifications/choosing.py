"""One's own choices: which kinds go through which channels, and when one may be reached.

Domains that show a switch for their own mail read and write the same choices
(:func:`erm.notifications.choices.wanting`, :func:`choose_mail`): each stands in one place only.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from erm.core.actor import Actor, Role
from erm.core.clock import now, today
from erm.core.errors import NotAllowed
from erm.core.ids import new_id
from erm.core.work import record
from erm.notifications.choices import words_of
from erm.notifications.errors import (
    NotificationNotForYou,
    NotificationRequired,
    ReachDaysInvalid,
    ReachHoursInvalid,
    ReachPauseInvalid,
)
from erm.notifications.events import MailStopped, ReachChanged
from erm.notifications.models import Dispatch, NotificationChoice, Reach
from erm.notifications.reach import ReachView, reach_of
from erm.notifications.rules import (
    GENERAL,
    KINDS,
    PAUSE_AT_MOST,
    Channel,
    DispatchState,
    KindRule,
    NotificationKind,
    Pace,
    chosen_together,
    is_wanted,
)
from erm.notifications.views import CellView, KindChoiceView


def concerns(actor: Actor, rule: KindRule) -> bool:
    """Whether an actor can hear of a kind at all."""
    return rule.for_role is None or Role(rule.for_role) in actor.roles


async def kind_choices(actor: Actor) -> list[KindChoiceView]:
    """Every kind that concerns the actor, with what holds for each channel."""
    kinds = [kind for kind, rule in KINDS.items() if concerns(actor, rule)]
    words = await words_of(kinds)
    chosen: dict[Any, bool] = {}
    for row in await NotificationChoice.filter(person_id=actor.person_id):
        chosen[row.kind, row.channel] = row.wanted
    return [
        KindChoiceView(
            kind=kind,
            area=KINDS[kind].area,
            gathered=KINDS[kind].pace is Pace.GATHERED,
            cells=tuple(
                CellView(
                    channel=channel,
                    wanted=is_wanted(word, chosen.get((kind, channel))),
                    required=word.required and word.on,
                    impossible=word.required and not word.on,
                )
                for channel in Channel
                for word in [words[kind, channel]]
            ),
        )
        for kind in kinds
    ]


async def choose(actor: Actor, *, kind: NotificationKind, channel: Channel, wanted: bool) -> None:
    """Choose whether a kind goes through a channel; those that are chosen together with it as well.

    Raises ``NotAllowed``, ``NotificationNotForYou``, ``NotificationRequired``.
    """
    if actor.is_system:
        raise NotAllowed
    if not concerns(actor, KINDS[kind]):
        raise NotificationNotForYou
    if (await words_of([kind]))[kind, channel].required:
        raise NotificationRequired
    await _set(actor.person_id, chosen_together(kind, channel), channel, wanted)


async def choose_mail(person_id: UUID, kind: NotificationKind, wanted: bool) -> None:
    """Keep what somebody chose about mail of a kind on a screen of its domain.

    While the company requires otherwise it does not count, and afterwards it does.
    """
    await _set(person_id, chosen_together(kind, Channel.MAIL), Channel.MAIL, wanted)


async def mailed_generally() -> list[NotificationKind]:
    """The kinds that one mail tells of together and that may be stopped."""
    kinds = [
        kind
        for kind, rule in KINDS.items()
        if rule.mailing == GENERAL and Channel.MAIL in rule.dispatched
    ]
    words = await words_of(kinds)
    return [kind for kind in kinds if not words[kind, Channel.MAIL].required]


async def stop_mails(person_id: UUID, *, keep: Collection[NotificationKind] = ()) -> None:
    """Stop the mail of notifications for whoever opened the link in it.

    It ends for all kinds that share that mail but those that the company requires, or erm itself, and
    those to ``keep``.
    """
    stopped = [kind for kind in await mailed_generally() if kind not in keep]
    await _set(person_id, stopped, Channel.MAIL, False)


async def stop_mail_of(person_id: UUID, kind: NotificationKind) -> None:
    """Stop the mail of a kind for whoever opened the link in it, and of those chosen together with it.

    Not of those that the company requires.
    """
    kinds = chosen_together(kind, Channel.MAIL)
    words = await words_of(sorted(kinds))
    free = [each for each in kinds if not words[each, Channel.MAIL].required]
    await _set(person_id, free, Channel.MAIL, False)


async def _set(
    person_id: UUID, kinds: Collection[NotificationKind], channel: Channel, wanted: bool
) -> None:
    rows = [
        NotificationChoice(
            id=new_id(),
            person_id=person_id,
            kind=kind,
            channel=channel,
            wanted=wanted,
            updated_at=now(),
        )
        # In one order: two who write the same ones wait for each other and do not lock each other out.
        for kind in sorted(kinds)
    ]
    await NotificationChoice.bulk_create(
        rows,
        on_conflict=["person_id", "kind", "channel"],
        update_fields=["wanted", "updated_at"],
    )
    if channel is Channel.MAIL and not wanted and kinds:
        record(MailStopped(at=now(), person_id=person_id, kinds=frozenset(kinds)))


async def own_reach(actor: Actor) -> ReachView:
    """When the actor may be reached. A pause that is over is none any more."""
    found = (await reach_of([actor.person_id]))[actor.person_id]
    over = found.paused_until is not None and found.paused_until <= today(actor.time_zone)
    return ReachView(found.quiet_from, found.quiet_to, found.days_off) if over else found


async def set_reach(
    actor: Actor,
    *,
    quiet_from: int,
    quiet_to: int,
    days_off: Collection[int],
    paused_until: date | None,
) -> None:
    """Choose when one may be reached. What waits is looked at again with the next turn of the job.

    Raises ``NotAllowed``, ``ReachHoursInvalid``, ``ReachDaysInvalid``, ``ReachPauseInvalid``.
    """
    if actor.is_system:
        raise NotAllowed
    for field, hour in (("quiet_from", quiet_from), ("quiet_to", quiet_to)):
        if not 0 <= hour <= 23:
            raise ReachHoursInvalid(field=field)
    days = sorted(set(days_off))
    if not set(days) < set(range(1, 8)):
        raise ReachDaysInvalid(field="days_off")
    day = today(actor.time_zone)
    if paused_until is not None and not day < paused_until <= day + PAUSE_AT_MOST:
        raise ReachPauseInvalid(field="paused_until")
    instant = now()
    row = Reach(
        person_id=actor.person_id,
        quiet_from=quiet_from,
        quiet_to=quiet_to,
        days_off=days,
        paused_until=paused_until,
        updated_at=instant,
    )
    await Reach.bulk_create(
        [row],
        on_conflict=["person_id"],
        update_fields=["quiet_from", "quiet_to", "days_off", "paused_until", "updated_at"],
    )
    record(ReachChanged(at=instant, person_id=actor.person_id))
    await Dispatch.filter(
        recipient_id=actor.person_id, state=DispatchState.WAITING, due_at__gt=instant
    ).update(due_at=instant)
