"""What happens to kudos, for those whom it concerns."""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from erm.core.actor import Actor
from erm.core.events import Bus
from erm.mail.links import Links
from erm.notifications.commands import notify, withdraw
from erm.notifications.rules import NotificationKind
from erm.notifications.subjects import About, Subjects, SubjectView
from erm.recognition.events import (
    KudosCommented,
    KudosGiven,
    KudosMentioned,
    KudosReacted,
    KudosUnreacted,
    ScheduledKudosFailed,
)
from erm.recognition.models import Kudos, KudosMention, KudosReaction, KudosReceiver
from erm.recognition.queries import comments_by_ids, kudos_by_ids
from erm.recognition.rules import KudosVisibility

KUDOS = "Kudos"
SCHEDULED = "ScheduledKudos"
TITLE_MAXIMUM = 160
_PATHS = Links("")


def subscribe(bus: Bus) -> None:
    """Tell of what happens."""
    bus.subscribe(KudosGiven, kudos_given)
    bus.subscribe(KudosMentioned, kudos_mentioned)
    bus.subscribe(KudosCommented, kudos_commented)
    bus.subscribe(KudosReacted, kudos_reacted)
    bus.subscribe(KudosUnreacted, kudos_unreacted)
    bus.subscribe(ScheduledKudosFailed, scheduled_kudos_failed)


async def kudos_given(event: KudosGiven) -> None:
    """Those thanked. Those thanked as part of a group are told in erm only: it is there when they look."""
    rows: Any = await KudosReceiver.filter(kudos_id=event.kudos_id).values_list(
        "person_id", "group_id"
    )
    for silent in (False, True):
        await notify(
            NotificationKind.KUDOS_RECEIVED,
            [person for person, group in rows if (group is not None) is silent],
            KUDOS,
            event.kudos_id,
            person_id=event.author_id,
            silent=silent,
            at=event.at,
        )


async def kudos_mentioned(event: KudosMentioned) -> None:
    """Those named, who may read it; not those who hear of the same kudos as their receivers."""
    thanked: set[Any] = set()
    if event.comment_id is None:
        thanked.update(
            await KudosReceiver.filter(
                kudos_id=event.kudos_id, person_id__in=list(event.person_ids)
            ).values_list("person_id", flat=True)
        )
    await notify(
        NotificationKind.KUDOS_MENTIONED,
        [person for person in event.person_ids if person not in thanked],
        KUDOS,
        event.kudos_id,
        person_id=event.author_id,
        detail_id=event.comment_id,
        at=event.at,
    )


async def kudos_commented(event: KudosCommented) -> None:
    """Author and named receivers, without who wrote it and those who hear that they are named in it."""
    named: Any = await KudosMention.filter(comment_id=event.comment_id).values_list(
        "person_id", flat=True
    )
    await notify(
        NotificationKind.KUDOS_COMMENTED,
        await _concerned(event.kudos_id) - set(named),
        KUDOS,
        event.kudos_id,
        person_id=event.author_id,
        detail_id=event.comment_id,
        at=event.at,
    )


async def kudos_reacted(event: KudosReacted) -> None:
    """Author and named receivers, once for each person however many signs they leave."""
    await notify(
        NotificationKind.KUDOS_REACTED,
        await _concerned(event.kudos_id),
        KUDOS,
        event.kudos_id,
        person_id=event.person_id,
        at=event.at,
    )


async def kudos_unreacted(event: KudosUnreacted) -> None:
    """Who took all their signs away left none to tell of."""
    if await KudosReaction.filter(kudos_id=event.kudos_id, person_id=event.person_id).exists():
        return
    await withdraw(
        [NotificationKind.KUDOS_REACTED], KUDOS, [event.kudos_id], person_id=event.person_id
    )


async def scheduled_kudos_failed(event: ScheduledKudosFailed) -> None:
    """Their author should say them otherwise."""
    await notify(
        NotificationKind.KUDOS_NOT_SENT,
        [event.author_id],
        SCHEDULED,
        event.scheduled_id,
        at=event.at,
    )


async def _concerned(kudos_id: UUID) -> set[UUID]:
    """The author, and those named in person."""
    people: Any = await KudosReceiver.filter(kudos_id=kudos_id, group_id__isnull=True).values_list(
        "person_id", flat=True
    )
    author: Any = await Kudos.filter(id=kudos_id).values_list("author_id", flat=True)
    return {*people, *author}


async def kudos_subjects(actor: Actor, about: Collection[About]) -> Mapping[About, SubjectView]:
    """Kudos, and comments under them, that the actor may read."""
    kudos = await kudos_by_ids(actor, [each.subject_id for each in about if each.subject_id])
    wanted = [each.detail_id for each in about if each.detail_id]
    comments = await comments_by_ids(actor, wanted) if wanted else {}
    found = {}
    for each in about:
        view = kudos.get(each.subject_id) if each.subject_id else None
        if view is None or (each.detail_id is not None and each.detail_id not in comments):
            continue
        found[each] = SubjectView(
            title=textwrap.shorten(view.message, TITLE_MAXIMUM, placeholder="…"),
            path=_PATHS.kudos(view.id),
            public=view.visibility is KudosVisibility.PUBLIC and not view.hidden,
        )
    return found


async def scheduled_subjects(actor: Actor, about: Collection[About]) -> Mapping[About, SubjectView]:
    """Thanks that could not be said are their author's, and wait where thanks are given."""
    return {each: SubjectView(title="", path=_PATHS.recognition) for each in about}


SUBJECTS: dict[str, Subjects] = {KUDOS: kudos_subjects, SCHEDULED: scheduled_subjects}
