"""What authors and receivers change about kudos that were given."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from erm.audit import commands as audit
from erm.audit.rules import Action
from erm.core.actor import Actor
from erm.core.clock import now
from erm.core.errors import NotAllowed
from erm.core.ids import new_id
from erm.core.text import clean_text
from erm.core.work import record
from erm.recognition import policy
from erm.recognition.changes import changed, narrowed
from erm.recognition.choices.events import WarnedWordsSent
from erm.recognition.choices.words import check_words
from erm.recognition.commands.finding import readable_kudos
from erm.recognition.commands.giving import GivenKudos, check_value
from erm.recognition.commands.mentioning import keep_mentions, picked_mentions
from erm.recognition.errors import (
    AlreadyPrivate,
    KudosChanged,
    KudosHidden,
    KudosNotFound,
    KudosTooOldToEdit,
)
from erm.recognition.events import (
    KudosEdited,
    KudosMadePrivate,
    KudosMentioned,
    KudosWithdrawn,
)
from erm.recognition.models import Kudos, KudosEdit
from erm.recognition.points.commands import return_gift
from erm.recognition.queries import view_one
from erm.recognition.rules import EDIT_FOR, MESSAGE_MAXIMUM, KudosVisibility, search_text
from erm.recognition.views import KudosView


async def edit_kudos(
    actor: Actor,
    *,
    kudos_id: UUID,
    message: str,
    company_value_id: UUID | None,
    mention_ids: Sequence[UUID] = (),
    despite_warning: bool = False,
) -> GivenKudos:
    """As the author, say it otherwise, for a day. What it said before stays readable.

    Raises ``KudosNotFound``, ``NotAllowed``, ``KudosHidden``, ``KudosTooOldToEdit``, ``KudosChanged``,
    ``TextMayHurt``, and what text, value and mentions raise.
    """
    found = await readable_kudos(actor, kudos_id)
    kudos = found.kudos
    if actor.person_id != kudos.author_id:
        raise NotAllowed
    if kudos.hidden_at is not None:
        raise KudosHidden
    if not policy.may_edit_kudos(actor, kudos):
        raise KudosTooOldToEdit(count=int(EDIT_FOR.total_seconds() // 3600))
    message = clean_text(message, field="message", maximum=MESSAGE_MAXIMUM)
    await check_value(
        company_value_id,
        asked=kudos.company_value_id is not None,
        before=kudos.company_value_id,
    )
    mentions = await picked_mentions(actor, mention_ids, message)
    warned = await check_words(message, field="message", despite=despite_warning)
    moment = now()
    if (message, company_value_id) != (kudos.message, kudos.company_value_id):
        await _reword(kudos, message, company_value_id)
        record(KudosEdited(at=moment, kudos_id=kudos_id, author_id=actor.person_id))
        if warned:
            record(WarnedWordsSent(at=moment, author_id=actor.person_id, kudos_id=kudos_id))
    told, not_told = await keep_mentions(actor, kudos, mentions)
    if told:
        record(
            KudosMentioned(
                at=moment,
                kudos_id=kudos_id,
                comment_id=None,
                author_id=actor.person_id,
                person_ids=told,
            )
        )
    changed(kudos_id)
    return GivenKudos(await view_one(actor, await Kudos.get(id=kudos_id)), not_told)


async def _reword(kudos: Kudos, message: str, company_value_id: UUID | None) -> None:
    """Put the new words in place of the old ones, which are kept."""
    moment = now()
    as_read = Kudos.filter(
        id=kudos.id,
        message=kudos.message,
        withdrawn_at__isnull=True,
        hidden_at__isnull=True,
    )
    as_read = (
        as_read.filter(edited_at__isnull=True)
        if kudos.edited_at is None
        else as_read.filter(edited_at=kudos.edited_at)
    )
    if not await as_read.update(
        message=message,
        search_text=search_text(message),
        company_value_id=company_value_id,
        edited_at=moment,
    ):
        raise KudosChanged
    _ = await KudosEdit.create(
        id=new_id(),
        kudos_id=kudos.id,
        message=kudos.message,
        company_value_id=kudos.company_value_id,
        at=moment,
    )


async def withdraw_kudos(actor: Actor, *, kudos_id: UUID) -> UUID:
    """Take one's own kudos back. The row stays, unreadable to all; returns its id.

    Within a day the points that went with them go back; later they stay with the receivers. Raises
    ``KudosNotFound``, ``NotAllowed``, and ``PointsSpent`` where a receiver has spent theirs.
    """
    found = await readable_kudos(actor, kudos_id)
    kudos = found.kudos
    if not policy.may_withdraw_kudos(actor, kudos):
        raise NotAllowed
    moment = now()
    if not await Kudos.filter(id=kudos_id, withdrawn_at__isnull=True).update(withdrawn_at=moment):
        raise KudosNotFound
    returned = await return_gift(actor, kudos_id=kudos_id) if kudos.points else 0
    audit.append(
        Action.KUDOS_WITHDRAWN,
        actor_id=actor.person_id,
        subject_kind="Kudos",
        subject_id=kudos_id,
        details={"points_returned": returned},
    )
    record(
        KudosWithdrawn(
            at=moment,
            kudos_id=kudos_id,
            author_id=kudos.author_id,
            receiver_ids=found.named_ids,
        )
    )
    narrowed(kudos)
    return kudos_id


async def make_kudos_private(actor: Actor, *, kudos_id: UUID) -> KudosView:
    """As a receiver, keep kudos between their author and their receivers from now on.

    Raises ``KudosNotFound``, ``NotAllowed``, ``KudosHidden``, ``AlreadyPrivate``. There is no way back.
    """
    found = await readable_kudos(actor, kudos_id)
    if not policy.may_make_kudos_private(actor, found.named_ids):
        raise NotAllowed
    moment = now()
    was_changed = await Kudos.filter(
        id=kudos_id,
        visibility__in=[KudosVisibility.PUBLIC, KudosVisibility.TEAM],
        withdrawn_at__isnull=True,
        hidden_at__isnull=True,
    ).update(
        visibility=KudosVisibility.PRIVATE,
        made_private_at=moment,
        made_private_by_id=actor.person_id,
    )
    after = (await readable_kudos(actor, kudos_id)).kudos
    if not was_changed:
        raise KudosHidden if after.hidden_at is not None else AlreadyPrivate
    record(KudosMadePrivate(at=moment, kudos_id=kudos_id, person_id=actor.person_id))
    narrowed(found.kudos)
    return await view_one(actor, after)
